//! Where columns and rows stand, in points.

use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS, Sheet};

/// English Metric Units in a point (ECMA-376 Part 1, 20.1.2.1).
pub(super) const EMU: f64 = 12_700.0;
/// Points in a pixel of 96 dpi.
const PIXEL: f32 = 0.75;
/// Pixels of the widest digit in the usual default font (Calibri 11); widths of columns count in it.
const DIGIT: f32 = 7.0;
/// Width of a column of which nothing is said: 64 pixels.
const COLUMN: f32 = 48.0;
/// Height of a row of which nothing is said.
const ROW: f32 = 15.0;

/// A column's width in points, from one in characters as files have it (18.3.1.13).
pub(super) fn points(characters: f32) -> f32 {
    (characters * DIGIT).round().clamp(0.0, 65_535.0) * PIXEL
}

/// The reverse of [`points`].
pub(super) fn characters(points: f32) -> f32 {
    (points / PIXEL).round().clamp(0.0, 65_535.0) / DIGIT
}

/// The sizes of a sheet's columns and rows.
pub(super) struct Geometry<'s> {
    sheet: &'s Sheet,
    column: f32,
    row: f32,
}

impl<'s> Geometry<'s> {
    pub(super) fn new(sheet: &'s Sheet) -> Self {
        Self {
            sheet,
            column: sheet.default_width.unwrap_or(COLUMN),
            row: sheet.default_height.unwrap_or(ROW),
        }
    }

    /// The width of the columns from `first` up to but without `end`.
    pub(super) fn width(&self, first: u32, end: u32) -> f32 {
        let mut width = end.saturating_sub(first) as f32 * self.column;
        for columns in &self.sheet.columns {
            let from = columns.first.max(first);
            let until = columns.last.saturating_add(1).min(end);
            let each = if columns.hidden {
                0.0
            } else {
                columns.width.unwrap_or(self.column)
            };
            width += until.saturating_sub(from) as f32 * (each - self.column);
        }
        width
    }

    /// The height of the rows from `first` up to but without `end`.
    pub(super) fn height(&self, first: u32, end: u32) -> f32 {
        let mut height = end.saturating_sub(first) as f32 * self.row;
        let start = self.sheet.rows.partition_point(|row| row.index < first);
        for row in self.sheet.rows.iter().skip(start) {
            if row.index >= end {
                break;
            }
            let own = if row.hidden {
                0.0
            } else {
                row.height.unwrap_or(self.row)
            };
            height += own - self.row;
        }
        height
    }

    /// The column that a place right of a column's left edge is in, and how far from its own left edge.
    pub(super) fn column_at(&self, mut column: u32, mut offset: f32) -> (u32, f32) {
        while column < MAX_COLUMNS - 1 {
            let width = self.width(column, column + 1);
            if offset < width {
                break;
            }
            offset -= width;
            column += 1;
        }
        (column, offset)
    }

    /// The row that a place below a row's upper edge is in, and how far from its own upper edge.
    pub(super) fn row_at(&self, mut row: u32, mut offset: f32) -> (u32, f32) {
        // Heights are asked for in steps that halve: a picture far down must not cost a walk over every row.
        let mut step = MAX_ROWS / 2;
        while step > 0 {
            if let Some(end) = row.checked_add(step).filter(|end| *end < MAX_ROWS) {
                let height = self.height(row, end);
                if height <= offset {
                    offset -= height;
                    row = end;
                }
            }
            step /= 2;
        }
        (row, offset)
    }
}

#[cfg(test)]
mod tests {
    use spindle_model::workbook::{Columns, Row};

    use super::*;

    #[test]
    fn places_are_found_among_columns_and_rows_of_any_size() {
        let sheet = Sheet {
            columns: vec![Columns {
                first: 1,
                last: 2,
                width: Some(10.0),
                ..Columns::default()
            }],
            rows: vec![Row {
                index: 3,
                hidden: true,
                ..Row::default()
            }],
            ..Sheet::default()
        };
        let geometry = Geometry::new(&sheet);
        assert_eq!(geometry.width(0, 4), 48.0 + 20.0 + 48.0);
        assert_eq!(geometry.height(2, 5), 30.0);
        assert_eq!(geometry.column_at(0, 59.0), (2, 1.0));
        assert_eq!(geometry.row_at(2, 16.0), (4, 1.0));
        assert_eq!(geometry.row_at(0, 1.0e6 * 15.0).0, 1_000_001);
    }

    #[test]
    fn widths_make_the_round_trip() {
        for pixels in [0.0, 1.0, 64.0, 255.0, 1790.0] {
            assert_eq!(points(characters(pixels * PIXEL)), pixels * PIXEL);
        }
        assert_eq!(points(9.140_625), 48.0);
    }
}
