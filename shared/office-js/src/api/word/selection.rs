//! Where the cursor of a script stands and what it has selected; the members that move and use it.

mod piece;

use spindle_ooxml::word::TextDocument;
use spindle_ooxml::word::caret::{self, Caret};
use spindle_ooxml::word::{block, inline, span};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, or_null, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::ApiError;
use crate::value::Value;

pub use piece::{Piece, get_piece, replace_piece, select_current_word};

/// The cursor: where it stands, and where the selection began when there is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection {
    head: Option<Caret>,
    anchor: Option<Caret>,
}

/// The offset of a cursor that stands behind the first element of its paragraph, which may be yet to come.
pub const BEHIND_FIRST: usize = usize::MAX;

impl Selection {
    /// The cursor of a document as it is opened: in its first paragraph, and it stays there when others come before.
    pub fn at_start(text: &TextDocument) -> Self {
        Self {
            head: caret::at(text.dom(), text.body(), 0),
            anchor: None,
        }
    }
}

/// Whether a paragraph is in a story of the document.
fn stands(dom: &Dom, paragraph: NodeId) -> bool {
    spindle_ooxml::word::props::attached(dom, paragraph)
}

/// A place made to lie inside its paragraph.
fn clamped(dom: &Dom, place: Caret) -> Caret {
    let last = span::paragraph_len(dom, place.paragraph);
    Caret {
        offset: place.offset.min(last),
        ..place
    }
}

impl WordEditor {
    /// Where the cursor stands: the beginning of the body when its paragraph is gone.
    pub fn caret(&mut self) -> Caret {
        if let Some(head) = self.selection.head
            && stands(self.dom(), head.paragraph)
        {
            if head.offset == BEHIND_FIRST {
                return self.behind_first(head.paragraph);
            }
            let place = clamped(self.dom(), head);
            let last = span::paragraph_len(self.dom(), place.paragraph) - 1;
            return Caret {
                offset: place.offset.min(last),
                ..place
            };
        }
        let body = self.text.body();
        block::close_if_empty(self.dom_mut(), body);
        let found = caret::at(self.dom(), body, 0);
        let paragraph = found.map_or_else(
            || {
                let paragraph = self.dom_mut().element("w:p");
                block::append(self.dom_mut(), body, paragraph);
                paragraph
            },
            |place| place.paragraph,
        );
        // A paragraph that a script made has its cursor where its first text ended.
        if self.is_new {
            return self.behind_first(paragraph);
        }
        Caret {
            paragraph,
            offset: 0,
        }
    }

    /// The place behind the first element of a paragraph.
    pub fn behind_first(&self, paragraph: NodeId) -> Caret {
        let dom = self.dom();
        let first = inline::elements(dom, paragraph).into_iter().next();
        let runs = first.map_or_else(Vec::new, |first| {
            if dom.is(first, "w:r") {
                vec![first]
            } else {
                inline::runs(dom, first)
            }
        });
        Caret {
            paragraph,
            offset: runs.into_iter().map(|run| span::run_len(dom, run)).sum(),
        }
    }

    /// Puts the cursor there; nothing is selected then.
    pub fn move_caret(&mut self, place: Caret) {
        self.selection = Selection {
            head: Some(place),
            anchor: None,
        };
    }

    /// Selects what lies between two places; the cursor stands at the second.
    pub fn select(&mut self, from: Caret, to: Caret) {
        self.selection = Selection {
            head: Some(to),
            anchor: Some(from),
        };
    }

    /// The ends of the selection in order; `None` when nothing is selected.
    pub fn selected(&mut self) -> Option<(Caret, Caret)> {
        let (anchor, head) = (self.selection.anchor?, self.selection.head?);
        let dom = self.dom();
        if !stands(dom, anchor.paragraph) || !stands(dom, head.paragraph) {
            return None;
        }
        let (anchor, head) = (clamped(dom, anchor), clamped(dom, head));
        let story = caret::story(dom, head.paragraph);
        let place =
            |caret: Caret| Some(span::offset_of(dom, story, caret.paragraph)? + caret.offset);
        let (from, to) = (place(anchor)?, place(head)?);
        match from.cmp(&to) {
            std::cmp::Ordering::Less => Some((anchor, head)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some((head, anchor)),
        }
    }

    /// Takes out what is selected and puts the cursor there; answers where it stands.
    pub fn clear_selection(&mut self) -> Caret {
        let Some((from, to)) = self.selected() else {
            return self.caret();
        };
        let place = caret::delete(self.dom_mut(), from, to);
        self.move_caret(place);
        place
    }

    /// Types text at the cursor in place of what is selected; line ends begin paragraphs.
    pub fn type_text(&mut self, text: &str) {
        let mut place = self.clear_selection();
        for (index, line) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
            if index > 0 {
                let paragraph = caret::split(self.dom_mut(), place);
                place = Caret {
                    paragraph,
                    offset: 0,
                };
            }
            if !line.is_empty() {
                let model = self.model_run(place.paragraph);
                place = super::review::typed(self, place, line, model);
            }
        }
        self.move_caret(place);
    }

