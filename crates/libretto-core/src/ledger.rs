//! The double-entry ledger. Every transaction follows from one event and sums to zero. A positive amount is owed to the
//! account, a negative one is taken from it.

use crate::event::{Event, Fatto};
use crate::ids::{EventId, PrestatoreId, UtilizzatoreId};
use crate::money::Euro;
use crate::portafoglio::Borsa;
use crate::portafoglio::versamento::EsitoRicevuta;
use crate::prestazione::Dati;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An account. The institutional ones have no balance row: their balances are sums of entries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Conto {
    /// The own money of a household.
    Portafoglio(UtilizzatoreId),
    /// The bonus money of a household.
    PortafoglioBonus(UtilizzatoreId),
    /// Net pay due to a worker.
    Compensi(PrestatoreId),
    /// Contributions of accepted work, not credited yet.
    ContributiIvs,
    /// Contributions credited to a worker's position.
    PosizioneContributiva(PrestatoreId),
    /// INAIL premiums.
    PremiInail,
    /// Management share.
    OneriGestionali,
    /// Money that the payment system brought in.
    Incassi,
    /// Money that administrations granted as a bonus.
    FondiBonus,
    /// Money whose owner or purpose is not known yet.
    Sospesi,
    /// Money sent to workers.
    Pagamenti,
    /// Fees withheld for Poste.
    OneriPagamento,
    /// Money that households asked back and that was not sent yet.
    Rimborsi,
    /// Money sent back to households.
    RimborsiPagati,
}

impl Conto {
    /// The account of a purse.
    pub const fn of_purse(utilizzatore: UtilizzatoreId, borsa: Borsa) -> Self {
        match borsa {
            Borsa::Propria => Self::Portafoglio(utilizzatore),
            Borsa::Bonus => Self::PortafoglioBonus(utilizzatore),
        }
    }

    /// The purse whose account this is, if it is one.
    pub const fn purse(self) -> Option<(UtilizzatoreId, Borsa)> {
        match self {
            Self::Portafoglio(id) => Some((id, Borsa::Propria)),
            Self::PortafoglioBonus(id) => Some((id, Borsa::Bonus)),
            _ => None,
        }
    }

    /// Stable name of the kind of account.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Portafoglio(_) => "portafoglio",
            Self::PortafoglioBonus(_) => "portafoglio_bonus",
            Self::FondiBonus => "fondi_bonus",
            Self::Compensi(_) => "compensi",
            Self::ContributiIvs => "contributi_ivs",
            Self::PosizioneContributiva(_) => "posizione_contributiva",
            Self::PremiInail => "premi_inail",
            Self::OneriGestionali => "oneri_gestionali",
            Self::Incassi => "incassi",
            Self::Sospesi => "sospesi",
            Self::Pagamenti => "pagamenti",
            Self::OneriPagamento => "oneri_pagamento",
            Self::Rimborsi => "rimborsi",
            Self::RimborsiPagati => "rimborsi_pagati",
        }
    }

    /// The person's profile the account belongs to, if it is personal.
    pub const fn owner(self) -> Option<Uuid> {
        match self {
            Self::Portafoglio(id) | Self::PortafoglioBonus(id) => Some(id.0),
            Self::Compensi(id) | Self::PosizioneContributiva(id) => Some(id.0),
            _ => None,
        }
    }
}

/// One line of a transaction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scrittura {
    /// The account.
    pub conto: Conto,
    /// Signed amount.
    pub importo: Euro,
}

/// A transaction: the entries of one event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transazione {
    /// The event.
    pub evento: EventId,
    /// Home key of the event.
    pub casa: Uuid,
    /// The entity the event is about.
    pub riferimento: Uuid,
    /// Name of the fact.
    pub causale: &'static str,
    /// Instant of the event.
    pub istante: DateTime<Utc>,
    /// The lines; they sum to zero.
    pub scritture: Vec<Scrittura>,
}

