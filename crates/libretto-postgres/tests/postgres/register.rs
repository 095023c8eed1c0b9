//! A whole register, from the first registration to the closed run, and what is seen of it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::support::facts::{
    BIANCHI, CASA, CONTO, IBAN, ROSSI, cancellation, change, communication, correction, event, may, payment, record,
    registrations, registries, run_closed, run_opened, top_up, validation, work,
};
use crate::support::refunds::{refund, refunds};
use crate::support::with_database;
use chrono::Duration;
use libretto_core::event::Fatto;
use libretto_core::ids::{ComunicazioneObbligatoriaId, PersonaId, VersamentoId};
use libretto_core::memory::World;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::ports::queries::{FiltroPrestazioni, Position};
use libretto_core::ports::{Queries, Scope, ScopeComunicazione, ScopeGiornate, Store};
use libretto_core::prestatore::{Autocertificazione, Categoria, Modalita};
use libretto_core::prestazione::StatoPrestazione;
use libretto_core::rapporto::{Fonte, Rapporto, TipoRapporto};
use libretto_postgres::PostgresStore;
use uuid::Uuid;

/// Everything that can happen, once.
pub(crate) async fn whole_register(store: &PostgresStore) {
    for change in registrations() {
        store.commit(change).await.unwrap();
    }
    for change in top_up(1, 100).into_iter().chain(top_up(2, 5)) {
        store.commit(change).await.unwrap();
    }
    store.commit(top_up(3, 7)[0].clone()).await.unwrap();
    worker_changes(store).await;
    store.commit(communication(1, &work(ROSSI, may(4), 2), Some(0))).await.unwrap();
    store.commit(communication(2, &work(ROSSI, may(5), 1), Some(1))).await.unwrap();
    store.commit(communication(3, &work(ROSSI, may(6), 1), Some(2))).await.unwrap();
    store.commit(communication(4, &work(BIANCHI, may(6), 3), None)).await.unwrap();
    store.commit(correction(2_001, 2, 2, work(ROSSI, may(5), 1), work(ROSSI, may(7), 4))).await.unwrap();
    store.commit(cancellation(2_002, 3, 2, work(ROSSI, may(6), 1))).await.unwrap();
    store.commit(validation(2_003, 4, 2)).await.unwrap();
    pay(store).await;
    for change in refunds(3_950) {
        store.commit(change).await.unwrap();
    }
    let ora = Some(may(1).and_hms_opt(5, 30, 0).unwrap().and_utc());
    let died = Fatto::DecessoRegistrato { utilizzatore: CASA, giorno: may(1), ora, da_verificare: Vec::new() };
    store.commit(change(event(4_000, CASA.0, CASA.0, 2, died))).await.unwrap();
}

async fn worker_changes(store: &PostgresStore) {
    let id = ROSSI.0;
    let changed = Fatto::ModalitaCambiata { prestatore: ROSSI, modalita: Modalita::BonificoDomiciliato };
    store.commit(change(event(101, id, id, 2, changed))).await.unwrap();
    let back = Fatto::ModalitaCambiata { prestatore: ROSSI, modalita: Modalita::Bonifico { coordinate: CONTO } };
    store.commit(change(event(102, id, id, 3, back))).await.unwrap();
    let certified = event(
        103,
        id,
        id,
        4,
        Fatto::AutocertificazioneResa {
            prestatore: ROSSI,
            autocertificazione: Autocertificazione {
                categoria: Categoria::Disoccupato,
                dal: may(2),
                al: None,
                resa_il: event(
                    103,
                    id,
                    id,
                    4,
                    Fatto::ModalitaCambiata { prestatore: ROSSI, modalita: Modalita::MandatoPostale },
                )
                .istante,
            },
        },
    );
    store.commit(change(certified)).await.unwrap();
    let ended = Fatto::AutocertificazioneCessata { prestatore: ROSSI, categoria: Categoria::Studente, al: may(20) };
    store.commit(change(event(104, id, id, 5, ended))).await.unwrap();
    let rapporto = Rapporto {
        id: libretto_core::ids::RapportoId(Uuid::from_u128(0x600)),
        utilizzatore: CASA,
        prestatore: BIANCHI,
        tipo: TipoRapporto::Somministrazione,
        dal: may(1),
        al: None,
        fonte: Fonte::Dichiarazione,
    };
    store.commit(change(event(105, CASA.0, rapporto.id.0, 1, Fatto::RapportoDichiarato { rapporto }))).await.unwrap();
    for change in registries() {
        store.commit(change).await.unwrap();
    }
}

