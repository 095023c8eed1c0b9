//! Delegations: given, used, ended (DEL-01…DEL-03).

use crate::context::{Actor, Caller};
use crate::contract::Adapter;
use crate::contract::codici::iban;
use crate::contract::delegations::{of, on_paper, patronato, to};
use crate::contract::people::{Person, day};
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, by, command, refused, silent, vouchers_cost};
use crate::delega::{Ambito, Ruolo, StatoDelega};
use crate::ports::FiltroDeleghe;
use crate::use_cases::{ModalitaRichiesta, NuovaModalita, RegistraDecesso, UseCaseError};

const WORK: Work = Work("2026-02-10T09:00", 60, 1);
const ABSENT: [&str; 1] = ["delega-assente"];

/// A household delegates, the body communicates work for it, and every event says who acted, for whom, by which delegation.
pub async fn a_delegation_goes_its_whole_way(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let (person, body) = (Person::number(1), of(patronato(1)));
    let work = command(&household, &worker, WORK);
    assert_eq!(refused(stage.libretto.comunica(&by(&body), &work, &silent).await), ABSENT);
    let given = to(patronato(1), Ruolo::Utilizzatore, &[Ambito::Prestazioni]);
    let another = stage.delegate(&body, &Person::number(2), given.clone()).await;
    assert_eq!(refused(another), ["documento-delega-mancante"], "a body enters what was signed on paper");
    let to_another =
        stage.delegate(&body, &person, on_paper(to(patronato(2), Ruolo::Utilizzatore, &[Ambito::Profilo])));
    assert!(matches!(to_another.await, Err(UseCaseError::Forbidden)));

    let delega = stage.delegate(&household.caller, &person, given.clone()).await.unwrap().delega;
    let id = delega.nota.delega.id;
    assert_eq!(refused(stage.delegate(&household.caller, &person, given).await), ["delega-gia-presente"]);
    assert_eq!(adapter.queries.delega(id).await.unwrap().unwrap().nota, delega.nota);
    stage.libretto.comunica(&by(&body), &work, &silent).await.unwrap();
    let event = stage.register().await.pop().unwrap();
    assert_eq!(event.attore, Actor::Intermediario { ente: patronato(1).id, operatore: "operatore-7".to_owned() });
    assert_eq!((event.soggetto, event.delega), (Some(delega.delegante.id), Some(id)));
    let other = Work("2026-02-11T09:00", 60, 1);
    let stranger = stage.libretto.comunica(&by(&of(patronato(2))), &command(&household, &worker, other), &silent).await;
    assert_eq!(refused(stranger), ABSENT, "another body");
    // Whoever may act may look; who may communicate may not pay.
    assert!(stage.libretto.scrivania(&body, household.id, 2026).await.is_ok());
    let paying = stage.libretto.apri_versamento(&by(&body), household.id, vouchers_cost(1), &silent).await;
    assert_eq!(refused(paying), ABSENT);
    stage.audit().await;
}

/// T120: with the delegation of the worker the body changes how they are paid, with that of a household it does not.
pub async fn a_delegation_of_one_role_is_none_in_the_other(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let change = NuovaModalita { prestatore: worker.id, modalita: ModalitaRichiesta::Bonifico(iban(9)) };
    let by_body = by(&of(patronato(1)));
    let of_household = to(patronato(1), Ruolo::Utilizzatore, &Ambito::ALL);
    stage.delegate(&household.caller, &Person::number(1), of_household.clone()).await.unwrap();
    assert_eq!(refused(stage.libretto.cambia_modalita(&by_body, &change, &silent).await), ABSENT);
    let worker_as_household = stage.delegate(&worker.caller, &Person::number(2), of_household).await.unwrap();
    assert_eq!(
        refused(stage.libretto.cambia_modalita(&by_body, &change, &silent).await),
        ABSENT,
        "the same person's other role"
    );
    let of_worker = to(patronato(1), Ruolo::Prestatore, &[Ambito::Profilo]);
    let given = stage.delegate(&worker.caller, &Person::number(2), of_worker).await.unwrap().delega.nota.delega.id;
    assert_ne!(given, worker_as_household.delega.nota.delega.id);
    stage.libretto.cambia_modalita(&by_body, &change, &silent).await.unwrap();
    assert_eq!(stage.register().await.pop().unwrap().delega, Some(given));
    assert_eq!(adapter.queries.iban(worker.id).await.unwrap(), Some(iban(9)));
    stage.audit().await;
}

/// Whoever gave a delegation ends it, and the body gives it back; from that instant on nothing is done by it.
pub async fn a_revoked_delegation_ends_at_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let (person, body) = (Person::number(1), of(patronato(1)));
    let given = to(patronato(1), Ruolo::Utilizzatore, &[Ambito::Prestazioni]);
    for ender in [&household.caller, &body] {
        let id = stage.delegate(&household.caller, &person, given.clone()).await.unwrap().delega.nota.delega.id;
        for stranger in [&worker.caller, &of(patronato(2))] {
            assert!(matches!(stage.revoke(stranger, id).await, Err(UseCaseError::NotFound)));
            assert!(matches!(stage.libretto.vedi_delega(stranger, id).await, Err(UseCaseError::NotFound)));
        }
        let ended = stage.revoke(ender, id).await.unwrap().delega.nota.delega;
        assert_eq!(ended.stato(stage.libretto.clock.now()), StatoDelega::Revocata);
        assert_eq!(refused(stage.revoke(ender, id).await), ["delega-non-attiva"]);
        let work = command(&household, &worker, WORK);
        assert_eq!(refused(stage.libretto.comunica(&by(&body), &work, &silent).await), ABSENT);
        assert_eq!(refused(stage.libretto.scrivania(&body, household.id, 2026).await), ABSENT);
    }
    stage.audit().await;
}

