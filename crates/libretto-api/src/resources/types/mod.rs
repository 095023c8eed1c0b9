//! The wire types that several operations share. The core's types are never the wire format: what may be read by programs
//! that others wrote must not change because a rule was written better.

pub mod borsa;
pub mod canale;
pub mod importo;
pub(crate) mod lavoro;
pub mod limiti;
pub(crate) mod mirrored;
pub mod parametro;
pub mod persone;
pub mod prestazione;
pub mod presupposti;
pub mod ricevuta;
pub mod spiegazione;
pub mod tempo;
pub mod testo;

pub(crate) use mirrored::mirrored;

use crate::problem::extract::own_message;
use serde::de::{Deserialize, Deserializer, Error};

/// Reads a text into a type of ours; what cannot be read is refused with an Italian message that does not repeat it.
pub(crate) fn read<'de, D, T>(
    deserializer: D,
    message: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(own_message(message)))
}

/// An optional member that is present. An absent one takes its default, and `null` is no value: it is refused.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
