//! Checks of form that no single type can make: the law is checked by the core.

use super::types::tempo::Giorno;
use crate::problem::Problem;

/// A list of at most `max` items, inclusive.
pub(crate) fn at_most<T>(pointer: &str, items: &[T], max: usize) -> Result<(), Problem> {
    if items.len() > max {
        return Err(Problem::invalid_field(pointer, format!("non deve avere più di {max} elementi")));
    }
    Ok(())
}

/// A list of at least one item, which a request about its items cannot do without.
pub(crate) fn not_empty<T>(pointer: &str, items: &[T]) -> Result<(), Problem> {
    if items.is_empty() {
        return Err(Problem::invalid_field(pointer, "deve avere almeno un elemento"));
    }
    Ok(())
}

/// A period that does not end before it begins.
pub(crate) fn period(pointer: &str, dal: Giorno, al: Option<Giorno>) -> Result<(), Problem> {
    if al.is_some_and(|al| al < dal) {
        return Err(Problem::invalid_field(pointer, "precede il primo giorno del periodo"));
    }
    Ok(())
}
