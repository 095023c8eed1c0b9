//! The runs that send approved refunds to the bank. A run is opened together with its transfers, in one change: what it
//! sends is fixed from then on, so that its file is the same however often it is written, and nothing is sent twice.

use super::{Atto, Rimborso};
use crate::banking_days::banking_day_on_or_after;
use crate::civil_time::rome_date;
use crate::event::{Event, Fatto};
use crate::ids::{CoordinateId, CorsaRimborsiId, PagamentoId, PersonaId, RimborsoId, UtilizzatoreId};
use crate::money::Euro;
use crate::pagamento::{FileScritto, Totale};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many refunds one run sends at most; what is left goes into the next.
pub const REFUNDS_PER_RUN_MAX: u32 = 500;

/// The transfer of a refund. A refund that the bank gave back has another one in a later run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvioRimborso {
    /// Identifier, derived from run and refund.
    pub id: PagamentoId,
    /// The run.
    pub corsa: CorsaRimborsiId,
    /// The refund.
    pub rimborso: RimborsoId,
    /// Owner of the wallet.
    pub utilizzatore: UtilizzatoreId,
    /// Who receives the money.
    pub beneficiario: PersonaId,
    /// The account as it was approved.
    pub coordinate: CoordinateId,
    /// Amount.
    pub importo: Euro,
}

/// Totals of a closed run.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CorsaRimborsiChiusura {
    /// Transfers.
    pub bonifici: Totale,
    /// Files written.
    pub file: Vec<FileScritto>,
}

/// A run of refunds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CorsaRimborsi {
    /// Identifier, derived from the number.
    pub id: CorsaRimborsiId,
    /// Number, from 1, over all time.
    pub numero: u32,
    /// Day on which the money leaves.
    pub esecuzione: NaiveDate,
    /// Instant at which it began.
    pub aperta_il: DateTime<Utc>,
    /// Totals and files, once closed.
    pub chiusura: Option<CorsaRimborsiChiusura>,
    /// Number of events so far.
    pub versione: u32,
}

impl CorsaRimborsi {
    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        match (&event.fatto, state) {
            (Fatto::CorsaRimborsiAperta { corsa, numero, esecuzione }, None) => Some(Self {
                id: *corsa,
                numero: *numero,
                esecuzione: *esecuzione,
                aperta_il: event.istante,
                chiusura: None,
                versione: event.flusso.numero,
            }),
            (Fatto::CorsaRimborsiChiusa { chiusura, .. }, Some(state)) => {
                Some(Self { chiusura: Some(chiusura.clone()), versione: event.flusso.numero, ..state })
            }
            (_, state) => state,
        }
    }

    /// Whether its file was written.
    pub const fn is_closed(&self) -> bool {
        self.chiusura.is_some()
    }
}

/// The fact that opens the `numero`-th run now: the money leaves on the next banking day, today if it is one.
pub fn open(numero: u32, now: DateTime<Utc>) -> (CorsaRimborsiId, Fatto) {
    let corsa = CorsaRimborsiId::of(numero);
    (corsa, Fatto::CorsaRimborsiAperta { corsa, numero, esecuzione: banking_day_on_or_after(rome_date(now)) })
}

/// The transfer of a refund in a run; `None` when the state of the refund does not admit it, for the living as for heirs.
pub fn send(corsa: CorsaRimborsiId, rimborso: &Rimborso) -> Option<InvioRimborso> {
    rimborso.stato.dopo(Atto::Invio).map(|_| InvioRimborso {
        id: PagamentoId(Uuid::new_v5(&corsa.0, rimborso.id.0.as_bytes())),
        corsa,
        rimborso: rimborso.id,
        utilizzatore: rimborso.utilizzatore,
        beneficiario: rimborso.beneficiario,
        coordinate: rimborso.coordinate,
        importo: rimborso.importo,
    })
}
