//! Value-made ports, conformance suites and `TestApp`.
//!
//! Tests of the core run against these ports; the conformance suites hold them and the Spin adapters to the
//! same behaviour.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "test support: a failure must stop the test at its place"
)]

pub mod conformance;
pub mod engine;
pub mod ports;
#[cfg(feature = "sqlite")]
pub mod test_app;

#[cfg(feature = "sqlite")]
pub use test_app::{Answer, Crash, TestApp};
