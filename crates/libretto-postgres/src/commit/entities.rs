//! What the events of a change do to entities: those that are new, whole, and of those that exist, only what changes.
//! Events of one change about one entity are folded into one row.

use super::deleghe::Deleghe;
use super::eredi::Eredi;
use super::refunds::Rimborsi;
use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::bonus::Bonus;
use libretto_core::comunicazione_obbligatoria::Comunicata;
use libretto_core::event::{Event, Fatto};
use libretto_core::ids::{
    BonusId, ComunicazioneObbligatoriaId, CorsaId, PersonaId, PrestatoreId, PrestazioneId, RicevutaId, UtilizzatoreId,
    VersamentoId,
};
use libretto_core::pagamento::{Corsa, CorsaChiusura, Pagamento};
use libretto_core::portafoglio::Versamento;
use libretto_core::portafoglio::versamento::RicevutaRegistrata;
use libretto_core::prestatore::{Autocertificazione, Categoria, Modalita};
use libretto_core::prestazione::{Dati, Mandato, Prestazione, StatoPrestazione};
use libretto_core::rapporto::Rapporto;
use libretto_core::utilizzatore::{Decesso, Dichiarazione};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A household that registered.
pub(super) struct NuovoUtilizzatore {
    pub(super) persona: PersonaId,
    pub(super) registrato_il: DateTime<Utc>,
    pub(super) dichiarazioni: Vec<Dichiarazione>,
    pub(super) decesso: Option<Decesso>,
    pub(super) versione: u32,
}

/// A worker that registered.
pub(super) struct NuovoPrestatore {
    pub(super) persona: PersonaId,
    pub(super) registrato_il: DateTime<Utc>,
    pub(super) versione: u32,
}

/// A payment mode that was chosen.
pub(super) struct Scelta {
    pub(super) prestatore: PrestatoreId,
    pub(super) numero: u32,
    pub(super) dal: DateTime<Utc>,
    pub(super) modalita: Modalita,
}

/// A self-certification that was given.
pub(super) struct Resa {
    pub(super) prestatore: PrestatoreId,
    pub(super) numero: u32,
    pub(super) riga: u32,
    pub(super) contenuto: Autocertificazione,
}

/// The version an entity has and the one it gets.
#[derive(Clone, Copy)]
pub(super) struct Versioni {
    pub(super) prima: u32,
    pub(super) dopo: u32,
}

impl Versioni {
    pub(super) fn of(event: &Event) -> Self {
        Self { prima: event.flusso.numero.saturating_sub(1), dopo: event.flusso.numero }
    }
}

/// What changes of a record. `None` leaves a column as it is.
pub(super) struct Cambio {
    pub(super) versioni: Versioni,
    pub(super) aggiornata_il: DateTime<Utc>,
    pub(super) dati: Option<Dati>,
    pub(super) revocabile_fino: Option<DateTime<Utc>>,
    pub(super) stato: Option<StatoPrestazione>,
    pub(super) mandato: Option<Mandato>,
    pub(super) pagamento: Option<Uuid>,
}

/// The credit of a top-up.
pub(super) struct Accredito {
    pub(super) versioni: Versioni,
    pub(super) istante: DateTime<Utc>,
    pub(super) ricevuta: RicevutaId,
}

