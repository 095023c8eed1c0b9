//! Explanations, violations and warnings on the wire, each for the eyes of one party.

use super::tempo::Giorno;
use crate::auth::{Caller, Role};
use crate::problem::Violazione;
use chrono::SecondsFormat;
use libretto_core::catalogue::Campo;
use libretto_core::explanation::{Explanation, Outcome, Quantity, Step};
use serde::Serialize;
use utoipa::ToSchema;

/// Who looks: each party sees of a decision what it may know of the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Viewer {
    /// The household: nothing of what others paid to the worker.
    Utilizzatore,
    /// The worker: nothing of the household's wallet and of what it paid to others.
    Prestatore,
    /// The back office: everything.
    BackOffice,
}

impl Viewer {
    /// As whom a caller looks at what belongs to a household or to its heirs: the branch sees everything, everybody else what
    /// the household would.
    pub(crate) fn of(caller: &Caller) -> Self {
        if caller.role == Role::BackOffice { Self::BackOffice } else { Self::Utilizzatore }
    }

    /// The explanation for these eyes.
    pub(crate) fn explanation(self, explanation: Explanation) -> Explanation {
        match self {
            Self::Utilizzatore => explanation.for_utilizzatore(),
            Self::Prestatore => explanation.for_prestatore(),
            Self::BackOffice => explanation,
        }
    }
}

/// Unità di una grandezza.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unita {
    /// Euro con due decimali.
    Euro,
    /// Minuti interi.
    Minuti,
    /// Titoli di pagamento.
    Titoli,
    /// Anni compiuti.
    Anni,
    /// Numero di mesi del calendario.
    Mesi,
    /// Centesimi di un intero.
    Percento,
    /// Numero di giorni.
    Giorni,
    /// Numero di altre cose: documenti, byte, eredi.
    Numero,
    /// Giorno, AAAA-MM-GG.
    Giorno,
    /// Istante in UTC, RFC 3339.
    Istante,
    /// Da dove si conosce un rapporto di lavoro: dichiarazione o registro.
    Fonte,
    /// Stato di una dichiarazione di erede.
    StatoDichiarazione,
    /// Tipo di un documento di un erede.
    TipoDocumento,
    /// Perché un controllo sugli eredi non è superato.
    Causa,
}

/// Una grandezza con la sua unità.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({ "unita": "euro", "valore": "2500.00" }))]
pub struct Grandezza {
    /// Unità del valore.
    pub unita: Unita,
    /// Valore, scritto come stringa.
    #[schema(max_length = 64, example = "2500.00")]
    pub valore: String,
}

impl From<Quantity> for Grandezza {
    fn from(quantity: Quantity) -> Self {
        let unita = match quantity {
            Quantity::Euro(_) => Unita::Euro,
            Quantity::Minuti(_) => Unita::Minuti,
            Quantity::Titoli(_) => Unita::Titoli,
            Quantity::Anni(_) => Unita::Anni,
            Quantity::Mesi(_) => Unita::Mesi,
            Quantity::Percento(_) => Unita::Percento,
            Quantity::Giorni(_) => Unita::Giorni,
            Quantity::Numero(_) => Unita::Numero,
            Quantity::Giorno(_) => Unita::Giorno,
            Quantity::Istante(_) => Unita::Istante,
            Quantity::Fonte(_) => Unita::Fonte,
            Quantity::StatoDichiarazione(_) => Unita::StatoDichiarazione,
            Quantity::TipoDocumento(_) => Unita::TipoDocumento,
            Quantity::Causa(_) => Unita::Causa,
        };
        Self { unita, valore: value(quantity) }
    }
}

/// The bare value, for programs.
fn value(quantity: Quantity) -> String {
    match quantity {
        Quantity::Euro(amount) => amount.to_string(),
        Quantity::Minuti(minutes) => minutes.get().to_string(),
        Quantity::Titoli(count)
        | Quantity::Anni(count)
        | Quantity::Mesi(count)
        | Quantity::Percento(count)
        | Quantity::Giorni(count) => count.to_string(),
        Quantity::Numero(count) => count.to_string(),
        Quantity::Giorno(day) => day.to_string(),
        Quantity::Istante(instant) => instant.to_rfc3339_opts(SecondsFormat::Secs, true),
        Quantity::Fonte(fonte) => fonte.as_str().to_owned(),
        Quantity::StatoDichiarazione(stato) => stato.as_str().to_owned(),
        Quantity::TipoDocumento(tipo) => tipo.as_str().to_owned(),
        Quantity::Causa(causa) => causa.as_str().to_owned(),
    }
}

/// Esito di un controllo.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EsitoControllo {
    /// La regola è rispettata.
    Rispettata,
    /// La regola è violata: la richiesta è respinta.
    Violata,
    /// La richiesta è ammessa, ma c'è qualcosa da sapere.
    Avvertenza,
}

