//! The grant of a bonus by an administration (BON-01), recorded by the back office with the day of the notice of acceptance.

use crate::catalogue::{Campo, Codice};
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::{BonusId, UtilizzatoreId};
use crate::money::Euro;
use crate::parameters::{bonus, titolo};
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};

/// A grant to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct Concessione {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// Amount, euro.
    pub importo: Euro,
    /// Day of the notice of acceptance.
    pub accolto_il: NaiveDate,
    /// Whether the household belongs to the health and security staff, for whom the bonus is higher.
    pub personale_sanitario: bool,
}

/// Decides a grant.
///
/// # Errors
/// [`Rejected`] when the notice is still to come or of a day on which no bonus was granted, or when the amount is no whole
/// number of vouchers or above what the law of that day gives.
pub fn decide(id: BonusId, concessione: &Concessione, now: DateTime<Utc>) -> Result<(Fatto, Explanation), Rejected> {
    let Concessione { utilizzatore, importo, accolto_il, personale_sanitario } = *concessione;
    let today = rome_date(now);
    let mut evaluation = Evaluation::new(today);
    let series = if personale_sanitario { &bonus::IMPORTO_MASSIMO_SANITA } else { &bonus::IMPORTO_MASSIMO };
    let law = series.on(accolto_il).and_then(|most| Ok((most, titolo::COSTO.on(accolto_il)?)));
    let law = law.ok().filter(|(most, _)| most.is_positive());
    let measure = Measure::against(Quantity::Giorno(today), Quantity::Giorno(accolto_il));
    evaluation.require_at(
        Codice::BonusNonPrevisto,
        Some(Campo::AccoltoIl),
        law.is_some() && accolto_il <= today,
        measure,
    );
    if let Some((most, unit)) = law {
        evaluation.governed_by(accolto_il);
        let whole = importo.checked_div_floor(unit).is_some_and(|count| count > 0 && unit.times(count) == importo);
        let measure = Measure::against(Quantity::Euro(most), Quantity::Euro(importo));
        evaluation.require(Codice::BonusImportoNonAmmesso, whole && importo <= most, measure);
    }
    let spiegazione = evaluation.finish()?;
    Ok((Fatto::BonusConcesso { bonus: id, utilizzatore, importo, accolto_il }, spiegazione))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::date;
    use uuid::Uuid;

    /// The last day on which a bonus could be entered, and the next.
    const IMPORTO_SPENTO: [NaiveDate; 2] = [date(2021, 4, 30), date(2021, 5, 1)];

    fn codes(euro: i64, accolto_il: NaiveDate, personale_sanitario: bool) -> Vec<Codice> {
        let importo = Euro::from_cents(euro * 100);
        let utilizzatore = UtilizzatoreId(Uuid::nil());
        let asked = Concessione { utilizzatore, importo, accolto_il, personale_sanitario };
        let now = crate::civil_time::start_of_day(date(2020, 12, 1));
        decide(BonusId(Uuid::nil()), &asked, now).err().map(|rejected| rejected.codes()).unwrap_or_default()
    }

    #[test]
    fn the_law_of_the_day_of_the_notice_fixes_the_amount() {
        assert_eq!(codes(600, date(2020, 5, 18), false), []);
        assert_eq!(codes(610, date(2020, 5, 18), false), [Codice::BonusImportoNonAmmesso]);
        assert_eq!(codes(1_200, date(2020, 5, 19), false), []);
        assert_eq!(codes(1_000, date(2020, 5, 18), true), []);
        assert_eq!(codes(2_010, date(2020, 5, 19), true), [Codice::BonusImportoNonAmmesso]);
    }

    #[test]
    fn only_whole_vouchers_are_granted() {
        assert_eq!(codes(605, date(2020, 6, 1), false), [Codice::BonusImportoNonAmmesso]);
        assert_eq!(codes(0, date(2020, 6, 1), false), [Codice::BonusImportoNonAmmesso]);
    }

    #[test]
    fn no_notice_before_the_bonus_existed_nor_in_the_future() {
        assert_eq!(codes(600, date(2020, 3, 17), false), []);
        assert_eq!(codes(600, date(2020, 3, 16), false), [Codice::BonusNonPrevisto]);
        assert_eq!(codes(600, date(2020, 12, 1), false), []);
        assert_eq!(codes(600, date(2020, 12, 2), false), [Codice::BonusNonPrevisto]);
        let later = IMPORTO_SPENTO.map(|day| bonus::IMPORTO_MASSIMO.on(day).map(Euro::is_zero));
        assert_eq!(later, [Ok(false), Ok(true)]);
    }
}
