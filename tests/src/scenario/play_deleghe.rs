//! What a scenario of delegations asks of the Libretto it is played against.

use super::{Breakdown, ConferisceDelega, Ente, Parte, Risposta};

/// SHA-256 of the signed document of every delegation on paper, in hexadecimal digits.
pub const SIGNED_SHA256: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// The part of [`super::Play`] that is of delegations, with the same conventions.
#[expect(clippy::missing_errors_doc, reason = "they all fail alike, as the trait of the whole says")]
pub trait PlayDeleghe {
    /// A person delegates a body; where the body acts for them, it enters what they signed on paper.
    fn conferisce_delega(&mut self, chi: &Parte, ente: &Ente, cosa: &ConferisceDelega) -> Result<Risposta, Breakdown>;

    /// Whoever gave a delegation revokes it, or the body gives it back.
    fn revoca_delega(&mut self, chi: &Parte, delega: &str) -> Result<Risposta, Breakdown>;
}
