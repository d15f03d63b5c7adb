//! One sheet as separated values.

use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Cell, Sheet, Value, Workbook};
use spindle_ooxml::sheet::display;

/// Digits that spreadsheets keep of a number.
const DIGITS: usize = 15;
/// How often the progress is told, in rows.
const PROGRESS_ROWS: usize = 1 << 14;

/// Writes a sheet: values as their number formats show them, what formulas came to in their place.
pub(super) fn write(
    book: &Workbook,
    delimiter: char,
    job: &mut Job<'_>,
) -> Result<Vec<u8>, ConvertError> {
    if matches!(delimiter, '"' | '\r' | '\n') {
        return Err(ConvertError::unsupported(
            "a quote or a line end cannot separate values",
        ));
    }
    let index = job.options.sheet.unwrap_or(book.active);
    let sheet = match book.sheets.get(index) {
        Some(sheet) => sheet,
        None if job.options.sheet.is_none() || book.sheets.is_empty() => {
            book.sheets.first().unwrap_or(&EMPTY)
        }
        None => {
            return Err(ConvertError::unsupported(format!(
                "there is no sheet number {}: the workbook has {}",
                index.saturating_add(1),
                book.sheets.len()
            )));
        }
    };
    warn_of_the_rest(book, sheet, job);
    Output {
        book,
        bytes: b"\xef\xbb\xbf".to_vec(),
        delimiter,
        field: String::new(),
        formula_like: 0,
    }
    .sheet(sheet, job)
}

static EMPTY: Sheet = Sheet {
    name: String::new(),
    rows: Vec::new(),
    columns: Vec::new(),
    merges: Vec::new(),
    frozen_rows: 0,
    frozen_columns: 0,
    hidden: false,
    comments: Vec::new(),
    links: Vec::new(),
    images: Vec::new(),
    hide_grid: false,
    default_width: None,
    default_height: None,
    tab_color: None,
};

fn warn_of_the_rest(book: &Workbook, sheet: &Sheet, job: &mut Job<'_>) {
    if book.sheets.len() > 1 {
        job.warn(
            "sheets-dropped",
            format!(
                "a csv file holds one sheet: {} is written, {} more are not",
                sheet.name,
                book.sheets.len().saturating_sub(1)
            ),
        );
    }
    if !sheet.images.is_empty() {
        job.warn("pictures-dropped", "a csv file holds no pictures");
    }
    if !sheet.comments.is_empty() {
        job.warn("comments-dropped", "a csv file holds no comments");
    }
}

struct Output<'b> {
    book: &'b Workbook,
    bytes: Vec<u8>,
    delimiter: char,
    field: String,
    /// Texts that programs may take for formulas.
    formula_like: usize,
}

