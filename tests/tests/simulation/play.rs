//! One run: random operations, each compared with the model.

use super::model::{Model, Record, Work};
use super::stores::Opens;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use libretto_core::civil_time::{CivilTime, rome_local};
use libretto_core::context::Caller;
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{Household, Stage, Worker, by, refused, silent};
use libretto_core::ids::{PagamentoId, PrestazioneId, RimborsoId};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::portafoglio::Borsa;
use libretto_core::ports::Clock;
use libretto_core::prestazione::{Ambito, Parentela, Prestazione, Richiesta};
use libretto_core::rimborso::Conto;
use libretto_core::rimborso::richiesta::Richiesta as RichiestaRimborso;
use libretto_core::use_cases::{
    ChiediRimborso, Comunicazione, EsitoComunicazione, EsitoRimborso, Rettifica, UseCaseError,
};
use libretto_tests::dice::Dice;
use std::sync::Mutex;

const HOUSES: u32 = 3;
const WORKERS: u32 = 4;

struct Run {
    seed: u64,
    step: usize,
    dice: Dice,
    stage: Stage,
    model: Model,
    houses: Vec<Household>,
    workers: Vec<Worker>,
    ids: Vec<PrestazioneId>,
    refunds: Vec<RimborsoId>,
    receipts: u32,
}

/// Plays a run.
pub(crate) async fn run<S: Opens>(seed: u64, steps: usize, store: &mut S) {
    let adapter = store.open().await;
    let stage = Stage::on(&adapter);
    let mut houses = Vec::new();
    let mut workers = Vec::new();
    for number in 0..HOUSES {
        houses.push(stage.household(number, 0).await);
    }
    for number in 0..WORKERS {
        workers.push(stage.worker(Person::number(100 + number)).await);
    }
    let model = Model { paid_in: vec![0; houses.len()], records: Vec::new(), refunds: Vec::new() };
    let mut run = Run {
        seed,
        step: 0,
        dice: Dice(seed),
        stage,
        model,
        houses,
        workers,
        ids: Vec::new(),
        refunds: Vec::new(),
        receipts: 0,
    };
    let mut adapter = Some(adapter);
    for step in 0..steps {
        run.step = step;
        match run.dice.small(100) {
            0..15 => run.top_up().await,
            15..60 => run.communicate().await,
            60..72 => run.correct().await,
            72..82 => run.cancel().await,
            82..90 => run.wait(),
            90..94 => run.refund().await,
            94..97 => run.pay().await,
            _ if S::DURABLE => {
                let fresh = store.open().await;
                run.stage = run.resume(&fresh);
                adapter = Some(fresh);
            }
            _ => run.compare().await,
        }
    }
    run.compare().await;
    run.stage.audit().await;
    drop(adapter);
}

impl Run {
    fn here(&self) -> String {
        format!("seed {} step {}", self.seed, self.step)
    }

    /// The same stage on the store as it was opened again, with the same clock and identifiers that go on.
    fn resume(&self, adapter: &libretto_core::contract::Adapter) -> Stage {
        let fresh = Stage::on(adapter);
        let (clock, ids) = (self.stage.clock.clone(), self.stage.ids.clone());
        let libretto = libretto_core::use_cases::Libretto { clock: clock.clone(), ids: ids.clone(), ..fresh.libretto };
        let (documents, directory) = (fresh.documents, fresh.directory);
        Stage { libretto, clock, ids, payouts: fresh.payouts, documents, directory }
    }

    fn now(&self) -> DateTime<Utc> {
        self.stage.clock.now()
    }

    fn local(&self) -> NaiveDateTime {
        rome_local(self.now())
    }

    fn work(&mut self) -> Work {
        let today = self.local().date();
        let earliest: NaiveDate = "2026-01-01".parse().unwrap();
        let day = (today - Days::new(self.dice.roll(38))).max(earliest);
        let from = self.dice.small(18);
        let to = from + 1 + self.dice.small(5);
        let vouchers = self.dice.small(to - from + 3) + if self.dice.small(4) == 0 { self.dice.small(90) } else { 1 };
        Work { day, from, to, vouchers: vouchers.max(1) }
    }

