//! Heirs: what a death closes, what a case becomes, and what is seen of it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::register::{replay, whole_register};
use crate::support::facts::{
    BIANCHI, CASA, ROSSI, cancellation, change, communication, correction, event, may, record, registrations, top_up,
    work,
};
use crate::support::heirs::{CODICI, Caso, heir, heirs, registered};
use crate::support::{Database, counts, with_database};
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::SimpleAsyncConnection;
use libretto_core::change::{ChangeSet, CommitError};
use libretto_core::event::Fatto;
use libretto_core::ids::BonusId;
use libretto_core::money::Euro;
use libretto_core::portafoglio::Borsa;
use libretto_core::ports::queries::{FiltroPratiche, Position, PraticaCompleta};
use libretto_core::ports::{Queries, Scope, Snapshot, Store};
use libretto_core::prestazione::{Ambito, Dati};
use libretto_postgres::PostgresStore;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A household with money and two workers.
async fn funded(database: &Database) -> PostgresStore {
    let store = database.store().await;
    for change in registrations().into_iter().chain(top_up(1, 10)) {
        store.commit(change).await.unwrap();
    }
    store
}

/// The death of the household, decided when its purses had moved so often.
fn death(seen: &[(Borsa, u32)]) -> ChangeSet {
    let died = Fatto::DecessoRegistrato { utilizzatore: CASA, giorno: may(10), ora: None, da_verificare: Vec::new() };
    let borse_viste = BTreeMap::from([(CASA, seen.iter().copied().collect())]);
    ChangeSet { borse_viste, ..change(event(4_000, CASA.0, CASA.0, 2, died)) }
}

/// A bonus of sixty vouchers, granted and claimed.
fn bonus(first: u128) -> [ChangeSet; 2] {
    let bonus = BonusId(Uuid::from_u128(0x8800));
    let importo = Euro::from_cents(60_000);
    let granted = Fatto::BonusConcesso { bonus, utilizzatore: CASA, importo, accolto_il: may(1) };
    let claimed = Fatto::BonusAppropriato { bonus, utilizzatore: CASA, importo };
    [change(event(first, CASA.0, bonus.0, 1, granted)), change(event(first + 1, CASA.0, bonus.0, 2, claimed))]
}

fn bonus_work(giorno: NaiveDate) -> Dati {
    Dati { borsa: Borsa::Bonus, ambito: Ambito::AssistenzaDomiciliare, ..work(BIANCHI, giorno, 1) }
}

async fn purses(database: &Database) -> Vec<(String, i64)> {
    let mut connection = database.connection().await;
    counts(
        &mut connection,
        "SELECT borsa || CASE WHEN chiusa THEN ' closed' ELSE ' open' END AS name, mosse::bigint AS rows \
         FROM portafogli ORDER BY borsa",
    )
    .await
}

async fn refused(database: &Database, store: &PostgresStore, change: ChangeSet) {
    let before = purses(database).await;
    let result = store.commit(change).await;
    assert!(matches!(result, Err(CommitError::Conflict)), "{result:?}");
    assert_eq!(purses(database).await, before);
}

fn names(rows: &[(String, i64)]) -> Vec<(&str, i64)> {
    rows.iter().map(|(name, rows)| (name.as_str(), *rows)).collect()
}

#[test]
fn a_death_is_recorded_on_the_purses_that_it_saw_and_closes_them() {
    with_database(async |database| {
        let store = funded(database).await;
        store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await.unwrap();
        assert_eq!(names(&purses(database).await), [("propria open", 2)]);
        for seen in [&[][..], &[(Borsa::Propria, 1)], &[(Borsa::Propria, 3)], &[(Borsa::Propria, 2), (Borsa::Bonus, 1)]]
        {
            refused(database, &store, death(seen)).await;
        }
        store.commit(death(&[(Borsa::Propria, 2)])).await.unwrap();
        // The purse that never was is closed too, and nobody sees it.
        assert_eq!(names(&purses(database).await), [("bonus closed", 0), ("propria closed", 2)]);
        assert_eq!(store.portafoglio(CASA).await.unwrap().bonus, None);
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), vec![]);
    });
}

#[test]
fn what_a_death_voids_moves_the_purse_that_it_closes() {
    with_database(async |database| {
        let store = funded(database).await;
        for change in bonus(700) {
            store.commit(change).await.unwrap();
        }
        store.commit(communication(1, &work(ROSSI, may(14), 2), Some(0))).await.unwrap();
        let mut died = death(&[(Borsa::Propria, 2), (Borsa::Bonus, 1)]);
        died.events.extend(cancellation(4_001, 1, 2, work(ROSSI, may(14), 2)).events);
        let stale =
            ChangeSet { borse_viste: death(&[(Borsa::Propria, 1), (Borsa::Bonus, 1)]).borse_viste, ..died.clone() };
        refused(database, &store, stale).await;
        store.commit(died).await.unwrap();
        assert_eq!(names(&purses(database).await), [("bonus closed", 1), ("propria closed", 3)]);
        assert_eq!(store.portafoglio(CASA).await.unwrap().portafoglio.disponibile(), Euro::from_cents(10_000));
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), vec![]);
    });
}

