//! Which values of the law a rule reads: the keys of its parameters, so that a receipt can tell the one in force.

use super::Regola;

/// One voucher and its parts.
const TITOLO: &[&str] = &[
    "titolo-valore-nominale",
    "titolo-compenso",
    "titolo-contribuzione-ivs",
    "titolo-premio-inail",
    "titolo-oneri-gestionali",
];

/// The rests.
const RIPOSI: &[&str] =
    &["riposo-giornaliero", "pausa-soglia", "pausa-minima", "riposo-settimanale-periodo", "riposo-settimanale-giorni"];

impl Regola {
    /// The keys of the parameters that the rule reads; none for a rule without a number of the law.
    pub const fn parametri(self) -> &'static [&'static str] {
        match self {
            Self::Elg04 => &["divieto-rapporto-mesi"],
            Self::Elg04b => &["bonus-deroga-comma-5"],
            Self::Elg06 => &["eta-minima", "maggiore-eta"],
            Self::Elg07 => &["bonus-familiari-esclusi"],
            Self::Del01 => &["conservazione-delega"],
            Self::Rst01 => &["riposo-giornaliero"],
            Self::Rst02 => &["pausa-soglia", "pausa-minima"],
            Self::Rst03 => &["riposo-settimanale-periodo", "riposo-settimanale-giorni"],
            Self::Eco01 => TITOLO,
            Self::Eco02 => &["titolo-durata-massima"],
            Self::Eco03 => &["titolo-valore-nominale"],
            Self::Eco04 => &["titolo-compenso"],
            Self::LimA => &["limite-prestatore"],
            Self::LimB => &["limite-utilizzatore"],
            Self::LimC => &["limite-coppia"],
            Self::LimH => &["limite-ore"],
            Self::Wgt01 => &["peso-ridotto", "autocertificazione-necessaria", "eta-studente"],
            Self::Com01 | Self::Com08 => &["termine-comunicazione"],
            Self::Amb11 => &["turno-durata-massima"],
            Self::Con01 => &["limite-coppia", "limite-ore"],
            Self::Con02 => &["divieto-rapporto-mesi"],
            Self::Con03 => &["limite-prestatore", "limite-utilizzatore"],
            Self::Con04 => &["termine-comunicazione"],
            Self::Con05 => RIPOSI,
            Self::Con06 => &["peso-ridotto"],
            Self::Bon01 => &["bonus-importo-massimo", "bonus-importo-massimo-sanita"],
            Self::Bon02 => &["bonus-giorni-appropriazione"],
            Self::Bon03 => &["bonus-prestazioni-ammesse"],
            Self::Bon04 => &["bonus-ultimo-inserimento"],
            Self::Wal03 => &["versamento-multiplo"],
            Self::Pay01 => &["giorno-pagamento"],
            Self::Pay05 => &["onere-bonifico-domiciliato"],
            Self::Pay06 => &["onere-mandato-postale", "attesa-mandato"],
            _ => &[],
        }
    }
}
