//! An operator refuses a declaration (HER-04, HER-22). The heir may make another.

use super::DichiarazioneErede;
use super::stato::{self, AttoDichiarazione};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a declaration is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotivoReiezioneErede {
    /// The declarant is not heir.
    NonErede,
    /// The will is not valid, or does not name the declarant.
    TestamentoNonValido,
    /// The death is not proven.
    DecessoNonProvato,
    /// The inheritance was renounced.
    Rinuncia,
    /// What was uploaded cannot be read or does not prove what it should.
    DocumentiInsufficienti,
}

impl MotivoReiezioneErede {
    /// The reason in Italian, to follow «la dichiarazione è stata respinta:».
    pub const fn message(self) -> &'static str {
        match self {
            Self::NonErede => "dai controlli non risulta la qualità di erede",
            Self::TestamentoNonValido => "il testamento non è valido o non nomina chi dichiara",
            Self::DecessoNonProvato => "il decesso non risulta",
            Self::Rinuncia => "risulta una rinuncia all'eredità",
            Self::DocumentiInsufficienti => "i documenti non sono leggibili o non bastano",
        }
    }
}

/// Decides whether a declaration is refused.
///
/// # Errors
/// [`Rejected`] when it is not being examined.
pub fn decide(dichiarazione: &DichiarazioneErede, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Reiezione);
    Ok(evaluation.finish()?)
}
