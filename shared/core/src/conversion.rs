//! Reading and writing of files, inside a job or while somebody waits, under the deployment's limits.

use serde::{Deserialize, Serialize};
use spindle_model::convert::{Content, ConvertError, ErrorKind, Job, Options};
use spindle_model::format::{self, Family, Format};
use spindle_model::warning::Warning;

use crate::app::App;
use crate::error::Error;
use crate::jobs::{Claim, Failure, FailureClass, Stop};
use crate::settings::Settings;
use crate::store::Store;

/// Who reads and writes files.
pub(crate) trait Worker<'a> {
    /// The ports, and the readers and writers.
    fn app(&self) -> &App<'a>;
    /// The settings.
    fn settings(&self) -> &Settings;
    /// Where documents and their pictures lie.
    fn store(&self) -> &Store<'a>;
    /// Hears that `percent` of the work is done.
    fn progress(&self, percent: f32);
}

impl<'a> Worker<'a> for Claim<'_, 'a> {
    fn app(&self) -> &App<'a> {
        self.app
    }

    fn settings(&self) -> &Settings {
        self.settings
    }

    fn store(&self) -> &Store<'a> {
        self.store
    }

    fn progress(&self, percent: f32) {
        Claim::progress(self, percent);
    }
}

/// A request that waits for its answer: it has no lease to keep, and nobody asks how far it is.
pub(crate) struct Waiting<'w, 'a> {
    pub app: &'w App<'a>,
    pub settings: &'w Settings,
    pub store: &'w Store<'a>,
}

impl<'a> Worker<'a> for Waiting<'_, 'a> {
    fn app(&self) -> &App<'a> {
        self.app
    }

    fn settings(&self) -> &Settings {
        self.settings
    }

    fn store(&self) -> &Store<'a> {
        self.store
    }

    fn progress(&self, _percent: f32) {}
}

/// A warning as a job's row holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Its kind.
    pub code: String,
    /// The words.
    pub message: String,
}

impl From<Warning> for Told {
    fn from(warning: Warning) -> Self {
        Self {
            code: warning.code.to_owned(),
            message: warning.message,
        }
    }
}

/// One pass of reading or writing: which part of the job's progress it is, and what it is asked.
pub(crate) struct Pass {
    /// What it is asked.
    pub options: Options,
    /// Percent of the job before and after it.
    pub percent: (f32, f32),
}

/// Reads a file of that format.
pub(crate) fn read<'a>(
    worker: &impl Worker<'a>,
    name: &str,
    bytes: &[u8],
    pass: Pass,
    warnings: &mut Vec<Told>,
) -> Result<Content, Stop> {
    let reader = worker
        .app()
        .formats()
        .map_err(|error| not_built_in(&error))?
        .reader(name)
        .ok_or_else(|| unsupported(format!("`{name}` files are not read here")))?;
    run(worker, pass, warnings, |job| reader.read(bytes, job))
}

/// Writes a file of that format.
pub(crate) fn write<'a>(
    worker: &impl Worker<'a>,
    name: &str,
    content: &Content,
    pass: Pass,
    warnings: &mut Vec<Told>,
) -> Result<Vec<u8>, Stop> {
    let limit = worker.settings().convert.limits.output_bytes;
    let writer = worker
        .app()
        .formats()
        .map_err(|error| not_built_in(&error))?
        .writer(name)
        .ok_or_else(|| unsupported(format!("`{name}` files are not written here")))?;
    let document;
    let content = match content {
        // Only pages have places for what stands on a slide.
        Content::Presentation(slides)
            if !format::by_name(name).is_some_and(|format| format.shows_pages()) =>
        {
            document = Content::Document(Box::new(slides.clone().into_document()));
            &document
        }
        other => other,
    };
    let bytes = run(worker, pass, warnings, |job| writer.write(content, job))?;
    if bytes.len() > limit {
        let reason = format!(
            "the result has {} bytes, more than {limit} (limit_output_bytes)",
            bytes.len()
        );
        return Err(failed(ConvertError::limit(reason)));
    }
    Ok(bytes)
}

/// Writes changed content into the file that it came from, where there is somebody who can.
pub(crate) fn patch<'a>(
    worker: &impl Worker<'a>,
    name: &str,
    (original, content): (&[u8], &Content),
    pass: Pass,
    warnings: &mut Vec<Told>,
) -> Result<Vec<u8>, Stop> {
    let patcher = worker
        .app()
        .formats()
        .map_err(|error| not_built_in(&error))?
        .patcher(name)
        .ok_or_else(|| unsupported(format!("`{name}` files are not patched here")))?;
    run(worker, pass, warnings, |job| {
        patcher.patch(original, content, job)
    })
}