#[test]
fn nobody_acts_for_the_dead_but_an_heir() {
    with_database(async |database| {
        let store = funded(database).await;
        store.commit(communication(1, &work(ROSSI, may(4), 1), Some(0))).await.unwrap();
        store.commit(death(&[(Borsa::Propria, 2)])).await.unwrap();
        refused(database, &store, communication(2, &work(ROSSI, may(5), 1), None)).await;
        // A correction that takes nothing, or gives back, is one of the household too.
        for vouchers in [1, 2] {
            let (before, after) = (work(ROSSI, may(4), 1), work(ROSSI, may(4), vouchers));
            refused(database, &store, correction(2_000, 1, 2, before, after)).await;
        }
        for change in [registered(5_000, 1), registered(5_001, 2)] {
            store.commit(change).await.unwrap();
        }
        let mut caso = Caso::new(5_010);
        store.commit(caso.opened(2, 1)).await.unwrap();
        store.commit(caso.entered(3, &work(ROSSI, may(6), 2))).await.unwrap();
        store.commit(cancellation(2_001, 1, 2, work(ROSSI, may(4), 1))).await.unwrap();
        // Money that arrives late meets a closed purse.
        for change in bonus(700) {
            store.commit(change).await.unwrap();
        }
        assert_eq!(names(&purses(database).await), [("bonus closed", 1), ("propria closed", 4)]);
        refused(database, &store, communication(4, &bonus_work(may(7)), None)).await;
    });
}

#[test]
fn a_death_and_an_act_of_the_household_at_the_same_moment_are_not_both_admitted() {
    with_database(async |database| {
        let store = funded(database).await;
        let other = database.store().await;
        let died = death(&[(Borsa::Propria, 1)]);
        let acts = communication(1, &work(ROSSI, may(4), 1), Some(0));
        let (died, acted) = tokio::join!(store.commit(died), other.commit(acts));
        assert_eq!(i32::from(died.is_ok()) + i32::from(acted.is_ok()), 1, "{died:?} {acted:?}");
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), vec![]);
    });
}

#[test]
fn a_case_goes_on_from_where_it_is() {
    with_database(async |database| {
        let store = funded(database).await;
        for change in [registered(5_000, 1), registered(5_001, 2)] {
            store.commit(change).await.unwrap();
        }
        // The same person twice, under another profile.
        let mut twice = registered(5_002, 1);
        let Fatto::EredeRegistrato(fatto) = &mut twice.events[0].fatto else { unreachable!("a registration") };
        fatto.erede = heir(7);
        (twice.events[0].flusso.casa, twice.events[0].flusso.entita) = (heir(7).0, heir(7).0);
        refused(database, &store, twice).await;
        let (mut first, mut second) = (Caso::new(5_010), Caso::new(5_020));
        store.commit(first.opened(1, 1)).await.unwrap();
        refused(database, &store, second.opened(3, 2)).await;
        store.commit(first.opened(3, 2)).await.unwrap();
        refused(database, &store, second.opened(3, 2)).await;
        let found = store.pratica(CASA).await.unwrap().unwrap();
        assert_eq!((found.pratica.versione, found.pratica.dichiarazioni.len()), (2, 2));
        // A case is written whole: without what it is afterwards nothing can be kept of an act.
        let stateless = ChangeSet { pratiche: BTreeMap::new(), ..first.opened(4, 2) };
        let result = store.commit(stateless).await;
        assert!(matches!(result, Err(CommitError::Invariant(_))), "{result:?}");
    });
}

/// The whole register with everything that happens to heirs.
pub(crate) async fn with_heirs(store: &PostgresStore) {
    whole_register(store).await;
    for change in heirs(5_000) {
        store.commit(change).await.unwrap();
    }
}

#[test]
fn a_register_with_heirs_agrees_with_its_replay() {
    with_database(async |database| {
        let store = database.store().await;
        with_heirs(&store).await;
        let world = replay(&store).await;
        assert_eq!(world.check(), vec![]);
        assert_eq!(store.confronta(&world).await.unwrap(), vec![]);
        let mut connection = database.connection().await;
        let alterations = [
            ("I2", "UPDATE portafogli SET mosse = mosse + 1 WHERE mosse > 0"),
            ("I5", "UPDATE eredi SET registrato_il = registrato_il + interval '1 second'"),
            ("I10", "UPDATE pratiche_eredi SET pratica = jsonb_set(pratica, '{consensi}', '[]')"),
            ("I10", "UPDATE pratiche_eredi SET da_lavorare = NOT da_lavorare"),
            ("I10", "UPDATE portafogli SET chiusa = FALSE WHERE mosse > 0"),
            ("I10", "INSERT INTO pratiche_di_erede SELECT utilizzatore_id, erede_id FROM pratiche_di_erede LIMIT 1"),
            (
                "I10",
                "DELETE FROM pratiche_di_erede WHERE utilizzatore_id IN (SELECT utilizzatore_id FROM pratiche_eredi)",
            ),
            ("I10", "DELETE FROM pratiche_eredi"),
        ];
        for (invariante, alteration) in alterations {
            let before = store.confronta(&world).await.unwrap();
            connection.batch_execute(alteration).await.unwrap();
            let after = store.confronta(&world).await.unwrap();
            let new = after.iter().any(|one| one.invariante == invariante && !before.contains(one));
            assert!(new, "{alteration}: {after:?}");
        }
    });
}

