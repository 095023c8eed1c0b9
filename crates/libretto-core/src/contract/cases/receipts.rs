//! The receipts of the payment system: never lost, never doubled.

use crate::contract::Adapter;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Stage, credited, vouchers_cost};
use crate::money::Euro;
use crate::portafoglio::StatoVersamento;
use crate::portafoglio::versamento::{EsitoRicevuta, MotivoSospensione};
use crate::use_cases::{EsitoAccredito, UseCaseError};

type Outcome = Result<EsitoAccredito, UseCaseError>;

/// What the accounts of one kind hold together.
async fn balance(stage: &Stage, kind: &str) -> Euro {
    let all = stage.libretto.queries.saldi().await.unwrap();
    all.iter().find(|one| one.conto == kind).map_or(Euro::ZERO, |one| one.importo)
}

fn suspended(outcome: &EsitoAccredito) -> Option<MotivoSospensione> {
    match outcome.ricevuta.esito {
        EsitoRicevuta::Sospesa { motivo } => Some(motivo),
        EsitoRicevuta::Accreditata { .. } => None,
    }
}

/// A receipt that comes again gets the same answer and changes nothing; with another content its code is refused.
pub async fn a_repeated_receipt_changes_nothing(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let top_up = stage.top_up(&household, 100).await;
    let pending = adapter.queries.portafoglio(household.id).await.unwrap();
    assert_eq!((pending.in_attesa, pending.portafoglio.versato), (vouchers_cost(10), Euro::ZERO));
    let first = stage.pay_notice("R1", &top_up).await.unwrap();
    assert!(credited(&first) && !first.ripetuta);
    let events = stage.register().await;
    let again = stage.pay_notice("R1", &top_up).await.unwrap();
    assert_eq!((again.ricevuta, again.ripetuta), (first.ricevuta, true));
    let other = stage.receipt("R1", &top_up.avviso.numero_avviso, vouchers_cost(11)).await;
    assert!(matches!(other, Err(UseCaseError::KeyReused)), "{other:?}");
    assert_eq!(stage.register().await, events);
    let wallet = adapter.queries.portafoglio(household.id).await.unwrap();
    assert_eq!((wallet.in_attesa, wallet.portafoglio.versato), (Euro::ZERO, vouchers_cost(10)));
    let stored = adapter.queries.versamento(top_up.id).await.unwrap().unwrap();
    assert_eq!((stored.stato, stored.versione), (StatoVersamento::Accreditato, 2));
    stage.audit().await;
}

/// Money that fits no notice is kept in suspense and credited to nobody: an unknown notice, another amount.
pub async fn a_receipt_that_fits_no_notice_waits_in_suspense(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let top_up = stage.top_up(&household, 100).await;
    let unknown = stage.receipt("R1", "399999999999999998", vouchers_cost(4)).await.unwrap();
    assert_eq!(suspended(&unknown), Some(MotivoSospensione::AvvisoSconosciuto));
    let other = stage.receipt("R2", &top_up.avviso.numero_avviso, vouchers_cost(9)).await.unwrap();
    assert_eq!(suspended(&other), Some(MotivoSospensione::ImportoDiverso));
    assert_eq!(balance(&stage, "sospesi").await, vouchers_cost(13));
    assert_eq!(balance(&stage, "incassi").await, -vouchers_cost(13));
    assert!(stage.available(&household).await.is_zero());
    let right = stage.pay_notice("R3", &top_up).await.unwrap();
    assert!(credited(&right), "the notice can still be paid");
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    stage.audit().await;
}

/// Two receipts for one notice at once: one credits the wallet, the other waits in suspense.
pub async fn two_receipts_for_one_notice_at_once_credit_it_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let top_up = stage.top_up(&household, 100).await;
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Outcome>; 2] =
        [Box::pin(at_once.pay_notice("R1", &top_up)), Box::pin(at_once.pay_notice("R2", &top_up))];
    let outcomes: Vec<_> = together(runners).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|one| credited(one)).count(), 1);
    let reasons: Vec<_> = outcomes.iter().filter_map(suspended).collect();
    assert_eq!(reasons, [MotivoSospensione::AvvisoGiaPagato]);
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    assert_eq!(balance(&stage, "sospesi").await, vouchers_cost(10));
    stage.audit().await;
}

/// One receipt that arrives twice at once is recorded once; the second arrival hears that it came before.
pub async fn one_receipt_twice_at_once_is_recorded_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let top_up = stage.top_up(&household, 100).await;
    let at_once = stage.at_once(2);
    let runners = (0..2).map(|_| -> Runner<'_, Outcome> { Box::pin(at_once.pay_notice("R1", &top_up)) });
    let outcomes: Vec<_> = together(runners).await.into_iter().map(Result::unwrap).collect();
    assert!(outcomes.iter().all(credited));
    assert_eq!(outcomes.iter().filter(|one| one.ripetuta).count(), 1);
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    assert!(balance(&stage, "sospesi").await.is_zero());
    stage.audit().await;
}
