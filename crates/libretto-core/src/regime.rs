//! The law in force on one day: every parameter resolved once and passed to the rules. The day of the work selects it (LIM-05).

use crate::minutes::Minutes;
use crate::money::Euro;
use crate::parameters::{NotInForce, bonus, deadlines, limits, people, rest, titolo};
use crate::politiche::Politiche;
use crate::titolo::Ripartizione;
use chrono::NaiveDate;

/// All parameters in force on one day.
#[derive(Clone, Copy, Debug)]
pub struct Regime {
    /// The day.
    pub day: NaiveDate,
    /// The decisions where the law is silent.
    pub politiche: Politiche,
    /// One voucher and its parts.
    pub titolo: Ripartizione,
    /// The longest work one voucher pays, inclusive.
    pub durata_titolo: Minutes,
    /// The longest shift of one record, inclusive.
    pub turno_massimo: Minutes,
    /// LIM-A, euro, inclusive.
    pub limite_prestatore: Euro,
    /// LIM-B, euro, inclusive.
    pub limite_utilizzatore: Euro,
    /// LIM-C, euro, inclusive.
    pub limite_coppia: Euro,
    /// LIM-H, minutes, inclusive.
    pub limite_ore: Minutes,
    /// Hundredths that count for LIM-B in the categories of comma 8.
    pub peso_ridotto: u32,
    /// Whether those categories must be self-certified.
    pub autocertificazione_necessaria: bool,
    /// Months of the ban of comma 5.
    pub mesi_divieto: u32,
    /// Youngest age of a worker, completed years.
    pub eta_minima: u32,
    /// Age from which a worker is no minor.
    pub maggiore_eta: u32,
    /// Age at which a student loses the reduced weight.
    pub eta_studente: u32,
    /// Last day of the next month for a communication.
    pub giorno_comunicazione: u32,
    /// Day of the next month for the payment.
    pub giorno_pagamento: u32,
    /// Days from validation to collection of a postal mandate.
    pub attesa_mandato: u32,
    /// Rest between the work of two days.
    pub riposo_giornaliero: Minutes,
    /// Time worked beyond which a break is due, exclusive.
    pub pausa_soglia: Minutes,
    /// The shortest break.
    pub pausa_minima: Minutes,
    /// Days over which the weekly rest is averaged.
    pub riposo_periodo: u32,
    /// Days without work in each of those periods.
    pub riposo_giorni: u32,
    /// Whether the bonus pays work of the day.
    pub bonus_ammesso: bool,
    /// Whether the ban of comma 5 gives way to work that the bonus pays.
    pub bonus_deroga_comma_5: bool,
}

impl Regime {
    /// The law in force on a day.
    ///
    /// # Errors
    /// [`NotInForce`] before 24-06-2017, the first day of the scheme (COM-13).
    pub fn on(day: NaiveDate) -> Result<Self, NotInForce> {
        Ok(Self {
            day,
            politiche: Politiche::on(day)?,
            titolo: Ripartizione {
                costo: titolo::COSTO.on(day)?,
                compenso: titolo::COMPENSO.on(day)?,
                ivs: titolo::IVS.on(day)?,
                inail: titolo::INAIL.on(day)?,
                oneri: titolo::ONERI.on(day)?,
            },
            durata_titolo: titolo::DURATA.on(day)?,
            turno_massimo: titolo::TURNO_MASSIMO.on(day)?,
            limite_prestatore: limits::PRESTATORE.on(day)?,
            limite_utilizzatore: limits::UTILIZZATORE.on(day)?,
            limite_coppia: limits::COPPIA.on(day)?,
            limite_ore: limits::ORE.on(day)?,
            peso_ridotto: limits::PESO_RIDOTTO.on(day)?,
            autocertificazione_necessaria: people::AUTOCERTIFICAZIONE_NECESSARIA.on(day)?,
            mesi_divieto: people::MESI_DIVIETO.on(day)?,
            eta_minima: people::ETA_MINIMA.on(day)?,
            maggiore_eta: people::MAGGIORE_ETA.on(day)?,
            eta_studente: people::ETA_STUDENTE.on(day)?,
            giorno_comunicazione: deadlines::GIORNO_COMUNICAZIONE.on(day)?,
            giorno_pagamento: deadlines::GIORNO_PAGAMENTO.on(day)?,
            attesa_mandato: deadlines::ATTESA_MANDATO.on(day)?,
            riposo_giornaliero: rest::RIPOSO_GIORNALIERO.on(day)?,
            pausa_soglia: rest::PAUSA_SOGLIA.on(day)?,
            pausa_minima: rest::PAUSA_MINIMA.on(day)?,
            riposo_periodo: rest::RIPOSO_PERIODO.on(day)?,
            riposo_giorni: rest::RIPOSO_GIORNI.on(day)?,
            bonus_ammesso: bonus::PRESTAZIONI_AMMESSE.on(day)?,
            bonus_deroga_comma_5: bonus::DEROGA_COMMA_5.on(day)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::START;

    #[test]
    fn the_parts_of_a_voucher_sum_to_its_value() {
        let one = Regime::on(START).map(|regime| regime.titolo);
        assert_eq!(one.map(|one| one.compenso + one.ivs + one.inail + one.oneri), one.map(|one| one.costo));
    }
}
