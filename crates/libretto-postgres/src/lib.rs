//! libretto-postgres.
