//! Rows and cells of a sheet, repeated ones made only where they hold something.

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Cell, MAX_COLUMNS, MAX_ROWS, Row, Sheet, Value};

/// Empty cells side by side that keep a look of their own.
const MAX_STYLED_RUN: u32 = 256;
/// Empty rows one below the other that keep a look or a height of their own.
const MAX_STYLED_ROWS: u32 = 1000;
/// From here on a run to the end of the sheet is one of "all others".
const END_COLUMNS: u32 = 1000;
const END_ROWS: u32 = 30_000;

/// The cells of one workbook that are there so far.
#[derive(Debug, Default)]
pub(super) struct Count {
    filled: usize,
    empty: usize,
}

impl Count {
    fn add(&mut self, cells: usize, job: &Job<'_>) -> Result<(), ConvertError> {
        self.filled = self.filled.saturating_add(cells);
        if self.filled > job.limits.cells {
            return Err(ConvertError::limit(format!(
                "the workbook has more than the {} cells allowed",
                job.limits.cells
            )));
        }
        Ok(())
    }

    /// Whether so many more empty cells may be kept for their look.
    fn add_empty(&mut self, cells: usize, job: &mut Job<'_>) -> bool {
        if self.empty.saturating_add(cells) > job.limits.cells {
            job.warn(
                "empty-styles-dropped",
                "the looks of some empty cells are left out",
            );
            return false;
        }
        self.empty = self.empty.saturating_add(cells);
        true
    }
}

/// The rows of a sheet while they are read.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Runs of columns with the style of their cells.
    columns: Vec<(u32, u32, u32)>,
    next_column: u32,
    /// The number of the row that is read.
    pub(super) row: u32,
    current: Row,
    repeated: u32,
    /// The column that comes next in it.
    pub(super) column: u32,
    column_run: usize,
}

/// The attributes of a row.
#[derive(Debug, Default)]
pub(super) struct RowHead {
    pub(super) repeated: u32,
    pub(super) height: Option<f32>,
    pub(super) hidden: bool,
    pub(super) style: u32,
}

impl Rows {
    /// Notes columns with their default cell style, and sets them in the sheet.
    pub(super) fn columns(
        &mut self,
        repeated: u32,
        width: Option<f32>,
        hidden: bool,
        style: u32,
        sheet: &mut Sheet,
    ) {
        let first = self.next_column;
        if first >= MAX_COLUMNS {
            return;
        }
        let last = first.saturating_add(repeated).min(MAX_COLUMNS) - 1;
        self.next_column = last + 1;
        self.columns.push((first, last, style));
        if last >= END_COLUMNS && repeated > 200 && !hidden && style == 0 {
            sheet.default_width = width;
            return;
        }
        if width.is_none() && !hidden && style == 0 {
            return;
        }
        let settings = spindle_model::workbook::Columns {
            first,
            last,
            width,
            hidden,
            style,
        };
        if let Some(before) = sheet.columns.last_mut() {
            let same = before.width == width && before.hidden == hidden && before.style == style;
            if same && before.last + 1 == first {
                before.last = last;
                return;
            }
        }
        sheet.columns.push(settings);
    }

    /// Begins a row.
    pub(super) fn begin(&mut self, head: &RowHead) {
        self.current = Row {
            index: self.row,
            cells: Vec::new(),
            height: head.height,
            hidden: head.hidden,
            style: head.style,
        };
        self.repeated = head.repeated;
        self.column = 0;
        self.column_run = 0;
    }

    /// The style that cells of the next column have where they name none.
    pub(super) fn implied(&mut self) -> u32 {
        if self.current.style != 0 {
            return self.current.style;
        }
        while let Some((_, last, _)) = self.columns.get(self.column_run)
            && *last < self.column
        {
            self.column_run += 1;
        }
        self.columns
            .get(self.column_run)
            .map_or(0, |(_, _, style)| *style)
    }

    /// Adds a cell as often as it is repeated.
    pub(super) fn cell(
        &mut self,
        repeated: u32,
        style: u32,
        value: Value,
        formula: Option<Box<str>>,
        count: &mut Count,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        let first = self.column;
        self.column = first.saturating_add(repeated);
        if first >= MAX_COLUMNS || self.row >= MAX_ROWS {
            if value != Value::Empty {
                job.warn(
                    "cells-dropped",
                    format!("cells beyond {MAX_ROWS} rows and {MAX_COLUMNS} columns are left out"),
                );
            }
            return Ok(());
        }
        let repeated = repeated.min(MAX_COLUMNS - first);
        let mut made = repeated;
        if value == Value::Empty && formula.is_none() {
            let column = std::mem::replace(&mut self.column, first);
            let implied = self.implied();
            self.column = column;
            if style == implied {
                return Ok(());
            }
            if first == 0 && repeated >= END_COLUMNS && self.current.style == 0 {
                self.current.style = style;
                return Ok(());
            }
            made = repeated.min(MAX_STYLED_RUN);
            if made < repeated {
                job.warn(
                    "empty-styles-dropped",
                    "the looks of some empty cells are left out",
                );
            }
            if !count.add_empty(made as usize, job) {
                return Ok(());
            }
        } else {
            count.add(made as usize, job)?;
        }
        for column in first..first.saturating_add(made) {
            self.current.cells.push(Cell {
                column,
                style,
                value: value.clone(),
                formula: formula.clone(),
            });
        }
        Ok(())
    }

    /// Ends the row and adds it to the sheet as often as it is repeated.
    pub(super) fn end(
        &mut self,
        sheet: &mut Sheet,
        count: &mut Count,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        let mut row = std::mem::take(&mut self.current);
        let first = self.row;
        self.row = first.saturating_add(self.repeated);
        if first >= MAX_ROWS {
            return Ok(());
        }
        let repeated = self.repeated.min(MAX_ROWS - first);
        let is_filled = |cell: &&Cell| cell.value != Value::Empty || cell.formula.is_some();
        let filled = row.cells.iter().filter(is_filled).count();
        let mut made = repeated;
        if filled > 0 {
            count.add(filled.saturating_mul(repeated as usize - 1), job)?;
        } else {
            if repeated >= END_ROWS
                && self.row >= MAX_ROWS - 1
                && !row.hidden
                && row.cells.is_empty()
            {
                sheet.default_height = row.height;
                row.height = None;
            }
            if row.cells.is_empty() && row.height.is_none() && !row.hidden && row.style == 0 {
                return Ok(());
            }
            made = repeated.min(MAX_STYLED_ROWS);
            if made < repeated {
                job.warn(
                    "empty-rows-dropped",
                    "the looks and heights of some empty rows are left out",
                );
            }
        }
        let more = row
            .cells
            .len()
            .saturating_sub(filled)
            .saturating_mul(made as usize - 1);
        if more > 0 && !count.add_empty(more, job) {
            made = 1;
        }
        row.cells.shrink_to_fit();
        for index in first..first.saturating_add(made) {
            let mut copy = if index + 1 == first + made {
                std::mem::take(&mut row)
            } else {
                row.clone()
            };
            copy.index = index;
            sheet.rows.push(copy);
        }
        Ok(())
    }

    /// Takes off the height of rows that all others have too.
    pub(super) fn finish(sheet: &mut Sheet) {
        let Some(default) = sheet.default_height else {
            return;
        };
        for row in &mut sheet.rows {
            if row.height == Some(default) {
                row.height = None;
            }
        }
        sheet.rows.retain(|row| {
            !row.cells.is_empty() || row.height.is_some() || row.hidden || row.style != 0
        });
    }
}
