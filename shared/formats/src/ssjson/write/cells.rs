//! The table of cells.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use spindle_model::convert::ConvertError;
use spindle_model::workbook::{Cell, CellError, RichRun, Row, Sheet, Value, Workbook};

use super::Out;
use super::json::{push_number, push_text, push_value, write};
use crate::ssjson::{dates, style};

/// How many rows are written between two looks at the limits.
const ROWS_BETWEEN: usize = 256;

/// Where cells lead, by row and column.
pub(super) type Links<'w> = BTreeMap<u32, BTreeMap<u32, &'w str>>;

/// Bytes that a workbook will about take, rather more than less, and how many cells there are.
pub(super) fn estimate(workbook: &Workbook) -> (usize, usize) {
    /// Keys, quotes and braces of a cell with a style.
    const CELL: usize = 34;
    const ROW: usize = 16;
    const SHEET: usize = 4096;
    let mut bytes = 4096_usize;
    let mut cells = 0_usize;
    for sheet in &workbook.sheets {
        bytes = bytes.saturating_add(SHEET);
        for image in &sheet.images {
            let media = workbook.media.get(image.media);
            let media = media.map_or(0, |media| media.bytes.len());
            bytes = bytes.saturating_add(media / 3 * 4).saturating_add(512);
        }
        for row in &sheet.rows {
            let size = if row.height.is_some() { ROW } else { 0 };
            bytes = bytes.saturating_add(ROW).saturating_add(size);
            cells = cells.saturating_add(row.cells.len());
            for cell in &row.cells {
                let value = match &cell.value {
                    Value::Empty => 0,
                    Value::Number(number) if number.fract() == 0.0 => 8,
                    Value::Number(_) => 18,
                    Value::Bool(_) => 5,
                    Value::Error(_) => 32,
                    Value::Text(text) => text.len().saturating_add(2),
                    Value::Rich(runs) => runs
                        .iter()
                        .map(|run| run.text.len().saturating_add(96))
                        .fold(0, usize::saturating_add),
                };
                let formula = cell.formula.as_ref();
                let formula = formula.map_or(0, |formula| formula.len().saturating_add(13));
                bytes = bytes
                    .saturating_add(CELL)
                    .saturating_add(value)
                    .saturating_add(formula);
            }
        }
    }
    (bytes, cells)
}

/// Bytes that a workbook takes at least.
pub(super) fn least(workbook: &Workbook) -> usize {
    let cells = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    cells
        .flat_map(|row| &row.cells)
        .map(|cell| match &cell.value {
            Value::Text(text) => text.len().saturating_add(8),
            _ => 8,
        })
        .fold(0, usize::saturating_add)
}

/// What one cell is written with.
#[derive(Clone, Copy)]
struct Written<'w> {
    column: u32,
    cell: Option<&'w Cell>,
    link: Option<&'w str>,
}

impl Out<'_, '_> {
    /// The table, with cells for links where there are none.
    pub(super) fn table(
        &mut self,
        sheet: &Sheet,
        links: &Links<'_>,
        styled_columns: &[(u32, u32)],
    ) -> Result<(), ConvertError> {
        self.text.push_str("\"dataTable\":{");
        let mut first = true;
        let mut rows = sheet.rows.iter().peekable();
        let mut linked = links.iter().peekable();
        let empty = BTreeMap::new();
        let mut count = 0_usize;
        loop {
            let next = match (rows.peek(), linked.peek()) {
                (Some(row), Some((index, _))) => row.index.min(**index),
                (Some(row), None) => row.index,
                (None, Some((index, _))) => **index,
                (None, None) => break,
            };
            let row = rows.next_if(|row| row.index == next);
            let links = linked
                .next_if(|(index, _)| **index == next)
                .map(|(_, links)| links);
            let links = links.unwrap_or(&empty);
            if row.is_none_or(|row| row.cells.is_empty()) && links.is_empty() {
                continue;
            }
            if !std::mem::take(&mut first) {
                self.text.push(',');
            }
            write(&mut self.text, format_args!("\"{next}\":{{"));
            self.row(row, links, styled_columns);
            self.text.push('}');
            count = count.saturating_add(1);
            if count.is_multiple_of(ROWS_BETWEEN) {
                self.check()?;
                (self.job.progress)(self.done as f32 / self.total as f32);
            }
        }
        self.text.push('}');
        self.check()
    }

