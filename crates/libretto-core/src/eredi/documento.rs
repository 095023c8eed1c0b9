//! The documents that heirs upload (HER-03, HER-16): what they are is told by their content, never by a name. The content
//! lives behind the port [`crate::ports::Documents`]; the register keeps its digest.

use super::stato::{self, AttoDichiarazione};
use super::{Causa, DichiarazioneErede, Documento, FormatoDocumento, TipoDocumento};
use crate::catalogue::{Campo, Codice, Regola};
use crate::civil_time::rome_date;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::{DocumentoId, PersonaId};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// Largest size of a document, in bytes, inclusive: ten megabytes.
pub const DOCUMENT_BYTES_MAX: usize = 10 * 1024 * 1024;

/// How many documents one declaration holds at most.
pub const DOCUMENTS_MAX: usize = 40;

/// A document as it was uploaded.
#[derive(Clone, Copy, Debug)]
pub struct Allegato<'a> {
    /// What it is said to be.
    pub tipo: TipoDocumento,
    /// The other heir whom a delegation or an identity document is about.
    pub relativo_a: Option<PersonaId>,
    /// Its content.
    pub contenuto: &'a [u8],
    /// The SHA-256 of the content.
    pub sha256: [u8; 32],
}

impl FormatoDocumento {
    /// The format of a content: PDF, JPEG or PNG from its first byte to its end mark, and nothing else besides. A file that
    /// begins like one format and holds another (a polyglot) has no format.
    ///
    /// # Errors
    /// What is wrong with the content.
    pub fn of(content: &[u8]) -> Result<Self, Causa> {
        let (found, whole) = match content {
            [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => (Self::Pdf, ends_as_pdf(content)),
            [0xFF, 0xD8, 0xFF, rest @ ..] => (Self::Jpeg, rest.ends_with(&[0xFF, 0xD9])),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', rest @ ..] => (Self::Png, rest.ends_with(PNG_END)),
            _ => return Err(Causa::FormatoSconosciuto),
        };
        match (whole, is_polyglot(content, found)) {
            (false, _) => Err(Causa::FileNonIntegro),
            (true, true) => Err(Causa::ContenutoEstraneo),
            (true, false) => Ok(found),
        }
    }
}

/// The last chunk of a PNG, with its checksum.
const PNG_END: &[u8] = b"\0\0\0\0IEND\xAEB`\x82";

/// What betrays a second format inside: an archive, a page, a program, another document.
const STRANGERS: [&[u8]; 6] = [b"PK\x03\x04", b"PK\x05\x06", b"<script", b"<html", b"<!DOCTYPE", b"\x7FELF"];

/// What a PDF must not hold: a program to run when it is opened.
const ACTIVE: [&[u8]; 6] = [b"/JavaScript", b"/JS(", b"/JS (", b"/JS <", b"/Launch", b"/EmbeddedFile"];

fn ends_as_pdf(content: &[u8]) -> bool {
    // Only line ends may follow the mark.
    let end = content.iter().rposition(|byte| !byte.is_ascii_whitespace() && *byte != 0).map_or(0, |place| place + 1);
    content[..end].ends_with(b"%%EOF")
}

fn is_polyglot(content: &[u8], format: FormatoDocumento) -> bool {
    let others: &[&[u8]] = match format {
        FormatoDocumento::Pdf => &ACTIVE,
        FormatoDocumento::Jpeg | FormatoDocumento::Png => &[b"%PDF-"],
    };
    // The compressed inside of an image or a PDF may hold any two letters, but hardly one of these marks. One pass: a
    // document may be large, and only few bytes begin a mark.
    let begins =
        |mark: &[u8], rest: &[u8]| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    content.iter().enumerate().filter(|(_, byte)| matches!(byte, b'P' | b'p' | b'<' | 0x7F | b'/' | b'%')).any(
        |(place, _)| {
            let rest = &content[place..];
            STRANGERS.iter().chain(others).any(|mark| begins(mark, rest))
        },
    )
}

/// Decides whether a document joins a declaration.
///
/// # Errors
/// [`Rejected`] when the declaration takes none now, or the document is empty, too large, too many or of no admitted format.
pub fn decide(
    dichiarazione: &DichiarazioneErede,
    id: DocumentoId,
    allegato: &Allegato<'_>,
    now: DateTime<Utc>,
) -> Result<(Documento, Explanation), Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    stato::check(&mut evaluation, dichiarazione.stato, AttoDichiarazione::Allegazione);
    let count = |number: usize| Quantity::Numero(u64::try_from(number).unwrap_or(u64::MAX));
    let size = allegato.contenuto.len();
    let fits = (1..=DOCUMENT_BYTES_MAX).contains(&size);
    let measure = Measure::against(count(DOCUMENT_BYTES_MAX), count(size));
    evaluation.require_at(Codice::DimensioneDocumentoNonAmmessa, Some(Campo::Documento), fits, measure);
    let room = dichiarazione.documenti.len() < DOCUMENTS_MAX;
    let measure = Measure::against(count(DOCUMENTS_MAX), count(dichiarazione.documenti.len()));
    evaluation.require(Codice::TroppiDocumenti, room, measure);
    // What is too large is not looked into.
    let formato = fits.then(|| FormatoDocumento::of(allegato.contenuto)).transpose();
    let measure = Measure::because(formato.err());
    evaluation.require_at(Codice::FormatoDocumentoNonAmmesso, Some(Campo::Documento), formato.is_ok(), measure);
    evaluation.note(Regola::Her03, Measure::NONE);
    let spiegazione = evaluation.finish()?;
    let Ok(Some(formato)) = formato else { return Err(Rejected { explanation: spiegazione }) };
    let bytes = u64::try_from(size).unwrap_or(u64::MAX);
    let Allegato { tipo, relativo_a, sha256, .. } = *allegato;
    Ok((Documento { id, tipo, relativo_a, formato, bytes, sha256, caricato_il: now }, spiegazione))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

