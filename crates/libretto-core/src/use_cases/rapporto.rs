//! The declaration of an employment by the utilizzatore (comma 5).

use super::comunicazione::living_household;
use super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, stream};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::event::Fatto;
use crate::explanation::Evaluation;
use crate::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::ports::{Scope, Snapshot};
use crate::rapporto::{self, Fonte, Rapporto, TipoRapporto};
use crate::violation::Rejected;
use chrono::NaiveDate;

/// A declaration of an employment with a worker, in course or ended.
#[derive(Clone, Copy, Debug)]
pub struct DichiaraRapporto {
    /// The household.
    pub utilizzatore: UtilizzatoreId,
    /// The worker.
    pub prestatore: PrestatoreId,
    /// Kind.
    pub tipo: TipoRapporto,
    /// First day, inclusive.
    pub dal: NaiveDate,
    /// Last day, inclusive.
    pub al: Option<NaiveDate>,
}

impl Libretto {
    /// Records an employment; from then on the ban of comma 5 is checked against it.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] when the household is not the caller's or the worker does not exist;
    /// [`UseCaseError::Rejected`] when the household has died or the days cannot be.
    pub async fn dichiara_rapporto(
        &self,
        request: &Request,
        command: &DichiaraRapporto,
        render: Render<'_, Rapporto>,
    ) -> Result<Reply, UseCaseError> {
        let id = RapportoId(self.ids.next());
        let decide = |snapshot: &Snapshot, now| {
            let household = living_household(request.varco(Operazione::DichiaraRapporto, now), snapshot)?;
            let worker = snapshot.prestatore.as_ref().ok_or(UseCaseError::NotFound)?;
            let DichiaraRapporto { tipo, dal, al, .. } = *command;
            let born = household.persona.data_nascita.max(worker.persona.data_nascita);
            let mut evaluation = Evaluation::new(rome_date(now));
            rapporto::check_days(&mut evaluation, (dal, al), born);
            let why = evaluation.finish().map_err(Rejected::from)?;
            let (utilizzatore, prestatore) = (household.id, worker.id);
            let rapporto = Rapporto { id, utilizzatore, prestatore, tipo, dal, al, fonte: Fonte::Dichiarazione };
            let person = household.persona.id;
            let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
            let fatto = Fatto::RapportoDichiarato { rapporto };
            let event = self.event(&circumstance, stream(household.id.0, id.0, 1), fatto, Some(why));
            Ok(Decided::new(vec![event], rapporto))
        };
        let scope = Scope {
            utilizzatore: Some(command.utilizzatore),
            prestatore: Some(command.prestatore),
            ..Scope::default()
        };
        self.execute(request, Operazione::DichiaraRapporto, scope, decide, render).await
    }
}
