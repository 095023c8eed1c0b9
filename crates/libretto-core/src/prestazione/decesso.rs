//! What the death of the utilizzatore does to a record (HER-18, HER-19): work before the death is paid as ever; a record that
//! would begin after it and is not paid yet is void; whatever else touches the time after it is looked at by the branch.

use super::{Dati, MotivoAnnullamento, Prestazione, Presupposti, StatoPrestazione};
use crate::catalogue::Regola;
use crate::civil_time::{end_day, rome_date};
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::utilizzatore::Decesso;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// What happens to a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effetto {
    /// Nothing: the work was done before the death.
    Nessuno,
    /// It is void.
    Annullata,
    /// The branch looks at it.
    DaVerificare,
}

/// What a death does to a record.
pub fn effetto(record: &Prestazione, decesso: &Decesso) -> Effetto {
    let Dati { inizio, fine, .. } = record.dati;
    if !record.counts() || !is_after(end(inizio, fine), decesso) {
        return Effetto::Nessuno;
    }
    let void = starts_after(inizio, decesso) && record.stato != StatoPrestazione::Liquidata;
    if void { Effetto::Annullata } else { Effetto::DaVerificare }
}

/// The day and the instant of an end; a shift that ends at midnight ends on the day before.
fn end(inizio: DateTime<Utc>, fine: DateTime<Utc>) -> (chrono::NaiveDate, DateTime<Utc>) {
    (end_day(fine).max(rome_date(inizio)), fine)
}

fn is_after((day, instant): (chrono::NaiveDate, DateTime<Utc>), decesso: &Decesso) -> bool {
    day > decesso.giorno || decesso.ora.is_some_and(|hour| instant > hour)
}

fn starts_after(inizio: DateTime<Utc>, decesso: &Decesso) -> bool {
    rome_date(inizio) > decesso.giorno || decesso.ora.is_some_and(|hour| inizio >= hour)
}

/// The cancellation of a void record, and why.
///
/// # Errors
/// [`Rejected`] never: nothing is checked.
pub(crate) fn annulla(
    record: &Prestazione,
    decesso: &Decesso,
    now: DateTime<Utc>,
) -> Result<(Fatto, Explanation), Rejected> {
    let (morte, inizio) = (decesso.giorno, rome_date(record.dati.inizio));
    let presupposti = Presupposti::Decesso { istante: now, morte, inizio };
    let why = explain(morte, inizio, now)?.resting_on(presupposti);
    let motivo = MotivoAnnullamento::Decesso;
    Ok((Fatto::PrestazioneAnnullata { prestazione: record.id, dati: record.dati.clone(), motivo }, why))
}

/// Why a record is void.
pub(super) fn explain(
    morte: chrono::NaiveDate,
    inizio: chrono::NaiveDate,
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    evaluation.note(Regola::Her19, Measure::against(Quantity::Giorno(morte), Quantity::Giorno(inizio)));
    Ok(evaluation.finish()?)
}
