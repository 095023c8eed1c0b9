//! A file that is too long hides more than one decision.

use std::path::Path;

use crate::tidy::Finding;

/// Lines of one Rust file, this number included.
const FILE_LINES_MAX: usize = 400;

pub(super) fn check(path: &Path, text: &str) -> Option<Finding> {
    let lines = text.lines().count();
    (lines > FILE_LINES_MAX)
        .then(|| Finding::new(path, lines, format!("the file has {lines} lines, the most is {FILE_LINES_MAX}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_allowed_line_is_the_four_hundredth() {
        let path = Path::new("a.rs");
        assert_eq!(check(path, &"//\n".repeat(400)), None);
        let finding = Finding::new(path, 401, "the file has 401 lines, the most is 400");
        assert_eq!(check(path, &"//\n".repeat(401)), Some(finding));
    }
}
