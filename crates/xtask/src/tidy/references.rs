//! The repository explains itself: nothing in it may point at a place that only one machine has.

use std::path::Path;

use crate::tidy::Finding;

/// Written in two halves, or this file would be its own finding.
const FORBIDDEN: [&str; 2] = [concat!("../", "shared"), concat!("/wo", "rk/")];

pub(super) fn check(path: &Path, text: &str) -> Vec<Finding> {
    let numbered = text.lines().enumerate();
    numbered
        .flat_map(|(index, line)| {
            let found = FORBIDDEN.iter().filter(|forbidden| line.contains(**forbidden));
            found.map(move |forbidden| Finding::new(path, index + 1, format!("refers to `{forbidden}`")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_outside_the_repository_is_found_with_its_line() {
        let text = format!("fine: shared, work\nsee {}/design.md", FORBIDDEN[0]);
        let lines = check(Path::new("a.md"), &text).into_iter().map(|finding| finding.line).collect::<Vec<_>>();
        assert_eq!(lines, [2]);
        assert_eq!(check(Path::new("a.md"), &format!("cd {}main", FORBIDDEN[1])).len(), 1);
    }
}
