//! Rows of tables as pieces: drawn whole, or divided where a page ends.

use std::rc::Rc;

use spindle_model::document::{Border, Color, VerticalAlign};

use super::{Dash, Item, ItemKind, NodeId, Piece, height};

/// Rows that hang together: mostly one.
#[derive(Debug, Clone)]
pub(crate) struct TableRow {
    /// Heights of the rows.
    pub(crate) heights: Vec<f32>,
    pub(crate) cells: Vec<CellBox>,
    /// Whether its upper lines are drawn: it is the first of its table. At the top of a page they are drawn as well.
    pub(crate) first: bool,
    /// Rows that stand above it on every further page.
    pub(crate) header: Option<Rc<Vec<Piece>>>,
    /// What stands beside it.
    pub(crate) front: Vec<Item>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(crate) struct CellBox {
    /// Its first row, and how many it takes.
    pub(crate) row: usize,
    pub(crate) rows: usize,
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// Space above and below its text.
    pub(crate) padding: f32,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) background: Option<Color>,
    pub(crate) align: VerticalAlign,
    pub(crate) top: Option<Border>,
    pub(crate) right: Option<Border>,
    pub(crate) bottom: Option<Border>,
    pub(crate) left: Option<Border>,
}

impl CellBox {
    /// Height of what is in it, with the space around.
    pub(crate) fn needs(&self) -> f32 {
        height(&self.pieces) + 2.0 * self.padding
    }
}

impl TableRow {
    /// Heights of all rows together.
    pub(crate) fn height(&self) -> f32 {
        self.heights.iter().sum()
    }

    pub(super) fn notes(&self) -> Vec<usize> {
        self.cells
            .iter()
            .flat_map(|cell| &cell.pieces)
            .flat_map(Piece::all_notes)
            .collect()
    }

    /// Makes rows as high as their cells need.
    pub(super) fn fit(&mut self) {
        for cell in &self.cells {
            if cell.rows == 1
                && let Some(height) = self.heights.get_mut(cell.row)
            {
                *height = height.max(cell.needs());
            }
        }
        for cell in self.cells.iter().filter(|cell| cell.rows > 1) {
            let end = cell.row.saturating_add(cell.rows);
            if let Some(rows) = self.heights.get_mut(cell.row..end) {
                let missing = cell.needs() - rows.iter().sum::<f32>();
                if let Some(last) = rows.last_mut()
                    && missing > 0.0
                {
                    *last += missing;
                }
            }
        }
    }

    /// Divides it so that the first part is not higher than `available`; `None` when nothing of it has room there.
    pub(crate) fn split(self, available: f32) -> Option<(Self, Self)> {
        let mut sum = 0.0;
        let whole = self
            .heights
            .iter()
            .take_while(|height| {
                sum += **height;
                sum <= available + 0.01
            })
            .count();
        if whole >= self.heights.len() {
            return None;
        }
        // Where no whole row has room, the first is divided itself.
        let (rows, room) = if whole > 0 {
            (whole, None)
        } else {
            (1, Some(available))
        };
        let kept: Vec<f32> = self.heights.get(..rows)?.to_vec();
        let mut upper = Self {
            heights: kept,
            cells: Vec::new(),
            first: self.first,
            header: self.header.clone(),
            front: self.front,
        };
        let keeps_first = room.is_some();
        let mut lower = Self {
            heights: self
                .heights
                .get(if keeps_first { 0 } else { rows }..)?
                .to_vec(),
            cells: Vec::new(),
            first: false,
            header: self.header,
            front: Vec::new(),
        };
        if keeps_first && let Some(first) = lower.heights.first_mut() {
            *first = 0.0;
        }
        let mut moved = false;
        for mut cell in self.cells {
            let end = cell.row.saturating_add(cell.rows);
            if cell.row >= rows {
                lower.cells.push(CellBox {
                    row: cell.row.saturating_sub(if keeps_first { 0 } else { rows }),
                    ..cell
                });
                continue;
            }
            if end <= rows && room.is_none() {
                upper.cells.push(cell);
                continue;
            }
            let above: f32 = upper.heights.get(cell.row..rows)?.iter().sum();
            let inside = room.unwrap_or(above) - 2.0 * cell.padding;
            let (here, there) = divide(std::mem::take(&mut cell.pieces), inside);
            moved |= !here.is_empty();
            let rest = CellBox {
                row: 0,
                rows: if keeps_first {
                    cell.rows
                } else {
                    end.saturating_sub(rows)
                },
                pieces: there,
                ..cell.clone_without_pieces()
            };
            upper.cells.push(CellBox {
                rows: rows.saturating_sub(cell.row),
                pieces: here,
                ..cell.clone_without_pieces()
            });
            lower.cells.push(rest);
        }
        if keeps_first && !moved {
            return None;
        }
        if keeps_first && let Some(first) = upper.heights.first_mut() {
            *first = 0.0;
        }
        upper.fit();
        lower.fit();
        Some((upper, lower))
    }

