//! The evaluation of a piece of work against the whole law: used by the communication, its dry run and the correction.
//! Four groups in order; all violations of a group are reported, and the first group with one ends the evaluation.

mod bonus;
mod forma;
mod merito;
mod registrazione;
#[cfg(test)]
mod tests;

pub(crate) use forma::instant;

use super::presupposti;
use super::{Ambito, Dati, Famiglia, Lavoratore, Parentela, Turno};
use crate::civil_time::{CivilTime, rome_date};
use crate::compact::{is_default, is_yes, yes};
use crate::deadlines::paying_month;
use crate::eredi::PerConto;
use crate::explanation::{Evaluation, Explanation};
use crate::limits::Anni;
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::Month;
use crate::portafoglio::{Borsa, Portafoglio};
use crate::rapporto::Rapporto;
use crate::riposi::Giornata;
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is asked for. What goes without saying is not written down.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Richiesta {
    /// The scope; `None` when it is none of the three.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ambito: Option<Ambito>,
    /// Start, civil time in Italy.
    pub inizio: CivilTime,
    /// End, civil time in Italy.
    pub fine: CivilTime,
    /// Unpaid breaks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pausa: Minutes,
    /// Whether the place of the work is given.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub luogo_indicato: bool,
    /// Total cost.
    pub costo: Euro,
    /// Net pay, if the caller states it too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub compenso: Option<Euro>,
    /// Vouchers, if the caller states them too.
    #[serde(default, skip_serializing_if = "is_default")]
    pub titoli: Option<u32>,
    /// The purse that pays.
    #[serde(default, skip_serializing_if = "is_default")]
    pub borsa: Borsa,
    /// Declared: the home care is of children.
    #[serde(default, skip_serializing_if = "is_default")]
    pub assistenza_bambini: bool,
    /// Declared: kinship of the worker.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parentela: Parentela,
}

/// Everything the law looks at. It is kept with the decision: no personal data stands here, and a field that is added has a
/// default, since the decisions of before do not have it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Situazione<'a> {
    /// The household, if registered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub utilizzatore: Option<Famiglia>,
    /// The worker, if registered.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prestatore: Option<Lavoratore>,
    /// Relationships of the pair outside the Libretto Famiglia.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty", with = "presupposti::rapporti")]
    pub rapporti: Cow<'a, [Rapporto]>,
    /// The counters of the year of the work, without the record itself when it is corrected.
    #[serde(default, skip_serializing_if = "is_default")]
    pub anni: Anni,
    /// The purse that pays, with the record's own money back when it is corrected.
    #[serde(default, skip_serializing_if = "is_default")]
    pub portafoglio: Portafoglio,
    /// The pair's shifts that may overlap, without the record itself.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty", with = "presupposti::turni")]
    pub turni: Cow<'a, [Turno]>,
    /// The days on which the pair worked around the day of the work, without the record itself.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty", with = "presupposti::giornate")]
    pub giornate: Cow<'a, [Giornata]>,
    /// For a correction, the day on which the record was weighed and whether it was reduced: a record that keeps its day
    /// keeps its weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pesata: Option<(NaiveDate, bool)>,
    /// On whose account an heir enters the work; none when the household itself communicates it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub erede: Option<PerConto>,
}

impl Situazione<'_> {
    /// The same, to be kept.
    pub fn into_owned(self) -> Situazione<'static> {
        let Self { utilizzatore, prestatore, rapporti, anni, portafoglio, turni, giornate, pesata, erede } = self;
        let (rapporti, turni) = (Cow::Owned(rapporti.into_owned()), Cow::Owned(turni.into_owned()));
        let giornate = Cow::Owned(giornate.into_owned());
        Situazione { utilizzatore, prestatore, rapporti, anni, portafoglio, turni, giornate, pesata, erede }
    }
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
    if let Some(erede) = &situazione.erede {
        erede.check_statement(&mut evaluation);
    }
    let Some(forma) = forma::shape(&mut evaluation, richiesta) else {
        return Err(refused(evaluation));
    };
    let carico = merito::merits(&mut evaluation, &forma, &prestatore, (richiesta, situazione), now);
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
        borsa: richiesta.borsa,
        // An accepted record has a day within the law, so that its month has a cut-off.
        pagata_con: paying_month(forma.giorno, now).ok().filter(|month| *month != Month::of(forma.giorno)),
    };
    Ok(Valutata { dati, spiegazione })
}

/// The refusal of an evaluation in which a check has failed.
fn refused(evaluation: Evaluation) -> Rejected {
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Rejected { explanation },
    }
}
