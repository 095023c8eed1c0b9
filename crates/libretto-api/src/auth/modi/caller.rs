//! Who calls through the PDND.

use libretto_core::delega::Ente;
use std::fmt;

/// An organisation, as its voucher says, and the person who operates for it, as its evidence says.
#[derive(Clone, PartialEq, Eq)]
pub struct ModiCaller {
    /// The organisation: `consumerId` of the voucher.
    pub consumer_id: String,
    /// Its client: `client_id` of the voucher.
    pub client_id: String,
    /// The purpose under which the organisation was admitted: `purposeId` of the voucher.
    pub purpose_id: String,
    /// The voucher itself: its `jti`.
    pub voucher_id: String,
    /// The person who operates. Every call names one.
    pub operatore: Option<Operatore>,
    /// Whether the organisation signed this call and what it carries: so of every call that may change something, and of no other.
    pub integrity_checked: bool,
}

impl ModiCaller {
    /// A body of a sandbox, where nothing comes through the platform and one person operates for each body.
    pub(crate) fn of_sandbox(ente: Ente, subject: &str) -> Self {
        let operatore =
            Operatore { user_id: subject.to_owned(), user_location: "sandbox".to_owned(), loa: "2".to_owned() };
        Self {
            consumer_id: ente.id.to_string(),
            client_id: subject.to_owned(),
            purpose_id: "sandbox".to_owned(),
            voucher_id: String::new(),
            operatore: Some(operatore),
            integrity_checked: false,
        }
    }
}

impl fmt::Debug for ModiCaller {
    // The operator is a person: they stay out of logs and panics.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ModiCaller")
            .field("consumer_id", &self.consumer_id)
            .field("client_id", &self.client_id)
            .field("purpose_id", &self.purpose_id)
            .field("voucher_id", &self.voucher_id)
            .field("integrity_checked", &self.integrity_checked)
            .finish_non_exhaustive()
    }
}

/// A person as their organisation names them. The organisation answers for it: nothing of it is verified here.
#[derive(Clone, PartialEq, Eq)]
pub struct Operatore {
    /// `userID`: the organisation's own name for the person, at most 255 bytes.
    pub user_id: String,
    /// `userLocation`: from where they work, at most 255 bytes.
    pub user_location: String,
    /// `LoA`: how they were authenticated by the organisation, at most 255 bytes.
    pub loa: String,
}

impl fmt::Debug for Operatore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Operatore").finish_non_exhaustive()
    }
}
