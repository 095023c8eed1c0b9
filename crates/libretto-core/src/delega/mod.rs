//! Delegations (*deleghe*) given by an utilizzatore or a prestatore to a patronato or an intermediary: one file for each
//! act, and one for whether a body may act now.

pub mod autorizzazione;
pub mod conferimento;
pub mod revoca;

use crate::civil_time::rome_date;
use crate::event::{Event, Fatto};
use crate::ids::{DelegaId, EnteId, PersonaId};
use crate::parameters::delega::CONSERVAZIONE;
use crate::utilizzatore::Decesso;
use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a body is (comma 9; COM-07).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CategoriaEnte {
    /// A patronato of L. 152/2001: for the Libretto Famiglia only.
    Patronato,
    /// A labour consultant.
    ConsulenteDelLavoro,
    /// An accountant who may act under L. 12/1979.
    Commercialista,
    /// A lawyer who may act under L. 12/1979.
    Avvocato,
}

/// A body that acts for others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Ente {
    /// Its identifier on the interoperability platform.
    pub id: EnteId,
    /// What it is.
    pub categoria: CategoriaEnte,
}

/// In which role somebody delegates (DEL-01): a delegation of one role is none in the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruolo {
    /// As household.
    Utilizzatore,
    /// As worker.
    Prestatore,
}

/// What a delegation is for. The table of permissions says which operations each covers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ambito {
    /// Looking.
    Consultazione,
    /// Registration, self-certifications, payment mode.
    Profilo,
    /// Communicating work, correcting and cancelling it.
    Prestazioni,
    /// Top-ups, bonuses and refunds.
    Portafoglio,
}

impl Ambito {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Consultazione, Self::Profilo, Self::Prestazioni, Self::Portafoglio];
}

/// Where the signed document of a delegation is found, with the copy of the identity document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DocumentoDelega {
    /// How the body that keeps it calls it.
    pub riferimento: String,
    /// SHA-256 of the document, so that another cannot be shown in its place.
    #[serde(with = "crate::eredi::fatti::hex")]
    pub sha256: [u8; 32],
}

/// A delegation was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DelegaConferita {
    /// The delegation.
    pub delega: DelegaId,
    /// Who delegates.
    pub delegante: PersonaId,
    /// In which role.
    pub ruolo: Ruolo,
    /// To whom.
    pub ente: Ente,
    /// For what.
    pub ambiti: BTreeSet<Ambito>,
    /// First Italian day.
    pub dal: NaiveDate,
    /// Last Italian day, inclusive; until it is revoked when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub al: Option<NaiveDate>,
    /// The signed document, when it was given on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documento: Option<DocumentoDelega>,
}

/// A delegation was revoked, or given back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DelegaRevocata {
    /// The delegation.
    pub delega: DelegaId,
    /// Who had delegated.
    pub delegante: PersonaId,
}

/// A delegation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delega {
    /// Identifier.
    pub id: DelegaId,
    /// What was given.
    pub conferita: DelegaConferita,
    /// When.
    pub conferita_il: DateTime<Utc>,
    /// The instant from which it holds no more, if it was revoked.
    pub revocata_il: Option<DateTime<Utc>>,
    /// Number of its last event.
    pub versione: u32,
}

/// A delegation and what ends it besides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DelegaNota {
    /// The delegation.
    pub delega: Delega,
    /// The recorded death of who gave it (DEL-03).
    pub decesso: Option<Decesso>,
}

/// What a delegation is at an instant. That the delegator has died is known elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatoDelega {
    /// Its first day is still to come.
    Futura,
    /// It holds.
    Attiva,
    /// Its last day is past.
    Scaduta,
    /// It was revoked or given back.
    Revocata,
}

