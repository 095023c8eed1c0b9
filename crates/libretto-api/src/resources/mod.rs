//! The operations of the domain. One file is one operation or a closely related pair; [`configure`] is the one list that feeds the
//! server and the document.
//!
//! A handler reads the request into a command of the core, waits for the turn of the household where it changes one, and renders
//! what the core decided. It decides nothing itself: what is refused is refused by the core, and [`error`] says how it is told.

mod checks;
mod error;
mod identity;
mod page;
mod records;
mod reply;
mod routes;
mod turns;

pub mod accessi;
pub mod corse;
pub mod deleghe;
pub mod dichiarazioni;
pub mod eredi;
pub mod parametri;
pub mod permessi;
pub mod prestatori;
pub mod prestazioni;
pub mod profilo;
pub mod registri;
pub mod ricevute;
pub mod rimborsi;
pub mod sandbox;
pub mod simulazioni;
pub mod types;
pub mod utilizzatori;
pub mod valutazioni_rapporto;

pub use routes::{Routes, configure, configure_root, openapi_document, openapi_text};
pub use sandbox::{ClockGoesBack, Reading, Sandbox};
pub use turns::{Turn, Turns};

use actix_web::web;
use chrono::Datelike;
use libretto_core::civil_time::rome_date;
use libretto_core::use_cases::Libretto;
use std::sync::Arc;

/// What the handlers share.
pub struct AppState {
    /// The use cases.
    pub libretto: Libretto,
    /// The queues of the households.
    pub turns: Turns,
    /// The clock that can be moved; `None` in production.
    pub sandbox: Option<Arc<dyn Sandbox>>,
}

/// The state as a handler takes it.
type State = web::Data<AppState>;

impl AppState {
    /// The state of a service; with `sandbox`, of one whose clock can be moved.
    pub fn new(libretto: Libretto, sandbox: Option<Arc<dyn Sandbox>>) -> Self {
        Self { libretto, turns: Turns::new(), sandbox }
    }

    /// The operations over this state, for the server.
    pub fn routes(self) -> Routes {
        Routes::new(self)
    }

    /// The civil year in Italy now.
    fn this_year(&self) -> i32 {
        rome_date(self.libretto.clock.now()).year()
    }
}
