//! Private, throw-away PostgreSQL clusters for tests and development: no Docker, no service, nothing left behind.

mod account;
mod binaries;
mod cluster;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::console::say;
use crate::error::{Result, Tried};
use crate::setup;
use crate::workspace::Workspace;

pub(crate) use binaries::Binaries;
pub(crate) use cluster::Cluster;

/// Starts a cluster, prints its address and keeps it until a signal asks to stop.
pub(crate) fn lend(workspace: &Workspace) -> Result<()> {
    // Registered before the start: a Ctrl-C in between must still end in an orderly stop.
    let mut signals = Signals::new([SIGINT, SIGTERM]).tried(|| "listen to signals".to_owned())?;
    let cluster = Cluster::start(&setup::postgres()?, &workspace.target)?;
    say(cluster.url());
    say("private PostgreSQL, all data is deleted at the end: Ctrl-C stops it");
    signals.forever().next();
    Ok(())
}
