//! A case of heirs on the wire: to each heir what is theirs, to the branch everything.

use super::cronologia::{VoceCronologia, time_line};
use super::dichiarazione::{Coerede, ConsensoErede, DichiarazioneErede, consents};
use super::tipi::StatoPraticaJson;
use crate::resources::rimborsi::tipi::StatoRimborsoJson;
use crate::resources::types::importo::Importo;
use crate::resources::types::spiegazione::Viewer;
use crate::resources::types::tempo::{Giorno, Istante, Ora};
use libretto_core::eredi as core;
use libretto_core::ids::PersonaId;
use libretto_core::ports::Anagrafe;
use libretto_core::ports::queries::PraticaCompleta;
use libretto_core::rimborso::Rimborso;
use libretto_core::use_cases::{Confronto, PraticaVista};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// La persona deceduta.
#[derive(Clone, Serialize, ToSchema)]
pub struct Defunto {
    /// Nome proprio. Solo a un erede riconosciuto e alla sede: chi si dichiara erede conosce il codice fiscale che ha scritto.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub nome_proprio: Option<String>,
    /// Cognome. Solo a un erede riconosciuto e alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 255)]
    pub cognome: Option<String>,
    /// Codice fiscale.
    #[schema(max_length = 16, pattern = "^([A-Z]{6}[0-9A-Z]{9}[A-Z]|[0-9]{11})$")]
    pub codice_fiscale: String,
    /// Giorno del decesso agli atti. Solo a un erede riconosciuto e alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giorno_decesso: Option<Giorno>,
    /// Ora del decesso agli atti, se è nota.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ora_decesso: Option<Ora>,
}

/// Che cosa dice l'anagrafe della popolazione.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EsitoAnagrafe {
    /// La persona è in vita.
    InVita,
    /// La persona è deceduta.
    Deceduto,
    /// La persona non è conosciuta, o l'anagrafe non è collegata.
    Sconosciuto,
    /// L'anagrafe non ha risposto.
    NonDisponibile,
}

/// Il decesso dichiarato, accanto a ciò che se ne sa.
#[derive(Clone, Serialize, ToSchema)]
pub struct ConfrontoDecesso {
    /// Se il decesso dichiarato differisce da quello agli atti o da ciò che dice l'anagrafe.
    pub differenza: bool,
    /// Giorno del decesso agli atti.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giorno_registrato: Option<Giorno>,
    /// Ora del decesso agli atti.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ora_registrata: Option<Ora>,
    /// Che cosa dice l'anagrafe.
    pub anagrafe: EsitoAnagrafe,
    /// Giorno del decesso secondo l'anagrafe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giorno_anagrafe: Option<Giorno>,
    /// Ora del decesso secondo l'anagrafe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ora_anagrafe: Option<Ora>,
}

impl ConfrontoDecesso {
    fn new(known: &Confronto, declared: core::DecessoDichiarato) -> Self {
        let (anagrafe, giorno, ora) = match known.anagrafe {
            Some(Anagrafe::InVita) => (EsitoAnagrafe::InVita, None, None),
            Some(Anagrafe::Deceduto { giorno, ora }) => (EsitoAnagrafe::Deceduto, Some(giorno), ora),
            Some(Anagrafe::Sconosciuto) => (EsitoAnagrafe::Sconosciuto, None, None),
            None => (EsitoAnagrafe::NonDisponibile, None, None),
        };
        Self {
            differenza: known.differs(declared),
            giorno_registrato: known.registrato.map(|one| Giorno(one.giorno)),
            ora_registrata: known.registrato.and_then(|one| one.ora).map(Ora::at),
            anagrafe,
            giorno_anagrafe: giorno.map(Giorno),
            ora_anagrafe: ora.map(Ora::at),
        }
    }
}

/// Una dichiarazione nella sua pratica.
#[derive(Clone, Serialize, ToSchema)]
pub struct DichiarazioneInPratica {
    /// La dichiarazione.
    #[serde(flatten)]
    pub dichiarazione: DichiarazioneErede,
    /// Il decesso dichiarato, accanto a ciò che se ne sa. Solo alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confronto: Option<ConfrontoDecesso>,
}

