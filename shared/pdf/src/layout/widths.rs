//! How wide columns of tables are.

use std::rc::Rc;

use spindle_model::document::{Block, Table};

use super::grid::GridCell;
use super::{Layout, Place};
use crate::text::{TAB_STOPS, widths};

/// What a list or quotation takes from the width, for measuring.
const INDENT: f32 = 21.0;

/// The least and the most that something wants.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Wants {
    pub(super) least: f32,
    pub(super) most: f32,
}

impl Layout<'_, '_, '_> {
    /// What blocks want to be wide. Paragraphs stay shaped for when they are laid out, at the same `place`.
    pub(super) fn wants(&mut self, blocks: &[Block], place: &Place) -> Wants {
        let mut wants = Wants::default();
        if place.depth > super::DEEPEST {
            return wants;
        }
        for block in blocks {
            let inner = Place {
                depth: place.depth.saturating_add(1),
                ..place.clone()
            };
            let more = match block {
                Block::Paragraph(paragraph) => {
                    // Text in lists and quotations looks and belongs otherwise: it is shaped again where it stands.
                    let (style, _) = self.styles.paragraph(paragraph, &place.around);
                    let indent = style.start.max(0.0) + style.end.max(0.0);
                    let (shaped, node) = self.shaped(paragraph, place);
                    let (least, most) = widths(&shaped);
                    let address = std::ptr::from_ref(paragraph) as usize;
                    self.measured.insert(address, (Rc::clone(&shaped), node));
                    Wants {
                        least: least + indent,
                        most: most + indent + style.first_line.max(0.0),
                    }
                }
                Block::List(list) => list
                    .items
                    .iter()
                    .map(|item| self.guess(&item.blocks, &inner))
                    .fold(Wants::default(), Wants::wider)
                    .more(INDENT),
                Block::Quote(blocks) => self.guess(blocks, &inner).more(INDENT),
                Block::Code(code) => {
                    let longest = code.text.lines().map(|line| line.chars().count()).max();
                    let most = longest.unwrap_or(0) as f32 * 5.6 + 16.0;
                    Wants {
                        least: most.min(80.0),
                        most,
                    }
                }
                Block::Table(table) => {
                    let widest = table
                        .rows
                        .iter()
                        .map(|row| {
                            row.cells
                                .iter()
                                .map(|cell| self.guess(&cell.blocks, &inner).more(12.0))
                                .fold(Wants::default(), |sum, cell| Wants {
                                    least: sum.least + cell.least,
                                    most: sum.most + cell.most,
                                })
                        })
                        .fold(Wants::default(), Wants::wider);
                    Wants {
                        most: widest.most.max(table.columns.iter().flatten().sum()),
                        ..widest
                    }
                }
                Block::Divider => Wants {
                    least: 0.0,
                    most: TAB_STOPS,
                },
                Block::PageBreak | Block::Section(_) => Wants::default(),
            };
            wants = wants.wider(more);
        }
        wants
    }

    /// What blocks want about, by the number of their letters: for what is nested, which is laid out with a look and in
    /// a place that is not known yet.
    fn guess(&self, blocks: &[Block], place: &Place) -> Wants {
        let mut wants = Wants::default();
        if place.depth > super::DEEPEST {
            return wants;
        }
        let inner = Place {
            depth: place.depth.saturating_add(1),
            ..place.clone()
        };
        for block in blocks {
            let more = match block {
                Block::Paragraph(paragraph) => {
                    let text = paragraph.plain_text();
                    let width = |text: &str| {
                        text.chars()
                            .map(|character| if character.is_ascii() { 5.6 } else { 9.0 })
                            .sum::<f32>()
                    };
                    let word = text.split_whitespace().map(|word| {
                        if word.is_ascii() {
                            width(word)
                        } else {
                            width(word).min(40.0)
                        }
                    });
                    Wants {
                        least: word.fold(0.0, f32::max),
                        most: width(&text),
                    }
                }
                Block::List(list) => list
                    .items
                    .iter()
                    .map(|item| self.guess(&item.blocks, &inner))
                    .fold(Wants::default(), Wants::wider)
                    .more(INDENT),
                Block::Quote(blocks) => self.guess(blocks, &inner).more(INDENT),
                Block::Table(_) | Block::Code(_) => Wants {
                    least: 60.0,
                    most: 240.0,
                },
                _ => Wants::default(),
            };
            wants = wants.wider(more);
        }
        wants
    }
}

