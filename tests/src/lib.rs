//! What the tests of the whole share: scenarios as data with those who can play them, and the real binary as a service
//! under test.

pub mod dice;
pub mod in_core;
pub mod over_http;
pub mod scenario;
pub mod service;