/// Una parte di un residuo.
#[derive(Clone, Serialize, ToSchema)]
pub struct ParteResiduo {
    /// La dichiarazione dell'erede.
    pub dichiarazione_id: Uuid,
    /// La sua parte.
    pub importo: Importo,
}

/// Come si divide il residuo, fissato dalla prima domanda di rimborso.
#[derive(Clone, Serialize, ToSchema)]
pub struct DivisioneResiduo {
    /// Che cosa si divide.
    pub residuo: Importo,
    /// Le parti: a un erede solo la sua, alla sede tutte.
    #[schema(max_items = 1000)]
    pub parti: Vec<ParteResiduo>,
    /// Ciò che non spetta a nessuna quota dichiarata. Solo alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resto: Option<Importo>,
}

/// Una domanda di rimborso di un erede, in breve.
#[derive(Clone, Serialize, ToSchema)]
pub struct RimborsoErede {
    /// Identificativo.
    pub id: Uuid,
    /// La dichiarazione dell'erede.
    pub dichiarazione_id: Uuid,
    /// Numero di protocollo.
    #[schema(max_length = 32, pattern = "^LFR-[0-9]{4}(-[0-9A-Z]{4}){3}$")]
    pub protocollo: String,
    /// Stato.
    pub stato: StatoRimborsoJson,
    /// Se è chiesto l'intero.
    pub intero: bool,
    /// Importo.
    pub importo: Importo,
    /// Istante della domanda.
    pub presentato_il: Istante,
    /// Istante dell'ultimo atto.
    pub aggiornato_il: Istante,
    /// Versione, la stessa dell'`ETag` del rimborso.
    #[schema(minimum = 1)]
    pub versione: u32,
}

/// Una prestazione inserita da un erede.
#[derive(Clone, Serialize, ToSchema)]
pub struct InserimentoErede {
    /// La prestazione.
    pub prestazione_id: Uuid,
    /// La dichiarazione dell'erede.
    pub dichiarazione_id: Uuid,
    /// Se il termine ordinario era già scaduto al momento del decesso.
    pub oltre_termine: bool,
    /// Istante dell'inserimento.
    pub inserita_il: Istante,
}

/// La pratica degli eredi di un utilizzatore.
#[derive(Clone, Serialize, ToSchema)]
pub struct PraticaEredi {
    /// Identificativo dell'utilizzatore deceduto, che è quello della pratica.
    pub utilizzatore_id: Uuid,
    /// Stato.
    pub stato: StatoPraticaJson,
    /// La persona deceduta.
    pub defunto: Defunto,
    /// Le dichiarazioni: a un erede le sue, alla sede tutte.
    #[schema(max_items = 1000)]
    pub dichiarazioni: Vec<DichiarazioneInPratica>,
    /// Gli altri eredi noti. Prima del riconoscimento, quelli che si sono indicati.
    #[schema(max_items = 1000)]
    pub eredi_noti: Vec<Coerede>,
    /// I consensi: a un erede quelli dati e ricevuti, alla sede tutti.
    #[schema(max_items = 1000)]
    pub consensi: Vec<ConsensoErede>,
    /// Quanto si può ancora spendere o chiedere. Solo a un erede riconosciuto e alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disponibile: Option<Importo>,
    /// Come si divide il residuo. Solo a un erede riconosciuto e alla sede, quando un rimborso è chiesto.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub divisione: Option<DivisioneResiduo>,
    /// Le prestazioni inserite, anche se poi annullate: a un erede le sue, alla sede tutte.
    #[schema(max_items = 100_000)]
    pub inserimenti: Vec<InserimentoErede>,
    /// I rimborsi: a un erede i suoi, alla sede tutti.
    #[schema(max_items = 1000)]
    pub rimborsi: Vec<RimborsoErede>,
    /// Che cosa è successo, nell'ordine: i primi mille atti. Tutti si leggono un po' alla volta tra le operazioni.
    #[schema(max_items = 1000)]
    pub cronologia: Vec<VoceCronologia>,
    /// Istante in cui la pratica è cominciata.
    pub aperta_il: Istante,
    /// Versione della pratica, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

/// Una pratica in un elenco.
#[derive(Clone, Serialize, ToSchema)]
pub struct PraticaInBreve {
    /// Identificativo dell'utilizzatore deceduto, che è quello della pratica.
    pub utilizzatore_id: Uuid,
    /// Stato.
    pub stato: StatoPraticaJson,
    /// La persona deceduta.
    pub defunto: Defunto,
    /// Le dichiarazioni: a un erede le sue, alla sede tutte.
    #[schema(max_items = 1000)]
    pub dichiarazioni: Vec<DichiarazioneErede>,
    /// Se la sede ha qualcosa da fare. Solo alla sede.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub da_lavorare: Option<bool>,
    /// Istante in cui la pratica è cominciata.
    pub aperta_il: Istante,
    /// Versione della pratica, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

/// Who looks at a case: a declarant of it, or the branch.
#[derive(Clone, Copy)]
pub(super) struct Occhi<'a> {
    whole: &'a PraticaCompleta,
    /// The declarant; none for the branch.
    da: Option<PersonaId>,
}

impl<'a> Occhi<'a> {
    pub(super) const fn new(whole: &'a PraticaCompleta, da: Option<PersonaId>) -> Self {
        Self { whole, da }
    }

