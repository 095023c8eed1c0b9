//! What the core answers, as texts.

use super::read::name_of;
use crate::scenario::{Breakdown, Conseguenza, Pagamento, Parte, Portafoglio, Risposta};
use chrono::{DateTime, Utc};
use libretto_core::catalogue::Codice;
use libretto_core::change::Reply;
use libretto_core::civil_time::CivilTime;
use libretto_core::compensi_esterni::EsitoEsterni;
use libretto_core::conseguenze::Valutazione;
use libretto_core::explanation::Explanation;
use libretto_core::portafoglio::Versamento;
use libretto_core::portafoglio::versamento::EsitoRicevuta;
use libretto_core::ports::queries::SaldoPortafoglio;
use libretto_core::prestatore::Modalita;
use libretto_core::prestazione::{Dati, Prestazione};
use libretto_core::rimborso::Rimborso;
use libretto_core::simulazione::Simulazione;
use libretto_core::use_cases::{
    CompensiRegistrati, EsitoAccredito, EsitoComunicazione, EsitoDelega, EsitoNotifica, EsitoPaga, EsitoPratica,
    EsitoQuota, EsitoRimborsa, EsitoRimborso, Notificata, UseCaseError, Verifica,
};
use std::fmt::Display;
use std::sync::{Mutex, PoisonError};

/// The answer of a use case, taken on its way into a reply.
#[derive(Default)]
pub(super) struct Caught(Mutex<Risposta>);

impl Caught {
    /// Keeps an answer; the reply itself says nothing.
    pub(super) fn keep(&self, answer: Risposta) -> Reply {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = answer;
        Reply { status: 200, headers: Vec::new(), body: String::new() }
    }

    /// The answer that was kept, or the codes of the refusal.
    pub(super) fn answer(self, outcome: Result<Reply, UseCaseError>) -> Result<Risposta, Breakdown> {
        let kept = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        refused_or(outcome, |_| kept)
    }
}

/// The codes of a refusal as an answer; any other error is a breakdown.
pub(super) fn refused_or<T>(
    outcome: Result<T, UseCaseError>,
    accepted: impl FnOnce(T) -> Risposta,
) -> Result<Risposta, Breakdown> {
    match outcome {
        Ok(value) => Ok(accepted(value)),
        Err(UseCaseError::Rejected(rejected)) => Ok(refusal(&rejected.explanation)),
        Err(other) => Err(other.into()),
    }
}

fn codes<'a>(steps: impl Iterator<Item = &'a libretto_core::explanation::Step>) -> Vec<String> {
    steps.filter_map(|step| step.codice).map(Codice::as_str).map(str::to_owned).collect()
}

fn refusal(explanation: &Explanation) -> Risposta {
    Risposta { codici: codes(explanation.violations()), ..Risposta::default() }
}

/// An answer that only names what was made.
pub(super) fn named(id: impl Display) -> Risposta {
    Risposta { id: Some(id.to_string()), ..Risposta::default() }
}

