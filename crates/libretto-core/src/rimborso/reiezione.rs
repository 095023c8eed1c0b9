//! The refusal by the branch: the sum goes back to the wallet.

use super::{Atto, Rimborso, stato};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a refund is refused. A list and no free text, so that the register holds nothing about a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotivoReiezione {
    /// The account turned out to be another's.
    ContoNonIntestato,
    /// The money was not paid in by who asks, or is not theirs to have back.
    SommeNonRimborsabili,
    /// The same refund was asked for already.
    RichiestaDuplicata,
    /// Who asked has died: the heirs ask.
    RichiedenteDeceduto,
    /// Another reason, told to the person by the branch.
    Altro,
}

impl MotivoReiezione {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::ContoNonIntestato,
        Self::SommeNonRimborsabili,
        Self::RichiestaDuplicata,
        Self::RichiedenteDeceduto,
        Self::Altro,
    ];

    /// The reason as the person reads it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::ContoNonIntestato => "il conto indicato non risulta intestato a chi ha chiesto il rimborso",
            Self::SommeNonRimborsabili => "le somme richieste non risultano rimborsabili",
            Self::RichiestaDuplicata => "lo stesso rimborso era già stato chiesto",
            Self::RichiedenteDeceduto => "chi ha chiesto il rimborso risulta deceduto",
            Self::Altro => "il motivo è comunicato dalla sede",
        }
    }
}

/// Decides a refusal. What somebody asked for whose death is recorded is never sent, and so is refused for that reason even
/// when it was approved before: the sum is the heirs'.
///
/// # Errors
/// [`Rejected`] when the refund does not wait for a decision.
pub fn decide(
    rimborso: &Rimborso,
    richiedente: &Utilizzatore,
    motivo: MotivoReiezione,
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let died = rimborso.is_of_deceased(richiedente) && motivo == MotivoReiezione::RichiedenteDeceduto;
    let atto = if died { Atto::ReiezionePerDecesso } else { Atto::Reiezione };
    stato::check(&mut evaluation, rimborso.stato, atto);
    Ok(evaluation.finish()?)
}
