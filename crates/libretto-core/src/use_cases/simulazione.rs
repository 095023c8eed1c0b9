//! «What if»: a plan played from the state as it is, without keeping anything.

use super::comunicazione::own_household;
use super::{Libretto, Request, UseCaseError};
use crate::ids::UtilizzatoreId;
use crate::limits::AnnoPrestatore;
use crate::month::Month;
use crate::permessi::Operazione;
use crate::ports::{Scope, ScopeGiornate, Snapshot};
use crate::regime::Regime;
use crate::riposi;
use crate::simulazione::{Chi, Partenza, Profilo, Simulazione, StatoLavoratore, TurnoPianificato, simula};
use chrono::{DateTime, Datelike, Utc};
use std::collections::BTreeSet;

/// A plan of a household.
#[derive(Clone, Debug)]
pub struct Piano {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// Who works.
    pub lavoratori: Vec<Chi>,
    /// The shifts.
    pub turni: Vec<TurnoPianificato>,
    /// Whether to begin as if nothing had been recorded: no counter, no shift, no employment. Persons stay who they are.
    pub da_zero: bool,
    /// Whether the wallet, as it is, must pay for the plan.
    pub fondi: bool,
}

impl Piano {
    /// The civil years of the plan.
    fn anni(&self) -> Vec<i32> {
        let years: BTreeSet<i32> = self.turni.iter().map(|turno| turno.giorno().year()).collect();
        years.into_iter().collect()
    }

    /// From the first start to the last end. Times that do not exist overlap nothing.
    fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let first = self.turni.iter().filter_map(|turno| turno.inizio.resolve().ok()).min()?;
        let last = self.turni.iter().filter_map(|turno| turno.fine.resolve().ok()).max()?;
        (first < last).then_some((first, last))
    }

    /// The days of work that matter for the rests around the plan; a plan outside the law has none.
    fn giornate(&self) -> Option<ScopeGiornate> {
        let days = || self.turni.iter().map(TurnoPianificato::giorno);
        let around = |day| Regime::on(day).ok().map(|regime| riposi::days_around(day, &regime));
        let ((dal, _), (_, al)) = around(days().min()?).zip(around(days().max()?))?;
        Some(ScopeGiornate { dal, al, senza: None })
    }

    /// What each worker brings, or for hypothetical ones only the household: one scope for each worker who is registered, at
    /// least one.
    fn scopes(&self) -> Vec<Scope> {
        let base = Scope { utilizzatore: Some(self.utilizzatore), anni: self.anni(), ..Scope::default() };
        let known = self.lavoratori.iter().filter_map(|chi| match chi {
            Chi::Noto(id) => {
                let (turni, giornate) = (self.span(), self.giornate());
                Some(Scope { prestatore: Some(*id), turni, giornate, ..base.clone() })
            }
            Chi::Ipotetico { .. } => None,
        });
        let mut scopes: Vec<_> = known.collect();
        if scopes.is_empty() {
            scopes.push(base);
        }
        scopes
    }

    /// The state to begin with.
    fn partenza(&self, snapshots: Vec<Snapshot>) -> Result<Partenza, UseCaseError> {
        let first = snapshots.first().ok_or(UseCaseError::NotFound)?;
        let utilizzatore = first.utilizzatore.clone().ok_or(UseCaseError::NotFound)?;
        let portafoglio = self.fondi.then_some(first.portafoglio);
        let counted = first.anni.iter().map(|(anno, anni)| (*anno, anni.utilizzatore));
        let anni = if self.da_zero { Vec::new() } else { counted.collect() };
        let mut found = snapshots.into_iter();
        let lavoratori = self.lavoratori.iter().enumerate().map(|(posto, chi)| match chi {
            Chi::Noto(_) => found.next().map_or_else(StatoLavoratore::default, |one| self.known(one)),
            Chi::Ipotetico { computo_ridotto } => StatoLavoratore::ipotetico(posto, *computo_ridotto),
        });
        let lavoratori = lavoratori.collect();
        Ok(Partenza { utilizzatore, portafoglio, anni: anni.into_iter().collect(), lavoratori })
    }

    /// A registered worker as the plan finds them.
    fn known(&self, found: Snapshot) -> StatoLavoratore {
        let profilo = found.prestatore.map_or(Profilo::Nessuno, |one| Profilo::Noto(Box::new(one)));
        if self.da_zero {
            return StatoLavoratore { profilo, ..StatoLavoratore::default() };
        }
        let anni = found.anni.iter().map(|(anno, anni)| {
            let prestatore = if is_full(*anno, anni.prestatore) {
                anni.prestatore
            } else {
                AnnoPrestatore { compensi: anni.coppia.compensi, ..AnnoPrestatore::default() }
            };
            (*anno, (prestatore, anni.coppia))
        });
        let giornate = found.giornate.iter().map(|one| (one.giorno, *one)).collect();
        StatoLavoratore { profilo, anni: anni.collect(), rapporti: found.rapporti, turni: found.turni, giornate }
    }
}

/// Whether the worker's own limit leaves not one voucher in a year: that is all a household may know of it. Counting what
/// others paid would tell the sum, by the shift at which a long plan is first refused; so only what this household paid is
/// counted until the limit is reached.
fn is_full(anno: i32, prestatore: AnnoPrestatore) -> bool {
    let regime = Month::new(anno, 12).and_then(|december| Regime::on(december.last_day()).ok());
    regime.is_some_and(|regime| prestatore.totale() + regime.titolo.compenso > regime.limite_prestatore)
}

impl Libretto {
    /// Plays a plan. Nothing is written.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] when the household is not the caller's.
    pub async fn simula(&self, request: &Request, piano: &Piano) -> Result<Simulazione, UseCaseError> {
        let varco = self.varco(&request.caller, Operazione::SimulaPiano);
        varco.check()?;
        let mut scopes = piano.scopes();
        let ente = request.caller.ente().map(|ente| ente.id);
        for scope in &mut scopes {
            scope.ente = ente;
        }
        let snapshots = self.store.load_all(&scopes).await?;
        let first = snapshots.first().ok_or(UseCaseError::NotFound)?;
        let household = own_household(varco, first)?;
        self.looked(varco, [household.persona.id], varco.delega(first)).await?;
        Ok(simula(&piano.turni, piano.partenza(snapshots)?))
    }
}
