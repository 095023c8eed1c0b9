//! The operations of the service, each by the name it has in the document of the API.

use crate::catalogue::texts;

texts! {
    /// An operation.
    Operazione {
        /// «Stato del servizio».
        StatoServizio = "statoServizio",
        /// «Elenco dei tipi di problema».
        ElencoTipiProblema = "elencoTipiProblema",
        /// «Spiegazione di un tipo di problema».
        TipoProblema = "tipoProblema",
        /// «Dichiarazioni in vigore».
        ElencoDichiarazioni = "elencoDichiarazioni",
        /// «Manuale per gli eredi».
        ManualeEredi = "manualeEredi",
        /// «Parametri in vigore in un giorno».
        ElencoParametri = "elencoParametri",
        /// «Storia di un parametro».
        VediParametro = "vediParametro",
        /// «Chi può fare che cosa».
        ElencoPermessi = "elencoPermessi",
        /// «L'orologio della sandbox».
        VediOrologio = "vediOrologio",
        /// «Avanzamento dell'orologio della sandbox».
        AvanzaOrologio = "avanzaOrologio",
        /// «Il proprio profilo».
        VediProfilo = "vediProfilo",
        /// «Chi ha guardato i propri dati».
        ElencoAccessi = "elencoAccessi",
        /// «Registrazione di un utilizzatore».
        RegistraUtilizzatore = "registraUtilizzatore",
        /// «Registrazione di un prestatore».
        RegistraPrestatore = "registraPrestatore",
        /// «Registrazione di un erede».
        RegistraErede = "registraErede",
        /// «Conferimento di una delega».
        ConferisceDelega = "conferisceDelega",
        /// «Revoca o rinuncia di una delega».
        RevocaDelega = "revocaDelega",
        /// «Deleghe date o ricevute».
        ElencoDeleghe = "elencoDeleghe",
        /// «Una delega».
        VediDelega = "vediDelega",
        /// «Un utilizzatore».
        VediUtilizzatore = "vediUtilizzatore",
        /// «Registrazione del decesso di un utilizzatore».
        RegistraDecesso = "registraDecesso",
        /// «La scrivania».
        VediScrivania = "vediScrivania",
        /// «Limiti dell'utilizzatore».
        VediLimitiUtilizzatore = "vediLimitiUtilizzatore",
        /// «Il portafoglio».
        VediPortafoglio = "vediPortafoglio",
        /// «Movimenti del portafoglio».
        ElencoMovimenti = "elencoMovimenti",
        /// «Concessione di un bonus baby-sitting».
        ConcedeBonus = "concedeBonus",
        /// «I bonus di un utilizzatore».
        ElencaBonus = "elencaBonus",
        /// «Un bonus».
        VediBonus = "vediBonus",
        /// «Appropriazione di un bonus baby-sitting».
        SiAppropriaDelBonus = "siAppropriaDelBonus",
        /// «Richiesta di un versamento».
        ApriVersamento = "apriVersamento",
        /// «Elenco dei versamenti».
        ElencoVersamenti = "elencoVersamenti",
        /// «Un versamento».
        VediVersamento = "vediVersamento",
        /// «Prestazioni dell'utilizzatore».
        ElencoPrestazioniUtilizzatore = "elencoPrestazioniUtilizzatore",
        /// «Dichiarazione di un rapporto di lavoro».
        DichiaraRapporto = "dichiaraRapporto",
        /// «Rapporti di lavoro dell'utilizzatore».
        ElencoRapporti = "elencoRapporti",
        /// «Domanda di rimborso».
        ChiediRimborso = "chiediRimborso",
        /// «Elenco dei rimborsi di un utilizzatore».
        ElencoRimborsiUtilizzatore = "elencoRimborsiUtilizzatore",
        /// «Un rimborso di un utilizzatore».
        VediRimborsoUtilizzatore = "vediRimborsoUtilizzatore",
        /// «Ritiro di una domanda di rimborso».
        RitiraRimborso = "ritiraRimborso",
        /// «Ricerca di un prestatore».
        RicercaPrestatore = "ricercaPrestatore",
        /// «Un prestatore».
        VediPrestatore = "vediPrestatore",
        /// «Cambio della modalità di pagamento».
        CambiaModalitaPagamento = "cambiaModalitaPagamento",
        /// «Autocertificazione di una categoria».
        Autocertifica = "autocertifica",
        /// «Fine di uno stato autocertificato».
        CessaAutocertificazione = "cessaAutocertificazione",
        /// «Prestazioni del prestatore».
        ElencoPrestazioniPrestatore = "elencoPrestazioniPrestatore",
        /// «Limiti del prestatore».
        VediLimitiPrestatore = "vediLimitiPrestatore",
        /// «Verifica preventiva di una prestazione».
        VerificaPrestazione = "verificaPrestazione",
        /// «Simulazione di un piano».
        SimulaPiano = "simulaPiano",
        /// «Comunicazione di una prestazione».
        ComunicaPrestazione = "comunicaPrestazione",
        /// «Una prestazione».
        VediPrestazione = "vediPrestazione",
        /// «La spiegazione di una prestazione».
        SpiegaPrestazione = "spiegaPrestazione",
        /// «Rettifica di una prestazione».
        RettificaPrestazione = "rettificaPrestazione",
        /// «Annullamento di una prestazione».
        AnnullaPrestazione = "annullaPrestazione",
        /// «Convalida di una prestazione».
        ConvalidaPrestazione = "convalidaPrestazione",
        /// «Valutazione di un rapporto».
        ValutaRapporto = "valutaRapporto",
        /// «Elenco delle domande di rimborso».
        ElencoRimborsi = "elencoRimborsi",
        /// «Una domanda di rimborso».
        VediRimborso = "vediRimborso",
        /// «Approvazione di un rimborso».
        ApprovaRimborso = "approvaRimborso",
        /// «Reiezione di un rimborso».
        RespingiRimborso = "respingiRimborso",
        /// «Restituzione del bonifico di un rimborso».
        RegistraRestituzioneRimborso = "registraRestituzioneRimborso",
        /// «Invio dei rimborsi approvati».
        AvviaCorsaRimborsi = "avviaCorsaRimborsi",
        /// «Elenco delle corse di rimborsi».
        ElencoCorseRimborsi = "elencoCorseRimborsi",
        /// «Un erede».
        VediErede = "vediErede",
        /// «Pratiche di un erede».
        ElencoPraticheErede = "elencoPraticheErede",
        /// «Inizio di una dichiarazione di erede».
        ApriDichiarazioneErede = "apriDichiarazioneErede",
        /// «Riscrittura di una dichiarazione di erede».
        CompilaDichiarazioneErede = "compilaDichiarazioneErede",
        /// «Caricamento di un documento».
        AllegaDocumentoErede = "allegaDocumentoErede",
        /// «Un documento di una dichiarazione di erede».
        LeggiDocumentoErede = "leggiDocumentoErede",
        /// «Presentazione di una dichiarazione di erede».
        PresentaDichiarazioneErede = "presentaDichiarazioneErede",
        /// «Consenso a un altro erede».
        ConsenteErede = "consenteErede",
        /// «Revoca di un consenso a un altro erede».
        RevocaConsensoErede = "revocaConsensoErede",
        /// «Esame di una dichiarazione di erede».
        EsaminaDichiarazioneErede = "esaminaDichiarazioneErede",
        /// «Richiesta di documenti a un erede».
        RichiediDocumentiErede = "richiediDocumentiErede",
        /// «Convalida di una dichiarazione di erede».
        ConvalidaDichiarazioneErede = "convalidaDichiarazioneErede",
        /// «Reiezione di una dichiarazione di erede».
        RespingiDichiarazioneErede = "respingiDichiarazioneErede",
        /// «Elenco delle pratiche di eredi».
        ElencoPraticheEredi = "elencoPraticheEredi",
        /// «Una pratica di eredi».
        VediPraticaEredi = "vediPraticaEredi",
        /// «Operazioni di un erede».
        ElencoOperazioniErede = "elencoOperazioniErede",
        /// «Prestazioni della persona deceduta».
        ElencoPrestazioniPratica = "elencoPrestazioniPratica",
        /// «Una prestazione della persona deceduta».
        VediPrestazionePratica = "vediPrestazionePratica",
        /// «Prospetto dei compensi».
        VediProspettoCompensi = "vediProspettoCompensi",
        /// «Verifica preventiva di un inserimento».
        VerificaInserimento = "verificaInserimento",
        /// «Inserimento di una prestazione».
        InseriscePrestazione = "inseriscePrestazione",
        /// «Annullamento di un inserimento».
        AnnullaInserimento = "annullaInserimento",
        /// «Rimborsi di una pratica di eredi».
        ElencoRimborsiErede = "elencoRimborsiErede",
        /// «Domanda di rimborso di un erede».
        ChiediRimborsoErede = "chiediRimborsoErede",
        /// «Ricevuta di un pagamento».
        RegistraRicevuta = "registraRicevuta",
        /// «Comunicazione obbligatoria di un rapporto di lavoro».
        RegistraComunicazioneObbligatoria = "registraComunicazioneObbligatoria",
        /// «Compensi esterni di un prestatore».
        RegistraCompensiEsterni = "registraCompensiEsterni",
        /// «Pagamento di un mese».
        AvviaCorsaPagamento = "avviaCorsaPagamento",
        /// «Elenco delle corse di pagamento».
        ElencoCorsePagamento = "elencoCorsePagamento",
        /// «Una corsa di pagamento».
        VediCorsaPagamento = "vediCorsaPagamento",
        /// «Pagamenti di una corsa».
        ElencoPagamenti = "elencoPagamenti",
    }
}
