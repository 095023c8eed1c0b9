//! The case as an act finds it: what the phase of [`super::fase`] is taken from.

use super::{Fase, Pratica, Quadro, Resto, StatoDichiarazione};
use crate::eredi::AttoPratica;
use crate::ids::{PersonaId, RimborsoId};
use crate::money::Euro;
use crate::rimborso::Rimborso;

/// A case with the refunds of the heirs and what is left.
#[derive(Clone, Copy, Debug)]
pub struct Posizione<'a> {
    /// The case.
    pub pratica: &'a Pratica,
    /// The refunds of the heirs.
    pub rimborsi: &'a [Rimborso],
    /// What is left.
    pub resto: Resto,
}

impl Posizione<'_> {
    /// What everybody may see.
    pub fn quadro(&self) -> Quadro {
        let convalidata = self.pratica.dichiarazioni.iter().any(|one| one.stato == StatoDichiarazione::Convalidata);
        let own = |id| self.pratica.richieste.iter().any(|one| one.rimborso == id);
        let refunds = self.rimborsi.iter().filter(|one| own(one.id));
        refunds.fold(self.open(convalidata), |quadro, one| quadro.with(one.stato))
    }

    /// What an act of a person finds: nothing has begun for who is not recognised (HER-04).
    pub fn of_person(&self, persona: PersonaId) -> Fase {
        let convalidata = self.pratica.validated(persona).is_some();
        Fase::of(Quadro { convalidata, ..self.quadro() })
    }

    /// What an act on a refund finds: that refund alone.
    pub fn of_refund(&self, rimborso: &Rimborso) -> Fase {
        let convalidata = self.pratica.validated(rimborso.beneficiario).is_some();
        Fase::of(self.open(convalidata).with(rimborso.stato))
    }

    /// What the revocation of a consent finds: the refunds of the whole that were asked for on it, of which the one that
    /// forbids it counts.
    pub fn of_consent(&self, da: PersonaId, a: PersonaId) -> Fase {
        let given = self.pratica.consensi.iter().find(|one| one.da == da && one.a == a).map(|one| one.prestato_il);
        let open = self.open(self.pratica.validated(da).is_some());
        let wholes = self.pratica.richieste.iter().filter(|one| one.intero);
        let refunds = wholes.filter_map(|asked| self.rimborsi.iter().find(|one| one.id == asked.rimborso));
        let resting = refunds.filter(|one| one.beneficiario == a && given.is_some_and(|on| on <= one.presentato_il));
        let mut phases = resting.map(|one| Fase::of(open.with(one.stato)));
        phases.find(|fase| fase.ammette(AttoPratica::RevocaConsenso).is_err()).unwrap_or_else(|| Fase::of(open))
    }

    fn open(&self, convalidata: bool) -> Quadro {
        Quadro { convalidata, rimborso: None, resto: self.resto }
    }

    /// What a refund that is held took of the residue; nothing when it was refused or withdrawn. When the branch approved
    /// less, the rest came back to the wallet, and is divided anew once every division is used up.
    pub(super) fn held(&self, id: RimborsoId) -> Option<Euro> {
        self.rimborsi.iter().find(|one| one.id == id && one.stato.is_held()).map(|one| one.richiesto)
    }
}
