//! What a worker earned in a year outside the Libretto Famiglia under art. 54-bis, that is by *contratto di prestazione
//! occasionale*. It counts in LIM-A (LIM-06). A total is a fact that somebody else established: it is recorded whatever it
//! is, and one that leaves no room takes nothing back.

use crate::catalogue::{Campo, Codice};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::PrestatoreId;
use crate::money::Euro;
use crate::violation::Rejected;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The external net pay of a worker's year, as it was known at an instant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CompensiEsterni {
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The civil year of the work.
    pub anno: i32,
    /// Net pay of the whole year so far, not an increment.
    pub importo: Euro,
    /// Instant of the knowledge: an older total never takes the place of a newer one.
    pub noto_il: DateTime<Utc>,
}

/// The last known total, with the number of totals that were recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EsterniNoti {
    /// The total.
    pub compensi: CompensiEsterni,
    /// How many totals were recorded, this one included.
    pub versione: u32,
}

/// What becomes of a total.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EsitoEsterni {
    /// It holds from now on.
    Registrato,
    /// It was known already: nothing changed.
    Ripetuto,
    /// A newer one is known: nothing changed.
    Superato,
}

/// Decides about a total: what becomes of it beside what is known.
///
/// # Errors
/// [`Rejected`] for a negative amount and for knowledge of the future.
pub fn decide(
    compensi: &CompensiEsterni,
    known: Option<&CompensiEsterni>,
    now: DateTime<Utc>,
) -> Result<(EsitoEsterni, Explanation), Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let (code, amount) = (Codice::CompensiEsterniNonValidi, Quantity::Euro(compensi.importo));
    evaluation.require_at(code, Some(Campo::Importo), !compensi.importo.is_negative(), Measure::asked(amount));
    let measure = Measure::against(Quantity::Istante(now), Quantity::Istante(compensi.noto_il));
    evaluation.require_at(code, Some(Campo::NotoIl), compensi.noto_il <= now, measure);
    let why = evaluation.finish()?;
    let esito = match known {
        Some(known) if known == compensi => EsitoEsterni::Ripetuto,
        Some(known) if known.noto_il > compensi.noto_il => EsitoEsterni::Superato,
        _ => EsitoEsterni::Registrato,
    };
    Ok((esito, why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use uuid::Uuid;

    fn at(hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 2, hour, 0, 0).unwrap()
    }

    fn total(cents: i64, hour: u32) -> CompensiEsterni {
        let importo = Euro::from_cents(cents);
        CompensiEsterni { prestatore: PrestatoreId(Uuid::nil()), anno: 2026, importo, noto_il: at(hour) }
    }

    fn esito(one: &CompensiEsterni, known: Option<&CompensiEsterni>) -> Option<EsitoEsterni> {
        decide(one, known, at(12)).ok().map(|(esito, _)| esito)
    }

    #[test]
    fn the_newest_knowledge_holds_whatever_comes_last() {
        let known = total(20_000, 10);
        assert_eq!(esito(&known, None), Some(EsitoEsterni::Registrato));
        assert_eq!(esito(&known, Some(&known)), Some(EsitoEsterni::Ripetuto));
        assert_eq!(esito(&total(10_000, 9), Some(&known)), Some(EsitoEsterni::Superato));
        assert_eq!(esito(&total(10_000, 11), Some(&known)), Some(EsitoEsterni::Registrato));
        assert_eq!(esito(&total(30_000, 10), Some(&known)), Some(EsitoEsterni::Registrato), "corrected at once");
    }

    #[test]
    fn a_total_is_no_debt_and_no_forecast() {
        assert_eq!(esito(&total(-1, 10), None), None);
        assert_eq!(esito(&total(0, 12), None), Some(EsitoEsterni::Registrato));
        assert_eq!(esito(&total(0, 13), None), None);
        assert_eq!(esito(&total(900_000, 10), None), Some(EsitoEsterni::Registrato), "above the limit, and a fact");
    }
}
