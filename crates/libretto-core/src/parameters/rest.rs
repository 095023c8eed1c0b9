//! Rests of the worker (comma 3; art. 7, 8 and 9 D.Lgs. 66/2003; RST-01…RST-03).

use super::titolo::since_the_start;
use super::{Dated, Row, START, Series, VERIFIED, rows, rows_of_minutes};
use crate::citation::{Act, Citation};
use crate::minutes::Minutes;

since_the_start!(
    /// RST-01: consecutive rest between the work of two days, minutes.
    RIPOSO_GIORNALIERO: Minutes = Minutes::from_hours(11), "minuti", Citation::new(Act::OrarioDiLavoro, "art. 7"),
    "riposo-giornaliero", "Riposo consecutivo tra il lavoro di un giorno e quello del seguente");
since_the_start!(
    /// RST-02: the time worked beyond which a break is due, minutes, exclusive.
    PAUSA_SOGLIA: Minutes = Minutes::from_hours(6), "minuti", Citation::new(Act::OrarioDiLavoro, "art. 8, comma 1"),
    "pausa-soglia", "Durata oltre la quale spetta una pausa");
since_the_start!(
    /// RST-02: the shortest break, absent collective rules, minutes.
    PAUSA_MINIMA: Minutes = Minutes::new(10), "minuti", Citation::new(Act::OrarioDiLavoro, "art. 8, comma 2"),
    "pausa-minima", "Durata minima della pausa");
since_the_start!(
    /// RST-03: the days over which the weekly rest is averaged.
    RIPOSO_PERIODO: u32 = 14, "giorni", Citation::new(Act::OrarioDiLavoro, "art. 9, comma 1"),
    "riposo-settimanale-periodo", "Giorni sui quali si calcola la media del riposo settimanale");
since_the_start!(
    /// RST-03: the days without work in each of those periods: one a week.
    RIPOSO_GIORNI: u32 = 2, "giorni", Citation::new(Act::OrarioDiLavoro, "art. 9, comma 1"),
    "riposo-settimanale-giorni", "Giorni senza lavoro in ciascun periodo");

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [
        rows_of_minutes(&RIPOSO_GIORNALIERO),
        rows_of_minutes(&PAUSA_SOGLIA),
        rows_of_minutes(&PAUSA_MINIMA),
        rows(&RIPOSO_PERIODO),
        rows(&RIPOSO_GIORNI),
    ]
    .concat()
}
