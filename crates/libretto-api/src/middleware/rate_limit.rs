//! Buckets of requests, told in the headers that the Italian guidelines ask for (`RAC_ROBUSTEZZA_001`): one for each person or
//! program, and a larger one for the consumer through which they come, so that neither one person nor one application can
//! take what is meant for all.

use super::context::RequestContext;
use crate::auth;
use crate::problem::{Problem, ProblemType};
use crate::state::Infra;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter as Governor};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Buckets that are full again are forgotten once in so many requests, so that memory follows the callers of the moment.
const FORGET_EVERY: u32 = 4096;

/// How many requests a caller may make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RateLimit {
    /// Requests that may come at once.
    pub burst: NonZeroU32,
    /// Time in which an empty bucket fills again, evenly.
    pub period: Duration,
}

impl Default for RateLimit {
    /// 600 a minute.
    fn default() -> Self {
        Self { burst: NonZeroU32::MIN.saturating_add(599), period: Duration::from_mins(1) }
    }
}

impl RateLimit {
    /// So many times as much in the same time.
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        let factor = NonZeroU32::new(factor).unwrap_or(NonZeroU32::MIN);
        Self { burst: self.burst.saturating_mul(factor), ..self }
    }
}

/// Whose bucket: an authenticated caller has one wherever they call from, and one together with all who come through the same
/// consumer; anybody else shares the one of their address.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum RateKey {
    /// Opaque scope of an authenticated caller.
    Caller(String),
    /// Name of the consumer, with the issuer that vouches for it.
    Consumer(String),
    /// Address of the client; of an IPv6 address the network of 64 bits, which one client can use at will.
    Address(IpAddr),
}

impl RateKey {
    /// What kind of bucket it is, for the figures.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Caller(_) => "caller",
            Self::Consumer(_) => "consumer",
            Self::Address(_) => "address",
        }
    }

    fn address(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V6(v6) if v6.to_ipv4_mapped().is_none() => {
                IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)))
            }
            other => other.to_canonical(),
        })
    }
}

/// What a caller is told about their bucket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RateState {
    limit: u32,
    remaining: u32,
    reset_seconds: u64,
}

impl RateState {
    /// Writes the three headers.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        let mut put = |name: &'static str, value: HeaderValue| headers.insert(HeaderName::from_static(name), value);
        put("x-ratelimit-limit", HeaderValue::from(self.limit));
        put("x-ratelimit-remaining", HeaderValue::from(self.remaining));
        put("x-ratelimit-reset", HeaderValue::from(self.reset_seconds));
    }
}

type Buckets = Governor<RateKey, DefaultKeyedStateStore<RateKey>, DefaultClock, StateInformationMiddleware>;

/// Buckets of one size.
struct Shelf {
    buckets: Buckets,
    clock: DefaultClock,
    limit: RateLimit,
    seen: AtomicU32,
}

/// The buckets of all callers of this process.
pub struct RateLimiter {
    callers: Shelf,
    consumers: Shelf,
}

impl RateLimiter {
    /// Full buckets for everybody: of the first size for a caller or an address, of the second for a consumer.
    pub fn new(caller: RateLimit, consumer: RateLimit) -> Self {
        Self { callers: Shelf::new(caller), consumers: Shelf::new(consumer) }
    }

    /// Takes one request from each of the buckets, up to the first that is empty. Says what the caller is told, which is the state of
    /// the bucket that is nearest to its end, and which bucket was empty for how many whole seconds.
    pub fn take(&self, keys: &[RateKey]) -> (Option<RateState>, Option<(&'static str, u64)>) {
        let mut nearest: Option<RateState> = None;
        for key in keys {
            let shelf = if matches!(key, RateKey::Consumer(_)) { &self.consumers } else { &self.callers };
            let (state, wait) = shelf.take(key);
            if let Some(seconds) = wait {
                return (Some(state), Some((key.kind(), seconds)));
            }
            nearest = nearest.filter(|other| other.remaining <= state.remaining).or(Some(state));
        }
        (nearest, None)
    }
}

impl Shelf {
    fn new(limit: RateLimit) -> Self {
        // A period too short to be divided among the burst is no limit in practice: the finest one is taken.
        let one = limit.period / limit.burst.get();
        let quota = Quota::with_period(one).unwrap_or_else(|| Quota::per_second(NonZeroU32::MAX));
        Self {
            buckets: Governor::dashmap(quota.allow_burst(limit.burst)).with_middleware(),
            clock: DefaultClock::default(),
            limit,
            seen: AtomicU32::new(0),
        }
    }

