//! Days of the month that the law names (commi 12 and 19; COM-01, PAY-01, PAY-08).

use super::titolo::since_the_start;
use super::{Dated, Row, START, Series, VERIFIED, rows};
use crate::citation::{Act, Citation};

since_the_start!(
    /// COM-01: the last day of the following month on which work may be communicated, inclusive to its last instant.
    GIORNO_COMUNICAZIONE: u32 = 3, "giorno del mese successivo", Citation::comma("comma 12"), "termine-comunicazione",
    "Ultimo giorno per comunicare una prestazione");
since_the_start!(
    /// PAY-01: the day of the following month on which the worker is paid.
    GIORNO_PAGAMENTO: u32 = 15, "giorno del mese successivo", Citation::comma("comma 19"), "giorno-pagamento",
    "Giorno di pagamento del compenso");
since_the_start!(
    /// PAY-08: days from the validation after which a postal mandate can be collected.
    ATTESA_MANDATO: u32 = 15, "giorni", Citation::new(Act::DecretoDignita, "comma 1, lett. f)"), "attesa-mandato",
    "Giorni dalla convalida alla riscossione del mandato postale");

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [rows(&GIORNO_COMUNICAZIONE), rows(&GIORNO_PAGAMENTO), rows(&ATTESA_MANDATO)].concat()
}
