//! What a payment costs the worker (comma 19; PAY-05, PAY-06). The day of the *payment* selects these values.

use super::{Dated, Row, START, Series, VERIFIED, date, rows};
use crate::citation::{Act, Citation};
use crate::money::Euro;

/// PAY-05: fee of a domiciled transfer, one per payment, withheld, euro.
pub static ONERE_DOMICILIATO: Series<Euro> = Series {
    key: "onere-bonifico-domiciliato",
    description: "Onere del bonifico domiciliato, a carico del prestatore",
    unit: "euro",
    entries: &[
        Dated {
            from: START,
            to: Some(date(2023, 1, 26)),
            value: Euro::from_cents(260),
            citation: Citation::new(Act::Circolare103, ""),
            verified_on: VERIFIED,
        },
        Dated {
            from: date(2023, 1, 27),
            to: None,
            value: Euro::from_cents(384),
            citation: Citation::new(Act::Messaggio410, ""),
            verified_on: VERIFIED,
        },
    ],
};

/// PAY-06: fee of each postal mandate, withheld, euro. The series begins on the day the mandate became available.
pub static ONERE_MANDATO: Series<Euro> = Series {
    key: "onere-mandato-postale",
    description: "Onere del mandato postale, a carico del prestatore",
    unit: "euro",
    entries: &[Dated {
        from: date(2018, 10, 17),
        to: None,
        value: Euro::from_cents(175),
        citation: Citation::new(Act::Circolare103, ""),
        verified_on: VERIFIED,
    }],
};

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [rows(&ONERE_DOMICILIATO), rows(&ONERE_MANDATO)].concat()
}
