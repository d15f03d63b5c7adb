//! Tables: the shape of a row is told by the mark that ends it ([MS-DOC] 2.6.3, 2.9.317 TDefTable); rows that stand
//! at different places share one grid of columns.

use spindle_model::document::{
    Align, Block, Border, Borders, Cell, Color, ListBuilder, Row, Table, VerticalAlign,
};

use super::bytes::{i16_at, part, u8_at, u16_at, u32_at};
use super::character::{direct_color, indexed_color, old_shading, shading};
use super::sprm::Sprm;

/// What the mark that ends a row says of it.
#[derive(Clone, Default)]
pub(crate) struct RowShape {
    /// Where cells begin and end, in twentieths of a point; one more than cells.
    pub(crate) edges: Vec<i32>,
    /// The cells.
    pub(crate) cells: Vec<CellShape>,
    /// Whether it is repeated on every page.
    pub(crate) header: bool,
    /// At least so high, in points.
    pub(crate) height: Option<f32>,
    /// Where the table stands.
    pub(crate) align: Option<Align>,
    /// Lines of the table.
    pub(crate) borders: Borders,
}

/// What is said of a cell.
#[derive(Clone, Copy, Default)]
pub(crate) struct CellShape {
    /// It belongs to the cell before it.
    pub(crate) joined: bool,
    /// It belongs to the cell above it.
    pub(crate) below: bool,
    /// It begins a cell over several rows.
    pub(crate) first_below: bool,
    /// Where its text stands.
    pub(crate) vertical_align: VerticalAlign,
    /// Its own lines.
    pub(crate) borders: Borders,
    /// Colour behind it.
    pub(crate) background: Option<Color>,
}

/// A table that is being put together.
#[derive(Default)]
pub(crate) struct TableBuilder {
    rows: Vec<(RowShape, Vec<Vec<Block>>)>,
    cells: Vec<Vec<Block>>,
    /// The blocks of the open cell.
    pub(crate) cell: ListBuilder,
    filled: bool,
}

/// Edges nearer to each other than this are one: a twentieth of an inch.
const NEAR: i32 = 36;

impl TableBuilder {
    /// Says that the open cell has something.
    pub(crate) fn fill(&mut self) {
        self.filled = true;
    }

    /// Ends the open cell.
    pub(crate) fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(cell.finish());
        self.filled = false;
    }

    /// Ends the open row.
    pub(crate) fn end_row(&mut self, shape: RowShape) {
        if self.filled {
            self.end_cell();
        }
        // Some writers end a cell more than they describe.
        while !shape.cells.is_empty()
            && self.cells.len() > shape.cells.len()
            && self
                .cells
                .last()
                .is_some_and(|cell| cell.iter().all(is_empty))
        {
            self.cells.pop();
        }
        if !self.cells.is_empty() {
            self.rows.push((shape, std::mem::take(&mut self.cells)));
        }
    }

    /// The table; `None` when it has no rows.
    pub(crate) fn finish(mut self) -> Option<Table> {
        self.end_row(RowShape::default());
        if self.rows.is_empty() {
            return None;
        }
        let grid = self.grid();
        let widths = grid.windows(2).map(|pair| match pair {
            [left, right] => Some(right.saturating_sub(*left) as f32 / 20.0),
            _ => None,
        });
        let mut table = Table {
            columns: widths.collect(),
            align: self.rows.first().and_then(|(shape, _)| shape.align),
            borders: self
                .rows
                .first()
                .map(|(shape, _)| shape.borders)
                .unwrap_or_default(),
            ..Table::default()
        };
        // For each column where a cell over several rows began: the row and the index of the cell in it.
        let mut open: Vec<Option<(usize, usize)>> = vec![None; grid.len().max(64)];
        for (shape, blocks) in self.rows {
            let mut row = Row {
                header: shape.header,
                height: shape.height,
                ..Row::default()
            };
            let mut column = 0_usize;
            let known = shape.edges.len() > blocks.len();
            for (index, blocks) in blocks.into_iter().enumerate() {
                let cell = shape.cells.get(index).copied().unwrap_or_default();
                let (start, end) = if known {
                    let edge = |index: usize| {
                        let edge = shape.edges.get(index).copied().unwrap_or(0);
                        column_of(&grid, edge)
                    };
                    let start = edge(index).max(column);
                    (
                        start,
                        edge(index.saturating_add(1)).max(start.saturating_add(1)),
                    )
                } else {
                    (column, column.saturating_add(1))
                };
                if start > column {
                    // The row begins further in than others do.
                    row.cells.push(Cell {
                        column_span: span(start, column),
                        ..Cell::default()
                    });
                }
                column = end;
                let above = open.get(start).copied().flatten();
                if let Some(slot) = open.get_mut(start)
                    && (!cell.below || cell.first_below)
                {
                    *slot = cell
                        .first_below
                        .then_some((table.rows.len(), row.cells.len()));
                }
                if cell.joined && !row.cells.is_empty() {
                    if let Some(last) = row.cells.last_mut() {
                        last.column_span = last.column_span.saturating_add(span(end, start));
                        last.blocks
                            .extend(blocks.into_iter().filter(|block| !is_empty(block)));
                    }
                    continue;
                }
                if cell.below
                    && !cell.first_below
                    && let Some((top, place)) = above
                    && let Some(first) = table
                        .rows
                        .get_mut(top)
                        .and_then(|row| row.cells.get_mut(place))
                {
                    first.row_span = first.row_span.saturating_add(1);
                    first
                        .blocks
                        .extend(blocks.into_iter().filter(|block| !is_empty(block)));
                    continue;
                }
                row.cells.push(Cell {
                    blocks,
                    column_span: span(end, start),
                    row_span: 1,
                    background: cell.background,
                    vertical_align: cell.vertical_align,
                    borders: cell.borders,
                });
            }
            table.rows.push(row);
        }
        Some(table)
    }

    /// The edges of all rows, those that are near to each other as one; empty when no row says any.
    fn grid(&self) -> Vec<i32> {
        let mut edges: Vec<i32> = self
            .rows
            .iter()
            .flat_map(|(shape, _)| shape.edges.iter().copied())
            .collect();
        edges.sort_unstable();
        let mut last = i32::MIN / 2;
        edges.retain(|edge| {
            let apart = edge.saturating_sub(last) >= NEAR;
            if apart {
                last = *edge;
            }
            apart
        });
        if edges.is_empty() {
            return edges;
        }
        // Rows without a shape may have more cells than others have columns.
        let most = self.rows.iter().filter(|(shape, _)| shape.edges.is_empty());
        let most = most
            .map(|(_, cells)| cells.len())
            .max()
            .unwrap_or(0)
            .min(64);
        while edges.len() <= most {
            let next = edges.last().copied().unwrap_or(0).saturating_add(1440);
            edges.push(next);
        }
        edges
    }
}

