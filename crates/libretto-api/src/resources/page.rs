//! Pages of lists between the wire and the core.

use crate::ApiResult;
use crate::cursor::{Cursor, PageLimit};
use libretto_core::ports::queries::Position;

/// Where the page begins.
pub(crate) fn position(cursor: Option<&Cursor>) -> ApiResult<Option<Position>> {
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
