//! Rows as they come: counted, put in order, and stored without spare room.

use spindle_model::convert::{ConvertError, Job, Limits};
use spindle_model::workbook::{Cell, MAX_ROWS, Row, Value};

/// What may still be kept.
#[derive(Debug)]
pub(super) struct Budget {
    max_cells: usize,
    cells: usize,
    /// Cells without content, and rows without cells.
    blanks: usize,
    dropped_blanks: usize,
    /// Bytes of formulas: a shared one of a few bytes in the file may stand for a million long ones.
    formula_bytes: usize,
    dropped_formulas: usize,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            max_cells: limits.cells,
            cells: 0,
            blanks: limits.cells,
            dropped_blanks: 0,
            formula_bytes: limits.cells.saturating_mul(64),
            dropped_formulas: 0,
        }
    }

    /// Counts a cell with content.
    pub(super) fn cell(&mut self) -> Result<(), ConvertError> {
        self.cells += 1;
        if self.cells <= self.max_cells {
            return Ok(());
        }
        Err(ConvertError::limit(format!(
            "the workbook has more than {} cells that hold something",
            self.max_cells
        )))
    }

    /// Whether one more cell without content, or row without cells, may be kept.
    pub(super) fn blank(&mut self) -> bool {
        match self.blanks.checked_sub(1) {
            Some(left) => {
                self.blanks = left;
                true
            }
            None => {
                self.dropped_blanks += 1;
                false
            }
        }
    }

    /// Whether one more formula may be kept.
    pub(super) fn formula(&mut self, bytes: usize) -> bool {
        match self.formula_bytes.checked_sub(bytes) {
            Some(left) => {
                self.formula_bytes = left;
                true
            }
            None => {
                self.dropped_formulas += 1;
                false
            }
        }
    }

    /// Says what was dropped.
    pub(super) fn tell(&self, job: &mut Job<'_>) {
        if self.dropped_blanks > 0 {
            job.warn(
                "blank-cells-dropped",
                format!(
                    "{} cells and rows without content were dropped: there are too many",
                    self.dropped_blanks
                ),
            );
        }
        if self.dropped_formulas > 0 {
            job.warn(
                "formulas-dropped",
                format!(
                    "{} formulas were dropped and their last results kept: together they are too long",
                    self.dropped_formulas
                ),
            );
        }
    }
}

/// The rows of a sheet.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    out_of_order: bool,
    /// Rows that the sheet will likely have.
    expected: usize,
}

impl Rows {
    /// Prepares for a share of the sheet that was read to hold so many rows.
    fn make_room(&mut self, done: f64) {
        if self.rows.len() < self.rows.capacity() {
            return;
        }
        let total = (self.rows.len() as f64 / done.max(0.001) * 1.02) as usize;
        // The estimate may be off; never more than twice what is there, as a vector would do by itself.
        self.expected = total.clamp(64, self.rows.len().max(32) * 2);
        let more = self.expected.saturating_sub(self.rows.len());
        self.rows.reserve_exact(more.max(64));
    }

    /// Adds a row, of which only what is said in `row` itself and `cells` counts; takes the cells out. `done` is the share
    /// of the sheet that was read, from 0 to 1.
    pub(super) fn push(&mut self, mut row: Row, cells: &mut Vec<Cell>, done: f64) {
        if !cells.is_sorted_by(|a, b| a.column < b.column) {
            sort_cells(cells);
        }
        // `drain` into a vector of exactly that room: rows of a table would else keep up to twice their size.
        let mut exact = Vec::with_capacity(cells.len());
        exact.append(cells);
        row.cells = exact;
        if self.rows.last().is_some_and(|last| last.index >= row.index) {
            self.out_of_order = true;
        }
        self.make_room(done);
        self.rows.push(row);
        // A file may name the same rows over and over.
        if self.rows.len() > 2 * MAX_ROWS as usize {
            self.put_in_order();
        }
    }

    fn put_in_order(&mut self) {
        if !self.out_of_order {
            return;
        }
        self.out_of_order = false;
        self.rows.sort_by_key(|row| row.index);
        self.rows.dedup_by(|later, earlier| {
            if later.index != earlier.index {
                return false;
            }
            earlier.cells.append(&mut later.cells);
            earlier.height = later.height.or(earlier.height);
            earlier.hidden |= later.hidden;
            earlier.style = later.style.max(earlier.style);
            true
        });
        for row in &mut self.rows {
            if !row.cells.is_sorted_by(|a, b| a.column < b.column) {
                sort_cells(&mut row.cells);
                row.cells.shrink_to_fit();
            }
        }
    }

    /// The rows in order.
    pub(super) fn finish(mut self) -> Vec<Row> {
        self.put_in_order();
        self.rows.shrink_to_fit();
        self.rows
    }
}

/// Puts cells in order; of several in one column the last one that holds something stays.
fn sort_cells(cells: &mut Vec<Cell>) {
    cells.sort_by_key(|cell| cell.column);
    cells.dedup_by(|later, earlier| {
        if later.column != earlier.column {
            return false;
        }
        if later.value != Value::Empty || later.formula.is_some() {
            std::mem::swap(later, earlier);
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(column: u32, value: f64) -> Cell {
        Cell {
            column,
            value: Value::Number(value),
            ..Cell::default()
        }
    }

    fn row(index: u32) -> Row {
        Row {
            index,
            ..Row::default()
        }
    }

    #[test]
    fn rows_and_cells_come_in_any_order() {
        let mut rows = Rows::default();
        rows.push(
            row(5),
            &mut vec![cell(2, 1.0), cell(0, 2.0), cell(2, 3.0)],
            0.1,
        );
        rows.push(row(1), &mut vec![cell(0, 4.0)], 0.5);
        let hidden = Row {
            hidden: true,
            ..row(5)
        };
        rows.push(hidden, &mut vec![cell(1, 5.0)], 0.9);
        let rows = rows.finish();
        let all: Vec<(u32, Vec<u32>)> = rows
            .iter()
            .map(|row| {
                (
                    row.index,
                    row.cells.iter().map(|cell| cell.column).collect(),
                )
            })
            .collect();
        assert_eq!(all, [(1, vec![0]), (5, vec![0, 1, 2])]);
        assert!(rows[1].hidden);
        assert_eq!(rows[1].cells[2].value, Value::Number(3.0));
    }

    #[test]
    fn the_budget_ends() {
        let mut budget = Budget::new(&Limits {
            cells: 1,
            ..Limits::default()
        });
        assert!(budget.cell().is_ok());
        assert!(budget.cell().is_err());
        assert!(budget.blank());
        assert!(!budget.blank());
        assert!(budget.formula(60));
        assert!(!budget.formula(60));
        assert!(budget.formula(4));
    }
}
