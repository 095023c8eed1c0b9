//! The register: what happened, in order, by whom.

use crate::context::{Actor, Channel};
use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, by, by_phone, command, silent};
use crate::event::{Event, Fatto};
use crate::ports::Clock;
use std::collections::HashMap;

async fn in_pages(adapter: &Adapter, size: u32) -> Vec<Event> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = adapter.queries.eventi(after, size).await.unwrap();
        assert!(page.len() <= usize::try_from(size).unwrap(), "a page is no longer than asked");
        let Some(last) = page.last() else { return all };
        after = Some(last.id);
        all.extend(page);
    }
}

/// Events come in the order of their identifiers, each stream without gaps, the same in small pages and in large ones.
pub async fn events_come_in_order_whatever_the_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let at_once = stage.at_once(3);
    let works = [Work("2026-02-10T09:00", 60, 1), Work("2026-02-11T09:00", 60, 1), Work("2026-02-12T09:00", 60, 1)];
    let (racers, rich, helper) = (&at_once, &household, &worker);
    let runners = works.map(|work| -> Runner<'_, _> { Box::pin(racers.communicate(rich, helper, work)) });
    for record in together(runners).await {
        let id = record.unwrap().id;
        stage.correct(&household, id, Work("2026-02-20T09:00", 60, 2)).await.unwrap();
        stage.cancel(&household, id).await.unwrap();
    }
    let all = in_pages(adapter, 1_000).await;
    assert_eq!(in_pages(adapter, 1).await, all);
    assert_eq!(in_pages(adapter, 4).await, all);
    assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id));
    let mut numbers: HashMap<_, u32> = HashMap::new();
    for event in &all {
        let number = numbers.entry((event.flusso.casa, event.flusso.entita)).or_default();
        *number += 1;
        assert_eq!(event.flusso.numero, *number, "{}", event.fatto.name());
    }
    // Two profiles; the top-up opened and credited, its receipt; three records with three events each.
    assert_eq!(all.len(), 2 + 3 + 9);
    stage.audit().await;
}

/// An event says who acted, for whom, through which channel and when; the explanation stays out of the way.
pub async fn the_register_keeps_who_acted_for_whom_and_how(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    stage.clock.set_rome("2026-03-03T20:00");
    let work = command(&household, &worker, Work("2026-02-10T09:00", 60, 1));
    stage.libretto.comunica(&by(&by_phone(&household.caller)), &work, &silent).await.unwrap();
    let person = adapter.queries.utilizzatore(household.id).await.unwrap().unwrap().persona.id;
    let all = in_pages(adapter, 1_000).await;
    let event = all.last().unwrap();
    assert!(matches!(event.fatto, Fatto::PrestazioneComunicata { .. }));
    let operator = Actor::Operatore("telefono".to_owned());
    assert_eq!((&event.attore, event.soggetto), (&operator, Some(person)), "the operator, and who called");
    assert_eq!((event.canale, event.istante), (Channel::ContactCenter, stage.clock.now()));
    assert!(all.iter().all(|one| one.spiegazione.is_none()), "a replay does not need the explanations");
    let credit = all.iter().find(|one| matches!(one.fatto, Fatto::VersamentoAccreditato { .. })).unwrap();
    assert_eq!((&credit.attore, credit.soggetto), (&Actor::SistemaPagamenti, Some(person)));
    stage.audit().await;
}
