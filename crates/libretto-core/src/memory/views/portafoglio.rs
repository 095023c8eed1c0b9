//! Wallets, their top-ups and their movements.

use super::{follows, page};
use crate::bonus::Bonus;
use crate::ids::{BonusId, UtilizzatoreId, VersamentoId};
use crate::memory::World;
use crate::portafoglio::{Borsa, StatoVersamento, Versamento};
use crate::ports::queries::{BONUS_MAX, MovimentoPortafoglio, Page, Position, SaldoPortafoglio};
use std::cmp::Reverse;
use std::ops::Bound;
use uuid::Uuid;

impl World {
    /// A top-up.
    pub fn versamento(&self, id: VersamentoId) -> Option<Versamento> {
        self.versamenti.get(&id).cloned()
    }

    /// Top-ups of a household by instant of the request, latest first.
    pub fn versamenti(
        &self,
        utilizzatore: UtilizzatoreId,
        stato: Option<StatoVersamento>,
        after: Option<Position>,
        limit: u32,
    ) -> Page<Versamento> {
        let found = self.top_ups(utilizzatore, after).filter(|one| stato.is_none_or(|stato| one.stato == stato));
        let page = page(found, limit, |one| (one.aperto_il, one.id.0));
        Page { items: page.items.into_iter().cloned().collect(), next: page.next }
    }

    fn top_ups(&self, utilizzatore: UtilizzatoreId, after: Option<Position>) -> impl Iterator<Item = &Versamento> {
        let end = after.map_or(Bound::Unbounded, |place| Bound::Excluded((place.istante, VersamentoId(place.id))));
        let known = self.versamenti_per_utilizzatore.get(&utilizzatore).into_iter();
        let before = known.flat_map(move |set| set.range((Bound::Unbounded, end)).rev());
        before.filter_map(|(_, id)| self.versamenti.get(id))
    }

    /// Bonuses of a household by instant of the grant, latest first.
    pub fn bonus_di(&self, utilizzatore: UtilizzatoreId) -> Vec<Bonus> {
        let all = (utilizzatore, BonusId(Uuid::nil()))..=(utilizzatore, BonusId(Uuid::max()));
        let mut found: Vec<_> = self.bonus.range(all).map(|(_, one)| one.clone()).collect();
        found.sort_by_key(|one| Reverse((one.concesso_il, one.id)));
        found.truncate(usize::try_from(BONUS_MAX).unwrap_or(usize::MAX));
        found
    }

    /// The wallet of a household.
    pub fn portafoglio(&self, utilizzatore: UtilizzatoreId) -> SaldoPortafoglio {
        let pending = self.top_ups(utilizzatore, None).filter(|one| one.stato == StatoVersamento::InAttesa);
        SaldoPortafoglio {
            portafoglio: self.portafogli.get(&(utilizzatore, Borsa::Propria)).copied().unwrap_or_default(),
            bonus: self.portafogli.get(&(utilizzatore, Borsa::Bonus)).copied(),
            in_attesa: pending.map(|one| one.importo).sum(),
        }
    }

    /// Movements of a wallet by instant, latest first. The movements of one event are never parted: a page that would
    /// end among them holds them all.
    pub fn movimenti(
        &self,
        utilizzatore: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Page<MovimentoPortafoglio> {
        let all = self.movimenti.get(&utilizzatore).map(Vec::as_slice).unwrap_or_default();
        let end = all.partition_point(|one| follows((one.istante, one.evento.0), after));
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut start = end.saturating_sub(limit);
        while start > 0 && start < end && all[start - 1].evento == all[start].evento {
            start -= 1;
        }
        let items: Vec<_> = all[start..end].iter().rev().cloned().collect();
        let next = items.last().filter(|_| start > 0).map(|one| Position { istante: one.istante, id: one.evento.0 });
        Page { items, next }
    }
}
