//! What a scenario asks of the Libretto it is played against.

use super::{
    ApreVersamento, AttoRimborso, Autocertifica, CambiaModalita, Compensi, ConcedeBonus, Conseguenza, Contatori,
    Contenuto, Ente, Notifica, Pagamento, PlayDeleghe, PlayEredi, Portafoglio, Prestatore, Rapporto, RegistraDecesso,
    RegistraUtilizzatore, RichiedeRimborso, Simula, ValutaRapporto,
};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A person of a scenario, with what Libretto called their profiles.
#[derive(Clone, Debug, Default)]
pub struct Parte {
    /// The name in the scenario.
    pub nome: String,
    /// Fiscal code.
    pub codice_fiscale: String,
    /// Profile as a household, once registered.
    pub utilizzatore_id: Option<String>,
    /// Profile as a worker, once registered.
    pub prestatore_id: Option<String>,
    /// Profile as an heir, once registered.
    pub erede_id: Option<String>,
    /// The body that acts for the person; none where they act themselves.
    pub per_mezzo_di: Option<Ente>,
}

/// An identifier that belongs to nobody: that of a person who never registered.
pub const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

impl Parte {
    /// The profile as a household, or one that does not exist.
    pub fn utilizzatore(&self) -> &str {
        self.utilizzatore_id.as_deref().unwrap_or(NOBODY)
    }

    /// The profile as a worker, or one that does not exist.
    pub fn prestatore(&self) -> &str {
        self.prestatore_id.as_deref().unwrap_or(NOBODY)
    }

    /// The profile as an heir, or one that does not exist.
    pub fn erede(&self) -> &str {
        self.erede_id.as_deref().unwrap_or(NOBODY)
    }
}

/// Work to be communicated or looked at.
#[derive(Clone, Copy, Debug)]
pub struct Lavoro<'a> {
    /// The household, who calls.
    pub utilizzatore: &'a Parte,
    /// The worker.
    pub prestatore: &'a Parte,
    /// The work.
    pub contenuto: &'a Contenuto,
    /// Channel of the call.
    pub canale: Option<&'a str>,
}

/// An answer of Libretto: refused when there are codes, accepted otherwise.
#[derive(Clone, Debug, Default)]
pub struct Risposta {
    /// Codes of the violations, in order.
    pub codici: Vec<String>,
    /// Codes of the warnings, in order.
    pub avvertenze: Vec<String>,
    /// What follows by law, in order of day.
    pub conseguenze: Vec<Conseguenza>,
    /// What was made: a profile, a record, a top-up.
    pub id: Option<String>,
    /// Details as texts, by name:
    /// - of work: `costo`, `compenso`, `ivs`, `inail`, `oneri`, `titoli`, `minuti`, `giorno`, `anno`, `peso_ridotto`,
    ///   `pagamento_previsto`, `stato`, `modificabile_fino` (civil time in Italy, the first instant at which it is not),
    ///   `canale` when the player can tell it;
    /// - of a validation, besides: `riscuotibile_dal`, `onere_mandato`;
    /// - of a top-up: `numero_avviso`;
    /// - of a receipt: `esito` (`accreditata`, `sospesa`), `motivo`, `ripetuta`;
    /// - of a pay run: `prestatori_pagati`;
    /// - of a refund: `stato`, `richiesto`, `importo`, `cointestato`; of a run of them: `rimborsi_inviati`;
    /// - of a history: `compensi_dell_anno`, `minuti_dell_anno` (at its last record);
    /// - of a plan: `ammessi`, `respinti`, `respinto_<posto>` (the codes of a refused shift), and for each worker's first year
    ///   `<nome>_titoli`, `<nome>_minuti` (left at the plan's pace), `<nome>_vincolo`, `<nome>_raggiunto` (the first limit reached
    ///   and its day, such as `LIM-H 2026-02-04`).
    /// - of a notice of the registry and of external pay: `esito`;
    /// - of a declaration of heir: `stato`, `documenti` (how many it holds);
    /// - of a delegation: `stato`, `conservare_fino` (the last day on which the signed document must be kept);
    /// - of a request of an heir, besides what a refund tells: `residuo` (what is divided among the heirs).
    pub dettagli: BTreeMap<String, String>,
}

/// Something that is no answer: the call itself failed.
pub type Breakdown = Box<dyn std::error::Error + Send + Sync>;

/// A Libretto that scenarios are played against. Every method is one act or one look; each fails only when the call
/// itself does: a refusal is an answer.
#[expect(clippy::missing_errors_doc, reason = "they all fail alike, as the trait says")]
pub trait Play: PlayEredi + PlayDeleghe {
    /// Moves the clock, forward only.
    fn set_clock(&mut self, now: DateTime<Utc>) -> Result<(), Breakdown>;

    /// A person registers as a household.
    fn registra_utilizzatore(&mut self, chi: &Parte, come: &RegistraUtilizzatore) -> Result<Risposta, Breakdown>;

