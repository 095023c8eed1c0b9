//! The evaluation of a piece of work against the whole law: used by the communication, its dry run and the correction.
//! Four groups in order; all violations of a group are reported, and the first group with one ends the evaluation.

use super::{Ambito, Dati, Turno};
use crate::catalogue::{Campo, Codice, Regola};
use crate::civil_time::{CivilTime, CivilTimeError, end_day, rome_date};
use crate::deadlines::communication_closes;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::limits::{self, Anni, Carico};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::{Month, age_on};
use crate::parameters::START;
use crate::portafoglio::Portafoglio;
use crate::prestatore::Prestatore;
use crate::rapporto::Rapporto;
use crate::regime::Regime;
use crate::titolo::Titoli;
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use crate::weighting;
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

/// The shape of the work once its times are known.
struct Forma {
    ambito: Ambito,
    inizio: DateTime<Utc>,
    fine: DateTime<Utc>,
    giorno: NaiveDate,
    minuti: Minutes,
    titoli: Titoli,
    regime: Regime,
}

/// Evaluates a piece of work at an instant.
///
/// # Errors
/// [`Rejected`] with every violation of the first group that has one.
pub fn valuta(richiesta: &Richiesta, situazione: &Situazione<'_>, now: DateTime<Utc>) -> Result<Valutata, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let Some((utilizzatore, prestatore)) = registered(&mut evaluation, situazione) else {
        return Err(refused(evaluation));
    };
    let Some(forma) = shape(&mut evaluation, richiesta) else {
        return Err(refused(evaluation));
    };
    let carico = merits(&mut evaluation, &forma, (utilizzatore, prestatore), situazione, now);
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

/// Group (b): both parties are registered and the household is alive.
fn registered<'a>(
    evaluation: &mut Evaluation,
    situazione: &Situazione<'a>,
) -> Option<(&'a Utilizzatore, &'a Prestatore)> {
    evaluation.require_at(
        Codice::NonRegistrato,
        Some(Campo::UtilizzatoreId),
        situazione.utilizzatore.is_some(),
        Measure::NONE,
    );
    evaluation.require(Codice::NonRegistrato, situazione.prestatore.is_some(), Measure::NONE);
    let utilizzatore = situazione.utilizzatore?;
    let living = utilizzatore.decesso.is_none();
    evaluation.require_at(Codice::UtilizzatoreDeceduto, Some(Campo::UtilizzatoreId), living, Measure::NONE);
    situazione.prestatore.filter(|_| living).map(|prestatore| (utilizzatore, prestatore))
}

/// Group (c): the record has a shape that the law can look at.
fn shape(evaluation: &mut Evaluation, richiesta: &Richiesta) -> Option<Forma> {
    evaluation.require(Codice::AmbitoNonAmmesso, richiesta.ambito.is_some(), Measure::NONE);
    evaluation.require(Codice::CampoMancante, richiesta.luogo_indicato, Measure::NONE);
    let inizio = instant(evaluation, &richiesta.inizio, Campo::Inizio);
    let fine = instant(evaluation, &richiesta.fine, Campo::Fine);
    let (inizio, fine) = inizio.zip(fine)?;
    let giorno = rome_date(inizio);
    let minuti = duration(evaluation, inizio, fine, richiesta.pausa);
    evaluation.require(
        Codice::DivisioneNecessaria,
        Month::of(giorno) == Month::of(end_day(fine).max(giorno)),
        Measure::NONE,
    );
    let Ok(regime) = Regime::on(giorno) else {
        let measure = Measure::against(Quantity::Giorno(START), Quantity::Giorno(giorno));
        evaluation.require(Codice::PrimaDellaLegge, false, measure);
        return None;
    };
    evaluation.governed_by(giorno);
    evaluation.require(
        Codice::DurataEccessiva,
        Minutes::between(inizio, fine).is_none_or(|elapsed| elapsed <= regime.turno_massimo),
        Measure::NONE,
    );
    let titoli = vouchers(evaluation, richiesta, minuti, &regime);
    let (ambito, titoli) = richiesta.ambito.zip(titoli)?;
    (!evaluation.is_violated()).then_some(Forma { ambito, inizio, fine, giorno, minuti, titoli, regime })
}

/// COM-11: the instant of a civil time that exists exactly once.
pub(crate) fn instant(evaluation: &mut Evaluation, time: &CivilTime, campo: Campo) -> Option<DateTime<Utc>> {
    let resolved = time.resolve();
    let codice = match resolved {
        Err(CivilTimeError::Ambiguous) => Codice::OrarioAmbiguo,
        _ => Codice::OrarioInesistente,
    };
    evaluation.require_at(codice, Some(campo), resolved.is_ok(), Measure::NONE);
    resolved.ok()
}