/// Everything that happens to entities in a change, each in order of its key.
#[derive(Default)]
pub(super) struct Entities {
    pub(super) utilizzatori: BTreeMap<UtilizzatoreId, NuovoUtilizzatore>,
    pub(super) decessi: BTreeMap<UtilizzatoreId, (Versioni, Decesso)>,
    pub(super) prestatori: BTreeMap<PrestatoreId, NuovoPrestatore>,
    pub(super) prestatori_cambiati: BTreeMap<PrestatoreId, Versioni>,
    pub(super) scelte: Vec<Scelta>,
    pub(super) rese: Vec<Resa>,
    pub(super) cessate: BTreeMap<(PrestatoreId, &'static str), NaiveDate>,
    pub(super) rapporti: Vec<Rapporto>,
    /// Employments of the registry, each with the version it has; 0 for a new one.
    pub(super) comunicazioni: BTreeMap<ComunicazioneObbligatoriaId, (u32, Comunicata)>,
    pub(super) versamenti: BTreeMap<VersamentoId, (Versamento, Option<RicevutaId>)>,
    pub(super) accrediti: BTreeMap<(Uuid, VersamentoId), Accredito>,
    pub(super) ricevute: Vec<RicevutaRegistrata>,
    pub(super) bonus: BTreeMap<(Uuid, BonusId), Bonus>,
    pub(super) appropriazioni: BTreeMap<(Uuid, BonusId), (Versioni, DateTime<Utc>)>,
    pub(super) prestazioni: BTreeMap<PrestazioneId, Prestazione>,
    pub(super) cambi: BTreeMap<(Uuid, PrestazioneId), Cambio>,
    pub(super) pagamenti: Vec<Pagamento>,
    pub(super) corse: BTreeMap<CorsaId, Corsa>,
    pub(super) chiusure: BTreeMap<CorsaId, (Versioni, CorsaChiusura)>,
    pub(super) rimborsi: Rimborsi,
    pub(super) eredi: Eredi,
    pub(super) deleghe: Deleghe,
}

impl Entities {
    /// What some events do.
    pub(super) fn of(events: &[Event]) -> Self {
        let mut entities = Self::default();
        for event in events {
            entities.add(event);
        }
        entities
    }

    fn add(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::UtilizzatoreRegistrato { .. } | Fatto::DecessoRegistrato { .. } => self.add_utilizzatore(event),
            Fatto::PrestatoreRegistrato { .. }
            | Fatto::ModalitaCambiata { .. }
            | Fatto::AutocertificazioneResa { .. }
            | Fatto::AutocertificazioneCessata { .. } => self.add_prestatore(event),
            Fatto::RapportoDichiarato { rapporto } => self.rapporti.push(*rapporto),
            Fatto::RapportoComunicato { comunicazione } => {
                let known = Comunicata { comunicazione: comunicazione.clone(), versione: event.flusso.numero };
                let before = event.flusso.numero.saturating_sub(1);
                let before = self.comunicazioni.get(&comunicazione.id).map_or(before, |(before, _)| *before);
                self.comunicazioni.insert(comunicazione.id, (before, known));
            }
            // It is a column of the worker's year, which the counters write.
            Fatto::CompensiEsterniComunicati { .. } => {}
            Fatto::VersamentoAperto { .. } | Fatto::VersamentoAccreditato { .. } => self.add_versamento(event),
            Fatto::RicevutaRegistrata { ricevuta, numero_avviso, importo, esito } => {
                self.ricevute.push(RicevutaRegistrata {
                    id: *ricevuta,
                    numero_avviso: numero_avviso.clone(),
                    importo: *importo,
                    esito: *esito,
                    registrata_il: event.istante,
                });
            }
            Fatto::BonusConcesso { bonus, .. } | Fatto::BonusAppropriato { bonus, .. } => self.add_bonus(*bonus, event),
            Fatto::PrestazioneComunicata { prestazione, .. }
            | Fatto::PrestazioneRettificata { prestazione, .. }
            | Fatto::PrestazioneAnnullata { prestazione, .. }
            | Fatto::PrestazioneConvalidata { prestazione, .. }
            | Fatto::PrestazioneLiquidata { prestazione, .. } => self.add_prestazione(*prestazione, event),
            Fatto::PagamentoDisposto { pagamento } => self.pagamenti.push(pagamento.clone()),
            Fatto::CorsaAperta { corsa, .. } | Fatto::CorsaChiusa { corsa, .. } => self.add_corsa(*corsa, event),
            Fatto::RimborsoRichiesto { .. }
            | Fatto::RimborsoApprovato { .. }
            | Fatto::RimborsoRespinto { .. }
            | Fatto::RimborsoRitirato { .. }
            | Fatto::RimborsoInviato { .. }
            | Fatto::RimborsoRestituito { .. }
            | Fatto::CorsaRimborsiAperta { .. }
            | Fatto::CorsaRimborsiChiusa { .. } => self.rimborsi.add(event),
            Fatto::EredeRegistrato(_)
            | Fatto::DichiarazioneEredeAperta(_)
            | Fatto::DichiarazioneEredeCompilata(_)
            | Fatto::DocumentoEredeAllegato(_)
            | Fatto::DichiarazioneEredePresentata(_)
            | Fatto::EsameEredeAvviato(_)
            | Fatto::DocumentiEredeRichiesti(_)
            | Fatto::DichiarazioneEredeRespinta(_)
            | Fatto::DichiarazioneEredeConvalidata(_)
            | Fatto::ConsensoEredePrestato(_)
            | Fatto::ConsensoEredeRevocato(_)
            | Fatto::PrestazioneInserita(_)
            | Fatto::InserimentoEredeAnnullato(_)
            | Fatto::QuotaEredeRichiesta(_)
            | Fatto::RimborsoEredeRitirato(_) => self.eredi.add(event),
            Fatto::DelegaConferita(_) | Fatto::DelegaRevocata(_) => self.deleghe.add(event),
        }
    }

