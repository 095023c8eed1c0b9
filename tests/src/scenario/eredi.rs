//! The acts of a scenario that are about heirs.

use super::play_eredi::{Caso, LavoroErede};
use super::run::{Failure, Game, same, text};
use super::{
    AllegaDocumento, Consente, Contenuto, Dichiara, Inserisce, Parte, Passo, Pratica, RichiedeQuota, Risposta,
};

impl Game<'_> {
    /// Plays what is given of an heir: everything up to the recognition.
    pub(super) fn open_heir(&mut self, name: &str) -> Result<Risposta, Failure> {
        let erede = self.dato.eredi.get(name).ok_or_else(|| format!("no heir is called {name}"))?;
        let what = erede.dichiara.as_ref().ok_or_else(|| format!("{name} is recognised and declares nothing"))?;
        let registered = self.register_heir(name, true)?;
        let declared = self.declare(name, what, true)?;
        let caso = self.caso(name, &what.utilizzatore)?;
        let steps = [
            registered,
            declared,
            self.play.presenta_dichiarazione(&caso, true).map_err(text)?,
            self.play.esamina_dichiarazione(&caso).map_err(text)?,
            self.play.convalida_dichiarazione(&caso).map_err(text)?,
        ];
        let refused = steps.iter().find(|one| !one.codici.is_empty());
        Ok(refused.cloned().unwrap_or_default())
    }

    fn register_heir(&mut self, name: &str, declarations: bool) -> Result<Risposta, Failure> {
        let outcome = self.play.registra_erede(&self.party(name)?, declarations).map_err(text)?;
        if let (Some(id), Some(parte)) = (&outcome.id, self.parties.get_mut(name)) {
            parte.erede_id = Some(id.clone());
        }
        Ok(outcome)
    }

    fn declare(&mut self, erede: &str, cosa: &Dichiara, first: bool) -> Result<Risposta, Failure> {
        let caso = self.caso(erede, &cosa.utilizzatore)?;
        let coeredi: Vec<Parte> = cosa.coeredi.iter().map(|name| self.party(name)).collect::<Result<_, _>>()?;
        let outcome = if first {
            self.play.dichiara_erede(&caso, cosa, &coeredi)
        } else {
            self.play.compila_dichiarazione(&caso, cosa, &coeredi)
        };
        let outcome = outcome.map_err(text)?;
        if let Some(id) = outcome.id.clone().filter(|_| outcome.codici.is_empty()) {
            self.declarations.insert((erede.to_owned(), cosa.utilizzatore.clone()), id);
        }
        Ok(outcome)
    }

    /// An heir in the case of a household.
    fn caso(&self, erede: &str, utilizzatore: &str) -> Result<Caso, Failure> {
        let dichiarazione_id = self.declarations.get(&(erede.to_owned(), utilizzatore.to_owned())).cloned();
        Ok(Caso { erede: self.party(erede)?, defunto: self.party(utilizzatore)?, dichiarazione_id })
    }

    /// Plays an act of an heir, if the step is one.
    pub(super) fn act_of_heir(&mut self, passo: &Passo) -> Result<Option<Risposta>, Failure> {
        let outcome = if let Some(cosa) = &passo.registra_erede {
            self.register_heir(&cosa.erede, cosa.dichiarazioni)?
        } else if let Some(cosa) = &passo.dichiara_erede {
            self.declare(&cosa.erede, &cosa.dichiara, true)?
        } else if let Some(cosa) = &passo.compila_dichiarazione {
            self.declare(&cosa.erede, &cosa.dichiara, false)?
        } else if let Some(cosa) = &passo.allega_documento {
            self.upload(cosa)?
        } else if let Some(cosa) = &passo.presenta_dichiarazione {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            self.play.presenta_dichiarazione(&caso, cosa.responsabilita).map_err(text)?
        } else if let Some(cosa) = &passo.consente {
            self.consent(cosa)?
        } else if let Some(cosa) = &passo.revoca_consenso {
            let (caso, other) = (self.caso(&cosa.erede, &cosa.utilizzatore)?, self.party(&cosa.a)?);
            self.play.revoca_consenso(&caso, &other).map_err(text)?
        } else {
            return match self.act_of_branch(passo)? {
                Some(outcome) => Ok(Some(outcome)),
                None => self.act_of_recognised(passo),
            };
        };
        Ok(Some(outcome))
    }

    fn act_of_branch(&mut self, passo: &Passo) -> Result<Option<Risposta>, Failure> {
        let outcome = if let Some(cosa) = &passo.esamina_dichiarazione {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            self.play.esamina_dichiarazione(&caso)
        } else if let Some(cosa) = &passo.convalida_dichiarazione {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            self.play.convalida_dichiarazione(&caso)
        } else if let Some(cosa) = &passo.richiede_documenti {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            self.play.richiede_documenti(&caso, &cosa.documenti)
        } else if let Some(cosa) = &passo.respinge_dichiarazione {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            self.play.respinge_dichiarazione(&caso, &cosa.motivo)
        } else {
            return Ok(None);
        };
        outcome.map(Some).map_err(text)
    }

    fn act_of_recognised(&mut self, passo: &Passo) -> Result<Option<Risposta>, Failure> {
        let outcome = if let Some(cosa) = &passo.inserisce {
            let outcome = self.enter(cosa, passo.lavoro.as_ref(), true)?;
            self.remember(cosa.come.as_ref(), outcome.id.as_ref());
            outcome
        } else if let Some(cosa) = &passo.verifica_inserimento {
            self.enter(cosa, passo.lavoro.as_ref(), false)?
        } else if let Some(cosa) = &passo.annulla_inserimento {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            let id = self.named(&cosa.prestazione)?;
            self.play.annulla_inserimento(&caso, &id).map_err(text)?
        } else if let Some(cosa) = &passo.richiede_quota {
            self.ask_share(cosa)?
        } else if let Some(cosa) = &passo.ritira_quota {
            let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
            let id = self.named(&cosa.rimborso)?;
            self.play.ritira_quota(&caso, &id).map_err(text)?
        } else {
            return Ok(None);
        };
        Ok(Some(outcome))
    }

    fn consent(&mut self, cosa: &Consente) -> Result<Risposta, Failure> {
        let (caso, other) = (self.caso(&cosa.erede, &cosa.utilizzatore)?, self.party(&cosa.a)?);
        for _ in 1..cosa.volte {
            let before = self.play.consente(&caso, &other).map_err(text)?;
            if !before.codici.is_empty() {
                return Err(format!("only the last consent may be refused: {:?}", before.codici));
            }
        }
        self.play.consente(&caso, &other).map_err(text)
    }

    fn upload(&mut self, cosa: &AllegaDocumento) -> Result<Risposta, Failure> {
        let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
        let about = cosa.relativo_a.as_ref().map(|name| self.party(name)).transpose()?;
        for _ in 1..cosa.volte {
            let before = self.play.allega_documento(&caso, cosa, about.as_ref()).map_err(text)?;
            if !before.codici.is_empty() {
                return Err(format!("only the last document may be refused: {:?}", before.codici));
            }
        }
        self.play.allega_documento(&caso, cosa, about.as_ref()).map_err(text)
    }

    fn enter(&mut self, cosa: &Inserisce, contenuto: Option<&Contenuto>, write: bool) -> Result<Risposta, Failure> {
        let (caso, prestatore) = (self.caso(&cosa.erede, &cosa.utilizzatore)?, self.party(&cosa.prestatore)?);
        let contenuto = contenuto.ok_or("an entry without work")?;
        let lavoro = LavoroErede { prestatore: &prestatore, contenuto, comma_5: cosa.comma_5 };
        if write { self.play.inserisce(&caso, lavoro) } else { self.play.verifica_inserimento(&caso, lavoro) }
            .map_err(text)
    }

    fn ask_share(&mut self, cosa: &RichiedeQuota) -> Result<Risposta, Failure> {
        let caso = self.caso(&cosa.erede, &cosa.utilizzatore)?;
        let holders = self.holders(cosa.intestatari.as_deref(), &cosa.erede)?;
        let outcome = self.play.richiede_quota(&caso, cosa, &holders).map_err(text)?;
        self.remember(cosa.come.as_ref(), outcome.id.as_ref());
        Ok(outcome)
    }

    fn named(&self, name: &str) -> Result<String, Failure> {
        self.names.get(name).cloned().ok_or_else(|| format!("nothing is called {name}"))
    }

    pub(super) fn case(&mut self, expected: &Pratica) -> Result<Vec<Failure>, Failure> {
        let found = self.play.pratica(&self.party(&expected.utilizzatore)?).map_err(text)?;
        let mut failures = Vec::new();
        same(&mut failures, "stato della pratica", Some(&expected.stato), Some(&found.stato));
        if let Some(names) = &expected.da_verificare {
            let wanted = names.iter().map(|name| self.named(name)).collect::<Result<Vec<_>, _>>()?;
            let (wanted, found) = (wanted.join(" "), found.da_verificare.unwrap_or_default().join(" "));
            same(&mut failures, "prestazioni da verificare", Some(&wanted), Some(&found));
        }
        Ok(failures)
    }
}
