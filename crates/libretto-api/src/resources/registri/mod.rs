//! What other registries know of the parties, brought by the back office.

pub mod compensi_esterni;
pub mod comunicazioni_obbligatorie;
