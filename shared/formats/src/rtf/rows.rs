//! Rows of tables: cells are told by where they end, with what is said of them before.

use spindle_model::document::{Align, Border, Borders, Color, VerticalAlign};

use super::parser::Parser;
use crate::doc::tables::{CellShape, RowShape};

/// The rows that hold: of the outermost table, and of nested ones.
#[derive(Default)]
pub(super) struct Rows {
    outer: RowState,
    nested: RowState,
}

#[derive(Default)]
struct RowState {
    shape: RowShape,
    left: i32,
    cell: CellShape,
    /// The line that is being described.
    line: Line,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Line {
    #[default]
    None,
    Cell(Side),
    Row(Side),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Top,
    Left,
    Bottom,
    Right,
    InsideHorizontal,
    InsideVertical,
}

/// Cells of a row that are kept.
const MOST_CELLS: usize = 256;

impl Parser<'_, '_> {
    /// Words of rows; answers whether it was one.
    pub(super) fn row_word(&mut self, word: &str, number: i32, nested: bool) -> bool {
        let color = usize::try_from(number)
            .ok()
            .and_then(|index| self.colors.get(index).copied().flatten());
        let row = if nested {
            &mut self.rows.nested
        } else {
            &mut self.rows.outer
        };
        row.word(word, number, color)
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self, nested: bool) {
        let depth = self.target().map_or(0, |target| target.depth());
        let (row, depth) = if nested {
            (&self.rows.nested, depth)
        } else {
            (&self.rows.outer, 1)
        };
        let shape = row.shape.clone();
        if let Some(target) = self.target() {
            target.end_row(depth, shape);
        }
    }
}

impl RowState {
    fn word(&mut self, word: &str, number: i32, color: Option<Color>) -> bool {
        match word {
            "trowd" => *self = Self::default(),
            "trleft" => self.left = number,
            "trhdr" => self.shape.header = true,
            "trrh" => {
                let height = number.unsigned_abs() as f32 / 20.0;
                self.shape.height = (height > 0.0).then_some(height);
            }
            "trqc" => self.shape.align = Some(Align::Center),
            "trqr" => self.shape.align = Some(Align::Right),
            "cellx" => self.end_cell(number),
            "clmrg" => self.cell.joined = true,
            "clvmgf" => self.cell.first_below = true,
            "clvmrg" => self.cell.below = true,
            "clvertalt" => self.cell.vertical_align = VerticalAlign::Top,
            "clvertalc" => self.cell.vertical_align = VerticalAlign::Middle,
            "clvertalb" => self.cell.vertical_align = VerticalAlign::Bottom,
            "clcbpat" => self.cell.background = color,
            "clbrdrt" => self.line = Line::Cell(Side::Top),
            "clbrdrl" => self.line = Line::Cell(Side::Left),
            "clbrdrb" => self.line = Line::Cell(Side::Bottom),
            "clbrdrr" => self.line = Line::Cell(Side::Right),
            "trbrdrt" => self.line = Line::Row(Side::Top),
            "trbrdrl" => self.line = Line::Row(Side::Left),
            "trbrdrb" => self.line = Line::Row(Side::Bottom),
            "trbrdrr" => self.line = Line::Row(Side::Right),
            "trbrdrh" => self.line = Line::Row(Side::InsideHorizontal),
            "trbrdrv" => self.line = Line::Row(Side::InsideVertical),
            "brdrnone" | "brdrnil" => self.line(|line| *line = None),
            "brdrs" | "brdrth" | "brdrdb" | "brdrdot" | "brdrdash" | "brdrhair" => {
                self.line(|line| {
                    line.get_or_insert(Border {
                        width: 0.5,
                        color: Color::BLACK,
                    });
                });
            }
            "brdrw" => self.line(|line| {
                if let Some(line) = line {
                    line.width = number as f32 / 20.0;
                }
            }),
            "brdrcf" => self.line(|line| {
                if let Some(line) = line {
                    line.color = color.unwrap_or(Color::BLACK);
                }
            }),
            _ => return false,
        }
        true
    }

    /// Lines of paragraphs are none of a table's: after the row is described they change nothing that counts.
    fn line(&mut self, change: impl FnOnce(&mut Option<Border>)) {
        let (borders, side): (&mut Borders, Side) = match self.line {
            Line::None => return,
            Line::Cell(side) => (&mut self.cell.borders, side),
            Line::Row(side) => (&mut self.shape.borders, side),
        };
        change(match side {
            Side::Top => &mut borders.top,
            Side::Left => &mut borders.left,
            Side::Bottom => &mut borders.bottom,
            Side::Right => &mut borders.right,
            Side::InsideHorizontal => &mut borders.inside_horizontal,
            Side::InsideVertical => &mut borders.inside_vertical,
        });
    }

    fn end_cell(&mut self, edge: i32) {
        let cell = std::mem::take(&mut self.cell);
        self.line = Line::None;
        if self.shape.cells.len() >= MOST_CELLS {
            return;
        }
        if self.shape.edges.is_empty() {
            self.shape.edges.push(self.left);
        }
        // Edges that go back are those of broken files.
        let before = self.shape.edges.last().copied().unwrap_or(0);
        self.shape
            .edges
            .push(edge.clamp(before, 100_000.max(before)));
        self.shape.cells.push(cell);
    }
}
