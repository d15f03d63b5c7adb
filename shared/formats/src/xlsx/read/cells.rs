//! The cells of a sheet (ECMA-376 Part 1, 18.3.1.4, 18.3.1.40 and 18.3.1.73).

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Cell, CellError, MAX_COLUMNS, MAX_ROWS, Row, Value};
use spindle_ooxml::sheet::formula::relocate;
use spindle_ooxml::sheet::reference::CellPos;
use spindle_ooxml::sheet::text::unescaped;

use super::rows::Rows;
use super::xml::{Xml, attribute, is_true, local, value};
use super::{Shared, dates, strings};

/// Bytes between two reports of progress.
const PROGRESS_STEP: u64 = 256 << 10;

/// Reads `sheetData`.
pub(super) struct CellReader<'r, 'j> {
    shared: &'r mut Shared,
    job: &'r mut Job<'j>,
    /// Bytes that the part will have.
    likely: u64,
    /// Where progress starts and how much of it the sheet is.
    share: (f32, f32),
    told: u64,
    rows: Rows,
    cells: Vec<Cell>,
    /// Cells that say to be in another row than the one around them.
    strays: Vec<(u32, Cell)>,
    /// Formulas that several cells share, and where each is at home.
    groups: HashMap<u32, (Arc<str>, CellPos)>,
    /// Bytes of `groups`.
    group_bytes: usize,
    text: String,
    formula: String,
}

/// What kind of value a cell says to have (18.18.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Inline,
    Date,
}

/// What is said of a formula beside its text.
#[derive(Debug, Default)]
struct FormulaTag {
    shared: Option<u32>,
    array: bool,
    table: bool,
}

impl<'r, 'j> CellReader<'r, 'j> {
    pub(super) fn new(
        shared: &'r mut Shared,
        job: &'r mut Job<'j>,
        likely: u64,
        share: (f32, f32),
    ) -> Self {
        Self {
            shared,
            job,
            likely: likely.max(1),
            share,
            told: 0,
            rows: Rows::default(),
            cells: Vec::new(),
            strays: Vec::new(),
            groups: HashMap::new(),
            group_bytes: 0,
            text: String::new(),
            formula: String::new(),
        }
    }

    /// Reads the inside of `sheetData`, which was begun last.
    pub(super) fn read(mut self, xml: &mut Xml<'_>) -> Result<Vec<Row>, ConvertError> {
        let level = xml.depth();
        let mut next = 0;
        loop {
            let depth = xml.depth();
            let row = match xml.next()? {
                Event::Start(tag) if depth == level && local(&tag) == "row" => {
                    self.row_tag(&tag, next)?
                }
                Event::End(_) if depth == level => break,
                Event::Eof => break,
                _ => continue,
            };
            next = row.index + 1;
            self.row(xml, &row)?;
            let consumed = xml.consumed();
            let says_something = row.height.is_some() || row.hidden || row.style != 0;
            if !self.cells.is_empty() || (says_something && self.shared.budget.blank()) {
                let done = consumed as f64 / self.likely as f64;
                self.rows.push(row, &mut self.cells, done);
            }
            if consumed.saturating_sub(self.told) > PROGRESS_STEP {
                self.told = consumed;
                let done = (consumed as f32 / self.likely as f32).min(1.0);
                (self.job.progress)(self.share.0 + done * self.share.1);
            }
        }
        for (index, cell) in std::mem::take(&mut self.strays) {
            let row = Row {
                index,
                ..Row::default()
            };
            self.rows.push(row, &mut vec![cell], 1.0);
        }
        Ok(self.rows.finish())
    }

