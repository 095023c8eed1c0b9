//! What was decided about a record is kept with what it rested on, and can be taken again.

use crate::catalogue::Codice;
use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::stage::{Stage, Work, by, silent};
use crate::event::Event;
use crate::ids::PrestazioneId;
use crate::prestatore::Categoria;
use crate::prestazione::{Presupposti, Replica};
use crate::use_cases::ModalitaRichiesta;
use uuid::Uuid;

async fn decisions(stage: &Stage, id: PrestazioneId) -> Vec<Event> {
    let found = stage.libretto.queries.decisioni(id).await.unwrap();
    for event in &found {
        let explanation = event.spiegazione.as_ref().unwrap();
        assert_eq!(explanation.replica(), Replica::Uguale, "{} of {id}: {explanation:?}", event.fatto.name());
    }
    found
}

/// Each decision about a record is read back with what it looked at, in order, and taken again ends the same.
pub async fn a_decision_read_back_and_taken_again_ends_the_same(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    stage.clock.set_rome("2026-01-02T09:00");
    let household = stage.household(1, 300).await;
    let worker = stage.worker(Person::number(2).certifying(Categoria::Pensionato, "2026-01-01")).await;
    stage.clock.set_rome("2026-03-02T21:00");
    let other = stage.communicate(&household, &worker, Work("2026-02-09T09:00", 60, 4)).await.unwrap();
    let record = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 120, 2)).await.unwrap();
    stage.correct(&household, record.id, Work("2026-02-11T09:00", 180, 3)).await.unwrap();
    stage.cancel(&household, record.id).await.unwrap();

    let told = decisions(&stage, record.id).await;
    let names: Vec<_> = told.iter().map(|event| event.fatto.name()).collect();
    assert_eq!(names, ["prestazione_comunicata", "prestazione_rettificata", "prestazione_annullata"]);
    assert_eq!(told.iter().map(|event| event.flusso.numero).collect::<Vec<_>>(), [1, 2, 3]);
    let why = told[0].spiegazione.as_ref().unwrap();
    let Some(Presupposti::Comunicazione { situazione, .. }) = why.presupposti.as_deref() else {
        panic!("a communication rests on what was asked and what there was: {why:?}");
    };
    assert_eq!(situazione.anni.coppia.compensi, other.dati.ripartizione.compenso, "the record before counts");
    assert!(situazione.prestatore.is_some_and(|worker| worker.ridotto));
    assert_eq!(decisions(&stage, other.id).await.len(), 1);
    assert_eq!(decisions(&stage, PrestazioneId(Uuid::nil())).await, Vec::new());

    let shown = adapter.queries.prestazione(record.id).await.unwrap().unwrap();
    assert_eq!(shown.spiegazione, told[1].spiegazione, "the content was decided last by the correction");
    let ids: Vec<_> = stage.register().await.iter().map(|event| event.id).collect();
    let explained = adapter.queries.spiegazioni(&ids).await.unwrap();
    for event in &told {
        let found = explained.iter().find(|(id, _)| *id == event.id).unwrap();
        assert_eq!(found.1, event.spiegazione);
    }
    let outcome = stage.libretto.verifica_registro(&|_| ()).await.unwrap();
    assert_eq!((outcome.decisioni_ripetute, outcome.decisioni_non_confrontabili), (4, 0));
    stage.audit().await;
}

/// A validation rests on the choice of the worker, and nothing is kept of a refusal.
pub async fn a_validation_is_explained_and_a_refusal_is_not_kept(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (
        stage.household(1, 100).await,
        stage.worker(Person::number(2).paid_by(ModalitaRichiesta::MandatoPostale)).await,
    );
    let record = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, 1)).await.unwrap();
    stage.libretto.convalida(&by(&household.caller), record.id, &silent).await.unwrap();
    let refused = stage.cancel(&household, record.id).await;
    assert_eq!(crate::contract::stage::refused(refused), [Codice::Irrevocabile.as_str()]);
    let told = decisions(&stage, record.id).await;
    let names: Vec<_> = told.iter().map(|event| event.fatto.name()).collect();
    assert_eq!(names, ["prestazione_comunicata", "prestazione_convalidata"]);
    stage.audit().await;
}
