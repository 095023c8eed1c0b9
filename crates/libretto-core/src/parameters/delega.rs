//! What INPS asks of delegations (msg. 3177/2017).

use super::titolo::since_the_start;
use super::{Dated, Row, START, Series, VERIFIED, rows};
use crate::citation::{Act, Citation};

since_the_start!(
    /// DEL-01: years for which the signed document is kept after the end of a delegation, whole.
    CONSERVAZIONE: u32 = 5, "anni", Citation::new(Act::Messaggio3177, ""), "conservazione-delega",
    "Anni di conservazione della delega firmata dopo la sua fine");

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    rows(&CONSERVAZIONE)
}
