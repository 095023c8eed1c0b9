//! The voucher of the PDND: which organisation may call this e-service, and for what purpose.

use super::checks::Eservice;
use super::jws::{Audience, Parts, sha256_of_hex, text};
use crate::auth::claims::Confirmation;
use crate::auth::failure::AuthFailure;
use crate::auth::keys::KeySource;
use crate::auth::known_tokens::{KnownToken, KnownTokens, Times};
use jsonwebtoken::Algorithm;
use serde::Deserialize;
use std::sync::Arc;

/// The type of a voucher, in both of its forms.
const TYPES: [&str; 2] = ["at+jwt", "application/at+jwt"];

/// What a good voucher says.
pub(super) struct Voucher {
    pub(super) consumer_id: String,
    pub(super) client_id: String,
    pub(super) purpose_id: String,
    pub(super) id: String,
    /// SHA-256 of the evidence that was shown to the PDND (`AUDIT_REST_02`).
    pub(super) evidence: Option<[u8; 32]>,
    /// Thumbprint of the key that the voucher is bound to.
    pub(super) key_thumbprint: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(rename = "client_id")]
    client_id: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: String,
    purpose_id: String,
    consumer_id: String,
    producer_id: String,
    eservice_id: String,
    descriptor_id: Option<String>,
    digest: Option<EvidenceDigest>,
    cnf: Option<Confirmation>,
}

#[derive(Deserialize)]
struct EvidenceDigest {
    alg: String,
    value: String,
}

impl EvidenceDigest {
    fn sha256(&self) -> Result<[u8; 32], AuthFailure> {
        let known = (self.alg == "SHA256").then(|| sha256_of_hex(&self.value));
        known.flatten().ok_or(AuthFailure::Invalid("digest of the evidence"))
    }
}

impl Claims {
    /// What the voucher says, if it is one for this e-service.
    fn into_voucher(self, expected: &Eservice) -> Result<Voucher, AuthFailure> {
        let wrong = |name| Err(AuthFailure::Invalid(name));
        if self.iss != expected.issuer {
            return wrong("iss");
        }
        self.aud.check(&expected.audience)?;
        if self.producer_id != expected.producer_id {
            return wrong("producerId");
        }
        if self.eservice_id != expected.eservice_id {
            return wrong("eserviceId");
        }
        let descriptors = &expected.descriptor_ids;
        if !descriptors.is_empty() && !self.descriptor_id.is_some_and(|id| descriptors.contains(&id)) {
            return wrong("descriptorId");
        }
        if self.sub != self.client_id {
            return wrong("sub is not client_id");
        }
        text(&self.client_id, "client_id")?;
        text(&self.consumer_id, "consumerId")?;
        text(&self.purpose_id, "purposeId")?;
        text(&self.jti, "jti")?;
        Ok(Voucher {
            evidence: self.digest.map(|digest| digest.sha256()).transpose()?,
            key_thumbprint: Confirmation::of(self.cnf)?,
            consumer_id: self.consumer_id,
            client_id: self.client_id,
            purpose_id: self.purpose_id,
            id: self.jti,
        })
    }
}

/// Checks vouchers. One that was found good is remembered as long as its very key is in use; its times are judged at every call.
pub(super) struct Vouchers {
    keys: Arc<dyn KeySource>,
    known: KnownTokens<Arc<Voucher>>,
}

impl Vouchers {
    /// Vouchers signed by these keys of the PDND.
    pub(super) fn new(keys: Arc<dyn KeySource>) -> Self {
        Self { keys, known: KnownTokens::default() }
    }

    /// What a voucher says, at `now` in seconds since the epoch.
    pub(super) async fn verify(&self, token: &str, expected: &Eservice, now: i64) -> Result<Arc<Voucher>, AuthFailure> {
        let parts = Parts::of(token, &TYPES, &[Algorithm::RS256, Algorithm::ES256])?;
        let key = parts.key(self.keys.as_ref()).await?;
        if let Some(known) = self.known.find(token, &key) {
            known.times.check(now)?;
            return Ok(known.content);
        }
        let claims: Claims = parts.verify(&key)?;
        let times = Times { exp: claims.exp, nbf: Some(claims.nbf), iat: Some(claims.iat) };
        times.check(now)?;
        let voucher = Arc::new(claims.into_voucher(expected)?);
        self.known.remember(token, KnownToken { key, times, content: Arc::clone(&voucher) });
        Ok(voucher)
    }
}
