//! A text document: blocks of inlines, as every reader fills it in and every writer takes it.
//!
//! Lengths are points (1/72 inch) unless a field says otherwise. What a format does not say is `None`: the writer's
//! own default, or what [`Document::styles`] says of the paragraph's style.

mod format;
mod inline;
mod lists;
mod page;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use format::{
    Align, Change, ChangeKind, LineHeight, Other, ParagraphFormat, Script, Size, TextFormat,
};
pub use inline::{Field, Image, ImageSource, Inline, InlineKind, Link};
pub use lists::{ListBuilder, ListMark};
pub use page::{HeaderFooter, Margins, PageSetup, SectionStart};
pub use table::{Border, Borders, Cell, Row, Table, VerticalAlign};

pub use crate::color::Color;

/// A text document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// What the document says, in reading order.
    pub blocks: Vec<Block>,
    /// The first page setup; a later one comes in as [`Block::Section`].
    pub page: PageSetup,
    /// Footnotes and endnotes; [`InlineKind::Note`] holds an index into this.
    pub notes: Vec<Note>,
    /// Comments; [`TextFormat::comments`] holds indexes into this.
    pub comments: Vec<Comment>,
    /// The bytes of pictures; [`ImageSource::Media`] holds an index into this.
    pub media: Vec<Media>,
    /// Named styles by the id that [`ParagraphFormat::style`] and [`TextFormat::style`] use, inheritance resolved.
    pub styles: BTreeMap<Arc<str>, Style>,
    /// What holds where neither a style nor the text itself says anything.
    pub defaults: Style,
    /// Title, author and the like.
    pub metadata: Metadata,
}

/// One block.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph or a heading.
    Paragraph(Paragraph),
    /// A bulleted, numbered or task list.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(CodeBlock),
    /// A table.
    Table(Table),
    /// A horizontal rule.
    Divider,
    /// The next block begins a page.
    PageBreak,
    /// From here on another page setup holds.
    Section(Box<PageSetup>),
}

/// A paragraph or a heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// For headings: the level, 1 to 9.
    pub heading: Option<u8>,
    /// What it says.
    pub inlines: Vec<Inline>,
    /// How it looks.
    pub format: ParagraphFormat,
}

/// A list. An item without a block of its own but with a nested list only is how a list begins deeper than at level 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// What stands before the items.
    pub kind: ListKind,
    /// Whether paragraphs of items stand without space between them (CommonMark's "tight").
    pub tight: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListKind {
    /// A bullet (or a box, see [`ListItem::checked`]).
    #[default]
    Bullet,
    /// A number.
    Ordered {
        /// The number of the first item.
        start: u32,
        /// How it is written.
        style: NumberStyle,
    },
}

/// How the numbers of a list are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberStyle {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// 一, 二, 三.
    Chinese,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListItem {
    /// For items of a task list: whether it is done.
    pub checked: Option<bool>,
    /// What it says; nested lists are blocks of it.
    pub blocks: Vec<Block>,
}

/// Preformatted text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeBlock {
    /// The language, where it is said.
    pub language: Option<String>,
    /// The lines, separated by line feeds, without one at the end.
    pub text: String,
}

/// A footnote or endnote.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Note {
    /// Whether it stands at the end of the document and not of the page.
    pub endnote: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A comment on a part of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comment {
    /// Who wrote it.
    pub author: String,
    /// When, as RFC 3339.
    pub date: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A picture's bytes as they lay in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The media type, for example `image/png`.
    pub media_type: String,
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

/// A named style, with what it inherits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Style {
    /// The name that people see.
    pub name: String,
    /// How paragraphs look.
    pub paragraph: ParagraphFormat,
    /// How text looks.
    pub text: TextFormat,
}

/// What a document says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Keywords, as one text.
    pub keywords: Option<String>,
    /// The language of the text, as BCP 47.
    pub language: Option<String>,
    /// When it was made, as RFC 3339.
    pub created: Option<String>,
    /// When it was last changed, as RFC 3339.
    pub modified: Option<String>,
}

impl Paragraph {
    /// A paragraph of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            inlines: vec![Inline::text(text)],
            ..Self::default()
        }
    }

    /// The text of it, without formats; a line break is a line feed.
    pub fn plain_text(&self) -> String {
        let mut plain = String::new();
        for inline in &self.inlines {
            inline.write_plain(&mut plain);
        }
        plain
    }
}

impl Document {
    /// Keeps a picture's bytes and answers its index; the same bytes are kept once.
    pub fn add_media(&mut self, media_type: &str, bytes: &[u8]) -> usize {
        let known = self
            .media
            .iter()
            .position(|media| *media.bytes == *bytes && media.media_type == media_type);
        known.unwrap_or_else(|| {
            self.media.push(Media {
                media_type: media_type.to_owned(),
                bytes: bytes.into(),
            });
            self.media.len().saturating_sub(1)
        })
    }

    /// The text of the whole document, one line for each paragraph, cell lines included; notes are not.
    pub fn plain_text(&self) -> String {
        let mut plain = String::new();
        write_plain(&self.blocks, &mut plain);
        plain
    }

    /// Calls `visit` with every paragraph of the body and of notes, and so with every picture that they hold.
    pub fn for_each_paragraph_mut(&mut self, visit: &mut dyn FnMut(&mut Paragraph)) {
        each_paragraph(&mut self.blocks, visit);
        for note in &mut self.notes {
            each_paragraph(&mut note.blocks, visit);
        }
    }
}

fn each_paragraph(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::List(list) => {
                for item in &mut list.items {
                    each_paragraph(&mut item.blocks, visit);
                }
            }
            Block::Quote(blocks) => each_paragraph(blocks, visit),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    each_paragraph(&mut cell.blocks, visit);
                }
            }
            Block::Code(_) | Block::Divider | Block::PageBreak | Block::Section(_) => {}
        }
    }
}

pub(crate) fn write_plain(blocks: &[Block], plain: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                for inline in &paragraph.inlines {
                    inline.write_plain(plain);
                }
                plain.push('\n');
            }
            Block::List(list) => {
                for item in &list.items {
                    write_plain(&item.blocks, plain);
                }
            }
            Block::Quote(blocks) => write_plain(blocks, plain),
            Block::Code(code) => {
                plain.push_str(&code.text);
                plain.push('\n');
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    write_plain(&cell.blocks, plain);
                }
            }
            Block::Divider | Block::PageBreak | Block::Section(_) => {}
        }
    }
}