    /// Selects a stretch of a container.
    pub fn select_span(&mut self, container: NodeId, start: usize, end: usize) -> bool {
        let dom = self.dom();
        if !stands(dom, container) {
            return false;
        }
        let from = caret::at(dom, container, start);
        // A stretch up to the end of a paragraph takes its mark in.
        let to = end
            .checked_sub(1)
            .and_then(|last| caret::at(dom, container, last));
        match (from, to) {
            (Some(from), Some(to)) if end > start => {
                let to = Caret {
                    offset: to.offset + 1,
                    ..to
                };
                self.select(from, to);
            }
            (Some(from), _) => self.move_caret(from),
            _ => return false,
        }
        true
    }
}

/// `Select` of a paragraph, run, table or range; a paragraph answers `true` even when it is nowhere.
pub fn select(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = match call.this {
        WordRef::Range(..) => super::range::bounds(call),
        WordRef::Run(run) => {
            let dom = call.doc.dom();
            let found = dom
                .ancestor(run, "w:p")
                .and_then(|paragraph| Some((paragraph, span::offset_of(dom, paragraph, run)?)));
            let Some((paragraph, start)) = found else {
                return no();
            };
            (paragraph, start, start + span::run_len(dom, run))
        }
        _ => {
            let node = this(call)?;
            (node, 0, span::len(call.doc.dom(), node))
        }
    };
    let done = call.doc.select_span(container, start, end);
    Ok((done || matches!(call.this, WordRef::Paragraph(_))).into())
}

/// `ApiDocument.GetRangeBySelect`
pub fn get_range_by_select(call: &mut WordCall<'_>) -> WordResult {
    let (from, to) = match call.doc.selected() {
        Some(ends) => ends,
        None => {
            let place = call.doc.caret();
            (place, place)
        }
    };
    let dom = call.doc.dom();
    let story = caret::story(dom, from.paragraph);
    let position = |place: Caret| {
        span::offset_of(dom, story, place.paragraph).map(|begin| begin + place.offset)
    };
    let range = position(from)
        .zip(position(to))
        .map(|(from, to)| WordRef::Range(story, from, to));
    Ok(or_null(range))
}

/// `ApiDocument.RemoveSelection`: the cursor goes to the end of what was selected.
pub fn remove_selection(call: &mut WordCall<'_>) -> WordResult {
    let place = call.doc.caret();
    call.doc.move_caret(place);
    yes()
}

/// The paragraph of the cursor; that of a content is the cursor's when it is inside, else the first.
fn current_paragraph(call: &mut WordCall<'_>) -> Caret {
    let place = call.doc.caret();
    let container = match call.this {
        WordRef::Content(node) | WordRef::Cell(node) => node,
        _ => return place,
    };
    let dom = call.doc.dom();
    if dom.ancestors(place.paragraph).any(|up| up == container) {
        return place;
    }
    caret::at(dom, container, 0).unwrap_or(place)
}

/// `GetCurrentParagraph`
pub fn get_current_paragraph(call: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Handle(WordRef::Paragraph(
        current_paragraph(call).paragraph,
    )))
}

/// `GetCurrentRun`
pub fn get_current_run(call: &mut WordCall<'_>) -> WordResult {
    let place = current_paragraph(call);
    let run = caret::run_before(call.doc.dom(), place).map(|(run, _)| run);
    let run = run.unwrap_or_else(|| call.doc.add_run(place.paragraph, ""));
    Ok(Value::Handle(WordRef::Run(run)))
}

/// `ApiDocument.EnterText`
pub fn enter_text(call: &mut WordCall<'_>) -> WordResult {
    let Value::Text(text) = call.args.get(0) else {
        return Err(ApiError::State(
            "The 'text' parameter must be a string".to_owned(),
        ));
    };
    let text = text.clone();
    if !super::sdt::create::type_into_control(call.doc, &text) {
        call.doc.type_text(&text);
    }
    yes()
}

/// `ApiDocument.InsertParagraphBreak`
pub fn insert_paragraph_break(call: &mut WordCall<'_>) -> WordResult {
    call.doc.type_text("\n");
    yes()
}

/// `MoveCursorToStart` and `MoveCursorToEnd` of a document or paragraph.
pub fn move_to_edge(call: &mut WordCall<'_>, end: bool) -> WordResult {
    let dom = call.doc.dom();
    let container = match call.this {
        WordRef::Paragraph(node) => node,
        _ => call.doc.text.body(),
    };
    let position = if end { usize::MAX } else { 0 };
    if let Some(place) = caret::at(dom, container, position)
        && stands(dom, place.paragraph)
    {
        call.doc.move_caret(place);
    }
    yes()
}

