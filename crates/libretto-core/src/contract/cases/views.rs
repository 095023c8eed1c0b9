//! The views show one state, each from its side.

use crate::contract::Adapter;
use crate::contract::people::{Person, day};
use crate::contract::stage::{Household, Stage, Work, Worker, february, vouchers_cost, vouchers_pay};
use crate::money::Euro;
use crate::portafoglio::StatoVersamento;
use crate::ports::queries::FiltroPrestazioni;
use crate::prestatore::Categoria;
use crate::prestazione::StatoPrestazione;

/// At the first access all sections are there, and all are empty.
pub async fn the_scrivania_of_a_first_access_is_empty(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let desk = adapter.queries.scrivania(household.id, 2026).await.unwrap().unwrap();
    assert_eq!(Some(&desk.utilizzatore), adapter.queries.utilizzatore(household.id).await.unwrap().as_ref());
    assert!(desk.lavoratori.is_empty() && desk.ultime.is_empty() && desk.in_corso.is_empty());
    assert!(desk.versamenti_in_attesa.is_empty());
    assert!(desk.saldo.portafoglio.disponibile().is_zero() && desk.saldo.in_attesa.is_zero());
    assert!(desk.anno.computato.is_zero() && desk.anno.compensi.is_zero());
    stage.audit().await;
}

/// One household with two workers of which one counts less, a correction, a cancellation and a waiting top-up.
async fn a_lively_household(stage: &Stage) -> (Household, Worker, Worker) {
    stage.clock.set_rome("2026-01-02T09:00");
    let household = stage.household(1, 300).await;
    let anna = stage.worker(Person::number(3)).await;
    let bruno = stage.worker(Person::number(2).certifying(Categoria::Pensionato, "2026-01-01")).await;
    stage.clock.set_rome("2026-03-02T21:00");
    let kept = stage.communicate(&household, &anna, Work("2026-02-10T09:00", 120, 2)).await.unwrap();
    let dropped = stage.communicate(&household, &anna, Work("2026-02-12T09:00", 60, 1)).await.unwrap();
    let worker = &bruno;
    for start in ["2026-02-03T09:00", "2026-02-20T09:00"] {
        stage.communicate(&household, worker, Work(start, 60, 4)).await.unwrap();
    }
    stage.correct(&household, kept.id, Work("2026-02-11T09:00", 180, 3)).await.unwrap();
    stage.cancel(&household, dropped.id).await.unwrap();
    stage.top_up(&household, 50).await;
    (household, anna, bruno)
}

/// Wallet, movements, records, counters and the Scrivania tell one story.
pub async fn the_views_agree_with_each_other(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, anna, bruno) = a_lively_household(&stage).await;
    let queries = &adapter.queries;
    let saldo = queries.portafoglio(household.id).await.unwrap();
    let movements = queries.movimenti(household.id, None, 1_000).await.unwrap();
    assert_eq!(movements.next, None);
    assert_eq!(movements.items.iter().map(|one| one.importo).sum::<Euro>(), saldo.portafoglio.disponibile());
    assert_eq!((saldo.portafoglio.disponibile(), saldo.in_attesa), (vouchers_cost(30 - 11), vouchers_cost(5)));
    let accounts = queries.saldi().await.unwrap();
    let wallet = accounts.iter().find(|one| one.conto == "portafoglio").unwrap();
    assert_eq!(wallet.importo, saldo.portafoglio.disponibile(), "there is one wallet only");
    let filter = FiltroPrestazioni { utilizzatore: Some(household.id), ..FiltroPrestazioni::default() };
    let records = queries.prestazioni(&filter, None, 100).await.unwrap().items;
    let counted = records.iter().filter(|one| one.counts());
    assert_eq!(counted.clone().map(|one| one.dati.ripartizione.costo).sum::<Euro>(), saldo.portafoglio.impegnato);
    let (utilizzatore, _, _) = stage.years(&household, &anna, 2026).await;
    assert_eq!(counted.clone().map(|one| one.dati.ripartizione.compenso).sum::<Euro>(), utilizzatore.compensi);
    assert_eq!(counted.map(|one| one.dati.computato).sum::<Euro>(), utilizzatore.computato);
    // 3 × 8.00, and 8 × 6.00 for the pensioner.
    assert_eq!(utilizzatore.computato, vouchers_pay(3) + Euro::from_cents(600).times(8));
    let desk = queries.scrivania(household.id, 2026).await.unwrap().unwrap();
    assert_eq!((desk.saldo.portafoglio, desk.saldo.in_attesa), (saldo.portafoglio, saldo.in_attesa));
    assert_eq!(desk.anno, utilizzatore);
    assert_eq!(desk.ultime, records, "latest work first, the cancelled one too");
    assert!(desk.in_corso.iter().all(|one| one.stato == StatoPrestazione::Accettata));
    assert_eq!(desk.in_corso.len(), 3);
    let workers: Vec<_> = desk.lavoratori.iter().map(|one| (one.prestatore, one.coppia.compensi)).collect();
    assert_eq!(workers, [(bruno.id, vouchers_pay(8)), (anna.id, vouchers_pay(3))], "by name");
    assert!(desk.lavoratori.iter().all(|one| !one.limite_raggiunto));
    let waiting = queries.versamenti(household.id, Some(StatoVersamento::InAttesa), None, 10).await.unwrap().items;
    assert_eq!(desk.versamenti_in_attesa, waiting);
    assert_eq!(waiting.len(), 1);
    let both = queries.versamenti(household.id, None, None, 10).await.unwrap().items;
    assert_eq!(both.len(), 2);
    assert!(both[0].aperto_il > both[1].aperto_il, "latest first");
    stage.audit().await;
}