/// The transaction of an event; `None` when it moves no money.
pub fn transaction(event: &Event) -> Option<Transazione> {
    let scritture = entries(&event.fatto);
    (!scritture.is_empty()).then(|| Transazione {
        evento: event.id,
        casa: event.flusso.casa,
        riferimento: event.flusso.entita,
        causale: event.fatto.name(),
        istante: event.istante,
        scritture,
    })
}

fn entries(fatto: &Fatto) -> Vec<Scrittura> {
    match fatto {
        Fatto::VersamentoAccreditato { utilizzatore, importo, .. } => {
            vec![line(Conto::Incassi, -*importo), line(Conto::Portafoglio(*utilizzatore), *importo)]
        }
        Fatto::BonusAppropriato { utilizzatore, importo, .. } => {
            vec![line(Conto::FondiBonus, -*importo), line(Conto::PortafoglioBonus(*utilizzatore), *importo)]
        }
        Fatto::RicevutaRegistrata { importo, esito: EsitoRicevuta::Sospesa { .. }, .. } => {
            vec![line(Conto::Incassi, -*importo), line(Conto::Sospesi, *importo)]
        }
        Fatto::PrestazioneComunicata { dati, .. } => spend(dati, false),
        Fatto::PrestazioneAnnullata { dati, .. } => spend(dati, true),
        Fatto::PrestazioneRettificata { prima, dopo, .. } => {
            let mut lines = spend(prima, true);
            lines.extend(spend(dopo, false));
            lines
        }
        Fatto::PagamentoDisposto { pagamento } => vec![
            line(Conto::Compensi(pagamento.prestatore), -pagamento.lordo),
            line(Conto::Pagamenti, pagamento.netto),
            line(Conto::OneriPagamento, pagamento.onere),
            line(Conto::ContributiIvs, -pagamento.contributi),
            line(Conto::PosizioneContributiva(pagamento.prestatore), pagamento.contributi),
        ],
        Fatto::RimborsoRichiesto { utilizzatore, importo, .. } => reserve(*utilizzatore, *importo),
        Fatto::RimborsoApprovato { utilizzatore, liberato, .. } if !liberato.is_zero() => {
            reserve(*utilizzatore, -*liberato)
        }
        Fatto::RimborsoRespinto { utilizzatore, importo, .. }
        | Fatto::RimborsoRitirato { utilizzatore, importo, .. } => reserve(*utilizzatore, -*importo),
        Fatto::RimborsoInviato { invio } => {
            vec![line(Conto::Rimborsi, -invio.importo), line(Conto::RimborsiPagati, invio.importo)]
        }
        Fatto::RimborsoRestituito { importo, .. } => {
            vec![line(Conto::RimborsiPagati, -*importo), line(Conto::Rimborsi, *importo)]
        }
        _ => Vec::new(),
    }
}

/// Money of a wallet set apart for a refund (REF-06), or back when negative.
fn reserve(utilizzatore: UtilizzatoreId, importo: Euro) -> Vec<Scrittura> {
    vec![line(Conto::Portafoglio(utilizzatore), -importo), line(Conto::Rimborsi, importo)]
}

/// The vouchers of a record over their accounts (ECO-01), or back.
fn spend(dati: &Dati, back: bool) -> Vec<Scrittura> {
    let parts = &dati.ripartizione;
    let signed = |amount: Euro| if back { -amount } else { amount };
    vec![
        line(Conto::of_purse(dati.utilizzatore, dati.borsa), -signed(parts.costo)),
        line(Conto::Compensi(dati.prestatore), signed(parts.compenso)),
        line(Conto::ContributiIvs, signed(parts.ivs)),
        line(Conto::PremiInail, signed(parts.inail)),
        line(Conto::OneriGestionali, signed(parts.oneri)),
    ]
}

const fn line(conto: Conto, importo: Euro) -> Scrittura {
    Scrittura { conto, importo }
}
