//! `Agid-JWT-Signature` with `Digest` (`INTEGRITY_REST_02`): the organisation signed what the call carries and says of itself.

use super::jws::{ClientClaims, of_client};
use super::once::Once;
use super::voucher::Voucher;
use crate::auth::failure::AuthFailure;
use crate::auth::keys::KeySource;
use actix_web::http::header::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Name of the header with the signature.
pub const SIGNATURE_HEADER: &str = "Agid-JWT-Signature";

/// Name of the header with the digest of the body (RFC 3230, as the Italian rules have it).
pub const DIGEST_HEADER: &str = "Digest";

/// How many headers may be signed, inclusive.
const SIGNED_MAX: usize = 16;

/// What is always signed.
const DIGEST: &str = "digest";

/// What is signed where it is sent, since it says how the body is to be read.
const SIGNED_WHERE_SENT: [&str; 2] = ["content-type", "content-encoding"];

#[derive(Deserialize)]
struct Claims {
    #[serde(flatten)]
    common: ClientClaims,
    signed_headers: Vec<BTreeMap<String, String>>,
}

/// A good signature of a body that is still to be read.
pub(super) struct Signed {
    digest: [u8; 32],
    pub(super) once: Once,
}

impl Signed {
    /// Whether this is the body that was signed, as it came.
    pub(super) fn check(&self, body: &[u8]) -> Result<(), AuthFailure> {
        let found: [u8; 32] = Sha256::digest(body).into();
        if found == self.digest { Ok(()) } else { Err(AuthFailure::Invalid("the body is not the signed one")) }
    }
}

/// Verifies the signature and the headers it covers.
pub(super) async fn verify(
    headers: &HeaderMap,
    voucher: &Voucher,
    audience: &str,
    keys: &dyn KeySource,
    now: i64,
) -> Result<Signed, AuthFailure> {
    let signature = single(headers, SIGNATURE_HEADER)?.ok_or(AuthFailure::Invalid("no signature"))?;
    let (parts, key) = of_client(signature, &voucher.client_id, keys).await?;
    let claims: Claims = parts.verify(&key)?;
    claims.common.check(&voucher.client_id, audience, now)?;
    let signed = names_and_values(&claims.signed_headers)?;
    for (name, value) in &signed {
        if single(headers, name)? != Some(*value) {
            return Err(AuthFailure::Invalid("a signed header is not the received one"));
        }
    }
    let digest = signed.get(DIGEST).ok_or(AuthFailure::Invalid("digest is not signed"))?;
    if SIGNED_WHERE_SENT.iter().any(|name| headers.contains_key(*name) && !signed.contains_key(name)) {
        return Err(AuthFailure::Invalid("a header that tells how to read the body is not signed"));
    }
    let digest = sha256(digest).ok_or(AuthFailure::Invalid("digest"))?;
    let once = Once::of("firma", &voucher.client_id, &claims.common.jti, claims.common.exp);
    Ok(Signed { digest, once })
}

/// A list of objects of one member each: names in lower case, each once.
fn names_and_values(signed: &[BTreeMap<String, String>]) -> Result<BTreeMap<&str, &str>, AuthFailure> {
    let wrong = AuthFailure::Invalid("signed_headers");
    if signed.len() > SIGNED_MAX {
        return Err(wrong);
    }
    let mut found = BTreeMap::new();
    for header in signed {
        let mut members = header.iter();
        let (Some((name, value)), None) = (members.next(), members.next()) else {
            return Err(wrong);
        };
        let lower = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !lower || found.insert(name.as_str(), value.as_str()).is_some() {
            return Err(wrong);
        }
    }
    Ok(found)
}

/// The value of a header that may be sent once; `None` where it is not sent.
pub(super) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, AuthFailure> {
    let mut values = headers.get_all(name);
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(AuthFailure::Invalid("a header is sent twice"));
    }
    value.to_str().map(Some).map_err(|_| AuthFailure::Invalid("a header that is not ASCII"))
}

/// `SHA-256=<base64>`, alone.
fn sha256(digest: &str) -> Option<[u8; 32]> {
    let (algorithm, value) = digest.split_once('=')?;
    if !algorithm.eq_ignore_ascii_case("SHA-256") {
        return None;
    }
    STANDARD.decode(value).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn each_signed_header_is_an_object_of_its_own() {
        assert_eq!(names_and_values(&[map(&[("digest", "x")]), map(&[("content-type", "y")])]).unwrap().len(), 2);
        for bad in [
            vec![map(&[])],
            vec![map(&[("digest", "x"), ("content-type", "y")])],
            vec![map(&[("Digest", "x")])],
            vec![map(&[("digest", "x")]), map(&[("digest", "y")])],
            vec![map(&[("", "x")]), map(&[("", "x")])],
        ] {
            assert!(names_and_values(&bad).is_err(), "{bad:?}");
        }
        let many: Vec<_> = (0..=SIGNED_MAX).map(|number| map(&[(&format!("x-{number}"), "x")])).collect();
        assert!(names_and_values(&many[..SIGNED_MAX]).is_ok() && names_and_values(&many).is_err());
    }

    #[test]
    fn only_one_digest_of_the_one_algorithm_is_understood() {
        let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let expected: [u8; 32] = Sha256::digest(b"").into();
        assert_eq!(sha256(&format!("SHA-256={empty}")), Some(expected));
        assert_eq!(sha256(&format!("sha-256={empty}")), Some(expected));
        for bad in [
            empty.to_owned(),
            format!("SHA-512={empty}"),
            format!("SHA-256={empty},SHA-256={empty}"),
            format!("SHA-256={}", empty.trim_end_matches('=')),
            "SHA-256=".to_owned(),
            "SHA-256=AAAA".to_owned(),
        ] {
            assert_eq!(sha256(&bad), None, "{bad}");
        }
    }
}
