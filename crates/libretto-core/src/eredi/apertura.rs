//! The beginning of a declaration of heir (HER-03, HER-15): a draft, by law or by will, for one deceased.

use super::fase::{self, AttoPratica, Fase};
use super::{Causa, Contenuto, Posizione, StatoDichiarazione};
use crate::catalogue::{Campo, Codice};
use crate::civil_time::{CivilTime, rome_date};
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::PersonaId;
use crate::prestazione;
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use chrono::{DateTime, NaiveDate, Utc};

/// How many other heirs a declaration names at most.
pub const COEREDI_MAX: usize = 50;

/// How many declarations one person makes for one deceased at most, the refused ones counted. The bound is of this system and
/// not of the law: it keeps a case small.
pub const DICHIARAZIONI_MAX: usize = 10;

/// A death as it is written in a declaration.
#[derive(Clone, Copy, Debug)]
pub struct DecessoScritto {
    /// The Italian day of the death.
    pub giorno: NaiveDate,
    /// Its time on that day, when it is known.
    pub ora: Option<CivilTime>,
}

/// Decides the beginning of a declaration. `contenuto` holds the death as [`resolve`] read it.
///
/// # Errors
/// [`Rejected`] when the declarant is the deceased, has a declaration that is not refused, has made as many as one
/// can, or wrote something that cannot be.
pub fn decide(
    posizione: Option<&Posizione<'_>>,
    defunto: &Utilizzatore,
    persona: PersonaId,
    (contenuto, scritto): (&Contenuto, &DecessoScritto),
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    // Whoever logs in with the identity of the deceased is refused as the deceased would be (COM-14).
    if defunto.persona.id == persona {
        evaluation.require(Codice::UtilizzatoreDeceduto, false, Measure::NONE);
    }
    // The case is begun by its first declaration.
    let fase = posizione.map_or(Fase::Istruttoria, |one| one.of_person(persona));
    let counted = posizione.and_then(|one| one.pratica.of_person(persona));
    if counted.is_some_and(|one| one.stato != StatoDichiarazione::Convalidata) {
        // To others a draft or a pending declaration is none; its heir goes on with it.
        evaluation.require(Codice::DichiarazioneEredeGiaPresente, false, Measure::NONE);
    } else {
        fase::check(&mut evaluation, fase, AttoPratica::Apertura);
    }
    let before = posizione.map(|one| one.pratica.dichiarazioni.as_slice()).unwrap_or_default();
    let made = before.iter().filter(|one| one.persona == persona).count();
    let few = made < DICHIARAZIONI_MAX;
    evaluation.require(Codice::TroppeDichiarazioni, few, Measure::of_counts(DICHIARAZIONI_MAX, made));
    check(&mut evaluation, defunto, persona, (contenuto, scritto), now);
    Ok(evaluation.finish()?)
}

/// What is written: the death lies between the birth and now, its hour exists on its day, and the other heirs are others.
pub(super) fn check(
    evaluation: &mut Evaluation,
    defunto: &Utilizzatore,
    persona: PersonaId,
    (contenuto, scritto): (&Contenuto, &DecessoScritto),
    now: DateTime<Utc>,
) {
    let today = rome_date(now);
    let giorno = scritto.giorno;
    let possible = defunto.persona.data_nascita <= giorno && giorno <= today;
    let measure = Measure::against(Quantity::Giorno(today), Quantity::Giorno(giorno));
    evaluation.require(Codice::DataDecessoNonValida, possible, measure);
    if let Some(time) = &scritto.ora
        && let Some(instant) = prestazione::instant(evaluation, time, Campo::Ora)
    {
        let measure = Measure::against(Quantity::Istante(now), Quantity::Istante(instant));
        let possible = time.local().date() == giorno && instant <= now;
        evaluation.require_at(Codice::DataDecessoNonValida, Some(Campo::Ora), possible, measure);
    }
    let wrong = wrong_with(&contenuto.coeredi, persona, defunto.persona.id);
    evaluation.require(Codice::CoeredeNonValido, wrong.is_none(), Measure::because(wrong));
}

/// What is wrong with the other heirs that a person names, the first thing found.
fn wrong_with(others: &[PersonaId], persona: PersonaId, defunto: PersonaId) -> Option<Causa> {
    let twice = || others.iter().enumerate().any(|(place, other)| others[..place].contains(other));
    if others.contains(&persona) {
        Some(Causa::SeStesso)
    } else if others.contains(&defunto) {
        Some(Causa::Defunto)
    } else if twice() {
        Some(Causa::Ripetuto)
    } else {
        (others.len() > COEREDI_MAX).then_some(Causa::TroppiCoeredi)
    }
}

/// The death as it is kept; an hour that does not exist is left out, and refused by the decision.
pub fn resolve(scritto: &DecessoScritto) -> super::DecessoDichiarato {
    super::DecessoDichiarato { giorno: scritto.giorno, ora: scritto.ora.and_then(|time| time.resolve().ok()) }
}
