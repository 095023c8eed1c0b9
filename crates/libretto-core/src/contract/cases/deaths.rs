//! The death of an utilizzatore.

use crate::change::Reply;
use crate::context::{Actor, Caller};
use crate::contract::Adapter;
use crate::contract::people::{Person, day};
use crate::contract::race::{Runner, together};
use crate::contract::stage::{
    Household, Stage, Work, by, command, credited, keyed, refused, silent, sorted, vouchers_cost,
};
use crate::money::Euro;
use crate::ports::Scope;
use crate::rapporto::TipoRapporto;
use crate::use_cases::{DichiaraRapporto, RegistraDecesso, UseCaseError};
use crate::utilizzatore::Utilizzatore;
use std::sync::Mutex;

const DECEASED: [&str; 1] = ["utilizzatore-deceduto"];

fn office() -> Caller {
    Caller::BackOffice { subject: "sportello".to_owned() }
}

fn on(household: &Household, giorno: &str, ora: Option<&str>) -> RegistraDecesso {
    let ora = ora.map(|text| text.parse().unwrap());
    RegistraDecesso { utilizzatore: household.id, giorno: day(giorno), ora }
}

async fn record(stage: &Stage, command: RegistraDecesso) -> Result<Utilizzatore, UseCaseError> {
    let kept = Mutex::new(None);
    let render = |one: &Utilizzatore| -> Reply {
        *kept.lock().unwrap() = Some(one.clone());
        silent(one)
    };
    let outcome = stage.libretto.registra_decesso(&by(&office()), &command, &render).await;
    outcome.map(|_| kept.into_inner().unwrap().unwrap())
}

/// A death is stored with its day, its hour and the instant of the record, and the register tells who recorded it.
pub async fn a_recorded_death_is_what_is_loaded(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (one, other) = (stage.household(1, 0).await, stage.household(2, 0).await);
    let timed = record(&stage, on(&one, "2026-02-27", Some("2026-02-27T00:15"))).await.unwrap();
    let untimed = record(&stage, on(&other, "2026-03-02", None)).await.unwrap();
    for (household, state) in [(&one, &timed), (&other, &untimed)] {
        let scope = Scope { utilizzatore: Some(household.id), ..Scope::default() };
        assert_eq!(adapter.store.load(&scope).await.unwrap().utilizzatore.as_ref(), Some(state));
        assert_eq!(adapter.queries.utilizzatore(household.id).await.unwrap().as_ref(), Some(state));
        assert_eq!((state.versione, state.decesso.map(|one| one.registrato_il)), (2, Some(stage.libretto.clock.now())));
    }
    let decesso = timed.decesso.unwrap();
    assert_eq!(decesso.giorno, day("2026-02-27"));
    assert_eq!(decesso.ora.map(|ora| ora.to_rfc3339()), Some("2026-02-26T23:15:00+00:00".to_owned()));
    assert_eq!(untimed.decesso.unwrap().ora, None);
    let event = stage.register().await.pop().unwrap();
    assert_eq!((event.attore, event.soggetto), (Actor::Operatore("sportello".to_owned()), Some(untimed.persona.id)));
    assert_eq!(event.fatto.name(), "decesso_registrato");
    stage.audit().await;
}

/// Once the death is recorded every act of the household is refused; what was done before stays, and what was paid in is
/// still credited.
pub async fn nobody_acts_for_who_has_died(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let work = Work("2026-02-10T09:00", 60, 1);
    let kept = stage.communicate(&household, &worker, work).await.unwrap();
    let pending = stage.top_up(&household, 50).await;
    let opening = keyed(&household.caller, "portale", "apre", 1);
    let first = stage.libretto.apri_versamento(&opening, household.id, vouchers_cost(1), &silent).await.unwrap();
    record(&stage, on(&household, "2026-03-01", None)).await.unwrap();

    let other = Work("2026-02-11T09:00", 60, 1);
    assert_eq!(refused(stage.communicate(&household, &worker, other).await), DECEASED);
    assert_eq!(refused(stage.correct(&household, kept.id, other).await), DECEASED);
    assert_eq!(refused(stage.cancel(&household, kept.id).await), DECEASED);
    let request = by(&household.caller);
    let looked_at = stage.libretto.verifica(&request, &command(&household, &worker, other)).await.unwrap();
    assert_eq!(refused(looked_at.decisione.map_err(UseCaseError::Rejected)), DECEASED);
    assert_eq!(refused(stage.libretto.convalida(&request, kept.id, &silent).await), DECEASED);
    let opened = stage.libretto.apri_versamento(&request, household.id, vouchers_cost(1), &silent).await;
    assert_eq!(refused(opened), DECEASED);
    let (utilizzatore, prestatore, dal) = (household.id, worker.id, day("2025-01-01"));
    let declared = DichiaraRapporto { utilizzatore, prestatore, tipo: TipoRapporto::Subordinato, dal, al: None };
    assert_eq!(refused(stage.libretto.dichiara_rapporto(&request, &declared, &silent).await), DECEASED);

    let richiesta = crate::rimborso::richiesta::Richiesta {
        importo: vouchers_cost(1),
        conto: crate::rimborso::Conto { iban: String::new(), intestatari: Vec::new() },
    };
    let asked = crate::use_cases::ChiediRimborso { utilizzatore, richiesta };
    assert_eq!(refused(stage.libretto.chiedi_rimborso(&request, &asked, &silent).await), DECEASED);

    // A request that was answered before gets the same answer again.
    let again = stage.libretto.apri_versamento(&opening, household.id, vouchers_cost(1), &silent).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(adapter.queries.prestazione(kept.id).await.unwrap().unwrap().prestazione, kept);
    assert!(credited(&stage.pay_notice("R-dopo", &pending).await.unwrap()), "what was paid in is not lost");
    assert_eq!(stage.available(&household).await, vouchers_cost(9) + Euro::from_cents(5_000));
    stage.audit().await;
}

/// A death is recorded once, by the back office alone, even by two at once.
pub async fn a_death_is_recorded_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let command = on(&household, "2026-03-01", None);
    let by_citizen = stage.libretto.registra_decesso(&by(&household.caller), &command, &silent).await;
    assert!(matches!(by_citizen, Err(UseCaseError::Forbidden)));
    let tomorrow = on(&household, "2026-03-03", None);
    assert_eq!(refused(record(&stage, tomorrow).await), ["data-decesso-non-valida"]);
    let at_once = stage.at_once(2);
    let runners = (0..2).map(|_| -> Runner<'_, _> { Box::pin(record(&at_once, command)) });
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, DECEASED.to_vec()));
    assert_eq!(adapter.queries.utilizzatore(household.id).await.unwrap().as_ref(), accepted.first());
    assert_eq!(stage.register().await.len(), 2, "the registration and the death");
    stage.audit().await;
}
