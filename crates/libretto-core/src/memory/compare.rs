//! Two states side by side: what the events give, and what a store holds.

use super::World;
use crate::money::Euro;
use crate::ports::queries::Differenza;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Two sources of the same truth, each with the verb that introduces what it says.
#[derive(Clone, Copy)]
pub(super) struct Sources(pub(super) &'static str, pub(super) &'static str);

/// The events, and what a store made of them.
const REPLAY: Sources = Sources("the events give", "the store holds");

/// What two sources say of the same things, by the name of each thing. Identifiers and amounts only: the description of a
/// difference is meant for logs.
pub(super) fn compare<V: PartialEq + Debug>(
    invariante: &'static str,
    Sources(one, other): Sources,
    first: impl Iterator<Item = (String, V)>,
    second: impl Iterator<Item = (String, V)>,
) -> Vec<Differenza> {
    let (first, second): (BTreeMap<_, _>, BTreeMap<_, _>) = (first.collect(), second.collect());
    let names: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let said = |value: Option<&V>| value.map_or_else(|| "nothing".to_owned(), |value| format!("{value:?}"));
    names
        .into_iter()
        .map(|name| (name, first.get(name), second.get(name)))
        .filter(|(_, left, right)| left != right)
        .map(|(name, left, right)| Differenza {
            invariante,
            descrizione: format!("{name}: {one} {}, {other} {}", said(left), said(right)),
        })
        .collect()
}

impl World {
    /// What this state, taken as what the events say, and another, taken as what a store holds, do not agree on: the
    /// counters (I1), the wallets and their entries (I2), the balances (I3), the entities (I5) and the payments (I7).
    /// Personal data and the order in which streams advanced are not compared.
    pub fn differences(&self, other: &Self) -> Vec<Differenza> {
        let mut found = self.different_counters(other);
        found.extend(self.different_money(other));
        found.extend(self.different_people(other));
        found.extend(self.different_entities(other));
        found
    }

    fn different_counters(&self, other: &Self) -> Vec<Differenza> {
        let esterni = |world: &Self| {
            let all = world.compensi_esterni.iter();
            all.map(|((id, anno), one)| (format!("external pay of prestatore {id} in {anno}"), *one))
                .collect::<Vec<_>>()
        };
        let mut found = compare("I1", REPLAY, self.years_of_prestatori(), other.years_of_prestatori());
        found.extend(compare("I1", REPLAY, esterni(self).into_iter(), esterni(other).into_iter()));
        found.extend(compare("I1", REPLAY, self.years_of_utilizzatori(), other.years_of_utilizzatori()));
        found.extend(compare("I1", REPLAY, self.years_of_coppie(), other.years_of_coppie()));
        found
    }

    fn different_money(&self, other: &Self) -> Vec<Differenza> {
        let mut found = compare("I2", REPLAY, self.wallets(), other.wallets());
        found.extend(compare("I2", REPLAY, self.movements_of_purses(), other.movements_of_purses()));
        found.extend(compare("I2", REPLAY, self.entries_by_reference(), other.entries_by_reference()));
        found.extend(compare("I3", REPLAY, self.balances(), other.balances()));
        found
    }

    fn different_people(&self, other: &Self) -> Vec<Differenza> {
        let utilizzatori = |world: &Self| {
            let all = world.utilizzatori.values();
            all.map(|one| (format!("utilizzatore {}", one.id), one.clone())).collect::<Vec<_>>()
        };
        let prestatori = |world: &Self| {
            let all = world.prestatori.values();
            all.map(|one| (format!("prestatore {}", one.id), one.clone())).collect::<Vec<_>>()
        };
        let rapporti = |world: &Self| {
            let all = world.rapporti.values().flatten();
            all.map(|one| (format!("rapporto {}", one.id), *one)).collect::<Vec<_>>()
        };
        let comunicazioni = |world: &Self| {
            let all = world.comunicazioni.iter();
            all.map(|(id, one)| (format!("comunicazione obbligatoria {id}"), one.clone())).collect::<Vec<_>>()
        };
        let mut found = compare("I5", REPLAY, utilizzatori(self).into_iter(), utilizzatori(other).into_iter());
        found.extend(compare("I5", REPLAY, prestatori(self).into_iter(), prestatori(other).into_iter()));
        found.extend(compare("I5", REPLAY, rapporti(self).into_iter(), rapporti(other).into_iter()));
        found.extend(compare("I5", REPLAY, comunicazioni(self).into_iter(), comunicazioni(other).into_iter()));
        found.extend(compare("I5", REPLAY, self.heirs(), other.heirs()));
        found.extend(compare("I10", REPLAY, self.cases(), other.cases()));
        found.extend(compare("I5", REPLAY, self.delegations(), other.delegations()));
        found
    }

