//! The register: what happened, by whom, on behalf of whom, through which channel, when, and why it was decided so.
//! Events hold no personal data, only identifiers.

mod nome;

use crate::compensi_esterni::CompensiEsterni;
use crate::comunicazione_obbligatoria::ComunicazioneObbligatoria;
use crate::context::{Actor, Channel, Credenziale};
use crate::delega::{DelegaConferita, DelegaRevocata};
use crate::eredi::fatti::{
    ConsensoEredePrestato, ConsensoEredeRevocato, DichiarazioneEredeAperta, DichiarazioneEredeCompilata,
    DichiarazioneEredeConvalidata, DichiarazioneEredePresentata, DichiarazioneEredeRespinta, DocumentiEredeRichiesti,
    DocumentoEredeAllegato, EredeRegistrato, EsameEredeAvviato, InserimentoEredeAnnullato, PrestazioneInserita,
    QuotaEredeRichiesta, RimborsoEredeRitirato,
};
use crate::explanation::Explanation;
use crate::ids::{
    BonusId, CoordinateId, CorsaId, CorsaRimborsiId, DelegaId, EventId, PagamentoId, PersonaId, PrestatoreId,
    PrestazioneId, RicevutaId, RimborsoId, UtilizzatoreId, VersamentoId,
};
use crate::money::Euro;
use crate::month::Month;
use crate::pagamento::{CorsaChiusura, Pagamento};
use crate::portafoglio::versamento::{Avviso, EsitoRicevuta};
use crate::prestatore::{Autocertificazione, Categoria, Modalita};
use crate::prestazione::{Dati, Mandato, MotivoAnnullamento};
use crate::rapporto::Rapporto;
use crate::rimborso::{CorsaRimborsiChiusura, InvioRimborso, MotivoReiezione, MotivoRestituzione, Protocollo};
use crate::utilizzatore::Dichiarazione;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The stream of one entity. The number of an event in its stream, from 1, is also the version of the entity after it:
/// two events with the same number cannot both exist, which makes every stale change a conflict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Flusso {
    /// Home key: the utilizzatore or prestatore under which the entity is stored.
    pub casa: Uuid,
    /// The entity.
    pub entita: Uuid,
    /// Number of the event in the stream, from 1.
    pub numero: u32,
}

/// One event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Identifier, growing with time.
    pub id: EventId,
    /// Instant of the act.
    pub istante: DateTime<Utc>,
    /// Who acted.
    pub attore: Actor,
    /// The person acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soggetto: Option<PersonaId>,
    /// Through which channel.
    pub canale: Channel,
    /// With which credential, when a person showed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credenziale: Option<Credenziale>,
    /// By which delegation, when a body acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delega: Option<DelegaId>,
    /// Where in the register.
    pub flusso: Flusso,
    /// What happened.
    pub fatto: Fatto,
    /// Why it was decided so. Stores keep it apart: replaying the register does not need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spiegazione: Option<Explanation>,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "tipo", rename_all = "snake_case")]
