use libretto_api::openapi::{document, text};
#[test]
fn show() { std::fs::write("/tmp/doc.json", text(&document(|_: &mut libretto_api::ServiceConfig<'_>| ()))).unwrap(); }
