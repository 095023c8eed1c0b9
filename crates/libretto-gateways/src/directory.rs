//! The register of population: a file that is read at start, or none.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::civil_time::CivilTime;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::ports::{Anagrafe, Directory, DirectoryError};
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::Path;
use thiserror::Error;

/// No register is connected: it knows nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDirectory;

#[async_trait]
impl Directory for NoDirectory {
    async fn vita(&self, _: &CodiceFiscale) -> Result<Anagrafe, DirectoryError> {
        Ok(Anagrafe::Sconosciuto)
    }
}

/// What a register of population said when it was exported: a file of JSON lines, read once at start.
///
/// A line is `{"codice_fiscale": …, "stato": "in_vita"}` or `{"codice_fiscale": …, "stato": "deceduto", "giorno": "2026-03-08",
/// "ora": "06:40"}`: the Italian day and, when it is known, the hour of clocks in Italy, with its offset in the hour that
/// comes twice. Empty lines are passed over.
pub struct FileDirectory(HashMap<CodiceFiscale, Anagrafe>);

impl fmt::Debug for FileDirectory {
    // Who lives and who died stays out of logs.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FileDirectory({} persons)", self.0.len())
    }
}

/// Why the file of the register is not used.
#[derive(Debug, Error)]
pub enum DirectoryFileError {
    /// It cannot be read.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
    /// A line is wrong. The message does not repeat what it holds.
    #[error("line {line}: {reason}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        reason: LineError,
    },
}

/// What is wrong with a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum LineError {
    /// It is not a JSON object with the members that are expected, and no others.
    #[error("not an object with codice_fiscale, stato, and for a death giorno and optionally ora")]
    Shape,
    /// The fiscal code is not valid.
    #[error("codice_fiscale is not a valid fiscal code")]
    CodiceFiscale,
    /// The person stands in an earlier line.
    #[error("codice_fiscale stands in an earlier line")]
    Twice,
    /// A death without its day, or a day of somebody who is alive.
    #[error("giorno and ora belong to a death, which needs giorno")]
    Giorno,
    /// The hour is no hour of that day.
    #[error("ora is not an hour of clocks in Italy on giorno, such as 06:40")]
    Ora,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stato {
    Deceduto,
    InVita,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    codice_fiscale: String,
    stato: Stato,
    giorno: Option<NaiveDate>,
    ora: Option<String>,
}

impl Line {
    fn read(text: &str) -> Result<(CodiceFiscale, Anagrafe), LineError> {
        let line: Self = serde_json::from_str(text).map_err(|_| LineError::Shape)?;
        let code = line.codice_fiscale.parse().map_err(|_| LineError::CodiceFiscale)?;
        let said = match (line.stato, line.giorno, line.ora) {
            (Stato::InVita, None, None) => Anagrafe::InVita,
            (Stato::Deceduto, Some(giorno), ora) => {
                Anagrafe::Deceduto { giorno, ora: ora.map(|ora| instant(giorno, &ora)).transpose()? }
            }
            _ => return Err(LineError::Giorno),
        };
        Ok((code, said))
    }
}

/// The instant of an hour on a day.
fn instant(giorno: NaiveDate, ora: &str) -> Result<DateTime<Utc>, LineError> {
    let time: CivilTime = format!("{giorno}T{ora}").parse().map_err(|_| LineError::Ora)?;
    // 24:00 is an hour of the day after.
    if time.local().date() != giorno {
        return Err(LineError::Ora);
    }
    time.resolve().map_err(|_| LineError::Ora)
}

impl FileDirectory {
    /// Reads the file.
    ///
    /// # Errors
    /// [`DirectoryFileError`]: the file cannot be read, or its first wrong line.
    pub fn open(path: &Path) -> Result<Self, DirectoryFileError> {
        Self::read(&std::fs::read_to_string(path)?)
    }

