//! What a simulation answers, for the eyes of the household.

use crate::problem::Violazione;
use crate::resources::prestazioni::verifica::EsitoVerifica;
use crate::resources::types::importo::Importo;
use crate::resources::types::limiti::{LimitePrestatoreRaggiunto, LimitiResidui};
use crate::resources::types::spiegazione::{Avvertenza, Viewer, avvertenze, violazioni};
use crate::resources::types::tempo::Giorno;
use libretto_core::catalogue::{Campo, Regola};
use libretto_core::limits::Uso;
use libretto_core::parameters::NotInForce;
use libretto_core::simulazione as core;
use serde::Serialize;
use utoipa::ToSchema;

/// Quanto resta di ciascun limite dopo un turno.
#[derive(Serialize, ToSchema)]
pub struct LimitiDopo {
    /// Compensi dell'utilizzatore a tutti i prestatori: quanto resta.
    pub utilizzatore_residuo: Importo,
    /// Compensi tra le stesse parti: quanto resta.
    pub coppia_residuo: Importo,
    /// Titoli interi che i compensi tra le stesse parti ammettono ancora.
    #[schema(minimum = 0)]
    pub coppia_titoli_residui: u32,
    /// Minuti tra le stesse parti: quanti ne restano.
    #[schema(minimum = 0)]
    pub minuti_residui: u32,
    /// Compensi del prestatore da tutti gli utilizzatori.
    pub prestatore: LimitePrestatoreRaggiunto,
}

impl From<&Uso> for LimitiDopo {
    fn from(uso: &Uso) -> Self {
        Self {
            utilizzatore_residuo: Importo(uso.utilizzatore.residuo),
            coppia_residuo: Importo(uso.coppia.residuo),
            coppia_titoli_residui: uso.coppia.titoli_residui,
            minuti_residui: uso.ore.residuo.get(),
            prestatore: LimitePrestatoreRaggiunto { raggiunto: uso.prestatore.titoli_residui == 0 },
        }
    }
}

/// Che cosa accadrebbe a un turno.
#[derive(Serialize, ToSchema)]
pub struct TurnoSimulato {
    /// Posto del turno nella richiesta, da zero.
    #[schema(minimum = 0, maximum = 999)]
    pub posto: usize,
    /// Etichetta di chi lavora.
    #[schema(max_length = 64)]
    pub prestatore: String,
    /// Giorno in cui comincia.
    pub giorno: Giorno,
    /// Ammesso o respinto.
    pub esito: EsitoVerifica,
    /// Titoli usati. Assente se respinto.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub titoli: Option<u32>,
    /// Minuti lavorati. Assente se respinto.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0)]
    pub minuti_lavorati: Option<u32>,
    /// Regole violate. Assente se ammesso.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 100)]
    pub violazioni: Vec<Violazione>,
    /// Avvertenze. Assente se non ve ne sono.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 20)]
    pub avvertenze: Vec<Avvertenza>,
    /// Violazioni e avvertenze in parole, con i numeri e le norme. Assente se non ve ne sono.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 100)]
    pub testi: Vec<String>,
    /// Quanto resta dei limiti dell'anno. Assente fuori dalla disciplina.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limiti: Option<LimitiDopo>,
    /// Quanto resta nel portafoglio, se il piano verifica i fondi.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disponibile: Option<Importo>,
}

/// Un limite raggiunto nel piano: da lì non entra più un titolo, o più un minuto.
#[derive(Serialize, ToSchema)]
pub struct LimiteRaggiunto {
    /// Identificativo del limite.
    #[schema(max_length = 32, pattern = "^LIM-[ABCH]$", example = "LIM-H")]
    pub regola: &'static str,
    /// Quale limite.
    #[schema(max_length = 200)]
    pub titolo: &'static str,
    /// Giorno del piano.
    pub giorno: Giorno,
    /// Posto del turno nella richiesta, da zero.
    #[schema(minimum = 0, maximum = 999)]
    pub posto: usize,
}

/// L'anno con un prestatore alla fine del piano.
#[derive(Serialize, ToSchema)]
pub struct RiepilogoPrestatore {
    /// Etichetta di chi lavora.
    #[schema(max_length = 64)]
    pub prestatore: String,
    /// Anno civile.
    #[schema(minimum = 2017, maximum = 9999, example = 2026)]
    pub anno: i32,
    /// Turni che sarebbero ammessi.
    #[schema(minimum = 0, maximum = 1000)]
    pub turni_ammessi: u32,
    /// Turni che sarebbero respinti.
    #[schema(minimum = 0, maximum = 1000)]
    pub turni_respinti: u32,
    /// Titoli dei turni ammessi.
    #[schema(minimum = 0)]
    pub titoli: u32,
    /// Minuti dei turni ammessi.
    #[schema(minimum = 0)]
    pub minuti: u32,
    /// Titoli che entrano ancora nell'anno, con i titoli per ora del piano.
    #[schema(minimum = 0)]
    pub titoli_residui: u32,
    /// Minuti che entrano ancora nell'anno, con i titoli per ora del piano.
    #[schema(minimum = 0)]
    pub minuti_residui: u32,
    /// Il limite che vincola per primo: il primo raggiunto nel piano, o quello che lo sarebbe andando avanti così.
    #[schema(max_length = 32, pattern = "^LIM-[ABCH]$", example = "LIM-H")]
    pub vincolo: &'static str,
    /// I limiti raggiunti nel piano, nell'ordine.
    #[schema(max_items = 4)]
    pub raggiunti: Vec<LimiteRaggiunto>,
    /// I limiti alla fine del piano.
    pub limiti: LimitiResidui,
    /// La risposta in parole.
    #[schema(max_length = 500)]
    pub testo: String,
}

