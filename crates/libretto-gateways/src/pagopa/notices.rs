//! The port for money in, answered with payment notices.

use async_trait::async_trait;
use libretto_core::ids::VersamentoId;
use libretto_core::money::Euro;
use libretto_core::portafoglio::Avviso;
use libretto_core::ports::{Funding, FundingError};

use super::{EnteCreditore, NoticeNumber, NoticeNumberError};

/// Opens a top-up by giving it its pagoPA notice. Pure and offline: it cannot time out, and the same request
/// always gets the same notice.
#[derive(Clone, Debug)]
pub struct PagoPaNotices {
    creditor: EnteCreditore,
    segregation: u8,
}

impl PagoPaNotices {
    /// Notices of `creditor`, in the archive `segregation` (0 to 99) that pagoPA assigned to it for this use.
    ///
    /// # Errors
    /// [`NoticeNumberError::Segregation`] above 99.
    pub fn new(creditor: EnteCreditore, segregation: u8) -> Result<Self, NoticeNumberError> {
        NoticeNumber::from_base(segregation, 0)?;
        Ok(Self { creditor, segregation })
    }

    fn notice(&self, versamento: VersamentoId, importo: Euro) -> Result<Avviso, FundingError> {
        let refused = |error: NoticeNumberError| FundingError::Refused(error.to_string());
        let base = NoticeNumber::base_of(versamento);
        let number = NoticeNumber::from_base(self.segregation, base).map_err(refused)?;
        // A negative amount is refused like zero.
        let cents = u64::try_from(importo.cents()).unwrap_or_default();
        Ok(Avviso {
            numero_avviso: number.to_string(),
            iuv: number.iuv(),
            qr: number.qr(&self.creditor, cents).map_err(refused)?,
            ente_creditore: self.creditor.to_string(),
        })
    }
}

#[async_trait]
impl Funding for PagoPaNotices {
    async fn open(&self, versamento: VersamentoId, importo: Euro) -> Result<Avviso, FundingError> {
        self.notice(versamento, importo)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use uuid::Uuid;

    fn inps(segregation: u8) -> Result<PagoPaNotices, NoticeNumberError> {
        PagoPaNotices::new("80078750587".parse().unwrap(), segregation)
    }

    #[tokio::test]
    async fn a_top_up_gets_the_notice_of_its_id_and_keeps_it() {
        let port: Box<dyn Funding> = Box::new(inps(1).unwrap());
        let versamento = VersamentoId(Uuid::from_u128(1));
        let avviso = port.open(versamento, Euro::from_cents(5_000)).await.unwrap();
        let expected = Avviso {
            numero_avviso: "301000000000000144".to_owned(),
            iuv: "01000000000000144".to_owned(),
            qr: "PAGOPA|002|301000000000000144|80078750587|5000".to_owned(),
            ente_creditore: "80078750587".to_owned(),
        };
        assert_eq!(avviso, expected);
        assert_eq!(port.open(versamento, Euro::from_cents(5_000)).await.unwrap(), expected);
        let other = port.open(VersamentoId(Uuid::from_u128(2)), Euro::from_cents(5_000)).await.unwrap();
        assert_eq!(other.numero_avviso, "301000000000000245");
    }

    #[tokio::test]
    async fn an_amount_that_no_notice_can_ask_for_is_refused() {
        let port = inps(1).unwrap();
        for cents in [0, -1_000, 10_000_000_000] {
            let refused = port.open(VersamentoId(Uuid::from_u128(1)), Euro::from_cents(cents)).await;
            assert!(matches!(refused, Err(FundingError::Refused(_))), "{cents}");
        }
    }

    #[test]
    fn a_segregation_code_of_three_digits_is_seen_at_start() {
        assert!(inps(99).is_ok());
        assert_eq!(inps(100).unwrap_err(), NoticeNumberError::Segregation(100));
    }
}