    fn add_utilizzatore(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::UtilizzatoreRegistrato { utilizzatore, persona, dichiarazioni } => {
                let new = NuovoUtilizzatore {
                    persona: *persona,
                    registrato_il: event.istante,
                    dichiarazioni: dichiarazioni.clone(),
                    decesso: None,
                    versione: event.flusso.numero,
                };
                self.utilizzatori.insert(*utilizzatore, new);
            }
            Fatto::DecessoRegistrato { utilizzatore, giorno, ora, .. } => {
                let decesso = Decesso { giorno: *giorno, ora: *ora, registrato_il: event.istante };
                if let Some(new) = self.utilizzatori.get_mut(utilizzatore) {
                    new.decesso = Some(decesso);
                    new.versione = event.flusso.numero;
                } else {
                    self.decessi.insert(*utilizzatore, (Versioni::of(event), decesso));
                }
            }
            _ => {}
        }
    }

    fn add_prestatore(&mut self, event: &Event) {
        let numero = event.flusso.numero;
        let id = match &event.fatto {
            Fatto::PrestatoreRegistrato { prestatore, persona, modalita, autocertificazioni, .. } => {
                let new = NuovoPrestatore { persona: *persona, registrato_il: event.istante, versione: numero };
                self.prestatori.insert(*prestatore, new);
                self.choose(*prestatore, event, *modalita);
                for (riga, contenuto) in (0..).zip(autocertificazioni) {
                    self.rese.push(Resa { prestatore: *prestatore, numero, riga, contenuto: *contenuto });
                }
                *prestatore
            }
            Fatto::ModalitaCambiata { prestatore, modalita } => {
                self.choose(*prestatore, event, *modalita);
                *prestatore
            }
            Fatto::AutocertificazioneResa { prestatore, autocertificazione } => {
                self.rese.push(Resa { prestatore: *prestatore, numero, riga: 0, contenuto: *autocertificazione });
                *prestatore
            }
            Fatto::AutocertificazioneCessata { prestatore, categoria, al } => {
                self.cease(*prestatore, *categoria, *al);
                *prestatore
            }
            _ => return,
        };
        match self.prestatori.get_mut(&id) {
            Some(new) => new.versione = numero,
            None => self.prestatori_cambiati.entry(id).or_insert_with(|| Versioni::of(event)).dopo = numero,
        }
    }

    fn choose(&mut self, prestatore: PrestatoreId, event: &Event, modalita: Modalita) {
        self.scelte.push(Scelta { prestatore, numero: event.flusso.numero, dal: event.istante, modalita });
    }

    /// Ends what is open of a category: what this very change opened, and what the table holds.
    fn cease(&mut self, prestatore: PrestatoreId, categoria: Categoria, al: NaiveDate) {
        let open = |one: &&mut Resa| {
            one.prestatore == prestatore && one.contenuto.categoria == categoria && one.contenuto.al.is_none()
        };
        for one in self.rese.iter_mut().filter(open) {
            one.contenuto.al = Some(al);
        }
        // The first end that is declared holds: after it nothing is open any more.
        self.cessate.entry((prestatore, crate::names::categoria(categoria))).or_insert(al);
    }

    fn add_versamento(&mut self, event: &Event) {
        match &event.fatto {
            Fatto::VersamentoAperto { versamento, .. } => {
                let state = Versamento::evolve(None, event).map(|state| (*versamento, (state, None)));
                self.versamenti.extend(state);
            }
            Fatto::VersamentoAccreditato { versamento, ricevuta, .. } => {
                if let Some((state, _)) = self.versamenti.remove(versamento) {
                    let state = Versamento::evolve(Some(state), event);
                    self.versamenti.extend(state.map(|state| (*versamento, (state, Some(*ricevuta)))));
                } else {
                    let versioni = Versioni::of(event);
                    let credit = Accredito { versioni, istante: event.istante, ricevuta: *ricevuta };
                    self.accrediti.insert((event.flusso.casa, *versamento), credit);
                }
            }
            _ => {}
        }
    }

    fn add_bonus(&mut self, id: BonusId, event: &Event) {
        let key = (event.flusso.casa, id);
        let new = self.bonus.remove(&key);
        match &event.fatto {
            Fatto::BonusAppropriato { .. } if new.is_none() => {
                self.appropriazioni.insert(key, (Versioni::of(event), event.istante));
            }
            _ => self.bonus.extend(Bonus::evolve(new, event).map(|state| (key, state))),
        }
    }

    fn add_prestazione(&mut self, id: PrestazioneId, event: &Event) {
        let new = self.prestazioni.remove(&id);
        if new.is_some() || matches!(event.fatto, Fatto::PrestazioneComunicata { .. }) {
            self.prestazioni.extend(Prestazione::evolve(new, event).map(|state| (id, state)));
            return;
        }
        let cambio = self.cambi.entry((event.flusso.casa, id)).or_insert_with(|| Cambio {
            versioni: Versioni::of(event),
            aggiornata_il: event.istante,
            dati: None,
            revocabile_fino: None,
            stato: None,
            mandato: None,
            pagamento: None,
        });
        cambio.versioni.dopo = event.flusso.numero;
        cambio.aggiornata_il = event.istante;
        match &event.fatto {
            Fatto::PrestazioneRettificata { dopo, revocabile_fino, .. } => {
                cambio.dati = Some(dopo.clone());
                cambio.revocabile_fino = Some(*revocabile_fino);
            }
            Fatto::PrestazioneAnnullata { .. } => cambio.stato = Some(StatoPrestazione::Annullata),
            Fatto::PrestazioneConvalidata { mandato, .. } => {
                cambio.stato = Some(StatoPrestazione::Convalidata);
                cambio.mandato = Some(mandato.clone());
            }
            Fatto::PrestazioneLiquidata { pagamento, .. } => {
                cambio.stato = Some(StatoPrestazione::Liquidata);
                cambio.pagamento = Some(pagamento.0);
            }
            _ => {}
        }
    }

    fn add_corsa(&mut self, id: CorsaId, event: &Event) {
        let new = self.corse.remove(&id);
        match &event.fatto {
            Fatto::CorsaChiusa { chiusura, .. } if new.is_none() => {
                self.chiusure.insert(id, (Versioni::of(event), chiusura.clone()));
            }
            _ => self.corse.extend(Corsa::evolve(new, event).map(|state| (id, state))),
        }
    }
}
