//! The adapter against a real server: each test has a database of its own.

mod commit;
mod contract;
mod failures;
mod heirs;
mod register;
mod schema;
mod support;
