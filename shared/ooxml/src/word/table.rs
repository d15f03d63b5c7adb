//! Tables: rows, cells, and changing their number (ISO/IEC 29500-1, 17.4).

use super::block;
use super::props::{self, container, ensure, number, remove};
use crate::dom::{Dom, NodeId};

/// Width of a column in twips before any is set, as in the original.
const COLUMN: i64 = 1134;
/// More columns than any reader takes.
pub const MAX_COLUMNS: usize = 63;
/// Cells that one call makes at most; bounds the memory that it can take.
pub const MAX_CELLS: usize = 100_000;
/// How deep tables are nested at most.
pub const MAX_NESTING: usize = 32;

/// A new table of empty cells, not in the document yet. Both numbers are at least 1.
pub fn create(dom: &mut Dom, rows: usize, columns: usize) -> NodeId {
    let table = dom.fragment(
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" \
         w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid/></w:tbl>",
    );
    if let Some(grid) = dom.child(table, "w:tblGrid") {
        for _ in 0..columns {
            let column = grid_column(dom, COLUMN);
            dom.append(grid, column);
        }
    }
    for _ in 0..rows {
        let row = dom.element("w:tr");
        for _ in 0..columns {
            let cell = new_cell(dom);
            dom.append(row, cell);
        }
        dom.append(table, row);
    }
    table
}

fn grid_column(dom: &mut Dom, width: i64) -> NodeId {
    dom.element_with("w:gridCol", &[("w:w", &width.to_string())])
}

/// An empty cell: one paragraph with one empty run, as scripts expect it.
pub fn new_cell(dom: &mut Dom) -> NodeId {
    let cell = dom.element("w:tc");
    let paragraph = dom.element("w:p");
    let run = dom.element("w:r");
    dom.append(paragraph, run);
    dom.append(cell, paragraph);
    cell
}

/// The rows of a table.
#[must_use]
pub fn rows(dom: &Dom, table: NodeId) -> Vec<NodeId> {
    dom.elements(table, "w:tr").collect()
}

/// The cells of a row.
#[must_use]
pub fn cells(dom: &Dom, row: NodeId) -> Vec<NodeId> {
    dom.elements(row, "w:tc").collect()
}

/// How deep tables are nested in a node, itself included.
#[must_use]
pub fn nesting(dom: &Dom, node: NodeId) -> usize {
    super::props::nesting(dom, node, "w:tbl")
}

/// How many columns of the grid a cell covers.
#[must_use]
pub fn span(dom: &Dom, cell: NodeId) -> usize {
    let found = dom
        .path(cell, &["w:tcPr", "w:gridSpan"])
        .and_then(|node| number(dom, node, "w:val"));
    usize::try_from(found.unwrap_or(1))
        .unwrap_or(1)
        .clamp(1, 1024)
}

/// Sets how many columns of the grid a cell covers.
pub fn set_span(dom: &mut Dom, cell: NodeId, columns: usize) {
    let tcpr = container(dom, cell, "w:tcPr");
    if columns > 1 {
        props::set_val(dom, tcpr, "w:gridSpan", &columns.to_string());
    } else {
        remove(dom, tcpr, "w:gridSpan");
    }
}

/// The column of the grid that a cell begins in.
#[must_use]
pub fn column_of(dom: &Dom, cell: NodeId) -> usize {
    let Some(row) = dom.parent(cell) else {
        return 0;
    };
    let before = dom
        .path(row, &["w:trPr", "w:gridBefore"])
        .and_then(|node| number(dom, node, "w:val"))
        .unwrap_or(0);
    let mut column = usize::try_from(before).unwrap_or(0);
    for current in dom.elements(row, "w:tc") {
        if current == cell {
            break;
        }
        column += span(dom, current);
    }
    column
}

/// The cell of a row that covers a column of the grid.
#[must_use]
pub fn cell_at(dom: &Dom, row: NodeId, column: usize) -> Option<NodeId> {
    dom.elements(row, "w:tc").find(|cell| {
        let start = column_of(dom, *cell);
        (start..start + span(dom, *cell)).contains(&column)
    })
}

/// Whether the cell goes on with the one above it (`w:vMerge` without `restart`).
#[must_use]
pub fn continues(dom: &Dom, cell: NodeId) -> bool {
    dom.path(cell, &["w:tcPr", "w:vMerge"])
        .is_some_and(|node| dom.attr(node, "w:val") != Some("restart"))
}

