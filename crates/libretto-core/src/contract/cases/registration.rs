//! People and their profiles.

use crate::contract::Adapter;
use crate::contract::codici::iban;
use crate::contract::people::{Person, day};
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, by, silent, sorted};
use crate::ids::{CorsaId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId, VersamentoId};
use crate::ports::queries::FiltroPrestazioni;
use crate::ports::{Ids, Scope};
use crate::prestatore::{Categoria, Modalita};
use crate::rapporto::TipoRapporto;
use crate::use_cases::{Autocertifica, DichiaraRapporto, ModalitaRichiesta, NuovaModalita};

/// A person who registers twice at once has one profile; the second request hears that it exists.
pub async fn a_person_registered_twice_at_once_has_one_profile(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let person = Person::number(1);
    let (request, household, worker) = (by(&person.caller()), person.as_utilizzatore(), person.as_prestatore());
    let at_once = stage.at_once(2);
    let runners = (0..2)
        .map(|_| -> Runner<'_, _> { Box::pin(at_once.libretto.registra_utilizzatore(&request, &household, &silent)) });
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["gia-registrato"]));
    let at_once = stage.at_once(2);
    let runners =
        (0..2).map(|_| -> Runner<'_, _> { Box::pin(at_once.libretto.registra_prestatore(&request, &worker, &silent)) });
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["gia-registrato"]));
    let profiles = adapter.queries.profili(&person.codice_fiscale()).await.unwrap().unwrap();
    let household = adapter.queries.utilizzatore(profiles.utilizzatore.unwrap()).await.unwrap().unwrap();
    let worker = adapter.queries.prestatore(profiles.prestatore.unwrap()).await.unwrap().unwrap();
    assert_eq!((&household.persona, &worker.persona), (&profiles.persona, &profiles.persona));
    assert_eq!(stage.register().await.len(), 2, "one event for each profile");
    stage.audit().await;
}

/// Both profiles of a person, registered at once or one after the other, belong to one person with one identifier.
pub async fn the_two_profiles_of_a_person_share_the_person(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let person = Person::number(1);
    let (request, household, worker) = (by(&person.caller()), person.as_utilizzatore(), person.as_prestatore());
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, _>; 2] = [
        Box::pin(at_once.libretto.registra_utilizzatore(&request, &household, &silent)),
        Box::pin(at_once.libretto.registra_prestatore(&request, &worker, &silent)),
    ];
    let (accepted, _) = sorted(together(runners).await);
    assert_eq!(accepted.len(), 2, "they are different profiles");
    let profiles = adapter.queries.profili(&person.codice_fiscale()).await.unwrap().unwrap();
    let household = adapter.queries.utilizzatore(profiles.utilizzatore.unwrap()).await.unwrap().unwrap();
    let worker = adapter.queries.prestatore(profiles.prestatore.unwrap()).await.unwrap().unwrap();
    assert_eq!(household.persona.id, worker.persona.id);
    let records = adapter.queries.persone(&[household.persona.id]).await.unwrap();
    assert!(records.contains(&crate::persona::PersonalRecord::Persona(household.persona)));
    stage.audit().await;
}

