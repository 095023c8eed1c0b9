//! The checks of a call of an organisation, in order: voucher, proof of possession, evidence, signature, body; and at last that
//! nothing of it was used before.

use super::caller::ModiCaller;
use super::dpop::{self, Call, DPOP_HEADER};
use super::integrity::{self, single};
use super::once::Once;
use super::tracking_evidence::{EVIDENCE_HEADER, Evidences};
use super::voucher::{Voucher, Vouchers};
use crate::BASE_PATH;
use crate::auth::caller::{Caller, Role};
use crate::auth::failure::AuthFailure;
use crate::auth::keys::KeySource;
use crate::auth::verifier::NowFn;
use crate::problem::extract::{LIST_LIMIT_BYTES, read_raw_within};
use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use libretto_core::context::Channel;
use libretto_core::eredi::documento::DOCUMENT_BYTES_MAX;
use libretto_core::ports::Replay;
use std::sync::Arc;

/// What a voucher must say to be good for this service, and how callers reach it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Eservice {
    /// Required `iss` of a voucher, compared exactly.
    pub issuer: String,
    /// Required member of `aud` of vouchers, evidences and signatures, compared exactly.
    pub audience: String,
    /// Required `producerId`: who offers the e-service.
    pub producer_id: String,
    /// Required `eserviceId`.
    pub eservice_id: String,
    /// The versions of the e-service: one of them must be the `descriptorId`. Empty: any version.
    pub descriptor_ids: Vec<String>,
    /// Address under which callers know [`BASE_PATH`], without a slash at the end: what a proof of possession is for.
    pub public_url: String,
}

/// Everything that is needed to let organisations of the PDND in.
pub struct Modi {
    eservice: Eservice,
    vouchers: Vouchers,
    evidences: Evidences,
    client_keys: Arc<dyn KeySource>,
    replay: Arc<dyn Replay>,
    now: NowFn,
}

impl Modi {
    /// An e-service whose vouchers are signed by `pdnd_keys`, whose consumers sign with `client_keys`, at the instants of `now`.
    /// What is used once is remembered by `replay`, which all instances must share.
    pub fn new(
        eservice: Eservice,
        pdnd_keys: Arc<dyn KeySource>,
        client_keys: Arc<dyn KeySource>,
        replay: Arc<dyn Replay>,
        now: NowFn,
    ) -> Self {
        Self { eservice, vouchers: Vouchers::new(pdnd_keys), evidences: Evidences::default(), client_keys, replay, now }
    }

    /// Whether tokens of this issuer are vouchers.
    pub(in crate::auth) fn is_issuer(&self, issuer: &str) -> bool {
        self.eservice.issuer == issuer
    }

    /// The organisation that a voucher speaks of, for who only wants to know that: nothing is asked of the call it came with.
    ///
    /// # Errors
    /// [`AuthFailure`]; its reason is for the log.
    pub async fn voucher(&self, token: &str) -> Result<ModiCaller, AuthFailure> {
        let voucher = self.vouchers.verify(token, &self.eservice, (self.now)().timestamp()).await?;
        Ok(caller_of(&voucher))
    }

    /// The organisation that calls, after every check; `bound` says whether the voucher came with a proof of possession. The body
    /// of a call that may change something is read, and handed on as it came.
    pub(in crate::auth) async fn verify(
        &self,
        request: &mut ServiceRequest,
        token: &str,
        bound: bool,
    ) -> Result<Caller, AuthFailure> {
        let (instant, audience, keys) = ((self.now)(), &self.eservice.audience, self.client_keys.as_ref());
        let now = instant.timestamp();
        let voucher = self.vouchers.verify(token, &self.eservice, now).await?;
        let mut once = Vec::new();
        once.extend(self.possession(request, token, voucher.key_thumbprint.as_deref(), bound)?);

        let evidence = single(request.headers(), EVIDENCE_HEADER)?.ok_or(AuthFailure::Invalid("no evidence"))?;
        let (operatore, evidence) = self.evidences.verify(evidence, &voucher, audience, keys, now).await?;
        once.extend(evidence);

        let changes = may_change(request.method());
        if changes {
            let signed = integrity::verify(request.headers(), &voucher, audience, keys, now).await?;
            let (payload, limit) = (request.take_payload(), limit(request.headers()));
            let body = read_raw_within(request.request(), payload, limit).await;
            let body = body.map_err(|problem| AuthFailure::Body(problem.kind()))?;
            signed.check(&body)?;
            request.set_payload(Payload::from(body));
            once.push(signed.once);
        }
        for one in &once {
            one.using(self.replay.as_ref(), instant).await?;
        }
        let modi = ModiCaller { operatore: Some(operatore), integrity_checked: changes, ..caller_of(&voucher) };
        Ok(self.caller(modi))
    }

