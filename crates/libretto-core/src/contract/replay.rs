//! The suite that every adapter of [`Replay`] must pass: `replay_suite!(new_memory());`, where the expression is a future of a
//! [`Memory`] that is empty.

use super::race::{Runner, together};
use crate::ports::Replay;
use chrono::{DateTime, TimeDelta, Utc};
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// How many ask at once.
const CALLERS: usize = 32;

/// Two handles on one memory, as two instances of the service have, and whatever must outlive them.
pub struct Memory {
    /// The handles.
    pub instances: [Arc<dyn Replay>; 2],
    /// Dropped last.
    pub guard: Option<Box<dyn Any + Send + Sync>>,
}

impl fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Memory").field("guarded", &self.guard.is_some()).finish_non_exhaustive()
    }
}

/// One test for each case, on a fresh [`Memory`] each.
#[macro_export]
macro_rules! replay_suite {
    ($memory:expr) => {
        $crate::replay_suite!(@tests $memory =>
            the_first_use_is_the_only_one,
            of_many_at_once_one_is_the_first,
            what_has_expired_is_never_a_first_use,
            namespaces_do_not_touch,
            thousands_that_expire_leave_room_for_more,
        );
    };
    (@tests $memory:expr => $($case:ident,)*) => {
        mod replay {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    $crate::contract::replay::$case($memory.await).await;
                }
            )*
        }
    };
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_796_119_200, 0).unwrap()
}

fn fingerprint(number: u32) -> [u8; 32] {
    let mut bytes = [0; 32];
    // Spread over the first byte too, as a hash is.
    bytes[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
    bytes[28..].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// A second use is none, whichever instance is asked.
pub async fn the_first_use_is_the_only_one(memory: Memory) {
    let [one, other] = &memory.instances;
    let until = now() + TimeDelta::seconds(60);
    assert!(one.first_use("prova", &fingerprint(1), until, now()).await.unwrap());
    for instance in [one, other, one] {
        assert!(!instance.first_use("prova", &fingerprint(1), until, now()).await.unwrap());
    }
    let later = until - TimeDelta::seconds(1);
    assert!(!other.first_use("prova", &fingerprint(1), until, later).await.unwrap(), "until the last second");
    assert!(other.first_use("prova", &fingerprint(2), until, now()).await.unwrap(), "another one is free");
}

/// However many ask at once, on two instances, one is first.
pub async fn of_many_at_once_one_is_the_first(memory: Memory) {
    let until = now() + TimeDelta::seconds(60);
    for round in 0..8 {
        let fingerprint = fingerprint(round);
        let callers = (0..CALLERS).map(|caller| -> Runner<'_, bool> {
            let instance = &memory.instances[caller % 2];
            Box::pin(async move { instance.first_use("prova", &fingerprint, until, now()).await.unwrap() })
        });
        let first = together(callers).await.into_iter().filter(|first| *first).count();
        assert_eq!(first, 1, "round {round}");
    }
}

/// The end is exclusive.
pub async fn what_has_expired_is_never_a_first_use(memory: Memory) {
    let [one, _] = &memory.instances;
    assert!(!one.first_use("prova", &fingerprint(1), now(), now()).await.unwrap());
    assert!(!one.first_use("prova", &fingerprint(1), now() - TimeDelta::seconds(1), now()).await.unwrap());
    assert!(one.first_use("prova", &fingerprint(1), now() + TimeDelta::seconds(1), now()).await.unwrap());
}

/// The same fingerprint under two names is two things.
pub async fn namespaces_do_not_touch(memory: Memory) {
    let [one, other] = &memory.instances;
    let until = now() + TimeDelta::seconds(60);
    assert!(one.first_use("prova", &fingerprint(1), until, now()).await.unwrap());
    assert!(other.first_use("firma", &fingerprint(1), until, now()).await.unwrap());
    assert!(!one.first_use("firma", &fingerprint(1), until, now()).await.unwrap());
}

/// Purging what has expired never takes away what is valid.
pub async fn thousands_that_expire_leave_room_for_more(memory: Memory) {
    let [one, other] = &memory.instances;
    let kept = now() + TimeDelta::days(1);
    assert!(one.first_use("prova", &fingerprint(0), kept, now()).await.unwrap());
    for number in 1..=2_000_u32 {
        let at = now() + TimeDelta::seconds(i64::from(number));
        assert!(one.first_use("prova", &fingerprint(number), at + TimeDelta::seconds(1), at).await.unwrap());
    }
    assert!(!other.first_use("prova", &fingerprint(0), kept, now() + TimeDelta::hours(2)).await.unwrap());
}
