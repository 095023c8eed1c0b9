//! What other registries say: employments and external pay.

use crate::change::Reply;
use crate::compensi_esterni::EsitoEsterni;
use crate::comunicazione_obbligatoria::Notifica;
use crate::context::Caller;
use crate::contract::Adapter;
use crate::contract::people::{Person, day};
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, Work, Worker, by, refused, silent, sorted, vouchers_pay};
use crate::money::Euro;
use crate::ports::{Scope, ScopeGiornate};
use crate::rapporto::{Fonte, TipoRapporto};
use crate::use_cases::{CompensiRegistrati, DichiaraRapporto, EsitoNotifica, Notificata, NuoviCompensi, UseCaseError};
use std::sync::Mutex;

fn office() -> Caller {
    Caller::BackOffice { subject: "sportello".to_owned() }
}

/// An employment between two persons from the beginning of 2025.
fn notice(protocollo: &str, datore: &Person, lavoratore: &Person, al: Option<&str>) -> Notifica {
    Notifica {
        protocollo: protocollo.to_owned(),
        datore: datore.codice_fiscale(),
        lavoratore: lavoratore.codice_fiscale(),
        tipo: TipoRapporto::Subordinato,
        dal: day("2025-01-01"),
        al: al.map(day),
    }
}

async fn tell(stage: &Stage, notifica: &Notifica) -> Result<Notificata, UseCaseError> {
    let kept = Mutex::new(None);
    let render = |one: &Notificata| -> Reply {
        *kept.lock().unwrap() = Some(one.clone());
        silent(one)
    };
    let outcome = stage.libretto.registra_comunicazione_obbligatoria(&by(&office()), notifica, &render).await;
    outcome.map(|_| kept.into_inner().unwrap().unwrap())
}

async fn earned(stage: &Stage, person: &Person, cents: i64, hour: u32) -> Result<CompensiRegistrati, UseCaseError> {
    let kept = Mutex::new(None);
    let render = |one: &CompensiRegistrati| -> Reply {
        *kept.lock().unwrap() = Some(*one);
        silent(one)
    };
    let command = NuoviCompensi {
        lavoratore: person.codice_fiscale(),
        anno: 2026,
        importo: Euro::from_cents(cents),
        noto_il: format!("2026-02-01T{hour:02}:00:00Z").parse().unwrap(),
    };
    let outcome = stage.libretto.registra_compensi_esterni(&by(&office()), &command, &render).await;
    outcome.map(|_| kept.into_inner().unwrap().unwrap())
}

/// A notice that comes before both parties counts from the moment in which both are registered, and what the identity
/// says of them takes the place of what the registry did not.
pub async fn a_notice_waits_for_its_parties(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (employer, employee) = (Person::number(1), Person::number(2));
    let told = tell(&stage, &notice("A-1", &employer, &employee, None)).await.unwrap();
    assert_eq!((told.esito, told.comunicata.versione), (EsitoNotifica::Registrata, 1));
    let household = stage.household(1, 100).await;
    let worker = stage.worker(employee.clone()).await;
    let registered = adapter.queries.prestatore(worker.id).await.unwrap().unwrap().persona;
    assert_eq!(registered.id, told.comunicata.comunicazione.lavoratore, "the same person");
    assert_eq!(registered.nome_proprio, "Persona");
    let work = Work("2026-02-10T09:00", 60, 1);
    assert_eq!(refused(stage.communicate(&household, &worker, work).await), ["rapporto-precedente"]);
    let scope = Scope { utilizzatore: Some(household.id), prestatore: Some(worker.id), ..Scope::default() };
    let known = adapter.store.load(&scope).await.unwrap().rapporti;
    assert_eq!(known, [told.comunicata.comunicazione.rapporto(household.id, worker.id)]);
    // The registration with the other profile finds the person as it is.
    let other = stage.worker(employer).await;
    let persona = adapter.queries.prestatore(other.id).await.unwrap().unwrap().persona;
    assert_eq!(persona.id, told.comunicata.comunicazione.datore);
    stage.audit().await;
}

