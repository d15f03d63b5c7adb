//! The rows of a table when some came and some went: cells that span others span what is left, and new ones look as
//! those beside them.

use spindle_model::document::{Block, Cell, Paragraph, ParagraphFormat, Row, Table};

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// It is that one of the old ones.
    Kept(usize),
    /// It is that one of the new ones.
    Added(usize),
}

/// A row while it is put together: its cells, and the columns where they begin.
struct Open {
    row: Row,
    columns: Vec<usize>,
}

/// The rows of `table` as `pairs` of old and new ones say, with those of `is` that were added. `spots` has for each cell
/// that Delta shows which one of its row it is.
pub(super) fn arrange(
    table: &Table,
    is: &Table,
    pairs: &[(usize, usize)],
    spots: &[Vec<Option<usize>>],
) -> Option<Vec<Row>> {
    let order = order(is, pairs);
    let mut rows: Vec<Open> = order
        .iter()
        .enumerate()
        .map(|(at, source)| match *source {
            Source::Kept(old) => Some(Open {
                row: table.rows.get(old)?.clone(),
                columns: columns(spots.get(old)?),
            }),
            Source::Added(new) => {
                let mut row = is.rows.get(new)?.clone();
                if let Some(near) = beside(&order, at) {
                    let columns = columns(spots.get(near)?);
                    dress(&mut row, table.rows.get(near)?, &columns);
                }
                let columns = (0..row.cells.len()).collect();
                Some(Open { row, columns })
            }
        })
        .collect::<Option<_>>()?;
    for (index, row) in table.rows.iter().enumerate() {
        let columns = columns(spots.get(index)?);
        for (cell, column) in row.cells.iter().zip(columns) {
            if cell.row_span > 1 {
                span(&order, &mut rows, index, cell, column)?;
            }
        }
    }
    Some(rows.into_iter().map(|open| open.row).collect())
}

fn order(is: &Table, pairs: &[(usize, usize)]) -> Vec<Source> {
    let mut order = Vec::with_capacity(is.rows.len());
    let mut next = 0usize;
    for (old, new) in pairs {
        order.extend((next..*new).map(Source::Added));
        order.push(Source::Kept(*old));
        next = new.saturating_add(1);
    }
    order.extend((next..is.rows.len()).map(Source::Added));
    order
}

/// For each cell of a row the column that it begins in.
fn columns(spots: &[Option<usize>]) -> Vec<usize> {
    let own = spots.iter().enumerate();
    own.filter_map(|(column, spot)| spot.map(|_| column))
        .collect()
}

/// Gives a cell that spans others the rows that are left of those, and what was added between them.
fn span(
    order: &[Source],
    rows: &mut [Open],
    index: usize,
    cell: &Cell,
    column: usize,
) -> Option<()> {
    let end = index.saturating_add(cell.row_span as usize);
    let mut left = order
        .iter()
        .enumerate()
        .filter_map(|(at, source)| match source {
            Source::Kept(old) if (index..end).contains(old) => Some(at),
            _ => None,
        });
    let Some(first) = left.next() else {
        return Some(());
    };
    let last = left.next_back().unwrap_or(first);
    let width = cell.column_span.max(1) as usize;
    let mut more = Vec::new();
    for open in rows
        .get_mut(first..=last)?
        .iter_mut()
        .zip(order.get(first..=last)?)
    {
        let (open, Source::Added(_)) = open else {
            continue;
        };
        let covered = column..column.saturating_add(width);
        let cells = std::mem::take(&mut open.row.cells);
        let columns = std::mem::take(&mut open.columns);
        for (cell, column) in cells.into_iter().zip(columns) {
            if covered.contains(&column) {
                more.extend(cell.blocks.into_iter().filter(says_something));
            } else {
                open.row.cells.push(cell);
                open.columns.push(column);
            }
        }
    }
    let open = rows.get_mut(first)?;
    let place = if order.get(first) == Some(&Source::Kept(index)) {
        open.columns.iter().position(|known| *known == column)?
    } else {
        // The row that it began in went.
        let place = open.columns.partition_point(|known| *known < column);
        let blocks = vec![Block::Paragraph(Paragraph::default())];
        open.row.cells.insert(
            place,
            Cell {
                blocks,
                ..cell.clone()
            },
        );
        open.columns.insert(place, column);
        place
    };
    let own = open.row.cells.get_mut(place)?;
    own.row_span = u32::try_from(last.saturating_sub(first))
        .ok()?
        .saturating_add(1);
    own.blocks.append(&mut more);
    Some(())
}

fn says_something(block: &Block) -> bool {
    !matches!(block, Block::Paragraph(paragraph) if paragraph.inlines.is_empty())
}

/// The old row that a new one looks like: the one above, but not a first one, which may be a heading, if there is one below.
fn beside(order: &[Source], at: usize) -> Option<usize> {
    let kept = |source: &Source| match source {
        Source::Kept(old) => Some(*old),
        Source::Added(_) => None,
    };
    let above = order.get(..at)?.iter().rev().find_map(kept);
    let below = order.get(at..)?.iter().find_map(kept);
    above.filter(|row| *row > 0).or(below).or(above)
}

/// Gives the cells of a row what Delta does not know of the cells of another one.
fn dress(row: &mut Row, near: &Row, columns: &[usize]) {
    row.height = near.height;
    for (column, cell) in row.cells.iter_mut().enumerate() {
        let place = columns.partition_point(|known| *known <= column);
        let Some(model) = place.checked_sub(1).and_then(|place| near.cells.get(place)) else {
            continue;
        };
        cell.background = model.background;
        cell.vertical_align = model.vertical_align;
        cell.borders = model.borders;
        if let ([Block::Paragraph(own)], Some(Block::Paragraph(model))) =
            (cell.blocks.as_mut_slice(), model.blocks.first())
            && own.format == ParagraphFormat::default()
            && own.heading == model.heading
            && (model.format.align, model.format.indent, model.format.rtl) == (None, None, None)
        {
            own.format = model.format.clone();
            own.format.page_break_before = None;
        }
    }
}
