//! Random sequences of acts by four heirs, the branch and the clock: money is conserved to the cent, nothing is paid twice,
//! nobody acts before recognition, nobody enters work while a refund is held, what is over stays over.

use libretto_core::context::Caller;
use libretto_core::contract::heirs::{Declared, Heir, PDF, branch, reference};
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{Household, Stage, Work, Worker, by, silent};
use libretto_core::contract::{memory_adapter, ready};
use libretto_core::eredi::{MotivoReiezioneErede, StatoDichiarazione, StatoPratica, TipoDocumento, TitoloErede};
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::ports::queries::PraticaCompleta;
use libretto_core::prestazione::{Prestazione, StatoPrestazione};
use libretto_core::rimborso::approvazione::Correzione;
use libretto_core::rimborso::{MotivoReiezione, MotivoRestituzione, Rimborso, StatoRimborso};
use libretto_core::use_cases::CompilaDichiarazione;
use proptest::prelude::*;

const DEATH: &str = "2026-02-27";
/// What the deceased had paid in, in whole euro.
const PAID_IN: u32 = 130;
const SHARES: [Option<&str>; 4] = [Some("1/3"), Some("1/3"), Some("1/6"), None];

/// An act. Heirs, records and refunds are chosen by a number, modulo how many there are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Declare(usize),
    Rewrite(usize),
    Upload(usize, bool),
    Present(usize),
    Examine(usize),
    AskDocuments(usize),
    Refuse(usize),
    Validate(usize),
    Consent(usize, usize),
    Revoke(usize, usize),
    Enter(usize, u32, u32),
    Undo(usize, usize),
    Ask(usize, bool),
    Withdraw(usize),
    Approve(usize),
    Reject(usize),
    Send,
    Return(usize),
    Tick,
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    let heir = || 0_usize..4;
    let any = || any::<usize>();
    prop_oneof![
        3 => heir().prop_map(Act::Declare),
        1 => heir().prop_map(Act::Rewrite),
        3 => (heir(), prop::bool::ANY).prop_map(|(heir, will)| Act::Upload(heir, will)),
        5 => heir().prop_map(Act::Present),
        4 => heir().prop_map(Act::Examine),
        1 => heir().prop_map(Act::AskDocuments),
        1 => heir().prop_map(Act::Refuse),
        5 => heir().prop_map(Act::Validate),
        2 => (heir(), heir()).prop_map(|(from, to)| Act::Consent(from, to)),
        1 => (heir(), heir()).prop_map(|(from, to)| Act::Revoke(from, to)),
        3 => (heir(), 1_u32..28, 1_u32..5).prop_map(|(heir, day, vouchers)| Act::Enter(heir, day, vouchers)),
        1 => (heir(), any()).prop_map(|(heir, record)| Act::Undo(heir, record)),
        3 => (heir(), prop::bool::ANY).prop_map(|(heir, whole)| Act::Ask(heir, whole)),
        1 => any().prop_map(Act::Withdraw),
        2 => any().prop_map(Act::Approve),
        1 => any().prop_map(Act::Reject),
        1 => Just(Act::Send),
        1 => any().prop_map(Act::Return),
        1 => Just(Act::Tick),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 1..60)
}

pub(crate) struct World {
    stage: Stage,
    household: Household,
    worker: Worker,
    heirs: Vec<Heir>,
    records: Vec<(usize, Prestazione)>,
    refunds: Vec<(usize, Rimborso)>,
    month: Month,
}

/// The members of a list, by a number that may pass its end.
fn pick<T: Clone>(all: &[T], number: usize) -> Option<T> {
    all.get(number.checked_rem(all.len())?).cloned()
}

impl World {
    pub(crate) async fn new() -> Self {
        let stage = Stage::on(&memory_adapter());
        let (household, worker) = (stage.household(1, PAID_IN).await, stage.worker(Person::number(2)).await);
        stage.communicate(&household, &worker, Work("2026-02-20T09:00", 60, 1)).await.unwrap();
        let mut heirs = Vec::new();
        for number in 11..15 {
            heirs.push(stage.heir(number).await);
        }
        let month = Month::new(2026, 2).unwrap();
        Self { stage, household, worker, heirs, records: Vec::new(), refunds: Vec::new(), month }
    }

    pub(crate) async fn case(&self) -> Option<PraticaCompleta> {
        self.stage.libretto.queries.pratica(self.household.id).await.unwrap()
    }

    /// The state of an heir's declaration.
    async fn state(&self, heir: usize) -> Option<StatoDichiarazione> {
        let case = self.case().await?;
        Some(case.pratica.dichiarazione(self.heirs[heir].di?.dichiarazione)?.stato)
    }

