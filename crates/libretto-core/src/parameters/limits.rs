//! The yearly limits (commi 1, 8 and 20; LIM-A, LIM-B, LIM-C, LIM-H, WGT-01). All are inclusive maxima.

use super::titolo::since_the_start;
use super::{Dated, Row, START, Series, VERIFIED, date, rows, rows_of_minutes};
use crate::citation::{Act, Citation};
use crate::minutes::Minutes;
use crate::money::Euro;

since_the_start!(
    /// LIM-A: net pay of one prestatore from all utilizzatori in a year, euro.
    PRESTATORE: Euro = Euro::from_cents(500_000), "euro", Citation::comma("comma 1, lett. a)"), "limite-prestatore",
    "Compensi annui di un prestatore da tutti gli utilizzatori");
since_the_start!(
    /// LIM-C: net pay of one pair in a year, euro.
    COPPIA: Euro = Euro::from_cents(250_000), "euro", Citation::comma("comma 1, lett. c)"), "limite-coppia",
    "Compensi annui dello stesso prestatore dallo stesso utilizzatore");
since_the_start!(
    /// LIM-H: time worked by one pair in a year, minutes.
    ORE: Minutes = Minutes::from_hours(280), "minuti", Citation::comma("comma 20"), "limite-ore",
    "Durata annua delle prestazioni dello stesso prestatore per lo stesso utilizzatore");
since_the_start!(
    /// WGT-01: what counts of a net pay for LIM-B when the worker is in a category of comma 8, hundredths.
    PESO_RIDOTTO: u32 = 75, "percento", Citation::comma("comma 8"), "peso-ridotto",
    "Quota del compenso computata per le categorie del comma 8");

/// LIM-B: weighted net pay of all prestatori of one utilizzatore in a year, euro. The year of the work selects the value (LIM-05).
pub static UTILIZZATORE: Series<Euro> = Series {
    key: "limite-utilizzatore",
    description: "Compensi annui di un utilizzatore a tutti i prestatori",
    unit: "euro",
    entries: &[
        Dated {
            from: START,
            to: Some(date(2022, 12, 31)),
            value: Euro::from_cents(500_000),
            citation: Citation::comma("comma 1, lett. b)"),
            verified_on: VERIFIED,
        },
        Dated {
            from: date(2023, 1, 1),
            to: None,
            value: Euro::from_cents(1_000_000),
            citation: Citation::new(Act::Bilancio2023, "art. 1, comma 342"),
            verified_on: VERIFIED,
        },
    ],
};

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [rows(&PRESTATORE), rows(&UTILIZZATORE), rows(&COPPIA), rows_of_minutes(&ORE), rows(&PESO_RIDOTTO)].concat()
}
