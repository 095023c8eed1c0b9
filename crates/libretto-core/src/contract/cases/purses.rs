//! The purses of a wallet: what one holds the other never pays, at whatever moment and by whatever way (WAL-08, WAL-09).

use super::trace::trace;
use crate::bonus::Bonus;
use crate::change::{ChangeSet, CommitError};
use crate::context::{Actor, Channel};
use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Household, Stage, Work, Worker, refused, sorted, vouchers_cost};
use crate::event::{Event, Fatto, Flusso};
use crate::ids::{EventId, PrestazioneId};
use crate::money::Euro;
use crate::month::Month;
use crate::persona::PersonalRecord;
use crate::portafoglio::{Borsa, Portafoglio};
use crate::ports::{Clock, Ids};
use crate::prestazione::{Dati, Prestazione};
use crate::use_cases::UseCaseError;

/// A household with so much own money and so much bonus, in whole euro, and a worker, in the summer of 2020.
async fn cast(stage: &Stage, own: u32, bonus: u32) -> (Household, Worker) {
    stage.clock.set_rome("2020-06-10T20:00");
    let household = stage.household(1, own).await;
    if bonus > 0 {
        let granted = stage.grant(&household, bonus).await;
        stage.claim(&household, granted.id).await.unwrap();
    }
    (household, stage.worker(Person::number(2)).await)
}

/// What can be spent of each purse.
async fn available(stage: &Stage, household: &Household) -> (Euro, Option<Euro>) {
    let saldo = stage.libretto.queries.portafoglio(household.id).await.unwrap();
    (saldo.portafoglio.disponibile(), saldo.bonus.as_ref().map(Portafoglio::disponibile))
}

/// Each purse is spent, given back and shown by itself; the bonus comes from the account of the administrations.
pub async fn bonus_money_and_own_money_never_mix(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = cast(&stage, 20, 30).await;
    let ordinary = stage.communicate(&household, &worker, Work("2020-06-09T09:00", 180, 3)).await;
    assert_eq!(refused(ordinary), ["fondi-insufficienti"]);
    let care = stage.baby_sit(&household, &worker, Work("2020-06-09T09:00", 240, 4)).await;
    assert_eq!(refused(care), ["fondi-insufficienti"]);
    let care = stage.baby_sit(&household, &worker, Work("2020-06-09T09:00", 180, 3)).await.unwrap();
    assert_eq!(care.dati.borsa, Borsa::Bonus);
    assert_eq!(available(&stage, &household).await, (vouchers_cost(2), Some(Euro::ZERO)));
    stage.communicate(&household, &worker, Work("2020-06-09T14:00", 120, 2)).await.unwrap();
    assert_eq!(available(&stage, &household).await, (Euro::ZERO, Some(Euro::ZERO)));
    stage.cancel(&household, care.id).await.unwrap();
    assert_eq!(available(&stage, &household).await, (Euro::ZERO, Some(vouchers_cost(3))));
    let movements = adapter.queries.movimenti(household.id, None, 100).await.unwrap().items;
    let shown: Vec<_> = movements.iter().map(|one| (one.borsa, one.importo)).collect();
    let (own, bonus) = (Borsa::Propria, Borsa::Bonus);
    let (two, three) = (vouchers_cost(2), vouchers_cost(3));
    // Latest first; those of one instant in the order of their events.
    assert_eq!(shown, [(bonus, three), (own, -two), (bonus, -three), (bonus, three), (own, two)]);
    let saldi = adapter.queries.saldi().await.unwrap();
    assert!(saldi.iter().any(|one| one.conto == "fondi_bonus" && one.importo == -three));
    stage.audit().await;
}

/// The communication of a record, by hand: no rule looks at it, only the store's own guard.
fn by_hand(stage: &Stage, dati: Dati) -> ChangeSet {
    let id = PrestazioneId(stage.ids.next());
    let event = Event {
        id: EventId(stage.ids.next()),
        istante: stage.clock.now(),
        attore: Actor::Libretto,
        soggetto: None,
        canale: Channel::Sistema,
        credenziale: None,
        delega: None,
        flusso: Flusso { casa: dati.utilizzatore.0, entita: id.0, numero: 1 },
        fatto: Fatto::PrestazioneComunicata { prestazione: id, dati, revocabile_fino: stage.clock.now() },
        spiegazione: None,
    };
    let text = PersonalRecord::Dettagli { prestazione: id, versione: 1, luogo: "Roma".to_owned(), nota: None };
    ChangeSet { events: vec![event], personal: vec![text], ..ChangeSet::default() }
}

