//! The ban of comma 5: no occasional work between parties with an employment in course or ended for less than six months.

use crate::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use crate::month::add_months_clamped;
use crate::regime::Regime;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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
        }
    }

    fn forbidden(rapporto: Rapporto, day: NaiveDate) -> Option<bool> {
        Regime::on(day).ok().map(|regime| rapporto.forbids(day, &regime))
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
    fn before_its_start_and_for_agency_work_there_is_no_ban() {
        let starting = employment(TipoRapporto::Subordinato, date(2026, 6, 1), None);
        assert_eq!(forbidden(starting, date(2026, 5, 31)), Some(false));
        assert_eq!(forbidden(starting, date(2026, 6, 1)), Some(true));
        let agency = employment(TipoRapporto::Somministrazione, date(2026, 1, 1), None);
        assert_eq!(forbidden(agency, date(2026, 6, 1)), Some(false));
    }
}
