//! What a person reads of a code, in Italian.

use super::Codice;

/// Declares the message of each code from one table; a code without one does not compile.
macro_rules! messages {
    ($($codice:ident => $text:literal,)+) => {
        impl Codice {
            /// What a person reads, in Italian.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$codice => $text,)+ }
            }
        }
    };
}

messages! {
    DichiarazioneMancante =>
        "Mancano le dichiarazioni di responsabilità o la presa visione dell'informativa nella versione in vigore.",
    TipoUtilizzatoreNonGestito => "Il Libretto Famiglia è riservato alle persone fisiche.",
    GiaRegistrato => "Questa persona è già registrata con questo profilo.",
    NonRegistrato => "Utilizzatore e prestatore devono essere registrati prima della comunicazione.",
    UtilizzatoreDeceduto => "L'utilizzatore risulta deceduto: può operare solo un erede riconosciuto.",
    DataDecessoNonValida => "Il decesso non può essere futuro né precedente alla nascita.",
    AmbitoNonAmmesso => "L'ambito non è tra quelli ammessi dalla legge.",
    CampoMancante => "Manca un'informazione che la comunicazione deve contenere.",
    OrarioInesistente =>
        "L'orario indicato non esiste: in quel giorno l'ora legale lo ha saltato, o lo scostamento non è quello italiano.",
    OrarioAmbiguo => "L'orario indicato ricorre due volte per il ritorno all'ora solare: va indicato lo scostamento.",
    PrimaDellaLegge => "In quel giorno il Libretto Famiglia non esisteva ancora.",
    DurataNulla => "Tolte le pause non resta tempo lavorato.",
    DurataEccessiva => "Una registrazione riguarda un solo turno, non più lungo della durata massima.",
    DivisioneNecessaria =>
        "La prestazione attraversa la fine del mese: va comunicata in due registrazioni divise a mezzanotte.",
    CostoNonMultiplo => "Il costo complessivo deve essere un multiplo del valore di un titolo.",
    ImportiIncoerenti => "Costo, compenso e titoli indicati non corrispondono tra loro.",
    TitoliInsufficienti => "Serve almeno un titolo per ogni ora di lavoro, anche non intera.",
    TermineScaduto => "Il termine per comunicare la prestazione è scaduto.",
    PrestazioneNonConclusa => "La comunicazione si fa al termine della prestazione.",
    RapportoPrecedente => "Tra le parti è in corso, o è cessato da troppo poco tempo, un rapporto di lavoro.",
    StessaPersona => "Utilizzatore e prestatore sono la stessa persona.",
    EtaInsufficiente => "Il prestatore non ha l'età minima per lavorare nel giorno della prestazione.",
    Sovrapposizione => "Le stesse parti hanno già una prestazione in quell'orario.",
    LimitePrestatoreSuperato => "Il prestatore ha raggiunto il limite annuo dei compensi da tutti gli utilizzatori.",
    LimiteUtilizzatoreSuperato => "L'utilizzatore supererebbe il limite annuo dei compensi a tutti i prestatori.",
    LimiteCoppiaSuperato => "Si supererebbe il limite annuo dei compensi tra le stesse parti.",
    LimiteOreSuperato => "Si supererebbe il limite annuo di ore tra le stesse parti.",
    FondiInsufficienti => "Il portafoglio non contiene somme sufficienti.",
    Irrevocabile => "La prestazione è irrevocabile: non si può più rettificare o annullare.",
    VersamentoNonMultiplo => "Il versamento deve essere un multiplo positivo del valore di un titolo.",
    AutocertificazioneNonAperta =>
        "Non c'è uno stato autocertificato in corso che possa essere cessato in quel giorno.",
    MandatoNonDisponibile => "Il mandato postale non era ancora disponibile in quel giorno.",
    ConvalidaNonPossibile => "La prestazione non si può convalidare: il prestatore non ha scelto il mandato postale.",
    IbanNonValido => "L'IBAN non è valido, o il conto non è raggiungibile da un bonifico SEPA.",
    IbanNonIntestato => "Il conto deve essere intestato, anche insieme ad altri, a chi chiede il rimborso.",
    ImportoNonPositivo => "L'importo del rimborso deve essere maggiore di zero.",
    NullaDaRimborsare => "Nel portafoglio non ci sono somme versate e non utilizzate da rimborsare.",
    RimborsoEccedente => "L'importo approvato non può superare quello riservato dalla domanda.",
    StatoRimborsoIncompatibile => "Lo stato della domanda di rimborso non ammette questa operazione.",
    RimborsoRidotto => "Il rimborso è ridotto a quanto è disponibile nel portafoglio.",
    BonusNonPrevisto => "In quel giorno la legge non prevedeva il bonus baby-sitting, o il giorno è futuro.",
    BonusImportoNonAmmesso =>
        "Il bonus si concede in titoli interi e non oltre l'importo che la legge prevedeva in quel giorno.",
    BonusGiaAppropriato => "Il bonus è già stato fatto proprio.",
    BonusRinunciato => "Il bonus non è stato fatto proprio nel termine: vi si è tacitamente rinunciato.",
    BonusAmbitoNonAmmesso => "Il bonus paga soltanto l'assistenza domiciliare ai bambini.",
    BonusFuoriPeriodo => "Il bonus non paga il lavoro svolto in quel giorno.",
    BonusFamiliareEscluso => "Il bonus non paga i familiari conviventi né i genitori.",
    MeseNonChiuso => "Il mese non è ancora chiuso: le sue prestazioni possono ancora cambiare.",
    EredeNonConvalidato => "La dichiarazione di erede non è stata ancora convalidata dalla sede.",
    StatoDichiarazioneIncompatibile => "La dichiarazione di erede è in uno stato che non ammette questa operazione.",
    DichiarazioneEredeGiaPresente => "Questa persona ha già una dichiarazione di erede per lo stesso utilizzatore.",
    TroppeDichiarazioni => "Questa persona ha già fatto il numero massimo di dichiarazioni di erede per lo stesso utilizzatore.",
    ResponsabilitaMancante => "Mancano le dichiarazioni di responsabilità dell'erede nella versione in vigore.",
    TestamentoMancante => "L'erede testamentario deve allegare una copia del testamento.",
    DocumentoMancante => "Manca un documento richiesto dalla sede.",
    DimensioneDocumentoNonAmmessa => "Il documento è vuoto o supera la dimensione massima.",
    FormatoDocumentoNonAmmesso => "Il documento non è un PDF, un JPEG o un PNG integro e senza altri contenuti.",
    TroppiDocumenti => "La dichiarazione contiene già il numero massimo di documenti.",
    CoeredeNonValido => "Il coerede indicato non può esserlo: non è un'altra persona, è ripetuto o non risulta nella pratica.",
    DichiarazioneComma5Mancante => "L'erede deve dichiarare di non essere a conoscenza di rapporti di lavoro che il comma 5 vieta.",
    PrestatoreErede => "L'erede non può inserire prestazioni a favore di sé stesso.",
    PrestatoreCoerede => "Non si possono inserire prestazioni a favore di un altro erede della stessa pratica.",
    SuccessivaAlDecesso => "La prestazione inizia o finisce dopo il giorno del decesso.",
    OraSuccessivaAlDecesso => "La prestazione finisce dopo l'ora del decesso.",
    RimborsoInCorso => "È stato chiesto il rimborso: per inserire prestazioni va prima ritirata la domanda.",
    QuoteEccedenti => "Le quote dichiarate dagli eredi superano l'intero, o non si possono ricondurre a un denominatore comune.",
    QuotaMancante => "Per chiedere la propria parte va dichiarata la quota di eredità.",
    DelegaMancante => "Per chiedere l'intera somma serve il consenso o la delega di tutti gli altri eredi.",
    DelegaAssente => "Non risulta una delega di questa persona che valga ora per il ruolo e per l'operazione.",
    DelegaEstinta => "La delega si è estinta con la morte di chi l'aveva data.",
    DelegaGiaPresente => "C'è già una delega allo stesso ente per lo stesso ruolo: va prima revocata.",
    DelegaNonAttiva => "La delega è già finita: non può essere revocata.",
    AmbitiDelegaMancanti => "La delega deve dire per che cosa è data.",
    PeriodoDelegaNonValido => "I giorni della delega devono essere da oggi in avanti, e l'ultimo non può precedere il primo.",
    DocumentoDelegaMancante => "Chi inserisce una delega scritta deve indicare il documento firmato che conserva.",
    CanaleNonAmmesso => "Il canale o l'ente non è ammesso a questa operazione.",
    TroppiConsensi => "L'erede ha già dato il numero massimo di consensi.",
    ConsensoNonRevocabile => "Il consenso non si può più revocare: il rimborso che vi si fonda è stato approvato o pagato.",
    RimborsoGiaRichiesto => "L'erede ha già una domanda di rimborso in corso o pagata.",
    TermineScadutoPrimaDelDecesso => "Il termine per comunicare la prestazione era già scaduto al momento del decesso.",
    PrestatoreRegistratoDopo => "Il prestatore si è registrato dopo la prestazione.",
    PrestatoreMinorenne => "Il prestatore è minorenne: valgono le tutele del lavoro dei minori.",
    TrasformazioneRapporto =>
        "Il rapporto si trasforma in rapporto di lavoro a tempo pieno e indeterminato dal giorno del superamento.",
    ConversioneExTunc =>
        "Il lavoro ricade nel divieto per chi ha o ha avuto da poco un rapporto tra le stesse parti: se è accertata la subordinazione, è lavoro subordinato fin dall'inizio.",
    LimiteSenzaTrasformazione =>
        "È superato un limite che riguarda anche altri: la legge non ne fa seguire la trasformazione del rapporto.",
    ComunicazioneTardivaSenzaSanzione =>
        "La comunicazione è arrivata oltre il termine: per il Libretto Famiglia la legge non prevede una sanzione.",
    RiposoNonRispettato =>
        "Il riposo dovuto al prestatore non è stato rispettato: valgono le sanzioni ordinarie sull'orario di lavoro, e il rapporto non si trasforma per questo.",
    AutocertificazioneNonVeritiera =>
        "Il computo ridotto viene meno e la dichiarazione falsa è punita dalla legge penale: il rapporto non si trasforma per questo.",
    RapportoNonValido =>
        "Un rapporto di lavoro non comincia prima della nascita delle parti né finisce prima di cominciare.",
    ProtocolloDiAltri => "Il protocollo appartiene a una comunicazione tra altre persone.",
    CompensiEsterniNonValidi =>
        "Il totale dei compensi esterni non può essere negativo né riferito a un istante futuro.",
    AutocertificazioneNonValida => "Lo stato autocertificato non può cominciare prima della nascita.",
    RiposoGiornalieroInsufficiente =>
        "Tra il lavoro di un giorno e quello del seguente il prestatore ha meno del riposo dovuto.",
    PausaMancante => "La durata richiede una pausa più lunga di quella indicata.",
    RiposoSettimanaleInsufficiente =>
        "Nel periodo su cui si fa la media il prestatore ha meno giorni senza lavoro di quelli dovuti.",
    FamiliareConvivente => "Il lavoro del familiare convivente si presume gratuito: il rapporto va dimostrato.",
}
