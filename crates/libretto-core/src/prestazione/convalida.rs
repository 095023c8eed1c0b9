//! The validation of a record for a postal mandate (comma 19 as amended in 2018; PAY-06, PAY-08): by the utilizzatore, after
//! the end of the work and by the 3rd of the next month. It makes the record irrevocable at once.

use super::rettifica::Revocabilita;
use super::{Mandato, Prestazione, Presupposti};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::parameters::payment;
use crate::prestatore::{Modalita, Prestatore};
use crate::regime::Regime;
use crate::violation::Rejected;
use chrono::{DateTime, Days, Utc};

/// Decides a validation.
///
/// # Errors
/// [`Rejected`] when the record is irrevocable, when the worker did not choose the postal mandate, or when the mandate
/// did not exist yet.
pub fn decide(
    prestazione: &Prestazione,
    prestatore: &Prestatore,
    now: DateTime<Utc>,
) -> Result<(Fatto, Explanation), Rejected> {
    let record = Revocabilita::from(prestazione);
    let mandato_scelto = prestatore.modalita_at(now) == Modalita::MandatoPostale;
    let presupposti = Presupposti::Convalida { istante: now, prestazione: record, mandato_scelto };
    let spiegazione = check(record, mandato_scelto, now)?.resting_on(presupposti);
    let today = rome_date(now);
    let waiting = Regime::on(prestazione.dati.giorno).map_or(0, |regime| regime.attesa_mandato);
    let mandato = Mandato {
        numero: number(prestazione),
        riscuotibile_dal: today.checked_add_days(Days::new(u64::from(waiting))).unwrap_or(today),
        onere: payment::ONERE_MANDATO.on(today).unwrap_or_default(),
    };
    Ok((Fatto::PrestazioneConvalidata { prestazione: prestazione.id, mandato }, spiegazione))
}

/// The checks of a validation.
pub(super) fn check(record: Revocabilita, mandato_scelto: bool, now: DateTime<Utc>) -> Result<Explanation, Rejected> {
    record.check(now)?;
    let today = rome_date(now);
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::Irrevocabile, true, record.measure(now));
    evaluation.require(Codice::ConvalidaNonPossibile, mandato_scelto, Measure::NONE);
    let available = payment::ONERE_MANDATO.on(today).is_ok();
    evaluation.require(Codice::MandatoNonDisponibile, available, Measure::asked(Quantity::Giorno(today)));
    Ok(evaluation.finish()?)
}

/// The unique number of the mandate: the record's own identifier, so that it is never drawn twice.
fn number(prestazione: &Prestazione) -> String {
    format!("MP{}", prestazione.id.0.simple()).to_uppercase()
}