impl Wants {
    fn wider(self, other: Self) -> Self {
        Self {
            least: self.least.max(other.least),
            most: self.most.max(other.most),
        }
    }

    pub(super) fn more(self, width: f32) -> Self {
        Self {
            least: self.least + width,
            most: self.most + width,
        }
    }
}

/// The widths of columns from what their cells want (CSS 2.2, 17.5.2.2, in outline), within `available` points.
pub(super) fn fit(cells: &[(GridCell<'_>, Wants)], columns: usize, available: f32) -> Vec<f32> {
    let mut wants = vec![Wants::default(); columns];
    for (cell, want) in cells.iter().filter(|(cell, _)| cell.columns == 1) {
        if let Some(column) = wants.get_mut(cell.column) {
            *column = column.wider(*want);
        }
    }
    for (cell, want) in cells.iter().filter(|(cell, _)| cell.columns > 1) {
        let end = cell.column.saturating_add(cell.columns);
        let Some(spanned) = wants.get_mut(cell.column..end) else {
            continue;
        };
        let count = spanned.len().max(1) as f32;
        let missing = Wants {
            least: want.least - spanned.iter().map(|column| column.least).sum::<f32>(),
            most: want.most - spanned.iter().map(|column| column.most).sum::<f32>(),
        };
        for column in spanned {
            column.least += missing.least.max(0.0) / count;
            column.most = (column.most + missing.most.max(0.0) / count).max(column.least);
        }
    }
    let least: f32 = wants.iter().map(|column| column.least).sum();
    let most: f32 = wants.iter().map(|column| column.most).sum();
    if most <= available {
        return wants.iter().map(|column| column.most.max(12.0)).collect();
    }
    if least >= available {
        return scaled(wants.iter().map(|column| column.least).collect(), available);
    }
    let share = (available - least) / (most - least).max(0.01);
    wants
        .iter()
        .map(|column| column.least + (column.most - column.least) * share)
        .collect()
}

/// The widths that a table says, in a page's width; columns that say none share what is left.
pub(super) fn said(table: &Table, columns: usize, available: f32) -> Option<Vec<f32>> {
    let said: Vec<Option<f32>> = (0..columns)
        .map(|column| {
            table
                .columns
                .get(column)
                .copied()
                .flatten()
                .filter(|width| width.is_finite() && *width > 0.5)
        })
        .collect();
    let known = said.iter().flatten().count();
    if known == 0 || known.saturating_mul(2) < columns {
        return None;
    }
    let sum: f32 = said.iter().flatten().sum();
    let unknown = columns.saturating_sub(known);
    let share = if unknown > 0 {
        ((available - sum) / unknown as f32).max(sum / known as f32 * 0.5)
    } else {
        0.0
    };
    let widths: Vec<f32> = said.iter().map(|width| width.unwrap_or(share)).collect();
    Some(if widths.iter().sum::<f32>() > available + 1.0 {
        scaled(widths, available)
    } else {
        widths
    })
}

fn scaled(widths: Vec<f32>, available: f32) -> Vec<f32> {
    let sum: f32 = widths.iter().sum();
    let factor = available / sum.max(0.01);
    widths.into_iter().map(|width| width * factor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use spindle_model::document::Cell;

    #[test]
    fn columns_share_by_what_they_want() {
        let cell = Cell::default();
        let at = |column, least, most| {
            (
                GridCell {
                    row: 0,
                    column,
                    columns: 1,
                    rows: 1,
                    cell: &cell,
                },
                Wants { least, most },
            )
        };
        let wide = [at(0, 20.0, 40.0), at(1, 20.0, 400.0)];
        let widths = fit(&wide, 2, 200.0);
        assert!((widths.iter().sum::<f32>() - 200.0).abs() < 0.1);
        assert!(widths[1] > widths[0]);
        assert_eq!(fit(&wide, 2, 500.0), [40.0, 400.0]);
        assert_eq!(fit(&wide, 2, 20.0), [10.0, 10.0]);
    }

    #[test]
    fn said_widths_are_made_to_fit() {
        let table = Table {
            columns: vec![Some(300.0), Some(100.0), None],
            ..Table::default()
        };
        assert_eq!(said(&table, 3, 450.0).unwrap()[0], 270.0);
        assert_eq!(said(&Table::default(), 3, 450.0), None);
    }
}
