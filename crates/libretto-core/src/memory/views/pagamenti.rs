//! Pay runs, payments and the balances of the ledger.

use crate::ids::{CorsaId, PagamentoId, PrestatoreId};
use crate::memory::World;
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::{Corsa, Pagamento};
use crate::ports::queries::{DaPagare, PagamentoCompleto, Saldo};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;
use uuid::Uuid;

impl World {
    /// Runs, latest first.
    pub fn corse(&self, mese: Option<Month>) -> Vec<Corsa> {
        let mut runs: Vec<_> =
            self.corse.values().filter(|run| mese.is_none_or(|mese| run.mese == mese)).cloned().collect();
        runs.sort_by_key(|run| Reverse((run.aperta_il, run.mese, run.numero)));
        runs
    }

    /// A run.
    pub fn corsa(&self, id: CorsaId) -> Option<Corsa> {
        self.corse.get(&id).cloned()
    }

    /// Workers with unpaid records that a month's run pays, after a worker, in order of identifier, each with the records in order of
    /// identifier.
    pub fn da_pagare(&self, mese: Month, after: Option<PrestatoreId>, limit: u32) -> Vec<DaPagare> {
        let start = match after {
            Some(worker) => Bound::Excluded((mese, worker)),
            None => Bound::Included((mese, PrestatoreId(Uuid::nil()))),
        };
        let end = Bound::Included((mese, PrestatoreId(Uuid::max())));
        let workers = self
            .da_pagare
            .range((start, end))
            .map(|(&(_, prestatore), records)| DaPagare { prestatore, prestazioni: records.iter().copied().collect() });
        workers.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect()
    }

    /// How many workers have unpaid records that a month's run pays.
    pub fn conta_da_pagare(&self, mese: Month) -> u64 {
        let all = (mese, PrestatoreId(Uuid::nil()))..=(mese, PrestatoreId(Uuid::max()));
        u64::try_from(self.da_pagare.range(all).count()).unwrap_or(u64::MAX)
    }

    /// Payments of a run in order of identifier, after one.
    pub fn pagamenti(&self, corsa: CorsaId, after: Option<PagamentoId>, limit: u32) -> Vec<PagamentoCompleto> {
        let start = match after {
            Some(payment) => Bound::Excluded((corsa, payment)),
            None => Bound::Included((corsa, PagamentoId(Uuid::nil()))),
        };
        let end = Bound::Included((corsa, PagamentoId(Uuid::max())));
        let payments = self.pagamenti.range((start, end)).filter_map(|(_, payment)| self.complete(payment));
        payments.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect()
    }

    fn complete(&self, pagamento: &Pagamento) -> Option<PagamentoCompleto> {
        Some(PagamentoCompleto {
            persona: self.prestatori.get(&pagamento.prestatore)?.persona.clone(),
            iban: self.account(pagamento.modalita),
            pagamento: pagamento.clone(),
        })
    }

    /// Balances of the kinds of account, by name. They sum to zero.
    pub fn saldi(&self) -> Vec<Saldo> {
        let mut kinds: BTreeMap<&'static str, Euro> = BTreeMap::new();
        for (conto, importo) in &self.saldi {
            *kinds.entry(conto.name()).or_default() += *importo;
        }
        kinds.into_iter().map(|(conto, importo)| Saldo { conto: conto.to_owned(), importo }).collect()
    }
}
