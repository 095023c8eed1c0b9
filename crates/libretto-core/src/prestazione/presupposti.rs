//! What a decision about a record looked at, kept beside its explanation: enough to take the decision again, and no more.
//! No name, no fiscal code, no identifier: the event that holds it names the parties.

use super::rettifica::Revocabilita;
use super::{Richiesta, Situazione, Turno, annullamento, convalida, decesso, valuta};
use crate::civil_time::rome_date;
use crate::explanation::Explanation;
use crate::ids::{PrestatoreId, PrestazioneId, RapportoId, UtilizzatoreId};
use crate::rapporto::{Fonte, Rapporto, TipoRapporto};
use crate::riposi::Giornata;
use crate::violation::Rejected;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a decision looked at, by the act that was decided.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "atto", rename_all = "snake_case")]
pub enum Presupposti {
    /// A communication.
    Comunicazione {
        /// Instant of the decision.
        istante: DateTime<Utc>,
        /// What was asked.
        richiesta: Richiesta,
        /// What there was.
        situazione: Situazione<'static>,
    },
    /// A correction.
    Rettifica {
        /// Instant of the decision.
        istante: DateTime<Utc>,
        /// The record as it was.
        prestazione: Revocabilita,
        /// What was asked.
        richiesta: Richiesta,
        /// What there was without the record.
        situazione: Situazione<'static>,
    },
    /// A cancellation.
    Annullamento {
        /// Instant of the decision.
        istante: DateTime<Utc>,
        /// The record as it was.
        prestazione: Revocabilita,
    },
    /// A cancellation because the utilizzatore had died before the work (HER-19).
    Decesso {
        /// Instant of the decision.
        istante: DateTime<Utc>,
        /// Day of the death.
        morte: NaiveDate,
        /// Day on which the work would have begun.
        inizio: NaiveDate,
    },
    /// A validation.
    Convalida {
        /// Instant of the decision.
        istante: DateTime<Utc>,
        /// The record as it was.
        prestazione: Revocabilita,
        /// Whether the worker had chosen the postal mandate.
        mandato_scelto: bool,
    },
}

/// How a decision that is taken again compares with what was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Replica {
    /// The same outcome, step by step.
    Uguale,
    /// Another outcome: the engine does not say any more what it said.
    Diversa,
    /// Another version of the engine decided: it cannot be compared with this one.
    AltroMotore,
    /// What the decision looked at was not kept.
    SenzaPresupposti,
}

impl Presupposti {
    /// Takes the decision again with this engine.
    ///
    /// # Errors
    /// [`Rejected`] as the decision itself would.
    pub fn replay(&self) -> Result<Explanation, Rejected> {
        match self {
            Self::Comunicazione { istante, richiesta, situazione } => {
                valuta(richiesta, situazione, *istante).map(|valutata| valutata.spiegazione)
            }
            Self::Rettifica { istante, prestazione, richiesta, situazione } => {
                prestazione.check(*istante)?;
                valuta(richiesta, situazione, *istante).map(|valutata| valutata.spiegazione)
            }
            Self::Annullamento { istante, prestazione } => annullamento::check(*prestazione, *istante),
            Self::Decesso { istante, morte, inizio } => decesso::explain(*morte, *inizio, *istante),
            Self::Convalida { istante, prestazione, mandato_scelto } => {
                convalida::check(*prestazione, *mandato_scelto, *istante)
            }
        }
    }
}

impl Explanation {
    /// Takes a stored decision again from what it looked at, and compares.
    pub fn replica(&self) -> Replica {
        if self.motore != crate::ENGINE {
            return Replica::AltroMotore;
        }
        let Some(presupposti) = &self.presupposti else { return Replica::SenzaPresupposti };
        match presupposti.replay() {
            Ok(again) if again.giorno == self.giorno && again.passi == self.passi => Replica::Uguale,
            _ => Replica::Diversa,
        }
    }
}

/// Employments without their identifiers: kind, first day, last day, and who told of it when the household did not.
pub(super) mod rapporti {
    use super::{Fonte, NaiveDate, PrestatoreId, Rapporto, RapportoId, TipoRapporto, UtilizzatoreId, Uuid};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::borrow::Cow;

