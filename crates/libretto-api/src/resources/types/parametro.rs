//! A value of the law on the wire.

use super::tempo::Giorno;
use libretto_core::parameters::Row;
use serde::Serialize;
use utoipa::ToSchema;

/// Un valore fissato dalla legge o dalle istruzioni, con la sua validità e la sua fonte.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "chiave": "limite-utilizzatore", "descrizione": "Compensi annui di un utilizzatore a tutti i prestatori",
    "valore": "10000.00", "unita": "euro", "dal": "2023-01-01", "citazione": "L. 197/2022, art. 1, comma 342",
    "verificato_il": "2026-07-31"
}))]
pub struct Parametro {
    /// Nome stabile.
    #[schema(max_length = 64, pattern = "^[a-z0-9-]+$")]
    pub chiave: &'static str,
    /// Che cos'è.
    #[schema(max_length = 300)]
    pub descrizione: &'static str,
    /// Valore, scritto come stringa nella sua unità.
    #[schema(max_length = 64)]
    pub valore: String,
    /// Unità del valore.
    #[schema(max_length = 64)]
    pub unita: &'static str,
    /// Primo giorno di validità, compreso.
    pub dal: Giorno,
    /// Ultimo giorno di validità, compreso. Assente se è in vigore.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
    /// Dove è scritto.
    #[schema(max_length = 300)]
    pub citazione: String,
    /// Giorno dell'ultimo confronto con la fonte.
    pub verificato_il: Giorno,
}

impl From<&Row> for Parametro {
    fn from(row: &Row) -> Self {
        Self {
            chiave: row.key,
            descrizione: row.description,
            valore: row.value.clone(),
            unita: row.unit,
            dal: Giorno(row.from),
            al: row.to.map(Giorno),
            citazione: row.citation.to_string(),
            verificato_il: Giorno(row.verified_on),
        }
    }
}
