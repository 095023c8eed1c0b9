//! What the program prints for people and programs; logs go through `tracing`.

use crate::commands::CommandError;
use crate::parole;
use std::io::Write;

/// Prints a line of the answer. Whoever closed the pipe has read enough.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints why a command failed, with its causes.
#[expect(clippy::print_stderr, reason = "the reason of a failure belongs on standard error")]
pub(crate) fn error(error: &CommandError) {
    for (place, said) in parole::said(error).iter().enumerate() {
        let what = if place == 0 { "errore" } else { "  causa" };
        eprintln!("{what}: {said}");
    }
}
