//! A recognised heir asks for their share of what was paid in and not used, or for the whole.

use super::super::rimborso::told;
use super::super::{Circumstance, Decided, Libretto, Render, Request, UseCaseError, stream};
use super::{acting, case_scope, loaded};
use crate::change::Reply;
use crate::civil_time::rome_date;
use crate::eredi::fatti::QuotaEredeRichiesta;
use crate::eredi::rimborso::{self, QuotaAmmessa, RichiestaQuota, Stato};
use crate::event::Fatto;
use crate::explanation::Explanation;
use crate::iban::Iban;
use crate::ids::{CoordinateId, RimborsoId, UtilizzatoreId};
use crate::permessi::Operazione;
use crate::persona::PersonalRecord;
use crate::ports::Snapshot;
use crate::rimborso::{Protocollo, Rimborso};
use chrono::Datelike;

/// The request of an heir.
#[derive(Clone, Debug)]
pub struct ChiediQuota {
    /// The deceased.
    pub utilizzatore: UtilizzatoreId,
    /// Share or whole, and account.
    pub richiesta: RichiestaQuota,
}

/// A request that was admitted.
#[derive(Clone, Debug)]
pub struct EsitoQuota {
    /// The refund.
    pub rimborso: Rimborso,
    /// Its account.
    pub iban: Iban,
    /// What is divided among the heirs.
    pub residuo: crate::money::Euro,
    /// Why it was admitted.
    pub spiegazione: Explanation,
}

impl Libretto {
    /// Asks for a refund as an heir, and reserves its sum.
    ///
    /// # Errors
    /// [`UseCaseError::NotFound`] for whoever has no declaration in the case; [`UseCaseError::Rejected`] when the heir is
    /// not recognised, shares or consents do not fit, the account is not admitted, or nothing is left.
    pub async fn chiedi_quota(
        &self,
        request: &Request,
        command: &ChiediQuota,
        render: Render<'_, EsitoQuota>,
    ) -> Result<Reply, UseCaseError> {
        let utilizzatore = command.utilizzatore;
        let (id, coordinate) = (RimborsoId(self.ids.next()), CoordinateId(self.ids.next()));
        let decide = |snapshot: &Snapshot, now| {
            let (defunto, pratica) = loaded(snapshot)?;
            let person = acting(snapshot, &request.caller).ok_or(UseCaseError::NotFound)?;
            pratica.of_person(person).ok_or(UseCaseError::NotFound)?;
            let code = snapshot.persona_pratica(person).map(|one| one.codice_fiscale).ok_or(UseCaseError::NotFound)?;
            let posizione = snapshot.posizione().ok_or(UseCaseError::NotFound)?;
            let stato = Stato { posizione, portafoglio: snapshot.portafoglio };
            let admitted = rimborso::decide(&stato, (person, &code), &command.richiesta, now)?;
            let QuotaAmmessa { dichiarazione, importo, conto, divisione, numero, quota, spiegazione } = admitted;
            let fatto = Fatto::RimborsoRichiesto {
                rimborso: id,
                utilizzatore,
                beneficiario: person,
                protocollo: Protocollo::of(id, rome_date(now).year()),
                richiesto: importo,
                importo,
                coordinate,
                cointestato: conto.cointestato,
            };
            let subject = Some(defunto.persona.id);
            let circumstance = Circumstance { caller: &request.caller, person, subject, now };
            let asked = self.event(&circumstance, stream(utilizzatore.0, id.0, 1), fatto, Some(spiegazione.clone()));
            let rimborso = Rimborso::evolve(None, &asked).ok_or(UseCaseError::NotFound)?;
            let (intero, residuo) = (command.richiesta.intero, divisione.residuo);
            let fatto =
                QuotaEredeRichiesta { utilizzatore, dichiarazione, rimborso: id, intero, quota, divisione, numero };
            let fatto = (Fatto::QuotaEredeRichiesta(fatto), None);
            let entry = self.case_event((&request.caller, person), defunto, pratica.versione + 1, fatto, now);
            let notices = vec![told(&asked, &rimborso)];
            let iban = conto.iban;
            let account = PersonalRecord::CoordinateRimborso { id: coordinate, utilizzatore, iban: iban.clone() };
            let outcome = EsitoQuota { rimborso, iban, residuo, spiegazione };
            Ok(Decided { notices, personal: vec![account], ..Decided::new(vec![asked, entry], outcome) })
        };
        self.execute(request, Operazione::ChiediRimborsoErede, case_scope(utilizzatore), decide, render).await
    }
}
