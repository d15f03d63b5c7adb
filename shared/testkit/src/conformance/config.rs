//! What a source of variables must do.

use spindle_core::ports::Config;

use super::{CaseResult, equal, words};

/// Runs every case over `config`, in which the variable `name` has the text `value`.
pub fn config_suite(config: &dyn Config, name: &str, value: &str) -> Vec<CaseResult> {
    let known = config
        .get(name)
        .map_err(words)
        .and_then(|found| equal("variable", &found, &Some(value.to_owned())));
    let unknown = config
        .get("conformance_no_such_variable")
        .map_err(words)
        .and_then(|found| equal("unknown variable", &found, &None));
    [
        ("a variable has its text", known),
        ("an unknown variable is none", unknown),
    ]
    .into_iter()
    .map(|(case, outcome)| CaseResult {
        suite: "config",
        case,
        failure: outcome.err(),
    })
    .collect()
}
