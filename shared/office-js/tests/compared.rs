//! What is claimed is compared: members that no script under `tests/golden/office-api` reaches are listed, and the list
//! only shrinks.

// Clippy takes helpers of tests for production code.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use spindle_model::script::{Conversion, ScriptEngine as _, ScriptJob, ScriptLimits, ScriptWorld};
use spindle_office_js::QuickJs;

/// Editor, class, member.
type Used = BTreeSet<(String, String, String)>;

/// What the scripts of the PDF editor open.
const SAMPLE: &[u8] = include_bytes!("../../../tests/golden/office-api/pdf/sample.pdf");

#[derive(Default)]
struct Listener {
    used: Used,
}

impl ScriptWorld for Listener {
    fn fetch(&mut self, url: &str, _limit: usize) -> Result<Vec<u8>, String> {
        if url == "sample.pdf" {
            return Ok(SAMPLE.to_vec());
        }
        Err(format!("{url} answers 404"))
    }

    fn convert(&mut self, _wanted: &Conversion<'_>, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        Ok(bytes)
    }

    fn save(&mut self, _name: &str, _format: &str, _bytes: Vec<u8>) -> Result<(), String> {
        Ok(())
    }

    fn log(&mut self, _line: &str) {}

    fn used(&mut self, editor: &'static str, class: &'static str, member: &'static str) {
        self.used
            .insert((editor.to_owned(), class.to_owned(), member.to_owned()));
    }
}

/// What all scripts of a family begin with, where its folder has it.
const PRELUDE: &str = "prelude.js";

fn scripts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scripts(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "js" || end == "docbuilder")
            && path.file_name().is_some_and(|name| name != PRELUDE)
        {
            found.push(path);
        }
    }
}

/// The script as the scorer runs it.
fn whole(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    if text.contains("builder.CreateFile") || text.contains("builder.OpenFile") {
        return text;
    }
    let kind = path
        .components()
        .rev()
        .find_map(|part| match part.as_os_str().to_str()? {
            "word" => Some("docx"),
            "cell" => Some("xlsx"),
            "slide" => Some("pptx"),
            "forms" => Some("pdf"),
            "pdf" => Some("sample.pdf"),
            _ => None,
        })
        .unwrap();
    let prelude = path
        .ancestors()
        .take_while(|folder| !folder.ends_with("office-api"))
        .find_map(|folder| std::fs::read_to_string(folder.join(PRELUDE)).ok())
        .unwrap_or_default();
    let begin = if kind == "sample.pdf" {
        "OpenFile"
    } else {
        "CreateFile"
    };
    format!("builder.{begin}(\"{kind}\");\n{prelude}{text}\nbuilder.CloseFile();\n")
}

/// What is claimed and not reached, as the list has it: `[editor]`, then `Class: members`.
fn uncompared(used: &Used) -> String {
    let mut told = String::new();
    for editor in QuickJs.supported() {
        // Forms are text documents: one editor serves both.
        let runs_as = if editor.editor == "forms" {
            "word"
        } else {
            editor.editor
        };
        let mut lines = BTreeMap::new();
        for class in &editor.classes {
            let mut members: Vec<&str> = class
                .methods
                .iter()
                .chain(&class.properties)
                .copied()
                .filter(|member| {
                    !used.contains(&(
                        runs_as.to_owned(),
                        class.class.to_owned(),
                        (*member).to_owned(),
                    ))
                })
                .collect();
            members.sort_unstable();
            if !members.is_empty() {
                lines.insert(class.class, members.join(" "));
            }
        }
        if !lines.is_empty() {
            told.push_str(&format!("[{}]\n", editor.editor));
        }
        for (class, members) in lines {
            told.push_str(&format!("{class}: {members}\n"));
        }
    }
    told
}

/// What the scripts reach. A script may be meant to fail; what it reached before counts.
fn used_by(paths: &[PathBuf]) -> Used {
    let mut world = Listener::default();
    for path in paths {
        let source = whole(path);
        let job = ScriptJob {
            source: &source,
            argument: None,
            limits: ScriptLimits::default(),
        };
        let _ = QuickJs.run(&job, &mut world);
    }
    world.used
}

#[test]
fn claimed_members_are_compared_or_listed() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    scripts(&here.join("../../tests/golden/office-api"), &mut found);
    let used: Used = std::thread::scope(|threads| {
        let parts: Vec<_> = found
            .chunks(found.len().div_ceil(4))
            .map(|paths| threads.spawn(move || used_by(paths)))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap())
            .collect()
    });
    let told = uncompared(&used);
    let list = here.join("data/uncompared.txt");
    if std::env::var_os("SPINDLE_UNCOMPARED_UPDATE").is_some() {
        std::fs::write(&list, &told).unwrap();
    }
    let listed = std::fs::read_to_string(&list).unwrap();
    let rows = |text: &str| -> BTreeSet<String> {
        let mut editor = "";
        let mut rows = BTreeSet::new();
        for line in text.lines() {
            if line.starts_with('[') {
                editor = line;
            } else if let Some((class, members)) = line.split_once(": ") {
                rows.extend(
                    members
                        .split(' ')
                        .map(|member| format!("{editor} {class}.{member}")),
                );
            }
        }
        rows
    };
    let (now, before) = (rows(&told), rows(&listed));
    let missing: Vec<_> = now.difference(&before).collect();
    let stale: Vec<_> = before.difference(&now).collect();
    assert!(
        missing.is_empty(),
        "claimed, but no script under tests/golden/office-api uses them: {missing:#?}"
    );
    assert!(
        stale.is_empty(),
        "compared or no longer claimed: strike them from data/uncompared.txt: {stale:#?}"
    );
}