/// A row like `model`, with empty cells that look like its cells.
fn row_like(dom: &mut Dom, model: NodeId) -> NodeId {
    let row = dom.element("w:tr");
    if let Some(properties) = dom.child(model, "w:trPr") {
        let copy = dom.deep_clone(properties);
        remove(dom, copy, "w:tblHeader");
        dom.append(row, copy);
    }
    for cell in cells(dom, model) {
        let created = cell_like(dom, cell);
        dom.append(row, created);
    }
    row
}

/// An empty cell with the properties of `model`, apart from vertical merging.
pub fn cell_like(dom: &mut Dom, model: NodeId) -> NodeId {
    let created = new_cell(dom);
    props::copy_container(dom, model, created, "w:tcPr");
    if let Some(tcpr) = dom.child(created, "w:tcPr") {
        remove(dom, tcpr, "w:vMerge");
    }
    created
}

/// Adds `count` rows before or after `row`; answers the first of them.
pub fn add_rows(dom: &mut Dom, row: NodeId, count: usize, before: bool) -> Option<NodeId> {
    let mut first = None;
    let mut place = row;
    for _ in 0..count {
        let created = row_like(dom, row);
        if before {
            dom.insert_before(created, row);
        } else {
            dom.insert_after(created, place);
        }
        place = created;
        first = first.or(Some(created));
    }
    first
}

/// Adds `count` columns before or after the one that `cell` is in.
pub fn add_columns(dom: &mut Dom, table: NodeId, cell: NodeId, count: usize, before: bool) {
    let at = if before {
        column_of(dom, cell)
    } else {
        column_of(dom, cell) + span(dom, cell)
    };
    for row in rows(dom, table) {
        for _ in 0..count {
            let model = cell_at(dom, row, if before { at } else { at.saturating_sub(1) });
            let Some(model) = model.or_else(|| cells(dom, row).last().copied()) else {
                continue;
            };
            let start = column_of(dom, model);
            let inside = start < at && at < start + span(dom, model);
            let created = cell_like(dom, model);
            set_span(dom, created, 1);
            // A cell that reaches over the place stays whole: the new one stands before it.
            if start >= at || inside {
                dom.insert_before(created, model);
            } else {
                dom.insert_after(created, model);
            }
        }
    }
    let grid = ensure_grid(dom, table);
    let columns: Vec<NodeId> = dom.elements(grid, "w:gridCol").collect();
    for _ in 0..count {
        let created = grid_column(dom, COLUMN);
        match columns.get(at) {
            Some(place) => dom.insert_before(created, *place),
            None => dom.append(grid, created),
        };
    }
}

fn ensure_grid(dom: &mut Dom, table: NodeId) -> NodeId {
    if let Some(grid) = dom.child(table, "w:tblGrid") {
        return grid;
    }
    let properties = container(dom, table, "w:tblPr");
    let grid = dom.element("w:tblGrid");
    dom.insert_after(grid, properties);
    grid
}

/// Takes a row out; what it began downwards begins in the next row. The table itself goes with its last row.
pub fn remove_row(dom: &mut Dom, row: NodeId) {
    let Some(table) = dom.parent(row) else { return };
    let next = {
        let all = rows(dom, table);
        let index = all.iter().position(|candidate| *candidate == row);
        index.and_then(|index| all.get(index + 1).copied())
    };
    if let Some(next) = next {
        for cell in cells(dom, row) {
            let begins = dom.path(cell, &["w:tcPr", "w:vMerge"]).is_some() && !continues(dom, cell);
            let below = cell_at(dom, next, column_of(dom, cell));
            if let Some(below) = below.filter(|below| begins && continues(dom, *below)) {
                let tcpr = container(dom, below, "w:tcPr");
                props::set_val(dom, tcpr, "w:vMerge", "restart");
            }
        }
    }
    dom.detach(row);
    if rows(dom, table).is_empty() {
        remove_table(dom, table);
    }
}

