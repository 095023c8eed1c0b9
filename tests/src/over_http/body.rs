//! What a scenario says, as bodies of requests.

use crate::scenario::{
    AttoRimborso, Categoria, ConcedeBonus, ConferisceDelega, Contenuto, Dichiara, Ente, Lavoro, LavoroErede, Notifica,
    Parte, Prestatore, Rapporto, RegistraDecesso, RichiedeQuota, SIGNED_SHA256, Simula, ValutaRapporto,
};
use serde_json::{Value, json};

/// A body without the members that are not there: absent rather than null.
fn present(mut body: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.retain(|_, value| !value.is_null());
    }
    body
}

/// A person whom somebody else names.
fn person(one: &Parte) -> Value {
    json!({"codice_fiscale": one.codice_fiscale, "nome_proprio": one.nome, "cognome": "Prova"})
}

/// A registration, which names the person where a body acts for them.
pub(super) fn registration(chi: &Parte, mut body: Value) -> Value {
    if chi.per_mezzo_di.is_some() {
        body["persona"] = person(chi);
    }
    body
}

/// A delegation: the person names the body, the body names the person.
pub(super) fn delegation(chi: &Parte, ente: &Ente, cosa: &ConferisceDelega) -> Value {
    let on_paper = chi.per_mezzo_di.is_some();
    let document = |name: &String| json!({"riferimento": name, "sha256": SIGNED_SHA256});
    present(json!({
        "ente": (!on_paper).then(|| json!({"id": ente.id, "categoria": ente.categoria})),
        "delegante": on_paper.then(|| person(chi)),
        "ruolo": cosa.ruolo,
        "ambiti": cosa.ambiti,
        "dal": cosa.dal,
        "al": cosa.al,
        "documento": cosa.documento.as_ref().map(document),
    }))
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
        "borsa": one.borsa,
        "assistenza_bambini": one.assistenza_bambini,
        "parentela": one.parentela,
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

/// A notice of the registry.
pub(super) fn notice(datore: &Parte, lavoratore: &Parte, cosa: &Notifica) -> Value {
    present(json!({
        "protocollo": cosa.protocollo,
        "datore_lavoro": datore.codice_fiscale,
        "lavoratore": lavoratore.codice_fiscale,
        "tipo": cosa.tipo,
        "dal": cosa.dal,
        "al": cosa.al,
    }))
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

/// What an heir declares.
pub(super) fn declaration(cosa: &Dichiara, coeredi: &[Parte]) -> Value {
    present(json!({
        "titolo": cosa.titolo,
        "parentela": cosa.parentela,
        "giorno_decesso": cosa.giorno,
        "ora_decesso": cosa.ora,
        "coeredi": coeredi.iter().map(person).collect::<Vec<_>>(),
        "quota": cosa.quota,
    }))
}

/// Work that an heir enters.
pub(super) fn entry(lavoro: LavoroErede<'_>) -> Value {
    let mut body = content(lavoro.contenuto);
    body["prestatore_id"] = json!(lavoro.prestatore.prestatore());
    body["dichiarazione_comma_5"] = json!(lavoro.comma_5);
    body
}

/// The request of a refund by an heir.
pub(super) fn share(cosa: &RichiedeQuota, intestatari: &[String]) -> Value {
    present(json!({"intero": cosa.intero, "quota": cosa.quota, "iban": cosa.iban, "intestatari": intestatari}))
}

/// A death.
pub(super) fn death(cosa: &RegistraDecesso) -> Value {
    present(json!({"giorno": cosa.giorno, "ora": cosa.ora}))
}

/// A grant of a bonus.
pub(super) fn grant(cosa: &ConcedeBonus) -> Value {
    json!({
        "importo": cosa.importo,
        "accolto_il": cosa.accolto_il,
        "personale_sanitario": cosa.personale_sanitario,
    })
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

/// The history of a pair's year.
pub(super) fn history(storia: &ValutaRapporto) -> Value {
    let rows = storia.prestazioni.iter().map(|row| {
        present(json!({
            "inizio": row.inizio,
            "fine": row.fine,
            "pausa_minuti": row.pausa_minuti,
            "giorno": row.giorno,
            "minuti": row.minuti,
            "titoli": row.titoli,
            "computo_ridotto": row.computo_ridotto,
            "comunicata_il": row.comunicata_il,
            "borsa": row.borsa,
        }))
    });
    let employments =
        storia.rapporti.iter().map(|one| present(json!({"tipo": one.tipo, "dal": one.dal, "al": one.al})));
    present(json!({
        "anno": storia.anno,
        "prestazioni": rows.collect::<Vec<_>>(),
        "rapporti": employments.collect::<Vec<_>>(),
        "compensi_da_altri": storia.compensi_da_altri,
        "compensi_ad_altri": storia.compensi_ad_altri,
        "autocertificazione_non_veritiera": storia.autocertificazione_non_veritiera,
    }))
}

/// A plan. Workers whom Libretto knows are named with their profile.
pub(super) fn plan(chi: &Parte, noti: &[Parte], piano: &Simula) -> Value {
    let shifts = piano.each();
    let named = |one: &&Parte| shifts.iter().any(|shift| shift.prestatore == one.nome);
    let known = noti.iter().filter(named).map(|one| json!({"etichetta": one.nome, "prestatore_id": one.prestatore()}));
    let reduced = piano.ridotti.iter().map(|label| json!({"etichetta": label, "computo_ridotto": true}));
    let turni = shifts.iter().map(|one| {
        present(json!({"prestatore": one.prestatore, "inizio": one.inizio, "fine": one.fine, "titoli": one.titoli}))
    });
    json!({
        "utilizzatore_id": chi.utilizzatore(),
        "prestatori": known.chain(reduced).collect::<Vec<_>>(),
        "turni": turni.collect::<Vec<_>>(),
        "da_zero": piano.da_zero,
        "verifica_fondi": piano.verifica_fondi,
    })
}
