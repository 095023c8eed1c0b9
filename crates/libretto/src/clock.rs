//! The clocks and the identifiers of the running program: the only places that ask the machine.

use chrono::{DateTime, TimeDelta, Utc};
use libretto_api::resources::{ClockGoesBack, Sandbox};
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
}

impl Sandbox for SandboxClock {
    fn now(&self) -> DateTime<Utc> {
        Clock::now(self)
    }

    fn advance(&self, to: DateTime<Utc>) -> Result<DateTime<Utc>, ClockGoesBack> {
        let mut ahead = self.ahead.write().unwrap_or_else(PoisonError::into_inner);
        let system = system_now();
        let now = system + *ahead;
        if to < now {
            return Err(ClockGoesBack { now });
        }
        *ahead = to - system;
        Ok(to)
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
