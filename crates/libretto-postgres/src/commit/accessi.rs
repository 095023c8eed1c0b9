//! The register of looks (I11). A look is no change: it expects nothing and waits for nobody, so it has a statement of its
//! own.

use super::batch::Batch;
use super::rows::documents;
use crate::connection::PostgresStore;
use crate::errors;
use crate::names;
use crate::statement::Statement;
use libretto_core::ports::{Accesso, StoreError};

impl PostgresStore {
    /// Adds looks in one statement: all of them, or none.
    pub(crate) async fn record_looks(&self, looks: &[Accesso]) -> Result<(), StoreError> {
        if looks.is_empty() {
            return Ok(());
        }
        let attori = documents(looks.iter().map(|look| &look.attore)).map_err(|error| errors::unreadable(&error))?;
        let batch = Batch::new(looks.len())
            .uuid("persona_id", looks.iter().map(|look| look.persona.0))
            .instant("istante", looks.iter().map(|look| look.istante))
            .uuid("id", looks.iter().map(|look| look.id.0))
            .jsonb("attore", attori.into_iter())
            .text("canale", looks.iter().map(|look| names::canale(look.canale)))
            .text("operazione", looks.iter().map(|look| look.operazione.as_str()))
            .optional_text("finalita", looks.iter().map(|look| look.finalita.clone()))
            .uuid("delega", looks.iter().map(|look| look.delega.map(|id| id.0)));
        let mut statement = Statement::new("INSERT INTO accessi (");
        batch.write_names(&mut statement);
        statement.push(") SELECT ");
        batch.write_names(&mut statement);
        statement.push(" FROM ");
        batch.write_source(&mut statement, "");
        // What was written when the connection was lost is found again by the next attempt.
        statement.push(" ON CONFLICT (persona_id, istante, id) DO NOTHING RETURNING 'true'");
        self.fetch::<bool>(statement).await.map(|_| ())
    }
}