    const fn viewer(self) -> Viewer {
        if self.da.is_some() { Viewer::Utilizzatore } else { Viewer::BackOffice }
    }

    /// Whether who looks may know what became of the Libretto: an heir who is recognised, and the branch.
    fn may_know(self) -> bool {
        self.da.is_none_or(|person| self.whole.pratica.validated(person).is_some())
    }

    fn stato(self) -> StatoPraticaJson {
        if self.may_know() { self.whole.stato().into() } else { StatoPraticaJson::Istruttoria }
    }

    fn defunto(self) -> Defunto {
        let (persona, known) = (&self.whole.defunto.persona, self.whole.defunto.decesso.filter(|_| self.may_know()));
        Defunto {
            nome_proprio: self.may_know().then(|| persona.nome_proprio.clone()),
            cognome: self.may_know().then(|| persona.cognome.clone()),
            codice_fiscale: persona.codice_fiscale.as_str().to_owned(),
            giorno_decesso: known.map(|one| Giorno(one.giorno)),
            ora_decesso: known.and_then(|one| one.ora).map(Ora::at),
        }
    }

    /// When the case began for who looks; who looks sees some declaration of it.
    fn aperta_il(self) -> Istante {
        Istante(self.whole.pratica.aperta_per(self.da).unwrap_or(self.whole.pratica.aperta_il))
    }

    fn declarations(self) -> impl Iterator<Item = &'a core::DichiarazioneErede> {
        // A draft is nobody's but its heir's.
        self.whole.pratica.dichiarazioni.iter().filter(move |one| match self.da {
            Some(person) => one.persona == person,
            None => one.stato != core::StatoDichiarazione::Bozza,
        })
    }

    fn eredi_noti(self) -> Vec<Coerede> {
        let written: Vec<PersonaId> = match self.da {
            Some(_) => self.declarations().flat_map(|one| one.contenuto.coeredi.iter().copied()).collect(),
            None => Vec::new(),
        };
        let mut known = if self.may_know() { self.whole.pratica.known_heirs() } else { Vec::new() };
        known.extend(written.iter().filter(|person| !known.contains(person)).copied().collect::<Vec<_>>());
        let others = known.into_iter().filter(|person| Some(*person) != self.da);
        others.map(|id| Coerede::new(id, &self.whole.persone, written.contains(&id), self.viewer())).collect()
    }

