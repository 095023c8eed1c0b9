//! Scenarios played in the core alone: the use cases over a store in memory, no transport.

mod answer;
mod deleghe;
mod eredi;
mod read;

use crate::scenario::{
    ApreVersamento, AttoRimborso, Autocertifica, Breakdown, CambiaModalita, Compensi, ConcedeBonus, Contatori,
    Contenuto, Lavoro, Notifica, Pagamento, Parte, Play, Portafoglio, Prestatore, Rapporto, RegistraDecesso,
    RegistraUtilizzatore, RichiedeRimborso, Risposta, Simula, ValutaRapporto,
};
use answer::{Caught, refused_or};
use chrono::{DateTime, Utc};
use libretto_core::bonus::concessione::Concessione;
use libretto_core::conseguenze::consequences;
use libretto_core::context::Caller;
use libretto_core::contract::people::declarations;
use libretto_core::contract::{memory_adapter, ready, stage};
use libretto_core::ids::{PrestazioneId, UtilizzatoreId};
use libretto_core::portafoglio::versamento::Ricevuta;
use libretto_core::rimborso::approvazione::Correzione;
use libretto_core::rimborso::richiesta::Richiesta;
use libretto_core::use_cases::{
    ApprovaRimborso, ChiediRimborso, Comunicazione, DichiaraRapporto, EsitoRimborso, Libretto, NuovaModalita,
    RegistraPrestatore, Request, Rettifica,
};
use libretto_core::utilizzatore::registrazione::Registrazione;
use read::{amount, caller, category, day, identity, mode, month, optional_day, request_of, variant};

/// A Libretto in memory, with a clock that stands still.
pub struct InCore {
    stage: stage::Stage,
}

impl std::fmt::Debug for InCore {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("InCore").finish_non_exhaustive()
    }
}

impl Default for InCore {
    fn default() -> Self {
        Self::new()
    }
}

impl InCore {
    /// A Libretto on which nothing happened yet.
    pub fn new() -> Self {
        Self { stage: stage::Stage::on(&memory_adapter()) }
    }

    fn libretto(&self) -> &Libretto {
        &self.stage.libretto
    }

    fn command(lavoro: &Lavoro<'_>) -> Result<Comunicazione, Breakdown> {
        Ok(Comunicazione {
            utilizzatore: lavoro.utilizzatore.utilizzatore().parse()?,
            prestatore: lavoro.prestatore.prestatore().parse()?,
            richiesta: request_of(lavoro.contenuto)?,
            luogo: lavoro.contenuto.luogo.clone(),
            nota: None,
        })
    }

    /// Adds to the answer about a record the channel that the register keeps.
    fn with_channel(&self, mut outcome: Risposta) -> Result<Risposta, Breakdown> {
        if outcome.codici.is_empty() {
            let last = ready(self.libretto().queries.eventi(None, u32::MAX))?.pop();
            outcome.dettagli.extend(last.map(|event| ("canale".to_owned(), read::name_of(&event.canale))));
        }
        Ok(outcome)
    }
}

fn request(caller: Caller) -> Request {
    Request { caller, idempotency: None, versione_attesa: None }
}

fn office() -> Request {
    request(Caller::BackOffice { subject: "sportello".to_owned() })
}

fn citizen(chi: &Parte) -> Result<Request, Breakdown> {
    Ok(request(caller(chi, None)?))
}

impl Play for InCore {
    fn set_clock(&mut self, now: DateTime<Utc>) -> Result<(), Breakdown> {
        self.stage.clock.set(now);
        Ok(())
    }

    fn registra_utilizzatore(&mut self, chi: &Parte, come: &RegistraUtilizzatore) -> Result<Risposta, Breakdown> {
        let command = libretto_core::use_cases::RegistraUtilizzatore {
            identita: identity(chi)?,
            registrazione: Registrazione {
                tipo: variant(&come.tipo)?,
                dichiarazioni: if come.dichiarazioni { declarations() } else { Vec::new() },
            },
        };
        let caught = Caught::default();
        let reply = ready(
            self.libretto().registra_utilizzatore(&citizen(chi)?, &command, &|one| caught.keep(answer::named(one.id))),
        );
        caught.answer(reply)
    }

    fn registra_prestatore(
        &mut self,
        chi: &Parte,
        come: &Prestatore,
        dichiarazioni: bool,
    ) -> Result<Risposta, Breakdown> {
        let categorie = come.categorie.iter().map(category).collect::<Result<_, _>>()?;
        let command = RegistraPrestatore {
            identita: identity(chi)?,
            dichiarazioni: if dichiarazioni { declarations() } else { Vec::new() },
            modalita: mode(come.modalita.as_deref(), come.iban.as_deref())?,
            categorie,
        };
        let caught = Caught::default();
        let reply = ready(
            self.libretto().registra_prestatore(&citizen(chi)?, &command, &|one| caught.keep(answer::named(one.id))),
        );
        caught.answer(reply)
    }

