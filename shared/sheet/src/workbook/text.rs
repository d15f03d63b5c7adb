//! A workbook as plain text: for people, and for an index.

use std::collections::BTreeMap;

use super::Workbook;
use crate::args::{MAX_COLUMNS, MAX_ROWS};
use crate::json::{Node, Object, integer};

/// The most bytes of plain text that a workbook gives; it ends before the row that would go past it.
pub const TEXT_LIMIT: usize = 16 * 1024 * 1024;

/// The texts of a sheet's cells by row and column.
type Texts = BTreeMap<u32, BTreeMap<u32, String>>;

impl Workbook {
    /// The sheets as text: each a line with its name, then its rows down to the last one with a value, cells with a
    /// tab between them up to the last column with a value. A tab or a line break inside a value becomes a space.
    ///
    /// At most [`TEXT_LIMIT`] bytes: what follows the last row that fits is left out.
    #[must_use]
    pub fn to_tsv(&self) -> String {
        let mut out = String::new();
        for (name, texts) in self.sheet_texts() {
            if !push_line(&mut out, &flat(&name)) {
                return out;
            }
            let columns = texts.values().filter_map(|row| row.keys().next_back());
            let last = columns.max().copied().unwrap_or(0);
            let empty = tabs(0, last);
            let mut next = 0;
            for (row, cells) in texts {
                for _ in next..row {
                    if !push_line(&mut out, &empty) {
                        return out;
                    }
                }
                let mut line = String::new();
                let mut at = 0;
                for (column, text) in cells {
                    line.push_str(&tabs(at, column));
                    line.push_str(&flat(&text));
                    at = column;
                }
                line.push_str(&tabs(at, last));
                if !push_line(&mut out, &line) {
                    return out;
                }
                next = row.saturating_add(1);
            }
        }
        out
    }

    /// The texts of all cells, a line each, for a full-text index. At most [`TEXT_LIMIT`] bytes.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (_, texts) in self.sheet_texts() {
            for text in texts.values().flat_map(BTreeMap::values) {
                if !push_line(&mut out, text) {
                    return out;
                }
            }
        }
        out
    }

    fn sheet_texts(&self) -> impl Iterator<Item = (String, Texts)> {
        let sheets = self.root.get("sheets").and_then(Node::as_object);
        let sheets = sheets.map(std::borrow::Cow::into_owned).unwrap_or_default();
        let names = self.sheet_names();
        names.into_iter().zip(sheets.entries).map(|(name, entry)| {
            let sheet = entry.value.as_object();
            let texts = sheet.and_then(|sheet| Some(texts_of(&table_of(&sheet)?)));
            (name, texts.unwrap_or_default())
        })
    }
}

fn table_of(sheet: &Object) -> Option<Object> {
    let data = sheet.get("data")?.as_object()?;
    Some(data.get("dataTable")?.as_object()?.into_owned())
}

fn texts_of(table: &Object) -> Texts {
    let mut texts = Texts::new();
    for entry in &table.entries {
        let Some(row) = entry.index().filter(|row| *row < MAX_ROWS) else {
            continue;
        };
        let Some(cells) = entry.value.as_object() else {
            continue;
        };
        for cell in &cells.entries {
            let Some(column) = cell.index().filter(|column| *column < MAX_COLUMNS) else {
                continue;
            };
            let text = cell.value.as_object().map(|cell| cell_text(&cell));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                texts.entry(row).or_default().insert(column, text);
            }
        }
    }
    texts
}

/// The tabs between two columns.
fn tabs(from: u32, to: u32) -> String {
    "\t".repeat(to.saturating_sub(from) as usize)
}

/// A line, where it still fits.
fn push_line(out: &mut String, line: &str) -> bool {
    let fits = out.len().saturating_add(line.len()) < TEXT_LIMIT;
    if fits {
        out.push_str(line);
        out.push('\n');
    }
    fits
}

fn flat(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ")
}

/// What a cell shows, without its format: its value, or its formula where no value is known.
fn cell_text(cell: &Object) -> String {
    let value = cell.get("value").map(value_text).unwrap_or_default();
    if !value.is_empty() {
        return value;
    }
    let formula = cell.get("formula").and_then(Node::as_text);
    formula
        .map(|formula| format!("={formula}"))
        .unwrap_or_default()
}

fn value_text(value: &Node) -> String {
    if let Some(text) = value.as_text() {
        return date_text(&text).unwrap_or(text);
    }
    match value.as_raw() {
        Some("true") => return "TRUE".to_owned(),
        Some("false") => return "FALSE".to_owned(),
        Some("null") => return String::new(),
        Some(number) if value.as_number().is_some() => return number.to_owned(),
        _ => {}
    }
    let Some(object) = value.as_object() else {
        return String::new();
    };
    if let Some(error) = object.get("_error").and_then(Node::as_text) {
        return error;
    }
    let runs = object.get("richText").and_then(Node::as_array);
    let texts = runs.iter().flat_map(|runs| runs.iter()).filter_map(|run| {
        let run = run.as_object()?;
        run.get("text")?.as_text()
    });
    texts.collect()
}

/// A date as the control writes it, `/OADate(days)/`, in the form of ISO 8601. Days count from 1899-12-30.
fn date_text(text: &str) -> Option<String> {
    let days: f64 = text
        .strip_prefix("/OADate(")?
        .strip_suffix(")/")?
        .parse()
        .ok()?;
    // From the year 100 to 9999, as OLE Automation has it.
    if !(-657_435.0..2_958_466.0).contains(&days) {
        return None;
    }
    let seconds = integer((days * 86_400.0).round())?;
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, date) = civil(day);
    let day = format!("{year:04}-{month:02}-{date:02}");
    if second == 0 {
        return Some(day);
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    Some(format!("{day} {hour:02}:{minute:02}:{second:02}"))
}

/// Year, month and day of the month of a day counted from 1899-12-30, in the Gregorian calendar.
fn civil(day: i64) -> (i64, i64, i64) {
    // 693 899 days lie between 0000-03-01, where an era of 400 years begins, and 1899-12-30.
    let day = day + 693_899;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march_month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, date)
}
