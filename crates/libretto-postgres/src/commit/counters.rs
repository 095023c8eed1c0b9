//! The guarded counters and purses, in the order in which every change locks them: worker's year, wallet, household's
//! year, pair's year. A row that may be new is an upsert; a row from which something is taken, or whose version was seen,
//! must exist and is an update. Nothing is taken below zero: who would has decided on what is no longer so.

use super::batch::Batch;
use super::part::{Action, Part};
use super::purses;
use libretto_core::change::{ChangeSet, CoppiaYear, Effects, EsterniYear, PrestatoreYear, UtilizzatoreYear};
use libretto_core::event::Event;
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::portafoglio::Borsa;
use std::collections::BTreeMap;

type KeyCoppia = (UtilizzatoreId, PrestatoreId, i32);

/// The parts of the counters.
pub(super) fn parts(change: &ChangeSet, effects: &Effects) -> Vec<Part> {
    let (grown, shrunk): (Vec<_>, Vec<_>) =
        effects.prestatori.iter().partition(|(_, year)| !year.compensi.is_negative());
    let told: Vec<_> = effects.esterni.iter().collect();
    let mut parts = vec![prestatori_grown(&grown), prestatori_shrunk(&shrunk), esterni_told(&told)];
    let Steps { coppie: steps, borse } = Steps::of(&change.events);
    parts.extend(purses::parts(change, effects, &borse));
    let (grown, shrunk): (Vec<_>, Vec<_>) = effects
        .utilizzatori
        .iter()
        .partition(|(_, year)| !year.compensi.is_negative() && !year.computato.is_negative());
    parts.extend([utilizzatori_grown(&grown), utilizzatori_shrunk(&shrunk)]);
    let (grown, known): (Vec<_>, Vec<_>) = effects.coppie.iter().partition(|(_, year)| {
        let grows = !year.compensi.is_negative() && year.minuti_tolti <= year.minuti_aggiunti;
        grows && year.versione_attesa.unwrap_or(0) == 0
    });
    let (unseen, new): (Vec<_>, Vec<_>) = grown.into_iter().partition(|(_, year)| year.versione_attesa.is_none());
    parts.extend([coppie_new(&new, &steps), coppie_grown(&unseen, &steps), coppie_known(&known, &steps)]);
    parts
}

/// How many events of a change touch each pair's year, whose version grows with each, and move each purse.
#[derive(Default)]
struct Steps {
    coppie: BTreeMap<KeyCoppia, u32>,
    borse: BTreeMap<(UtilizzatoreId, Borsa), u32>,
}

impl Steps {
    fn of(events: &[Event]) -> Self {
        let mut steps = Self::default();
        for event in events {
            let effects = Effects::of(std::slice::from_ref(event));
            for key in effects.coppie.into_keys() {
                *steps.coppie.entry(key).or_insert(0) += 1;
            }
            for key in effects.portafogli.into_keys() {
                *steps.borse.entry(key).or_insert(0) += 1;
            }
        }
        steps
    }
}

const KEYS_PRESTATORE: &str = "prestatore_id, anno";
const KEYS_UTILIZZATORE: &str = "utilizzatore_id, anno";
const KEYS_COPPIA: &str = "utilizzatore_id, prestatore_id, anno";

fn prestatori(rows: &[(&(PrestatoreId, i32), &PrestatoreYear)]) -> Batch {
    Batch::new(rows.len())
        .uuid("prestatore_id", rows.iter().map(|(key, _)| key.0.0))
        .int("anno", rows.iter().map(|(key, _)| key.1))
        .euro("compensi", rows.iter().map(|(_, year)| year.compensi))
        .euro("limite", rows.iter().map(|(_, year)| year.limite))
}

fn prestatori_grown(rows: &[(&(PrestatoreId, i32), &PrestatoreYear)]) -> Part {
    Part {
        name: "prestatore_cresce",
        table: "anni_prestatore",
        keys: KEYS_PRESTATORE,
        action: Action::Upsert {
            admitted: "d.compensi <= d.limite",
            on_conflict: "ON CONFLICT (prestatore_id, anno) DO UPDATE \
                SET compensi = t.compensi + excluded.compensi, limite = greatest(t.limite, excluded.limite), \
                eccedenza = CASE WHEN excluded.compensi = 0 THEN t.eccedenza ELSE 0 END \
                WHERE t.compensi + t.esterni + excluded.compensi <= excluded.limite OR excluded.compensi = 0",
        },
        guarded: true,
        batch: prestatori(rows),
    }
}

