//! SEPA credit transfers: the payment order that the bank executes.
//!
//! Identifiers, BICs and the character set come from the `sepa` crate; the message itself is written here,
//! because Italian banks want the instruction id of each payment and the CBI code of the sender, which that
//! crate's builder does not emit.

mod debtor;
mod pain001;
mod text;

pub use debtor::{Debtor, DebtorError};
pub use pain001::{Pain001, Pain001Error};
pub use text::{NAME_CHARACTERS_MAX, REMITTANCE_CHARACTERS_MAX, sepa_text};
