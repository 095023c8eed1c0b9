//! The external pay of a worker's year (LIM-06), brought by the back office or read from a file.

use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, stream};
use crate::catalogue::{Campo, Codice};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::compensi_esterni::{self as rules, CompensiEsterni, EsitoEsterni, EsterniNoti};
use crate::context::Caller;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Measure};
use crate::ids::{PrestatoreId, anno_di};
use crate::money::Euro;
use crate::month::Month;
use crate::permessi::Operazione;
use crate::ports::{Scope, Snapshot};
use crate::regime::Regime;
use crate::violation::Rejected;
use chrono::{DateTime, SubsecRound, Utc};

/// A total as it arrives.
#[derive(Clone, Debug)]
pub struct NuoviCompensi {
    /// Fiscal code of the worker, who is registered: the platform has one registration for both schemes.
    pub lavoratore: CodiceFiscale,
    /// The civil year of the work.
    pub anno: i32,
    /// Net pay of the whole year so far.
    pub importo: Euro,
    /// Instant of the knowledge, kept in whole microseconds.
    pub noto_il: DateTime<Utc>,
}

/// What became of a total.
#[derive(Clone, Copy, Debug)]
pub struct CompensiRegistrati {
    /// What holds.
    pub noti: EsterniNoti,
    /// What became of the total.
    pub esito: EsitoEsterni,
}

impl Libretto {
    /// Records what a worker earned outside the Libretto Famiglia in a year.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the back office and its jobs; [`UseCaseError::Rejected`] when nobody with
    /// this code is registered as a worker, for a negative amount, for knowledge of the future;
    /// [`UseCaseError::NotInForce`] for a year before the law.
    pub async fn registra_compensi_esterni(
        &self,
        request: &Request,
        command: &NuoviCompensi,
        render: Render<'_, CompensiRegistrati>,
    ) -> Result<Reply, UseCaseError> {
        let prestatore = self.worker_of(&request.caller, command).await?;
        let compensi = compensi(command, prestatore);
        let decide = |snapshot: &Snapshot, now| self.told(request, &compensi, snapshot, now);
        self.execute(request, Operazione::RegistraCompensiEsterni, scope(&compensi), decide, render).await
    }

    /// Decides about a total without writing: what an import asks of every line before it writes the first.
    ///
    /// # Errors
    /// As [`Self::registra_compensi_esterni`].
    pub async fn giudica_compensi_esterni(&self, caller: &Caller, command: &NuoviCompensi) -> Result<(), UseCaseError> {
        let prestatore = self.worker_of(caller, command).await?;
        Ok(rules::decide(&compensi(command, prestatore), None, self.now()).map(|_| ())?)
    }

    /// The worker with the fiscal code of a total.
    async fn worker_of(&self, caller: &Caller, command: &NuoviCompensi) -> Result<PrestatoreId, UseCaseError> {
        self.varco(caller, Operazione::RegistraCompensiEsterni).check()?;
        Regime::on(Month::new(command.anno, 12).map_or(chrono::NaiveDate::MIN, Month::last_day))?;
        let found = self.queries.profili(&command.lavoratore).await?;
        found.and_then(|profile| profile.prestatore).ok_or_else(|| {
            let mut evaluation = Evaluation::new(rome_date(self.now()));
            evaluation.require_at(Codice::NonRegistrato, Some(Campo::Lavoratore), false, Measure::NONE);
            match evaluation.finish() {
                Ok(explanation) | Err(explanation) => Rejected::from(explanation).into(),
            }
        })
    }

    fn told(
        &self,
        request: &Request,
        compensi: &CompensiEsterni,
        snapshot: &Snapshot,
        now: DateTime<Utc>,
    ) -> Result<Decided<CompensiRegistrati>, UseCaseError> {
        let worker = snapshot.prestatore.as_ref().ok_or(UseCaseError::NotFound)?;
        let known = snapshot.compensi_esterni;
        let (esito, why) = rules::decide(compensi, known.map(|one| one.compensi).as_ref(), now)?;
        let versione = known.map_or(1, |one| one.versione + 1);
        if let Some(noti) = known.filter(|_| esito != EsitoEsterni::Registrato) {
            return Ok(Decided::new(Vec::new(), CompensiRegistrati { noti, esito }));
        }
        let person = worker.persona.id;
        let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
        let fatto = Fatto::CompensiEsterniComunicati { compensi: *compensi };
        let flusso = stream(worker.id.0, anno_di(worker.id, compensi.anno), versione);
        let event = self.event(&circumstance, flusso, fatto, Some(why));
        let noti = EsterniNoti { compensi: *compensi, versione };
        Ok(Decided::new(vec![event], CompensiRegistrati { noti, esito }))
    }
}

fn compensi(command: &NuoviCompensi, prestatore: PrestatoreId) -> CompensiEsterni {
    let NuoviCompensi { anno, importo, noto_il, .. } = *command;
    CompensiEsterni { prestatore, anno, importo, noto_il: noto_il.trunc_subsecs(6) }
}

fn scope(compensi: &CompensiEsterni) -> Scope {
    Scope { prestatore: Some(compensi.prestatore), compensi_esterni: Some(compensi.anno), ..Scope::default() }
}
