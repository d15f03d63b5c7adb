//! What cells show.

use std::rc::Rc;

use spindle_model::document::{Align, Color, LineHeight, Script};
use spindle_model::workbook::{
    Cell, CellFont, CellStyle, HorizontalAlign, Range, Sheet, Value, VerticalAlign,
};
use spindle_ooxml::sheet::display;

use super::{Merges, Nodes, Part, Setter, reaches};
use crate::fonts::{Family, family_of};
use crate::layout::{Item, ItemKind, NodeId};
use crate::pages::Page;
use crate::style::{Caps, TextStyle, sane_size};
use crate::text::{Composed, LineBox, Measure, Room, Shaped, break_lines, place, shape, widths};

/// Height of rows that say none and hold nothing higher.
const ROW: f32 = 15.0;
/// Size of text that says none.
const SIZE: f32 = 10.5;
/// Space at the left and right of text.
const PADDING: f32 = 2.5;
/// One step of indentation.
const INDENT: f32 = 8.0;
/// Characters of a cell that are set: what is longer has no room on a page.
const MOST_TEXT: usize = 8_000;
/// Lines of a cell.
const MOST_LINES: usize = 400;

/// The text of a cell in paragraphs, as it is drawn.
struct Shown {
    paragraphs: Vec<Shaped>,
    align: Align,
    number: bool,
}