    fn different_entities(&self, other: &Self) -> Vec<Differenza> {
        let mut found = compare("I5", REPLAY, self.records(), other.records());
        found.extend(compare("I5", REPLAY, self.top_ups_by_name(), other.top_ups_by_name()));
        found.extend(compare("I5", REPLAY, self.receipts(), other.receipts()));
        found.extend(compare("I5", REPLAY, self.bonuses(), other.bonuses()));
        found.extend(compare("I5", REPLAY, self.runs(), other.runs()));
        found.extend(compare("I7", REPLAY, self.payments(), other.payments()));
        found.extend(compare("I5", REPLAY, self.refunds(), other.refunds()));
        found.extend(compare("I5", REPLAY, self.refund_runs(), other.refund_runs()));
        found.extend(compare("I7", REPLAY, self.refund_transfers(), other.refund_transfers()));
        found
    }

    fn movements_of_purses(&self) -> impl Iterator<Item = (String, u32)> {
        self.mosse.iter().map(|((id, borsa), count)| (format!("movements of wallet {id} ({})", borsa.as_str()), *count))
    }

    fn heirs(&self) -> impl Iterator<Item = (String, &crate::eredi::Erede)> {
        self.eredi.values().map(|one| (format!("erede {}", one.id), one))
    }

    fn delegations(&self) -> impl Iterator<Item = (String, &crate::delega::Delega)> {
        self.deleghe.values().map(|one| (format!("delega {}", one.id), one))
    }

    fn cases(&self) -> impl Iterator<Item = (String, &crate::eredi::Pratica)> {
        self.pratiche.values().map(|one| (format!("pratica of the heirs of {}", one.utilizzatore), one))
    }

    fn refunds(&self) -> impl Iterator<Item = (String, &crate::rimborso::Rimborso)> {
        self.rimborsi.values().map(|one| (format!("rimborso {}", one.id), one))
    }

    fn refund_runs(&self) -> impl Iterator<Item = (String, &crate::rimborso::CorsaRimborsi)> {
        self.corse_rimborsi.values().map(|one| (format!("corsa rimborsi {}", one.id), one))
    }

    fn refund_transfers(&self) -> impl Iterator<Item = (String, &crate::rimborso::InvioRimborso)> {
        self.invii_rimborsi.values().map(|one| (format!("invio {}", one.id), one))
    }

    fn records(&self) -> impl Iterator<Item = (String, &crate::prestazione::Prestazione)> {
        self.prestazioni.values().map(|one| (format!("prestazione {}", one.id), one))
    }

    fn top_ups_by_name(&self) -> impl Iterator<Item = (String, &crate::portafoglio::Versamento)> {
        self.versamenti.values().map(|one| (format!("versamento {}", one.id), one))
    }

    fn receipts(&self) -> impl Iterator<Item = (String, &crate::portafoglio::versamento::RicevutaRegistrata)> {
        self.ricevute.values().map(|one| (format!("ricevuta {}", one.id), one))
    }

    fn bonuses(&self) -> impl Iterator<Item = (String, &crate::bonus::Bonus)> {
        self.bonus.values().map(|one| (format!("bonus {}", one.id), one))
    }

    fn runs(&self) -> impl Iterator<Item = (String, &crate::pagamento::Corsa)> {
        self.corse.values().map(|one| (format!("corsa {}", one.id), one))
    }

    fn payments(&self) -> impl Iterator<Item = (String, &crate::pagamento::Pagamento)> {
        self.pagamenti.values().map(|one| (format!("pagamento {}", one.id), one))
    }

    /// The movements of all wallets, summed by what they belong to.
    pub(super) fn entries_by_reference(&self) -> impl Iterator<Item = (String, Euro)> {
        let mut sums: BTreeMap<String, Euro> = BTreeMap::new();
        for (id, movements) in &self.movimenti {
            for one in movements {
                *sums.entry(format!("entries of wallet {id} for {}", one.riferimento)).or_default() += one.importo;
            }
        }
        sums.into_iter()
    }
}