    /// A person registers as a worker, with or without the declarations.
    fn registra_prestatore(
        &mut self,
        chi: &Parte,
        come: &Prestatore,
        dichiarazioni: bool,
    ) -> Result<Risposta, Breakdown>;

    /// The back office records the death of a household.
    fn registra_decesso(&mut self, chi: &Parte, cosa: &RegistraDecesso) -> Result<Risposta, Breakdown>;

    /// A worker certifies a category, or the end of it.
    fn autocertifica(&mut self, chi: &Parte, cosa: &Autocertifica) -> Result<Risposta, Breakdown>;

    /// A worker changes how they are paid.
    fn cambia_modalita(&mut self, chi: &Parte, cosa: &CambiaModalita) -> Result<Risposta, Breakdown>;

    /// A household declares an employment with a worker.
    fn dichiara_rapporto(&mut self, chi: &Parte, con: &Parte, cosa: &Rapporto) -> Result<Risposta, Breakdown>;

    /// The registry tells of an employment between two people.
    fn comunicazione_obbligatoria(
        &mut self,
        datore: &Parte,
        lavoratore: &Parte,
        cosa: &Notifica,
    ) -> Result<Risposta, Breakdown>;

    /// Somebody tells what a worker earned outside the Libretto Famiglia.
    fn compensi_esterni(&mut self, chi: &Parte, cosa: &Compensi) -> Result<Risposta, Breakdown>;

    /// The back office records the grant of a bonus.
    fn concede_bonus(&mut self, chi: &Parte, cosa: &ConcedeBonus) -> Result<Risposta, Breakdown>;

    /// A household claims a bonus.
    fn si_appropria(&mut self, chi: &Parte, bonus: &str) -> Result<Risposta, Breakdown>;

    /// A household opens a top-up.
    fn apre_versamento(&mut self, chi: &Parte, cosa: &ApreVersamento) -> Result<Risposta, Breakdown>;

    /// The payment system brings a receipt: its code, the number of the notice, the amount.
    fn ricevuta(&mut self, codice: &str, numero_avviso: &str, importo: &str) -> Result<Risposta, Breakdown>;

    /// A household asks whether work may be communicated.
    fn verifica(&mut self, lavoro: Lavoro<'_>) -> Result<Risposta, Breakdown>;

    /// A household asks what would become of a plan. `noti` are the workers of it whom Libretto knows, by their names.
    fn simula(&mut self, chi: &Parte, noti: &[Parte], piano: &Simula) -> Result<Risposta, Breakdown>;

    /// Somebody asks what the law makes of a history.
    fn valuta_rapporto(&mut self, storia: &ValutaRapporto) -> Result<Risposta, Breakdown>;

    /// A household communicates work.
    fn comunica(&mut self, lavoro: Lavoro<'_>) -> Result<Risposta, Breakdown>;

    /// A household corrects a record.
    fn rettifica(&mut self, chi: &Parte, prestazione: &str, contenuto: &Contenuto) -> Result<Risposta, Breakdown>;

    /// A household cancels a record.
    fn annulla(&mut self, chi: &Parte, prestazione: &str) -> Result<Risposta, Breakdown>;

    /// A household validates a record for a postal mandate.
    fn convalida(&mut self, chi: &Parte, prestazione: &str) -> Result<Risposta, Breakdown>;

    /// A household asks for a refund; the holders of the account by fiscal code.
    fn richiede_rimborso(
        &mut self,
        chi: &Parte,
        cosa: &RichiedeRimborso,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown>;

    /// A household withdraws a refund.
    fn ritira_rimborso(&mut self, chi: &Parte, rimborso: &str) -> Result<Risposta, Breakdown>;

    /// The back office approves a refund; the holders of another account by fiscal code.
    fn approva_rimborso(
        &mut self,
        rimborso: &str,
        cosa: &AttoRimborso,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown>;

    /// The back office refuses a refund.
    fn respinge_rimborso(&mut self, rimborso: &str, motivo: &str) -> Result<Risposta, Breakdown>;

    /// The back office records that the bank gave the transfer of a refund back.
    fn restituisce_rimborso(&mut self, rimborso: &str, motivo: &str) -> Result<Risposta, Breakdown>;

    /// The back office sends the approved refunds.
    fn invia_rimborsi(&mut self) -> Result<Risposta, Breakdown>;

    /// The back office pays a month.
    fn paga(&mut self, mese: &str) -> Result<Risposta, Breakdown>;

    /// The counters of a household, a worker and their pair in a year; every counter is set.
    fn contatori(&mut self, utilizzatore: &Parte, prestatore: &Parte, anno: i32) -> Result<Contatori, Breakdown>;

    /// The wallet of a household; every amount is set.
    fn portafoglio(&mut self, utilizzatore: &Parte) -> Result<Portafoglio, Breakdown>;

    /// All payments of the runs of a month. In `prestatore` stands the worker's profile.
    fn pagamenti(&mut self, mese: &str) -> Result<Vec<Pagamento>, Breakdown>;

    /// What does not hold in the register at the end; empty when all is well.
    fn verifica_registro(&mut self) -> Result<Vec<String>, Breakdown>;
}
