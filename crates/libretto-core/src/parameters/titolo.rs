//! The value of a voucher and what it pays for (comma 11; ECO-01, ECO-02, WAL-03, AMB-11).

use super::{Dated, Row, START, Series, VERIFIED, rows, rows_of_minutes};
use crate::citation::{Act, Citation};
use crate::minutes::Minutes;
use crate::money::Euro;

const COMMA_11: Citation = Citation::comma("comma 11");

macro_rules! since_the_start {
    ($(#[$doc:meta])* $name:ident: $kind:ty = $value:expr, $unit:literal, $citation:expr, $key:literal, $description:literal) => {
        $(#[$doc])*
        pub static $name: Series<$kind> = Series {
            key: $key,
            description: $description,
            unit: $unit,
            entries: &[Dated { from: START, to: None, value: $value, citation: $citation, verified_on: VERIFIED }],
        };
    };
}
pub(super) use since_the_start;

since_the_start!(
    /// Nominal value of a voucher, euro.
    COSTO: Euro = Euro::from_cents(1_000), "euro", COMMA_11, "titolo-valore-nominale", "Valore nominale di un titolo");
since_the_start!(
    /// Net pay in a voucher, euro.
    COMPENSO: Euro = Euro::from_cents(800), "euro", COMMA_11, "titolo-compenso", "Compenso netto al prestatore per titolo");
since_the_start!(
    /// Pension contribution in a voucher, euro.
    IVS: Euro = Euro::from_cents(165), "euro", COMMA_11, "titolo-contribuzione-ivs", "Contribuzione alla Gestione separata per titolo");
since_the_start!(
    /// INAIL premium in a voucher, euro.
    INAIL: Euro = Euro::from_cents(25), "euro", COMMA_11, "titolo-premio-inail", "Premio INAIL per titolo");
since_the_start!(
    /// Management share in a voucher, euro.
    ONERI: Euro = Euro::from_cents(10), "euro", COMMA_11, "titolo-oneri-gestionali", "Oneri gestionali per titolo");
since_the_start!(
    /// The longest work one voucher pays, inclusive.
    DURATA: Minutes = Minutes::from_hours(1), "minuti", COMMA_11, "titolo-durata-massima", "Durata massima pagata da un titolo");
since_the_start!(
    /// The longest shift of one record, elapsed, inclusive (AMB-11).
    TURNO_MASSIMO: Minutes = Minutes::from_hours(24), "minuti", Citation::new(Act::Progetto, "AMB-11"), "turno-durata-massima",
    "Durata massima di una sola registrazione");
since_the_start!(
    /// A top-up is a positive multiple of this (WAL-03).
    MULTIPLO_VERSAMENTO: Euro = Euro::from_cents(1_000), "euro", Citation::new(Act::Messaggio3177, ""), "versamento-multiplo",
    "Multiplo di un versamento");

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    let mut table = Vec::new();
    for series in [&COSTO, &COMPENSO, &IVS, &INAIL, &ONERI, &MULTIPLO_VERSAMENTO] {
        table.extend(rows(series));
    }
    for series in [&DURATA, &TURNO_MASSIMO] {
        table.extend(rows_of_minutes(series));
    }
    table
}
