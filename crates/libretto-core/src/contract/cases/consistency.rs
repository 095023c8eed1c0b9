//! A change is committed whole, on the state it was decided on, or not at all.

use super::trace::{trace, waiting_notices};
use crate::change::{ChangeSet, CommitError, Idempotency, Recorded, Reply};
use crate::context::{Actor, Channel};
use crate::contract::Adapter;
use crate::contract::people::Person;
use crate::contract::stage::{Household, Stage, Work, Worker, by, command, silent, vouchers_cost};
use crate::deadlines::communication_closes;
use crate::event::{Event, Fatto, Flusso};
use crate::ids::{EventId, PersonaId, PrestazioneId, RicevutaId, VersamentoId};
use crate::minutes::Minutes;
use crate::persona::PersonalRecord;
use crate::portafoglio::Avviso;
use crate::portafoglio::versamento::{EsitoRicevuta, MotivoSospensione};
use crate::ports::{Clock, Ids, Notice, Scope};
use crate::prestazione::{Dati, MotivoAnnullamento};
use crate::regime::Regime;
use crate::titolo::Titoli;
use crate::use_cases::UseCaseError;
use uuid::Uuid;

/// A change that is made by hand, with everything that a change can carry.
fn by_hand(stage: &Stage, flusso: Flusso, fatto: Fatto) -> ChangeSet {
    let event = Event {
        id: EventId(stage.ids.next()),
        istante: stage.clock.now(),
        attore: Actor::Libretto,
        soggetto: None,
        canale: Channel::Sistema,
        credenziale: None,
        delega: None,
        flusso,
        fatto,
        spiegazione: None,
    };
    let notice = Notice {
        evento: event.id,
        destinatario: PersonaId(stage.ids.next()),
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: "Prova".to_owned(),
    };
    let idempotency = Idempotency { caller: "suite".to_owned(), key: event.id.to_string(), fingerprint: [7; 32] };
    let reply = Reply { status: 201, headers: Vec::new(), body: "prova".to_owned() };
    ChangeSet {
        events: vec![event],
        notices: vec![notice],
        recorded: Some(Recorded { idempotency, reply }),
        ..ChangeSet::default()
    }
}

/// The key of a change made by hand.
fn key(change: &ChangeSet) -> String {
    change.recorded.as_ref().unwrap().idempotency.key.clone()
}

/// The communication of a record, by hand.
fn communication(stage: &Stage, dati: Dati) -> ChangeSet {
    let id = PrestazioneId(stage.ids.next());
    let flusso = Flusso { casa: dati.utilizzatore.0, entita: id.0, numero: 1 };
    let revocabile_fino = communication_closes(dati.giorno, &Regime::on(dati.giorno).unwrap());
    let mut change = by_hand(stage, flusso, Fatto::PrestazioneComunicata { prestazione: id, dati, revocabile_fino });
    let (luogo, nota) = ("Via delle Prove 3, Roma".to_owned(), None);
    change.personal.push(PersonalRecord::Dettagli { prestazione: id, versione: 1, luogo, nota });
    change
}

/// Two changes as one: the second comes last.
fn joined(first: ChangeSet, second: ChangeSet) -> ChangeSet {
    let mut whole = first;
    whole.events.extend(second.events);
    whole.personal.extend(second.personal);
    whole.notices.extend(second.notices);
    whole
}

async fn assert_conflict(stage: &Stage, change: ChangeSet, why: &str) {
    let outcome = stage.libretto.store.commit(change).await;
    assert!(matches!(outcome, Err(CommitError::Conflict)), "{why}: {outcome:?}");
}

async fn cast(stage: &Stage) -> (Household, Household, Worker) {
    let (rich, poor) = (stage.household(1, 100).await, stage.household(2, 0).await);
    (rich, poor, stage.worker(Person::number(3)).await)
}

