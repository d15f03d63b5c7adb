//! From a range of the text to blocks: paragraphs, lists, tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, Inline, ListBuilder, Paragraph, ParagraphFormat};

use super::bytes::{part, u16_at};
use super::fib::Fib;
use super::fields;
use super::fkp::Formats;
use super::line::Line;
use super::lists::Lists;
use super::paragraph::Properties;
use super::pictures::Drawings;
use super::pieces::{Modifier, Pieces};
use super::sections::Section;
use super::sprm::{Sprm, Sprms};
use super::styles::Styles;
use super::tables::{RowShape, TableBuilder};

/// Everything that stories are read with, and what they are put into.
pub(super) struct Reading<'a, 'j> {
    pub(super) fib: &'a Fib,
    pub(super) pieces: &'a Pieces,
    pub(super) characters: &'a Formats,
    pub(super) paragraphs: &'a Formats,
    pub(super) styles: &'a Styles,
    pub(super) drawings: &'a Drawings,
    pub(super) lists: Lists,
    /// Who made tracked changes.
    pub(super) authors: Vec<String>,
    /// The document so far.
    pub(super) document: Document,
    /// Notes by the position of their mark.
    pub(super) notes: BTreeMap<u32, usize>,
    /// Comments by the position of their mark.
    pub(super) comments: BTreeMap<u32, usize>,
    /// Comments that have no range of text.
    pub(super) at_mark: BTreeSet<usize>,
    /// Bookmarks and ranges of comments, by position.
    pub(super) events: Vec<(u32, Event)>,
    /// Shapes by the position of their mark, with width and height in points.
    pub(super) anchors: BTreeMap<u32, (u32, f32, f32)>,
    /// What text boxes say, by their shape.
    pub(super) boxes: BTreeMap<u32, Vec<Block>>,
    /// Styles that are used.
    pub(super) used: BTreeSet<u16>,
    /// Pictures by their place in the stream of data, so that each is unpacked once.
    pub(super) pictures: BTreeMap<u32, Option<(usize, f32, f32, String)>>,
    /// Bytes of pictures that may still be unpacked.
    pub(super) picture_bytes: u64,
    /// Paragraphs that may still come.
    pub(super) left: usize,
    pub(super) job: &'a mut Job<'j>,
}

/// What happens at a position.
#[derive(Clone)]
pub(super) enum Event {
    Bookmark(String),
    CommentStart(usize),
    CommentEnd(usize),
}

/// Marks that end paragraphs.
const PARAGRAPH: u16 = 0x0D;
const CELL: u16 = 0x07;
const PAGE: u16 = 0x0C;

impl Reading<'_, '_> {
    /// The blocks between two positions. `sections` begin where the one before ends; of other texts than the main one
    /// there are none.
    ///
    /// # Errors
    /// `Limit` when there are more paragraphs than allowed.
    pub(super) fn story(
        &mut self,
        start: u32,
        end: u32,
        sections: &[Section],
    ) -> Result<Vec<Block>, ConvertError> {
        let end = end.min(u32::try_from(self.pieces.units.len()).unwrap_or(u32::MAX));
        let mut blocks = ListBuilder::default();
        let mut tables: Vec<TableBuilder> = Vec::new();
        let mut line = Line::new(fields::matched(self.pieces, start, end));
        let mut sections = sections.iter().peekable();
        let mut position = start;
        while position < end {
            let next_section = sections.peek().map_or(u32::MAX, |section| section.end);
            let (mark, unit) = self.find_mark(position, end, next_section);
            self.left = self.left.checked_sub(1).ok_or_else(|| {
                ConvertError::limit(format!(
                    "the document has more than the {} paragraphs allowed",
                    self.job.limits.blocks
                ))
            })?;
            let mut properties = self.properties(mark.min(end.saturating_sub(1)));
            let depth = self.depth(&properties, unit);
            while tables.len() > depth {
                close_table(&mut tables, &mut blocks);
            }
            tables.resize_with(depth, TableBuilder::default);
            if properties.0.row_end || properties.0.inner_row_end {
                // The mark that ends a row belongs to no cell.
                let shape = self.row_shape(mark);
                if let Some(table) = tables.last_mut() {
                    table.end_row(shape);
                }
            } else {
                self.read_line(&mut line, position, mark, &mut properties);
                self.push_paragraph(&mut line, properties, tables.last_mut(), &mut blocks);
                let ends_cell = if depth > 1 {
                    line_ends_inner_cell(unit, &line)
                } else {
                    unit == CELL
                };
                if ends_cell && let Some(table) = tables.last_mut() {
                    table.end_cell();
                }
            }
            position = mark.saturating_add(1);
            if position >= next_section {
                sections.next();
                if let Some(section) = sections.peek()
                    && position < end
                {
                    while !tables.is_empty() {
                        close_table(&mut tables, &mut blocks);
                    }
                    blocks.push(Block::Section(Box::new(section.setup.clone())));
                }
            }
        }
        while !tables.is_empty() {
            close_table(&mut tables, &mut blocks);
        }
        Ok(blocks.finish())
    }

