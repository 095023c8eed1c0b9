//! The beginning of a declaration of heir (HER-03, HER-15): a draft, by law or by will, for one deceased.

use super::{Contenuto, Pratica};
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
/// [`Rejected`] when the declarant is the deceased, has a declaration that is not refused, or wrote something that cannot be.
pub fn decide(
    pratica: Option<&Pratica>,
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
    let open = pratica.and_then(|pratica| pratica.of_person(persona)).is_some();
    evaluation.require(Codice::DichiarazioneEredeGiaPresente, !open, Measure::NONE);
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
    let others = &contenuto.coeredi;
    let themselves = others.iter().any(|other| *other == persona || *other == defunto.persona.id);
    let twice = others.iter().enumerate().any(|(place, other)| others[..place].contains(other));
    let few = others.len() <= COEREDI_MAX;
    evaluation.require(Codice::CoeredeNonValido, !themselves && !twice && few, Measure::NONE);
}

/// The death as it is kept; an hour that does not exist is left out, and refused by the decision.
pub fn resolve(scritto: &DecessoScritto) -> super::DecessoDichiarato {
    super::DecessoDichiarato { giorno: scritto.giorno, ora: scritto.ora.and_then(|time| time.resolve().ok()) }
}
