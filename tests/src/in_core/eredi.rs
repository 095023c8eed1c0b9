//! What heirs and the branch do, in the core alone.

use super::answer::{self, Caught, declaration, share};
use super::read::{self, day, name_of, request_of, variant};
use super::{InCore, citizen, office};
use crate::scenario::{
    AllegaDocumento, Breakdown, Caso, Dichiara, LavoroErede, Parte, PlayEredi, Pratica, RichiedeQuota, Risposta,
};
use libretto_core::contract::heirs::statements;
use libretto_core::contract::people::declarations;
use libretto_core::contract::ready;
use libretto_core::eredi::apertura::DecessoScritto;
use libretto_core::eredi::rimborso::RichiestaQuota;
use libretto_core::event::Fatto;
use libretto_core::ids::{DichiarazioneId, PersonaId};
use libretto_core::use_cases::{
    AllegaDocumento as Allega, ApriDichiarazione, ChiediQuota, CoeredeScritto, CompilaDichiarazione, Comunicazione,
    Dichiarata, DichiarazioneRef, EsitoInserimento, EsitoPratica, EsitoQuota, EsitoRimborso, Inserisci, RegistraErede,
    UseCaseError,
};
use uuid::Uuid;

impl InCore {
    /// A person of the case, or one that does not exist.
    fn person(&self, caso: &Caso, chi: &Parte) -> Result<PersonaId, Breakdown> {
        let found = ready(self.libretto().queries.pratica(caso.defunto.utilizzatore().parse()?))?;
        let persons = found.map(|one| one.persone).unwrap_or_default();
        let known = persons.into_iter().find(|one| one.codice_fiscale.as_str() == chi.codice_fiscale);
        Ok(known.map_or(PersonaId(Uuid::nil()), |one| one.id))
    }
}

fn reference(caso: &Caso) -> Result<DichiarazioneRef, Breakdown> {
    let dichiarazione = DichiarazioneId(caso.dichiarazione().parse()?);
    Ok(DichiarazioneRef { utilizzatore: caso.defunto.utilizzatore().parse()?, dichiarazione })
}

fn written(cosa: &Dichiara, coeredi: &[Parte]) -> Result<Dichiarata, Breakdown> {
    let coerede = |one: &Parte| {
        Ok::<_, Breakdown>(CoeredeScritto {
            codice_fiscale: one.codice_fiscale.parse()?,
            nome_proprio: one.nome.clone(),
            cognome: "Prova".to_owned(),
            data_nascita: None,
        })
    };
    Ok(Dichiarata {
        titolo: variant(&cosa.titolo)?,
        parentela: variant(&cosa.parentela)?,
        decesso: DecessoScritto {
            giorno: day(&cosa.giorno)?,
            ora: cosa.ora.as_ref().map(|ora| format!("{}T{ora}", cosa.giorno).parse()).transpose()?,
        },
        coeredi: coeredi.iter().map(coerede).collect::<Result<_, _>>()?,
        quota: read::quota(cosa.quota.as_deref())?,
    })
}

