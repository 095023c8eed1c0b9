//! `/deleghe`: what people delegate to patronati and intermediaries.

pub mod conferimento;
pub mod elenco;
pub mod revoca;
pub mod tipi;
