//! Extractors whose refusals are problems that name the field.

mod body;
mod depth;
mod json;
mod messages;
mod query;
mod righe;

pub use body::{BODY_LIMIT_BYTES, LIST_LIMIT_BYTES, read_body};
pub use json::{ApiJson, parse_json};
pub use messages::own_message;
pub use query::ApiQuery;
pub use righe::Righe;

pub(crate) use body::{check_content_type, read_raw_within, read_upload};
pub(crate) use righe::Errori;
