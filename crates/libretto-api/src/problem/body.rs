//! The wire form of a problem (RFC 9457).

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Un problema, secondo RFC 9457. `codice` è stabile: i programmi possono decidere in base ad esso; `detail` è per le
/// persone e può cambiare.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct Problema {
    /// Indirizzo della pagina che spiega il tipo di problema, relativo alla radice del server.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", max_length = 200, example = "/problemi/dati-non-validi")]
    pub kind: String,
    /// Titolo breve del tipo di problema.
    #[schema(max_length = 200, example = "Dati non validi")]
    pub title: String,
    /// Stato HTTP della risposta.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    pub status: u16,
    /// Spiegazione di questo caso, per le persone.
    #[schema(max_length = 2000, example = "Il campo «fine» precede «inizio».")]
    pub detail: String,
    /// Percorso della richiesta, senza parametri di ricerca.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri-reference", max_length = 2048)]
    pub instance: Option<String>,
    /// Codice stabile del tipo di problema.
    #[schema(pattern = "^[a-z-]+$", max_length = 64, example = "dati-non-validi")]
    pub codice: String,
    /// Identificativo della richiesta, da citare nelle segnalazioni.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[A-Za-z0-9._-]+$", max_length = 64)]
    pub request_id: Option<String>,
    /// Regole violate, in ordine di precedenza. Assente se non ve ne sono.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 100)]
    pub violazioni: Vec<Violazione>,
    /// Campi della richiesta non accettati. Assente se non ve ne sono.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 100)]
    pub campi: Vec<CampoErrato>,
    /// Passi della valutazione che ha portato al rifiuto. Presente solo nelle decisioni negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::resources::types::spiegazione::Spiegazione>)]
    pub spiegazione: Option<Value>,
}

/// Una regola violata, con la sua fonte.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, ToSchema)]
pub struct Violazione {
    /// Identificativo della regola.
    #[schema(max_length = 32, pattern = "^[A-Z0-9-]+$", example = "LIM-C")]
    pub regola: String,
    /// Codice stabile della violazione.
    #[schema(max_length = 100, pattern = "^[a-z0-9-]+$", example = "limite-coppia-superato")]
    pub codice: String,
    /// Norma o istruzione da cui la regola discende.
    #[schema(max_length = 300, example = "art. 54-bis D.L. 50/2017, comma 1, lett. c)")]
    pub citazione: String,
    /// Campo della richiesta a cui la violazione si riferisce (puntatore JSON).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "json-pointer", max_length = 300, example = "/costo_complessivo")]
    pub campo: Option<String>,
    /// Limite fissato dalla norma, nell'unità della regola.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "2500.00")]
    pub limite: Option<String>,
    /// Quanto del limite è già usato, se chi chiama può saperlo.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "2480.00")]
    pub usato: Option<String>,
    /// Quanto la richiesta vorrebbe usare.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, example = "40.00")]
    pub richiesto: Option<String>,
    /// Spiegazione per le persone.
    #[schema(max_length = 1000, example = "Il compenso supera il limite annuo tra le stesse parti.")]
    pub messaggio: String,
}

/// Un campo della richiesta non accettato.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct CampoErrato {
    /// Puntatore JSON (RFC 6901) nel corpo, oppure nome del parametro preceduto da `/`. Vuoto se riguarda tutto il corpo.
    #[schema(format = "json-pointer", max_length = 300, example = "/costo_complessivo")]
    pub campo: String,
    /// Che cosa non va, per le persone. Non ripete mai il valore inviato.
    #[schema(max_length = 1000, example = "campo obbligatorio mancante")]
    pub messaggio: String,
}