    pub(super) fn draw(self, x: f32, y: f32, at_top: bool, out: &mut Vec<Item>) {
        let mut tops = Vec::with_capacity(self.heights.len());
        let mut sum = y;
        for height in &self.heights {
            tops.push(sum);
            sum += height;
        }
        tops.push(sum);
        let top = |row: usize| tops.get(row).copied().unwrap_or(sum);
        let upper = self.first || at_top;
        for cell in &self.cells {
            let (from, to) = (top(cell.row), top(cell.row.saturating_add(cell.rows)));
            if let Some(color) = cell.background {
                out.push(Item {
                    x: x + cell.x,
                    y: from,
                    node: NodeId::ARTIFACT,
                    kind: ItemKind::Fill {
                        width: cell.width,
                        height: to - from,
                        color,
                    },
                });
            }
        }
        for cell in &self.cells {
            let (from, to) = (top(cell.row), top(cell.row.saturating_add(cell.rows)));
            let (left, right) = (x + cell.x, x + cell.x + cell.width);
            if upper && cell.row == 0 {
                line(cell.top, (left, from), (right - left, 0.0), out);
            }
            line(cell.bottom, (left, to), (right - left, 0.0), out);
            line(cell.left, (left, from), (0.0, to - from), out);
            line(cell.right, (right, from), (0.0, to - from), out);
        }
        out.extend(self.front.into_iter().map(|item| Item {
            x: item.x + x,
            y: item.y + y + 12.0,
            ..item
        }));
        for cell in self.cells {
            let (from, to) = (top(cell.row), top(cell.row.saturating_add(cell.rows)));
            let free = (to - from - cell.needs()).max(0.0);
            let mut y = from
                + cell.padding
                + match cell.align {
                    VerticalAlign::Top => 0.0,
                    VerticalAlign::Middle => free / 2.0,
                    VerticalAlign::Bottom => free,
                };
            for (index, piece) in cell.pieces.into_iter().enumerate() {
                y += piece.before;
                let height = piece.height;
                piece.draw(x, y, index == 0, out);
                y += height;
            }
        }
    }
}

impl CellBox {
    fn clone_without_pieces(&self) -> Self {
        Self {
            pieces: Vec::new(),
            ..*self
        }
    }
}

/// The pieces that have room in `height` points, and the others.
fn divide(pieces: Vec<Piece>, height: f32) -> (Vec<Piece>, Vec<Piece>) {
    let (mut here, mut there) = (Vec::new(), Vec::new());
    let mut used = 0.0;
    for mut piece in pieces {
        if !there.is_empty() {
            there.push(piece);
            continue;
        }
        let next = used + piece.before + piece.height;
        if next <= height + 0.01 {
            used = next;
            here.push(piece);
            continue;
        }
        if let super::Body::Row(row) = piece.body {
            let available = height - used - piece.before;
            match (*row).clone().split(available) {
                Some((upper, lower)) => {
                    here.push(row_piece(upper, piece.before, piece.decorations.clone()));
                    there.push(row_piece(lower, 0.0, piece.decorations));
                }
                None => {
                    piece.body = super::Body::Row(row);
                    there.push(piece);
                }
            }
        } else {
            there.push(piece);
        }
    }
    if let Some(first) = there.first_mut() {
        first.before = 0.0;
    }
    (here, there)
}

/// A row as a piece.
pub(crate) fn row_piece(row: TableRow, before: f32, decorations: Vec<super::Decoration>) -> Piece {
    let mut piece = Piece::new(before, row.height(), Vec::new());
    piece.body = super::Body::Row(Box::new(row));
    piece.decorations = decorations;
    piece
}

fn line(border: Option<Border>, (x, y): (f32, f32), (dx, dy): (f32, f32), out: &mut Vec<Item>) {
    if let Some(border) = border.filter(|border| border.width > 0.0) {
        out.push(Item {
            x,
            y,
            node: NodeId::ARTIFACT,
            kind: ItemKind::Stroke {
                dx,
                dy,
                width: border.width.min(12.0),
                color: border.color,
                dash: Dash::Solid,
            },
        });
    }
}
