use std::path::{Path, PathBuf};
use std::process::Command;

/// The directory of the spin-sdk that the workspace builds with.
fn sdk() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--filter-platform",
            "wasm32-wasip2",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let package = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "spin-sdk")
        .unwrap();
    assert_eq!(package["version"], "5.2.0");
    Path::new(package["manifest_path"].as_str().unwrap())
        .parent()
        .unwrap()
        .to_path_buf()
}

#[test]
fn the_vendored_interfaces_are_those_of_the_sdk() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let sdk = sdk();
    for (vendored, original) in [
        (
            "deps/fermyon-spin/key-value.wit",
            "wit/deps/spin@2.0.0/key-value.wit",
        ),
        (
            "deps/fermyon-spin/variables.wit",
            "wit/deps/spin@2.0.0/variables.wit",
        ),
        (
            "deps/spin-sqlite/sqlite.wit",
            "wit/deps/spin-sqlite@3.0.0/sqlite.wit",
        ),
        ("LICENSE-spin", "LICENSE"),
    ] {
        let read = |path: PathBuf| std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            read(own.join(vendored)),
            read(sdk.join(original)),
            "{vendored} differs from {original} of spin-sdk"
        );
    }
    let package = std::fs::read_to_string(own.join("deps/fermyon-spin/package.wit")).unwrap();
    let world = std::fs::read_to_string(sdk.join("wit/deps/spin@2.0.0/world.wit")).unwrap();
    assert!(world.starts_with(package.trim()), "{package}");
}