/// ECO-05: elapsed minutes less breaks, more than none.
fn duration(evaluation: &mut Evaluation, inizio: DateTime<Utc>, fine: DateTime<Utc>, pausa: Minutes) -> Minutes {
    let net = Minutes::between(inizio, fine).map_or(Minutes::new(0), |elapsed| elapsed - pausa);
    evaluation.require(Codice::DurataNulla, net.get() > 0, Measure::asked(Quantity::Minuti(net)));
    net
}

/// ECO-02…ECO-04: the cost is whole vouchers, enough of them, and agrees with what else was stated.
fn vouchers(evaluation: &mut Evaluation, richiesta: &Richiesta, minuti: Minutes, regime: &Regime) -> Option<Titoli> {
    let unit = regime.titolo.costo;
    let titoli = Titoli::from_cost(richiesta.costo, regime);
    let measure = Measure::against(Quantity::Euro(unit), Quantity::Euro(richiesta.costo));
    evaluation.require(Codice::CostoNonMultiplo, titoli.is_some(), measure);
    let needed = Titoli::needed_for(minuti, regime);
    // A cost that is no multiple still tells how many hours it could have paid.
    let affordable = Titoli(richiesta.costo.checked_div_floor(unit).unwrap_or(0));
    let measure = Measure::against(Quantity::Titoli(needed.0), Quantity::Titoli(affordable.0));
    evaluation.require(Codice::TitoliInsufficienti, affordable >= needed, measure);
    if let Some(titoli) = titoli {
        let split = titoli.split(regime);
        let pay_agrees = richiesta.compenso.is_none_or(|stated| stated == split.compenso);
        let count_agrees = richiesta.titoli.is_none_or(|stated| stated == titoli.0);
        let measure = Measure::asked(Quantity::Euro(split.compenso));
        evaluation.require(Codice::ImportiIncoerenti, pay_agrees && count_agrees, measure);
        evaluation.note(Regola::Eco01, Measure::against(Quantity::Euro(split.costo), Quantity::Euro(split.compenso)));
    }
    titoli
}

/// Group (d): everything else together.
fn merits(
    evaluation: &mut Evaluation,
    forma: &Forma,
    (utilizzatore, prestatore): (&Utilizzatore, &Prestatore),
    situazione: &Situazione<'_>,
    now: DateTime<Utc>,
) -> Carico {
    let (regime, giorno) = (&forma.regime, forma.giorno);
    let closes = communication_closes(giorno, regime);
    let measure = Measure::against(Quantity::Istante(closes), Quantity::Istante(now));
    evaluation.require(Codice::TermineScaduto, now < closes, measure);
    let measure = Measure::against(Quantity::Istante(forma.fine), Quantity::Istante(now));
    evaluation.require(Codice::PrestazioneNonConclusa, forma.fine <= now, measure);
    let banned = situazione.rapporti.iter().any(|rapporto| rapporto.forbids(giorno, regime));
    evaluation.require(Codice::RapportoPrecedente, !banned, Measure::NONE);
    let same = utilizzatore.persona.id == prestatore.persona.id;
    evaluation.require(Codice::StessaPersona, !same, Measure::NONE);
    let age = age(evaluation, prestatore, forma);
    let overlaps = situazione.turni.iter().any(|turno| turno.inizio < forma.fine && forma.inizio < turno.fine);
    evaluation.require(Codice::Sovrapposizione, !overlaps, Measure::NONE);
    let split = forma.titoli.split(regime);
    let reduced = match situazione.pesata {
        Some((day, reduced)) if day == giorno => reduced,
        _ => weighting::is_reduced(prestatore, giorno, regime),
    };
    let computato = weighting::computed(split.compenso, reduced, regime);
    let carico = Carico { compenso: split.compenso, computato, minuti: forma.minuti };
    if reduced {
        evaluation
            .note(Regola::Wgt01, Measure::against(Quantity::Percento(regime.peso_ridotto), Quantity::Euro(computato)));
    }
    limits::check(evaluation, &situazione.anni, &carico, regime);
    let available = situazione.portafoglio.disponibile();
    let measure = Measure::against(Quantity::Euro(available), Quantity::Euro(split.costo));
    evaluation.require(Codice::FondiInsufficienti, split.costo <= available, measure);
    let late = giorno < rome_date(prestatore.registrato_il);
    let measure = Measure::asked(Quantity::Giorno(rome_date(prestatore.registrato_il)));
    evaluation.warn(Codice::PrestatoreRegistratoDopo, late, measure);
    evaluation.warn(Codice::PrestatoreMinorenne, age < regime.maggiore_eta, Measure::asked(Quantity::Anni(age)));
    carico
}

/// ELG-06: the age on the day of the work, in completed years.
fn age(evaluation: &mut Evaluation, prestatore: &Prestatore, forma: &Forma) -> u32 {
    let age = u32::try_from(age_on(prestatore.persona.data_nascita, forma.giorno)).unwrap_or(0);
    let measure = Measure::against(Quantity::Anni(forma.regime.eta_minima), Quantity::Anni(age));
    evaluation.require(Codice::EtaInsufficiente, age >= forma.regime.eta_minima, measure);
    age
}