    fn registra_decesso(&mut self, chi: &Parte, cosa: &RegistraDecesso) -> Result<Risposta, Breakdown> {
        let command = libretto_core::use_cases::RegistraDecesso {
            utilizzatore: chi.utilizzatore().parse()?,
            giorno: day(&cosa.giorno)?,
            ora: cosa.ora.as_ref().map(|ora| format!("{}T{ora}", cosa.giorno).parse()).transpose()?,
        };
        let caught = Caught::default();
        let reply =
            ready(self.libretto().registra_decesso(&office(), &command, &|one| caught.keep(answer::named(one.id))));
        caught.answer(reply)
    }

    fn autocertifica(&mut self, chi: &Parte, cosa: &Autocertifica) -> Result<Risposta, Breakdown> {
        let command = libretto_core::use_cases::Autocertifica {
            prestatore: chi.prestatore().parse()?,
            categoria: variant(&cosa.categoria)?,
            dal: optional_day(cosa.dal.as_ref())?,
            al: optional_day(cosa.al.as_ref())?,
        };
        let caught = Caught::default();
        let reply =
            ready(self.libretto().autocertifica(&citizen(chi)?, &command, &|one| caught.keep(answer::named(one.id))));
        caught.answer(reply)
    }

    fn cambia_modalita(&mut self, chi: &Parte, cosa: &CambiaModalita) -> Result<Risposta, Breakdown> {
        let modalita = mode(Some(&cosa.modalita), cosa.iban.as_deref())?;
        let command = NuovaModalita { prestatore: chi.prestatore().parse()?, modalita };
        let caught = Caught::default();
        let reply =
            ready(self.libretto().cambia_modalita(&citizen(chi)?, &command, &|one| caught.keep(answer::named(one.id))));
        caught.answer(reply)
    }

    fn dichiara_rapporto(&mut self, chi: &Parte, con: &Parte, cosa: &Rapporto) -> Result<Risposta, Breakdown> {
        let command = DichiaraRapporto {
            utilizzatore: chi.utilizzatore().parse()?,
            prestatore: con.prestatore().parse()?,
            tipo: variant(&cosa.tipo)?,
            dal: day(&cosa.dal)?,
            al: optional_day(cosa.al.as_ref())?,
        };
        let caught = Caught::default();
        let reply = ready(
            self.libretto().dichiara_rapporto(&citizen(chi)?, &command, &|one| caught.keep(answer::named(one.id))),
        );
        caught.answer(reply)
    }

    fn comunicazione_obbligatoria(
        &mut self,
        datore: &Parte,
        lavoratore: &Parte,
        cosa: &Notifica,
    ) -> Result<Risposta, Breakdown> {
        let notifica = read::notice(datore, lavoratore, cosa)?;
        let office = request(Caller::BackOffice { subject: "sportello".to_owned() });
        let caught = Caught::default();
        let render = |one: &libretto_core::use_cases::Notificata| caught.keep(answer::notice(one));
        let reply = ready(self.libretto().registra_comunicazione_obbligatoria(&office, &notifica, &render));
        caught.answer(reply)
    }

    fn compensi_esterni(&mut self, chi: &Parte, cosa: &Compensi) -> Result<Risposta, Breakdown> {
        let command = libretto_core::use_cases::NuoviCompensi {
            lavoratore: chi.codice_fiscale.parse()?,
            anno: i32::from(cosa.anno),
            importo: amount(&cosa.importo)?,
            noto_il: cosa.noto_il.parse()?,
        };
        let office = request(Caller::BackOffice { subject: "sportello".to_owned() });
        let caught = Caught::default();
        let render = |one: &libretto_core::use_cases::CompensiRegistrati| caught.keep(answer::external(one));
        let reply = ready(self.libretto().registra_compensi_esterni(&office, &command, &render));
        caught.answer(reply)
    }

    fn concede_bonus(&mut self, chi: &Parte, cosa: &ConcedeBonus) -> Result<Risposta, Breakdown> {
        let command = Concessione {
            utilizzatore: chi.utilizzatore().parse()?,
            importo: amount(&cosa.importo)?,
            accolto_il: day(&cosa.accolto_il)?,
            personale_sanitario: cosa.personale_sanitario,
        };
        let office = request(Caller::BackOffice { subject: "sportello".to_owned() });
        let caught = Caught::default();
        let reply = ready(self.libretto().concede_bonus(&office, &command, &|one| caught.keep(answer::named(one.id))));
        caught.answer(reply)
    }