/// A list holds what its filter names: party, state, days of work inclusive at both ends.
pub async fn filters_find_what_they_name(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, anna, bruno) = a_lively_household(&stage).await;
    let of_household = FiltroPrestazioni { utilizzatore: Some(household.id), ..FiltroPrestazioni::default() };
    let (first, last) = february();
    let pair = FiltroPrestazioni { prestatore: Some(anna.id), ..of_household.clone() };
    let dated = |dal, al| FiltroPrestazioni { dal: Some(dal), al: Some(al), ..of_household.clone() };
    let stato = Some(StatoPrestazione::Annullata);
    let cases: [(FiltroPrestazioni, &[&str]); 7] = [
        (of_household.clone(), &["2026-02-20", "2026-02-12", "2026-02-11", "2026-02-03"]),
        (dated(first, last), &["2026-02-20", "2026-02-12", "2026-02-11", "2026-02-03"]),
        (dated(day("2026-02-11"), day("2026-02-12")), &["2026-02-12", "2026-02-11"]),
        (pair, &["2026-02-12", "2026-02-11"]),
        (FiltroPrestazioni { stato, ..of_household.clone() }, &["2026-02-12"]),
        (
            FiltroPrestazioni { prestatore: Some(bruno.id), ..FiltroPrestazioni::default() },
            &["2026-02-20", "2026-02-03"],
        ),
        (FiltroPrestazioni { stato: Some(StatoPrestazione::Liquidata), ..of_household.clone() }, &[]),
    ];
    for (filter, expected) in cases {
        let found = adapter.queries.prestazioni(&filter, None, 10).await.unwrap();
        let days: Vec<_> = found.items.iter().map(|one| one.dati.giorno.to_string()).collect();
        assert_eq!(days, expected, "{filter:?}");
        assert_eq!(found.next, None);
    }
    stage.audit().await;
}

/// One record is shown with its people, the text of its last version and the explanation of its last content.
pub async fn a_record_is_shown_with_its_text_and_its_last_explanation(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let record = stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, 1)).await.unwrap();
    let shown = adapter.queries.prestazione(record.id).await.unwrap().unwrap();
    assert_eq!((shown.luogo.as_str(), shown.nota.as_deref()), ("Via delle Prove 1, Roma", None));
    assert_eq!(shown.utilizzatore.codice_fiscale, Person::number(1).codice_fiscale());
    assert_eq!(shown.prestatore.codice_fiscale, Person::number(2).codice_fiscale());
    let first = shown.spiegazione.unwrap();
    assert!(first.passi.len() > 10 && first.violations().next().is_none(), "{first:?}");
    assert_eq!(first.giorno, day("2026-02-10"));
    stage.correct(&household, record.id, Work("2026-02-11T09:00", 60, 2)).await.unwrap();
    stage.cancel(&household, record.id).await.unwrap();
    let shown = adapter.queries.prestazione(record.id).await.unwrap().unwrap();
    assert_eq!((shown.luogo.as_str(), shown.nota.as_deref()), ("Via delle Prove 2, Roma", Some("dopo la rettifica")));
    assert_eq!(shown.spiegazione.unwrap().giorno, day("2026-02-11"), "of the correction, not of the cancellation");
    assert_eq!(shown.prestazione.stato, StatoPrestazione::Annullata);
    stage.audit().await;
}
