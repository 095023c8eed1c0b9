//! `/prestatori`: the worker, how they are paid, what they certify of themselves.

pub mod autocertificazioni;
pub mod limiti;
pub mod modalita_pagamento;
pub mod prestazioni;
pub mod profile;
pub mod registrazione;
pub mod ricerche;
