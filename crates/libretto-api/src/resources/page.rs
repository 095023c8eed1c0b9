//! Pages of lists between the wire and the core.

use crate::ApiResult;
use crate::cursor::{Cursor, PageLimit};
use libretto_core::ports::queries::Position;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Which page of a list that has no filter.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Pagina {
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    pub(crate) cursor: Option<Cursor>,
    /// Quanti elementi al massimo.
    #[serde(default)]
    pub(crate) limit: PageLimit,
}

/// Where the page begins.
pub(crate) fn position<P: DeserializeOwned>(cursor: Option<&Cursor>) -> ApiResult<Option<P>> {
    cursor.map(Cursor::decode).transpose()
}

/// Where the next page begins.
pub(crate) fn next(position: Option<Position>) -> ApiResult<Option<Cursor>> {
    position.as_ref().map(Cursor::encode).transpose()
}

/// How many items the page has at most.
pub(crate) fn limit(limit: PageLimit) -> u32 {
    u32::try_from(limit.get()).unwrap_or_else(|_| u32::from(PageLimit::MAX))
}

/// How many items to ask for so that [`cut`] can tell whether there is another page: one more than wanted.
pub(crate) fn one_more(wanted: PageLimit) -> u32 {
    limit(wanted).saturating_add(1)
}

/// A page of what was found when [`one_more`] was asked for, and where the next begins: after the last item that is shown.
pub(crate) fn cut<T, P: Serialize>(
    mut found: Vec<T>,
    wanted: PageLimit,
    place: impl Fn(&T) -> P,
) -> ApiResult<(Vec<T>, Option<Cursor>)> {
    let more = found.len() > wanted.get();
    found.truncate(wanted.get());
    let last = found.last().filter(|_| more).map(place);
    Ok((found, last.as_ref().map(Cursor::encode).transpose()?))
}
