//! libretto-embedded.
