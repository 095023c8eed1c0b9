//! Who may do what: one table of operations, each with the capacities that admit it. Callers come in some capacity for some
//! person; what the table does not say is refused.

mod operazione;
mod tabella;

pub use operazione::Operazione;
pub use tabella::{RIGHE, Riga};

use crate::catalogue::texts;
use crate::context::{Caller, Channel, Tramite};
use crate::delega::{Ambito, Ruolo};

texts! {
    /// In which capacity (*veste*) somebody does something.
    Veste {
        /// Anybody, known or not.
        Chiunque = "chiunque",
        /// A person with a digital identity, for what is not about a profile yet.
        Persona = "persona",
        /// A household, for itself.
        Utilizzatore = "utilizzatore",
        /// A worker, for themselves.
        Prestatore = "prestatore",
        /// An heir, in a case in which they have a declaration.
        Erede = "erede",
        /// A patronato or an intermediary with a delegation of the household.
        DelegatoUtilizzatore = "delegato_utilizzatore",
        /// A patronato or an intermediary with a delegation of the worker.
        DelegatoPrestatore = "delegato_prestatore",
        /// A patronato or an intermediary, for what is its own.
        Intermediario = "intermediario",
        /// An operator of the contact centre, for the caller they have identified.
        ContactCenter = "contact_center",
        /// An operator of a branch of INPS.
        Sede = "sede",
        /// The payment system.
        SistemaPagamenti = "sistema_pagamenti",
    }
}

impl Veste {
    /// What the capacity means, in a few Italian words.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Chiunque => "chiunque, anche senza identificarsi",
            Self::Persona => "una persona con la propria identità digitale",
            Self::Utilizzatore => "l'utilizzatore, per sé",
            Self::Prestatore => "il prestatore, per sé",
            Self::Erede => "l'erede, nelle pratiche in cui ha una dichiarazione",
            Self::DelegatoUtilizzatore => "il patronato o l'intermediario con delega dell'utilizzatore",
            Self::DelegatoPrestatore => "il patronato o l'intermediario con delega del prestatore",
            Self::Intermediario => "il patronato o l'intermediario, per ciò che è suo",
            Self::ContactCenter => "l'operatore del contact center, per chi chiama",
            Self::Sede => "l'operatore della sede INPS",
            Self::SistemaPagamenti => "il sistema dei pagamenti",
        }
    }
}

impl Caller {
    /// The capacities in which a caller of this kind can ever act.
    pub const fn vesti(&self) -> &'static [Veste] {
        match self {
            Self::Cittadino { tramite: Some(Tramite::ContactCenter(_)), .. } => &[Veste::ContactCenter],
            Self::Cittadino { .. } => &[Veste::Persona, Veste::Utilizzatore, Veste::Prestatore, Veste::Erede],
            Self::Intermediario { .. } => {
                &[Veste::Intermediario, Veste::DelegatoUtilizzatore, Veste::DelegatoPrestatore]
            }
            Self::BackOffice { .. } => &[Veste::Sede],
            Self::SistemaPagamenti => &[Veste::SistemaPagamenti],
            // A job does what the branch would.
            Self::Libretto => &[Veste::Sede, Veste::SistemaPagamenti],
        }
    }

    /// Whether a caller of this kind can do the operation for somebody at all.
    pub fn may(&self, operazione: Operazione) -> bool {
        let row = operazione.riga();
        row.vesti.iter().any(|one| *one == Veste::Chiunque || self.vesti().contains(one)) && self.comes_through(row)
    }

    /// Whether the operation is open on the channel of a person. The other channels are those of their actors.
    fn comes_through(&self, row: &Riga) -> bool {
        !matches!(self, Self::Cittadino { channel: Channel::App, .. }) || row.app
    }
}

impl Operazione {
    /// The operation with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == name)
    }

    /// The row of the operation.
    pub fn riga(self) -> &'static Riga {
        // The table has a row for each operation, in their order: a test sees to it.
        &RIGHE[self as usize]
    }

    /// Whether somebody may do it in this capacity.
    pub fn admits(self, veste: Veste) -> bool {
        self.riga().vesti.contains(&veste)
    }

    /// What a body needs a delegation of, for this operation in this role; `None` when no delegation suffices.
    pub fn ambito(self, ruolo: Ruolo) -> Option<Ambito> {
        let veste = match ruolo {
            Ruolo::Utilizzatore => Veste::DelegatoUtilizzatore,
            Ruolo::Prestatore => Veste::DelegatoPrestatore,
        };
        self.riga().ambito.filter(|_| self.admits(veste))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_has_its_row_in_its_place() {
        assert_eq!(RIGHE.len(), Operazione::ALL.len());
        for (row, operazione) in RIGHE.iter().zip(Operazione::ALL) {
            assert_eq!(row.operazione, *operazione);
            assert!(!row.vesti.is_empty(), "{operazione} is nobody's");
            let distinct: BTreeSet<_> = row.vesti.iter().collect();
            assert_eq!(distinct.len(), row.vesti.len(), "{operazione} names a capacity twice");
        }
    }

    #[test]
    fn what_a_delegation_covers_has_a_scope_and_nothing_else_does() {
        for row in &RIGHE {
            let delegated =
                row.vesti.iter().any(|one| matches!(one, Veste::DelegatoUtilizzatore | Veste::DelegatoPrestatore));
            assert_eq!(row.ambito.is_some(), delegated, "{}", row.operazione);
        }
    }

    #[test]
    fn what_is_open_to_anybody_is_open_to_nobody_in_particular() {
        for row in RIGHE.iter().filter(|row| row.vesti.contains(&Veste::Chiunque)) {
            assert_eq!(row.vesti, [Veste::Chiunque], "{}", row.operazione);
        }
    }

    #[test]
    fn a_job_does_what_the_branch_may() {
        assert!(Caller::Libretto.may(Operazione::AvviaCorsaPagamento));
        assert!(!Caller::SistemaPagamenti.may(Operazione::AvviaCorsaPagamento));
        assert!(Caller::SistemaPagamenti.may(Operazione::RegistraRicevuta));
    }
}
