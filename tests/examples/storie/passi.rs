//! Draws the acts of a history: communications, corrections, cancellations, and the content of them.

use super::giorni::{bonus_may_pay, bonus_term, clocks_may_change, day, instant_near, shift};
use super::motore::Motore;
use super::storia::{Atto, Domanda, Passo, Totale};
use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use libretto_core::civil_time::rome_local;
use libretto_core::portafoglio::Borsa;
use libretto_core::prestazione::Parentela;
use libretto_tests::dice::Dice;

/// The next act, with the number of households and of workers to choose from.
pub(crate) fn passo(dice: &mut Dice, anchor: NaiveDate, motore: &Motore, (houses, workers): (usize, usize)) -> Passo {
    if dice.percent(12) {
        return esterni(dice, anchor, motore, workers);
    }
    let standing = motore.standing();
    if !standing.is_empty() && dice.percent(30) {
        let target = dice.one(&standing);
        return change(dice, motore, target);
    }
    let (famiglia, lavoratore) = if dice.percent(70) { (0, 0) } else { (dice.index(houses), dice.index(workers)) };
    let days = if dice.percent(75) { dice.between(-1, 1) } else { dice.between(-45, 45) };
    let start = start(dice, shift(anchor, days));
    let (domanda, end) = domanda(dice, start);
    let ora = when(dice, domanda.borsa, start, end);
    let domanda = Some(domanda);
    Passo { atto: Atto::Comunica, ora, famiglia, lavoratore, di: None, domanda, totale: None, esito: None }
}

/// A correction or a cancellation of a record that stands.
fn change(dice: &mut Dice, motore: &Motore, target: usize) -> Passo {
    let (famiglia, lavoratore) = motore.parties(target);
    let dati = &motore.record(target).dati;
    let (old_start, old_end) = (rome_local(dati.inizio), rome_local(dati.fine));
    if dice.percent(35) {
        let ora = when(dice, dati.borsa, old_start, old_end);
        let di = Some(target);
        return Passo { atto: Atto::Annulla, ora, famiglia, lavoratore, di, domanda: None, totale: None, esito: None };
    }
    let start = match dice.small(4) {
        0 | 1 => old_start,
        2 => old_start + TimeDelta::minutes(dice.between(-120, 120)),
        _ => {
            let days = dice.between(-2, 2);
            start(dice, shift(dati.giorno, days))
        }
    };
    let (domanda, end) = domanda(dice, start);
    let last = if dice.percent(50) { old_start } else { start };
    let ora = when(dice, dati.borsa, last, end.max(old_end));
    let domanda = Some(domanda);
    Passo { atto: Atto::Rettifica, ora, famiglia, lavoratore, di: Some(target), domanda, totale: None, esito: None }
}

/// External pay: near what is left of the worker's limit, and known before, after or together with what is known.
fn esterni(dice: &mut Dice, anchor: NaiveDate, motore: &Motore, workers: usize) -> Passo {
    let lavoratore = if dice.percent(80) { 0 } else { dice.index(workers) };
    let anno = anchor.year() + dice.one(&[0, 0, 0, 0, 1, -1]);
    let later = dice.between(-3, 3);
    let ora = instant_near(dice, shift(anchor, later));
    let known = motore.noti(lavoratore, anno);
    let mut noto_il = ora - TimeDelta::seconds(dice.one(&[0, 0, 1, 86_400, 259_200, -1]));
    let left = 500_000 - motore.compensi(lavoratore, anno) - 800 * dice.between(0, 14);
    let mut importo = match dice.small(8) {
        0 => 0,
        1 => dice.one(&[-1, 1, 500_000, 500_001, 9_999_999]),
        _ => left + dice.one(&[0, 0, 0, -1, 1]),
    };
    if let Some(known) = known {
        if dice.percent(40) {
            noto_il = known.noto_il + TimeDelta::seconds(dice.one(&[-1, 0, 0, 1]));
        }
        if dice.percent(30) {
            importo = known.importo.cents();
        }
    }
    let totale = Some(Totale { anno, importo, noto_il });
    Passo { atto: Atto::Esterni, ora, famiglia: 0, lavoratore, di: None, domanda: None, totale, esito: None }
}

fn start(dice: &mut Dice, date: NaiveDate) -> NaiveDateTime {
    let minute = if clocks_may_change(date) && dice.percent(70) {
        dice.one(&[60, 119, 120, 121, 150, 179, 180, 181])
    } else {
        match dice.small(6) {
            0 => dice.one(&[0, 1, 1_380, 1_439]),
            1 => dice.between(0, 1_439),
            _ => dice.one(&[480, 540, 600, 660, 720, 840]),
        }
    };
    date.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minute)
}