    /// One of them: a declared one says no source.
    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Scritto {
        Comunicato(TipoRapporto, NaiveDate, Option<NaiveDate>, Fonte),
        Dichiarato(TipoRapporto, NaiveDate, Option<NaiveDate>),
    }

    /// Writes them.
    pub(in super::super) fn serialize<S: Serializer>(all: &[Rapporto], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(all.iter().map(|one| match one.fonte {
            Fonte::Dichiarazione => Scritto::Dichiarato(one.tipo, one.dal, one.al),
            Fonte::Registro => Scritto::Comunicato(one.tipo, one.dal, one.al, one.fonte),
        }))
    }

    /// Reads them.
    pub(in super::super) fn deserialize<'de, 'a, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Cow<'a, [Rapporto]>, D::Error> {
        let all = Vec::<Scritto>::deserialize(from)?;
        let nobody = Uuid::nil();
        let parts = |one| match one {
            Scritto::Comunicato(tipo, dal, al, fonte) => (tipo, dal, al, fonte),
            Scritto::Dichiarato(tipo, dal, al) => (tipo, dal, al, Fonte::Dichiarazione),
        };
        let whole = |(tipo, dal, al, fonte)| Rapporto {
            id: RapportoId(nobody),
            utilizzatore: UtilizzatoreId(nobody),
            prestatore: PrestatoreId(nobody),
            tipo,
            dal,
            al,
            fonte,
        };
        Ok(all.into_iter().map(parts).map(whole).collect())
    }
}

/// Shifts without their identifiers: start, minutes.
pub(super) mod turni {
    use super::{DateTime, Duration, PrestazioneId, Turno, Utc, Uuid};
    use serde::{Deserialize, Deserializer, Serializer};
    use std::borrow::Cow;

    /// Writes them.
    pub(in super::super) fn serialize<S: Serializer>(all: &[Turno], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(all.iter().map(|one| (one.inizio, (one.fine - one.inizio).num_minutes())))
    }

    /// Reads them.
    pub(in super::super) fn deserialize<'de, 'a, D: Deserializer<'de>>(from: D) -> Result<Cow<'a, [Turno]>, D::Error> {
        let all = Vec::<(DateTime<Utc>, u32)>::deserialize(from)?;
        let whole = |(inizio, minuti): (DateTime<Utc>, u32)| Turno {
            prestazione: PrestazioneId(Uuid::nil()),
            inizio,
            fine: inizio + Duration::minutes(i64::from(minuti)),
        };
        Ok(all.into_iter().map(whole).collect())
    }
}

/// Days of work: start of the first shift, which tells the day, and minutes to the end of the last.
pub(super) mod giornate {
    use super::{DateTime, Duration, Giornata, Utc, rome_date};
    use serde::{Deserialize, Deserializer, Serializer};
    use std::borrow::Cow;

    /// Writes them.
    pub(in super::super) fn serialize<S: Serializer>(all: &[Giornata], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(all.iter().map(|one| (one.inizio, (one.fine - one.inizio).num_minutes())))
    }

