//! `--build`: the `[component.<id>.build]` commands, after what they need is there: the Rust target
//! `wasm32-wasip2` and a C compiler for it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};

use crate::manifest::Manifest;

const TARGET: &str = "wasm32-wasip2";

/// The project's C compiler wrapper, relative to the manifest; it knows how to set itself up.
const C_COMPILER: &str = "tools/wasm-cc";

/// Builds every component that says how, in the order of their ids. A command that several components
/// share runs once.
///
/// # Errors
/// What is missing and how to get it, or which command failed.
pub fn build(manifest_path: &Path) -> anyhow::Result<()> {
    let manifest = Manifest::read(manifest_path)?;
    let builds: Vec<_> = manifest
        .components
        .iter()
        .filter_map(|(id, component)| Some((id, component.build.as_ref()?)))
        .collect();
    let needs_target = builds
        .iter()
        .any(|(_, build)| build.command.list().iter().any(|c| c.contains(TARGET)));
    if needs_target {
        ensure_target(&manifest.dir)?;
        ensure_c_compiler(&manifest.dir)?;
    }
    let mut done = BTreeSet::new();
    for (id, build) in builds {
        let dir = manifest.dir.join(build.workdir.as_deref().unwrap_or("."));
        ensure!(
            dir.is_dir(),
            "component.{id}.build.workdir: {} is not a directory",
            dir.display()
        );
        for command in build.command.list() {
            if !done.insert((dir.clone(), command)) {
                continue;
            }
            eprintln!("Building {id}: {command}");
            let status = clean(Command::new("sh").arg("-c").arg(command).current_dir(&dir))
                .status()
                .with_context(|| format!("component.{id}.build.command: cannot run sh"))?;
            ensure!(
                status.success(),
                "component.{id}.build.command failed ({status}): {command}"
            );
        }
    }
    Ok(())
}

/// Takes away what `cargo run` tells the program it runs, which is not true of the programs run from here.
fn clean(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars_os() {
        let own = name
            .to_str()
            .is_some_and(|n| n.starts_with("CARGO_PKG_") || n.starts_with("CARGO_MANIFEST_"));
        if own {
            command.env_remove(name);
        }
    }
    command
}

/// Adds the target to the toolchain that is in force in `dir`, unless it is there.
fn ensure_target(dir: &Path) -> anyhow::Result<()> {
    if has_target(dir)? {
        return Ok(());
    }
    eprintln!("Adding the Rust target {TARGET}");
    let added = Command::new("rustup")
        .args(["target", "add", TARGET])
        .current_dir(dir)
        .status();
    match added {
        Ok(status) if status.success() && has_target(dir)? => Ok(()),
        Ok(status) => bail!(
            "`rustup target add {TARGET}` did not add the target ({status}); run it in {} and read what it says",
            dir.display()
        ),
        Err(_) => bail!(
            "the Rust target {TARGET} is missing and rustup is not installed; install Rust with https://rustup.rs, or \
             the package of your system that holds the standard library for {TARGET}"
        ),
    }
}

fn has_target(dir: &Path) -> anyhow::Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(dir)
        .output()
        .context("cannot run rustc; install Rust with https://rustup.rs")?;
    let libdir = String::from_utf8_lossy(&output.stdout);
    Ok(output.status.success() && Path::new(libdir.trim()).is_dir())
}

fn ensure_c_compiler(dir: &Path) -> anyhow::Result<()> {
    let wrapper = dir.join(C_COMPILER);
    if !wrapper.exists() {
        return Ok(());
    }
    let status = Command::new(&wrapper)
        .arg("--setup")
        .current_dir(dir)
        .status()
        .with_context(|| format!("cannot run {}", wrapper.display()))?;
    ensure!(
        status.success(),
        "`{C_COMPILER} --setup` found no C compiler for {TARGET}: what it printed says how to get one"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(build: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let text = format!(
            "spin_manifest_version = 2\n[application]\nname = \"a\"\n[component.a]\nsource = \"a\"\n{build}"
        );
        std::fs::write(dir.path().join("spin.toml"), text).unwrap();
        dir
    }

    #[test]
    fn commands_run_in_their_directory_and_once() {
        let dir = app(
            "[component.a.build]\ncommand = [\"echo 1 >> out\", \"echo 2 >> out\"]\nworkdir = \"w\"\n\
             [component.b]\nsource = \"b\"\n[component.b.build]\ncommand = \"echo 1 >> out\"\nworkdir = \"w\"",
        );
        std::fs::create_dir(dir.path().join("w")).unwrap();
        build(dir.path()).unwrap();
        let out = std::fs::read_to_string(dir.path().join("w/out")).unwrap();
        assert_eq!(out, "1\n2\n");
    }

    #[test]
    fn failures_name_the_component() {
        for (text, said) in [
            (
                "[component.a.build]\ncommand = \"exit 3\"",
                "component.a.build.command failed",
            ),
            (
                "[component.a.build]\ncommand = \"true\"\nworkdir = \"gone\"",
                "component.a.build.workdir",
            ),
        ] {
            let dir = app(text);
            let error = format!("{:#}", build(dir.path()).unwrap_err());
            assert!(error.contains(said), "{error}");
        }
    }
}
