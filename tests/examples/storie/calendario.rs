//! The days of the law, one by one, for as long as anybody will ask.

use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::banking_days::is_banking_day;
use libretto_core::deadlines::{communication_closes, month_closes, payment_day};
use libretto_core::month::Month;
use libretto_core::parameters::START;
use libretto_core::regime::Regime;
use serde::Serialize;

/// One day.
#[derive(Serialize)]
pub(crate) struct Riga {
    giorno: NaiveDate,
    bancario: bool,
    /// The first instant at which work of this day can no longer be communicated.
    chiude: DateTime<Utc>,
    /// The same for its month.
    mese_chiude: DateTime<Utc>,
    /// When the work of its month is paid.
    pagamento: NaiveDate,
}

/// Every day from the first of the law to the end of a year.
pub(crate) fn giorni(last_year: i32) -> impl Iterator<Item = Riga> {
    let last = super::giorni::day(last_year, 12, 31);
    START.iter_days().take_while(move |day| *day <= last).map(|giorno| {
        let month = Month::of(giorno);
        let regime = Regime::on(giorno).expect("a day of the law");
        Riga {
            giorno,
            bancario: is_banking_day(giorno),
            chiude: communication_closes(giorno, &regime),
            mese_chiude: month_closes(month).expect("a month of the law"),
            pagamento: payment_day(month).expect("a month of the law"),
        }
    })
}
