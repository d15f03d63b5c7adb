//! References to cells (MS-XLS 2.5.198.84 and 2.5.198.27).

use std::fmt::Write;

use spindle_ooxml::sheet::reference::push_col;

use super::Bytes;

/// Rows of a sheet of BIFF8 and of BIFF5; columns of both.
const ROWS: u32 = 65_536;
const OLD_ROWS: u32 = 16_384;
const COLUMNS: u32 = 256;

/// A corner of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    row: u32,
    column: u32,
    row_moves: bool,
    column_moves: bool,
}

impl Corner {
    fn new(row: u16, column: u16, is_biff8: bool) -> Self {
        let (flags, row, column) = if is_biff8 {
            (column, row, column & 0x3fff)
        } else {
            (row, row & 0x3fff, column & 0xff)
        };
        Self {
            row: u32::from(row),
            column: u32::from(column),
            row_moves: flags & 0x8000 != 0,
            column_moves: flags & 0x4000 != 0,
        }
    }

    /// The corner for a cell where it says how far it is away; sheets go round at their ends.
    pub(super) fn from(self, home: (u32, u32), is_biff8: bool) -> Self {
        let rows = if is_biff8 { ROWS } else { OLD_ROWS };
        let row = if self.row_moves {
            self.row.wrapping_add(home.0) % rows
        } else {
            self.row
        };
        let column = if self.column_moves {
            (self.column & 0xff).wrapping_add(home.1) % COLUMNS
        } else {
            self.column
        };
        Self {
            row,
            column,
            ..self
        }
    }
}

/// Reads one cell.
pub(super) fn cell(bytes: &mut Bytes<'_>, is_biff8: bool) -> Option<Corner> {
    let row = bytes.u16()?;
    let column = column(bytes, is_biff8)?;
    Some(Corner::new(row, column, is_biff8))
}

/// Reads the corners of an area.
pub(super) fn area(bytes: &mut Bytes<'_>, is_biff8: bool) -> Option<(Corner, Corner)> {
    let (first_row, last_row) = (bytes.u16()?, bytes.u16()?);
    let first_column = column(bytes, is_biff8)?;
    let last_column = column(bytes, is_biff8)?;
    Some((
        Corner::new(first_row, first_column, is_biff8),
        Corner::new(last_row, last_column, is_biff8),
    ))
}

fn column(bytes: &mut Bytes<'_>, is_biff8: bool) -> Option<u16> {
    if is_biff8 {
        bytes.u16()
    } else {
        bytes.u8().map(u16::from)
    }
}

/// Writes a cell.
pub(super) fn push_cell(corner: Corner, out: &mut String) {
    push_column(corner, out);
    push_row(corner, out);
}

fn push_column(corner: Corner, out: &mut String) {
    if !corner.column_moves {
        out.push('$');
    }
    push_col(out, corner.column);
}

fn push_row(corner: Corner, out: &mut String) {
    if !corner.row_moves {
        out.push('$');
    }
    let _ = write!(out, "{}", corner.row + 1);
}

/// Writes an area; one from the first to the last row is written as columns, the other way round as rows.
pub(super) fn push_area(first: Corner, last: Corner, is_biff8: bool, out: &mut String) {
    let rows = if is_biff8 { ROWS } else { OLD_ROWS };
    if first.row == 0 && last.row == rows - 1 {
        push_column(first, out);
        out.push(':');
        push_column(last, out);
    } else if first.column == 0 && last.column == COLUMNS - 1 {
        push_row(first, out);
        out.push(':');
        push_row(last, out);
    } else {
        push_cell(first, out);
        out.push(':');
        push_cell(last, out);
    }
}
