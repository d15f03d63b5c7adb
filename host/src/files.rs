//! `files` of a component: copied at the start into a directory of its own, which the guest sees read-only
//! as `/`.

use std::path::{Component as Part, Path, PathBuf};

use anyhow::{Context, bail, ensure};

use crate::manifest::FileMount;

/// Copies the mounts below `target`, which is emptied first. Gives the directory, or nothing when there
/// are no mounts.
///
/// # Errors
/// A source that does not exist, a glob without a match, or a path that leaves its directory.
pub fn collect(
    mounts: &[FileMount],
    manifest_dir: &Path,
    target: &Path,
) -> anyhow::Result<Option<PathBuf>> {
    if target.exists() {
        std::fs::remove_dir_all(target)
            .with_context(|| format!("cannot empty {}", target.display()))?;
    }
    if mounts.is_empty() {
        return Ok(None);
    }
    std::fs::create_dir_all(target).with_context(|| format!("cannot make {}", target.display()))?;
    for mount in mounts {
        match mount {
            FileMount::Placement {
                source,
                destination,
            } => {
                let inside = destination.strip_prefix('/').with_context(|| {
                    format!("the destination {destination:?} does not start with a slash")
                })?;
                let source = manifest_dir.join(source);
                ensure!(
                    source.exists(),
                    "the source {} does not exist",
                    source.display()
                );
                copy(&source, &target.join(relative(inside)?))?;
            }
            FileMount::Pattern(pattern) => collect_pattern(pattern, manifest_dir, target)?,
        }
    }
    Ok(Some(target.to_path_buf()))
}

fn collect_pattern(pattern: &str, manifest_dir: &Path, target: &Path) -> anyhow::Result<()> {
    relative(pattern)?;
    let base = glob::Pattern::escape(&manifest_dir.to_string_lossy());
    let whole = format!("{base}/{pattern}");
    let mut any = false;
    for path in glob::glob(&whole).with_context(|| format!("the pattern {pattern:?}"))? {
        let path = path?;
        any = true;
        let inside = path.strip_prefix(manifest_dir)?;
        if path.is_file() || !pattern.contains(['*', '?', '[']) {
            copy(&path, &target.join(inside))?;
        }
    }
    ensure!(
        any,
        "nothing matches {pattern:?} in {}",
        manifest_dir.display()
    );
    Ok(())
}

/// A path that stays below where it starts.
fn relative(text: &str) -> anyhow::Result<&Path> {
    let path = Path::new(text);
    for part in path.components() {
        match part {
            Part::Normal(_) | Part::CurDir => {}
            _ => bail!("the path {text:?} leaves its directory"),
        }
    }
    Ok(path)
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let failed = || format!("cannot copy {} to {}", from.display(), to.display());
    if from.is_dir() {
        std::fs::create_dir_all(to).with_context(failed)?;
        for entry in std::fs::read_dir(from).with_context(failed)? {
            let entry = entry.with_context(failed)?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent).with_context(failed)?;
    }
    std::fs::copy(from, to).with_context(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_are_copied_where_the_guest_expects_them() {
        let dir = tempfile::tempdir().unwrap();
        let app = dir.path().join("app [1]");
        for (path, text) in [
            ("web/index.html", "i"),
            ("web/js/a.js", "a"),
            ("note.txt", "n"),
        ] {
            let path = app.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let place = |source: &str, destination: &str| FileMount::Placement {
            source: source.into(),
            destination: destination.into(),
        };
        let mounts = [
            place("web", "/static"),
            place("note.txt", "/a/b.txt"),
            FileMount::Pattern("web/**/*.js".into()),
            FileMount::Pattern("note.txt".into()),
        ];
        let target = dir.path().join("assets");
        std::fs::create_dir_all(target.join("stale")).unwrap();
        let got = collect(&mounts, &app, &target).unwrap().unwrap();
        for path in [
            "static/index.html",
            "static/js/a.js",
            "a/b.txt",
            "web/js/a.js",
            "note.txt",
        ] {
            assert!(got.join(path).is_file(), "{path}");
        }
        assert!(!got.join("stale").exists() && !got.join("web/index.html").exists());
        assert_eq!(collect(&[], &app, &target).unwrap(), None);
    }

    #[test]
    fn bad_mounts_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a"), "a").unwrap();
        for mount in [
            FileMount::Pattern("../*".into()),
            FileMount::Pattern("missing".into()),
            FileMount::Placement {
                source: "a".into(),
                destination: "a".into(),
            },
            FileMount::Placement {
                source: "a".into(),
                destination: "/../a".into(),
            },
            FileMount::Placement {
                source: "missing".into(),
                destination: "/a".into(),
            },
        ] {
            let target = dir.path().join("t");
            assert!(
                collect(std::slice::from_ref(&mount), dir.path(), &target).is_err(),
                "{mount:?}"
            );
        }
    }
}
