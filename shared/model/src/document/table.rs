//! Tables of a document.

use super::{Align, Block, Color};

/// A table. A cell that spans rows stands in the first of them only, as in HTML.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Widths of the columns in points, where known.
    pub columns: Vec<Option<f32>>,
    /// Alignment of each column's text, where it is said for the column.
    pub column_align: Vec<Option<Align>>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Lines around and between the cells, where the cells do not say.
    pub borders: Borders,
    /// Where the table stands between the margins.
    pub align: Option<Align>,
    /// Id of a style in `Document::styles`.
    pub style: Option<std::sync::Arc<str>>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The row's id in an editor, where it has one.
    pub id: Option<String>,
    /// Whether it says what the columns are, and is repeated on every page.
    pub header: bool,
    /// At least so high, in points.
    pub height: Option<f32>,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it says.
    pub blocks: Vec<Block>,
    /// Columns that it takes, 1 or more.
    pub column_span: u32,
    /// Rows that it takes, 1 or more.
    pub row_span: u32,
    /// Colour behind it.
    pub background: Option<Color>,
    /// Where its text stands.
    pub vertical_align: VerticalAlign,
    /// Its own lines.
    pub borders: Borders,
}

/// Lines at the four sides; for a table also those between its cells.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Borders {
    /// Above.
    pub top: Option<Border>,
    /// At the right.
    pub right: Option<Border>,
    /// Below.
    pub bottom: Option<Border>,
    /// At the left.
    pub left: Option<Border>,
    /// Between rows; of tables.
    pub inside_horizontal: Option<Border>,
    /// Between columns; of tables.
    pub inside_vertical: Option<Border>,
}

/// A line. One of width 0 is none, whatever the table says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Border {
    /// Its width in points.
    pub width: f32,
    /// Its colour.
    pub color: Color,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VerticalAlign {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            column_span: 1,
            row_span: 1,
            background: None,
            vertical_align: VerticalAlign::Top,
            borders: Borders::default(),
        }
    }
}

impl Borders {
    /// The same line everywhere.
    pub fn all(border: Border) -> Self {
        let border = Some(border);
        Self {
            top: border,
            right: border,
            bottom: border,
            left: border,
            inside_horizontal: border,
            inside_vertical: border,
        }
    }
}
