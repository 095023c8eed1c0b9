//! What a worker certifies of themselves for the reduced weight of comma 8 (WGT-02, WGT-03). The category is the worker's
//! own affair: others see only that the reduced weight applies.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The categories of comma 8. They are no requirement to work (WGT-11).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Categoria {
    /// Letter a): holders of an old-age or disability pension.
    Pensionato,
    /// Letter b): under 25 and enrolled in a school or university.
    Studente,
    /// Letter c): unemployed (art. 19 D.Lgs. 150/2015).
    Disoccupato,
    /// Letter d): recipients of income support.
    SostegnoAlReddito,
}

/// A self-certification and its validity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Autocertificazione {
    /// The category.
    pub categoria: Categoria,
    /// First day of the status, inclusive.
    pub dal: NaiveDate,
    /// Last day of the status, inclusive; `None` while it lasts.
    pub al: Option<NaiveDate>,
    /// Instant at which it was certified.
    pub resa_il: DateTime<Utc>,
}
