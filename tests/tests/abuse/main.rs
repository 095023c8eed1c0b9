//! The real binary under abuse: hostile bytes on raw sockets, a caching proxy in front of it, and a search for people in
//! everything it wrote. Nothing here waits for a time of its own: the service has short time-outs, and the tests read until it
//! answers or cuts.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may panic: what is missing is the defect it looks for")]

mod bodies;
mod connections;
mod heads;
mod leaks;
mod proxy;
mod smuggling;
mod wire;
