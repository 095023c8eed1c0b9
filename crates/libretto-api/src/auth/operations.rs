//! Which operation a request asks for, and whether callers of its kind do it at all: the table of permissions of the core, asked
//! once for every operation that wants to know who calls. Whose things it is about is decided by the core.

use super::caller::Caller;
use crate::BASE_PATH;
use crate::problem::{Problem, ProblemType};
use actix_web::http::Method;
use actix_web::{HttpRequest, web};
use libretto_core::catalogue::Codice;
use libretto_core::context::Channel;
use libretto_core::permessi::{Operazione, Veste};
use serde_json::Value;
use std::collections::HashMap;

/// The operation behind each method and pattern of a path, read from the document, which lists exactly what is registered.
pub struct OperationTable(HashMap<(Method, String), Operazione>);

impl OperationTable {
    /// Reads a document. An operation without a row in the table of permissions is left out, and so open to nobody.
    pub fn new(document: &Value) -> Self {
        let mut table = HashMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            // A path that names its own servers is at the root of them.
            let base = if item.get("servers").is_some() { "" } else { BASE_PATH };
            for (method, operation) in item.as_object().into_iter().flatten() {
                let method = Method::from_bytes(method.to_uppercase().as_bytes());
                let named = operation["operationId"].as_str().and_then(Operazione::named);
                if let (Ok(method), Some(operazione)) = (method, named) {
                    table.insert((method, format!("{base}{path}")), operazione);
                }
            }
        }
        Self(table)
    }

    /// The operation that a request asks for.
    pub fn of(&self, request: &HttpRequest) -> Option<Operazione> {
        // Whatever answers to GET answers to HEAD, with the same rights.
        let method = if request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
        self.0.get(&(method, request.match_pattern()?)).copied()
    }
}

/// Goes on only when callers of this kind do what is asked for.
///
/// # Errors
/// `operazione-non-consentita`; `canale-non-ammesso` when only the channel is in the way.
pub(super) fn check(request: &HttpRequest, caller: &Caller) -> Result<(), Problem> {
    let table = request.app_data::<web::Data<OperationTable>>();
    let Some(operazione) = table.and_then(|table| table.of(request)) else {
        return Err(Problem::forbidden().cause("an operation without a row in the table of permissions"));
    };
    if operazione.admits(Veste::Chiunque) {
        return Ok(());
    }
    let known = caller.to_core()?;
    if known.may(operazione) {
        return Ok(());
    }
    let by_kind = known.vesti().iter().any(|veste| operazione.admits(*veste));
    Err(if by_kind && known.channel() == Channel::App {
        Problem::new(ProblemType::Decisione(Codice::CanaleNonAmmesso))
            .detail("L'operazione non è disponibile nell'app: va fatta dal portale.")
    } else {
        Problem::forbidden().cause(format!("role {:?}", caller.role))
    })
}
