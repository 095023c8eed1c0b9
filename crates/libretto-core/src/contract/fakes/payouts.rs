//! A bank and a post that only keep what they are told to pay.

use super::lock;
use crate::money::Euro;
use crate::pagamento::{FileScritto, Totale};
use crate::ports::{PayoutBatch, PayoutError, Payouts, RefundBatch};
use async_trait::async_trait;
use std::sync::Mutex;

/// Writes no file and remembers every batch.
#[derive(Debug, Default)]
pub struct RecordedPayouts {
    batches: Mutex<Vec<PayoutBatch>>,
    refunds: Mutex<Vec<RefundBatch>>,
}

impl RecordedPayouts {
    /// What was to be written so far, in order.
    pub fn batches(&self) -> Vec<PayoutBatch> {
        lock(&self.batches).clone()
    }

    /// The refunds that were to be sent so far, in order.
    pub fn refunds(&self) -> Vec<RefundBatch> {
        lock(&self.refunds).clone()
    }
}

#[async_trait]
impl Payouts for RecordedPayouts {
    async fn write(&self, batch: &PayoutBatch) -> Result<Vec<FileScritto>, PayoutError> {
        lock(&self.batches).push(batch.clone());
        let amounts = batch.transfers.iter().map(|one| one.amount).chain(batch.domiciled.iter().map(|one| one.amount));
        let totale = Totale {
            numero: u32::try_from(batch.transfers.len() + batch.domiciled.len()).unwrap_or(u32::MAX),
            importo: amounts.sum::<Euro>(),
        };
        let impronta = digest(&format!("{batch:?}"));
        Ok(vec![FileScritto { nome: format!("{}-{}.txt", batch.mese, batch.numero), totale, impronta }])
    }

    async fn write_refunds(&self, batch: &RefundBatch) -> Result<Vec<FileScritto>, PayoutError> {
        lock(&self.refunds).push(batch.clone());
        let totale = Totale {
            numero: u32::try_from(batch.transfers.len()).unwrap_or(u32::MAX),
            importo: batch.transfers.iter().map(|one| one.amount).sum::<Euro>(),
        };
        let impronta = digest(&format!("{batch:?}"));
        Ok(vec![FileScritto { nome: format!("rimborsi-{}.txt", batch.numero), totale, impronta }])
    }
}

/// No bytes, so no digest of bytes: the batch's own text stands for both.
fn digest(text: &str) -> String {
    format!("{:064x}", text.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())))
}
