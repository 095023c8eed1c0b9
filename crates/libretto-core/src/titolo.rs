//! The *titolo di pagamento*: nominal 10.00 euro, for work of at most one hour, never divided (comma 11; ECO-01, ECO-02).

use crate::minutes::Minutes;
use crate::money::Euro;
use crate::regime::Regime;
use serde::{Deserialize, Serialize};

/// A number of vouchers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Titoli(pub u32);

/// What the vouchers of a record pay for. The four parts sum to [`Ripartizione::costo`] (ECO-01).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ripartizione {
    /// Total cost, borne by the utilizzatore.
    pub costo: Euro,
    /// Net pay of the worker.
    pub compenso: Euro,
    /// Contribution to the *Gestione separata*.
    pub ivs: Euro,
    /// Premium against accidents at work.
    pub inail: Euro,
    /// Share that pays for the management of the scheme.
    pub oneri: Euro,
}

impl Titoli {
    /// The vouchers that a total cost buys; `None` when the cost is not a positive multiple of the nominal value (ECO-03).
    pub fn from_cost(cost: Euro, regime: &Regime) -> Option<Self> {
        let count = cost.checked_div_floor(regime.titolo.costo)?;
        (count > 0 && regime.titolo.costo.times(count) == cost).then_some(Self(count))
    }

    /// The fewest vouchers that may pay work of this length: one for each hour begun (ECO-02).
    pub fn needed_for(duration: Minutes, regime: &Regime) -> Self {
        Self(duration.get().div_ceil(regime.durata_titolo.get().max(1)))
    }

    /// The split of the vouchers, by the values in force on the day of the work (ECO-01).
    pub fn split(self, regime: &Regime) -> Ripartizione {
        let one = &regime.titolo;
        Ripartizione {
            costo: one.costo.times(self.0),
            compenso: one.compenso.times(self.0),
            ivs: one.ivs.times(self.0),
            inail: one.inail.times(self.0),
            oneri: one.oneri.times(self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::parameters::date;

    #[test]
    fn a_cost_buys_whole_vouchers_and_at_least_one() {
        let regime = Regime::on(date(2026, 2, 10)).unwrap();
        let bought = |cents| Titoli::from_cost(Euro::from_cents(cents), &regime);
        assert_eq!(bought(1_000), Some(Titoli(1)));
        assert_eq!(bought(312_000), Some(Titoli(312)));
        for cents in [0, -1_000, 999, 1_001, 1_500] {
            assert_eq!(bought(cents), None, "{cents} cents");
        }
    }
}