fn run<'a, T>(
    worker: &impl Worker<'a>,
    pass: Pass,
    warnings: &mut Vec<Told>,
    work: impl FnOnce(&mut Job<'_>) -> Result<T, ConvertError>,
) -> Result<T, Stop> {
    let (from, to) = pass.percent;
    let mut progress = |done: f32| worker.progress(from + (to - from) * done.clamp(0.0, 1.0));
    let mut job = Job::new(&mut progress);
    job.limits = worker.settings().convert.limits;
    job.options = pass.options;
    let outcome = work(&mut job);
    warnings.extend(job.warnings.into_vec().into_iter().map(Told::from));
    worker.progress(to);
    outcome.map_err(failed)
}

/// The store's trouble passes; everything else is the end of the work.
pub(crate) fn stop(error: Error) -> Stop {
    match error {
        Error::Store(error) => Stop::Store(error),
        other => Stop::Failure(Failure::new(FailureClass::Gone, other.to_string())),
    }
}

fn not_built_in(error: &Error) -> Stop {
    unsupported(error.to_string())
}

fn unsupported(reason: String) -> Stop {
    Stop::Failure(Failure::new(FailureClass::Unsupported, reason))
}

fn failed(error: ConvertError) -> Stop {
    let class = match error.kind {
        ErrorKind::Damaged => FailureClass::Damaged,
        ErrorKind::Unsupported => FailureClass::Unsupported,
        ErrorKind::Password => FailureClass::Password,
        ErrorKind::Limit => FailureClass::Limit,
    };
    Stop::Failure(Failure::new(class, error.message))
}

/// The format to read a file as: what it is by its own evidence, where that is known, else what it is said to be. A name
/// that says another family of documents is a refusal in words; within one family the evidence counts, for `.doc` files
/// that are really RTF are everywhere.
pub(crate) fn settle(
    said: Option<&'static Format>,
    found: Option<&'static str>,
    bytes: &[u8],
) -> Result<&'static Format, String> {
    let Some(found) = found else {
        return match said {
            None => Err("nothing tells what kind of file it is".to_owned()),
            // An encrypted file of either family lies in a compound file: its reader says so.
            Some(said) if is_text(said) || bytes.starts_with(&COMPOUND_FILE) => Ok(said),
            Some(said) => Err(format!("it is no {} file by its first bytes", said.name)),
        };
    };
    let known = format::by_name(found).filter(|format| format.reads);
    match (said, known) {
        (None, Some(known)) => Ok(known),
        (None, None) => Err(format!("it is a {found} file, which is not read here")),
        // Text may look like anything; what it is called counts.
        (Some(said), Some(known)) if is_text(said) && is_text(known) => Ok(said),
        (Some(said), Some(known)) if said.family == known.family => Ok(known),
        // A table of HTML under the name of an old spreadsheet is common, and no spreadsheet.
        (Some(said), _) => Err(format!(
            "it is called {} but is a {found} file by its first bytes",
            said.name
        )),
    }
}

/// What a compound file begins with (MS-CFB 2.2).
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Whether files of the format are plain text, which has no signature.
fn is_text(format: &Format) -> bool {
    matches!(format.name, "txt" | "md" | "html" | "csv" | "tsv")
}

/// The families of content that a format holds when it is read.
pub(crate) fn family_of(content: &Content) -> Family {
    match content {
        Content::Document(_) => Family::Word,
        Content::Workbook(_) => Family::Cell,
        Content::Presentation(_) => Family::Slide,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(said: Option<&str>, found: Option<&'static str>) -> Result<&'static str, String> {
        settle(said.and_then(format::by_name), found, b"").map(|format| format.name)
    }

    #[test]
    fn evidence_counts_within_a_family() {
        assert_eq!(settled(Some("doc"), Some("rtf")), Ok("rtf"));
        assert_eq!(settled(Some("docx"), Some("docx")), Ok("docx"));
        assert_eq!(settled(None, Some("ods")), Ok("ods"));
        assert_eq!(settled(Some("md"), None), Ok("md"));
        assert_eq!(settled(Some("md"), Some("html")), Ok("md"));
        assert_eq!(settled(Some("doc"), Some("html")), Ok("html"));
        assert!(settled(Some("docx"), Some("xlsx")).is_err());
        assert!(settled(Some("docx"), None).is_err());
        assert!(settled(Some("docx"), Some("pdf")).is_err());
        assert!(settled(Some("md"), Some("png")).is_err());
        assert!(settled(None, None).is_err());
        let docx = format::by_name("docx");
        assert!(settle(docx, None, &COMPOUND_FILE).is_ok());
    }
}
