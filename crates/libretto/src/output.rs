//! What the program prints for people and programs; logs go through `tracing`.

use crate::commands::CommandError;
use std::error::Error;

/// Prints a line of the answer.
#[expect(clippy::print_stdout, reason = "the answer of a command belongs on standard output")]
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// Prints why a command failed, with its causes.
#[expect(clippy::print_stderr, reason = "the reason of a failure belongs on standard error")]
pub(crate) fn error(error: &CommandError) {
    eprintln!("errore: {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        eprintln!("  causa: {inner}");
        cause = inner.source();
    }
}
