//! A relative link in a document leads to a file that exists.

use std::path::Path;

use pulldown_cmark::{Event, Parser, Tag};

use crate::tidy::Finding;

pub(super) fn check(root: &Path, path: &Path, text: &str) -> Vec<Finding> {
    let folder = root.join(path).parent().map(Path::to_path_buf).unwrap_or_default();
    let mut findings = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else {
            continue;
        };
        let Some(target) = relative(&dest_url) else { continue };
        if !folder.join(target).exists() {
            let line = text[..range.start].matches('\n').count() + 1;
            findings.push(Finding::new(path, line, format!("the link leads nowhere: {dest_url}")));
        }
    }
    findings
}

/// The file part of a relative link; nothing for addresses, for places in the same document and for the paths of the API.
fn relative(destination: &str) -> Option<&str> {
    let is_elsewhere =
        destination.contains("://") || destination.starts_with("mailto:") || destination.starts_with('/');
    let file = destination.split('#').next().unwrap_or_default();
    (!is_elsewhere && !file.is_empty()).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, io};

    #[test]
    fn links_are_followed_from_the_folder_of_the_document() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        fs::create_dir_all(root.path().join("docs/adr"))?;
        fs::write(root.path().join("docs/API.md"), "")?;
        let text = "[a](../API.md#errors)\n[b](https://example.org/x)\n[c](#here)\n[d](mailto:a@example.org)\n\
                    `[e](code.md)`\n[f][ref] ![g](missing.png)\n\n[ref]: API.md\n";
        let findings = check(root.path(), Path::new("docs/adr/0001.md"), text);
        let found = findings.iter().map(|finding| (finding.line, finding.message.as_str())).collect::<Vec<_>>();
        assert_eq!(found, [(6, "the link leads nowhere: API.md"), (6, "the link leads nowhere: missing.png")]);
        Ok(())
    }
}
