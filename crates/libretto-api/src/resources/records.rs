//! Lists of records, of a household or of a worker.

use super::AppState;
use super::error::problem;
use super::page::{limit, next, position};
use super::types::present;
use super::types::prestazione::{PrestazioneInBreve, StatoPrestazioneJson};
use super::types::spiegazione::Viewer;
use super::types::tempo::Giorno;
use crate::ApiResult;
use crate::auth::Caller;
use crate::cursor::{Cursor, PageLimit};
use crate::problem::{Problem, ProblemType};
use libretto_core::civil_time::rome_date;
use libretto_core::month::Month;
use libretto_core::ports::queries::FiltroPrestazioni;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which records. The other party's identifier has its own name in each list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FiltroUtilizzatore {
    /// Solo le prestazioni in questo stato.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    stato: Option<StatoPrestazioneJson>,
    /// Solo le prestazioni di questo prestatore.
    #[serde(default, deserialize_with = "present")]
    prestatore_id: Option<Uuid>,
    /// Dal giorno di lavoro, compreso.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    dal: Option<Giorno>,
    /// Al giorno di lavoro, compreso.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    al: Option<Giorno>,
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    cursor: Option<Cursor>,
    /// Quanti elementi al massimo. Una pagina può averne meno anche quando non è l'ultima.
    #[serde(default)]
    limit: PageLimit,
}

/// Which records of a worker.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FiltroPrestatore {
    /// Solo le prestazioni in questo stato.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    stato: Option<StatoPrestazioneJson>,
    /// Solo le prestazioni per questo utilizzatore.
    #[serde(default, deserialize_with = "present")]
    utilizzatore_id: Option<Uuid>,
    /// Dal giorno di lavoro, compreso.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    dal: Option<Giorno>,
    /// Al giorno di lavoro, compreso.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    al: Option<Giorno>,
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    cursor: Option<Cursor>,
    /// Quanti elementi al massimo. Una pagina può averne meno anche quando non è l'ultima.
    #[serde(default)]
    limit: PageLimit,
}

/// What a list asks, whoever it is of.
pub(crate) struct Search {
    pub(crate) stato: Option<StatoPrestazioneJson>,
    /// The other party, when only theirs are wanted.
    pub(crate) other: Option<Uuid>,
    dal: Option<Giorno>,
    al: Option<Giorno>,
    cursor: Option<Cursor>,
    limit: PageLimit,
}

impl From<FiltroUtilizzatore> for Search {
    fn from(filter: FiltroUtilizzatore) -> Self {
        let FiltroUtilizzatore { stato, prestatore_id: other, dal, al, cursor, limit } = filter;
        Self { stato, other, dal, al, cursor, limit }
    }
}

impl From<FiltroPrestatore> for Search {
    fn from(filter: FiltroPrestatore) -> Self {
        let FiltroPrestatore { stato, utilizzatore_id: other, dal, al, cursor, limit } = filter;
        Self { stato, other, dal, al, cursor, limit }
    }
}

/// Una pagina di prestazioni, dalla più recente.
#[derive(Serialize, ToSchema)]
pub(crate) struct ElencoPrestazioni {
    /// Le prestazioni.
    #[schema(max_items = 100)]
    pub(crate) prestazioni: Vec<PrestazioneInBreve>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cursore_successivo: Option<Cursor>,
}

/// A page of the records that `parties` and the search name.
pub(crate) async fn list(
    state: &AppState,
    caller: &Caller,
    parties: FiltroPrestazioni,
    search: Search,
) -> ApiResult<ElencoPrestazioni> {
    if search.dal.zip(search.al).is_some_and(|(dal, al)| al < dal) {
        return Err(Problem::new(ProblemType::RichiestaNonValida).field("/al", "precede `dal`"));
    }
    let now = state.libretto.clock.now();
    let mut dal = search.dal.map(|dal| dal.0);
    if search.stato == Some(StatoPrestazioneJson::Accettata) {
        // Work of before the last month cannot be changed any more: nothing older needs to be looked at.
        dal = dal.max(Some(Month::of(rome_date(now)).previous().first_day()));
    }
    let stato = search.stato.map(StatoPrestazioneJson::stored);
    let filter = FiltroPrestazioni { stato, dal, al: search.al.map(|al| al.0), ..parties };
    let after = position(search.cursor.as_ref())?;
    let found = state.libretto.elenca_prestazioni(&caller.to_core()?, &filter, after, limit(search.limit)).await;
    let page = found.map_err(|error| problem(error, Viewer::Utilizzatore))?;
    // Accepted and irrevocable are one stored state: which of the two follows from the instant.
    let shown = page.items.iter().map(|record| PrestazioneInBreve::new(record, now));
    let wanted = shown.filter(|record| search.stato.is_none_or(|wanted| wanted == record.stato));
    Ok(ElencoPrestazioni { prestazioni: wanted.collect(), cursore_successivo: next(page.next)? })
}
