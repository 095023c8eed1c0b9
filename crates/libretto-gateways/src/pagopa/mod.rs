//! pagoPA: how money comes in.
//!
//! A top-up is paid against a notice whose number, IUV and QR code are computed here, offline and without any
//! state: they are a function of the top-up's id, the creditor and the amount. Publishing the position to the
//! platform, so that a payer sees its amount before paying, is a later widening of the same port.

mod ente_creditore;
mod notice_number;
mod notices;

pub use ente_creditore::{EnteCreditore, EnteCreditoreError};
pub use notice_number::{NoticeNumber, NoticeNumberError, QR_CENTS_MAX};
pub use notices::PagoPaNotices;
