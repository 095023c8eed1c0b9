//! «May I?» and «it was done»: the dry run and the communication of work share one evaluation.

use super::varco::Varco;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, stream};
use crate::change::Reply;
use crate::civil_time::CivilTime;
use crate::deadlines::payment_day;
use crate::delega::Ruolo;
use crate::event::Event;
use crate::explanation::Explanation;
use crate::ids::{PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use crate::limits::{Anni, Uso};
use crate::month::Month;
use crate::permessi::Operazione;
use crate::persona::PersonalRecord;
use crate::ports::{Notice, Scope, ScopeGiornate, Snapshot};
use crate::prestazione::{self, Dati, Famiglia, Lavoratore, Prestazione, Richiesta, Situazione, comunicazione};
use crate::regime::Regime;
use crate::riposi;
use crate::utilizzatore::{Utilizzatore, decesso};
use crate::violation::Rejected;
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A piece of work to be communicated, or only looked at.
#[derive(Clone, Debug)]
pub struct Comunicazione {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// The worker.
    pub prestatore: PrestatoreId,
    /// The work.
    pub richiesta: Richiesta,
    /// Place of the work.
    pub luogo: String,
    /// Note of the utilizzatore.
    pub nota: Option<String>,
}

/// A communication that was accepted.
#[derive(Clone, Debug)]
pub struct EsitoComunicazione {
    /// The record.
    pub prestazione: Prestazione,
    /// Place of the work.
    pub luogo: String,
    /// Note of the utilizzatore.
    pub nota: Option<String>,
    /// Why it was accepted.
    pub spiegazione: Explanation,
    /// The limits afterwards.
    pub uso: Option<Uso>,
    /// Day on which the worker is expected to be paid.
    pub pagamento_previsto: Option<NaiveDate>,
}

/// The answer of a dry run.
#[derive(Clone, Debug)]
pub struct Verifica {
    /// The record that would be accepted, or the refusal.
    pub decisione: Result<Dati, Rejected>,
    /// The checks, in both cases.
    pub spiegazione: Explanation,
    /// The limits of the year: after the work if it is admitted, as they stand if it is not; `None` outside the law.
    pub uso: Option<Uso>,
    /// Day on which the worker would be paid.
    pub pagamento_previsto: Option<NaiveDate>,
}

impl Comunicazione {
    /// The year of the work, by its civil day.
    pub(super) fn anno(&self) -> i32 {
        self.richiesta.inizio.local().year()
    }

    /// The civil day of the work.
    pub(super) fn giorno(&self) -> NaiveDate {
        self.richiesta.inizio.local().date()
    }

    /// What the evaluation looks at.
    pub(super) fn scope(&self) -> Scope {
        Scope {
            utilizzatore: Some(self.utilizzatore),
            prestatore: Some(self.prestatore),
            borsa: self.richiesta.borsa,
            anni: vec![self.anno()],
            turni: span(&self.richiesta.inizio, &self.richiesta.fine),
            giornate: giornate(&self.richiesta.inizio, None),
            ..Scope::default()
        }
    }
}

/// The span in which a shift could overlap; a time that does not exist overlaps nothing, and is refused anyway.
pub(super) fn span(inizio: &CivilTime, fine: &CivilTime) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let (from, to) = inizio.resolve().ok().zip(fine.resolve().ok())?;
    (from < to && to - from <= Duration::days(2)).then_some((from, to))
}

/// The days of work that matter for the rests around a start; a day outside the law has none.
pub(super) fn giornate(inizio: &CivilTime, senza: Option<PrestazioneId>) -> Option<ScopeGiornate> {
    let giorno = inizio.local().date();
    let regime = Regime::on(giorno).ok()?;
    let (dal, al) = riposi::days_around(giorno, &regime);
    Some(ScopeGiornate { dal, al, senza })
}

impl Libretto {
    /// Decides without writing: the same evaluation as the communication.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] when the household is not the caller's.
    pub async fn verifica(&self, request: &Request, command: &Comunicazione) -> Result<Verifica, UseCaseError> {
        let varco = self.varco(&request.caller, Operazione::VerificaPrestazione);
        varco.check()?;
        let snapshot = self.load_for(&request.caller, command.scope()).await?;
        let household = own_household(varco, &snapshot)?;
        self.looked(varco, [household.persona.id], varco.delega(&snapshot)).await?;
        let situazione = situazione(&snapshot, command.giorno(), snapshot.anno(command.anno()));
        let valutata = prestazione::valuta(&command.richiesta, &situazione, self.now());
        let (decisione, spiegazione, anni) = match valutata {
            Ok(admitted) => {
                let anni = situazione.anni.plus(&admitted.dati.carico());
                (Ok(admitted.dati), admitted.spiegazione, anni)
            }
            Err(refused) => (Err(refused.clone()), refused.explanation, situazione.anni),
        };
        let day = command.giorno();
        let uso = Regime::on(day).ok().map(|regime| Uso::new(&anni, &regime));
        let paid_with = decisione.as_ref().map_or_else(|_| Month::of(day), Dati::mese_pagamento);
        Ok(Verifica { decisione, spiegazione, uso, pagamento_previsto: payment_day(paid_with).ok() })
    }

