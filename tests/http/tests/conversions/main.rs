//! Conversion, import and export in process, with the real readers and writers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod converter;
mod crashes;
#[path = "../documents/docs.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod docs;
mod exports;
mod form;
mod imports;
mod scripts;
mod uploads;
mod webhooks;

use spindle_formats::registry::{
    PATCHERS, READERS, Registry, STORED_READERS, STORED_WRITERS, WRITERS,
};

/// All readers and writers but the one of PDF, which needs font files.
static FORMATS: Registry = Registry {
    readers: &[READERS, STORED_READERS],
    writers: &[WRITERS, STORED_WRITERS],
    patchers: &[PATCHERS],
};

/// The text that a reader finds in a file.
fn converted_text(format: &str, bytes: &[u8]) -> String {
    use spindle_model::convert::{Content, Formats as _, Job};
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    let reader = FORMATS.reader(format).unwrap();
    match reader.read(bytes, &mut job).unwrap() {
        Content::Document(document) => document.plain_text(),
        _ => String::new(),
    }
}