    async fn top_up(&mut self) {
        let house = self.dice.index(self.houses.len());
        let euro = (1 + self.dice.small(60)) * 10;
        let top_up = self.stage.top_up(&self.houses[house], euro).await;
        self.receipts += 1;
        let code = format!("SIM-{}-{}", self.seed, self.receipts);
        for repetition in 0..=self.dice.small(2) {
            let outcome = self.stage.pay_notice(&code, &top_up).await.unwrap();
            assert_eq!(outcome.ripetuta, repetition > 0, "{}", self.here());
        }
        self.model.paid_in[house] += euro;
    }

    async fn communicate(&mut self) {
        let (house, worker) = (self.dice.index(self.houses.len()), self.dice.index(self.workers.len()));
        let work = self.work();
        let expected = self.model.judge((house, worker), work, self.local(), None);
        let command = Comunicazione {
            utilizzatore: self.houses[house].id,
            prestatore: self.workers[worker].id,
            richiesta: request(work),
            luogo: "Roma".to_owned(),
            nota: None,
        };
        let caller = by(&self.houses[house].caller);
        let dry = self.stage.libretto.verifica(&caller, &command).await.unwrap();
        let seen = Mutex::new(None);
        let render = |one: &EsitoComunicazione| {
            *seen.lock().unwrap() = Some(one.prestazione.id);
            silent(one)
        };
        let outcome = self.stage.libretto.comunica(&caller, &command, &render).await;
        assert_eq!(dry.decisione.is_ok(), outcome.is_ok(), "{}: the dry run and the real thing agree", self.here());
        self.same(&expected, outcome, || {
            let record = Record { house, worker, work, cancelled: false, paid: false, frozen_from: work.deadline() };
            (record, seen.into_inner().unwrap().unwrap())
        });
    }

