//! What happens in a case, as the register keeps it. Every fact of a case names the household, under which its stream lies.

use super::reiezione::MotivoReiezioneErede;
use super::{Contenuto, Divisione, Documento, Quota, Responsabilita, TipoDocumento};
use crate::ids::{DichiarazioneId, EredeId, PersonaId, PrestazioneId, RimborsoId, UtilizzatoreId};
use crate::utilizzatore::Dichiarazione;
use serde::{Deserialize, Serialize};

/// A person became an heir of the Libretto Famiglia: a profile, before any declaration.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EredeRegistrato {
    /// The profile.
    pub erede: EredeId,
    /// The person.
    pub persona: PersonaId,
    /// Declarations given.
    pub dichiarazioni: Vec<Dichiarazione>,
}

/// An heir began a declaration.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DichiarazioneEredeAperta {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
    /// The profile of the heir.
    pub erede: EredeId,
    /// The heir's person.
    pub persona: PersonaId,
    /// What it says.
    pub contenuto: Contenuto,
}

/// An heir wrote the declaration anew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DichiarazioneEredeCompilata {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
    /// What it says.
    pub contenuto: Contenuto,
}

/// An heir uploaded a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DocumentoEredeAllegato {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
    /// The document.
    pub documento: Documento,
}

/// An heir sent the declaration to the branch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DichiarazioneEredePresentata {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
    /// The statements of responsibility.
    pub responsabilita: Vec<Responsabilita>,
}

/// An operator took the declaration up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EsameEredeAvviato {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
}

/// An operator asked for more documents.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DocumentiEredeRichiesti {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
    /// Which.
    pub richiesti: Vec<TipoDocumento>,
}

/// An operator refused the declaration.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DichiarazioneEredeRespinta {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
    /// Why.
    pub motivo: MotivoReiezioneErede,
}

/// An operator recognised the heir.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DichiarazioneEredeConvalidata {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declaration.
    pub dichiarazione: DichiarazioneId,
}

/// An heir consented that another is paid the whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConsensoEredePrestato {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// Who consents.
    pub da: PersonaId,
    /// Who may be paid.
    pub a: PersonaId,
}

/// An heir took back the consent that another is paid the whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConsensoEredeRevocato {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// Who had consented.
    pub da: PersonaId,
    /// Who may not be paid any more.
    pub a: PersonaId,
}

/// An heir entered work that was done before the death. It stands beside the communication of the work itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PrestazioneInserita {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// By the declaration of whom.
    pub dichiarazione: DichiarazioneId,
    /// The record.
    pub prestazione: PrestazioneId,
    /// Whether the ordinary deadline had passed already when the utilizzatore died (HER-11): for the operator.
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub oltre_termine: bool,
}

/// An heir asked for money back. It stands beside the request of the refund itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuotaEredeRichiesta {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// By the declaration of whom.
    pub dichiarazione: DichiarazioneId,
    /// The refund.
    pub rimborso: RimborsoId,
    /// Whether the whole is asked for, with the consent of the others.
    pub intero: bool,
    /// The share that was declared with the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Quota>,
    /// How the residue is divided from now on.
    pub divisione: Divisione,
    /// Which division of the case it is, by number from zero: a new one begins with this request.
    pub numero: usize,
}

/// An heir cancelled an entry. It stands beside the cancellation of the work itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InserimentoEredeAnnullato {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// By the declaration of whom.
    pub dichiarazione: DichiarazioneId,
    /// The record.
    pub prestazione: PrestazioneId,
}

/// An heir withdrew a request. It stands beside the withdrawal of the refund itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RimborsoEredeRitirato {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// By the declaration of whom.
    pub dichiarazione: DichiarazioneId,
    /// The refund.
    pub rimborso: RimborsoId,
}

/// Digests as text.
pub(crate) mod hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use std::fmt::Write;

    /// Writes one.
    pub(crate) fn serialize<S: Serializer>(digest: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&digest.iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing into a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }

    /// Reads one.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        let wrong = || D::Error::custom("not a SHA-256 in hexadecimal");
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut digest = [0; 32];
        for (place, byte) in digest.iter_mut().enumerate() {
            let pair = text.get(2 * place..2 * place + 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(digest)
    }
}
