//! A declaration written anew, as long as it is a draft or the branch waits for documents.

use super::apertura::{self, DecessoScritto};
use super::stato::{self, AttoDichiarazione};
use super::{Contenuto, DichiarazioneErede};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation};
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides whether a declaration is written anew.
///
/// # Errors
/// [`Rejected`] when the declaration is with the branch or decided, or something written cannot be.
pub fn decide(
    dichiarazione: &DichiarazioneErede,
    defunto: &Utilizzatore,
    written: (&Contenuto, &DecessoScritto),
    now: DateTime<Utc>,
) -> Result<Explanation, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Compilazione);
    apertura::check(&mut evaluation, defunto, dichiarazione.persona, written, now);
    Ok(evaluation.finish()?)
}
