//! A declaration of heir on the wire: what is written, and what is shown of it.

use super::tipi::{
    DocumentoErede, MotivoReiezioneEredeJson, ParentelaEredeJson, QuotaJson, StatoDichiarazioneJson, TipoDocumentoJson,
    TipoResponsabilitaJson, TitoloEredeJson,
};
use crate::problem::Problem;
use crate::resources::checks::at_most;
use crate::resources::types::present;
use crate::resources::types::spiegazione::{Avvertenza, Spiegazione, Viewer, avvertenze};
use crate::resources::types::tempo::{Giorno, Istante, Ora};
use crate::resources::types::testo::{CodiceFiscaleJson, Testo};
use libretto_core::eredi as core;
use libretto_core::eredi::apertura::{COEREDI_MAX, DecessoScritto};
use libretto_core::ids::PersonaId;
use libretto_core::persona::Persona;
use libretto_core::use_cases::{CoeredeScritto, Dichiarata, EsitoPratica};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Longest name of a person, in characters, inclusive.
const NAME_MAX: usize = 255;

/// Un altro erede, come lo indica chi dichiara.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CoeredeIndicato {
    /// Codice fiscale.
    pub codice_fiscale: CodiceFiscaleJson,
    /// Nome proprio.
    #[schema(value_type = String, max_length = 255)]
    pub nome_proprio: Testo<NAME_MAX>,
    /// Cognome.
    #[schema(value_type = String, max_length = 255)]
    pub cognome: Testo<NAME_MAX>,
    /// Giorno di nascita. Se manca, si legge dal codice fiscale.
    #[serde(default, deserialize_with = "present")]
    pub data_nascita: Option<Giorno>,
}

/// Dichiarazione di erede.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "codice_fiscale_defunto": "BNCNNA75C55F205P", "titolo": "legittimo", "parentela": "figlio",
    "giorno_decesso": "2026-03-08", "ora_decesso": "06:40", "quota": "1/2"
}))]
pub struct RichiestaDichiarazioneErede {
    /// Codice fiscale della persona deceduta.
    pub codice_fiscale_defunto: CodiceFiscaleJson,
    /// Titolo.
    pub titolo: TitoloEredeJson,
    /// Parentela con la persona deceduta.
    pub parentela: ParentelaEredeJson,
    /// Giorno del decesso.
    pub giorno_decesso: Giorno,
    /// Ora del decesso in quel giorno, se è nota.
    #[serde(default, deserialize_with = "present")]
    pub ora_decesso: Option<Ora>,
    /// Gli altri eredi dei quali chi dichiara è a conoscenza.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub coeredi: Vec<CoeredeIndicato>,
    /// La propria quota, se è nota.
    #[serde(default, deserialize_with = "present")]
    pub quota: Option<QuotaJson>,
}

/// Il nuovo contenuto di una dichiarazione di erede, per intero. La persona deceduta non cambia.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "titolo": "legittimo", "parentela": "figlio", "giorno_decesso": "2026-03-08" }))]
pub struct RichiestaCompilazioneErede {
    /// Titolo.
    pub titolo: TitoloEredeJson,
    /// Parentela con la persona deceduta.
    pub parentela: ParentelaEredeJson,
    /// Giorno del decesso.
    pub giorno_decesso: Giorno,
    /// Ora del decesso in quel giorno, se è nota.
    #[serde(default, deserialize_with = "present")]
    pub ora_decesso: Option<Ora>,
    /// Gli altri eredi dei quali chi dichiara è a conoscenza.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub coeredi: Vec<CoeredeIndicato>,
    /// La propria quota, se è nota.
    #[serde(default, deserialize_with = "present")]
    pub quota: Option<QuotaJson>,
}

impl RichiestaDichiarazioneErede {
    /// The deceased, and what is declared.
    pub(super) fn read(self) -> Result<(CodiceFiscaleJson, Dichiarata), Problem> {
        let Self { codice_fiscale_defunto, titolo, parentela, giorno_decesso, ora_decesso, coeredi, quota } = self;
        let rest = RichiestaCompilazioneErede { titolo, parentela, giorno_decesso, ora_decesso, coeredi, quota };
        Ok((codice_fiscale_defunto, rest.read()?))
    }
}