async fn pay(store: &PostgresStore) {
    let (corsa, opened) = run_opened(3_000);
    store.commit(opened).await.unwrap();
    let corsa = store.corsa(corsa).await.unwrap().unwrap();
    let mut first_event = 3_100;
    for worker in store.da_pagare(corsa.mese, None, 10).await.unwrap() {
        let scope = Scope { prestatore: Some(worker.prestatore), prestazioni: worker.prestazioni, ..Scope::default() };
        let snapshot = store.load(&scope).await.unwrap();
        let change = payment(first_event, &corsa, &snapshot.prestatore.unwrap(), &snapshot.prestazioni);
        store.commit(change).await.unwrap();
        first_event += 100;
    }
    store.commit(run_closed(3_900, corsa.id)).await.unwrap();
}

/// The register replayed, as `verifica-registro` does it.
pub(crate) async fn replay(store: &PostgresStore) -> World {
    let mut world = World::default();
    let people = [1, 2, 3, 11, 12, 13].map(|number| PersonaId(Uuid::from_u128(number)));
    for known in store.persone(&people).await.unwrap() {
        world.learn(&known);
    }
    let mut after = None;
    loop {
        let page = store.eventi(after, 3).await.unwrap();
        let Some(last) = page.last() else { return world };
        after = Some(last.id);
        for event in &page {
            world.apply(event);
        }
    }
}

#[test]
fn a_whole_register_agrees_with_its_replay() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let world = replay(&store).await;
        assert_eq!(world.check(), vec![]);
        assert_eq!(store.confronta(&world).await.unwrap(), vec![]);
        assert_eq!(store.ultimo_istante().await.unwrap(), world.last_instant());
        assert_eq!(store.saldi().await.unwrap(), world.saldi());
        assert_eq!(store.saldi().await.unwrap().iter().map(|one| one.importo).sum::<Euro>(), Euro::ZERO);
    });
}

#[test]
fn what_is_altered_is_found() {
    with_database(async |database| {
        use diesel_async::SimpleAsyncConnection;
        let store = database.store().await;
        whole_register(&store).await;
        let world = replay(&store).await;
        let mut connection = database.connection().await;
        let alterations = [
            ("I1", "UPDATE anni_prestatore SET compensi = compensi - 8 WHERE compensi > 8"),
            ("I1", "UPDATE anni_coppia SET minuti = minuti + 1"),
            ("I2", "UPDATE portafogli SET versato = versato + 10 WHERE mosse > 0"),
            ("I2", "DELETE FROM portafogli WHERE mosse = 0; UPDATE portafogli SET borsa = 'bonus'"),
            (
                "I5",
                "UPDATE prestazioni SET mese_pagamento = mese_pagamento + interval '1 month' WHERE stato = 'liquidata'",
            ),
            ("I3", "UPDATE scritture SET importo = importo - 1 WHERE conto = 'sospesi' OR conto = 'incassi'"),
            ("I5", "UPDATE prestazioni SET revocabile_fino = revocabile_fino + interval '1 day'"),
            ("I5", "UPDATE versamenti SET importo = importo + 10 WHERE stato = 'in_attesa'"),
            ("I5", "UPDATE utilizzatori SET decesso_giorno = decesso_giorno - 1"),
            ("I5", "DELETE FROM modalita_scelte WHERE numero = 2"),
            ("I5", "DELETE FROM prestazioni WHERE stato = 'annullata'"),
            ("I5", "UPDATE rimborsi SET richiesto = richiesto + 1 WHERE stato = 'respinto'"),
            ("I5", "UPDATE corse_rimborsi SET esecuzione = esecuzione + 1"),
            ("I7", "UPDATE invii_rimborsi SET importo = importo + 1"),
            ("I7", "UPDATE pagamenti SET onere = onere + 1, netto = netto - 1"),
        ];
        for (invariante, alteration) in alterations {
            // Each alteration stays, so each must add to what was found before it.
            let before = store.confronta(&world).await.unwrap().len();
            connection.batch_execute(alteration).await.unwrap();
            let after = store.confronta(&world).await.unwrap();
            assert!(after.len() > before, "{alteration} was not found");
            assert!(after.iter().any(|one| one.invariante == invariante), "{alteration}: {after:?}");
        }
    });
}