    fn divisione(self) -> Option<DivisioneResiduo> {
        let pratica = &self.whole.pratica;
        let divided = pratica.divisione(&self.whole.rimborsi).filter(|_| self.may_know())?;
        let own = |id| self.da.is_none_or(|person| pratica.dichiarazione(id).is_some_and(|one| one.persona == person));
        let parti = divided.parti.iter().filter(|(id, _)| own(*id));
        Some(DivisioneResiduo {
            residuo: Importo(divided.residuo),
            parti: parti.map(|(id, part)| ParteResiduo { dichiarazione_id: id.0, importo: Importo(*part) }).collect(),
            resto: self.da.is_none().then_some(Importo(divided.resto)),
        })
    }

    fn inserimenti(self) -> Vec<InserimentoErede> {
        let own: Vec<_> = self.declarations().map(|one| one.id).collect();
        let entered = self.whole.pratica.inserimenti.iter().filter(|one| own.contains(&one.dichiarazione));
        let shown = entered.map(|one| InserimentoErede {
            prestazione_id: one.prestazione.0,
            dichiarazione_id: one.dichiarazione.0,
            oltre_termine: one.oltre_termine,
            inserita_il: Istante(one.inserita_il),
        });
        shown.collect()
    }

    /// The refunds that who looks may see, in the order in which they were asked for.
    pub(super) fn rimborsi(self) -> Vec<RimborsoErede> {
        let own = |one: &Rimborso| self.da.is_none_or(|person| one.beneficiario == person);
        let asked = self.whole.pratica.richieste.iter();
        let found = asked.filter_map(|asked| {
            let refund = self.whole.rimborsi.iter().find(|one| one.id == asked.rimborso && own(one))?;
            Some(RimborsoErede {
                id: refund.id.0,
                dichiarazione_id: asked.dichiarazione.0,
                protocollo: refund.protocollo.to_string(),
                stato: refund.stato.into(),
                intero: asked.intero,
                importo: Importo(refund.importo),
                presentato_il: Istante(refund.presentato_il),
                aggiornato_il: Istante(refund.aggiornato_il),
                versione: refund.versione,
            })
        });
        found.collect()
    }
}

impl PraticaEredi {
    /// A case for the eyes of who asked for it.
    pub(super) fn new(seen: &PraticaVista) -> Self {
        let (whole, eyes) = (&seen.completa, Occhi::new(&seen.completa, seen.da));
        let declarations = eyes.declarations().map(|one| DichiarazioneInPratica {
            dichiarazione: DichiarazioneErede::new(one, &whole.persone, eyes.viewer()),
            confronto: seen.confronto.as_ref().map(|known| ConfrontoDecesso::new(known, one.contenuto.decesso)),
        });
        Self {
            utilizzatore_id: whole.pratica.utilizzatore.0,
            stato: eyes.stato(),
            defunto: eyes.defunto(),
            dichiarazioni: declarations.collect(),
            eredi_noti: eyes.eredi_noti(),
            consensi: consents(&whole.pratica, seen.da),
            disponibile: eyes.may_know().then(|| Importo(whole.portafoglio.disponibile())),
            divisione: eyes.divisione(),
            inserimenti: eyes.inserimenti(),
            rimborsi: eyes.rimborsi(),
            cronologia: time_line(seen).into_iter().map(|(_, told)| told).collect(),
            aperta_il: eyes.aperta_il(),
            versione: whole.pratica.versione_per(seen.da),
        }
    }
}

impl PraticaInBreve {
    /// A case in a list.
    pub(super) fn new(eyes: Occhi<'_>) -> Self {
        let whole = eyes.whole;
        let shown = eyes.declarations().map(|one| DichiarazioneErede::new(one, &whole.persone, eyes.viewer()));
        Self {
            utilizzatore_id: whole.pratica.utilizzatore.0,
            stato: eyes.stato(),
            defunto: eyes.defunto(),
            dichiarazioni: shown.collect(),
            da_lavorare: eyes.da.is_none().then(|| whole.pratica.is_to_work()),
            aperta_il: eyes.aperta_il(),
            versione: whole.pratica.versione_per(eyes.da),
        }
    }
}