    fn read(text: &str) -> Result<Self, DirectoryFileError> {
        let mut known = HashMap::new();
        for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |reason| DirectoryFileError::Line { line: place + 1, reason };
            let (code, said) = Line::read(line).map_err(wrong)?;
            if known.insert(code, said).is_some() {
                return Err(wrong(LineError::Twice));
            }
        }
        Ok(Self(known))
    }
}

#[async_trait]
impl Directory for FileDirectory {
    async fn vita(&self, codice_fiscale: &CodiceFiscale) -> Result<Anagrafe, DirectoryError> {
        Ok(self.0.get(codice_fiscale).copied().unwrap_or(Anagrafe::Sconosciuto))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    const ANNA: &str = "BNCNNA75C55F205P";
    const MARIO: &str = "RSSMRA80A01H501U";

    fn line(code: &str, rest: &str) -> String {
        format!("{{\"codice_fiscale\": \"{code}\", {rest}}}")
    }

    fn wrong(text: &str) -> (usize, LineError) {
        match FileDirectory::read(text) {
            Err(DirectoryFileError::Line { line, reason }) => (line, reason),
            other => unreachable!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn who_lives_who_died_and_who_is_not_known() {
        let died = line(ANNA, "\"stato\": \"deceduto\", \"giorno\": \"2026-03-08\", \"ora\": \"06:40\"");
        let text = format!("{died}\n\n{}\n", line(MARIO, "\"stato\": \"in_vita\""));
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("anagrafe.jsonl");
        std::fs::write(&path, text).unwrap();
        let directory = FileDirectory::open(&path).unwrap();
        let giorno = NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
        let ora = Some("2026-03-08T05:40:00Z".parse().unwrap());
        assert_eq!(directory.vita(&ANNA.parse().unwrap()).await.unwrap(), Anagrafe::Deceduto { giorno, ora });
        assert_eq!(directory.vita(&MARIO.parse().unwrap()).await.unwrap(), Anagrafe::InVita);
        let empty = FileDirectory::read("").unwrap();
        assert_eq!(empty.vita(&ANNA.parse().unwrap()).await.unwrap(), Anagrafe::Sconosciuto);
        assert_eq!(NoDirectory.vita(&ANNA.parse().unwrap()).await.unwrap(), Anagrafe::Sconosciuto);
        assert!(!format!("{directory:?}").contains(ANNA));
    }

    #[test]
    fn a_wrong_line_is_named_by_its_number() {
        let good = line(MARIO, "\"stato\": \"in_vita\"");
        let death = |rest: &str| line(ANNA, &format!("\"stato\": \"deceduto\"{rest}"));
        for (second, reason) in [
            ("{".to_owned(), LineError::Shape),
            (line(ANNA, "\"stato\": \"emigrato\""), LineError::Shape),
            (line(ANNA, "\"stato\": \"in_vita\", \"nome\": \"Anna\""), LineError::Shape),
            (line("BNCNNA75C55F205X", "\"stato\": \"in_vita\""), LineError::CodiceFiscale),
            (good.clone(), LineError::Twice),
            (line(ANNA, "\"stato\": \"in_vita\", \"giorno\": \"2026-03-08\""), LineError::Giorno),
            (death(""), LineError::Giorno),
            (death(", \"giorno\": \"2026-03-08\", \"ora\": \"24:00\""), LineError::Ora),
            (death(", \"giorno\": \"2026-03-29\", \"ora\": \"02:30\""), LineError::Ora),
            (death(", \"giorno\": \"2026-03-08\", \"ora\": \"alba\""), LineError::Ora),
        ] {
            assert_eq!(wrong(&format!("{good}\n{second}")), (2, reason), "{second}");
        }
        let message = FileDirectory::read(&format!("{good}\n{good}")).err().map(|error| error.to_string());
        assert_eq!(message.unwrap(), "line 2: codice_fiscale stands in an earlier line");
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        assert!(matches!(FileDirectory::open(&root.path().join("none")), Err(DirectoryFileError::Io(_))));
    }
}
