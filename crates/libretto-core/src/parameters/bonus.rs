//! The Covid baby-sitting bonus of 2020 and 2021 (BON-01…BON-06, ELG-04b, ELG-07): a regime that has ended, kept so that a
//! case of 2020 is decided by the law of 2020.

use super::{Dated, Row, START, Series, VERIFIED, date, rows};
use crate::citation::{Act, Citation};
use crate::money::Euro;
use chrono::NaiveDate;

/// First wave: the closure of the schools, until the last extension.
const FIRST_WAVE: Citation = Citation::new(Act::Circolare73, "periodo 5 marzo – 31 agosto 2020");
/// Second wave: red zones.
const SECOND_WAVE: Citation = Citation::new(Act::DecretoRistoriBis, "art. 14");
/// Nothing before, between and after: the ordinary law.
const ORDINARY: Citation = Citation::comma("comma 10");

const fn dated<T>(from: NaiveDate, to: Option<NaiveDate>, value: T, citation: Citation) -> Dated<T> {
    Dated { from, to, value, citation, verified_on: VERIFIED }
}

/// BON-03: whether the bonus pays work of this day.
pub static PRESTAZIONI_AMMESSE: Series<bool> = Series {
    key: "bonus-prestazioni-ammesse",
    description: "Giorni di lavoro che il bonus baby-sitting può pagare",
    unit: "sì/no",
    entries: &[
        dated(START, Some(date(2020, 3, 4)), false, ORDINARY),
        dated(date(2020, 3, 5), Some(date(2020, 8, 31)), true, FIRST_WAVE),
        dated(date(2020, 9, 1), Some(date(2020, 11, 8)), false, ORDINARY),
        dated(date(2020, 11, 9), Some(date(2020, 12, 3)), true, SECOND_WAVE),
        dated(date(2020, 12, 4), None, false, ORDINARY),
    ],
};

/// ELG-04b: whether the ban of comma 5 gives way to work of this day that the bonus pays.
pub static DEROGA_COMMA_5: Series<bool> = Series {
    key: "bonus-deroga-comma-5",
    description: "Il divieto del comma 5 non vale per il lavoro pagato con il bonus baby-sitting",
    unit: "sì/no",
    entries: &[
        dated(START, Some(date(2020, 3, 4)), false, Citation::comma("comma 5")),
        dated(date(2020, 3, 5), Some(date(2020, 8, 31)), true, Citation::new(Act::Circolare44, "")),
        dated(date(2020, 9, 1), Some(date(2020, 11, 8)), false, Citation::comma("comma 5")),
        dated(date(2020, 11, 9), Some(date(2020, 12, 3)), true, SECOND_WAVE),
        dated(date(2020, 12, 4), None, false, Citation::comma("comma 5")),
    ],
};

/// BON-04: the last day, inclusive, on which bonus work of this day may be entered, as extended.
pub static ULTIMO_INSERIMENTO: Series<NaiveDate> = Series {
    key: "bonus-ultimo-inserimento",
    description: "Ultimo giorno per comunicare il lavoro pagato con il bonus baby-sitting",
    unit: "giorno",
    entries: &[dated(date(2020, 3, 5), None, date(2021, 4, 30), Citation::new(Act::Messaggio950, ""))],
};

/// ELG-07: whether work entered on this day may not be done by cohabiting relatives and parents.
pub static FAMILIARI_ESCLUSI: Series<bool> = Series {
    key: "bonus-familiari-esclusi",
    description: "Il bonus baby-sitting non paga familiari conviventi e genitori, per giorno di inserimento",
    unit: "sì/no",
    entries: &[
        dated(START, Some(date(2020, 6, 16)), false, Citation::new(Act::Circolare44, "")),
        dated(date(2020, 6, 17), None, true, Citation::new(Act::Circolare73, "")),
    ],
};

/// BON-02: calendar days from the notice of acceptance within which the bonus is claimed, the last inclusive.
pub static GIORNI_APPROPRIAZIONE: Series<u32> = Series {
    key: "bonus-giorni-appropriazione",
    description: "Giorni per appropriarsi del bonus baby-sitting dall'avviso di accoglimento",
    unit: "giorni",
    entries: &[dated(date(2020, 3, 17), None, 15, Citation::new(Act::Circolare44, ""))],
};

/// BON-01: the most that one grant may give, euro, by the day of the notice of acceptance.
pub static IMPORTO_MASSIMO: Series<Euro> = Series {
    key: "bonus-importo-massimo",
    description: "Importo massimo di una concessione del bonus baby-sitting",
    unit: "euro",
    entries: &[
        dated(
            date(2020, 3, 17),
            Some(date(2020, 5, 18)),
            Euro::from_cents(60_000),
            Citation::new(Act::CuraItalia, "art. 23"),
        ),
        dated(
            date(2020, 5, 19),
            Some(date(2020, 11, 8)),
            Euro::from_cents(120_000),
            Citation::new(Act::Rilancio, "art. 72"),
        ),
        dated(date(2020, 11, 9), Some(date(2021, 4, 30)), Euro::from_cents(100_000), SECOND_WAVE),
        // After the last day to enter work a bonus could not be spent.
        dated(date(2021, 5, 1), None, Euro::ZERO, Citation::new(Act::Messaggio950, "")),
    ],
};

/// BON-01: the same for health and security staff, euro.
pub static IMPORTO_MASSIMO_SANITA: Series<Euro> = Series {
    key: "bonus-importo-massimo-sanita",
    description: "Importo massimo del bonus baby-sitting per il personale sanitario e della sicurezza",
    unit: "euro",
    entries: &[
        dated(
            date(2020, 3, 17),
            Some(date(2020, 5, 18)),
            Euro::from_cents(100_000),
            Citation::new(Act::CuraItalia, "art. 25"),
        ),
        dated(
            date(2020, 5, 19),
            Some(date(2020, 11, 8)),
            Euro::from_cents(200_000),
            Citation::new(Act::Rilancio, "art. 72"),
        ),
        dated(date(2020, 11, 9), Some(date(2021, 4, 30)), Euro::from_cents(100_000), SECOND_WAVE),
        // After the last day to enter work a bonus could not be spent.
        dated(date(2021, 5, 1), None, Euro::ZERO, Citation::new(Act::Messaggio950, "")),
    ],
};

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [
        rows(&PRESTAZIONI_AMMESSE),
        rows(&DEROGA_COMMA_5),
        rows(&ULTIMO_INSERIMENTO),
        rows(&FAMILIARI_ESCLUSI),
        rows(&GIORNI_APPROPRIAZIONE),
        rows(&IMPORTO_MASSIMO),
        rows(&IMPORTO_MASSIMO_SANITA),
    ]
    .concat()
}
