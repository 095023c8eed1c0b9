//! Limits on the wire: used, left, and when they start again.

use super::importo::Importo;
use super::persone::PrestatoreTrovato;
use super::tempo::Giorno;
use chrono::NaiveDate;
use libretto_core::limits::{Uso, UsoEuro, UsoMinuti};
use libretto_core::minutes::Minutes;
use libretto_core::month::Month;
use libretto_core::parameters::NotInForce;
use libretto_core::ports::queries::LavoratoreInAnno;
use libretto_core::regime::Regime;
use serde::Serialize;
use utoipa::ToSchema;

/// Un limite annuo in euro di compenso: il massimo è compreso.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "limite": "10000.00", "usato": "320.00", "residuo": "9680.00", "titoli_residui": 1210, "percentuale": "3.2",
    "azzeramento_il": "2027-01-01"
}))]
pub struct LimiteEuro {
    /// Massimo dell'anno, compreso.
    pub limite: Importo,
    /// Quanto è stato usato, come lo conta la norma.
    pub usato: Importo,
    /// Quanto resta.
    pub residuo: Importo,
    /// Quanti titoli interi, a computo pieno, si possono ancora usare.
    #[schema(minimum = 0)]
    pub titoli_residui: u32,
    /// Quanto è stato usato, in percentuale del limite, arrotondato per difetto.
    #[schema(pattern = r"^-?[0-9]{1,6}\.[0-9]$", max_length = 9, example = "3.2")]
    pub percentuale: String,
    /// Giorno dal quale il limite riparte da zero.
    pub azzeramento_il: Giorno,
}

impl LimiteEuro {
    /// A limit of a year.
    pub(crate) fn new(uso: &UsoEuro, anno: i32) -> Self {
        Self {
            limite: Importo(uso.limite),
            usato: Importo(uso.usato),
            residuo: Importo(uso.residuo),
            titoli_residui: uso.titoli_residui,
            percentuale: uso
                .usato
                .percent_of(uso.limite)
                .map_or_else(|| "0.0".to_owned(), |percent| percent.to_string()),
            azzeramento_il: Giorno(reset(anno)),
        }
    }
}

/// Il limite annuo di ore tra le stesse parti: il massimo è compreso.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "limite_minuti": 16800, "minuti_usati": 240, "minuti_residui": 16560, "titoli_residui": 276, "percentuale": "1.4",
    "azzeramento_il": "2027-01-01"
}))]
pub struct LimiteOre {
    /// Massimo dell'anno in minuti, compreso.
    #[schema(minimum = 0)]
    pub limite_minuti: u32,
    /// Minuti lavorati.
    #[schema(minimum = 0)]
    pub minuti_usati: u32,
    /// Minuti che restano.
    #[schema(minimum = 0)]
    pub minuti_residui: u32,
    /// Quanti titoli da un'ora intera restano.
    #[schema(minimum = 0)]
    pub titoli_residui: u32,
    /// Quanto è stato usato, in percentuale del limite, arrotondato per difetto.
    #[schema(pattern = r"^[0-9]{1,6}\.[0-9]$", max_length = 8, example = "1.4")]
    pub percentuale: String,
    /// Giorno dal quale il limite riparte da zero.
    pub azzeramento_il: Giorno,
}

impl LimiteOre {
    /// The limit in hours of a year, where one voucher pays at most `per_titolo`.
    pub(crate) fn new(uso: &UsoMinuti, anno: i32, per_titolo: Minutes) -> Self {
        let tenths = u64::from(uso.usato.get()) * 1_000 / u64::from(uso.limite.get().max(1));
        Self {
            limite_minuti: uso.limite.get(),
            minuti_usati: uso.usato.get(),
            minuti_residui: uso.residuo.get(),
            titoli_residui: uso.residuo.get() / per_titolo.get().max(1),
            percentuale: format!("{}.{}", tenths / 10, tenths % 10),
            azzeramento_il: Giorno(reset(anno)),
        }
    }
}

/// Del limite annuo del prestatore, che somma i compensi di tutti i suoi utilizzatori, si dice soltanto se è raggiunto.
#[derive(Clone, Serialize, ToSchema)]
pub struct LimitePrestatoreRaggiunto {
    /// Vero quando al prestatore non si può più riconoscere nemmeno un titolo.
    pub raggiunto: bool,
}

/// Limiti che restano, come li può vedere l'utilizzatore.
#[derive(Clone, Serialize, ToSchema)]
pub struct LimitiResidui {
    /// Compensi dell'utilizzatore a tutti i prestatori.
    pub utilizzatore: LimiteEuro,
    /// Compensi tra le stesse parti.
    pub coppia: LimiteEuro,
    /// Ore tra le stesse parti.
    pub ore: LimiteOre,
    /// Compensi del prestatore da tutti gli utilizzatori.
    pub prestatore: LimitePrestatoreRaggiunto,
}

impl LimitiResidui {
    /// The limits of a year; what the worker got from others is left out.
    ///
    /// # Errors
    /// [`NotInForce`] for a year before the law.
    pub(crate) fn new(uso: &Uso, anno: i32) -> Result<Self, NotInForce> {
        let hour = law_of(anno)?.durata_titolo;
        Ok(Self {
            utilizzatore: LimiteEuro::new(&uso.utilizzatore, anno),
            coppia: LimiteEuro::new(&uso.coppia, anno),
            ore: LimiteOre::new(&uso.ore, anno, hour),
            prestatore: LimitePrestatoreRaggiunto { raggiunto: uso.prestatore.titoli_residui == 0 },
        })
    }
}

/// I limiti con un prestatore.
#[derive(Clone, Serialize, ToSchema)]
pub struct LimitiLavoratore {
    /// Il prestatore.
    #[serde(flatten)]
    pub persona: PrestatoreTrovato,
    /// Compensi tra le stesse parti.
    pub coppia: LimiteEuro,
    /// Ore tra le stesse parti.
    pub ore: LimiteOre,
    /// Compensi del prestatore da tutti gli utilizzatori.
    pub prestatore: LimitePrestatoreRaggiunto,
}

impl LimitiLavoratore {
    /// The limits with a worker in a year.
    pub(crate) fn new(worker: &LavoratoreInAnno, uso: &Uso, anno: i32, hour: Minutes) -> Self {
        Self {
            persona: PrestatoreTrovato::new(worker.prestatore, &worker.persona),
            coppia: LimiteEuro::new(&uso.coppia, anno),
            ore: LimiteOre::new(&uso.ore, anno, hour),
            prestatore: LimitePrestatoreRaggiunto { raggiunto: worker.limite_raggiunto },
        }
    }
}

/// The law that a year ends with: each limit holds for a whole civil year.
///
/// # Errors
/// [`NotInForce`] for a year before the law.
pub(crate) fn law_of(anno: i32) -> Result<Regime, NotInForce> {
    Regime::on(Month::new(anno, 12).map_or(NaiveDate::MIN, Month::last_day))
}

/// The first day of the next year.
fn reset(anno: i32) -> NaiveDate {
    Month::new(anno.saturating_add(1), 1).map_or(NaiveDate::MAX, Month::first_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_shown_in_minutes_vouchers_and_tenths_of_a_percent() {
        let uso = UsoMinuti { limite: Minutes::new(16_800), usato: Minutes::new(241), residuo: Minutes::new(16_559) };
        let shown = LimiteOre::new(&uso, 2026, Minutes::new(60));
        assert_eq!((shown.titoli_residui, shown.percentuale.as_str()), (275, "1.4"));
        assert_eq!(shown.azzeramento_il.0.to_string(), "2027-01-01");
    }
}
