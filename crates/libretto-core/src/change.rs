//! The unit of work as a value: everything that one command changes, with what it expects to find. A store commits it
//! whole or not at all. Counters and wallets are guarded by their bounds and not by a version, so that two commands that
//! both fit never stand in each other's way; entities are guarded by the number of their next event.

use crate::compensi_esterni::CompensiEsterni;
use crate::eredi::Pratica;
use crate::event::{Event, Fatto};
use crate::ids::{DelegaId, PrestatoreId, UtilizzatoreId};
use crate::ledger::{self, Transazione};
use crate::limits::Carico;
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::month::Month;
use crate::persona::PersonalRecord;
use crate::portafoglio::{Borsa, Movimento};
use crate::ports::Notice;
use crate::prestazione::Dati;
use crate::regime::Regime;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The reply that a command gave, kept so that its repetition gives it again. Opaque to the core.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    /// Status of the transport.
    pub status: u16,
    /// Headers that belong to the reply.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: String,
}

/// A caller's key for a command that must happen once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Idempotency {
    /// Who calls: the key of one caller never answers another.
    pub caller: String,
    /// The key.
    pub key: String,
    /// Fingerprint of the whole request.
    pub fingerprint: [u8; 32],
}

/// A reply that was committed with its change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// The key and the fingerprint of the first request.
    pub idempotency: Idempotency,
    /// The first reply.
    pub reply: Reply,
}

/// Change of a worker's year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PrestatoreYear {
    /// Change of the net pay.
    pub compensi: Euro,
    /// LIM-A of the year, inclusive.
    pub limite: Euro,
}

/// The external pay of a worker's year, told anew. It is recorded whatever it leaves of the limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EsterniYear {
    /// The total, absolute.
    pub importo: Euro,
    /// Instant of the knowledge.
    pub noto_il: DateTime<Utc>,
    /// LIM-A of the year, inclusive.
    pub limite: Euro,
    /// How many totals of the year were told, this one included.
    pub versione: u32,
}

/// Change of a household's year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UtilizzatoreYear {
    /// Change of the weighted pay.
    pub computato: Euro,
    /// Change of the full pay.
    pub compensi: Euro,
    /// LIM-B of the year, inclusive.
    pub limite: Euro,
}

/// Change of a pair's year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CoppiaYear {
    /// Change of the net pay.
    pub compensi: Euro,
    /// Minutes added.
    pub minuti_aggiunti: Minutes,
    /// Minutes taken away.
    pub minuti_tolti: Minutes,
    /// LIM-C of the year, inclusive.
    pub limite: Euro,
    /// LIM-H of the year, inclusive.
    pub limite_ore: Minutes,
    /// Version that the decision saw; `None` when the change needs no look at the pair's shifts.
    pub versione_attesa: Option<u32>,
}

/// What some events do to counters, wallets and ledger.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// Workers' years.
    pub prestatori: BTreeMap<(PrestatoreId, i32), PrestatoreYear>,
    /// External pay of workers' years, absolute.
    pub esterni: BTreeMap<(PrestatoreId, i32), EsterniYear>,
    /// Households' years.
    pub utilizzatori: BTreeMap<(UtilizzatoreId, i32), UtilizzatoreYear>,
    /// Pairs' years.
    pub coppie: BTreeMap<(UtilizzatoreId, PrestatoreId, i32), CoppiaYear>,
    /// Purses of wallets.
    pub portafogli: BTreeMap<(UtilizzatoreId, Borsa), Movimento>,
    /// Ledger transactions, one per event that moves money.
    pub transazioni: Vec<Transazione>,
    /// Households that must not be known to have died: they act themselves (COM-14).
    pub viventi: BTreeSet<UtilizzatoreId>,
    /// Households whose death is recorded: from now on they do not act any more.
    pub decessi: BTreeSet<UtilizzatoreId>,
}

impl Effects {
    /// The effects of some events, merged by key and in the one order in which stores lock rows.
    pub fn of(events: &[Event]) -> Self {
        let mut effects = Self::default();
        for event in events {
            effects.add(event);
        }
        effects
    }

    fn add(&mut self, event: &Event) {
        self.transazioni.extend(ledger::transaction(event));
        match &event.fatto {
            Fatto::VersamentoAccreditato { utilizzatore, importo, .. } => {
                self.purse(*utilizzatore, Borsa::Propria).versato += *importo;
            }
            Fatto::BonusAppropriato { utilizzatore, importo, .. } => {
                self.purse(*utilizzatore, Borsa::Bonus).versato += *importo;
            }
            Fatto::CompensiEsterniComunicati { compensi } => self.tell(compensi, event.flusso.numero),
            Fatto::DecessoRegistrato { utilizzatore, .. } => {
                self.decessi.insert(*utilizzatore);
            }
            Fatto::PrestazioneComunicata { dati, .. } => {
                self.viventi.insert(dati.utilizzatore);
                self.count(dati, false);
            }
            // The entry of an heir stands after the communication that it is about.
            Fatto::PrestazioneInserita(fatto) => {
                self.viventi.remove(&fatto.utilizzatore);
            }
            Fatto::QuotaEredeRichiesta(fatto) => {
                self.viventi.remove(&fatto.utilizzatore);
            }
            Fatto::PrestazioneAnnullata { dati, .. } => self.count(dati, true),
            Fatto::PrestazioneRettificata { prima, dopo, .. } => {
                self.viventi.insert(dopo.utilizzatore);
                self.count(prima, true);
                self.count(dopo, false);
            }
            Fatto::PrestazioneLiquidata { dati, .. } => {
                let wallet = self.purse(dati.utilizzatore, dati.borsa);
                wallet.impegnato -= dati.ripartizione.costo;
                wallet.speso += dati.ripartizione.costo;
            }
            Fatto::RimborsoRichiesto { utilizzatore, importo, .. } => {
                self.viventi.insert(*utilizzatore);
                self.purse(*utilizzatore, Borsa::Propria).rimborsato += *importo;
            }
            Fatto::RimborsoRespinto { utilizzatore, importo, .. }
            | Fatto::RimborsoRitirato { utilizzatore, importo, .. } => {
                self.purse(*utilizzatore, Borsa::Propria).rimborsato -= *importo;
            }
            Fatto::RimborsoApprovato { utilizzatore, liberato, .. } if !liberato.is_zero() => {
                self.purse(*utilizzatore, Borsa::Propria).rimborsato -= *liberato;
            }
            _ => {}
        }
    }

