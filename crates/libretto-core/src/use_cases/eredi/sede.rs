//! The desk of the branch: a declaration is taken up, documents are asked for, it is refused, or the heir is recognised.

use super::super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError};
use super::{Caso, DichiarazioneRef, EsitoPratica, Successive, finish};
use crate::catalogue::Regola;
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::civil_time::start_of_day;
use crate::eredi::fatti::{
    DichiarazioneEredeConvalidata, DichiarazioneEredeRespinta, DocumentiEredeRichiesti, EsameEredeAvviato,
};
use crate::eredi::{
    DecessoDichiarato, MotivoReiezioneErede, TipoDocumento, convalida, esame, reiezione, richiesta_documenti,
};
use crate::event::Fatto;
use crate::explanation::{Evaluation, Measure, Quantity};
use crate::permessi::Operazione;
use crate::ports::{Scope, Snapshot};
use crate::utilizzatore::Utilizzatore;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

impl Libretto {
    /// Takes a declaration up.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the branch; [`UseCaseError::Rejected`] when it does not wait for it.
    pub async fn esamina_dichiarazione(
        &self,
        request: &Request,
        di: DichiarazioneRef,
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let DichiarazioneRef { utilizzatore, dichiarazione } = di;
        let decide = |caso: &Caso<'_>, now| {
            let why = esame::decide(caso.dichiarazione, now)?;
            Ok((Fatto::EsameEredeAvviato(EsameEredeAvviato { utilizzatore, dichiarazione }), Vec::new(), why))
        };
        self.act_on_declaration(request, (Operazione::EsaminaDichiarazioneErede, di), Scope::default(), decide, render)
            .await
    }

    /// Asks for more documents.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the branch; [`UseCaseError::Rejected`] when the declaration is not being
    /// examined, or no document is named.
    pub async fn richiedi_documenti(
        &self,
        request: &Request,
        (di, richiesti): (DichiarazioneRef, &[TipoDocumento]),
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let DichiarazioneRef { utilizzatore, dichiarazione } = di;
        let decide = |caso: &Caso<'_>, now| {
            let why = richiesta_documenti::decide(caso.dichiarazione, richiesti, now)?;
            let richiesti = richiesti.to_vec();
            let fatto = DocumentiEredeRichiesti { utilizzatore, dichiarazione, richiesti };
            Ok((Fatto::DocumentiEredeRichiesti(fatto), Vec::new(), why))
        };
        self.act_on_declaration(request, (Operazione::RichiediDocumentiErede, di), Scope::default(), decide, render)
            .await
    }

    /// Refuses a declaration.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the branch; [`UseCaseError::Rejected`] when it is not being examined.
    pub async fn respingi_dichiarazione(
        &self,
        request: &Request,
        (di, motivo): (DichiarazioneRef, MotivoReiezioneErede),
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        let DichiarazioneRef { utilizzatore, dichiarazione } = di;
        let decide = |caso: &Caso<'_>, now| {
            let why = reiezione::decide(caso.dichiarazione, now)?;
            let fatto = DichiarazioneEredeRespinta { utilizzatore, dichiarazione, motivo };
            Ok((Fatto::DichiarazioneEredeRespinta(fatto), Vec::new(), why))
        };
        self.act_on_declaration(request, (Operazione::RespingiDichiarazioneErede, di), Scope::default(), decide, render)
            .await
    }

    /// Recognises an heir. When no death is recorded, the declared one is recorded with it and takes its effects.
    ///
    /// # Errors
    /// [`UseCaseError::Forbidden`] to anybody but the branch; [`UseCaseError::Rejected`] when the declaration is not being
    /// examined.
    pub async fn convalida_dichiarazione(
        &self,
        request: &Request,
        di: DichiarazioneRef,
        render: Render<'_, EsitoPratica>,
    ) -> Result<Reply, UseCaseError> {
        request.varco(Operazione::ConvalidaDichiarazioneErede, self.now()).check()?;
        let scope = Scope { utilizzatore: Some(di.utilizzatore), pratica: true, ..Scope::default() };
        let before = self.store.load(&scope).await?;
        let declared = Caso::of(&before, di.dichiarazione)?.dichiarazione.contenuto.decesso;
        let whole = |snapshot: &Snapshot, now| {
            let caso = Caso::of(snapshot, di.dichiarazione)?;
            caso.check_version(request)?;
            let why = convalida::decide(caso.dichiarazione, caso.defunto.decesso.as_ref(), now)?;
            // What was declared when the records were looked for is what is validated.
            if caso.dichiarazione.contenuto.decesso != declared {
                return Err(UseCaseError::Contended);
            }
            // The death comes first: the heir acts after it.
            let death = self.declared_death(request, &caso, declared, now)?;
            let DichiarazioneRef { utilizzatore, dichiarazione } = di;
            let fatto =
                Fatto::DichiarazioneEredeConvalidata(DichiarazioneEredeConvalidata { utilizzatore, dichiarazione });
            let (number, person) = (caso.pratica.versione + 1, caso.dichiarazione.persona);
            let event =
                self.case_event((&request.caller, person), caso.defunto, number, (fatto, Some(why.clone())), now);
            let decided = finish(&caso, event, Vec::new(), why)?;
            with_death(&caso, decided, death)
        };
        self.execute(
            request,
            Operazione::ConvalidaDichiarazioneErede,
            Scope { dopo: Some(since(declared)), ..scope },
            whole,
            render,
        )
        .await
    }

    /// The record of the declared death, when there is none yet.
    fn declared_death(
        &self,
        request: &Request,
        caso: &Caso<'_>,
        declared: DecessoDichiarato,
        now: DateTime<Utc>,
    ) -> Result<Option<Successive>, UseCaseError> {
        if caso.defunto.decesso.is_some() {
            return Ok(None);
        }
        let DecessoDichiarato { giorno, ora } = declared;
        let mut evaluation = Evaluation::new(rome_date(now));
        evaluation.note(Regola::Com14, Measure::asked(Quantity::Giorno(giorno)));
        let why = evaluation.finish().map_err(crate::violation::Rejected::from)?;
        let fatto = Fatto::DecessoRegistrato { utilizzatore: caso.defunto.id, giorno, ora, da_verificare: Vec::new() };
        let person = caso.defunto.persona.id;
        let circumstance = Circumstance { caller: &request.caller, person, subject: Some(person), now };
        self.death_events(&circumstance, caso.defunto, caso.snapshot, (fatto, why)).map(Some)
    }
}

/// A validation with the record of the death, if there is one.
fn with_death(
    caso: &Caso<'_>,
    mut decided: Decided<EsitoPratica>,
    death: Option<Successive>,
) -> Result<Decided<EsitoPratica>, UseCaseError> {
    let Some(Successive { events, notices }) = death else { return Ok(decided) };
    if let Some(event) = events.first() {
        let defunto = Utilizzatore::evolve(Some(caso.defunto.clone()), event, &caso.defunto.persona);
        decided.outcome.defunto = defunto.ok_or(UseCaseError::NotFound)?;
    }
    decided.events.splice(0..0, events);
    decided.notices.extend(notices);
    decided.borse_viste = BTreeMap::from([(caso.defunto.id, caso.snapshot.borse.clone())]);
    Ok(decided)
}

fn since(declared: DecessoDichiarato) -> DateTime<Utc> {
    declared.ora.unwrap_or_else(|| declared.giorno.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, start_of_day))
}
