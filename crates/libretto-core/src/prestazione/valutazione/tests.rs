#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::catalogue::{Codice, Regola};
use crate::civil_time::start_of_day;
use crate::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use crate::parameters::date;
use crate::rapporto::{Fonte, TipoRapporto};
use chrono::TimeDelta;
use uuid::Uuid;

/// An hour of care of children in the morning of a day.
fn care(day: NaiveDate, borsa: Borsa) -> Richiesta {
    Richiesta {
        ambito: Some(Ambito::AssistenzaDomiciliare),
        inizio: format!("{day}T09:00").parse().unwrap(),
        fine: format!("{day}T10:00").parse().unwrap(),
        pausa: Minutes::ZERO,
        luogo_indicato: true,
        costo: Euro::from_cents(1_000),
        compenso: None,
        titoli: None,
        borsa,
        assistenza_bambini: true,
        parentela: Parentela::Nessuna,
    }
}

/// Registered parties with money enough.
fn parties() -> Situazione<'static> {
    Situazione {
        utilizzatore: Some(Famiglia { id: UtilizzatoreId(Uuid::nil()), deceduta: false }),
        prestatore: Some(Lavoratore {
            id: PrestatoreId(Uuid::nil()),
            registrato_il: start_of_day(date(2018, 1, 1)),
            eta: 40,
            ridotto: false,
            stessa_persona: false,
        }),
        rapporti: Cow::default(),
        anni: Anni::default(),
        portafoglio: Portafoglio { versato: Euro::from_cents(100_000), ..Portafoglio::default() },
        turni: Cow::default(),
        giornate: Cow::default(),
        pesata: None,
    }
}

fn in_course() -> Situazione<'static> {
    let rapporto = Rapporto {
        id: RapportoId(Uuid::nil()),
        utilizzatore: UtilizzatoreId(Uuid::nil()),
        prestatore: PrestatoreId(Uuid::nil()),
        tipo: TipoRapporto::Subordinato,
        dal: date(2020, 1, 1),
        al: None,
        fonte: Fonte::Dichiarazione,
    };
    Situazione { rapporti: Cow::Owned(vec![rapporto]), ..parties() }
}

/// The violations of work that is entered at an instant; none when it is admitted.
fn codes(richiesta: &Richiesta, situazione: &Situazione<'_>, now: DateTime<Utc>) -> Vec<Codice> {
    let refused = valuta(richiesta, situazione, now).err().map(|refused| refused.explanation);
    refused.iter().flat_map(Explanation::violations).filter_map(|step| step.codice).collect()
}

/// Noon of a day, or nearly.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    start_of_day(day) + TimeDelta::hours(12)
}

#[test]
fn the_bonus_pays_its_days_and_own_money_every_day() {
    let (last, after) = (date(2020, 8, 31), date(2020, 9, 1));
    assert_eq!(codes(&care(last, Borsa::Bonus), &parties(), noon(last)), []);
    assert_eq!(codes(&care(after, Borsa::Bonus), &parties(), noon(after)), [Codice::BonusFuoriPeriodo]);
    assert_eq!(codes(&care(after, Borsa::Propria), &parties(), noon(after)), []);
}

#[test]
fn the_ban_gives_way_to_the_bonus_on_its_days_only() {
    let (in_may, in_october) = (date(2020, 5, 4), date(2020, 10, 5));
    assert_eq!(codes(&care(in_may, Borsa::Bonus), &in_course(), noon(in_may)), []);
    assert_eq!(codes(&care(in_may, Borsa::Propria), &in_course(), noon(in_may)), [Codice::RapportoPrecedente]);
    let outside = codes(&care(in_october, Borsa::Bonus), &in_course(), noon(in_october));
    assert_eq!(outside, [Codice::RapportoPrecedente, Codice::BonusFuoriPeriodo]);
    let admitted = valuta(&care(in_may, Borsa::Bonus), &parties(), noon(in_may)).unwrap();
    let gave_way = |step: &crate::explanation::Step| step.regola == Regola::Elg04b;
    assert!(!admitted.spiegazione.passi.iter().any(gave_way), "where there is no ban nothing gives way");
}

#[test]
fn relatives_are_excluded_by_the_day_of_entry() {
    let (before, from) = (date(2020, 6, 16), date(2020, 6, 17));
    let entered = |parentela, on| codes(&Richiesta { parentela, ..care(before, Borsa::Bonus) }, &parties(), noon(on));
    for parentela in [Parentela::FamiliareConvivente, Parentela::Genitore] {
        assert_eq!(entered(parentela, before), []);
        assert_eq!(entered(parentela, from), [Codice::BonusFamiliareEscluso]);
    }
    for parentela in [Parentela::Nessuna, Parentela::FamiliareNonConvivente] {
        assert_eq!(entered(parentela, from), []);
    }
    let own = Richiesta { parentela: Parentela::Genitore, ..care(before, Borsa::Propria) };
    assert_eq!(codes(&own, &parties(), noon(from)), []);
}

#[test]
fn what_is_entered_late_says_so_and_is_paid_by_a_later_run() {
    let day = date(2020, 5, 4);
    let (ordinary, last) = (start_of_day(date(2020, 6, 4)), start_of_day(date(2021, 5, 1)));
    let instant = TimeDelta::milliseconds(1);
    let entered = |now| {
        let found = valuta(&care(day, Borsa::Bonus), &parties(), now).unwrap();
        let late = [Regola::Bon04, Regola::Bon05];
        let told: Vec<_> =
            found.spiegazione.passi.iter().map(|step| step.regola).filter(|rule| late.contains(rule)).collect();
        (told, found.dati.pagata_con)
    };
    assert_eq!(entered(ordinary - instant), (vec![], None));
    let months = |text: &str| Some(text.parse::<Month>().unwrap());
    assert_eq!(entered(ordinary), (vec![Regola::Bon04, Regola::Bon05], months("2020-06")));
    assert_eq!(entered(last - instant), (vec![Regola::Bon04, Regola::Bon05], months("2021-04")));
    let refused = valuta(&care(day, Borsa::Bonus), &parties(), last).unwrap_err().explanation;
    assert!(!refused.passi.iter().any(|step| step.regola == Regola::Bon04), "nothing is late that is refused");
    assert_eq!(codes(&care(day, Borsa::Bonus), &parties(), last), [Codice::TermineScaduto]);
    assert_eq!(codes(&care(day, Borsa::Propria), &parties(), ordinary), [Codice::TermineScaduto]);
}
