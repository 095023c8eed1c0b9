//! The purses of wallets: what a change adds and takes, and what it demands of them besides money. Who acts for themselves
//! needs a purse that no death has closed (COM-14); a death closes both purses, and needs that they have moved as often as
//! when it was decided (HER-19). A purse that never moved is written closed, so that one that is being filled at the same
//! moment meets it there; it is a row of nothing, which no view shows.

use super::batch::Batch;
use super::counters::signed;
use super::part::{Action, Part};
use libretto_core::change::{ChangeSet, Effects};
use libretto_core::ids::UtilizzatoreId;
use libretto_core::money::Euro;
use libretto_core::portafoglio::{Borsa, Movimento};
use std::collections::{BTreeMap, BTreeSet};

type Key = (UtilizzatoreId, Borsa);

/// What a change does to one purse.
struct Riga {
    key: Key,
    movimento: Movimento,
    /// How many events of the change move it.
    mosse: u32,
    /// Whether it must not be closed.
    vivente: bool,
    /// Whether a death closes it.
    chiusa: bool,
    /// How often it had moved when the decision looked; `None` when it did not look.
    viste: Option<u32>,
}

impl Riga {
    /// Whether the purse must be there: something is taken from it, or was seen in it, or the household acts itself, which
    /// it only does with money that it has.
    fn must_exist(&self) -> bool {
        self.vivente || self.viste.is_some_and(|count| count > 0) || !fills(&self.movimento)
    }
}

/// The parts of the purses. `counts` tells how many events of the change move each.
pub(super) fn parts(change: &ChangeSet, effects: &Effects, counts: &BTreeMap<Key, u32>) -> [Part; 3] {
    let (known, others): (Vec<_>, Vec<_>) = rows(change, effects, counts).into_iter().partition(Riga::must_exist);
    let (unseen, any): (Vec<_>, Vec<_>) = others.into_iter().partition(|row| row.viste.is_some());
    [filled(&any), unmoved(&unseen), moved(&known)]
}

fn rows(change: &ChangeSet, effects: &Effects, counts: &BTreeMap<Key, u32>) -> Vec<Riga> {
    let mut keys: BTreeSet<Key> = effects.portafogli.keys().copied().collect();
    keys.extend(effects.decessi.iter().flat_map(|id| Borsa::ALL.map(|borsa| (*id, borsa))));
    let row = |key: Key| Riga {
        key,
        movimento: effects.portafogli.get(&key).copied().unwrap_or_default(),
        mosse: counts.get(&key).copied().unwrap_or(0),
        vivente: effects.viventi.contains(&key.0),
        chiusa: effects.decessi.contains(&key.0),
        viste: change.borse_viste.get(&key.0).map(|seen| seen.get(&key.1).copied().unwrap_or(0)),
    };
    keys.into_iter().map(row).collect()
}

/// Whether a movement would leave even an empty purse in order, so that the purse may be a new one.
fn fills(movement: &Movimento) -> bool {
    let Movimento { versato, impegnato, speso, rimborsato } = *movement;
    let taken = [impegnato, speso, rimborsato];
    taken.iter().all(|part| !part.is_negative()) && !(versato - taken.iter().sum::<Euro>()).is_negative()
}

const KEYS: &str = "utilizzatore_id, borsa";

fn batch(rows: &[Riga]) -> Batch {
    Batch::new(rows.len())
        .uuid("utilizzatore_id", rows.iter().map(|row| row.key.0.0))
        .text("borsa", rows.iter().map(|row| row.key.1.as_str()))
        .euro("versato", rows.iter().map(|row| row.movimento.versato))
        .euro("impegnato", rows.iter().map(|row| row.movimento.impegnato))
        .euro("speso", rows.iter().map(|row| row.movimento.speso))
        .euro("rimborsato", rows.iter().map(|row| row.movimento.rimborsato))
        .int("mosse", rows.iter().map(|row| signed(row.mosse)))
        .bool("chiusa", rows.iter().map(|row| row.chiusa))
}

fn filled(rows: &[Riga]) -> Part {
    Part {
        name: "portafogli_riempiti",
        table: "portafogli",
        keys: KEYS,
        action: Action::Upsert {
            admitted: "TRUE",
            on_conflict: "ON CONFLICT (utilizzatore_id, borsa) DO UPDATE SET versato = t.versato + excluded.versato, \
                impegnato = t.impegnato + excluded.impegnato, speso = t.speso + excluded.speso, \
                rimborsato = t.rimborsato + excluded.rimborsato, mosse = t.mosse + excluded.mosse, \
                chiusa = t.chiusa OR excluded.chiusa",
        },
        guarded: true,
        batch: batch(rows),
    }
}

/// Purses that the decision saw without a movement: one that has moved now is a conflict.
fn unmoved(rows: &[Riga]) -> Part {
    Part {
        name: "portafogli_intatti",
        table: "portafogli",
        keys: KEYS,
        action: Action::Upsert {
            admitted: "TRUE",
            on_conflict: "ON CONFLICT (utilizzatore_id, borsa) DO UPDATE SET versato = excluded.versato, \
                impegnato = excluded.impegnato, speso = excluded.speso, rimborsato = excluded.rimborsato, \
                mosse = excluded.mosse, chiusa = t.chiusa OR excluded.chiusa WHERE t.mosse = 0",
        },
        guarded: true,
        batch: batch(rows),
    }
}

fn moved(rows: &[Riga]) -> Part {
    Part {
        name: "portafogli_mossi",
        table: "portafogli",
        keys: KEYS,
        action: Action::Update {
            set: "versato = t.versato + d.versato, impegnato = t.impegnato + d.impegnato, speso = t.speso + d.speso, \
                rimborsato = t.rimborsato + d.rimborsato, mosse = t.mosse + d.mosse, chiusa = t.chiusa OR d.chiusa",
            condition: "t.utilizzatore_id = d.utilizzatore_id AND t.borsa = d.borsa AND t.impegnato + d.impegnato >= 0 \
                AND t.speso + d.speso >= 0 AND t.rimborsato + d.rimborsato >= 0 \
                AND (d.versato - d.impegnato - d.speso - d.rimborsato >= 0 \
                OR t.versato - t.impegnato - t.speso - t.rimborsato \
                + d.versato - d.impegnato - d.speso - d.rimborsato >= 0) \
                AND NOT (t.chiusa AND d.vivente) AND (d.viste IS NULL OR t.mosse = d.viste)",
        },
        guarded: true,
        batch: batch(rows)
            .bool("vivente", rows.iter().map(|row| row.vivente))
            .int("viste", rows.iter().map(|row| row.viste.map(signed))),
    }
}
