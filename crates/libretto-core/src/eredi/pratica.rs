//! The case of the heirs of one deceased (HER-15): their declarations, consents, entries and requests, in the order in which
//! they came. The state of a refund or a record is not repeated here; it is the refund's and the record's own.

use super::{Contenuto, Divisione, Documento, MotivoReiezioneErede, Quota, Responsabilita, StatoDichiarazione};
use super::{TipoDocumento, fatti};
use crate::event::{Event, Fatto};
use crate::ids::{DichiarazioneId, EredeId, PersonaId, PrestazioneId, RimborsoId, UtilizzatoreId};
use crate::rimborso::Rimborso;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A declaration of being heir.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DichiarazioneErede {
    /// Identifier.
    pub id: DichiarazioneId,
    /// The profile of the heir.
    pub erede: EredeId,
    /// The heir's person.
    pub persona: PersonaId,
    /// What it says.
    pub contenuto: Contenuto,
    /// State.
    pub stato: StatoDichiarazione,
    /// Its documents, in order of upload.
    #[serde(default)]
    pub documenti: Vec<Documento>,
    /// The statements of responsibility, once presented.
    #[serde(default)]
    pub responsabilita: Vec<Responsabilita>,
    /// The documents that the branch asked for last.
    #[serde(default)]
    pub richiesti: Vec<TipoDocumento>,
    /// When it asked for them.
    #[serde(default)]
    pub richiesti_il: Option<DateTime<Utc>>,
    /// Why it was refused.
    #[serde(default)]
    pub motivo: Option<MotivoReiezioneErede>,
    /// Instant at which it was begun.
    pub aperta_il: DateTime<Utc>,
    /// Instant at which it was first presented.
    #[serde(default)]
    pub presentata_il: Option<DateTime<Utc>>,
    /// Instant of the last act on it.
    pub aggiornata_il: DateTime<Utc>,
    /// Number of the event of the case that changed it last.
    pub versione: u32,
    /// How many events it has had as a draft, which is nobody's but its heir's.
    #[serde(default)]
    pub atti_in_bozza: u32,
}

/// The consent of an heir that another is paid the whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consenso {
    /// Who consents.
    pub da: PersonaId,
    /// Who may be paid.
    pub a: PersonaId,
    /// Since when.
    pub prestato_il: DateTime<Utc>,
}

/// An entry of work by an heir.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Inserimento {
    /// The record.
    pub prestazione: PrestazioneId,
    /// By the declaration of whom.
    pub dichiarazione: DichiarazioneId,
    /// Whether the ordinary deadline had passed already at the death (HER-11).
    pub oltre_termine: bool,
    /// Since when.
    pub inserita_il: DateTime<Utc>,
}

/// A refund asked for by an heir.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RichiestaErede {
    /// The refund.
    pub rimborso: RimborsoId,
    /// By the declaration of whom.
    pub dichiarazione: DichiarazioneId,
    /// Whether the whole was asked for.
    pub intero: bool,
    /// From which of the divisions, by number from zero.
    #[serde(default)]
    pub divisione: usize,
}

/// What is left in a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Resto {
    /// Whether own money is left that can be spent or given back.
    pub denaro: bool,
    /// Whether accepted work waits for its payment.
    pub lavoro: bool,
}

/// The case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pratica {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// The declarations, in the order in which they were begun.
    pub dichiarazioni: Vec<DichiarazioneErede>,
    /// The consents.
    #[serde(default)]
    pub consensi: Vec<Consenso>,
    /// The entries.
    #[serde(default)]
    pub inserimenti: Vec<Inserimento>,
    /// The requests of refunds.
    #[serde(default)]
    pub richieste: Vec<RichiestaErede>,
    /// How residues were divided, in order. A division binds as long as one of its refunds is held.
    #[serde(default)]
    pub divisioni: Vec<Divisione>,
    /// Instant at which the first declaration was begun.
    pub aperta_il: DateTime<Utc>,
    /// Instant of the last act.
    pub aggiornata_il: DateTime<Utc>,
    /// Number of events so far.
    pub versione: u32,
}

impl Pratica {
    /// A declaration.
    pub fn dichiarazione(&self, id: DichiarazioneId) -> Option<&DichiarazioneErede> {
        self.dichiarazioni.iter().find(|one| one.id == id)
    }

