//! The pay run of a month: each worker once, whatever is repeated or runs beside it.

use crate::context::Caller;
use crate::contract::Adapter;
use crate::contract::people::{Person, day};
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, by, silent, vouchers_pay};
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::Corsa;
use crate::ports::queries::{FiltroPrestazioni, PagamentoCompleto};
use crate::prestatore::Modalita;
use crate::prestazione::StatoPrestazione;
use crate::use_cases::{EsitoPaga, ModalitaRichiesta, UseCaseError};

fn february() -> Month {
    Month::of(day("2026-02-01"))
}

/// Two households and three workers with work in February: 3 + 2 vouchers by transfer, 1 domiciled, 4 by transfer, and
/// one record of March that must not be paid.
async fn a_month_of_work(stage: &Stage) -> Vec<Euro> {
    let (rossi, bianchi) = (stage.household(1, 200).await, stage.household(2, 200).await);
    let anna = stage.worker(Person::number(10)).await;
    let bruno = stage.worker(Person::number(11).paid_by(ModalitaRichiesta::BonificoDomiciliato)).await;
    let carla = stage.worker(Person::number(12)).await;
    stage.communicate(&rossi, &anna, Work("2026-02-10T09:00", 180, 3)).await.unwrap();
    stage.communicate(&bianchi, &anna, Work("2026-02-11T09:00", 120, 2)).await.unwrap();
    stage.communicate(&rossi, &bruno, Work("2026-02-12T09:00", 60, 1)).await.unwrap();
    stage.communicate(&bianchi, &carla, Work("2026-02-13T09:00", 240, 4)).await.unwrap();
    let cancelled = stage.communicate(&bianchi, &carla, Work("2026-02-14T09:00", 60, 1)).await.unwrap();
    stage.cancel(&bianchi, cancelled.id).await.unwrap();
    stage.communicate(&rossi, &carla, Work("2026-03-01T09:00", 60, 1)).await.unwrap();
    // 8.00 − 3.84 for the domiciled transfer.
    let mut expected = vec![vouchers_pay(5), Euro::from_cents(416), vouchers_pay(4)];
    expected.sort_unstable();
    expected
}

async fn pay(stage: &Stage) -> Result<EsitoPaga, UseCaseError> {
    stage.libretto.paga(&by(&Caller::Libretto), february(), &|_, _| ()).await
}

async fn payments(stage: &Stage, runs: &[Corsa]) -> Vec<PagamentoCompleto> {
    let mut all = Vec::new();
    for run in runs {
        // Two at a time, so that a page ends among them.
        let mut after = None;
        loop {
            let page = stage.libretto.queries.pagamenti(run.id, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.pagamento.id);
            all.extend(page);
        }
    }
    all
}

/// What must hold after February was paid, however often it was.
async fn assert_paid_once(stage: &Stage, expected: &[Euro]) -> Corsa {
    let queries = &stage.libretto.queries;
    let runs = queries.corse(Some(february())).await.unwrap();
    assert_eq!(runs.len(), 1, "one run: {runs:?}");
    let payments = payments(stage, &runs).await;
    let mut amounts: Vec<_> = payments.iter().map(|one| one.pagamento.netto).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, expected);
    for one in &payments {
        let filter = FiltroPrestazioni { prestatore: Some(one.pagamento.prestatore), ..FiltroPrestazioni::default() };
        let records = queries.prestazioni(&filter, None, 100).await.unwrap().items;
        let paid = records.iter().filter(|record| record.pagamento == Some(one.pagamento.id));
        assert_eq!(paid.clone().map(|record| record.dati.ripartizione.compenso).sum::<Euro>(), one.pagamento.lordo);
        assert!(paid.clone().all(|record| record.stato == StatoPrestazione::Liquidata));
        assert_eq!(paid.count(), one.pagamento.prestazioni.len());
        assert_eq!(one.iban.is_some(), matches!(one.pagamento.modalita, Modalita::Bonifico { .. }));
    }
    assert_eq!(queries.conta_da_pagare(february()).await.unwrap(), 0);
    assert_eq!(queries.conta_da_pagare(february().next()).await.unwrap(), 1);
    let batches: Vec<_> = stage.payouts.batches().iter().map(|batch| format!("{batch:?}")).collect();
    assert!(batches.iter().all(|one| *one == batches[0]), "the same files every time: {batches:#?}");
    let run = queries.corsa(runs[0].id).await.unwrap().unwrap();
    let closing = run.chiusura.clone().unwrap();
    assert_eq!((closing.bonifici.numero, closing.domiciliati.numero, closing.mandati.numero), (2, 1, 0));
    assert_eq!((closing.lordo, closing.oneri), (vouchers_pay(10), Euro::from_cents(384)));
    assert_eq!(closing.contributi, Euro::from_cents(1_650));
    run
}

