//! SSJSON: the workbook JSON of SpreadJS, version 14, in which online sheets are kept.
//!
//! What of a file has no place in a workbook is dropped with a warning: charts, tables, filters, rules. Where a file is
//! read and written again:
//!
//! - lengths are pixels to hundredths (0.75 points), colours `#rrggbb`; colours of themes become the colours they stand
//!   for;
//! - a font is one family with a size; where a workbook says neither and the font is bold or italic, it is Calibri with
//!   11 points;
//! - styles are named ones, `s` and their index; dates are `/OADate(days)/`, in the date system of 1900;
//! - links of several cells are links of each, pictures stand where a row and a column begin and a distance from there.

mod dates;
mod font;
mod read;
mod style;
mod theme;
mod write;

use spindle_model::convert::{Content, ConvertError, Job, Reader, Writer};
use spindle_model::workbook::Workbook;

/// Reads the JSON of a workbook.
pub struct SsjsonReader;

/// Writes the JSON of a workbook.
pub struct SsjsonWriter;

impl Reader for SsjsonReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json = std::str::from_utf8(json)
            .map_err(|error| ConvertError::damaged(format!("the file is not UTF-8: {error}")))?;
        Ok(Content::Workbook(Box::new(read(json, job)?)))
    }
}

impl Writer for SsjsonWriter {
    fn write(&self, content: &Content, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        write(content.workbook()?, job).map(String::into_bytes)
    }
}

/// Reads a workbook. Cells go from the text straight into it: no tree of the JSON is made.
///
/// # Errors
/// `Damaged` when it is no JSON or no workbook, `Limit` when it has more sheets or cells than allowed.
pub fn read(json: &str, job: &mut Job<'_>) -> Result<Workbook, ConvertError> {
    read::workbook(json, job)
}

/// Writes a workbook into one text, whose room is reserved at once.
///
/// # Errors
/// `Limit` when it is larger than allowed.
pub fn write(workbook: &Workbook, job: &mut Job<'_>) -> Result<String, ConvertError> {
    write::workbook(workbook, job)
}

/// Points of a length in pixels.
fn points(pixels: f64) -> f32 {
    (pixels * 0.75) as f32
}

/// Pixels of a length in points, to hundredths.
fn pixels(points: f32) -> f64 {
    (f64::from(points) / 0.75 * 100.0).round() / 100.0
}
