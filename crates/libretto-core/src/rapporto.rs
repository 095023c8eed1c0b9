//! The ban of comma 5: no occasional work between parties with an employment in course or ended for less than six months.

use crate::catalogue::{Campo, Codice};
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use crate::month::add_months_clamped;
use crate::regime::Regime;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The kind of a relationship.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TipoRapporto {
    /// Subordinate employment.
    Subordinato,
    /// *Collaborazione coordinata e continuativa*.
    Collaborazione,
    /// Agency work: does not count for the ban.
    Somministrazione,
}

/// Where a relationship is known from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fonte {
    /// The household declared it.
    #[default]
    Dichiarazione,
    /// The registry of *comunicazioni obbligatorie* communicated it.
    Registro,
}

impl Fonte {
    /// The name in the JSON of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dichiarazione => "dichiarazione",
            Self::Registro => "registro",
        }
    }
}

/// A relationship of a pair outside the Libretto Famiglia.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rapporto {
    /// Identifier.
    pub id: RapportoId,
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// The worker.
    pub prestatore: PrestatoreId,
    /// Kind.
    pub tipo: TipoRapporto,
    /// First day, inclusive.
    pub dal: NaiveDate,
    /// Last day, inclusive: the whole day counts as in course; `None` while it lasts.
    pub al: Option<NaiveDate>,
    /// Where it is known from. Events from before the registry was read do not say it.
    #[serde(default)]
    pub fonte: Fonte,
}

impl Rapporto {
    /// Whether the relationship forbids occasional work on a day (ELG-04). Work is allowed again from the last day plus
    /// six months, inclusive, with the end of the month as the law of terms clamps it (art. 2963 c.c.).
    pub fn forbids(&self, day: NaiveDate, regime: &Regime) -> bool {
        if self.tipo == TipoRapporto::Somministrazione || day < self.dal {
            return false;
        }
        let months = i32::try_from(regime.mesi_divieto).unwrap_or(i32::MAX);
        self.al.is_none_or(|end| day < add_months_clamped(end, months))
    }
}

/// ELG-04: nothing that the household declared and nothing that the registry communicated forbids work on a day. The step
/// names how long the ban lasts and the relationship that ends last: where it is known from, and its last day unless it is in
/// course.
pub fn check(evaluation: &mut Evaluation, rapporti: &[Rapporto], day: NaiveDate, regime: &Regime) {
    let banning = rapporti.iter().filter(|rapporto| rapporto.forbids(day, regime));
    let last = banning.max_by_key(|rapporto| (rapporto.al.is_none(), rapporto.al, Reverse(rapporto.fonte)));
    let measure = Measure {
        limite: Some(Quantity::Mesi(regime.mesi_divieto)),
        usato: last.map(|rapporto| Quantity::Fonte(rapporto.fonte)),
        richiesto: last.and_then(|rapporto| rapporto.al).map(Quantity::Giorno),
    };
    evaluation.require(Codice::RapportoPrecedente, last.is_none(), measure);
}

/// The days of a relationship are in order, and none is before its parties were born; `born` is the later birthday.
pub fn check_days(evaluation: &mut Evaluation, (dal, al): (NaiveDate, Option<NaiveDate>), born: NaiveDate) {
    let code = Codice::RapportoNonValido;
    evaluation.require_at(code, Some(Campo::Dal), born <= dal, Measure::asked(Quantity::Giorno(dal)));
    let last = al.unwrap_or(dal);
    evaluation.require_at(code, Some(Campo::Al), dal <= last, Measure::asked(Quantity::Giorno(last)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::date;
    use uuid::Uuid;

    fn employment(tipo: TipoRapporto, dal: NaiveDate, al: Option<NaiveDate>) -> Rapporto {
        let nobody = Uuid::nil();
        Rapporto {
            id: RapportoId(nobody),
            utilizzatore: UtilizzatoreId(nobody),
            prestatore: PrestatoreId(nobody),
            tipo,
            dal,
            al,
            fonte: Fonte::Dichiarazione,
        }
    }

    fn forbidden(rapporto: Rapporto, day: NaiveDate) -> Option<bool> {
        Regime::on(day).ok().map(|regime| rapporto.forbids(day, &regime))
    }

    #[test]
    fn a_source_has_one_name() {
        for fonte in [Fonte::Dichiarazione, Fonte::Registro] {
            assert_eq!(serde_json::to_value(fonte).ok(), Some(fonte.as_str().into()));
        }
    }

    #[test]
    fn six_months_after_the_end_work_is_allowed_again() {
        let ended = employment(TipoRapporto::Subordinato, date(2025, 1, 1), Some(date(2026, 1, 15)));
        assert_eq!(forbidden(ended, date(2026, 7, 14)), Some(true));
        assert_eq!(forbidden(ended, date(2026, 7, 15)), Some(false));
    }

    #[test]
    fn the_end_of_the_month_is_clamped() {
        let ended = employment(TipoRapporto::Collaborazione, date(2025, 1, 1), Some(date(2025, 8, 31)));
        assert_eq!(forbidden(ended, date(2026, 2, 27)), Some(true));
        assert_eq!(forbidden(ended, date(2026, 2, 28)), Some(false));
    }

    #[test]
    fn the_refusal_names_the_relationship_that_ends_last_and_who_told_of_it() {
        let ended = employment(TipoRapporto::Subordinato, date(2025, 1, 1), Some(date(2026, 1, 15)));
        let later = Rapporto { al: Some(date(2026, 1, 20)), fonte: Fonte::Registro, ..ended };
        let agency = employment(TipoRapporto::Somministrazione, date(2025, 1, 1), None);
        let step = |rapporti: &[Rapporto], day: NaiveDate| {
            let mut evaluation = Evaluation::new(day);
            if let Ok(regime) = Regime::on(day) {
                check(&mut evaluation, rapporti, day, &regime);
            }
            evaluation.finish().err().and_then(|refusal| refusal.passi.first().map(crate::explanation::Step::sentence))
        };
        let day = date(2026, 3, 2);
        let told = step(&[ended, later, agency], day).unwrap_or_default();
        assert!(
            told.contains("finito il 20 gennaio 2026, da meno di 6 mesi")
                && told.contains("comunicazioni obbligatorie"),
            "{told}"
        );
        let told = step(&[ended, Rapporto { al: None, ..ended }], day).unwrap_or_default();
        assert!(told.contains("in corso") && told.contains("dichiarato"), "{told}");
        assert_eq!(step(&[agency], day), None);
        assert_eq!(step(&[ended, later], date(2026, 7, 20)), None);
    }

    #[test]
    fn before_its_start_and_for_agency_work_there_is_no_ban() {
        let starting = employment(TipoRapporto::Subordinato, date(2026, 6, 1), None);
        assert_eq!(forbidden(starting, date(2026, 5, 31)), Some(false));
        assert_eq!(forbidden(starting, date(2026, 6, 1)), Some(true));
        let agency = employment(TipoRapporto::Somministrazione, date(2026, 1, 1), None);
        assert_eq!(forbidden(agency, date(2026, 6, 1)), Some(false));
    }
}
