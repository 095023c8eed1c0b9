//! The one clock of xtask: how long a step took, for the developer's eyes only.

use std::fmt;
use std::time::Instant;

/// Started when made; prints the seconds since then.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[expect(clippy::disallowed_methods, reason = "times of steps are printed, nothing depends on them")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }
}

impl fmt::Display for Stopwatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.1} s", self.0.elapsed().as_secs_f64())
    }
}
