//! The clocks and the identifiers of the running program: the only places that ask the machine.

use chrono::{DateTime, TimeDelta, Utc};
use libretto_api::resources::{ClockGoesBack, Reading, Sandbox};
use libretto_core::ports::{Clock, Ids};
use std::sync::{PoisonError, RwLock};
use uuid::Uuid;

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock of the machine")]
pub(crate) fn system_now() -> DateTime<Utc> {
    Utc::now()
}

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        system_now()
    }
}

/// The clock of a sandbox: only ever moved forward, and from where it was set it runs at the pace of the machine or stands still.
#[derive(Debug)]
pub(crate) struct SandboxClock {
    hands: RwLock<Hands>,
}

/// What moves the clock.
#[derive(Clone, Copy, Debug)]
enum Hands {
    /// The machine's clock, which this one is ahead of by so much.
    Running(TimeDelta),
    /// Nothing: it shows this instant.
    Still(DateTime<Utc>),
}

impl Hands {
    fn set(to: Reading, system: DateTime<Utc>) -> Self {
        if to.still { Self::Still(to.now) } else { Self::Running(to.now - system) }
    }

    fn read(self, system: DateTime<Utc>) -> Reading {
        match self {
            Self::Running(ahead) => Reading { now: system + ahead, still: false },
            Self::Still(now) => Reading { now, still: true },
        }
    }
}

impl SandboxClock {
    /// A clock that shows `start` now and runs; without it, the time of the machine.
    pub(crate) fn new(start: Option<DateTime<Utc>>) -> Self {
        let ahead = start.map_or(TimeDelta::zero(), |start| start - system_now());
        Self { hands: RwLock::new(Hands::Running(ahead)) }
    }
}

impl Sandbox for SandboxClock {
    fn read(&self) -> Reading {
        self.hands.read().unwrap_or_else(PoisonError::into_inner).read(system_now())
    }

    fn advance(&self, to: Reading) -> Result<(), ClockGoesBack> {
        let mut hands = self.hands.write().unwrap_or_else(PoisonError::into_inner);
        let system = system_now();
        let now = hands.read(system).now;
        if to.now < now {
            return Err(ClockGoesBack { now });
        }
        *hands = Hands::set(to, system);
        Ok(())
    }
}

impl Clock for SandboxClock {
    fn now(&self) -> DateTime<Utc> {
        self.read().now
    }
}

/// Thirty-two random bytes: for a key, never for a decision.
#[expect(clippy::disallowed_methods, reason = "the one place that draws keys")]
pub(crate) fn random_key() -> [u8; 32] {
    rand::random()
}

/// Identifiers that grow with the time of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place that draws identifiers")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64, still: bool) -> Reading {
        Reading { now: DateTime::from_timestamp(2_000_000_000 + seconds, 0).unwrap_or_default(), still }
    }

    #[test]
    fn a_clock_that_stands_still_shows_what_it_was_set_to_until_it_is_moved() {
        let clock = SandboxClock::new(Some(at(0, false).now));
        let set = at(60, true);
        assert_eq!(clock.advance(set), Ok(()));
        assert_eq!(clock.advance(set), Ok(()), "the instant it shows is not in its past");
        assert_eq!((clock.read(), clock.now()), (set, set.now));
        assert_eq!(clock.advance(at(59, true)), Err(ClockGoesBack { now: set.now }));
        assert_eq!(clock.read(), set, "a refusal changes nothing");
        assert_eq!(clock.advance(at(61, false)), Ok(()));
        let running = clock.read();
        assert!(!running.still && running.now >= at(61, false).now, "it goes on from there: {running:?}");
    }
}
