//! Refunds.

use crate::codice_fiscale::CodiceFiscale;
use crate::context::Caller;
use crate::contract::Adapter;
use crate::contract::cases::heirs::DEATH;
use crate::contract::heirs::Declared;
use crate::contract::people::Person;
use crate::contract::race::{Runner, together};
use crate::contract::stage::{Household, Stage, Work, by, keyed, refused, silent, sorted, vouchers_cost};
use crate::iban::Iban;
use crate::money::Euro;
use crate::ports::Clock;
use crate::ports::queries::FiltroRimborsi;
use crate::rimborso::approvazione::Correzione;
use crate::rimborso::richiesta::Richiesta;
use crate::rimborso::{Conto, MotivoReiezione, MotivoRestituzione, Rimborso, StatoRimborso};
use crate::use_cases::{ApprovaRimborso, ChiediRimborso, EsitoRimborso, UseCaseError};
use std::sync::Mutex;

const IBAN: &str = "IT60X0542811101000000123456";
const OTHER_IBAN: &str = "DE89370400440532013000";

type Outcome = Result<Rimborso, UseCaseError>;

fn office() -> Caller {
    Caller::BackOffice { subject: "sportello".to_owned() }
}

fn code(household: &Household) -> CodiceFiscale {
    match &household.caller {
        Caller::Cittadino { codice_fiscale, .. } => *codice_fiscale,
        other => panic!("{other:?} is no citizen"),
    }
}

fn account(household: &Household, iban: &str) -> Conto {
    Conto { iban: iban.to_owned(), intestatari: vec![code(household)] }
}

fn command(household: &Household, cents: i64) -> ChiediRimborso {
    let richiesta = Richiesta { importo: Euro::from_cents(cents), conto: account(household, IBAN) };
    ChiediRimborso { utilizzatore: household.id, richiesta }
}

/// The refund that an act yields, taken out of its reply.
struct Kept(Mutex<Option<Rimborso>>);

impl Kept {
    const fn nothing() -> Self {
        Self(Mutex::new(None))
    }

    fn keep(&self, outcome: &EsitoRimborso) -> crate::change::Reply {
        *self.0.lock().unwrap() = Some(outcome.rimborso.clone());
        silent(outcome)
    }

    fn take(self) -> Rimborso {
        self.0.into_inner().unwrap().unwrap()
    }
}

async fn ask(stage: &Stage, household: &Household, cents: i64) -> Outcome {
    let kept = Kept::nothing();
    let request = by(&household.caller);
    stage.libretto.chiedi_rimborso(&request, &command(household, cents), &|one| kept.keep(one)).await?;
    Ok(kept.take())
}

async fn withdraw(stage: &Stage, household: &Household, refund: &Rimborso) -> Outcome {
    let kept = Kept::nothing();
    stage.libretto.ritira_rimborso(&by(&household.caller), refund.id, &|one| kept.keep(one)).await?;
    Ok(kept.take())
}

async fn approve(stage: &Stage, refund: &Rimborso, correzione: Correzione) -> Outcome {
    let kept = Kept::nothing();
    let command = ApprovaRimborso { rimborso: refund.id, correzione };
    stage.libretto.approva_rimborso(&by(&office()), &command, &|one| kept.keep(one)).await?;
    Ok(kept.take())
}

async fn refuse(stage: &Stage, refund: &Rimborso, motivo: MotivoReiezione) -> Outcome {
    let kept = Kept::nothing();
    stage.libretto.respingi_rimborso(&by(&office()), (refund.id, motivo), &|one| kept.keep(one)).await?;
    Ok(kept.take())
}

async fn stored(adapter: &Adapter, refund: &Rimborso) -> Rimborso {
    adapter.queries.rimborso(refund.id).await.unwrap().unwrap().rimborso
}

