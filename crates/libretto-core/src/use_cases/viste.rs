//! Views with their gate: a person reaches only what is theirs; what is not answers as if it did not exist.

use super::{Libretto, UseCaseError};
use crate::catalogue::Codice;
use crate::civil_time::rome_date;
use crate::compensi_esterni::CompensiEsterni;
use crate::context::Caller;
use crate::delega::Ruolo;
use crate::event::Event;
use crate::explanation::Measure;
use crate::ids::{PrestatoreId, PrestazioneId, RimborsoId, UtilizzatoreId, VersamentoId};
use crate::limits::{Anni, Uso, UsoEuro};
use crate::month::Month;
use crate::permessi::Operazione;
use crate::portafoglio::{StatoVersamento, Versamento};
use crate::ports::queries::{
    FiltroPrestazioni, FiltroRimborsi, LavoratoreInAnno, MovimentoPortafoglio, Page, Position, PrestazioneCompleta,
    RimborsoCompleto, SaldoPortafoglio, Scrivania,
};
use crate::prestatore::Prestatore;
use crate::prestazione::Prestazione;
use crate::regime::Regime;
use crate::utilizzatore::Utilizzatore;
use crate::violation::Rejected;

/// The limits of a household's year.
#[derive(Clone, Debug)]
pub struct LimitiUtilizzatore {
    /// The year.
    pub anno: i32,
    /// LIM-B.
    pub utilizzatore: UsoEuro,
    /// LIM-C and LIM-H of each worker of the year.
    pub coppie: Vec<(LavoratoreInAnno, Uso)>,
}

/// The limit of a worker's year.
#[derive(Clone, Debug)]
pub struct LimitiPrestatore {
    /// The year.
    pub anno: i32,
    /// LIM-A, with the external pay in what is used.
    pub prestatore: UsoEuro,
    /// The external pay that counts in it, as it is known last.
    pub esterni: Option<CompensiEsterni>,
}

impl Libretto {
    /// A household, for itself or the back office.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::Rejected`] for the identity of somebody who has died.
    pub async fn vedi_utilizzatore(&self, caller: &Caller, id: UtilizzatoreId) -> Result<Utilizzatore, UseCaseError> {
        self.household(caller, Operazione::VediUtilizzatore, id).await
    }

    /// A household, as far as the caller may do the operation for it.
    pub(super) async fn household(
        &self,
        caller: &Caller,
        operazione: Operazione,
        id: UtilizzatoreId,
    ) -> Result<Utilizzatore, UseCaseError> {
        let varco = self.varco(caller, operazione);
        varco.check()?;
        let profile = self.queries.utilizzatore(id).await?.ok_or_else(|| varco.hidden())?;
        self.look(varco, &profile.persona, Ruolo::Utilizzatore).await?;
        self.alive(caller, &profile)?;
        Ok(profile)
    }

    /// A worker, as far as the caller may do the operation for them.
    async fn worker(
        &self,
        caller: &Caller,
        operazione: Operazione,
        id: PrestatoreId,
    ) -> Result<Prestatore, UseCaseError> {
        let varco = self.varco(caller, operazione);
        varco.check()?;
        let profile = self.queries.prestatore(id).await?.ok_or_else(|| varco.hidden())?;
        self.look(varco, &profile.persona, Ruolo::Prestatore).await?;
        self.living(caller).await?;
        Ok(profile)
    }

    /// COM-14: nobody looks with the identity of somebody whose death is recorded.
    fn alive(&self, caller: &Caller, household: &Utilizzatore) -> Result<(), UseCaseError> {
        let dead = household.decesso.is_some() && caller.is_utilizzatore(household);
        let refusal = || Rejected::because(Codice::UtilizzatoreDeceduto, rome_date(self.now()), Measure::NONE);
        if dead { Err(refusal().into()) } else { Ok(()) }
    }

    /// A worker, for themselves or the back office.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::Rejected`] for the identity of somebody who has died.
    pub async fn vedi_prestatore(&self, caller: &Caller, id: PrestatoreId) -> Result<Prestatore, UseCaseError> {
        self.worker(caller, Operazione::VediPrestatore, id).await
    }

    /// A record, for its two parties and the back office, with the party as whom the caller sees it.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::Rejected`] for the identity of a household that has died.
    pub async fn vedi_prestazione(
        &self,
        caller: &Caller,
        id: PrestazioneId,
    ) -> Result<(PrestazioneCompleta, Ruolo), UseCaseError> {
        self.record(caller, Operazione::VediPrestazione, id).await
    }

