//! `libretto`: the one binary. It wires the core, a store, the gateways and the API, and offers the jobs of the back office.

mod cli;
mod clock;
mod commands;
mod config;
mod output;
mod parole;
mod sandbox;
mod traces;
mod wiring;

use clap::Parser;
use std::process::ExitCode;

/// The API runs on a multi-threaded runtime: migrations and the server ask for one.
#[tokio::main]
async fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match cli.run().await {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}