impl Risposta {
    fn with(mut self, details: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.dettagli.extend(details.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self
    }

    fn told(mut self, explanation: &Explanation) -> Self {
        self.avvertenze = codes(explanation.warnings());
        self
    }
}

fn content(dati: &Dati) -> [(&'static str, String); 10] {
    let parts = &dati.ripartizione;
    [
        ("costo", parts.costo.to_string()),
        ("compenso", parts.compenso.to_string()),
        ("ivs", parts.ivs.to_string()),
        ("inail", parts.inail.to_string()),
        ("oneri", parts.oneri.to_string()),
        ("titoli", dati.titoli.0.to_string()),
        ("minuti", dati.minuti.get().to_string()),
        ("giorno", dati.giorno.to_string()),
        ("anno", dati.anno().to_string()),
        ("peso_ridotto", dati.peso_ridotto().to_string()),
    ]
}

/// A record.
pub(super) fn record(one: &Prestazione) -> Risposta {
    let mandate = one.mandato.iter().flat_map(|mandato| {
        [("riscuotibile_dal", mandato.riscuotibile_dal.to_string()), ("onere_mandato", mandato.onere.to_string())]
    });
    let state = [("stato", name_of(&one.stato)), ("modificabile_fino", CivilTime::at(one.revocabile_fino).to_string())];
    named(one.id).with(content(&one.dati)).with(state).with(mandate)
}

/// An accepted communication or correction.
pub(super) fn communication(one: &EsitoComunicazione) -> Risposta {
    let expected = one.pagamento_previsto.map(|day| ("pagamento_previsto", day.to_string()));
    record(&one.prestazione).with(expected).told(&one.spiegazione)
}

/// A dry run.
pub(super) fn verification(one: &Verifica) -> Risposta {
    match &one.decisione {
        Ok(dati) => {
            let expected = one.pagamento_previsto.map(|day| ("pagamento_previsto", day.to_string()));
            Risposta::default().with(content(dati)).with(expected).told(&one.spiegazione)
        }
        Err(_) => refusal(&one.spiegazione),
    }
}

/// A top-up.
pub(super) fn top_up(one: &Versamento) -> Risposta {
    named(one.id).with([("numero_avviso", one.avviso.numero_avviso.clone()), ("stato", name_of(&one.stato))])
}

/// A receipt.
pub(super) fn receipt(one: &EsitoAccredito) -> Risposta {
    let (esito, motivo) = match &one.ricevuta.esito {
        EsitoRicevuta::Accreditata { .. } => ("accreditata", None),
        EsitoRicevuta::Sospesa { motivo } => ("sospesa", Some(("motivo", name_of(motivo)))),
    };
    named(one.ricevuta.id).with([("esito", esito.to_owned()), ("ripetuta", one.ripetuta.to_string())]).with(motivo)
}

/// A delegation at an instant.
pub(super) fn delegation(one: &EsitoDelega, now: DateTime<Utc>) -> Risposta {
    let delega = &one.delega.nota.delega;
    let kept = delega.conferita.documento.as_ref().and_then(|_| delega.conservare_fino());
    named(delega.id)
        .with([("stato", name_of(&delega.stato(now)))])
        .with(kept.map(|day| ("conservare_fino", day.to_string())))
        .told(&one.spiegazione)
}

/// A declaration of heir.
pub(super) fn declaration(one: &EsitoPratica) -> Risposta {
    let declared = &one.dichiarazione;
    named(declared.id.0)
        .with([("stato", name_of(&declared.stato)), ("documenti", declared.documenti.len().to_string())])
        .told(&one.spiegazione)
}

/// A request of an heir.
pub(super) fn share(one: &EsitoQuota) -> Risposta {
    refund_details(&one.rimborso).with([("residuo", one.residuo.to_string())]).told(&one.spiegazione)
}

/// A refund.
pub(super) fn refund(one: &EsitoRimborso) -> Risposta {
    refund_details(&one.rimborso).told(&one.spiegazione)
}

fn refund_details(refund: &Rimborso) -> Risposta {
    let details = [
        ("stato", name_of(&refund.stato)),
        ("richiesto", refund.richiesto.to_string()),
        ("importo", refund.importo.to_string()),
        ("cointestato", refund.cointestato.to_string()),
    ];
    named(refund.id).with(details)
}

/// A run of refunds.
pub(super) fn refund_run(one: &EsitoRimborsa) -> Risposta {
    Risposta::default().with([("rimborsi_inviati", one.rimborsi_inviati.to_string())])
}

/// A notice of the registry.
pub(super) fn notice(one: &Notificata) -> Risposta {
    let esito = match one.esito {
        EsitoNotifica::Registrata => "registrata",
        EsitoNotifica::Aggiornata => "aggiornata",
        EsitoNotifica::Ripetuta => "ripetuta",
    };
    named(one.comunicata.comunicazione.id).with([("esito", esito.to_owned())])
}

/// External pay.
pub(super) fn external(one: &CompensiRegistrati) -> Risposta {
    let esito = match one.esito {
        EsitoEsterni::Registrato => "registrato",
        EsitoEsterni::Ripetuto => "ripetuto",
        EsitoEsterni::Superato => "superato",
    };
    Risposta::default().with([("esito", esito.to_owned())])
}

/// A pay run.
pub(super) fn pay_run(one: &EsitoPaga) -> Risposta {
    Risposta::default().with([("prestatori_pagati", one.prestatori_pagati.to_string())])
}

/// A payment.
pub(super) fn payment(one: &libretto_core::pagamento::Pagamento) -> Pagamento {
    let modalita = match one.modalita {
        Modalita::Bonifico { .. } => "bonifico",
        Modalita::BonificoDomiciliato => "bonifico_domiciliato",
        Modalita::MandatoPostale => "mandato_postale",
    };
    Pagamento {
        prestatore: one.prestatore.to_string(),
        modalita: modalita.to_owned(),
        lordo: one.lordo.to_string(),
        onere: one.onere.to_string(),
        netto: one.netto.to_string(),
        contributi: one.contributi.to_string(),
        esecuzione: one.esecuzione.to_string(),
    }
}

/// What follows from a history.
pub(super) fn assessment(one: &Valutazione) -> Risposta {
    let follows = one.conseguenze.iter().map(|one| Conseguenza {
        codice: one.codice.to_string(),
        dal: one.giorno.to_string(),
        per: one.inneschi.iter().map(|innesco| innesco.regola.to_string()).collect(),
    });
    let mut outcome = Risposta { conseguenze: follows.collect(), ..Risposta::default() };
    if let Some(last) = one.righe.last() {
        outcome = outcome.with([
            ("compensi_dell_anno", last.compensi.to_string()),
            ("minuti_dell_anno", last.minuti.get().to_string()),
        ]);
    }
    outcome
}

/// What would become of a plan. `labels` are the names of its workers.
pub(super) fn plan(one: &Simulazione, labels: &[String]) -> Risposta {
    let mut details = Risposta::default().dettagli;
    let admitted = one.turni.iter().filter(|turno| turno.dati.is_some()).count();
    details.insert("ammessi".to_owned(), admitted.to_string());
    details.insert("respinti".to_owned(), (one.turni.len() - admitted).to_string());
    for turno in one.turni.iter().filter(|turno| turno.dati.is_none()) {
        details.insert(format!("respinto_{}", turno.posto), codes(turno.spiegazione.violations()).join(" "));
    }
    // Backwards, so that of several years the first stays.
    for year in one.riepilogo.iter().rev() {
        let name = labels.get(year.lavoratore).map_or("", String::as_str);
        let reached = year.raggiunti.first().map(|one| format!("{} {}", one.regola, one.giorno));
        details.insert(format!("{name}_titoli"), year.titoli_residui.to_string());
        details.insert(format!("{name}_minuti"), year.minuti_residui.get().to_string());
        details.insert(format!("{name}_vincolo"), year.vincolo.to_string());
        details.insert(format!("{name}_raggiunto"), reached.unwrap_or_else(|| "mai".to_owned()));
    }
    Risposta { dettagli: details, ..Risposta::default() }
}

/// A wallet.
pub(super) fn wallet(chi: &Parte, saldo: &SaldoPortafoglio) -> Portafoglio {
    Portafoglio {
        utilizzatore: chi.nome.clone(),
        disponibile: Some(saldo.portafoglio.disponibile().to_string()),
        impegnato: Some(saldo.portafoglio.impegnato.to_string()),
        speso: Some(saldo.portafoglio.speso.to_string()),
        in_attesa: Some(saldo.in_attesa.to_string()),
        rimborsato: Some(saldo.portafoglio.rimborsato.to_string()),
        bonus_disponibile: saldo.bonus.map(|purse| purse.disponibile().to_string()),
        bonus_impegnato: saldo.bonus.map(|purse| purse.impegnato.to_string()),
        bonus_speso: saldo.bonus.map(|purse| purse.speso.to_string()),
    }
}