#[test]
fn views_agree_with_memory() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let world = replay(&store).await;
        let code = "BNCNNA75C55F205P".parse().unwrap();
        let known = store.profili(&code).await.unwrap().unwrap();
        assert_eq!((known.utilizzatore, known.prestatore), (Some(CASA), None));
        assert_eq!(store.utilizzatore(CASA).await.unwrap(), world.utilizzatore(CASA));
        assert_eq!(store.prestatore(ROSSI).await.unwrap(), world.prestatore(ROSSI));
        assert_eq!(store.iban(ROSSI).await.unwrap().unwrap().as_str(), IBAN);
        assert_eq!(store.iban(BIANCHI).await.unwrap(), None);
        assert_eq!(store.anno_prestatore(ROSSI, 2026).await.unwrap(), world.anno_prestatore(ROSSI, 2026));
        assert_eq!(store.anno_utilizzatore(CASA, 2026).await.unwrap(), world.anno_utilizzatore(CASA, 2026));
        assert_eq!(store.anno_utilizzatore(CASA, 2025).await.unwrap(), world.anno_utilizzatore(CASA, 2025));
        let one = VersamentoId(Uuid::from_u128(0x4001));
        assert_eq!(store.versamento(one).await.unwrap(), world.versamento(one));
        let (saldo, expected) = (store.portafoglio(CASA).await.unwrap(), world.portafoglio(CASA));
        assert_eq!((saldo.portafoglio, saldo.in_attesa), (expected.portafoglio, expected.in_attesa));
        assert_eq!(saldo.in_attesa, Euro::from_cents(7_000));
        let workers = store.lavoratori(CASA, 2026).await.unwrap();
        let expected = world.lavoratori(CASA, 2026);
        let facts = |all: &[libretto_core::ports::queries::LavoratoreInAnno]| {
            all.iter().map(|one| (one.prestatore, one.coppia, one.limite_raggiunto)).collect::<Vec<_>>()
        };
        assert_eq!(facts(&workers), facts(&expected));
        assert_eq!(workers.len(), 2);
        let desk = store.scrivania(CASA, 2026).await.unwrap().unwrap();
        let expected = world.scrivania(CASA, 2026).unwrap();
        assert_eq!(desk.ultime, expected.ultime);
        assert_eq!(desk.in_corso, expected.in_corso);
        assert_eq!(desk.versamenti_in_attesa, expected.versamenti_in_attesa);
        assert_eq!((desk.anno, desk.utilizzatore), (expected.anno, expected.utilizzatore));
        let may = Month::new(2026, 5).unwrap();
        assert_eq!(store.conta_da_pagare(may).await.unwrap(), 0);
        assert_eq!(store.corse(Some(may)).await.unwrap(), world.corse(Some(may)));
        assert_eq!(store.corse(None).await.unwrap().len(), 1);
        let run = store.corse(None).await.unwrap()[0].id;
        let paid = store.pagamenti(run, None, 10).await.unwrap();
        let expected: Vec<_> = world.pagamenti(run, None, 10).into_iter().map(|one| one.pagamento).collect();
        assert_eq!(paid.iter().map(|one| one.pagamento.clone()).collect::<Vec<_>>(), expected);
        assert_eq!(store.pagamenti(run, Some(paid[0].pagamento.id), 10).await.unwrap().len(), paid.len() - 1);
    });
}

#[test]
fn lists_go_on_where_the_page_before_ended() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let world = replay(&store).await;
        let filters = [
            FiltroPrestazioni { utilizzatore: Some(CASA), ..FiltroPrestazioni::default() },
            FiltroPrestazioni { prestatore: Some(ROSSI), ..FiltroPrestazioni::default() },
            FiltroPrestazioni {
                utilizzatore: Some(CASA),
                prestatore: Some(ROSSI),
                dal: Some(may(5)),
                ..FiltroPrestazioni::default()
            },
            FiltroPrestazioni {
                utilizzatore: Some(CASA),
                stato: Some(StatoPrestazione::Annullata),
                al: Some(may(6)),
                ..FiltroPrestazioni::default()
            },
            FiltroPrestazioni::default(),
        ];
        for filter in filters {
            let mut after: Option<Position> = None;
            loop {
                let (page, expected) =
                    (store.prestazioni(&filter, after, 1).await.unwrap(), world.prestazioni(&filter, after, 1));
                assert_eq!((&page.items, page.next), (&expected.items, expected.next));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
    });
}

#[test]
fn the_movements_of_one_event_stay_together() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let world = replay(&store).await;
        for limit in 1..8 {
            let mut after: Option<Position> = None;
            let mut seen = 0;
            loop {
                let (page, expected) =
                    (store.movimenti(CASA, after, limit).await.unwrap(), world.movimenti(CASA, after, limit));
                let facts = |items: &[libretto_core::ports::queries::MovimentoPortafoglio]| {
                    items
                        .iter()
                        .map(|one| (one.evento, one.importo, one.causale.clone(), one.istante))
                        .collect::<Vec<_>>()
                };
                assert_eq!((facts(&page.items), page.next), (facts(&expected.items), expected.next));
                seen += page.items.len();
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            // Two credits, four communications, one cancellation and the two sides of one correction; three refunds, of
            // which one was approved for less and one refused.
            assert_eq!(seen, 14);
        }
        let page = store.versamenti(CASA, None, None, 2).await.unwrap();
        assert_eq!(page.items, world.versamenti(CASA, None, None, 2).items);
        assert_eq!(store.versamenti(CASA, None, page.next, 2).await.unwrap().items.len(), 1);
    });
}

