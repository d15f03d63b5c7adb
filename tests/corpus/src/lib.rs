//! Reads real files by their extension and tells what came of it. The files are other people's: they lie in a folder beside the
//! project (`SPINDLE_CORPUS`, else `../shared/corpus`), and nothing of them is kept.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_formats::registry::READERS;
use spindle_formats::sniff::sniff;
use spindle_model::convert::{Content, Job};
use spindle_model::format;
use spindle_model::workbook::{self, Workbook};

/// What came of reading one file.
pub struct Outcome {
    /// The file.
    pub path: PathBuf,
    /// How long it took.
    pub took: Duration,
    /// The content, or the kind of the error and its reason in words.
    pub result: Result<Content, (String, String)>,
    /// How many warnings there were.
    pub warnings: usize,
}

/// The folder of the corpus, where there is one.
pub fn folder() -> Option<PathBuf> {
    let folder = match std::env::var_os("SPINDLE_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
    };
    folder.is_dir().then_some(folder)
}

/// All files below a folder, in the order of their paths.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Reads a file as an import would: by its name, and within a family by its first bytes.
///
/// # Errors
/// When the file cannot be had from the disk.
pub fn read(path: &Path) -> std::io::Result<Outcome> {
    let bytes = std::fs::read(path)?;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let said = format::by_file_name(name);
    let found = sniff(&bytes).and_then(format::by_name);
    let format = match (said, found) {
        (Some(said), Some(found)) if said.family == found.family => Some(found),
        (said, found) => said.or(found),
    };
    let reader = format.and_then(|format| {
        let mut rows = READERS.iter();
        rows.find(|(name, _)| *name == format.name)
    });
    let mut progress = |_: f32| {};
    let mut job = Job::new(&mut progress);
    let started = Instant::now();
    let result = match reader {
        Some((_, reader)) => reader
            .read(&bytes, &mut job)
            .map_err(|error| (format!("{:?}", error.kind), error.message)),
        None => Err(("Unsupported".to_owned(), "no reader".to_owned())),
    };
    Ok(Outcome {
        path: path.to_owned(),
        took: started.elapsed(),
        result,
        warnings: job.warnings.into_vec().len(),
    })
}

impl Outcome {
    /// As one line of JSON: the text of a document, the cells of a workbook, or the error.
    pub fn to_json(&self) -> Value {
        let mut line = json!({
            "file": self.path.display().to_string(),
            "ms": self.took.as_secs_f64() * 1000.0,
            "warnings": self.warnings,
        });
        let (name, value) = match &self.result {
            Ok(Content::Document(document)) => {
                let mut text = document.plain_text();
                for note in &document.notes {
                    for block in &note.blocks {
                        let single = spindle_model::document::Document {
                            blocks: vec![block.clone()],
                            ..Default::default()
                        };
                        text.push_str(&single.plain_text());
                    }
                }
                ("text", json!(text))
            }
            Ok(Content::Workbook(workbook)) => ("sheets", sheets(workbook)),
            Ok(Content::Presentation(slides)) => ("text", json!(slides.plain_text())),
            Err((kind, message)) => ("error", json!({ "kind": kind, "message": message })),
        };
        if let Some(members) = line.as_object_mut() {
            members.insert(name.to_owned(), value);
        }
        line
    }
}

/// `{"name": [[row, column, value, formula], ...]}` of the cells that hold something; errors are `{"error": name}`.
fn sheets(workbook: &Workbook) -> Value {
    let sheets = workbook.sheets.iter().map(|sheet| {
        let cells: Vec<Value> = sheet
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(move |cell| (row.index, cell)))
            .filter_map(|(row, cell)| {
                let value = match &cell.value {
                    workbook::Value::Empty if cell.formula.is_none() => return None,
                    workbook::Value::Empty => Value::Null,
                    workbook::Value::Number(number) => json!(number),
                    workbook::Value::Bool(truth) => json!(truth),
                    workbook::Value::Error(error) => json!({ "error": error.name() }),
                    text => json!(text.text()),
                };
                Some(json!([row, cell.column, value, cell.formula.as_deref()]))
            })
            .collect();
        json!([sheet.name, cells])
    });
    json!({ "date1904": workbook.date_1904, "list": sheets.collect::<Vec<_>>() })
}
