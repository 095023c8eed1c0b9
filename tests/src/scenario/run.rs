//! Playing a scenario.

use super::history::{Given, timeline};
use super::instant::instant;
use super::{
    ApreVersamento, Atteso, Comunica, Contatori, Contenuto, Dato, Esito, Lavoro, Pagamento, Parte, Passo, Play,
    Portafoglio, RegistraUtilizzatore, Risposta, Scenario,
};
use std::collections::BTreeMap;

/// Why a scenario failed, in one sentence.
pub(super) type Failure = String;

/// A scenario in course.
pub(super) struct Game<'a> {
    pub(super) play: &'a mut dyn Play,
    pub(super) dato: &'a Dato,
    pub(super) parties: BTreeMap<String, Parte>,
    /// Records and notice numbers by the names that steps gave them.
    pub(super) names: BTreeMap<String, String>,
    /// Declarations by heir and deceased.
    pub(super) declarations: BTreeMap<(String, String), String>,
    receipts: u32,
}

/// Plays a scenario to its end. Every expectation that does not hold is told; the first step that cannot be played ends it.
///
/// # Errors
/// What did not hold, each with the step it belongs to.
pub fn run(scenario: &Scenario, play: &mut dyn Play) -> Result<(), Vec<Failure>> {
    let mut game = Game::new(&scenario.dato, play);
    let mut failures = Vec::new();
    if let Err(failure) = game.given() {
        return Err(vec![format!("dato: {failure}")]);
    }
    for (place, passo) in scenario.passi.iter().enumerate() {
        let label = |failure: Failure| format!("passo {} ({}): {failure}", place + 1, passo.quando);
        match game.step(passo) {
            Ok(found) => failures.extend(found.into_iter().map(label)),
            Err(failure) => {
                failures.push(label(failure));
                return Err(failures);
            }
        }
    }
    match game.play.verifica_registro() {
        Ok(differences) => failures.extend(differences.into_iter().map(|one| format!("registro: {one}"))),
        Err(error) => failures.push(format!("registro: {error}")),
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

impl<'a> Game<'a> {
    fn new(dato: &'a Dato, play: &'a mut dyn Play) -> Self {
        let households = dato.utilizzatori.iter().map(|(name, one)| (name, &one.codice_fiscale));
        let workers = dato.prestatori.iter().map(|(name, one)| (name, &one.codice_fiscale));
        let heirs = dato.eredi.iter().map(|(name, one)| (name, &one.codice_fiscale));
        let parties = households.chain(workers).chain(heirs).map(|(nome, codice_fiscale)| {
            let parte = Parte { nome: nome.clone(), codice_fiscale: codice_fiscale.clone(), ..Parte::default() };
            (nome.clone(), parte)
        });
        let (names, declarations) = (BTreeMap::new(), BTreeMap::new());
        Self { play, dato, parties: parties.collect(), names, declarations, receipts: 0 }
    }

    /// Plays what is given: all of it must be accepted.
    fn given(&mut self) -> Result<(), Failure> {
        for (now, act) in timeline(self.dato).map_err(text)? {
            self.play.set_clock(now).map_err(text)?;
            let outcome = match &act {
                Given::Utilizzatore(name) => self.open_household(name)?,
                Given::Prestatore(name) => self.open_worker(name)?,
                Given::Erede(name) => self.open_heir(name)?,
                Given::Rapporto(place) => {
                    let rapporto = &self.dato.rapporti[*place];
                    let (chi, con) = (self.party(&rapporto.utilizzatore)?, self.party(&rapporto.prestatore)?);
                    self.play.dichiara_rapporto(&chi, &con, rapporto).map_err(text)?
                }
                Given::Prestazione(place, contenuto) => {
                    let entry = &self.dato.prestazioni_accettate[*place];
                    let (utilizzatore, prestatore) = (self.party(&entry.utilizzatore)?, self.party(&entry.prestatore)?);
                    let lavoro =
                        Lavoro { utilizzatore: &utilizzatore, prestatore: &prestatore, contenuto, canale: None };
                    self.play.comunica(lavoro).map_err(text)?
                }
            };
            if !outcome.codici.is_empty() {
                return Err(format!("{act:?} was refused: {:?}", outcome.codici));
            }
        }
        Ok(())
    }

    fn open_household(&mut self, name: &str) -> Result<Risposta, Failure> {
        let come = RegistraUtilizzatore {
            utilizzatore: name.to_owned(),
            tipo: "persona_fisica".to_owned(),
            dichiarazioni: true,
            per_mezzo_di: None,
        };
        let outcome = self.register_household(&come)?;
        if let Some(importo) = self.dato.utilizzatori.get(name).and_then(|one| one.versamento.clone()) {
            let cosa = ApreVersamento { utilizzatore: name.to_owned(), importo: importo.clone(), come: None };
            let opened = self.play.apre_versamento(&self.party(name)?, &cosa).map_err(text)?;
            let notice = opened.dettagli.get("numero_avviso").ok_or("a top-up without a notice")?;
            self.receipts += 1;
            self.play.ricevuta(&format!("dato-{}", self.receipts), notice, &importo).map_err(text)?;
        }
        Ok(outcome)
    }

    fn open_worker(&mut self, name: &str) -> Result<Risposta, Failure> {
        self.register_worker(name, true)
    }

    fn register_household(&mut self, come: &RegistraUtilizzatore) -> Result<Risposta, Failure> {
        let chi = self.acting(&come.utilizzatore, come.per_mezzo_di.as_ref())?;
        let outcome = self.play.registra_utilizzatore(&chi, come).map_err(text)?;
        if let (Some(id), Some(parte)) = (&outcome.id, self.parties.get_mut(&come.utilizzatore)) {
            parte.utilizzatore_id = Some(id.clone());
        }
        Ok(outcome)
    }

    fn register_worker(&mut self, name: &str, declarations: bool) -> Result<Risposta, Failure> {
        let come = self.dato.prestatori.get(name).ok_or_else(|| format!("no worker is called {name}"))?;
        let outcome = self.play.registra_prestatore(&self.party(name)?, come, declarations).map_err(text)?;
        if let (Some(id), Some(parte)) = (&outcome.id, self.parties.get_mut(name)) {
            parte.prestatore_id = Some(id.clone());
        }
        Ok(outcome)
    }

    pub(super) fn party(&self, name: &str) -> Result<Parte, Failure> {
        self.parties.get(name).cloned().ok_or_else(|| format!("nobody is called {name}"))
    }

    /// Plays one step; gives what does not hold after it.
    fn step(&mut self, passo: &Passo) -> Result<Vec<Failure>, Failure> {
        self.play.set_clock(instant(&passo.quando).map_err(text)?).map_err(text)?;
        let outcome = self.act(passo)?;
        let mut failures = answer(&passo.allora, &outcome);
        for expected in &passo.allora.contatori {
            failures.extend(self.counters(expected)?);
        }
        for expected in &passo.allora.portafogli {
            failures.extend(self.wallet(expected)?);
        }
        for expected in &passo.allora.pratiche {
            failures.extend(self.case(expected)?);
        }
        if let (Some(expected), Some(paga)) = (&passo.allora.pagamenti, &passo.paga) {
            failures.extend(self.payments(expected, &paga.mese)?);
        }
        Ok(failures)
    }

    fn act(&mut self, passo: &Passo) -> Result<Risposta, Failure> {
        if let Some(comunica) = &passo.comunica {
            let outcome = self.work(comunica, passo.lavoro.as_ref(), true)?;
            self.remember(comunica.come.as_ref(), outcome.id.as_ref());
            return Ok(outcome);
        }
        if let Some(verifica) = &passo.verifica {
            return self.work(verifica, passo.lavoro.as_ref(), false);
        }
        if let Some(cosa) = &passo.apre_versamento {
            let outcome = self.play.apre_versamento(&self.party(&cosa.utilizzatore)?, cosa).map_err(text)?;
            self.remember(cosa.come.as_ref(), outcome.dettagli.get("numero_avviso"));
            return Ok(outcome);
        }
        if let Some(cosa) = &passo.concede_bonus {
            let outcome = self.play.concede_bonus(&self.party(&cosa.utilizzatore)?, cosa).map_err(text)?;
            self.remember(cosa.come.as_ref(), outcome.id.as_ref());
            return Ok(outcome);
        }
        if let Some(come) = &passo.registra_utilizzatore {
            return self.register_household(come);
        }
        if let Some(come) = &passo.registra_prestatore {
            return self.register_worker(&come.prestatore, come.dichiarazioni);
        }
        if let Some(cosa) = &passo.richiede_rimborso {
            return self.ask_refund(cosa);
        }
        if let Some(outcome) = self.act_on_refund(passo)? {
            return Ok(outcome);
        }
        if let Some(outcome) = self.act_on_delegation(passo)? {
            return Ok(outcome);
        }
        if let Some(outcome) = self.act_of_heir(passo)? {
            return Ok(outcome);
        }
        self.act_on_record(passo).unwrap_or_else(|| self.other_act(passo))
    }

    fn act_on_record(&mut self, passo: &Passo) -> Option<Result<Risposta, Failure>> {
        let atto = [&passo.rettifica, &passo.annulla, &passo.convalida].into_iter().flatten().next()?;
        let (chi, id) = match (self.party(&atto.utilizzatore), self.names.get(&atto.prestazione)) {
            (Ok(chi), Some(id)) => (chi, id.clone()),
            (Err(failure), _) => return Some(Err(failure)),
            (_, None) => return Some(Err(format!("no record is called {}", atto.prestazione))),
        };
        let outcome = match (&passo.lavoro, &passo.annulla) {
            (Some(contenuto), _) => self.play.rettifica(&chi, &id, contenuto),
            (None, Some(_)) => self.play.annulla(&chi, &id),
            (None, None) => self.play.convalida(&chi, &id),
        };
        Some(outcome.map_err(text))
    }

    fn other_act(&mut self, passo: &Passo) -> Result<Risposta, Failure> {
        let outcome = if let Some(ricevuta) = &passo.ricevuta {
            let notice = self.names.get(&ricevuta.avviso).unwrap_or(&ricevuta.avviso);
            self.play.ricevuta(&ricevuta.codice, notice, &ricevuta.importo)
        } else if let Some(paga) = &passo.paga {
            self.play.paga(&paga.mese)
        } else if passo.invia_rimborsi {
            self.play.invia_rimborsi()
        } else if let Some(cosa) = &passo.si_appropria {
            let bonus = self.names.get(&cosa.bonus).ok_or_else(|| format!("no bonus is called {}", cosa.bonus))?;
            self.play.si_appropria(&self.party(&cosa.utilizzatore)?, bonus)
        } else if let Some(cosa) = &passo.autocertifica {
            self.play.autocertifica(&self.party(&cosa.prestatore)?, cosa)
        } else if let Some(cosa) = &passo.cambia_modalita {
            self.play.cambia_modalita(&self.acting(&cosa.prestatore, cosa.per_mezzo_di.as_ref())?, cosa)
        } else if let Some(cosa) = &passo.registra_decesso {
            self.play.registra_decesso(&self.party(&cosa.utilizzatore)?, cosa)
        } else if let Some(piano) = &passo.simula {
            let noti: Vec<Parte> =
                self.dato.prestatori.keys().map(|name| self.party(name)).collect::<Result<_, _>>()?;
            self.play.simula(&self.party(&piano.utilizzatore)?, &noti, piano)
        } else if let Some(storia) = &passo.valuta_rapporto {
            self.play.valuta_rapporto(storia)
        } else if let Some(cosa) = &passo.comunicazione_obbligatoria {
            let (datore, lavoratore) = (self.party(&cosa.datore)?, self.party(&cosa.lavoratore)?);
            self.play.comunicazione_obbligatoria(&datore, &lavoratore, cosa)
        } else if let Some(cosa) = &passo.compensi_esterni {
            self.play.compensi_esterni(&self.party(&cosa.prestatore)?, cosa)
        } else if let Some(cosa) = &passo.dichiara_rapporto {
            self.play.dichiara_rapporto(&self.party(&cosa.utilizzatore)?, &self.party(&cosa.prestatore)?, cosa)
        } else {
            return Err("a step without an act".to_owned());
        };
        outcome.map_err(text)
    }

    fn work(&mut self, comunica: &Comunica, contenuto: Option<&Contenuto>, write: bool) -> Result<Risposta, Failure> {
        let utilizzatore = self.acting(&comunica.utilizzatore, comunica.per_mezzo_di.as_ref())?;
        let prestatore = self.party(&comunica.prestatore)?;
        let contenuto = contenuto.ok_or("a communication without work")?;
        let canale = comunica.canale.as_deref();
        let lavoro = Lavoro { utilizzatore: &utilizzatore, prestatore: &prestatore, contenuto, canale };
        if write { self.play.comunica(lavoro) } else { self.play.verifica(lavoro) }.map_err(text)
    }

    pub(super) fn remember(&mut self, name: Option<&String>, value: Option<&String>) {
        self.names.extend(name.cloned().zip(value.cloned()));
    }

    fn counters(&mut self, expected: &Contatori) -> Result<Vec<Failure>, Failure> {
        let (utilizzatore, prestatore) = (self.party(&expected.utilizzatore)?, self.party(&expected.prestatore)?);
        let found = self.play.contatori(&utilizzatore, &prestatore, expected.anno).map_err(text)?;
        let mut failures = Vec::new();
        same(&mut failures, "coppia", expected.coppia.as_ref(), found.coppia.as_ref());
        same(&mut failures, "minuti", expected.minuti.as_ref(), found.minuti.as_ref());
        same(&mut failures, "famiglia", expected.famiglia.as_ref(), found.famiglia.as_ref());
        same(&mut failures, "lavoratore", expected.lavoratore.as_ref(), found.lavoratore.as_ref());
        Ok(failures)
    }

    fn wallet(&mut self, expected: &Portafoglio) -> Result<Vec<Failure>, Failure> {
        let found = self.play.portafoglio(&self.party(&expected.utilizzatore)?).map_err(text)?;
        let mut failures = Vec::new();
        same(&mut failures, "disponibile", expected.disponibile.as_ref(), found.disponibile.as_ref());
        same(&mut failures, "impegnato", expected.impegnato.as_ref(), found.impegnato.as_ref());
        same(&mut failures, "speso", expected.speso.as_ref(), found.speso.as_ref());
        same(&mut failures, "in_attesa", expected.in_attesa.as_ref(), found.in_attesa.as_ref());
        same(&mut failures, "rimborsato", expected.rimborsato.as_ref(), found.rimborsato.as_ref());
        let (disponibile, bonus) = (expected.bonus_disponibile.as_ref(), found.bonus_disponibile.as_ref());
        same(&mut failures, "bonus_disponibile", disponibile, bonus);
        same(&mut failures, "bonus_impegnato", expected.bonus_impegnato.as_ref(), found.bonus_impegnato.as_ref());
        same(&mut failures, "bonus_speso", expected.bonus_speso.as_ref(), found.bonus_speso.as_ref());
        Ok(failures)
    }

    fn payments(&mut self, expected: &[Pagamento], mese: &str) -> Result<Option<Failure>, Failure> {
        let mut expected = expected.to_vec();
        for payment in &mut expected {
            self.party(&payment.prestatore)?.prestatore().clone_into(&mut payment.prestatore);
        }
        let mut found = self.play.pagamenti(mese).map_err(text)?;
        expected.sort();
        found.sort();
        Ok((expected != found).then(|| format!("pagamenti: expected {expected:#?}, found {found:#?}")))
    }
}

/// What of an answer is not as expected.
fn answer(expected: &Atteso, outcome: &Risposta) -> Vec<Failure> {
    let mut failures = Vec::new();
    let esito = if outcome.codici.is_empty() { Esito::Accettata } else { Esito::Respinta };
    if (expected.esito, &expected.codici) != (esito, &outcome.codici) {
        failures
            .push(format!("expected {:?} {:?}, found {esito:?} {:?}", expected.esito, expected.codici, outcome.codici));
    }
    if esito == Esito::Accettata && expected.avvertenze != outcome.avvertenze {
        failures.push(format!("avvertenze: expected {:?}, found {:?}", expected.avvertenze, outcome.avvertenze));
    }
    if expected.conseguenze != outcome.conseguenze {
        failures.push(format!("conseguenze: expected {:?}, found {:?}", expected.conseguenze, outcome.conseguenze));
    }
    for (name, value) in &expected.risposta {
        let value = value.to_string();
        same(&mut failures, name, Some(&value), outcome.dettagli.get(name));
    }
    failures
}

pub(super) fn same<T: PartialEq + std::fmt::Debug>(
    failures: &mut Vec<Failure>,
    name: &str,
    expected: Option<&T>,
    found: Option<&T>,
) {
    if expected.is_some() && expected != found {
        failures.push(format!("{name}: expected {expected:?}, found {found:?}"));
    }
}

pub(super) fn text(error: impl std::fmt::Display) -> Failure {
    error.to_string()
}