#[test]
fn one_record_is_shown_with_its_people_and_text() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let shown = store.prestazione(record(1)).await.unwrap().unwrap();
        assert_eq!((shown.luogo.as_str(), shown.nota), ("Via Roma 1", None));
        assert_eq!((shown.utilizzatore.cognome.as_str(), shown.prestatore.cognome.as_str()), ("Casa", "Rossi"));
        assert_eq!(shown.prestazione.stato, StatoPrestazione::Liquidata);
        assert!(store.prestazione(record(99)).await.unwrap().is_none());
    });
}

#[test]
fn a_notice_is_leased_to_one_and_delivered_once() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let now = store.ultimo_istante().await.unwrap().unwrap();
        let later = now + Duration::minutes(5);
        let first = store.claim_notices(3, now, later).await.unwrap();
        let second = store.claim_notices(3, now, later).await.unwrap();
        assert_eq!((first.len(), second.len()), (3, 1));
        assert!(first.iter().all(|one| !second.contains(one)));
        store.notices_delivered(&first[..1]).await.unwrap();
        let again = store.claim_notices(10, later, later + Duration::minutes(5)).await.unwrap();
        assert_eq!(again.len(), 3);
        assert!(!again.contains(&first[0]));
        store.health().await.unwrap();
    });
}

#[test]
fn a_load_sees_every_part_of_its_scope() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let world = replay(&store).await;
        let (from, to) = (work(ROSSI, may(4), 1).inizio, work(ROSSI, may(7), 1).inizio);
        let scope = Scope {
            idempotency: Some(("app".to_owned(), "key-1".to_owned())),
            persona: Some("RSSMRA80A01H501U".parse().unwrap()),
            utilizzatore: Some(CASA),
            prestatore: Some(ROSSI),
            anni: vec![2027, 2026],
            comunicazione: Some(ScopeComunicazione {
                id: ComunicazioneObbligatoriaId::of("1000026200000001"),
                datore: "BNCNNA75C55F205P".parse().unwrap(),
                lavoratore: "NSCLNE90P42Z129D".parse().unwrap(),
            }),
            compensi_esterni: Some(2026),
            turni: Some((from, to)),
            giornate: Some(ScopeGiornate { dal: may(1), al: may(31), senza: None }),
            prestazioni: vec![record(3), record(77), record(1)],
            numero_avviso: Some("302000000000000002".to_owned()),
            ricevuta: Some(libretto_core::ids::RicevutaId::of("1")),
            corsa: Some(libretto_core::ids::CorsaId::of("2026-05", 1)),
            rimborsi: vec![refund(3), refund(77), refund(1)],
            ..Scope::default()
        };
        let (found, expected) = (store.load(&scope).await.unwrap(), world.snapshot(&scope));
        assert_eq!(found.recorded, Some(crate::support::facts::reply("key-1")));
        assert_eq!(found.persona, expected.persona);
        assert_eq!(found.comunicazione, expected.comunicazione);
        assert_eq!(found.comunicazione.map(|one| one.versione), Some(2));
        assert_eq!((found.datore, found.lavoratore), (expected.datore, expected.lavoratore));
        assert_eq!(found.compensi_esterni, expected.compensi_esterni);
        assert_eq!(found.giornate, expected.giornate);
        assert!(!found.giornate.is_empty());
        assert_eq!(found.prestatore_di_persona, Some(ROSSI));
        assert_eq!((found.utilizzatore, found.portafoglio), (expected.utilizzatore, expected.portafoglio));
        assert_eq!((found.prestatore, found.anni), (expected.prestatore, expected.anni));
        assert_eq!((found.turni.len(), found.turni), (1, expected.turni));
        assert_eq!((found.prestazioni.len(), found.prestazioni), (2, expected.prestazioni));
        assert_eq!((found.versamento.is_some(), found.versamento), (true, expected.versamento));
        assert_eq!((found.ricevuta.is_some(), found.ricevuta), (true, expected.ricevuta));
        assert_eq!((found.corsa.is_some(), found.corsa), (true, expected.corsa));
        assert_eq!((found.rimborsi.len(), found.rimborsi), (2, expected.rimborsi));
        let pair = Scope { utilizzatore: Some(CASA), prestatore: Some(BIANCHI), ..Scope::default() };
        assert_eq!(store.load(&pair).await.unwrap().rapporti, world.snapshot(&pair).rapporti);
        assert_eq!(store.load(&pair).await.unwrap().rapporti.len(), 2);
        store.load(&Scope::default()).await.unwrap();
    });
}
