//! What happens.

use super::{
    AllegaDocumento, AnnullaInserimento, Atteso, AttoErede, Compensi, ConferisceDelega, Consente, DichiaraErede,
    Inserisce, Notifica, PresentaDichiarazione, RegistraErede, RespingeDichiarazione, RevocaDelega, RichiedeDocumenti,
    RichiedeQuota, RitiraQuota, Simula, ValutaRapporto,
};
use serde::Deserialize;

/// One thing that happens. Exactly one act is given.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passo {
    /// When, to the millisecond if it matters: `2026-03-03T23:59:59.999`; with `Z` a UTC instant.
    pub quando: String,
    /// Work is communicated.
    pub comunica: Option<Comunica>,
    /// The household asks whether work may be communicated.
    pub verifica: Option<Comunica>,
    /// A record is corrected.
    pub rettifica: Option<Atto>,
    /// A record is cancelled.
    pub annulla: Option<Atto>,
    /// A record is validated for a postal mandate.
    pub convalida: Option<Atto>,
    /// The work of a communication, a dry run, a correction or an entry.
    pub lavoro: Option<Contenuto>,
    /// A top-up is opened.
    pub apre_versamento: Option<ApreVersamento>,
    /// A receipt of the payment system arrives.
    pub ricevuta: Option<Ricevuta>,
    /// A month is paid.
    pub paga: Option<Paga>,
    /// A household registers.
    pub registra_utilizzatore: Option<RegistraUtilizzatore>,
    /// A worker registers.
    pub registra_prestatore: Option<RegistraPrestatore>,
    /// A worker certifies a category.
    pub autocertifica: Option<Autocertifica>,
    /// A worker changes how they are paid.
    pub cambia_modalita: Option<CambiaModalita>,
    /// The back office records the death of a household.
    pub registra_decesso: Option<RegistraDecesso>,
    /// The household asks for a refund.
    pub richiede_rimborso: Option<RichiedeRimborso>,
    /// The household withdraws a refund.
    pub ritira_rimborso: Option<AttoRimborso>,
    /// The back office approves a refund.
    pub approva_rimborso: Option<AttoRimborso>,
    /// The back office refuses a refund.
    pub respinge_rimborso: Option<AttoRimborso>,
    /// The bank gave the transfer of a refund back.
    pub restituisce_rimborso: Option<AttoRimborso>,
    /// The back office sends the approved refunds; always `true`.
    #[serde(default)]
    pub invia_rimborsi: bool,
    /// Somebody asks what the law makes of a history.
    pub valuta_rapporto: Option<ValutaRapporto>,
    /// A household asks what would become of a plan.
    pub simula: Option<Simula>,
    /// The registry tells of an employment.
    pub comunicazione_obbligatoria: Option<Notifica>,
    /// Somebody tells what a worker earned outside the Libretto Famiglia.
    pub compensi_esterni: Option<Compensi>,
    /// A household declares an employment.
    pub dichiara_rapporto: Option<super::Rapporto>,
    /// The back office records the grant of a bonus.
    pub concede_bonus: Option<ConcedeBonus>,
    /// A household claims a bonus.
    pub si_appropria: Option<SiAppropria>,
    /// A person registers as an heir.
    pub registra_erede: Option<RegistraErede>,
    /// An heir begins a declaration.
    pub dichiara_erede: Option<DichiaraErede>,
    /// An heir writes a declaration anew.
    pub compila_dichiarazione: Option<DichiaraErede>,
    /// An heir uploads a document.
    pub allega_documento: Option<AllegaDocumento>,
    /// An heir presents a declaration.
    pub presenta_dichiarazione: Option<PresentaDichiarazione>,
    /// The branch takes a declaration up.
    pub esamina_dichiarazione: Option<AttoErede>,
    /// The branch asks for documents.
    pub richiede_documenti: Option<RichiedeDocumenti>,
    /// The branch recognises an heir.
    pub convalida_dichiarazione: Option<AttoErede>,
    /// The branch refuses a declaration.
    pub respinge_dichiarazione: Option<RespingeDichiarazione>,
    /// An heir consents that another is paid the whole.
    pub consente: Option<Consente>,
    /// An heir takes a consent back.
    pub revoca_consenso: Option<Consente>,
    /// An heir enters work.
    pub inserisce: Option<Inserisce>,
    /// An heir asks whether work may be entered.
    pub verifica_inserimento: Option<Inserisce>,
    /// An heir cancels an entry.
    pub annulla_inserimento: Option<AnnullaInserimento>,
    /// An heir asks for a refund.
    pub richiede_quota: Option<RichiedeQuota>,
    /// An heir withdraws a refund.
    pub ritira_quota: Option<RitiraQuota>,
    /// A delegation is given.
    pub conferisce_delega: Option<ConferisceDelega>,
    /// A delegation is revoked, or given back.
    pub revoca_delega: Option<RevocaDelega>,
    /// What must follow.
    pub allora: Atteso,
}

/// A request of a refund.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RichiedeRimborso {
    /// The household.
    pub utilizzatore: String,
    /// Amount.
    pub importo: String,
    /// The account.
    pub iban: String,
    /// Its holders, by name; the household alone unless said.
    pub intestatari: Option<Vec<String>>,
    /// The name by which later steps call the refund.
    pub come: Option<String>,
}

