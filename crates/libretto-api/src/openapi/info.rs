//! What the document says of the API as a whole.

use crate::BASE_PATH;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Name of the security scheme of every operation that is not public.
pub const SECURITY_SCHEME: &str = "BearerJwt";

/// Name of the security scheme of organisations, an alternative to the other.
pub const VOUCHER_SCHEME: &str = "VoucherPdnd";

/// Stable identifier of the API in catalogues.
const API_ID: &str = "0e0b5d0a-6f0c-4a58-9a0e-6b6d7a1f3c54";

/// Where the API is published. The name is a placeholder of the reserved domain: who runs the service sets their own gateway before it.
const PUBLIC_HOST: &str = "https://libretto.example.it";

/// Where a sandbox listens unless it is told otherwise.
const LOCAL_HOST: &str = "http://127.0.0.1:8080";

const DESCRIPTION: &str = "\
API del *Libretto Famiglia* (art. 54-bis D.L. 50/2017): registrazione di utilizzatori e prestatori, versamenti, verifica e \
comunicazione delle prestazioni di lavoro occasionale, limiti, portafoglio e pagamenti.

Ogni decisione, favorevole o contraria, è accompagnata dalla sua spiegazione e dalle norme applicate. Gli errori sono \
`application/problem+json` (RFC 9457): il campo `codice` è stabile e `/problemi` ne elenca tutti i valori. Gli importi sono stringhe \
decimali in euro, gli istanti RFC 3339 in UTC, i campi senza valore sono assenti e mai nulli.

Le operazioni che cambiano diritti o denaro richiedono `Idempotency-Key`; le modifiche richiedono `If-Match`. Ogni risposta riporta \
l'identificativo della richiesta, da citare nelle segnalazioni: si può proporre il proprio con l'intestazione `X-Request-ID`.";

const SECURITY_DESCRIPTION: &str = "\
Token di accesso JWT emesso dall'autorità configurata, verificato secondo RFC8725 e RFC9068: algoritmo asimmetrico (RS256, ES256 o \
EdDSA), emittente, destinatario e validità. L'identità digitale deve essere SPID o CIE di livello 2 o superiore (`acr`).";

const VOUCHER_DESCRIPTION: &str = "\
Voucher della PDND, per patronati e altri intermediari: JWT verificato secondo RFC8725 (RS256 o ES256; emittente, destinatario, validità, \
erogatore, e-service, finalità). Ogni chiamata porta `Agid-JWT-TrackingEvidence`; quelle che modificano qualcosa anche `Digest` e \
`Agid-JWT-Signature`. Un voucher legato a una chiave va inviato con lo schema `DPoP` e la sua prova (RFC 9449), mai come `Bearer`. \
Quali operazioni siano aperte a un intermediario dipende dalle deleghe che ha.";

/// The groups of operations, in reading order. A tag that is used and not listed here is an error of the document.
pub const TAGS: &[(&str, &str)] = &[
    ("Profilo", "Chi chiama, e che cosa deve dichiarare per registrarsi."),
    ("Deleghe", "Chi può operare per altri: deleghe a patronati e intermediari."),
    ("Utilizzatori", "Chi si avvale delle prestazioni: registrazione, scrivania, limiti."),
    ("Prestatori", "Chi lavora: registrazione, modalità di pagamento, autocertificazioni, limiti."),
    ("Versamenti", "Il denaro in entrata: avvisi di pagamento e ricevute."),
    ("Portafoglio", "Il denaro disponibile e i suoi movimenti."),
    ("Rimborsi", "Le somme versate e non utilizzate tornano a chi le ha versate: domanda, esame, invio."),
    ("Eredi", "La pratica degli eredi di chi è deceduto: dichiarazioni, documenti, sede, lavoro già svolto, rimborsi."),
    ("Prestazioni", "Verifica preventiva, comunicazione, rettifica, annullamento e convalida del lavoro svolto."),
    ("Diritto", "La disciplina come dati, e che cosa ne segue: valutazione di un rapporto."),
    ("Pagamenti", "Il denaro in uscita: elaborazioni mensili e pagamenti ai prestatori."),
    ("Registri", "Ciò che altri registri sanno delle parti: rapporti di lavoro e compensi esterni."),
    ("Servizio", "Stato del servizio e spiegazione dei problemi."),
    ("Sandbox", "Comandi della sola modalità di prova, assenti in esercizio."),
];

/// Sets title, contact, servers, tags and security.
pub(super) fn describe(document: &mut Value) {
    document["info"] = json!({
        "title": "Libretto Famiglia",
        "version": env!("CARGO_PKG_VERSION"),
        "description": DESCRIPTION,
        "x-summary": "Il lavoro occasionale in famiglia, dalla registrazione al pagamento.",
        "x-api-id": API_ID,
        "termsOfService": format!("{PUBLIC_HOST}/condizioni-di-servizio"),
        "contact": {
            "name": "Libretto Famiglia, assistenza tecnica",
            "url": format!("{PUBLIC_HOST}/assistenza"),
            "email": "assistenza@libretto.example.it",
        },
        "license": { "name": "MIT OR Apache-2.0", "url": "https://spdx.org/licenses/MIT.html" },
    });
    document["servers"] = json!([
        { "url": format!("{PUBLIC_HOST}{BASE_PATH}"), "description": "Esercizio" },
        { "url": format!("{LOCAL_HOST}{BASE_PATH}"), "description": "Prova sulla propria macchina", "x-sandbox": true },
    ]);
    document["security"] = json!([{ SECURITY_SCHEME: [] }]);
    document["components"]["securitySchemes"] = json!({
        SECURITY_SCHEME: { "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": SECURITY_DESCRIPTION },
        VOUCHER_SCHEME: { "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": VOUCHER_DESCRIPTION },
    });
    let used = used_tags(document);
    let tags = TAGS.iter().filter(|(name, _)| used.contains(*name));
    document["tags"] = tags.map(|(name, description)| json!({ "name": name, "description": description })).collect();
}

/// The servers of the operations that are not below the base path: those of a sandbox.
pub(super) fn root_servers() -> Value {
    json!([{ "url": LOCAL_HOST, "description": "Prova sulla propria macchina, alla radice del server", "x-sandbox": true }])
}

fn used_tags(document: &mut Value) -> BTreeSet<String> {
    super::operations_mut(document)
        .flat_map(|(_, operation)| operation.get("tags").and_then(Value::as_array).cloned().unwrap_or_default())
        .filter_map(|tag| tag.as_str().map(str::to_owned))
        .collect()
}
