//! The OpenAPI document. Operations come from the same registration that feeds the server; what every operation has in common
//! is added here once, by [`document`].
//!
//! A handler says what is its own: summary and description (its doc comment), `tag`, `operation_id`, parameters, bodies and its
//! 2xx answers. It says `security(())` only when it is public. Vouchers and
//! their headers, rate-limit headers, `Cache-Control`, the errors that follow from
//! what it takes (token, path, query, body, `Idempotency-Key`, `If-Match`), `429`, `503` and `default` are added.

mod info;
mod operations;
mod pdnd;
mod references;
mod responses;
mod schemas;
pub mod ui;

use crate::cursor::{Cursor, PageLimit};
use crate::problem::{Problema, pages};
use crate::server::Mounts;
use crate::{ServiceConfig, status};
use actix_web::App;
use actix_web::web::Bytes;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;

pub use info::{SECURITY_SCHEME, TAGS, VOUCHER_SCHEME};

/// The document in both of its forms.
pub struct Document {
    value: Value,
    text: Bytes,
}

impl Document {
    /// The document of these operations and of those that every service has.
    pub fn new(routes: &impl Mounts) -> Self {
        let value = whole(|config| routes.below_base(config), |config| routes.at_root(config));
        let text = Bytes::from(text(&value));
        Self { value, text }
    }

    /// The parsed form.
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// The form that is served and committed.
    pub const fn text(&self) -> &Bytes {
        &self.text
    }
}

/// The operations that do not belong to the domain: `/status` and the pages of problems.
pub(crate) fn infrastructure(config: &mut ServiceConfig<'_>) {
    status::routes(config);
    pages::routes(config);
}

/// The document of these operations and of those that every service has. It is a pure function of the code: two runs give the same.
pub fn document(routes: impl Fn(&mut ServiceConfig<'_>)) -> Value {
    whole(routes, |_| ())
}

/// The same, with operations at the root of the server: their paths name the servers they are on.
pub(crate) fn whole(
    below_base: impl FnOnce(&mut ServiceConfig<'_>),
    at_root: impl FnOnce(&mut ServiceConfig<'_>),
) -> Value {
    let base = App::new().into_utoipa_app().configure(infrastructure).configure(below_base).split_for_parts().1;
    let root = App::new().into_utoipa_app().configure(at_root).split_for_parts().1;
    // The types of utoipa always serialise; an empty document would fail every rule.
    let mut document = serde_json::to_value(base).unwrap_or_else(|_| json!({}));
    add_root(&mut document, &serde_json::to_value(root).unwrap_or_else(|_| json!({})));
    info::describe(&mut document);
    add_shared_schemas(&mut document);
    schemas::normalise(&mut document);
    let used = operations::complete(&mut document);
    pdnd::open(&mut document);
    responses::add(&mut document, &used);
    references::remove_unused(&mut document);
    document
}

/// Adds the paths and the schemas of operations at the root.
fn add_root(document: &mut Value, root: &Value) {
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    for (path, mut item) in members(&root["paths"]) {
        item["servers"] = info::root_servers();
        document["paths"][path] = item;
    }
    for (name, schema) in members(&root["components"]["schemas"]) {
        document["components"]["schemas"][name] = schema;
    }
}

/// The committed form: indented, with a final new line, its parts in the order in which people read them.
pub fn text(document: &Value) -> String {
    #[derive(Serialize)]
    struct Ordered<'a> {
        openapi: &'a Value,
        info: &'a Value,
        servers: &'a Value,
        security: &'a Value,
        tags: &'a Value,
        paths: &'a Value,
        components: &'a Value,
    }
    let ordered = Ordered {
        openapi: &document["openapi"],
        info: &document["info"],
        servers: &document["servers"],
        security: &document["security"],
        tags: &document["tags"],
        paths: &document["paths"],
        components: &document["components"],
    };
    let mut text = serde_json::to_string_pretty(&ordered).unwrap_or_default();
    text.push('\n');
    text
}

/// The schemas of problems belong to no operation's own answer, and those of parameters are not collected with the operation.
fn add_shared_schemas(document: &mut Value) {
    let mut found = Vec::new();
    Problema::schemas(&mut found);
    found.push((Problema::name().into_owned(), Problema::schema()));
    found.push((PageLimit::name().into_owned(), PageLimit::schema()));
    found.push((Cursor::name().into_owned(), Cursor::schema()));
    for (name, schema) in found {
        document["components"]["schemas"][name] = serde_json::to_value(schema).unwrap_or_default();
    }
}

/// The operations of a document: path, method, operation.
fn operations_mut(document: &mut Value) -> impl Iterator<Item = (&String, &mut Map<String, Value>)> {
    document["paths"].as_object_mut().into_iter().flatten().flat_map(|(path, item)| {
        let operations = item.as_object_mut().into_iter().flatten().filter(|(name, _)| *name != "parameters");
        operations.filter_map(move |(_, operation)| Some((path, operation.as_object_mut()?)))
    })
}
