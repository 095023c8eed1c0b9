//! The *prestatore*: the worker. One registration, how they are paid, and what they certify of themselves.

pub mod autocertificazione;
pub mod modalita;
pub mod registrazione;

pub use autocertificazione::{Autocertificazione, Categoria};
pub use modalita::Modalita;

use crate::event::{Event, Fatto};
use crate::ids::PrestatoreId;
use crate::persona::Persona;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A payment mode from an instant on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ModalitaScelta {
    /// From this instant, inclusive.
    pub dal: DateTime<Utc>,
    /// The mode.
    pub modalita: Modalita,
}

/// State of the profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prestatore {
    /// Identifier of the profile.
    pub id: PrestatoreId,
    /// The person.
    pub persona: Persona,
    /// Instant of the registration.
    pub registrato_il: DateTime<Utc>,
    /// The modes chosen, in order of time, never empty.
    pub modalita: Vec<ModalitaScelta>,
    /// Self-certifications, in the order they were given.
    pub autocertificazioni: Vec<Autocertificazione>,
    /// Number of events so far.
    pub versione: u32,
}

impl Prestatore {
    /// The payment mode recorded at an instant (PAY-15); before the first choice, the domiciled transfer that the law
    /// gives to who has no account.
    pub fn modalita_at(&self, instant: DateTime<Utc>) -> Modalita {
        self.modalita
            .iter()
            .rev()
            .find(|choice| choice.dal <= instant)
            .map_or(Modalita::BonificoDomiciliato, |choice| choice.modalita)
    }

    /// The mode chosen last.
    pub fn modalita_attuale(&self) -> Modalita {
        self.modalita.last().map_or(Modalita::BonificoDomiciliato, |choice| choice.modalita)
    }

    /// The state after an event. The person is joined from the personal data.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event, persona: &Persona) -> Option<Self> {
        let versione = event.flusso.numero;
        match (&event.fatto, state) {
            (Fatto::PrestatoreRegistrato { prestatore, modalita, autocertificazioni, .. }, None) => Some(Self {
                id: *prestatore,
                persona: persona.clone(),
                registrato_il: event.istante,
                modalita: vec![ModalitaScelta { dal: event.istante, modalita: *modalita }],
                autocertificazioni: autocertificazioni.clone(),
                versione,
            }),
            (Fatto::ModalitaCambiata { modalita, .. }, Some(mut state)) => {
                state.modalita.push(ModalitaScelta { dal: event.istante, modalita: *modalita });
                Some(Self { versione, ..state })
            }
            (Fatto::AutocertificazioneResa { autocertificazione, .. }, Some(mut state)) => {
                state.autocertificazioni.push(*autocertificazione);
                Some(Self { versione, ..state })
            }
            (Fatto::AutocertificazioneCessata { categoria, al, .. }, Some(mut state)) => {
                for one in
                    state.autocertificazioni.iter_mut().filter(|one| one.categoria == *categoria && one.al.is_none())
                {
                    one.al = Some(*al);
                }
                Some(Self { versione, ..state })
            }
            (_, state) => state,
        }
    }
}
