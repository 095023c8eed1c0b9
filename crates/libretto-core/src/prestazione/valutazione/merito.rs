//! Group (d) of the evaluation: everything else together: deadline, end of the work, comma 5, age, overlap, limits, funds.

use super::super::Lavoratore;
use super::forma::Forma;
use super::{Richiesta, Situazione, bonus};
use crate::catalogue::{Codice, Regola};
use crate::civil_time::rome_date;
use crate::eredi::inserimento;
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::limits::{self, Carico};
use crate::politiche::{ComunicazioneTardiva, MisuraOre};
use crate::portafoglio::Borsa;
use crate::rapporto;
use crate::riposi::{self, Giornata, Lavoro};
use crate::weighting;
use chrono::{DateTime, Utc};

/// Group (d): everything else together.
pub(super) fn merits(
    evaluation: &mut Evaluation,
    forma: &Forma,
    prestatore: &Lavoratore,
    (richiesta, situazione): (&Richiesta, &Situazione<'_>),
    now: DateTime<Utc>,
) -> Carico {
    let (regime, giorno) = (&forma.regime, forma.giorno);
    deadline(evaluation, forma, (richiesta, situazione), now);
    let measure = Measure::against(Quantity::Istante(forma.fine), Quantity::Istante(now));
    evaluation.require(Codice::PrestazioneNonConclusa, forma.fine <= now, measure);
    let banned = situazione.rapporti.iter().any(|rapporto| rapporto.forbids(giorno, regime));
    if banned && bonus::is_exempt(forma, richiesta) {
        // ELG-04b: the ban gives way, and the explanation says so instead of calling it kept.
        evaluation.note(Regola::Elg04b, Measure::asked(Quantity::Giorno(giorno)));
    } else {
        rapporto::check(evaluation, &situazione.rapporti, giorno, regime);
    }
    bonus::check(evaluation, forma, richiesta, now);
    evaluation.require(Codice::StessaPersona, !prestatore.stessa_persona, Measure::NONE);
    // ELG-06: the age on the day of the work, in completed years.
    let age = prestatore.eta;
    let measure = Measure::against(Quantity::Anni(regime.eta_minima), Quantity::Anni(age));
    evaluation.require(Codice::EtaInsufficiente, age >= regime.eta_minima, measure);
    let overlaps = situazione.turni.iter().any(|turno| turno.inizio < forma.fine && forma.inizio < turno.fine);
    evaluation.require(Codice::Sovrapposizione, !overlaps, Measure::NONE);
    let split = forma.titoli.split(regime);
    let reduced = match situazione.pesata {
        Some((day, reduced)) if day == giorno => reduced,
        _ => prestatore.ridotto,
    };
    let computato = weighting::computed(split.compenso, reduced, regime);
    let minuti = match regime.politiche.misura_ore {
        MisuraOre::MinutiEffettivi => forma.minuti,
    };
    let carico = Carico { compenso: split.compenso, computato, minuti };
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
    bonus::warn_of_relatives(evaluation, richiesta);
    evaluation.warn(Codice::PrestatoreMinorenne, age < regime.maggiore_eta, Measure::asked(Quantity::Anni(age)));
    let giornata = Giornata { giorno, inizio: forma.inizio, fine: forma.fine };
    let lavoro = Lavoro { giornata, minuti: forma.minuti, pausa: forma.pausa };
    riposi::check(evaluation, &lavoro, &situazione.giornate, regime);
    carico
}

/// COM-01, or what takes its place when an heir enters the work. The terms of the bonus run for heirs too (HER-14).
fn deadline(
    evaluation: &mut Evaluation,
    forma: &Forma,
    (richiesta, situazione): (&Richiesta, &Situazione<'_>),
    now: DateTime<Utc>,
) {
    let closes = bonus::closes(forma, richiesta);
    if let Some(erede) = &situazione.erede {
        let bonus = richiesta.borsa == Borsa::Bonus;
        erede.check_merits(evaluation, &inserimento::Lavoro { inizio: forma.inizio, fine: forma.fine, closes, bonus });
    }
    if situazione.erede.is_none() || richiesta.borsa == Borsa::Bonus {
        let measure = Measure::against(Quantity::Istante(closes), Quantity::Istante(now));
        match forma.regime.politiche.comunicazione_tardiva {
            ComunicazioneTardiva::Respinta => evaluation.require(Codice::TermineScaduto, now < closes, measure),
        };
    }
}
