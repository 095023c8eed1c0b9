//! The outgoing adapters of Libretto: the outside world as the core's ports see it.
//!
//! | port of the core | adapter |
//! |---|---|
//! | `Funding` (money in) | [`pagopa::PagoPaNotices`]: payment notices, computed offline |
//! | `Payouts` (money out) | [`payouts::FilePayouts`]: SEPA orders and a file for the post offices |
//! | `Notices` | [`notices::SpoolNotices`]: a spool for the dispatcher of `MyINPS` |
//! | `Documents` | [`documents::FolderDocuments`]: a folder of files |
//! | `Directory` | [`directory::FileDirectory`]: an export of the register of population; [`directory::NoDirectory`]: none |
//!
//! An adapter knows its format and its counterpart, and no rule: which payments are due, and how much of each is
//! withheld, is decided before anything arrives here.

pub mod directory;
pub mod documents;
pub mod file;
pub mod notices;
pub mod pagopa;
pub mod payouts;
pub mod postal;
pub mod sepa;
