//! The words that tell one figure from another. Each comes from a closed list: what a caller writes never becomes one, so
//! that a caller can neither fill the memory with figures nor leave personal data in them.

use actix_web::http::Method;
use prometheus_client::encoding::EncodeLabelSet;

/// What stands for a path that no operation has, and for a method that HTTP does not define.
pub(crate) const UNKNOWN: &str = "-";

/// One kind of answer.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
pub(super) struct Answer {
    pub(super) method: &'static str,
    pub(super) route: String,
    pub(super) status: u16,
}

/// One operation.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) route: String,
}

/// One type of problem, by its stable code.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
pub(super) struct Code {
    pub(super) code: &'static str,
}

/// Whose bucket was empty.
#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
pub(super) struct Bucket {
    pub(super) bucket: &'static str,
}

/// The name of a method that HTTP defines; [`UNKNOWN`] for any other word.
pub(crate) fn method_name(method: &Method) -> &'static str {
    const NAMES: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];
    NAMES.into_iter().find(|name| *name == method.as_str()).unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_caller_is_no_method() {
        let name = |text: &str| Method::from_bytes(text.as_bytes()).as_ref().map(method_name).ok();
        assert_eq!(name("PATCH"), Some("PATCH"));
        assert_eq!(name("RSSMRA80A01H501U"), Some("-"));
        assert_eq!(name("get"), Some("-"), "methods are written in capitals");
    }
}
