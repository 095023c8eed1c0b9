//! The account from which the workers are paid.

use libretto_core::iban::Iban;
use sepa::{Bic, validate_bic};

use super::text::{NAME_CHARACTERS_MAX, sepa_text};

/// The payer of a run: checked once, when the configuration is read.
#[derive(Clone, Debug)]
pub struct Debtor {
    name: String,
    iban: Iban,
    bic: Option<Bic>,
    initiating_party_id: Option<String>,
}

/// Why a payer cannot stand in a payment order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DebtorError {
    /// Nothing of the name is left in the SEPA character set.
    #[error("the debtor's name has no letter or digit")]
    Name,
    /// The account is in a country from which no SEPA transfer leaves.
    #[error("the debtor's account is outside SEPA")]
    OutsideSepa,
    /// Not a BIC.
    #[error("the debtor's BIC is not valid: {0}")]
    Bic(String),
    /// Not a code of 1 to 35 characters of the SEPA set.
    #[error("the initiating party's id (codice CUC) is not valid: {0}")]
    InitiatingPartyId(String),
}

impl Debtor {
    /// Makes a payer.
    ///
    /// `name` is written in the SEPA character set and cut to seventy characters. Without a `bic` the order says
    /// `NOTPROVIDED`, and the bank goes by the IBAN. `initiating_party_id` is the *codice CUC* by which Italian
    /// banks know who sends them files; foreign banks do without.
    ///
    /// # Errors
    /// One of [`DebtorError`], for the first value that is wrong.
    pub fn new(
        name: &str,
        iban: Iban,
        bic: Option<&str>,
        initiating_party_id: Option<&str>,
    ) -> Result<Self, DebtorError> {
        if !iban.is_sepa() {
            return Err(DebtorError::OutsideSepa);
        }
        let bic = bic.map(validate_bic).transpose().map_err(|error| DebtorError::Bic(error.to_string()))?;
        if let Some(id) = initiating_party_id {
            sepa::validate::check_id("InitgPty/Id", id)
                .map_err(|error| DebtorError::InitiatingPartyId(error.to_string()))?;
        }
        Ok(Self {
            name: sepa_text(name, NAME_CHARACTERS_MAX).ok_or(DebtorError::Name)?,
            iban,
            bic,
            initiating_party_id: initiating_party_id.map(str::to_owned),
        })
    }

    /// The name as it is written in the order.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The account that is debited.
    pub fn iban(&self) -> &Iban {
        &self.iban
    }

    /// The bank that holds the account, when it is given.
    pub fn bic(&self) -> Option<&str> {
        self.bic.as_ref().map(Bic::as_str)
    }

    /// The *codice CUC*, when it is given.
    pub fn initiating_party_id(&self) -> Option<&str> {
        self.initiating_party_id.as_deref()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn iban() -> Iban {
        "IT60X0542811101000000123456".parse().unwrap()
    }

    #[test]
    fn what_is_given_is_kept() {
        let debtor = Debtor::new("Ènte Pagatore", iban(), Some("BPPIITRRXXX"), Some("ABCD1234")).unwrap();
        assert_eq!(debtor.name(), "Ente Pagatore");
        assert_eq!(debtor.bic(), Some("BPPIITRRXXX"));
        assert_eq!(debtor.initiating_party_id(), Some("ABCD1234"));
        assert_eq!(debtor.iban(), &iban());
    }

    #[test]
    fn an_account_outside_sepa_cannot_pay() {
        let brazil: Iban = "BR1800360305000010009795493C1".parse().unwrap();
        assert_eq!(Debtor::new("Ente", brazil, None, None).map(|_| ()), Err(DebtorError::OutsideSepa));
    }

    #[test]
    fn wrong_values_are_named() {
        let make = |name, bic, id| Debtor::new(name, iban(), bic, id).map(|_| ());
        assert_eq!(make("…", None, None), Err(DebtorError::Name));
        assert!(matches!(make("Ente", Some("BPPI"), None), Err(DebtorError::Bic(_))));
        assert!(matches!(make("Ente", None, Some("")), Err(DebtorError::InitiatingPartyId(_))));
        let long = "A".repeat(36);
        assert!(matches!(make("Ente", None, Some(&long)), Err(DebtorError::InitiatingPartyId(_))));
        assert_eq!(make("Ente", None, Some(&long[..35])), Ok(()));
    }
}
