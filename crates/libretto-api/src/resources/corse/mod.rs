//! `/corse-pagamento`: the pay runs, for the back office.

pub mod avvio;
pub mod elenco;
pub mod pagamenti;