    /// Reads them.
    pub(in super::super) fn deserialize<'de, 'a, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Cow<'a, [Giornata]>, D::Error> {
        let all = Vec::<(DateTime<Utc>, u32)>::deserialize(from)?;
        let whole = |(inizio, minuti): (DateTime<Utc>, u32)| Giornata {
            giorno: rome_date(inizio),
            inizio,
            fine: inizio + Duration::minutes(i64::from(minuti)),
        };
        Ok(all.into_iter().map(whole).collect())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::explanation::Outcome;
    use crate::limits::{Anni, AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
    use crate::minutes::Minutes;
    use crate::money::Euro;
    use crate::parameters::date;
    use crate::portafoglio::{Borsa, Portafoglio};
    use crate::prestazione::{Ambito, Famiglia, Lavoratore, Parentela, comunicazione};
    use std::borrow::Cow;

    fn id() -> Uuid {
        Uuid::from_u128(7)
    }

    fn asked() -> Richiesta {
        Richiesta {
            ambito: Some(Ambito::AssistenzaDomiciliare),
            inizio: "2026-02-14T09:00".parse().unwrap(),
            fine: "2026-02-14T13:00".parse().unwrap(),
            pausa: Minutes::new(15),
            luogo_indicato: true,
            costo: Euro::from_cents(4_000),
            compenso: None,
            titoli: None,
            borsa: Borsa::Propria,
            assistenza_bambini: false,
            parentela: Parentela::Nessuna,
        }
    }

    fn there() -> Situazione<'static> {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let used = Euro::from_cents(120_000);
        Situazione {
            utilizzatore: Some(Famiglia { id: UtilizzatoreId(id()), deceduta: false }),
            prestatore: Some(Lavoratore {
                id: PrestatoreId(id()),
                registrato_il: at("2026-01-02T08:00:00Z"),
                eta: 41,
                ridotto: true,
                stessa_persona: false,
            }),
            rapporti: Cow::Owned(vec![Rapporto {
                id: RapportoId(id()),
                utilizzatore: UtilizzatoreId(id()),
                prestatore: PrestatoreId(id()),
                tipo: TipoRapporto::Subordinato,
                dal: date(2020, 1, 1),
                al: Some(date(2024, 12, 31)),
                fonte: Fonte::Registro,
            }]),
            anni: Anni {
                prestatore: AnnoPrestatore { compensi: used, esterni: Euro::from_cents(10_000) },
                utilizzatore: AnnoUtilizzatore { computato: used, compensi: used },
                coppia: AnnoCoppia { compensi: used, minuti: Minutes::from_hours(150), versione: 150 },
            },
            portafoglio: Portafoglio { versato: Euro::from_cents(500_000), ..Portafoglio::default() },
            turni: Cow::Owned(vec![Turno {
                prestazione: PrestazioneId(id()),
                inizio: at("2026-02-14T06:00:00Z"),
                fine: at("2026-02-14T08:00:00Z"),
            }]),
            giornate: Cow::Owned(vec![Giornata {
                giorno: date(2026, 2, 13),
                inizio: at("2026-02-13T06:00:00Z"),
                fine: at("2026-02-13T22:30:00Z"),
            }]),
            pesata: None,
            erede: None,
        }
    }

    fn decided() -> Explanation {
        let now = "2026-02-14T18:00:00.123456Z".parse().unwrap();
        comunicazione::decide(PrestazioneId(id()), &asked(), &there(), now).unwrap().spiegazione
    }

    #[test]
    fn a_decision_written_down_and_read_back_is_taken_again_and_ends_the_same() {
        let text = serde_json::to_string(&decided()).unwrap();
        assert!(!text.contains(&id().to_string()), "no identifier is kept: {text}");
        let read: Explanation = serde_json::from_str(&text).unwrap();
        assert_eq!(read.replica(), Replica::Uguale);
        assert_eq!(read.passi, decided().passi);
    }

    #[test]
    fn a_step_that_is_not_what_was_decided_is_seen() {
        let mut altered = decided();
        altered.passi[0].esito = Outcome::Avvertenza;
        assert_eq!(altered.replica(), Replica::Diversa);
        let mut poorer = decided();
        if let Some(Presupposti::Comunicazione { situazione, .. }) = poorer.presupposti.as_deref_mut() {
            situazione.portafoglio.versato = Euro::from_cents(1_000);
        }
        assert_eq!(poorer.replica(), Replica::Diversa, "without the money it would have been refused");
    }

    #[test]
    fn an_explanation_of_before_or_of_another_engine_is_read_and_not_compared() {
        let mut value = serde_json::to_value(decided()).unwrap();
        value.as_object_mut().unwrap().remove("presupposti");
        let old: Explanation = serde_json::from_value(value).unwrap();
        assert_eq!(old.replica(), Replica::SenzaPresupposti);
        assert_eq!(Explanation { motore: "0.0.1".into(), ..decided() }.replica(), Replica::AltroMotore);
    }

    #[test]
    fn neither_party_gets_the_whole_of_what_a_decision_looked_at() {
        assert_eq!(decided().for_utilizzatore().presupposti, None);
        assert_eq!(decided().for_prestatore().presupposti, None);
    }
}
