//! Speed of the rules: one whole decision with its explanation, and the limits alone. The first line is the baseline of
//! the run: the bare additions and comparisons that the four limits cannot do without.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a benchmark may panic")]

use chrono::{DateTime, NaiveDate, Utc};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use libretto_core::civil_time::CivilTime;
use libretto_core::event::Fatto;
use libretto_core::explanation::Evaluation;
use libretto_core::ids::{PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use libretto_core::limits::{self, Anni, Carico};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::persona::Persona;
use libretto_core::portafoglio::{Borsa, Portafoglio};
use libretto_core::prestatore::{Modalita, ModalitaScelta, Prestatore};
use libretto_core::prestazione::{Ambito, Famiglia, Lavoratore, Parentela, Richiesta, Situazione, comunicazione};
use libretto_core::regime::Regime;
use libretto_core::simulazione::{Partenza, StatoLavoratore, TurnoPianificato, simula};
use libretto_core::utilizzatore::Utilizzatore;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hint::black_box;
use uuid::Uuid;

fn persona(id: u128, code: &str) -> Persona {
    Persona {
        id: PersonaId(Uuid::from_u128(id)),
        codice_fiscale: code.parse().unwrap(),
        nome_proprio: "Nome".into(),
        cognome: "Cognome".into(),
        data_nascita: NaiveDate::from_ymd_opt(1980, 1, 1).unwrap(),
    }
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn parties() -> (Utilizzatore, Prestatore) {
    let utilizzatore = Utilizzatore {
        id: UtilizzatoreId(Uuid::from_u128(1)),
        persona: persona(1, "RSSMRA80A01H501U"),
        registrato_il: instant("2026-01-01T00:00:00Z"),
        dichiarazioni: Vec::new(),
        decesso: None,
        versione: 1,
    };
    let prestatore = Prestatore {
        id: PrestatoreId(Uuid::from_u128(2)),
        persona: persona(2, "BNCNNA75C55F205P"),
        registrato_il: instant("2026-01-01T00:00:00Z"),
        modalita: vec![ModalitaScelta {
            dal: instant("2026-01-01T00:00:00Z"),
            modalita: Modalita::BonificoDomiciliato,
        }],
        autocertificazioni: Vec::new(),
        versione: 1,
    };
    (utilizzatore, prestatore)
}

fn richiesta() -> Richiesta {
    let time = |text: &str| text.parse::<CivilTime>().unwrap();
    Richiesta {
        ambito: Some(Ambito::LavoriDomestici),
        inizio: time("2026-02-10T09:00"),
        fine: time("2026-02-10T13:00"),
        pausa: Minutes::new(0),
        luogo_indicato: true,
        costo: Euro::from_cents(4_000),
        compenso: None,
        titoli: None,
        borsa: Borsa::Propria,
        assistenza_bambini: false,
        parentela: Parentela::Nessuna,
    }
}

/// A pair that has done nothing yet, with so many cents in the wallet.
fn situazione(cents: i64) -> Situazione<'static> {
    let (utilizzatore, prestatore) = parties();
    let day = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap();
    Situazione {
        utilizzatore: Some(Famiglia::from(&utilizzatore)),
        prestatore: Some(Lavoratore::on(day, &prestatore, Some(&utilizzatore))),
        rapporti: Cow::default(),
        anni: Anni::default(),
        portafoglio: Portafoglio { versato: Euro::from_cents(cents), ..Portafoglio::default() },
        turni: Cow::default(),
        giornate: Cow::default(),
        pesata: None,
        erede: None,
    }
}

fn benchmarks(criterion: &mut Criterion) {
    let day = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap();
    let regime = Regime::on(day).expect("within the law");
    let (anni, carico) = (
        Anni::default(),
        Carico { compenso: Euro::from_cents(3_200), computato: Euro::from_cents(3_200), minuti: Minutes::new(240) },
    );
    criterion.bench_function("baseline/four additions and comparisons", |bencher| {
        bencher.iter(|| {
            let (anni, carico) = (black_box(&anni), black_box(&carico));
            anni.prestatore.compensi + carico.compenso <= regime.limite_prestatore
                && anni.utilizzatore.computato + carico.computato <= regime.limite_utilizzatore
                && anni.coppia.compensi + carico.compenso <= regime.limite_coppia
                && anni.coppia.minuti + carico.minuti <= regime.limite_ore
        });
    });
    criterion.bench_function("limits/check with its four steps", |bencher| {
        bencher.iter(|| {
            let mut evaluation = Evaluation::new(day);
            limits::check(&mut evaluation, black_box(&anni), black_box(&carico), &regime);
            evaluation
        });
    });
    let situazione = situazione(100_000);
    let (richiesta, now) = (richiesta(), instant("2026-02-10T18:00:00Z"));
    let id = PrestazioneId(Uuid::from_u128(3));
    assert!(comunicazione::decide(id, &richiesta, &situazione, now).is_ok());
    criterion.bench_function("decide/a communication, all rules, explained", |bencher| {
        bencher.iter(|| comunicazione::decide(id, black_box(&richiesta), black_box(&situazione), now));
    });
}

/// A plan of 1,000 shifts: five workers, 200 days each, an hour a day.
fn plan() -> Vec<TurnoPianificato> {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let shift = |place: u32| {
        let start = (first + chrono::TimeDelta::days(i64::from(place / 5))).and_hms_opt(9, 0, 0).unwrap();
        TurnoPianificato {
            lavoratore: usize::try_from(place % 5).unwrap(),
            ambito: Some(Ambito::LavoriDomestici),
            inizio: CivilTime::new(start, None).unwrap(),
            fine: CivilTime::new(start + chrono::TimeDelta::hours(1), None).unwrap(),
            pausa: Minutes::new(0),
            titoli: None,
        }
    };
    (0..1_000).map(shift).collect()
}

fn simulation(criterion: &mut Criterion) {
    let (utilizzatore, _) = parties();
    let lavoratori = (0..5).map(|posto| StatoLavoratore::ipotetico(posto, false)).collect();
    let partenza = Partenza { utilizzatore, portafoglio: None, anni: BTreeMap::new(), lavoratori };
    let plan = plan();
    let played = simula(&plan, partenza.clone());
    assert!(played.turni.iter().all(|one| one.dati.is_some()), "every shift of the plan is admitted");
    criterion.bench_function("simula/a plan of 1,000 shifts and five workers", |bencher| {
        bencher.iter(|| simula(black_box(&plan), partenza.clone()));
    });
}

/// How many communications one pass decides.
const COMMUNICATIONS: usize = 1_000_000;
/// Pairs of household and worker among which they are spread: all their counters are in memory.
const PAIRS: usize = 50_000;

/// One pass of communications over the counters of many pairs, on one core: what is accepted counts for the next.
fn pass(requests: &[Richiesta], mut situazione: Situazione<'_>, now: DateTime<Utc>) -> usize {
    let mut years = vec![Anni::default(); PAIRS];
    let mut accepted = 0;
    for number in 0..COMMUNICATIONS {
        let year = &mut years[number.wrapping_mul(7_919) % PAIRS];
        situazione.anni = *year;
        let id = PrestazioneId(Uuid::from_u128(number as u128));
        if let Ok(decided) = comunicazione::decide(id, &requests[number % requests.len()], &situazione, now)
            && let Fatto::PrestazioneComunicata { dati, .. } = decided.fatto
        {
            *year = year.plus(&dati.carico());
            accepted += 1;
        }
    }
    accepted
}

/// A million communications from memory, in seconds: some vouchers more or less, some refused for their limits.
fn million(criterion: &mut Criterion) {
    let situazione = situazione(100_000_000);
    let costs = [4_000, 8_000, 20_000, 100_000].map(Euro::from_cents);
    let requests: Vec<_> = costs.into_iter().map(|costo| Richiesta { costo, ..richiesta() }).collect();
    let now = instant("2026-02-10T18:00:00Z");
    let accepted = pass(&requests, situazione.clone(), now);
    assert!(0 < accepted && accepted < COMMUNICATIONS, "some are accepted and some are refused: {accepted}");
    let mut group = criterion.benchmark_group("decide");
    group.sample_size(10).throughput(Throughput::Elements(COMMUNICATIONS as u64));
    group.bench_function("1,000,000 communications from memory", |bencher| {
        bencher.iter(|| pass(black_box(&requests), situazione.clone(), now));
    });
    group.finish();
}

criterion_group!(benches, benchmarks, million, simulation);
criterion_main!(benches);
