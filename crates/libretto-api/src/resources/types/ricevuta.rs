//! The receipt of a record on the wire: its decisions, each with the values in force and with what it looked at, for the eyes
//! of one party.

use super::parametro::Parametro;
use super::presupposti::Presupposti;
use super::spiegazione::{Passo, Viewer};
use super::tempo::{Giorno, Istante};
use libretto_core::catalogue::Regola;
use libretto_core::civil_time::rome_date;
use libretto_core::event::{Event, Fatto};
use libretto_core::explanation::{Measure, Step};
use libretto_core::parameters::{self, Row};
use libretto_core::prestazione as core;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Atto compiuto su una prestazione.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Atto {
    /// La prestazione è stata comunicata.
    Comunicazione,
    /// La prestazione è stata rettificata.
    Rettifica,
    /// La prestazione è stata annullata.
    Annullamento,
    /// La prestazione è stata convalidata per il mandato postale.
    Convalida,
    /// La prestazione è entrata in un pagamento.
    Liquidazione,
}

/// Un controllo con i valori della norma che ha applicato.
#[derive(Clone, Serialize, ToSchema)]
pub struct PassoMotivato {
    /// Il controllo.
    #[serde(flatten)]
    pub passo: Passo,
    /// Valori in vigore che la regola applica. Assente se la regola non ne ha.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 20)]
    pub valori: Vec<Parametro>,
}

/// Una decisione, o il pagamento come fatto.
#[derive(Clone, Serialize, ToSchema)]
pub struct Decisione {
    /// Atto.
    pub atto: Atto,
    /// Istante dell'atto.
    pub istante: Istante,
    /// Giorno la cui disciplina è stata applicata. Assente per la liquidazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giorno: Option<Giorno>,
    /// Versione del motore che ha deciso. Assente per la liquidazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 32, example = "0.1.0")]
    pub motore: Option<String>,
    /// I controlli. Assente per la liquidazione.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 100)]
    pub passi: Vec<PassoMotivato>,
    /// Ciò che la decisione ha considerato, per quanto chi chiama può saperne. Assente se non è stato conservato.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presupposti: Option<Presupposti>,
    /// Il pagamento in cui la prestazione è entrata. Solo per la liquidazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagamento_id: Option<Uuid>,
}

/// Le decisioni su una prestazione, nell'ordine.
#[derive(Clone, Serialize, ToSchema)]
pub struct Ricevuta {
    /// Identificativo della prestazione.
    pub prestazione_id: Uuid,
    /// Versione della prestazione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
    /// Le decisioni.
    #[schema(max_items = 1000)]
    pub decisioni: Vec<Decisione>,
}

impl Ricevuta {
    /// The receipt of a record for some eyes.
    pub(crate) fn new(record: &core::Prestazione, decisions: &[Event], viewer: Viewer) -> Self {
        let mut decisioni: Vec<_> = decisions.iter().filter_map(|event| decision(event, viewer)).collect();
        decisioni.extend(record.pagamento.map(|pagamento| Decisione {
            atto: Atto::Liquidazione,
            // Nothing can happen to a record after its payment.
            istante: Istante(record.aggiornata_il),
            giorno: None,
            motore: None,
            passi: Vec::new(),
            presupposti: None,
            pagamento_id: Some(pagamento.0),
        }));
        Self { prestazione_id: record.id.0, versione: record.versione, decisioni }
    }
}

fn decision(event: &Event, viewer: Viewer) -> Option<Decisione> {
    let atto = match event.fatto {
        Fatto::PrestazioneComunicata { .. } => Atto::Comunicazione,
        Fatto::PrestazioneRettificata { .. } => Atto::Rettifica,
        Fatto::PrestazioneAnnullata { .. } => Atto::Annullamento,
        Fatto::PrestazioneConvalidata { .. } => Atto::Convalida,
        _ => return None,
    };
    let whole = event.spiegazione.clone()?;
    let presupposti = whole.presupposti.as_deref().map(|rests_on| Presupposti::new(rests_on, viewer));
    let explanation = viewer.explanation(whole);
    let in_force = parameters::in_force(explanation.giorno);
    let at_entry = parameters::in_force(rome_date(event.istante));
    Some(Decisione {
        atto,
        istante: Istante(event.istante),
        giorno: Some(Giorno(explanation.giorno)),
        motore: Some(explanation.motore),
        passi: explanation.passi.iter().map(|step| reasoned(step, (&in_force, &at_entry), viewer)).collect(),
        presupposti,
        pagamento_id: None,
    })
}

/// A check with the values in force on the day that governs the rule: that of the work or, for the exclusion of relatives
/// (ELG-07), that of the act; the limit of the worker has no number for the household, not even that of the law.
fn reasoned(step: &Step, (of_work, of_act): (&[Row], &[Row]), viewer: Viewer) -> PassoMotivato {
    let hidden = step.regola == Regola::LimA && viewer == Viewer::Utilizzatore && step.misura == Measure::NONE;
    let in_force = if step.regola == Regola::Elg07 { of_act } else { of_work };
    let read = in_force.iter().filter(|row| !hidden && step.regola.parametri().contains(&row.key));
    PassoMotivato { passo: Passo::from(step), valori: read.map(Parametro::from).collect() }
}