/// The last notice of a protocol holds; one that says what is known changes nothing, and no protocol changes hands.
pub async fn the_last_notice_of_a_protocol_holds(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (employer, employee) = (Person::number(1), Person::number(2));
    let (household, worker) = (stage.household(1, 100).await, stage.worker(employee.clone()).await);
    let work = Work("2026-02-10T09:00", 60, 1);
    let running = notice("A-1", &employer, &employee, None);
    tell(&stage, &running).await.unwrap();
    assert_eq!(refused(stage.communicate(&household, &worker, work).await), ["rapporto-precedente"]);
    let ended = notice("A-1", &employer, &employee, Some("2025-08-10"));
    let told = tell(&stage, &ended).await.unwrap();
    assert_eq!((told.esito, told.comunicata.versione), (EsitoNotifica::Aggiornata, 2));
    let events = stage.register().await.len();
    let again = tell(&stage, &ended).await.unwrap();
    assert_eq!((again.esito, again.comunicata.versione), (EsitoNotifica::Ripetuta, 2));
    assert_eq!(stage.register().await.len(), events, "nothing happened");
    stage.communicate(&household, &worker, work).await.unwrap();
    let others = notice("A-1", &employer, &Person::number(3), None);
    assert_eq!(refused(tell(&stage, &others).await), ["protocollo-di-altri"]);
    let by_citizen =
        stage.libretto.registra_comunicazione_obbligatoria(&by(&household.caller), &running, &silent).await;
    assert!(matches!(by_citizen, Err(UseCaseError::Forbidden)));
    stage.audit().await;
}

/// Two first notices of one protocol at once are one employment; the second corrects the first.
pub async fn two_notices_of_one_protocol_at_once_are_one_employment(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (employer, employee) = (Person::number(1), Person::number(2));
    let at_once = stage.at_once(2);
    let notices = [None, Some("2026-01-31")].map(|al| notice("A-1", &employer, &employee, al));
    let runners = notices.iter().map(|one| -> Runner<'_, _> { Box::pin(tell(&at_once, one)) });
    let (told, refusals) = sorted(together(runners).await);
    assert_eq!((told.len(), refusals.len()), (2, 0));
    let mut versions: Vec<_> = told.iter().map(|one| one.comunicata.versione).collect();
    versions.sort_unstable();
    assert_eq!(versions, [1, 2]);
    assert_eq!(told[0].comunicata.comunicazione.datore, told[1].comunicata.comunicazione.datore);
    stage.audit().await;
}

/// A household sees what it declared and what the registry communicated, with registered workers, the latest first.
pub async fn a_household_sees_both_kinds_of_employments(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 0).await, stage.worker(Person::number(2)).await);
    let (utilizzatore, prestatore, dal) = (household.id, worker.id, day("2024-03-01"));
    let declared = DichiaraRapporto { utilizzatore, prestatore, tipo: TipoRapporto::Collaborazione, dal, al: None };
    stage.libretto.dichiara_rapporto(&by(&household.caller), &declared, &silent).await.unwrap();
    tell(&stage, &notice("A-1", &Person::number(1), &Person::number(2), None)).await.unwrap();
    tell(&stage, &notice("A-2", &Person::number(1), &Person::number(3), None)).await.unwrap();
    tell(&stage, &notice("A-3", &Person::number(4), &Person::number(2), None)).await.unwrap();
    let listed = stage.libretto.elenca_rapporti(&household.caller, household.id).await.unwrap();
    let seen: Vec<_> = listed.iter().map(|one| (one.fonte, one.dal.to_string(), one.prestatore)).collect();
    let expected = [(Fonte::Registro, "2025-01-01"), (Fonte::Dichiarazione, "2024-03-01")];
    assert_eq!(seen, expected.map(|(fonte, dal)| (fonte, dal.to_owned(), worker.id)));
    let others = stage.libretto.elenca_rapporti(&worker.caller, household.id).await;
    assert!(matches!(others, Err(UseCaseError::NotFound)));
    stage.audit().await;
}