    fn row_tag(&self, tag: &BytesStart<'_>, next: u32) -> Result<Row, ConvertError> {
        let mut row = Row {
            index: next,
            ..Row::default()
        };
        let (mut style, mut custom) = (0, false);
        for attribute in tag.attributes().with_checks(false).map_while(Result::ok) {
            let key: &str = attribute.key.as_ref();
            let text = attribute.value.trim();
            match key {
                "r" => {
                    let number: Option<u64> = text.parse().ok();
                    row.index = number
                        .and_then(|number| u32::try_from(number.checked_sub(1)?).ok())
                        .ok_or_else(|| {
                            ConvertError::damaged(format!(
                                "\"{}\" is no number of a row",
                                text.escape_debug()
                            ))
                        })?;
                }
                "ht" => {
                    row.height = text
                        .parse()
                        .ok()
                        .filter(|height: &f32| (0.0..=10_000.0).contains(height));
                }
                "hidden" => row.hidden = is_true(text),
                "s" => style = text.parse().unwrap_or(0),
                "customFormat" => custom = is_true(text),
                _ => {}
            }
        }
        if row.index >= MAX_ROWS {
            return Err(ConvertError::limit(format!(
                "row {} is beyond the {MAX_ROWS} rows of a sheet",
                u64::from(row.index) + 1
            )));
        }
        if custom {
            row.style = self.shared.styles.index(style);
        }
        Ok(row)
    }

    /// Reads the inside of a row into `self.cells`.
    fn row(&mut self, xml: &mut Xml<'_>, row: &Row) -> Result<(), ConvertError> {
        let level = xml.depth();
        let mut column = 0;
        loop {
            let depth = xml.depth();
            let (position, style, kind) = match xml.next()? {
                Event::Start(tag) if depth == level && local(&tag) == "c" => {
                    self.cell_tag(&tag, CellPos::new(row.index, column))?
                }
                Event::End(_) if depth == level => return Ok(()),
                Event::Eof => return Ok(()),
                _ => continue,
            };
            if position.col >= MAX_COLUMNS {
                return Err(ConvertError::limit(format!(
                    "row {} has more than the {MAX_COLUMNS} columns of a sheet",
                    row.index + 1
                )));
            }
            column = position.col + 1;
            let cell = self.cell(xml, position, style, kind)?;
            let holds = cell.value != Value::Empty || cell.formula.is_some();
            if holds {
                self.shared.budget.cell()?;
            } else if (cell.style == 0 && row.style == 0) || !self.shared.budget.blank() {
                continue;
            }
            if position.row == row.index {
                self.cells.push(cell);
            } else {
                self.strays.push((position.row, cell));
            }
        }
    }