impl Delega {
    /// The delegation after an event; any other event changes nothing.
    #[must_use]
    pub fn evolve(before: Option<Self>, event: &Event) -> Option<Self> {
        match (before, &event.fatto) {
            (None, Fatto::DelegaConferita(conferita)) => Some(Self {
                id: conferita.delega,
                conferita: conferita.clone(),
                conferita_il: event.istante,
                revocata_il: None,
                versione: event.flusso.numero,
            }),
            (Some(state), Fatto::DelegaRevocata(_)) => {
                Some(Self { revocata_il: Some(event.istante), versione: event.flusso.numero, ..state })
            }
            (before, _) => before,
        }
    }

    /// What it is at an instant. A revocation holds from its own instant on, at once.
    pub fn stato(&self, now: DateTime<Utc>) -> StatoDelega {
        let today = rome_date(now);
        if self.revocata_il.is_some_and(|instant| instant <= now) {
            StatoDelega::Revocata
        } else if self.conferita.al.is_some_and(|last| last < today) {
            StatoDelega::Scaduta
        } else if self.conferita.dal > today {
            StatoDelega::Futura
        } else {
            StatoDelega::Attiva
        }
    }

    /// The day until which the signed document must be kept, inclusive; none while the delegation has no end.
    pub fn conservare_fino(&self) -> Option<NaiveDate> {
        let revoked = self.revocata_il.map(rome_date);
        let end = match (revoked, self.conferita.al) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let day = end?;
        let years = CONSERVAZIONE.on(day).ok()?;
        day.checked_add_months(Months::new(years * 12))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use chrono::TimeZone;
    use uuid::Uuid;

    /// 1 June 2026, noon in Italy.
    pub(crate) fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 6, 1, 10, 0, 0).unwrap()
    }

    pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    pub(crate) fn delega(ruolo: Ruolo, ambiti: &[Ambito]) -> Delega {
        let id = DelegaId(Uuid::from_u128(1));
        Delega {
            id,
            conferita: DelegaConferita {
                delega: id,
                delegante: PersonaId(Uuid::from_u128(2)),
                ruolo,
                ente: Ente { id: EnteId(Uuid::from_u128(3)), categoria: CategoriaEnte::Patronato },
                ambiti: ambiti.iter().copied().collect(),
                dal: day(6, 1),
                al: Some(day(6, 30)),
                documento: None,
            },
            conferita_il: noon(),
            revocata_il: None,
            versione: 1,
        }
    }

    #[test]
    fn it_holds_from_its_first_to_its_last_italian_day() {
        let one = delega(Ruolo::Utilizzatore, &[Ambito::Consultazione]);
        // Midnight in Italy is ten in the evening of the day before, in UTC.
        let at =
            |month, day, hour, minute, second| Utc.with_ymd_and_hms(2026, month, day, hour, minute, second).unwrap();
        assert_eq!(one.stato(at(5, 31, 21, 59, 59)), StatoDelega::Futura);
        assert_eq!(one.stato(at(5, 31, 22, 0, 0)), StatoDelega::Attiva);
        assert_eq!(one.stato(at(6, 30, 21, 59, 59)), StatoDelega::Attiva);
        assert_eq!(one.stato(at(6, 30, 22, 0, 0)), StatoDelega::Scaduta);
    }

    #[test]
    fn a_revocation_holds_from_its_own_instant_on() {
        let one = Delega { revocata_il: Some(noon()), ..delega(Ruolo::Utilizzatore, &[Ambito::Consultazione]) };
        assert_eq!(one.stato(noon() - chrono::Duration::microseconds(1)), StatoDelega::Attiva);
        assert_eq!(one.stato(noon()), StatoDelega::Revocata);
    }

    #[test]
    fn the_document_is_kept_five_years_after_whichever_end_comes_first() {
        let one = delega(Ruolo::Utilizzatore, &[Ambito::Consultazione]);
        let after = |one: &Delega| one.conservare_fino().unwrap().to_string();
        assert_eq!(after(&one), "2031-06-30");
        assert_eq!(after(&Delega { revocata_il: Some(noon()), ..one.clone() }), "2031-06-01");
        let mut endless = one;
        endless.conferita.al = None;
        assert_eq!(endless.conservare_fino(), None);
    }
}
