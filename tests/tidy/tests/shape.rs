//! The shape of files, and the pages that tell of them.

use spindle_tidy::{root, sources};

#[test]
fn files_are_short_and_named_for_what_they_hold() {
    for source in sources(&[".rs"]) {
        let lines = source.text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", source.path);
        let name = source.path.rsplit('/').next().unwrap_or_default();
        assert!(
            !["utils.rs", "util.rs", "helpers.rs", "misc.rs"].contains(&name),
            "{} says nothing",
            source.path
        );
        let is_test_support = source.path.contains("/tests/");
        assert!(
            name != "mod.rs" || is_test_support,
            "{}: a module is folder.rs beside folder/",
            source.path
        );
    }
}

#[test]
fn no_test_is_left_out() {
    for manifest in sources(&["Cargo.toml"]) {
        if !manifest.text.contains("autotests = false") {
            continue;
        }
        let folder = manifest.path.replace("Cargo.toml", "tests/");
        let files = sources(&[".rs"]);
        let files = files.iter().filter_map(|file| {
            let name = file.path.strip_prefix(&folder)?;
            let is_program = !name.contains('/') || name.ends_with("/main.rs");
            is_program.then_some(name)
        });
        let lists: String = sources(&[".rs"])
            .iter()
            .filter(|file| {
                manifest
                    .text
                    .contains(&file.path.replace(&folder, "tests/"))
            })
            .map(|file| file.text.clone())
            .collect();
        let mut seen = 0;
        for name in files {
            let named = manifest.text.contains(&format!("path = \"tests/{name}\""))
                || lists.contains(&format!("#[path = \"{name}\"]"));
            assert!(named, "{folder}{name} is never run");
            seen += 1;
        }
        assert!(seen > 5, "{folder} has {seen} files");
    }
}

#[test]
fn functions_are_wiring_only() {
    let mut seen = 0;
    for source in sources(&[".rs"])
        .iter()
        .filter(|source| source.path.starts_with("functions/"))
    {
        let lines = source.text.lines().count();
        // What a component embeds is made when it is built.
        let is_build_script = source.path.ends_with("/build.rs");
        assert!(
            is_build_script || source.path.ends_with("/src/lib.rs"),
            "{}: a function is one file",
            source.path
        );
        let most = if is_build_script { 120 } else { 40 };
        assert!(lines <= most, "{} has {lines} lines", source.path);
        seen += 1;
    }
    assert!(seen >= 4);
}

#[test]
fn every_shared_crate_and_the_host_have_a_page() {
    let folders = std::fs::read_dir(root().join("shared"))
        .expect("shared/")
        .flatten()
        .map(|entry| entry.path());
    for folder in folders.chain([root().join("host")]) {
        assert!(
            folder.join("README.md").is_file(),
            "{} has no README.md",
            folder.display()
        );
    }
}

#[test]
fn the_map_names_every_crate() {
    let map =
        std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("docs/ARCHITECTURE.md");
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let members = manifest
        .split_once("members = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("members")
        .0;
    for member in members.split('"').skip(1).step_by(2) {
        let folder = member.rsplit('/').next().unwrap_or(member);
        let named = map.lines().any(|line| {
            line.trim_start().starts_with(&format!("{folder}/")) || line.starts_with(member)
        });
        assert!(named, "docs/ARCHITECTURE.md does not name {member}");
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    for page in sources(&[".md"]) {
        let folder = root().join(&page.path);
        let folder = folder.parent().expect("a folder");
        for target in page
            .text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{} links to {target}",
                page.path
            );
        }
    }
}

#[test]
fn nothing_names_one_machine() {
    let homes = [
        "/ro".to_owned() + "ot/",
        "/wo".to_owned() + "rk/",
        "/ho".to_owned() + "me/",
    ];
    for source in sources(&[
        ".rs",
        ".md",
        ".toml",
        ".sh",
        ".py",
        ".sql",
        ".docbuilder",
        "run",
        ".yaml",
        ".mjs",
        ".json",
    ]) {
        for home in &homes {
            assert!(
                !source.text.contains(home.as_str()),
                "{} names {home}",
                source.path
            );
        }
    }
}
