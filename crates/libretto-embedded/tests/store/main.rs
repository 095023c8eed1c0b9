//! The store on a file: what the ports promise, and what becomes of the file when the process or the disk fails.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod contract;
mod damaged;
mod exclusive;
mod killed;
mod looks;
mod reopened;
mod support;
