//! Copies of cells.

use std::collections::HashMap;

use super::{SheetError, SheetId, Workbook};
use crate::sheet::formula;
use crate::sheet::grid::{Cached, Content, ContentView, GridError, MAX_FORMULA_BYTES};
use crate::sheet::reference::{Area, CellPos};

/// A cell on its way.
struct Copied {
    at: CellPos,
    style: u32,
    content: Kept,
}

enum Kept {
    Blank,
    Number(f64),
    Text(u32),
    Bool(bool),
    Error(String),
    Date(String),
    Formula(String),
}

impl Workbook {
    /// Copies content, format and merged areas of cells to where `to` is the first one; relative references of
    /// formulas move along. What was there is gone.
    ///
    /// # Errors
    /// There is no such worksheet, a shared formula is broken, or there would be too many cells.
    pub fn copy_cells(
        &mut self,
        from: SheetId,
        area: Area,
        target: SheetId,
        to: CellPos,
    ) -> Result<(), SheetError> {
        let rows = i64::from(to.row) - i64::from(area.first.row);
        let cols = i64::from(to.col) - i64::from(area.first.col);
        let Some(landing) = area.shifted(rows, cols) else {
            return Ok(());
        };
        let max_cells = self.limits.cells;
        let sheet = self.sheet(from)?;
        let mut copied = Vec::new();
        let mut bytes = 0_usize;
        for (at, view) in sheet.grid.iter(area) {
            if copied.len() >= max_cells {
                return Err(GridError::TooManyCells(max_cells).into());
            }
            let content = match view.content {
                ContentView::Blank => Kept::Blank,
                ContentView::Number(number) => Kept::Number(number),
                ContentView::Text(id) => Kept::Text(id),
                ContentView::Bool(value) => Kept::Bool(value),
                ContentView::Error(text) => Kept::Error(text.to_owned()),
                ContentView::Date(text) => Kept::Date(text.to_owned()),
                ContentView::Formula(_) => {
                    let text = sheet.grid.formula(at).ok().flatten().unwrap_or_default();
                    let text = formula::relocate(&text, rows, cols);
                    bytes = bytes.saturating_add(text.len());
                    if bytes > MAX_FORMULA_BYTES {
                        return Err(GridError::TooMuchText(MAX_FORMULA_BYTES).into());
                    }
                    Kept::Formula(text)
                }
            };
            copied.push(Copied {
                at,
                style: view.style,
                content,
            });
        }
        let merges: Vec<Area> = sheet
            .merges
            .iter()
            .filter(|merged| area.covers(**merged))
            .copied()
            .collect();
        // Formats of rows and columns come along where no cell says otherwise.
        let mut defaults: HashMap<CellPos, u32> = HashMap::new();
        if area.count() <= 100_000 {
            for row in area.first.row..=area.last.row {
                for col in area.first.col..=area.last.col {
                    let cell = CellPos::new(row, col);
                    let style = sheet.default_style(cell);
                    if style != 0 && sheet.grid.get(cell).is_none() {
                        defaults.insert(cell, style);
                    }
                }
            }
        }
        let has_formulas = copied
            .iter()
            .any(|cell| matches!(cell.content, Kept::Formula(_)));
        let sheet = self.sheet_mut(target)?;
        sheet.grid.remove(landing)?;
        sheet
            .merges
            .retain(|merged| merged.intersect(landing).is_none());
        sheet.merges.extend(
            merges
                .into_iter()
                .filter_map(|merged| merged.shifted(rows, cols)),
        );
        let moved = |cell: CellPos| {
            CellPos::new(
                (i64::from(cell.row) + rows) as u32,
                (i64::from(cell.col) + cols) as u32,
            )
        };
        for (cell, style) in defaults {
            sheet.grid.set_style(moved(cell), style)?;
        }
        for cell in &copied {
            let content = match &cell.content {
                Kept::Blank => Content::Blank,
                Kept::Number(number) => Content::Number(*number),
                Kept::Text(id) => Content::Text(*id),
                Kept::Bool(value) => Content::Bool(*value),
                Kept::Error(text) => Content::Error(text),
                Kept::Date(text) => Content::Date(text),
                Kept::Formula(text) => Content::Formula {
                    text,
                    attributes: "",
                    cached: Cached::None,
                },
            };
            sheet.grid.set(moved(cell.at), content, cell.style)?;
        }
        if has_formulas || !copied.is_empty() {
            self.touch_formulas();
        }
        Ok(())
    }
}
