//! The evaluation of a piece of work against the whole law: used by the communication, its dry run and the correction.
//! Four groups in order; all violations of a group are reported, and the first group with one ends the evaluation.

mod forma;
mod merito;
mod registrazione;

pub(crate) use forma::instant;

use super::{Ambito, Dati, Turno};
use crate::civil_time::{CivilTime, rome_date};
use crate::explanation::{Evaluation, Explanation};
use crate::limits::Anni;
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::portafoglio::Portafoglio;
use crate::prestatore::Prestatore;
use crate::rapporto::Rapporto;
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Richiesta {
    /// The scope; `None` when it is none of the three.
    pub ambito: Option<Ambito>,
    /// Start, civil time in Italy.
    pub inizio: CivilTime,
    /// End, civil time in Italy.
    pub fine: CivilTime,
    /// Unpaid breaks.
    pub pausa: Minutes,
    /// Whether the place of the work is given.
    pub luogo_indicato: bool,
    /// Total cost.
    pub costo: Euro,
    /// Net pay, if the caller states it too.
    pub compenso: Option<Euro>,
    /// Vouchers, if the caller states them too.
    pub titoli: Option<u32>,
}

/// Everything the law looks at, as it was loaded.
#[derive(Clone, Copy, Debug)]
pub struct Situazione<'a> {
    /// The household, if registered.
    pub utilizzatore: Option<&'a Utilizzatore>,
    /// The worker, if registered.
    pub prestatore: Option<&'a Prestatore>,
    /// Relationships of the pair outside the Libretto Famiglia.
    pub rapporti: &'a [Rapporto],
    /// The counters of the year of the work, without the record itself when it is corrected.
    pub anni: Anni,
    /// The wallet, with the record's own money back when it is corrected.
    pub portafoglio: Portafoglio,
    /// The pair's shifts that may overlap, without the record itself.
    pub turni: &'a [Turno],
    /// For a correction, the day on which the record was weighed and whether it was reduced: a record that keeps its day
    /// keeps its weight.
    pub pesata: Option<(NaiveDate, bool)>,
}

/// A piece of work that the law admits.
#[derive(Clone, Debug)]
pub struct Valutata {
    /// The record.
    pub dati: Dati,
    /// Why.
    pub spiegazione: Explanation,
}

/// Evaluates a piece of work at an instant.
///
/// # Errors
/// [`Rejected`] with every violation of the first group that has one.
pub fn valuta(richiesta: &Richiesta, situazione: &Situazione<'_>, now: DateTime<Utc>) -> Result<Valutata, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let Some((utilizzatore, prestatore)) = registrazione::registered(&mut evaluation, situazione) else {
        return Err(refused(evaluation));
    };
    let Some(forma) = forma::shape(&mut evaluation, richiesta) else {
        return Err(refused(evaluation));
    };
    let carico = merito::merits(&mut evaluation, &forma, (utilizzatore, prestatore), situazione, now);
    let spiegazione = evaluation.finish()?;
    let dati = Dati {
        utilizzatore: utilizzatore.id,
        prestatore: prestatore.id,
        ambito: forma.ambito,
        inizio: forma.inizio,
        fine: forma.fine,
        giorno: forma.giorno,
        pausa: richiesta.pausa,
        minuti: forma.minuti,
        titoli: forma.titoli,
        ripartizione: forma.titoli.split(&forma.regime),
        computato: carico.computato,
    };
    Ok(Valutata { dati, spiegazione })
}

/// The refusal of an evaluation in which a check has failed.
fn refused(evaluation: Evaluation) -> Rejected {
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Rejected { explanation },
    }
}