/// The sum is out of the wallet from the request on; a repeated key asks once; what is there is what was answered.
pub async fn a_refund_reserves_its_sum_at_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 300).await, stage.worker(Person::number(2)).await);
    let request = keyed(&household.caller, "portale", "rimborso", 1);
    let kept = Kept::nothing();
    let order = command(&household, 28_000);
    let first = stage.libretto.chiedi_rimborso(&request, &order, &|one| kept.keep(one)).await.unwrap();
    let again = stage.libretto.chiedi_rimborso(&request, &order, &silent).await.unwrap();
    assert_eq!(first, again);
    let refund = kept.take();
    assert_eq!((refund.importo, refund.stato), (Euro::from_cents(28_000), StatoRimborso::Presentato));
    assert_eq!(stored(adapter, &refund).await, refund);
    assert_eq!(stage.available(&household).await, vouchers_cost(2));
    let work = Work("2026-02-10T09:00", 180, 3);
    assert_eq!(refused(stage.communicate(&household, &worker, work).await), ["fondi-insufficienti"]);
    stage.communicate(&household, &worker, Work("2026-02-10T09:00", 120, 2)).await.unwrap();
    assert_eq!(refused(ask(&stage, &household, 1).await), ["nulla-da-rimborsare"]);
    let found = adapter.queries.rimborso(refund.id).await.unwrap().unwrap();
    assert_eq!(found.iban.map(|iban| iban.as_str().to_owned()), Some(IBAN.to_owned()));
    assert_eq!(found.persona.codice_fiscale, code(&household));
    stage.audit().await;
}

/// A record and a refund that are asked for at once never use the same money: the later one gets what is left.
pub async fn a_refund_and_a_record_at_once_share_what_there_is(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 80).await, stage.worker(Person::number(2)).await);
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Result<Euro, UseCaseError>>; 2] = [
        Box::pin(async {
            let work = Work("2026-02-10T09:00", 300, 5);
            at_once.communicate(&household, &worker, work).await.map(|record| record.dati.ripartizione.costo)
        }),
        Box::pin(async { ask(&at_once, &household, 8_000).await.map(|refund| refund.importo) }),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    if refusals.is_empty() {
        assert_eq!(accepted, [vouchers_cost(5), vouchers_cost(3)], "the record came first");
    } else {
        assert_eq!((accepted, refusals), (vec![vouchers_cost(8)], vec!["fondi-insufficienti"]));
    }
    assert_eq!(stage.available(&household).await, Euro::ZERO);
    stage.audit().await;
}

/// A withdrawal and a refusal at once, or two withdrawals, give the sum back once; nobody withdraws another's refund.
pub async fn withdrawing_gives_back_exactly_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, stranger) = (stage.household(1, 100).await, stage.household(2, 0).await);
    let refund = ask(&stage, &household, 6_050).await.unwrap();
    assert!(matches!(withdraw(&stage, &stranger, &refund).await, Err(UseCaseError::NotFound)));
    let at_once = stage.at_once(2);
    let runners: [Runner<'_, Outcome>; 2] = [
        Box::pin(withdraw(&at_once, &household, &refund)),
        Box::pin(async {
            let (kept, why) = (Kept::nothing(), (refund.id, MotivoReiezione::Altro));
            at_once.libretto.respingi_rimborso(&by(&office()), why, &|one| kept.keep(one)).await?;
            Ok(kept.take())
        }),
    ];
    let (accepted, refusals) = sorted(together(runners).await);
    assert_eq!((accepted.len(), refusals), (1, vec!["stato-rimborso-incompatibile"]));
    assert_eq!(stored(adapter, &refund).await, accepted[0]);
    assert_eq!(refused(withdraw(&stage, &household, &refund).await), ["stato-rimborso-incompatibile"]);
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    stage.audit().await;
}

