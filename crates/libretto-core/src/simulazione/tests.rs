#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::catalogue::{Codice, Regola};
use crate::ids::{PersonaId, UtilizzatoreId};
use crate::limits::AnnoPrestatore;
use crate::parameters::date;
use crate::persona::Persona;
use crate::portafoglio::Portafoglio;
use crate::utilizzatore::Utilizzatore;
use chrono::TimeDelta;
use std::collections::BTreeMap;
use uuid::Uuid;

fn household() -> Utilizzatore {
    Utilizzatore {
        id: UtilizzatoreId(Uuid::from_u128(900)),
        persona: Persona {
            id: PersonaId(Uuid::from_u128(901)),
            codice_fiscale: "RSSMRA80A01H501U".parse().unwrap(),
            nome_proprio: "Mario".into(),
            cognome: "Rossi".into(),
            data_nascita: date(1980, 1, 1),
        },
        registrato_il: "2026-01-01T00:00:00Z".parse().unwrap(),
        dichiarazioni: Vec::new(),
        decesso: None,
        versione: 1,
    }
}

/// A state in which nothing happened, with so many hypothetical workers.
fn nothing(workers: usize) -> Partenza {
    let lavoratori = (0..workers).map(|posto| StatoLavoratore::ipotetico(posto, false)).collect();
    Partenza { utilizzatore: household(), portafoglio: None, anni: BTreeMap::new(), lavoratori }
}

/// A shift at nine of the `place`-th day from the first of the year: so many hours and vouchers.
fn shift(lavoratore: usize, place: i64, hours: i64, titoli: Option<u32>) -> TurnoPianificato {
    let start = (date(2026, 1, 1) + TimeDelta::days(place)).and_hms_opt(9, 0, 0).unwrap();
    let time = |at| CivilTime::new(at, None).unwrap();
    TurnoPianificato {
        lavoratore,
        ambito: Some(Ambito::LavoriDomestici),
        inizio: time(start),
        fine: time(start + TimeDelta::hours(hours)),
        pausa: Minutes::ZERO,
        titoli,
    }
}

fn codes(esito: &EsitoTurno) -> Vec<Codice> {
    esito.spiegazione.violations().filter_map(|step| step.codice).collect()
}

#[test]
fn eight_hours_a_day_stop_at_the_hours_on_the_day_that_fills_them() {
    let turni: Vec<_> = (0..36).map(|place| shift(0, place, 8, None)).collect();
    let played = simula(&turni, nothing(1));
    let refused: Vec<_> = played.turni.iter().filter(|one| one.dati.is_none()).collect();
    assert_eq!(refused.iter().map(|one| one.posto).collect::<Vec<_>>(), [35], "35 x 8 h = 280 h");
    assert_eq!(codes(refused[0]), [Codice::LimiteOreSuperato]);
    let [year] = &played.riepilogo[..] else { unreachable!("one worker, one year: {:?}", played.riepilogo) };
    assert_eq!((year.ammessi, year.respinti, year.titoli, year.minuti), (35, 1, 280, Minutes::from_hours(280)));
    assert_eq!((year.vincolo, year.minuti_residui, year.titoli_residui), (Regola::LimH, Minutes::ZERO, 0));
    let reached = Raggiunto { regola: Regola::LimH, giorno: date(2026, 2, 4), posto: 34 };
    assert_eq!(year.raggiunti, [reached], "the day that fills them, not the one that is refused");
}

#[test]
fn at_two_vouchers_an_hour_the_amount_binds_first_and_what_is_left_keeps_the_pace() {
    // 4 h and 8 vouchers a day: after 30 days 240 vouchers and 120 h; 72 vouchers are left of 312, 36 h at this pace.
    let turni: Vec<_> = (0..30).map(|place| shift(0, place, 4, Some(8))).collect();
    let played = simula(&turni, nothing(1));
    let year = &played.riepilogo[0];
    assert_eq!((year.vincolo, year.titoli_residui, year.minuti_residui), (Regola::LimC, 72, Minutes::from_hours(36)));
    assert_eq!(year.raggiunti, []);
}

#[test]
fn the_limit_of_the_household_is_shared_and_told_where_it_is_reached() {
    // Four workers take 312 vouchers each, 1,248 of 1,250; of the fifth two fit.
    let mut turni: Vec<_> = (0..4).map(|worker| shift(worker, 0, 1, Some(312))).collect();
    turni.extend([shift(4, 1, 1, Some(2)), shift(4, 2, 1, Some(1))]);
    let played = simula(&turni, nothing(5));
    assert_eq!(codes(&played.turni[5]), [Codice::LimiteUtilizzatoreSuperato]);
    let fifth = &played.riepilogo[4];
    assert_eq!((fifth.vincolo, fifth.titoli_residui), (Regola::LimB, 0));
    assert_eq!(fifth.raggiunti[0].giorno, date(2026, 1, 2));
    assert!(played.riepilogo.iter().all(|one| one.uso.utilizzatore.residuo.is_zero()), "the limit is common to all");
}

