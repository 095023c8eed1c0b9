//! The one list of problem types. Pages, documentation and the mapping to a status all come from it.

use actix_web::http::StatusCode;
use libretto_core::catalogue::{Codice, Kind};

/// What is told about a type of problem, to programs and to people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Stable kebab-case code, last segment of the problem's `type`.
    pub codice: &'static str,
    /// HTTP status of the answer.
    pub status: StatusCode,
    /// Short Italian title, the same for every occurrence.
    pub title: &'static str,
    /// What happened and what the caller can do, in Italian.
    pub description: &'static str,
}

/// Declares the enumeration, the complete list and the entries from one table, so that none of them can lag behind.
macro_rules! catalogue {
    ($($variant:ident => $codice:literal, $status:ident, $title:literal, $description:literal;)+) => {
        /// A type of problem. Its `codice` is stable: programs may branch on it.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum ProblemType {
            $(#[doc = concat!("`", $codice, "`: ", $title, ".")] $variant,)+
            /// A violation of the law: a type for each of the core's codes, made from the core's own list.
            Decisione(Codice),
        }

        impl ProblemType {
            /// The types that are not violations of the law, in the order of the table.
            pub const GENERAL: &'static [Self] = &[$(Self::$variant),+];

            /// The row of the table.
            pub const fn entry(self) -> Entry {
                match self {
                    $(Self::$variant => Entry {
                        codice: $codice,
                        status: StatusCode::$status,
                        title: $title,
                        description: $description,
                    },)+
                    Self::Decisione(codice) => Entry {
                        codice: codice.as_str(),
                        status: match codice.kind() {
                            Kind::Conflict => StatusCode::CONFLICT,
                            Kind::Gone => StatusCode::GONE,
                            Kind::NotEntitled => StatusCode::FORBIDDEN,
                            Kind::Violation | Kind::Warning | Kind::Consequence => StatusCode::UNPROCESSABLE_ENTITY,
                        },
                        title: codice.regola().title(),
                        description: codice.message(),
                    },
                }
            }
        }
    };
}

