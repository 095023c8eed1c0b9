//! The same ban for SQL written inside the PostgreSQL adapter: string literals that begin with an SQL verb.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::tidy::{Finding, sql};

/// Upper case, as SQL is written here; a message for people does not begin so.
const VERBS: [&str; 20] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "VALUES", "COPY", "CREATE", "ALTER", "DROP", "TRUNCATE",
    "DO", "CALL", "SET", "LOCK", "LISTEN", "NOTIFY", "BEGIN", "START",
];

pub(super) fn check(path: &Path, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Ok(tokens) = text.parse::<TokenStream>() {
        search(path, tokens, &mut findings);
    }
    findings
}

fn search(path: &Path, tokens: TokenStream, findings: &mut Vec<Finding>) {
    let mut after_hash = false;
    for token in tokens {
        let is_attribute = after_hash;
        after_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#' || (after_hash && punct.as_char() == '!'));
        match token {
            // Attributes hold the documentation and the reasons of expectations: prose.
            TokenTree::Group(group) if !is_attribute => search(path, group.stream(), findings),
            TokenTree::Literal(literal) => {
                let lines_before = literal.span().start().line - 1;
                if let Ok(string) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                    && string.value().split_whitespace().next().is_some_and(|word| VERBS.contains(&word))
                {
                    findings.extend(sql::check_statement(path, lines_before, &string.value()));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        check(Path::new("a.rs"), text).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn statements_in_code_and_in_macros_are_checked() {
        assert_eq!(lines("fn f() {\n    query(\"UPDATE a SET b = now()\");\n}"), [2]);
        assert_eq!(lines("const A: &str = r#\"\nSELECT\n  pg_advisory_lock(1)\"#;"), [3]);
        assert_eq!(lines("fn f() { let s = format!(\"SET search_path TO {schema}\"); }"), [1]);
    }

    #[test]
    fn prose_and_documentation_are_not() {
        assert_eq!(lines("/// SELECT now()\nconst A: &str = \"now() is banned\";"), [0_usize; 0]);
        assert_eq!(lines("const A: &str = \"UPDATE a SET b = $1 WHERE c = $2\";"), [0_usize; 0]);
    }
}
