//! Merging cells into one.

use super::props::{container, ensure, set_val};
use super::{block, table};
use crate::dom::{Dom, NodeId};

/// The rectangle that cells cover: rows and grid columns, ends included.
struct Area {
    top: usize,
    bottom: usize,
    left: usize,
    right: usize,
}

/// Merges cells that fill a rectangle; answers the cell that they became, which has their content one after the other.
/// `None`, and nothing changes, when they are fewer than one, of several tables, or no rectangle.
pub fn merge(dom: &mut Dom, cells: &[NodeId]) -> Option<NodeId> {
    let first = *cells.first()?;
    let owner = dom.parent(dom.parent(first)?)?;
    let rows = table::rows(dom, owner);
    let mut area: Option<Area> = None;
    for cell in cells {
        let row = dom.parent(*cell)?;
        let index = rows.iter().position(|candidate| *candidate == row)?;
        let left = table::column_of(dom, *cell);
        let right = left + table::span(dom, *cell) - 1;
        let bottom = index + height(dom, &rows, index, left) - 1;
        let found = area.get_or_insert(Area {
            top: index,
            bottom,
            left,
            right,
        });
        found.top = found.top.min(index);
        found.bottom = found.bottom.max(bottom);
        found.left = found.left.min(left);
        found.right = found.right.max(right);
    }
    let area = area?;
    let mut inside = Vec::new();
    for row in rows.get(area.top..=area.bottom)? {
        let mut line = Vec::new();
        for cell in table::cells(dom, *row) {
            let left = table::column_of(dom, cell);
            let right = left + table::span(dom, cell) - 1;
            if right < area.left || left > area.right {
                continue;
            }
            let given = cells.contains(&cell) || table::continues(dom, cell);
            if left < area.left || right > area.right || !given {
                return None;
            }
            line.push(cell);
        }
        if line.is_empty() {
            return None;
        }
        inside.push(line);
    }
    join(dom, &inside, area.right - area.left + 1)
}

/// How many rows a cell of `rows[index]` covers.
fn height(dom: &Dom, rows: &[NodeId], index: usize, column: usize) -> usize {
    let below = rows.iter().skip(index + 1);
    1 + below
        .take_while(|row| {
            table::cell_at(dom, **row, column).is_some_and(|cell| table::continues(dom, cell))
        })
        .count()
}

fn join(dom: &mut Dom, inside: &[Vec<NodeId>], width: usize) -> Option<NodeId> {
    let target = *inside.first()?.first()?;
    for (index, line) in inside.iter().enumerate() {
        let (keep, others) = line.split_first()?;
        for cell in (index > 0).then_some(keep).into_iter().chain(others) {
            move_content(dom, *cell, target);
        }
        for cell in others {
            dom.detach(*cell);
        }
        table::set_span(dom, *keep, width);
        let properties = container(dom, *keep, "w:tcPr");
        super::props::remove(dom, properties, "w:tcW");
        if inside.len() > 1 {
            if index == 0 {
                set_val(dom, properties, "w:vMerge", "restart");
            } else {
                let merge = ensure(dom, properties, "w:vMerge");
                dom.remove_attr(merge, "w:val");
            }
        }
    }
    Some(target)
}

/// Moves what a cell holds behind the content of another, unless it is empty; leaves one empty paragraph.
fn move_content(dom: &mut Dom, from: NodeId, to: NodeId) {
    if !is_blank(dom, from) {
        let blank = is_blank(dom, to);
        if blank {
            for element in block::elements(dom, to) {
                dom.detach(element);
            }
        }
        for element in block::elements(dom, from) {
            block::append(dom, to, element);
        }
    }
    block::close_if_empty(dom, from);
}

/// Whether a cell shows nothing: one paragraph without anything in its runs.
fn is_blank(dom: &Dom, cell: NodeId) -> bool {
    let elements = block::elements(dom, cell);
    matches!(elements.as_slice(), [only] if dom.is(*only, "w:p")
        && dom.descendants(*only).all(|node| matches!(dom.name_of(node), Some("w:r" | "w:rPr" | "w:pPr"))
            || dom.ancestors(node).take_while(|up| up != only).any(|up| matches!(dom.name_of(up), Some("w:rPr" | "w:pPr")))))
}
