//! The clocks and the identifiers of the running program: the only places that ask the machine.

use chrono::{DateTime, TimeDelta, Utc};
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

/// The clock of a sandbox: runs at the pace of the machine from wherever it was set, and only ever forward.
#[derive(Debug)]
pub(crate) struct SandboxClock {
    ahead: RwLock<TimeDelta>,
}

impl SandboxClock {
    /// A clock that shows `start` now; without it, the time of the machine.
    pub(crate) fn new(start: Option<DateTime<Utc>>) -> Self {
        Self { ahead: RwLock::new(start.map_or(TimeDelta::zero(), |start| start - system_now())) }
    }

    /// Moves the clock forward. Returns `false`, and changes nothing, when `to` is in its past.
    pub(crate) fn advance(&self, to: DateTime<Utc>) -> bool {
        let mut ahead = self.ahead.write().unwrap_or_else(PoisonError::into_inner);
        let system = system_now();
        let forward = to >= system + *ahead;
        if forward {
            *ahead = to - system;
        }
        forward
    }
}

impl Clock for SandboxClock {
    fn now(&self) -> DateTime<Utc> {
        system_now() + *self.ahead.read().unwrap_or_else(PoisonError::into_inner)
    }
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
