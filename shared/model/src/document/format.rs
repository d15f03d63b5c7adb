//! How text and paragraphs look.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::{Color, Link};

/// Attributes that no field has a place for, by their Delta name: kept so that nothing is lost on the way back.
pub type Other = Option<Box<BTreeMap<String, Value>>>;

/// How text looks. `Some(false)` takes back what a style says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextFormat {
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Underlined.
    pub underline: Option<bool>,
    /// Struck through.
    pub strike: Option<bool>,
    /// Code in a line of text.
    pub code: Option<bool>,
    /// Above or below the line.
    pub script: Option<Script>,
    /// Written in small capitals.
    pub small_caps: Option<bool>,
    /// Written in capitals.
    pub all_caps: Option<bool>,
    /// Not shown.
    pub hidden: Option<bool>,
    /// Colour of the letters.
    pub color: Option<Color>,
    /// Colour behind the letters.
    pub background: Option<Color>,
    /// Font family.
    pub font: Option<Arc<str>>,
    /// Font size.
    pub size: Option<Size>,
    /// Written from right to left.
    pub rtl: Option<bool>,
    /// Language, as BCP 47.
    pub language: Option<Arc<str>>,
    /// Where it leads.
    pub link: Option<Arc<Link>>,
    /// Id of a character style in `Document::styles`.
    pub style: Option<Arc<str>>,
    /// A tracked change that put the text in or took it out.
    pub change: Option<Arc<Change>>,
    /// Comments on it: indexes into `Document::comments`.
    pub comments: Vec<usize>,
    /// What else was said.
    pub other: Other,
}

/// How a paragraph looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ParagraphFormat {
    /// Id of a style in `Document::styles`.
    pub style: Option<Arc<str>>,
    /// Alignment.
    pub align: Option<Align>,
    /// Steps of indentation, 1 to 8, as editors count them; beside the lengths below.
    pub indent: Option<u8>,
    /// Space at the side where lines begin, in points.
    pub indent_start: Option<f32>,
    /// Space at the side where lines end, in points.
    pub indent_end: Option<f32>,
    /// More space for the first line, in points; negative for a hanging one.
    pub first_line: Option<f32>,
    /// Space above, in points.
    pub space_before: Option<f32>,
    /// Space below, in points.
    pub space_after: Option<f32>,
    /// Height of lines.
    pub line_height: Option<LineHeight>,
    /// Written from right to left.
    pub rtl: Option<bool>,
    /// On the page of the next paragraph.
    pub keep_next: Option<bool>,
    /// All lines on one page.
    pub keep_lines: Option<bool>,
    /// Begins a page.
    pub page_break_before: Option<bool>,
    /// Colour behind it.
    pub background: Option<Color>,
    /// What else was said.
    pub other: Other,
}

/// Above or below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Above.
    Super,
    /// Below.
    Sub,
}

/// A font size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Size {
    /// In points.
    Points(f32),
    /// 0.75 of the size around it.
    Small,
    /// 1.5 of the size around it.
    Large,
    /// 2.5 of the size around it.
    Huge,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// At both sides.
    Justify,
}

/// The height of lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LineHeight {
    /// Of what the font asks for.
    Multiple(f32),
    /// At least so many points.
    AtLeast(f32),
    /// So many points.
    Exactly(f32),
}

/// Who changed a text, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// By whom.
    pub author: String,
    /// When, as RFC 3339.
    pub date: Option<String>,
}

/// What a tracked change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Puts the text in.
    Inserted,
    /// Takes the text out.
    Deleted,
}

impl TextFormat {
    /// This format over `base`: what this one does not say, `base` does. Links, changes, comments and what else was
    /// said come from this one alone where it has any.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            underline: self.underline.or(base.underline),
            strike: self.strike.or(base.strike),
            code: self.code.or(base.code),
            script: self.script.or(base.script),
            small_caps: self.small_caps.or(base.small_caps),
            all_caps: self.all_caps.or(base.all_caps),
            hidden: self.hidden.or(base.hidden),
            color: self.color.or(base.color),
            background: self.background.or(base.background),
            font: self.font.clone().or_else(|| base.font.clone()),
            size: self.size.or(base.size),
            rtl: self.rtl.or(base.rtl),
            language: self.language.clone().or_else(|| base.language.clone()),
            link: self.link.clone().or_else(|| base.link.clone()),
            style: self.style.clone().or_else(|| base.style.clone()),
            change: self.change.clone().or_else(|| base.change.clone()),
            comments: if self.comments.is_empty() {
                base.comments.clone()
            } else {
                self.comments.clone()
            },
            other: self.other.clone().or_else(|| base.other.clone()),
        }
    }

    /// Whether the text was taken out by a tracked change that nobody accepted yet.
    pub fn is_deleted(&self) -> bool {
        self.change
            .as_ref()
            .is_some_and(|change| change.kind == ChangeKind::Deleted)
    }
}

impl ParagraphFormat {
    /// This format over `base`: what this one does not say, `base` does.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        Self {
            style: self.style.clone().or_else(|| base.style.clone()),
            align: self.align.or(base.align),
            indent: self.indent.or(base.indent),
            indent_start: self.indent_start.or(base.indent_start),
            indent_end: self.indent_end.or(base.indent_end),
            first_line: self.first_line.or(base.first_line),
            space_before: self.space_before.or(base.space_before),
            space_after: self.space_after.or(base.space_after),
            line_height: self.line_height.or(base.line_height),
            rtl: self.rtl.or(base.rtl),
            keep_next: self.keep_next.or(base.keep_next),
            keep_lines: self.keep_lines.or(base.keep_lines),
            page_break_before: self.page_break_before.or(base.page_break_before),
            background: self.background.or(base.background),
            other: self.other.clone().or_else(|| base.other.clone()),
        }
    }
}

impl Size {
    /// The size in points, where the text around it has `around` points.
    pub fn points(self, around: f32) -> f32 {
        match self {
            Self::Points(points) => points,
            Self::Small => around * 0.75,
            Self::Large => around * 1.5,
            Self::Huge => around * 2.5,
        }
    }
}
