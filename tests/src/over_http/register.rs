//! What no answer of the API tells, but the register does.

use super::OverHttp;
use super::session::Session;
use crate::scenario::Breakdown;
use crate::service::Store;
use libretto_core::context::Channel;
use libretto_core::ports::Queries;
use libretto_embedded::{EmbeddedStore, Options};
use serde_json::Value;
use uuid::Uuid;

/// Name of the embedded store's file in its folder.
const EMBEDDED_FILE: &str = "libretto.db";

impl OverHttp {
    /// The channel through which a record was communicated. The embedded store belongs to one process at a time: there the
    /// service is stopped for it and started again, and its clock runs until it is set to a later instant.
    pub(super) fn channel_of(&mut self, record: &str) -> Result<String, Breakdown> {
        let record: Uuid = record.parse()?;
        if let Store::Postgres(database) = self.home.store() {
            return Ok(database.ask(&format!("SELECT canale FROM eventi WHERE entita = '{record}' AND numero = 1")));
        }
        self.stop()?;
        let found = self.embedded_channel(record)?;
        self.session = Some(Session::open(&self.home));
        Ok(found)
    }

    fn embedded_channel(&self, record: Uuid) -> Result<String, Breakdown> {
        let store = EmbeddedStore::open(&self.home.folder().join(EMBEDDED_FILE), Options::default())?;
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let events = runtime.block_on(store.eventi(None, u32::MAX))?;
        let channel: Channel = events
            .iter()
            .find(|event| event.flusso.entita == record && event.flusso.numero == 1)
            .map(|event| event.canale)
            .ok_or("the record is not in the register")?;
        Ok(serde_json::to_value(channel)?.as_str().unwrap_or_default().to_owned())
    }

    /// Stops the service and lets the binary verify the register that it leaves.
    pub(super) fn verify(&mut self) -> Result<Vec<String>, Breakdown> {
        self.stop()?;
        let output = self.home.command(&["verifica-registro", "--json"]).output()?;
        let failed = || format!("verifica-registro: {}", String::from_utf8_lossy(&output.stderr));
        let found: Value = serde_json::from_slice(&output.stdout).map_err(|_| failed())?;
        let differences = found["differenze"].as_array().ok_or_else(failed)?;
        Ok(differences.iter().map(|one| format!("{} {}", one["invariante"], one["descrizione"])).collect())
    }

    /// Stops the service as an operator does.
    fn stop(&mut self) -> Result<(), Breakdown> {
        let session = self.session.take().ok_or("the service was stopped already")?;
        if session.service.stop() { Ok(()) } else { Err("the service did not end well".into()) }
    }
}
