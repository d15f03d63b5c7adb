//! `--build`: the `[component.<id>.build]` commands, after what they need is there: the Rust target
//! `wasm32-wasip2` and a C compiler for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};

use crate::manifest::Manifest;

const TARGET: &str = "wasm32-wasip2";

/// The project's C compiler wrapper, relative to the manifest; it knows how to set itself up.
const C_COMPILER: &str = "tools/wasm-cc";

/// Builds every component that says how, in the order of their ids. A command that several components
/// share runs once, and what `cargo build` is asked for with the same options is asked for at once: its last step, which keeps
/// one processor busy, is then done for several components at a time, and libraries are built once for all of them.
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
    for step in &steps_of(&manifest)? {
        let (ids, command) = (&step.ids, step.line());
        eprintln!("Building {ids}: {command}");
        let mut shell = Command::new("sh");
        let status = clean(shell.arg("-c").arg(&command).current_dir(&step.dir))
            .status()
            .with_context(|| format!("component.{ids}.build.command: cannot run sh"))?;
        ensure!(
            status.success(),
            "component.{ids}.build.command failed ({status}): {command}"
        );
    }
    Ok(())
}

/// What is to be run, in this order.
fn steps_of(manifest: &Manifest) -> anyhow::Result<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    let components = manifest.components.iter();
    for (id, build) in
        components.filter_map(|(id, component)| Some((id, component.build.as_ref()?)))
    {
        let dir = manifest.dir.join(build.workdir.as_deref().unwrap_or("."));
        ensure!(
            dir.is_dir(),
            "component.{id}.build.workdir: {} is not a directory",
            dir.display()
        );
        for command in build.command.list() {
            let mut step = Step::new(id, &dir, command);
            let twin = steps
                .iter()
                .position(|other| other.dir == dir && other.command == step.command);
            if let Some(at) = twin {
                let packages = std::mem::take(&mut step.packages);
                if packages.is_empty() {
                    continue;
                }
                // It runs where the last of them stands: what any of them needs before it was done then.
                step = steps.remove(at);
                step.ids = format!("{},{id}", step.ids);
                step.packages.extend(packages);
            }
            steps.push(step);
        }
    }
    Ok(steps)
}

/// A command that is to be run.
struct Step {
    /// The components that ask for it.
    ids: String,
    dir: PathBuf,
    /// The command; of `cargo build`, without the packages.
    command: String,
    packages: BTreeSet<String>,
}

impl Step {
    fn new(id: &str, dir: &Path, command: &str) -> Self {
        let (command, packages) = without_packages(command);
        Self {
            ids: id.to_owned(),
            dir: dir.to_owned(),
            command,
            packages,
        }
    }

    fn line(&self) -> String {
        let packages = self.packages.iter().map(|name| format!(" -p {name}"));
        format!("{}{}", self.command, packages.collect::<String>())
    }
}

/// A `cargo build` without the packages that it names, and these; any other command as it is.
fn without_packages(command: &str) -> (String, BTreeSet<String>) {
    let words: Vec<&str> = command.split_whitespace().collect();
    let is_plain = command
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || " -_=./".contains(character));
    let mut rest = Vec::new();
    let mut packages = BTreeSet::new();
    let mut words_left = words.iter();
    while let Some(word) = words_left.next() {
        match (*word, words_left.as_slice().first()) {
            ("-p", Some(name)) => {
                packages.insert((*name).to_owned());
                words_left.next();
            }
            _ => rest.push(*word),
        }
    }
    if is_plain && words.starts_with(&["cargo", "build"]) {
        (rest.join(" "), packages)
    } else {
        (command.to_owned(), BTreeSet::new())
    }
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
    fn packages_of_cargo_are_asked_for_at_once_when_all_is_ready() {
        let dir = app(
            "[component.a.build]\ncommand = \"cargo build --locked -p a\"\n\
             [component.b]\nsource = \"b\"\n[component.b.build]\ncommand = [\"echo fonts >> out\", \"cargo build --locked -p c -p b\"]\n\
             [component.c]\nsource = \"c\"\n[component.c.build]\ncommand = \"cargo build --locked -p a -p b | cat\"",
        );
        let steps = |command: &str| without_packages(command).0;
        assert_eq!(steps("cargo build  -p a --locked"), "cargo build --locked");
        assert_eq!(
            steps("cargo build -p a && true"),
            "cargo build -p a && true"
        );
        let manifest = Manifest::read(dir.path()).unwrap();
        let lines: Vec<String> = steps_of(&manifest)
            .unwrap()
            .iter()
            .map(Step::line)
            .collect();
        assert_eq!(
            lines,
            [
                "echo fonts >> out",
                "cargo build --locked -p a -p b -p c",
                "cargo build --locked -p a -p b | cat"
            ]
        );
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
