//! What must hold of the rules whatever is asked of them: properties over random acts, every boundary of every limit, and no day without a
//! law.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod acts;
mod boundaries;
mod conservation;
mod heirs;
mod heirs_states;
mod sameness;
mod temporal;
mod warnings;
