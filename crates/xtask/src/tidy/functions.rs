//! A function that does not fit on a screen does more than one thing.

use std::path::Path;

use syn::visit::{self, Visit};

use crate::tidy::Finding;

/// Lines between the braces of one function, this number included; blank lines and comments count.
const BODY_LINES_MAX: usize = 60;

pub(super) fn check(path: &Path, text: &str) -> Vec<Finding> {
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => {
            return vec![Finding::new(path, error.span().start().line, format!("not Rust: {error}"))];
        }
    };
    let mut bodies = Bodies { path, findings: Vec::new() };
    bodies.visit_file(&file);
    bodies.findings
}

struct Bodies<'file> {
    path: &'file Path,
    findings: Vec<Finding>,
}

impl Bodies<'_> {
    fn measure(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let braces = body.brace_token.span;
        let lines = (braces.close().start().line - braces.open().start().line).saturating_sub(1);
        if lines > BODY_LINES_MAX {
            let message = format!("`fn {}` has {lines} lines, the most is {BODY_LINES_MAX}", signature.ident);
            self.findings.push(Finding::new(self.path, signature.ident.span().start().line, message));
        }
    }
}

impl<'ast> Visit<'ast> for Bodies<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(body) = &function.default {
            self.measure(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<(usize, String)> {
        check(Path::new("a.rs"), text).into_iter().map(|finding| (finding.line, finding.message)).collect()
    }

    fn body(lines: usize) -> String {
        format!("{{\n{}}}", "    work();\n".repeat(lines))
    }

    #[test]
    fn sixty_lines_are_the_most() {
        assert_eq!(findings(&format!("fn f() {}", body(60))), []);
        let expected = [(1, "`fn f` has 61 lines, the most is 60".to_owned())];
        assert_eq!(findings(&format!("fn f() {}", body(61))), expected);
    }

    #[test]
    fn methods_defaults_and_nested_functions_are_measured() {
        let long = body(61);
        assert_eq!(findings(&format!("impl S {{\nfn f() {long}\n}}")).len(), 1);
        assert_eq!(findings(&format!("trait T {{\nfn g();\nfn f() {long}\n}}")).len(), 1);
        assert_eq!(findings(&format!("mod m {{ fn outer() {{\nfn inner() {long}\n}} }}")).len(), 2);
    }

    #[test]
    fn what_cannot_be_parsed_is_a_finding() {
        assert_eq!(findings("fn {").len(), 1);
    }
}
