//! Merging cells.

use super::{cell, edit, grid_cells, rows};
use crate::dom::{Dom, NodeId};
use crate::drawing::text::{body, paragraph};
use crate::word::inline::Separators;

/// Cells of the grid: columns and rows from the first to before the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

fn area(dom: &Dom, rows: &[NodeId], wanted: NodeId) -> Option<Area> {
    let row = dom.parent(wanted)?;
    let top = rows.iter().position(|other| *other == row)?;
    let left = grid_cells(dom, row)
        .iter()
        .position(|other| *other == wanted)?;
    Some(Area {
        left,
        top,
        right: left + cell::span(dom, wanted, "gridSpan"),
        bottom: top + cell::span(dom, wanted, "rowSpan"),
    })
}

/// Merges the cells of a table into the first of them, with their text. `None`, and nothing changes, when they are not two or
/// more that make a rectangle.
pub fn merge(dom: &mut Dom, table: NodeId, given: &[NodeId]) -> Option<NodeId> {
    let rows = rows(dom, table);
    let areas: Option<Vec<Area>> = given.iter().map(|cell| area(dom, &rows, *cell)).collect();
    let areas = areas.filter(|areas| areas.len() > 1)?;
    let whole = areas.iter().copied().reduce(|one, other| Area {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    })?;
    let size = |area: &Area| (area.right - area.left).saturating_mul(area.bottom - area.top);
    let mut distinct: Vec<Area> = Vec::new();
    for area in areas {
        if !distinct.contains(&area) {
            distinct.push(area);
        }
    }
    if distinct.len() < 2 || distinct.iter().map(size).sum::<usize>() != size(&whole) {
        return None;
    }
    let inside: Vec<(usize, Vec<NodeId>)> = rows
        .iter()
        .enumerate()
        .skip(whole.top)
        .take(whole.bottom - whole.top)
        .map(|(index, row)| {
            let cells = grid_cells(dom, *row).into_iter();
            let cells = cells.skip(whole.left).take(whole.right - whole.left);
            (index, cells.collect())
        })
        .collect();
    let first = *inside.first()?.1.first()?;
    for (row, cells) in inside {
        for (column, here) in cells.into_iter().enumerate() {
            let covered_left = column > 0;
            let covered_above = row > whole.top;
            if covered_left || covered_above {
                move_text(dom, here, first);
            }
            let flags = [("hMerge", covered_left), ("vMerge", covered_above)];
            for (name, on) in flags {
                if on {
                    dom.set_attr(here, name, "1");
                } else {
                    dom.remove_attr(here, name);
                }
            }
            let columns = if covered_left {
                1
            } else {
                whole.right - whole.left
            };
            let down = if covered_above {
                1
            } else {
                whole.bottom - whole.top
            };
            cell::set_span(dom, here, "gridSpan", columns);
            cell::set_span(dom, here, "rowSpan", if covered_left { 1 } else { down });
        }
    }
    drop_covered_rows(dom, table);
    Some(first)
}

/// Takes out the rows that cells above cover all over: they say nothing any more, as in the original.
fn drop_covered_rows(dom: &mut Dom, table: NodeId) {
    for row in rows(dom, table) {
        let cells = grid_cells(dom, row);
        if cells.iter().all(|cell| cell::is(dom, *cell, "vMerge"))
            && let Some(first) = cells.first()
        {
            edit::remove_row(dom, table, *first);
        }
    }
}

/// Moves the paragraphs of a cell behind those of another. An empty last paragraph of that one gives way.
fn move_text(dom: &mut Dom, from: NodeId, to: NodeId) {
    let (from, to) = (cell::body(dom, from), cell::body(dom, to));
    let separators = Separators::default();
    let last = body::paragraphs(dom, to)
        .pop()
        .filter(|last| paragraph::text(dom, *last, &separators).is_empty());
    for moved in body::paragraphs(dom, from) {
        dom.append(to, moved);
    }
    if let Some(last) = last {
        dom.detach(last);
    }
    body::clear(dom, from);
}