/// An act on a refund.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttoRimborso {
    /// The refund, by the name it got.
    pub rimborso: String,
    /// The household.
    pub utilizzatore: String,
    /// Of an approval: the lower amount.
    pub importo: Option<String>,
    /// Of an approval: the other account.
    pub iban: Option<String>,
    /// Of an approval: the holders of the other account, by name; the household alone unless said.
    pub intestatari: Option<Vec<String>>,
    /// Of a refusal and of a return: why.
    pub motivo: Option<String>,
}

/// The parties of a communication.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comunica {
    /// The household.
    pub utilizzatore: String,
    /// The worker.
    pub prestatore: String,
    /// The name by which later steps call the record.
    pub come: Option<String>,
    /// `portale` (by default), `app` or `contact_center`.
    pub canale: Option<String>,
    /// The body that acts for them, if it is not themselves.
    pub per_mezzo_di: Option<String>,
}

/// A piece of work.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contenuto {
    /// Scope; small domestic jobs unless said.
    #[serde(default = "lavori_domestici")]
    pub ambito: String,
    /// Start, with an offset only where the clock shows a time twice.
    pub inizio: String,
    /// End.
    pub fine: String,
    /// Unpaid breaks.
    #[serde(default)]
    pub pausa_minuti: u32,
    /// Place.
    #[serde(default = "luogo")]
    pub luogo: String,
    /// Total cost.
    pub costo: String,
    /// Net pay, if stated.
    pub compenso: Option<String>,
    /// Vouchers, if stated.
    pub titoli: Option<u32>,
    /// The purse that pays: `propria` (by default) or `bonus`.
    #[serde(default = "propria")]
    pub borsa: String,
    /// Whether the home care is of children.
    #[serde(default)]
    pub assistenza_bambini: bool,
    /// Kinship of the worker: `nessuna` (by default), `familiare_convivente`, `familiare_non_convivente` or `genitore`.
    #[serde(default = "nessuna")]
    pub parentela: String,
}

fn propria() -> String {
    "propria".to_owned()
}

fn nessuna() -> String {
    "nessuna".to_owned()
}

fn lavori_domestici() -> String {
    "lavori_domestici".to_owned()
}

fn luogo() -> String {
    "Via delle Prove 1, Roma".to_owned()
}

/// An act on a record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Atto {
    /// The record, by the name it got.
    pub prestazione: String,
    /// The household.
    pub utilizzatore: String,
}

/// A top-up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApreVersamento {
    /// The household.
    pub utilizzatore: String,
    /// Amount.
    pub importo: String,
    /// The name by which later steps call its notice.
    pub come: Option<String>,
}

/// A receipt.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ricevuta {
    /// Its code.
    pub codice: String,
    /// The notice, by the name it got, or a number of 18 digits.
    pub avviso: String,
    /// Amount paid.
    pub importo: String,
}

/// A grant of a bonus.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcedeBonus {
    /// The household.
    pub utilizzatore: String,
    /// Amount.
    pub importo: String,
    /// Day of the notice of acceptance.
    pub accolto_il: String,
    /// Whether the household belongs to the health and security staff.
    #[serde(default)]
    pub personale_sanitario: bool,
    /// The name by which later steps call it.
    pub come: Option<String>,
}

/// A claim of a bonus.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiAppropria {
    /// The household.
    pub utilizzatore: String,
    /// The bonus, by the name it got.
    pub bonus: String,
}

/// A pay run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paga {
    /// The month of the work.
    pub mese: String,
}

/// A registration as a household.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistraUtilizzatore {
    /// The person, by the name in `dato`.
    pub utilizzatore: String,
    /// `persona_fisica` (by default), `impresa`, `pubblica_amministrazione` or `societa_sportiva`.
    #[serde(default = "persona_fisica")]
    pub tipo: String,
    /// Whether the declarations in force are given.
    #[serde(default = "yes")]
    pub dichiarazioni: bool,
    /// The body that acts for them, if it is not themselves.
    pub per_mezzo_di: Option<String>,
}

/// A registration as a worker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistraPrestatore {
    /// The person, by the name in `dato`.
    pub prestatore: String,
    /// Whether the declarations in force are given.
    #[serde(default = "yes")]
    pub dichiarazioni: bool,
}

fn persona_fisica() -> String {
    "persona_fisica".to_owned()
}

const fn yes() -> bool {
    true
}

/// A self-certification, or the end of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Autocertifica {
    /// The worker.
    pub prestatore: String,
    /// The category.
    pub categoria: String,
    /// First day; without it, the end of the status is declared.
    pub dal: Option<String>,
    /// Last day, inclusive.
    pub al: Option<String>,
}

/// A change of payment mode.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CambiaModalita {
    /// The worker.
    pub prestatore: String,
    /// The mode.
    pub modalita: String,
    /// The account, for a transfer.
    pub iban: Option<String>,
    /// The body that acts for them, if it is not themselves.
    pub per_mezzo_di: Option<String>,
}

/// The death of a household.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistraDecesso {
    /// The household.
    pub utilizzatore: String,
    /// Its day.
    pub giorno: String,
    /// Its time on that day, such as `06:40`, if it is known.
    pub ora: Option<String>,
}
