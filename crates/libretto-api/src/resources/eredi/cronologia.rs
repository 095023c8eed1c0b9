//! The time line of a case: what happened, when, through which channel, by whom.

use crate::resources::types::canale::CanaleJson;
use crate::resources::types::tempo::Istante;
use libretto_core::context::Actor;
use libretto_core::eredi::{Pratica, StatoDichiarazione};
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{DichiarazioneId, EventId, PersonaId, RimborsoId};
use libretto_core::ports::queries::PraticaCompleta;
use libretto_core::rimborso::{Rimborso, StatoRimborso};
use libretto_core::use_cases::PraticaVista;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Che cosa è successo in una pratica di eredi.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttoErede {
    /// Una dichiarazione è cominciata.
    Apertura,
    /// Una dichiarazione è riscritta.
    Compilazione,
    /// Un documento è caricato.
    Allegazione,
    /// Una dichiarazione è presentata alla sede.
    Presentazione,
    /// La sede esamina una dichiarazione.
    Esame,
    /// La sede chiede altri documenti.
    RichiestaDocumenti,
    /// La sede riconosce l'erede.
    Convalida,
    /// La sede respinge una dichiarazione.
    Reiezione,
    /// Un erede consente che un altro riscuota l'intero.
    Consenso,
    /// Un erede revoca il consenso dato.
    RevocaConsenso,
    /// Una prestazione è inserita.
    Inserimento,
    /// Un inserimento è annullato.
    AnnullamentoInserimento,
    /// Un rimborso è chiesto.
    RichiestaRimborso,
    /// Una domanda di rimborso è ritirata.
    RitiroRimborso,
    /// Il decesso è registrato.
    Decesso,
    /// La sede approva un rimborso.
    ApprovazioneRimborso,
    /// La sede respinge un rimborso.
    ReiezioneRimborso,
    /// Il bonifico di un rimborso è disposto.
    InvioRimborso,
    /// La banca restituisce il bonifico di un rimborso.
    RestituzioneRimborso,
}

/// Come è andato a finire, finora.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EsitoErede {
    /// Fatto, e non c'è altro da attendere.
    Eseguito,
    /// La sede deve ancora decidere.
    InAttesa,
    /// La sede lo ha accolto.
    Accolto,
    /// La sede lo ha respinto.
    Respinto,
    /// Chi lo aveva chiesto lo ha ritirato o annullato.
    Ritirato,
    /// È stato pagato.
    Pagato,
}

impl AttoErede {
    /// What happened, in one sentence for people.
    const fn sentence(self) -> &'static str {
        match self {
            Self::Apertura => "La dichiarazione di erede è stata cominciata.",
            Self::Compilazione => "La dichiarazione di erede è stata riscritta.",
            Self::Allegazione => "Un documento è stato caricato.",
            Self::Presentazione => "La dichiarazione di erede è stata presentata alla sede.",
            Self::Esame => "La sede ha preso in esame la dichiarazione.",
            Self::RichiestaDocumenti => "La sede ha chiesto altri documenti.",
            Self::Convalida => "La sede ha convalidato la dichiarazione: l'erede può operare.",
            Self::Reiezione => "La sede ha respinto la dichiarazione.",
            Self::Consenso => "Un erede ha consentito che un altro riscuota l'intero.",
            Self::RevocaConsenso => "Un erede ha revocato il consenso che un altro riscuota l'intero.",
            Self::Inserimento => "Una prestazione svolta prima del decesso è stata inserita.",
            Self::AnnullamentoInserimento => "L'inserimento di una prestazione è stato annullato.",
            Self::RichiestaRimborso => "Un rimborso è stato chiesto e la somma è riservata.",
            Self::RitiroRimborso => "Una domanda di rimborso è stata ritirata.",
            Self::Decesso => "Il decesso è stato registrato.",
            Self::ApprovazioneRimborso => "La sede ha approvato un rimborso.",
            Self::ReiezioneRimborso => "La sede ha respinto un rimborso: la somma è di nuovo disponibile.",
            Self::InvioRimborso => "Il bonifico di un rimborso è stato disposto.",
            Self::RestituzioneRimborso => "La banca ha restituito un bonifico: la sede riprende in esame la domanda.",
        }
    }
}

/// Chi ha compiuto un atto.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChiErede {
    /// Chi guarda.
    SeStesso,
    /// Un altro erede.
    AltroErede,
    /// Un erede, per la sede che guarda.
    Erede,
    /// La sede.
    Sede,
}