impl Setter<'_, '_, '_> {
    /// The height of a row in a scale, where the columns are so wide.
    pub(super) fn row_height(&self, sheet: &Sheet, row: u32, scale: f32, columns: &[f32]) -> f32 {
        let sane = |height: f32| height.clamp(0.0, 2000.0);
        let usual = sheet
            .default_height
            .filter(|height| height.is_finite())
            .map_or(ROW, sane);
        let Some(row) = sheet.row(row) else {
            return usual * scale;
        };
        if row.hidden {
            return 0.0;
        }
        if let Some(height) = row.height.filter(|height| height.is_finite()) {
            return sane(height) * scale;
        }
        let mut most = usual * scale;
        for cell in &row.cells {
            let style = self.style(cell.style);
            let size = style.font.size.map_or(SIZE, sane_size) * scale;
            let broken = style.wrap || has_breaks(&cell.value);
            let height = if broken {
                let width = usize::try_from(cell.column)
                    .ok()
                    .and_then(|column| columns.get(column));
                let width = width.copied().unwrap_or(50.0);
                let lines = self.cell_lines(cell, style, scale, width, NodeId::ARTIFACT);
                lines.iter().map(|line| line.height).sum::<f32>() + 2.0 * scale
            } else if cell.value == Value::Empty {
                0.0
            } else {
                size * 1.32
            };
            most = most.max(height);
        }
        most
    }

    /// Draws a page of cells.
    pub(super) fn draw(
        &mut self,
        part: &Part<'_>,
        merges: &Merges<'_>,
        nodes: &mut Nodes,
        page: &mut Page,
    ) {
        let rows = part.rows.first().map_or(0, |(row, _)| *row)
            ..part.rows.last().map_or(0, |(row, _)| row.saturating_add(1));
        let touching = merges.touching(rows);
        self.ground(part, &touching, &mut page.items);
        for (index, (row, _)) in part.rows.iter().enumerate() {
            let Some(content) = part.sheet.row(*row) else {
                continue;
            };
            let repeated = index < part.repeated;
            for cell in &content.cells {
                let merge = merges.at(*row, cell.column).copied();
                let inside = touching.iter().any(|range| {
                    (range.first_row..=range.last_row).contains(row)
                        && (range.first_column..=range.last_column).contains(&cell.column)
                });
                if cell.value == Value::Empty || (inside && merge.is_none()) {
                    continue;
                }
                let range = merge.unwrap_or(Range {
                    first_row: *row,
                    first_column: cell.column,
                    last_row: *row,
                    last_column: cell.column,
                });
                // A band shows cells of its own columns only.
                if part
                    .columns
                    .binary_search_by_key(&cell.column, |(column, _)| *column)
                    .is_err()
                {
                    continue;
                }
                let node = if repeated {
                    NodeId::ARTIFACT
                } else {
                    let columns = range.last_column.saturating_sub(range.first_column);
                    let rows = range.last_row.saturating_sub(range.first_row);
                    nodes.cell(
                        &mut self.tree,
                        *row,
                        (columns.saturating_add(1), rows.saturating_add(1)),
                    )
                };
                self.cell(part, cell, &range, node, &mut page.items);
            }
        }
        self.borders(part, &touching, &mut page.items);
        self.links(part, &mut page.items);
    }

    fn cell(&self, part: &Part<'_>, cell: &Cell, range: &Range, node: NodeId, out: &mut Vec<Item>) {
        let Some((left, top, right, bottom)) = part.corners(range) else {
            return;
        };
        let scale = part.grid.scale;
        let style = self.style(cell.style);
        let mut lines = self.cell_lines(cell, style, scale, right - left, node);
        let (mut from, mut to) = (left, right);
        if !style.wrap {
            let over = self.free_space(part, cell, range, style);
            let wide = lines
                .iter()
                .flat_map(|line| &line.items)
                .fold((f32::MAX, f32::MIN), |(least, most), item| {
                    (least.min(item.x), most.max(item.x))
                });
            if wide.0 < f32::MAX {
                (from, to) = (from.min(left), to.max(right + over));
            }
        }
        let height: f32 = lines.iter().map(|line| line.height).sum();
        let free = bottom - top - height;
        let mut y = top
            + match style.vertical {
                VerticalAlign::Top => 0.5 * scale,
                VerticalAlign::Middle => free / 2.0,
                VerticalAlign::Bottom => free - 0.5 * scale,
            };
        // What is higher than its cell begins at the top.
        if free < 0.0 && style.vertical != VerticalAlign::Middle {
            y = top;
        }
        let mut items = Vec::new();
        for line in &mut lines {
            for item in line.items.drain(..) {
                items.push(Item {
                    x: item.x + left,
                    y: item.y + y,
                    ..item
                });
            }
            y += line.height;
        }
        if !items.is_empty() {
            out.push(Item {
                x: from,
                y: top,
                node,
                kind: ItemKind::Clipped {
                    width: to - from,
                    height: bottom - top,
                    items,
                },
            });
        }
    }

    /// How far text may reach over empty cells at its right.
    fn free_space(&self, part: &Part<'_>, cell: &Cell, range: &Range, style: &CellStyle) -> f32 {
        let text = matches!(cell.value, Value::Text(_) | Value::Rich(_));
        if !text || !reaches(style.horizontal) {
            return 0.0;
        }
        let mut end = None;
        let behind = part
            .columns
            .partition_point(|(column, _)| *column <= range.last_column);
        let start = part.columns.get(behind).map(|(_, place)| *place);
        for (column, place) in part.columns.iter().skip(behind) {
            let taken = part
                .sheet
                .cell(range.first_row, *column)
                .is_some_and(|cell| cell.value != Value::Empty);
            if taken {
                end = Some(*place);
                break;
            }
        }
        match start {
            Some(start) => (end.unwrap_or(part.right) - start).max(0.0),
            None => 0.0,
        }
    }

    /// The lines of a cell, from its left end.
    fn cell_lines(
        &self,
        cell: &Cell,
        style: &CellStyle,
        scale: f32,
        width: f32,
        node: NodeId,
    ) -> Vec<LineBox> {
        let shown = self.shown(cell, style, scale, width, node);
        let indent = f32::from(style.indent.min(30)) * INDENT * scale;
        let padding = PADDING * scale;
        let (start, end) = match shown.align {
            Align::Right => (padding, padding + indent),
            _ => (padding + indent, padding),
        };
        let room = (width - start - end).max(4.0);
        let mut lines = Vec::new();
        for shaped in &shown.paragraphs {
            let own = widths(shaped).1;
            let end = if style.wrap && !shown.number {
                room
            } else {
                own.max(room) + 1.0
            };
            let broken = break_lines(
                shaped,
                Room {
                    first: 0.0,
                    rest: 0.0,
                    end,
                },
            );
            for line in broken.iter().take(MOST_LINES.saturating_sub(lines.len())) {
                let measure = Measure {
                    x: start,
                    width: room,
                    align: Some(shown.align),
                    height: LineHeight::Multiple(1.08),
                };
                lines.push(place(shaped, line, measure));
            }
        }
        lines
    }

    /// The text of a cell as its number format shows it.
    fn shown(&self, cell: &Cell, style: &CellStyle, scale: f32, width: f32, node: NodeId) -> Shown {
        let code = style.number_format.as_deref().unwrap_or("General");
        let number = matches!(cell.value, Value::Number(_));
        let look = text_style(&style.font, &style.font, scale);
        let runs: Vec<(String, Rc<TextStyle>)> = match &cell.value {
            Value::Empty => Vec::new(),
            Value::Number(value) => {
                let text = display::number(*value, code, self.workbook.date_1904);
                vec![(text, Rc::clone(&look))]
            }
            Value::Text(text) => vec![(display::text(text, code), Rc::clone(&look))],
            Value::Rich(runs) => runs
                .iter()
                .map(|run| {
                    let look = run.font.as_ref().map_or_else(
                        || Rc::clone(&look),
                        |font| text_style(font, &style.font, scale),
                    );
                    (run.text.clone(), look)
                })
                .collect(),
            Value::Bool(true) => vec![("TRUE".to_owned(), Rc::clone(&look))],
            Value::Bool(false) => vec![("FALSE".to_owned(), Rc::clone(&look))],
            Value::Error(error) => vec![(error.name().to_owned(), Rc::clone(&look))],
        };
        let align = match style.horizontal {
            HorizontalAlign::General => match cell.value {
                Value::Number(_) => Align::Right,
                Value::Bool(_) | Value::Error(_) => Align::Center,
                _ => Align::Left,
            },
            HorizontalAlign::Left | HorizontalAlign::Fill => Align::Left,
            HorizontalAlign::Center | HorizontalAlign::CenterAcross => Align::Center,
            HorizontalAlign::Right => Align::Right,
            HorizontalAlign::Justify => Align::Justify,
        };
        let mut paragraphs = self.paragraphs(&runs, &look, node);
        // A number that has no room is not shown in part: it would be another number.
        let wide = paragraphs
            .iter()
            .map(|shaped| widths(shaped).1)
            .fold(0.0, f32::max);
        if number && wide > width + 0.5 {
            let count = ((width / (look.size * 0.556)) as usize).clamp(1, 40);
            paragraphs = self.paragraphs(&[("#".repeat(count), Rc::clone(&look))], &look, node);
        }
        Shown {
            paragraphs,
            align,
            number,
        }
    }

    fn paragraphs(
        &self,
        runs: &[(String, Rc<TextStyle>)],
        look: &Rc<TextStyle>,
        node: NodeId,
    ) -> Vec<Shaped> {
        let mut paragraphs = Vec::new();
        let mut composed = Composed::new(Rc::clone(look));
        let mut left = MOST_TEXT;
        for (text, style) in runs {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    let whole = std::mem::replace(&mut composed, Composed::new(Rc::clone(style)));
                    paragraphs.push(shape(self.book, whole, None));
                }
                let cut: String = line.chars().take(left).collect();
                left = left.saturating_sub(cut.chars().count());
                composed.push(&cut, style, node);
            }
        }
        paragraphs.push(shape(self.book, composed, None));
        paragraphs
    }

    fn links(&self, part: &Part<'_>, out: &mut Vec<Item>) {
        for link in &part.sheet.links {
            if let Some((left, top, right, bottom)) = part.corners(&link.range) {
                // Places in the workbook are no places of the pages.
                if !link.href.starts_with('#') {
                    out.push(Item {
                        x: left,
                        y: top,
                        node: NodeId::ARTIFACT,
                        kind: ItemKind::Link {
                            width: right - left,
                            height: bottom - top,
                            href: Rc::from(link.href.as_str()),
                        },
                    });
                }
            }
        }
    }
}

fn has_breaks(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.contains('\n'),
        Value::Rich(runs) => runs.iter().any(|run| run.text.contains('\n')),
        _ => false,
    }
}

/// The look of a font; what it does not say, the cell's own font does.
fn text_style(font: &CellFont, cell: &CellFont, scale: f32) -> Rc<TextStyle> {
    let size = font.size.or(cell.size).map_or(SIZE, sane_size) * scale;
    let (size, rise) = match font.script {
        Some(Script::Super) => (size * 0.65, size * 0.34),
        Some(Script::Sub) => (size * 0.65, size * -0.14),
        None => (size, 0.0),
    };
    Rc::new(TextStyle {
        family: font
            .name
            .as_deref()
            .or(cell.name.as_deref())
            .map_or(Family::Arimo, family_of),
        bold: font.bold,
        italic: font.italic,
        size,
        rise,
        color: font.color.or(cell.color).unwrap_or(Color::BLACK),
        background: None,
        underline: font.underline,
        strike: font.strike,
        caps: Caps::None,
        link: None,
    })
}