impl RichiestaCompilazioneErede {
    /// What is declared.
    pub(super) fn read(self) -> Result<Dichiarata, Problem> {
        at_most("/coeredi", &self.coeredi, COEREDI_MAX)?;
        let no_hour = || Problem::invalid_field("/ora_decesso", "non è un'ora");
        let ora = self.ora_decesso.map(|ora| ora.on(self.giorno_decesso).ok_or_else(no_hour)).transpose()?;
        let coeredi =
            self.coeredi.into_iter().enumerate().map(|(place, one)| one.read(place)).collect::<Result<_, _>>();
        Ok(Dichiarata {
            titolo: self.titolo.into(),
            parentela: self.parentela.into(),
            decesso: DecessoScritto { giorno: self.giorno_decesso.0, ora },
            coeredi: coeredi?,
            quota: self.quota.map(|quota| quota.0),
        })
    }
}

impl CoeredeIndicato {
    fn read(self, place: usize) -> Result<CoeredeScritto, Problem> {
        for (name, text) in [("nome_proprio", &self.nome_proprio), ("cognome", &self.cognome)] {
            if text.is_blank() {
                return Err(Problem::invalid_field(format!("/coeredi/{place}/{name}"), "non deve essere vuoto"));
            }
        }
        Ok(CoeredeScritto {
            codice_fiscale: self.codice_fiscale.0,
            nome_proprio: self.nome_proprio.into_string(),
            cognome: self.cognome.into_string(),
            data_nascita: self.data_nascita.map(|day| day.0),
        })
    }
}

/// Una persona della pratica. Un erede vede di un altro solo il codice fiscale che ha scritto lui stesso.
#[derive(Clone, Serialize, ToSchema)]
pub struct Coerede {
    /// Identificativo, da usare per i consensi e per i documenti che lo riguardano.
    pub coerede_id: Uuid,
    /// Codice fiscale. A un erede, solo se lo ha indicato lui.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 16, pattern = "^([A-Z]{6}[0-9A-Z]{9}[A-Z]|[0-9]{11})$")]
    pub codice_fiscale: Option<String>,
    /// Nome proprio. Solo alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub nome_proprio: Option<String>,
    /// Cognome. Solo alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub cognome: Option<String>,
}

impl Coerede {
    /// A person of a case. `written` says whether who looks wrote the fiscal code themselves.
    pub(super) fn new(id: PersonaId, persone: &[Persona], written: bool, viewer: Viewer) -> Self {
        let office = viewer == Viewer::BackOffice;
        let known = persone.iter().find(|one| one.id == id);
        let named = known.filter(|_| office);
        Self {
            coerede_id: id.0,
            codice_fiscale: known.filter(|_| office || written).map(|one| one.codice_fiscale.as_str().to_owned()),
            nome_proprio: named.map(|one| one.nome_proprio.clone()),
            cognome: named.map(|one| one.cognome.clone()),
        }
    }
}

/// Una dichiarazione di responsabilità resa da un erede, nella versione mostrata.
#[derive(Clone, Serialize, ToSchema)]
pub struct ResponsabilitaResa {
    /// Che cosa è stato dichiarato.
    pub tipo: TipoResponsabilitaJson,
    /// Versione del testo.
    #[schema(max_length = 32, example = "2026-01")]
    pub versione: String,
}

/// Una dichiarazione di erede.
#[derive(Clone, Serialize, ToSchema)]
pub struct DichiarazioneErede {
    /// Identificativo.
    pub id: Uuid,
    /// Identificativo del profilo di erede.
    pub erede_id: Uuid,
    /// Chi dichiara.
    pub dichiarante: Coerede,
    /// Stato.
    pub stato: StatoDichiarazioneJson,
    /// Titolo.
    pub titolo: TitoloEredeJson,
    /// Parentela con la persona deceduta.
    pub parentela: ParentelaEredeJson,
    /// Giorno del decesso, come è dichiarato.
    pub giorno_decesso: Giorno,
    /// Ora del decesso in quel giorno, come è dichiarata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ora_decesso: Option<Ora>,
    /// Gli altri eredi indicati.
    #[schema(max_items = 50)]
    pub coeredi: Vec<Coerede>,
    /// La quota dichiarata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaJson>,
    /// I documenti, nell'ordine in cui sono stati caricati.
    #[schema(max_items = 40)]
    pub documenti: Vec<DocumentoErede>,
    /// Le dichiarazioni di responsabilità rese alla presentazione.
    #[schema(max_items = 10)]
    pub responsabilita: Vec<ResponsabilitaResa>,
    /// I documenti che la sede ha chiesto per ultimi.
    #[schema(max_items = 10)]
    pub documenti_richiesti: Vec<TipoDocumentoJson>,
    /// Quando li ha chiesti.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub richiesti_il: Option<Istante>,
    /// Perché è respinta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivo_reiezione: Option<MotivoReiezioneEredeJson>,
    /// Istante in cui è stata cominciata.
    pub aperta_il: Istante,
    /// Istante della prima presentazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presentata_il: Option<Istante>,
    /// Istante dell'ultimo atto.
    pub aggiornata_il: Istante,
}

