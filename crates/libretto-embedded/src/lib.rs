//! The ports of state and views without any server: one `SQLite` file that is a journal of events, and the state in memory.
//!
//! The file is the truth, the memory is derived: at start the events are applied in order to an empty
//! [`World`](libretto_core::memory::World). From then on one thread owns the file. It takes the changes that wait, checks
//! each against the state, writes all that do not touch one another in one transaction, and only when that is on the disk
//! applies them and answers. So
//!
//! - what was answered is in the file, and nobody ever sees a change that is not;
//! - readers never wait for the disk, and many writers share one `fsync`;
//! - when a write fails, the memory is not ahead of the file. What the file holds is then unknown: the store answers
//!   "not available" to everything until it is opened again, which reads the truth from the disk.
//!
//! The file belongs to one process at a time. Explanations, replies and looks stay in it and are read when asked for;
//! everything else is served from memory.

mod chain;
mod encode;
mod error;
mod examine;
mod explanations;
mod journal;
mod lock;
mod looks;
mod outbox;
mod queries;
mod registers;
mod replay;
mod schema;
mod shared;
mod store;
#[cfg(test)]
mod tests;
mod writer;

pub use error::OpenError;
pub use shared::Figures;
pub use store::{EmbeddedStore, Options};
