//! Days and instants by which things must be done or are done. Legal days are days in Italy.

use crate::banking_days::banking_day_on_or_before;
use crate::civil_time::{rome_date, start_of_day};
use crate::month::Month;
use crate::parameters::{NotInForce, bonus, deadlines};
use crate::politiche::{GIORNO_NON_BANCARIO, GiornoNonBancario, PAGAMENTO_TARDIVO, PagamentoTardivo, TermineFestivo};
use crate::regime::Regime;
use chrono::{DateTime, NaiveDate, Utc};

/// COM-01, COM-09: the first instant at which work of this day can no longer be communicated, corrected or cancelled:
/// the midnight after the 3rd of the next month. No shift for holidays (COM-02).
pub fn communication_closes(day: NaiveDate, regime: &Regime) -> DateTime<Utc> {
    match regime.politiche.termine_festivo {
        TermineFestivo::NonSiSposta => start_of_day(Month::of(day).next().day(regime.giorno_comunicazione + 1)),
    }
}

/// BON-04: the first instant at which bonus work of this day can no longer be communicated: never before that of the ordinary
/// deadline.
pub fn bonus_closes(day: NaiveDate, regime: &Regime) -> DateTime<Utc> {
    let ordinary = communication_closes(day, regime);
    let last = bonus::ULTIMO_INSERIMENTO.on(day).ok().and_then(|last| last.succ_opt());
    last.map_or(ordinary, |after| ordinary.max(start_of_day(after)))
}

/// The month whose run pays work of this day that is entered now: the month of the work or, for what is entered later
/// (BON-05, PAY-10, AMB-10), the first whose cut-off is still to come: entered by the 3rd of a month, it is paid on the 15th of it.
///
/// # Errors
/// [`NotInForce`] for a day before the law.
pub fn paying_month(day: NaiveDate, now: DateTime<Utc>) -> Result<Month, NotInForce> {
    let entered = Month::of(rome_date(now));
    let open = match PAGAMENTO_TARDIVO.on(day)? {
        PagamentoTardivo::PrimaCorsaAperta if now < month_closes(entered.previous())? => entered.previous(),
        PagamentoTardivo::PrimaCorsaAperta => entered,
    };
    Ok(open.max(Month::of(day)))
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
    fn what_is_entered_late_is_paid_by_the_next_open_run() {
        let paid = |day, entered| paying_month(day, start_of_day(entered)).map(|month| month.to_string());
        let (work, month) = (date(2020, 5, 20), |name: &str| Ok(name.to_owned()));
        assert_eq!(paid(work, date(2020, 5, 21)), month("2020-05"));
        assert_eq!(paid(work, date(2020, 6, 3)), month("2020-05"));
        assert_eq!(paid(work, date(2020, 6, 4)), month("2020-06"));
        assert_eq!(paid(work, date(2020, 7, 3)), month("2020-06"));
        assert_eq!(paid(work, date(2020, 7, 4)), month("2020-07"));
        assert_eq!(paid(work, date(2021, 4, 30)), month("2021-04"));
    }

    #[test]
    fn bonus_work_can_be_entered_to_the_end_of_the_last_extension() {
        let closes = |day| Regime::on(day).ok().map(|regime| bonus_closes(day, &regime).to_rfc3339());
        assert_eq!(closes(date(2020, 5, 20)).as_deref(), Some("2021-04-30T22:00:00+00:00"));
        assert_eq!(closes(date(2026, 2, 10)).as_deref(), Some("2026-03-03T23:00:00+00:00"));
        assert_eq!(closes(date(2019, 2, 10)).as_deref(), Some("2019-03-03T23:00:00+00:00"));
    }

    #[test]
    fn a_month_closes_when_none_of_its_days_can_be_communicated_any_more() {
        let closing = month_closes(Month::of(date(2026, 2, 1))).map(|instant| instant.to_rfc3339());
        assert_eq!(closing.as_deref(), Ok("2026-03-03T23:00:00+00:00"));
        assert!(month_closes(Month::of(date(2017, 5, 1))).is_err());
    }

    #[test]
    fn the_fifteenth_moves_to_the_banking_day_before() {
        let month = |day| payment_day(Month::of(day)).ok();
        assert_eq!(month(date(2026, 1, 1)), Some(date(2026, 2, 13)));
        assert_eq!(month(date(2025, 12, 31)), Some(date(2026, 1, 15)));
        assert_eq!(month(date(2026, 7, 1)), Some(date(2026, 8, 14)));
    }
}