fn prestatori_shrunk(rows: &[(&(PrestatoreId, i32), &PrestatoreYear)]) -> Part {
    Part {
        name: "prestatore_cala",
        table: "anni_prestatore",
        keys: KEYS_PRESTATORE,
        action: Action::Update {
            set: "compensi = t.compensi + d.compensi, eccedenza = \
                least(t.eccedenza, greatest(t.compensi + d.compensi + t.esterni - t.limite, 0))",
            condition: "t.prestatore_id = d.prestatore_id AND t.anno = d.anno AND t.compensi + d.compensi >= 0",
        },
        guarded: true,
        batch: prestatori(rows),
    }
}

/// External pay is a fact: it is written whatever it leaves, and what it passes the limit by is written beside it.
fn esterni_told(rows: &[(&(PrestatoreId, i32), &EsterniYear)]) -> Part {
    let over = |year: &EsterniYear| (year.importo - year.limite).max(Euro::ZERO);
    let batch = Batch::new(rows.len())
        .uuid("prestatore_id", rows.iter().map(|(key, _)| key.0.0))
        .int("anno", rows.iter().map(|(key, _)| key.1))
        .euro("compensi", rows.iter().map(|_| Euro::ZERO))
        .euro("limite", rows.iter().map(|(_, year)| year.limite))
        .euro("esterni", rows.iter().map(|(_, year)| year.importo))
        .instant("esterni_noto_il", rows.iter().map(|(_, year)| year.noto_il))
        .int("esterni_versione", rows.iter().map(|(_, year)| signed(year.versione)))
        .euro("eccedenza", rows.iter().map(|(_, year)| over(year)));
    Part {
        name: "esterni_noti",
        table: "anni_prestatore",
        keys: KEYS_PRESTATORE,
        action: Action::Upsert {
            admitted: "TRUE",
            on_conflict: "ON CONFLICT (prestatore_id, anno) DO UPDATE SET esterni = excluded.esterni, \
                esterni_noto_il = excluded.esterni_noto_il, esterni_versione = excluded.esterni_versione, \
                limite = greatest(t.limite, excluded.limite), eccedenza = \
                greatest(t.compensi + excluded.esterni - greatest(t.limite, excluded.limite), 0) \
                WHERE t.esterni_versione < excluded.esterni_versione",
        },
        guarded: true,
        batch,
    }
}

fn utilizzatori(rows: &[(&(UtilizzatoreId, i32), &UtilizzatoreYear)]) -> Batch {
    Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|(key, _)| key.0.0))
        .int("anno", rows.iter().map(|(key, _)| key.1))
        .euro("computato", rows.iter().map(|(_, year)| year.computato))
        .euro("compensi", rows.iter().map(|(_, year)| year.compensi))
        .euro("limite", rows.iter().map(|(_, year)| year.limite))
}

fn utilizzatori_grown(rows: &[(&(UtilizzatoreId, i32), &UtilizzatoreYear)]) -> Part {
    Part {
        name: "utilizzatore_cresce",
        table: "anni_utilizzatore",
        keys: KEYS_UTILIZZATORE,
        action: Action::Upsert {
            admitted: "d.computato <= d.limite",
            on_conflict: "ON CONFLICT (utilizzatore_id, anno) DO UPDATE \
                SET computato = t.computato + excluded.computato, compensi = t.compensi + excluded.compensi, \
                limite = greatest(t.limite, excluded.limite) \
                WHERE t.computato + excluded.computato <= excluded.limite OR excluded.computato = 0",
        },
        guarded: true,
        batch: utilizzatori(rows),
    }
}

fn utilizzatori_shrunk(rows: &[(&(UtilizzatoreId, i32), &UtilizzatoreYear)]) -> Part {
    Part {
        name: "utilizzatore_cala",
        table: "anni_utilizzatore",
        keys: KEYS_UTILIZZATORE,
        action: Action::Update {
            set: "computato = t.computato + d.computato, compensi = t.compensi + d.compensi, \
                limite = greatest(t.limite, d.limite)",
            condition: "t.utilizzatore_id = d.utilizzatore_id AND t.anno = d.anno \
                AND t.compensi + d.compensi >= 0 AND t.computato + d.computato >= 0 \
                AND (t.computato + d.computato <= d.limite OR d.computato <= 0)",
        },
        guarded: true,
        batch: utilizzatori(rows),
    }
}

