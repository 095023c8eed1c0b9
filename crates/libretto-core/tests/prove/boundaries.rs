//! Every boundary of every limit: one cent, one minute, one voucher below, at and above it, for every category, on both sides of every day on
//! which a figure changes. The expected figures are written here, not asked of the parameters.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use libretto_core::catalogue::Codice;
use libretto_core::explanation::Evaluation;
use libretto_core::ids::{PersonaId, PrestatoreId};
use libretto_core::limits::{self, Anni, Carico};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::persona::Persona;
use libretto_core::prestatore::{Autocertificazione, Categoria, Prestatore};
use libretto_core::regime::Regime;
use libretto_core::titolo::Titoli;
use libretto_core::weighting;
use uuid::Uuid;

/// Both sides of each day of change: self-certification, the higher limit, the year's end, before and after.
const DAYS: [&str; 14] = [
    "2017-06-24",
    "2017-12-31",
    "2018-01-01",
    "2018-08-11",
    "2018-08-12",
    "2018-12-31",
    "2019-01-01",
    "2022-12-31",
    "2023-01-01",
    "2024-02-29",
    "2024-12-31",
    "2025-01-01",
    "2025-12-31",
    "2026-01-01",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Who the worker is, and how their pay counts when the status was certified in time.
#[derive(Clone, Copy, Debug)]
struct Case {
    category: Option<Categoria>,
    /// Years and days of age on the day of the work.
    age: (u32, i64),
    reduced: bool,
}

const CASES: [Case; 8] = [
    Case { category: None, age: (40, 0), reduced: false },
    Case { category: Some(Categoria::Pensionato), age: (70, 0), reduced: true },
    Case { category: Some(Categoria::Studente), age: (20, 0), reduced: true },
    // The last day before the twenty-fifth birthday, the birthday, and long after.
    Case { category: Some(Categoria::Studente), age: (25, -1), reduced: true },
    Case { category: Some(Categoria::Studente), age: (25, 0), reduced: false },
    Case { category: Some(Categoria::Studente), age: (40, 0), reduced: false },
    Case { category: Some(Categoria::Disoccupato), age: (40, 0), reduced: true },
    Case { category: Some(Categoria::SostegnoAlReddito), age: (24, 0), reduced: true },
];

/// A birth after which somebody is so old on a day; in a common year who turns an age on 29 February does so on the 28th.
fn born(work: NaiveDate, (years, days): (u32, i64)) -> NaiveDate {
    let same_day = work - chrono::Months::new(years * 12);
    same_day - chrono::TimeDelta::days(days)
}

fn worker(work: NaiveDate, case: Case, certified: DateTime<Utc>) -> Prestatore {
    let certify = |categoria| Autocertificazione { categoria, dal: work, al: Some(work), resa_il: certified };
    Prestatore {
        id: PrestatoreId(Uuid::nil()),
        persona: Persona {
            id: PersonaId(Uuid::nil()),
            codice_fiscale: "RSSMRA80A01H501U".parse().unwrap(),
            nome_proprio: "Nome".to_owned(),
            cognome: "Cognome".to_owned(),
            data_nascita: born(work, case.age),
        },
        registrato_il: certified,
        modalita: Vec::new(),
        autocertificazioni: case.category.map(certify).into_iter().collect(),
        versione: 1,
    }
}

/// The last moment of the day of work, and the first of the next, in winter or summer time.
fn moments(work: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let next = libretto_core::civil_time::start_of_day(work.succ_opt().unwrap());
    (next - chrono::TimeDelta::seconds(1), next)
}

fn codes(work: NaiveDate, anni: &Anni, carico: &Carico) -> Vec<Codice> {
    let mut evaluation = Evaluation::new(work);
    limits::check(&mut evaluation, anni, carico, &Regime::on(work).unwrap());
    evaluation.finish().map_or_else(|why| why.violations().filter_map(|step| step.codice).collect(), |_| Vec::new())
}

#[test]
fn the_weight_follows_category_age_certification_and_day() {
    for work in DAYS.map(day) {
        let regime = Regime::on(work).unwrap();
        let (in_time, too_late) = moments(work);
        for case in CASES {
            let reduced = |certified| weighting::is_reduced(&worker(work, case, certified), work, &regime);
            assert_eq!(reduced(in_time), case.reduced, "{work} {case:?}");
            // Until 11-08-2018 the status was enough; from the 12th it must be certified by the day of the work.
            let late = case.reduced && work < day("2018-08-12");
            assert_eq!(reduced(too_late), late, "{work} {case:?}, certified the day after");
        }
    }
}

#[test]
fn a_status_counts_from_its_first_day_to_its_last() {
    let pensioner = CASES[1];
    for work in DAYS.map(day) {
        let regime = Regime::on(work).unwrap();
        let mut worker = worker(work, pensioner, moments(work).0);
        let mut reduced = |dal, al| {
            worker.autocertificazioni[0].dal = dal;
            worker.autocertificazioni[0].al = al;
            weighting::is_reduced(&worker, work, &regime)
        };
        let (before, after) = (work.pred_opt().unwrap(), work.succ_opt().unwrap());
        assert!(reduced(work, Some(work)) && reduced(before, None) && reduced(before, Some(after)));
        assert!(!reduced(before, Some(before)) && !reduced(after, None) && !reduced(after, Some(after)));
    }
}

#[test]
fn each_limit_in_money_admits_its_last_cent_and_voucher_and_no_more() {
    for work in DAYS.map(day) {
        let regime = Regime::on(work).unwrap();
        let household = if work.year() < 2023 { 500_000 } else { 1_000_000 };
        for case in CASES {
            let per_voucher = if case.reduced { 600 } else { 800 };
            for vouchers in [1_u32, 2, 7] {
                let asked = i64::from(vouchers);
                let compenso = Titoli(vouchers).split(&regime).compenso;
                let reduced = weighting::is_reduced(&worker(work, case, moments(work).0), work, &regime);
                let computato = weighting::computed(compenso, reduced, &regime);
                assert_eq!((compenso.cents(), computato.cents()), (800 * asked, per_voucher * asked));
                let carico = Carico { compenso, computato, minuti: Minutes::new(60) };
                for delta in [-800, -600, -1, 0, 1, 600, 800] {
                    let room = |limit: i64, each: i64| Euro::from_cents(limit - each * asked + delta);
                    let passed = |codice| if delta > 0 { vec![codice] } else { vec![] };
                    let mut anni = Anni::default();
                    anni.prestatore.compensi = room(500_000, 800);
                    assert_eq!(codes(work, &anni, &carico), passed(Codice::LimitePrestatoreSuperato), "{work} {delta}");
                    let mut anni = Anni::default();
                    anni.utilizzatore.computato = room(household, per_voucher);
                    assert_eq!(
                        codes(work, &anni, &carico),
                        passed(Codice::LimiteUtilizzatoreSuperato),
                        "{work} {case:?} {delta}"
                    );
                    let mut anni = Anni::default();
                    anni.coppia.compensi = room(250_000, 800);
                    assert_eq!(codes(work, &anni, &carico), passed(Codice::LimiteCoppiaSuperato), "{work} {delta}");
                }
            }
        }
    }
}

#[test]
fn the_hours_of_a_pair_admit_their_last_minute_and_no_more() {
    for work in DAYS.map(day) {
        for asked in [1_u32, 59, 60, 61, 1_440] {
            for (over, used) in [(false, 16_799 - asked), (false, 16_800 - asked), (true, 16_801 - asked)] {
                let mut anni = Anni::default();
                anni.coppia.minuti = Minutes::new(used);
                let carico = Carico { minuti: Minutes::new(asked), ..Carico::default() };
                let expected = if over { vec![Codice::LimiteOreSuperato] } else { vec![] };
                assert_eq!(codes(work, &anni, &carico), expected, "{work} {used}+{asked}");
            }
        }
    }
}

#[test]
fn whole_vouchers_fill_the_limits_as_far_as_the_law_says() {
    let fits = |limit: i64, each: i64| limit / each;
    assert_eq!((fits(500_000, 800), fits(250_000, 800)), (625, 312));
    for (work, full, reduced) in [(day("2022-12-31"), 625_u32, 833_u32), (day("2023-01-01"), 1_250, 1_666)] {
        for (each, most) in [(800_i64, full), (600, reduced)] {
            let one = Carico { computato: Euro::from_cents(each), ..Carico::default() };
            let mut anni = Anni::default();
            for _ in 0..most {
                assert_eq!(codes(work, &anni, &one), vec![], "{work} {each}");
                anni = anni.plus(&one);
            }
            assert_eq!(codes(work, &anni, &one), vec![Codice::LimiteUtilizzatoreSuperato], "{work} {each}");
        }
    }
}

#[test]
fn a_record_counts_once_in_each_of_the_five_counters_and_is_taken_back_from_each() {
    let money = |cents| Euro::from_cents(cents);
    let carico = Carico { compenso: money(800), computato: money(600), minuti: Minutes::new(59) };
    let told = |anni: &Anni| {
        let (a, b, c) = (anni.prestatore, anni.utilizzatore, anni.coppia);
        [a.compensi.cents(), b.computato.cents(), b.compensi.cents(), c.compensi.cents(), i64::from(c.minuti.get())]
    };
    let once = Anni::default().plus(&carico);
    assert_eq!(told(&once), [800, 600, 800, 800, 59]);
    assert_eq!(told(&once.plus(&carico)), [1_600, 1_200, 1_600, 1_600, 118]);
    assert_eq!(told(&once.plus(&carico).minus(&carico)), told(&once));
}
