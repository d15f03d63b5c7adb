//! Comma and tab separated values (RFC 4180 and what programs make of it): one sheet of plain values.
//!
//! What stands in a file is taken by its looks and never run: a text that begins with `=` is a text.

mod decode;
mod dialect;
mod fields;
mod intern;
mod read;
mod typed;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};

pub(crate) use intern::Interner;

/// Reads comma separated values; what separates them is found out where [`Options::delimiter`] does not say it.
///
/// [`Options::delimiter`]: spindle_model::convert::Options::delimiter
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvReader;

/// Writes one sheet as comma separated values: UTF-8 with a byte order mark, without which Excel takes Chinese text
/// for one of the system's own encoding; lines end with CR LF (RFC 4180, 2).
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvWriter;

/// Reads tab separated values.
#[derive(Debug, Clone, Copy, Default)]
pub struct TsvReader;

/// Writes one sheet as tab separated values; otherwise as [`CsvWriter`].
#[derive(Debug, Clone, Copy, Default)]
pub struct TsvWriter;

impl Reader for CsvReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let delimiter = job.options.delimiter;
        read::read(bytes, delimiter, job)
    }
}

impl Writer for CsvWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let delimiter = job.options.delimiter.unwrap_or(',');
        write::write(content.workbook()?, delimiter, job)
    }
}

impl Reader for TsvReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        read::read(bytes, Some('\t'), job)
    }
}

impl Writer for TsvWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write::write(content.workbook()?, '\t', job)
    }
}
