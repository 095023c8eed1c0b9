//! A list read page by page shows everything that was there when it began, once, whatever is written meanwhile.

use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::stage::{Stage, Work};
use crate::ports::queries::FiltroPrestazioni;

const BEFORE: [&str; 5] =
    ["2026-02-02T09:00", "2026-02-04T09:00", "2026-02-06T09:00", "2026-02-08T09:00", "2026-02-10T09:00"];
const MEANWHILE: [&str; 3] = ["2026-02-20T09:00", "2026-02-21T09:00", "2026-02-22T09:00"];

/// Records by start of the work, two at a time, while later work is communicated between the pages.
pub async fn records_written_meanwhile_move_no_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 200).await, stage.worker(Person::number(2)).await);
    let mut expected = Vec::new();
    for start in BEFORE {
        expected.push(stage.communicate(&household, &worker, Work(start, 60, 1)).await.unwrap().id);
    }
    // The same start with another household: only the identifier tells them apart.
    let other = stage.household(3, 10).await;
    expected.push(stage.communicate(&other, &worker, Work(BEFORE[2], 60, 1)).await.unwrap().id);
    let filter = FiltroPrestazioni { prestatore: Some(worker.id), ..FiltroPrestazioni::default() };
    let (mut seen, mut after, mut meanwhile) = (Vec::new(), None, MEANWHILE.iter());
    loop {
        let page = adapter.queries.prestazioni(&filter, after, 2).await.unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.iter().map(|one| (one.dati.inizio, one.id)));
        if let Some(start) = meanwhile.next() {
            stage.communicate(&household, &worker, Work(start, 60, 1)).await.unwrap();
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "latest first, none twice");
    expected.sort_unstable();
    let mut found: Vec<_> = seen.iter().map(|(_, id)| *id).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
    stage.audit().await;
}

/// Movements of a wallet, two at a time, while new ones are written between the pages; all of one instant.
pub async fn movements_written_meanwhile_move_no_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 200).await, stage.worker(Person::number(2)).await);
    for start in BEFORE {
        stage.communicate(&household, &worker, Work(start, 60, 1)).await.unwrap();
    }
    let key = |one: &crate::ports::queries::MovimentoPortafoglio| (one.istante, one.evento.0);
    let whole = adapter.queries.movimenti(household.id, None, 100).await.unwrap();
    let expected: Vec<_> = whole.items.iter().map(key).collect();
    assert_eq!(expected.len(), BEFORE.len() + 1, "the top-up and the records");
    let (mut seen, mut after, mut meanwhile) = (Vec::new(), None, MEANWHILE.iter());
    loop {
        let page = adapter.queries.movimenti(household.id, after, 2).await.unwrap();
        seen.extend(page.items.iter().map(key));
        if let Some(start) = meanwhile.next() {
            stage.communicate(&household, &worker, Work(start, 60, 1)).await.unwrap();
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, expected);
    stage.audit().await;
}

/// Top-ups of a household, two at a time, while new ones are opened and an old one is paid between the pages.
pub async fn top_ups_written_meanwhile_move_no_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let mut opened = Vec::new();
    for euro in [10, 20, 30, 40, 50] {
        opened.push(stage.top_up(&household, euro).await);
    }
    let (mut seen, mut after, mut page_number) = (Vec::new(), None, 0);
    loop {
        let page = adapter.queries.versamenti(household.id, None, after, 2).await.unwrap();
        seen.extend(page.items.iter().map(|one| one.importo));
        stage.top_up(&household, 100).await;
        stage.pay_notice(&format!("R{page_number}"), &opened[page_number]).await.unwrap();
        page_number += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let expected: Vec<_> = opened.iter().rev().map(|one| one.importo).collect();
    assert_eq!(seen, expected);
    stage.audit().await;
}
