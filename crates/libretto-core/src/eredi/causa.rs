//! Why a check about heirs failed, where one code has several causes: what the person reads differs with it.

use serde::{Deserialize, Serialize};

/// A cause.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Causa {
    /// The other heir is the declarant.
    SeStesso,
    /// The other heir is the deceased.
    Defunto,
    /// The other heir is named twice.
    Ripetuto,
    /// More other heirs than a declaration holds.
    TroppiCoeredi,
    /// The other heir is none of the case.
    EstraneoAllaPratica,
    /// A delegation names no other heir.
    NonIndicato,
    /// The day of birth of the other heir is neither written nor told by the fiscal code.
    SenzaDataNascita,
    /// A file of no admitted format.
    FormatoSconosciuto,
    /// A file that is cut off, or goes on after its end.
    FileNonIntegro,
    /// A file that holds another one, or a program.
    ContenutoEstraneo,
}

impl Causa {
    /// The name in the JSON of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SeStesso => "se_stesso",
            Self::Defunto => "defunto",
            Self::Ripetuto => "ripetuto",
            Self::TroppiCoeredi => "troppi_coeredi",
            Self::EstraneoAllaPratica => "estraneo_alla_pratica",
            Self::NonIndicato => "non_indicato",
            Self::SenzaDataNascita => "senza_data_nascita",
            Self::FormatoSconosciuto => "formato_sconosciuto",
            Self::FileNonIntegro => "file_non_integro",
            Self::ContenutoEstraneo => "contenuto_estraneo",
        }
    }

    /// The cause as the person reads it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::SeStesso => "Tra gli altri eredi c'è chi fa la richiesta: vanno indicate solo altre persone.",
            Self::Defunto => "Tra gli altri eredi c'è la persona deceduta.",
            Self::Ripetuto => "Lo stesso erede è indicato più volte.",
            Self::TroppiCoeredi => "Gli altri eredi indicati sono troppi per una dichiarazione.",
            Self::EstraneoAllaPratica => "La persona indicata non risulta tra gli eredi di questa pratica.",
            Self::NonIndicato => "Una delega deve indicare l'altro erede che la dà.",
            Self::SenzaDataNascita => {
                "Manca la data di nascita di un altro erede, che dal codice fiscale indicato non si ricava."
            }
            Self::FormatoSconosciuto => {
                "Il file non è un PDF, un JPEG o un PNG. Conta il contenuto: cambiare il nome del file non basta."
            }
            Self::FileNonIntegro => {
                "Il file è incompleto, o continua dopo la sua fine. Va caricato di nuovo dall'originale."
            }
            Self::ContenutoEstraneo => {
                "Il file contiene un altro file o un programma. Serve la copia semplice, per esempio una nuova \
                 scansione o la stampa in PDF."
            }
        }
    }
}