/// A change whose event is not the next of its stream is a conflict, and nothing of it is found afterwards: no event,
/// no counter, no entry, no text, no notice, no reply.
pub async fn a_stale_change_is_a_conflict_and_leaves_no_trace(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, _, worker) = cast(&stage).await;
    let record = stage.communicate(&rich, &worker, Work("2026-02-10T09:00", 120, 2)).await.unwrap();
    let flusso = Flusso { casa: rich.id.0, entita: record.id.0, numero: record.versione + 1 };
    let (dati, motivo) = (record.dati.clone(), MotivoAnnullamento::Richiesta);
    let cancelled = Fatto::PrestazioneAnnullata { prestazione: record.id, dati, motivo };
    let stale = by_hand(&stage, flusso, cancelled);
    stage.cancel(&rich, record.id).await.unwrap();
    let keys = [("suite", key(&stale))];
    let keys: Vec<_> = keys.iter().map(|(caller, key)| (*caller, key.as_str())).collect();
    let before = trace(&stage, &[&rich], &worker, &keys).await;
    let notices = waiting_notices(&stage).await;
    let text =
        PersonalRecord::Dettagli { prestazione: record.id, versione: 2, luogo: "altrove".to_owned(), nota: None };
    assert_conflict(&stage, ChangeSet { personal: vec![text], ..stale.clone() }, "the second cancellation").await;
    let mut early = stale;
    early.events[0].flusso.numero = 9;
    assert_conflict(&stage, early, "an event that leaves a gap").await;
    assert_eq!(trace(&stage, &[&rich], &worker, &keys).await, before);
    stage.clock.set(stage.clock.now() + chrono::TimeDelta::hours(1));
    assert_eq!(waiting_notices(&stage).await, notices, "no notice was left");
    stage.audit().await;
}

/// When the last part of a change breaks a guard, nothing of its good parts remains: a stale event, a wallet without
/// money, a limit that is passed.
pub async fn a_change_is_committed_whole_or_not_at_all(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, poor, worker) = cast(&stage).await;
    let good = stage.weighed(&rich, &worker, Work("2026-02-10T09:00", 60, 1)).await;
    let other = stage.weighed(&rich, &worker, Work("2026-02-11T09:00", 60, 1)).await;
    let penniless = Dati { utilizzatore: poor.id, ..other.clone() };
    let mut excessive = other.clone();
    excessive.minuti = Minutes::from_hours(281);
    let more = stage.top_up(&rich, 3_130).await;
    stage.pay_notice("R-ancora", &more).await.unwrap();
    let mut overpaid = other.clone();
    overpaid.titoli = Titoli(313);
    overpaid.ripartizione = overpaid.titoli.split(&Regime::on(other.giorno).unwrap());
    overpaid.computato = overpaid.ripartizione.compenso;
    let mut stale = communication(&stage, other);
    stale.events[0].flusso.numero = 2;
    let broken = [
        ("an event without those before it", stale),
        ("a wallet without money", communication(&stage, penniless)),
        ("more hours than a pair may have", communication(&stage, excessive)),
        ("more pay than a pair may have", communication(&stage, overpaid)),
    ];
    for (why, last) in broken {
        let change = joined(communication(&stage, good.clone()), last);
        let key = key(&change);
        let keys = [("suite", key.as_str())];
        let before = trace(&stage, &[&rich, &poor], &worker, &keys).await;
        assert_conflict(&stage, change, why).await;
        assert_eq!(trace(&stage, &[&rich, &poor], &worker, &keys).await, before, "{why}");
    }
    let change = communication(&stage, good);
    stage.libretto.store.commit(change).await.unwrap();
    assert_eq!(stage.available(&rich).await, vouchers_cost(322), "the good part alone is admitted");
    stage.audit().await;
}

