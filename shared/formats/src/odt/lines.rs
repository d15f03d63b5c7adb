//! Blocks: paragraphs and what holds them.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, CodeBlock, Inline, InlineKind, Paragraph, TextFormat};

use super::inline::Line;
use super::names;
use super::paragraph_style::{ParagraphStyle, Role};
use super::read::Reading;
use super::xml::{Node, Tag, Xml};

/// Blocks as they come: lines of code and paragraphs of quotations that follow each other are one block.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    /// Whether the next one of its kind belongs to the last block.
    joins: Joins,
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Joins {
    #[default]
    Nothing,
    Quotation,
    Code,
}

impl Flow {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.joins = Joins::Nothing;
        self.blocks.push(block);
    }

    /// Adds blocks.
    pub fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.joins = Joins::Nothing;
        self.blocks.extend(blocks);
    }

    /// The last block.
    pub fn last_mut(&mut self) -> Option<&mut Block> {
        self.blocks.last_mut()
    }

    /// The page setup that was changed to last.
    pub fn last_section(&self) -> Option<&spindle_model::document::PageSetup> {
        self.blocks.iter().rev().find_map(|block| match block {
            Block::Section(page) => Some(&**page),
            _ => None,
        })
    }

    /// The blocks.
    pub fn finish(self) -> Vec<Block> {
        self.blocks
    }

    fn push_quotation(&mut self, block: Block) {
        match self.blocks.last_mut() {
            Some(Block::Quote(blocks)) if self.joins == Joins::Quotation => blocks.push(block),
            _ => self.blocks.push(Block::Quote(vec![block])),
        }
        self.joins = Joins::Quotation;
    }

    fn push_code(&mut self, language: Option<&String>, line: &str) {
        match self.blocks.last_mut() {
            Some(Block::Code(code))
                if self.joins == Joins::Code && code.language.as_ref() == language =>
            {
                code.text.push('\n');
                code.text.push_str(line);
            }
            _ => self.blocks.push(Block::Code(CodeBlock {
                language: language.cloned(),
                text: line.to_owned(),
            })),
        }
        self.joins = Joins::Code;
    }
}

impl Reading<'_, '_> {
    /// All blocks up to the end of the element that was opened last.
    pub fn blocks(&mut self, xml: &mut Xml<'_>, flow: &mut Flow) -> Result<(), ConvertError> {
        loop {
            match xml.next()? {
                Node::Open(tag) => self.block(xml, &tag, flow)?,
                Node::Text(_) => {}
                Node::Close => return Ok(()),
            }
        }
    }

    /// One block, behind its end.
    pub fn block(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        flow: &mut Flow,
    ) -> Result<(), ConvertError> {
        match tag.name() {
            "text:p" | "text:h" => self.paragraph(xml, tag, flow),
            "text:list" => self.list(xml, tag, flow),
            "table:table" => self.table(xml, tag, flow),
            "text:section" => self.section(xml, tag, flow),
            "text:table-of-content"
            | "text:illustration-index"
            | "text:table-index"
            | "text:object-index"
            | "text:user-index"
            | "text:alphabetical-index"
            | "text:bibliography"
            | "text:index-body"
            | "text:index-title"
            | "text:numbered-paragraph"
            | "text:page-sequence" => self.blocks(xml, flow),
            "text:tracked-changes" => self.tracked_changes(xml),
            "text:change-start" | "text:change-end" => {
                self.change_mark(tag);
                xml.skip()
            }
            "text:change" => {
                xml.skip()?;
                let inlines = self.deleted(tag);
                if !inlines.is_empty() {
                    self.count_block()?;
                    flow.push(Block::Paragraph(Paragraph {
                        inlines,
                        ..Paragraph::default()
                    }));
                }
                Ok(())
            }
            name if name.starts_with("draw:") => {
                let mut line = Line::default();
                self.drawing(xml, tag, &TextFormat::default(), &mut line)?;
                self.begin_pages(None, None, flow)?;
                self.flush(line, None, &ParagraphStyle::default(), flow)
            }
            _ => xml.skip(),
        }
    }

    fn paragraph(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        flow: &mut Flow,
    ) -> Result<(), ConvertError> {
        self.count_block()?;
        let name = tag.get("text:style-name");
        let style = self.paragraph_style(name.as_deref().unwrap_or(names::STANDARD));
        let heading = (tag.name() == "text:h").then(|| {
            let level = tag.number("text:outline-level").unwrap_or(1).clamp(1, 9);
            u8::try_from(level).unwrap_or(1)
        });
        if let Some(list) = self.lists.last_mut() {
            list.spaced |= style.spaced;
            if list.style.is_none() {
                list.style.clone_from(&style.list_style);
            }
        }
        let first = !self.started;
        let begins = self.begin_pages(style.master_page.as_deref(), style.page_number, flow)?;
        let broken = style.break_before && !begins && !first;
        if broken && self.nesting == 0 {
            flow.push(Block::PageBreak);
        }
        let mut line = Line::default();
        self.inlines(xml, &style.text, &mut line)?;
        line.end();
        self.flush(line, heading, &style, flow)?;
        if style.break_after && self.nesting == 0 {
            flow.push(Block::PageBreak);
        }
        Ok(())
    }

    /// Adds what was read of a paragraph, and the boxes that stood in it.
    fn flush(
        &mut self,
        line: Line,
        heading: Option<u8>,
        style: &ParagraphStyle,
        flow: &mut Flow,
    ) -> Result<(), ConvertError> {
        let Line { inlines, after, .. } = line;
        let only_boxes = inlines.is_empty() && !after.is_empty();
        let mut format = style.format.clone();
        if style.break_before && self.nesting > 0 {
            format.page_break_before = Some(true);
        }
        let paragraph = |inlines| Paragraph {
            heading,
            inlines,
            format,
        };
        if !only_boxes {
            match &style.role {
                Role::Rule if heading.is_none() && inlines.is_empty() => flow.push(Block::Divider),
                Role::Quotation if heading.is_none() && !self.changes.in_quotation => {
                    flow.push_quotation(Block::Paragraph(paragraph(inlines)));
                }
                Role::Code(language) if heading.is_none() => match code_line(&inlines) {
                    Some(text) => flow.push_code(language.as_ref(), &text),
                    None => {
                        let inlines = inlines.into_iter().map(as_code).collect();
                        flow.push(Block::Paragraph(paragraph(inlines)));
                    }
                },
                _ => flow.push(Block::Paragraph(paragraph(inlines))),
            }
        }
        if !after.is_empty() {
            flow.extend(after);
        }
        Ok(())
    }
}

/// The text of a line of code; none where it holds more than text.
fn code_line(inlines: &[Inline]) -> Option<String> {
    let mut text = String::new();
    for inline in inlines {
        let format = &inline.format;
        if format.link.is_some() || format.change.is_some() || !format.comments.is_empty() {
            return None;
        }
        match &inline.kind {
            InlineKind::Text(piece) => text.push_str(piece),
            InlineKind::LineBreak => text.push('\n'),
            _ => return None,
        }
    }
    Some(text)
}

fn as_code(mut inline: Inline) -> Inline {
    if matches!(inline.kind, InlineKind::Text(_)) {
        inline.format.code = Some(true);
    }
    inline
}
