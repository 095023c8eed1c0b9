//! What the database reports, without what it holds: the server's messages quote the values of rows, so nothing of them
//! leaves this module but the class of the error and the names of constraint and table.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::pooled_connection::deadpool::PoolError;
use libretto_core::change::CommitError;
use libretto_core::ports::StoreError;
use std::fmt;
use thiserror::Error;

/// What can be told of a failure of the database.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub struct DatabaseFailure {
    what: &'static str,
    constraint: Option<String>,
    table: Option<String>,
}

impl fmt::Display for DatabaseFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.what)?;
        if let Some(table) = &self.table {
            write!(formatter, ", table {table}")?;
        }
        if let Some(constraint) = &self.constraint {
            write!(formatter, ", constraint {constraint}")?;
        }
        Ok(())
    }
}

impl DatabaseFailure {
    /// A failure that is told by its class alone.
    pub(crate) const fn plain(what: &'static str) -> Self {
        Self { what, constraint: None, table: None }
    }

    pub(crate) fn of(error: &DieselError) -> Self {
        let DieselError::DatabaseError(kind, information) = error else {
            return Self::plain(class(error));
        };
        Self {
            what: kind_name(*kind),
            constraint: information.constraint_name().map(str::to_owned),
            table: information.table_name().map(str::to_owned),
        }
    }
}

const fn class(error: &DieselError) -> &'static str {
    match error {
        DieselError::SerializationError(_) | DieselError::QueryBuilderError(_) => "the statement could not be written",
        DieselError::DeserializationError(_) => "the answer could not be read",
        DieselError::NotFound => "no row",
        _ => "the connection is in no state to be used",
    }
}

const fn kind_name(kind: DatabaseErrorKind) -> &'static str {
    match kind {
        DatabaseErrorKind::UniqueViolation => "unique violation",
        DatabaseErrorKind::ForeignKeyViolation => "foreign key violation",
        DatabaseErrorKind::NotNullViolation => "not-null violation",
        DatabaseErrorKind::CheckViolation => "check violation",
        DatabaseErrorKind::SerializationFailure => "serialization failure",
        DatabaseErrorKind::ReadOnlyTransaction => "the server only reads",
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => "the connection was lost",
        _ => "the server refused the statement",
    }
}

/// Whether the connection went away.
const fn is_lost(error: &DieselError) -> bool {
    use DatabaseErrorKind::{ClosedConnection, UnableToSendCommand};
    matches!(error, DieselError::DatabaseError(ClosedConnection | UnableToSendCommand, _))
}

/// Whether the server refused for a reason that diesel does not tell: perhaps that it is going away.
pub(crate) const fn is_unclear(error: &DieselError) -> bool {
    matches!(error, DieselError::DatabaseError(DatabaseErrorKind::Unknown, _))
}

/// The connection went away.
pub(crate) fn lost() -> DieselError {
    let information = Box::new("the connection was lost".to_owned());
    DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, information)
}

/// Whether the same question may be answered when it is asked again.
pub(crate) fn may_pass(error: &DieselError) -> bool {
    is_lost(error) || matches!(error, DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _))
}

/// A failure while reading.
pub(crate) fn reading(error: &DieselError) -> StoreError {
    let failure = DatabaseFailure::of(error);
    tracing::warn!(%failure, "the database could not be read");
    StoreError::Unavailable(Box::new(failure))
}

/// A document that is not what the core expects. The parser's own message quotes the document, so only its place is told.
pub(crate) fn unreadable(error: &serde_json::Error) -> StoreError {
    tracing::error!(line = error.line(), column = error.column(), "a stored document cannot be read");
    StoreError::Corrupt(Box::new(DatabaseFailure::plain("a stored document cannot be read")))
}

/// No connection could be had.
pub(crate) fn checkout(error: &PoolError) -> DatabaseFailure {
    let what = match error {
        PoolError::Timeout(_) => "no connection became free in time",
        PoolError::Closed => "the pool of connections is closed",
        _ => "no connection could be opened",
    };
    DatabaseFailure::plain(what)
}

/// What the failure of a commit means.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Nothing was written, and the same statement may succeed now.
    Retry,
    /// Nothing was written if the connection still answers; otherwise nobody knows.
    AskTheConnection(DatabaseFailure),
    /// Certain.
    Failed(CommitError),
}

/// The guard that finds less than the change expected.
const GUARD: &str = "guardia_conflitto";

/// Classifies the failure of a commit.
pub(crate) fn committing(error: &DieselError) -> Outcome {
    let failure = DatabaseFailure::of(error);
    match error {
        DieselError::DatabaseError(kind, information) => match kind {
            DatabaseErrorKind::CheckViolation if failure.constraint.as_deref() == Some(GUARD) => {
                Outcome::Failed(CommitError::Conflict)
            }
            // Whatever there may be only one of, somebody else was first, or this very change was.
            DatabaseErrorKind::UniqueViolation => {
                tracing::debug!(%failure, "somebody else was first");
                Outcome::Failed(CommitError::Conflict)
            }
            DatabaseErrorKind::SerializationFailure => Outcome::Retry,
            DatabaseErrorKind::ReadOnlyTransaction => unavailable(failure),
            DatabaseErrorKind::CheckViolation
            | DatabaseErrorKind::NotNullViolation
            | DatabaseErrorKind::ForeignKeyViolation
            | DatabaseErrorKind::ExclusionViolation => invariant(failure),
            _ if is_lost(error) => Outcome::Failed(CommitError::OutcomeUnknown),
            // diesel does not tell the SQLSTATE; the word is the same in the languages of the server that matter, and
            // where it is not the caller is asked to come back.
            _ if information.message().contains("deadlock") => Outcome::Retry,
            _ => Outcome::AskTheConnection(failure),
        },
        DieselError::SerializationError(_) | DieselError::QueryBuilderError(_) => invariant(failure),
        _ => Outcome::AskTheConnection(failure),
    }
}

/// The store cannot be used now.
pub(crate) fn unavailable(failure: DatabaseFailure) -> Outcome {
    tracing::warn!(%failure, "a change could not be committed");
    Outcome::Failed(CommitError::Unavailable(Box::new(failure)))
}

/// A rule of the database fired that the core had let through: a defect, and an alarm.
pub(crate) fn invariant(failure: DatabaseFailure) -> Outcome {
    tracing::error!(%failure, "the database refused what the rules had admitted");
    Outcome::Failed(CommitError::Invariant(Box::new(failure)))
}