fn span(end: usize, start: usize) -> u32 {
    u32::try_from(end.saturating_sub(start)).unwrap_or(1).max(1)
}

/// The index of the edge that this one was made one with.
fn column_of(grid: &[i32], edge: i32) -> usize {
    grid.partition_point(|known| *known <= edge)
        .saturating_sub(1)
}

fn is_empty(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.inlines.is_empty())
}

impl RowShape {
    /// Changes one property. `old` for those of Word 6 and 95.
    pub(super) fn apply(&mut self, sprm: &Sprm<'_>, old: bool) {
        match sprm.code {
            0x5400 | 0x548A => {
                self.align = match sprm.word() {
                    1 => Some(Align::Center),
                    2 => Some(Align::Right),
                    _ => None,
                }
            }
            0x3404 => self.header = sprm.byte() != 0,
            0x9407 => {
                let height = f32::from(sprm.short().saturating_abs()) / 20.0;
                self.height = (height > 0.0).then_some(height);
            }
            0xD608 => {
                let _ = self.define(sprm.value, old);
            }
            0xD605 => self.borders = table_borders(sprm.value, 4),
            0xD613 => self.borders = table_borders(sprm.value, 8),
            0xD609 => {
                for (cell, shade) in self.cells.iter_mut().zip(sprm.value.as_chunks::<2>().0) {
                    cell.background = old_shading(u16::from_le_bytes(*shade));
                }
            }
            0xD612 | 0xD616 | 0xD60C => {
                let skip = match sprm.code {
                    0xD616 => 22,
                    0xD60C => 44,
                    _ => 0,
                };
                let cells = self.cells.iter_mut().skip(skip);
                for (cell, shade) in cells.zip(sprm.value.as_chunks::<10>().0) {
                    cell.background = shading(shade);
                }
            }
            0xD62B => {
                if let (Some(index), Some(kind)) = (u8_at(sprm.value, 0), u8_at(sprm.value, 1))
                    && let Some(cell) = self.cells.get_mut(usize::from(index))
                {
                    (cell.below, cell.first_below) = (kind == 1, kind == 3);
                }
            }
            0xD62C => {
                if let (Some(first), Some(behind), Some(kind)) = (
                    u8_at(sprm.value, 0),
                    u8_at(sprm.value, 1),
                    u8_at(sprm.value, 2),
                ) {
                    let count = usize::from(behind.saturating_sub(first));
                    for cell in self.cells.iter_mut().skip(usize::from(first)).take(count) {
                        cell.vertical_align = vertical_align(u16::from(kind));
                    }
                }
            }
            0x5624 => {
                let [first, behind] = sprm.word().to_le_bytes();
                let count = usize::from(behind.saturating_sub(first)).saturating_sub(1);
                let cells = self
                    .cells
                    .iter_mut()
                    .skip(usize::from(first).saturating_add(1));
                cells.take(count).for_each(|cell| cell.joined = true);
            }
            0x7623 => {
                // Cells from one to another become so wide.
                let (Some(first), Some(behind), Some(width)) = (
                    u8_at(sprm.value, 0),
                    u8_at(sprm.value, 1),
                    i16_at(sprm.value, 2),
                ) else {
                    return;
                };
                self.widen(usize::from(first), usize::from(behind), width);
            }
            _ => {}
        }
    }

