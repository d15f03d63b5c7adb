//! Tables: every cell a line, the lines of a row by its id.

use serde_json::Map;
use spindle_model::convert::ConvertError;
use spindle_model::document::{Borders, Cell, Row, Table, VerticalAlign};

use super::{Place, Writer};

/// How many columns a table may have before spans are cut short.
const MAX_COLUMNS: usize = 1024;

impl Writer<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, place: Place) -> Result<(), ConvertError> {
        if place.depth >= self.job.limits.depth {
            return Err(ConvertError::limit("tables are nested too deep"));
        }
        if self.last_row.is_some() {
            // Rows that follow each other are one table.
            self.newline(Map::new())?;
        }
        if has_looks(table) {
            self.warn(
                "table-format-dropped",
                "widths, borders, colours and heading rows of tables have no place in Delta",
            );
        }
        // For each column the rows below that a cell above still covers.
        let mut covered: Vec<u32> = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let after = index.checked_add(1).and_then(|next| table.rows.get(next));
            let id = self.row_id(row, after.and_then(|row| row.id.as_deref()));
            self.row(row, &id, &mut covered, place)?;
            self.last_row = Some(id);
        }
        Ok(())
    }

    fn row(
        &mut self,
        row: &Row,
        id: &str,
        covered: &mut Vec<u32>,
        place: Place,
    ) -> Result<(), ConvertError> {
        let mut column = 0_usize;
        for cell in &row.cells {
            self.covered(id, covered, &mut column)?;
            self.cell(cell, id, place)?;
            let left = MAX_COLUMNS.saturating_sub(column).max(1);
            let columns = (cell.column_span.max(1) as usize).min(left);
            for _ in 1..columns {
                self.empty_cell(id)?;
            }
            let end = column.saturating_add(columns);
            if cell.row_span > 1 && covered.len() < end {
                covered.resize(end, 0);
            }
            for rows in covered.iter_mut().take(end).skip(column) {
                *rows = cell.row_span.saturating_sub(1);
            }
            column = end;
        }
        // The cells above may reach further than the row does.
        let end = covered
            .iter()
            .rposition(|rows| *rows > 0)
            .map_or(0, |last| last.saturating_add(1));
        while column < end {
            self.covered(id, covered, &mut column)?;
            if column < end {
                self.empty_cell(id)?;
                column = column.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Writes an empty cell for each of those from `column` on that a cell above covers.
    fn covered(
        &mut self,
        id: &str,
        covered: &mut [u32],
        column: &mut usize,
    ) -> Result<(), ConvertError> {
        while let Some(rows) = covered.get_mut(*column).filter(|rows| **rows > 0) {
            *rows = rows.saturating_sub(1);
            *column = column.saturating_add(1);
            self.empty_cell(id)?;
        }
        Ok(())
    }

    fn empty_cell(&mut self, id: &str) -> Result<(), ConvertError> {
        self.warn(
            "table-spans-dropped",
            "cells that span others have no place in Delta: the cells they cover are empty ones",
        );
        self.fill = self
            .fill
            .checked_sub(1)
            .ok_or_else(|| ConvertError::limit("spans of tables cover more cells than allowed"))?;
        if let Some(trace) = &mut self.trace {
            trace.cell(false);
        }
        self.cell_end(Map::new(), id)
    }

    /// Ends a cell.
    pub(super) fn cell_end(
        &mut self,
        mut attributes: Map<String, serde_json::Value>,
        id: &str,
    ) -> Result<(), ConvertError> {
        attributes.insert("table".to_owned(), id.into());
        self.text("\n", attributes.into())
    }

    /// The row's id, or another one where it has none or its neighbours have the same.
    fn row_id(&mut self, row: &Row, after: Option<&str>) -> String {
        if let Some(id) = row.id.as_deref()
            && !id.is_empty()
            && self.last_row.as_deref() != Some(id)
        {
            return id.to_owned();
        }
        loop {
            self.rows = self.rows.saturating_add(1);
            let id = format!("row-{}", self.rows);
            if after != Some(&id) && self.last_row.as_deref() != Some(&id) {
                return id;
            }
        }
    }
}

fn has_looks(table: &Table) -> bool {
    let own = |cell: &Cell| {
        cell.background.is_some()
            || cell.vertical_align != VerticalAlign::Top
            || cell.borders != Borders::default()
    };
    table.borders != Borders::default()
        || table.align.is_some()
        || table.columns.iter().any(Option::is_some)
        || table
            .rows
            .iter()
            .any(|row| row.header || row.height.is_some() || row.cells.iter().any(own))
}