/// External pay fills LIM-A with what is earned here, the newest total holds, and no total is refused.
pub async fn external_pay_counts_in_the_workers_limit(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (person, household) = (Person::number(2), stage.household(1, 1_000).await);
    let worker: Worker = stage.worker(person.clone()).await;
    assert_eq!(adapter.queries.compensi_esterni(worker.id, 2026).await.unwrap(), None);
    // 5,000.00 − 4,984.00 leaves room for two vouchers.
    let told = earned(&stage, &person, 498_400, 9).await.unwrap();
    assert_eq!((told.esito, told.noti.versione), (EsitoEsterni::Registrato, 1));
    stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, 1)).await.unwrap();
    assert!(!adapter.queries.lavoratori(household.id, 2026).await.unwrap()[0].limite_raggiunto);
    let last = stage.communicate(&household, &worker, Work("2026-02-11T09:00", 60, 1)).await.unwrap();
    let more = Work("2026-02-12T09:00", 60, 1);
    assert_eq!(refused(stage.communicate(&household, &worker, more).await), ["limite-prestatore-superato"]);
    assert!(adapter.queries.lavoratori(household.id, 2026).await.unwrap()[0].limite_raggiunto);
    // An older total is superseded, a newer one above the limit is a fact.
    assert_eq!(earned(&stage, &person, 0, 8).await.unwrap().esito, EsitoEsterni::Superato);
    assert_eq!(earned(&stage, &person, 498_400, 9).await.unwrap().esito, EsitoEsterni::Ripetuto);
    let over = earned(&stage, &person, 600_000, 10).await.unwrap();
    assert_eq!((over.esito, over.noti.versione), (EsitoEsterni::Registrato, 2));
    assert_eq!(adapter.queries.compensi_esterni(worker.id, 2026).await.unwrap(), Some(over.noti));
    let (_, year, _) = stage.years(&household, &worker, 2026).await;
    assert_eq!((year.compensi, year.esterni), (vouchers_pay(2), Euro::from_cents(600_000)));
    stage.audit().await;
    // What was accepted can still be taken back, and nothing new fits until the total is corrected.
    stage.cancel(&household, last.id).await.unwrap();
    assert_eq!(refused(stage.communicate(&household, &worker, more).await), ["limite-prestatore-superato"]);
    earned(&stage, &person, 0, 11).await.unwrap();
    stage.communicate(&household, &worker, more).await.unwrap();
    stage.audit().await;
}

/// The last room of a worker's year goes to a record or to a total that is told, never half to both.
pub async fn a_total_told_at_once_with_a_record_leaves_one_truth(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (person, household) = (Person::number(2), stage.household(1, 1_000).await);
    let worker = stage.worker(person.clone()).await;
    earned(&stage, &person, 499_200, 9).await.unwrap();
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Result<bool, UseCaseError>>; 2] = [
        Box::pin(async {
            let work = Work("2026-02-10T09:00", 60, 1);
            at_once.communicate(&household, &worker, work).await.map(|_| true)
        }),
        Box::pin(async { earned(&at_once, &person, 500_000, 10).await.map(|_| false) }),
    ];
    let (done, refusals) = sorted(together(runners).await);
    assert!(done.contains(&false), "a total is always recorded");
    assert!(refusals.iter().all(|code| *code == "limite-prestatore-superato"));
    let (_, year, _) = stage.years(&household, &worker, 2026).await;
    let expected = if done.contains(&true) { vouchers_pay(1) } else { Euro::ZERO };
    assert_eq!((year.compensi, year.esterni), (expected, Euro::from_cents(500_000)));
    stage.audit().await;
}

/// The days a pair worked are loaded one by one, with first start and last end, without what is cancelled or left out.
pub async fn worked_days_are_loaded_once_each(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 200).await, stage.worker(Person::number(2)).await);
    let morning = stage.communicate(&household, &worker, Work("2026-02-10T08:00", 60, 1)).await.unwrap();
    let evening = stage.communicate(&household, &worker, Work("2026-02-10T22:00", 240, 4)).await.unwrap();
    let cancelled = stage.communicate(&household, &worker, Work("2026-02-12T08:00", 60, 1)).await.unwrap();
    stage.cancel(&household, cancelled.id).await.unwrap();
    stage.communicate(&household, &worker, Work("2026-02-14T00:00", 60, 1)).await.unwrap();
    let loaded = async |dal: &str, al: &str, senza| {
        let days = ScopeGiornate { dal: day(dal), al: day(al), senza };
        let parties = (Some(household.id), Some(worker.id));
        let scope = Scope { utilizzatore: parties.0, prestatore: parties.1, giornate: Some(days), ..Scope::default() };
        let found = adapter.store.load(&scope).await.unwrap().giornate;
        found.iter().map(|one| (one.giorno.to_string(), one.inizio, one.fine)).collect::<Vec<_>>()
    };
    let tenth = |from: &crate::prestazione::Prestazione| ("2026-02-10".to_owned(), from.dati.inizio, evening.dati.fine);
    assert_eq!(loaded("2026-02-10", "2026-02-13", None).await, [tenth(&morning)]);
    assert_eq!(loaded("2026-02-10", "2026-02-13", Some(morning.id)).await, [tenth(&evening)]);
    assert_eq!(loaded("2026-02-11", "2026-02-13", None).await, []);
    let days: Vec<_> = loaded("2026-01-28", "2026-02-14", None).await.into_iter().map(|one| one.0).collect();
    assert_eq!(days, ["2026-02-10", "2026-02-14"]);
    stage.audit().await;
}