/// Everything of a case.
fn facts(one: &PraticaCompleta) -> impl PartialEq + std::fmt::Debug + use<> {
    let PraticaCompleta { pratica, defunto, persone, rimborsi, portafoglio, lavoro_in_sospeso } = one.clone();
    ((pratica, defunto, persone), (rimborsi, portafoglio, lavoro_in_sospeso))
}

#[test]
fn views_of_heirs_agree_with_memory() {
    with_database(async |database| {
        let store = database.store().await;
        with_heirs(&store).await;
        let world = replay(&store).await;
        for number in 1..=3 {
            assert_eq!(store.erede(heir(number)).await.unwrap(), world.erede(heir(number)));
        }
        let found = store.pratica(CASA).await.unwrap().unwrap();
        assert_eq!(facts(&found), facts(&world.pratica(CASA).unwrap()));
        assert_eq!((found.persone.len(), found.rimborsi.len(), found.lavoro_in_sospeso), (3, 1, true));
        let acts = store.atti_pratica(CASA, None).await.unwrap();
        assert_eq!(acts, world.atti_pratica(CASA, None));
        let first = acts.first().map(|event| event.id);
        assert_eq!(store.atti_pratica(CASA, first).await.unwrap(), acts[1..]);
        assert!(store.pratica(libretto_core::ids::UtilizzatoreId(Uuid::nil())).await.unwrap().is_none());
        for erede in [None, Some(heir(1)), Some(heir(2)), Some(heir(9))] {
            for da_lavorare in [false, true] {
                let filtro = FiltroPratiche { erede, da_lavorare };
                let (page, expected) =
                    (store.pratiche(filtro, None, 1).await.unwrap(), world.pratiche(filtro, None, 1));
                let all = |items: &[PraticaCompleta]| items.iter().map(facts).collect::<Vec<_>>();
                assert_eq!((all(&page.items), page.next), (all(&expected.items), expected.next));
            }
        }
        let begun = found.pratica.aperta_il;
        let past = Position { istante: begun, id: CASA.0 };
        assert!(store.pratiche(FiltroPratiche::default(), Some(past), 1).await.unwrap().items.is_empty());
        let later = Position { istante: begun + chrono::Duration::seconds(1), id: Uuid::nil() };
        assert_eq!(store.pratiche(FiltroPratiche::default(), Some(later), 1).await.unwrap().items.len(), 1);
    });
}

/// What is loaded of heirs and of a death.
fn seen(snapshot: Snapshot) -> impl PartialEq + std::fmt::Debug {
    let Snapshot { erede, erede_di_persona, coeredi, pratica, persone_pratica, rimborsi_eredi, dopo, borse, .. } =
        snapshot;
    let codes: Vec<_> = coeredi.into_iter().chain(persone_pratica).map(|one| (one.id, one.codice_fiscale)).collect();
    ((erede, erede_di_persona, codes), (pratica, rimborsi_eredi), (dopo, borse))
}

#[test]
fn what_a_command_looks_at_of_heirs_is_loaded() {
    with_database(async |database| {
        let store = database.store().await;
        with_heirs(&store).await;
        let world = replay(&store).await;
        let code = |place: usize| CODICI[place].parse().unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        // The work of the fourth of May goes on until nine, Greenwich time.
        for dopo in [at("2026-05-04T08:59:59Z"), at("2026-05-04T09:00:00Z"), DateTime::<Utc>::MAX_UTC] {
            let scope = Scope {
                persona: Some(code(1)),
                utilizzatore: Some(CASA),
                erede: Some(heir(2)),
                coeredi: vec![code(2), "RSSMRA80A01H501U".parse().unwrap(), code(0), code(2)],
                pratica: true,
                dopo: Some(dopo),
                ..Scope::default()
            };
            let (found, expected) = (store.load(&scope).await.unwrap(), world.snapshot(&scope));
            assert_eq!((found.coeredi.len(), found.persone_pratica.len(), found.borse.len()), (4, 3, 1));
            assert!(found.dopo.iter().all(|(one, _)| one.dati.fine > dopo && one.id != record(3)));
            assert_eq!(seen(found), seen(expected));
        }
        let nothing = Scope { utilizzatore: Some(CASA), ..Scope::default() };
        let found = store.load(&nothing).await.unwrap();
        assert!(found.pratica.is_none() && found.dopo.is_empty() && found.borse.is_empty());
    });
}
