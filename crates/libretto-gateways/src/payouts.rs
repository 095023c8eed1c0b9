//! Money out: the files of pay runs and of runs of refunds.

use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroUsize;

use async_trait::async_trait;
use libretto_core::ids::PagamentoId;
use libretto_core::money::Euro;
use libretto_core::pagamento::{FileScritto, Totale};
use libretto_core::ports::{PayoutBatch, PayoutError, Payouts, RefundBatch, Transfer};

use crate::file::{OutputFolder, PublishError};
use crate::postal::{DomiciledFile, DomiciledFileError};
use crate::sepa::{Debtor, Pain001, Pain001Error};

/// Writes pay runs and runs of refunds into a folder that the bank's and the post's senders watch.
///
/// Transfers go into `bonifici-2026-02-1-001.xml` (month of work, number of the run in the month, number of the file
/// in the run; `pain.001.001.09`), at most `transfers_per_file_max` each, and domiciled transfers into
/// `domiciliati-2026-02-1.csv`. Within a file payments are ordered by their id, so the files depend on the set of
/// payments alone: a run that died and is written again gives the same names, message ids and bytes, and the bank
/// recognises what it already has. Refunds go likewise into `rimborsi-000001-001.xml` (number of the run, number of the
/// file in the run). The whole batch is checked before the first file appears.
#[derive(Clone, Debug)]
pub struct FilePayouts {
    debtor: Debtor,
    folder: OutputFolder,
    transfers_per_file_max: NonZeroUsize,
}

impl FilePayouts {
    /// Makes the adapter. Banks limit the transfers of one file: `transfers_per_file_max` is what this one takes.
    pub fn new(debtor: Debtor, folder: OutputFolder, transfers_per_file_max: NonZeroUsize) -> Self {
        Self { debtor, folder, transfers_per_file_max }
    }

    fn write_files(&self, batch: &PayoutBatch) -> Result<Vec<FileScritto>, PayoutError> {
        let domiciled = batch.domiciled.iter().map(|payment| payment.pagamento);
        check_distinct(batch.transfers.iter().map(|transfer| transfer.pagamento).chain(domiciled))?;
        let run = format!("{}-{}", batch.mese, batch.numero);
        let reason = format!("Libretto Famiglia compensi {:02}/{}", batch.mese.month(), batch.mese.year());

        let transfers = sorted(&batch.transfers, |transfer| transfer.pagamento);
        let orders = transfers
            .chunks(self.transfers_per_file_max.get())
            .zip(1_u32..)
            .map(|(chunk, number)| self.order(batch, &format!("{run}-{number:03}"), &reason, chunk))
            .collect::<Result<Vec<_>, _>>()?;
        let domiciled = sorted(&batch.domiciled, |payment| payment.pagamento);
        let domiciled =
            (!domiciled.is_empty()).then(|| DomiciledFile::new(batch.execution_day, &reason, domiciled)).transpose()?;

        let mut written = self.publish(orders)?;
        if let Some(file) = domiciled {
            let nome = format!("domiciliati-{run}.csv");
            let impronta = self.folder.publish(&nome, |out| file.write(out))?;
            written.push(FileScritto { nome, totale: total(file.count(), file.total())?, impronta });
        }
        Ok(written)
    }

    fn write_refund_files(&self, batch: &RefundBatch) -> Result<Vec<FileScritto>, PayoutError> {
        check_distinct(batch.transfers.iter().map(|transfer| transfer.pagamento))?;
        let transfers = sorted(&batch.transfers, |transfer| transfer.pagamento);
        let orders = transfers
            .chunks(self.transfers_per_file_max.get())
            .zip(1_u32..)
            .map(|(chunk, number)| {
                let number = format!("{:06}-{number:03}", batch.numero);
                let order = Pain001::new(
                    &format!("LFR-{number}"),
                    batch.created_at,
                    batch.execution_day,
                    &self.debtor,
                    "Libretto Famiglia rimborso",
                    chunk.iter().copied(),
                )?;
                Ok((format!("rimborsi-{number}.xml"), order.without_category()))
            })
            .collect::<Result<Vec<_>, Pain001Error>>()?;
        self.publish(orders)
    }

    fn publish(&self, orders: Vec<(String, Pain001<'_>)>) -> Result<Vec<FileScritto>, PayoutError> {
        let mut written = Vec::with_capacity(orders.len() + 1);
        for (nome, order) in orders {
            let impronta = self.folder.publish(&nome, |out| order.write(out))?;
            written.push(FileScritto { nome, totale: total(order.count(), order.total())?, impronta });
        }
        Ok(written)
    }

    /// One order and the name of its file.
    fn order<'a>(
        &'a self,
        batch: &PayoutBatch,
        number: &str,
        reason: &str,
        transfers: &[&'a Transfer],
    ) -> Result<(String, Pain001<'a>), Pain001Error> {
        let order = Pain001::new(
            &format!("LF-{number}"),
            batch.created_at,
            batch.execution_day,
            &self.debtor,
            reason,
            transfers.iter().copied(),
        )?;
        Ok((format!("bonifici-{number}.xml"), order))
    }
}

#[async_trait]
impl Payouts for FilePayouts {
    async fn write(&self, batch: &PayoutBatch) -> Result<Vec<FileScritto>, PayoutError> {
        let (writer, batch) = (self.clone(), batch.clone());
        // Flushing to the disk blocks: it must not hold up the threads that answer requests.
        tokio::task::spawn_blocking(move || writer.write_files(&batch))
            .await
            .map_err(|stopped| PayoutError::Io(io::Error::other(stopped)))?
    }

    async fn write_refunds(&self, batch: &RefundBatch) -> Result<Vec<FileScritto>, PayoutError> {
        let (writer, batch) = (self.clone(), batch.clone());
        tokio::task::spawn_blocking(move || writer.write_refund_files(&batch))
            .await
            .map_err(|stopped| PayoutError::Io(io::Error::other(stopped)))?
    }
}

impl From<Pain001Error> for PayoutError {
    fn from(error: Pain001Error) -> Self {
        Self::Format(error.to_string())
    }
}

impl From<DomiciledFileError> for PayoutError {
    fn from(error: DomiciledFileError) -> Self {
        Self::Format(error.to_string())
    }
}

impl From<PublishError> for PayoutError {
    fn from(error: PublishError) -> Self {
        // The name of the file goes along with what the disk said.
        let kind = match &error {
            PublishError::Conflict { .. } => io::ErrorKind::AlreadyExists,
            PublishError::Io { source, .. } => source.kind(),
        };
        Self::Io(io::Error::new(kind, error))
    }
}

/// A payment goes out once, whatever file it is in.
fn check_distinct(mut payments: impl Iterator<Item = PagamentoId>) -> Result<(), PayoutError> {
    let mut seen = BTreeSet::new();
    match payments.find(|id| !seen.insert(*id)) {
        Some(id) => Err(PayoutError::Format(format!("the payment {id} is there twice"))),
        None => Ok(()),
    }
}

fn total(count: usize, importo: Euro) -> Result<Totale, PayoutError> {
    let numero = u32::try_from(count).map_err(|error| PayoutError::Format(error.to_string()))?;
    Ok(Totale { numero, importo })
}

fn sorted<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<&T> {
    let mut references: Vec<&T> = items.iter().collect();
    references.sort_by_key(|item| key(item));
    references
}
