//! Office Open XML spreadsheets (ECMA-376 Part 1, clause 18; transitional and strict): xlsx, xlsm, xltx, xltm.
//!
//! Both ways stream. The reader takes a sheet's XML from the archive piece by piece and keeps only what
//! [`Workbook`](spindle_model::workbook::Workbook) can say; the writer puts each row into the archive as it comes.
//! Reading a million cells must fit the memory of a small WebAssembly component, so neither ever holds a part as a
//! tree or as a whole text.

mod chars;
mod geometry;
mod intern;
mod patch;
mod read;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Patcher, Reader, Writer};

pub use patch::patch;

/// Reads spreadsheets of Office Open XML.
///
/// Kept are the sheets' cells with values, formulas and formats, settings of rows and columns, merged cells, frozen
/// panes, links, comments, pictures, defined names and core properties. What else a file has (charts, pivot tables,
/// validations, conditional formats, macros) is dropped, with one warning for each kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct XlsxReader;

/// Writes spreadsheets of Office Open XML (transitional), afresh.
///
/// Comments are written when [`Options::comments`](spindle_model::convert::Options::comments) asks for them.
#[derive(Debug, Clone, Copy, Default)]
pub struct XlsxWriter;

/// Writes a changed workbook into the xlsx, xlsm, xltx or xltm it came from; see [`patch`].
#[derive(Debug, Clone, Copy, Default)]
pub struct XlsxPatcher;

impl Reader for XlsxReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let workbook = read::workbook(bytes, job)?;
        Ok(Content::Workbook(Box::new(workbook)))
    }
}

impl Writer for XlsxWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write::workbook(content.workbook()?, job)
    }
}

impl Patcher for XlsxPatcher {
    fn patch(
        &self,
        original: &[u8],
        content: &Content,
        job: &mut Job<'_>,
    ) -> Result<Vec<u8>, ConvertError> {
        patch(original, content.workbook()?, job)
    }
}
