//! `GET /documenti/manuale-eredi`: the manual for heirs, a page for people made from a text of the documentation.

use crate::problem::pages::{escaped, html, page};
use actix_web::{HttpResponse, get};
use std::fmt::Write as _;

/// The manual as it is written: a title, sections, paragraphs and lists.
const MANUALE: &str = include_str!("../../../../../docs/manuale-eredi.md");

/// Manuale per gli eredi
///
/// Che cosa può fare un erede, passo per passo: una pagina per le persone. Pubblico.
#[utoipa::path(
    tag = "Eredi",
    operation_id = "manualeEredi",
    security(()),
    responses((status = 200, description = "Il manuale", body = String, content_type = "text/html"))
)]
#[get("/documenti/manuale-eredi")]
pub(crate) async fn leggi() -> HttpResponse {
    html(&rendered(MANUALE))
}

/// A page from a text in which blank lines part blocks. A block is a title (`#`), the head of a section (`##`), a list (each
/// item begins with `- ` or a number) or a paragraph; what stands between two pairs of asterisks is emphasised.
fn rendered(text: &str) -> String {
    let (mut title, mut main) = ("", String::new());
    for block in text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        if let Some(head) = block.strip_prefix("# ") {
            title = head;
        } else if let Some(head) = block.strip_prefix("## ") {
            // Writing to a String cannot fail.
            let _ = writeln!(main, "<h2>{}</h2>", inline(head));
        } else if block.starts_with("- ") {
            list(&mut main, "ul", block);
        } else if numbered(block).is_some() {
            list(&mut main, "ol", block);
        } else {
            let _ = writeln!(main, "<p>{}</p>", inline(block));
        }
    }
    page(title, &main)
}

fn list(main: &mut String, kind: &str, block: &str) {
    let _ = writeln!(main, "<{kind}>");
    for line in block.lines() {
        let item = line.strip_prefix("- ").or_else(|| numbered(line)).unwrap_or(line);
        let _ = writeln!(main, "<li>{}</li>", inline(item));
    }
    let _ = writeln!(main, "</{kind}>");
}

/// What follows the number of an item.
fn numbered(line: &str) -> Option<&str> {
    let (number, item) = line.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(item)
}

fn inline(text: &str) -> String {
    let parts = text.split("**").enumerate();
    parts
        .map(|(place, part)| if place % 2 == 1 { format!("<strong>{}</strong>", escaped(part)) } else { escaped(part) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_elements_and_text_is_escaped() {
        let page = rendered("# Titolo\n\n## Parte\n\nUno < **due**\n\n- a\n- b\n\n1. c\n2. d\n");
        for part in [
            "<h1>Titolo</h1>",
            "<h2>Parte</h2>",
            "<p>Uno &lt; <strong>due</strong></p>",
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
            "<ol>\n<li>c</li>\n<li>d</li>\n</ol>",
        ] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
    }

    #[test]
    fn the_manual_has_a_title_and_leaves_no_mark_behind() {
        let page = rendered(MANUALE);
        assert!(page.contains("<h1>") && page.matches("<h2>").count() >= 5);
        for mark in ["**", "\n#", "\n- ", "](", "`"] {
            assert!(!page.contains(mark), "{mark:?} is left in the page");
        }
    }
}
