//! `cargo xtask test`: everything a change must pass, in the order in which failures are cheapest to find.

mod nextest;
mod oracolo;
mod schemathesis;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::console::{heading, say};
use crate::environment;
use crate::error::{Error, Result, Tried};
use crate::postgres::Cluster;
use crate::process::run as run_program;
use crate::setup::{self, PythonTools};
use crate::stopwatch::Stopwatch;
use crate::tidy;
use crate::workspace::Workspace;

/// What the steps share.
struct Context<'run> {
    workspace: &'run Workspace,
    python: PythonTools,
    database_url: String,
}

impl Context<'_> {
    /// Tells a program of the tests where the things are that only this run knows.
    fn tell<'command>(&self, command: &'command mut Command) -> &'command mut Command {
        command
            .env(environment::TEST_DATABASE_URL, &self.database_url)
            .env("LIBRETTO_BIN", self.binary())
            .env("LIBRETTO_PAIN_XSD", &self.python.pain_xsd)
    }

    /// The development build of the one binary.
    fn binary(&self) -> std::path::PathBuf {
        self.workspace.target.join("debug").join("libretto")
    }
}

type Step = (&'static str, fn(&Context<'_>) -> Result<()>);

/// In this order; the first failure ends the run.
const STEPS: &[Step] = &[
    ("fmt", formatting),
    ("tidy", |context| tidy::run(context.workspace)),
    ("clippy", clippy),
    ("build", binary),
    ("nextest", nextest::run),
    ("doctest", documentation_tests),
    ("oracolo", oracolo::run),
    ("schemathesis", schemathesis::run),
];

/// Sets the machine up, lends the tests a database and runs every step, or only the one called `only`.
///
/// # Errors
/// The first step that fails; a name that no step has. The summary of the test runner is printed last either way, and the private database is
/// gone either way.
pub(crate) fn run(workspace: &Workspace, only: Option<&str>) -> Result<()> {
    let steps = chosen(only)?;
    let started = Stopwatch::start();
    // A Ctrl-C reaches the running step as well, which then fails: we live on to stop the database.
    let interrupted = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGINT, interrupted).tried(|| "listen to signals".to_owned())?;
    nextest::forget_summary(workspace)?;

    heading("set-up");
    let offered = environment::test_database_url();
    let machine = setup::prepare(workspace, offered.is_some())?;
    let cluster = machine.postgres.map(|binaries| Cluster::start(&binaries, &workspace.target)).transpose()?;
    let database_url = cluster.as_ref().map(Cluster::url).or(offered).unwrap_or_default();
    say(format_args!("ready after {started}"));

    let outcome = perform(&steps, &Context { workspace, python: machine.python, database_url });
    drop(cluster);

    heading(if outcome.is_ok() { "all steps passed" } else { "stopped at the first failure" });
    say(format_args!("{started} in all"));
    if let Some(summary) = nextest::summary(workspace) {
        say(summary);
    }
    outcome
}

/// All steps, or the one that is asked for by its name.
fn chosen(only: Option<&str>) -> Result<Vec<&'static Step>> {
    let steps = STEPS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)).collect::<Vec<_>>();
    if steps.is_empty() {
        let names = STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        return Err(Error::Setup(format!("there is no such step; there are {}", names.join(", "))));
    }
    Ok(steps)
}

fn perform(steps: &[&Step], context: &Context<'_>) -> Result<()> {
    steps.iter().try_for_each(|(title, step)| {
        heading(title);
        let started = Stopwatch::start();
        step(context)?;
        say(format_args!("{title}: passed in {started}"));
        Ok(())
    })
}

fn formatting(context: &Context<'_>) -> Result<()> {
    run_program(&mut context.workspace.cargo(&["fmt", "--all", "--check"]))
}

fn clippy(context: &Context<'_>) -> Result<()> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    run_program(&mut context.workspace.cargo(&arguments))
}

fn binary(context: &Context<'_>) -> Result<()> {
    run_program(&mut context.workspace.cargo(&["build", "-p", "libretto", "--locked"]))
}

fn documentation_tests(context: &Context<'_>) -> Result<()> {
    run_program(&mut context.workspace.cargo(&["test", "--doc", "-p", "libretto-core", "--locked"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: Option<&str>) -> Vec<&'static str> {
        chosen(only).map(|steps| steps.iter().map(|(name, _)| *name).collect()).unwrap_or_default()
    }

    #[test]
    fn without_a_name_every_step_is_run_and_with_one_only_that() {
        assert_eq!(names(None).len(), STEPS.len());
        assert_eq!(names(Some("clippy")), ["clippy"]);
    }

    #[test]
    fn a_wrong_name_runs_nothing_and_is_an_error() {
        assert!(chosen(Some("clipy")).is_err());
    }
}
