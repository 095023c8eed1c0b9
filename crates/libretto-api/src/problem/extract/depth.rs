//! The nesting limit of a JSON text, checked before anything is parsed.

/// The deepest accepted nesting of objects and arrays, inclusive.
pub(super) const DEPTH_LIMIT: usize = 32;

/// Whether the text nests deeper than [`DEPTH_LIMIT`]. Brackets inside strings do not count; a malformed text gets an
/// answer too, and is left to the parser.
pub(super) fn is_too_deep(text: &[u8]) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_inclusive() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(!is_too_deep(nested(DEPTH_LIMIT).as_bytes()));
        assert!(is_too_deep(nested(DEPTH_LIMIT + 1).as_bytes()));
    }

    #[test]
    fn width_and_brackets_in_strings_do_not_count() {
        assert!(!is_too_deep("[],".repeat(100).as_bytes()));
        assert!(!is_too_deep(format!("{{\"a\":\"\\\"{}\"}}", "[".repeat(100)).as_bytes()));
    }
}
