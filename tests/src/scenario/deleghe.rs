//! The acts of a scenario that are about delegations, and who acts by one.

use super::run::{Failure, Game, text};
use super::{Ente, Parte, Passo, Risposta};

impl Game<'_> {
    fn body(&self, name: &str) -> Result<Ente, Failure> {
        self.dato.enti.get(name).cloned().ok_or_else(|| format!("no body is called {name}"))
    }

    /// A person for whom a body acts, if the step names one.
    pub(super) fn acting(&self, name: &str, per_mezzo_di: Option<&String>) -> Result<Parte, Failure> {
        let per_mezzo_di = per_mezzo_di.map(|name| self.body(name)).transpose()?;
        Ok(Parte { per_mezzo_di, ..self.party(name)? })
    }

    /// A person who acts by themselves, or a body that acts for them, by the name of the one or of the other.
    fn by(&self, da: &str, person: &str) -> Result<Parte, Failure> {
        if da == person { self.party(person) } else { self.acting(person, Some(&da.to_owned())) }
    }

    /// Plays an act on a delegation, if the step is one.
    pub(super) fn act_on_delegation(&mut self, passo: &Passo) -> Result<Option<Risposta>, Failure> {
        if let Some(cosa) = &passo.conferisce_delega {
            let (chi, ente) = (self.by(&cosa.da, &cosa.delegante)?, self.body(&cosa.ente)?);
            let outcome = self.play.conferisce_delega(&chi, &ente, cosa).map_err(text)?;
            self.remember(cosa.come.as_ref(), outcome.id.as_ref());
            return Ok(Some(outcome));
        }
        let Some(cosa) = &passo.revoca_delega else { return Ok(None) };
        let id = self.names.get(&cosa.delega).cloned();
        let id = id.ok_or_else(|| format!("no delegation is called {}", cosa.delega))?;
        let chi = match self.dato.enti.get(&cosa.da) {
            Some(ente) => Parte { nome: cosa.da.clone(), per_mezzo_di: Some(ente.clone()), ..Parte::default() },
            None => self.party(&cosa.da)?,
        };
        self.play.revoca_delega(&chi, &id).map(Some).map_err(text)
    }
}
