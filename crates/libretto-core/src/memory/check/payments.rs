//! I7 and I8: each payable record is in exactly one payment, and its money was taken once and given back at most once.

use crate::ids::{PagamentoId, PrestazioneId};
use crate::memory::World;
use crate::memory::compare::{Sources, compare};
use crate::money::Euro;
use crate::pagamento::Pagamento;
use crate::portafoglio::StatoVersamento;
use crate::ports::queries::Differenza;
use crate::prestazione::{Dati, StatoPrestazione};
use std::collections::BTreeMap;

const PAID: Sources = Sources("the records are in", "the payments list");
const AMOUNTS: Sources = Sources("its records give", "it says");
const TAKEN: Sources = Sources("records, top-ups, bonuses and refunds give", "the entries sum to");

/// What a payment must say of its records: net pay, net of the fee, contributions, sum of the households' shares.
type Amounts = (Euro, Euro, Euro, Euro);

impl World {
    pub(super) fn check_payments(&self) -> Vec<Differenza> {
        let mut listed: BTreeMap<PrestazioneId, Vec<PagamentoId>> = BTreeMap::new();
        for payment in self.pagamenti.values() {
            for record in &payment.prestazioni {
                listed.entry(*record).or_default().push(payment.id);
            }
        }
        let paid = self.prestazioni.values().filter(|one| one.stato == StatoPrestazione::Liquidata);
        let paid = paid.map(|one| (format!("prestazione {}", one.id), one.pagamento.into_iter().collect::<Vec<_>>()));
        let listed = listed.into_iter().map(|(id, payments)| (format!("prestazione {id}"), payments));
        let mut found = compare("I7", PAID, paid, listed);
        let expected = self.pagamenti.values().map(|one| (name(one), self.amounts(one)));
        let said = self.pagamenti.values().map(|one| {
            (name(one), (one.lordo, one.netto, one.contributi, one.quote.iter().map(|quota| quota.compenso).sum()))
        });
        found.extend(compare("I7", AMOUNTS, expected, said));
        found.extend(self.check_entries());
        found
    }

    fn amounts(&self, payment: &Pagamento) -> Amounts {
        let records = payment.prestazioni.iter().filter_map(|id| self.prestazioni.get(id)).map(|one| &one.dati);
        let theirs = |dati: &&Dati| dati.prestatore == payment.prestatore;
        let records: Vec<_> = records.filter(theirs).map(|dati| dati.ripartizione).collect();
        let lordo: Euro = records.iter().map(|parts| parts.compenso).sum();
        (lordo, lordo - payment.onere, records.iter().map(|parts| parts.ivs).sum(), lordo)
    }

    /// I8: the entries of a cancelled record sum to nothing, those of any other to its cost, those of a top-up or a claimed
    /// bonus to it; those of a refund to what it holds, or to nothing once it was refused or withdrawn.
    fn check_entries(&self) -> Vec<Differenza> {
        let records = self.prestazioni.values().map(|one| {
            let sum = if one.counts() { -one.dati.ripartizione.costo } else { Euro::ZERO };
            (format!("entries of wallet {} for {}", one.dati.utilizzatore, one.id), sum)
        });
        let credited = self.versamenti.values().filter(|one| one.stato == StatoVersamento::Accreditato);
        let credited =
            credited.map(|one| (format!("entries of wallet {} for {}", one.utilizzatore, one.id), one.importo));
        let refunds = self.rimborsi.values().map(|one| {
            let sum = if one.stato.is_held() { -one.importo } else { Euro::ZERO };
            (format!("entries of wallet {} for {}", one.utilizzatore, one.id), sum)
        });
        let claimed = self.claimed();
        let claimed =
            claimed.map(|one| (format!("entries of wallet {} for {}", one.utilizzatore, one.id), one.importo));
        compare("I8", TAKEN, records.chain(credited).chain(claimed).chain(refunds), self.entries_by_reference())
    }
}

fn name(payment: &Pagamento) -> String {
    format!("pagamento {}", payment.id)
}
