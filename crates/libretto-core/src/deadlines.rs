//! Days and instants by which things must be done or are done. Legal days are days in Italy.

use crate::banking_days::banking_day_on_or_before;
use crate::civil_time::start_of_day;
use crate::month::Month;
use crate::parameters::{NotInForce, deadlines};
use crate::politiche::{GIORNO_NON_BANCARIO, GiornoNonBancario, TermineFestivo};
use crate::regime::Regime;
use chrono::{DateTime, NaiveDate, Utc};

/// COM-01, COM-09: the first instant at which work of this day can no longer be communicated, corrected or cancelled:
/// the midnight after the 3rd of the next month. No shift for holidays (COM-02).
pub fn communication_closes(day: NaiveDate, regime: &Regime) -> DateTime<Utc> {
    match regime.politiche.termine_festivo {
        TermineFestivo::NonSiSposta => start_of_day(Month::of(day).next().day(regime.giorno_comunicazione + 1)),
    }
}

/// PAY-15: the cut-off of a month: from this instant its records are irrevocable and the payment modes are fixed.
///
/// # Errors
/// [`NotInForce`] for a month before the law.
pub fn month_closes(month: Month) -> Result<DateTime<Utc>, NotInForce> {
    let last_day_to_communicate = deadlines::GIORNO_COMUNICAZIONE.on(month.last_day())?;
    Ok(start_of_day(month.next().day(last_day_to_communicate + 1)))
}

/// PAY-01, PAY-02: the day on which the work of a month is paid: the 15th of the next month or, when banks are closed,
/// the banking day before.
///
/// # Errors
/// [`NotInForce`] for a month before the law.
pub fn payment_day(month: Month) -> Result<NaiveDate, NotInForce> {
    let day = month.next().day(deadlines::GIORNO_PAGAMENTO.on(month.last_day())?);
    match GIORNO_NON_BANCARIO.on(month.last_day())? {
        GiornoNonBancario::BancarioPrecedente => Ok(banking_day_on_or_before(day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::date;

    fn closes(day: NaiveDate) -> Option<String> {
        Regime::on(day).ok().map(|regime| communication_closes(day, &regime).to_rfc3339())
    }

    #[test]
    fn the_third_is_whole_in_italian_time() {
        assert_eq!(closes(date(2026, 2, 10)).as_deref(), Some("2026-03-03T23:00:00+00:00"));
        assert_eq!(closes(date(2026, 3, 31)).as_deref(), Some("2026-04-03T22:00:00+00:00"));
        assert_eq!(closes(date(2025, 12, 31)).as_deref(), Some("2026-01-03T23:00:00+00:00"));
    }

    #[test]
    fn the_fifteenth_moves_to_the_banking_day_before() {
        let month = |day| payment_day(Month::of(day)).ok();
        assert_eq!(month(date(2026, 1, 1)), Some(date(2026, 2, 13)));
        assert_eq!(month(date(2025, 12, 31)), Some(date(2026, 1, 15)));
        assert_eq!(month(date(2026, 7, 1)), Some(date(2026, 8, 14)));
    }
}
