//! `cargo up` and `cargo test` share one build of the host's dependencies, which is minutes of a first run.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use spindle_tidy::root;

/// The features that each package is built with, for a choice of packages and kinds of dependencies.
fn features(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "tree", "--locked", "--prefix", "none", "--format", "{p}|{f}",
        ])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((package, features)) = line.trim_end_matches(" (*)").split_once('|') {
            let features = features.split(',').map(str::to_owned);
            found
                .entry(package.to_owned())
                .or_default()
                .extend(features);
        }
    }
    found
}

#[test]
fn the_host_is_built_alike_alone_and_with_the_tests() {
    let alone = features(&["--package", "spindle", "--edges", "normal,build"]);
    let together = features(&["--edges", "normal,build,dev"]);
    assert!(alone.len() > 100);
    let differing: Vec<String> = alone
        .iter()
        .filter(|(package, features)| together.get(*package) != Some(features))
        .map(|(package, features)| {
            let other = together.get(package).cloned().unwrap_or_default();
            let missing: Vec<_> = other.difference(features).cloned().collect();
            format!("{package} lacks {missing:?}")
        })
        .collect();
    assert!(
        differing.is_empty(),
        "host/Cargo.toml must ask for the same: {differing:#?}"
    );
}