    /// The declaration of a person that counts: the last one that is not refused.
    pub fn of_person(&self, persona: PersonaId) -> Option<&DichiarazioneErede> {
        let own = |one: &&DichiarazioneErede| one.persona == persona && one.stato != StatoDichiarazione::Respinta;
        self.dichiarazioni.iter().rfind(own)
    }

    /// The declaration by which a person may act: the validated one (HER-04).
    pub fn validated(&self, persona: PersonaId) -> Option<&DichiarazioneErede> {
        self.of_person(persona).filter(|one| one.stato == StatoDichiarazione::Convalidata)
    }

    /// Everybody known as an heir (HER-15): who has declared themselves, pending or validated, and whom a recognised heir
    /// named. Whom a declaration names that nobody has examined is not known by it.
    pub fn known_heirs(&self) -> Vec<PersonaId> {
        let mut known = Vec::new();
        for one in self.dichiarazioni.iter().filter(|one| one.stato.is_known()) {
            let named = one.contenuto.coeredi.iter().filter(|_| one.stato == StatoDichiarazione::Convalidata);
            for person in std::iter::once(&one.persona).chain(named) {
                if !known.contains(person) {
                    known.push(*person);
                }
            }
        }
        known
    }

    /// Whether the branch has something to do.
    pub fn is_to_work(&self) -> bool {
        self.dichiarazioni.iter().any(|one| one.stato.is_to_work())
    }

    /// How many acts of the case somebody sees, the number that is shown as its version: a declarant, `da`, all but those of
    /// the drafts of others; the branch, `None`, all but those of drafts. What others write and have not presented moves
    /// nothing that anybody sees.
    pub fn versione_per(&self, da: Option<PersonaId>) -> u32 {
        let others = self.dichiarazioni.iter().filter(|one| Some(one.persona) != da);
        self.versione.saturating_sub(others.map(|one| one.atti_in_bozza).sum())
    }

    /// The instant of the first act of the case that somebody sees: a declarant, `da`, their own draft too; of every other
    /// declaration when it was presented. Nothing for the branch as long as nobody has presented anything.
    pub fn aperta_per(&self, da: Option<PersonaId>) -> Option<DateTime<Utc>> {
        let seen =
            |one: &DichiarazioneErede| if Some(one.persona) == da { Some(one.aperta_il) } else { one.presentata_il };
        self.dichiarazioni.iter().filter_map(seen).min()
    }

    /// The last division of which some refund is held.
    pub fn divisione(&self, rimborsi: &[Rimborso]) -> Option<&Divisione> {
        let held = |id| rimborsi.iter().any(|one| one.id == id && one.stato.is_held());
        let numbers = self.richieste.iter().filter(|one| held(one.rimborso)).map(|one| one.divisione);
        self.divisioni.get(numbers.max()?)
    }

    /// Everybody whose name the case needs: drafts and refused declarations too.
    pub fn persons(&self) -> Vec<PersonaId> {
        let all =
            self.dichiarazioni.iter().flat_map(|one| std::iter::once(one.persona).chain(one.contenuto.coeredi.clone()));
        let mut persons: Vec<_> = all.collect();
        persons.sort_unstable();
        persons.dedup();
        persons
    }

    /// The state after an event.
    #[must_use]
    pub fn evolve(state: Option<Self>, event: &Event) -> Option<Self> {
        let mut next = match (&event.fatto, state) {
            (_, Some(state)) => state,
            (Fatto::DichiarazioneEredeAperta(fatto), None) => Self::opened(fatto.utilizzatore, event),
            (_, None) => return None,
        };
        next.take(event);
        Some(Self { aggiornata_il: event.istante, versione: event.flusso.numero, ..next })
    }

    const fn opened(utilizzatore: UtilizzatoreId, event: &Event) -> Self {
        Self {
            utilizzatore,
            dichiarazioni: Vec::new(),
            consensi: Vec::new(),
            inserimenti: Vec::new(),
            richieste: Vec::new(),
            divisioni: Vec::new(),
            aperta_il: event.istante,
            aggiornata_il: event.istante,
            versione: 0,
        }
    }