/// Una voce della cronologia.
#[derive(Clone, Serialize, ToSchema)]
pub struct VoceCronologia {
    /// Istante.
    pub istante: Istante,
    /// Canale.
    pub canale: CanaleJson,
    /// Che cosa è successo.
    pub fatto: AttoErede,
    /// Chi lo ha compiuto.
    pub chi: ChiErede,
    /// Come è andato a finire, finora.
    pub esito: EsitoErede,
    /// Che cosa è successo, in una frase per le persone.
    #[schema(max_length = 200)]
    pub testo: &'static str,
    /// La dichiarazione, propria o per la sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dichiarazione_id: Option<Uuid>,
    /// Il documento, proprio o per la sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documento_id: Option<Uuid>,
    /// La prestazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prestazione_id: Option<Uuid>,
    /// Il rimborso, proprio o per la sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rimborso_id: Option<Uuid>,
    /// Con il decesso, le prestazioni a cavallo o già pagate da verificare. Solo alla sede.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 10_000)]
    pub prestazioni_da_verificare: Vec<Uuid>,
}

/// What an event of a case is about.
struct Letto {
    atto: AttoErede,
    dichiarazione: Option<DichiarazioneId>,
    /// The document, the record or the refund.
    oggetto: Option<Uuid>,
    /// For a consent, in whose favour.
    a: Option<PersonaId>,
}

/// The records that a death leaves to the branch.
fn to_verify(fatto: &Fatto, da: Option<PersonaId>) -> Vec<Uuid> {
    match (fatto, da) {
        (Fatto::DecessoRegistrato { da_verificare, .. }, None) => da_verificare.iter().map(|id| id.0).collect(),
        _ => Vec::new(),
    }
}

/// What happened beside the case: the death, and what became of the refunds of its heirs.
fn beside(fatto: &Fatto, pratica: &Pratica) -> Option<Letto> {
    let about = |atto, id: RimborsoId| {
        let asked = pratica.richieste.iter().find(|one| one.rimborso == id)?;
        Some(Letto { atto, dichiarazione: Some(asked.dichiarazione), oggetto: Some(id.0), a: None })
    };
    match fatto {
        Fatto::DecessoRegistrato { .. } => {
            Some(Letto { atto: AttoErede::Decesso, dichiarazione: None, oggetto: None, a: None })
        }
        Fatto::RimborsoApprovato { rimborso, .. } => about(AttoErede::ApprovazioneRimborso, *rimborso),
        Fatto::RimborsoRespinto { rimborso, .. } => about(AttoErede::ReiezioneRimborso, *rimborso),
        Fatto::RimborsoInviato { invio } => about(AttoErede::InvioRimborso, invio.rimborso),
        Fatto::RimborsoRestituito { rimborso, .. } => about(AttoErede::RestituzioneRimborso, *rimborso),
        _ => None,
    }
}

/// How an act has ended so far.
fn outcome(read: &Letto, pratica: &Pratica, rimborsi: &[Rimborso]) -> EsitoErede {
    match read.atto {
        AttoErede::Presentazione => {
            match read.dichiarazione.and_then(|id| pratica.dichiarazione(id)).map(|one| one.stato) {
                Some(StatoDichiarazione::Convalidata) => EsitoErede::Accolto,
                Some(StatoDichiarazione::Respinta) => EsitoErede::Respinto,
                _ => EsitoErede::InAttesa,
            }
        }
        AttoErede::RichiestaRimborso => {
            match rimborsi.iter().find(|one| Some(one.id.0) == read.oggetto).map(|one| one.stato) {
                Some(StatoRimborso::Approvato) => EsitoErede::Accolto,
                Some(StatoRimborso::Inviato) => EsitoErede::Pagato,
                Some(StatoRimborso::Respinto) => EsitoErede::Respinto,
                Some(StatoRimborso::Ritirato) => EsitoErede::Ritirato,
                _ => EsitoErede::InAttesa,
            }
        }
        _ => EsitoErede::Eseguito,
    }
}

