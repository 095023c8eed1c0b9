//! What the tests of the whole share: the real binary as a service under test.

pub mod service;