    fn take(&mut self, event: &Event) {
        use super::AttoDichiarazione as Atto;
        match &event.fatto {
            Fatto::DichiarazioneEredeAperta(fatto) => self.dichiarazioni.push(begun(fatto, event)),
            Fatto::DichiarazioneEredeCompilata(fatto) => {
                self.change(fatto.dichiarazione, event, Atto::Compilazione, |one| {
                    one.contenuto.clone_from(&fatto.contenuto);
                });
            }
            Fatto::DocumentoEredeAllegato(fatto) => self.change(fatto.dichiarazione, event, Atto::Allegazione, |one| {
                one.documenti.push(fatto.documento.clone());
            }),
            Fatto::DichiarazioneEredePresentata(fatto) => {
                self.change(fatto.dichiarazione, event, Atto::Presentazione, |one| {
                    one.responsabilita.clone_from(&fatto.responsabilita);
                    one.presentata_il = one.presentata_il.or(Some(event.istante));
                });
            }
            Fatto::EsameEredeAvviato(fatto) => self.change(fatto.dichiarazione, event, Atto::Esame, |_| {}),
            Fatto::DocumentiEredeRichiesti(fatto) => {
                self.change(fatto.dichiarazione, event, Atto::RichiestaDocumenti, |one| {
                    one.richiesti.clone_from(&fatto.richiesti);
                    one.richiesti_il = Some(event.istante);
                });
            }
            Fatto::DichiarazioneEredeRespinta(fatto) => {
                self.change(fatto.dichiarazione, event, Atto::Reiezione, |one| one.motivo = Some(fatto.motivo));
            }
            Fatto::DichiarazioneEredeConvalidata(fatto) => {
                self.change(fatto.dichiarazione, event, Atto::Convalida, |_| {});
            }
            Fatto::ConsensoEredePrestato(fatto) => {
                let consenso = Consenso { da: fatto.da, a: fatto.a, prestato_il: event.istante };
                self.consensi.push(consenso);
            }
            Fatto::ConsensoEredeRevocato(fatto) => {
                self.consensi.retain(|one| one.da != fatto.da || one.a != fatto.a);
            }
            Fatto::PrestazioneInserita(fatto) => {
                let fatti::PrestazioneInserita { prestazione, dichiarazione, oltre_termine, .. } = *fatto;
                let inserita_il = event.istante;
                self.inserimenti.push(Inserimento { prestazione, dichiarazione, oltre_termine, inserita_il });
            }
            Fatto::QuotaEredeRichiesta(fatto) => self.request(fatto),
            _ => {}
        }
    }

    fn change(
        &mut self,
        id: DichiarazioneId,
        event: &Event,
        atto: super::AttoDichiarazione,
        how: impl FnOnce(&mut DichiarazioneErede),
    ) {
        let found = self.dichiarazioni.iter_mut().find(|one| one.id == id);
        if let Some((one, stato)) = found.and_then(|one| one.stato.dopo(atto).map(|stato| (one, stato))) {
            one.stato = stato;
            one.atti_in_bozza += u32::from(stato == StatoDichiarazione::Bozza);
            one.aggiornata_il = event.istante;
            one.versione = event.flusso.numero;
            how(one);
        }
    }

    fn request(&mut self, fatto: &fatti::QuotaEredeRichiesta) {
        let fatti::QuotaEredeRichiesta { rimborso, dichiarazione, intero, numero, .. } = *fatto;
        match self.divisioni.get_mut(numero) {
            Some(known) => known.clone_from(&fatto.divisione),
            None => self.divisioni.push(fatto.divisione.clone()),
        }
        self.declare(dichiarazione, fatto.quota);
        self.richieste.push(RichiestaErede { rimborso, dichiarazione, intero, divisione: numero });
    }

    fn declare(&mut self, id: DichiarazioneId, quota: Option<Quota>) {
        let found = self.dichiarazioni.iter_mut().find(|one| one.id == id);
        if let Some((one, quota)) = found.zip(quota) {
            one.contenuto.quota = Some(quota);
        }
    }
}

fn begun(fatto: &fatti::DichiarazioneEredeAperta, event: &Event) -> DichiarazioneErede {
    DichiarazioneErede {
        id: fatto.dichiarazione,
        erede: fatto.erede,
        persona: fatto.persona,
        contenuto: fatto.contenuto.clone(),
        stato: StatoDichiarazione::Bozza,
        documenti: Vec::new(),
        responsabilita: Vec::new(),
        richiesti: Vec::new(),
        richiesti_il: None,
        motivo: None,
        aperta_il: event.istante,
        presentata_il: None,
        aggiornata_il: event.istante,
        versione: event.flusso.numero,
        atti_in_bozza: 1,
    }
}
