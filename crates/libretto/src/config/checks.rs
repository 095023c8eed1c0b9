//! What is wrong in a configuration, collected so that all of it is told at once.

use std::net::IpAddr;
use std::str::FromStr;

/// Collects what is wrong.
pub(super) struct Checks(pub(super) Vec<String>);

impl Checks {
    /// A value in its type.
    pub(super) fn parse<T: FromStr>(&mut self, name: &str, text: &str, expected: &str) -> Option<T> {
        let value = text.parse().ok();
        self.require(value.is_some(), || format!("  {name}: «{text}» non è {expected}"));
        value
    }

    /// Notes the message unless the condition holds.
    pub(super) fn require(&mut self, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.0.push(message());
        }
    }

    /// A place of public keys: a file or an https address. Plain http is for a server on this very machine, where nobody stands
    /// between.
    pub(super) fn keys(&mut self, name: &str, place: &str) {
        let plain = place.strip_prefix("http://");
        self.require(plain.is_none_or(is_loopback), || {
            format!("  {name}: {place} deve essere un file o un indirizzo https (http solo verso questa macchina)")
        });
    }
}

/// Whether the authority of an address, before its path, is this machine.
fn is_loopback(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split_once(']').map_or("", |(host, _)| host),
        None => authority.split_once(':').map_or(authority, |(host, _)| host),
    };
    host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_machine_is_this_machine() {
        for good in ["127.0.0.1:8080/jwks", "127.0.0.1", "[::1]:9/x", "127.1.2.3/"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "idp.example",
            "127.0.0.1.example/jwks",
            "10.0.0.1/",
            "a@127.0.0.1/",
            "127.0.0.1@evil.example/",
            "[::2]",
            "localhost",
            "",
        ] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }
}
