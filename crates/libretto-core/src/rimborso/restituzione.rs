//! A transfer that the bank gives back: the refund is examined again, and its sum stays reserved.

use super::{Atto, Rimborso, stato};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a bank gives a transfer back, by the groups of its reason codes that matter to the branch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotivoRestituzione {
    /// No such account (`AC01`).
    ContoInesistente,
    /// The account is closed (`AC04`).
    ContoChiuso,
    /// The account is blocked (`AC06`).
    ContoBloccato,
    /// The account is not in the name of who receives (`BE01`).
    IntestatarioDiverso,
    /// The holder has died (`MD07`).
    IntestatarioDeceduto,
    /// Another reason, or none told (`MS03`).
    Altro,
}

impl MotivoRestituzione {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::ContoInesistente,
        Self::ContoChiuso,
        Self::ContoBloccato,
        Self::IntestatarioDiverso,
        Self::IntestatarioDeceduto,
        Self::Altro,
    ];
}

/// Decides the record of a returned transfer.
///
/// # Errors
/// [`Rejected`] when no transfer of this refund is out.
pub fn decide(rimborso: &Rimborso, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, rimborso.stato, Atto::Restituzione);
    Ok(evaluation.finish()?)
}
