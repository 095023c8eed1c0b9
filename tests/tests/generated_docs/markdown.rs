//! The little of Markdown that the documents need.

/// What a generated document begins with, after its title.
pub(super) const NOTICE: &str = "<!-- Written by tests/tests/generated_docs. Do not edit: run \
    `LIBRETTO_AGGIORNA=1 cargo nextest run -p libretto-tests generated`. -->";

const BEGIN: &str = "<!-- generated: begin -->\n";
const END: &str = "<!-- generated: end -->";

/// A table. A cell without content becomes a dash.
pub(super) fn table<const COLUMNS: usize>(
    head: [&str; COLUMNS],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> String {
    let rows = rows.into_iter().map(|row| {
        let cells = row.map(|cell| if cell.is_empty() { "–".to_owned() } else { cell.replace('|', "\\|") });
        format!("| {} |", cells.join(" | "))
    });
    let mut lines = vec![format!("| {} |", head.join(" | ")), format!("|{}", "---|".repeat(COLUMNS))];
    lines.extend(rows);
    lines.join("\n") + "\n"
}

/// Names in code style, separated by commas.
pub(super) fn codes(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}

/// The document with what is between its two marks replaced; `None` when it has not both, in order.
pub(super) fn with_generated(document: &str, generated: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{NOTICE}\n\n{generated}{END}{after}"))
}

#[test]
fn only_what_is_between_the_generated_marks_is_replaced() {
    let document = format!("a\n{BEGIN}old\n{END}\nz\n");
    let replaced = with_generated(&document, "new\n").expect("both marks are there");
    assert_eq!(replaced, format!("a\n{BEGIN}{NOTICE}\n\nnew\n{END}\nz\n"));
    assert_eq!(with_generated(&replaced, "new\n"), Some(replaced.clone()), "a second time changes nothing");
    assert_eq!(with_generated("a", "new"), None);
}
