//! The register of looks (I11).

use crate::context::{Actor, Caller, Channel};
use crate::contract::Adapter;
use crate::contract::delegations::{of, patronato, to};
use crate::contract::people::Person;
use crate::contract::stage::Stage;
use crate::delega::{Ambito, Ruolo};
use crate::ids::PersonaId;
use crate::permessi::Operazione;
use crate::ports::queries::Position;
use crate::use_cases::UseCaseError;
use uuid::Uuid;

/// What a person does is no look; what a branch, a body and another household see of them is, with purpose and delegation.
pub async fn who_looks_at_anothers_data_is_recorded(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    stage.libretto.scrivania(&household.caller, household.id, 2026).await.unwrap();
    assert!(stage.libretto.elenca_accessi(&household.caller, None, 10).await.unwrap().items.is_empty());
    let office = Caller::BackOffice { subject: "sportello".to_owned() };
    stage.libretto.vedi_portafoglio(&office, household.id).await.unwrap();
    let given = to(patronato(1), Ruolo::Utilizzatore, &[Ambito::Consultazione]);
    let delega = stage.delegate(&household.caller, &Person::number(1), given).await.unwrap().delega.nota.delega.id;
    stage.libretto.scrivania(&of(patronato(1)), household.id, 2026).await.unwrap();
    assert!(stage.libretto.scrivania(&of(patronato(2)), household.id, 2026).await.is_err());
    assert!(matches!(stage.libretto.scrivania(&worker.caller, household.id, 2026).await, Err(UseCaseError::NotFound)));

    let looks = stage.libretto.elenca_accessi(&household.caller, None, 10).await.unwrap().items;
    let told: Vec<_> =
        looks.iter().map(|one| (one.operazione, one.canale, one.delega, one.finalita.as_deref())).collect();
    let expected = [
        (Operazione::VediScrivania, Channel::Interoperabilita, Some(delega), Some("finalita-1")),
        (Operazione::VediPortafoglio, Channel::Sede, None, None),
    ];
    assert_eq!(told, expected, "what was refused was no look");
    assert_eq!(looks[1].attore, Actor::Operatore("sportello".to_owned()));
    stage.libretto.cerca_prestatore(&household.caller, &Person::number(2).codice_fiscale()).await.unwrap();
    let of_worker = stage.libretto.elenca_accessi(&worker.caller, None, 10).await.unwrap().items;
    assert_eq!(of_worker.iter().map(|one| one.operazione).collect::<Vec<_>>(), [Operazione::RicercaPrestatore]);
    assert!(matches!(stage.libretto.elenca_accessi(&office, None, 10).await, Err(UseCaseError::Forbidden)));
    stage.audit().await;
}

/// Looks come latest first, page by page, and only those at the person's own data.
pub async fn looks_are_listed_page_by_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (one, other) = (stage.household(1, 0).await, stage.household(2, 0).await);
    let office = Caller::BackOffice { subject: "sportello".to_owned() };
    for minute in 1..=5 {
        stage.clock.set_rome(&format!("2026-03-02T20:0{minute}"));
        let looked_at = if minute == 3 { other.id } else { one.id };
        stage.libretto.vedi_portafoglio(&office, looked_at).await.unwrap();
    }
    let (mut pages, mut after): (Vec<usize>, Option<Position>) = (Vec::new(), None);
    let mut instants = Vec::new();
    loop {
        let page = stage.libretto.elenca_accessi(&one.caller, after, 3).await.unwrap();
        pages.push(page.items.len());
        instants.extend(page.items.iter().map(|look| look.istante));
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    assert_eq!(pages, [3, 1]);
    assert!(instants.windows(2).all(|pair| pair[0] > pair[1]));
    let nobody = adapter.queries.accessi(PersonaId(Uuid::nil()), None, 10).await.unwrap();
    assert!(nobody.items.is_empty());
    adapter.queries.record_accessi(&[]).await.unwrap();
}
