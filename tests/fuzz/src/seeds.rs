//! Files to change: what our own writers make of a sample, and files of others.

mod sample;

use std::fs;
use std::path::{Path, PathBuf};

use spindle_model::convert::{Content, Job};

use crate::input::Input;
use crate::targets;

/// Files of the corpus that are used for a format.
const MOST_FILES: usize = 400;

/// Larger files make few runs.
const MOST_BYTES: u64 = 512 << 10;

/// Folders within folders that are looked into.
const MOST_DEPTH: usize = 6;

/// All files for a format, in an order that is always the same.
pub fn load(format: &str, corpus: &[String]) -> Vec<Input> {
    let mut seeds: Vec<Input> = own(format).iter().map(|bytes| Input::of(bytes)).collect();
    let mut paths = Vec::new();
    for folder in corpus {
        find(
            Path::new(folder),
            &targets::extensions(format),
            0,
            &mut paths,
        );
    }
    paths.sort();
    paths.truncate(MOST_FILES);
    for path in paths {
        if let Ok(bytes) = fs::read(&path) {
            seeds.push(Input::of(&bytes));
        }
    }
    if seeds.is_empty() {
        // A format that is only read, and no file of it: chance begins with its words.
        let words = crate::tokens::of(format).concat();
        seeds.push(Input::of(&words));
    }
    seeds
}

/// What our writer makes of the samples.
fn own(format: &str) -> Vec<Vec<u8>> {
    let Some(writer) = targets::writer(format) else {
        return Vec::new();
    };
    let contents = [
        Content::Document(Box::new(sample::document())),
        Content::Workbook(Box::new(sample::workbook())),
    ];
    let written = contents.iter().filter_map(|content| {
        let mut progress = |_: f32| {};
        let mut job = Job::new(&mut progress);
        job.options.comments = true;
        writer.write(content, &mut job).ok()
    });
    written.collect()
}

fn find(folder: &Path, extensions: &[&str], depth: usize, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        if metadata.is_dir() && depth < MOST_DEPTH {
            find(&path, extensions, depth.saturating_add(1), paths);
        } else if metadata.is_file() && metadata.len() <= MOST_BYTES {
            let extension = path.extension().and_then(|extension| extension.to_str());
            let lower = extension.map(str::to_ascii_lowercase);
            if lower.is_some_and(|extension| extensions.contains(&extension.as_str())) {
                paths.push(path);
            }
        }
    }
}
