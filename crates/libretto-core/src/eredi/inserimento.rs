//! The entry of work that was done before the death and never communicated (HER-06…HER-15). It is decided like any other
//! communication, by the law of the day of the work, except for the deadline; what is of heirs only stands here.

use super::fase::{self, AttoPratica, Fase};
use super::{Posizione, Pratica};
use crate::catalogue::{Campo, Codice, Regola};
use crate::civil_time::{end_day, rome_date, start_of_day};
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::ids::PersonaId;
use crate::utilizzatore::Decesso;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Whether the worker is an heir.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualita {
    /// No heir of the case.
    #[default]
    Estraneo,
    /// The heir who enters the work.
    SeStesso,
    /// Another heir of the case, pending or validated.
    Coerede,
}

/// On whose account an heir acts, as the law looks at it: nothing of who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PerConto {
    /// The day of the death; none when no death is recorded.
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub giorno: Option<NaiveDate>,
    /// The instant of the death, when the hour is known.
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub ora: Option<DateTime<Utc>>,
    /// Where the case stands for the heir.
    pub fase: Fase,
    /// Whether the heir gave the statement about comma 5.
    pub comma_5: bool,
    /// Whether the worker is an heir.
    #[serde(default, skip_serializing_if = "crate::compact::is_default")]
    pub prestatore: Qualita,
}

impl PerConto {
    /// What the law looks at when a person acts as heir of a case.
    pub fn of(
        posizione: Option<&Posizione<'_>>,
        (persona, prestatore): (PersonaId, Option<PersonaId>),
        decesso: Option<&Decesso>,
        comma_5: bool,
    ) -> Self {
        let heirs = posizione.map(|one| Pratica::known_heirs(one.pratica)).unwrap_or_default();
        let prestatore = match prestatore {
            Some(worker) if worker == persona => Qualita::SeStesso,
            Some(worker) if heirs.contains(&worker) => Qualita::Coerede,
            _ => Qualita::Estraneo,
        };
        Self {
            giorno: decesso.map(|one| one.giorno),
            ora: decesso.and_then(|one| one.ora),
            // Nothing has begun for anybody before the death is recorded.
            fase: posizione.filter(|_| decesso.is_some()).map_or(Fase::Istruttoria, |one| one.of_person(persona)),
            comma_5,
            prestatore,
        }
    }

    /// Whether the heir is recognised in the case (HER-04).
    pub(crate) fn is_recognised(&self) -> bool {
        self.fase.ammette(AttoPratica::Inserimento) != Err(Codice::EredeNonConvalidato)
    }

    /// Group (b): the heir is recognised (HER-04).
    pub(crate) fn check_state(&self, evaluation: &mut Evaluation) -> bool {
        fase::require(evaluation, (self.fase, AttoPratica::Inserimento), Codice::EredeNonConvalidato)
    }

    /// Group (c): the statement about comma 5 is given (HER-06).
    pub(crate) fn check_statement(&self, evaluation: &mut Evaluation) {
        evaluation.require(Codice::DichiarazioneComma5Mancante, self.comma_5, Measure::NONE);
    }

    /// Group (d): the work was done before the death (HER-08, HER-12), for nobody who inherits (HER-07, HER-15), and no
    /// refund was asked for (HER-17). Instead of the deadline, what is told of it (HER-11).
    pub(crate) fn check_merits(&self, evaluation: &mut Evaluation, work: &Lavoro) {
        self.check_death(evaluation, work);
        evaluation.require(Codice::PrestatoreErede, self.prestatore != Qualita::SeStesso, Measure::NONE);
        evaluation.require(Codice::PrestatoreCoerede, self.prestatore != Qualita::Coerede, Measure::NONE);
        fase::require(evaluation, (self.fase, AttoPratica::Inserimento), Codice::RimborsoInCorso);
        if work.bonus {
            // The terms of the bonus run for heirs too (HER-14): nothing takes the place of the deadline.
            return;
        }
        let expired = self.expired_at_death(work.closes);
        let measure = Measure::asked(Quantity::Istante(work.closes));
        evaluation.warn(Codice::TermineScadutoPrimaDelDecesso, expired, measure);
        if !expired {
            evaluation.note(Regola::Her11, measure);
        }
    }

    fn check_death(&self, evaluation: &mut Evaluation, work: &Lavoro) {
        let Some(death) = self.giorno else { return };
        let first = rome_date(work.inizio);
        let last = end_day(work.fine).max(first);
        let campo = if first > death { Campo::Inizio } else { Campo::Fine };
        let measure = Measure::against(Quantity::Giorno(death), Quantity::Giorno(last));
        let before = evaluation.require_at(Codice::SuccessivaAlDecesso, Some(campo), last <= death, measure);
        if let Some(hour) = self.ora.filter(|_| before) {
            let measure = Measure::against(Quantity::Istante(hour), Quantity::Istante(work.fine));
            evaluation.require(Codice::OraSuccessivaAlDecesso, work.fine <= hour, measure);
        }
    }

    /// Whether the ordinary deadline, which closes at this instant, had passed when the utilizzatore died.
    pub fn expired_at_death(&self, closes: DateTime<Utc>) -> bool {
        self.ora.or_else(|| self.giorno.map(start_of_day)).is_some_and(|death| closes <= death)
    }
}

/// The work that is entered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lavoro {
    /// Start.
    pub(crate) inizio: DateTime<Utc>,
    /// End.
    pub(crate) fine: DateTime<Utc>,
    /// First instant at which the ordinary deadline is over.
    pub(crate) closes: DateTime<Utc>,
    /// Whether the bonus pays, whose own terms run for heirs as for anybody.
    pub(crate) bonus: bool,
}