    /// Checks the proof that comes with a token of another issuer, bound to this key or to none.
    pub(in crate::auth) async fn prove(
        &self,
        request: &ServiceRequest,
        token: &str,
        thumbprint: Option<&str>,
        bound: bool,
    ) -> Result<(), AuthFailure> {
        match self.possession(request, token, thumbprint, bound)? {
            Some(once) => once.using(self.replay.as_ref(), (self.now)()).await,
            None => Ok(()),
        }
    }

    /// Checks how a token is presented that is bound to a key, or to none, and its proof.
    fn possession(
        &self,
        request: &ServiceRequest,
        token: &str,
        thumbprint: Option<&str>,
        bound: bool,
    ) -> Result<Option<Once>, AuthFailure> {
        let thumbprint = match (bound, thumbprint) {
            (false, None) => return Ok(None),
            (false, Some(_)) => return Err(AuthFailure::Invalid("a bound token without its proof")),
            (true, None) => return Err(AuthFailure::Invalid("a proof for a token that is not bound")),
            (true, Some(thumbprint)) => thumbprint,
        };
        let proof = single(request.headers(), DPOP_HEADER)?.ok_or(AuthFailure::Invalid("no proof"))?;
        let path = request.uri().path().strip_prefix(BASE_PATH).ok_or(AuthFailure::Invalid("outside the e-service"))?;
        let url = format!("{}{path}", self.eservice.public_url);
        let call = Call { method: request.method().as_str(), url: &url, token };
        dpop::verify(proof, thumbprint, &call, (self.now)().timestamp()).map(Some)
    }

    fn caller(&self, modi: ModiCaller) -> Caller {
        Caller {
            codice_fiscale: None,
            given_name: None,
            family_name: None,
            birth_date: None,
            role: Role::Intermediario,
            level: None,
            channel: Channel::Interoperabilita,
            credenziale: None,
            delegato: false,
            ente: None,
            scope: Caller::scope_of(&format!("pdnd:{}", modi.consumer_id), &modi.client_id),
            subject: Caller::scope_of(&format!("pdnd:{}", modi.consumer_id), &modi.client_id),
            token_subject: modi.client_id.clone(),
            token_issuer: self.eservice.issuer.clone(),
            consumer: Some(modi.consumer_id.clone()),
            intermediario: Some(Arc::new(modi)),
            key_thumbprint: None,
        }
    }
}

/// The caller of a voucher before the rest of the call was looked at.
fn caller_of(voucher: &Voucher) -> ModiCaller {
    ModiCaller {
        consumer_id: voucher.consumer_id.clone(),
        client_id: voucher.client_id.clone(),
        purpose_id: voucher.purpose_id.clone(),
        voucher_id: voucher.id.clone(),
        operatore: None,
        integrity_checked: false,
    }
}

/// Whether a call with this method may change something: whatever is not only a look.
fn may_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Largest body that an operation takes: a list in JSON, or the document of an heir. The operation itself may take less.
fn limit(headers: &HeaderMap) -> usize {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.contains("json")) { LIST_LIMIT_BYTES } else { DOCUMENT_BYTES_MAX }
}