    pub(crate) async fn perform(&mut self, act: Act) {
        match act {
            Act::Declare(heir) => self.declare(heir).await,
            Act::Rewrite(heir) => self.rewrite(heir).await,
            Act::Upload(heir, will) => self.upload(heir, will).await,
            Act::Enter(heir, day, vouchers) => self.enter(heir, day, vouchers).await,
            Act::Undo(heir, record) => {
                if let Some((_, record)) = pick(&self.records, record) {
                    let _ = self.stage.undo_entry(&self.heirs[heir], &self.household, &record).await;
                }
            }
            Act::Ask(heir, whole) => self.ask(heir, whole).await,
            Act::Tick => self.tick().await,
            Act::Present(_) | Act::Examine(_) | Act::AskDocuments(_) | Act::Refuse(_) | Act::Validate(_) => {
                self.work_declaration(act).await;
            }
            Act::Consent(from, to) => {
                let to = self.heirs[to].persona;
                if let Some(di) = self.heirs[from].di {
                    let request = by(&self.heirs[from].caller);
                    let _ = self.stage.libretto.consenti(&request, (di, to), &silent).await;
                }
            }
            Act::Revoke(from, to) => {
                let to = self.heirs[to].persona;
                if let Some(di) = self.heirs[from].di {
                    let request = by(&self.heirs[from].caller);
                    let _ = self.stage.libretto.revoca_consenso(&request, (di, to), &silent).await;
                }
            }
            Act::Withdraw(_) | Act::Approve(_) | Act::Reject(_) | Act::Send | Act::Return(_) => {
                self.work_refund(act).await;
            }
        }
    }

    async fn declare(&mut self, heir: usize) {
        let before = self.state(heir).await;
        let outcome = self.stage.declare(&self.heirs[heir], &self.household, declared(heir)).await;
        let free = matches!(before, None | Some(StatoDichiarazione::Respinta));
        assert_eq!(outcome.is_ok(), free, "one declaration that is not refused");
        if let Ok(begun) = outcome {
            self.heirs[heir].di = Some(reference(&self.household, begun.dichiarazione.id));
        }
    }

    async fn rewrite(&mut self, heir: usize) {
        let (before, Some(di)) = (self.state(heir).await, self.heirs[heir].di) else { return };
        let command = CompilaDichiarazione { di, dichiarata: declared(heir).dichiarata() };
        let request = by(&self.heirs[heir].caller);
        let done = self.stage.libretto.compila_dichiarazione(&request, &command, &silent).await.is_ok();
        let free = matches!(before, Some(StatoDichiarazione::Bozza | StatoDichiarazione::DocumentiRichiesti));
        assert_eq!(done, free, "what is with the branch or decided is not written anew");
        assert_eq!(self.state(heir).await, before);
    }

    async fn upload(&mut self, heir: usize, will: bool) {
        let (before, Some(_)) = (self.state(heir).await, self.heirs[heir].di) else { return };
        let kind = if will { TipoDocumento::Testamento } else { TipoDocumento::Altro };
        let done = self.stage.upload(&self.heirs[heir], (kind, None), PDF).await.is_ok();
        let shut = matches!(before, Some(StatoDichiarazione::Respinta | StatoDichiarazione::Presentata));
        assert!(!done || !shut && before != Some(StatoDichiarazione::InEsame), "{before:?} takes no document");
        assert_eq!(self.state(heir).await, before);
    }

    async fn work_declaration(&self, act: Act) {
        let (Act::Present(heir)
        | Act::Examine(heir)
        | Act::AskDocuments(heir)
        | Act::Refuse(heir)
        | Act::Validate(heir)) = act
        else {
            return;
        };
        let Some(di) = self.heirs[heir].di else { return };
        let (office, before) = (by(&branch()), self.state(heir).await);
        let libretto = &self.stage.libretto;
        let done = match act {
            Act::Present(_) => self.stage.present(&self.heirs[heir]).await.is_ok(),
            Act::Examine(_) => self.stage.examine(di).await.is_ok(),
            Act::AskDocuments(_) => {
                let asked = [TipoDocumento::Altro];
                libretto.richiedi_documenti(&office, (di, &asked), &silent).await.is_ok()
            }
            Act::Refuse(_) => {
                let why = MotivoReiezioneErede::NonErede;
                libretto.respingi_dichiarazione(&office, (di, why), &silent).await.is_ok()
            }
            _ => self.stage.validate(di).await.is_ok(),
        };
        if matches!(before, Some(StatoDichiarazione::Respinta | StatoDichiarazione::Convalidata)) {
            assert!(!done, "what is decided is not decided again");
        }
    }

    async fn enter(&mut self, heir: usize, day: u32, vouchers: u32) {
        let before = self.case().await;
        let start = format!("2026-02-{day:02}T08:00");
        // The words of a case live as long as the test: a leak of a few bytes.
        let work = Work(Box::leak(start.into_boxed_str()), 60, vouchers);
        let parties = (&self.household, &self.worker);
        if let Ok(record) = self.stage.enter(&self.heirs[heir], parties, work).await {
            assert_eq!(self.state(heir).await, Some(StatoDichiarazione::Convalidata), "only who is recognised");
            assert_eq!(before.map(|one| one.stato()), Some(StatoPratica::InserimentiAperti));
            self.records.push((heir, record));
        }
    }

    async fn ask(&mut self, heir: usize, whole: bool) {
        if let Ok(refund) = self.stage.ask(&self.heirs[heir], &self.household, whole).await {
            assert_eq!(self.state(heir).await, Some(StatoDichiarazione::Convalidata), "only who is recognised");
            assert!(refund.importo.is_positive());
            self.refunds.push((heir, refund));
        }
    }