fn read(fatto: &Fatto, pratica: &Pratica) -> Option<Letto> {
    let of = |atto, id| Letto { atto, dichiarazione: Some(id), oggetto: None, a: None };
    let about = |atto, id, oggetto| Letto { oggetto: Some(oggetto), ..of(atto, id) };
    Some(match fatto {
        Fatto::DichiarazioneEredeAperta(one) => of(AttoErede::Apertura, one.dichiarazione),
        Fatto::DichiarazioneEredeCompilata(one) => of(AttoErede::Compilazione, one.dichiarazione),
        Fatto::DocumentoEredeAllegato(one) => about(AttoErede::Allegazione, one.dichiarazione, one.documento.id.0),
        Fatto::DichiarazioneEredePresentata(one) => of(AttoErede::Presentazione, one.dichiarazione),
        Fatto::EsameEredeAvviato(one) => of(AttoErede::Esame, one.dichiarazione),
        Fatto::DocumentiEredeRichiesti(one) => of(AttoErede::RichiestaDocumenti, one.dichiarazione),
        Fatto::DichiarazioneEredeConvalidata(one) => of(AttoErede::Convalida, one.dichiarazione),
        Fatto::DichiarazioneEredeRespinta(one) => of(AttoErede::Reiezione, one.dichiarazione),
        Fatto::ConsensoEredePrestato(one) => {
            Letto { atto: AttoErede::Consenso, dichiarazione: None, oggetto: None, a: Some(one.a) }
        }
        Fatto::ConsensoEredeRevocato(one) => {
            Letto { atto: AttoErede::RevocaConsenso, dichiarazione: None, oggetto: None, a: Some(one.a) }
        }
        Fatto::PrestazioneInserita(one) => about(AttoErede::Inserimento, one.dichiarazione, one.prestazione.0),
        Fatto::InserimentoEredeAnnullato(one) => {
            about(AttoErede::AnnullamentoInserimento, one.dichiarazione, one.prestazione.0)
        }
        Fatto::QuotaEredeRichiesta(one) => about(AttoErede::RichiestaRimborso, one.dichiarazione, one.rimborso.0),
        Fatto::RimborsoEredeRitirato(one) => about(AttoErede::RitiroRimborso, one.dichiarazione, one.rimborso.0),
        _ => return beside(fatto, pratica),
    })
}

/// The events as somebody sees them: the branch all; an heir their own, what the branch did about them, and, once recognised,
/// what the others did with the deceased's money and in their favour. What others declare stays theirs. Each with the event
/// that it tells.
pub(super) fn time_line(seen: &PraticaVista) -> Vec<(EventId, VoceCronologia)> {
    let whole = &seen.completa;
    let undone: Vec<Uuid> = seen
        .atti
        .iter()
        .filter_map(|event| match &event.fatto {
            Fatto::InserimentoEredeAnnullato(one) => Some(one.prestazione.0),
            _ => None,
        })
        .collect();
    let entries = seen.atti.iter().filter_map(|event| Some((event.id, entry(event, whole, seen.da)?)));
    let told = entries.map(|(id, mut one)| {
        // Of what was entered, whether it was cancelled again.
        if one.fatto == AttoErede::Inserimento && one.prestazione_id.is_some_and(|id| undone.contains(&id)) {
            one.esito = EsitoErede::Ritirato;
        }
        (id, one)
    });
    told.collect()
}

fn entry(event: &Event, whole_case: &PraticaCompleta, da: Option<PersonaId>) -> Option<VoceCronologia> {
    let pratica = &whole_case.pratica;
    let read = read(&event.fatto, pratica)?;
    let by = match &event.attore {
        Actor::Persona(person) => Some(*person),
        _ => None,
    };
    let chi = match (by, da) {
        (Some(_), None) => ChiErede::Erede,
        (Some(by), Some(da)) if by == da => ChiErede::SeStesso,
        (Some(_), Some(_)) => ChiErede::AltroErede,
        (None, _) => ChiErede::Sede,
    };
    // A draft is nobody's but its heir's: the branch is told of its acts once it is presented.
    let drafted = read.dichiarazione.and_then(|id| pratica.dichiarazione(id));
    if da.is_none() && drafted.is_some_and(|one| one.stato == StatoDichiarazione::Bozza) {
        return None;
    }
    let declarant = |id| pratica.dichiarazione(id).map(|one| one.persona);
    let whole = match da {
        None => true,
        Some(da) => chi == ChiErede::SeStesso || read.dichiarazione.and_then(declarant) == Some(da),
    };
    let work = matches!(read.atto, AttoErede::Inserimento | AttoErede::AnnullamentoInserimento);
    let refund = matches!(
        read.atto,
        AttoErede::RichiestaRimborso
            | AttoErede::RitiroRimborso
            | AttoErede::ApprovazioneRimborso
            | AttoErede::ReiezioneRimborso
            | AttoErede::InvioRimborso
            | AttoErede::RestituzioneRimborso
    );
    let money = work || matches!(read.atto, AttoErede::RichiestaRimborso | AttoErede::RitiroRimborso);
    let recognised = da.is_some_and(|da| pratica.validated(da).is_some());
    let death = read.atto == AttoErede::Decesso;
    let shown = whole || (recognised && (money || death || read.a == da));
    let object = |wanted: bool| read.oggetto.filter(|_| wanted);
    shown.then(|| VoceCronologia {
        istante: Istante(event.istante),
        canale: event.canale.into(),
        fatto: read.atto,
        chi,
        esito: outcome(&read, pratica, &whole_case.rimborsi),
        testo: read.atto.sentence(),
        dichiarazione_id: read.dichiarazione.filter(|_| whole).map(|id| id.0),
        documento_id: object(whole && read.atto == AttoErede::Allegazione),
        prestazione_id: object(work),
        rimborso_id: object(whole && refund),
        prestazioni_da_verificare: to_verify(&event.fatto, da),
    })
}
