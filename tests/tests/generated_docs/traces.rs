//! What the catalogue of rules cannot say of itself: which parameters a rule reads, where it is held, what it guards.

use crate::read;
use libretto_core::catalogue::{Codice, Regola};
use libretto_core::parameters;
use std::collections::BTreeSet;

/// Where a rule is met.
pub(super) struct Trace {
    /// The rule.
    pub(super) regola: Regola,
    /// Keys of the parameters it reads.
    pub(super) parameters: &'static [&'static str],
    /// The file that holds it, below `crates/libretto-core/src`; empty for a rule that is named and not applied yet.
    pub(super) file: &'static str,
    /// The operations that it guards, relative to the base path.
    pub(super) operations: &'static [&'static str],
}

const VERIFICA: &str = "POST /prestazioni/verifiche";
const SIMULA: &str = "POST /simulazioni";
const COMUNICA: &str = "POST /prestazioni";
const RETTIFICA: &str = "POST /prestazioni/{prestazione_id}/rettifiche";
const ANNULLA: &str = "POST /prestazioni/{prestazione_id}/annullamento";
const CONVALIDA: &str = "POST /prestazioni/{prestazione_id}/convalida";
const UTILIZZATORI: &str = "POST /utilizzatori";
const DECESSO: &str = "POST /utilizzatori/{utilizzatore_id}/decesso";
const PRESTATORI: &str = "POST /prestatori";
const MODALITA: &str = "PUT /prestatori/{prestatore_id}/modalita-pagamento";
const AUTOCERTIFICA: &str = "POST /prestatori/{prestatore_id}/autocertificazioni";
const CESSAZIONI: &str = "POST /prestatori/{prestatore_id}/autocertificazioni/cessazioni";
const RAPPORTI: &str = "POST /utilizzatori/{utilizzatore_id}/rapporti";
const ELENCO_RAPPORTI: &str = "GET /utilizzatori/{utilizzatore_id}/rapporti";
const COMUNICAZIONI: &str = "POST /comunicazioni-obbligatorie";
const COMPENSI_ESTERNI: &str = "POST /compensi-esterni";
const VERSAMENTI: &str = "POST /utilizzatori/{utilizzatore_id}/versamenti";
const RICEVUTE: &str = "POST /versamenti/ricevute";
const PORTAFOGLIO: &str = "GET /utilizzatori/{utilizzatore_id}/portafoglio";
const LIMITI_UTILIZZATORE: &str = "GET /utilizzatori/{utilizzatore_id}/limiti";
const LIMITI_PRESTATORE: &str = "GET /prestatori/{prestatore_id}/limiti";
const BONUS: &str = "POST /utilizzatori/{utilizzatore_id}/bonus";
const APPROPRIAZIONE: &str = "POST /utilizzatori/{utilizzatore_id}/bonus/{bonus_id}/appropriazione";
const CORSE: &str = "POST /corse-pagamento";
const RIMBORSI: &str = "POST /utilizzatori/{utilizzatore_id}/rimborsi";
const RITIRO: &str = "POST /utilizzatori/{utilizzatore_id}/rimborsi/{rimborso_id}/ritiro";
const APPROVAZIONE: &str = "POST /rimborsi/{rimborso_id}/approvazione";
const REIEZIONE: &str = "POST /rimborsi/{rimborso_id}/reiezione";
const RESTITUZIONE: &str = "POST /rimborsi/{rimborso_id}/restituzione";

const EREDI: &str = "POST /eredi";
const DICHIARA: &str = "POST /eredi/{erede_id}/dichiarazioni";
const COMPILA: &str = "PUT /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}";
const ALLEGA: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/documenti";
const PRESENTA: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/presentazione";
const ESAMINA: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/esame";
const RICHIEDE: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/richieste-documenti";
const RICONOSCE: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/convalida";
const RESPINGE: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/reiezione";
const CONSENTE: &str = "POST /eredi/pratiche/{utilizzatore_id}/dichiarazioni/{dichiarazione_id}/consensi";
const VERIFICA_INSERIMENTO: &str = "POST /eredi/pratiche/{utilizzatore_id}/prestazioni/verifiche";
const INSERISCE: &str = "POST /eredi/pratiche/{utilizzatore_id}/prestazioni";
const ANNULLA_INSERIMENTO: &str = "POST /eredi/pratiche/{utilizzatore_id}/prestazioni/{prestazione_id}/annullamento";
const QUOTA: &str = "POST /eredi/pratiche/{utilizzatore_id}/rimborsi";

