//! Organisations that come through the PDND, by the security patterns of the interoperability model (ModI): the voucher, bound to
//! a key or not (RFC 9449); the evidence of who operates (`AUDIT_REST_01`, `AUDIT_REST_02`); the signature of what a call changes
//! (`INTEGRITY_REST_02`).
//!
//! Each check is a pure function of what was sent, a key source and an instant; [`Modi`] puts them in order. What may be used once is
//! asked last, so that a call refused for another reason uses nothing up.

mod caller;
mod checks;
mod dpop;
mod integrity;
mod jws;
mod once;
mod tracking_evidence;
mod voucher;

pub use caller::{ModiCaller, Operatore};
pub use checks::{Eservice, Modi};
pub use dpop::DPOP_HEADER;
pub use integrity::{DIGEST_HEADER, SIGNATURE_HEADER};
pub use tracking_evidence::EVIDENCE_HEADER;

pub(super) use jws::claimed_issuer;
