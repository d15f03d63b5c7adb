//! Paragraphs, quotations, code and rules.

use std::rc::Rc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, CodeBlock, Color, LineHeight, Paragraph, Size, TextFormat};

use super::{DEEPEST, Decoration, Item, ItemKind, Layout, NodeId, NodeKind, Piece, Place, Stack};
use crate::style::ParagraphStyle;
use crate::text::{
    Composed, LineBox, Measure, Room, Shaped, break_lines, place as place_line, shape,
};

/// From a quotation's bar to its text.
const QUOTE_INDENT: f32 = 15.0;
const QUOTE_BAR: Color = Color(0xC3, 0xCA, 0xD4);
const QUOTE_TEXT: Color = Color(0x4A, 0x52, 0x5E);
const CODE_SIZE: f32 = 9.2;
const CODE_PADDING: f32 = 8.0;
const CODE_BACKGROUND: Color = Color(0xF4, 0xF5, 0xF7);
const RULE: Color = Color(0xB4, 0xBB, 0xC6);
/// A line is never narrower.
const NARROWEST: f32 = 12.0;

impl Layout<'_, '_, '_> {
    /// Lays out blocks below what the stack has.
    ///
    /// # Errors
    /// [`spindle_model::convert::ErrorKind::Limit`] when there are more blocks than allowed.
    pub(crate) fn blocks(
        &mut self,
        blocks: &[Block],
        place: &Place,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        for block in blocks {
            if self.page.is_none() {
                self.count = self.count.saturating_add(1);
            }
            if self.count > self.job.limits.blocks {
                return Err(ConvertError::limit(format!(
                    "the document has more than {} blocks",
                    self.job.limits.blocks
                )));
            }
            if place.depth > DEEPEST.min(self.job.limits.depth) {
                self.too_deep(block, place, stack);
                continue;
            }
            let first = stack.pieces.len();
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, place, stack),
                Block::List(list) => self.list(list, 0, place, stack)?,
                Block::Quote(blocks) => self.quote(blocks, place, stack)?,
                Block::Code(code) => self.code(code, place, stack),
                Block::Table(table) => self.table(table, place, stack)?,
                Block::Divider => self.divider(place, stack),
                Block::PageBreak => {
                    self.breaks = place.depth == 0;
                    continue;
                }
                // Sections are taken apart before; one within another block has no meaning.
                Block::Section(_) => continue,
            }
            if self.breaks
                && let Some(piece) = stack.pieces.get_mut(first)
            {
                piece.break_before = true;
                self.breaks = false;
            }
        }
        Ok(())
    }

    /// What is nested deeper than a page has room for is set as plain paragraphs.
    fn too_deep(&mut self, block: &Block, place: &Place, stack: &mut Stack) {
        self.job.warn(
            "nested-too-deep",
            "what is nested deeper than a page has room for is set as plain paragraphs",
        );
        let mut open = vec![block];
        while let Some(block) = open.pop() {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, place, stack),
                Block::Code(code) => self.code(code, place, stack),
                Block::Quote(blocks) => open.extend(blocks.iter().rev()),
                Block::List(list) => {
                    open.extend(
                        list.items
                            .iter()
                            .rev()
                            .flat_map(|item| item.blocks.iter().rev()),
                    );
                }
                Block::Table(table) => {
                    let cells = table
                        .rows
                        .iter()
                        .rev()
                        .flat_map(|row| row.cells.iter().rev());
                    open.extend(cells.flat_map(|cell| cell.blocks.iter().rev()));
                }
                Block::Divider | Block::PageBreak | Block::Section(_) => {}
            }
        }
    }

    /// Shapes a paragraph and gives it its element; what was shaped to be measured is not shaped again.
    pub(super) fn shaped(&mut self, paragraph: &Paragraph, place: &Place) -> (Rc<Shaped>, NodeId) {
        let address = std::ptr::from_ref(paragraph) as usize;
        if let Some((mut shaped, node)) = self.measured.remove(&address) {
            // Pictures were measured in the width of the whole table.
            if let Some(own) = Rc::get_mut(&mut shaped) {
                own.shrink_pictures(place.width);
            }
            return (shaped, node);
        }
        let (style, base) = self.styles.paragraph(paragraph, &place.around);
        let node = if place.node == NodeId::ARTIFACT {
            place.node
        } else {
            let kind = match paragraph.heading {
                Some(level) => NodeKind::Heading(level.clamp(1, 9), paragraph.plain_text()),
                None => NodeKind::Paragraph,
            };
            self.tree.add(place.node, kind)
        };
        let room = (place.width - style.start.max(0.0) - style.end.max(0.0)).max(NARROWEST);
        let composed = self.compose(&paragraph.inlines, &base, node, room);
        (Rc::new(shape(self.book, composed, style.rtl)), node)
    }

    fn paragraph(&mut self, paragraph: &Paragraph, place: &Place, stack: &mut Stack) {
        let (mut style, _) = self.styles.paragraph(paragraph, &place.around);
        if place.in_list {
            // The list says where its items stand.
            (style.start, style.first_line) = (0.0, style.first_line.max(0.0));
        }
        let (shaped, node) = self.shaped(paragraph, place);
        let first = stack.pieces.len();
        self.lines(&shaped, &style, place, stack);
        if let Some(color) = style.background {
            let (x, width) = (
                place.x + style.start - 4.0,
                place.width - style.start - style.end + 8.0,
            );
            stack.decorate(
                first,
                Decoration {
                    x,
                    width,
                    color,
                    joined: false,
                },
            );
        }
        if let (Some(level), Some(piece)) = (paragraph.heading, stack.pieces.get_mut(first))
            && node != NodeId::ARTIFACT
        {
            let title: Rc<str> = Rc::from(paragraph.plain_text().replace('\n', " ").trim());
            if !title.is_empty() {
                let heading = Item {
                    x: 0.0,
                    y: 0.0,
                    node: NodeId::ARTIFACT,
                    kind: ItemKind::Heading { level, title },
                };
                piece.put_in_front(vec![heading], 0.0);
            }
        }
        if style.break_before
            && place.depth == 0
            && let Some(piece) = stack.pieces.get_mut(first)
        {
            piece.break_before = true;
        }
    }

    fn lines(&mut self, shaped: &Shaped, style: &ParagraphStyle, place: &Place, stack: &mut Stack) {
        let (start, end) = indents(style, place.width);
        let first_line = (start + style.first_line)
            .min((place.width - end - NARROWEST).max(0.0))
            .max(-place.x);
        let lines = break_lines(
            shaped,
            Room {
                first: first_line,
                rest: start,
                end: place.width - end,
            },
        );
        let count = lines.len();
        let mut before = stack.space(style.before);
        for (index, line) in lines.iter().enumerate() {
            let indent = if index == 0 { first_line } else { start };
            let placed = place_line(
                shaped,
                line,
                Measure {
                    x: place.x + if shaped.rtl { end } else { indent },
                    width: place.width - indent - end,
                    align: style.align,
                    height: style.line_height,
                },
            );
            let mut piece = line_piece(placed, before);
            before = 0.0;
            // Two lines at least stand together at both sides of a page's end.
            let rest = count.saturating_sub(index).saturating_sub(1);
            piece.keep = match rest {
                0 => style.keep_next,
                1 => true,
                _ => index == 0 || style.keep_lines,
            };
            stack.pieces.push(piece);
        }
        stack.after = style.after;
    }

    fn quote(
        &mut self,
        blocks: &[Block],
        place: &Place,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        let node = self.tree.add(place.node, NodeKind::Quote);
        let mut around = place.around.clone();
        around.text = TextFormat {
            color: Some(QUOTE_TEXT),
            ..TextFormat::default()
        }
        .over(&around.text);
        let inner = Place {
            x: place.x + QUOTE_INDENT,
            width: (place.width - QUOTE_INDENT).max(20.0),
            node,
            around,
            depth: place.depth.saturating_add(1),
            in_list: false,
        };
        let first = stack.pieces.len();
        self.blocks(blocks, &inner, stack)?;
        stack.decorate(
            first,
            Decoration {
                x: place.x + 2.0,
                width: 2.5,
                color: QUOTE_BAR,
                joined: false,
            },
        );
        Ok(())
    }

    fn code(&mut self, code: &CodeBlock, place: &Place, stack: &mut Stack) {
        let paragraph = self.tree.add(place.node, NodeKind::Paragraph);
        let node = self.tree.add(paragraph, NodeKind::Code);
        let format = TextFormat {
            font: Some("monospace".into()),
            size: Some(Size::Points(CODE_SIZE)),
            ..TextFormat::default()
        };
        let style = self.styles.plain(&format);
        let first = stack.pieces.len();
        let width = (place.width - 2.0 * CODE_PADDING).max(NARROWEST);
        let mut padding = Piece::new(stack.space(6.0), CODE_PADDING - 1.0, Vec::new());
        padding.keep = true;
        stack.pieces.push(padding);
        for line in code.text.split('\n') {
            let mut composed = Composed::new(Rc::clone(&style));
            composed.push(&without_tabs(line), &style, node);
            let shaped = shape(self.book, composed, Some(false));
            let room = Room {
                first: 0.0,
                rest: 0.0,
                end: width,
            };
            for line in break_lines(&shaped, room) {
                let measure = Measure {
                    x: place.x + CODE_PADDING,
                    width,
                    align: None,
                    height: LineHeight::Multiple(1.22),
                };
                stack
                    .pieces
                    .push(line_piece(place_line(&shaped, &line, measure), 0.0));
            }
        }
        // Two lines at least stand together at both sides of a page's end, and the padding with its line.
        let count = stack.pieces.len();
        for index in [first + 1, count.saturating_sub(2), count.saturating_sub(1)] {
            if let Some(piece) = stack.pieces.get_mut(index)
                && index > first
            {
                piece.keep = true;
            }
        }
        stack
            .pieces
            .push(Piece::new(0.0, CODE_PADDING - 1.0, Vec::new()));
        stack.decorate(
            first,
            Decoration {
                x: place.x,
                width: place.width,
                color: CODE_BACKGROUND,
                joined: false,
            },
        );
        stack.after = 10.0;
    }

    fn divider(&mut self, place: &Place, stack: &mut Stack) {
        let item = Item {
            x: place.x,
            y: 0.0,
            node: NodeId::ARTIFACT,
            kind: ItemKind::Fill {
                width: place.width,
                height: 0.75,
                color: RULE,
            },
        };
        let before = stack.space(9.0);
        stack.pieces.push(Piece::new(before, 0.75, vec![item]));
        stack.after = 9.0;
    }

    /// The short line above notes.
    pub(crate) fn separator(&mut self, width: f32, stack: &mut Stack) {
        let item = Item {
            x: 0.0,
            y: 0.0,
            node: NodeId::ARTIFACT,
            kind: ItemKind::Fill {
                width: (width / 3.0).min(144.0),
                height: 0.6,
                color: RULE,
            },
        };
        let before = stack.space(14.0);
        let mut piece = Piece::new(before, 5.0, vec![item]);
        piece.keep = true;
        stack.pieces.push(piece);
        stack.after = 0.0;
    }
}

/// Indentation that leaves room for text.
fn indents(style: &ParagraphStyle, width: f32) -> (f32, f32) {
    let room = (width - NARROWEST).max(0.0);
    let start = style.start.clamp(-72.0, room);
    let end = style.end.clamp(-72.0, (room - start).max(0.0));
    (start, end)
}

fn line_piece(line: LineBox, before: f32) -> Piece {
    let mut piece = Piece::new(before, line.height, line.items);
    piece.baseline = line.baseline;
    piece.notes = line.notes;
    piece
}

/// Tabs of code reach to the next fourth column.
fn without_tabs(line: &str) -> String {
    let mut text = String::new();
    let mut column = 0_usize;
    for character in line.chars() {
        if character == '\t' {
            let spaces = 4 - column % 4;
            text.extend(std::iter::repeat_n(' ', spaces));
            column = column.saturating_add(spaces);
        } else {
            text.push(character);
            column = column.saturating_add(1);
        }
    }
    text
}
