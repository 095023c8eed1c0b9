//! `libretto openapi`: prints the document that the server serves.

use super::CommandError;
use crate::output;
use std::process::ExitCode;

/// Prints the document.
pub(crate) fn run() -> Result<ExitCode, CommandError> {
    output::line(libretto_api::resources::openapi_text().trim_end());
    Ok(ExitCode::SUCCESS)
}
