//! Blocks one after the other.

use std::fmt::Write;

use spindle_model::document::{Block, CodeBlock, Document, Paragraph};

use super::Writing;
use super::paragraph::Before;
use crate::docx::flat::{Flat, Place, flatten};
use crate::docx::styles::StyleKey;

/// How deep quotations and tables are written.
const DEEPEST: usize = 50;

impl<'d> Writing<'d> {
    /// Writes blocks.
    pub(in crate::docx) fn flats(&mut self, out: &mut String, flats: &[Flat<'_>]) {
        self.nums.survey(flats);
        let mut after_table = false;
        for (index, flat) in flats.iter().enumerate() {
            let table = matches!(&*flat.block, Block::Table(_)) && flat.place == Place::Plain;
            if table && after_table {
                // Two tables without anything between them would be one.
                out.push_str(&self.separator());
            }
            after_table = table;
            let next = flats.get(index.saturating_add(1));
            self.flat(out, flat, next);
        }
    }

    /// Blocks of a container.
    pub(super) fn blocks(&mut self, out: &mut String, blocks: &[Block]) {
        if self.inner > DEEPEST {
            self.warn(
                "too-deep",
                "what is nested too deep in tables and quotations is written as plain text",
            );
            let deep = Document {
                blocks: blocks.to_vec(),
                ..Document::default()
            };
            for line in deep.plain_text().lines() {
                let paragraph = Paragraph::text(line);
                self.paragraph(out, &paragraph, Place::Plain, &Before::default());
            }
            return;
        }
        let mut next_list = self.next_list;
        let styles = &self.document.styles;
        let flats = flatten(blocks, styles, self.in_quote, &mut next_list);
        self.next_list = next_list;
        self.inner = self.inner.saturating_add(1);
        self.flats(out, &flats);
        self.inner = self.inner.saturating_sub(1);
    }

    /// A paragraph that only the format needs.
    pub(in crate::docx) fn separator(&mut self) -> String {
        let mut out = String::new();
        let before = Before {
            skip: true,
            ..Before::default()
        };
        self.paragraph(&mut out, &Paragraph::default(), Place::Plain, &before);
        out
    }

    /// Writes one block; the next one tells whether it is the last of its section.
    pub(in crate::docx) fn flat(
        &mut self,
        out: &mut String,
        flat: &Flat<'_>,
        next: Option<&Flat<'_>>,
    ) {
        if let Place::InItem(level) = flat.place
            && !plain_in_item(&flat.block)
        {
            let _ = write!(
                out,
                "<w:sdt><w:sdtPr><w:tag w:val=\"spindle:item:{level}\"/></w:sdtPr><w:sdtContent>"
            );
            let in_quote = std::mem::replace(&mut self.in_quote, false);
            self.contents(out, std::slice::from_ref(&*flat.block));
            self.in_quote = in_quote;
            out.push_str("</w:sdtContent></w:sdt>");
            return;
        }
        match &*flat.block {
            Block::Paragraph(paragraph) => {
                let mut before = Before {
                    bare: matches!(flat.place, Place::Item { bare: true, .. }),
                    ..Before::default()
                };
                if let Some(Flat { block, .. }) = next
                    && matches!(**block, Block::Section(_))
                    && self.inner == 0
                    && !paragraph.inlines.is_empty()
                {
                    before.section = self.section_properties();
                }
                self.paragraph(out, paragraph, flat.place, &before);
            }
            Block::Code(code) => self.code_line(out, code, flat.place == Place::CodeStart),
            Block::Table(table) => self.table(out, table),
            Block::Divider => {
                let style = self.styles.id(&StyleKey::Rule);
                let _ = write!(
                    out,
                    "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr></w:p>"
                );
            }
            Block::PageBreak if self.inner == 0 => {
                out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
            }
            Block::PageBreak => self.warn(
                "page-break-skipped",
                "a page break inside of a table, quotation or list is left out",
            ),
            Block::Section(setup) if self.inner == 0 => {
                // The last paragraph may have said already that its section ends.
                if !self.section_said {
                    let section = self.section_properties();
                    let _ = write!(out, "<w:p><w:pPr>{section}</w:pPr></w:p>");
                }
                self.section_said = false;
                self.begin_section(setup);
            }
            Block::Section(_) => self.warn(
                "section-skipped",
                "a section that begins inside of a table, quotation or list is left out",
            ),
            Block::Quote(blocks) => {
                if blocks.is_empty() {
                    return;
                }
                out.push_str(
                    "<w:sdt><w:sdtPr><w:tag w:val=\"spindle:quote\"/></w:sdtPr><w:sdtContent>",
                );
                let in_quote = std::mem::replace(&mut self.in_quote, true);
                self.contents(out, blocks);
                self.in_quote = in_quote;
                out.push_str("</w:sdtContent></w:sdt>");
            }
            Block::List(_) => {}
        }
        if matches!(&*flat.block, Block::Paragraph(paragraph) if !paragraph.inlines.is_empty())
            && self.inner == 0
        {
            self.section_said = next.is_some_and(|next| matches!(*next.block, Block::Section(_)));
        }
    }

    /// The content of a content control, which must hold something.
    fn contents(&mut self, out: &mut String, blocks: &[Block]) {
        let start = out.len();
        self.blocks(out, blocks);
        if out.len() == start {
            let separator = self.separator();
            out.push_str(&separator);
        }
    }

    fn code_line(&mut self, out: &mut String, code: &CodeBlock, begins: bool) {
        let (key, carried) = match code.language.as_deref() {
            Some(language) if can_be_named(language) => (Some(language.to_owned()), None),
            Some(language) => (None, Some(language.to_owned())),
            None => (None, None),
        };
        let mut paragraph = Paragraph::default();
        if !code.text.is_empty() {
            paragraph.inlines = vec![spindle_model::document::Inline::text(code.text.as_str())];
        }
        let before = Before {
            code: Some(StyleKey::Code(key)),
            language: carried,
            begins,
            ..Before::default()
        };
        self.paragraph(out, &paragraph, Place::Plain, &before);
    }
}

/// Whether a style alone says that it goes on an item.
fn plain_in_item(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph)
        if paragraph.heading.is_none() && paragraph.format.style.is_none())
}

/// Whether the name of a style can hold the name of a language.
fn can_be_named(language: &str) -> bool {
    (1..=40).contains(&language.len())
        && language
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+#._-".contains(&byte))
}