/// Asked for, corrected and approved, sent once, given back by the bank, approved for another account, sent again.
pub async fn a_refund_goes_its_whole_way(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 100).await;
    let refund = ask(&stage, &household, 5_000).await.unwrap();
    let by_citizen = ApprovaRimborso { rimborso: refund.id, correzione: Correzione::default() };
    let outcome = stage.libretto.approva_rimborso(&by(&household.caller), &by_citizen, &silent).await;
    assert!(matches!(outcome, Err(UseCaseError::Forbidden)));
    let more = Correzione { importo: Some(Euro::from_cents(5_001)), conto: None };
    assert_eq!(refused(approve(&stage, &refund, more).await), ["rimborso-eccedente"]);
    let less = Correzione { importo: Some(Euro::from_cents(4_000)), conto: None };
    let approved = approve(&stage, &refund, less).await.unwrap();
    assert_eq!((approved.richiesto, approved.importo), (Euro::from_cents(5_000), Euro::from_cents(4_000)));
    assert_eq!(stage.available(&household).await, vouchers_cost(6), "the difference is free again");
    assert_eq!(refused(withdraw(&stage, &household, &refund).await), ["stato-rimborso-incompatibile"]);

    let run = stage.libretto.rimborsa(&by(&Caller::Libretto)).await.unwrap();
    assert_eq!((run.rimborsi_inviati, run.corse.len()), (1, 1));
    let again = stage.libretto.rimborsa(&by(&office())).await.unwrap();
    assert_eq!((again.rimborsi_inviati, &again.corse), (0, &run.corse));
    let returned = (refund.id, MotivoRestituzione::ContoChiuso);
    stage.libretto.registra_restituzione(&by(&office()), returned, &silent).await.unwrap();
    assert_eq!(stage.available(&household).await, vouchers_cost(6), "still reserved");
    let other = Correzione { importo: None, conto: Some(account(&household, OTHER_IBAN)) };
    approve(&stage, &refund, other).await.unwrap();
    let second = stage.libretto.rimborsa(&by(&office())).await.unwrap();
    assert_eq!((second.rimborsi_inviati, second.corse[0].numero), (1, 2));

    let files: Vec<_> =
        stage.payouts.refunds().iter().map(|batch| batch.transfers[0].iban.as_str().to_owned()).collect();
    assert_eq!(files, [IBAN, IBAN, OTHER_IBAN], "the first run, written again, and the second");
    let first = adapter.queries.invii_rimborsi(run.corse[0].id).await.unwrap();
    assert_eq!(first[0].iban.as_ref().map(Iban::as_str), Some(IBAN), "a run keeps the account of its time");
    let last = stored(adapter, &refund).await;
    assert_eq!((last.stato, last.versione), (StatoRimborso::Inviato, 6));
    assert_eq!(last.restituzione, Some(MotivoRestituzione::ContoChiuso));
    let numbers: Vec<_> = adapter.queries.corse_rimborsi(None, 9).await.unwrap().iter().map(|run| run.numero).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(adapter.queries.corse_rimborsi(Some(2), 9).await.unwrap(), run.corse);
    assert_eq!(adapter.queries.saldi().await.unwrap().iter().map(|one| one.importo).sum::<Euro>(), Euro::ZERO);
    stage.audit().await;
}

/// Two runs at once send each refund once, and in one file.
pub async fn two_runs_of_refunds_at_once_send_once(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let mut asked = Vec::new();
    for number in 1..=3 {
        let household = stage.household(number, 50).await;
        let refund = ask(&stage, &household, 1_000 * i64::from(number)).await.unwrap();
        asked.push(approve(&stage, &refund, Correzione::default()).await.unwrap());
    }
    let at_once = stage.at_once(2);
    let jobs = (0..2).map(|_| -> Runner<'_, _> {
        Box::pin(async { at_once.libretto.rimborsa(&by(&Caller::Libretto)).await.map(|done| done.corse) })
    });
    let (done, refusals) = sorted(together(jobs).await);
    assert!(refusals.is_empty());
    let runs = adapter.queries.corse_rimborsi(None, 9).await.unwrap();
    assert_eq!((runs.len(), runs[0].is_closed()), (1, true));
    assert!(done.iter().all(|seen| *seen == runs));
    let totals = runs[0].chiusura.clone().unwrap().bonifici;
    assert_eq!((totals.numero, totals.importo), (3, vouchers_cost(6)));
    let sent = adapter.queries.invii_rimborsi(runs[0].id).await.unwrap();
    assert_eq!(sent.iter().map(|one| one.invio.importo).sum::<Euro>(), vouchers_cost(6));
    assert_eq!(adapter.queries.rimborsi_da_inviare(9).await.unwrap(), []);
    for refund in &asked {
        assert_eq!(stored(adapter, refund).await.stato, StatoRimborso::Inviato);
    }
    stage.audit().await;
}

