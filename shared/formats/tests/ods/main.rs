//! OpenDocument spreadsheets: what is read of files as programs write them, what comes back of a workbook, and what
//! must do no harm.

// The helpers beside the tests may stop them as the tests themselves may.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod built;
mod hostile;
mod read;
mod round_trip;

use spindle_formats::ods::{OdsReader, OdsWriter};
use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};
use spindle_model::workbook::{Value, Workbook};

/// Reads a file with the default limits, changed by `set`; also the codes of warnings.
fn read_with(
    bytes: &[u8],
    set: impl FnOnce(&mut Job<'_>),
) -> (Result<Workbook, ConvertError>, Vec<&'static str>) {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    set(&mut job);
    let result = OdsReader
        .read(bytes, &mut job)
        .map(|content| match content {
            Content::Workbook(book) => *book,
            _ => panic!("a workbook was to be read"),
        });
    let codes = job.warnings.iter().map(|warning| warning.code).collect();
    (result, codes)
}

fn read(bytes: &[u8]) -> Workbook {
    read_with(bytes, |_| {}).0.unwrap()
}

fn write(book: &Workbook) -> Vec<u8> {
    let mut progress = |_| {};
    let mut job = Job::new(&mut progress);
    OdsWriter
        .write(&Content::Workbook(Box::new(book.clone())), &mut job)
        .unwrap()
}

fn value(book: &Workbook, row: u32, column: u32) -> Value {
    book.sheets[0]
        .cell(row, column)
        .map(|cell| cell.value.clone())
        .unwrap_or_default()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}
