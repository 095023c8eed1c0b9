//! Two acts about a death at the same moment end in one state.

use super::heirs::{DEATH, case, dies};
use crate::contract::Adapter;
use crate::contract::heirs::{Declared, HEIR_IBAN, code_of};
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, by, silent, sorted, vouchers_cost};
use crate::eredi::StatoDichiarazione;
use crate::prestazione::StatoPrestazione;
use crate::rimborso::Conto;
use crate::rimborso::richiesta::Richiesta;
use crate::use_cases::{ChiediRimborso, UseCaseError};

/// COM-14, HER-19: a record of work after the death that is communicated while the death is recorded is either refused, or
/// seen by the death and void.
pub async fn a_record_and_the_death_at_once_leave_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Result<(), UseCaseError>>; 2] = [
        Box::pin(async {
            let work = Work("2026-02-28T09:00", 60, 1);
            at_once.communicate(&household, &worker, work).await.map(|_| ())
        }),
        Box::pin(async {
            dies(&at_once, &household, None).await;
            Ok(())
        }),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    let filtro = crate::ports::queries::FiltroPrestazioni { utilizzatore: Some(household.id), ..Default::default() };
    let records = adapter.queries.prestazioni(&filtro, None, 10).await.unwrap().items;
    if refusals.is_empty() {
        assert_eq!(records.iter().map(|one| one.stato).collect::<Vec<_>>(), [StatoPrestazione::Annullata]);
    } else {
        assert_eq!((refusals, records.len()), (vec!["utilizzatore-deceduto"], 0));
    }
    assert!(!accepted.is_empty());
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    stage.audit().await;
}

/// COM-14: a refund that the household asks for while its death is recorded is refused, or came before.
pub async fn a_refund_and_the_death_at_once_leave_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 100).await;
    let conto = Conto { iban: HEIR_IBAN.to_owned(), intestatari: vec![code_of(&household)] };
    let asked =
        ChiediRimborso { utilizzatore: household.id, richiesta: Richiesta { importo: vouchers_cost(4), conto } };
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Result<(), UseCaseError>>; 2] = [
        Box::pin(async { at_once.libretto.chiedi_rimborso(&by(&household.caller), &asked, &silent).await.map(|_| ()) }),
        Box::pin(async {
            dies(&at_once, &household, None).await;
            Ok(())
        }),
    ];
    let (_, refusals) = sorted(together(runners).await);
    let register = stage.register().await;
    let place = |name: &str| register.iter().position(|event| event.fatto.name() == name);
    match place("rimborso_richiesto") {
        None => assert_eq!(refusals, ["utilizzatore-deceduto"]),
        Some(asked) => {
            let asked_number = register[asked].istante;
            assert!(
                refusals.is_empty()
                    && place("decesso_registrato").is_some_and(|death| asked_number <= register[death].istante)
            );
        }
    }
    stage.audit().await;
}

/// HER-16: two heirs who both have the other's consent ask the whole at once: one gets it.
pub async fn the_whole_asked_twice_at_once_is_given_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 600).await;
    let one = stage.recognised(11, &household, Declared::on(DEATH)).await;
    let other = stage.recognised(12, &household, Declared::on(DEATH)).await;
    for (from, to) in [(&one, &other), (&other, &one)] {
        let request = by(&from.caller);
        stage.libretto.consenti(&request, (from.di(), to.persona), &silent).await.unwrap();
    }
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, _>; 2] =
        [Box::pin(at_once.ask(&one, &household, true)), Box::pin(at_once.ask(&other, &household, true))];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!(accepted.iter().map(|refund| refund.importo).collect::<Vec<_>>(), [vouchers_cost(60)]);
    assert_eq!(refusals, ["nulla-da-rimborsare"]);
    stage.audit().await;
}

/// HER-17: an entry and a request at once: either the entry is first and the residue is what it left, or it is refused.
pub async fn an_entry_and_a_request_at_once_leave_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let heir = stage.recognised(11, &household, Declared::on(DEATH)).await;
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, _>; 2] = [
        Box::pin(async {
            let work = Work("2026-02-10T09:00", 120, 2);
            at_once.enter(&heir, (&household, &worker), work).await.map(|one| one.dati.ripartizione.costo)
        }),
        Box::pin(async { at_once.ask(&heir, &household, true).await.map(|refund| refund.importo) }),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    let total: crate::money::Euro = accepted.iter().copied().sum();
    assert_eq!(total, vouchers_cost(10), "everything is spent or given back, once");
    assert!(refusals.is_empty() || refusals == ["rimborso-in-corso", "fondi-insufficienti"], "{refusals:?}");
    stage.audit().await;
}

/// HER-17: one withdraws while the other enters work: the entry is admitted if it comes after, refused if it comes before.
pub async fn a_withdrawal_and_an_entry_at_once_leave_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let half = Declared { quota: Some("1/2"), ..Declared::on(DEATH) };
    let one = stage.recognised(11, &household, half).await;
    let other = stage.recognised(12, &household, half).await;
    let refund = stage.ask(&one, &household, false).await.unwrap();
    let runners: [Runner<'_, _>; 2] = [
        Box::pin(async { stage.withdraw_share(&one, &refund).await.map(|refund| refund.importo) }),
        Box::pin(async {
            let work = Work("2026-02-10T09:00", 60, 1);
            stage.enter(&other, (&household, &worker), work).await.map(|one| one.dati.ripartizione.costo)
        }),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!(accepted.len() + refusals.len(), 2);
    assert!(refusals.is_empty() || refusals == ["rimborso-in-corso"], "{refusals:?}");
    let entered = accepted.len() - 1;
    assert_eq!(stage.available(&household).await, vouchers_cost(if entered == 1 { 9 } else { 10 }));
    assert_eq!(case(&stage, &household).await.pratica.inserimenti.len(), entered);
    stage.audit().await;
}

/// HER-04: two operators decide one declaration at once: one decision stays.
pub async fn a_declaration_decided_twice_at_once_is_decided_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let heir = stage.presented(11, &household, Declared::on(DEATH)).await;
    stage.examine(heir.di()).await.unwrap();
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, _>; 2] = [Box::pin(at_once.validate(heir.di())), Box::pin(at_once.validate(heir.di()))];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["stato-dichiarazione-incompatibile"]));
    let state = case(&stage, &household).await;
    assert_eq!(state.pratica.dichiarazioni[0].stato, StatoDichiarazione::Convalidata);
    let deaths = stage.register().await.iter().filter(|event| event.fatto.name() == "decesso_registrato").count();
    assert_eq!(deaths, 1);
    stage.audit().await;
}