    fn cell_tag(
        &self,
        tag: &BytesStart<'_>,
        next: CellPos,
    ) -> Result<(CellPos, u32, Kind), ConvertError> {
        let (mut position, mut style, mut kind) = (next, 0, Kind::Number);
        for attribute in tag.attributes().with_checks(false).map_while(Result::ok) {
            let key: &str = attribute.key.as_ref();
            match key {
                "r" => {
                    let text = attribute.value.trim();
                    position = CellPos::parse(text).ok_or_else(|| {
                        ConvertError::damaged(format!(
                            "\"{}\" is no cell of a sheet, which has {MAX_ROWS} rows and {MAX_COLUMNS} columns",
                            text.escape_debug()
                        ))
                    })?;
                }
                "s" => {
                    style = self
                        .shared
                        .styles
                        .index(attribute.value.trim().parse().unwrap_or(0));
                }
                "t" => {
                    kind = match value(&attribute).trim() {
                        "s" => Kind::Shared,
                        "str" => Kind::Text,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "inlineStr" => Kind::Inline,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
        }
        Ok((position, style, kind))
    }

    /// Reads the inside of a cell.
    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        position: CellPos,
        style: u32,
        kind: Kind,
    ) -> Result<Cell, ConvertError> {
        let mut cell = Cell {
            column: position.col,
            style,
            ..Cell::default()
        };
        let level = xml.depth();
        loop {
            let depth = xml.depth();
            let formula = match xml.next()? {
                Event::Start(tag) if depth == level => match local(&tag) {
                    "v" => None,
                    "f" => Some(FormulaTag::read(&tag)),
                    "is" => {
                        cell.value =
                            strings::item(xml, &self.shared.styles.palette, &mut self.text)?;
                        if let Value::Text(text) = &cell.value {
                            cell.value = Value::Text(self.shared.texts.get(text));
                        }
                        continue;
                    }
                    _ => {
                        xml.skip()?;
                        continue;
                    }
                },
                Event::End(_) if depth == level => break,
                Event::Eof => break,
                _ => continue,
            };
            match formula {
                Some(formula) => {
                    self.formula.clear();
                    xml.text_into(&mut self.formula)?;
                    cell.formula = self.formula(&formula, position);
                }
                None => {
                    self.text.clear();
                    xml.text_into(&mut self.text)?;
                    cell.value = self.value(kind);
                }
            }
        }
        Ok(cell)
    }

    /// The value that `self.text` stands for.
    fn value(&mut self, kind: Kind) -> Value {
        let text = self.text.trim();
        match kind {
            Kind::Number => {
                if text.is_empty() {
                    return Value::Empty;
                }
                match text.parse::<f64>() {
                    Ok(number) if number.is_finite() => return Value::Number(number),
                    _ => {}
                }
                self.job.warn(
                    "number-unreadable",
                    "a cell that should hold a number holds something else, which was kept as a text",
                );
            }
            Kind::Shared => {
                let string = text
                    .parse()
                    .ok()
                    .and_then(|index: usize| self.shared.strings.get(index));
                if let Some(string) = string {
                    return string.clone();
                }
                self.job.warn(
                    "text-missing",
                    "a cell names a shared text that the file lacks; it was left empty",
                );
                return Value::Empty;
            }
            Kind::Bool => return Value::Bool(is_true(text)),
            Kind::Error => {
                if let Some(error) = CellError::from_name(text) {
                    return Value::Error(error);
                }
                if text.is_empty() {
                    return Value::Empty;
                }
                // Errors of newer functions, such as `#SPILL!`.
                self.job.warn(
                    "error-kept-as-text",
                    "an error that only newer spreadsheet programs know was kept as a text",
                );
            }
            Kind::Date => {
                if let Some(number) = dates::serial(text, self.shared.date_1904) {
                    return Value::Number(number);
                }
                if text.is_empty() {
                    return Value::Empty;
                }
                self.job.warn(
                    "date-unreadable",
                    "a cell that should hold a date holds something else, which was kept as a text",
                );
            }
            Kind::Text | Kind::Inline => {}
        }
        Value::Text(self.shared.texts.get(&unescaped(&self.text)))
    }

    /// The formula that `self.formula` is in the cell at `position`.
    fn formula(&mut self, tag: &FormulaTag, position: CellPos) -> Option<Box<str>> {
        if tag.table {
            self.job.warn(
                "data-table-dropped",
                "what-if data tables were dropped; their last results were kept",
            );
            return None;
        }
        if tag.array {
            self.job.warn(
                "array-formula-simplified",
                "array formulas were kept as usual formulas of their first cells",
            );
        }
        let own = self.formula.trim();
        let own = own.strip_prefix('=').unwrap_or(own);
        if own.is_empty() {
            let (text, home) = self.groups.get(&tag.shared?)?;
            let rows = i64::from(position.row) - i64::from(home.row);
            let columns = i64::from(position.col) - i64::from(home.col);
            // Asked before it is made: about as long as the one it is made of.
            if !self.shared.budget.formula(text.len()) {
                return None;
            }
            return Some(relocate(text, rows, columns).into());
        }
        if let Some(group) = tag.shared
            && self.group_bytes < super::xml::MAX_PIECE
        {
            self.group_bytes += own.len() + 64;
            self.groups.insert(group, (own.into(), position));
        }
        self.shared.budget.formula(own.len()).then(|| own.into())
    }
}

impl FormulaTag {
    fn read(tag: &BytesStart<'_>) -> Self {
        let mut read = Self::default();
        match attribute(tag, "t").as_deref() {
            Some("shared") => {
                read.shared = attribute(tag, "si").and_then(|index| index.trim().parse().ok());
            }
            Some("array") => read.array = true,
            Some("dataTable") => read.table = true,
            _ => {}
        }
        read
    }
}