fn entry(caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Inserisci, Breakdown> {
    let comunicazione = Comunicazione {
        utilizzatore: caso.defunto.utilizzatore().parse()?,
        prestatore: lavoro.prestatore.prestatore().parse()?,
        richiesta: request_of(lavoro.contenuto)?,
        luogo: lavoro.contenuto.luogo.clone(),
        nota: None,
    };
    Ok(Inserisci { comunicazione, comma_5: lavoro.comma_5 })
}

impl PlayEredi for InCore {
    fn registra_erede(&mut self, chi: &Parte, dichiarazioni: bool) -> Result<Risposta, Breakdown> {
        let dichiarazioni = if dichiarazioni { declarations() } else { Vec::new() };
        let command = RegistraErede { identita: read::identity(chi)?, dichiarazioni };
        let caught = Caught::default();
        let reply =
            ready(self.libretto().registra_erede(&citizen(chi)?, &command, &|one| caught.keep(answer::named(one.id))));
        caught.answer(reply)
    }

    fn dichiara_erede(&mut self, caso: &Caso, cosa: &Dichiara, coeredi: &[Parte]) -> Result<Risposta, Breakdown> {
        let command = ApriDichiarazione {
            erede: caso.erede.erede().parse()?,
            defunto: caso.defunto.codice_fiscale.parse()?,
            dichiarata: written(cosa, coeredi)?,
        };
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().apri_dichiarazione(&citizen(&caso.erede)?, &command, &render));
        caught.answer(reply)
    }

    fn compila_dichiarazione(
        &mut self,
        caso: &Caso,
        cosa: &Dichiara,
        coeredi: &[Parte],
    ) -> Result<Risposta, Breakdown> {
        let command = CompilaDichiarazione { di: reference(caso)?, dichiarata: written(cosa, coeredi)? };
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().compila_dichiarazione(&citizen(&caso.erede)?, &command, &render));
        caught.answer(reply)
    }

    fn allega_documento(
        &mut self,
        caso: &Caso,
        cosa: &AllegaDocumento,
        relativo_a: Option<&Parte>,
    ) -> Result<Risposta, Breakdown> {
        let command = Allega {
            di: reference(caso)?,
            tipo: variant(&cosa.tipo)?,
            relativo_a: relativo_a.map(|other| self.person(caso, other)).transpose()?,
            contenuto: cosa.contenuto.bytes().into_owned(),
            // The digest is the caller's to compute; nothing here depends on it.
            sha256: [0; 32],
        };
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().allega_documento(&citizen(&caso.erede)?, &command, &render));
        caught.answer(reply)
    }

    fn presenta_dichiarazione(&mut self, caso: &Caso, responsabilita: bool) -> Result<Risposta, Breakdown> {
        let statements = if responsabilita { statements() } else { Vec::new() };
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let which = (reference(caso)?, statements.as_slice());
        let reply = ready(self.libretto().presenta_dichiarazione(&citizen(&caso.erede)?, which, &render));
        caught.answer(reply)
    }

    fn esamina_dichiarazione(&mut self, caso: &Caso) -> Result<Risposta, Breakdown> {
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().esamina_dichiarazione(&office(), reference(caso)?, &render));
        caught.answer(reply)
    }

    fn richiede_documenti(&mut self, caso: &Caso, documenti: &[String]) -> Result<Risposta, Breakdown> {
        let documenti = documenti.iter().map(|name| variant(name)).collect::<Result<Vec<_>, _>>()?;
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let which = (reference(caso)?, documenti.as_slice());
        let reply = ready(self.libretto().richiedi_documenti(&office(), which, &render));
        caught.answer(reply)
    }

    fn convalida_dichiarazione(&mut self, caso: &Caso) -> Result<Risposta, Breakdown> {
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().convalida_dichiarazione(&office(), reference(caso)?, &render));
        caught.answer(reply)
    }

    fn respinge_dichiarazione(&mut self, caso: &Caso, motivo: &str) -> Result<Risposta, Breakdown> {
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let which = (reference(caso)?, variant(motivo)?);
        let reply = ready(self.libretto().respingi_dichiarazione(&office(), which, &render));
        caught.answer(reply)
    }

    fn consente(&mut self, caso: &Caso, a: &Parte) -> Result<Risposta, Breakdown> {
        let which = (reference(caso)?, self.person(caso, a)?);
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().consenti(&citizen(&caso.erede)?, which, &render));
        caught.answer(reply)
    }

    fn revoca_consenso(&mut self, caso: &Caso, a: &Parte) -> Result<Risposta, Breakdown> {
        let which = (reference(caso)?, self.person(caso, a)?);
        let caught = Caught::default();
        let render = |one: &EsitoPratica| caught.keep(declaration(one));
        let reply = ready(self.libretto().revoca_consenso(&citizen(&caso.erede)?, which, &render));
        caught.answer(reply)
    }

    fn verifica_inserimento(&mut self, caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Risposta, Breakdown> {
        let command = entry(caso, lavoro)?;
        let looked_at = ready(self.libretto().verifica_inserimento(&citizen(&caso.erede)?, &command))?;
        Ok(answer::verification(&looked_at))
    }

    fn inserisce(&mut self, caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Risposta, Breakdown> {
        let command = entry(caso, lavoro)?;
        let caught = Caught::default();
        let render = |one: &EsitoInserimento| caught.keep(answer::communication(one));
        let reply = ready(self.libretto().inserisci(&citizen(&caso.erede)?, &command, &render));
        caught.answer(reply)
    }

    fn annulla_inserimento(&mut self, caso: &Caso, prestazione: &str) -> Result<Risposta, Breakdown> {
        let which = (caso.defunto.utilizzatore().parse()?, prestazione.parse()?);
        let caught = Caught::default();
        let render = |one: &libretto_core::prestazione::Prestazione| caught.keep(answer::record(one));
        let reply = ready(self.libretto().annulla_inserimento(&citizen(&caso.erede)?, which, &render));
        caught.answer(reply)
    }

    fn richiede_quota(
        &mut self,
        caso: &Caso,
        cosa: &RichiedeQuota,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown> {
        let richiesta = RichiestaQuota {
            intero: cosa.intero,
            quota: read::quota(cosa.quota.as_deref())?,
            conto: read::account(&cosa.iban, intestatari)?,
        };
        let command = ChiediQuota { utilizzatore: caso.defunto.utilizzatore().parse()?, richiesta };
        let caught = Caught::default();
        let render = |one: &EsitoQuota| caught.keep(share(one));
        let reply = ready(self.libretto().chiedi_quota(&citizen(&caso.erede)?, &command, &render));
        caught.answer(reply)
    }

    fn ritira_quota(&mut self, caso: &Caso, rimborso: &str) -> Result<Risposta, Breakdown> {
        let (id, caught) = (rimborso.parse()?, Caught::default());
        let render = |one: &EsitoRimborso| caught.keep(answer::refund(one));
        let reply = ready(self.libretto().ritira_rimborso(&citizen(&caso.erede)?, id, &render));
        caught.answer(reply)
    }

    fn pratica(&mut self, defunto: &Parte) -> Result<Pratica, Breakdown> {
        let seen = ready(self.libretto().vedi_pratica(&office().caller, defunto.utilizzatore().parse()?));
        let seen = match seen {
            Err(UseCaseError::NotFound) => return Ok(Pratica::unseen(defunto)),
            seen => seen?,
        };
        let stato = name_of(&seen.completa.stato());
        let left = seen.atti.iter().find_map(|act| match &act.fatto {
            Fatto::DecessoRegistrato { da_verificare, .. } => Some(da_verificare.iter().map(ToString::to_string)),
            _ => None,
        });
        let da_verificare = Some(left.into_iter().flatten().collect());
        Ok(Pratica { utilizzatore: defunto.nome.clone(), stato, da_verificare })
    }
}