    fn png(inside: &[u8]) -> Vec<u8> {
        [b"\x89PNG\r\n\x1A\n".as_slice(), inside, PNG_END].concat()
    }

    #[test]
    fn a_document_is_known_by_its_content() {
        assert_eq!(FormatoDocumento::of(PDF), Ok(FormatoDocumento::Pdf));
        assert_eq!(FormatoDocumento::of(&png(b"")), Ok(FormatoDocumento::Png));
        assert_eq!(FormatoDocumento::of(b"\xFF\xD8\xFF\xE0 image \xFF\xD9"), Ok(FormatoDocumento::Jpeg));
        assert_eq!(FormatoDocumento::of(b""), Err(Causa::FormatoSconosciuto));
        assert_eq!(FormatoDocumento::of(b"testamento.pdf"), Err(Causa::FormatoSconosciuto));
        assert_eq!(FormatoDocumento::of(b"GIF89a"), Err(Causa::FormatoSconosciuto));
        assert_eq!(FormatoDocumento::of(b"MZ\x90\0"), Err(Causa::FormatoSconosciuto));
    }

    #[test]
    fn a_file_that_is_cut_off_or_goes_on_after_its_end_is_none() {
        assert_eq!(FormatoDocumento::of(&PDF[..PDF.len() - 2]), Err(Causa::FileNonIntegro));
        assert_eq!(FormatoDocumento::of(&[PDF, b"#!/bin/sh"].concat()), Err(Causa::FileNonIntegro));
        assert_eq!(FormatoDocumento::of(&[png(b"").as_slice(), b"x"].concat()), Err(Causa::FileNonIntegro));
        assert_eq!(FormatoDocumento::of(b"\xFF\xD8\xFF\xE0 image"), Err(Causa::FileNonIntegro));
        assert_eq!(FormatoDocumento::of(&[PDF, b"\r\n \0"].concat()), Ok(FormatoDocumento::Pdf));
    }

    #[test]
    fn a_polyglot_is_none() {
        let inside = |text: &str| format!("%PDF-1.4\n{text}\n%%EOF");
        for text in
            ["PK\u{3}\u{4}", "<SCRIPT>", "<html>", "/JavaScript", "/JS (app.alert(1))", "/Launch", "/EmbeddedFile"]
        {
            assert_eq!(FormatoDocumento::of(inside(text).as_bytes()), Err(Causa::ContenutoEstraneo), "{text}");
        }
        assert_eq!(FormatoDocumento::of(&png(b"%PDF-1.4")), Err(Causa::ContenutoEstraneo));
        assert_eq!(FormatoDocumento::of(&png(b"PK\x03\x04")), Err(Causa::ContenutoEstraneo));
    }
}
