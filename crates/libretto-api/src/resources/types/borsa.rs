//! The purse that pays and what is declared for the bonus, on the wire.

use libretto_core::portafoglio::Borsa;
use libretto_core::prestazione::Parentela;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Borsa del portafoglio.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Borsa)]
pub enum BorsaJson {
    /// Le somme versate dall'utilizzatore.
    #[default]
    Propria,
    /// Il bonus concesso da un'amministrazione: paga solo ciò per cui è dato.
    Bonus,
}

impl From<BorsaJson> for Borsa {
    fn from(borsa: BorsaJson) -> Self {
        match borsa {
            BorsaJson::Propria => Self::Propria,
            BorsaJson::Bonus => Self::Bonus,
        }
    }
}

impl From<Borsa> for BorsaJson {
    fn from(borsa: Borsa) -> Self {
        match borsa {
            Borsa::Propria => Self::Propria,
            Borsa::Bonus => Self::Bonus,
        }
    }
}

/// Parentela tra il prestatore e l'utilizzatore, dichiarata da quest'ultimo.
#[derive(Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Parentela)]
pub enum ParentelaJson {
    /// Nessuna.
    #[default]
    Nessuna,
    /// Familiare che vive con l'utilizzatore.
    FamiliareConvivente,
    /// Familiare che vive altrove, come un nonno.
    FamiliareNonConvivente,
    /// Genitore del bambino, o chi ne ha la responsabilità.
    Genitore,
}

impl From<Parentela> for ParentelaJson {
    fn from(parentela: Parentela) -> Self {
        match parentela {
            Parentela::Nessuna => Self::Nessuna,
            Parentela::FamiliareConvivente => Self::FamiliareConvivente,
            Parentela::FamiliareNonConvivente => Self::FamiliareNonConvivente,
            Parentela::Genitore => Self::Genitore,
        }
    }
}

impl From<ParentelaJson> for Parentela {
    fn from(parentela: ParentelaJson) -> Self {
        match parentela {
            ParentelaJson::Nessuna => Self::Nessuna,
            ParentelaJson::FamiliareConvivente => Self::FamiliareConvivente,
            ParentelaJson::FamiliareNonConvivente => Self::FamiliareNonConvivente,
            ParentelaJson::Genitore => Self::Genitore,
        }
    }
}
