//! The real binary, from outside: both stores, real files, real kills.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

mod command_line;
mod crash;
mod deceased;
mod example;
mod identity_provider;
mod pay_run;
mod pdnd;
mod production;
mod refund_run;
mod road;
mod seal;
mod served;
mod traces;
