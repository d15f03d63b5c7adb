//! Records of rows and cells (MS-XLS 2.4.221 and those of `CELLTABLE`).

use std::collections::BTreeMap;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Cell, RichRun, Row, Value};

use super::super::data::{Bytes, Record, Records, id};
use super::super::globals::Shared;
use super::super::strings::{Coding, Pieces, RichString};
use super::super::values::{FormulaResult, bool_or_error, formula_result, number, rk};
use super::formulas::Formulas;

/// The rows of a sheet while they are read.
#[derive(Debug, Default)]
pub(super) struct Cells {
    rows: BTreeMap<u16, Row>,
    /// Cells came in another order than from left to right.
    unordered: bool,
}

/// Where a cell stands and how it looks.
#[derive(Debug, Clone, Copy)]
struct Place {
    row: u16,
    column: u16,
    xf: u16,
}

impl Place {
    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        Some(Self {
            row: bytes.u16()?,
            column: bytes.u16()?,
            xf: bytes.u16()?,
        })
    }
}

impl Cells {
    /// Takes a record if it is of a row or of cells; a broken one is passed over.
    pub(super) fn record<'s>(
        &mut self,
        record: Record<'s>,
        records: &mut Records<'s>,
        formulas: &mut Formulas<'s>,
        coding: Coding,
        shared: &mut Shared,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        let mut bytes = Bytes(record.body);
        match record.id {
            id::ROW => {
                self.row(&mut bytes, shared);
            }
            id::MULTIPLE_RK => return self.multiple(record.body, true, shared, job),
            id::MULTIPLE_BLANK => return self.multiple(record.body, false, shared, job),
            id::BLANK
            | id::NUMBER
            | id::RK
            | id::BOOL_ERROR
            | id::LABEL
            | id::RICH_STRING
            | id::LABEL_SST
            | id::FORMULA
            // The same of older formats, which some programs still wrote.
            | 0x0206
            | 0x0406 => {
                let Some(place) = Place::read(&mut bytes) else {
                    return Ok(());
                };
                let value = match record.id {
                    id::BLANK => Some(Value::Empty),
                    id::NUMBER => bytes.f64().map(number),
                    id::RK => bytes.u32().map(|packed| number(rk(packed))),
                    id::BOOL_ERROR => bytes
                        .u8()
                        .zip(bytes.u8())
                        .map(|(code, is_error)| bool_or_error(code, is_error != 0)),
                    id::LABEL_SST => bytes.u32().and_then(|at| {
                        let at = usize::try_from(at).ok()?;
                        shared.strings.get(at).cloned()
                    }),
                    id::LABEL | id::RICH_STRING => {
                        let rest = records.continues();
                        label(bytes, rest, record.id == id::RICH_STRING, coding, shared)
                    }
                    _ => {
                        let result = formula_result(&mut bytes);
                        formulas.formula_record(place.row, place.column, bytes);
                        result.map(|result| match result {
                            FormulaResult::Known(value) => value,
                            FormulaResult::TextFollows => {
                                self::text_result(records, formulas, coding, shared)
                            }
                        })
                    }
                };
                return self.put(place, value.unwrap_or_default(), shared, job);
            }
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, bytes: &mut Bytes<'_>, shared: &mut Shared) -> Option<()> {
        let index = bytes.u16()?;
        bytes.skip(4)?;
        let height = bytes.u16()?;
        bytes.skip(4)?;
        let flags = bytes.u32()?;
        let row = self.rows.entry(index).or_default();
        // Heights that the program found itself are not said.
        row.height = (flags & 0x40 != 0).then(|| f32::from(height & 0x7fff) / 20.0);
        row.hidden = flags & 0x20 != 0;
        if flags & 0x80 != 0 {
            row.style = shared.styles.style((flags >> 16 & 0x0fff) as u16);
        }
        Some(())
    }

    /// Cells side by side, each with its look and maybe a packed number.
    fn multiple(
        &mut self,
        body: &[u8],
        numbers: bool,
        shared: &mut Shared,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        let mut bytes = Bytes(body);
        let (Some(row), Some(mut column)) = (bytes.u16(), bytes.u16()) else {
            return Ok(());
        };
        // The last column stands behind the cells.
        let least = if numbers { 8 } else { 4 };
        while bytes.0.len() >= least {
            let Some(xf) = bytes.u16() else { break };
            let value = if numbers {
                match bytes.u32() {
                    Some(packed) => number(rk(packed)),
                    None => break,
                }
            } else {
                Value::Empty
            };
            self.put(Place { row, column, xf }, value, shared, job)?;
            column = column.saturating_add(1);
        }
        Ok(())
    }

