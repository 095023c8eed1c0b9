//! Scenarios: the law told as data, in files that a labour consultant can read, and played against any Libretto.
//!
//! A scenario says what is given, what happens when, and what must follow. [`run`] plays it through [`Play`], which the
//! core alone implements in [`crate::in_core`] and a client of the real binary in [`crate::over_http`]: a scenario holds
//! texts only, no types of the core.

mod deleghe;
mod eredi;
mod history;
mod instant;
mod load;
mod model;
mod play;
mod play_deleghe;
mod play_eredi;
mod refunds;
mod run;

pub use instant::{InstantError, instant};
pub use load::{LoadError, Loaded, load_all};
pub use model::*;
pub use play::{Breakdown, Lavoro, NOBODY, Parte, Play, Risposta};
pub use play_deleghe::{PlayDeleghe, SIGNED_SHA256};
pub use play_eredi::{Caso, LavoroErede, PlayEredi};
pub use run::run;
