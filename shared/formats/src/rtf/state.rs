//! What holds within a group, and is taken back at its end.

use std::sync::Arc;

use spindle_model::document::{ParagraphFormat, Script, TextFormat};

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Destination {
    /// Into the document.
    #[default]
    Body,
    /// Nowhere.
    Skip,
    Fonts,
    Colors,
    Styles,
    Lists,
    ListOverrides,
    /// The authors of tracked changes.
    Authors,
    /// Into a text that [`Collect`] says the use of.
    Collect(Collect),
    /// The digits of a picture.
    Picture,
    /// What is said of rows of nested tables.
    NestedRow,
    /// Numbering of Word 6.
    OldList,
    /// Shapes and objects: only groups in them say something.
    Shape,
}

/// What a collected text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collect {
    Instruction,
    BookmarkStart,
    Title,
    Subject,
    Author,
    Keywords,
    CommentAuthor,
    CommentInitials,
    CommentDate,
    CommentRef,
    CommentStart,
    CommentEnd,
    PropertyName,
    PropertyValue,
}

/// What is to be done when a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtEnd {
    Nothing,
    Collected(Collect),
    Note,
    Header(HeaderKind),
    Comment,
    TextBox,
    Field,
    Picture,
    Style,
    ListLevel,
    List,
    ListOverride,
    OldList,
    Created,
    Modified,
}

/// Which header or footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeaderKind {
    pub(super) footer: bool,
    pub(super) pages: Pages,
}

/// Which pages a header is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    All,
    First,
    Even,
}

/// What holds within a group.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) destination: Destination,
    pub(super) text: TextState,
    pub(super) paragraph: ParagraphState,
    /// How many letters after a Unicode one stand for it in older readers.
    pub(super) skip: usize,
}

/// How letters look. Here `None` is off: differences from the style are found when the text is kept.
#[derive(Debug, Clone, Default)]
pub(super) struct TextState {
    pub(super) format: TextFormat,
    pub(super) font: i32,
    /// The character style.
    pub(super) style: Option<i32>,
    /// The font of Chinese, Japanese and Korean letters.
    pub(super) east_font: Option<i32>,
    /// Whether the next `\af` is of that font.
    pub(super) east: bool,
    /// Put in or taken out by a tracked change: author and date.
    pub(super) inserted: Option<(i32, i32)>,
    pub(super) deleted: Option<(i32, i32)>,
}

/// How the paragraph looks.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphState {
    pub(super) format: ParagraphFormat,
    pub(super) style: Option<i32>,
    pub(super) in_table: bool,
    pub(super) depth: Option<i32>,
    pub(super) list: i32,
    pub(super) level: u8,
    pub(super) outline: Option<u8>,
    pub(super) old_list: Option<OldList>,
    /// Height of lines as it was said, and whether it is a multiple.
    pub(super) line: i32,
    pub(super) multiple: bool,
}

/// A paragraph's numbering of Word 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct OldList {
    pub(super) bullet: bool,
    pub(super) level: u8,
    /// How it is numbered, as list levels say it.
    pub(super) kind: i32,
    pub(super) start: u32,
}

/// What a text's format has that its style has not; what it lacks of the style is taken back.
pub(super) fn difference(format: &TextFormat, base: &TextFormat) -> TextFormat {
    let flag = |now: Option<bool>, styled: Option<bool>| {
        let (now, styled) = (now == Some(true), styled == Some(true));
        (now != styled).then_some(now)
    };
    let mut out = format.clone();
    out.bold = flag(format.bold, base.bold);
    out.italic = flag(format.italic, base.italic);
    out.underline = flag(format.underline, base.underline);
    out.strike = flag(format.strike, base.strike);
    out.small_caps = flag(format.small_caps, base.small_caps);
    out.all_caps = flag(format.all_caps, base.all_caps);
    out.hidden = flag(format.hidden, base.hidden);
    out.script = format
        .script
        .filter(|script| Some(*script) != base.script as Option<Script>);
    out.color = format.color.filter(|color| Some(*color) != base.color);
    out.background = format
        .background
        .filter(|color| Some(*color) != base.background);
    out.size = format.size.filter(|size| Some(*size) != base.size);
    out.font = format
        .font
        .clone()
        .filter(|font| Some(font) != base.font.as_ref());
    out.language = format
        .language
        .clone()
        .filter(|language| Some(language) != base.language.as_ref());
    out
}

/// The same for paragraphs, without the style.
pub(super) fn paragraph_difference(
    format: &ParagraphFormat,
    base: &ParagraphFormat,
) -> ParagraphFormat {
    let length = |now: Option<f32>, styled: Option<f32>| match (now, styled) {
        (now, styled) if now == styled => None,
        (None, Some(styled)) => (styled != 0.0).then_some(0.0),
        (Some(now), None) => (now != 0.0).then_some(now),
        (now, _) => now,
    };
    let flag = |now: Option<bool>, styled: Option<bool>| {
        let (now, styled) = (now == Some(true), styled == Some(true));
        (now != styled).then_some(now)
    };
    ParagraphFormat {
        style: None,
        align: format.align.filter(|align| Some(*align) != base.align),
        indent: None,
        indent_start: length(format.indent_start, base.indent_start),
        indent_end: length(format.indent_end, base.indent_end),
        first_line: length(format.first_line, base.first_line),
        space_before: length(format.space_before, base.space_before),
        space_after: length(format.space_after, base.space_after),
        line_height: format
            .line_height
            .filter(|height| Some(*height) != base.line_height),
        rtl: flag(format.rtl, base.rtl),
        keep_next: flag(format.keep_next, base.keep_next),
        keep_lines: flag(format.keep_lines, base.keep_lines),
        page_break_before: flag(format.page_break_before, base.page_break_before),
        background: format
            .background
            .filter(|color| Some(*color) != base.background),
        other: None,
    }
}

/// A font of the table.
#[derive(Debug, Clone, Default)]
pub(super) struct Font {
    pub(super) name: Arc<str>,
    /// Its code page, where its character set or it itself says one.
    pub(super) page: Option<u32>,
    /// Whether its letters are symbols.
    pub(super) symbols: bool,
}
