//! Verifies a token: signature, type, issuer, audience, times.

use super::caller::Caller;
use super::claims::Claims;
use super::failure::AuthFailure;
use super::keys::KeySource;
use super::known_tokens::{KnownToken, KnownTokens, Times};
use chrono::{DateTime, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header};
use std::sync::Arc;

/// Algorithms that are looked at at all: asymmetric ones, so that a public key can never be taken for a secret.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];

/// Gives the instant tokens are judged at, so that a sandbox or a test can set it.
pub type NowFn = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The authority whose tokens are believed.
#[derive(Clone)]
pub struct Issuer {
    /// Required `iss`, compared exactly.
    pub issuer: String,
    /// Required member of `aud`, compared exactly.
    pub audience: String,
    /// Its public keys.
    pub keys: Arc<dyn KeySource>,
    /// Whether it may speak for patronati and intermediaries: so only that of a sandbox, which has no interoperability platform.
    pub bodies: bool,
}

/// Checks bearer tokens against one issuer.
pub struct TokenVerifier {
    issuer: Issuer,
    now: NowFn,
    known: KnownTokens<Caller>,
}

impl TokenVerifier {
    /// A verifier of the tokens of `issuer`, at the instants of `now`.
    pub fn new(issuer: Issuer, now: NowFn) -> Self {
        Self { issuer, now, known: KnownTokens::default() }
    }

    /// The caller that a token speaks of.
    ///
    /// # Errors
    /// [`AuthFailure`]; its reason is for the log.
    pub async fn verify(&self, token: &str) -> Result<Caller, AuthFailure> {
        let header = decode_header(token).map_err(|_| AuthFailure::Invalid("unreadable header"))?;
        check_header(&header)?;
        let kid = header.kid.as_deref().ok_or(AuthFailure::Invalid("no kid"))?;
        let key = self.issuer.keys.key(kid).await.ok_or(AuthFailure::Invalid("unknown kid"))?;
        if key.algorithm != header.alg {
            return Err(AuthFailure::Invalid("algorithm of another key"));
        }
        if let Some(known) = self.known.find(token, &key) {
            known.times.check(self.now())?;
            return Ok(known.content);
        }
        let decoded = decode::<Claims>(token, &key.key, &self.validation(key.algorithm));
        let claims = decoded.map_err(|error| reason(error.kind()))?.claims;
        let times = Times { exp: claims.exp, nbf: claims.nbf, iat: claims.iat };
        times.check(self.now())?;
        let caller = claims.into_caller(self.issuer.bodies)?;
        self.known.remember(token, KnownToken { key, times, content: caller.clone() });
        Ok(caller)
    }

    /// Times are checked by [`Times::check`], because the library reads the machine's clock.
    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.validate_exp = false;
        validation.set_audience(&[&self.issuer.audience]);
        validation.set_issuer(&[&self.issuer.issuer]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation
    }

    fn now(&self) -> i64 {
        (self.now)().timestamp()
    }
}

fn check_header(header: &Header) -> Result<(), AuthFailure> {
    if !ALGORITHMS.contains(&header.alg) {
        return Err(AuthFailure::Invalid("algorithm not allowed"));
    }
    if header.crit.is_some() {
        return Err(AuthFailure::Invalid("critical header parameters"));
    }
    let kind = header.typ.as_deref().unwrap_or_default();
    let accepted = ["at+jwt", "application/at+jwt", "JWT"].iter().any(|known| known.eq_ignore_ascii_case(kind));
    if accepted { Ok(()) } else { Err(AuthFailure::Invalid("typ")) }
}

fn reason(kind: &ErrorKind) -> AuthFailure {
    AuthFailure::Invalid(match kind {
        ErrorKind::InvalidSignature => "signature",
        ErrorKind::InvalidIssuer => "iss",
        ErrorKind::InvalidAudience => "aud",
        ErrorKind::MissingRequiredClaim(_) => "a required claim is missing",
        ErrorKind::Json(_) | ErrorKind::InvalidClaimFormat(_) => "claims",
        _ => "unreadable",
    })
}
