//! What the tests of a pay run share: people, amounts, and a reader of XML.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use chrono::{NaiveDate, TimeZone, Utc};
use libretto_core::ids::{CorsaId, CorsaRimborsiId, PagamentoId};
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::pagamento::FileScritto;
use libretto_core::ports::{Domiciled, PayoutBatch, PayoutError, Payouts, RefundBatch, Transfer};
use libretto_gateways::file::OutputFolder;
use libretto_gateways::payouts::FilePayouts;
use libretto_gateways::sepa::Debtor;
use quick_xml::Reader;
use quick_xml::events::Event;
use uuid::Uuid;

pub(crate) const IBANS: [&str; 3] =
    ["IT33I0760103200001234567890", "IT10J0760103200001234567891", "IT84K0760103200001234567892"];

pub(crate) fn id(number: u128) -> PagamentoId {
    PagamentoId(Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number))
}

pub(crate) fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

pub(crate) fn transfer(number: u128, holder: &str, cents: i64) -> Transfer {
    let iban = IBANS[usize::try_from(number).unwrap() % IBANS.len()];
    Transfer { pagamento: id(number), iban: iban.parse().unwrap(), holder: holder.to_owned(), amount: euro(cents) }
}

pub(crate) fn domiciled(number: u128, holder: &str, cents: i64) -> Domiciled {
    Domiciled {
        pagamento: id(number),
        codice_fiscale: "RSSMRA80A01H501U".parse().unwrap(),
        holder: holder.to_owned(),
        amount: euro(cents),
        fee: euro(384),
    }
}

pub(crate) fn batch(transfers: Vec<Transfer>, domiciled: Vec<Domiciled>) -> PayoutBatch {
    PayoutBatch {
        corsa: CorsaId::of("2026-02", 1),
        numero: 1,
        created_at: Utc.with_ymd_and_hms(2026, 3, 4, 8, 30, 0).unwrap(),
        execution_day: NaiveDate::from_ymd_opt(2026, 3, 13).unwrap(),
        mese: Month::new(2026, 2).unwrap(),
        transfers,
        domiciled,
    }
}

/// The seventh run of refunds.
pub(crate) fn refunds(transfers: Vec<Transfer>) -> RefundBatch {
    RefundBatch {
        corsa: CorsaRimborsiId::of(7),
        numero: 7,
        created_at: Utc.with_ymd_and_hms(2026, 3, 4, 8, 30, 0).unwrap(),
        execution_day: NaiveDate::from_ymd_opt(2026, 3, 4).unwrap(),
        transfers,
    }
}

pub(crate) fn debtor(bic: Option<&str>, initiating_party_id: Option<&str>) -> Debtor {
    let iban = "IT60X0542811101000000123456".parse().unwrap();
    Debtor::new("Gestione Libretto Famiglia", iban, bic, initiating_party_id).unwrap()
}

pub(crate) fn payouts(folder: &Path, debtor: Debtor, per_file_max: usize) -> FilePayouts {
    FilePayouts::new(debtor, OutputFolder::open(folder).unwrap(), NonZeroUsize::new(per_file_max).unwrap())
}

/// Writes the batch into the folder as a bank with small files would want it: two transfers each.
pub(crate) async fn write(folder: &Path, batch: &PayoutBatch) -> Result<Vec<FileScritto>, PayoutError> {
    payouts(folder, debtor(None, None), 2).write(batch).await
}

/// The names in the folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every text of an XML document and every attribute, each with its path from below the root, in order.
pub(crate) fn fields(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
                text.clear();
                for attribute in start.attributes().map(Result::unwrap) {
                    let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    let value = String::from_utf8(attribute.value.to_vec()).unwrap();
                    fields.push((format!("{}@{key}", path[1..].join("/")), value));
                }
            }
            Event::Text(part) => text.push_str(&part.decode().unwrap()),
            // The reader gives `&apos;` apart from the text around it.
            Event::GeneralRef(name) if &*name.decode().unwrap() == "apos" => text.push('\''),
            Event::End(_) => {
                if !text.trim().is_empty() {
                    fields.push((path[1..].join("/"), text.clone()));
                }
                text.clear();
                path.pop();
            }
            Event::Eof => return fields,
            Event::Decl(_) => {}
            other => panic!("nothing like {other:?} is expected in a payment order"),
        }
    }
}

/// The values at one path, in order.
pub(crate) fn values(xml: &str, path: &str) -> Vec<String> {
    fields(xml).into_iter().filter(|(at, _)| at == path).map(|(_, value)| value).collect()
}