    fn si_appropria(&mut self, chi: &Parte, bonus: &str) -> Result<Risposta, Breakdown> {
        let which = (chi.utilizzatore().parse()?, bonus.parse()?);
        let caught = Caught::default();
        let render = |one: &libretto_core::bonus::Bonus| caught.keep(answer::named(one.id));
        let reply = ready(self.libretto().si_appropria_del_bonus(&citizen(chi)?, which, &render));
        caught.answer(reply)
    }

    fn apre_versamento(&mut self, chi: &Parte, cosa: &ApreVersamento) -> Result<Risposta, Breakdown> {
        let id: UtilizzatoreId = chi.utilizzatore().parse()?;
        let caught = Caught::default();
        let render = |one: &libretto_core::portafoglio::Versamento| caught.keep(answer::top_up(one));
        let reply = ready(self.libretto().apri_versamento(&citizen(chi)?, id, amount(&cosa.importo)?, &render));
        caught.answer(reply)
    }

    fn ricevuta(&mut self, codice: &str, numero_avviso: &str, importo: &str) -> Result<Risposta, Breakdown> {
        let (codice, numero_avviso) = (codice.to_owned(), numero_avviso.to_owned());
        let ricevuta = Ricevuta { codice, numero_avviso, importo: amount(importo)? };
        let caught = Caught::default();
        let render = |one: &libretto_core::use_cases::EsitoAccredito| caught.keep(answer::receipt(one));
        let reply = ready(self.libretto().registra_ricevuta(&request(Caller::SistemaPagamenti), &ricevuta, &render));
        caught.answer(reply)
    }

    fn verifica(&mut self, lavoro: Lavoro<'_>) -> Result<Risposta, Breakdown> {
        let request = request(caller(lavoro.utilizzatore, lavoro.canale)?);
        let looked_at = ready(self.libretto().verifica(&request, &Self::command(&lavoro)?))?;
        Ok(answer::verification(&looked_at))
    }

    fn simula(&mut self, chi: &Parte, noti: &[Parte], piano: &Simula) -> Result<Risposta, Breakdown> {
        let (command, labels) = read::plan(chi, noti, piano)?;
        refused_or(ready(self.libretto().simula(&citizen(chi)?, &command)), |played| answer::plan(&played, &labels))
    }

    fn valuta_rapporto(&mut self, storia: &ValutaRapporto) -> Result<Risposta, Breakdown> {
        Ok(answer::assessment(&consequences(&read::history(storia)?)?))
    }

    fn comunica(&mut self, lavoro: Lavoro<'_>) -> Result<Risposta, Breakdown> {
        let request = request(caller(lavoro.utilizzatore, lavoro.canale)?);
        let caught = Caught::default();
        let render = |one: &libretto_core::use_cases::EsitoComunicazione| caught.keep(answer::communication(one));
        let reply = ready(self.libretto().comunica(&request, &Self::command(&lavoro)?, &render));
        let outcome = caught.answer(reply)?;
        // Reading the register costs: only where a scenario names the channel.
        if lavoro.canale.is_some() { self.with_channel(outcome) } else { Ok(outcome) }
    }

    fn rettifica(&mut self, chi: &Parte, prestazione: &str, contenuto: &Contenuto) -> Result<Risposta, Breakdown> {
        let command = Rettifica {
            prestazione: prestazione.parse()?,
            richiesta: request_of(contenuto)?,
            luogo: contenuto.luogo.clone(),
            nota: None,
        };
        let caught = Caught::default();
        let render = |one: &libretto_core::use_cases::EsitoComunicazione| caught.keep(answer::communication(one));
        let reply = ready(self.libretto().rettifica(&citizen(chi)?, &command, &render));
        caught.answer(reply)
    }

    fn annulla(&mut self, chi: &Parte, prestazione: &str) -> Result<Risposta, Breakdown> {
        let id: PrestazioneId = prestazione.parse()?;
        let caught = Caught::default();
        let reply = ready(self.libretto().annulla(&citizen(chi)?, id, &|one| caught.keep(answer::record(one))));
        caught.answer(reply)
    }

    fn convalida(&mut self, chi: &Parte, prestazione: &str) -> Result<Risposta, Breakdown> {
        let id: PrestazioneId = prestazione.parse()?;
        let caught = Caught::default();
        let reply = ready(self.libretto().convalida(&citizen(chi)?, id, &|one| caught.keep(answer::record(one))));
        caught.answer(reply)
    }

