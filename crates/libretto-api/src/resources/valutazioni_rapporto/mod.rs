//! `POST /valutazioni-rapporto`: what the law makes of a pair's year. Nothing is stored and nobody is named.

pub mod esito;
mod lettura;

use crate::ApiResult;
use crate::auth::Caller;
use crate::problem::extract::{ApiJson, LIST_LIMIT_BYTES, Righe};
use crate::resources::checks::at_most;
use crate::resources::error::not_in_force;
use crate::resources::types::borsa::BorsaJson;
use crate::resources::types::importo::Importo;
use crate::resources::types::present;
use crate::resources::types::tempo::{Giorno, Istante, OraCivile};
use crate::resources::utilizzatori::rapporti::TipoRapportoJson;
use actix_web::{HttpResponse, post};
use esito::ValutazioneRapporto;
use libretto_core::conseguenze::consequences;
use serde::Deserialize;
use utoipa::ToSchema;

/// Most records of one assessment, inclusive.
pub(crate) const PRESTAZIONI_MAX: usize = 2_000;
/// Most employments of one assessment, inclusive.
const RAPPORTI_MAX: usize = 50;

/// Una prestazione da valutare: con gli orari (`inizio`, `fine`, `pausa_minuti`) oppure con `giorno` e `minuti`; con il costo
/// oppure con i titoli.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "inizio": "2026-11-10T09:00", "fine": "2026-11-10T13:00", "titoli": 4 }))]
pub struct PrestazioneDaValutare {
    /// Inizio del lavoro, ora civile italiana.
    #[serde(default, deserialize_with = "present")]
    pub inizio: Option<OraCivile>,
    /// Fine del lavoro, ora civile italiana.
    #[serde(default, deserialize_with = "present")]
    pub fine: Option<OraCivile>,
    /// Pause non retribuite, in minuti. Solo con gli orari.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1440, default = 0)]
    pub pausa_minuti: u32,
    /// Giorno del lavoro, se degli orari non si sa nulla: conta come giorno lavorato, e del riposo giornaliero e delle pause non si
    /// dice nulla.
    #[serde(default, deserialize_with = "present")]
    pub giorno: Option<Giorno>,
    /// Minuti lavorati al netto delle pause, con `giorno`.
    #[serde(default, deserialize_with = "present")]
    #[schema(minimum = 1, maximum = 44640)]
    pub minuti: Option<u32>,
    /// Costo complessivo, multiplo del valore di un titolo.
    #[serde(default, deserialize_with = "present")]
    pub costo_complessivo: Option<Importo>,
    /// Titoli usati.
    #[serde(default, deserialize_with = "present")]
    #[schema(minimum = 1, maximum = 1000)]
    pub titoli: Option<u32>,
    /// Vero se il compenso è stato contato in misura ridotta per il limite dell'utilizzatore.
    #[serde(default)]
    #[schema(default = false)]
    pub computo_ridotto: bool,
    /// Istante della comunicazione, se noto.
    #[serde(default, deserialize_with = "present")]
    pub comunicata_il: Option<Istante>,
    /// Borsa che ha pagato: il lavoro pagato con il bonus ha termini propri e deroga al divieto del comma 5.
    #[serde(default)]
    pub borsa: BorsaJson,
}

/// Un rapporto di lavoro tra le stesse parti, fuori dal Libretto Famiglia.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "tipo": "subordinato", "dal": "2025-01-01", "al": "2025-12-31" }))]
pub struct RapportoDaValutare {
    /// Tipo di rapporto.
    pub tipo: TipoRapportoJson,
    /// Primo giorno, compreso.
    pub dal: Giorno,
    /// Ultimo giorno, compreso. Assente se il rapporto è in corso.
    #[serde(default, deserialize_with = "present")]
    pub al: Option<Giorno>,
}

/// L'anno di un rapporto da valutare. Non servono dati personali, e non ne vanno inviati.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "anno": 2026,
    "prestazioni": [
        { "giorno": "2026-11-10", "minuti": 16000, "titoli": 312 },
        { "inizio": "2026-11-15T09:00", "fine": "2026-11-15T10:00", "costo_complessivo": "10.00" }
    ],
    "rapporti": [{ "tipo": "subordinato", "dal": "2025-01-01", "al": "2025-12-31" }]
}))]
pub struct RichiestaValutazioneRapporto {
    /// Anno civile di svolgimento.
    #[schema(minimum = 2017, maximum = 9998, example = 2026)]
    pub anno: i32,
    /// Le prestazioni dell'anno tra le stesse parti, in qualunque ordine, senza quelle annullate.
    #[schema(value_type = Vec<PrestazioneDaValutare>, min_items = 1, max_items = 2000)]
    pub prestazioni: Righe<PrestazioneDaValutare>,
    /// I rapporti di lavoro tra le stesse parti.
    #[serde(default)]
    #[schema(value_type = Vec<RapportoDaValutare>, max_items = 50)]
    pub rapporti: Righe<RapportoDaValutare>,
    /// Compensi del prestatore nell'anno da altri utilizzatori, per il suo limite. Al più 1.000.000,00.
    #[serde(default, deserialize_with = "present")]
    pub compensi_da_altri: Option<Importo>,
    /// Compensi dell'utilizzatore nell'anno ad altri prestatori, come li conta il suo limite. Al più 1.000.000,00.
    #[serde(default, deserialize_with = "present")]
    pub compensi_ad_altri: Option<Importo>,
    /// Vero se l'autocertificazione del computo ridotto si è rivelata falsa.
    #[serde(default)]
    #[schema(default = false)]
    pub autocertificazione_non_veritiera: bool,
}

/// Valutazione di un rapporto
///
/// Dice che cosa la legge fa seguire all'anno di lavoro tra le stesse parti, da chiunque registrato: la trasformazione del
/// rapporto dal giorno in cui si superano i compensi o le ore, la conversione per il lavoro vietato, i riposi non rispettati, e ciò
/// a cui non segue nulla.
/// Le prestazioni si contano nell'ordine in cui si sono svolte. Nulla è conservato; non servono dati personali.
#[utoipa::path(
    tag = "Diritto",
    operation_id = "valutaRapporto",
    request_body = RichiestaValutazioneRapporto,
    responses((status = 200, description = "Le somme dell'anno e le conseguenze", body = ValutazioneRapporto))
)]
#[post("/valutazioni-rapporto")]
pub(crate) async fn valuta(
    _caller: Caller,
    body: ApiJson<RichiestaValutazioneRapporto, LIST_LIMIT_BYTES>,
) -> ApiResult<HttpResponse> {
    at_most("/prestazioni", body.0.prestazioni.rows(), PRESTAZIONI_MAX)?;
    at_most("/rapporti", body.0.rapporti.rows(), RAPPORTI_MAX)?;
    let anno = body.0.anno;
    let storia = lettura::storia(body.0)?;
    let valutazione = consequences(&storia).map_err(|period| not_in_force(&period))?;
    Ok(HttpResponse::Ok().json(ValutazioneRapporto::new(anno, &valutazione)?))
}
