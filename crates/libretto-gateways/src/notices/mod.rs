//! Notices to people.
//!
//! Contacts belong to `MyINPS`, which delivers by e-mail, SMS and App IO as each person asked. What leaves
//! Libretto is therefore one line in a spool that the dispatcher of `MyINPS` reads.

mod spool;

pub use spool::SpoolNotices;