    async fn work_refund(&self, act: Act) {
        let (libretto, office) = (&self.stage.libretto, by(&branch()));
        if matches!(act, Act::Send) {
            let _ = libretto.rimborsa(&by(&Caller::Libretto)).await;
        }
        let (Act::Withdraw(number) | Act::Approve(number) | Act::Reject(number) | Act::Return(number)) = act else {
            return;
        };
        let Some((heir, refund)) = pick(&self.refunds, number) else { return };
        let before = libretto.queries.rimborso(refund.id).await.unwrap().unwrap().rimborso.stato;
        let done = match act {
            Act::Withdraw(_) => self.stage.withdraw_share(&self.heirs[heir], &refund).await.is_ok(),
            Act::Approve(_) => {
                let command = libretto_core::use_cases::ApprovaRimborso {
                    rimborso: refund.id,
                    correzione: lowered(number, refund.importo),
                };
                libretto.approva_rimborso(&office, &command, &silent).await.is_ok()
            }
            Act::Reject(_) => {
                let why = MotivoReiezione::ALL[0];
                libretto.respingi_rimborso(&office, (refund.id, why), &silent).await.is_ok()
            }
            _ => {
                let why = MotivoRestituzione::ALL[0];
                libretto.registra_restituzione(&office, (refund.id, why), &silent).await.is_ok()
            }
        };
        if matches!(before, StatoRimborso::Respinto | StatoRimborso::Ritirato) {
            assert!(!done, "what is over stays over");
        }
    }

    /// The clock goes to the cut-off of the month, which is paid.
    async fn tick(&mut self) {
        let next = self.month.next();
        self.stage.clock.set_rome(&format!("{next}-04T00:30"));
        self.stage.libretto.paga(&by(&Caller::Libretto), self.month, &|_, _| ()).await.unwrap();
        self.month = next;
    }

    /// The declarations and the refunds that are over, whole: no act changes them.
    async fn over(&self) -> Vec<String> {
        let Some(case) = self.case().await else { return Vec::new() };
        let refused = case.pratica.dichiarazioni.iter().filter(|one| one.stato == StatoDichiarazione::Respinta);
        let ended = case.rimborsi.iter().filter(|one| !one.stato.is_held());
        refused.map(|one| format!("{one:?}")).chain(ended.map(|one| format!("{one:?}"))).collect()
    }

    /// What was paid in is in the wallet, reserved, spent on work that counts, or with the heirs: to the cent.
    pub(crate) async fn conserved(&self) {
        let libretto = &self.stage.libretto;
        let wallet = libretto.queries.portafoglio(self.household.id).await.unwrap().portafoglio;
        let mut held = Euro::ZERO;
        for (_, refund) in &self.refunds {
            let now = libretto.queries.rimborso(refund.id).await.unwrap().unwrap().rimborso;
            held += if now.stato.is_held() { now.importo } else { Euro::ZERO };
        }
        assert_eq!(wallet.rimborsato, held);
        let filtro = libretto_core::ports::queries::FiltroPrestazioni {
            utilizzatore: Some(self.household.id),
            ..Default::default()
        };
        let records = libretto.queries.prestazioni(&filtro, None, 1_000).await.unwrap().items;
        let cost = |paid: bool| -> Euro {
            let counted =
                records.iter().filter(|one| one.counts() && (one.stato == StatoPrestazione::Liquidata) == paid);
            counted.map(|one| one.dati.ripartizione.costo).sum()
        };
        assert_eq!((wallet.impegnato, wallet.speso), (cost(false), cost(true)));
        assert!(!wallet.disponibile().is_negative());
        let whole = wallet.disponibile() + wallet.impegnato + wallet.speso + held;
        assert_eq!(whole, Euro::from_cents(100).times(PAID_IN));
    }
}

/// What an heir declares: the second by will, the third with co-heirs, of whom one has no declaration.
fn declared(heir: usize) -> Declared<'static> {
    let titolo = if heir == 1 { TitoloErede::Testamentario } else { TitoloErede::Legittimo };
    let coeredi: &[u32] = if heir == 2 { &[11, 21] } else { &[] };
    Declared { quota: SHARES[heir], titolo, coeredi, ..Declared::on(DEATH) }
}

/// Every third approval gives less than was asked for.
fn lowered(number: usize, asked: Euro) -> Correzione {
    let less = Euro::from_cents(asked.cents() - asked.cents() / 3);
    Correzione { importo: number.is_multiple_of(3).then_some(less), conto: None }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_heirs_and_branch_do_the_money_is_all_there_and_nobody_acts_too_early(acts in acts()) {
        ready(async {
            let mut world = World::new().await;
            for act in acts {
                let over = world.over().await;
                world.perform(act).await;
                let now = world.over().await;
                assert!(over.iter().all(|one| now.contains(one)), "{act:?} changed what was over");
                world.conserved().await;
            }
            world.stage.audit().await;
        });
    }
}
