//! Identifiers that are counted.

use crate::ports::Ids;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// The instant of the first identifier, milliseconds: 1 January 2026.
const FIRST_MILLISECOND: u64 = 1_767_225_600_000;

/// How many counters this process has made so far.
static COUNTERS: AtomicU64 = AtomicU64::new(0);

/// Identifiers of the form of `UUIDv7`, each greater than the one before. Every counter has a series of its own, also
/// among several processes, so that two of them on one store never give the same identifier.
#[derive(Debug)]
pub struct CountingIds {
    series: u64,
    given: AtomicU64,
}

impl CountingIds {
    /// A counter of its own series.
    #[expect(clippy::new_without_default, reason = "no two counters are alike, so none is the default one")]
    pub fn new() -> Self {
        let process = u64::from(std::process::id());
        let counter = COUNTERS.fetch_add(1, Ordering::Relaxed);
        Self { series: process << 20 | (counter & 0xF_FFFF), given: AtomicU64::new(0) }
    }
}

impl Ids for CountingIds {
    fn next(&self) -> Uuid {
        let given = self.given.fetch_add(1, Ordering::Relaxed);
        // Version and variant of RFC 9562; the time grows with each identifier, the rest tells the series.
        let high = (FIRST_MILLISECOND + given) << 16 | 0x7000;
        let low = 0x8000_0000_0000_0000 | (self.series & 0x3FFF_FFFF_FFFF_FFFF);
        Uuid::from_u64_pair(high, low)
    }
}