/// Un controllo compiuto nella decisione.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "regola": "LIM-C", "citazione": "art. 54-bis D.L. 50/2017, comma 1, lett. c)",
    "esito": "rispettata", "limite": { "unita": "euro", "valore": "2500.00" }, "usato": { "unita": "euro", "valore": "0.00" },
    "richiesto": { "unita": "euro", "valore": "32.00" },
    "testo": "Nell'anno, tra le stesse parti, sono già stati usati 0,00 € su 2.500,00 €; questa prestazione aggiunge 32,00 € e resta nel limite."
}))]
pub struct Passo {
    /// Identificativo della regola.
    #[schema(max_length = 32, pattern = "^[A-Z]{3}-[A-Z0-9]{1,4}[a-z]?$", example = "LIM-C")]
    pub regola: &'static str,
    /// Norma o istruzione da cui la regola discende.
    #[schema(max_length = 300)]
    pub citazione: String,
    /// Esito del controllo.
    pub esito: EsitoControllo,
    /// Codice stabile della violazione o dell'avvertenza. Assente se la regola è rispettata.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64, pattern = "^[a-z-]+$", example = "limite-coppia-superato")]
    pub codice: Option<&'static str>,
    /// Limite o termine di paragone della regola.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limite: Option<Grandezza>,
    /// Quanto era già usato.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usato: Option<Grandezza>,
    /// Quanto la richiesta vorrebbe usare, o che cosa è stato confrontato.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub richiesto: Option<Grandezza>,
    /// Che cosa ha trovato il controllo, in una o due frasi per le persone. Dopo di esse va letta la `citazione`.
    #[schema(max_length = 1000)]
    pub testo: String,
}

impl From<&Step> for Passo {
    fn from(step: &Step) -> Self {
        Self {
            regola: step.regola.as_str(),
            citazione: step.regola.citation().to_string(),
            esito: match step.esito {
                Outcome::Rispettata => EsitoControllo::Rispettata,
                Outcome::Violata => EsitoControllo::Violata,
                Outcome::Avvertenza => EsitoControllo::Avvertenza,
            },
            codice: step.codice.map(libretto_core::catalogue::Codice::as_str),
            limite: step.misura.limite.map(Grandezza::from),
            usato: step.misura.usato.map(Grandezza::from),
            richiesto: step.misura.richiesto.map(Grandezza::from),
            testo: step.sentence(),
        }
    }
}

/// La spiegazione di una decisione: tutti i controlli compiuti, nell'ordine.
#[derive(Clone, Serialize, ToSchema)]
pub struct Spiegazione {
    /// Giorno la cui disciplina è stata applicata.
    pub giorno: Giorno,
    /// Versione del motore che ha deciso.
    #[schema(max_length = 32, example = "0.1.0")]
    pub motore: String,
    /// I controlli.
    #[schema(max_items = 100)]
    pub passi: Vec<Passo>,
}

impl Spiegazione {
    /// An explanation for some eyes.
    pub(crate) fn new(explanation: &Explanation, viewer: Viewer) -> Self {
        let explanation = viewer.explanation(explanation.clone());
        Self {
            giorno: Giorno(explanation.giorno),
            motore: explanation.motore,
            passi: explanation.passi.iter().map(Passo::from).collect(),
        }
    }
}

/// Un'avvertenza: la richiesta è ammessa, ma c'è qualcosa da sapere.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "regola": "ELG-06", "codice": "prestatore-minorenne", "citazione": "L. 977/1967, art. 3; L. 296/2006, art. 1, comma 622",
    "messaggio": "Il prestatore è minorenne: valgono le tutele del lavoro dei minori."
}))]
pub struct Avvertenza {
    /// Identificativo della regola.
    #[schema(max_length = 32, pattern = "^[A-Z]{3}-[A-Z0-9]{1,4}[a-z]?$")]
    pub regola: &'static str,
    /// Codice stabile.
    #[schema(max_length = 64, pattern = "^[a-z-]+$")]
    pub codice: &'static str,
    /// Norma o istruzione.
    #[schema(max_length = 300)]
    pub citazione: String,
    /// Spiegazione per le persone.
    #[schema(max_length = 1000)]
    pub messaggio: String,
}

/// The warnings of an explanation, for some eyes.
pub(crate) fn avvertenze(explanation: &Explanation, viewer: Viewer) -> Vec<Avvertenza> {
    let explanation = viewer.explanation(explanation.clone());
    let told = explanation.warnings().filter_map(|step| step.codice.map(|codice| (step, codice)));
    told.map(|(step, codice)| Avvertenza {
        regola: step.regola.as_str(),
        codice: codice.as_str(),
        citazione: step.regola.citation().to_string(),
        messaggio: step.sentence(),
    })
    .collect()
}

/// Where a field stands in the body of the request.
pub(crate) fn pointer(campo: Campo) -> String {
    format!("/{campo}")
}

/// The violations of an explanation, which must be the one for the caller's eyes; `pointer` says where a field stands.
pub(crate) fn violazioni(explanation: &Explanation, pointer: fn(Campo) -> String) -> Vec<Violazione> {
    let broken = explanation.violations().filter_map(|step| step.codice.map(|codice| (step, codice)));
    broken
        .map(|(step, codice)| Violazione {
            regola: step.regola.as_str().to_owned(),
            codice: codice.as_str().to_owned(),
            citazione: step.regola.citation().to_string(),
            campo: step.campo.map(pointer),
            limite: step.misura.limite.map(value),
            usato: step.misura.usato.map(value),
            richiesto: step.misura.richiesto.map(value),
            messaggio: step.sentence(),
        })
        .collect()
}