/// A month paid twice is paid once, and the second time writes the same files.
pub async fn a_run_repeated_pays_once_and_writes_the_same(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let expected = a_month_of_work(&stage).await;
    let early = pay(&stage).await;
    assert!(matches!(early, Err(UseCaseError::Rejected(_))), "before the month is closed: {early:?}");
    assert!(adapter.queries.corse(None).await.unwrap().is_empty());
    stage.clock.set_rome("2026-03-04T00:00");
    let first = pay(&stage).await.unwrap();
    assert_eq!(first.prestatori_pagati, 3);
    let run = assert_paid_once(&stage, &expected).await;
    assert_eq!((run.esecuzione, run.numero), (day("2026-03-13"), 1), "the 15th is a Sunday");
    stage.clock.set_rome("2026-03-05T10:00");
    let again = pay(&stage).await.unwrap();
    assert_eq!((again.prestatori_pagati, again.corsa.map(|one| one.id)), (0, Some(run.id)));
    assert_eq!(stage.payouts.batches().len(), 2);
    assert_paid_once(&stage, &expected).await;
    stage.audit().await;
}

/// Two runs of one month that begin at once are one run: one payment for each worker, the same files.
pub async fn two_runs_at_once_pay_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let expected = a_month_of_work(&stage).await;
    stage.clock.set_rome("2026-03-04T09:00");
    let at_once = stage.at_once(2);
    let runners = (0..2).map(|_| -> Runner<'_, Result<EsitoPaga, UseCaseError>> { Box::pin(pay(&at_once)) });
    for outcome in together(runners).await {
        assert!(outcome.unwrap().corsa.is_some_and(|run| run.is_closed()));
    }
    assert_paid_once(&stage, &expected).await;
    stage.audit().await;
}

/// A validated record is paid by its own mandate; what was not validated goes by domiciled transfer.
pub async fn mandates_are_paid_apart(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 100).await;
    let worker = stage.worker(Person::number(2).paid_by(ModalitaRichiesta::MandatoPostale)).await;
    let validated = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 180, 3)).await.unwrap();
    stage.communicate(&household, &worker, Work("2026-02-11T09:00", 60, 1)).await.unwrap();
    stage.libretto.convalida(&by(&household.caller), validated.id, &silent).await.unwrap();
    stage.clock.set_rome("2026-03-04T09:00");
    let run = pay(&stage).await.unwrap().corsa.unwrap();
    let payments = payments(&stage, std::slice::from_ref(&run)).await;
    let mut paid: Vec<_> = payments.iter().map(|one| (one.pagamento.netto, one.pagamento.esecuzione)).collect();
    paid.sort_unstable();
    // 8.00 − 3.84, and 24.00 − 1.75 from fifteen days after the validation of 2 March.
    let expected = [(Euro::from_cents(416), day("2026-03-13")), (Euro::from_cents(2_225), day("2026-03-17"))];
    assert_eq!(paid, expected);
    assert!(payments.iter().all(|one| one.iban.is_none()));
    let batch = &stage.payouts.batches()[0];
    assert_eq!((batch.transfers.len(), batch.domiciled.len()), (0, 1), "a mandate is collected, not sent");
    stage.audit().await;
}
