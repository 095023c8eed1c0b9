//! What developers run: `cargo xtask test` sets a machine up and runs every test, `cargo xtask cluster` lends a private
//! PostgreSQL, `cargo xtask tidy` checks what neither the compiler nor clippy looks at.

mod console;
mod environment;
mod error;
mod load;
mod postgres;
mod process;
mod setup;
mod stopwatch;
mod test_run;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

use crate::error::Result;
use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, tests and checks of this repository")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what the tests need, start a private PostgreSQL and run every check and every test.
    Test {
        /// Only this step, after the same set-up: a developer's short cut.
        step: Option<String>,
    },
    /// Start a private PostgreSQL for development, print its address and keep it until Ctrl-C.
    Cluster,
    /// Measure what the release build carries, beside PostgreSQL alone in the same run.
    Carico(load::LoadArguments),
    /// Check file and function lengths, attributes, migrations, references and links.
    Tidy,
}

fn main() -> ExitCode {
    match perform(&Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::say(format_args!("xtask: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(task: &Task) -> Result<()> {
    let workspace = Workspace::locate()?;
    match task {
        Task::Test { step } => test_run::run(&workspace, step.as_deref()),
        Task::Cluster => postgres::lend(&workspace),
        Task::Carico(arguments) => load::measure(&workspace, arguments),
        Task::Tidy => tidy::run(&workspace),
    }
}