    fn put(
        &mut self,
        place: Place,
        value: Value,
        shared: &mut Shared,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        shared.cells = shared.cells.saturating_add(1);
        if shared.cells > job.limits.cells {
            return Err(ConvertError::limit(format!(
                "the workbook has more than the {} cells allowed",
                job.limits.cells
            )));
        }
        let column = u32::from(place.column);
        let style = shared.styles.style(place.xf);
        let value = match value {
            Value::Rich(runs) => within(runs, style, shared),
            value => value,
        };
        let row = self.rows.entry(place.row).or_default();
        if let Some(last) = row.cells.last()
            && last.column >= column
        {
            self.unordered = true;
        }
        row.cells.push(Cell {
            column,
            style,
            value,
            formula: None,
        });
        Ok(())
    }

    /// The rows in their order, of cells that are there twice the last one.
    pub(super) fn finish(self) -> Vec<Row> {
        let unordered = self.unordered;
        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
        for (index, mut row) in self.rows {
            row.index = u32::from(index);
            if unordered {
                row.cells.reverse();
                row.cells.sort_by_key(|cell| cell.column);
                row.cells.dedup_by_key(|cell| cell.column);
            }
            row.cells.shrink_to_fit();
            let nothing =
                row.cells.is_empty() && row.height.is_none() && !row.hidden && row.style == 0;
            if !nothing {
                rows.push(row);
            }
        }
        rows
    }
}

/// Pieces that have the cell's own font say none.
fn within(runs: std::sync::Arc<[RichRun]>, style: u32, shared: &Shared) -> Value {
    let own = shared.styles.style_font(style);
    if runs
        .iter()
        .all(|run| run.font.as_ref().is_none_or(|font| Some(font) == own))
    {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        return Value::Text(text.into());
    }
    Value::Rich(runs)
}

/// A text that stands in the cell's own record.
fn label(
    mut bytes: Bytes<'_>,
    rest: Vec<&[u8]>,
    is_rich: bool,
    coding: Coding,
    shared: &mut Shared,
) -> Option<Value> {
    if coding.is_biff8 {
        let mut pieces = Pieces::new(bytes.0, rest);
        let length = usize::from(pieces.u16()?);
        let mut string = pieces.string(length)?;
        if is_rich {
            let count = pieces.u16().unwrap_or(0);
            for _ in 0..count {
                let (Some(at), Some(font)) = (pieces.u16(), pieces.u16()) else {
                    break;
                };
                string.runs.push((at, font));
            }
        }
        return Some(shared.text(&string));
    }
    let text = coding.long(&mut bytes)?;
    if !is_rich {
        return Some(Value::Text(shared.texts.share(&text)));
    }
    let mut string = RichString {
        units: text.encode_utf16().collect(),
        runs: Vec::new(),
    };
    let count = bytes.u8().unwrap_or(0);
    for _ in 0..count {
        let (Some(at), Some(font)) = (bytes.u8(), bytes.u8()) else {
            break;
        };
        string.runs.push((u16::from(at), u16::from(font)));
    }
    Some(shared.text(&string))
}

/// The text that a formula came to, in a record behind it; a shared formula may stand between.
fn text_result<'s>(
    records: &mut Records<'s>,
    formulas: &mut Formulas<'s>,
    coding: Coding,
    shared: &mut Shared,
) -> Value {
    while let Some(next) = records.peek() {
        match next.id {
            id::SHARED_FORMULA => formulas.shared_record(next.body),
            id::ARRAY => formulas.array_record(next.body),
            id::STRING => {
                records.next();
                let rest = records.continues();
                let bytes = Bytes(next.body);
                let value = label(bytes, rest, false, coding, shared);
                return value.unwrap_or(Value::Text("".into()));
            }
            // Tables of what would be.
            0x0236 => {}
            _ => break,
        }
        records.next();
    }
    Value::Text("".into())
}
