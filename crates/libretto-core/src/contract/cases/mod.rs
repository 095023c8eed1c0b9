//! The cases, one sentence each, by subject.

pub mod changes;
pub mod consistency;
pub mod deaths;
pub mod decisions;
pub mod delegations;
pub mod events;
pub mod heirs;
pub mod heirs_races;
pub mod idempotency;
pub mod limits;
pub mod looks;
pub mod outbox;
pub mod pages;
pub mod pay_run;
pub mod purses;
pub mod receipts;
pub mod refunds;
pub mod registration;
pub mod registries;
mod trace;
pub mod views;
