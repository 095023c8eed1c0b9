//! SQL that also runs on a distributed engine and behind a transaction pool: what either of them lacks, and what takes a
//! decision away from the core, is not written at all.

use std::path::Path;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

use crate::tidy::Finding;

const LOGIC: &str = "the rules live in the core, not in the database";
const SESSION: &str = "does not survive a pool in transaction mode or a second node";
const NUMBERS: &str = "ids are made in Rust";
const CLOCK: &str = "the instant is a parameter: one is read for each command";

/// Sequences of lower-case words that must not occur, and why. `(` stands for itself, `;` also for the beginning of the
/// text, `$$` for a dollar-quoted body.
const BANNED: &[(&[&str], &str)] = &[
    (&["trigger"], LOGIC),
    (&["function"], LOGIC),
    (&["procedure"], LOGIC),
    (&["plpgsql"], LOGIC),
    (&["$$"], LOGIC),
    (&["lock", "table"], SESSION),
    (&[";", "lock"], SESSION),
    (&["listen"], SESSION),
    (&["notify"], SESSION),
    (&["pg_notify"], SESSION),
    (&["temp"], SESSION),
    (&["temporary"], SESSION),
    (&["deferrable"], SESSION),
    (&["deferred"], SESSION),
    (&["serial"], NUMBERS),
    (&["bigserial"], NUMBERS),
    (&["smallserial"], NUMBERS),
    (&["identity"], NUMBERS),
    (&["sequence"], NUMBERS),
    (&["nextval"], NUMBERS),
    (&["now", "("], CLOCK),
    (&["clock_timestamp"], CLOCK),
    (&["statement_timestamp"], CLOCK),
    (&["transaction_timestamp"], CLOCK),
    (&["current_timestamp"], CLOCK),
    (&["current_date"], CLOCK),
    (&["current_time"], CLOCK),
    (&["localtimestamp"], CLOCK),
    (&["localtime"], CLOCK),
];

/// Advisory locks are a family of functions; they belong to a session as well.
const ADVISORY_PREFIXES: [&str; 2] = ["pg_advisory", "pg_try_advisory"];

/// Checks a file of SQL; one that cannot even be cut into words is a finding.
pub(super) fn check(path: &Path, text: &str) -> Vec<Finding> {
    match words(text) {
        Ok(words) => check_words(path, 0, &words),
        Err(error) => vec![Finding::new(path, 1, format!("not SQL: {error}"))],
    }
}

/// Checks one statement that stands after `lines_before` lines of another file; what is not SQL is passed over.
pub(super) fn check_statement(path: &Path, lines_before: usize, text: &str) -> Vec<Finding> {
    words(text).map(|words| check_words(path, lines_before, &words)).unwrap_or_default()
}

/// The words of the text outside comments, strings and quoted names, each with its line.
fn words(text: &str) -> Result<Vec<(String, usize)>, String> {
    let tokens =
        Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location().map_err(|error| error.to_string())?;
    let mut words = vec![(";".to_owned(), 1)];
    for token in tokens {
        let line = usize::try_from(token.span.start.line).unwrap_or(usize::MAX);
        match token.token {
            Token::Word(word) if word.quote_style.is_none() => words.push((word.value.to_lowercase(), line)),
            Token::DollarQuotedString(_) => words.push(("$$".to_owned(), line)),
            Token::Whitespace(_) => {}
            other => words.push((other.to_string(), line)),
        }
    }
    Ok(words)
}

fn check_words(path: &Path, lines_before: usize, words: &[(String, usize)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, (word, line)) in words.iter().enumerate() {
        let rest = &words[index..];
        let mut find = |what: &str, reason: &str| {
            findings.push(Finding::new(path, lines_before + line, format!("`{what}`: {reason}")));
        };
        for (banned, reason) in BANNED.iter().filter(|(banned, _)| begins_with(rest, banned)) {
            find(&banned.join(" "), reason);
        }
        if ADVISORY_PREFIXES.iter().any(|prefix| word.starts_with(prefix)) {
            find(word, SESSION);
        }
        // `SET LOCAL` ends with the transaction; `SET` inside a statement (`UPDATE`, `ALTER`) is another word.
        if begins_with(rest, &[";", "set"]) && !begins_with(rest, &[";", "set", "local"]) {
            find("set", SESSION);
        }
    }
    findings
}

fn begins_with(words: &[(String, usize)], sequence: &[&str]) -> bool {
    words.len() >= sequence.len() && words.iter().zip(sequence).all(|((word, _), expected)| word == expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(sql: &str) -> Vec<(usize, String)> {
        check(Path::new("up.sql"), sql).into_iter().map(|finding| (finding.line, finding.message)).collect()
    }

    #[test]
    fn every_banned_construct_is_found() {
        for sql in [
            "CREATE TRIGGER t AFTER INSERT ON a EXECUTE PROCEDURE f();",
            "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
            "DO $$ BEGIN END $$;",
            "DO LANGUAGE plpgsql 'BEGIN END';",
            "SELECT pg_advisory_xact_lock(1);",
            "SELECT pg_try_advisory_lock(1);",
            "LISTEN coda;",
            "NOTIFY coda;",
            "SELECT pg_notify('a', 'b');",
            "LOCK TABLE prestazioni;",
            "SELECT 1; LOCK prestazioni IN EXCLUSIVE MODE;",
            "CREATE TEMP TABLE a (b int);",
            "create temporary table a (b int);",
            "CREATE TABLE a (id BIGSERIAL);",
            "CREATE TABLE a (id serial);",
            "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY);",
            "CREATE SEQUENCE s;",
            "SELECT nextval('s');",
            "ALTER TABLE a ADD CONSTRAINT c FOREIGN KEY (b) REFERENCES d DEFERRABLE;",
            "UPDATE a SET b = now();",
            "CREATE TABLE a (b timestamptz DEFAULT CURRENT_TIMESTAMP);",
            "SELECT current_date;",
            "SET search_path TO a;",
            "SELECT 1; SET statement_timeout = 0;",
        ] {
            assert!(!messages(sql).is_empty(), "not found: {sql}");
        }
    }

    #[test]
    fn plain_sql_passes() {
        for sql in [
            "CREATE TABLE eventi (id UUID PRIMARY KEY, istante TIMESTAMPTZ NOT NULL); -- no trigger, no now()",
            "/* LOCK TABLE */ UPDATE a SET b = $1 WHERE c = 'LISTEN; SET x' ON CONFLICT DO NOTHING;",
            "ALTER TABLE a ALTER COLUMN b SET NOT NULL, ADD FOREIGN KEY (c) REFERENCES d ON DELETE SET NULL;",
            "SET LOCAL lock_timeout = '2s';",
            "SELECT a FROM b FOR UPDATE SKIP LOCKED;",
            "CREATE TABLE a (\"now\" TEXT, nowhere TEXT);",
            "COMMENT ON TABLE a IS 'no serial here';",
        ] {
            assert_eq!(messages(sql), [], "{sql}");
        }
    }

    #[test]
    fn a_finding_carries_its_line_and_its_reason() {
        let expected = [(3, format!("`bigserial`: {NUMBERS}"))];
        assert_eq!(messages("-- a\nCREATE TABLE a (\n  id BIGSERIAL\n);"), expected);
    }

    #[test]
    fn an_open_string_is_a_finding() {
        assert_eq!(messages("SELECT 'open").len(), 1);
    }
}
