//! Draws histories: small worlds placed where limits, ages, terms and clocks turn.

use super::giorni::{anchor, birth, bonus_may_pay, end_of_employment, instant_near, shift};
use super::motore::Motore;
use super::passi;
use super::storia::{Apertura, Famiglia, Lavoratore, Legame, Precedente, Storia};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use libretto_core::prestatore::{Autocertificazione, Categoria};
use libretto_core::rapporto::TipoRapporto;
use libretto_tests::dice::Dice;

/// The history of a seed, with the engine's decisions.
pub(crate) fn storia(seme: u64) -> Storia {
    let mut dice = Dice(seme);
    let anchor = anchor(&mut dice);
    let famiglie: Vec<_> = (0..=dice.small(2)).map(|number| famiglia(&mut dice, anchor, number)).collect();
    let workers = 1 + dice.small(2);
    let mut lavoratori: Vec<_> = (0..workers).map(|number| lavoratore(&mut dice, anchor, number)).collect();
    if dice.percent(2) {
        lavoratori[0].persona = famiglie[0].persona;
    }
    let ties = if dice.percent(35) { 1 + dice.small(2) } else { 0 };
    let rapporti: Vec<_> = (0..ties).map(|_| legame(&mut dice, anchor)).collect();
    let apertura = apertura(&mut dice, anchor);
    let precedenti = precedenti(&mut dice, anchor);
    let mut motore = Motore::new(&famiglie, &lavoratori, &rapporti, &apertura, &precedenti);
    let mut steps = Vec::new();
    for _ in 0..2 + dice.small(5) {
        let mut passo = passi::passo(&mut dice, anchor, &motore, (famiglie.len(), lavoratori.len()));
        passo.esito = Some(motore.play(&passo));
        steps.push(passo);
    }
    Storia { seme, famiglie, lavoratori, rapporti, apertura, precedenti, passi: steps }
}

fn famiglia(dice: &mut Dice, anchor: NaiveDate, number: u32) -> Famiglia {
    let versato = match dice.small(5) {
        0 => 1_000 * dice.between(0, 12),
        1 => 1_000 * dice.between(1, 40) + dice.between(-1, 1),
        _ => 100_000_000,
    };
    let bonus = if bonus_may_pay(anchor) { dice.one(&[0, 1_000, 4_000, 120_000, 200_000]) } else { 0 };
    Famiglia { persona: number, registrata: !dice.percent(2), deceduta: dice.percent(2), versato, bonus }
}

fn lavoratore(dice: &mut Dice, anchor: NaiveDate, number: u32) -> Lavoratore {
    let days = if dice.percent(15) { dice.between(-1, 1) } else { dice.between(-900, -30) };
    let registered = shift(anchor, days);
    let certified = if dice.percent(60) { 1 + dice.small(2) } else { 0 };
    Lavoratore {
        persona: 100 + number,
        registrato: !dice.percent(2),
        registrato_il: instant_near(dice, registered),
        nascita: birth(dice, anchor),
        autocertificazioni: (0..certified).map(|_| certificazione(dice, anchor)).collect(),
    }
}

fn certificazione(dice: &mut Dice, anchor: NaiveDate) -> Autocertificazione {
    let categoria = dice.one(&[
        Categoria::Studente,
        Categoria::Studente,
        Categoria::Pensionato,
        Categoria::Disoccupato,
        Categoria::SostegnoAlReddito,
    ]);
    let dal = shift(anchor, dice.one(&[-700, -200, -200, -1, 0, 1]));
    let al = dice.one(&[None, None, Some(-1), Some(0), Some(1), Some(200)]).map(|days| shift(anchor, days));
    let given = shift(anchor, dice.one(&[-300, -300, -1, 0, 0, 1]));
    Autocertificazione { categoria, dal, al: al.filter(|al| *al >= dal), resa_il: instant_near(dice, given) }
}

fn legame(dice: &mut Dice, anchor: NaiveDate) -> Legame {
    let tipo = dice.one(&[TipoRapporto::Subordinato, TipoRapporto::Collaborazione, TipoRapporto::Somministrazione]);
    if dice.percent(25) {
        return Legame { tipo, dal: shift(anchor, dice.between(-1, 1)), al: None };
    }
    let end = end_of_employment(dice, anchor);
    Legame { tipo, dal: shift(end, dice.between(-400, 0)), al: Some(end) }
}

/// Work of the days around, in the evening or at night, of some days or of nearly all of two weeks.
fn precedenti(dice: &mut Dice, anchor: NaiveDate) -> Vec<Precedente> {
    let density = dice.one(&[0, 0, 10, 90, 97]);
    let mut shifts = Vec::new();
    for offset in -13..=dice.between(-1, 3) {
        if !dice.percent(density) {
            continue;
        }
        let giorno = shift(anchor, offset);
        let minute = dice.one(&[360, 1_080, 1_140, 1_200, 1_200]);
        let length = dice.one(&[60, 60, 61, 119, 120, 180, 360]);
        // Italy is one or two hours ahead: either is an hour of the evening.
        let inizio = giorno.and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minute - 60);
        shifts.push(Precedente { giorno, inizio, fine: inizio + TimeDelta::minutes(length) });
    }
    shifts
}

/// Counters so near to one of the limits that a few vouchers or hours decide: exactly at it, one cent, one minute or one
/// voucher on either side.
fn apertura(dice: &mut Dice, anchor: NaiveDate) -> Apertura {
    let anno = anchor.year() + i32::from(dice.percent(10));
    let mut apertura = Apertura { anno, prestatore: 0, utilizzatore: 0, coppia: 0, minuti: 0 };
    let near = |dice: &mut Dice, limit: i64| {
        let vouchers = dice.between(1, 14);
        limit - dice.one(&[600, 800, 800]) * vouchers + dice.one(&[0, 0, 0, -1, 1, -800, 800])
    };
    match dice.small(6) {
        0 => apertura.prestatore = near(dice, 500_000),
        1 => apertura.utilizzatore = near(dice, if anno < 2023 { 500_000 } else { 1_000_000 }),
        // The other side of the change of 2023: far from the limit, or beyond it.
        2 => apertura.utilizzatore = near(dice, if anno < 2023 { 1_000_000 } else { 500_000 }),
        3 => apertura.coppia = near(dice, 250_000),
        4 => {
            let left = dice.one(&[60, 61, 119, 120, 180, 240, 300, 480]) + dice.between(-1, 1);
            apertura.minuti = u32::try_from(16_800 - left).unwrap_or_default();
        }
        _ => {}
    }
    apertura
}