/// A change whose purse lacks the money is a conflict, whatever the other purse holds, and leaves no trace.
pub async fn no_change_takes_from_one_purse_what_the_other_holds(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = cast(&stage, 10, 20).await;
    let care = stage.baby_sit(&household, &worker, Work("2020-06-09T09:00", 120, 2)).await.unwrap();
    stage.cancel(&household, care.id).await.unwrap();
    let own = Dati { borsa: Borsa::Propria, ..care.dati.clone() };
    let mut much = care.dati.clone();
    much.titoli.0 += 1;
    much.ripartizione = much.titoli.split(&crate::regime::Regime::on(much.giorno).unwrap());
    much.computato = much.ripartizione.compenso;
    let before = trace(&stage, &[&household], &worker, &[]).await;
    for (why, dati) in [("own money of 10 euro", own), ("a bonus of 20 euro", much)] {
        let outcome = stage.libretto.store.commit(by_hand(&stage, dati)).await;
        assert!(matches!(outcome, Err(CommitError::Conflict)), "{why}: {outcome:?}");
    }
    assert_eq!(trace(&stage, &[&household], &worker, &[]).await, before);
    stage.libretto.store.commit(by_hand(&stage, care.dati)).await.unwrap();
    assert_eq!(available(&stage, &household).await, (vouchers_cost(1), Some(Euro::ZERO)));
}

/// A bonus of 80 euro and two records of 50 at once: one is paid, the other finds too little, and own money stays.
pub async fn the_bonus_purse_is_spent_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = cast(&stage, 100, 80).await;
    let other = stage.worker(Person::number(3)).await;
    let at_once = stage.at_once(2);
    let work = Work("2020-06-09T09:00", 300, 5);
    let runners: [Runner<'_, Result<Prestazione, UseCaseError>>; 2] =
        [Box::pin(at_once.baby_sit(&household, &worker, work)), Box::pin(at_once.baby_sit(&household, &other, work))];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["fondi-insufficienti"]));
    assert_eq!(available(&stage, &household).await, (vouchers_cost(10), Some(vouchers_cost(3))));
    stage.audit().await;
}

/// A bonus is claimed once, and shown as it is.
pub async fn a_bonus_claimed_twice_at_once_is_credited_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, _) = cast(&stage, 0, 0).await;
    assert_eq!(available(&stage, &household).await, (Euro::ZERO, None));
    let granted = stage.grant(&household, 600).await;
    assert_eq!(adapter.queries.bonus(household.id).await.unwrap(), std::slice::from_ref(&granted));
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Result<Bonus, UseCaseError>>; 2] =
        [Box::pin(at_once.claim(&household, granted.id)), Box::pin(at_once.claim(&household, granted.id))];
    let (claimed, refusals) = sorted(together(runners).await);
    assert_eq!(refusals, ["bonus-gia-appropriato"]);
    assert_eq!(adapter.queries.bonus(household.id).await.unwrap(), claimed);
    assert_eq!(available(&stage, &household).await, (Euro::ZERO, Some(vouchers_cost(60))));
    let nobody = stage.household(9, 0).await;
    let foreign = stage.claim(&nobody, granted.id).await;
    assert!(matches!(foreign, Err(UseCaseError::NotFound)), "{foreign:?}");
    stage.audit().await;
}

/// Bonus work of May that is entered in June and in July is paid by the run of the month of its entry (BON-05).
pub async fn what_is_entered_late_is_paid_by_the_run_of_its_entry(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = cast(&stage, 0, 100).await;
    let in_june = stage.baby_sit(&household, &worker, Work("2020-05-20T09:00", 60, 1)).await.unwrap();
    let month = |number| Month::new(2020, number).unwrap();
    stage.clock.set_rome("2020-07-04T00:00");
    let in_july = stage.baby_sit(&household, &worker, Work("2020-05-20T10:00", 60, 1)).await.unwrap();
    let months = [&in_june, &in_july].map(|one| one.dati.mese_pagamento());
    assert_eq!(months, [month(6), month(7)]);
    assert_eq!(refused(stage.cancel(&household, in_june.id).await), ["irrevocabile"]);
    let queries = &adapter.queries;
    for (number, expected) in [(5, vec![]), (6, vec![in_june.id]), (7, vec![in_july.id])] {
        let due = queries.da_pagare(month(number), None, 10).await.unwrap();
        let due: Vec<_> = due.into_iter().flat_map(|one| one.prestazioni).collect();
        assert_eq!(due, expected, "{number}");
        assert_eq!(queries.conta_da_pagare(month(number)).await.unwrap(), expected.len() as u64);
    }
    let stored = queries.prestazione(in_july.id).await.unwrap().unwrap().prestazione;
    assert_eq!(stored.dati, in_july.dati);
    stage.audit().await;
}
