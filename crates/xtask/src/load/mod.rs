//! `cargo xtask carico`: what the release build carries on this machine, beside what PostgreSQL alone carries in the same run.
//! Absolute figures drift with the machine; the ratios are what counts.

mod households;
mod pgbench;
mod server;
mod wrk;

use crate::console::{heading, say};
use crate::error::Result;
use crate::postgres::Cluster;
use crate::process::run;
use crate::setup;
use crate::stopwatch::Stopwatch;
use crate::workspace::Workspace;
use clap::{Args, ValueEnum};
use households::Household;
use pgbench::Form;
use server::{Server, Store};
use std::path::Path;

/// How the load is made.
#[derive(Args)]
pub(crate) struct LoadArguments {
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 10)]
    secondi: u32,
    /// Households, each with a worker of its own.
    #[arg(long, default_value_t = 600)]
    famiglie: usize,
    /// Repetitions of each pair of measurements.
    #[arg(long, default_value_t = 3)]
    giri: u32,
    /// Only this store.
    #[arg(long, value_enum)]
    archivio: Option<Measured>,
}

/// A store to be measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measured {
    /// PostgreSQL, beside pgbench.
    Postgres,
    /// The embedded store.
    Incorporato,
}

/// Connections of the two measurements.
const CONNECTIONS: [u32; 2] = [8, 32];

/// Measures both stores.
pub(crate) fn measure(workspace: &Workspace, arguments: &LoadArguments) -> Result<()> {
    let binaries = setup::load_tools()?;
    heading("release build");
    run(&mut workspace.cargo(&["build", "--release", "--locked", "-p", "libretto"]))?;
    let folder = tempfile::tempdir_in(&workspace.target)
        .map_err(|source| crate::error::Error::Io { what: "make a folder for the load".to_owned(), source })?;
    let binary = workspace.target.join("release/libretto");
    let cluster = Cluster::start(&binaries, &workspace.target)?;
    if arguments.archivio != Some(Measured::Incorporato) {
        on_postgres(&binary, folder.path(), &cluster, arguments)?;
    }
    if arguments.archivio != Some(Measured::Postgres) {
        on_embedded(&binary, folder.path(), arguments)?;
    }
    Ok(())
}

fn on_postgres(binary: &Path, folder: &Path, cluster: &Cluster, arguments: &LoadArguments) -> Result<()> {
    heading("PostgreSQL: POST /prestazioni beside pgbench with the equivalent transaction in one call");
    let home = folder.join("postgres");
    let server = Server::start(binary, &home, Store::Postgres(cluster.url()))?;
    let households = households::provision(&server, arguments.famiglie)?;
    let mut slots = Slots::default();
    // Warms both up, and gives the measurement alone the texts that the service writes.
    communicate(&server, &households, folder, (CONNECTIONS[0], 1), &mut slots)?;
    pgbench::prepare(&cluster.url())?;
    for connections in CONNECTIONS {
        for round in 1..=arguments.giri {
            let load = (connections, arguments.secondi);
            let pairs = households.len();
            let rows = pgbench::run(&cluster.url(), folder, Form::RowsAlone, pairs, load)?;
            let alone = pgbench::run(&cluster.url(), folder, Form::Equivalent, pairs, load)?;
            let http = communicate(&server, &households, folder, (connections, arguments.secondi), &mut slots)?;
            say(format_args!(
                "{connections:>3} connections, round {round}: POST /prestazioni {:>6.0}/s   pgbench {alone:>6.0}/s   ratio {:.2}   (rows alone {rows:>6.0}/s, ratio {:.2})   p99 {}   refused or failed {}",
                http.per_second,
                ratio(http.per_second, alone),
                ratio(http.per_second, rows),
                http.p99,
                http.not_created,
            ));
        }
    }
    hot_household(&server, folder, arguments.secondi)?;
    scrivania(&server, &households, folder, arguments.secondi)?;
    say(format_args!("memory of the server: {} MB at most", server.peak_memory_mb()?));
    server.stop()?;
    server::verify(binary, &home, &Store::Postgres(cluster.url()))
}

fn on_embedded(binary: &Path, folder: &Path, arguments: &LoadArguments) -> Result<()> {
    heading("embedded store: concurrent requests share one fsync");
    let home = folder.join("embedded");
    let server = Server::start(binary, &home, Store::Embedded)?;
    let households = households::provision(&server, arguments.famiglie)?;
    let mut slots = Slots::default();
    for connections in [2, 8, 32] {
        for round in 1..=arguments.giri {
            let http = communicate(&server, &households, folder, (connections, arguments.secondi), &mut slots)?;
            say(format_args!(
                "{connections:>3} connections, round {round}: POST /prestazioni {:>6.0}/s   p99 {}   refused or failed {}",
                http.per_second, http.p99, http.not_created
            ));
        }
    }
    say(format_args!("memory of the server: {} MB at most", server.peak_memory_mb()?));
    server.stop()?;
    let watch = Stopwatch::start();
    let again = Server::start(binary, &home, Store::Embedded)?;
    say(format_args!("start-up with the {} commits above: {watch}", slots.created));
    again.stop()?;
    server::verify(binary, &home, &Store::Embedded)
}

/// The hours that were communicated already: each household goes on where the measurement before left off.
#[derive(Default)]
struct Slots {
    next: u64,
    created: u64,
}

fn communicate(
    server: &Server,
    households: &[Household],
    folder: &Path,
    (connections, seconds): (u32, u32),
    slots: &mut Slots,
) -> Result<wrk::Measured> {
    let measured = wrk::post(server, households, folder, &wrk::Plan { connections, seconds, first_slot: slots.next })?;
    slots.created += measured.requests - measured.not_created;
    // One more: the threads do not reach the same hour at the same moment.
    slots.next += measured.requests.div_ceil(households.len().max(1) as u64) + 1;
    Ok(measured)
}

#[expect(clippy::float_arithmetic, reason = "a ratio of speeds, not money")]
fn ratio(ours: f64, alone: f64) -> f64 {
    ours / alone
}

/// One worker and one household under 32 clients: no deadlock, no overrun, every answer one of the law's.
fn hot_household(server: &Server, folder: &Path, seconds: u32) -> Result<()> {
    let one = households::provision(server, 1)?;
    let plan = wrk::Plan { connections: 32, seconds, first_slot: 0 };
    let measured = wrk::post(server, &one, folder, &plan)?;
    let accepted = measured.requests - measured.not_created;
    say(format_args!(
        "one household, one worker, 32 clients: {:.0}/s answered, {accepted} accepted, {} refused by a limit, {} server errors",
        measured.per_second, measured.refused, measured.server_errors
    ));
    Ok(())
}

fn scrivania(server: &Server, households: &[Household], folder: &Path, seconds: u32) -> Result<()> {
    let Some(fullest) = households.first() else {
        return Ok(());
    };
    let measured = wrk::get(
        server,
        &fullest.token,
        &format!("/utilizzatori/{}/scrivania", fullest.utilizzatore),
        folder,
        (8, seconds),
    )?;
    say(format_args!(
        "Scrivania of a household with its year of records, 8 connections: {:.0}/s, p99 {}",
        measured.per_second, measured.p99
    ));
    Ok(())
}