    /// Communicates work.
    ///
    /// # Errors
    /// [`UseCaseError::Rejected`] with every violation; nothing is written then.
    pub async fn comunica(
        &self,
        request: &Request,
        command: &Comunicazione,
        render: Render<'_, EsitoComunicazione>,
    ) -> Result<Reply, UseCaseError> {
        let id = PrestazioneId(self.ids.next());
        let decide = |snapshot: &Snapshot, now| {
            own_household(request.varco(Operazione::ComunicaPrestazione, now), snapshot)?;
            let anni = snapshot.anno(command.anno());
            let situazione = situazione(snapshot, command.giorno(), anni);
            let accettata = comunicazione::decide(id, &command.richiesta, &situazione, now)?;
            let subject = snapshot.utilizzatore.as_ref().map(|one| one.persona.id).ok_or(UseCaseError::NotFound)?;
            let circumstance = Circumstance { caller: &request.caller, person: subject, subject: Some(subject), now };
            let flusso = stream(command.utilizzatore.0, id.0, 1);
            let spiegazione = accettata.spiegazione;
            let event = self.event(&circumstance, flusso, accettata.fatto, Some(spiegazione.clone()));
            let prestazione = Prestazione::evolve(None, &event).ok_or(UseCaseError::NotFound)?;
            accepted(snapshot, (event, prestazione, spiegazione), command, anni)
        };
        self.execute(request, Operazione::ComunicaPrestazione, command.scope(), decide, render).await
    }
}

/// The household must be the caller's to act for.
pub(super) fn own_household<'a>(varco: Varco<'_>, snapshot: &'a Snapshot) -> Result<&'a Utilizzatore, UseCaseError> {
    let household = snapshot.utilizzatore.as_ref().ok_or_else(|| varco.hidden())?;
    varco.through(&household.persona, Ruolo::Utilizzatore, &snapshot.deleghe)?;
    Ok(household)
}

/// The household must be the caller's to act for, and alive (COM-14).
pub(super) fn living_household<'a>(varco: Varco<'_>, snapshot: &'a Snapshot) -> Result<&'a Utilizzatore, UseCaseError> {
    let household = own_household(varco, snapshot)?;
    decesso::check_living(household, varco.now)?;
    Ok(household)
}

/// What the law looks at for work on a day, from what was loaded.
pub(super) fn situazione(snapshot: &Snapshot, giorno: NaiveDate, anni: Anni) -> Situazione<'_> {
    let household = snapshot.utilizzatore.as_ref();
    let worker = snapshot.prestatore.as_ref();
    Situazione {
        utilizzatore: household.map(Famiglia::from),
        prestatore: worker.map(|profile| Lavoratore::on(giorno, profile, household)),
        rapporti: Cow::Borrowed(&snapshot.rapporti),
        anni,
        portafoglio: snapshot.portafoglio,
        turni: Cow::Borrowed(&snapshot.turni),
        giornate: Cow::Borrowed(&snapshot.giornate),
        pesata: None,
        erede: None,
    }
}

/// The change of an accepted communication or correction. `anni` are the counters without the record.
pub(super) fn accepted(
    snapshot: &Snapshot,
    (event, prestazione, spiegazione): (Event, Prestazione, Explanation),
    command: &Comunicazione,
    anni: Anni,
) -> Result<Decided<EsitoComunicazione>, UseCaseError> {
    let dati = &prestazione.dati;
    let regime = Regime::on(dati.giorno)?;
    let dettagli = PersonalRecord::Dettagli {
        prestazione: prestazione.id,
        versione: prestazione.versione,
        luogo: command.luogo.clone(),
        nota: command.nota.clone(),
    };
    let coppie_viste = seen_pairs(snapshot, command);
    let notices = snapshot.prestatore.iter().map(|worker| notice(&event, worker.persona.id, dati)).collect();
    let outcome = EsitoComunicazione {
        uso: Some(Uso::new(&anni.plus(&dati.carico()), &regime)),
        pagamento_previsto: Some(payment_day(dati.mese_pagamento())?),
        luogo: command.luogo.clone(),
        nota: command.nota.clone(),
        spiegazione,
        prestazione,
    };
    Ok(Decided { personal: vec![dettagli], notices, coppie_viste, ..Decided::new(vec![event], outcome) })
}

/// The versions of the pair's years that the decision saw.
pub(super) fn seen_pairs(
    snapshot: &Snapshot,
    command: &Comunicazione,
) -> BTreeMap<(UtilizzatoreId, PrestatoreId, i32), u32> {
    let (utilizzatore, prestatore) = (command.utilizzatore, command.prestatore);
    snapshot.anni.iter().map(|(anno, anni)| ((utilizzatore, prestatore, *anno), anni.coppia.versione)).collect()
}

/// COM-05: the worker is told at the same moment.
pub(super) fn notice(event: &Event, worker: PersonaId, dati: &Dati) -> Notice {
    let what = match event.fatto.name() {
        "prestazione_rettificata" => "rettificata",
        "prestazione_annullata" => "annullata",
        "prestazione_convalidata" => "convalidata",
        _ => "comunicata",
    };
    Notice {
        evento: event.id,
        destinatario: worker,
        causale: event.fatto.name().to_owned(),
        istante: event.istante,
        testo: format!(
            "È stata {what} una prestazione del {}: {}, compenso {}.",
            dati.giorno.format("%d/%m/%Y"),
            dati.minuti,
            dati.ripartizione.compenso.italian()
        ),
    }
}
