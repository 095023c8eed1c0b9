//! A clock that stands still.

use super::lock;
use crate::civil_time::CivilTime;
use crate::ports::Clock;
use chrono::{DateTime, Utc};
use std::sync::Mutex;

/// A clock that shows what it was set to.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<Utc>>);

impl FixedClock {
    /// A clock that shows this instant.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new(instant))
    }

    /// A clock that shows this time in Italy, such as `2026-02-14T09:00`.
    pub fn at_rome(text: &str) -> Self {
        Self::at(rome(text))
    }

    /// Sets the clock, forward or back.
    pub fn set(&self, instant: DateTime<Utc>) {
        *lock(&self.0) = instant;
    }

    /// Sets the clock to a time in Italy.
    pub fn set_rome(&self, text: &str) {
        self.set(rome(text));
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        *lock(&self.0)
    }
}

/// The instant of a time in Italy, such as `2026-02-14T09:00`.
pub fn rome(text: &str) -> DateTime<Utc> {
    text.parse::<CivilTime>().unwrap().resolve().unwrap()
}
