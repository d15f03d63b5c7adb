//! References to the cells of tables by names of columns: `Sales[Qty]`, `Sales[[#All],[Qty]:[Price]]`
//! (ECMA-376 Part 1, 18.17.2.3).

use spindle_ooxml::sheet::{Area, CellPos};

use crate::value::{Error, Range, Value};

/// A table as formulas know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name that formulas use.
    pub name: String,
    /// The place of its worksheet.
    pub sheet: usize,
    /// All its cells.
    pub area: Area,
    /// Whether its first row has the names of columns.
    pub headers: bool,
    /// Whether its last row has totals.
    pub totals: bool,
    /// The names of its columns.
    pub columns: Vec<String>,
}

/// What is between a table's brackets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TablePart {
    /// The table's name.
    pub table: String,
    /// The groups of rows, as [`GROUPS`] has them; none is the data.
    groups: Vec<usize>,
    /// The first and the last column; none is all.
    columns: Option<(String, String)>,
}

/// Groups of rows as formulas name them.
const GROUPS: &[&str] = &["#All", "#Data", "#Headers", "#Totals", "#This Row"];
const ALL: usize = 0;
const DATA: usize = 1;
const HEADERS: usize = 2;
const TOTALS: usize = 3;
const THIS_ROW: usize = 4;

/// Reads what is between brackets. `None` when it is nothing that the table has.
pub(crate) fn read(table: &Table, inner: &str) -> Option<TablePart> {
    let mut part = TablePart {
        table: table.name.clone(),
        ..TablePart::default()
    };
    let inner = match inner.strip_prefix('@') {
        Some(rest) => {
            part.groups.push(THIS_ROW);
            rest
        }
        None => inner,
    };
    if inner.is_empty() {
        return Some(part);
    }
    if !inner.starts_with('[') {
        part.item(table, inner, false)?;
        return Some(part);
    }
    let mut rest = inner;
    let mut ends = false;
    loop {
        let raw = bracketed(rest)?;
        part.item(table, raw.get(1..raw.len().checked_sub(1)?)?, ends)?;
        rest = rest.get(raw.len()..)?.trim_start();
        let mut chars = rest.chars();
        match chars.next() {
            None => return Some(part),
            Some(',') => ends = false,
            Some(':') => ends = true,
            Some(_) => return None,
        }
        rest = chars.as_str().trim_start();
    }
}

/// The text from a `[` to the `]` that ends it; an apostrophe makes the next character a plain one.
pub(crate) fn bracketed(text: &str) -> Option<&str> {
    let mut depth = 0_u32;
    let mut chars = text.char_indices();
    while let Some((index, c)) = chars.next() {
        match c {
            '[' => depth = depth.checked_add(1)?,
            ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return text.get(..=index);
                }
            }
            '\'' => {
                chars.next();
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

impl TablePart {
    /// Adds a group of rows or a column; `ends` when it is the other end of columns.
    fn item(&mut self, table: &Table, raw: &str, ends: bool) -> Option<()> {
        if raw.starts_with('#') {
            let group = GROUPS
                .iter()
                .position(|group| group.eq_ignore_ascii_case(raw))?;
            self.groups.push(group);
            return Some(());
        }
        let plain = plain(raw).to_lowercase();
        let name = table
            .columns
            .iter()
            .find(|column| column.to_lowercase() == plain)?
            .clone();
        match &mut self.columns {
            None if !ends => self.columns = Some((name.clone(), name)),
            Some((_, last)) if ends => *last = name,
            _ => return None,
        }
        Some(())
    }

    /// How files have it, without the table's name.
    pub(super) fn text(&self) -> String {
        let groups = self.groups.iter().filter_map(|group| GROUPS.get(*group));
        let mut items: Vec<String> = groups.map(|group| format!("[{group}]")).collect();
        match &self.columns {
            Some((first, last)) if first == last => items.push(format!("[{}]", escaped(first))),
            Some((first, last)) => {
                items.push(format!("[{}]:[{}]", escaped(first), escaped(last)));
            }
            None => {}
        }
        match items.as_slice() {
            [] => "[]".to_owned(),
            [one] if !one.contains("]:[") => one.clone(),
            several => format!("[{}]", several.join(",")),
        }
    }

    /// The cells, for a formula in this cell.
    pub(crate) fn cells(&self, table: &Table, home: Option<CellPos>) -> Value {
        let column = |name: &str| {
            let place = table.columns.iter().position(|column| column == name)?;
            Some(table.area.first.col + u32::try_from(place).ok()?)
        };
        let columns = match &self.columns {
            None => Some((table.area.first.col, table.area.last.col)),
            Some((first, last)) => column(first).zip(column(last)),
        };
        let Some((left, right)) = columns else {
            return Value::Err(Error::Ref);
        };
        let top = table.area.first.row + u32::from(table.headers);
        let Some(bottom) = table.area.last.row.checked_sub(u32::from(table.totals)) else {
            return Value::Err(Error::Ref);
        };
        let rows = |group: usize| match group {
            ALL => Ok((table.area.first.row, table.area.last.row)),
            HEADERS if table.headers => Ok((table.area.first.row, table.area.first.row)),
            TOTALS if table.totals => Ok((table.area.last.row, table.area.last.row)),
            THIS_ROW => home
                .map(|home| home.row)
                .filter(|row| (top..=bottom).contains(row))
                .map(|row| (row, row))
                .ok_or(Error::Value),
            DATA if top <= bottom => Ok((top, bottom)),
            _ => Err(Error::Ref),
        };
        let groups: &[usize] = if self.groups.is_empty() {
            &[DATA]
        } else {
            &self.groups
        };
        let mut found: Option<(u32, u32)> = None;
        for group in groups {
            match rows(*group) {
                Ok((first, last)) => {
                    found = Some(found.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
                }
                Err(error) => return Value::Err(error),
            }
        }
        let Some((first, last)) = found else {
            return Value::Err(Error::Ref);
        };
        Value::Range(Range {
            sheet: table.sheet,
            area: Area::new(
                CellPos::new(first, left.min(right)),
                CellPos::new(last, right.max(left)),
            ),
        })
    }
}

/// A name of a column without the apostrophes before special characters.
fn plain(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '[' | ']' | '#' | '\'') {
            out.push('\'');
        }
        out.push(c);
    }
    out
}
