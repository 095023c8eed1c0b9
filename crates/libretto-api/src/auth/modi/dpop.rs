//! The proof of possession of RFC 9449: whoever sends a bound token holds its key, for this call and no other.

use super::jws::{Parts, text};
use super::once::Once;
use crate::auth::failure::AuthFailure;
use crate::auth::keys::VerificationKey;
use crate::auth::known_tokens::LEEWAY_SECONDS;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::Algorithm;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, ThumbprintHash};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Name of the header.
pub const DPOP_HEADER: &str = "DPoP";

/// How old a proof may be, inclusive, in seconds, before the tolerance for the clocks.
const AGE_MAX_SECONDS: i64 = 60;

/// Members of a JWK that hold what nobody else may know.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

#[derive(Deserialize)]
struct Claims {
    jti: String,
    htm: String,
    htu: String,
    iat: i64,
    ath: String,
}

/// The call that a proof must be for.
pub(super) struct Call<'a> {
    /// The method.
    pub(super) method: &'a str,
    /// The address as callers know it, without query.
    pub(super) url: &'a str,
    /// The token that comes with the proof.
    pub(super) token: &'a str,
}

/// Verifies a proof for this call by the key with this thumbprint.
pub(super) fn verify(proof: &str, thumbprint: &str, call: &Call<'_>, now: i64) -> Result<Once, AuthFailure> {
    let parts = Parts::of(proof, &["dpop+jwt"], &[Algorithm::ES256, Algorithm::RS256, Algorithm::EdDSA])?;
    let (jwk, rest) = (parts.header.rest.get("jwk"), &parts.header.rest);
    if rest.contains_key("crit") || rest.contains_key("b64") {
        return Err(AuthFailure::Invalid("critical header parameters of the proof"));
    }
    let jwk = jwk.ok_or(AuthFailure::Invalid("no key in the proof"))?;
    if PRIVATE.iter().any(|member| jwk.get(member).is_some()) {
        return Err(AuthFailure::Invalid("a private key in the proof"));
    }
    let key = VerificationKey::from_jwk(jwk).ok_or(AuthFailure::Invalid("key of the proof"))?;
    if thumbprint_of(jwk).as_deref() != Some(thumbprint) {
        return Err(AuthFailure::Invalid("the token is bound to another key"));
    }
    let claims: Claims = parts.verify(&key)?;
    if claims.htm != call.method {
        return Err(AuthFailure::Invalid("htm"));
    }
    if plain(&claims.htu) != plain(call.url) {
        return Err(AuthFailure::Invalid("htu"));
    }
    if claims.ath != URL_SAFE_NO_PAD.encode(Sha256::digest(call.token)) {
        return Err(AuthFailure::Invalid("ath"));
    }
    let age = now.saturating_sub(claims.iat);
    if !(-LEEWAY_SECONDS..=AGE_MAX_SECONDS + LEEWAY_SECONDS).contains(&age) {
        return Err(AuthFailure::Invalid("the proof is old or of the future"));
    }
    text(&claims.jti, "jti of the proof")?;
    // The last second in which the proof is good belongs to it.
    Ok(Once::of("dpop", thumbprint, &claims.jti, claims.iat.saturating_add(AGE_MAX_SECONDS + 1)))
}

/// The thumbprint of RFC 7638, over the members of the key as they were sent.
fn thumbprint_of(jwk: &Value) -> Option<String> {
    let jwk: Jwk = serde_json::from_value(jwk.clone()).ok()?;
    // The library writes the members into a text as they are: one that is no base64url could be another text.
    let members: &[&str] = match &jwk.algorithm {
        AlgorithmParameters::EllipticCurve(ec) => &[&ec.x, &ec.y],
        AlgorithmParameters::RSA(rsa) => &[&rsa.n, &rsa.e],
        AlgorithmParameters::OctetKeyPair(okp) => &[&okp.x],
        _ => return None,
    };
    let base64url = |text: &&&str| URL_SAFE_NO_PAD.decode(text).is_ok();
    (members.iter().filter(base64url).count() == members.len())
        .then(|| jwk.thumbprint(ThumbprintHash::SHA256).ok())
        .flatten()
}

/// An address without query and fragment, its scheme and host in lower case, without the port that https has anyway.
fn plain(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let Some((scheme, rest)) = url[..end].split_once("://") else {
        return String::new();
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (scheme, host) = (scheme.to_ascii_lowercase(), host.to_ascii_lowercase());
    let host = host.strip_suffix(":443").filter(|_| scheme == "https").unwrap_or(&host);
    format!("{scheme}://{host}{}", if path.is_empty() { "/" } else { path })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use serde_json::json;

    #[test]
    fn addresses_are_compared_as_addresses() {
        let base = "https://api.example.it/rest/a";
        for same in [
            "HTTPS://API.example.it/rest/a",
            "https://api.example.it:443/rest/a",
            "https://api.example.it/rest/a?x=1#y",
        ] {
            assert_eq!(plain(same), plain(base), "{same}");
        }
        for other in [
            "http://api.example.it/rest/a",
            "https://api.example.it/rest/A",
            "https://api.example.it/rest/a/",
            "https://api.example.it:8443/rest/a",
            "https://evil.example/rest/a",
            "https://api.example.it@evil.example/rest/a",
            "/rest/a",
            "",
        ] {
            assert_ne!(plain(other), plain(base), "{other}");
        }
        assert_eq!(plain("https://api.example.it"), plain("https://api.example.it/"));
    }

    #[test]
    fn the_thumbprint_is_that_of_the_standard() {
        // The example of RFC 7638 §3.1.
        let jwk = json!({
            "kty": "RSA", "e": "AQAB", "alg": "RS256", "kid": "2011-04-29",
            "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
        });
        assert_eq!(thumbprint_of(&jwk).unwrap(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        let mut odd = jwk;
        odd["e"] = json!("AQAB\",\"x\":\"");
        assert_eq!(thumbprint_of(&odd), None);
    }
}
