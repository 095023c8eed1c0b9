//! Channels on the wire.

use super::mirrored;
use libretto_core::context as core;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mirrored! {
    /// Canale di un atto.
    CanaleJson = Channel as Canale {
        /// Il portale.
        Portale,
        /// L'app.
        App,
        /// Il contact center.
        ContactCenter,
        /// Una sede INPS.
        Sede,
        /// La piattaforma di interoperabilità: un patronato o un intermediario.
        Interoperabilita,
        /// Nessuna persona: un sistema.
        Sistema,
    }
}