    /// The outcome is what the model expected; an accepted record goes into the model.
    fn same<T: std::fmt::Debug>(
        &mut self,
        expected: &[&'static str],
        outcome: Result<T, UseCaseError>,
        record: impl FnOnce() -> (Record, PrestazioneId),
    ) {
        if expected.is_empty() {
            outcome.unwrap_or_else(|error| panic!("{}: expected acceptance, got {error}", self.here()));
            let (record, id) = record();
            self.model.records.push(record);
            self.ids.push(id);
        } else {
            assert_eq!(refused(outcome), expected, "{}", self.here());
        }
    }

    async fn correct(&mut self) {
        if self.ids.is_empty() {
            return;
        }
        let index = self.dice.index(self.ids.len());
        let (work, now) = (self.work(), self.local());
        let record = self.model.records[index].clone();
        let expected = if self.model.is_open(index, now) {
            self.model.judge((record.house, record.worker), work, now, Some(index))
        } else {
            vec!["irrevocabile"]
        };
        let (luogo, nota) = ("Milano".to_owned(), None);
        let command = Rettifica { prestazione: self.ids[index], richiesta: request(work), luogo, nota };
        let caller = by(&self.houses[record.house].caller);
        let outcome = self.stage.libretto.rettifica(&caller, &command, &|one: &EsitoComunicazione| silent(one)).await;
        if expected.is_empty() {
            outcome.unwrap_or_else(|error| panic!("{}: expected a correction, got {error}", self.here()));
            let corrected = &mut self.model.records[index];
            corrected.work = work;
            corrected.frozen_from = corrected.frozen_from.min(work.deadline());
        } else {
            assert_eq!(refused(outcome), expected, "{}", self.here());
        }
    }

    async fn cancel(&mut self) {
        if self.ids.is_empty() {
            return;
        }
        let index = self.dice.index(self.ids.len());
        let open = self.model.is_open(index, self.local());
        let caller = by(&self.houses[self.model.records[index].house].caller);
        let outcome = self.stage.libretto.annulla(&caller, self.ids[index], &|one: &Prestazione| silent(one)).await;
        if open {
            outcome.unwrap_or_else(|error| panic!("{}: expected a cancellation, got {error}", self.here()));
            self.model.records[index].cancelled = true;
        } else {
            assert_eq!(refused(outcome), ["irrevocabile"], "{}", self.here());
        }
    }

    /// Asks for a refund, or withdraws the last one.
    async fn refund(&mut self) {
        if let (Some(id), Some(last)) = (self.refunds.last().copied(), self.model.refunds.last_mut())
            && self.dice.small(2) == 0
        {
            let caller = by(&self.houses[last.0].caller);
            let outcome = self.stage.libretto.ritira_rimborso(&caller, id, &|one: &EsitoRimborso| silent(one)).await;
            match (std::mem::replace(&mut last.2, true), outcome) {
                (false, outcome) => drop(outcome.unwrap()),
                (true, outcome) => assert_eq!(refused(outcome), ["stato-rimborso-incompatibile"]),
            }
            return;
        }
        let house = self.dice.index(self.houses.len());
        let (asked, there) = (1 + self.dice.small(700), self.model.available(house));
        let Caller::Cittadino { codice_fiscale, .. } = &self.houses[house].caller else { return };
        let conto = Conto { iban: "IT60X0542811101000000123456".to_owned(), intestatari: vec![*codice_fiscale] };
        let richiesta = RichiestaRimborso { importo: euros(asked), conto };
        let command = ChiediRimborso { utilizzatore: self.houses[house].id, richiesta };
        let seen = Mutex::new(None);
        let render = |one: &EsitoRimborso| {
            *seen.lock().unwrap() = Some((one.rimborso.id, one.rimborso.importo));
            silent(one)
        };
        let outcome = self.stage.libretto.chiedi_rimborso(&by(&self.houses[house].caller), &command, &render).await;
        if there == 0 {
            assert_eq!(refused(outcome), ["nulla-da-rimborsare"], "{}", self.here());
            return;
        }
        outcome.unwrap_or_else(|error| panic!("{}: expected a refund, got {error}", self.here()));
        let (id, reserved) = seen.into_inner().unwrap().unwrap();
        assert_eq!(reserved, euros(asked.min(there)), "{}", self.here());
        self.model.refunds.push((house, asked.min(there), false));
        self.refunds.push(id);
    }

    fn wait(&mut self) {
        let hours = i64::try_from(self.dice.roll(60)).unwrap();
        self.stage.clock.set(self.now() + TimeDelta::hours(hours));
    }

    async fn pay(&mut self) {
        let local = self.local();
        let this = Month::of(local.date());
        let month = this.previous();
        let outcome = self.stage.libretto.paga(&by(&Caller::Libretto), month, &|_, _| ()).await;
        if local < month.next().day(4).and_hms_opt(0, 0, 0).unwrap() {
            assert_eq!(refused(outcome), ["mese-non-chiuso"], "{}", self.here());
            return;
        }
        let run = outcome.unwrap_or_else(|error| panic!("{}: {error}", self.here()));
        let expected = self.model.pay(month.first_day().year(), month.first_day().month());
        assert_eq!(run.prestatori_pagati, expected.len() as u64, "{}", self.here());
        if let (Some(corsa), false) = (run.corsa, expected.is_empty()) {
            let none: Option<PagamentoId> = None;
            let payments = self.stage.libretto.queries.pagamenti(corsa.id, none, 100).await.unwrap();
            for (worker, euro) in expected {
                let paid = payments.iter().find(|one| one.pagamento.prestatore == self.workers[worker].id);
                assert_eq!(paid.map(|one| one.pagamento.netto), Some(euros(euro)), "{}", self.here());
            }
        }
    }

    async fn compare(&mut self) {
        for (house, household) in self.houses.iter().enumerate() {
            assert_eq!(self.stage.available(household).await, euros(self.model.available(house)), "{}", self.here());
        }
    }
}

fn euros(whole: u32) -> Euro {
    Euro::from_cents(i64::from(whole) * 100)
}

fn request(work: Work) -> Richiesta {
    let time = |hour: u32| CivilTime::new(work.day.and_hms_opt(hour, 0, 0).unwrap(), None).unwrap();
    Richiesta {
        ambito: Some(Ambito::LavoriDomestici),
        inizio: time(work.from),
        fine: time(work.to),
        pausa: Minutes::ZERO,
        luogo_indicato: true,
        costo: euros(work.vouchers * 10),
        compenso: None,
        titoli: None,
        borsa: Borsa::Propria,
        assistenza_bambini: false,
        parentela: Parentela::Nessuna,
    }
}