/// A change that saw the pair's year at a version conflicts once another record of the pair has moved it.
pub async fn a_change_decided_on_an_older_year_of_the_pair_is_a_conflict(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, _, worker) = cast(&stage).await;
    let first = stage.weighed(&rich, &worker, Work("2026-02-10T09:00", 60, 1)).await;
    let scope =
        Scope { utilizzatore: Some(rich.id), prestatore: Some(worker.id), anni: vec![2026], ..Scope::default() };
    let seen = stage.libretto.store.load(&scope).await.unwrap().anno(2026).coppia.versione;
    let mut change = communication(&stage, first);
    change.coppie_viste.insert((rich.id, worker.id, 2026), seen);
    stage.communicate(&rich, &worker, Work("2026-02-12T09:00", 60, 1)).await.unwrap();
    let before = trace(&stage, &[&rich], &worker, &[]).await;
    assert_conflict(&stage, change.clone(), "the pair's year moved on").await;
    assert_eq!(trace(&stage, &[&rich], &worker, &[]).await, before);
    let now = stage.libretto.store.load(&scope).await.unwrap().anno(2026).coppia.versione;
    assert!(now > seen, "each change of the pair's records moves its year");
    change.coppie_viste.insert((rich.id, worker.id, 2026), now);
    stage.libretto.store.commit(change).await.unwrap();
    stage.audit().await;
}

/// A notice number, a receipt and a person's profile are given to one only, whatever the stream.
pub async fn what_only_one_can_have_is_given_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, poor, worker) = cast(&stage).await;
    let opened = |number: &str, household: &Household| {
        let id = VersamentoId(stage.ids.next());
        let flusso = Flusso { casa: household.id.0, entita: id.0, numero: 1 };
        let avviso = Avviso {
            numero_avviso: number.to_owned(),
            iuv: number[1..].to_owned(),
            qr: format!("PAGOPA|002|{number}|80078750587|1000"),
            ente_creditore: "80078750587".to_owned(),
        };
        let utilizzatore = household.id;
        by_hand(
            &stage,
            flusso,
            Fatto::VersamentoAperto { versamento: id, utilizzatore, importo: vouchers_cost(1), avviso },
        )
    };
    let receipt = || {
        let id = RicevutaId::of("una sola volta");
        let esito = EsitoRicevuta::Sospesa { motivo: MotivoSospensione::AvvisoSconosciuto };
        let numero_avviso = "399999999999999999".to_owned();
        let fatto = Fatto::RicevutaRegistrata { ricevuta: id, numero_avviso, importo: vouchers_cost(1), esito };
        by_hand(&stage, Flusso { casa: id.0, entita: id.0, numero: 1 }, fatto)
    };
    stage.libretto.store.commit(opened("301111111111111111", &rich)).await.unwrap();
    assert_conflict(&stage, opened("301111111111111111", &poor), "a notice number of another top-up").await;
    stage.libretto.store.commit(receipt()).await.unwrap();
    assert_conflict(&stage, receipt(), "a receipt recorded before").await;
    let person = stage.libretto.queries.utilizzatore(rich.id).await.unwrap().unwrap().persona.id;
    let profile = Uuid::from_u128(stage.ids.next().as_u128());
    let fatto = Fatto::UtilizzatoreRegistrato {
        utilizzatore: crate::ids::UtilizzatoreId(profile),
        persona: person,
        dichiarazioni: Vec::new(),
    };
    let again = by_hand(&stage, Flusso { casa: profile, entita: profile, numero: 1 }, fatto);
    assert_conflict(&stage, again, "a second profile of one person").await;
    assert_eq!(trace(&stage, &[&poor], &worker, &[]).await, trace(&stage, &[&poor], &worker, &[]).await);
    assert!(stage.libretto.queries.versamenti(poor.id, None, None, 10).await.unwrap().items.is_empty());
    stage.audit().await;
}

/// A change without events is admitted: a command may find that everything was done already.
pub async fn a_change_that_changes_nothing_is_admitted(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, _, worker) = cast(&stage).await;
    let before = trace(&stage, &[&rich], &worker, &[]).await;
    stage.libretto.store.commit(ChangeSet::default()).await.unwrap();
    assert_eq!(trace(&stage, &[&rich], &worker, &[]).await, before);
    adapter.store.health().await.unwrap();
    stage.audit().await;
}