/// A content, and the end of the work as the clock shows it.
fn domanda(dice: &mut Dice, start: NaiveDateTime) -> (Domanda, NaiveDateTime) {
    let length = match dice.small(8) {
        0 => dice.one(&[0, 1, 59, 61, 1_439, 1_440, 1_441, -60]),
        1 => dice.between(1, 900),
        2 => (1_440 - i64::from(minute_of_day(start))) + dice.one(&[0, 0, 60]),
        3 => dice.one(&[360, 361, 369, 370, 371, 372]),
        _ => dice.one(&[60, 60, 120, 121, 180, 240]),
    };
    let end = start + TimeDelta::minutes(length);
    let pausa = match dice.small(10) {
        0 => dice.one(&[9, 10, 11, 30, 60]),
        1 => length + dice.between(-1, 1),
        _ => 0,
    };
    let pausa = u32::try_from(pausa).unwrap_or_default();
    let hours = (length - i64::from(pausa)).max(1).unsigned_abs().div_ceil(60);
    let vouchers = (i64::try_from(hours).unwrap_or_default() + dice.one(&[0, 0, 0, 1, 2, -1])).max(0);
    let vouchers =
        if dice.percent(4) { dice.one(&[311, 312, 313, 624, 625, 626, 833, 834, 1_250, 1_251]) } else { vouchers };
    let costo = if dice.percent(4) {
        dice.one(&["15.00", "0.00", "-10.00", "9.99", "10.01", "20.50"]).to_owned()
    } else {
        format!("{}.00", vouchers * 10)
    };
    let agree = i64::from(dice.percent(5));
    let stated = dice.percent(15);
    let borsa = borsa(dice, start.date());
    let any = dice.one(&AMBITI);
    let ambito = if borsa == Borsa::Bonus && dice.percent(92) { CARE } else { any };
    let domanda = Domanda {
        ambito: if dice.percent(2) { "ufficio" } else { ambito },
        inizio: written(dice, start),
        fine: written(dice, end),
        pausa,
        luogo: !dice.percent(2),
        costo,
        compenso: stated.then(|| format!("{}.00", vouchers * 8 + agree)),
        borsa,
        bambini: dice.percent(if borsa == Borsa::Bonus { 93 } else { 20 }),
        parentela: if dice.percent(15) { dice.one(&RELATIVES) } else { Parentela::Nessuna },
        titoli: stated.then(|| u32::try_from(vouchers + dice.one(&[0, 0, 0, 0, agree])).unwrap_or_default()),
    };
    (domanda, end)
}

/// Who pays: around the months of the bonus often the bonus.
fn borsa(dice: &mut Dice, date: NaiveDate) -> Borsa {
    // Before the law nobody entered anything, and the histories of its first days do not say what a bonus was then.
    let often = if bonus_may_pay(date) { 60 } else { 3 * u64::from(date.year() > 2017) };
    if dice.percent(often) { Borsa::Bonus } else { Borsa::Propria }
}

const CARE: &str = "assistenza_domiciliare";
const AMBITI: [&str; 3] = ["lavori_domestici", CARE, "insegnamento_privato"];
const RELATIVES: [Parentela; 3] =
    [Parentela::FamiliareConvivente, Parentela::FamiliareNonConvivente, Parentela::Genitore];

fn minute_of_day(time: NaiveDateTime) -> i32 {
    i32::try_from((time - time.date().and_time(chrono::NaiveTime::MIN)).num_minutes()).unwrap_or_default()
}

/// A civil time as a caller may write it: midnight also as 24:00, and sometimes with an offset, right or wrong.
fn written(dice: &mut Dice, time: NaiveDateTime) -> String {
    let text = if minute_of_day(time) == 0 && dice.percent(60) {
        format!("{}T24:00", shift(time.date(), -1))
    } else {
        time.format("%Y-%m-%dT%H:%M").to_string()
    };
    let often = if clocks_may_change(time.date()) { 35 } else { 3 };
    if dice.percent(often) { text + dice.one(&["+01:00", "+01:00", "+02:00", "+02:00", "+00:00", "Z"]) } else { text }
}

/// The instant of an act: soon after the work, at its very end, or at the end of the term; of the bonus also at its own terms or
/// months later. Italy is one or two hours ahead: both are tried, without asking the engine.
fn when(dice: &mut Dice, borsa: Borsa, start: NaiveDateTime, end: NaiveDateTime) -> DateTime<Utc> {
    let second = TimeDelta::seconds(dice.one(&[-1, 0, 0, 1]));
    let ahead = TimeDelta::hours(dice.one(&[1, 2]));
    if borsa == Borsa::Bonus && dice.percent(45) {
        let term = bonus_term(dice);
        let cut_off = shift(day(start.year(), start.month(), 1) + Months::new(1 + dice.small(4)), 3);
        let midnight = if dice.percent(60) { term } else { cut_off };
        return (midnight.and_time(chrono::NaiveTime::MIN) - ahead).and_utc() + second;
    }
    match dice.small(10) {
        0 => (end - ahead).and_utc() + second,
        1..=3 => {
            let month = day(start.year(), start.month(), 1) + Months::new(1);
            let third = shift(month, 3).and_time(chrono::NaiveTime::MIN);
            (third - ahead).and_utc() + second
        }
        4 => (end + TimeDelta::minutes(dice.between(-3_000, 60_000))).and_utc(),
        _ => (end + TimeDelta::minutes(dice.between(1, 600))).and_utc(),
    }
}
