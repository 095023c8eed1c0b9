//! What the law asks besides of work that the bonus pays, and of relatives who work (BON-03…BON-08, ELG-04b, ELG-07).

use super::forma::Forma;
use super::{Borsa, Richiesta};
use crate::catalogue::{Codice, Regola};
use crate::civil_time::rome_date;
use crate::deadlines::{bonus_closes, communication_closes};
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::parameters::bonus::FAMILIARI_ESCLUSI;
use crate::prestazione::Parentela;
use chrono::{DateTime, Utc};

/// The first instant at which the work can no longer be communicated: the bonus has a deadline of its own (BON-04).
pub(super) fn closes(forma: &Forma, richiesta: &Richiesta) -> DateTime<Utc> {
    match richiesta.borsa {
        Borsa::Propria => communication_closes(forma.giorno, &forma.regime),
        Borsa::Bonus => bonus_closes(forma.giorno, &forma.regime),
    }
}

/// Whether the ban of comma 5 gives way (ELG-04b).
pub(super) const fn is_exempt(forma: &Forma, richiesta: &Richiesta) -> bool {
    matches!(richiesta.borsa, Borsa::Bonus) && forma.regime.bonus_deroga_comma_5
}

/// The checks of the bonus.
pub(super) fn check(evaluation: &mut Evaluation, forma: &Forma, richiesta: &Richiesta, now: DateTime<Utc>) {
    if richiesta.borsa == Borsa::Propria {
        return;
    }
    let day = Measure::asked(Quantity::Giorno(forma.giorno));
    evaluation.require(Codice::BonusFuoriPeriodo, forma.regime.bonus_ammesso, day);
    // The exclusion came with the second circular and looks at the day of entry, whenever the work was done.
    let excluded = FAMILIARI_ESCLUSI.on(rome_date(now)).unwrap_or(true)
        && matches!(richiesta.parentela, Parentela::FamiliareConvivente | Parentela::Genitore);
    evaluation.require(Codice::BonusFamiliareEscluso, !excluded, Measure::NONE);
    let closes = closes(forma, richiesta);
    if now >= communication_closes(forma.giorno, &forma.regime) && now < closes {
        evaluation.note(Regola::Bon04, Measure::against(Quantity::Istante(closes), Quantity::Istante(now)));
        evaluation.note(Regola::Bon05, Measure::NONE);
    }
    evaluation.note(Regola::Bon08, Measure::NONE);
}

/// Own money that pays a relative who lives with the household: the work is presumed gratuitous.
pub(super) fn warn_of_relatives(evaluation: &mut Evaluation, richiesta: &Richiesta) {
    let cohabiting = richiesta.borsa == Borsa::Propria && richiesta.parentela == Parentela::FamiliareConvivente;
    evaluation.warn(Codice::FamiliareConvivente, cohabiting, Measure::NONE);
}
