//! The operations of the domain, end to end: the complete application over a store in memory, with tokens, keys and versions as a
//! program of the outside sends them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod bonus;
mod deaths;
mod delegations;
mod diritto;
mod document;
mod form;
mod heirs;
mod heirs_access;
mod heirs_documents;
mod heirs_pages;
mod office;
mod permissions;
mod privacy;
mod receipt;
mod refunds;
mod registries;
mod repetition;
mod road;
mod support;
mod versions;
