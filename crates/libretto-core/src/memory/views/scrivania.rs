//! The dashboard of a household, and its workers.

use crate::ids::{PrestatoreId, UtilizzatoreId};
use crate::limits::{Anni, Uso};
use crate::memory::World;
use crate::memory::evolve::is_payable;
use crate::month::Month;
use crate::portafoglio::StatoVersamento;
use crate::ports::queries::{FiltroPrestazioni, LavoratoreInAnno, SCRIVANIA_ITEMS_MAX, Scrivania};
use crate::regime::Regime;
use std::cmp::Ordering;
use uuid::Uuid;

impl World {
    /// The workers of a household's year, with the pairs' counters, by family and given name.
    pub fn lavoratori(&self, id: UtilizzatoreId, anno: i32) -> Vec<LavoratoreInAnno> {
        let first = (id, anno, PrestatoreId(Uuid::nil()));
        let last = (id, anno, PrestatoreId(Uuid::max()));
        let pairs = self.anni_coppia.range(first..=last);
        let mut workers: Vec<_> = pairs
            .filter_map(|(&(_, _, prestatore), coppia)| {
                Some(LavoratoreInAnno {
                    prestatore,
                    persona: self.prestatori.get(&prestatore)?.persona.clone(),
                    coppia: *coppia,
                    limite_raggiunto: self.has_reached_the_limit(prestatore, anno),
                })
            })
            .collect();
        workers.sort_by(by_name);
        workers
    }

    /// Whether not one more voucher fits in LIM-A of a worker's year, by the law of its last day.
    fn has_reached_the_limit(&self, prestatore: PrestatoreId, anno: i32) -> bool {
        let Some(regime) = Month::new(anno, 12).and_then(|december| Regime::on(december.last_day()).ok()) else {
            return false;
        };
        let anni = Anni { prestatore: self.anno_prestatore(prestatore, anno), ..Anni::default() };
        Uso::new(&anni, &regime).prestatore.titoli_residui == 0
    }

    /// The dashboard of a household; `None` when there is no such household.
    pub fn scrivania(&self, id: UtilizzatoreId, anno: i32) -> Option<Scrivania> {
        let utilizzatore = self.utilizzatori.get(&id)?.clone();
        let items = usize::try_from(SCRIVANIA_ITEMS_MAX).unwrap_or(usize::MAX);
        let all = FiltroPrestazioni { utilizzatore: Some(id), ..FiltroPrestazioni::default() };
        let pending = Some(StatoVersamento::InAttesa);
        Some(Scrivania {
            utilizzatore,
            saldo: self.portafoglio(id),
            anno: self.anno_utilizzatore(id, anno),
            lavoratori: self.lavoratori(id, anno),
            ultime: self.latest_first(&all, None).take(items).cloned().collect(),
            in_corso: self.latest_first(&all, None).filter(|one| is_payable(one)).take(items).cloned().collect(),
            versamenti_in_attesa: self.versamenti(id, pending, None, SCRIVANIA_ITEMS_MAX).items,
        })
    }
}

fn by_name(one: &LavoratoreInAnno, other: &LavoratoreInAnno) -> Ordering {
    let (first, second) = (&one.persona, &other.persona);
    let names = first.cognome.cmp(&second.cognome).then_with(|| first.nome_proprio.cmp(&second.nome_proprio));
    // Namesakes keep one order, so that two looks at the same list agree.
    names.then_with(|| one.prestatore.cmp(&other.prestatore))
}