/// Whatever reads a history.
const ASSESSMENT: &[&str] = &["POST /valutazioni-rapporto"];
/// Whatever decides on the content of a record.
const CONTENT: &[&str] = &[VERIFICA, COMUNICA, RETTIFICA, SIMULA, VERIFICA_INSERIMENTO, INSERISCE];
const OF_THE_HOUSEHOLD: &[&str] =
    &[VERIFICA, COMUNICA, RETTIFICA, SIMULA, VERIFICA_INSERIMENTO, INSERISCE, LIMITI_UTILIZZATORE];
/// Whatever an heir does with work.
const OF_THE_ENTRY: &[&str] = &[VERIFICA_INSERIMENTO, INSERISCE];
/// Whatever a body does for others, and what it is given.
const OF_A_DELEGATION: &[&str] = &[
    "POST /deleghe",
    "POST /deleghe/{delega_id}/revoca",
    "GET /deleghe",
    UTILIZZATORI,
    PRESTATORI,
    MODALITA,
    AUTOCERTIFICA,
    VERIFICA,
    COMUNICA,
    RETTIFICA,
    ANNULLA,
    CONVALIDA,
    VERSAMENTI,
    RIMBORSI,
];
const REGISTRATI: &str = "prestazione/valutazione/registrazione.rs";
const OF_THE_WORKER: &[&str] =
    &[VERIFICA, COMUNICA, RETTIFICA, VERIFICA_INSERIMENTO, INSERISCE, COMPENSI_ESTERNI, LIMITI_PRESTATORE];
const OF_THE_EMPLOYMENTS: &[&str] =
    &[RAPPORTI, ELENCO_RAPPORTI, COMUNICAZIONI, VERIFICA, COMUNICA, RETTIFICA, VERIFICA_INSERIMENTO, INSERISCE];
const RIPOSI: &str = "riposi.rs";
const FORMA: &str = "prestazione/valutazione/forma.rs";
const DEL_BONUS: &str = "prestazione/valutazione/bonus.rs";
const MERITO: &str = "prestazione/valutazione/merito.rs";
const INSERIMENTO: &str = "eredi/inserimento.rs";
const QUOTE: &str = "eredi/rimborso.rs";

const fn trace(
    regola: Regola,
    parameters: &'static [&'static str],
    file: &'static str,
    operations: &'static [&'static str],
) -> Trace {
    Trace { regola, parameters, file, operations }
}

const VOUCHER: &[&str] = &[
    "titolo-valore-nominale",
    "titolo-compenso",
    "titolo-contribuzione-ivs",
    "titolo-premio-inail",
    "titolo-oneri-gestionali",
];
const WEIGHT: &[&str] = &["peso-ridotto", "autocertificazione-necessaria", "eta-studente"];