    /// Takes note of external pay.
    fn tell(&mut self, compensi: &CompensiEsterni, numero: u32) {
        let last = Month::new(compensi.anno, 12).map(Month::last_day);
        // A year without law is never told, so there is no limit to write.
        let Some(regime) = last.and_then(|day| Regime::on(day).ok()) else { return };
        let (importo, noto_il) = (compensi.importo, compensi.noto_il);
        let year = EsterniYear { importo, noto_il, limite: regime.limite_prestatore, versione: numero };
        self.esterni.insert((compensi.prestatore, compensi.anno), year);
    }

    fn purse(&mut self, utilizzatore: UtilizzatoreId, borsa: Borsa) -> &mut Movimento {
        self.portafogli.entry((utilizzatore, borsa)).or_default()
    }

    /// Counts a record, or takes it away.
    fn count(&mut self, dati: &Dati, back: bool) {
        let signed = |amount: Euro| if back { -amount } else { amount };
        self.purse(dati.utilizzatore, dati.borsa).impegnato += signed(dati.ripartizione.costo);
        // A record of a day without law is never accepted, so there is nothing to count.
        let Ok(regime) = Regime::on(dati.giorno) else { return };
        let Carico { compenso, computato, minuti } = dati.carico();
        let (compenso, computato) = (signed(compenso), signed(computato));
        let anno = dati.anno();
        let prestatore = self.prestatori.entry((dati.prestatore, anno));
        prestatore.or_insert(PrestatoreYear { compensi: Euro::ZERO, limite: regime.limite_prestatore }).compensi +=
            compenso;
        let utilizzatore = self.utilizzatori.entry((dati.utilizzatore, anno)).or_insert(UtilizzatoreYear {
            computato: Euro::ZERO,
            compensi: Euro::ZERO,
            limite: regime.limite_utilizzatore,
        });
        utilizzatore.computato += computato;
        utilizzatore.compensi += compenso;
        let coppia = self.coppie.entry((dati.utilizzatore, dati.prestatore, anno)).or_insert(CoppiaYear {
            compensi: Euro::ZERO,
            minuti_aggiunti: Minutes::new(0),
            minuti_tolti: Minutes::new(0),
            limite: regime.limite_coppia,
            limite_ore: regime.limite_ore,
            versione_attesa: None,
        });
        coppia.compensi += compenso;
        let side = if back { &mut coppia.minuti_tolti } else { &mut coppia.minuti_aggiunti };
        *side += minuti;
    }
}

/// Everything that one command changes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChangeSet {
    /// What happened, in order. The number of each event in its stream is what the change expects to be free.
    pub events: Vec<Event>,
    /// Personal data that the events refer to.
    pub personal: Vec<PersonalRecord>,
    /// The versions of the pairs' years that the decision saw, by key.
    pub coppie_viste: BTreeMap<(UtilizzatoreId, PrestatoreId, i32), u32>,
    /// How often the purses of a household had moved when the decision looked at its records: a death is recorded only if
    /// none has moved since. No entry asks for nothing.
    pub borse_viste: BTreeMap<UtilizzatoreId, BTreeMap<Borsa, u32>>,
    /// The cases of heirs that the events go on with, as they are after them: what a store keeps of a case is the whole.
    pub pratiche: BTreeMap<UtilizzatoreId, Pratica>,
    /// What people are told; the outbox is written with the change.
    pub notices: Vec<Notice>,
    /// The key of the command and its reply.
    pub recorded: Option<Recorded>,
}

impl ChangeSet {
    /// What the change does to counters, wallets and ledger, with the versions it expects.
    pub fn effects(&self) -> Effects {
        let mut effects = Effects::of(&self.events);
        for (key, coppia) in &mut effects.coppie {
            coppia.versione_attesa = self.coppie_viste.get(key).copied();
        }
        effects
    }

    /// The delegations by which bodies acted: the change is admitted only while none of them is revoked.
    pub fn deleghe(&self) -> BTreeSet<DelegaId> {
        self.events.iter().filter_map(|event| event.delega).collect()
    }
}

/// Why a change was not committed.
#[derive(Debug, Error)]
pub enum CommitError {
    /// What the change expected is not there any more: load and decide again.
    #[error("the state has changed since it was loaded")]
    Conflict,
    /// The connection was lost before the outcome was known: load again and see.
    #[error("the outcome of the commit is unknown")]
    OutcomeUnknown,
    /// The store cannot be reached or used now.
    #[error("the store is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The store refused what the rules had admitted: a defect, and an alarm.
    #[error("the store found a broken invariant")]
    Invariant(#[source] Box<dyn std::error::Error + Send + Sync>),
}