/// A snapshot holds the parts that were asked for, as they were committed, and no other.
pub async fn what_was_committed_is_what_is_loaded(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, poor, worker) = cast(&stage).await;
    let record = stage.communicate(&rich, &worker, Work("2026-02-10T09:00", 90, 2)).await.unwrap();
    let cancelled = stage.communicate(&rich, &worker, Work("2026-02-10T11:00", 60, 1)).await.unwrap();
    let cancelled = stage.cancel(&rich, cancelled.id).await.unwrap();
    let dati = &record.dati;
    let scope = Scope {
        persona: Some(Person::number(1).codice_fiscale()),
        utilizzatore: Some(rich.id),
        prestatore: Some(worker.id),
        anni: vec![2026, 2025],
        turni: Some((dati.fine - chrono::TimeDelta::minutes(1), dati.fine + chrono::TimeDelta::hours(8))),
        prestazioni: vec![cancelled.id, PrestazioneId(stage.ids.next()), record.id],
        ..Scope::default()
    };
    let found = stage.libretto.store.load(&scope).await.unwrap();
    assert_eq!(found.utilizzatore_di_persona, Some(rich.id));
    assert_eq!(found.prestatore_di_persona, None);
    assert_eq!(found.persona, found.utilizzatore.as_ref().map(|one| one.persona.clone()));
    assert_eq!(found.prestatore.as_ref().map(|one| one.id), Some(worker.id));
    assert_eq!(found.prestazioni, vec![cancelled, record.clone()], "the records found, in the order asked");
    assert_eq!(found.turni, vec![record.turno()], "a cancelled shift does not count");
    assert_eq!(found.anni.iter().map(|(year, _)| *year).collect::<Vec<_>>(), vec![2026, 2025]);
    let counted = found.anno(2026);
    let (utilizzatore, prestatore, coppia) = stage.years(&rich, &worker, 2026).await;
    assert_eq!((counted.utilizzatore, counted.prestatore, counted.coppia), (utilizzatore, prestatore, coppia));
    assert_eq!(found.portafoglio.disponibile(), vouchers_cost(8));
    let after = Scope { turni: Some((dati.fine, dati.fine + chrono::TimeDelta::hours(1))), ..scope };
    assert!(stage.libretto.store.load(&after).await.unwrap().turni.is_empty(), "a shift ends before its end");
    let nothing = stage.libretto.store.load(&Scope::default()).await.unwrap();
    assert!(nothing.utilizzatore.is_none() && nothing.anni.is_empty() && nothing.prestazioni.is_empty());
    let theirs = command(&rich, &worker, Work("2026-02-20T09:00", 60, 1));
    let outcome = stage.libretto.comunica(&by(&poor.caller), &theirs, &silent).await;
    assert!(matches!(outcome, Err(UseCaseError::NotFound)), "another's household is not found");
    stage.audit().await;
}

/// Several scopes at once are what each is by itself, in their order; replies by key apart.
pub async fn several_scopes_are_loaded_as_each_by_itself(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (rich, poor, worker) = cast(&stage).await;
    let record = stage.communicate(&rich, &worker, Work("2026-02-10T09:00", 90, 2)).await.unwrap();
    let pair = |household: &Household| Scope {
        utilizzatore: Some(household.id),
        prestatore: Some(worker.id),
        anni: vec![2026],
        turni: Some((record.dati.inizio, record.dati.fine)),
        ..Scope::default()
    };
    let alone = Scope { utilizzatore: Some(poor.id), ..Scope::default() };
    let scopes = [pair(&poor), pair(&rich), alone, Scope::default()];
    let mut each = Vec::new();
    for scope in &scopes {
        each.push(format!("{:?}", stage.libretto.store.load(scope).await.unwrap()));
    }
    let together = stage.libretto.store.load_all(&scopes).await.unwrap();
    assert_eq!(together.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>(), each);
    assert_eq!(together.iter().map(|one| one.turni.len()).collect::<Vec<_>>(), [0, 1, 0, 0]);
    assert!(stage.libretto.store.load_all(&[]).await.unwrap().is_empty());
}
