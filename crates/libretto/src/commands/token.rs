//! `libretto token`: prints a sandbox token, and nothing else, on standard output.

use super::CommandError;
use crate::config::Settings;
use crate::output;
use crate::sandbox::token::{TokenRequest, mint};
use crate::wiring;
use std::process::ExitCode;

/// Prints a token.
pub(crate) fn run(settings: &Settings, request: &TokenRequest) -> Result<ExitCode, CommandError> {
    if !settings.is_sandbox() {
        return Err(CommandError::OnlyInSandbox("token"));
    }
    let key = wiring::sandbox_key(settings)?;
    output::line(&mint(&key, request)?);
    Ok(ExitCode::SUCCESS)
}
