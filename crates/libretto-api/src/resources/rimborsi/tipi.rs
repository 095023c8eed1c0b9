//! The wire types of refunds.

use crate::cursor::{Cursor, PageLimit};
use crate::problem::Problem;
use crate::resources::types::importo::Importo;
use crate::resources::types::mirrored;
use crate::resources::types::present;
use crate::resources::types::spiegazione::{Avvertenza, Spiegazione, Viewer, avvertenze};
use crate::resources::types::tempo::Istante;
use crate::resources::types::testo::{CodiceFiscaleJson, Testo};
use libretto_core::iban::Iban;
use libretto_core::persona::Persona;
use libretto_core::ports::queries::RimborsoCompleto;
use libretto_core::rimborso as core;
use libretto_core::use_cases::EsitoRimborso;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Longest IBAN as it is printed, in groups of four.
pub(crate) const IBAN_MAX: usize = 42;

/// Most holders of an account, inclusive.
const HOLDERS_MAX: usize = 10;

mirrored! {
    /// Stato di una domanda di rimborso.
    StatoRimborsoJson = StatoRimborso as StatoRimborso {
        /// Presentata: la somma è riservata.
        Presentato,
        /// Di nuovo in esame: la banca ha restituito il bonifico.
        InEsame,
        /// Accolta: parte con la prossima corsa di rimborsi.
        Approvato,
        /// Il bonifico è disposto.
        Inviato,
        /// Respinta: la somma è di nuovo nel portafoglio.
        Respinto,
        /// Ritirata: la somma è di nuovo nel portafoglio.
        Ritirato,
    }
}

mirrored! {
    /// Perché una domanda di rimborso è respinta.
    MotivoReiezioneJson = MotivoReiezione as MotivoReiezione {
        /// Il conto risulta di altri.
        ContoNonIntestato,
        /// Le somme non risultano rimborsabili.
        SommeNonRimborsabili,
        /// Lo stesso rimborso era già stato chiesto.
        RichiestaDuplicata,
        /// Chi ha chiesto il rimborso risulta deceduto.
        RichiedenteDeceduto,
        /// Un altro motivo, comunicato dalla sede.
        Altro,
    }
}

mirrored! {
    /// Perché la banca ha restituito un bonifico.
    MotivoRestituzioneJson = MotivoRestituzione as MotivoRestituzione {
        /// Il conto non esiste.
        ContoInesistente,
        /// Il conto è chiuso.
        ContoChiuso,
        /// Il conto è bloccato.
        ContoBloccato,
        /// Il conto è intestato ad altri.
        IntestatarioDiverso,
        /// L'intestatario risulta deceduto.
        IntestatarioDeceduto,
        /// Un altro motivo, o nessuno indicato.
        Altro,
    }
}

/// Una domanda di rimborso. I dati sono quelli della ricevuta.
#[derive(Clone, Serialize, ToSchema)]
pub struct Rimborso {
    /// Identificativo.
    pub id: Uuid,
    /// Identificativo dell'utilizzatore.
    pub utilizzatore_id: Uuid,
    /// Numero di protocollo.
    #[schema(max_length = 32, pattern = "^LFR-[0-9]{4}(-[0-9A-Z]{4}){3}$", example = "LFR-2026-7K3M-9QXT-2B4C")]
    pub protocollo: String,
    /// Stato.
    pub stato: StatoRimborsoJson,
    /// Importo chiesto.
    pub richiesto: Importo,
    /// Importo riservato, poi approvato, poi pagato.
    pub importo: Importo,
    /// Nome proprio di chi riceve la somma.
    #[schema(max_length = 255)]
    pub nome_proprio: String,
    /// Cognome di chi riceve la somma.
    #[schema(max_length = 255)]
    pub cognome: String,
    /// Conto, leggibile solo in parte.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 34, pattern = r"^[A-Z]{2}[0-9]{2}\*+[0-9A-Z]{3}$")]
    pub iban_mascherato: Option<String>,
    /// Se il conto è dichiarato intestato anche ad altri.
    pub cointestato: bool,
    /// Perché la domanda è respinta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivo_reiezione: Option<MotivoReiezioneJson>,
    /// Perché la banca ha restituito l'ultimo bonifico.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivo_restituzione: Option<MotivoRestituzioneJson>,
    /// Istante della domanda.
    pub presentato_il: Istante,
    /// Istante dell'ultimo atto.
    pub aggiornato_il: Istante,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
    /// Che cosa c'è da sapere. Solo nella risposta a un atto.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub avvertenze: Vec<Avvertenza>,
    /// Perché si è deciso così. Solo nella risposta a un atto.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spiegazione: Option<Spiegazione>,
}