#[test]
fn shifts_are_taken_in_the_order_in_which_they_end() {
    let turni = [shift(0, 5, 1, Some(1)), shift(0, 4, 1, Some(312))];
    let played = simula(&turni, nothing(1));
    assert_eq!(played.turni.iter().map(|one| one.posto).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(codes(&played.turni[1]), [Codice::LimiteCoppiaSuperato]);
}

#[test]
fn shifts_of_the_plan_overlap_each_other_and_a_refused_one_takes_no_place() {
    let mut early = shift(0, 0, 8, Some(313));
    early.fine = shift(0, 0, 1, None).fine;
    let turni = [early, shift(0, 0, 2, None), shift(0, 0, 3, None), shift(1, 0, 3, None)];
    let played = simula(&turni, nothing(2));
    let found: Vec<_> = played.turni.iter().map(codes).collect();
    let expected = [vec![Codice::LimiteCoppiaSuperato], vec![], vec![Codice::Sovrapposizione], vec![]];
    assert_eq!(found, expected);
}

#[test]
fn the_wallet_is_looked_at_only_when_asked() {
    let turni = [shift(0, 0, 1, Some(1)), shift(0, 1, 1, Some(1))];
    let ten = Portafoglio { versato: Euro::from_cents(1_000), ..Portafoglio::default() };
    let played = simula(&turni, Partenza { portafoglio: Some(ten), ..nothing(1) });
    assert_eq!(played.turni[0].disponibile, Some(Euro::ZERO));
    assert_eq!(codes(&played.turni[1]), [Codice::FondiInsufficienti]);
    assert!(simula(&turni, nothing(1)).turni.iter().all(|one| one.dati.is_some() && one.disponibile.is_none()));
}

#[test]
fn a_worker_at_their_own_limit_takes_nothing_more() {
    let mut partenza = nothing(1);
    let full = AnnoPrestatore { compensi: Euro::from_cents(400_000), esterni: Euro::from_cents(100_000) };
    partenza.lavoratori[0].anni.insert(2026, (full, crate::limits::AnnoCoppia::default()));
    let played = simula(&[shift(0, 0, 1, None)], partenza);
    let year = &played.riepilogo[0];
    assert_eq!((year.vincolo, year.titoli_residui, year.minuti_residui), (Regola::LimA, 0, Minutes::ZERO));
}

#[test]
fn a_hypothetical_worker_of_a_category_counts_less_for_the_household() {
    let lavoratori = vec![StatoLavoratore::ipotetico(0, true)];
    let played = simula(&[shift(0, 0, 1, Some(4))], Partenza { lavoratori, ..nothing(0) });
    assert_eq!(played.riepilogo[0].uso.utilizzatore.usato, Euro::from_cents(2_400));
}

#[test]
fn a_worker_whom_nobody_registered_and_a_day_before_the_law_are_refused() {
    let unknown = Partenza { lavoratori: vec![StatoLavoratore::default()], ..nothing(0) };
    let played = simula(&[shift(0, 0, 1, None)], unknown);
    assert_eq!(codes(&played.turni[0]), [Codice::NonRegistrato]);
    let days = (date(2017, 6, 23) - date(2026, 1, 1)).num_days();
    let played = simula(&[shift(0, days, 1, None)], nothing(1));
    assert_eq!(codes(&played.turni[0]), [Codice::PrimaDellaLegge]);
    assert_eq!(played.riepilogo, [], "no year of the law, no limits");
}

#[test]
fn in_the_hour_that_comes_twice_the_plan_goes_on_by_instants_and_not_by_the_clock() {
    let shift = |inizio: &str, fine: &str| TurnoPianificato {
        inizio: inizio.parse().unwrap(),
        fine: fine.parse().unwrap(),
        ..shift(0, 0, 1, Some(1))
    };
    // The first ends at 01:15 UTC and the second at 00:45 UTC, though its clock shows half an hour more.
    let winter = shift("2026-10-25T02:00+01:00", "2026-10-25T02:15+01:00");
    let summer = shift("2026-10-25T02:00+02:00", "2026-10-25T02:45+02:00");
    let played = simula(&[winter, summer], nothing(1));
    assert_eq!(played.turni.iter().map(|one| one.posto).collect::<Vec<_>>(), [1, 0]);
    assert!(played.turni.iter().all(|one| one.dati.is_some()), "both are worked");
}
