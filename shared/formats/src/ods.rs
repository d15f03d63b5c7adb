//! OpenDocument spreadsheets (ODF 1.3, OASIS; also 1.0 to 1.2): packages (`ods`) and single XML files (`fods`).

mod cell;
mod content;
mod dates;
mod formula;
mod number_read;
mod number_write;
mod package;
mod paragraph;
mod pictures;
mod properties;
mod rows;
mod settings;
mod sheet;
mod style_write;
mod styles;
mod table_write;
mod text_write;
mod units;
mod write;
mod xml;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};

/// Reads OpenDocument spreadsheets.
#[derive(Debug, Clone, Copy, Default)]
pub struct OdsReader;

/// Writes OpenDocument spreadsheets (ODF 1.3).
#[derive(Debug, Clone, Copy, Default)]
pub struct OdsWriter;

impl Reader for OdsReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let book = package::read(bytes, job)?;
        Ok(Content::Workbook(Box::new(book)))
    }
}

impl Writer for OdsWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write::write(content.workbook()?, job)
    }
}
