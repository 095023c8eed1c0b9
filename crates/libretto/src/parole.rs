//! What went wrong, in the words of who runs the program. The libraries speak to developers; here are the texts for people, and
//! what has none is told as a technical detail.

use crate::commands::CommandError;
use libretto_core::catalogue::Codice;
use libretto_core::change::CommitError;
use libretto_core::ports::{PayoutError, StoreError};
use libretto_core::use_cases::UseCaseError;
use libretto_embedded::OpenError;
use libretto_postgres::ConnectError;
use std::error::Error;

/// A store that does not answer, while it is read or written.
const NO_ANSWER: &str = "l'archivio non risponde";

/// Why a command failed, first the failure and then its causes.
pub(crate) fn said(error: &CommandError) -> Vec<String> {
    let first = match error {
        CommandError::UseCase(inner) => use_case(inner),
        other => other.to_string(),
    };
    let mut said = vec![first];
    let mut cause = error.source();
    while let Some(inner) = cause {
        said.push(known(inner).unwrap_or_else(|| format!("dettaglio tecnico: {inner}")));
        cause = inner.source();
    }
    said
}

fn use_case(error: &UseCaseError) -> String {
    match error {
        UseCaseError::Rejected(rejected) => {
            rejected.codes().into_iter().map(Codice::message).collect::<Vec<_>>().join(" ")
        }
        UseCaseError::NotFound => "ciò che il comando cerca non c'è".to_owned(),
        UseCaseError::Forbidden => "il comando non è permesso".to_owned(),
        UseCaseError::Contended => "troppi altri cambiano le stesse cose: ripeti il comando".to_owned(),
        UseCaseError::NotInForce(period) => {
            format!("il {} la disciplina del Libretto Famiglia non è in vigore", period.day.format("%d/%m/%Y"))
        }
        UseCaseError::Store(inner) => store(inner),
        UseCaseError::Commit(inner) => commit(inner),
        UseCaseError::Payout(PayoutError::Io(_)) => "i file dei pagamenti non si possono scrivere".to_owned(),
        UseCaseError::Notice(_) => "un avviso non si può consegnare".to_owned(),
        other => format!("il comando non è riuscito ({other})"),
    }
}

fn store(error: &StoreError) -> String {
    match error {
        StoreError::Unavailable(_) => NO_ANSWER.to_owned(),
        StoreError::Corrupt(_) => "l'archivio contiene qualcosa che non si può leggere".to_owned(),
    }
}

fn commit(error: &CommitError) -> String {
    match error {
        CommitError::Conflict => "altri hanno cambiato le stesse cose: ripeti il comando",
        CommitError::OutcomeUnknown => "non si sa se la scrittura è riuscita: ripeti il comando",
        CommitError::Unavailable(_) => NO_ANSWER,
        CommitError::Invariant(_) => "l'archivio ha rifiutato una scrittura che le regole ammettevano: è un difetto",
    }
    .to_owned()
}

/// A cause that has words of its own.
fn known(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(inner) = error.downcast_ref() {
        return Some(store(inner));
    }
    if let Some(inner) = error.downcast_ref() {
        return Some(commit(inner));
    }
    if let Some(inner) = error.downcast_ref() {
        return Some(opening(inner));
    }
    error.downcast_ref().map(|inner| {
        match inner {
            ConnectError::Unreachable(_) => "il database non si raggiunge",
            ConnectError::Migration(_) => "lo schema non si può aggiornare",
        }
        .to_owned()
    })
}

/// Why the embedded store was not opened. In every case it was left as it was.
fn opening(error: &OpenError) -> String {
    match error {
        OpenError::Missing { path } => {
            format!("{} non c'è: controlla il percorso, o avvia una volta il servizio per crearlo", path.display())
        }
        OpenError::InUse { path } => {
            format!("{} è in uso da un altro processo: fermalo prima, o fai lo stesso attraverso l'API", path.display())
        }
        OpenError::Foreign { path, .. } => {
            format!("{} non è un archivio di Libretto e non è stato toccato: scegli un altro percorso", path.display())
        }
        OpenError::Format { path, found, known } => format!(
            "{} ha il formato {found}, questo programma legge il formato {known}: usa il programma che lo ha scritto",
            path.display()
        ),
        OpenError::Damaged { path, what } => format!(
            "{} è danneggiato e non è stato toccato: ripristinalo, con il suo file -wal, da una copia (dettaglio tecnico: {what})",
            path.display()
        ),
        OpenError::Io { path, .. } => format!(
            "{} non si può aprire: controlla che la cartella ci sia e che questo utente vi possa scrivere",
            path.display()
        ),
        OpenError::Sqlite { path, .. } => {
            format!("{} non si può aprire: controlla il disco e i permessi della cartella", path.display())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::path::PathBuf;

    #[test]
    fn the_failures_of_a_store_are_told_in_italian() {
        let in_use = CommandError::Embedded(OpenError::InUse { path: PathBuf::from("libretto.db") });
        let said_of = said(&in_use);
        assert_eq!(said_of[0], "l'archivio non si può aprire");
        assert!(said_of[1].starts_with("libretto.db è in uso da un altro processo"), "{said_of:?}");

        let cause = io::Error::other("connection refused");
        let away = CommandError::UseCase(UseCaseError::Store(StoreError::Unavailable(cause.into())));
        assert_eq!(said(&away), [NO_ANSWER, "dettaglio tecnico: connection refused"]);

        let cause = ConnectError::Unreachable(io::Error::other("connection refused").into());
        let unreachable = said(&CommandError::Postgres(Box::new(cause)));
        assert_eq!(unreachable[1..], ["il database non si raggiunge", "dettaglio tecnico: connection refused"]);
    }

    #[test]
    fn a_refusal_by_the_law_is_told_by_its_messages() {
        let day = libretto_core::parameters::START;
        let measure = libretto_core::explanation::Measure::NONE;
        let rejected = libretto_core::violation::Rejected::because(Codice::UtilizzatoreDeceduto, day, measure);
        let told = said(&CommandError::UseCase(UseCaseError::Rejected(rejected)));
        assert_eq!(told[0], Codice::UtilizzatoreDeceduto.message());
    }
}