/// Every rule once, in the order of the catalogue.
pub(super) const ALL: &[Trace] = &[
    trace(Regola::Elg01, &[], "utilizzatore/registrazione.rs", &[UTILIZZATORI, PRESTATORI, EREDI]),
    trace(Regola::Elg02, &[], FORMA, CONTENT),
    trace(Regola::Elg03, &[], REGISTRATI, &[UTILIZZATORI, PRESTATORI, EREDI, DICHIARA, VERIFICA, COMUNICA, INSERISCE]),
    trace(Regola::Elg04, &["divieto-rapporto-mesi"], "rapporto.rs", OF_THE_EMPLOYMENTS),
    trace(Regola::Elg04b, &["bonus-deroga-comma-5"], MERITO, CONTENT),
    trace(Regola::Elg05, &[], MERITO, CONTENT),
    trace(Regola::Elg06, &["eta-minima", "maggiore-eta"], MERITO, CONTENT),
    trace(Regola::Elg07, &["bonus-familiari-esclusi"], DEL_BONUS, CONTENT),
    trace(Regola::Elg09, &[], "utilizzatore/registrazione.rs", &[UTILIZZATORI]),
    trace(Regola::Del01, &["conservazione-delega"], "delega/autorizzazione.rs", OF_A_DELEGATION),
    trace(Regola::Del02, &[], "use_cases/registrazione.rs", &[UTILIZZATORI]),
    trace(Regola::Del03, &[], "delega/autorizzazione.rs", OF_A_DELEGATION),
    trace(Regola::Rst01, &["riposo-giornaliero"], RIPOSI, CONTENT),
    trace(Regola::Rst02, &["pausa-soglia", "pausa-minima"], RIPOSI, CONTENT),
    trace(Regola::Rst03, &["riposo-settimanale-periodo", "riposo-settimanale-giorni"], RIPOSI, CONTENT),
    trace(Regola::Eco01, VOUCHER, "titolo.rs", CONTENT),
    trace(Regola::Eco02, &["titolo-durata-massima"], "titolo.rs", CONTENT),
    trace(Regola::Eco03, &["titolo-valore-nominale"], "titolo.rs", CONTENT),
    trace(Regola::Eco04, &["titolo-compenso"], FORMA, CONTENT),
    trace(Regola::Eco05, &[], FORMA, CONTENT),
    trace(Regola::LimA, &["limite-prestatore"], "limits.rs", OF_THE_WORKER),
    trace(Regola::LimB, &["limite-utilizzatore"], "limits.rs", OF_THE_HOUSEHOLD),
    trace(Regola::LimC, &["limite-coppia"], "limits.rs", OF_THE_HOUSEHOLD),
    trace(Regola::LimH, &["limite-ore"], "limits.rs", OF_THE_HOUSEHOLD),
    trace(Regola::Wgt01, WEIGHT, "weighting.rs", &[PRESTATORI, AUTOCERTIFICA, VERIFICA, COMUNICA, RETTIFICA]),
    trace(Regola::Wgt09, &[], "prestatore/autocertificazione.rs", &[CESSAZIONI]),
    trace(Regola::Com01, &["termine-comunicazione"], "deadlines.rs", CONTENT),
    trace(Regola::Com03, &[], MERITO, CONTENT),
    trace(Regola::Com04, &[], FORMA, CONTENT),
    trace(Regola::Com06, &[], MERITO, CONTENT),
    trace(Regola::Com07, &[], "context.rs", &[COMUNICA]),
    trace(
        Regola::Com08,
        &["termine-comunicazione"],
        "prestazione/rettifica.rs",
        &[RETTIFICA, ANNULLA, CONVALIDA, ANNULLA_INSERIMENTO],
    ),
    trace(Regola::Com10, &[], FORMA, CONTENT),
    trace(Regola::Com11, &[], FORMA, &[VERIFICA, COMUNICA, RETTIFICA, DECESSO, DICHIARA, COMPILA, INSERISCE]),
    trace(Regola::Com12, &[], MERITO, CONTENT),
    trace(Regola::Com13, &[], FORMA, CONTENT),
    trace(
        Regola::Com14,
        &[],
        "utilizzatore/decesso.rs",
        &[
            DECESSO,
            VERIFICA,
            COMUNICA,
            RETTIFICA,
            ANNULLA,
            CONVALIDA,
            VERSAMENTI,
            RAPPORTI,
            RIMBORSI,
            RITIRO,
            APPROVAZIONE,
            DICHIARA,
            RICONOSCE,
        ],
    ),
    trace(Regola::Amb11, &["turno-durata-massima"], FORMA, CONTENT),
    trace(Regola::Con01, &["limite-coppia", "limite-ore"], "conseguenze/somme.rs", ASSESSMENT),
    trace(Regola::Con02, &["divieto-rapporto-mesi"], "conseguenze/mod.rs", ASSESSMENT),
    trace(Regola::Con03, &["limite-prestatore", "limite-utilizzatore"], "conseguenze/somme.rs", ASSESSMENT),
    trace(Regola::Con04, &["termine-comunicazione"], "conseguenze/mod.rs", ASSESSMENT),
    trace(
        Regola::Con05,
        &[
            "riposo-giornaliero",
            "pausa-soglia",
            "pausa-minima",
            "riposo-settimanale-periodo",
            "riposo-settimanale-giorni",
        ],
        "conseguenze/riposi.rs",
        ASSESSMENT,
    ),
    trace(Regola::Con06, &["peso-ridotto"], "conseguenze/mod.rs", ASSESSMENT),
    trace(Regola::Bon01, &["bonus-importo-massimo", "bonus-importo-massimo-sanita"], "bonus/concessione.rs", &[BONUS]),
    trace(Regola::Bon02, &["bonus-giorni-appropriazione"], "bonus/appropriazione.rs", &[APPROPRIAZIONE]),
    trace(Regola::Bon03, &["bonus-prestazioni-ammesse"], DEL_BONUS, CONTENT),
    trace(Regola::Bon04, &["bonus-ultimo-inserimento"], "deadlines.rs", CONTENT),
    trace(Regola::Bon05, &[], "deadlines.rs", &[COMUNICA, RETTIFICA, CORSE]),
    trace(Regola::Bon07, &[], FORMA, CONTENT),
    trace(Regola::Bon08, &[], DEL_BONUS, CONTENT),
    trace(Regola::Wal01, &[], "portafoglio/mod.rs", &[VERSAMENTI, RICEVUTE]),
    trace(Regola::Wal03, &["versamento-multiplo"], "portafoglio/versamento.rs", &[VERSAMENTI]),
    trace(Regola::Wal08, &[], "portafoglio/mod.rs", &[PORTAFOGLIO]),
    trace(Regola::Wal09, &[], "portafoglio/borsa.rs", &[PORTAFOGLIO, APPROPRIAZIONE, COMUNICA, INSERISCE]),
    trace(Regola::Wal10, &[], "rimborso/richiesta.rs", &[RIMBORSI]),
    trace(Regola::Ref01, &[], "rimborso/richiesta.rs", &[RIMBORSI]),
    trace(Regola::Ref02, &[], "rimborso/conto.rs", &[RIMBORSI, QUOTA, APPROVAZIONE]),
    trace(Regola::Ref03, &[], "rimborso/protocollo.rs", &[RIMBORSI, QUOTA]),
    trace(Regola::Ref04, &[], "rimborso/stato.rs", &[RITIRO, APPROVAZIONE, REIEZIONE, RESTITUZIONE]),
    trace(Regola::Ref05, &[], "rimborso/richiesta.rs", &[RIMBORSI, APPROVAZIONE]),
    trace(Regola::Ref06, &[], "rimborso/richiesta.rs", &[RIMBORSI, APPROVAZIONE]),
    trace(Regola::Ref07, &[], "rimborso/richiesta.rs", &[RIMBORSI]),
    trace(Regola::Pay01, &["giorno-pagamento"], "deadlines.rs", &[CORSE]),
    trace(Regola::Pay04, &[], "prestatore/modalita.rs", &[PRESTATORI, MODALITA, CORSE]),
    trace(Regola::Pay05, &["onere-bonifico-domiciliato"], "pagamento/mod.rs", &[PRESTATORI, MODALITA, CORSE]),
    trace(
        Regola::Pay06,
        &["onere-mandato-postale", "attesa-mandato"],
        "prestazione/convalida.rs",
        &[CONVALIDA, MODALITA, CORSE],
    ),
    trace(Regola::Pay09, &[], "pagamento/mod.rs", &[CORSE]),
    trace(Regola::Her03, &[], "eredi/presentazione.rs", &[ALLEGA, PRESENTA]),
    trace(
        Regola::Her04,
        &[],
        "eredi/stato.rs",
        &[
            COMPILA,
            ALLEGA,
            PRESENTA,
            ESAMINA,
            RICHIEDE,
            RICONOSCE,
            RESPINGE,
            CONSENTE,
            VERIFICA_INSERIMENTO,
            INSERISCE,
            QUOTA,
        ],
    ),
    trace(Regola::Her05, &[], QUOTE, &[QUOTA]),
    trace(Regola::Her06, &[], INSERIMENTO, OF_THE_ENTRY),
    trace(Regola::Her07, &[], INSERIMENTO, OF_THE_ENTRY),
    trace(Regola::Her08, &[], INSERIMENTO, OF_THE_ENTRY),
    trace(Regola::Her11, &[], INSERIMENTO, OF_THE_ENTRY),
    trace(Regola::Her12, &[], INSERIMENTO, OF_THE_ENTRY),
    trace(
        Regola::Her15,
        &[],
        "eredi/apertura.rs",
        &[DICHIARA, COMPILA, ALLEGA, CONSENTE, VERIFICA_INSERIMENTO, INSERISCE],
    ),
    trace(Regola::Her16, &[], QUOTE, &[QUOTA, CONSENTE, ALLEGA]),
    trace(Regola::Her17, &[], QUOTE, &[QUOTA, VERIFICA_INSERIMENTO, INSERISCE, RITIRO]),
    trace(Regola::Her19, &[], "prestazione/decesso.rs", &[DECESSO, RICONOSCE]),
    trace(Regola::Her22, &[], "eredi/richiesta_documenti.rs", &[RICHIEDE, PRESENTA, RESPINGE]),
    trace(Regola::Her23, &[], QUOTE, &[QUOTA]),
];

