//! What a scenario of heirs asks of the Libretto it is played against.

use super::{AllegaDocumento, Breakdown, Contenuto, Dichiara, NOBODY, Parte, Pratica, RichiedeQuota, Risposta};

/// An heir in the case of a deceased household, with their declaration in it.
#[derive(Clone, Debug)]
pub struct Caso {
    /// The heir.
    pub erede: Parte,
    /// The deceased.
    pub defunto: Parte,
    /// The declaration, once it was begun.
    pub dichiarazione_id: Option<String>,
}

impl Caso {
    /// The declaration, or one that does not exist.
    pub fn dichiarazione(&self) -> &str {
        self.dichiarazione_id.as_deref().unwrap_or(NOBODY)
    }
}

/// Work that an heir enters.
#[derive(Clone, Copy, Debug)]
pub struct LavoroErede<'a> {
    /// The worker.
    pub prestatore: &'a Parte,
    /// The work.
    pub contenuto: &'a Contenuto,
    /// Whether the statement about comma 5 is given.
    pub comma_5: bool,
}

/// The part of [`super::Play`] that is of heirs, with the same conventions.
#[expect(clippy::missing_errors_doc, reason = "they all fail alike, as the trait of the whole says")]
pub trait PlayEredi {
    /// A person registers as an heir, with or without the declarations.
    fn registra_erede(&mut self, chi: &Parte, dichiarazioni: bool) -> Result<Risposta, Breakdown>;

    /// An heir begins a declaration; the co-heirs as persons.
    fn dichiara_erede(&mut self, caso: &Caso, cosa: &Dichiara, coeredi: &[Parte]) -> Result<Risposta, Breakdown>;

    /// An heir writes a declaration anew.
    fn compila_dichiarazione(&mut self, caso: &Caso, cosa: &Dichiara, coeredi: &[Parte])
    -> Result<Risposta, Breakdown>;

    /// An heir uploads a document.
    fn allega_documento(
        &mut self,
        caso: &Caso,
        cosa: &AllegaDocumento,
        relativo_a: Option<&Parte>,
    ) -> Result<Risposta, Breakdown>;

    /// An heir presents a declaration, with or without the statements of responsibility.
    fn presenta_dichiarazione(&mut self, caso: &Caso, responsabilita: bool) -> Result<Risposta, Breakdown>;

    /// The branch takes a declaration up.
    fn esamina_dichiarazione(&mut self, caso: &Caso) -> Result<Risposta, Breakdown>;

    /// The branch asks for documents.
    fn richiede_documenti(&mut self, caso: &Caso, documenti: &[String]) -> Result<Risposta, Breakdown>;

    /// The branch recognises an heir.
    fn convalida_dichiarazione(&mut self, caso: &Caso) -> Result<Risposta, Breakdown>;

    /// The branch refuses a declaration.
    fn respinge_dichiarazione(&mut self, caso: &Caso, motivo: &str) -> Result<Risposta, Breakdown>;

    /// An heir consents that another is paid the whole.
    fn consente(&mut self, caso: &Caso, a: &Parte) -> Result<Risposta, Breakdown>;

    /// An heir takes a consent back.
    fn revoca_consenso(&mut self, caso: &Caso, a: &Parte) -> Result<Risposta, Breakdown>;

    /// An heir asks whether work may be entered.
    fn verifica_inserimento(&mut self, caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Risposta, Breakdown>;

    /// An heir enters work.
    fn inserisce(&mut self, caso: &Caso, lavoro: LavoroErede<'_>) -> Result<Risposta, Breakdown>;

    /// An heir cancels an entry.
    fn annulla_inserimento(&mut self, caso: &Caso, prestazione: &str) -> Result<Risposta, Breakdown>;

    /// An heir asks for a refund; the holders of the account by fiscal code.
    fn richiede_quota(
        &mut self,
        caso: &Caso,
        cosa: &RichiedeQuota,
        intestatari: &[String],
    ) -> Result<Risposta, Breakdown>;

    /// An heir withdraws a request.
    fn ritira_quota(&mut self, caso: &Caso, rimborso: &str) -> Result<Risposta, Breakdown>;

    /// The case of a household as the branch sees it.
    fn pratica(&mut self, defunto: &Parte) -> Result<Pratica, Breakdown>;
}
