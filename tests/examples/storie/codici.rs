//! The verdicts on fiscal codes and bank account numbers, for a line of input each: `cf …` or `iban …`.

use chrono::NaiveDate;
use libretto_core::codice_fiscale::{CodiceFiscale, CodiceFiscaleError};
use libretto_core::iban::{Iban, IbanError};
use serde::Serialize;

/// What the engine says of a text.
#[derive(Serialize)]
pub(crate) struct Verdetto {
    /// `valido`, or what is wrong.
    esito: &'static str,
    /// The birth that a valid code tells to a reader of the first day of 2026.
    nascita: Option<NaiveDate>,
}

/// The verdict on one line; `None` for a line that asks nothing.
pub(crate) fn verdetto(line: &str) -> Option<Verdetto> {
    let (kind, text) = line.split_once(' ')?;
    match kind {
        "cf" => Some(codice_fiscale(text)),
        "iban" => Some(iban(text)),
        _ => None,
    }
}

fn codice_fiscale(text: &str) -> Verdetto {
    match text.parse::<CodiceFiscale>() {
        Ok(code) => Verdetto { esito: "valido", nascita: code.birth_date(super::giorni::day(2026, 1, 1)) },
        Err(error) => Verdetto {
            esito: match error {
                CodiceFiscaleError::Length { .. } => "lunghezza",
                CodiceFiscaleError::Character { .. } => "carattere",
                CodiceFiscaleError::Month => "mese",
                CodiceFiscaleError::Date => "data",
                CodiceFiscaleError::CheckCharacter => "controllo",
                CodiceFiscaleError::Zeros => "zeri",
            },
            nascita: None,
        },
    }
}

fn iban(text: &str) -> Verdetto {
    let esito = match text.parse::<Iban>() {
        Ok(_) => "valido",
        Err(IbanError::Length { .. }) => "lunghezza",
        Err(IbanError::Character { .. }) => "carattere",
        Err(IbanError::CheckDigits) => "controllo",
        Err(IbanError::Cin) => "cin",
    };
    Verdetto { esito, nascita: None }
}
