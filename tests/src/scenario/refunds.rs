//! The acts of a scenario that are about refunds.

use super::run::{Failure, Game, text};
use super::{Passo, RichiedeRimborso, Risposta};

impl Game<'_> {
    pub(super) fn ask_refund(&mut self, cosa: &RichiedeRimborso) -> Result<Risposta, Failure> {
        let holders = self.holders(cosa.intestatari.as_deref(), &cosa.utilizzatore)?;
        let chi = self.party(&cosa.utilizzatore)?;
        let outcome = self.play.richiede_rimborso(&chi, cosa, &holders).map_err(text)?;
        self.remember(cosa.come.as_ref(), outcome.id.as_ref());
        Ok(outcome)
    }

    /// The fiscal codes of the holders of an account: those named, or who asks alone.
    pub(super) fn holders(&self, named: Option<&[String]>, asking: &str) -> Result<Vec<String>, Failure> {
        let alone = [asking.to_owned()];
        let names = named.unwrap_or(&alone);
        names.iter().map(|name| Ok(self.party(name)?.codice_fiscale)).collect()
    }

    /// Plays an act on a refund, if the step is one.
    pub(super) fn act_on_refund(&mut self, passo: &Passo) -> Result<Option<Risposta>, Failure> {
        let acts =
            [&passo.ritira_rimborso, &passo.approva_rimborso, &passo.respinge_rimborso, &passo.restituisce_rimborso];
        let Some(atto) = acts.into_iter().flatten().next() else { return Ok(None) };
        let chi = self.party(&atto.utilizzatore)?;
        let id =
            self.names.get(&atto.rimborso).ok_or_else(|| format!("no refund is called {}", atto.rimborso))?.clone();
        let motivo = || atto.motivo.as_deref().ok_or_else(|| "an act without its reason".to_owned());
        let outcome = if passo.ritira_rimborso.is_some() {
            self.play.ritira_rimborso(&chi, &id)
        } else if passo.approva_rimborso.is_some() {
            let holders = self.holders(atto.intestatari.as_deref(), &atto.utilizzatore)?;
            self.play.approva_rimborso(&id, atto, &holders)
        } else if passo.respinge_rimborso.is_some() {
            self.play.respinge_rimborso(&id, motivo()?)
        } else {
            self.play.restituisce_rimborso(&id, motivo()?)
        };
        outcome.map(Some).map_err(text)
    }
}
