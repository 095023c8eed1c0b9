//! The payment order itself: an ISO 20022 `pain.001.001.09` message.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::ids::PagamentoId;
use libretto_core::money::Euro;
use libretto_core::ports::Transfer;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::Debtor;
use super::text::{NAME_CHARACTERS_MAX, REMITTANCE_CHARACTERS_MAX, sepa_text};

/// The namespace of the schema that the message follows.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/// One file for the bank: one debit account, one day of execution, one credit per transfer.
///
/// Everything is checked when the message is made; writing it can then only fail for the disk. The same message is
/// always written with the same bytes: nothing in it comes from the clock or from chance.
#[derive(Clone)]
pub struct Pain001<'a> {
    message_id: String,
    created_at: DateTime<Utc>,
    execution_day: NaiveDate,
    debtor: &'a Debtor,
    remittance: String,
    category: Option<&'static str>,
    credits: Vec<Credit<'a>>,
    total: Euro,
}

/// One transfer with its texts ready to be written.
#[derive(Clone)]
struct Credit<'a> {
    id: String,
    holder: String,
    transfer: &'a Transfer,
}

/// Why a payment order cannot be made. Payments are named by their id only: no personal data in an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Pain001Error {
    /// The message id is empty, longer than 35 characters or outside the SEPA character set.
    #[error("the message id is not valid: {0}")]
    MessageId(String),
    /// The text for the holders' statements has no letter or digit.
    #[error("the remittance information is empty")]
    Remittance,
    /// No transfer: the schema wants at least one.
    #[error("a payment order has at least one transfer")]
    Empty,
    /// Nothing of the holder's name is left in the SEPA character set.
    #[error("the account holder of the payment {0} has no name that a bank can read")]
    Holder(PagamentoId),
    /// The account is in a country that SEPA transfers do not reach.
    #[error("the account of the payment {0} is outside SEPA")]
    OutsideSepa(PagamentoId),
    /// Zero, negative, or above 999 999 999.99.
    #[error("the amount of the payment {0} is outside what a transfer can carry")]
    Amount(PagamentoId),
    /// The sum is beyond what money can hold.
    #[error("the total of the payment order overflows")]
    Total,
}

impl<'a> Pain001<'a> {
    /// Checks and makes a message.
    ///
    /// `message_id` is how the bank recognises a file that it already has: the same run must give the same id, two
    /// runs never. `remittance` is what each holder reads on the statement; the category is that of salaries. The ids
    /// of the transfers are distinct: a run can fill several messages, so who splits it checks that.
    ///
    /// # Errors
    /// One of [`Pain001Error`], for the first thing that the network would refuse.
    pub fn new(
        message_id: &str,
        created_at: DateTime<Utc>,
        execution_day: NaiveDate,
        debtor: &'a Debtor,
        remittance: &str,
        transfers: impl IntoIterator<Item = &'a Transfer>,
    ) -> Result<Self, Pain001Error> {
        sepa::validate::check_id("GrpHdr/MsgId", message_id)
            .map_err(|error| Pain001Error::MessageId(error.to_string()))?;
        let credits = transfers.into_iter().map(Credit::new).collect::<Result<Vec<_>, _>>()?;
        if credits.is_empty() {
            return Err(Pain001Error::Empty);
        }
        let total = credits
            .iter()
            .try_fold(Euro::ZERO, |sum, credit| sum.checked_add(credit.transfer.amount))
            .ok_or(Pain001Error::Total)?;
        Ok(Self {
            message_id: message_id.to_owned(),
            created_at,
            execution_day,
            debtor,
            remittance: sepa_text(remittance, REMITTANCE_CHARACTERS_MAX).ok_or(Pain001Error::Remittance)?,
            category: Some("SALA"),
            credits,
            total,
        })
    }

    /// The same message without a category: its payments are no salaries.
    #[must_use]
    pub fn without_category(self) -> Self {
        Self { category: None, ..self }
    }

    /// How many transfers there are: at least one.
    pub fn count(&self) -> usize {
        self.credits.len()
    }

    /// The sum of all transfers.
    pub fn total(&self) -> Euro {
        self.total
    }

