//! The views, taken from memory: the read side of the embedded store.
