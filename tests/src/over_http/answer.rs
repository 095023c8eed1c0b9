//! What the API answers, as a scenario tells it.

use crate::scenario::{Breakdown, Conseguenza, Pagamento, Risposta};
use crate::service::Answer;
use chrono::{DateTime, Utc};
use libretto_core::civil_time::CivilTime;
use serde_json::Value;

/// Details of a scenario, and where an answer has them. Each answer has those that make sense for it.
const DETAILS: [(&str, &str); 25] = [
    ("costo", "/ripartizione/costo_complessivo"),
    ("compenso", "/ripartizione/compenso"),
    ("ivs", "/ripartizione/ivs"),
    ("inail", "/ripartizione/inail"),
    ("oneri", "/ripartizione/oneri_gestionali"),
    ("titoli", "/titoli"),
    ("minuti", "/minuti_lavorati"),
    ("giorno", "/spiegazione/giorno"),
    ("anno", "/anno_di_attribuzione"),
    ("peso_ridotto", "/computo_ridotto"),
    ("pagamento_previsto", "/pagamento_previsto"),
    ("stato", "/stato"),
    ("riscuotibile_dal", "/mandato/riscuotibile_dal"),
    ("onere_mandato", "/mandato/onere"),
    ("numero_avviso", "/avviso/numero_avviso"),
    ("esito", "/esito"),
    ("motivo", "/motivo"),
    ("ripetuta", "/ripetuta"),
    ("prestatori_pagati", "/prestatori_pagati"),
    ("richiesto", "/richiesto"),
    ("importo", "/importo"),
    ("cointestato", "/cointestato"),
    ("rimborsi_inviati", "/rimborsi_inviati"),
    ("conservare_fino", "/documento/conservare_fino"),
    ("modificabile_fino", "/rettificabile_fino_a"),
];

/// The answer to an act: accepted, or refused with the codes of its violations. Anything else is a breakdown.
pub(super) fn outcome(answer: &Answer) -> Result<Risposta, Breakdown> {
    let codici = answer.codes();
    match answer.status {
        // A question is answered with 200 even when the work would be refused.
        200 | 201 if codici.is_empty() => accepted(&answer.json),
        200 | 403 | 409 | 410 | 422 if !codici.is_empty() => Ok(Risposta { codici, ..Risposta::default() }),
        status => Err(format!("{status} {}", answer.text).into()),
    }
}

fn accepted(json: &Value) -> Result<Risposta, Breakdown> {
    let found = DETAILS.iter().filter_map(|(name, place)| Some(((*name).to_owned(), text(json.pointer(place)?))));
    let mut outcome = Risposta { id: json.get("id").map(text), dettagli: found.collect(), ..Risposta::default() };
    if let Some(end) = outcome.dettagli.get_mut("modificabile_fino") {
        *end = CivilTime::at(end.parse::<DateTime<Utc>>()?).to_string();
    }
    let warnings = json.get("avvertenze").and_then(Value::as_array).into_iter().flatten();
    outcome.avvertenze = warnings.filter_map(|one| one.get("codice")).map(text).collect();
    Ok(outcome)
}

/// What follows from a history.
pub(super) fn assessment(answer: &Answer) -> Result<Risposta, Breakdown> {
    let mut outcome = outcome(answer)?;
    for one in answer.json["conseguenze"].as_array().ok_or("no list of consequences")? {
        let rules = one["inneschi"].as_array().ok_or("no list of triggers")?;
        outcome.conseguenze.push(Conseguenza {
            codice: member(one, "/codice")?,
            dal: member(one, "/giorno")?,
            per: rules.iter().map(|rule| member(rule, "/regola")).collect::<Result<_, _>>()?,
        });
    }
    if let Some(last) = answer.json["prestazioni"].as_array().and_then(|all| all.last()) {
        let sums = [("compensi_dell_anno", "/compensi_progressivi"), ("minuti_dell_anno", "/minuti_progressivi")];
        for (name, place) in sums {
            outcome.dettagli.insert(name.to_owned(), member(last, place)?);
        }
    }
    Ok(outcome)
}

/// What would become of a plan.
pub(super) fn plan(answer: &Answer) -> Result<Risposta, Breakdown> {
    let mut outcome = outcome(answer)?;
    let details = &mut outcome.dettagli;
    let shifts = answer.json["turni"].as_array().ok_or("no list of shifts")?;
    let (admitted, refused): (Vec<_>, Vec<_>) = shifts.iter().partition(|one| one["esito"] == "ammessa");
    details.insert("ammessi".to_owned(), admitted.len().to_string());
    details.insert("respinti".to_owned(), refused.len().to_string());
    for shift in refused {
        let codes = shift["violazioni"].as_array().into_iter().flatten().map(|one| member(one, "/codice"));
        let codes = codes.collect::<Result<Vec<_>, _>>()?.join(" ");
        details.insert(format!("respinto_{}", member(shift, "/posto")?), codes);
    }
    // Backwards, so that of several years the first stays.
    for year in answer.json["riepilogo"].as_array().ok_or("no summary")?.iter().rev() {
        let name = member(year, "/prestatore")?;
        let reached = match year.pointer("/raggiunti/0") {
            Some(first) => format!("{} {}", member(first, "/regola")?, member(first, "/giorno")?),
            None => "mai".to_owned(),
        };
        details.insert(format!("{name}_titoli"), member(year, "/titoli_residui")?);
        details.insert(format!("{name}_minuti"), member(year, "/minuti_residui")?);
        details.insert(format!("{name}_vincolo"), member(year, "/vincolo")?);
        details.insert(format!("{name}_raggiunto"), reached);
    }
    Ok(outcome)
}

/// A payment.
pub(super) fn payment(json: &Value) -> Result<Pagamento, Breakdown> {
    Ok(Pagamento {
        prestatore: member(json, "/prestatore_id")?,
        modalita: member(json, "/modalita")?,
        lordo: member(json, "/lordo")?,
        onere: member(json, "/onere")?,
        netto: member(json, "/netto")?,
        contributi: member(json, "/contributi")?,
        esecuzione: member(json, "/esecuzione")?,
    })
}

/// A member that must be there, as a text.
pub(super) fn member(json: &Value, place: &str) -> Result<String, Breakdown> {
    json.pointer(place).map(text).ok_or_else(|| format!("no {place} in {json}").into())
}

/// A text as it is; numbers, yes and no as they are written.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