    /// Writes the message, transfer by transfer.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut xml = Writer::new_with_indent(out, b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let document = BytesStart::new("Document").with_attributes([("xmlns", NAMESPACE)]);
        xml.write_event(Event::Start(document))?;
        within(&mut xml, &["CstmrCdtTrfInitn"], |xml| {
            within(xml, &["GrpHdr"], |xml| self.write_header(xml))?;
            within(xml, &["PmtInf"], |xml| {
                self.write_order(xml)?;
                self.credits
                    .iter()
                    .try_for_each(|credit| within(xml, &["CdtTrfTxInf"], |xml| self.write_credit(xml, credit)))
            })
        })?;
        xml.write_event(Event::End(BytesEnd::new("Document")))?;
        xml.into_inner().write_all(b"\n")
    }

    fn write_header<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        leaf(xml, "MsgId", &self.message_id)?;
        let created_at = self.created_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        leaf(xml, "CreDtTm", &created_at)?;
        self.write_totals(xml)?;
        within(xml, &["InitgPty"], |xml| {
            leaf(xml, "Nm", self.debtor.name())?;
            let Some(id) = self.debtor.initiating_party_id() else {
                return Ok(());
            };
            within(xml, &["Id", "OrgId", "Othr"], |xml| {
                leaf(xml, "Id", id)?;
                leaf(xml, "Issr", "CBI")
            })
        })
    }

    fn write_order<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        // One order a file, so the file's id serves as the order's.
        leaf(xml, "PmtInfId", &self.message_id)?;
        leaf(xml, "PmtMtd", "TRF")?;
        // One debit for the whole file on our statement; the single payments come back in camt.054.
        leaf(xml, "BtchBookg", "true")?;
        self.write_totals(xml)?;
        within(xml, &["PmtTpInf"], |xml| {
            within(xml, &["SvcLvl"], |xml| leaf(xml, "Cd", "SEPA"))?;
            self.category.map_or(Ok(()), |code| within(xml, &["CtgyPurp"], |xml| leaf(xml, "Cd", code)))
        })?;
        let day = self.execution_day.format("%Y-%m-%d").to_string();
        within(xml, &["ReqdExctnDt"], |xml| leaf(xml, "Dt", &day))?;
        within(xml, &["Dbtr"], |xml| leaf(xml, "Nm", self.debtor.name()))?;
        within(xml, &["DbtrAcct", "Id"], |xml| leaf(xml, "IBAN", self.debtor.iban().as_str()))?;
        within(xml, &["DbtrAgt", "FinInstnId"], |xml| match self.debtor.bic() {
            Some(bic) => leaf(xml, "BICFI", bic),
            None => within(xml, &["Othr"], |xml| leaf(xml, "Id", "NOTPROVIDED")),
        })?;
        leaf(xml, "ChrgBr", "SLEV")
    }

    fn write_totals<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        leaf(xml, "NbOfTxs", &self.count().to_string())?;
        leaf(xml, "CtrlSum", &self.total.to_string())
    }

    fn write_credit<W: Write>(&self, xml: &mut Writer<W>, credit: &Credit<'_>) -> io::Result<()> {
        within(xml, &["PmtId"], |xml| {
            leaf(xml, "InstrId", &credit.id)?;
            leaf(xml, "EndToEndId", &credit.id)
        })?;
        within(xml, &["Amt"], |xml| {
            xml.create_element("InstdAmt")
                .with_attribute(("Ccy", "EUR"))
                .write_text_content(BytesText::new(&credit.transfer.amount.to_string()))?;
            Ok(())
        })?;
        within(xml, &["Cdtr"], |xml| leaf(xml, "Nm", &credit.holder))?;
        within(xml, &["CdtrAcct", "Id"], |xml| leaf(xml, "IBAN", credit.transfer.iban.as_str()))?;
        within(xml, &["RmtInf"], |xml| leaf(xml, "Ustrd", &self.remittance))
    }
}

impl<'a> Credit<'a> {
    fn new(transfer: &'a Transfer) -> Result<Self, Pain001Error> {
        let id = transfer.pagamento;
        if !transfer.iban.is_sepa() {
            return Err(Pain001Error::OutsideSepa(id));
        }
        // The schema lets through zero and five decimals: the network's own bounds are checked here.
        sepa::validate::check_amount("InstdAmt", transfer.amount.cents()).map_err(|_| Pain001Error::Amount(id))?;
        Ok(Self {
            // Without hyphens the id has 32 characters, and the field 35.
            id: id.0.simple().to_string(),
            holder: sepa_text(&transfer.holder, NAME_CHARACTERS_MAX).ok_or(Pain001Error::Holder(id))?,
            transfer,
        })
    }
}

/// Writes `fill` inside the nested elements `path`.
fn within<W: Write>(
    xml: &mut Writer<W>,
    path: &[&str],
    fill: impl FnOnce(&mut Writer<W>) -> io::Result<()>,
) -> io::Result<()> {
    for name in path {
        xml.write_event(Event::Start(BytesStart::new(*name)))?;
    }
    fill(xml)?;
    for name in path.iter().rev() {
        xml.write_event(Event::End(BytesEnd::new(*name)))?;
    }
    Ok(())
}

/// Writes an element that holds only text.
fn leaf<W: Write>(xml: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}
