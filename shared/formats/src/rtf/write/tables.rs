//! Tables: each row says where its cells end; cells over several rows are said in each of them.

use std::fmt::Write;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Align, Block, Border, Borders, Cell, Row, Table, VerticalAlign};

use super::blocks::END;
use super::{Out, Place, twips};

/// A cell of a row: one that begins there, or the rest of one from above, with the columns that it takes.
struct Part<'t> {
    cell: &'t Cell,
    begins: bool,
    columns: usize,
}

/// Columns that are written: more fit on no page.
const MOST_COLUMNS: usize = 512;

impl Out<'_, '_, '_> {
    pub(super) fn table(&mut self, table: &Table, place: Place) -> Result<(), ConvertError> {
        let place = Place {
            tables: place.tables.saturating_add(1),
            indent: 0,
            lists: 0,
            ..place
        };
        // For each column a cell from above that takes it still, and for how many rows.
        let mut above: Vec<Option<(&Cell, u32)>> = Vec::new();
        for row in &table.rows {
            let parts = parts(row, &mut above);
            if parts.is_empty() {
                continue;
            }
            let description = self.describe(table, row, &parts);
            if place.tables == 1 {
                self.text.push_str(&description);
                self.text.push('\n');
            }
            for part in &parts {
                if part.begins {
                    self.blocks(&part.cell.blocks, place)?;
                }
                self.end_cell(part, place);
            }
            if place.tables == 1 {
                self.text.push_str("\\row\n");
            } else {
                let _ = writeln!(
                    self.text,
                    "{{\\*\\nesttableprops{description}\\nestrow}}{{\\nonesttables\\par}}"
                );
            }
        }
        if place.tables == 1 {
            self.text.push_str("\\pard ");
        }
        Ok(())
    }

    /// Ends a cell: its last paragraph ends with it.
    fn end_cell(&mut self, part: &Part<'_>, place: Place) {
        let open = part.begins
            && matches!(part.cell.blocks.last(), Some(block) if !matches!(block, Block::Table(_)));
        if open && self.text.ends_with(END) {
            let length = self.text.len().saturating_sub(END.len());
            self.text.truncate(length);
        } else {
            self.begin("\\pard\\plain", place);
        }
        self.text.push_str(if place.tables == 1 {
            "\\cell\n"
        } else {
            "\\nestcell\n"
        });
    }

    fn describe(&mut self, table: &Table, row: &Row, parts: &[Part<'_>]) -> String {
        let mut words = "\\trowd\\trgaph108".to_owned();
        words.push_str(match table.align {
            Some(Align::Center) => "\\trqc",
            Some(Align::Right) => "\\trqr",
            _ => "",
        });
        if row.header {
            words.push_str("\\trhdr");
        }
        if let Some(height) = row.height {
            let _ = write!(words, "\\trrh{}", twips(height));
        }
        let mut column = 0_usize;
        let mut edge = 0_i32;
        for part in parts {
            if part.cell.row_span > 1 {
                words.push_str(if part.begins { "\\clvmgf" } else { "\\clvmrg" });
            }
            words.push_str(match part.cell.vertical_align {
                VerticalAlign::Top => "",
                VerticalAlign::Middle => "\\clvertalc",
                VerticalAlign::Bottom => "\\clvertalb",
            });
            self.borders(&mut words, &part.cell.borders, &table.borders);
            if let Some(color) = part.cell.background {
                let _ = write!(words, "\\clcbpat{}", self.color(color));
            }
            for _ in 0..part.columns {
                edge = edge.saturating_add(self.width(table, column));
                column = column.saturating_add(1);
            }
            let _ = write!(words, "\\cellx{edge}");
        }
        words
    }

    /// The width of a column in twentieths of a point; of those without one the page is shared out.
    fn width(&self, table: &Table, column: usize) -> i32 {
        let known = table.columns.get(column).copied().flatten();
        let width = known.unwrap_or_else(|| {
            let page = &self.document.page;
            let text = page.width - page.margins.left - page.margins.right;
            text.max(72.0) / table.columns.len().max(1) as f32
        });
        twips(width).max(20)
    }

    fn borders(&mut self, words: &mut String, own: &Borders, table: &Borders) {
        let sides = [
            (
                "\\clbrdrt",
                own.top.or(table.inside_horizontal).or(table.top),
            ),
            (
                "\\clbrdrl",
                own.left.or(table.inside_vertical).or(table.left),
            ),
            (
                "\\clbrdrb",
                own.bottom.or(table.inside_horizontal).or(table.bottom),
            ),
            (
                "\\clbrdrr",
                own.right.or(table.inside_vertical).or(table.right),
            ),
        ];
        for (word, line) in sides {
            if let Some(Border { width, color }) = line.filter(|line| line.width > 0.0) {
                let color = self.color(color);
                let _ = write!(
                    words,
                    "{word}\\brdrs\\brdrw{}\\brdrcf{color}",
                    twips(width).clamp(1, 75)
                );
            }
        }
    }
}

/// The cells of a row, with the rest of those from above.
fn parts<'t>(row: &'t Row, above: &mut Vec<Option<(&'t Cell, u32)>>) -> Vec<Part<'t>> {
    let mut parts: Vec<Part<'t>> = Vec::new();
    let mut column = 0_usize;
    let mut cells = row.cells.iter();
    while column < MOST_COLUMNS {
        if let Some((cell, _)) = above.get(column).copied().flatten() {
            let columns = span(cell, column);
            for slot in above.iter_mut().skip(column).take(columns) {
                *slot = slot
                    .and_then(|(cell, left)| (left > 1).then(|| (cell, left.saturating_sub(1))));
            }
            parts.push(Part {
                cell,
                begins: false,
                columns,
            });
            column = column.saturating_add(columns);
            continue;
        }
        let Some(cell) = cells.next() else {
            // Cells from above may stand further on; gaps before them are left out.
            if above.iter().skip(column).all(Option::is_none) {
                break;
            }
            column = column.saturating_add(1);
            continue;
        };
        let columns = span(cell, column);
        let behind = column.saturating_add(columns);
        if above.len() < behind {
            above.resize(behind, None);
        }
        if cell.row_span > 1 {
            for slot in above.iter_mut().skip(column).take(columns) {
                *slot = Some((cell, cell.row_span.saturating_sub(1)));
            }
        }
        parts.push(Part {
            cell,
            begins: true,
            columns,
        });
        column = behind;
    }
    parts
}

fn span(cell: &Cell, column: usize) -> usize {
    let most = MOST_COLUMNS.saturating_sub(column).max(1);
    usize::try_from(cell.column_span)
        .unwrap_or(1)
        .clamp(1, most)
}
