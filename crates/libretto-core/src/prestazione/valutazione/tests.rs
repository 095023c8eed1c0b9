#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::catalogue::{Campo, Codice, Regola};
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
        erede: None,
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

#[test]
fn own_money_that_pays_a_cohabiting_relative_is_told() {
    let day = date(2020, 5, 4);
    let warned = |borsa, parentela| {
        let richiesta = Richiesta { parentela, ..care(day, borsa) };
        let told = valuta(&richiesta, &parties(), noon(day)).unwrap().spiegazione;
        told.warnings().any(|step| step.codice == Some(Codice::FamiliareConvivente))
    };
    assert!(warned(Borsa::Propria, Parentela::FamiliareConvivente));
    assert!(!warned(Borsa::Bonus, Parentela::FamiliareConvivente));
    assert!(!warned(Borsa::Propria, Parentela::Nessuna));
    assert!(!warned(Borsa::Propria, Parentela::Genitore));
}

#[test]
fn the_bonus_pays_home_care_of_children_and_nothing_else() {
    let day = date(2020, 5, 4);
    let of = |ambito, assistenza_bambini, borsa| {
        let richiesta = Richiesta { ambito: Some(ambito), assistenza_bambini, ..care(day, borsa) };
        codes(&richiesta, &parties(), noon(day))
    };
    assert_eq!(of(Ambito::AssistenzaDomiciliare, true, Borsa::Bonus), []);
    assert_eq!(of(Ambito::AssistenzaDomiciliare, false, Borsa::Bonus), [Codice::BonusAmbitoNonAmmesso]);
    assert_eq!(of(Ambito::LavoriDomestici, true, Borsa::Bonus), [Codice::BonusAmbitoNonAmmesso]);
    assert_eq!(of(Ambito::LavoriDomestici, false, Borsa::Propria), []);
}

#[test]
fn work_without_a_minute_left_names_the_break_or_the_end() {
    let day = date(2026, 2, 10);
    let field = |fine: &str, pausa| {
        let fine = format!("{day}T{fine}").parse().unwrap();
        let richiesta = Richiesta { fine, pausa: Minutes::new(pausa), ..care(day, Borsa::Propria) };
        let refused = valuta(&richiesta, &parties(), noon(day)).err().map(|refused| refused.explanation);
        let null = |step: &&crate::explanation::Step| step.codice == Some(Codice::DurataNulla);
        refused.and_then(|why| why.violations().find(null).and_then(|step| step.campo))
    };
    assert_eq!(field("10:00", 59), None, "a minute is left");
    assert_eq!(field("10:00", 60), Some(Campo::PausaMinuti));
    assert_eq!(field("09:00", 0), Some(Campo::Fine));
    assert_eq!(field("08:00", 0), Some(Campo::Fine));
}

#[test]
fn what_is_stated_besides_the_cost_agrees_with_it() {
    let day = date(2026, 2, 10);
    let stated = |compenso: Option<i64>, titoli| {
        let richiesta = Richiesta { compenso: compenso.map(Euro::from_cents), titoli, ..care(day, Borsa::Propria) };
        codes(&richiesta, &parties(), noon(day))
    };
    assert_eq!(stated(Some(800), Some(1)), []);
    assert_eq!(stated(Some(801), Some(1)), [Codice::ImportiIncoerenti]);
    assert_eq!(stated(Some(800), Some(2)), [Codice::ImportiIncoerenti]);
    assert_eq!(stated(Some(801), Some(2)), [Codice::ImportiIncoerenti, Codice::ImportiIncoerenti]);
}
