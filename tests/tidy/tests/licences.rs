//! The licences of everything that is linked, against the list of deny.toml.

use std::process::Command;

use serde_json::Value;
use spindle_tidy::root;

/// Whether an SPDX expression can be met with the allowed licences: OR by any side, AND by all.
fn allowed(expression: &str, list: &[String]) -> bool {
    let expression = expression.trim();
    if let Some((left, right)) = split_outside(expression, " AND ") {
        return allowed(left, list) && allowed(right, list);
    }
    if let Some((left, right)) =
        split_outside(expression, " OR ").or_else(|| split_outside(expression, "/"))
    {
        return allowed(left, list) || allowed(right, list);
    }
    match expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => allowed(inner, list),
        // A plus means this version or a later one.
        None => list
            .iter()
            .any(|licence| licence == expression.trim_end_matches('+')),
    }
}

/// Splits at the first `separator` that stands in no parentheses.
fn split_outside<'e>(expression: &'e str, separator: &str) -> Option<(&'e str, &'e str)> {
    expression.match_indices(separator).find_map(|(at, _)| {
        let (left, right) = expression.split_at(at);
        let depth = left.matches('(').count() - left.matches(')').count();
        (depth == 0).then(|| (left, right.strip_prefix(separator).unwrap_or(right)))
    })
}

/// The licences that deny.toml allows.
fn allowed_ones() -> Vec<String> {
    let deny = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let list = deny
        .split_once("allow = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("a list")
        .0;
    let list: Vec<String> = list
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(list.len() > 5);
    list
}

#[test]
fn everything_linked_has_an_allowed_licence() {
    let list = allowed_ones();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100);
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| {
            !package["license"]
                .as_str()
                .is_some_and(|licence| allowed(licence, &list))
        })
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn everything_of_the_pages_has_an_allowed_licence() {
    let list = allowed_ones();
    let lock = root().join("functions/editor/web/package-lock.json");
    let lock = std::fs::read_to_string(lock).expect("package-lock.json");
    let lock: Value = serde_json::from_str(&lock).expect("JSON");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > 20);
    let refused: Vec<String> = packages
        .iter()
        .map(|(path, package)| {
            let licence = package["license"].as_str();
            let name = path.rsplit("node_modules/").next().unwrap_or(path);
            let licence = licence.or_else(|| {
                let told = TOLD_IN_A_FILE.iter().find(|(known, _)| *known == name);
                told.map(|(_, licence)| *licence)
            });
            (path, licence.unwrap_or("none is said"))
        })
        .filter(|(_, licence)| !allowed(licence, &list))
        .map(|(path, licence)| format!("{path}: {licence}"))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

/// Packages of npm that say their licence in a file, and not where npm looks.
const TOLD_IN_A_FILE: &[(&str, &str)] = &[("jstat", "MIT")];

#[test]
fn expressions_are_read_as_they_are_meant() {
    let list = ["MIT".to_owned(), "ISC".to_owned()];
    for (expression, expected) in [
        ("MIT", true),
        ("MIT OR GPL-3.0", true),
        ("GPL-3.0 OR LGPL-3.0", false),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND ISC", true),
        ("(GPL-2.0 OR Apache-2.0) AND ISC", false),
        ("MIT/Apache-2.0", true),
    ] {
        assert_eq!(allowed(expression, &list), expected, "{expression}");
    }
}
