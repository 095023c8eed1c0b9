//! Refunds: money that was paid in and not used goes back to who paid it in (REF-01…REF-07, WAL-10). The request reserves
//! its sum at once; the branch approves or refuses it; a run of refunds orders the transfers; what the bank returns is
//! examined again. A request that is refused or withdrawn gives its sum back to the wallet.

pub mod approvazione;
pub mod conto;
pub mod corsa;
pub mod protocollo;
pub mod reiezione;
pub mod restituzione;
pub mod richiesta;
pub mod ritiro;
pub mod stato;

pub use conto::Conto;
pub use corsa::{CorsaRimborsi, CorsaRimborsiChiusura, InvioRimborso};
pub use protocollo::Protocollo;
pub use reiezione::MotivoReiezione;
pub use restituzione::MotivoRestituzione;
pub use stato::{Atto, StatoRimborso};

use crate::event::{Event, Fatto};
use crate::ids::{CoordinateId, PagamentoId, PersonaId, RimborsoId, UtilizzatoreId};
use crate::money::Euro;
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};

/// A refund.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rimborso {
    /// Identifier.
    pub id: RimborsoId,
    /// Owner of the wallet.
    pub utilizzatore: UtilizzatoreId,
    /// Who receives the money and holds the account.
    pub beneficiario: PersonaId,
    /// Number under which the request is known to people (REF-03).
    pub protocollo: Protocollo,
    /// What was asked for.
    pub richiesto: Euro,
    /// What is reserved and will be sent: at most what was asked for.
    pub importo: Euro,
    /// The account, among the personal data.
    pub coordinate: CoordinateId,
    /// Whether others hold the account too, as declared.
    pub cointestato: bool,
    /// State.
    pub stato: StatoRimborso,
    /// Why it was refused.
    pub motivo: Option<MotivoReiezione>,
    /// Why the bank gave the last transfer back.
    pub restituzione: Option<MotivoRestituzione>,
    /// The last transfer.
    pub invio: Option<PagamentoId>,
    /// Instant of the request.
    pub presentato_il: DateTime<Utc>,
    /// Instant of the last act.
    pub aggiornato_il: DateTime<Utc>,
    /// Number of events so far.
    pub versione: u32,
}

impl Rimborso {
    /// Whether the owner of the wallet asked for it and is recorded as dead: no run sends it, and nobody tells them of it.
    pub fn is_of_deceased(&self, utilizzatore: &Utilizzatore) -> bool {
        self.beneficiario == utilizzatore.persona.id && utilizzatore.decesso.is_some()
    }

    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        if let (Fatto::RimborsoRichiesto { .. }, None) = (&event.fatto, &state) {
            return Self::opened(event);
        }
        let mut next = state?;
        let stato = next.stato.dopo(Atto::of(&event.fatto)?)?;
        match &event.fatto {
            Fatto::RimborsoApprovato { importo, coordinate, cointestato, .. } => {
                next.importo = *importo;
                next.coordinate = *coordinate;
                next.cointestato = *cointestato;
            }
            Fatto::RimborsoRespinto { motivo, .. } => next.motivo = Some(*motivo),
            Fatto::RimborsoInviato { invio } => next.invio = Some(invio.id),
            Fatto::RimborsoRestituito { motivo, .. } => next.restituzione = Some(*motivo),
            _ => {}
        }
        Some(Self { stato, aggiornato_il: event.istante, versione: event.flusso.numero, ..next })
    }

    fn opened(event: &Event) -> Option<Self> {
        let Fatto::RimborsoRichiesto {
            rimborso,
            utilizzatore,
            beneficiario,
            protocollo,
            richiesto,
            importo,
            coordinate,
            cointestato,
        } = &event.fatto
        else {
            return None;
        };
        Some(Self {
            id: *rimborso,
            utilizzatore: *utilizzatore,
            beneficiario: *beneficiario,
            protocollo: protocollo.clone(),
            richiesto: *richiesto,
            importo: *importo,
            coordinate: *coordinate,
            cointestato: *cointestato,
            stato: StatoRimborso::Presentato,
            motivo: None,
            restituzione: None,
            invio: None,
            presentato_il: event.istante,
            aggiornato_il: event.istante,
            versione: event.flusso.numero,
        })
    }
}