/// What a worker changes of themselves, and what a household declares, is loaded with the next command.
pub async fn what_a_worker_changes_is_seen(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let worker = stage.worker(Person::number(2).certifying(Categoria::Pensionato, "2026-01-01")).await;
    assert_eq!(adapter.queries.iban(worker.id).await.unwrap(), Some(iban(2)));
    let request = by(&worker.caller);
    let (prestatore, modalita) = (worker.id, ModalitaRichiesta::Bonifico(iban(77)));
    stage.libretto.cambia_modalita(&request, &NuovaModalita { prestatore, modalita }, &silent).await.unwrap();
    assert_eq!(adapter.queries.iban(worker.id).await.unwrap(), Some(iban(77)));
    let (dal, al, categoria) = (None, Some(day("2026-02-20")), Categoria::Pensionato);
    stage.libretto.autocertifica(&request, &Autocertifica { prestatore, categoria, dal, al }, &silent).await.unwrap();
    let modalita = ModalitaRichiesta::BonificoDomiciliato;
    stage.libretto.cambia_modalita(&request, &NuovaModalita { prestatore, modalita }, &silent).await.unwrap();
    assert_eq!(adapter.queries.iban(worker.id).await.unwrap(), None);
    let (tipo, dal, al) = (TipoRapporto::Subordinato, day("2024-05-01"), Some(day("2025-01-31")));
    let declared = DichiaraRapporto { utilizzatore: household.id, prestatore, tipo, dal, al };
    stage.libretto.dichiara_rapporto(&by(&household.caller), &declared, &silent).await.unwrap();
    let scope = Scope { utilizzatore: Some(household.id), prestatore: Some(worker.id), ..Scope::default() };
    let snapshot = adapter.store.load(&scope).await.unwrap();
    let state = snapshot.prestatore.unwrap();
    assert_eq!(Some(&state), adapter.queries.prestatore(worker.id).await.unwrap().as_ref());
    assert_eq!((state.versione, state.modalita.len()), (4, 3));
    assert_eq!(state.modalita_attuale(), Modalita::BonificoDomiciliato);
    assert_eq!(state.autocertificazioni[0].al, Some(day("2026-02-20")));
    assert_eq!(snapshot.rapporti.iter().map(|one| (one.dal, one.al)).collect::<Vec<_>>(), [(dal, al)]);
    stage.audit().await;
}

/// What does not exist is absent, not an error.
pub async fn nobody_and_nothing_is_no_error(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let queries = &adapter.queries;
    let id = || stage.ids.next();
    assert!(queries.profili(&Person::number(1).codice_fiscale()).await.unwrap().is_none());
    assert!(queries.utilizzatore(UtilizzatoreId(id())).await.unwrap().is_none());
    assert!(queries.prestatore(PrestatoreId(id())).await.unwrap().is_none());
    assert!(queries.iban(PrestatoreId(id())).await.unwrap().is_none());
    assert!(queries.prestazione(PrestazioneId(id())).await.unwrap().is_none());
    assert!(queries.versamento(VersamentoId(id())).await.unwrap().is_none());
    assert!(queries.scrivania(UtilizzatoreId(id()), 2026).await.unwrap().is_none());
    assert!(queries.corsa(CorsaId(id())).await.unwrap().is_none());
    let filter = FiltroPrestazioni { prestatore: Some(PrestatoreId(id())), ..FiltroPrestazioni::default() };
    assert!(queries.prestazioni(&filter, None, 10).await.unwrap().items.is_empty());
    assert!(queries.pagamenti(CorsaId(id()), Some(PagamentoId(id())), 10).await.unwrap().is_empty());
    assert!(queries.persone(&[PersonaId(id())]).await.unwrap().is_empty());
    assert!(queries.portafoglio(UtilizzatoreId(id())).await.unwrap().portafoglio.disponibile().is_zero());
    assert!(queries.eventi(None, 10).await.unwrap().is_empty());
    assert!(queries.saldi().await.unwrap().iter().all(|one| one.importo.is_zero()));
    let scope = Scope {
        utilizzatore: Some(UtilizzatoreId(id())),
        prestatore: Some(PrestatoreId(id())),
        numero_avviso: Some("300000000000000000".to_owned()),
        ..Scope::default()
    };
    let snapshot = adapter.store.load(&scope).await.unwrap();
    assert!(snapshot.utilizzatore.is_none() && snapshot.prestatore.is_none() && snapshot.versamento.is_none());
    let outcome = stage.libretto.verifica_registro(&|_| ()).await.unwrap();
    assert_eq!((outcome.eventi, outcome.differenze), (0, Vec::new()));
}