/// An act that was decided by a delegation is not committed once the delegation is revoked.
pub async fn a_revocation_and_an_act_at_once_leave_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let given = to(patronato(1), Ruolo::Utilizzatore, &[Ambito::Prestazioni]);
    let id = stage.delegate(&household.caller, &Person::number(1), given).await.unwrap().delega.nota.delega.id;
    let at_once = stage.at_once(2);
    let (request, work) = (by(&of(patronato(1))), command(&household, &worker, WORK));
    let (racers, owner) = (&at_once, &household.caller);
    let runners: [Runner<'_, Result<(), UseCaseError>>; 2] = [
        Box::pin(async { racers.revoke(owner, id).await.map(drop) }),
        Box::pin(async { racers.libretto.comunica(&request, &work, &silent).await.map(drop) }),
    ];
    let outcomes = together(runners).await;
    assert!(outcomes[0].is_ok(), "a revocation never waits");
    let register = stage.register().await;
    let place = |name: &str| register.iter().position(|event| event.fatto.name() == name);
    match (&outcomes[1], place("prestazione_comunicata")) {
        (Ok(()), Some(_)) => {}
        (Err(UseCaseError::Rejected(why)), None) => {
            assert_eq!(why.codes().iter().map(|code| code.as_str()).collect::<Vec<_>>(), ABSENT);
        }
        other => panic!("neither done nor refused: {other:?}"),
    }
    stage.audit().await;
}

/// T115: with the death of the household its delegations end, and the body is told so.
pub async fn with_the_death_of_who_gave_it_a_delegation_ends(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let given = to(patronato(1), Ruolo::Utilizzatore, &Ambito::ALL);
    stage.delegate(&household.caller, &Person::number(1), given.clone()).await.unwrap();
    let office = Caller::BackOffice { subject: "sede".to_owned() };
    let death = RegistraDecesso { utilizzatore: household.id, giorno: day("2026-03-01"), ora: None };
    stage.libretto.registra_decesso(&by(&office), &death, &silent).await.unwrap();
    let (body, work) = (of(patronato(1)), command(&household, &worker, WORK));
    assert_eq!(refused(stage.libretto.comunica(&by(&body), &work, &silent).await), ["delega-estinta"]);
    assert_eq!(refused(stage.libretto.scrivania(&body, household.id, 2026).await), ["delega-estinta"]);
    assert_eq!(
        refused(stage.libretto.scrivania(&of(patronato(2)), household.id, 2026).await),
        ABSENT,
        "who had none learns of no death"
    );
    let again = stage
        .delegate(&household.caller, &Person::number(1), to(patronato(3), Ruolo::Utilizzatore, &Ambito::ALL))
        .await;
    assert_eq!(refused(again), ["utilizzatore-deceduto"]);
    stage.audit().await;
}

/// A body enters a delegation signed on paper by somebody who is known to nobody yet, and registers them.
pub async fn a_delegation_on_paper_registers_who_gave_it(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (person, body) = (Person::number(1), of(patronato(1)));
    let register = person.as_utilizzatore();
    assert_eq!(refused(stage.libretto.registra_utilizzatore(&by(&body), &register, &silent).await), ABSENT);
    let paper = on_paper(to(patronato(1), Ruolo::Utilizzatore, &[Ambito::Profilo]));
    let given = stage.delegate(&body, &person, paper).await.unwrap().delega;
    assert_eq!(
        (given.utilizzatore, given.nota.delega.conferita.documento.map(|one| one.sha256)),
        (None, Some([7; 32]))
    );
    stage.libretto.registra_utilizzatore(&by(&body), &register, &silent).await.unwrap();
    let found = adapter.queries.delega(given.nota.delega.id).await.unwrap().unwrap();
    assert!(found.utilizzatore.is_some(), "the person has a profile now");
    assert_eq!(stage.register().await.pop().unwrap().delega, Some(given.nota.delega.id));
    let worker = stage.libretto.registra_prestatore(&by(&body), &person.as_prestatore(), &silent).await;
    assert_eq!(refused(worker), ABSENT, "not in the other role");
    stage.audit().await;
}

/// Both parties list their delegations, latest first, page by page.
pub async fn delegations_are_listed_page_by_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let mut all = Vec::new();
    for number in 1..=3 {
        let person = Person::number(number);
        stage.clock.set_rome(&format!("2026-03-02T20:0{number}"));
        let given = to(patronato(1), Ruolo::Prestatore, &[Ambito::Consultazione]);
        all.push(stage.delegate(&person.caller(), &person, given).await.unwrap().delega.nota.delega.id);
    }
    all.reverse();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = stage.libretto.elenca_deleghe(&of(patronato(1)), after, 2).await.unwrap();
        seen.extend(page.items.iter().map(|one| one.nota.delega.id));
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    assert_eq!(seen, all);
    let own = stage.libretto.elenca_deleghe(&Person::number(2).caller(), None, 10).await.unwrap();
    assert_eq!(own.items.iter().map(|one| one.nota.delega.id).collect::<Vec<_>>(), [all[1]]);
    assert!(stage.libretto.elenca_deleghe(&of(patronato(2)), None, 10).await.unwrap().items.is_empty());
    let nobody = adapter.queries.deleghe(FiltroDeleghe::Ente(patronato(9).id), None, 10).await.unwrap();
    assert!(nobody.items.is_empty() && nobody.next.is_none());
    stage.audit().await;
}