/// Lists go from the latest to the earliest, by household, by state, page by page.
pub async fn refunds_are_listed_page_by_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (one, other) = (stage.household(1, 100).await, stage.household(2, 100).await);
    let mut all = Vec::new();
    for household in [&one, &other, &one] {
        stage.clock.set(stage.libretto.clock.now() + chrono::TimeDelta::minutes(1));
        all.push(ask(&stage, household, 1_000).await.unwrap());
    }
    withdraw(&stage, &one, &all[2]).await.unwrap();
    let ids = async |filter: FiltroRimborsi| {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = adapter.queries.rimborsi(filter, after, 1).await.unwrap();
            found.extend(page.items.iter().map(|one| one.rimborso.id));
            after = page.next;
            if after.is_none() {
                return found;
            }
        }
    };
    let own = FiltroRimborsi { utilizzatore: Some(one.id), stato: None };
    assert_eq!(ids(FiltroRimborsi::default()).await, [all[2].id, all[1].id, all[0].id]);
    assert_eq!(ids(own).await, [all[2].id, all[0].id]);
    assert_eq!(ids(FiltroRimborsi { stato: Some(StatoRimborso::Presentato), ..own }).await, [all[0].id]);
    let waiting = FiltroRimborsi { utilizzatore: None, stato: Some(StatoRimborso::Ritirato) };
    assert_eq!(ids(waiting).await, [all[2].id]);
    let numbers: std::collections::BTreeSet<_> = all.iter().map(|refund| refund.protocollo.clone()).collect();
    assert_eq!(numbers.len(), 3);
    stage.audit().await;
}

/// What a household asked for and was granted is not sent once its death is recorded: a run sends the others, the branch
/// refuses it for that reason and for no other, and tells the recognised heir and nobody else.
pub async fn what_was_asked_for_in_life_is_not_sent_after_the_death(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, alive) = (stage.household(1, 100).await, stage.household(2, 50).await);
    let refund = ask(&stage, &household, 6_000).await.unwrap();
    approve(&stage, &refund, Correzione::default()).await.unwrap();
    let other = ask(&stage, &alive, 1_000).await.unwrap();
    approve(&stage, &other, Correzione::default()).await.unwrap();
    let early = refuse(&stage, &refund, MotivoReiezione::RichiedenteDeceduto).await;
    assert_eq!(refused(early), ["stato-rimborso-incompatibile"], "nobody is recorded as dead");
    let heir = stage.recognised(11, &household, Declared::on(DEATH)).await;
    assert_eq!(adapter.queries.rimborsi_da_inviare(9).await.unwrap(), [other.id]);
    stage.libretto.rimborsa(&by(&Caller::Libretto)).await.unwrap();
    assert_eq!(stored(adapter, &refund).await.stato, StatoRimborso::Approvato);
    assert_eq!(stored(adapter, &other).await.stato, StatoRimborso::Inviato);
    stage.libretto.rimborsa(&by(&Caller::Libretto)).await.unwrap();

    let wrong = refuse(&stage, &refund, MotivoReiezione::Altro).await;
    assert_eq!(refused(wrong), ["stato-rimborso-incompatibile"]);
    let done = refuse(&stage, &refund, MotivoReiezione::RichiedenteDeceduto).await.unwrap();
    assert_eq!((done.stato, stored(adapter, &refund).await), (StatoRimborso::Respinto, done));
    assert_eq!(stage.available(&household).await, vouchers_cost(10));
    let now = stage.clock.now();
    let notices = stage.libretto.store.claim_notices(100, now, now + chrono::TimeDelta::minutes(1)).await.unwrap();
    let told: Vec<_> = notices.iter().filter(|one| one.causale == "rimborso_respinto").collect();
    assert_eq!(told.iter().map(|one| one.destinatario).collect::<Vec<_>>(), [heir.persona]);
    stage.audit().await;
}
