//! Tables (ISO/IEC 29500-1, 17.4).

use std::collections::HashMap;

use serde_json::Value;
use spindle_model::document::{
    Align, Block, Border, Borders, Cell, Paragraph, Row, Table, VerticalAlign,
};
use spindle_ooxml::{Dom, NodeId};

use super::Reading;
use super::values::{border, child_val, integer, on, shading, twips, val};
use crate::docx::flat::nest;
use crate::docx::styles::OWN;

/// Columns of a table; Word has 63.
const MOST_COLUMNS: i64 = 1_000;

/// Where cells that span rows began: by column, the row and the cell.
type Spans = HashMap<u32, (usize, usize)>;

/// How much of the width between the margins a table takes where it says so (`w:tblW`, 17.4.63): fiftieths of a percent,
/// or a number with its sign.
fn share_of_text_width(dom: &Dom, table: NodeId) -> Option<f32> {
    let width = dom.path(table, &["w:tblPr", "w:tblW"])?;
    let value = dom.attr(width, "w:w")?.trim();
    let share = match value.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f32>().ok()? / 100.0,
        None if dom.attr(width, "w:type") == Some("pct") => value.parse::<f32>().ok()? / 5_000.0,
        None => return None,
    };
    (share > 0.0 && share <= 1.0).then_some(share)
}

/// Makes columns together so wide, each with the share of it that it had.
fn scale(columns: &mut [Option<f32>], width: f32) {
    let known: Option<f32> = columns.iter().copied().sum();
    if let Some(sum) = known.filter(|sum| *sum > 0.0) {
        for column in columns.iter_mut().flatten() {
            *column *= width / sum;
        }
    }
}

impl<'p> Reading<'p> {
    /// Reads a table.
    pub(super) fn table(&mut self, node: NodeId) -> Table {
        let dom = self.dom;
        let mut table = Table::default();
        if let Some(properties) = dom.child(node, "w:tblPr") {
            table.style = child_val(dom, properties, "w:tblStyle")
                .filter(|id| !id.starts_with(OWN))
                .and_then(|id| self.styles.get(id))
                .and_then(|style| style.id.clone());
            table.align = match child_val(dom, properties, "w:jc") {
                Some("center") => Some(Align::Center),
                Some("right" | "end") => Some(Align::Right),
                Some("left" | "start") => Some(Align::Left),
                _ => None,
            };
            if let Some(borders) = dom.child(properties, "w:tblBorders") {
                table.borders = self.borders(borders);
            }
        }
        if let Some(grid) = dom.child(node, "w:tblGrid") {
            let columns = dom.elements(grid, "w:gridCol").take(MOST_COLUMNS as usize);
            table.columns = columns
                .map(|column| {
                    dom.attr(column, "w:w")
                        .and_then(twips)
                        .filter(|width| *width > 0.0)
                })
                .collect();
        }
        if let Some(share) = share_of_text_width(dom, node) {
            // A table in a cell or a text box has a share of something narrower, whose width nobody wrote down.
            if self.inner == 0 {
                scale(&mut table.columns, share * self.column_width);
            }
        }
        let mut rows = Vec::new();
        self.wrapped(node, "w:tr", &mut rows);
        let mut spans = Spans::new();
        for row in rows {
            let carried = self.row(row, &mut table, &mut spans);
            if let Some(carried) = carried {
                apply(&carried, &mut table);
            }
        }
        table
    }

