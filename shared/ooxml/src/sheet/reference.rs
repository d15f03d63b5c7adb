//! Cells and ranges by their names: the A1 and R1C1 styles (ECMA-376 Part 1, 18.17.2.3).

use std::fmt::Write;

/// Rows of a worksheet.
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns of a worksheet.
pub const MAX_COLS: u32 = 16_384;

/// One cell, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellPos {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u32,
}

impl CellPos {
    /// The cell in this row and column, both from 0.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// Reads `B3` or `$B$3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match Corner::parse(text)? {
            Corner {
                row: Some(row),
                col: Some(col),
            } => Some(Self { row, col }),
            _ => None,
        }
    }

    /// Writes `B3`.
    #[must_use]
    pub fn name(self) -> String {
        let mut out = String::new();
        push_col(&mut out, self.col);
        let _ = write!(out, "{}", self.row + 1);
        out
    }
}

/// A rectangle of cells; `last` is inside and never before `first`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Area {
    /// Top left cell.
    pub first: CellPos,
    /// Bottom right cell.
    pub last: CellPos,
}

impl Area {
    /// The rectangle between two corners, whichever they are.
    #[must_use]
    pub fn new(a: CellPos, b: CellPos) -> Self {
        Self {
            first: CellPos::new(a.row.min(b.row), a.col.min(b.col)),
            last: CellPos::new(a.row.max(b.row), a.col.max(b.col)),
        }
    }

    /// The area of one cell.
    #[must_use]
    pub fn cell(row: u32, col: u32) -> Self {
        Self::new(CellPos::new(row, col), CellPos::new(row, col))
    }

    /// All cells of a worksheet.
    #[must_use]
    pub fn sheet() -> Self {
        Self::new(CellPos::new(0, 0), CellPos::new(MAX_ROWS - 1, MAX_COLS - 1))
    }

    /// Reads `B3`, `B3:D9`, `B:D`, `3:9`, with or without `$`; corners in any order.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = match text.split_once(':') {
            Some((first, last)) => (Corner::parse(first)?, Corner::parse(last)?),
            None => {
                let cell = CellPos::parse(text)?;
                return Some(Self::new(cell, cell));
            }
        };
        match (first, last) {
            (
                Corner {
                    row: Some(r1),
                    col: Some(c1),
                },
                Corner {
                    row: Some(r2),
                    col: Some(c2),
                },
            ) => Some(Self::new(CellPos::new(r1, c1), CellPos::new(r2, c2))),
            (
                Corner {
                    row: None,
                    col: Some(c1),
                },
                Corner {
                    row: None,
                    col: Some(c2),
                },
            ) => Some(Self::new(
                CellPos::new(0, c1),
                CellPos::new(MAX_ROWS - 1, c2),
            )),
            (
                Corner {
                    row: Some(r1),
                    col: None,
                },
                Corner {
                    row: Some(r2),
                    col: None,
                },
            ) => Some(Self::new(
                CellPos::new(r1, 0),
                CellPos::new(r2, MAX_COLS - 1),
            )),
            _ => None,
        }
    }

    /// Writes `B3` or `B3:D9`, as the attributes `ref` and `sqref` have it.
    #[must_use]
    pub fn name(self) -> String {
        if self.first == self.last {
            self.first.name()
        } else {
            format!("{}:{}", self.first.name(), self.last.name())
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(self) -> u32 {
        self.last.row - self.first.row + 1
    }

    /// Number of columns.
    #[must_use]
    pub fn cols(self) -> u32 {
        self.last.col - self.first.col + 1
    }

    /// Number of cells.
    #[must_use]
    pub fn count(self) -> u64 {
        u64::from(self.rows()) * u64::from(self.cols())
    }

    /// Whether it is one cell.
    #[must_use]
    pub fn is_cell(self) -> bool {
        self.first == self.last
    }

    /// Whether it has whole rows.
    #[must_use]
    pub fn is_rows(self) -> bool {
        self.first.col == 0 && self.last.col == MAX_COLS - 1
    }

    /// Whether it has whole columns.
    #[must_use]
    pub fn is_cols(self) -> bool {
        self.first.row == 0 && self.last.row == MAX_ROWS - 1
    }

    /// Whether the cell is inside.
    #[must_use]
    pub fn contains(self, cell: CellPos) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.col..=self.last.col).contains(&cell.col)
    }

    /// Whether the whole of `other` is inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.contains(other.first) && self.contains(other.last)
    }

    /// The cells that both have.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let first = CellPos::new(
            self.first.row.max(other.first.row),
            self.first.col.max(other.first.col),
        );
        let last = CellPos::new(
            self.last.row.min(other.last.row),
            self.last.col.min(other.last.col),
        );
        (first.row <= last.row && first.col <= last.col).then_some(Self { first, last })
    }

    /// The rectangle around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            first: CellPos::new(
                self.first.row.min(other.first.row),
                self.first.col.min(other.first.col),
            ),
            last: CellPos::new(
                self.last.row.max(other.last.row),
                self.last.col.max(other.last.col),
            ),
        }
    }

    /// The same size elsewhere; `None` when it would leave the worksheet.
    #[must_use]
    pub fn shifted(self, rows: i64, cols: i64) -> Option<Self> {
        let row = u32::try_from(i64::from(self.first.row) + rows).ok()?;
        let col = u32::try_from(i64::from(self.first.col) + cols).ok()?;
        Self::sized(row, col, self.rows(), self.cols())
    }

    /// The area of `rows` by `cols` cells from a top left cell; `None` when it is empty or leaves the worksheet.
    #[must_use]
    pub fn sized(row: u32, col: u32, rows: u32, cols: u32) -> Option<Self> {
        let last = CellPos::new(
            row.checked_add(rows)?.checked_sub(1)?,
            col.checked_add(cols)?.checked_sub(1)?,
        );
        let inside = rows > 0 && cols > 0 && last.row < MAX_ROWS && last.col < MAX_COLS;
        inside.then_some(Self {
            first: CellPos::new(row, col),
            last,
        })
    }
}

