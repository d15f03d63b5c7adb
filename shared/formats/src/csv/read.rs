//! Separated values as a workbook of one sheet.

use spindle_model::convert::{Content, ConvertError, Job};
use spindle_model::workbook::{
    Cell, CellStyle, MAX_COLUMNS, MAX_ROWS, Row, Sheet, Value, Workbook,
};

use super::decode::decode;
use super::dialect;
use super::fields::Fields;
use super::intern::Interner;
use super::typed::{Typed, typed};

/// How often the progress is told, in rows.
const PROGRESS_ROWS: u32 = 1 << 14;

/// Reads separated values; what separates them is found out where it is not said.
pub(super) fn read(
    bytes: &[u8],
    delimiter: Option<char>,
    job: &mut Job<'_>,
) -> Result<Content, ConvertError> {
    let text = decode(bytes, job)?;
    let (declared, body) = match dialect::declared(&text) {
        Some((delimiter, body)) => (Some(delimiter), body),
        None => (None, text.as_ref()),
    };
    let delimiter = delimiter
        .or(declared)
        .unwrap_or_else(|| dialect::detect(body));
    if matches!(delimiter, '"' | '\r' | '\n') {
        return Err(ConvertError::unsupported(
            "a quote or a line end cannot separate values",
        ));
    }
    let mut table = Table::default();
    let mut fields = Fields::new(body, delimiter);
    while let Some(field) = fields.next_field() {
        if field.open {
            job.warn(
                "open-quote",
                format!(
                    "a quotation mark in row {} is never closed; all behind it is one value",
                    table.row.index.saturating_add(1)
                ),
            );
        }
        table.put(&field.text, job)?;
        if field.ends_record {
            table.end_row();
            if table.row.index.is_multiple_of(PROGRESS_ROWS) {
                (job.progress)(1.0 - fields.left() as f32 / body.len().max(1) as f32);
            }
            if table.row.index >= MAX_ROWS && fields.left() > 0 {
                job.warn(
                    "rows-dropped",
                    format!("rows beyond the {MAX_ROWS} of a sheet are left out"),
                );
                break;
            }
        }
    }
    if table.dropped_columns > 0 {
        job.warn(
            "columns-dropped",
            format!(
                "{} values beyond the {MAX_COLUMNS} columns of a sheet are left out",
                table.dropped_columns
            ),
        );
    }
    Ok(Content::Workbook(Box::new(table.workbook())))
}

/// What was read so far.
struct Table {
    rows: Vec<Row>,
    row: Row,
    column: u32,
    cells: usize,
    dropped_columns: usize,
    styles: Vec<CellStyle>,
    texts: Interner,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            row: Row::default(),
            column: 0,
            cells: 0,
            dropped_columns: 0,
            styles: vec![CellStyle::default()],
            texts: Interner::default(),
        }
    }
}

impl Table {
    fn put(&mut self, text: &str, job: &Job<'_>) -> Result<(), ConvertError> {
        let column = self.column;
        self.column = self.column.saturating_add(1);
        if text.is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            self.dropped_columns = self.dropped_columns.saturating_add(1);
            return Ok(());
        }
        if self.cells >= job.limits.cells {
            return Err(ConvertError::limit(format!(
                "the file has more than the {} values allowed",
                job.limits.cells
            )));
        }
        self.cells += 1;
        let (value, style) = match typed(text) {
            Typed::Number(number, format) => (Value::Number(number), self.style(format)),
            Typed::Bool(bool) => (Value::Bool(bool), 0),
            Typed::Error(error) => (Value::Error(error), 0),
            Typed::Text => (Value::Text(self.text(text)), 0),
        };
        self.row.cells.push(Cell {
            column,
            style,
            value,
            formula: None,
        });
        Ok(())
    }

    /// Line breaks within a cell are line feeds, as in all spreadsheet files.
    fn text(&mut self, text: &str) -> std::sync::Arc<str> {
        if text.contains('\r') {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            self.texts.share(&text)
        } else {
            self.texts.share(text)
        }
    }

    /// The style that shows numbers so. There are a few formats only.
    fn style(&mut self, format: Option<&'static str>) -> u32 {
        let Some(format) = format else {
            return 0;
        };
        let known = self
            .styles
            .iter()
            .position(|style| style.number_format.as_deref() == Some(format));
        let at = known.unwrap_or_else(|| {
            self.styles.push(CellStyle {
                number_format: Some(format.into()),
                ..CellStyle::default()
            });
            self.styles.len().saturating_sub(1)
        });
        u32::try_from(at).unwrap_or(0)
    }

    fn end_row(&mut self) {
        let next = self.row.index.saturating_add(1);
        let mut row = std::mem::take(&mut self.row);
        if !row.cells.is_empty() {
            row.cells.shrink_to_fit();
            self.rows.push(row);
        }
        self.row.index = next;
        self.column = 0;
    }

    fn workbook(mut self) -> Workbook {
        if !self.row.cells.is_empty() {
            self.end_row();
        }
        Workbook {
            sheets: vec![Sheet {
                name: "Sheet1".to_owned(),
                rows: self.rows,
                ..Sheet::default()
            }],
            styles: self.styles,
            ..Workbook::default()
        }
    }
}