    /// A record, as far as the caller may do the operation for one of its parties.
    async fn record(
        &self,
        caller: &Caller,
        operazione: Operazione,
        id: PrestazioneId,
    ) -> Result<(PrestazioneCompleta, Ruolo), UseCaseError> {
        let varco = self.varco(caller, operazione);
        varco.check()?;
        let found = self.queries.prestazione(id).await?.ok_or_else(|| varco.hidden())?;
        let household = self.household(caller, operazione, found.prestazione.dati.utilizzatore).await;
        if household.is_ok() && caller.is_back_office() {
            // The branch sees both parties.
            self.looked(varco, [found.prestatore.id], None).await?;
        }
        match household {
            Err(UseCaseError::NotFound | UseCaseError::Forbidden | UseCaseError::Rejected(_))
                if self.look(varco, &found.prestatore, Ruolo::Prestatore).await.is_ok() =>
            {
                self.living(caller).await?;
                Ok((found, Ruolo::Prestatore))
            }
            other => other.map(|_| (found, Ruolo::Utilizzatore)),
        }
    }

    /// A record with every decision about it, in order, for its two parties and the back office. Whole: what each may see
    /// of an explanation is for the caller to cut.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn spiega_prestazione(
        &self,
        caller: &Caller,
        id: PrestazioneId,
    ) -> Result<(PrestazioneCompleta, Ruolo, Vec<Event>), UseCaseError> {
        let (record, parte) = self.record(caller, Operazione::SpiegaPrestazione, id).await?;
        Ok((record, parte, self.queries.decisioni(id).await?))
    }

    /// Records of a household or a worker, for that party and the back office.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn elenca_prestazioni(
        &self,
        caller: &Caller,
        filtro: &FiltroPrestazioni,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Prestazione>, UseCaseError> {
        let mut seen = Err(UseCaseError::NotFound);
        if let Some(id) = filtro.utilizzatore {
            seen = self.household(caller, Operazione::ElencoPrestazioniUtilizzatore, id).await.map(drop);
        }
        if let Some(id) = filtro.prestatore.filter(|_| seen.is_err()) {
            seen = self.worker(caller, Operazione::ElencoPrestazioniPrestatore, id).await.map(drop);
        }
        seen?;
        Ok(self.queries.prestazioni(filtro, after, limit).await?)
    }

    /// A top-up of a household.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn vedi_versamento(
        &self,
        caller: &Caller,
        utilizzatore: UtilizzatoreId,
        id: VersamentoId,
    ) -> Result<Versamento, UseCaseError> {
        self.household(caller, Operazione::VediVersamento, utilizzatore).await?;
        let found = self.queries.versamento(id).await?;
        found.filter(|one| one.utilizzatore == utilizzatore).ok_or(UseCaseError::NotFound)
    }

    /// Top-ups of a household.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn elenca_versamenti(
        &self,
        caller: &Caller,
        (utilizzatore, stato): (UtilizzatoreId, Option<StatoVersamento>),
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<Versamento>, UseCaseError> {
        self.household(caller, Operazione::ElencoVersamenti, utilizzatore).await?;
        Ok(self.queries.versamenti(utilizzatore, stato, after, limit).await?)
    }

    /// The wallet of a household.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn vedi_portafoglio(
        &self,
        caller: &Caller,
        id: UtilizzatoreId,
    ) -> Result<SaldoPortafoglio, UseCaseError> {
        self.household(caller, Operazione::VediPortafoglio, id).await?;
        Ok(self.queries.portafoglio(id).await?)
    }

    /// Movements of a household's wallet.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn elenca_movimenti(
        &self,
        caller: &Caller,
        id: UtilizzatoreId,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<MovimentoPortafoglio>, UseCaseError> {
        self.household(caller, Operazione::ElencoMovimenti, id).await?;
        Ok(self.queries.movimenti(id, after, limit).await?)
    }

    /// A refund, for the household whose money it is, the heir who asked for it and the back office.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::Rejected`] for the identity of a household that has died.
    pub async fn vedi_rimborso(&self, caller: &Caller, id: RimborsoId) -> Result<RimborsoCompleto, UseCaseError> {
        let varco = self.varco(caller, Operazione::VediRimborsoUtilizzatore);
        varco.check()?;
        let found = self.queries.rimborso(id).await?.ok_or_else(|| varco.hidden())?;
        match self.household(caller, Operazione::VediRimborsoUtilizzatore, found.rimborso.utilizzatore).await {
            // Who receives the money of another's Libretto is an heir.
            Err(UseCaseError::NotFound) if caller.is_person(&found.persona.codice_fiscale) => {
                self.living(caller).await?;
            }
            seen => drop(seen?),
        }
        self.looked(varco, [found.persona.id], None).await?;
        Ok(found)
    }

    /// Refunds of a household, for itself and the back office; of all households, for the back office alone.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for another's household; [`UseCaseError::Forbidden`] for all of them.
    pub async fn elenca_rimborsi(
        &self,
        caller: &Caller,
        filtro: FiltroRimborsi,
        after: Option<Position>,
        limit: u32,
    ) -> Result<Page<RimborsoCompleto>, UseCaseError> {
        match filtro.utilizzatore {
            Some(id) => drop(self.household(caller, Operazione::ElencoRimborsiUtilizzatore, id).await?),
            None => self.varco(caller, Operazione::ElencoRimborsi).check()?,
        }
        let page = self.queries.rimborsi(filtro, after, limit).await?;
        if filtro.utilizzatore.is_none() {
            let shown = page.items.iter().map(|one| one.persona.id);
            self.looked(self.varco(caller, Operazione::ElencoRimborsi), shown, None).await?;
        }
        Ok(page)
    }

    /// The dashboard of a household.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else.
    pub async fn scrivania(&self, caller: &Caller, id: UtilizzatoreId, anno: i32) -> Result<Scrivania, UseCaseError> {
        let varco = self.varco(caller, Operazione::VediScrivania);
        varco.check()?;
        let found = self.queries.scrivania(id, anno).await?.ok_or_else(|| varco.hidden())?;
        self.look(varco, &found.utilizzatore.persona, Ruolo::Utilizzatore).await?;
        self.alive(caller, &found.utilizzatore)?;
        Ok(found)
    }

    /// The limits of a household's year, optionally of one worker only.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::NotInForce`] for a year before the law.
    pub async fn limiti_utilizzatore(
        &self,
        caller: &Caller,
        id: UtilizzatoreId,
        anno: i32,
        prestatore: Option<PrestatoreId>,
    ) -> Result<LimitiUtilizzatore, UseCaseError> {
        self.household(caller, Operazione::VediLimitiUtilizzatore, id).await?;
        let regime = law_of(anno)?;
        let utilizzatore = self.queries.anno_utilizzatore(id, anno).await?;
        let workers = self.queries.lavoratori(id, anno).await?;
        let coppie = workers
            .into_iter()
            .filter(|worker| prestatore.is_none_or(|wanted| wanted == worker.prestatore))
            .map(|worker| {
                let anni = Anni { coppia: worker.coppia, utilizzatore, ..Anni::default() };
                let uso = Uso::new(&anni, &regime);
                (worker, uso)
            })
            .collect();
        let one = regime.titolo.compenso;
        Ok(LimitiUtilizzatore {
            anno,
            utilizzatore: UsoEuro::new(regime.limite_utilizzatore, utilizzatore.computato, one),
            coppie,
        })
    }

    /// The limit of a worker's year, for themselves or the back office.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for anybody else; [`UseCaseError::NotInForce`] for a year before the law.
    pub async fn limiti_prestatore(
        &self,
        caller: &Caller,
        id: PrestatoreId,
        anno: i32,
    ) -> Result<LimitiPrestatore, UseCaseError> {
        self.worker(caller, Operazione::VediLimitiPrestatore, id).await?;
        let regime = law_of(anno)?;
        let used = self.queries.anno_prestatore(id, anno).await?.totale();
        let esterni = self.queries.compensi_esterni(id, anno).await?.map(|known| known.compensi);
        let prestatore = UsoEuro::new(regime.limite_prestatore, used, regime.titolo.compenso);
        Ok(LimitiPrestatore { anno, prestatore, esterni })
    }
}

/// The limits that a year ends with: each limit holds for a whole civil year.
fn law_of(anno: i32) -> Result<Regime, UseCaseError> {
    let last = Month::new(anno, 12).map(Month::last_day).ok_or(UseCaseError::NotFound)?;
    Ok(Regime::on(last)?)
}
