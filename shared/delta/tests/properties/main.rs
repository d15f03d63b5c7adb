//! What must hold of any documents and any changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod foreign;
mod generate;
mod laws;
mod patch;
mod rebase;
mod staged;

use proptest::test_runner::Config;

/// As many cases as run in a few seconds unoptimised; failures are shrunk and printed, and not recorded.
fn cases(count: u32) -> Config {
    Config {
        failure_persistence: None,
        ..Config::with_cases(count)
    }
}
