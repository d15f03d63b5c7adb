//! What stands in a line.

use serde_json::Value;

use super::TextFormat;

/// One piece of a line with one format.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// How it looks.
    pub format: TextFormat,
}

/// What a piece of a line is.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Text; a tab is a tab, a line feed does not occur.
    Text(String),
    /// A line ends, the paragraph goes on.
    LineBreak,
    /// A picture.
    Image(Image),
    /// A formula in LaTeX.
    Formula(String),
    /// The mark of a note: an index into `Document::notes`.
    Note(usize),
    /// A person who is named.
    Mention {
        /// The person's id, where known.
        id: String,
        /// What is shown, without the at sign.
        name: String,
    },
    /// What a program fills in.
    Field(Field),
    /// A place that links can name.
    Bookmark(String),
    /// An embed of an editor that nothing else fits: its Delta name and value.
    Embed(String, Value),
}

/// What a program fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// The number of the page.
    PageNumber,
    /// The number of pages.
    PageCount,
    /// Another one: the instruction as the format writes it, and what was last shown.
    Other {
        /// The instruction.
        instruction: String,
        /// What was last shown.
        shown: String,
    },
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Where its bytes are.
    pub source: ImageSource,
    /// What it shows, in words.
    pub alt: String,
    /// A title, where it has one.
    pub title: Option<String>,
    /// Width in points.
    pub width: Option<f32>,
    /// Height in points.
    pub height: Option<f32>,
}

/// Where a picture's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageSource {
    /// In `Document::media`.
    Media(usize),
    /// Elsewhere; never fetched by a reader or writer.
    Url(String),
}

/// Where a text leads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// The address; `#name` leads to a bookmark or heading of the document.
    pub href: String,
    /// A title, where it has one.
    pub title: Option<String>,
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(InlineKind::Text(text.into()), TextFormat::default())
    }

    /// A piece of a line.
    pub fn new(kind: InlineKind, format: TextFormat) -> Self {
        Self { kind, format }
    }

    /// Appends what it reads as, without formats. Text that a tracked change took out does not count.
    pub fn write_plain(&self, plain: &mut String) {
        if self.format.is_deleted() {
            return;
        }
        match &self.kind {
            InlineKind::Text(text) => plain.push_str(text),
            InlineKind::LineBreak => plain.push('\n'),
            InlineKind::Image(image) => plain.push_str(&image.alt),
            InlineKind::Formula(latex) => plain.push_str(latex),
            InlineKind::Mention { name, .. } => {
                plain.push('@');
                plain.push_str(name);
            }
            InlineKind::Field(Field::Other { shown, .. }) => plain.push_str(shown),
            InlineKind::Field(Field::PageNumber | Field::PageCount)
            | InlineKind::Note(_)
            | InlineKind::Bookmark(_)
            | InlineKind::Embed(..) => {}
        }
    }
}