/// One side of a `:`; a whole column has no row, a whole row no column.
struct Corner {
    row: Option<u32>,
    col: Option<u32>,
}

impl Corner {
    fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('$').map_or(text, |rest| rest);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, rest) = text.split_at_checked(letters)?;
        let col = if name.is_empty() {
            None
        } else {
            Some(parse_col(name)?)
        };
        let rest = if col.is_some() {
            rest.strip_prefix('$').unwrap_or(rest)
        } else {
            rest
        };
        let row = if rest.is_empty() {
            None
        } else {
            Some(parse_row(rest)?)
        };
        (col.is_some() || row.is_some()).then_some(Self { row, col })
    }
}

/// Reads the letters of a column: `A` is 0, `XFD` is 16,383.
#[must_use]
pub fn parse_col(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut col = 0;
    for byte in letters.bytes() {
        if !byte.is_ascii_alphabetic() {
            return None;
        }
        col = col * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
    }
    (col <= MAX_COLS).then(|| col - 1)
}

/// Reads a row's number, which counts from 1, into one that counts from 0.
#[must_use]
pub fn parse_row(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let row: u32 = digits.parse().ok()?;
    (1..=MAX_ROWS).contains(&row).then(|| row - 1)
}

/// Appends the letters of a column.
pub fn push_col(out: &mut String, col: u32) {
    if col >= 26 {
        push_col(out, col / 26 - 1);
    }
    out.push(char::from(b'A' + (col % 26) as u8));
}

/// The letters of a column.
#[must_use]
pub fn col_name(col: u32) -> String {
    let mut out = String::new();
    push_col(&mut out, col);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_in_letters() {
        for (col, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(col_name(col), name);
            assert_eq!(parse_col(name), Some(col));
        }
        assert_eq!(parse_col("XFE"), None);
        assert_eq!(parse_col(""), None);
        assert_eq!(parse_col("AAAA"), None);
    }

    #[test]
    fn areas_are_read_in_every_spelling() {
        for (text, name) in [
            ("a1", "A1"),
            ("$B$2", "B2"),
            ("C3:A1", "A1:C3"),
            ("A3:C1", "A1:C3"),
            ("A:B", "A1:B1048576"),
            ("$2:1", "A1:XFD2"),
            ("XFD1048576", "XFD1048576"),
        ] {
            assert_eq!(
                Area::parse(text).map(Area::name).as_deref(),
                Some(name),
                "{text}"
            );
        }
        for text in [
            "", "A", "1", "A0", "XFE1", "A1048577", "A1:", ":A1", "A1:B", "A1,B2", "A1:B2:C3",
            "Ä1", "$", "A$", "A1 ", "-1",
        ] {
            assert_eq!(Area::parse(text), None, "{text}");
        }
    }

    #[test]
    fn areas_meet_and_move() {
        let area = Area::parse("B2:D4").unwrap();
        assert_eq!(area.count(), 9);
        assert_eq!(
            area.intersect(Area::parse("C1:C9").unwrap()),
            Area::parse("C2:C4")
        );
        assert_eq!(area.intersect(Area::parse("E1").unwrap()), None);
        assert_eq!(area.shifted(-1, 2), Area::parse("D1:F3"));
        assert_eq!(area.shifted(-2, 0), None);
        assert_eq!(Area::sheet().shifted(1, 0), None);
        assert_eq!(
            area.union(Area::parse("A9").unwrap()),
            Area::parse("A2:D9").unwrap()
        );
    }
}
