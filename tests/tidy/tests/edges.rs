//! Which way dependencies point.

use spindle_tidy::{before_tests, dependencies, sources};

/// Packages that run scripts or take documents apart.
const ENGINES: &[&str] = &[
    "rquickjs",
    "spindle-office-js",
    "spindle-ooxml",
    "spindle-formats",
    "spindle-pdf",
];

#[test]
fn functions_without_an_engine_link_none() {
    let dependencies = dependencies();
    for function in [
        "spindle-command",
        "spindle-documents",
        "spindle-files",
        "spindle-scheduler",
        "spindle-editor",
        "spindle-wopi",
    ] {
        let needed = &dependencies[function];
        for engine in ENGINES {
            assert!(!needed.contains(*engine), "{function} links {engine}");
        }
    }
    assert!(
        dependencies["spindle-docbuilder"].contains("rquickjs"),
        "the check sees edges"
    );
    // Each links what it needs of what converts, and nothing that runs scripts.
    for function in ["spindle-converter", "spindle-import", "spindle-export"] {
        let needed = &dependencies[function];
        assert!(needed.contains("spindle-formats"), "{function}");
        assert!(!needed.contains("rquickjs"), "{function} links rquickjs");
    }
    assert!(!dependencies["spindle-import"].contains("spindle-pdf"));
}

#[test]
fn the_core_knows_no_host_and_no_engine() {
    let needed = &dependencies()["spindle-core"];
    for package in ENGINES
        .iter()
        .chain(&["spin-sdk", "spindle-spin", "rusqlite"])
    {
        assert!(!needed.contains(*package), "spindle-core needs {package}");
    }
    for source in sources(&[".rs"])
        .iter()
        .filter(|source| source.path.starts_with("shared/core/src/"))
    {
        for word in [
            "SystemTime::now",
            "Instant::now",
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "thread::sleep",
        ] {
            assert!(
                !before_tests(&source.text).contains(word),
                "{} uses {word} and not a port",
                source.path
            );
        }
    }
}

#[test]
fn engines_do_not_know_the_core() {
    let dependencies = dependencies();
    for package in [
        "spindle-delta",
        "spindle-formats",
        "spindle-model",
        "spindle-ooxml",
        "spindle-office-js",
        "spindle-pdf",
        "spindle-sheet",
    ] {
        for above in ["spindle-core", "spindle-spin", "spin-sdk"] {
            assert!(
                !dependencies[package].contains(above),
                "{package} needs {above}"
            );
        }
    }
}

#[test]
fn only_the_adapters_and_functions_name_the_spin_sdk() {
    for source in sources(&[".rs"]) {
        let allowed = [
            "shared/spin/",
            "functions/",
            "tests/adapters/",
            "tests/tidy/",
            "host/tests/",
            "host/src/",
        ]
        .iter()
        .any(|folder| source.path.starts_with(folder));
        assert!(
            allowed || !source.text.contains("spin_sdk"),
            "{} names spin_sdk",
            source.path
        );
    }
    for source in sources(&[".rs"])
        .iter()
        .filter(|source| source.path.starts_with("host/src/"))
    {
        assert!(
            !source.text.contains("use spin_sdk"),
            "{} uses the SDK for guests",
            source.path
        );
    }
}

#[test]
fn sql_is_in_the_store() {
    let statements = [
        "SELECT ",
        "INSERT INTO",
        "UPDATE ",
        "DELETE FROM",
        "CREATE TABLE",
        "BEGIN IMMEDIATE",
    ];
    for source in sources(&[".rs"]) {
        let ours = source.path.contains("/src/")
            && (source.path.starts_with("shared/") || source.path.starts_with("functions/"));
        let allowed = source.path.starts_with("shared/core/src/store")
            || source.path.starts_with("shared/testkit/");
        if ours && !allowed {
            for statement in statements {
                let quoted = format!("\"{statement}");
                assert!(
                    !before_tests(&source.text).contains(&quoted),
                    "{} holds SQL: {statement}",
                    source.path
                );
            }
        }
    }
}
