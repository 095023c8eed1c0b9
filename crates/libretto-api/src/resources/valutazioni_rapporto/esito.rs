//! What an assessment answers.

use super::lettura::place_of;
use crate::problem::Problem;
use crate::resources::error::not_in_force;
use crate::resources::types::importo::Importo;
use crate::resources::types::limiti::law_of;
use crate::resources::types::spiegazione::Grandezza;
use crate::resources::types::tempo::Giorno;
use libretto_core::conseguenze::{Conseguenza, Innesco, Riga, Valutazione};
use serde::Serialize;
use utoipa::ToSchema;

/// Una prestazione al suo posto nell'anno, con le somme fino a essa compresa.
#[derive(Serialize, ToSchema)]
pub struct RigaValutata {
    /// Posto della prestazione nella richiesta, da zero.
    #[schema(minimum = 0, maximum = 1999)]
    pub posto: u32,
    /// Giorno in cui è iniziata, in Italia.
    pub giorno: Giorno,
    /// Compenso netto.
    pub compenso: Importo,
    /// Minuti lavorati.
    #[schema(minimum = 0)]
    pub minuti: u32,
    /// Compensi dell'anno tra le stesse parti fino a questa prestazione.
    pub compensi_progressivi: Importo,
    /// Minuti dell'anno tra le stesse parti fino a questa prestazione.
    #[schema(minimum = 0)]
    pub minuti_progressivi: u32,
}

impl From<&Riga> for RigaValutata {
    fn from(riga: &Riga) -> Self {
        Self {
            posto: place_of(riga.voce.id),
            giorno: Giorno(riga.voce.giorno()),
            compenso: Importo(riga.voce.compenso),
            minuti: riga.voce.orario.minuti.get(),
            compensi_progressivi: Importo(riga.compensi),
            minuti_progressivi: riga.minuti.get(),
        }
    }
}

/// Ciò da cui la conseguenza discende: una regola con i suoi numeri.
#[derive(Serialize, ToSchema)]
pub struct InnescoConseguenza {
    /// Identificativo della regola.
    #[schema(max_length = 32, pattern = "^[A-Z]{3}-[A-Z0-9]{1,4}$", example = "LIM-C")]
    pub regola: &'static str,
    /// Che cosa chiede la regola.
    #[schema(max_length = 200)]
    pub titolo: &'static str,
    /// Norma o istruzione da cui la regola discende.
    #[schema(max_length = 300)]
    pub citazione: String,
    /// Limite o termine di paragone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limite: Option<Grandezza>,
    /// Quanto c'era prima.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usato: Option<Grandezza>,
    /// Quanto la prestazione ha aggiunto, o che cosa è stato confrontato.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub richiesto: Option<Grandezza>,
}

impl From<&Innesco> for InnescoConseguenza {
    fn from(innesco: &Innesco) -> Self {
        Self {
            regola: innesco.regola.as_str(),
            titolo: innesco.regola.title(),
            citazione: innesco.regola.citation().to_string(),
            limite: innesco.misura.limite.map(Grandezza::from),
            usato: innesco.misura.usato.map(Grandezza::from),
            richiesto: innesco.misura.richiesto.map(Grandezza::from),
        }
    }
}

/// Una conseguenza di legge, oppure la notizia che non ve ne sono.
#[derive(Serialize, ToSchema)]
pub struct ConseguenzaDiLegge {
    /// Codice stabile.
    #[schema(max_length = 64, pattern = "^[a-z-]+$", example = "trasformazione-rapporto")]
    pub codice: &'static str,
    /// Identificativo della regola.
    #[schema(max_length = 32, pattern = "^[A-Z]{3}-[A-Z0-9]{1,4}$", example = "CON-01")]
    pub regola: &'static str,
    /// Norma da cui discende.
    #[schema(max_length = 300)]
    pub citazione: String,
    /// Giorno dal quale opera.
    pub giorno: Giorno,
    /// Ciò da cui discende: un motivo, o due se la stessa prestazione supera sia i compensi sia le ore.
    #[schema(max_items = 2)]
    pub inneschi: Vec<InnescoConseguenza>,
    /// Posti delle prestazioni interessate, nell'ordine in cui si sono svolte.
    #[schema(max_items = 2000)]
    pub posti: Vec<u32>,
    /// La conseguenza in parole, con i numeri e la norma.
    #[schema(max_length = 2000)]
    pub testo: String,
}

impl From<&Conseguenza> for ConseguenzaDiLegge {
    fn from(one: &Conseguenza) -> Self {
        Self {
            codice: one.codice.as_str(),
            regola: one.codice.regola().as_str(),
            citazione: one.codice.regola().citation().to_string(),
            giorno: Giorno(one.giorno),
            inneschi: one.inneschi.iter().map(InnescoConseguenza::from).collect(),
            posti: one.voci.iter().map(|id| place_of(*id)).collect(),
            testo: one.sentence(),
        }
    }
}

/// L'anno di un rapporto letto secondo la legge.
#[derive(Serialize, ToSchema)]
pub struct ValutazioneRapporto {
    /// Anno civile.
    #[schema(minimum = 2017, maximum = 9999, example = 2026)]
    pub anno: i32,
    /// Versione del motore che ha valutato.
    #[schema(max_length = 32, example = "0.1.0")]
    pub motore: &'static str,
    /// Compensi dell'anno tra le stesse parti: il massimo, compreso.
    pub limite_compensi: Importo,
    /// Minuti dell'anno tra le stesse parti: il massimo, compreso.
    #[schema(minimum = 0)]
    pub limite_minuti: u32,
    /// Le prestazioni nell'ordine in cui si sono svolte.
    #[schema(max_items = 2000)]
    pub prestazioni: Vec<RigaValutata>,
    /// Le conseguenze, in ordine di giorno. Vuoto se non ne segue nulla.
    #[schema(max_items = 100)]
    pub conseguenze: Vec<ConseguenzaDiLegge>,
}

impl ValutazioneRapporto {
    /// The answer about a year.
    pub(super) fn new(anno: i32, valutazione: &Valutazione) -> Result<Self, Problem> {
        let law = law_of(anno).map_err(|period| not_in_force(&period))?;
        Ok(Self {
            anno,
            motore: libretto_core::ENGINE,
            limite_compensi: Importo(law.limite_coppia),
            limite_minuti: law.limite_ore.get(),
            prestazioni: valutazione.righe.iter().map(RigaValutata::from).collect(),
            conseguenze: valutazione.conseguenze.iter().map(ConseguenzaDiLegge::from).collect(),
        })
    }
}
