//! The commit of a change: one statement, hence one round trip and one transaction.
//!
//! The parts of the statement are common table expressions that write. The guarded ones (counters, wallets, rows that
//! must be at a version) come first and in one order; each runs only when the one before has written all its rows. The
//! last word of the statement breaks it whole when a guard was not met or the ledger does not sum to zero.

mod accessi;
mod batch;
mod counters;
mod deleghe;
mod entities;
mod eredi;
mod group;
mod part;
mod purses;
mod refunds;
mod rows;

use crate::connection::{ATTEMPTS_MAX, PostgresStore, pause};
use crate::errors::{self, DatabaseFailure, Outcome};
use crate::fingerprint::FingerprintKey;
use crate::statement::Statement;
pub(crate) use batch::Batch;
use entities::Entities;
pub(crate) use group::Group;
use libretto_core::change::{ChangeSet, CommitError, Recorded};

impl PostgresStore {
    /// Commits changes that touch nothing in common, all whole or none at all.
    pub(crate) async fn commit_changes(&self, changes: &[&ChangeSet]) -> Result<(), CommitError> {
        let recorded: Vec<&Recorded> = changes.iter().filter_map(|change| change.recorded.as_ref()).collect();
        let statement = match statement(&joined(changes), &recorded, &self.key) {
            Ok(Some(statement)) => statement,
            Ok(None) => return Ok(()),
            Err(_) => {
                return Err(CommitError::Invariant(Box::new(DatabaseFailure::plain("the change cannot be written"))));
            }
        };
        self.commit_statement(&statement).await
    }

    /// Runs a statement that writes whole or not at all, again when the server asks for that.
    pub(crate) async fn commit_statement(&self, statement: &Statement) -> Result<(), CommitError> {
        for attempt in 1..=ATTEMPTS_MAX {
            match self.try_commit(statement).await {
                Ok(()) => return Ok(()),
                Err(Outcome::Failed(error)) => return Err(error),
                Err(Outcome::Retry | Outcome::AskTheConnection(_)) => pause(attempt).await,
            }
        }
        Err(CommitError::Conflict)
    }

    async fn try_commit(&self, statement: &Statement) -> Result<(), Outcome> {
        let unavailable = |failure: DatabaseFailure| Outcome::Failed(CommitError::Unavailable(Box::new(failure)));
        let connection = self.checkout().await.map_err(unavailable)?;
        let Some((result, mut connection)) = self.execute(connection, statement).await else {
            return Err(Outcome::Failed(CommitError::OutcomeUnknown));
        };
        match result.map_err(|error| errors::committing(&error)) {
            Ok(_) => Ok(()),
            Err(Outcome::AskTheConnection(failure)) => {
                // A server that goes away may report it after the commit. Whoever still answers has taken it back.
                let answers = self.answers(&mut connection).await;
                Err(if answers { errors::unavailable(failure) } else { Outcome::Failed(CommitError::OutcomeUnknown) })
            }
            Err(outcome) => Err(outcome),
        }
    }
}

/// Several changes as one, without their replies.
fn joined(changes: &[&ChangeSet]) -> ChangeSet {
    let mut all = ChangeSet::default();
    for change in changes {
        all.events.extend_from_slice(&change.events);
        all.personal.extend_from_slice(&change.personal);
        all.coppie_viste.extend(&change.coppie_viste);
        all.borse_viste.extend(change.borse_viste.clone());
        all.pratiche.extend(change.pratiche.clone());
        all.notices.extend_from_slice(&change.notices);
    }
    all
}

/// The statement of a change and of the replies to it; `None` for a change of nothing.
fn statement(
    change: &ChangeSet,
    recorded: &[&Recorded],
    key: &FingerprintKey,
) -> serde_json::Result<Option<Statement>> {
    let effects = change.effects();
    let entities = Entities::of(&change.events);
    // Counters before everything that could make another change wait, guarded rows before plain inserts.
    let mut parts = vec![rows::flussi(&change.events), rows::valide(&change.deleghe())];
    parts.extend(counters::parts(change, &effects));
    parts.extend(rows::personal(&change.personal, key));
    parts.extend(rows::persone(&entities)?);
    parts.extend(rows::lavoro(&entities));
    parts.extend(rows::soldi(&entities)?);
    parts.extend(rows::rimborsi(&entities.rimborsi)?);
    parts.extend(rows::eredi(&entities.eredi, &change.pratiche)?);
    parts.extend(rows::deleghe(&entities.deleghe)?);
    parts.extend(rows::registro(change, recorded, &effects.transazioni)?);
    Ok(part::statement(parts))
}
