//! The examples of `samples/documents/` do what they say, on the real components.

use std::process::Command;

use spindle_e2e::{Service, root, start};

/// Whether a program is here.
fn is_here(program: &str) -> bool {
    Command::new(program)
        .arg(if program == "openssl" {
            "version"
        } else {
            "--version"
        })
        .output()
        .is_ok_and(|output| output.status.success())
}

#[test]
fn the_examples_of_online_documents_run() {
    let service = start!(Service::open().variable("iflydocs_apps", "dev:dev"));
    for (programs, example) in [
        (&["bash", "curl", "openssl"][..], "curl.sh"),
        (&["node"][..], "node.mjs"),
        (&["python3"][..], "python.py"),
    ] {
        if let Some(missing) = programs.iter().find(|program| !is_here(program)) {
            eprintln!("skipped: {example} needs {missing}, which is not here");
            continue;
        }
        let output = Command::new(programs[0])
            .arg(root().join("samples/documents").join(example))
            .env("BASE_URL", &service.base)
            .envs([("APP_ID", "dev"), ("APP_SECRET", "dev")])
            .envs([("NO_PROXY", "127.0.0.1"), ("no_proxy", "127.0.0.1")])
            .output()
            .unwrap_or_else(|error| panic!("{example}: {error}"));
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "{example}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(said.trim_end().ends_with("done"), "{example}: {said}");
    }
}

#[test]
fn an_example_that_is_refused_says_so() {
    let service = start!(Service::open().variable("iflydocs_apps", "dev:dev"));
    for (program, example) in [
        ("bash", "curl.sh"),
        ("node", "node.mjs"),
        ("python3", "python.py"),
    ] {
        if !is_here(program) || (program == "bash" && !(is_here("curl") && is_here("openssl"))) {
            eprintln!("skipped: {example} needs programs that are not here");
            continue;
        }
        let output = Command::new(program)
            .arg(root().join("samples/documents").join(example))
            .env("BASE_URL", &service.base)
            .envs([("APP_ID", "dev"), ("APP_SECRET", "another")])
            .envs([("NO_PROXY", "127.0.0.1"), ("no_proxy", "127.0.0.1")])
            .output()
            .unwrap_or_else(|error| panic!("{example}: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{example} ended well");
        assert!(said.contains("40103"), "{example}: {said}");
    }
}
