//! Bodies that act for others, and what people give them.

use serde::Deserialize;

/// A body.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ente {
    /// Its identifier on the interoperability platform.
    pub id: String,
    /// `patronato`, `consulente_del_lavoro`, `commercialista` or `avvocato`.
    pub categoria: String,
}

/// A delegation is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConferisceDelega {
    /// Who gives it online, or the body that enters what was signed on paper, by name.
    pub da: String,
    /// Who delegates.
    pub delegante: String,
    /// The body.
    pub ente: String,
    /// `utilizzatore` or `prestatore`.
    pub ruolo: String,
    /// Any of `consultazione`, `profilo`, `prestazioni` and `portafoglio`.
    pub ambiti: Vec<String>,
    /// First day; that of the act unless said.
    pub dal: Option<String>,
    /// Last day, inclusive; until it is revoked unless said.
    pub al: Option<String>,
    /// How the body calls the signed document.
    pub documento: Option<String>,
    /// The name by which later steps call it.
    pub come: Option<String>,
}

/// A delegation is revoked, or given back.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocaDelega {
    /// Who had given it, or the body, by name.
    pub da: String,
    /// The delegation, by the name it got.
    pub delega: String,
}