catalogue! {
    RichiestaNonValida => "richiesta-non-valida", BAD_REQUEST, "Richiesta non valida",
        "La richiesta non si può leggere: il corpo non è JSON ben formato, oppure un parametro o un'intestazione non ha la forma prevista. Correggere la richiesta; ripeterla uguale darà lo stesso esito.";
    CursoreNonValido => "cursore-non-valido", BAD_REQUEST, "Cursore non valido",
        "Il parametro `cursor` non è uno di quelli restituiti da questa API. Ripartire dalla prima pagina.";
    ChiaveIdempotenzaMancante => "chiave-idempotenza-mancante", BAD_REQUEST, "Chiave di idempotenza mancante",
        "L'operazione richiede l'intestazione `Idempotency-Key`, scelta da chi chiama e diversa per ogni nuova operazione, così che una richiesta ripetuta non produca due volte il suo effetto.";
    ChiaveIdempotenzaNonValida => "chiave-idempotenza-non-valida", BAD_REQUEST, "Chiave di idempotenza non valida",
        "L'intestazione `Idempotency-Key` deve comparire una sola volta ed essere formata da 1 a 128 caratteri ASCII visibili, per esempio un UUID.";
    NonAutenticato => "non-autenticato", UNAUTHORIZED, "Autenticazione richiesta",
        "Manca un token di accesso valido nell'intestazione `Authorization: Bearer`, oppure quello presentato è scaduto, non è destinato a questa API o non è stato emesso da un'autorità riconosciuta.";
    LivelloAutenticazioneInsufficiente => "livello-autenticazione-insufficiente", FORBIDDEN, "Livello di autenticazione insufficiente",
        "L'operazione richiede un'identità digitale SPID o CIE di livello 2 o superiore. Autenticarsi di nuovo al livello indicato in `acr_values`.";
    CredenzialeNonAmmessa => "credenziale-non-ammessa", FORBIDDEN, "Credenziale non ammessa dal canale",
        "Il canale non ammette l'identità digitale presentata: il portale richiede SPID di livello 2 o superiore, CIE di livello 3, CNS o eIDAS; l'app solo SPID di livello 2 o superiore o CIE di livello 3. Ripetere dal portale o con un'altra identità.";
    OperazioneNonConsentita => "operazione-non-consentita", FORBIDDEN, "Operazione non consentita",
        "L'identità di chi chiama è nota, ma il suo ruolo non permette questa operazione.";
    NonTrovato => "non-trovato", NOT_FOUND, "Risorsa non trovata",
        "L'indirizzo non corrisponde ad alcuna risorsa visibile a chi chiama. La risposta è la stessa per una risorsa inesistente e per una altrui.";
    SoloInSandbox => "solo-in-sandbox", NOT_FOUND, "Disponibile solo nella sandbox",
        "L'operazione esiste solo quando il servizio è avviato come sandbox; questo è un servizio in esercizio.";
    MetodoNonAmmesso => "metodo-non-ammesso", METHOD_NOT_ALLOWED, "Metodo non ammesso",
        "La risorsa esiste ma non accetta questo metodo. L'intestazione `Allow` elenca quelli ammessi.";
    TempoScaduto => "tempo-scaduto", REQUEST_TIMEOUT, "Richiesta non completata in tempo",
        "Il corpo della richiesta non è arrivato per intero entro il tempo previsto. La richiesta non ha avuto effetto e si può ripetere.";
    RichiestaInCorso => "richiesta-in-corso", CONFLICT, "Richiesta ancora in corso",
        "Una richiesta con la stessa `Idempotency-Key` è ancora in elaborazione. Attendere e ripetere la stessa richiesta per averne l'esito.";
    GiaEsistente => "gia-esistente", CONFLICT, "Risorsa già esistente",
        "Esiste già una risorsa con la stessa identità, che non può essere creata due volte.";
    StatoIncompatibile => "stato-incompatibile", CONFLICT, "Stato incompatibile",
        "Lo stato attuale della risorsa non permette l'operazione richiesta, per esempio perché è già annullata o già in pagamento.";
    ModificaConcorrente => "modifica-concorrente", CONFLICT, "Modifica concorrente",
        "Altre operazioni hanno cambiato nel frattempo gli stessi dati. La richiesta non ha avuto effetto e si può ripetere con la stessa `Idempotency-Key`.";
    OrologioIndietro => "orologio-indietro", CONFLICT, "L'orologio non torna indietro",
        "L'orologio della sandbox si può portare solo in avanti: ciò che è accaduto non può diventare futuro.";
    PrecondizioneFallita => "precondizione-fallita", PRECONDITION_FAILED, "Versione non aggiornata",
        "L'intestazione `If-Match` non corrisponde alla versione attuale della risorsa: qualcun altro l'ha modificata. Rileggerla e ripetere con il nuovo `ETag`.";
    CorpoTroppoGrande => "corpo-troppo-grande", PAYLOAD_TOO_LARGE, "Corpo della richiesta troppo grande",
        "Il corpo della richiesta supera il massimo dell'operazione: 64 KiB, o 512 KiB per gli elenchi di prestazioni.";
    TipoDiContenutoNonSupportato => "tipo-di-contenuto-non-supportato", UNSUPPORTED_MEDIA_TYPE, "Tipo di contenuto non supportato",
        "Il corpo va inviato come `application/json`, o come `application/merge-patch+json` con il metodo PATCH, in UTF-8 e senza compressione.";
    DatiNonValidi => "dati-non-validi", UNPROCESSABLE_ENTITY, "Dati non validi",
        "Il corpo è JSON ben formato ma uno o più campi mancano, non sono previsti o hanno un valore non ammesso. `campi` indica quali.";
    DecisioneNegativa => "decisione-negativa", UNPROCESSABLE_ENTITY, "Operazione non ammessa dalla legge",
        "La richiesta è completa ma una o più regole del Libretto Famiglia non la permettono. `violazioni` elenca tutte le regole violate, ciascuna con la sua fonte.";
    IdentitaIncompleta => "identita-incompleta", UNPROCESSABLE_ENTITY, "Identità digitale incompleta",
        "L'identità digitale di chi chiama non riporta un dato necessario alla registrazione. Autenticarsi con un'identità che lo riporti.";
    DisciplinaNonInVigore => "disciplina-non-in-vigore", UNPROCESSABLE_ENTITY, "Disciplina non in vigore",
        "La richiesta riguarda un giorno o un anno in cui la disciplina del Libretto Famiglia non è in vigore.";
    ChiaveIdempotenzaRiusata => "chiave-idempotenza-riusata", UNPROCESSABLE_ENTITY, "Chiave di idempotenza già usata",
        "La stessa `Idempotency-Key` è già stata usata per una richiesta diversa. Usare una chiave nuova per ogni nuova operazione.";
    PrecondizioneMancante => "precondizione-mancante", PRECONDITION_REQUIRED, "Precondizione mancante",
        "La modifica richiede l'intestazione `If-Match` con l'`ETag` della versione letta, così da non sovrascrivere modifiche altrui.";
    TroppeRichieste => "troppe-richieste", TOO_MANY_REQUESTS, "Troppe richieste",
        "È stato superato il numero di richieste ammesso. Riprovare dopo i secondi indicati in `Retry-After`.";
    ErroreInterno => "errore-interno", INTERNAL_SERVER_ERROR, "Errore interno",
        "Si è verificato un errore non previsto. Ripetere più tardi con la stessa `Idempotency-Key`; se il problema resta, segnalarlo indicando `request_id`.";
    ServizioNonDisponibile => "servizio-non-disponibile", SERVICE_UNAVAILABLE, "Servizio non disponibile",
        "Il servizio è temporaneamente sovraccarico, in manutenzione o in attesa di un sistema da cui dipende. Riprovare dopo i secondi indicati in `Retry-After`.";
}

