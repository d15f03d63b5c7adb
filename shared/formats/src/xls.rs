//! Excel workbooks of 1993 to 2003 (BIFF5 to BIFF8; MS-XLS).
//!
//! Records are read one after the other; nothing is reserved by what they announce.

mod codes;
mod colors;
mod comments;
mod container;
mod data;
mod formula;
mod globals;
mod links;
mod names;
mod sheet;
mod strings;
mod styles;
mod values;

use spindle_model::convert::{Content, ConvertError, Job, Reader};

/// Reads Excel workbooks of the formats BIFF5 (Excel 5.0 and 95) and BIFF8 (Excel 97 to 2003).
#[derive(Debug, Clone, Copy, Default)]
pub struct XlsReader;

impl Reader for XlsReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let stream = container::workbook_stream(bytes, job)?;
        let book = globals::read(&stream, job)?;
        Ok(Content::Workbook(Box::new(book)))
    }
}
