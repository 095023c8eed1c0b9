//! `Agid-JWT-TrackingEvidence`: who operates for the organisation (`AUDIT_REST_01`), and, when the voucher holds its digest, that
//! the PDND was shown the same (`AUDIT_REST_02`).

use super::caller::Operatore;
use super::jws::{ClientClaims, of_client, text};
use super::once::Once;
use super::voucher::Voucher;
use crate::auth::failure::AuthFailure;
use crate::auth::keys::KeySource;
use crate::auth::known_tokens::{KnownToken, KnownTokens};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Name of the header.
pub const EVIDENCE_HEADER: &str = "Agid-JWT-TrackingEvidence";

/// How many digits the number has that keeps the evidence from being guessed by its digest.
const NONCE_DIGITS: usize = 13;

/// What an evidence says.
#[derive(Deserialize)]
pub(super) struct Claims {
    #[serde(flatten)]
    common: ClientClaims,
    #[serde(rename = "purposeId")]
    purpose_id: String,
    dnonce: Option<Value>,
    #[serde(rename = "userID")]
    user_id: String,
    #[serde(rename = "userLocation")]
    user_location: String,
    #[serde(rename = "LoA")]
    loa: String,
}

/// Checks evidences. One that belongs to a voucher comes with each of its calls, and a signature costs more than the rest: like the
/// voucher it is remembered as long as its very key is in use, and everything but the signature is judged at every call.
#[derive(Default)]
pub(super) struct Evidences(KnownTokens<Arc<Claims>>);

impl Evidences {
    /// Who operates. Without the digest in the voucher the evidence may be used once; with it, it belongs to the voucher.
    pub(super) async fn verify(
        &self,
        evidence: &str,
        voucher: &Voucher,
        audience: &str,
        keys: &dyn KeySource,
        now: i64,
    ) -> Result<(Operatore, Option<Once>), AuthFailure> {
        let belongs = voucher.evidence.is_some();
        if voucher.evidence.is_some_and(|expected| expected != <[u8; 32]>::from(Sha256::digest(evidence))) {
            return Err(AuthFailure::Invalid("the evidence is not the one of the voucher"));
        }
        let claims = self.signed(evidence, &voucher.client_id, keys, belongs).await?;
        claims.common.check(&voucher.client_id, audience, now)?;
        if claims.purpose_id != voucher.purpose_id {
            return Err(AuthFailure::Invalid("the evidence is for another purpose"));
        }
        if !claims.dnonce.as_ref().map_or(!belongs, is_nonce) {
            return Err(AuthFailure::Invalid("dnonce"));
        }
        let once = || Once::of("evidenza", &voucher.client_id, &claims.common.jti, claims.common.exp);
        Ok((claims.operatore()?, (!belongs).then(once)))
    }

    /// What the client signed.
    async fn signed(
        &self,
        evidence: &str,
        client: &str,
        keys: &dyn KeySource,
        remember: bool,
    ) -> Result<Arc<Claims>, AuthFailure> {
        let (parts, key) = of_client(evidence, client, keys).await?;
        if !remember {
            return parts.verify(&key).map(Arc::new);
        }
        if let Some(known) = self.0.find(evidence, &key) {
            return Ok(known.content);
        }
        let claims: Arc<Claims> = Arc::new(parts.verify(&key)?);
        let times = claims.common.times();
        self.0.remember(evidence, KnownToken { key, times, content: Arc::clone(&claims) });
        Ok(claims)
    }
}

impl Claims {
    fn operatore(&self) -> Result<Operatore, AuthFailure> {
        text(&self.user_id, "userID")?;
        text(&self.user_location, "userLocation")?;
        text(&self.loa, "LoA")?;
        let (user_id, user_location) = (self.user_id.clone(), self.user_location.clone());
        Ok(Operatore { user_id, user_location, loa: self.loa.clone() })
    }
}

/// A number or a text of 13 digits.
fn is_nonce(value: &Value) -> bool {
    let digits = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    digits.len() == NONCE_DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit())
}
