//! The pages in a browser: their own checks, and the Playwright specs of `functions/editor/web/tests` against the real
//! components.

use std::path::Path;
use std::process::{Command, Output};

use spindle_e2e::{Service, root, start};

/// Where Debian has Chromium; `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// How many specs run at a time, where `WORKERS` does not say.
const WORKERS: &str = "2";

/// npm in the folder of the pages, with Node.js found or fetched.
fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.arg(root().join("tools/web")).arg("npm");
    command.args(arguments);
    command
}

#[track_caller]
fn must_pass(command: &mut Command) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("sh runs");
    let (stdout, stderr) = (
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr),
    );
    println!("{stdout}");
    assert!(
        status.success(),
        "{command:?}: {status}\n{stdout}\n{stderr}"
    );
}

/// The browser, or none with a note. Where the whole is checked there must be one.
fn chromium() -> Option<String> {
    let path = std::env::var("CHROMIUM").unwrap_or_else(|_| CHROMIUM.to_owned());
    if Path::new(&path).is_file() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "there is no Chromium at {path}: install it, or say in CHROMIUM where it is"
    );
    eprintln!(
        "skipped: there is no Chromium at {path} (Debian: apt install chromium; CHROMIUM names another)"
    );
    None
}

#[test]
fn types_and_units_of_the_pages_hold() {
    must_pass(&mut npm(&["run", "--silent", "check"]));
    must_pass(&mut npm(&["run", "--silent", "unit"]));
}

#[test]
fn the_pages_do_in_a_browser_what_their_specs_say() {
    let Some(chromium) = chromium() else {
        return;
    };
    let open = start!(Service::open());
    let signed = start!(Service::builder());
    let specs = |more: &[&str]| {
        let mut command = npm(&["run", "--silent", "e2e", "--"]);
        command
            .args(more)
            .env("CHROMIUM", &chromium)
            // Much of what specs do is waiting: for the delay of a save, for what somebody else sees.
            .env(
                "WORKERS",
                std::env::var("WORKERS").unwrap_or_else(|_| WORKERS.to_owned()),
            );
        command
    };
    must_pass(specs(&[]).env("SPINDLE_URL", &open.base));
    // The console once more, where the operator signs in; and configurations that are signed.
    must_pass(
        specs(&["tests/console.spec.ts", "tests/api-tokens.spec.ts"])
            .env("SPINDLE_URL", &signed.base)
            .env("SPINDLE_SECRET", Service::SECRET),
    );
}
