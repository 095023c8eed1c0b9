//! Group (c) of the evaluation: the record has a shape that the law can look at: times, scope, amounts (ECO-02…ECO-05, COM-10…
//! COM-13, AMB-11).

use super::super::Ambito;
use super::{Borsa, Richiesta};
use crate::catalogue::{Campo, Codice, Regola};
use crate::civil_time::{CivilTime, CivilTimeError, end_day, rome_date};
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::Month;
use crate::parameters::START;
use crate::regime::Regime;
use crate::titolo::Titoli;
use chrono::{DateTime, NaiveDate, Utc};

/// The shape of the work once its times are known.
pub(super) struct Forma {
    pub(super) ambito: Ambito,
    pub(super) inizio: DateTime<Utc>,
    pub(super) fine: DateTime<Utc>,
    pub(super) giorno: NaiveDate,
    pub(super) minuti: Minutes,
    pub(super) pausa: Minutes,
    pub(super) titoli: Titoli,
    pub(super) regime: Regime,
}

/// Group (c): the record has a shape that the law can look at.
pub(super) fn shape(evaluation: &mut Evaluation, richiesta: &Richiesta) -> Option<Forma> {
    evaluation.require(Codice::AmbitoNonAmmesso, richiesta.ambito.is_some(), Measure::NONE);
    if richiesta.borsa == Borsa::Bonus {
        // Of home care only the declaration may be missing; of any other scope, the scope is wrong.
        let home_care = richiesta.ambito == Some(Ambito::AssistenzaDomiciliare);
        let paid = home_care && richiesta.assistenza_bambini;
        let wrong = if home_care { Campo::AssistenzaBambini } else { Campo::Ambito };
        evaluation.require_at(Codice::BonusAmbitoNonAmmesso, (!paid).then_some(wrong), paid, Measure::NONE);
    }
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
    (!evaluation.is_violated()).then_some(Forma {
        ambito,
        inizio,
        fine,
        giorno,
        minuti,
        pausa: richiesta.pausa,
        titoli,
        regime,
    })
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

/// ECO-05: elapsed minutes less breaks, more than none. When there would be some but for the breaks, they are the field.
fn duration(evaluation: &mut Evaluation, inizio: DateTime<Utc>, fine: DateTime<Utc>, pausa: Minutes) -> Minutes {
    let net = Minutes::between(inizio, fine).map_or(Minutes::new(0), |elapsed| elapsed - pausa);
    let campo = if inizio < fine { Campo::PausaMinuti } else { Campo::Fine };
    evaluation.require_at(Codice::DurataNulla, Some(campo), net.get() > 0, Measure::asked(Quantity::Minuti(net)));
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
        agreement(evaluation, richiesta, titoli, split.compenso);
        evaluation.note(Regola::Eco01, Measure::against(Quantity::Euro(split.costo), Quantity::Euro(split.compenso)));
    }
    titoli
}

/// ECO-04: what was stated besides the cost is what the cost gives; each field that is not is told.
fn agreement(evaluation: &mut Evaluation, richiesta: &Richiesta, titoli: Titoli, compenso: Euro) {
    let pay = richiesta.compenso.filter(|stated| *stated != compenso);
    let count = richiesta.titoli.filter(|stated| *stated != titoli.0);
    let mut disagrees = |campo, right, stated| {
        evaluation.require_at(Codice::ImportiIncoerenti, Some(campo), false, Measure::against(right, stated));
    };
    if let Some(stated) = pay {
        disagrees(Campo::Compenso, Quantity::Euro(compenso), Quantity::Euro(stated));
    }
    if let Some(stated) = count {
        disagrees(Campo::Titoli, Quantity::Titoli(titoli.0), Quantity::Titoli(stated));
    }
    if pay.is_none() && count.is_none() {
        evaluation.require(Codice::ImportiIncoerenti, true, Measure::asked(Quantity::Euro(compenso)));
    }
}
