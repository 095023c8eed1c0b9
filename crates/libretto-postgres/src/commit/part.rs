//! The parts of the one statement that commits a change, and how they hang together: every guarded part runs only after
//! the guarded part before it has found all its rows, which fixes the order of the locks and lets nothing half through.

use super::batch::Batch;
use crate::statement::Statement;

/// What a part does with its rows, named `d`, in its table, named `t`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    /// Inserts them. A key that exists already breaks the statement.
    Insert,
    /// Inserts them, or does with an existing row what `on_conflict` says, which ends in a guard; a row that does not
    /// meet `admitted` by itself is not even tried.
    Upsert {
        /// Condition on a row by itself.
        admitted: &'static str,
        /// From `ON CONFLICT` on.
        on_conflict: &'static str,
    },
    /// Writes nothing, but demands that each row meets a condition.
    Require {
        /// The condition.
        condition: &'static str,
    },
    /// Updates existing rows: `SET`, then the condition that finds and guards the row.
    Update {
        /// Assignments.
        set: &'static str,
        /// Key and guard.
        condition: &'static str,
    },
}

/// One part of the statement: a common table expression that writes to one table.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Name of the expression.
    pub(super) name: &'static str,
    /// The table it writes to.
    pub(super) table: &'static str,
    /// The columns by which rows are put in order, and therefore locked.
    pub(super) keys: &'static str,
    /// What it does.
    pub(super) action: Action,
    /// Whether every row must be written for the change to hold; otherwise as many as there are.
    pub(super) guarded: bool,
    /// The rows.
    pub(super) batch: Batch,
}

/// Name of the part whose entries must sum to zero.
pub(super) const SCRITTURE: &str = "scritture_nuove";

/// Writes the statement of some parts; `None` when none of them has a row.
pub(super) fn statement(parts: Vec<Part>) -> Option<Statement> {
    let mut statement = Statement::default();
    let mut last_guard = None;
    let mut ledger = false;
    let mut first = true;
    for part in parts.into_iter().filter(|part| part.batch.len() > 0) {
        statement.push(if first { "WITH " } else { ", " });
        first = false;
        ledger |= part.name == SCRITTURE;
        let guarded = part.guarded.then_some((part.name, part.batch.len()));
        write_part(&mut statement, part, last_guard);
        if let Some((name, len)) = guarded {
            write_guard(&mut statement, name, len);
            last_guard = Some(name);
        }
    }
    if first {
        return None;
    }
    write_verdict(&mut statement, last_guard, ledger);
    Some(statement)
}

fn write_part(statement: &mut Statement, part: Part, gate: Option<&'static str>) {
    statement.push(part.name).push(" AS (");
    match part.action {
        Action::Insert => {
            write_insert(statement, &part);
            part.batch.write_source(statement, part.keys);
            write_gate(statement, " WHERE ", gate);
        }
        Action::Upsert { admitted, on_conflict } => {
            write_insert(statement, &part);
            part.batch.write_source(statement, part.keys);
            statement.push(" WHERE ").push(admitted);
            write_gate(statement, " AND ", gate);
            statement.push(" ").push(on_conflict);
        }
        Action::Require { condition } => {
            statement.push("SELECT 1 FROM ");
            part.batch.write_source(statement, part.keys);
            statement.push(" WHERE ").push(condition);
            write_gate(statement, " AND ", gate);
        }
        Action::Update { set, condition } => {
            statement.push("UPDATE ").push(part.table).push(" AS t SET ").push(set).push(" FROM ");
            part.batch.write_source(statement, part.keys);
            statement.push(" WHERE ").push(condition);
            write_gate(statement, " AND ", gate);
        }
    }
    if part.name == SCRITTURE {
        statement.push(" RETURNING evento, importo");
    } else if part.guarded && !matches!(part.action, Action::Require { .. }) {
        statement.push(" RETURNING 1");
    }
    statement.push(")");
}

fn write_insert(statement: &mut Statement, part: &Part) {
    statement.push("INSERT INTO ").push(part.table).push(" AS t (");
    part.batch.write_names(statement);
    statement.push(") SELECT ");
    part.batch.write_names(statement);
    statement.push(" FROM ");
}

fn write_gate(statement: &mut Statement, word: &'static str, gate: Option<&'static str>) {
    if let Some(name) = gate {
        statement.push(word).push("(SELECT ok FROM ").push(name).push("_ok)");
    }
}

/// Whether a part wrote all its rows. What hangs on it cannot start before the part has ended.
fn write_guard(statement: &mut Statement, name: &'static str, len: usize) {
    let expected = i64::try_from(len).unwrap_or(i64::MAX);
    statement.push(", ").push(name).push("_ok AS (SELECT count(*) = ").push_bind(expected);
    statement.push(" AS ok FROM ").push(name).push(")");
}

/// The main statement: puts into `guardie` what went wrong, where no row can stay, or nothing at all.
fn write_verdict(statement: &mut Statement, last_guard: Option<&'static str>, ledger: bool) {
    statement.push(" INSERT INTO guardie (conflitto, squilibrio) SELECT g.conflitto, g.squilibrio FROM (SELECT ");
    match last_guard {
        Some(name) => statement.push("NOT (SELECT ok FROM ").push(name).push("_ok)"),
        None => statement.push("FALSE"),
    };
    statement.push(" AS conflitto, ");
    statement.push(if ledger {
        "EXISTS (SELECT 1 FROM scritture_nuove GROUP BY evento HAVING sum(importo) <> 0)"
    } else {
        "FALSE"
    });
    statement.push(" AS squilibrio) AS g WHERE g.conflitto OR g.squilibrio");
}
