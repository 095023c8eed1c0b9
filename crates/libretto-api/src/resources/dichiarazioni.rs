//! `GET /dichiarazioni`: what a person must declare to open a profile, and an heir to present a declaration.

use super::eredi::tipi::TipoResponsabilitaJson;
use super::types::persone::TipoDichiarazioneJson;
use actix_web::{HttpResponse, get};
use libretto_core::eredi::{RESPONSABILITA_IN_VIGORE, TipoResponsabilita};
use libretto_core::utilizzatore::{DICHIARAZIONI_IN_VIGORE, TipoDichiarazione};
use serde::Serialize;
use utoipa::ToSchema;

/// Una dichiarazione da rendere alla registrazione.
#[derive(Serialize, ToSchema)]
pub struct DichiarazioneInVigore {
    /// Che cosa si dichiara.
    pub tipo: TipoDichiarazioneJson,
    /// Versione in vigore del testo.
    #[schema(max_length = 32, example = "2026-01")]
    pub versione: &'static str,
    /// Titolo.
    #[schema(max_length = 200)]
    pub titolo: &'static str,
    /// Testo breve da mostrare alla persona.
    #[schema(max_length = 1000)]
    pub testo: &'static str,
}

/// Le dichiarazioni in vigore.
#[derive(Serialize, ToSchema)]
pub struct ElencoDichiarazioni {
    /// Le dichiarazioni, tutte necessarie.
    #[schema(max_items = 10)]
    pub dichiarazioni: Vec<DichiarazioneInVigore>,
    /// Che cosa dichiara sotto la propria responsabilità un erede che presenta la sua dichiarazione: tutte necessarie.
    #[schema(max_items = 10)]
    pub responsabilita_erede: Vec<ResponsabilitaInVigore>,
}

/// Una dichiarazione di responsabilità da rendere per presentarsi come erede.
#[derive(Serialize, ToSchema)]
pub struct ResponsabilitaInVigore {
    /// Che cosa si dichiara.
    pub tipo: TipoResponsabilitaJson,
    /// Versione in vigore del testo.
    #[schema(max_length = 32, example = "2026-01")]
    pub versione: &'static str,
    /// Testo breve da mostrare alla persona.
    #[schema(max_length = 1000)]
    pub testo: &'static str,
}

/// Dichiarazioni in vigore
///
/// I testi che la persona deve aver letto e accettato per registrarsi, ciascuno nella versione da indicare nella richiesta.
/// Pubblico.
#[utoipa::path(
    tag = "Profilo",
    operation_id = "elencoDichiarazioni",
    security(()),
    responses((status = 200, description = "Le dichiarazioni in vigore", body = ElencoDichiarazioni))
)]
#[get("/dichiarazioni")]
pub(crate) async fn elenco() -> HttpResponse {
    let dichiarazioni = DICHIARAZIONI_IN_VIGORE.iter().map(|(tipo, versione)| {
        let (titolo, testo) = words(*tipo);
        DichiarazioneInVigore { tipo: (*tipo).into(), versione, titolo, testo }
    });
    let responsabilita_erede = RESPONSABILITA_IN_VIGORE.iter().map(|(tipo, versione)| ResponsabilitaInVigore {
        tipo: (*tipo).into(),
        versione,
        testo: words_of_heir(*tipo),
    });
    HttpResponse::Ok().json(ElencoDichiarazioni {
        dichiarazioni: dichiarazioni.collect(),
        responsabilita_erede: responsabilita_erede.collect(),
    })
}

const fn words_of_heir(tipo: TipoResponsabilita) -> &'static str {
    match tipo {
        TipoResponsabilita::QualitaErede => "Dichiaro di essere erede della persona deceduta, per il titolo indicato.",
        TipoResponsabilita::AccettazioneEredita => "Dichiaro che l'eredità è stata accettata.",
        TipoResponsabilita::ConsapevolezzaSanzioni => {
            "Dichiaro di conoscere le sanzioni penali e la perdita dei benefici che il D.P.R. 445/2000 (artt. 75 e 76) prevede per \
             chi rende dichiarazioni false."
        }
    }
}

const fn words(tipo: TipoDichiarazione) -> (&'static str, &'static str) {
    match tipo {
        TipoDichiarazione::Responsabilita => (
            "Dichiarazione di responsabilità",
            "Dichiaro, consapevole delle conseguenze previste dal D.P.R. 445/2000 per le dichiarazioni non vere, di conoscere e \
             rispettare le condizioni dell'art. 54-bis del D.L. 50/2017, compresi i limiti economici e il divieto (comma 5) riferito \
             ai rapporti di lavoro tra le stesse parti in corso o cessati da meno del tempo che la legge stabilisce.",
        ),
        TipoDichiarazione::InformativaPrivacy => (
            "Informativa sul trattamento dei dati personali",
            "Dichiaro di aver letto l'informativa sul trattamento dei dati personali resa ai sensi degli articoli 13 e 14 del \
             Regolamento (UE) 2016/679.",
        ),
    }
}