    fn row(
        &mut self,
        row: Option<&Row>,
        links: &BTreeMap<u32, &str>,
        styled_columns: &[(u32, u32)],
    ) {
        let mut first = true;
        let row_style = row.map_or(0, |row| row.style);
        let cells = row.map_or(&[][..], |row| row.cells.as_slice());
        self.done = self.done.saturating_add(cells.len());
        let mut cells = cells.iter().peekable();
        let mut links = links.iter().peekable();
        loop {
            let column = match (cells.peek(), links.peek()) {
                (Some(cell), Some((column, _))) => cell.column.min(**column),
                (Some(cell), None) => cell.column,
                (None, Some((column, _))) => **column,
                (None, None) => return,
            };
            let written = Written {
                column,
                cell: cells.next_if(|cell| cell.column == column),
                link: links
                    .next_if(|(at, _)| **at == column)
                    .map(|(_, href)| *href),
            };
            // What a row or a column looks like must not show in a cell that looks otherwise.
            let inherited = || {
                row_style != 0
                    || styled_columns
                        .iter()
                        .any(|(from, to)| (*from..=*to).contains(&column))
            };
            if !std::mem::take(&mut first) {
                self.text.push(',');
            }
            self.cell(written, inherited);
        }
    }

    fn cell(&mut self, written: Written<'_>, inherited: impl Fn() -> bool) {
        write(&mut self.text, format_args!("\"{}\":{{", written.column));
        let start = self.text.len();
        if let Some(cell) = written.cell {
            let date = self
                .dates
                .get(cell.style as usize)
                .copied()
                .unwrap_or(false);
            self.value(&cell.value, date);
            if let Some(formula) = &cell.formula {
                self.key(start, "formula");
                push_text(&mut self.text, formula);
            }
            let known = (cell.style as usize) < self.workbook.styles.len();
            if known && (cell.style != 0 || inherited()) {
                self.key(start, "style");
                write(&mut self.text, format_args!("\"s{}\"", cell.style));
            }
        }
        if let Some(href) = written.link {
            self.key(start, "hyperlink");
            let url = match href.strip_prefix('#') {
                Some(place) => format!("sjs://{place}"),
                None => href.to_owned(),
            };
            push_value(&mut self.text, &json!({ "url": url }));
        }
        self.text.push('}');
    }

    /// Begins a member of the cell that begins at `start`.
    fn key(&mut self, start: usize, name: &str) {
        if self.text.len() > start {
            self.text.push(',');
        }
        write(&mut self.text, format_args!("\"{name}\":"));
    }

    fn value(&mut self, value: &Value, date: bool) {
        const KEY: &str = "\"value\":";
        match value {
            Value::Empty => {}
            Value::Number(number) if !number.is_finite() => {
                self.text.push_str(KEY);
                self.error(CellError::Number);
            }
            Value::Number(number) => {
                self.text.push_str(KEY);
                let days = match self.workbook.date_1904 && date {
                    true => number + dates::DAYS_TO_1904,
                    false => *number,
                };
                if date && dates::in_range(days) {
                    self.text.push_str("\"/OADate(");
                    push_number(&mut self.text, days);
                    self.text.push_str(")/\"");
                } else {
                    push_number(&mut self.text, days);
                }
            }
            // A text that would be read as a date is one piece of text with formats.
            Value::Text(text) if dates::read(text).is_some() => {
                self.text.push_str(KEY);
                self.rich(&[RichRun {
                    text: text.to_string(),
                    font: None,
                }]);
            }
            Value::Text(text) if text.is_empty() => {}
            Value::Text(text) => {
                self.text.push_str(KEY);
                push_text(&mut self.text, text);
            }
            Value::Rich(runs) => {
                self.text.push_str(KEY);
                self.rich(runs);
            }
            Value::Bool(value) => {
                self.text.push_str(KEY);
                self.text.push_str(if *value { "true" } else { "false" });
            }
            Value::Error(error) => {
                self.text.push_str(KEY);
                self.error(*error);
            }
        }
    }

    fn error(&mut self, error: CellError) {
        let code = match error {
            CellError::Null => 0,
            CellError::DivisionByZero => 7,
            CellError::Value => 15,
            CellError::Reference => 23,
            CellError::Name => 29,
            CellError::Number => 36,
            CellError::NotAvailable => 42,
        };
        let name = error.name();
        write(
            &mut self.text,
            format_args!("{{\"_error\":\"{name}\",\"_code\":{code}}}"),
        );
    }

    fn rich(&mut self, runs: &[RichRun]) {
        let list: Vec<Json> = runs
            .iter()
            .map(|run| match &run.font {
                Some(font) => json!({ "style": style::run_json(font), "text": run.text }),
                None => json!({ "text": run.text }),
            })
            .collect();
        push_value(&mut self.text, &json!({ "richText": list }));
    }
}