    /// The position of the mark that ends the paragraph, and the mark.
    fn find_mark(&self, start: u32, end: u32, section: u32) -> (u32, u16) {
        let units = self.pieces.between(start, end);
        let mark = (start..).zip(units).find(|(position, unit)| match **unit {
            PARAGRAPH | CELL => true,
            PAGE => position.saturating_add(1) == section,
            _ => false,
        });
        mark.map_or((end, PARAGRAPH), |(position, unit)| (position, *unit))
    }

    /// The properties of the paragraph whose mark is at a position, and its style.
    fn properties(&self, mark: u32) -> (Properties, u16) {
        let Some((place, piece)) = self.pieces.place(mark) else {
            return (Properties::default(), 0);
        };
        let (mut style, list) = self.paragraphs.at(self.fib, place);
        let modifier = self.pieces.modifier(piece);
        let mut changed = Vec::new();
        match modifier {
            Modifier::Many(list) => {
                let other = Sprms::new(list, self.fib.old).find(|sprm| sprm.code == 0x4600);
                style = other.map_or(style, |sprm| sprm.word());
                changed.extend(Sprms::new(list, self.fib.old));
            }
            Modifier::One(..) | Modifier::None => {}
        }
        // What lists and outlines are concerned the style says too, the rest is left to it.
        let styled = &self.styles.get_or_none(style).paragraph;
        let mut properties = Properties {
            list: styled.list,
            level: styled.level,
            outline: styled.outline,
            format: ParagraphFormat {
                rtl: styled.format.rtl,
                ..ParagraphFormat::default()
            },
            ..Properties::default()
        };
        self.each_property(list, &mut |sprm| properties.apply(sprm));
        for sprm in changed {
            properties.apply(&sprm);
        }
        if let Modifier::One(code, value) = &modifier {
            properties.apply(&Sprm { code: *code, value });
        }
        (properties, style)
    }

