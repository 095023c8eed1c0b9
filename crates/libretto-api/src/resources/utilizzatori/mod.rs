//! `/utilizzatori`: the household, its wallet, its limits and its records.

pub mod bonus;
pub mod decesso;
pub mod limiti;
pub mod movimenti;
pub mod portafoglio;
pub mod prestazioni;
pub mod rapporti;
pub mod registrazione;
pub mod rimborsi;
pub mod scrivania;
pub mod versamenti;