/// `MoveCursorToPos` of a document, run or range.
pub fn move_to_position(call: &mut WordCall<'_>) -> WordResult {
    let in_run = matches!(call.this, WordRef::Run(_)) && !call.args.given(0);
    let wanted = call.args.opt_integer(0).or(in_run.then_some(0));
    let Some(position) = wanted.and_then(|position| usize::try_from(position).ok()) else {
        return no();
    };
    let dom = call.doc.dom();
    let place = match call.this {
        WordRef::Run(run) => dom.ancestor(run, "w:p").and_then(|paragraph| {
            let begin = span::offset_of(dom, paragraph, run)?;
            let length = span::run_len(dom, run);
            Some(Caret {
                paragraph,
                offset: begin + position.min(length),
            })
        }),
        WordRef::Range(..) => {
            let (container, ..) = super::range::bounds(call);
            caret::at(dom, container, span::from_script(dom, container, position))
        }
        _ => {
            let body = call.doc.text.body();
            let last = span::len(dom, body);
            let plain = span::from_script(dom, body, position);
            (plain < last)
                .then(|| caret::at(dom, body, plain))
                .flatten()
        }
    };
    match place.filter(|place| stands(dom, place.paragraph)) {
        Some(place) => {
            call.doc.move_caret(place);
            yes()
        }
        None => no(),
    }
}

/// Steps that one call moves at most.
const MAX_STEPS: i64 = 100_000;

fn steps(call: &WordCall<'_>) -> usize {
    let count = if call.args.given(0) {
        call.args.opt_integer(0).unwrap_or(0)
    } else {
        1
    };
    usize::try_from(count.clamp(0, MAX_STEPS)).unwrap_or(0)
}

/// Puts the cursor to a new place, or stretches the selection to it.
fn go(doc: &mut WordEditor, place: Caret, stretching: bool) {
    if stretching {
        let from = doc
            .selection
            .anchor
            .filter(|anchor| stands(doc.dom(), anchor.paragraph))
            .unwrap_or_else(|| doc.caret());
        doc.select(from, place);
    } else {
        doc.move_caret(place);
    }
}

/// The position one word on or back in the letters of a story.
fn word_step(letters: &[char], at: usize, ahead: bool) -> usize {
    let is_letter = |index: usize| letters.get(index).is_some_and(|c| c.is_alphanumeric());
    let mut at = at;
    if ahead {
        while is_letter(at) {
            at += 1;
        }
        while at < letters.len() && !is_letter(at) {
            at += 1;
        }
        return at;
    }
    while at > 0 && !is_letter(at - 1) {
        at -= 1;
    }
    while at > 0 && is_letter(at - 1) {
        at -= 1;
    }
    at
}

/// `MoveCursorLeft` and `MoveCursorRight`: count, whether to stretch the selection, whether by words.
pub fn move_sideways(call: &mut WordCall<'_>, ahead: bool) -> WordResult {
    let (mut count, stretching) = (steps(call), call.args.boolean(1, false));
    let by_words = call.args.boolean(2, false);
    if !stretching
        && count > 0
        && let Some((from, to)) = call.doc.selected()
    {
        // The first step leaves the selection at its end.
        call.doc.move_caret(if ahead { to } else { from });
        count -= 1;
    }
    let place = call.doc.caret();
    let dom = call.doc.dom();
    let story = caret::story(dom, place.paragraph);
    let letters: Vec<char> = span::paragraphs(dom, story)
        .into_iter()
        .flat_map(|paragraph| {
            let mut letters = caret::letters(dom, paragraph);
            letters.push('\n');
            letters
        })
        .collect();
    let Some(mut position) =
        span::offset_of(dom, story, place.paragraph).map(|begin| begin + place.offset)
    else {
        return yes();
    };
    for _ in 0..count {
        let next = match (by_words, ahead) {
            (true, _) => word_step(&letters, position, ahead),
            (false, true) => position + 1,
            (false, false) => position.saturating_sub(1),
        };
        let next = next.min(letters.len().saturating_sub(1));
        if next == position {
            break;
        }
        position = next;
    }
    if let Some(place) = caret::at(dom, story, position) {
        go(call.doc, place, stretching);
    }
    yes()
}

/// `MoveCursorUp` and `MoveCursorDown`: there are no lines without a layout, so a paragraph counts as one.
pub fn move_upright(call: &mut WordCall<'_>, down: bool) -> WordResult {
    let (count, stretching) = (steps(call), call.args.boolean(1, false));
    let place = call.doc.caret();
    let dom = call.doc.dom();
    let all = span::paragraphs(dom, caret::story(dom, place.paragraph));
    let index = all
        .iter()
        .position(|paragraph| *paragraph == place.paragraph)
        .unwrap_or(0);
    let target = if down {
        index.saturating_add(count).min(all.len().saturating_sub(1))
    } else {
        index.saturating_sub(count)
    };
    if let Some(paragraph) = all.get(target) {
        let last = span::paragraph_len(dom, *paragraph) - 1;
        let place = Caret {
            paragraph: *paragraph,
            offset: place.offset.min(last),
        };
        go(call.doc, place, stretching);
    }
    yes()
}

/// `GoTo` and `Select` of a bookmark: the cursor goes to its beginning, or its text is selected.
pub fn to_bookmark(call: &mut WordCall<'_>, selecting: bool) -> WordResult {
    let bookmark = this(call)?;
    let Some((start, end)) = call.doc.text.bookmark_span(bookmark) else {
        return no();
    };
    let body = call.doc.text.body();
    let to = if selecting { end } else { start };
    Ok(call.doc.select_span(body, start, to).into())
}