impl Output<'_> {
    fn sheet(mut self, sheet: &Sheet, job: &mut Job<'_>) -> Result<Vec<u8>, ConvertError> {
        let width = width(sheet);
        let mut next = 0_u32;
        for (done, row) in sheet.rows.iter().enumerate() {
            if row.cells.is_empty() {
                continue;
            }
            while next < row.index {
                self.line_end(0, width);
                next = next.saturating_add(1);
                self.check(job)?;
            }
            let mut column = 0_u32;
            for cell in &row.cells {
                while column < cell.column {
                    self.separate();
                    column = column.saturating_add(1);
                }
                self.cell(cell);
                self.check(job)?;
            }
            self.line_end(column.saturating_add(1), width);
            self.check(job)?;
            next = row.index.saturating_add(1);
            if done.is_multiple_of(PROGRESS_ROWS) {
                (job.progress)(done as f32 / sheet.rows.len().max(1) as f32);
            }
        }
        if self.formula_like > 0 {
            job.warn(
                "formula-like-text",
                format!(
                    "{} texts begin as formulas do; programs that open the file may run them",
                    self.formula_like
                ),
            );
        }
        Ok(self.bytes)
    }

    fn check(&self, job: &Job<'_>) -> Result<(), ConvertError> {
        if self.bytes.len() > job.limits.output_bytes {
            return Err(ConvertError::limit(format!(
                "the file grows beyond the {} bytes allowed",
                job.limits.output_bytes
            )));
        }
        Ok(())
    }

    fn separate(&mut self) {
        let mut buffer = [0; 4];
        self.bytes
            .extend_from_slice(self.delimiter.encode_utf8(&mut buffer).as_bytes());
    }

    /// Fills the line up to the width and ends it. `filled` values are there.
    fn line_end(&mut self, filled: u32, width: u32) {
        for _ in filled.max(1)..width {
            self.separate();
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    fn cell(&mut self, cell: &Cell) {
        let style = usize::try_from(cell.style)
            .ok()
            .and_then(|style| self.book.styles.get(style));
        let format = style
            .and_then(|style| style.number_format.as_ref())
            .map_or("", Arc::as_ref);
        let mut field = std::mem::take(&mut self.field);
        field.clear();
        match &cell.value {
            Value::Empty => {}
            Value::Number(number) => push_number(&mut field, *number, format, self.book.date_1904),
            Value::Text(text) => push_text(&mut field, text, format),
            Value::Rich(runs) => {
                for run in runs.iter() {
                    field.push_str(&run.text);
                }
            }
            Value::Bool(true) => field.push_str("TRUE"),
            Value::Bool(false) => field.push_str("FALSE"),
            Value::Error(error) => field.push_str(error.name()),
        }
        if matches!(cell.value, Value::Text(_) | Value::Rich(_))
            && field.starts_with(['=', '+', '-', '@', '\t'])
            && field.len() > 1
        {
            self.formula_like = self.formula_like.saturating_add(1);
        }
        self.put(&field);
        self.field = field;
    }

    /// A value, in quotes where it needs them.
    fn put(&mut self, field: &str) {
        let quoted = field.contains([self.delimiter, '"', '\r', '\n'])
            || field.starts_with(' ')
            || field.ends_with(' ')
            // At the start of a file this would say what separates the values.
            || field.starts_with("sep=");
        if !quoted {
            self.bytes.extend_from_slice(field.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        for byte in field.bytes() {
            if byte == b'"' {
                self.bytes.push(b'"');
            }
            self.bytes.push(byte);
        }
        self.bytes.push(b'"');
    }
}

/// How many values each line has: as many as the widest, but not where few cells far apart would make millions of
/// empty ones.
fn width(sheet: &Sheet) -> u32 {
    let Some(used) = sheet.used() else {
        return 0;
    };
    let cells: usize = sheet.rows.iter().map(|row| row.cells.len()).sum();
    let width = used.last_column.saturating_add(1);
    let area = u64::from(width).saturating_mul(u64::from(used.last_row).saturating_add(1));
    if area <= (cells as u64).saturating_mul(16).saturating_add(1 << 20) {
        width
    } else {
        0
    }
}

fn push_text(field: &mut String, text: &str, format: &str) {
    if format.contains('@') && format != "@" {
        field.push_str(&display::text(text, format));
    } else {
        field.push_str(text);
    }
}

fn push_number(field: &mut String, number: f64, format: &str, date_1904: bool) {
    if format.is_empty() || format.eq_ignore_ascii_case("general") || format == "@" {
        push_general(field, number);
        return;
    }
    let shown = display::number(number, format, date_1904);
    // Cells fill up with these where they cannot show a number, as with days before the first one.
    if shown.contains('#') && shown.bytes().all(|byte| byte == b'#') {
        push_general(field, number);
    } else {
        field.push_str(&shown);
    }
}

/// A number without a format, with all digits that spreadsheets keep: that a cell shows fewer is a matter of its width.
fn push_general(field: &mut String, number: f64) {
    use std::fmt::Write;
    if number == 0.0 {
        field.push('0');
        return;
    }
    let magnitude = number.abs();
    if magnitude < 1e15 && number.fract() == 0.0 {
        let _ = write!(field, "{number}");
        return;
    }
    let shortest = format!("{number:e}");
    let digits = shortest
        .bytes()
        .take_while(|byte| *byte != b'e')
        .filter(u8::is_ascii_digit)
        .count();
    let exact = if digits > DIGITS {
        let rounded = format!("{number:.*e}", DIGITS - 1);
        rounded.parse().unwrap_or(number)
    } else {
        number
    };
    if (1e-6..1e15).contains(&magnitude) {
        let _ = write!(field, "{exact}");
        return;
    }
    let text = format!("{exact:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = exponent
        .strip_prefix('-')
        .map_or(('+', exponent), |exponent| ('-', exponent));
    let _ = write!(field, "{mantissa}E{sign}{exponent:0>2}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_digits_of_a_spreadsheet() {
        for (number, text) in [
            (0.1 + 0.2, "0.3"),
            (123_456_789_012.0, "123456789012"),
            (-0.0, "0"),
            (1.0 / 3.0, "0.333333333333333"),
            (1e15, "1E+15"),
            (1e-7, "1E-07"),
            (1.5e300, "1.5E+300"),
            (-12.25, "-12.25"),
        ] {
            let mut field = String::new();
            push_general(&mut field, number);
            assert_eq!(field, text);
        }
    }
}
