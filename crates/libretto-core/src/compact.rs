//! Documents that are kept for ever say only what does not go without saying: what serde asks of a field for that.

/// Whether a value goes without saying.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What holds unless the contrary is said.
pub(crate) const fn yes() -> bool {
    true
}

/// Whether something holds, and so goes without saying.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
pub(crate) const fn is_yes(value: &bool) -> bool {
    *value
}
