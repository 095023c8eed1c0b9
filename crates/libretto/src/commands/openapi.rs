//! `libretto openapi`: prints the document that the server serves.

use crate::output;
use std::process::ExitCode;

/// Prints the document.
pub(crate) fn run() -> ExitCode {
    output::line(libretto_api::resources::openapi_text().trim_end());
    ExitCode::SUCCESS
}
