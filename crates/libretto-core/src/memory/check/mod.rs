//! Whether one state holds together: every number that is kept, recomputed from the records it comes from. The names of
//! the invariants are those of the architecture; I6 and what lies outside the state (I11, I12) are proved elsewhere.

mod counters;
mod ledger;
mod payments;
mod refunds;

use super::World;
use crate::civil_time::rome_date;
use crate::deadlines::month_closes;
use crate::month::Month;
use crate::ports::queries::Differenza;
use crate::prestazione::Prestazione;
use crate::regime::Regime;

impl World {
    /// What does not hold: counters (I1), wallets (I2), the ledger (I3), the split of the vouchers (I4), payments (I7),
    /// money given back or spent twice (I8) and deadlines (I9), with what was seen while the events were applied. Empty when
    /// all is well.
    pub fn check(&self) -> Vec<Differenza> {
        let mut found = self.anomalie.clone();
        found.extend(self.check_counters());
        found.extend(self.check_wallets());
        found.extend(self.check_ledger());
        found.extend(self.check_payments());
        found.extend(self.check_refunds());
        let mut records: Vec<_> = self.prestazioni.values().collect();
        records.sort_unstable_by_key(|one| one.id);
        found.extend(records.into_iter().filter_map(check_record));
        found
    }
}

/// One record in itself: its vouchers (I4), its day and its deadline (I9).
fn check_record(one: &Prestazione) -> Option<Differenza> {
    let dati = &one.dati;
    let broken = match Regime::on(dati.giorno) {
        Err(_) => Some(("I9", "lies on a day without law")),
        Ok(regime) if dati.titoli.split(&regime) != dati.ripartizione => Some(("I4", "does not split its vouchers")),
        Ok(_) if rome_date(dati.inizio) != dati.giorno => Some(("I9", "counts on another day than it began")),
        Ok(_) if dati.mese_pagamento() < Month::of(dati.giorno) => Some(("I9", "is paid before its month")),
        // A correction that moves the work keeps the earlier of the two deadlines (COM-08).
        Ok(_) if month_closes(dati.mese_pagamento()).is_ok_and(|closes| closes < one.revocabile_fino) => {
            Some(("I9", "has a deadline later than that of its month"))
        }
        Ok(_) => None,
    };
    broken.map(|(invariante, what)| Differenza { invariante, descrizione: format!("prestazione {} {what}", one.id) })
}
