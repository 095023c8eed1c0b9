//! The hexagon of Libretto: the rules of the *Libretto Famiglia*, the use cases and the ports.
//!
//! Nothing here reads a clock, draws a random number or does any input or output. A decision is a pure function of the
//! state, the command, the law in force on the day of the work and one instant; state changes only through `evolve`.
//! Adapters implement the traits of [`ports`]; callers speak to [`use_cases`].

pub mod banking_days;
pub mod bonus;
pub mod catalogue;
pub mod change;
pub mod citation;
pub mod civil_time;
pub mod codice_fiscale;
mod compact;
pub mod compensi_esterni;
pub mod comunicazione_obbligatoria;
pub mod conseguenze;
pub mod context;
pub mod deadlines;
pub mod delega;
pub mod eredi;
pub mod event;
pub mod explanation;
pub mod iban;
pub mod ids;
pub mod ledger;
pub mod limits;
pub mod memory;
pub mod minutes;
pub mod money;
pub mod month;
pub mod pagamento;
pub mod parameters;
pub mod permessi;
pub mod persona;
pub mod politiche;
pub mod portafoglio;
pub mod ports;
pub mod prestatore;
pub mod prestazione;
pub mod rapporto;
pub mod regime;
pub mod rimborso;
pub mod riposi;
pub mod simulazione;
pub mod titolo;
pub mod touched;
pub mod use_cases;
pub mod utilizzatore;
pub mod violation;
pub mod weighting;

#[cfg(feature = "contract")]
pub mod contract;

/// Version of the engine, stored with each decision so that it can be followed years later.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");
