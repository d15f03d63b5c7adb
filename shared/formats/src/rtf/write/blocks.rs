//! Paragraphs, lists and other blocks.

use std::fmt::Write;
use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{
    Block, List, ListKind, NumberStyle, Paragraph, ParagraphFormat, TextFormat,
};

use super::{Out, Place, escape};

/// What ends a paragraph.
pub(super) const END: &str = "\\par\n";
/// How far a level of lists or a quotation stands in.
const STEP: i32 = 720;

impl Out<'_, '_, '_> {
    /// A block.
    pub(super) fn block(&mut self, block: &Block, place: Place) -> Result<(), ConvertError> {
        if place.depth > self.job.limits.depth {
            self.job.warn(
                "blocks-dropped",
                "blocks that are nested too deep were left out",
            );
            return Ok(());
        }
        let inner = Place {
            depth: place.depth.saturating_add(1),
            ..place
        };
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, place, ""),
            Block::List(list) => self.list(list, inner),
            Block::Quote(blocks) => {
                let inner = Place {
                    indent: inner.indent.saturating_add(STEP),
                    ..inner
                };
                self.blocks(blocks, inner)
            }
            Block::Code(code) => {
                let words = self.paragraph_words(&ParagraphFormat::default(), None, place.indent);
                self.begin(&words, place);
                let format = TextFormat {
                    code: Some(true),
                    ..TextFormat::default()
                };
                self.run(&code.text, &format, None);
                self.text.push_str(END);
                Ok(())
            }
            Block::Table(table) => self.table(table, inner),
            Block::Divider => {
                let words = self.paragraph_words(&ParagraphFormat::default(), None, place.indent);
                self.begin(&format!("{words}\\brdrb\\brdrs\\brdrw10\\brsp20"), place);
                self.text.push_str(END);
                Ok(())
            }
            Block::PageBreak => {
                if place.tables == 0 && self.in_body {
                    self.text.push_str("\\page\n");
                }
                Ok(())
            }
            Block::Section(setup) => {
                if place.depth == 0 {
                    self.text.push_str("\\sect\n");
                    self.section(setup)?;
                }
                Ok(())
            }
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], place: Place) -> Result<(), ConvertError> {
        blocks.iter().try_for_each(|block| self.block(block, place))
    }

    /// Blocks beside the text, in a group of their own: the last paragraph ends with the group.
    pub(super) fn beside(&mut self, blocks: &[Block], place: Place) -> Result<(), ConvertError> {
        let was = std::mem::replace(&mut self.in_body, false);
        let place = Place {
            depth: place.depth.saturating_add(1),
            ..Place::default()
        };
        let result = self.blocks(blocks, place);
        self.in_body = was;
        if self.text.ends_with(END) {
            let length = self.text.len().saturating_sub(END.len());
            self.text.truncate(length);
        }
        result
    }

    /// The words that begin a paragraph, with those that say in which table it stands.
    pub(super) fn begin(&mut self, words: &str, place: Place) {
        self.text.push_str(words);
        match place.tables {
            0 => {}
            1 => self.text.push_str("\\intbl"),
            depth => {
                let _ = write!(self.text, "\\intbl\\itap{depth}");
            }
        }
        self.text.push(' ');
    }

    /// A paragraph, with words of its own before the text.
    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        place: Place,
        more: &str,
    ) -> Result<(), ConvertError> {
        let words = self.paragraph_words(&paragraph.format, paragraph.heading, place.indent);
        self.begin(&words, place);
        self.text.push_str(more);
        let heading: Option<Arc<str>> = paragraph
            .heading
            .map(|level| format!("Heading{level}").into());
        let style = paragraph.format.style.as_ref().or(heading.as_ref());
        let built_in = paragraph
            .heading
            .filter(|_| style.is_none_or(|style| !self.document.styles.contains_key(style)));
        if let Some(level) = built_in {
            let _ = write!(self.text, "\\b\\fs{} ", super::head::heading_size(level));
        }
        self.inlines(&paragraph.inlines, style, place)?;
        self.text.push_str(END);
        Ok(())
    }

    fn list(&mut self, list: &List, place: Place) -> Result<(), ConvertError> {
        let level = place.lists.min(8);
        self.lists.push((level, list.kind));
        let number = self.lists.len();
        let inner = Place {
            lists: place.lists.saturating_add(1),
            indent: place.indent.saturating_add(STEP),
            ..place
        };
        for (count, item) in (0_u32..).zip(&list.items) {
            let mut blocks = item.blocks.iter();
            let mark = match (item.checked, list.kind) {
                (Some(true), _) => "\u{2611}".to_owned(),
                (Some(false), _) => "\u{2610}".to_owned(),
                (None, ListKind::Bullet) => "\u{2022}".to_owned(),
                (None, ListKind::Ordered { start, .. }) => {
                    format!("{}.", start.saturating_add(count))
                }
            };
            if let Some(Block::Paragraph(first)) = item.blocks.first() {
                let mut more = format!("\\fi-360\\ls{number}\\ilvl{level}{{\\listtext ");
                escape::push(&mut more, &mark);
                more.push_str("\\tab}");
                if item.checked.is_some() {
                    escape::push(&mut more, &mark);
                    more.push(' ');
                }
                self.paragraph(first, inner, &more)?;
                blocks.next();
            }
            for block in blocks {
                // A list in an item stands in by itself.
                let place = if matches!(block, Block::List(_)) {
                    Place {
                        indent: place.indent.saturating_add(STEP),
                        ..inner
                    }
                } else {
                    inner
                };
                self.block(block, place)?;
            }
        }
        Ok(())
    }
}

/// How a level is numbered, as RTF counts the ways (`\levelnfc`).
pub(super) fn number_kind(kind: ListKind) -> (u8, u32) {
    match kind {
        ListKind::Bullet => (23, 1),
        ListKind::Ordered { start, style } => {
            let kind = match style {
                NumberStyle::Decimal => 0,
                NumberStyle::UpperRoman => 1,
                NumberStyle::LowerRoman => 2,
                NumberStyle::UpperAlpha => 3,
                NumberStyle::LowerAlpha => 4,
                NumberStyle::Chinese => 39,
            };
            (kind, start)
        }
    }
}
