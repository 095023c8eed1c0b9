//! Organisations of the PDND over HTTP: what is let in, what is refused and why. Every refusal is the same answer; the reason stands in
//! the log.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod evidence;
mod integrity;
mod keys;
mod possession;
mod support;
mod vectors;
mod voucher;