impl Rimborso {
    fn new(refund: &core::Rimborso, persona: &Persona, iban: Option<&Iban>) -> Self {
        Self {
            id: refund.id.0,
            utilizzatore_id: refund.utilizzatore.0,
            protocollo: refund.protocollo.to_string(),
            stato: refund.stato.into(),
            richiesto: Importo(refund.richiesto),
            importo: Importo(refund.importo),
            nome_proprio: persona.nome_proprio.clone(),
            cognome: persona.cognome.clone(),
            iban_mascherato: iban.map(Iban::masked),
            cointestato: refund.cointestato,
            motivo_reiezione: refund.motivo.map(Into::into),
            motivo_restituzione: refund.restituzione.map(Into::into),
            presentato_il: Istante(refund.presentato_il),
            aggiornato_il: Istante(refund.aggiornato_il),
            versione: refund.versione,
            avvertenze: Vec::new(),
            spiegazione: None,
        }
    }

    /// What an act made of a refund. `iban` is the account from before, unless the act named another.
    pub(crate) fn decided(outcome: &EsitoRimborso, persona: &Persona, iban: Option<&Iban>, viewer: Viewer) -> Self {
        let shown = Self::new(&outcome.rimborso, persona, outcome.iban.as_ref().or(iban));
        Self {
            avvertenze: avvertenze(&outcome.spiegazione, viewer),
            spiegazione: Some(Spiegazione::new(&outcome.spiegazione, viewer)),
            ..shown
        }
    }
}

impl From<&RimborsoCompleto> for Rimborso {
    fn from(found: &RimborsoCompleto) -> Self {
        Self::new(&found.rimborso, &found.persona, found.iban.as_ref())
    }
}

/// Una pagina di domande di rimborso, dalla più recente.
#[derive(Serialize, ToSchema)]
pub struct ElencoRimborsi {
    /// Le domande.
    #[schema(max_items = 100)]
    pub rimborsi: Vec<Rimborso>,
    /// Dove comincia la pagina seguente. Assente sull'ultima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursore_successivo: Option<Cursor>,
}

/// Which refunds.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filtro {
    /// Solo le domande in questo stato.
    #[serde(default, deserialize_with = "present")]
    #[param(inline)]
    pub(crate) stato: Option<StatoRimborsoJson>,
    /// Dove comincia la pagina: il `cursore_successivo` di quella precedente.
    #[serde(default)]
    pub(crate) cursor: Option<Cursor>,
    /// Quanti elementi al massimo.
    #[serde(default)]
    pub(crate) limit: PageLimit,
}

/// The account of a body, for the core. The core judges the IBAN; here only the number of holders is bounded.
pub(crate) fn account(iban: Testo<IBAN_MAX>, intestatari: &[CodiceFiscaleJson]) -> Result<core::Conto, Problem> {
    if intestatari.len() > HOLDERS_MAX {
        return Err(Problem::invalid_field("/intestatari", format!("sono più di {HOLDERS_MAX}")));
    }
    Ok(core::Conto { iban: iban.into_string(), intestatari: intestatari.iter().map(|one| one.0).collect() })
}
