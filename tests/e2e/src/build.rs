//! Builds the host and the components once per test process.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The project's root folder.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        here.ancestors()
            .nth(2)
            .expect("tests/e2e is two folders below the root")
            .to_owned()
    })
}

/// The embedded host's binary as `cargo up` builds it, built first if need be. `SPINDLE_HOST` names another.
pub fn spindle() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(binary) = std::env::var_os("SPINDLE_HOST") {
            return binary.into();
        }
        run(cargo().args(["build", "--package", "spindle"]));
        let test = std::env::current_exe().expect("a test has a path");
        // target/<profile>/deps/<test>
        let target = test
            .ancestors()
            .nth(3)
            .expect("tests run from target/<profile>/deps");
        target
            .join("debug")
            .join(format!("spindle{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Builds the components of a manifest with the commands that it names.
pub fn components(manifest: &Path) {
    static BUILT: OnceLock<std::sync::Mutex<Vec<PathBuf>>> = OnceLock::new();
    let built = BUILT.get_or_init(Default::default);
    let mut built = built
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    if built.iter().any(|done| done == manifest) {
        return;
    }
    run(Command::new(spindle())
        .arg("build")
        .arg("--from")
        .arg(manifest));
    built.push(manifest.to_owned());
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
    assert!(
        output.status.success(),
        "{command:?} failed\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
