//! What every adapter of a port must do, as plain functions: native tests call them, and a component runs
//! them over the Spin adapters and answers the results as JSON.

mod blob;
mod clock;
mod config;
mod outbound;
pub mod peer;
mod random;
mod sql;

pub use blob::blob_suite;
pub use clock::clock_suite;
pub use config::config_suite;
pub use outbound::outbound_suite;
pub use random::random_suite;
pub use sql::sql_suite;

use serde::Serialize;

/// What came of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseResult {
    /// The port.
    pub suite: &'static str,
    /// What must hold.
    pub case: &'static str,
    /// Why it does not; `None` when it does.
    pub failure: Option<String>,
}

impl CaseResult {
    /// Whether it holds.
    pub fn passed(&self) -> bool {
        self.failure.is_none()
    }
}

/// Stops a native test with every failure in words.
pub fn assert_all_passed(results: &[CaseResult]) {
    let failures: Vec<String> = results
        .iter()
        .filter_map(|result| {
            Some(format!(
                "{}: {}: {}",
                result.suite,
                result.case,
                result.failure.as_ref()?
            ))
        })
        .collect();
    assert!(!results.is_empty(), "no case ran");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

type Case<P> = (&'static str, fn(&P) -> Result<(), String>);

fn run<P>(suite: &'static str, port: &P, cases: &[Case<P>]) -> Vec<CaseResult> {
    cases
        .iter()
        .map(|(case, check)| CaseResult {
            suite,
            case,
            failure: check(port).err(),
        })
        .collect()
}

fn ensure(holds: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(words()) }
}

fn equal<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), String> {
    ensure(found == expected, || {
        format!("{what}: found {found:?}, expected {expected:?}")
    })
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