impl ProblemType {
    /// Every type: the general ones, then the violations of the law. Warnings and consequences refuse nothing, so they are no problems.
    pub fn all() -> impl Iterator<Item = Self> {
        let violations = Codice::ALL.iter().filter(|codice| codice.kind().refuses());
        Self::GENERAL.iter().copied().chain(violations.map(|codice| Self::Decisione(*codice)))
    }

    /// The type with this `codice`, if there is one.
    pub fn from_codice(codice: &str) -> Option<Self> {
        Self::all().find(|kind| kind.entry().codice == codice)
    }

    /// The general types answered with this status, in the order of the table.
    pub fn with_status(status: StatusCode) -> impl Iterator<Item = Self> {
        Self::GENERAL.iter().copied().filter(move |kind| kind.entry().status == status)
    }

    /// The type that says no more than the status does: for answers that were not built from the catalogue.
    pub fn generic(status: StatusCode) -> Self {
        match status {
            StatusCode::UNPROCESSABLE_ENTITY => Self::DatiNonValidi,
            StatusCode::CONFLICT => Self::StatoIncompatibile,
            StatusCode::FORBIDDEN => Self::OperazioneNonConsentita,
            other => Self::with_status(other).next().unwrap_or(if other.is_client_error() {
                Self::RichiestaNonValida
            } else {
                Self::ErroreInterno
            }),
        }
    }

    /// The stable address of the page that explains the type, as a reference relative to the server's root.
    pub fn uri(self) -> String {
        format!("/problemi/{}", self.entry().codice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_kebab_case_and_belong_to_an_error() {
        let mut seen = BTreeSet::new();
        for kind in ProblemType::all() {
            let entry = kind.entry();
            assert!(seen.insert(entry.codice), "{} twice", entry.codice);
            let kebab = entry.codice.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(kebab && !entry.codice.starts_with('-') && !entry.codice.ends_with('-'), "{}", entry.codice);
            assert!(entry.status.is_client_error() || entry.status.is_server_error(), "{}", entry.codice);
            assert!(entry.description.ends_with('.') && !entry.title.ends_with('.'), "{}", entry.codice);
            assert_eq!(ProblemType::from_codice(entry.codice), Some(kind));
        }
        assert_eq!(ProblemType::from_codice("inesistente"), None);
    }

    #[test]
    fn a_bare_status_finds_a_type_of_the_same_class() {
        for code in 400..600 {
            let Ok(status) = StatusCode::from_u16(code) else {
                continue;
            };
            let found = ProblemType::generic(status).entry().status;
            assert_eq!(found.is_client_error(), status.is_client_error(), "{status}");
        }
        assert_eq!(ProblemType::generic(StatusCode::NOT_FOUND), ProblemType::NonTrovato);
        assert_eq!(ProblemType::generic(StatusCode::FORBIDDEN), ProblemType::OperazioneNonConsentita);
        assert_eq!(ProblemType::generic(StatusCode::IM_A_TEAPOT), ProblemType::RichiestaNonValida);
        assert_eq!(ProblemType::generic(StatusCode::BAD_GATEWAY), ProblemType::ErroreInterno);
    }
}