/// Che cosa accadrebbe secondo il piano.
#[derive(Serialize, ToSchema)]
pub struct Simulazione {
    /// Versione del motore che ha deciso.
    #[schema(max_length = 32, example = "0.1.0")]
    pub motore: &'static str,
    /// I turni, nell'ordine in cui finiscono.
    #[schema(max_items = 1000)]
    pub turni: Vec<TurnoSimulato>,
    /// Per ogni prestatore e anno, quanto resta e che cosa vincola.
    #[schema(max_items = 250)]
    pub riepilogo: Vec<RiepilogoPrestatore>,
}

impl Simulazione {
    /// A simulation for the eyes of the household. `etichette` are the labels of the workers.
    ///
    /// # Errors
    /// [`NotInForce`] for a year before the law, which no summary has.
    pub(super) fn new(played: &core::Simulazione, etichette: &[String]) -> Result<Self, NotInForce> {
        let label = |place: usize| etichette.get(place).cloned().unwrap_or_default();
        Ok(Self {
            motore: libretto_core::ENGINE,
            turni: played.turni.iter().map(|turno| shift(turno, label(turno.lavoratore))).collect(),
            riepilogo: played
                .riepilogo
                .iter()
                .map(|one| summary(one, label(one.lavoratore)))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn shift(turno: &core::EsitoTurno, prestatore: String) -> TurnoSimulato {
    let posto = turno.posto;
    let why = Viewer::Utilizzatore.explanation(turno.spiegazione.clone());
    let broken = violazioni(&why, |campo: Campo| format!("/{campo}")).into_iter().map(|mut one| {
        one.campo = one.campo.map(|campo| format!("/turni/{posto}{campo}"));
        one
    });
    let told = why.violations().chain(why.warnings());
    TurnoSimulato {
        posto,
        prestatore,
        giorno: Giorno(turno.giorno),
        esito: if turno.dati.is_some() { EsitoVerifica::Ammessa } else { EsitoVerifica::Respinta },
        titoli: turno.dati.as_ref().map(|dati| dati.titoli.0),
        minuti_lavorati: turno.dati.as_ref().map(|dati| dati.minuti.get()),
        violazioni: broken.collect(),
        avvertenze: avvertenze(&why, Viewer::Utilizzatore),
        testi: told.map(ToString::to_string).collect(),
        limiti: turno.uso.as_ref().map(LimitiDopo::from),
        disponibile: turno.disponibile.map(Importo),
    }
}

fn summary(one: &core::Riepilogo, prestatore: String) -> Result<RiepilogoPrestatore, NotInForce> {
    let reached = |limit: &core::Raggiunto| LimiteRaggiunto {
        regola: limit.regola.as_str(),
        titolo: limit.regola.title(),
        giorno: Giorno(limit.giorno),
        posto: limit.posto,
    };
    Ok(RiepilogoPrestatore {
        testo: words(one, &prestatore),
        prestatore,
        anno: one.anno,
        turni_ammessi: one.ammessi,
        turni_respinti: one.respinti,
        titoli: one.titoli,
        minuti: one.minuti.get(),
        titoli_residui: one.titoli_residui,
        minuti_residui: one.minuti_residui.get(),
        vincolo: one.vincolo.as_str(),
        raggiunti: one.raggiunti.iter().map(reached).collect(),
        limiti: LimitiResidui::new(&one.uso, one.anno)?,
    })
}

/// What people really ask, in one or two sentences.
fn words(one: &core::Riepilogo, prestatore: &str) -> String {
    let limit = limit_in_words(one.vincolo);
    let left = format!("restano {} e {} titoli", one.minuti_residui, one.titoli_residui);
    match one.raggiunti.first() {
        Some(first) => {
            let day = first.giorno.format("%d/%m/%Y");
            format!("Con {prestatore} nel {}: il {day} si raggiunge {limit}; {left}.", one.anno)
        }
        None => format!("Con {prestatore} nel {}: {left}; il primo a vincolare è {limit}.", one.anno),
    }
}

const fn limit_in_words(regola: Regola) -> &'static str {
    match regola {
        Regola::LimA => "il limite annuo del prestatore",
        Regola::LimB => "il limite annuo dell'utilizzatore",
        Regola::LimH => "il limite annuo di ore tra le stesse parti",
        _ => "il limite annuo dei compensi tra le stesse parti",
    }
}
