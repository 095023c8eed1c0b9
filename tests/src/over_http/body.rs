//! What a scenario says, as bodies of requests.

use crate::scenario::{AttoRimborso, Categoria, Contenuto, Lavoro, Prestatore, Rapporto, RegistraDecesso};
use serde_json::{Value, json};

/// A body without the members that are not there: absent rather than null.
fn present(mut body: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.retain(|_, value| !value.is_null());
    }
    body
}

/// The content of a record.
pub(super) fn content(one: &Contenuto) -> Value {
    present(json!({
        "ambito": one.ambito,
        "inizio": one.inizio,
        "fine": one.fine,
        "pausa_minuti": one.pausa_minuti,
        "luogo": one.luogo,
        "costo_complessivo": one.costo,
        "compenso": one.compenso,
        "titoli": one.titoli,
    }))
}

/// A communication or the question about one.
pub(super) fn work(lavoro: &Lavoro<'_>) -> Value {
    let mut body = content(lavoro.contenuto);
    body["utilizzatore_id"] = json!(lavoro.utilizzatore.utilizzatore());
    body["prestatore_id"] = json!(lavoro.prestatore.prestatore());
    body
}

/// An employment with a worker.
pub(super) fn employment(worker: &str, cosa: &Rapporto) -> Value {
    present(json!({"prestatore_id": worker, "tipo": cosa.tipo, "dal": cosa.dal, "al": cosa.al}))
}

/// How a worker asks to be paid: a transfer when there is an account, unless another mode is named.
pub(super) fn mode(name: Option<&str>, iban: Option<&str>) -> Value {
    let usual = if iban.is_some() { "bonifico" } else { "bonifico_domiciliato" };
    present(json!({"tipo": name.unwrap_or(usual), "iban": iban}))
}

/// A category with its days.
pub(super) fn category(categoria: &str, dal: Option<&str>, al: Option<&str>) -> Value {
    present(json!({"categoria": categoria, "dal": dal, "al": al}))
}

/// An approval of a refund, with what it corrects.
pub(super) fn approval(cosa: &AttoRimborso, intestatari: &[String]) -> Value {
    let holders = cosa.iban.as_ref().map(|_| intestatari);
    present(json!({"importo": cosa.importo, "iban": cosa.iban, "intestatari": holders}))
}

/// A death.
pub(super) fn death(cosa: &RegistraDecesso) -> Value {
    present(json!({"giorno": cosa.giorno, "ora": cosa.ora}))
}

/// A registration as a worker.
pub(super) fn worker(come: &Prestatore, dichiarazioni: &[Value]) -> Value {
    let certified = |one: &Categoria| category(&one.categoria, Some(&one.dal), one.al.as_deref());
    json!({
        "dichiarazioni": dichiarazioni,
        "modalita_pagamento": mode(come.modalita.as_deref(), come.iban.as_deref()),
        "autocertificazioni": come.categorie.iter().map(certified).collect::<Vec<_>>(),
    })
}
