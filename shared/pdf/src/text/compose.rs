//! From inlines to one text with spans: what is seen of them, in the words in which it is seen.

use std::rc::Rc;

use spindle_model::document::{Field, Image, ImageSource, Inline, InlineKind, Script, TextFormat};

use super::{LINE_BREAK, OBJECT, Span, SpanKind};
use crate::fonts::symbol_character;
use crate::layout::{Layout, NodeId, NodeKind};
use crate::style::{Caps, TextStyle};

/// Small capitals are this part of the size.
const SMALL_CAPS: f32 = 0.8;

/// A paragraph's text before it is shaped.
pub(crate) struct Composed {
    pub(crate) text: String,
    pub(crate) spans: Vec<Span>,
    pub(crate) notes: Vec<NoteMark>,
    pub(crate) anchors: Vec<(usize, Rc<str>)>,
    /// The look of an empty line.
    pub(crate) strut: Rc<TextStyle>,
}

/// The mark of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoteMark {
    /// The byte of the text where it stands.
    pub(crate) at: usize,
    /// The note, by its place among the notes that were met.
    pub(crate) note: usize,
}

impl Composed {
    /// Nothing, in the look that an empty line has.
    pub(crate) fn new(strut: Rc<TextStyle>) -> Self {
        Self {
            text: String::new(),
            spans: Vec::new(),
            notes: Vec::new(),
            anchors: Vec::new(),
            strut,
        }
    }

    /// Adds text that is seen as it is, but for characters that are no text.
    pub(crate) fn push(&mut self, text: &str, style: &Rc<TextStyle>, node: NodeId) {
        match style.caps {
            Caps::None => self.push_plain(text.chars(), style, node),
            Caps::All => self.push_plain(text.chars().flat_map(char::to_uppercase), style, node),
            Caps::Small => self.push_small_caps(text, style, node),
        }
    }

    fn push_plain(
        &mut self,
        characters: impl Iterator<Item = char>,
        style: &Rc<TextStyle>,
        node: NodeId,
    ) {
        self.text.extend(characters.filter_map(seen));
        self.end_span(style, SpanKind::Text, node);
    }

    fn push_small_caps(&mut self, text: &str, style: &Rc<TextStyle>, node: NodeId) {
        let small = Rc::new(TextStyle {
            size: style.size * SMALL_CAPS,
            ..TextStyle::clone(style)
        });
        let mut characters = text.chars().peekable();
        while let Some(first) = characters.peek() {
            let lower = first.is_lowercase();
            let style = if lower { &small } else { style };
            while let Some(character) =
                characters.next_if(|character| character.is_lowercase() == lower)
            {
                self.text.extend(character.to_uppercase().filter_map(seen));
            }
            self.end_span(style, SpanKind::Text, node);
        }
    }

    pub(crate) fn push_object(&mut self, kind: SpanKind, style: &Rc<TextStyle>, node: NodeId) {
        self.text.push(OBJECT);
        self.end_span(style, kind, node);
    }

    fn push_break(&mut self, style: &Rc<TextStyle>, node: NodeId) {
        self.text.push(LINE_BREAK);
        self.end_span(style, SpanKind::Text, node);
    }

    fn end_span(&mut self, style: &Rc<TextStyle>, kind: SpanKind, node: NodeId) {
        let end = self.text.len();
        match self.spans.last_mut() {
            Some(last) if last.end == end => {}
            Some(last)
                if kind == SpanKind::Text
                    && last.kind == SpanKind::Text
                    && last.node == node
                    && (Rc::ptr_eq(&last.style, style) || last.style == *style) =>
            {
                last.end = end;
            }
            _ => self.spans.push(Span {
                end,
                style: Rc::clone(style),
                kind,
                node,
            }),
        }
    }
}

/// A character as it is drawn; `None` for those that are no text.
fn seen(character: char) -> Option<char> {
    match character {
        '\t' => Some('\t'),
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | LINE_BREAK | '\u{2029}' => Some(' '),
        OBJECT | '\u{FEFF}' => None,
        character if character.is_control() => None,
        '\u{F000}'..='\u{F0FF}' => Some(symbol_character(character).unwrap_or(character)),
        character => Some(character),
    }
}

