//! The rows of a list in a JSON body.

use super::json::finding;
use crate::problem::{Problem, ProblemType};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;

/// Most bad fields that are told at once, inclusive.
const ERRORS_MAX: usize = 100;

/// A place that cannot be read, as a JSON pointer, and why.
type Wrong = (String, String);

/// A list whose rows are read one by one, so that every row that cannot be read is named, and not only the first.
#[derive(Debug)]
pub struct Righe<T>(Vec<Result<T, Wrong>>);

impl<T> Default for Righe<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Righe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<Box<RawValue>>::deserialize(deserializer)?;
        let read = |row: &RawValue| {
            serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(row.get()))
                .map_err(|error| finding(&error))
        };
        Ok(Self(rows.iter().map(|row| read(row)).collect()))
    }
}

impl<T> Righe<T> {
    /// The rows, read or not: their number is that of the list.
    pub(crate) fn rows(&self) -> &[Result<T, Wrong>] {
        &self.0
    }

    /// What the rows that can be read become, in order; `errors` gets all others. `convert` takes a row with its place, and
    /// tells the field within the row that it cannot use.
    pub(crate) fn convert<U>(
        self,
        pointer: &str,
        errors: &mut Errori,
        mut convert: impl FnMut(usize, T) -> Result<U, (&'static str, &'static str)>,
    ) -> Vec<U> {
        let mut converted = Vec::with_capacity(self.0.len());
        for (place, row) in self.0.into_iter().enumerate() {
            let row = row
                .and_then(|row| convert(place, row).map_err(|(field, message)| (field.to_owned(), message.to_owned())));
            match row {
                Ok(row) => converted.push(row),
                Err((field, message)) => errors.add(format!("{pointer}/{place}{field}"), message),
            }
        }
        converted
    }
}

/// The fields of a request that cannot be used.
#[derive(Debug, Default)]
pub(crate) struct Errori(Vec<Wrong>);

impl Errori {
    /// One more.
    pub(crate) fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.0.push((pointer.into(), message.into()));
    }

    /// The refusal, if there is any.
    ///
    /// # Errors
    /// `dati-non-validi` with the first hundred.
    pub(crate) fn refuse(self) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let told = self.0.into_iter().take(ERRORS_MAX);
        Err(told.fold(Problem::new(ProblemType::DatiNonValidi), |problem, (at, why)| problem.field(at, why)))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::problem::extract::parse_json;
    use serde::Deserialize as Derive;

    #[derive(Derive, Debug)]
    #[serde(deny_unknown_fields)]
    struct Body {
        righe: Righe<Row>,
    }

    #[derive(Derive, Debug)]
    #[serde(deny_unknown_fields)]
    struct Row {
        valore: u8,
    }

    #[test]
    fn every_row_that_cannot_be_read_is_named() {
        let text = br#"{"righe":[{"valore":1},{},{"valore":"x"},{"valore":0},7,{"valore":2,"z":1},{"valore":3}]}"#;
        let body: Body = parse_json(text).unwrap();
        let mut errors = Errori::default();
        let even = |place: usize, row: Row| match row.valore {
            0 => Err(("/valore", "è zero")),
            valore => Ok((place, valore)),
        };
        assert_eq!(body.righe.convert("/righe", &mut errors, even), [(0, 1), (6, 3)]);
        let refused = errors.refuse().unwrap_err().body(None, None);
        let fields: Vec<_> = refused.campi.iter().map(|one| one.campo.as_str()).collect();
        assert_eq!(fields, ["/righe/1/valore", "/righe/2/valore", "/righe/3/valore", "/righe/4", "/righe/5/z"]);
    }

    #[test]
    fn what_is_no_list_is_refused_whole() {
        let refused = parse_json::<Body>(br#"{"righe":{}}"#).unwrap_err().body(None, None);
        assert_eq!((refused.status, refused.campi[0].campo.as_str()), (422, "/righe"));
        assert!(Errori::default().refuse().is_ok());
    }
}