fn coppie(rows: &[(&KeyCoppia, &CoppiaYear)], steps: &BTreeMap<KeyCoppia, u32>) -> Batch {
    Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|(key, _)| key.0.0))
        .uuid("prestatore_id", rows.iter().map(|(key, _)| key.1.0))
        .int("anno", rows.iter().map(|(key, _)| key.2))
        .euro("compensi", rows.iter().map(|(_, year)| year.compensi))
        .euro("limite", rows.iter().map(|(_, year)| year.limite))
        .int("minuti", rows.iter().map(|(_, year)| minutes(year.minuti_aggiunti) - minutes(year.minuti_tolti)))
        .int("limite_ore", rows.iter().map(|(_, year)| minutes(year.limite_ore)))
        .int("versione", rows.iter().map(|(key, _)| steps.get(*key).map_or(1, |count| signed(*count))))
}

/// Pairs that the decision saw without a row: a row that is there now is a conflict.
fn coppie_new(rows: &[(&KeyCoppia, &CoppiaYear)], steps: &BTreeMap<KeyCoppia, u32>) -> Part {
    Part {
        name: "coppie_nuove",
        table: "anni_coppia",
        keys: KEYS_COPPIA,
        action: Action::Upsert {
            admitted: "d.compensi <= d.limite AND d.minuti <= d.limite_ore",
            on_conflict: "ON CONFLICT (utilizzatore_id, anno, prestatore_id) DO NOTHING",
        },
        guarded: true,
        batch: coppie(rows, steps),
    }
}

/// Pairs that the decision did not look at.
fn coppie_grown(rows: &[(&KeyCoppia, &CoppiaYear)], steps: &BTreeMap<KeyCoppia, u32>) -> Part {
    Part {
        name: "coppie_cresciute",
        table: "anni_coppia",
        keys: KEYS_COPPIA,
        action: Action::Upsert {
            admitted: "d.compensi <= d.limite AND d.minuti <= d.limite_ore",
            on_conflict: "ON CONFLICT (utilizzatore_id, anno, prestatore_id) DO UPDATE \
                SET compensi = t.compensi + excluded.compensi, limite = greatest(t.limite, excluded.limite), \
                minuti = t.minuti + excluded.minuti, limite_ore = greatest(t.limite_ore, excluded.limite_ore), \
                versione = t.versione + excluded.versione \
                WHERE (t.compensi + excluded.compensi <= excluded.limite OR excluded.compensi = 0) \
                AND (t.minuti + excluded.minuti <= excluded.limite_ore OR excluded.minuti = 0)",
        },
        guarded: true,
        batch: coppie(rows, steps),
    }
}

fn coppie_known(rows: &[(&KeyCoppia, &CoppiaYear)], steps: &BTreeMap<KeyCoppia, u32>) -> Part {
    let attesa = rows.iter().map(|(_, year)| year.versione_attesa.map(signed));
    Part {
        name: "coppie_note",
        table: "anni_coppia",
        keys: KEYS_COPPIA,
        action: Action::Update {
            set: "compensi = t.compensi + d.compensi, limite = greatest(t.limite, d.limite), \
                minuti = t.minuti + d.minuti, limite_ore = greatest(t.limite_ore, d.limite_ore), \
                versione = t.versione + d.versione",
            condition: "t.utilizzatore_id = d.utilizzatore_id AND t.anno = d.anno \
                AND t.prestatore_id = d.prestatore_id AND (d.attesa IS NULL OR t.versione = d.attesa) \
                AND t.compensi + d.compensi >= 0 AND t.minuti + d.minuti >= 0 \
                AND (t.compensi + d.compensi <= d.limite OR d.compensi <= 0) \
                AND (t.minuti + d.minuti <= d.limite_ore OR d.minuti <= 0)",
        },
        guarded: true,
        batch: coppie(rows, steps).int("attesa", attesa),
    }
}

fn minutes(minutes: Minutes) -> i32 {
    signed(minutes.get())
}

/// A count as SQL holds it. None comes near the bound: versions and minutes of a year are small.
pub(super) fn signed(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