    /// Calls `each` with every property of a list, those included that are too many for it and lie elsewhere.
    fn each_property(&self, list: &[u8], each: &mut dyn FnMut(&Sprm<'_>)) {
        for sprm in Sprms::new(list, self.fib.old) {
            if matches!(sprm.code, 0x6645 | 0x6646) {
                let at = sprm.long() as usize;
                let size = u16_at(&self.fib.data, at).map(usize::from);
                let more = size.and_then(|size| part(&self.fib.data, at.checked_add(2)?, size));
                for sprm in Sprms::new(more.unwrap_or_default(), self.fib.old) {
                    each(&sprm);
                }
            } else {
                each(&sprm);
            }
        }
    }

    fn row_shape(&self, mark: u32) -> RowShape {
        let mut shape = RowShape::default();
        let Some((place, piece)) = self.pieces.place(mark) else {
            return shape;
        };
        let (_, list) = self.paragraphs.at(self.fib, place);
        let old = self.fib.old;
        self.each_property(list, &mut |sprm| shape.apply(sprm, old));
        if let Modifier::Many(list) = self.pieces.modifier(piece) {
            for sprm in Sprms::new(list, old) {
                shape.apply(&sprm, old);
            }
        }
        shape
    }

    /// How deep the table is nested that a paragraph stands in; deeper ones than allowed are flattened.
    fn depth(&mut self, (properties, _): &(Properties, u16), unit: u16) -> usize {
        let depth = properties.table_depth();
        let depth = if depth == 0 && unit == CELL { 1 } else { depth };
        let most = (self.job.limits.depth / 4).clamp(1, 32);
        if depth > most {
            self.job.warn(
                "tables-flattened",
                "tables that are nested too deep were joined with those around them",
            );
        }
        depth.min(most)
    }

    fn read_line(
        &mut self,
        line: &mut Line,
        start: u32,
        end: u32,
        (properties, style): &mut (Properties, u16),
    ) {
        line.inner_cell_end = properties.inner_cell_end;
        if let Some(other) = properties.style {
            *style = other;
        }
        self.used.insert(*style);
        let styled = Arc::clone(&self.style_id(*style));
        properties.format.style = (*style != 0 && !styled.is_empty()).then_some(styled);
        line.read(self, start, end, *style);
    }

    fn style_id(&self, style: u16) -> Arc<str> {
        Arc::clone(&self.styles.get_or_none(style).id)
    }

    fn push_paragraph(
        &mut self,
        line: &mut Line,
        (mut properties, style): (Properties, u16),
        table: Option<&mut TableBuilder>,
        blocks: &mut ListBuilder,
    ) {
        let mut heading = self.styles.get_or_none(style).heading;
        if heading.is_none() {
            heading = properties
                .outline
                .filter(|level| *level < 9)
                .map(|level| level.saturating_add(1));
        }
        let in_table = table.is_some();
        let parts = line.take();
        let target = match table {
            Some(table) => {
                table.fill();
                &mut table.cell
            }
            None => blocks,
        };
        let mut mark = if heading.is_none() {
            self.lists.mark(&properties)
        } else {
            None
        };
        if mark.is_none() {
            self.lists.no_mark();
        } else {
            // How far items stand in is what their level says.
            properties.format.indent_start = None;
            properties.format.first_line = None;
        }
        let several = parts.len() > 1;
        for (index, inlines) in parts.into_iter().enumerate() {
            if index > 0 && !in_table {
                target.push(Block::PageBreak);
            }
            if several && inlines.is_empty() {
                continue;
            }
            let paragraph = Block::Paragraph(Paragraph {
                heading,
                inlines,
                format: properties.format.clone(),
            });
            match mark.take() {
                Some(mark) => target.push_item(mark, paragraph),
                None => target.push(paragraph),
            }
        }
        for block in line.take_boxes() {
            target.push(block);
        }
    }

    /// A picture at a place of the stream of data, kept in the document.
    pub(super) fn inline_picture(&mut self, place: u32) -> Option<(usize, f32, f32, String)> {
        if let Some(known) = self.pictures.get(&place) {
            return known.clone();
        }
        let found = super::pictures::inline(self.fib, place).and_then(|picture| {
            let (width, height) = picture.size.unwrap_or_default();
            let index = self.keep_picture(picture.media_type, &picture.bytes)?;
            Some((index, width, height, picture.alt))
        });
        self.pictures.insert(place, found.clone());
        found
    }

    /// Keeps the bytes of a picture unless all pictures together are larger than allowed.
    pub(super) fn keep_picture(&mut self, media_type: &str, bytes: &[u8]) -> Option<usize> {
        match self.picture_bytes.checked_sub(bytes.len() as u64) {
            Some(left) => {
                self.picture_bytes = left;
                Some(self.document.add_media(media_type, bytes))
            }
            None => {
                self.job.warn(
                    "picture-too-large",
                    "a picture was left out: all pictures together are larger than allowed",
                );
                None
            }
        }
    }
}

fn line_ends_inner_cell(unit: u16, line: &Line) -> bool {
    line.inner_cell_end || unit == CELL
}

fn close_table(tables: &mut Vec<TableBuilder>, blocks: &mut ListBuilder) {
    let Some(table) = tables.pop().and_then(TableBuilder::finish) else {
        return;
    };
    match tables.last_mut() {
        Some(outer) => {
            outer.fill();
            outer.cell.push(Block::Table(table));
        }
        None => blocks.push(Block::Table(table)),
    }
}

/// Whether a paragraph says nothing.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.is_empty()
}
