//! The table of permissions: for each operation, the capacities that admit it (domain rules DEL-01…DEL-03, COM-07 and the
//! roles of commi 9, 10 and 12).

use super::{Operazione, Veste};
use crate::delega::Ambito;
use Veste::{
    Chiunque, ContactCenter, DelegatoPrestatore, DelegatoUtilizzatore, Erede, Intermediario, Persona, Prestatore, Sede,
    SistemaPagamenti, Utilizzatore,
};

/// A row of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Riga {
    /// The operation.
    pub operazione: Operazione,
    /// What it is, in a few Italian words.
    pub descrizione: &'static str,
    /// The capacities that admit it.
    pub vesti: &'static [Veste],
    /// What a body needs a delegation of, where one suffices.
    pub ambito: Option<Ambito>,
    /// Whether a person may do it with the app.
    pub app: bool,
}

const fn row(operazione: Operazione, descrizione: &'static str, vesti: &'static [Veste]) -> Riga {
    Riga { operazione, descrizione, vesti, ambito: None, app: false }
}

impl Riga {
    const fn by_delegation_of(self, ambito: Ambito) -> Self {
        Self { ambito: Some(ambito), ..self }
    }

    const fn on_app(self) -> Self {
        Self { app: true, ..self }
    }
}

/// The table, a row for each operation, in their order.
pub static RIGHE: [Riga; 93] = [
    row(Operazione::StatoServizio, "Stato del servizio", &[Chiunque]).on_app(),
    row(Operazione::ElencoTipiProblema, "Elenco dei tipi di problema", &[Chiunque]).on_app(),
    row(Operazione::TipoProblema, "Spiegazione di un tipo di problema", &[Chiunque]).on_app(),
    row(Operazione::ElencoDichiarazioni, "Dichiarazioni in vigore", &[Chiunque]).on_app(),
    row(Operazione::ManualeEredi, "Manuale per gli eredi", &[Chiunque]).on_app(),
    row(Operazione::ElencoParametri, "Parametri in vigore in un giorno", &[Chiunque]).on_app(),
    row(Operazione::VediParametro, "Storia di un parametro", &[Chiunque]).on_app(),
    row(Operazione::ElencoPermessi, "Chi può fare che cosa", &[Chiunque]).on_app(),
    row(
        Operazione::VediOrologio,
        "L'orologio della sandbox",
        &[Persona, Intermediario, ContactCenter, Sede, SistemaPagamenti],
    )
    .on_app(),
    row(
        Operazione::AvanzaOrologio,
        "Avanzamento dell'orologio della sandbox",
        &[Persona, Intermediario, ContactCenter, Sede, SistemaPagamenti],
    )
    .on_app(),
    row(
        Operazione::VediProfilo,
        "Il proprio profilo",
        &[Persona, Intermediario, ContactCenter, Sede, SistemaPagamenti],
    )
    .on_app(),
    row(Operazione::ElencoAccessi, "Chi ha guardato i propri dati", &[Persona]).on_app(),
    row(
        Operazione::RegistraUtilizzatore,
        "Registrazione di un utilizzatore",
        &[Persona, DelegatoUtilizzatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Profilo)
    .on_app(),
    row(
        Operazione::RegistraPrestatore,
        "Registrazione di un prestatore",
        &[Persona, DelegatoPrestatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Profilo)
    .on_app(),
    row(Operazione::RegistraErede, "Registrazione di un erede", &[Persona]),
    row(Operazione::ConferisceDelega, "Conferimento di una delega", &[Persona, Intermediario]),
    row(Operazione::RevocaDelega, "Revoca o rinuncia di una delega", &[Persona, Intermediario]),
    row(Operazione::ElencoDeleghe, "Deleghe date o ricevute", &[Persona, Intermediario]),
    row(Operazione::VediDelega, "Una delega", &[Persona, Intermediario]),
    row(Operazione::VediUtilizzatore, "Un utilizzatore", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::RegistraDecesso, "Registrazione del decesso di un utilizzatore", &[Sede]),
    row(Operazione::VediScrivania, "La scrivania", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::VediLimitiUtilizzatore, "Limiti dell'utilizzatore", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::VediPortafoglio, "Il portafoglio", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::ElencoMovimenti, "Movimenti del portafoglio", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::ConcedeBonus, "Concessione di un bonus baby-sitting", &[Sede]),
    row(Operazione::ElencaBonus, "I bonus di un utilizzatore", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::VediBonus, "Un bonus", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(
        Operazione::SiAppropriaDelBonus,
        "Appropriazione di un bonus baby-sitting",
        &[Utilizzatore, DelegatoUtilizzatore],
    )
    .by_delegation_of(Ambito::Portafoglio)
    .on_app(),
    row(Operazione::ApriVersamento, "Richiesta di un versamento", &[Utilizzatore, DelegatoUtilizzatore])
        .by_delegation_of(Ambito::Portafoglio)
        .on_app(),
    row(Operazione::ElencoVersamenti, "Elenco dei versamenti", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::VediVersamento, "Un versamento", &[Utilizzatore, DelegatoUtilizzatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(
        Operazione::ElencoPrestazioniUtilizzatore,
        "Prestazioni dell'utilizzatore",
        &[Utilizzatore, DelegatoUtilizzatore, Sede],
    )
    .by_delegation_of(Ambito::Consultazione)
    .on_app(),
    row(
        Operazione::DichiaraRapporto,
        "Dichiarazione di un rapporto di lavoro",
        &[Utilizzatore, DelegatoUtilizzatore, ContactCenter],
    )
    .by_delegation_of(Ambito::Prestazioni)
    .on_app(),
    row(
        Operazione::ElencoRapporti,
        "Rapporti di lavoro dell'utilizzatore",
        &[Utilizzatore, DelegatoUtilizzatore, Sede],
    )
    .by_delegation_of(Ambito::Consultazione)
    .on_app(),
    row(Operazione::ChiediRimborso, "Domanda di rimborso", &[Utilizzatore, DelegatoUtilizzatore])
        .by_delegation_of(Ambito::Portafoglio)
        .on_app(),
    row(
        Operazione::ElencoRimborsiUtilizzatore,
        "Elenco dei rimborsi di un utilizzatore",
        &[Utilizzatore, DelegatoUtilizzatore, Sede],
    )
    .by_delegation_of(Ambito::Consultazione)
    .on_app(),
    row(
        Operazione::VediRimborsoUtilizzatore,
        "Un rimborso di un utilizzatore",
        &[Utilizzatore, Erede, DelegatoUtilizzatore, Sede],
    )
    .by_delegation_of(Ambito::Consultazione)
    .on_app(),
    row(Operazione::RitiraRimborso, "Ritiro di una domanda di rimborso", &[Utilizzatore, Erede, DelegatoUtilizzatore])
        .by_delegation_of(Ambito::Portafoglio)
        .on_app(),
    row(
        Operazione::RicercaPrestatore,
        "Ricerca di un prestatore",
        &[Utilizzatore, Erede, DelegatoUtilizzatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Prestazioni)
    .on_app(),
    row(Operazione::VediPrestatore, "Un prestatore", &[Prestatore, DelegatoPrestatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(
        Operazione::CambiaModalitaPagamento,
        "Cambio della modalità di pagamento",
        &[Prestatore, DelegatoPrestatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Profilo)
    .on_app(),
    row(
        Operazione::Autocertifica,
        "Autocertificazione di una categoria",
        &[Prestatore, DelegatoPrestatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Profilo)
    .on_app(),
    row(
        Operazione::CessaAutocertificazione,
        "Fine di uno stato autocertificato",
        &[Prestatore, DelegatoPrestatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Profilo)
    .on_app(),
    row(Operazione::ElencoPrestazioniPrestatore, "Prestazioni del prestatore", &[Prestatore, DelegatoPrestatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(Operazione::VediLimitiPrestatore, "Limiti del prestatore", &[Prestatore, DelegatoPrestatore, Sede])
        .by_delegation_of(Ambito::Consultazione)
        .on_app(),
    row(
        Operazione::VerificaPrestazione,
        "Verifica preventiva di una prestazione",
        &[Utilizzatore, DelegatoUtilizzatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Prestazioni)
    .on_app(),
    row(Operazione::SimulaPiano, "Simulazione di un piano", &[Utilizzatore, DelegatoUtilizzatore, ContactCenter, Sede])
        .by_delegation_of(Ambito::Prestazioni)
        .on_app(),
    row(
        Operazione::ComunicaPrestazione,
        "Comunicazione di una prestazione",
        &[Utilizzatore, DelegatoUtilizzatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Prestazioni)
    .on_app(),
    row(
        Operazione::VediPrestazione,
        "Una prestazione",
        &[Utilizzatore, Prestatore, DelegatoUtilizzatore, DelegatoPrestatore, Sede],
    )
    .by_delegation_of(Ambito::Consultazione)
    .on_app(),
    row(
        Operazione::SpiegaPrestazione,
        "La spiegazione di una prestazione",
        &[Utilizzatore, Prestatore, DelegatoUtilizzatore, DelegatoPrestatore, Sede],
    )
    .by_delegation_of(Ambito::Consultazione)
    .on_app(),
    row(
        Operazione::RettificaPrestazione,
        "Rettifica di una prestazione",
        &[Utilizzatore, DelegatoUtilizzatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Prestazioni)
    .on_app(),
    row(
        Operazione::AnnullaPrestazione,
        "Annullamento di una prestazione",
        &[Utilizzatore, DelegatoUtilizzatore, ContactCenter, Sede],
    )
    .by_delegation_of(Ambito::Prestazioni)
    .on_app(),
    row(Operazione::ConvalidaPrestazione, "Convalida di una prestazione", &[Utilizzatore, DelegatoUtilizzatore])
        .by_delegation_of(Ambito::Prestazioni)
        .on_app(),
    row(Operazione::ValutaRapporto, "Valutazione di un rapporto", &[Persona, Intermediario, ContactCenter, Sede])
        .on_app(),
    row(Operazione::ElencoRimborsi, "Elenco delle domande di rimborso", &[Sede]),
    row(Operazione::VediRimborso, "Una domanda di rimborso", &[Sede]),
    row(Operazione::ApprovaRimborso, "Approvazione di un rimborso", &[Sede]),
    row(Operazione::RespingiRimborso, "Reiezione di un rimborso", &[Sede]),
    row(Operazione::RegistraRestituzioneRimborso, "Restituzione del bonifico di un rimborso", &[Sede]),
    row(Operazione::AvviaCorsaRimborsi, "Invio dei rimborsi approvati", &[Sede]),
    row(Operazione::ElencoCorseRimborsi, "Elenco delle corse di rimborsi", &[Sede]),
    row(Operazione::VediErede, "Un erede", &[Erede, Sede]),
    row(Operazione::ElencoPraticheErede, "Pratiche di un erede", &[Erede, Sede]),
    row(Operazione::ApriDichiarazioneErede, "Inizio di una dichiarazione di erede", &[Erede]),
    row(Operazione::CompilaDichiarazioneErede, "Riscrittura di una dichiarazione di erede", &[Erede]),
    row(Operazione::AllegaDocumentoErede, "Caricamento di un documento", &[Erede]),
    row(Operazione::LeggiDocumentoErede, "Un documento di una dichiarazione di erede", &[Erede, Sede]),
    row(Operazione::PresentaDichiarazioneErede, "Presentazione di una dichiarazione di erede", &[Erede]),
    row(Operazione::ConsenteErede, "Consenso a un altro erede", &[Erede]),
    row(Operazione::RevocaConsensoErede, "Revoca di un consenso a un altro erede", &[Erede]),
    row(Operazione::EsaminaDichiarazioneErede, "Esame di una dichiarazione di erede", &[Sede]),
    row(Operazione::RichiediDocumentiErede, "Richiesta di documenti a un erede", &[Sede]),
    row(Operazione::ConvalidaDichiarazioneErede, "Convalida di una dichiarazione di erede", &[Sede]),
    row(Operazione::RespingiDichiarazioneErede, "Reiezione di una dichiarazione di erede", &[Sede]),
    row(Operazione::ElencoPraticheEredi, "Elenco delle pratiche di eredi", &[Sede]),
    row(Operazione::VediPraticaEredi, "Una pratica di eredi", &[Erede, Sede]),
    row(Operazione::ElencoOperazioniErede, "Operazioni di un erede", &[Erede, Sede]),
    row(Operazione::ElencoPrestazioniPratica, "Prestazioni della persona deceduta", &[Erede, Sede]),
    row(Operazione::VediPrestazionePratica, "Una prestazione della persona deceduta", &[Erede, Sede]),
    row(Operazione::VediProspettoCompensi, "Prospetto dei compensi", &[Erede, Sede]),
    row(Operazione::VerificaInserimento, "Verifica preventiva di un inserimento", &[Erede]),
    row(Operazione::InseriscePrestazione, "Inserimento di una prestazione", &[Erede]),
    row(Operazione::AnnullaInserimento, "Annullamento di un inserimento", &[Erede]),
    row(Operazione::ElencoRimborsiErede, "Rimborsi di una pratica di eredi", &[Erede, Sede]),
    row(Operazione::ChiediRimborsoErede, "Domanda di rimborso di un erede", &[Erede]),
    row(Operazione::RegistraRicevuta, "Ricevuta di un pagamento", &[SistemaPagamenti]),
    row(Operazione::RegistraComunicazioneObbligatoria, "Comunicazione obbligatoria di un rapporto di lavoro", &[Sede]),
    row(Operazione::RegistraCompensiEsterni, "Compensi esterni di un prestatore", &[Sede]),
    row(Operazione::AvviaCorsaPagamento, "Pagamento di un mese", &[Sede]),
    row(Operazione::ElencoCorsePagamento, "Elenco delle corse di pagamento", &[Sede]),
    row(Operazione::VediCorsaPagamento, "Una corsa di pagamento", &[Sede]),
    row(Operazione::ElencoPagamenti, "Pagamenti di una corsa", &[Sede]),
];
