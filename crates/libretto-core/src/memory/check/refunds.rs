//! I7 for refunds: a refund that is out has exactly one transfer out, of its amount, and each run sums its transfers.

use crate::ids::PagamentoId;
use crate::memory::World;
use crate::memory::compare::{Sources, compare};
use crate::money::Euro;
use crate::ports::queries::Differenza;
use crate::rimborso::{CorsaRimborsi, InvioRimborso, StatoRimborso};
use std::collections::HashMap;
use uuid::Uuid;

const SENT: Sources = Sources("the refund says", "its transfer says");
const TOTALS: Sources = Sources("the transfers sum to", "the run says");

impl World {
    pub(super) fn check_refunds(&self) -> Vec<Differenza> {
        let transfers: HashMap<PagamentoId, &InvioRimborso> =
            self.invii_rimborsi.values().map(|invio| (invio.id, invio)).collect();
        let out = || self.rimborsi.values().filter(|one| one.stato == StatoRimborso::Inviato);
        let said = out().map(|one| (format!("rimborso {}", one.id), Some((one.importo, one.coordinate))));
        let ordered = out().map(|one| {
            let last = one.invio.and_then(|id| transfers.get(&id));
            let own = last.filter(|invio| invio.rimborso == one.id && invio.utilizzatore == one.utilizzatore);
            (format!("rimborso {}", one.id), own.map(|invio| (invio.importo, invio.coordinate)))
        });
        let mut found = compare("I7", SENT, said, ordered);
        let closed = || self.corse_rimborsi.values().filter(|run| run.is_closed());
        let summed = closed().map(|run| (name(run), self.sent_by(run)));
        let told = closed().map(|run| {
            let total = run.chiusura.as_ref().map(|totals| totals.bonifici).unwrap_or_default();
            (name(run), (total.numero, total.importo))
        });
        found.extend(compare("I7", TOTALS, summed, told));
        found
    }

    fn sent_by(&self, run: &CorsaRimborsi) -> (u32, Euro) {
        let all = (run.id, PagamentoId(Uuid::nil()))..=(run.id, PagamentoId(Uuid::max()));
        let of_the_run = self.invii_rimborsi.range(all);
        of_the_run.fold((0, Euro::ZERO), |(count, sum), (_, invio)| (count + 1, sum + invio.importo))
    }
}

fn name(run: &CorsaRimborsi) -> String {
    format!("corsa rimborsi {}", run.id)
}
