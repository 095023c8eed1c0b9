//! Tells an unknown path (404) from a known path with another method (405 and `Allow`).
//!
//! Each operation is registered on its own, so the router only says "no match". The table is built from the document, which
//! lists exactly what is registered.

use crate::BASE_PATH;
use crate::problem::{Problem, ProblemType};
use actix_web::dev::ResourceDef;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::Value;

/// The methods of an OpenAPI path item, as HTTP writes them.
const METHODS: [&str; 8] = ["get", "head", "post", "put", "patch", "delete", "options", "trace"];

/// Every known path with its methods.
pub struct MethodTable(Vec<(ResourceDef, String)>);

impl MethodTable {
    /// Reads the paths of a document, which are relative to the base path unless they name their own servers, and adds paths of the root that only answer `GET`.
    pub fn new(document: &Value, root_get: &[&str]) -> Self {
        let documented = document["paths"].as_object().into_iter().flatten().map(|(path, item)| {
            let allowed: Vec<String> = METHODS
                .iter()
                .filter(|method| item.get(**method).is_some())
                .map(|method| method.to_uppercase())
                .collect();
            // A path that names its own servers is at the root of them.
            let base = if item.get("servers").is_some() { "" } else { BASE_PATH };
            (ResourceDef::new(format!("{base}{path}")), allowed.join(", "))
        });
        let root = root_get.iter().map(|path| (ResourceDef::new(*path), "GET".to_owned()));
        Self(documented.chain(root).collect())
    }

    fn allowed(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, allowed)| allowed.as_str())
    }
}

/// Answers what no operation matched.
///
/// # Errors
/// Always: `metodo-non-ammesso` with `Allow`, or `non-trovato`.
pub async fn unmatched(request: HttpRequest, table: web::Data<MethodTable>) -> Result<HttpResponse, Problem> {
    match table.allowed(request.path()).and_then(|allowed| HeaderValue::from_str(allowed).ok()) {
        Some(allowed) => Err(Problem::new(ProblemType::MetodoNonAmmesso).header(ALLOW, allowed)),
        None => Err(Problem::not_found().detail("Nessuna risorsa risponde a questo indirizzo.")),
    }
}