/// Takes the columns that `cell` covers out of all rows. The table itself goes with its last column.
pub fn remove_column(dom: &mut Dom, table: NodeId, cell: NodeId) {
    let (from, count) = (column_of(dom, cell), span(dom, cell));
    for row in rows(dom, table) {
        let mut column = 0;
        for current in cells(dom, row) {
            let width = span(dom, current);
            // A cell that reaches out of the columns goes as a whole.
            if column < from + count && from < column + width {
                dom.detach(current);
            }
            column += width;
        }
        if cells(dom, row).is_empty() {
            dom.detach(row);
        }
    }
    if let Some(grid) = dom.child(table, "w:tblGrid") {
        let columns: Vec<NodeId> = dom.elements(grid, "w:gridCol").collect();
        for column in columns.into_iter().skip(from).take(count) {
            dom.detach(column);
        }
    }
    if rows(dom, table).is_empty() {
        remove_table(dom, table);
    } else {
        drop_unused_columns(dom, table);
    }
}

/// Takes columns of the grid at which no cell begins together with those before them.
fn drop_unused_columns(dom: &mut Dom, table: NodeId) {
    let Some(grid) = dom.child(table, "w:tblGrid") else {
        return;
    };
    let all: Vec<NodeId> = rows(dom, table)
        .into_iter()
        .flat_map(|row| cells(dom, row))
        .collect();
    let places: Vec<(usize, usize)> = all
        .iter()
        .map(|cell| (column_of(dom, *cell), span(dom, *cell)))
        .collect();
    let columns: Vec<NodeId> = dom.elements(grid, "w:gridCol").collect();
    let used = |column: usize| column == 0 || places.iter().any(|(from, _)| *from == column);
    let unused: Vec<usize> = (0..columns.len()).filter(|column| !used(*column)).collect();
    if unused.is_empty() {
        return;
    }
    for (cell, (from, count)) in all.iter().zip(&places) {
        let fewer = unused
            .iter()
            .filter(|column| (from + 1..from + count).contains(column))
            .count();
        if fewer > 0 {
            set_span(dom, *cell, count - fewer);
        }
    }
    for column in unused.into_iter().rev() {
        let (Some(gone), Some(kept)) = (columns.get(column), columns.get(column - 1)) else {
            continue;
        };
        let width = |node| {
            dom.attr(node, "w:w")
                .and_then(|width| width.parse::<i64>().ok())
        };
        if let (Some(first), Some(second)) = (width(*kept), width(*gone)) {
            dom.set_attr(*kept, "w:w", &(first + second).to_string());
        }
        dom.detach(*gone);
    }
}

/// Takes a table out of what it is in, which keeps at least one paragraph.
pub fn remove_table(dom: &mut Dom, table: NodeId) {
    let parent = dom.parent(table);
    dom.detach(table);
    if let Some(parent) = parent {
        block::close_if_empty(dom, parent);
    }
}

/// Splits the width of a cell into `columns` cells side by side and its height into `rows` cells on top of each other;
/// the other rows and columns widen to keep the grid. The text stays in the first.
pub fn split(dom: &mut Dom, cell: NodeId, rows_count: usize, columns: usize) {
    let Some(row) = dom.parent(cell) else { return };
    let Some(table) = dom.parent(row) else { return };
    let mut parts = vec![cell];
    if columns > 1 {
        let (at, width) = (column_of(dom, cell), span(dom, cell));
        let missing = columns.saturating_sub(width);
        for other in rows(dom, table) {
            if let Some(found) = cell_at(dom, other, at).filter(|found| *found != cell) {
                let wider = span(dom, found) + missing;
                set_span(dom, found, wider);
            }
        }
        let total = width + missing;
        set_span(dom, cell, total - (columns - 1));
        let mut place = cell;
        for _ in 1..columns {
            let created = cell_like(dom, cell);
            set_span(dom, created, 1);
            dom.insert_after(created, place);
            place = created;
            parts.push(created);
        }
        let grid = ensure_grid(dom, table);
        let after = dom.elements(grid, "w:gridCol").nth(at);
        for _ in 0..missing {
            let created = grid_column(dom, COLUMN);
            match after {
                Some(after) => dom.insert_after(created, after),
                None => dom.append(grid, created),
            };
        }
    }
    for _ in 1..rows_count {
        let Some(created) = add_rows(dom, row, 1, false) else {
            return;
        };
        for upper in cells(dom, row)
            .into_iter()
            .filter(|upper| !parts.contains(upper))
        {
            let Some(lower) = cell_at(dom, created, column_of(dom, upper)) else {
                continue;
            };
            let properties = container(dom, upper, "w:tcPr");
            if dom.child(properties, "w:vMerge").is_none() {
                props::set_val(dom, properties, "w:vMerge", "restart");
            }
            let properties = container(dom, lower, "w:tcPr");
            ensure(dom, properties, "w:vMerge");
        }
    }
}
