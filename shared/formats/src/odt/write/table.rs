//! Tables: the grid that ODF wants, with a covered cell wherever another one spans.

use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Align, Block, Border, Borders, Cell, Color, Row, Table, VerticalAlign,
};

use super::super::length::write_points;
use super::Writing;
use super::blocks::Place;
use super::properties;

/// Columns of a table that are written.
const MOST_COLUMNS: usize = 1024;

/// Lines of tables of which nothing is said.
const USUAL_BORDER: Border = Border {
    width: 0.5,
    color: Color(0x80, 0x80, 0x80),
};

/// A place in the grid.
#[derive(Clone, Copy)]
enum Slot<'d> {
    Cell {
        cell: &'d Cell,
        columns: usize,
        rows: usize,
    },
    Covered,
    Empty,
}

impl<'d> Writing<'d, '_, '_> {
    /// A table, outside of lists, which cannot hold one.
    pub(super) fn table_anywhere(
        &mut self,
        table: &'d Table,
        place: Place,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        if self.in_comment {
            // It holds paragraphs and lists only: the cells are those.
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                let inside = Place {
                    depth: place.depth.saturating_add(1),
                    ..place
                };
                self.blocks(&cell.blocks, inside, out)?;
            }
            return Ok(());
        }
        if self.lists.is_empty() {
            return self.table(table, place, out);
        }
        let outside = Place {
            simple: false,
            ..place
        };
        self.outside_lists(out, |writing, out| writing.table(table, outside, out))
    }

    fn table(
        &mut self,
        table: &'d Table,
        place: Place,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        let (rows, columns) = self.grid(table)?;
        if rows.is_empty() || columns == 0 {
            return Ok(());
        }
        let number = self.next_number();
        let style = self.table_style(table, columns);
        out.push_str(&format!(
            "<table:table table:name=\"Table {number}\" table:style-name=\"{style}\">"
        ));
        for index in 0..columns {
            let width = table.columns.get(index).copied().flatten();
            let width = match width.filter(|width| *width > 0.0) {
                Some(width) => format!(" style:column-width=\"{}\"", write_points(width)),
                None => " style:rel-column-width=\"1000*\"".to_owned(),
            };
            let inner = format!("<style:table-column-properties{width}/>");
            let style = self.automatic().style("Co", "table-column", "", &inner);
            out.push_str(&format!(
                "<table:table-column table:style-name=\"{style}\"/>"
            ));
        }
        let headers = table.rows.iter().take_while(|row| row.header).count();
        // A table of nothing but header rows is written as one without any.
        let headers = if headers == rows.len() { 0 } else { headers };
        let bare = table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .all(|cell| no_borders(cell.borders));
        let bare = bare && no_borders(table.borders);
        for (index, (row, slots)) in table.rows.iter().zip(&rows).enumerate() {
            if index == 0 && headers > 0 {
                out.push_str("<table:table-header-rows>");
            }
            self.row(
                table,
                row,
                slots,
                (index, rows.len(), columns, bare),
                place,
                out,
            )?;
            if index.saturating_add(1) == headers {
                out.push_str("</table:table-header-rows>");
            }
        }
        out.push_str("</table:table>");
        Ok(())
    }

    fn row(
        &mut self,
        table: &'d Table,
        row: &'d Row,
        slots: &[Slot<'d>],
        (index, rows, columns, bare): (usize, usize, usize, bool),
        place: Place,
        out: &mut String,
    ) -> Result<(), ConvertError> {
        let style = row.height.filter(|height| *height > 0.0).map(|height| {
            let inner = format!(
                "<style:table-row-properties style:min-row-height=\"{}\"/>",
                write_points(height)
            );
            let style = self.automatic().style("Ro", "table-row", "", &inner);
            format!(" table:style-name=\"{style}\"")
        });
        out.push_str(&format!("<table:table-row{}>", style.unwrap_or_default()));
        for (column, slot) in slots.iter().enumerate() {
            self.check_size(out.len())?;
            let (cell, across, down) = match slot {
                Slot::Covered => {
                    out.push_str("<table:covered-table-cell/>");
                    continue;
                }
                Slot::Empty => (None, 1, 1),
                Slot::Cell {
                    cell,
                    columns,
                    rows,
                } => (Some(*cell), *columns, *rows),
            };
            let right = column.saturating_add(across) >= columns;
            let bottom = index.saturating_add(down) >= rows;
            let own = cell.map(|cell| cell.borders).unwrap_or_default();
            let edges = [index == 0, right, bottom, column == 0];
            let borders = cell_borders(table.borders, own, edges, bare);
            let style = self.cell_style(cell, borders);
            let spans = if across > 1 || down > 1 {
                format!(
                    " table:number-columns-spanned=\"{across}\" table:number-rows-spanned=\"{down}\""
                )
            } else {
                String::new()
            };
            out.push_str(&format!(
                "<table:table-cell table:style-name=\"{style}\"{spans} office:value-type=\"string\">"
            ));
            let inside = Place {
                depth: place.depth.saturating_add(1),
                style: if row.header {
                    "Table_20_Heading"
                } else {
                    "Table_20_Contents"
                },
                align: table.column_align.get(column).copied().flatten(),
                ..place
            };
            let before = out.len();
            let blocks: &'d [Block] = cell.map_or(&[], |cell| &cell.blocks);
            self.blocks(blocks, inside, out)?;
            if out.len() == before {
                self.plain_paragraph(inside.style, "", out);
            }
            out.push_str("</table:table-cell>");
        }
        out.push_str("</table:table-row>");
        Ok(())
    }

    /// Every row with all its places, and how many columns there are.
    fn grid(&self, table: &'d Table) -> Result<(Vec<Vec<Slot<'d>>>, usize), ConvertError> {
        let mut rows: Vec<Vec<Slot<'d>>> = Vec::new();
        // For each column, how many rows below are taken by a cell above.
        let mut taken: Vec<usize> = Vec::new();
        let mut total = 0usize;
        for (index, row) in table.rows.iter().enumerate() {
            let left = table.rows.len().saturating_sub(index);
            let mut slots = Vec::new();
            for cell in &row.cells {
                cover(&mut slots, &mut taken);
                let column = slots.len();
                let room = MOST_COLUMNS.saturating_sub(column);
                if room == 0 {
                    break;
                }
                let free = taken
                    .iter()
                    .skip(column)
                    .position(|rows| *rows > 0)
                    .unwrap_or(room);
                let columns = (cell.column_span.max(1) as usize).min(free).min(room);
                let down = (cell.row_span.max(1) as usize).min(left);
                for offset in 0..columns {
                    slots.push(if offset == 0 {
                        Slot::Cell {
                            cell,
                            columns,
                            rows: down,
                        }
                    } else {
                        Slot::Covered
                    });
                    let place = column.saturating_add(offset);
                    if taken.len() <= place {
                        taken.resize(place.saturating_add(1), 0);
                    }
                    if let Some(rows) = taken.get_mut(place) {
                        *rows = down.saturating_sub(1);
                    }
                }
            }
            cover_rest(&mut slots, &mut taken);
            total = total.saturating_add(slots.len());
            if total > self.job.limits.cells {
                return Err(ConvertError::limit(format!(
                    "a table has more than the {} cells allowed",
                    self.job.limits.cells
                )));
            }
            rows.push(slots);
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns.saturating_mul(rows.len()) > self.job.limits.cells {
            return Err(ConvertError::limit("a table has too many cells"));
        }
        for row in &mut rows {
            row.resize(columns, Slot::Empty);
        }
        Ok((rows, columns))
    }

    fn table_style(&mut self, table: &Table, columns: usize) -> String {
        let widths = (0..columns).map(|index| table.columns.get(index).copied().flatten());
        let width: Option<f32> = widths.sum();
        let width = width.filter(|width| width.is_finite() && *width > 0.0);
        let align = match (table.align, width) {
            (Some(Align::Center), _) => "center",
            (Some(Align::Right), _) => "right",
            (Some(_), _) | (None, Some(_)) => "left",
            (None, None) => "margins",
        };
        let mut inner = format!(" table:align=\"{align}\" table:border-model=\"collapsing\"");
        inner.push_str(&match width {
            Some(width) => format!(" style:width=\"{}\"", write_points(width)),
            None => " style:rel-width=\"100%\"".to_owned(),
        });
        let mut attributes = String::new();
        if !self.in_header {
            if let Some(page) = self.next_page.take() {
                attributes = format!(
                    " style:master-page-name=\"{}\"",
                    super::pages::master_name(page)
                );
                self.page_break = false;
            }
            if std::mem::take(&mut self.page_break) {
                inner.push_str(" fo:break-before=\"page\"");
            }
        }
        let inner = format!("<style:table-properties{inner}/>");
        self.automatic().style("Ta", "table", &attributes, &inner)
    }

    fn cell_style(&mut self, cell: Option<&Cell>, borders: String) -> String {
        let mut inner = String::from(" fo:padding=\"3pt\"");
        if let Some(color) = cell.and_then(|cell| cell.background) {
            inner.push_str(&format!(" fo:background-color=\"{color}\""));
        }
        match cell.map(|cell| cell.vertical_align) {
            Some(VerticalAlign::Middle) => inner.push_str(" style:vertical-align=\"middle\""),
            Some(VerticalAlign::Bottom) => inner.push_str(" style:vertical-align=\"bottom\""),
            Some(VerticalAlign::Top) | None => {}
        }
        inner.push_str(&borders);
        let inner = format!("<style:table-cell-properties{inner}/>");
        self.automatic().style("Ce", "table-cell", "", &inner)
    }
}

/// Covers the places that cells of rows above take.
fn cover(slots: &mut Vec<Slot<'_>>, taken: &mut [usize]) {
    while let Some(rows) = taken.get_mut(slots.len())
        && *rows > 0
    {
        *rows = rows.saturating_sub(1);
        slots.push(Slot::Covered);
    }
}

/// Covers them behind the last cell of a row, too, where the row leaves places empty before them.
fn cover_rest(slots: &mut Vec<Slot<'_>>, taken: &mut [usize]) {
    let Some(last) = taken.iter().rposition(|rows| *rows > 0) else {
        return;
    };
    while slots.len() <= last {
        match taken.get_mut(slots.len()) {
            Some(rows) if *rows > 0 => {
                *rows = rows.saturating_sub(1);
                slots.push(Slot::Covered);
            }
            _ => slots.push(Slot::Empty),
        }
    }
}

fn no_borders(borders: Borders) -> bool {
    borders == Borders::default()
}

/// Lines of a cell as attributes: its own, else those of the table, which differ at its edges.
fn cell_borders(table: Borders, own: Borders, edges: [bool; 4], bare: bool) -> String {
    if bare {
        return ["top", "right", "bottom", "left"]
            .map(|side| properties::border(side, Some(USUAL_BORDER)))
            .concat();
    }
    let [top, right, bottom, left] = edges;
    let pick = |own: Option<Border>, edge: bool, outer: Option<Border>, inner: Option<Border>| {
        own.or(if edge { outer } else { inner })
    };
    [
        (
            "top",
            pick(own.top, top, table.top, table.inside_horizontal),
        ),
        (
            "right",
            pick(own.right, right, table.right, table.inside_vertical),
        ),
        (
            "bottom",
            pick(own.bottom, bottom, table.bottom, table.inside_horizontal),
        ),
        (
            "left",
            pick(own.left, left, table.left, table.inside_vertical),
        ),
    ]
    .map(|(side, line)| properties::border(side, line))
    .concat()
}
