//! What a decision looked at, on the wire, for the eyes of one party: the household learns neither the worker's total nor
//! the age nor the day of registration, the worker neither the wallet nor what the household paid to others nor what it
//! declared of employments.

use super::borsa::{BorsaJson, ParentelaJson};
use super::importo::Importo;
use super::prestazione::AmbitoJson;
use super::spiegazione::Viewer;
use super::tempo::{Giorno, Istante, OraCivile};
use chrono::{DateTime, Utc};
use libretto_core::prestazione as core;
use libretto_core::rapporto::TipoRapporto;
use serde::Serialize;
use utoipa::ToSchema;

/// Un rapporto di lavoro tra le parti.
#[derive(Clone, Serialize, ToSchema)]
pub struct RapportoConsiderato {
    /// Tipo del rapporto.
    #[schema(value_type = String, max_length = 32, example = "subordinato")]
    pub tipo: TipoRapporto,
    /// Primo giorno, incluso.
    pub dal: Giorno,
    /// Ultimo giorno, incluso. Assente se è in corso.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<Giorno>,
}

/// Un'altra prestazione delle stesse parti, vicina nel tempo.
#[derive(Clone, Serialize, ToSchema)]
pub struct TurnoConsiderato {
    /// Inizio.
    pub inizio: Istante,
    /// Fine.
    pub fine: Istante,
}

/// Ciò che una decisione ha considerato. Mancano i dati che l'atto non considera e quelli che chi chiama non può conoscere.
#[derive(Clone, Default, Serialize, ToSchema)]
pub struct Presupposti {
    /// Ambito richiesto.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambito: Option<AmbitoJson>,
    /// Inizio richiesto, ora civile italiana.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inizio: Option<OraCivile>,
    /// Fine richiesta, ora civile italiana.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fine: Option<OraCivile>,
    /// Pause richieste, in minuti.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub pausa_minuti: Option<u32>,
    /// Costo complessivo richiesto.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costo_complessivo: Option<Importo>,
    /// Borsa richiesta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borsa: Option<BorsaJson>,
    /// Se l'assistenza è dichiarata ai bambini.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistenza_bambini: Option<bool>,
    /// Parentela dichiarata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parentela: Option<ParentelaJson>,
    /// Somme disponibili nella borsa del portafoglio. Solo per l'utilizzatore e il back office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disponibile: Option<Importo>,
    /// Compensi dell'anno tra le stesse parti.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compensi_coppia: Option<Importo>,
    /// Minuti lavorati nell'anno tra le stesse parti.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub minuti_coppia: Option<u32>,
    /// Compensi computati nell'anno dell'utilizzatore. Solo per l'utilizzatore e il back office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computato_utilizzatore: Option<Importo>,
    /// Compensi dell'anno del prestatore, con quelli esterni. Solo per il prestatore e il back office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compensi_prestatore: Option<Importo>,
    /// Anni compiuti dal prestatore nel giorno del lavoro. Solo per il prestatore e il back office.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 200)]
    pub eta_prestatore: Option<u32>,
    /// Se il compenso si computa in misura ridotta.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computo_ridotto: Option<bool>,
    /// Registrazione del prestatore.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prestatore_registrato_il: Option<Istante>,
    /// Rapporti di lavoro tra le parti. Assente se non ve ne sono; mai per il prestatore.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 1000)]
    pub rapporti: Vec<RapportoConsiderato>,
    /// Altre prestazioni delle stesse parti vicine nel tempo. Assente se non ve ne sono.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 1000)]
    pub turni: Vec<TurnoConsiderato>,
    /// Primo istante in cui la prestazione non si poteva più cambiare. Solo per rettifica, annullamento e convalida.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rettificabile_fino_a: Option<Istante>,
}

impl Presupposti {
    /// What a decision looked at, for some eyes.
    pub(crate) fn new(rests_on: &core::Presupposti, viewer: Viewer) -> Self {
        match rests_on {
            core::Presupposti::Comunicazione { richiesta, situazione, .. } => {
                Self::of_content(richiesta, situazione, viewer)
            }
            core::Presupposti::Rettifica { prestazione, richiesta, situazione, .. } => Self {
                rettificabile_fino_a: Some(until(*prestazione)),
                ..Self::of_content(richiesta, situazione, viewer)
            },
            core::Presupposti::Annullamento { prestazione, .. } | core::Presupposti::Convalida { prestazione, .. } => {
                Self { rettificabile_fino_a: Some(until(*prestazione)), ..Self::default() }
            }
            core::Presupposti::Decesso { .. } => Self::default(),
        }
    }

    fn of_content(asked: &core::Richiesta, there: &core::Situazione<'_>, viewer: Viewer) -> Self {
        let (of_household, of_worker) = (viewer != Viewer::Prestatore, viewer != Viewer::Utilizzatore);
        let anni = &there.anni;
        let ridotto = there.prestatore.map(|worker| match there.pesata {
            Some((day, reduced)) if day == asked.inizio.local().date() => reduced,
            _ => worker.ridotto,
        });
        Self {
            ambito: asked.ambito.map(AmbitoJson::from),
            inizio: Some(OraCivile(asked.inizio)),
            fine: Some(OraCivile(asked.fine)),
            pausa_minuti: Some(asked.pausa.get()),
            costo_complessivo: Some(Importo(asked.costo)),
            borsa: Some(asked.borsa.into()),
            assistenza_bambini: Some(asked.assistenza_bambini),
            parentela: Some(asked.parentela.into()),
            disponibile: of_household.then(|| Importo(there.portafoglio.disponibile())),
            compensi_coppia: Some(Importo(anni.coppia.compensi)),
            minuti_coppia: Some(anni.coppia.minuti.get()),
            computato_utilizzatore: of_household.then_some(Importo(anni.utilizzatore.computato)),
            compensi_prestatore: of_worker.then(|| Importo(anni.prestatore.totale())),
            eta_prestatore: there.prestatore.filter(|_| of_worker).map(|worker| worker.eta),
            computo_ridotto: ridotto,
            prestatore_registrato_il: there.prestatore.filter(|_| of_worker).map(|one| Istante(one.registrato_il)),
            rapporti: there
                .rapporti
                .iter()
                .filter(|_| of_household)
                .map(|one| RapportoConsiderato { tipo: one.tipo, dal: Giorno(one.dal), al: one.al.map(Giorno) })
                .collect(),
            turni: there.turni.iter().map(|one| near(one.inizio, one.fine)).collect(),
            rettificabile_fino_a: None,
        }
    }
}

const fn near(inizio: DateTime<Utc>, fine: DateTime<Utc>) -> TurnoConsiderato {
    TurnoConsiderato { inizio: Istante(inizio), fine: Istante(fine) }
}

const fn until(record: core::Revocabilita) -> Istante {
    Istante(record.revocabile_fino)
}
