//! Says in Italian, and without repeating what was sent, what serde says in English.
//!
//! The texts of serde are its own and not a contract; a text that is not recognised becomes a plain "valore non valido",
//! unless it comes from a type of ours, whose messages are Italian already and marked by [`own_message`].

/// Marks a message written by one of our own `Deserialize` implementations: an invisible separator.
const OWN_MESSAGE: &str = "\u{2063}";

/// A message for `serde::de::Error::custom` that is shown to the caller as it stands. It must be Italian and must not repeat
/// the value.
pub fn own_message(text: &str) -> String {
    format!("{OWN_MESSAGE}{text}")
}

/// What is wrong, and with which field below the reported place.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Finding {
    /// A field to be added to the path, when serde names it only in its message.
    pub(super) field: Option<String>,
    /// Italian text for people.
    pub(super) message: String,
}

/// Explains a message of serde.
pub(super) fn explain(message: &str) -> Finding {
    let message = without_position(message);
    let said = |field: Option<&str>, text: String| Finding { field: field.map(str::to_owned), message: text };
    if let Some(own) = message.strip_prefix(OWN_MESSAGE) {
        return said(None, own.to_owned());
    }
    if message.starts_with("missing field") {
        return said(first_quoted(message), "campo obbligatorio mancante".to_owned());
    }
    if message.starts_with("duplicate field") {
        return said(first_quoted(message), "campo ripetuto".to_owned());
    }
    if message.starts_with("unknown field") {
        return said(first_quoted(message), "campo non previsto".to_owned());
    }
    if message.starts_with("unknown variant") {
        return said(None, format!("valore non previsto; ammessi: {}", quoted_after_expected(message).join(", ")));
    }
    if let Some((_, expected)) = message.rsplit_once(", expected ") {
        return said(None, format!("valore di tipo non ammesso; atteso: {}", italian_type(expected)));
    }
    if message.starts_with("UUID parsing failed") {
        return said(None, "non è un UUID".to_owned());
    }
    said(None, "valore non valido".to_owned())
}

/// The message without `serde_json`'s " at line 1 column 9".
fn without_position(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}

fn first_quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

fn quoted_after_expected(message: &str) -> Vec<&str> {
    let list = message.rsplit_once("expected ").map_or("", |(_, list)| list);
    list.split('`').skip(1).step_by(2).collect()
}

fn italian_type(expected: &str) -> String {
    let name = match expected {
        "a string" | "a borrowed string" | "a character" => "una stringa",
        "a boolean" => "vero o falso",
        "unit" | "null" => "nessun valore",
        "a map" => "un oggetto",
        "a sequence" => "un elenco",
        "a formatted date string" | "a formatted NaiveDate string" => "una data AAAA-MM-GG",
        text if text.starts_with("struct ") => "un oggetto",
        text if text.contains("UUID") => "un UUID",
        text if text.contains("Decimal") => "un importo scritto come stringa",
        text if text.contains("date") => "una data nel formato ISO 8601",
        text if matches!(text.as_bytes(), [b'i' | b'u', b'1'..=b'9', ..]) => "un numero intero entro i limiti",
        _ => "un valore nella forma documentata",
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_messages_become_italian_and_lose_the_value() {
        let cases = [
            ("missing field `ambito` at line 1 column 2", Some("ambito"), "campo obbligatorio mancante"),
            ("duplicate field `a` at line 1 column 9", Some("a"), "campo ripetuto"),
            ("unknown field `z`, expected one of `a`, `b` at line 1 column 4", Some("z"), "campo non previsto"),
            ("unknown variant `q`, expected `x` or `y`", None, "valore non previsto; ammessi: x, y"),
            (
                "invalid type: string \"RSSMRA80A01H501U\", expected u32",
                None,
                "valore di tipo non ammesso; atteso: un numero intero entro i limiti",
            ),
            ("invalid type: integer `3`, expected a string", None, "valore di tipo non ammesso; atteso: una stringa"),
            ("UUID parsing failed: invalid character: found `p` at 0 at line 1 column 26", None, "non è un UUID"),
            ("input contains invalid characters", None, "valore non valido"),
        ];
        for (message, field, text) in cases {
            assert_eq!(explain(message), Finding { field: field.map(str::to_owned), message: text.to_owned() });
        }
    }

    #[test]
    fn our_own_messages_are_kept() {
        let finding = explain(&own_message("l'importo ha più di due decimali at line 3 column 1"));
        assert_eq!(finding.message, "l'importo ha più di due decimali");
    }
}
