//! The file of domiciled transfers (*bonifici domiciliati*), which the worker cashes at any post office.
//!
//! Poste agrees its record layout with each payer and does not publish it. This is therefore a plain,
//! documented file that a small converter, or a person, turns into the agreed one:
//!
//! | column | content |
//! |---|---|
//! | `pagamento_id` | the payment, 32 hexadecimal digits, as in the SEPA files |
//! | `codice_fiscale` | of the worker, who shows it at the counter |
//! | `beneficiario` | surname and name in the SEPA character set, at most 70 characters |
//! | `importo` | euros paid in cash, two decimals, the fee already taken off |
//! | `commissione` | euros withheld from the worker for this payment, two decimals |
//! | `data_esecuzione` | the day from which it can be cashed, `AAAA-MM-GG` |
//! | `causale` | what the worker reads on the receipt |
//!
//! UTF-8, comma as separator, quotes where needed (RFC 4180), lines ended by CR LF, one header line, one line a
//! payment.

use std::io::{self, Write};

use chrono::NaiveDate;
use csv::{Terminator, WriterBuilder};
use libretto_core::ids::PagamentoId;
use libretto_core::money::Euro;
use libretto_core::ports::Domiciled;

use crate::sepa::{NAME_CHARACTERS_MAX, REMITTANCE_CHARACTERS_MAX, sepa_text};

/// The header line, in order.
const COLUMNS: [&str; 7] =
    ["pagamento_id", "codice_fiscale", "beneficiario", "importo", "commissione", "data_esecuzione", "causale"];

/// One file of domiciled transfers, checked when it is made and always written with the same bytes.
#[derive(Clone)]
pub struct DomiciledFile<'a> {
    execution_day: NaiveDate,
    reason: String,
    rows: Vec<Row<'a>>,
    total: Euro,
}

#[derive(Clone)]
struct Row<'a> {
    holder: String,
    payment: &'a Domiciled,
}

/// Why the file cannot be made. Payments are named by their id only: no personal data in an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DomiciledFileError {
    /// No payment: such a file would say nothing.
    #[error("a file of domiciled transfers has at least one payment")]
    Empty,
    /// The reason has no letter or digit.
    #[error("the reason of the domiciled transfers is empty")]
    Reason,
    /// The name of the worker has no letter or digit.
    #[error("the worker of the payment {0} has no name that can be written")]
    Holder(PagamentoId),
    /// Zero or less is left to pay.
    #[error("nothing is left to pay for the payment {0}")]
    Amount(PagamentoId),
    /// The sum is beyond what money can hold.
    #[error("the total of the domiciled transfers overflows")]
    Total,
}

impl<'a> DomiciledFile<'a> {
    /// Checks and makes a file of the payments that can be cashed from `execution_day` on; their ids are distinct.
    ///
    /// # Errors
    /// One of [`DomiciledFileError`] for the first payment that cannot be written.
    pub fn new(
        execution_day: NaiveDate,
        reason: &str,
        payments: impl IntoIterator<Item = &'a Domiciled>,
    ) -> Result<Self, DomiciledFileError> {
        let reason = sepa_text(reason, REMITTANCE_CHARACTERS_MAX).ok_or(DomiciledFileError::Reason)?;
        let mut total = Euro::ZERO;
        let mut rows = Vec::new();
        for payment in payments {
            let id = payment.pagamento;
            if payment.amount <= Euro::ZERO {
                return Err(DomiciledFileError::Amount(id));
            }
            total = total.checked_add(payment.amount).ok_or(DomiciledFileError::Total)?;
            let holder = sepa_text(&payment.holder, NAME_CHARACTERS_MAX).ok_or(DomiciledFileError::Holder(id))?;
            rows.push(Row { holder, payment });
        }
        if rows.is_empty() {
            return Err(DomiciledFileError::Empty);
        }
        Ok(Self { execution_day, reason, rows, total })
    }

    /// How many payments there are: at least one.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The sum of what is paid in cash, fees excluded.
    pub fn total(&self) -> Euro {
        self.total
    }

    /// Writes the header and one line a payment.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        csv.write_record(COLUMNS)?;
        let day = self.execution_day.format("%Y-%m-%d").to_string();
        for Row { holder, payment } in &self.rows {
            csv.write_record([
                payment.pagamento.0.simple().to_string().as_str(),
                payment.codice_fiscale.as_str(),
                holder,
                &payment.amount.to_string(),
                &payment.fee.to_string(),
                &day,
                &self.reason,
            ])?;
        }
        csv.flush()
    }
}