    /// The rows or cells below a node, going through what wraps them.
    pub(in crate::docx) fn wrapped(&self, node: NodeId, name: &str, found: &mut Vec<NodeId>) {
        let dom = self.dom;
        for child in dom.child_elements(node) {
            match dom.name_of(child).unwrap_or_default() {
                known if known == name => found.push(child),
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:del" | "w:moveTo"
                | "w:moveFrom" => self.wrapped(child, name, found),
                "mc:AlternateContent" => {
                    if let Some(branch) = self.branch(child) {
                        self.wrapped(branch, name, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds the cells of a row that are read as cells; `None` when some of them are not an element of the row alone.
    /// The row itself is there for the room before it, which is read as a cell.
    pub(in crate::docx) fn cells_of_row(&self, row: NodeId, found: &mut Vec<NodeId>) -> Option<()> {
        let dom = self.dom;
        let before = dom
            .child(row, "w:trPr")
            .and_then(|properties| child_val(dom, properties, "w:gridBefore"))
            .and_then(integer);
        if before.is_some_and(|columns| columns > 0) {
            // The cell that stands for what is before the row is none of the file: the row stands for it.
            found.push(row);
        }
        let mut cells = Vec::new();
        self.wrapped(row, "w:tc", &mut cells);
        for cell in cells {
            let merge = |name| {
                let merge = dom.path(cell, &["w:tcPr", name])?;
                Some(val(dom, merge) == Some("restart"))
            };
            if merge("w:hMerge").is_some() {
                return None;
            }
            if merge("w:vMerge") != Some(false) {
                found.push(cell);
            }
        }
        Some(())
    }

    fn row(&mut self, node: NodeId, table: &mut Table, spans: &mut Spans) -> Option<Value> {
        let dom = self.dom;
        let mut row = Row::default();
        let mut column = 0u32;
        if let Some(properties) = dom.child(node, "w:trPr") {
            row.header = dom
                .child(properties, "w:tblHeader")
                .is_some_and(|node| on(dom, node));
            row.height = child_val(dom, properties, "w:trHeight")
                .and_then(twips)
                .filter(|height| *height > 0.0);
            let before = child_val(dom, properties, "w:gridBefore").and_then(integer);
            let before = before.unwrap_or(0).clamp(0, MOST_COLUMNS) as u32;
            if before > 0 {
                row.cells.push(Cell {
                    column_span: before,
                    borders: Borders::all(Border {
                        width: 0.0,
                        color: Default::default(),
                    }),
                    ..Cell::default()
                });
                column = before;
            }
        }
        let mut cells = Vec::new();
        self.wrapped(node, "w:tc", &mut cells);
        let outer = self.row_carried.take();
        let mut carried = None;
        for cell in cells {
            self.row_carried = None;
            self.cell(cell, &mut row, table, spans, &mut column);
            carried = carried.or_else(|| self.row_carried.take());
        }
        self.row_carried = outer;
        table.rows.push(row);
        carried
    }

    fn cell(
        &mut self,
        node: NodeId,
        row: &mut Row,
        table: &mut Table,
        spans: &mut Spans,
        column: &mut u32,
    ) {
        let dom = self.dom;
        let mut cell = Cell::default();
        let (mut merge, mut horizontal) = (None, None);
        if let Some(properties) = dom.child(node, "w:tcPr") {
            let span = child_val(dom, properties, "w:gridSpan").and_then(integer);
            cell.column_span = span.unwrap_or(1).clamp(1, MOST_COLUMNS) as u32;
            merge = dom
                .child(properties, "w:vMerge")
                .map(|node| val(dom, node) == Some("restart"));
            horizontal = dom
                .child(properties, "w:hMerge")
                .map(|node| val(dom, node) == Some("restart"));
            cell.background = dom
                .child(properties, "w:shd")
                .and_then(|node| shading(dom, node));
            cell.vertical_align = match child_val(dom, properties, "w:vAlign") {
                Some("center") => VerticalAlign::Middle,
                Some("bottom") => VerticalAlign::Bottom,
                _ => VerticalAlign::Top,
            };
            if let Some(borders) = dom.child(properties, "w:tcBorders") {
                cell.borders = self.borders(borders);
            }
        }
        let at = *column;
        *column = column.saturating_add(cell.column_span);
        let units = self.units(node);
        cell.blocks = nest(units.into_iter().flat_map(|unit| unit.flats));
        // The format wants a paragraph after a table in a cell; it says nothing.
        if let [.., Block::Table(_), Block::Paragraph(last)] = cell.blocks.as_slice()
            && *last == Paragraph::default()
        {
            cell.blocks.pop();
        }
        if horizontal == Some(false)
            && let Some(before) = row.cells.last_mut()
        {
            before.column_span = before.column_span.saturating_add(cell.column_span);
            return;
        }
        match merge {
            Some(false) => {
                let origin = spans
                    .get(&at)
                    .and_then(|(row, cell)| table.rows.get_mut(*row)?.cells.get_mut(*cell));
                if let Some(origin) = origin {
                    origin.row_span = origin.row_span.saturating_add(1);
                    return;
                }
            }
            Some(true) => {
                spans.insert(at, (table.rows.len(), row.cells.len()));
            }
            None => {
                spans.remove(&at);
            }
        }
        row.cells.push(cell);
    }

    fn borders(&self, node: NodeId) -> Borders {
        let dom = self.dom;
        let side = |names: [&str; 2]| {
            names
                .into_iter()
                .find_map(|name| border(dom, dom.child(node, name)?))
        };
        Borders {
            top: side(["w:top", "w:top"]),
            right: side(["w:right", "w:end"]),
            bottom: side(["w:bottom", "w:bottom"]),
            left: side(["w:left", "w:start"]),
            inside_horizontal: side(["w:insideH", "w:insideH"]),
            inside_vertical: side(["w:insideV", "w:insideV"]),
        }
    }
}

/// What is tied to the last row of the table.
fn apply(carried: &Value, table: &mut Table) {
    let text = |name: &str| carried.get(name).and_then(Value::as_str);
    if let Some(id) = text("id")
        && let Some(row) = table.rows.last_mut()
    {
        row.id = Some(id.to_owned());
    }
    if let Some(columns) = carried.get("columns").and_then(Value::as_array) {
        table.columns = columns
            .iter()
            .map(|width| width.as_f64().map(|width| width as f32))
            .collect();
    }
    if let Some(columns) = carried.get("column-align").and_then(Value::as_array) {
        table.column_align = columns
            .iter()
            .map(|align| match align.as_str() {
                Some("left") => Some(Align::Left),
                Some("center") => Some(Align::Center),
                Some("right") => Some(Align::Right),
                Some("justify") => Some(Align::Justify),
                _ => None,
            })
            .collect();
    }
}
