//! A CSV file with a fixed heading, and its mistakes by row and column. No message repeats what a cell holds: it may be a
//! fiscal code.

use crate::commands::CommandError;
use csv::{ReaderBuilder, StringRecord, Trim};
use libretto_core::use_cases::UseCaseError;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;
use std::{fmt, io};

/// Mistakes that are told at most; one more line says how many others there are.
const ERRORS_MAX: usize = 100;

/// A mistake of a file.
#[derive(Debug, Serialize)]
struct Errore {
    /// Number of the line in the file, from 1; none when it is the whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    riga: Option<u64>,
    /// Name of the column; none when it is the whole line.
    #[serde(skip_serializing_if = "Option::is_none")]
    colonna: Option<String>,
    /// What is wrong.
    motivo: String,
}

impl fmt::Display for Errore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.riga, &self.colonna) {
            (Some(riga), Some(colonna)) => write!(formatter, "riga {riga}, colonna {colonna}: {}", self.motivo),
            (Some(riga), None) => write!(formatter, "riga {riga}: {}", self.motivo),
            (None, _) => formatter.write_str(&self.motivo),
        }
    }
}

/// The mistakes of a file.
#[derive(Debug, Default)]
pub(crate) struct Errori(Vec<Errore>);

impl fmt::Display for Errori {
    /// One line for each of the first mistakes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().iter().try_for_each(|one| write!(formatter, "\n  {one}"))?;
        if self.others() > 0 { write!(formatter, "\n  e altri {}", self.others()) } else { Ok(()) }
    }
}

impl Errori {
    /// A mistake in a cell.
    pub(super) fn add(&mut self, riga: u64, colonna: &str, motivo: &str) {
        let colonna = Some(colonna.to_owned()).filter(|name| !name.is_empty());
        self.0.push(Errore { riga: Some(riga), colonna, motivo: motivo.to_owned() });
    }

    /// The mistakes that are told.
    fn told(&self) -> &[Errore] {
        self.0.get(..ERRORS_MAX).unwrap_or(&self.0)
    }

    /// How many others there are.
    fn others(&self) -> usize {
        self.0.len() - self.told().len()
    }

    /// The mistakes for a program.
    pub(super) fn json(&self) -> Value {
        json!({ "errori": self.told(), "altri": self.others() })
    }

    /// What the law refuses of a line, each violation at its column; anything else ends the import.
    pub(super) fn judged(&mut self, riga: u64, outcome: Result<(), UseCaseError>) -> Result<(), CommandError> {
        match outcome {
            Ok(()) => {}
            Err(UseCaseError::Rejected(rejected)) => {
                for step in rejected.explanation.violations() {
                    let column = step.campo.map_or("", libretto_core::catalogue::Campo::as_str);
                    self.add(riga, column, step.codice.map_or("", libretto_core::catalogue::Codice::message));
                }
            }
            Err(UseCaseError::NotInForce(_)) => self.add(riga, "anno", "in quell'anno la legge non c'era"),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// The refusal of the whole file, when there is any mistake.
    pub(super) fn check(self, path: &Path) -> Result<(), CommandError> {
        if self.0.is_empty() { Ok(()) } else { Err(CommandError::BadFile { path: path.to_owned(), errori: self }) }
    }
}

/// One line, cell by cell.
pub(super) struct Riga<'a> {
    /// Number of the line in the file, from 1.
    pub(super) numero: u64,
    columns: &'static [&'static str],
    record: &'a StringRecord,
    errori: &'a mut Errori,
}

impl Riga<'_> {
    /// The value of a cell; a mistake when it is not what `expected` says.
    pub(super) fn cell<T>(
        &mut self,
        column: &'static str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let place = self.columns.iter().position(|name| *name == column)?;
        let value = parse(self.record.get(place).unwrap_or_default());
        if value.is_none() {
            self.errori.add(self.numero, column, expected);
        }
        value
    }
}

/// Reads a file whose first line names exactly these columns. Every line is read, also after a mistake.
///
/// # Errors
/// [`CommandError::BadFile`] when the file cannot be read, its heading is another, or any cell is not what it should be.
pub(super) fn read<T>(
    path: &Path,
    columns: &'static [&'static str],
    parse: impl Fn(&mut Riga<'_>) -> Option<T>,
) -> Result<Vec<(u64, T)>, CommandError> {
    let unreadable =
        |error: csv::Error| CommandError::BadFile { path: path.to_owned(), errori: Errori(vec![plain(&error)]) };
    let mut reader = ReaderBuilder::new().trim(Trim::All).flexible(true).from_path(path).map_err(unreadable)?;
    let mut errori = Errori::default();
    if reader.headers().map_err(unreadable)?.iter().ne(columns.iter().copied()) {
        errori.add(1, "", &format!("l'intestazione deve essere {}", columns.join(",")));
        return Err(CommandError::BadFile { path: path.to_owned(), errori });
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let numero = record.position().map_or(0, csv::Position::line);
        if record.len() != columns.len() {
            errori.add(numero, "", &format!("le colonne devono essere {}, sono {}", columns.len(), record.len()));
            continue;
        }
        let mut riga = Riga { numero, columns, record: &record, errori: &mut errori };
        lines.extend(parse(&mut riga).map(|value| (numero, value)));
    }
    errori.check(path)?;
    Ok(lines)
}

/// What a reader complains of, without what it read.
fn plain(error: &csv::Error) -> Errore {
    let at = |riga: Option<u64>, motivo: &str| Errore { riga, colonna: None, motivo: motivo.to_owned() };
    match (error.kind(), error.position()) {
        (csv::ErrorKind::Io(cause), _) => match cause.kind() {
            io::ErrorKind::NotFound => at(None, "il file non c'è"),
            io::ErrorKind::PermissionDenied => at(None, "il file non si può leggere: mancano i permessi"),
            _ => at(None, &format!("il file non si può leggere (dettaglio tecnico: {cause})")),
        },
        (csv::ErrorKind::Utf8 { .. }, Some(place)) => at(Some(place.line()), "non è testo UTF-8"),
        (_, Some(place)) => at(Some(place.line()), "non si può leggere"),
        (_, None) => at(None, "non è un file CSV"),
    }
}

/// A text of 1 to `max` visible ASCII characters.
pub(super) fn visible(text: &str, max: usize) -> Option<String> {
    let fits = (1..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| text.to_owned())
}