pub enum Fatto {
    /// A person became an utilizzatore.
    UtilizzatoreRegistrato {
        /// The profile.
        utilizzatore: UtilizzatoreId,
        /// The person.
        persona: PersonaId,
        /// Declarations given.
        dichiarazioni: Vec<Dichiarazione>,
    },
    /// The back office learned that the utilizzatore has died.
    DecessoRegistrato {
        /// The profile.
        utilizzatore: UtilizzatoreId,
        /// The Italian day of the death.
        giorno: NaiveDate,
        /// The instant of the death on that day, when the hour is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ora: Option<DateTime<Utc>>,
        /// Records that straddle the death, or follow it and are paid already (HER-19): for the operator.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        da_verificare: Vec<PrestazioneId>,
    },
    /// A person became a prestatore.
    PrestatoreRegistrato {
        /// The profile.
        prestatore: PrestatoreId,
        /// The person.
        persona: PersonaId,
        /// Declarations given.
        dichiarazioni: Vec<Dichiarazione>,
        /// First payment mode.
        modalita: Modalita,
        /// Self-certifications of comma 8.
        autocertificazioni: Vec<Autocertificazione>,
    },
    /// The worker chose another payment mode.
    ModalitaCambiata {
        /// The worker.
        prestatore: PrestatoreId,
        /// The mode.
        modalita: Modalita,
    },
    /// The worker certified a category of comma 8.
    AutocertificazioneResa {
        /// The worker.
        prestatore: PrestatoreId,
        /// What was certified.
        autocertificazione: Autocertificazione,
    },
    /// The worker declared the end of a status.
    AutocertificazioneCessata {
        /// The worker.
        prestatore: PrestatoreId,
        /// The category that ended.
        categoria: Categoria,
        /// Its last day, inclusive.
        al: NaiveDate,
    },
    /// The utilizzatore declared an employment with a worker.
    RapportoDichiarato {
        /// The relationship.
        rapporto: Rapporto,
    },
    /// The registry of *comunicazioni obbligatorie* told of an employment, or told it anew.
    RapportoComunicato {
        /// What it says from now on.
        comunicazione: ComunicazioneObbligatoria,
    },
    /// Somebody told what a worker earned in a year outside the Libretto Famiglia.
    CompensiEsterniComunicati {
        /// The total from now on.
        compensi: CompensiEsterni,
    },
    /// A top-up was asked for.
    VersamentoAperto {
        /// The top-up.
        versamento: VersamentoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// Amount.
        importo: Euro,
        /// The notice to pay.
        avviso: Avviso,
    },
    /// A top-up was paid and is spendable.
    VersamentoAccreditato {
        /// The top-up.
        versamento: VersamentoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// Amount.
        importo: Euro,
        /// The receipt that settled it.
        ricevuta: RicevutaId,
    },
    /// A receipt of the payment system was recorded.
    RicevutaRegistrata {
        /// The receipt.
        ricevuta: RicevutaId,
        /// Notice number paid.
        numero_avviso: String,
        /// Amount paid.
        importo: Euro,
        /// Where the money went.
        esito: EsitoRicevuta,
    },
    /// An administration granted a bonus.
    BonusConcesso {
        /// The bonus.
        bonus: BonusId,
        /// The household.
        utilizzatore: UtilizzatoreId,
        /// Amount.
        importo: Euro,
        /// Day of the notice of acceptance.
        accolto_il: NaiveDate,
    },
    /// The household claimed a bonus: its money is in the purse.
    BonusAppropriato {
        /// The bonus.
        bonus: BonusId,
        /// The household.
        utilizzatore: UtilizzatoreId,
        /// Amount.
        importo: Euro,
    },
    /// Work was communicated and accepted.
    PrestazioneComunicata {
        /// The record.
        prestazione: PrestazioneId,
        /// Its content.
        dati: Dati,
        /// First instant at which it can no longer be changed.
        revocabile_fino: DateTime<Utc>,
    },
    /// A record was corrected: an atomic cancellation and a new communication.
    PrestazioneRettificata {
        /// The record.
        prestazione: PrestazioneId,
        /// What it held.
        prima: Dati,
        /// What it holds.
        dopo: Dati,
        /// First instant at which it can no longer be changed.
        revocabile_fino: DateTime<Utc>,
    },
    /// A record was cancelled and its money given back.
    PrestazioneAnnullata {
        /// The record.
        prestazione: PrestazioneId,
        /// What it held.
        dati: Dati,
        /// Why.
        #[serde(default, skip_serializing_if = "crate::compact::is_default")]
        motivo: MotivoAnnullamento,
    },
    /// A record was validated for a postal mandate, and is irrevocable.
    PrestazioneConvalidata {
        /// The record.
        prestazione: PrestazioneId,
        /// The mandate.
        mandato: Mandato,
    },
    /// A record entered a payment, and is irrevocable.
    PrestazioneLiquidata {
        /// The record.
        prestazione: PrestazioneId,
        /// What it holds.
        dati: Dati,
        /// The payment.
        pagamento: PagamentoId,
    },
    /// A payment to a worker was ordered.
    PagamentoDisposto {
        /// The payment.
        pagamento: Pagamento,
    },
    /// A run of payments began.
    CorsaAperta {
        /// The run.
        corsa: CorsaId,
        /// The month it pays: see [`Dati::mese_pagamento`].
        mese: Month,
        /// Number of the run in the month, from 1.
        numero: u32,
        /// Day on which the money leaves.
        esecuzione: NaiveDate,
    },
    /// A run of payments ended and its files were written.
    CorsaChiusa {
        /// The run.
        corsa: CorsaId,
        /// Its totals and files.
        chiusura: CorsaChiusura,
    },
    /// A refund was asked for, and its sum reserved.
    RimborsoRichiesto {
        /// The refund.
        rimborso: RimborsoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// Who receives the money.
        beneficiario: PersonaId,
        /// Protocol number of the request.
        protocollo: Protocollo,
        /// What was asked for.
        richiesto: Euro,
        /// What was reserved: at most what was asked for.
        importo: Euro,
        /// The account.
        coordinate: CoordinateId,
        /// Whether others hold the account too.
        cointestato: bool,
    },
    /// A refund was approved, as asked for or corrected.
    RimborsoApprovato {
        /// The refund.
        rimborso: RimborsoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// What will be sent.
        importo: Euro,
        /// What went back to the wallet because the amount was corrected; zero when it was not.
        liberato: Euro,
        /// The account.
        coordinate: CoordinateId,
        /// Whether others hold the account too.
        cointestato: bool,
    },
    /// A refund was refused, and its sum given back to the wallet.
    RimborsoRespinto {
        /// The refund.
        rimborso: RimborsoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// What went back.
        importo: Euro,
        /// Why.
        motivo: MotivoReiezione,
    },
    /// A refund was withdrawn by who asked, and its sum given back to the wallet.
    RimborsoRitirato {
        /// The refund.
        rimborso: RimborsoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// What went back.
        importo: Euro,
    },
    /// The transfer of a refund was ordered.
    RimborsoInviato {
        /// The transfer.
        invio: InvioRimborso,
    },
    /// The bank gave the transfer of a refund back.
    RimborsoRestituito {
        /// The refund.
        rimborso: RimborsoId,
        /// Owner of the wallet.
        utilizzatore: UtilizzatoreId,
        /// What came back.
        importo: Euro,
        /// Why.
        motivo: MotivoRestituzione,
    },
    /// A run of refunds began, with its transfers.
    CorsaRimborsiAperta {
        /// The run.
        corsa: CorsaRimborsiId,
        /// Its number, from 1.
        numero: u32,
        /// Day on which the money leaves.
        esecuzione: NaiveDate,
    },
    /// A run of refunds ended and its file was written.
    CorsaRimborsiChiusa {
        /// The run.
        corsa: CorsaRimborsiId,
        /// Its totals and files.
        chiusura: CorsaRimborsiChiusura,
    },
    /// A person became an heir.
    EredeRegistrato(EredeRegistrato),
    /// An heir began a declaration.
    DichiarazioneEredeAperta(DichiarazioneEredeAperta),
    /// An heir wrote the declaration anew.
    DichiarazioneEredeCompilata(DichiarazioneEredeCompilata),
    /// An heir uploaded a document.
    DocumentoEredeAllegato(DocumentoEredeAllegato),
    /// An heir sent the declaration to the branch.
    DichiarazioneEredePresentata(DichiarazioneEredePresentata),
    /// An operator took the declaration up.
    EsameEredeAvviato(EsameEredeAvviato),
    /// An operator asked for more documents.
    DocumentiEredeRichiesti(DocumentiEredeRichiesti),
    /// An operator refused the declaration.
    DichiarazioneEredeRespinta(DichiarazioneEredeRespinta),
    /// An operator recognised the heir.
    DichiarazioneEredeConvalidata(DichiarazioneEredeConvalidata),
    /// An heir consented that another is paid the whole.
    ConsensoEredePrestato(ConsensoEredePrestato),
    /// An heir took a consent back.
    ConsensoEredeRevocato(ConsensoEredeRevocato),
    /// An heir entered work.
    PrestazioneInserita(PrestazioneInserita),
    /// An heir cancelled an entry of their own.
    InserimentoEredeAnnullato(InserimentoEredeAnnullato),
    /// An heir asked for money back.
    QuotaEredeRichiesta(QuotaEredeRichiesta),
    /// An heir withdrew a request.
    RimborsoEredeRitirato(RimborsoEredeRitirato),
    /// A delegation was given.
    DelegaConferita(DelegaConferita),
    /// A delegation was revoked by who gave it, or given back.
    DelegaRevocata(DelegaRevocata),
}
