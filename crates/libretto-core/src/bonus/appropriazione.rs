//! The claim (*appropriazione*) of a bonus by the household, within fifteen calendar days from the notice of acceptance, the
//! last inclusive; afterwards the bonus is tacitly renounced (BON-02).

use super::Bonus;
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Decides a claim.
///
/// # Errors
/// [`Rejected`] when the bonus was claimed already or is renounced.
pub fn decide(bonus: &Bonus, now: DateTime<Utc>) -> Result<(Fatto, Explanation), Rejected> {
    let today = rome_date(now);
    let mut evaluation = Evaluation::new(today);
    evaluation.require(Codice::BonusGiaAppropriato, bonus.appropriato_il.is_none(), Measure::NONE);
    let measure = Measure::against(Quantity::Giorno(bonus.ultimo_giorno()), Quantity::Giorno(today));
    let in_time = bonus.appropriato_il.is_some() || now < bonus.scade_il();
    evaluation.require(Codice::BonusRinunciato, in_time, measure);
    let spiegazione = evaluation.finish()?;
    let Bonus { id, utilizzatore, importo, .. } = *bonus;
    Ok((Fatto::BonusAppropriato { bonus: id, utilizzatore, importo }, spiegazione))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bonus::StatoBonus;
    use crate::civil_time::start_of_day;
    use crate::ids::{BonusId, UtilizzatoreId};
    use crate::money::Euro;
    use crate::parameters::date;
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn bonus() -> Bonus {
        Bonus {
            id: BonusId(Uuid::nil()),
            utilizzatore: UtilizzatoreId(Uuid::nil()),
            importo: Euro::from_cents(60_000),
            accolto_il: date(2020, 6, 1),
            concesso_il: start_of_day(date(2020, 6, 1)),
            appropriato_il: None,
            versione: 1,
        }
    }

    fn codes(bonus: &Bonus, now: DateTime<Utc>) -> Vec<Codice> {
        decide(bonus, now).err().map(|rejected| rejected.codes()).unwrap_or_default()
    }

    #[test]
    fn the_fifteenth_day_is_whole() {
        let expires = start_of_day(date(2020, 6, 17));
        let last = expires - TimeDelta::microseconds(1);
        assert_eq!(codes(&bonus(), last), []);
        assert_eq!(bonus().stato(last), StatoBonus::Concesso);
        assert_eq!(codes(&bonus(), expires), [Codice::BonusRinunciato]);
        assert_eq!(bonus().stato(expires), StatoBonus::Rinunciato);
    }

    #[test]
    fn a_claimed_bonus_is_neither_claimed_again_nor_renounced() {
        let claimed = Bonus { appropriato_il: Some(start_of_day(date(2020, 6, 2))), ..bonus() };
        let later = start_of_day(date(2020, 7, 1));
        assert_eq!(codes(&claimed, later), [Codice::BonusGiaAppropriato]);
        assert_eq!(claimed.stato(later), StatoBonus::Appropriato);
    }
}