impl Layout<'_, '_, '_> {
    /// Composes the inlines of a paragraph whose text starts from `base`, within `room` points.
    pub(crate) fn compose(
        &mut self,
        inlines: &[Inline],
        base: &TextFormat,
        node: NodeId,
        room: f32,
    ) -> Composed {
        let mut composed = Composed::new(self.styles.plain(base));
        let mut rest = inlines.iter().peekable();
        while let Some(inline) = rest.next() {
            self.compose_inline(&mut composed, inline, base, node, room);
            if self.job.options.comments && !inline.format.comments.is_empty() {
                let goes_on = rest.peek().map_or(&[][..], |next| &next.format.comments);
                self.mark_comments(&mut composed, &inline.format.comments, goes_on, base, node);
            }
        }
        composed
    }

    fn compose_inline(
        &mut self,
        composed: &mut Composed,
        inline: &Inline,
        base: &TextFormat,
        node: NodeId,
        room: f32,
    ) {
        if let InlineKind::Bookmark(name) = &inline.kind {
            composed
                .anchors
                .push((composed.text.len(), Rc::from(name.as_str())));
            return;
        }
        let Some(style) = self.styles.text(&inline.format, base) else {
            return;
        };
        let node = match &style.link {
            Some(link) if node != NodeId::ARTIFACT => self.link_node(link, node),
            _ => node,
        };
        match &inline.kind {
            InlineKind::Text(text) => composed.push(text, &style, node),
            InlineKind::LineBreak => composed.push_break(&style, node),
            InlineKind::Image(image) => self.compose_image(composed, image, &style, node, room),
            InlineKind::Formula(latex) => self.compose_formula(composed, latex, &style, node),
            InlineKind::Note(index) => self.compose_note(composed, *index, inline, base, node),
            InlineKind::Mention { name, .. } => {
                composed.push(&format!("@{name}"), &style, node);
            }
            InlineKind::Field(Field::PageNumber) => match self.page {
                Some((number, _)) => composed.push(&number.to_string(), &style, node),
                None => composed.push_object(SpanKind::PageNumber, &style, node),
            },
            InlineKind::Field(Field::PageCount) => match self.page {
                Some((_, count)) => composed.push(&count.to_string(), &style, node),
                None => composed.push_object(SpanKind::PageCount, &style, node),
            },
            InlineKind::Field(Field::Other { shown, .. }) => composed.push(shown, &style, node),
            InlineKind::Embed(name, _) => self.job.warn(
                "embed-dropped",
                format!("what the editor calls \"{name}\" has no place on a page and was left out"),
            ),
            InlineKind::Bookmark(_) => {}
        }
    }

    /// Puts the numbers of comments behind the text that they are on.
    fn mark_comments(
        &mut self,
        composed: &mut Composed,
        comments: &[usize],
        goes_on: &[usize],
        base: &TextFormat,
        node: NodeId,
    ) {
        let look = TextFormat {
            script: Some(Script::Super),
            ..TextFormat::default()
        };
        let Some(style) = self.styles.text(&look, base) else {
            return;
        };
        for comment in comments {
            if *comment < self.document.comments.len()
                && !goes_on.contains(comment)
                && self.marked.insert(*comment)
            {
                let number = comment.saturating_add(1);
                composed.push(&format!("[{number}]"), &style, node);
            }
        }
    }

    fn compose_image(
        &mut self,
        composed: &mut Composed,
        image: &Image,
        style: &Rc<TextStyle>,
        node: NodeId,
        room: f32,
    ) {
        let limit = self.picture_height;
        match self.pictures.fit(image, room, limit, self.job) {
            Some((index, width, height)) => {
                let figure = if node == NodeId::ARTIFACT {
                    node
                } else {
                    let alt = match (&image.alt, &image.title) {
                        (alt, Some(title)) if alt.is_empty() => title.clone(),
                        (alt, _) => alt.clone(),
                    };
                    self.tree.add_later(node, NodeKind::Figure(alt))
                };
                composed.push_object(
                    SpanKind::Image {
                        index,
                        width,
                        height,
                    },
                    style,
                    figure,
                );
            }
            None => {
                let what = match &image.source {
                    _ if !image.alt.is_empty() => image.alt.as_str(),
                    ImageSource::Url(url) => url.as_str(),
                    ImageSource::Media(_) => "picture",
                };
                composed.push(&format!("[{what}]"), style, node);
            }
        }
    }

    /// A formula is shown as its source, but for what letters above and below the line can show.
    fn compose_formula(
        &mut self,
        composed: &mut Composed,
        latex: &str,
        style: &Rc<TextStyle>,
        node: NodeId,
    ) {
        let node = if node == NodeId::ARTIFACT {
            node
        } else {
            self.tree
                .add_later(node, NodeKind::Formula(latex.to_owned()))
        };
        let letters = Rc::new(TextStyle {
            italic: true,
            ..TextStyle::clone(style)
        });
        let Some(pieces) = super::formula::simple(latex) else {
            composed.push(latex, &letters, node);
            return;
        };
        for piece in pieces {
            let size = style.size;
            let (size, rise) = match piece.script {
                Some(Script::Super) => (size * 0.68, size * 0.36),
                Some(Script::Sub) => (size * 0.68, size * -0.16),
                None => (size, 0.0),
            };
            let upright = !piece.text.chars().any(char::is_alphabetic);
            let style = Rc::new(TextStyle {
                italic: !upright,
                size,
                rise: style.rise + rise,
                ..TextStyle::clone(style)
            });
            composed.push(&piece.text, &style, node);
        }
    }

    fn compose_note(
        &mut self,
        composed: &mut Composed,
        index: usize,
        inline: &Inline,
        base: &TextFormat,
        node: NodeId,
    ) {
        let Some((note, label)) = self.notes.meet(index, self.document) else {
            self.job.warn(
                "note-missing",
                "the mark of a note that is not there was left out",
            );
            return;
        };
        let raised = TextFormat {
            script: Some(Script::Super),
            ..inline.format.clone()
        };
        if let Some(style) = self.styles.text(&raised, base) {
            composed.notes.push(NoteMark {
                at: composed.text.len(),
                note,
            });
            composed.push(&label, &style, node);
        }
    }
}