    fn richiede_rimborso(
        &mut self,
        chi: &Parte,
        cosa: &RichiedeRimborso,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown> {
        let conto = read::account(&cosa.iban, intestatari)?;
        let richiesta = Richiesta { importo: amount(&cosa.importo)?, conto };
        let command = ChiediRimborso { utilizzatore: chi.utilizzatore().parse()?, richiesta };
        let caught = Caught::default();
        let render = |one: &EsitoRimborso| caught.keep(answer::refund(one));
        let reply = ready(self.libretto().chiedi_rimborso(&citizen(chi)?, &command, &render));
        caught.answer(reply)
    }

    fn ritira_rimborso(&mut self, chi: &Parte, rimborso: &str) -> Result<Risposta, Breakdown> {
        let (id, caught) = (rimborso.parse()?, Caught::default());
        let render = |one: &EsitoRimborso| caught.keep(answer::refund(one));
        let reply = ready(self.libretto().ritira_rimborso(&citizen(chi)?, id, &render));
        caught.answer(reply)
    }

    fn approva_rimborso(
        &mut self,
        rimborso: &str,
        cosa: &AttoRimborso,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown> {
        let conto = cosa.iban.as_ref().map(|iban| read::account(iban, intestatari)).transpose()?;
        let importo = cosa.importo.as_ref().map(|text| amount(text)).transpose()?;
        let command = ApprovaRimborso { rimborso: rimborso.parse()?, correzione: Correzione { importo, conto } };
        let caught = Caught::default();
        let render = |one: &EsitoRimborso| caught.keep(answer::refund(one));
        let reply = ready(self.libretto().approva_rimborso(&office(), &command, &render));
        caught.answer(reply)
    }

    fn respinge_rimborso(&mut self, rimborso: &str, motivo: &str) -> Result<Risposta, Breakdown> {
        let (what, caught) = ((rimborso.parse()?, variant(motivo)?), Caught::default());
        let render = |one: &EsitoRimborso| caught.keep(answer::refund(one));
        let reply = ready(self.libretto().respingi_rimborso(&office(), what, &render));
        caught.answer(reply)
    }

    fn restituisce_rimborso(&mut self, rimborso: &str, motivo: &str) -> Result<Risposta, Breakdown> {
        let (what, caught) = ((rimborso.parse()?, variant(motivo)?), Caught::default());
        let render = |one: &EsitoRimborso| caught.keep(answer::refund(one));
        let reply = ready(self.libretto().registra_restituzione(&office(), what, &render));
        caught.answer(reply)
    }

    fn invia_rimborsi(&mut self) -> Result<Risposta, Breakdown> {
        let outcome = ready(self.libretto().rimborsa(&request(Caller::Libretto)));
        refused_or(outcome, |done| answer::refund_run(&done))
    }

    fn paga(&mut self, mese: &str) -> Result<Risposta, Breakdown> {
        let outcome = ready(self.libretto().paga(&request(Caller::Libretto), month(mese)?, &|_, _| ()));
        refused_or(outcome, |paid| answer::pay_run(&paid))
    }

    fn contatori(&mut self, utilizzatore: &Parte, prestatore: &Parte, anno: i32) -> Result<Contatori, Breakdown> {
        let household =
            stage::Household { id: utilizzatore.utilizzatore().parse()?, caller: caller(utilizzatore, None)? };
        let worker = stage::Worker { id: prestatore.prestatore().parse()?, caller: caller(prestatore, None)? };
        let (famiglia, lavoratore, coppia) = ready(self.stage.years(&household, &worker, anno));
        Ok(Contatori {
            utilizzatore: utilizzatore.nome.clone(),
            prestatore: prestatore.nome.clone(),
            anno,
            coppia: Some(coppia.compensi.to_string()),
            minuti: Some(coppia.minuti.get()),
            famiglia: Some(famiglia.computato.to_string()),
            lavoratore: Some(lavoratore.totale().to_string()),
        })
    }

    fn portafoglio(&mut self, utilizzatore: &Parte) -> Result<Portafoglio, Breakdown> {
        let saldo = ready(self.libretto().queries.portafoglio(utilizzatore.utilizzatore().parse()?))?;
        Ok(answer::wallet(utilizzatore, &saldo))
    }

    fn pagamenti(&mut self, mese: &str) -> Result<Vec<Pagamento>, Breakdown> {
        let mut all = Vec::new();
        for run in ready(self.libretto().queries.corse(Some(month(mese)?)))? {
            let payments = ready(self.libretto().queries.pagamenti(run.id, None, u32::MAX))?;
            all.extend(payments.iter().map(|one| answer::payment(&one.pagamento)));
        }
        Ok(all)
    }

    fn verifica_registro(&mut self) -> Result<Vec<String>, Breakdown> {
        let outcome = ready(self.libretto().verifica_registro(&|_| ()))?;
        let mut found: Vec<_> =
            outcome.differenze.iter().map(|one| format!("{} {}", one.invariante, one.descrizione)).collect();
        if outcome.decisioni_non_confrontabili > 0 {
            found.push(format!("{} decisions cannot be taken again", outcome.decisioni_non_confrontabili));
        }
        Ok(found)
    }
}