    /// Takes one request from the bucket. Also says how many whole seconds to wait when the bucket is empty.
    fn take(&self, key: &RateKey) -> (RateState, Option<u64>) {
        if self.seen.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.buckets.retain_recent();
        }
        match self.buckets.check_key(key) {
            Ok(snapshot) => (self.state(snapshot.remaining_burst_capacity()), None),
            Err(refused) => {
                let wait = whole_seconds(refused.wait_time_from(self.clock.now()));
                (self.state(0), Some(wait.max(1)))
            }
        }
    }

    /// The bucket is full again after the time in which what is missing flows back.
    fn state(&self, remaining: u32) -> RateState {
        let burst = self.limit.burst.get();
        let missing = burst.saturating_sub(remaining);
        let until_full = self.limit.period.saturating_mul(missing) / burst;
        RateState { limit: burst, remaining, reset_seconds: whole_seconds(until_full) }
    }
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// Takes one request from the caller's bucket or refuses with `troppe-richieste`. The envelope writes the headers, so that
/// every answer has them.
///
/// # Errors
/// Whatever the inner layers say.
pub async fn rate_limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let infra = request.app_data::<web::Data<Infra>>().cloned();
    if let (Some(infra), Some(context)) = (infra, RequestContext::of(&request)) {
        let (state, empty) = infra.limiter.take(&buckets(&request, context.client));
        context.rate.set(state);
        if let Some((bucket, seconds)) = empty {
            infra.metrics.rate_limited(bucket);
            let problem = Problem::new(ProblemType::TroppeRichieste).retry_after(seconds);
            return Ok(request.error_response(problem).map_into_right_body());
        }
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

/// The buckets that a request takes from.
fn buckets(request: &ServiceRequest, client: IpAddr) -> Vec<RateKey> {
    let Some(caller) = auth::verified(request) else { return vec![RateKey::address(client)] };
    let consumer = caller.consumer.as_ref().map(|name| RateKey::Consumer(format!("{name} {}", caller.token_issuer)));
    std::iter::once(RateKey::Caller(caller.subject().to_owned())).chain(consumer).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn an_hour(burst: u32) -> RateLimit {
        RateLimit { burst: NonZeroU32::new(burst).unwrap(), period: Duration::from_hours(1) }
    }

    fn limiter(burst: u32) -> Shelf {
        Shelf::new(an_hour(burst))
    }

    #[test]
    fn a_person_and_the_consumer_they_come_through_have_a_bucket_each() {
        let limiter = RateLimiter::new(an_hour(2), an_hour(3));
        let through = |person: &str, consumer: &str| {
            limiter.take(&[RateKey::Caller(person.into()), RateKey::Consumer(consumer.into())])
        };
        let remaining = |(state, empty): (Option<RateState>, Option<(&'static str, u64)>)| {
            (state.unwrap().limit, state.unwrap().remaining, empty.map(|(bucket, _)| bucket))
        };
        assert_eq!(remaining(through("a", "app")), (2, 1, None));
        assert_eq!(remaining(through("a", "app")), (2, 0, None), "the bucket nearest to its end is told");
        assert_eq!(
            remaining(through("a", "app")),
            (2, 0, Some("caller")),
            "an empty bucket takes nothing from the other"
        );
        assert_eq!(remaining(through("b", "app")), (3, 0, None));
        assert_eq!(remaining(through("c", "app")), (3, 0, Some("consumer")), "one application cannot take it all");
        assert_eq!(remaining(through("c", "portal")), (2, 0, None), "others come through");
        assert_eq!(
            remaining(through("a", "portal")),
            (2, 0, Some("caller")),
            "a person is one wherever they come from"
        );
        assert_eq!(limiter.take(&[]), (None, None));
    }

    #[test]
    fn a_bucket_counts_down_and_then_refuses_its_own_caller_only() {
        let limiter = limiter(2);
        let (first, second) = (RateKey::Caller("a".into()), RateKey::Caller("b".into()));
        assert_eq!(limiter.take(&first), (RateState { limit: 2, remaining: 1, reset_seconds: 1800 }, None));
        assert_eq!(limiter.take(&first), (RateState { limit: 2, remaining: 0, reset_seconds: 3600 }, None));
        let (state, wait) = limiter.take(&first);
        assert_eq!(state.remaining, 0);
        assert!((1..=1800).contains(&wait.unwrap()), "one request flows back every half an hour: {wait:?}");
        assert_eq!(limiter.take(&second).1, None);
    }

    #[test]
    fn an_ipv6_client_cannot_multiply_its_bucket() {
        let key = |text: &str| RateKey::address(text.parse().unwrap());
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8:0:1::1"), key("2001:db8:0:2::1"));
        assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }

    #[test]
    fn the_default_is_six_hundred_a_minute() {
        let limit = RateLimit::default();
        assert_eq!((limit.burst.get(), limit.period.as_secs()), (600, 60));
    }
}
