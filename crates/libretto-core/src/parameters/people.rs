//! Ages, months and self-certifications (commi 5 and 8; ELG-04, ELG-06, WGT-02, WGT-03).

use super::titolo::since_the_start;
use super::{Dated, Row, START, Series, VERIFIED, date, rows};
use crate::citation::{Act, Citation};

since_the_start!(
    /// ELG-04: months that must have passed since the end of an employment, whole.
    MESI_DIVIETO: u32 = 6, "mesi", Citation::comma("comma 5"), "divieto-rapporto-mesi",
    "Mesi dalla fine di un rapporto di lavoro con lo stesso utilizzatore");
since_the_start!(
    /// ELG-06: the youngest age of a worker on the day of the work, completed years, inclusive.
    ETA_MINIMA: u32 = 16, "anni", Citation::new(Act::TutelaMinori, "art. 3; L. 296/2006, art. 1, comma 622"), "eta-minima",
    "Età minima del prestatore");
since_the_start!(
    /// ELG-06: the age from which a worker is no minor, completed years.
    MAGGIORE_ETA: u32 = 18, "anni", Citation::new(Act::CodiceCivile, "art. 2"), "maggiore-eta", "Maggiore età");
since_the_start!(
    /// WGT-02: a student counts less until the day before this birthday, completed years.
    ETA_STUDENTE: u32 = 25, "anni", Citation::comma("comma 8, lett. b)"), "eta-studente",
    "Età alla quale lo studente perde il computo ridotto");

/// WGT-03: whether the status of comma 8 must have been self-certified to count.
pub static AUTOCERTIFICAZIONE_NECESSARIA: Series<bool> = Series {
    key: "autocertificazione-necessaria",
    description: "Il computo ridotto richiede l'autocertificazione del prestatore",
    unit: "sì/no",
    entries: &[
        Dated {
            from: START,
            to: Some(date(2018, 8, 11)),
            value: false,
            citation: Citation::comma("comma 8"),
            verified_on: VERIFIED,
        },
        Dated {
            from: date(2018, 8, 12),
            to: None,
            value: true,
            citation: Citation::new(Act::DecretoDignita, "comma 1, lett. a)"),
            verified_on: VERIFIED,
        },
    ],
};

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [
        rows(&MESI_DIVIETO),
        rows(&ETA_MINIMA),
        rows(&MAGGIORE_ETA),
        rows(&ETA_STUDENTE),
        rows(&AUTOCERTIFICAZIONE_NECESSARIA),
    ]
    .concat()
}
