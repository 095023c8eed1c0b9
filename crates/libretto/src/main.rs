//! libretto.
fn main() {}
