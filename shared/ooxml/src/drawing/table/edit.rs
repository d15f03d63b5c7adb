//! Adding and removing rows and columns.

use super::{cell, columns, grid_cells, length, rows};
use crate::dom::{Dom, NodeId};

/// The cell that covers the cell at a column of row `index` from above or is it.
fn origin(dom: &Dom, rows: &[NodeId], index: usize, column: usize) -> Option<NodeId> {
    let above = rows.get(..=index)?.iter().rev();
    let mut cells = above.filter_map(|row| grid_cells(dom, *row).get(column).copied());
    cells.find(|here| !cell::is(dom, *here, "vMerge"))
}

/// Adds a row before or after that of a cell; after the last one without a cell.
pub fn add_row(dom: &mut Dom, table: NodeId, at: Option<NodeId>, before: bool) -> Option<NodeId> {
    let rows = rows(dom, table);
    let given = at
        .and_then(|cell| dom.parent(cell))
        .and_then(|row| rows.iter().position(|other| *other == row));
    let (index, before) = match given {
        Some(index) => (index, before),
        None => (rows.len().checked_sub(1)?, false),
    };
    let model = *rows.get(index)?;
    // What a cell that began above goes on in, beyond the new row.
    let below = if before {
        Some(model)
    } else {
        rows.get(index + 1).copied()
    };
    let below = below.map_or_else(Vec::new, |row| grid_cells(dom, row));
    let created = dom.element_with("a:tr", &[("h", &length(dom, model, "h").to_string())]);
    for (column, like) in grid_cells(dom, model).into_iter().enumerate() {
        let new = cell::create(dom);
        for name in ["gridSpan", "hMerge"] {
            if let Some(value) = dom.attr(like, name).map(str::to_owned) {
                dom.set_attr(new, name, &value);
            }
        }
        if below
            .get(column)
            .is_some_and(|here| cell::is(dom, *here, "vMerge"))
        {
            dom.set_attr(new, "vMerge", "1");
            let last = if before {
                index.checked_sub(1)
            } else {
                Some(index)
            };
            let origin = last.and_then(|last| origin(dom, &rows, last, column));
            if let Some(origin) = origin.filter(|origin| !cell::is(dom, *origin, "hMerge")) {
                let span = cell::span(dom, origin, "rowSpan");
                cell::set_span(dom, origin, "rowSpan", span + 1);
            }
        }
        dom.append(created, new);
    }
    if before {
        dom.insert_before(created, model);
    } else {
        dom.insert_after(created, model);
    }
    Some(created)
}

/// Removes the row of a cell. A cell that began in it begins in the next one, without its text.
pub fn remove_row(dom: &mut Dom, table: NodeId, at: NodeId) -> bool {
    let rows = rows(dom, table);
    let Some(row) = dom.parent(at) else {
        return false;
    };
    let Some(index) = rows.iter().position(|other| *other == row) else {
        return false;
    };
    for (column, here) in grid_cells(dom, row).into_iter().enumerate() {
        if cell::is(dom, here, "vMerge") {
            let above = index.checked_sub(1);
            let origin = above.and_then(|above| origin(dom, &rows, above, column));
            if let Some(origin) = origin.filter(|origin| !cell::is(dom, *origin, "hMerge")) {
                let span = cell::span(dom, origin, "rowSpan");
                cell::set_span(dom, origin, "rowSpan", span.saturating_sub(1));
            }
            continue;
        }
        let next = rows
            .get(index + 1)
            .and_then(|next| grid_cells(dom, *next).get(column).copied())
            .filter(|next| cell::is(dom, *next, "vMerge"));
        if let Some(next) = next {
            dom.remove_attr(next, "vMerge");
            let span = cell::span(dom, here, "rowSpan");
            cell::set_span(dom, next, "rowSpan", span.saturating_sub(1));
        }
    }
    dom.detach(row)
}

/// The place of a cell in its row.
fn place(dom: &Dom, at: NodeId) -> Option<usize> {
    let row = dom.parent(at)?;
    grid_cells(dom, row).iter().position(|other| *other == at)
}

/// Adds a column before or after that of a cell, as wide as it; after the last one without a cell. A cell that lies across
/// the place gets its new neighbour before it.
pub fn add_column(dom: &mut Dom, table: NodeId, at: Option<NodeId>, before: bool) {
    let grid = columns(dom, table);
    let (index, model) = match at.and_then(|at| Some((at, place(dom, at)?))) {
        Some((_, start)) if before => (start, start),
        Some((at, start)) => (start + cell::span(dom, at, "gridSpan"), start),
        None => (grid.len(), grid.len().saturating_sub(1)),
    };
    let width = grid
        .get(model)
        .map_or(super::LEAST_WIDTH, |column| length(dom, *column, "w"));
    let column = dom.element_with("a:gridCol", &[("w", &width.to_string())]);
    match (grid.get(index), grid.last()) {
        (Some(next), _) => {
            dom.insert_before(column, *next);
        }
        (None, Some(last)) => {
            dom.insert_after(column, *last);
        }
        (None, None) => {
            let holder = dom.ensure_child(table, "a:tblGrid", &["a:tblPr", "a:tblGrid", "a:tr"]);
            dom.append(holder, column);
        }
    }
    for row in rows(dom, table) {
        let cells = grid_cells(dom, row);
        let mut target = index;
        while target > 0
            && cells
                .get(target)
                .is_some_and(|here| cell::is(dom, *here, "hMerge"))
        {
            target -= 1;
        }
        let new = cell::create(dom);
        match cells.get(target) {
            Some(next) => dom.insert_before(new, *next),
            None => match cells.last() {
                Some(last) => dom.insert_after(new, *last),
                None => dom.append(row, new),
            },
        };
    }
}

/// Removes the column that a cell begins in. A cell that lies across it becomes narrower.
pub fn remove_column(dom: &mut Dom, table: NodeId, at: NodeId) -> bool {
    let Some(index) = place(dom, at) else {
        return false;
    };
    for row in rows(dom, table) {
        let cells = grid_cells(dom, row);
        let Some(here) = cells.get(index).copied() else {
            continue;
        };
        if cell::is(dom, here, "hMerge") {
            let mut before = cells.iter().take(index).rev();
            if let Some(origin) = before.find(|cell| !cell::is(dom, **cell, "hMerge")) {
                let span = cell::span(dom, *origin, "gridSpan");
                cell::set_span(dom, *origin, "gridSpan", span.saturating_sub(1));
            }
            dom.detach(here);
            continue;
        }
        let span = cell::span(dom, here, "gridSpan");
        let covered = cells.get(index + 1).copied().filter(|_| span > 1);
        match covered {
            // The cell itself stays, so that its text does; what it covered goes.
            Some(covered) => {
                cell::set_span(dom, here, "gridSpan", span - 1);
                dom.detach(covered);
            }
            None => {
                dom.detach(here);
            }
        }
    }
    if let Some(column) = columns(dom, table).get(index) {
        dom.detach(*column);
    }
    true
}
