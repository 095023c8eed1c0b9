//! Running other programs and ending them by process id.

use std::io;
use std::process::{Child, Command, ExitStatus};

use rustix::process::{Pid, Signal, kill_process};

use crate::error::{Error, Result, Tried};

/// Runs a command to its end with its output on ours; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().tried(|| format!("run `{}`", describe(command)))?;
    expect_success(command, status)
}

/// Runs a command to its end and returns its standard output without surrounding blanks.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.output().tried(|| format!("run `{}`", describe(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Setup(format!(
            "`{}` ended with {}: {}",
            describe(command),
            output.status,
            complaint.trim()
        )));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a command can be run here and succeeds, its output thrown away.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Turns a bad exit status into an error that names the command.
pub(crate) fn expect_success(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() { Ok(()) } else { Err(Error::Program { command: describe(command), status }) }
}

/// Sends a signal to one child and waits until it is gone. A child that is gone already is no error.
pub(crate) fn stop(child: &mut Child, signal: Signal) -> io::Result<()> {
    if child.try_wait()?.is_none() {
        kill_process(Pid::from_child(child), signal)?;
        child.wait()?;
    }
    Ok(())
}

/// The command line as a person would read it. Values of environment variables are left out: they may be secrets.
pub(crate) fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named_in_the_error() {
        let error = run(&mut Command::new("false")).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("`false` ended with exit status: 1"));
    }

    #[test]
    fn a_child_that_ended_by_itself_can_still_be_stopped() -> io::Result<()> {
        let mut child = Command::new("true").spawn()?;
        child.wait()?;
        stop(&mut child, Signal::INT)
    }

    #[test]
    fn a_running_child_is_gone_after_stop() -> io::Result<()> {
        let mut child = Command::new("sleep").arg("600").spawn()?;
        stop(&mut child, Signal::INT)?;
        assert!(child.try_wait()?.is_some());
        Ok(())
    }
}