#[test]
fn generated_traces_name_each_rule_once_and_in_order() {
    let traced: Vec<_> = ALL.iter().map(|trace| trace.regola).collect();
    assert_eq!(traced, Regola::ALL);
}

#[test]
fn generated_traces_read_each_parameter_and_no_other() {
    let read: BTreeSet<_> = ALL.iter().flat_map(|trace| trace.parameters).copied().collect();
    let there: BTreeSet<_> = parameters::table().into_iter().map(|row| row.key).collect();
    assert_eq!(read, there);
}

#[test]
fn generated_traces_read_the_parameters_that_receipts_tell() {
    for trace in ALL {
        assert_eq!(trace.parameters, trace.regola.parametri(), "{}: see catalogue/valori.rs", trace.regola);
    }
}

#[test]
fn generated_traces_lead_to_a_file_that_speaks_of_the_rule() {
    for trace in ALL.iter().filter(|trace| !trace.file.is_empty()) {
        let text = read(&format!("crates/libretto-core/src/{}", trace.file));
        let names = codes_of(trace).chain([trace.regola.to_string()]);
        assert!(names.into_iter().any(|name| text.contains(&name)), "{} is not in {}", trace.regola, trace.file);
    }
}

#[test]
fn generated_traces_without_a_file_are_of_rules_that_nothing_applies() {
    for trace in ALL.iter().filter(|trace| trace.file.is_empty()) {
        for name in codes_of(trace) {
            for other in ALL.iter().filter(|other| !other.file.is_empty()) {
                let text = read(&format!("crates/libretto-core/src/{}", other.file));
                assert!(!text.contains(&name), "{} is applied in {}: say so", trace.regola, other.file);
            }
        }
    }
}

/// The codes of a rule, as Rust writes them.
fn codes_of(trace: &Trace) -> impl Iterator<Item = String> {
    let own = Codice::ALL.iter().filter(|codice| codice.regola() == trace.regola);
    own.map(|codice| format!("Codice::{codice:?}"))
}

#[test]
fn generated_operations_are_documented() {
    let document = libretto_api::resources::openapi_document();
    for trace in ALL {
        for operation in trace.operations {
            let (method, path) = operation.split_once(' ').expect("a method and a path");
            let found = &document["paths"][path][method.to_lowercase()];
            assert!(found.is_object(), "{operation} of {} is not documented", trace.regola);
        }
    }
}
