//! What heirs and the branch do in the case of a deceased household.

use crate::scenario::Parte;
use libretto_core::eredi::documento::DOCUMENT_BYTES_MAX;
use serde::Deserialize;
use std::borrow::Cow;

/// A person who inherits. Whoever is `convalidato` has gone the whole way to their recognition at that time: registered,
/// declared, presented, examined, recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erede {
    /// Fiscal code.
    pub codice_fiscale: String,
    /// When the branch recognised them; never unless said.
    pub convalidato: Option<String>,
    /// What they declared.
    pub dichiara: Option<Dichiara>,
}

/// What a declaration says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dichiara {
    /// The deceased.
    pub utilizzatore: String,
    /// `legittimo` (by default) or `testamentario`.
    #[serde(default = "legittimo")]
    pub titolo: String,
    /// Kinship: `figlio` unless said.
    #[serde(default = "figlio")]
    pub parentela: String,
    /// Day of the death.
    pub giorno: String,
    /// Its time on that day, such as `06:40`, if it is known.
    pub ora: Option<String>,
    /// The other heirs, by name.
    #[serde(default)]
    pub coeredi: Vec<String>,
    /// The own share, such as `1/3`.
    pub quota: Option<String>,
}

fn legittimo() -> String {
    "legittimo".to_owned()
}

fn figlio() -> String {
    "figlio".to_owned()
}

/// A person registers as an heir.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistraErede {
    /// The heir.
    pub erede: String,
    /// Whether the declarations in force are given.
    #[serde(default = "yes")]
    pub dichiarazioni: bool,
}

/// An heir writes a declaration, for the first time or anew.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DichiaraErede {
    /// The heir.
    pub erede: String,
    /// What it says.
    pub dichiara: Dichiara,
}

/// An act on the declaration of an heir.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttoErede {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
}

/// An heir uploads a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllegaDocumento {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// `testamento`, `certificato_morte`, `documento_identita`, `delega` or `altro`.
    pub tipo: String,
    /// The other heir whom it is about, by name.
    pub relativo_a: Option<String>,
    /// Its content.
    #[serde(default)]
    pub contenuto: ContenutoDocumento,
    /// How often it is uploaded, each time as another document; the answer is that of the last time.
    #[serde(default = "once")]
    pub volte: u32,
}

/// The content of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContenutoDocumento {
    /// A small PDF.
    #[default]
    Pdf,
    /// A small PNG.
    Png,
    /// A small JPEG.
    Jpeg,
    /// A program with the name of a document.
    Programma,
    /// A PDF that runs a script when it is opened.
    PdfAttivo,
    /// A PNG with a page inside.
    Poliglotta,
    /// A PDF of exactly the largest size.
    Massimo,
    /// A PDF of one byte more.
    TroppoGrande,
    /// Nothing.
    Vuoto,
}

impl ContenutoDocumento {
    /// Its bytes.
    pub fn bytes(self) -> Cow<'static, [u8]> {
        Cow::Borrowed(match self {
            Self::Massimo => return Cow::Owned(pdf_of(DOCUMENT_BYTES_MAX)),
            Self::TroppoGrande => return Cow::Owned(pdf_of(DOCUMENT_BYTES_MAX + 1)),
            Self::Pdf => b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
            Self::Png => b"\x89PNG\r\n\x1A\n\0\0\0\0IEND\xAEB`\x82",
            Self::Jpeg => b"\xFF\xD8\xFF\xE0 image \xFF\xD9",
            Self::Programma => b"MZ\x90\0\x03\0\0\0",
            Self::PdfAttivo => b"%PDF-1.7\n1 0 obj\n<</OpenAction 2 0 R /S /JavaScript>>\nendobj\n%%EOF\n",
            Self::Poliglotta => b"\x89PNG\r\n\x1A\n<html><script>0</script></html>\0\0\0\0IEND\xAEB`\x82",
            Self::Vuoto => b"",
        })
    }
}

/// A PDF of so many bytes.
fn pdf_of(size: usize) -> Vec<u8> {
    let (mut content, end) = (b"%PDF-1.7\n".to_vec(), b"\n%%EOF");
    content.resize(size - end.len(), b' ');
    content.extend_from_slice(end);
    content
}

/// An heir presents their declaration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresentaDichiarazione {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// Whether the statements of responsibility in force are given.
    #[serde(default = "yes")]
    pub responsabilita: bool,
}

/// The branch asks for documents.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RichiedeDocumenti {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// The kinds that are asked for.
    pub documenti: Vec<String>,
}

/// The branch refuses a declaration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RespingeDichiarazione {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// Why.
    pub motivo: String,
}

/// An heir consents that another is paid the whole.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consente {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// The other heir, by name.
    pub a: String,
    /// How often it is given; the answer is that of the last time.
    #[serde(default = "once")]
    pub volte: u32,
}

/// An heir enters work, or asks whether it may be entered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inserisce {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// The worker.
    pub prestatore: String,
    /// Whether the heir states to know of no employment that comma 5 forbids.
    #[serde(default = "yes")]
    pub comma_5: bool,
    /// The name by which later steps call the record.
    pub come: Option<String>,
}

/// An heir cancels an entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnullaInserimento {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// The record, by the name it got.
    pub prestazione: String,
}

/// An heir asks for their share, or for the whole.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RichiedeQuota {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// Whether the whole is asked for.
    #[serde(default)]
    pub intero: bool,
    /// The own share, where the declaration does not say it.
    pub quota: Option<String>,
    /// The account.
    #[serde(default = "account")]
    pub iban: String,
    /// Its holders, by name; the heir alone unless said.
    pub intestatari: Option<Vec<String>>,
    /// The name by which later steps call the refund.
    pub come: Option<String>,
}

/// An heir withdraws a request.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RitiraQuota {
    /// The heir.
    pub erede: String,
    /// The deceased.
    pub utilizzatore: String,
    /// The refund, by the name it got.
    pub rimborso: String,
}

/// A case.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pratica {
    /// The deceased.
    pub utilizzatore: String,
    /// Its state as the branch sees it; `non_visibile` as long as nobody has presented anything.
    pub stato: String,
    /// The records that the death leaves to the branch to look at, by the names they got; not compared unless said.
    pub da_verificare: Option<Vec<String>>,
}

impl Pratica {
    /// A case that the branch does not see.
    pub fn unseen(defunto: &Parte) -> Self {
        Self { utilizzatore: defunto.nome.clone(), stato: "non_visibile".to_owned(), da_verificare: None }
    }
}

fn account() -> String {
    "IT60X0542811101000000123456".to_owned()
}

const fn yes() -> bool {
    true
}

const fn once() -> u32 {
    1
}
