//! Formatting areas: linear in the cells that there are, and no cells made for whole rows and columns.

use std::collections::HashMap;

use super::{SheetError, SheetId, Workbook};
use crate::Dom;
use crate::sheet::grid::GridError;
use crate::sheet::reference::{Area, CellPos, MAX_COLS};
use crate::sheet::styles::{Change, StyleError, Styles};

/// Works out a change once for every format that it meets.
struct Changer<'a> {
    styles: &'a mut Styles,
    dom: &'a mut Dom,
    change: &'a Change,
    known: HashMap<u32, u32>,
    /// The first error; formats stay as they are from there on.
    error: Option<StyleError>,
}

impl Changer<'_> {
    fn style(&mut self, base: u32) -> u32 {
        if let Some(style) = self.known.get(&base) {
            return *style;
        }
        let style = match self.styles.change(self.dom, base, self.change) {
            Ok(style) => style,
            Err(error) => {
                self.error.get_or_insert(error);
                base
            }
        };
        self.known.insert(base, style);
        style
    }
}

impl Workbook {
    /// Changes the format of all cells of an area.
    ///
    /// # Errors
    /// There is no such worksheet, or it would have too many cells, or there would be too many formats.
    pub fn change_format(
        &mut self,
        id: SheetId,
        area: Area,
        change: &Change,
    ) -> Result<(), SheetError> {
        self.sheet_mut(id)?;
        let max_cells = self.limits.cells;
        let entry = self.entries.iter_mut().find(|entry| entry.id == id);
        let sheet = entry
            .and_then(|entry| entry.sheet.as_mut())
            .ok_or(SheetError::NoSheet)?;
        let mut changer = Changer {
            styles: &mut self.styles,
            dom: &mut self.package.dom,
            change,
            known: HashMap::new(),
            error: None,
        };
        let styled_rows: Vec<(u32, u32)> = if area.is_rows() || area.is_cols() {
            sheet
                .grid
                .described_rows()
                .filter(|row| (area.first.row..=area.last.row).contains(row))
                .filter_map(|row| Some((row, sheet.grid.row(row).style?)))
                .collect()
        } else {
            Vec::new()
        };
        if area.is_cols() {
            sheet
                .columns
                .change(area.first.col, area.last.col, |column| {
                    column.style = changer.style(column.style);
                    // A column that only has a format still says how wide it is.
                    column.width.get_or_insert(9.140_625);
                });
            sheet.grid.restyle(area, |style| changer.style(style));
            for (row, style) in styled_rows {
                if area.is_rows() {
                    let format = sheet.grid.row(row);
                    let style = changer.style(style);
                    sheet.grid.set_row(
                        row,
                        crate::sheet::grid::RowFormat {
                            style: Some(style),
                            ..format
                        },
                    );
                    continue;
                }
                for col in area.first.col..=area.last.col {
                    let cell = CellPos::new(row, col);
                    if sheet.grid.get(cell).is_none() {
                        let style = changer.style(style);
                        sheet.grid.set_style(cell, style)?;
                    }
                }
            }
        } else if area.is_rows() {
            let whole = sheet.columns.uniform_style();
            let styled_cols: Vec<(u32, u32)> = if whole.is_some() {
                Vec::new()
            } else {
                sheet.columns.styled().collect()
            };
            if styled_cols.len() as u64 * u64::from(area.rows()) > max_cells as u64 {
                return Err(GridError::TooManyCells(max_cells).into());
            }
            sheet.grid.restyle(area, |style| changer.style(style));
            for row in area.first.row..=area.last.row {
                let format = sheet.grid.row(row);
                if format.style.is_none() {
                    for (col, style) in &styled_cols {
                        let cell = CellPos::new(row, *col);
                        if sheet.grid.get(cell).is_none() {
                            let style = changer.style(*style);
                            sheet.grid.set_style(cell, style)?;
                        }
                    }
                }
                let style = changer.style(format.style.or(whole).unwrap_or(0));
                sheet.grid.set_row(
                    row,
                    crate::sheet::grid::RowFormat {
                        style: Some(style),
                        ..format
                    },
                );
            }
        } else {
            if area.count() > max_cells as u64 {
                return Err(GridError::TooManyCells(max_cells).into());
            }
            for row in area.first.row..=area.last.row {
                let row_style = sheet.grid.row(row).style;
                for col in area.first.col..=area.last.col {
                    let cell = CellPos::new(row, col);
                    let base = match sheet.grid.get(cell) {
                        Some(view) => view.style,
                        None => row_style.unwrap_or_else(|| {
                            sheet.columns.get(col).map_or(0, |column| column.style)
                        }),
                    };
                    let style = changer.style(base);
                    sheet.grid.set_style(cell, style)?;
                }
            }
        }
        changer.error.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Takes content and format of all cells of an area away.
    ///
    /// # Errors
    /// As [`Workbook::change_format`].
    pub fn clear(&mut self, id: SheetId, area: Area) -> Result<(), SheetError> {
        self.clear_contents(id, area)?;
        self.clear_formats(id, area)
    }

    /// Takes the content of all cells of an area away.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`].
    pub fn clear_contents(&mut self, id: SheetId, area: Area) -> Result<(), SheetError> {
        let sheet = self.sheet_mut(id)?;
        for cell in sheet.grid.positions(area) {
            sheet.grid.clear_content(cell)?;
        }
        self.touch_formulas();
        Ok(())
    }

    /// Takes the format of all cells of an area away, and cells that then hold nothing.
    ///
    /// # Errors
    /// As [`Workbook::change_format`].
    pub fn clear_formats(&mut self, id: SheetId, area: Area) -> Result<(), SheetError> {
        if area.is_rows() || area.is_cols() {
            self.change_format(id, area, &Change::Reset)?;
            let sheet = self.sheet_mut(id)?;
            if area.is_rows() {
                for row in area.first.row..=area.last.row {
                    let format = sheet.grid.row(row);
                    if format.style == Some(0) {
                        sheet.grid.set_row(
                            row,
                            crate::sheet::grid::RowFormat {
                                style: None,
                                ..format
                            },
                        );
                    }
                }
            }
        }
        let sheet = self.sheet_mut(id)?;
        for cell in sheet.grid.positions(area) {
            let default = sheet.default_style(cell);
            let blank = sheet.grid.get(cell).is_some_and(|view| view.is_blank());
            if blank && default == 0 {
                sheet.grid.remove(Area::new(cell, cell))?;
            } else {
                sheet.grid.set_style(cell, 0)?;
            }
        }
        Ok(())
    }

    /// Merges an area; only its first content stays. Merged areas that it meets are merged into it no more.
    ///
    /// # Errors
    /// [`SheetError::NoSheet`], or too many cells.
    pub fn merge(&mut self, id: SheetId, area: Area) -> Result<(), SheetError> {
        if area.is_cell() {
            return Ok(());
        }
        let sheet = self.sheet_mut(id)?;
        let mut filled = sheet
            .grid
            .iter(area)
            .filter(|(_, view)| !view.is_blank())
            .map(|(cell, _)| cell);
        let first = filled.next();
        let rest: Vec<CellPos> = filled.collect();
        let cleared = !rest.is_empty();
        for cell in rest {
            sheet.grid.clear_content(cell)?;
        }
        if cleared {
            self.touch_formulas();
        }
        if let Some(cell) = first.filter(|cell| *cell != area.first) {
            self.copy_cells(id, Area::new(cell, cell), id, area.first)?;
            self.sheet_mut(id)?.grid.clear_content(cell)?;
        }
        let sheet = self.sheet_mut(id)?;
        sheet
            .merges
            .retain(|merged| merged.intersect(area).is_none());
        sheet.merges.push(area);
        Ok(())
    }
}

impl crate::sheet::columns::Columns {
    /// The format that every column has, when it is one.
    fn uniform_style(&self) -> Option<u32> {
        let first = self.get(0)?.style;
        let count = self.styled().filter(|(_, style)| *style == first).count();
        (first != 0 && count == MAX_COLS as usize).then_some(first)
    }
}
