//! A payment system for money in that only numbers its notices.

use crate::ids::VersamentoId;
use crate::money::Euro;
use crate::portafoglio::Avviso;
use crate::ports::{Funding, FundingError};
use async_trait::async_trait;

/// Opens notices whose number follows from the top-up, so that the same top-up always gets the same notice.
#[derive(Debug, Default)]
pub struct NumberedFunding;

#[async_trait]
impl Funding for NumberedFunding {
    async fn open(&self, versamento: VersamentoId, importo: Euro) -> Result<Avviso, FundingError> {
        let numero_avviso = eighteen_digits(versamento);
        Ok(Avviso {
            iuv: numero_avviso[1..].to_owned(),
            qr: format!("PAGOPA|002|{numero_avviso}|80078750587|{}", importo.cents()),
            ente_creditore: "80078750587".to_owned(),
            numero_avviso,
        })
    }
}

/// Eighteen digits that differ for different top-ups: the identifiers of one counter differ in their upper half.
fn eighteen_digits(versamento: VersamentoId) -> String {
    let (high, low) = versamento.0.as_u64_pair();
    let count = (high >> 16) % 1_000_000_000;
    format!("3{:08}{count:09}", low % 100_000_000)
}
