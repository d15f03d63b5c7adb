//! Insertion and deletion of cells: where every cell and every reference goes.

use crate::sheet::reference::{Area, CellPos, MAX_COLS, MAX_ROWS};

/// Which way cells go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftKind {
    /// Insertion: what is at and below the area goes down.
    Down,
    /// Insertion: what is at and right of the area goes right.
    Right,
    /// Deletion: what is below the area comes up.
    Up,
    /// Deletion: what is right of the area comes left.
    Left,
}

/// One insertion or deletion of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The cells that are inserted or deleted.
    pub at: Area,
    /// Which way the others go.
    pub kind: ShiftKind,
}

impl Shift {
    /// Whether whole rows move, with all that describes them.
    #[must_use]
    pub fn moves_rows(&self) -> bool {
        self.at.is_rows() && matches!(self.kind, ShiftKind::Down | ShiftKind::Up)
    }

    /// Whether whole columns move.
    #[must_use]
    pub fn moves_cols(&self) -> bool {
        self.at.is_cols() && matches!(self.kind, ShiftKind::Right | ShiftKind::Left)
    }

    /// Where a cell goes; `None` when it is deleted or pushed off the worksheet.
    #[must_use]
    pub fn cell(&self, cell: CellPos) -> Option<CellPos> {
        let moved = self.area(Area::new(cell, cell))?;
        Some(moved.first)
    }

    /// Where the cells of a reference go; `None` when none is left. A reference that the shift would tear apart
    /// stays where it is.
    #[must_use]
    pub fn area(&self, area: Area) -> Option<Area> {
        let Area { first, last } = area;
        match self.kind {
            ShiftKind::Down | ShiftKind::Up => {
                if first.col < self.at.first.col || last.col > self.at.last.col {
                    return Some(area);
                }
                let whole = area.is_cols();
                let (top, bottom) = if whole {
                    (first.row, last.row)
                } else {
                    self.axis(first.row, last.row, false)?
                };
                Some(Area {
                    first: CellPos::new(top, first.col),
                    last: CellPos::new(bottom, last.col),
                })
            }
            ShiftKind::Right | ShiftKind::Left => {
                if first.row < self.at.first.row || last.row > self.at.last.row {
                    return Some(area);
                }
                let whole = area.is_rows();
                let (left, right) = if whole {
                    (first.col, last.col)
                } else {
                    self.axis(first.col, last.col, true)?
                };
                Some(Area {
                    first: CellPos::new(first.row, left),
                    last: CellPos::new(last.row, right),
                })
            }
        }
    }

    /// One axis of a reference, both ends inside.
    fn axis(&self, first: u32, last: u32, across: bool) -> Option<(u32, u32)> {
        let (start, end, limit) = if across {
            (self.at.first.col, self.at.last.col, MAX_COLS)
        } else {
            (self.at.first.row, self.at.last.row, MAX_ROWS)
        };
        let count = end - start + 1;
        match self.kind {
            ShiftKind::Down | ShiftKind::Right => {
                let go = |at: u32| {
                    if at >= start {
                        at.saturating_add(count)
                    } else {
                        at
                    }
                };
                let first = go(first);
                (first < limit).then(|| (first, go(last).min(limit - 1)))
            }
            ShiftKind::Up | ShiftKind::Left => {
                if first >= start && last <= end {
                    return None;
                }
                let first = if first > end {
                    first - count
                } else {
                    first.min(start)
                };
                let last = if last > end {
                    last - count
                } else if last >= start {
                    start.saturating_sub(1)
                } else {
                    last
                };
                Some((first, last))
            }
        }
    }
}