impl DichiarazioneErede {
    /// A declaration, for the heir whose it is or for the branch.
    pub(super) fn new(one: &core::DichiarazioneErede, persone: &[Persona], viewer: Viewer) -> Self {
        let core::Contenuto { titolo, parentela, decesso, coeredi, quota } = &one.contenuto;
        let given = one.responsabilita.iter();
        Self {
            id: one.id.0,
            erede_id: one.erede.0,
            dichiarante: Coerede::new(one.persona, persone, true, viewer),
            stato: one.stato.into(),
            titolo: (*titolo).into(),
            parentela: (*parentela).into(),
            giorno_decesso: Giorno(decesso.giorno),
            ora_decesso: decesso.ora.map(Ora::at),
            coeredi: coeredi.iter().map(|id| Coerede::new(*id, persone, true, viewer)).collect(),
            quota: quota.map(QuotaJson),
            documenti: one.documenti.iter().map(DocumentoErede::from).collect(),
            responsabilita: given
                .map(|one| ResponsabilitaResa { tipo: one.tipo.into(), versione: one.versione.clone() })
                .collect(),
            documenti_richiesti: one.richiesti.iter().map(|tipo| (*tipo).into()).collect(),
            richiesti_il: one.richiesti_il.map(Istante),
            motivo_reiezione: one.motivo.map(Into::into),
            aperta_il: Istante(one.aperta_il),
            presentata_il: one.presentata_il.map(Istante),
            aggiornata_il: Istante(one.aggiornata_il),
        }
    }
}

/// Il consenso di un erede a che un altro riscuota l'intero.
#[derive(Clone, Serialize, ToSchema)]
pub struct ConsensoErede {
    /// Chi consente.
    pub da: Uuid,
    /// Chi può riscuotere.
    pub a: Uuid,
    /// Da quando.
    pub prestato_il: Istante,
}

/// The consents of a case that concern a person; all for the branch, which is no person of it.
pub(super) fn consents(pratica: &core::Pratica, persona: Option<PersonaId>) -> Vec<ConsensoErede> {
    let concerns = |one: &&core::Consenso| persona.is_none_or(|person| one.da == person || one.a == person);
    let shown = pratica.consensi.iter().filter(concerns);
    shown.map(|one| ConsensoErede { da: one.da.0, a: one.a.0, prestato_il: Istante(one.prestato_il) }).collect()
}

/// Che cosa è diventata una dichiarazione di erede dopo un atto.
#[derive(Clone, Serialize, ToSchema)]
pub struct EsitoDichiarazione {
    /// Identificativo dell'utilizzatore deceduto, che è quello della pratica.
    pub utilizzatore_id: Uuid,
    /// La dichiarazione.
    pub dichiarazione: DichiarazioneErede,
    /// I consensi che riguardano chi dichiara.
    #[schema(max_items = 1000)]
    pub consensi: Vec<ConsensoErede>,
    /// Versione della pratica, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
    /// Che cosa c'è da sapere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub avvertenze: Vec<Avvertenza>,
    /// Perché si è deciso così.
    pub spiegazione: Spiegazione,
}

impl EsitoDichiarazione {
    /// The outcome of an act, for the heir whose the declaration is or for the branch.
    pub(super) fn new(outcome: &EsitoPratica, viewer: Viewer) -> Self {
        let da = (viewer != Viewer::BackOffice).then_some(outcome.dichiarazione.persona);
        Self {
            utilizzatore_id: outcome.pratica.utilizzatore.0,
            dichiarazione: DichiarazioneErede::new(&outcome.dichiarazione, &outcome.persone, viewer),
            consensi: consents(&outcome.pratica, Some(outcome.dichiarazione.persona)),
            versione: outcome.pratica.versione_per(da),
            avvertenze: avvertenze(&outcome.spiegazione, viewer),
            spiegazione: Spiegazione::new(&outcome.spiegazione, viewer),
        }
    }
}