    fn widen(&mut self, first: usize, behind: usize, width: i16) {
        let mut moved = 0_i32;
        let width = i32::from(width);
        let old = self.edges.clone();
        for (index, pair) in old.windows(2).enumerate() {
            let [left, right] = pair else { continue };
            if (first..behind).contains(&index) {
                moved = moved.saturating_add(width.saturating_sub(right.saturating_sub(*left)));
            }
            if let Some(edge) = self.edges.get_mut(index.saturating_add(1)) {
                *edge = right.saturating_add(moved);
            }
        }
    }

    fn define(&mut self, value: &[u8], old: bool) -> Option<()> {
        let count = usize::from(u8_at(value, 0)?).min(64);
        self.edges = (0..=count)
            .map_while(|index| i16_at(value, index.checked_mul(2)?.checked_add(1)?).map(i32::from))
            .collect();
        // Broken files have edges that go back.
        let mut reached = i32::MIN;
        for edge in &mut self.edges {
            reached = reached.max(*edge);
            *edge = reached;
        }
        let before = count.checked_add(1)?.checked_mul(2)?.checked_add(1)?;
        let (size, border) = if old { (10, 2) } else { (20, 4) };
        self.cells = (0..count)
            .map(|index| {
                let at = before.saturating_add(index.saturating_mul(size));
                part(value, at, size)
                    .map(|cell| CellShape::read(cell, border))
                    .unwrap_or_default()
            })
            .collect();
        Some(())
    }
}

impl CellShape {
    fn read(cell: &[u8], border: usize) -> Self {
        let flags = u16_at(cell, 0).unwrap_or(0);
        let side = |index: usize| {
            if border == 4 {
                line(
                    cell.get(4_usize.saturating_add(index.saturating_mul(4))..)
                        .unwrap_or_default(),
                    4,
                )
            } else {
                None
            }
        };
        Self {
            joined: flags & 2 != 0 && flags & 1 == 0,
            below: flags & 0x20 != 0,
            first_below: flags & 0x40 != 0,
            vertical_align: vertical_align(flags >> 7 & 3),
            borders: Borders {
                top: side(0),
                left: side(1),
                bottom: side(2),
                right: side(3),
                ..Borders::default()
            },
            background: None,
        }
    }
}

fn vertical_align(value: u16) -> VerticalAlign {
    match value {
        1 => VerticalAlign::Middle,
        2 => VerticalAlign::Bottom,
        _ => VerticalAlign::Top,
    }
}

/// A line in 4 bytes (Word 97, an indexed colour) or 8 (a direct one); `None` where nothing is said.
fn line(bytes: &[u8], size: usize) -> Option<Border> {
    let (width, kind, color) = if size == 4 {
        if u32_at(bytes, 0)? == u32::MAX {
            return None;
        }
        (
            u8_at(bytes, 0)?,
            u8_at(bytes, 1)?,
            indexed_color(u8_at(bytes, 2)?),
        )
    } else {
        (
            u8_at(bytes, 4)?,
            u8_at(bytes, 5)?,
            direct_color(u32_at(bytes, 0)?),
        )
    };
    if kind == 0 || kind == 0xFF {
        return None;
    }
    Some(Border {
        width: f32::from(width) / 8.0,
        color: color.unwrap_or_default(),
    })
}

fn table_borders(value: &[u8], size: usize) -> Borders {
    let side = |index: usize| {
        line(
            value.get(index.saturating_mul(size)..).unwrap_or_default(),
            size,
        )
    };
    Borders {
        top: side(0),
        left: side(1),
        bottom: side(2),
        right: side(3),
        inside_horizontal: side(4),
        inside_vertical: side(5),
    }
}
