//! `GET /permessi`: who may do what, the table of the core as it is applied.

use actix_web::http::header;
use actix_web::{HttpResponse, get};
use libretto_core::context::{Channel, Credenziale};
use libretto_core::delega::Ambito;
use libretto_core::permessi::{RIGHE, Veste};
use serde::Serialize;
use utoipa::ToSchema;

use super::deleghe::tipi::AmbitoJson;

/// In quale veste si opera.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Veste)]
pub enum VesteJson {
    /// Chiunque, anche senza identificarsi.
    Chiunque,
    /// Una persona con la propria identità digitale.
    Persona,
    /// L'utilizzatore, per sé.
    Utilizzatore,
    /// Il prestatore, per sé.
    Prestatore,
    /// L'erede, nelle pratiche in cui ha una dichiarazione.
    Erede,
    /// Il patronato o l'intermediario con delega dell'utilizzatore.
    DelegatoUtilizzatore,
    /// Il patronato o l'intermediario con delega del prestatore.
    DelegatoPrestatore,
    /// Il patronato o l'intermediario, per ciò che è suo.
    Intermediario,
    /// L'operatore del contact center, per chi chiama.
    ContactCenter,
    /// L'operatore della sede INPS.
    Sede,
    /// Il sistema dei pagamenti.
    SistemaPagamenti,
}

impl From<Veste> for VesteJson {
    fn from(veste: Veste) -> Self {
        match veste {
            Veste::Chiunque => Self::Chiunque,
            Veste::Persona => Self::Persona,
            Veste::Utilizzatore => Self::Utilizzatore,
            Veste::Prestatore => Self::Prestatore,
            Veste::Erede => Self::Erede,
            Veste::DelegatoUtilizzatore => Self::DelegatoUtilizzatore,
            Veste::DelegatoPrestatore => Self::DelegatoPrestatore,
            Veste::Intermediario => Self::Intermediario,
            Veste::ContactCenter => Self::ContactCenter,
            Veste::Sede => Self::Sede,
            Veste::SistemaPagamenti => Self::SistemaPagamenti,
        }
    }
}

/// Un'operazione e chi la può fare.
#[derive(Serialize, ToSchema)]
pub struct Permesso {
    /// L'operazione, come la chiama questo documento.
    #[schema(max_length = 64, example = "comunicaPrestazione")]
    pub operazione: &'static str,
    /// Che cosa fa.
    #[schema(max_length = 128)]
    pub descrizione: &'static str,
    /// In quali vesti si può fare.
    #[schema(max_items = 11)]
    pub vesti: Vec<VesteJson>,
    /// Quale ambito deve avere la delega di chi opera per altri.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambito_delega: Option<AmbitoJson>,
    /// Se la persona la può fare anche dall'app.
    pub app: bool,
}

/// Un canale e le credenziali con cui vi si entra.
#[derive(Serialize, ToSchema)]
pub struct CanaleAmmesso {
    /// Il canale.
    #[schema(max_length = 32, example = "app")]
    pub canale: &'static str,
    /// Le identità digitali ammesse, con il loro livello.
    #[schema(max_items = 6)]
    pub credenziali: Vec<CredenzialeJson>,
}

/// Un'identità digitale con il suo livello.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Credenziale)]
pub enum CredenzialeJson {
    /// SPID di livello 2.
    Spid2,
    /// SPID di livello 3.
    Spid3,
    /// CIE di livello 2.
    Cie2,
    /// CIE di livello 3.
    Cie3,
    /// CNS.
    Cns,
    /// Un'identità di un altro Stato dell'Unione.
    Eidas,
}

impl From<Credenziale> for CredenzialeJson {
    fn from(credenziale: Credenziale) -> Self {
        match credenziale {
            Credenziale::Spid2 => Self::Spid2,
            Credenziale::Spid3 => Self::Spid3,
            Credenziale::Cie2 => Self::Cie2,
            Credenziale::Cie3 => Self::Cie3,
            Credenziale::Cns => Self::Cns,
            Credenziale::Eidas => Self::Eidas,
        }
    }
}

/// Chi può fare che cosa.
#[derive(Serialize, ToSchema)]
pub struct ElencoPermessi {
    /// Una riga per ogni operazione.
    #[schema(max_items = 200)]
    pub permessi: Vec<Permesso>,
    /// I canali delle persone.
    #[schema(max_items = 2)]
    pub canali: Vec<CanaleAmmesso>,
}

/// Chi può fare che cosa
///
/// La tabella dei permessi, la stessa che il servizio applica: per ogni operazione le vesti in cui si può fare, e per ogni canale
/// le identità digitali ammesse. Ciò che non vi compare è negato.
#[utoipa::path(
    tag = "Profilo",
    operation_id = "elencoPermessi",
    security(()),
    responses((status = 200, description = "I permessi", body = ElencoPermessi, headers(
        ("Cache-Control" = String, description = "La tabella si può conservare"),
    )))
)]
#[get("/permessi")]
pub(crate) async fn elenco() -> HttpResponse {
    let permessi = RIGHE.iter().map(|row| Permesso {
        operazione: row.operazione.as_str(),
        descrizione: row.descrizione,
        vesti: row.vesti.iter().copied().map(VesteJson::from).collect(),
        ambito_delega: row.ambito.map(|ambito: Ambito| ambito.into()),
        app: row.app,
    });
    let canali = [("portale", Channel::Portale), ("app", Channel::App)].map(|(canale, channel)| CanaleAmmesso {
        canale,
        credenziali: Credenziale::ALL.into_iter().filter(|one| channel.admits(*one)).map(Into::into).collect(),
    });
    let body = ElencoPermessi { permessi: permessi.collect(), canali: canali.into() };
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "public, max-age=3600")).json(body)
}
