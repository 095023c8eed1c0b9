//! The adapter against a real server: each test has a database of its own.

mod catena;
mod columns;
mod commit;
mod contract;
mod deleghe;
mod failures;
mod heirs;
mod register;
mod schema;
mod support;
