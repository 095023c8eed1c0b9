//! The one place where xtask prints.

use std::fmt::Display;

/// Prints one line on the standard output.
#[expect(clippy::print_stdout, reason = "a developer's tool talks on the standard output, and only here")]
pub(crate) fn say(line: impl Display) {
    println!("{line}");
}

/// Prints the heading of a step, set apart from the output of the step before it.
pub(crate) fn heading(title: impl Display) {
    say(format_args!("\n== {title}"));
}
