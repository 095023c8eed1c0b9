//! A lint is silenced with `expect` and a reason, which complains once it is no longer needed, never with `allow`.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::tidy::Finding;

/// Looks at tokens, not at parsed attributes: those inside the body of a macro count too.
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
        match token {
            TokenTree::Group(group) => {
                if after_hash {
                    search_attribute(path, group.stream(), findings);
                } else {
                    search(path, group.stream(), findings);
                }
                after_hash = false;
            }
            // An inner attribute has a `!` between the hash and the bracket.
            TokenTree::Punct(punct) => after_hash = punct.as_char() == '#' || (after_hash && punct.as_char() == '!'),
            TokenTree::Ident(_) | TokenTree::Literal(_) => after_hash = false,
        }
    }
}

/// Inside `#[...]`, at any depth because of `cfg_attr`: `allow` followed by a list.
fn search_attribute(path: &Path, tokens: TokenStream, findings: &mut Vec<Finding>) {
    let mut allow = None;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => allow = (ident == "allow").then(|| ident.span().start().line),
            TokenTree::Group(group) => {
                if let Some(line) = allow.take() {
                    findings.push(Finding::new(path, line, "`allow`: use `expect` with a reason"));
                }
                search_attribute(path, group.stream(), findings);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => allow = None,
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
    fn every_form_of_allow_is_found() {
        assert_eq!(lines("#[allow(dead_code)]\nfn f() {}"), [1]);
        assert_eq!(lines("#![allow(dead_code)]"), [1]);
        assert_eq!(lines("fn f() {\n    #[allow(unused, reason = \"x\")]\n    let a = 1;\n}"), [2]);
        assert_eq!(lines("#[cfg_attr(test, allow(dead_code))]\nfn f() {}"), [1]);
        assert_eq!(lines("macro_rules! m { () => {\n #[allow(dead_code)] fn f() {} } }"), [2]);
    }

    #[test]
    fn expectations_comments_strings_and_calls_are_not() {
        assert_eq!(lines("#[expect(dead_code, reason = \"allow(x)\")]\nfn f() { s.allow(1); }"), [0_usize; 0]);
        assert_eq!(lines("/// never #[allow(dead_code)]\nconst A: &str = \"#[allow(x)]\";"), [0_usize; 0]);
    }
}
