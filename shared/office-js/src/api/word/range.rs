//! `ApiRange`: text between two positions. Setters of its look are those of `ApiTextPr`.

use spindle_ooxml::word::{caret, inline, span};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{list, no, or_null, yes};
use super::paragraph::text_arg;
use super::rejoin::{Whole, prepend_text};
use super::{WordCall, WordEditor, WordRef, WordResult, text_pr};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiRange",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("range".into())),
        Member::new("GetText", get_text),
        Member::new("AddText", add_text),
        Member::new("Delete", delete),
        Member::new("GetStartPos", |call| position(call, false)),
        Member::new("GetEndPos", |call| position(call, true)),
        Member::new("GetParagraph", get_paragraph),
        Member::new("GetAllParagraphs", get_all_paragraphs),
        Member::new("GetRange", get_range),
        Member::new("ExpandTo", |call| combine(call, true)),
        Member::new("IntersectWith", |call| combine(call, false)),
        Member::new("AddBookmark", add_bookmark),
        Member::new("AddHyperlink", add_hyperlink),
        Member::new("GetTextPr", get_text_pr),
        Member::new("SetTextPr", text_pr::set_text_pr),
        Member::new("SetStyle", text_pr::set_style),
        Member::new("SetBold", text_pr::set_bold),
        Member::new("SetItalic", text_pr::set_italic),
        Member::new("SetUnderline", text_pr::set_underline),
        Member::new("SetStrikeout", text_pr::set_strikeout),
        Member::new("SetDoubleStrikeout", text_pr::set_double_strikeout),
        Member::new("SetCaps", text_pr::set_caps),
        Member::new("SetSmallCaps", text_pr::set_small_caps),
        Member::new("SetFontFamily", text_pr::set_font_family),
        Member::new("SetFontSize", text_pr::set_font_size),
        Member::new("SetColor", text_pr::set_color),
        Member::new("SetHighlight", text_pr::set_highlight),
        Member::new("SetShd", text_pr::set_shd),
        Member::new("SetSpacing", text_pr::set_spacing),
        Member::new("SetPosition", text_pr::set_position),
        Member::new("SetVertAlign", text_pr::set_vert_align),
        Member::new("Select", super::selection::select),
        Member::new("MoveCursorToPos", super::selection::move_to_position),
        Member::new("AddComment", super::comment::add),
        Member::new("ToJSON", super::json::of_content),
        Member::new("AddField", super::field::add),
        Member::new("ToHtml", super::markup::of_piece),
        Member::new("GetStartPage", |call| super::info::range_page(call, false)),
        Member::new("GetEndPage", |call| super::info::range_page(call, true)),
        Member::new("SetStartPos", |call| move_end(call, false)),
        Member::new("SetEndPos", |call| move_end(call, true)),
    ],
    properties: &[],
};

/// The runs that a range consists of, cut out where needed.
pub fn isolate(doc: &mut WordEditor, container: NodeId, start: usize, end: usize) -> Vec<NodeId> {
    span::isolate(doc.dom_mut(), container, start, end)
}

/// The run at a position.
pub fn run_at(doc: &WordEditor, container: NodeId, position: usize) -> Option<NodeId> {
    span::run_at(doc.dom(), container, position)
}

/// A stretch of a container: what a range's handle holds.
pub type Bounds = (NodeId, usize, usize);

/// The stretch that the range is now: where it was made, or where a script has moved its ends since.
pub fn bounds(call: &WordCall<'_>) -> Bounds {
    bounds_of(call.doc, call.this)
}

/// As [`bounds`], of a handle.
pub fn bounds_of(doc: &WordEditor, range: WordRef) -> Bounds {
    match range {
        WordRef::Range(container, start, end) => {
            let made = (container, start, end);
            doc.moved_ranges.get(&made).copied().unwrap_or(made)
        }
        other => (doc.container(other), 0, 0),
    }
}

/// `SetStartPos`, `SetEndPos`: positions are those of the whole document; a wrong one leaves the range empty.
fn move_end(call: &mut WordCall<'_>, is_end: bool) -> WordResult {
    let WordRef::Range(container, start, end) = call.this else {
        return no();
    };
    let made = (container, start, end);
    let (story, from, to) = in_story(call.doc.dom(), bounds(call));
    let position = call
        .args
        .opt_integer(0)
        .and_then(|position| usize::try_from(position).ok())
        .map_or(0, |position| {
            span::from_script(call.doc.dom(), story, position)
        });
    let moved = if is_end {
        (story, from.min(position), position)
    } else {
        (story, position, to.max(position))
    };
    call.doc.moved_ranges.insert(made, moved);
    yes()
}

/// A new range: where an equal one has been moved to is forgotten.
fn fresh(call: &mut WordCall<'_>, container: NodeId, start: usize, end: usize) -> Value<WordRef> {
    call.doc.moved_ranges.remove(&(container, start, end));
    Value::Handle(WordRef::Range(container, start, end))
}

/// `GetRange` of a table: from the start to the end of its text.
pub fn of_table(call: &mut WordCall<'_>) -> WordResult {
    let table = super::handle::this(call)?;
    Ok(new(call, table, 0))
}

/// A range of a container between two positions as scripts count them; `end` may be left out.
fn new(call: &mut WordCall<'_>, container: NodeId, first: usize) -> Value<WordRef> {
    let dom = call.doc.dom();
    let read = |index: usize| {
        let position = call
            .args
            .opt_integer(index)
            .and_then(|position| usize::try_from(position).ok());
        position.map(|position| span::from_script(dom, container, position))
    };
    let start = read(first).unwrap_or(0);
    let end = read(first + 1).unwrap_or_else(|| span::len(dom, container));
    let (start, end) = (start.min(end), end.max(start));
    // A range of one paragraph stays where it is when others change.
    let held = caret::at(dom, container, start).filter(|place| {
        let length = span::paragraph_len(dom, place.paragraph);
        container == call.doc.text.body() && start < end && place.offset + (end - start) <= length
    });
    match held {
        Some(place) => fresh(
            call,
            place.paragraph,
            place.offset,
            place.offset + end - start,
        ),
        None => fresh(call, container, start, end),
    }
}

/// `GetRange` of a paragraph.
pub fn of_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let paragraph = super::handle::this(call)?;
    Ok(new(call, paragraph, 0))
}

/// `GetRange` of a run: characters of it; `null` when it is in no paragraph.
pub fn of_run(call: &mut WordCall<'_>) -> WordResult {
    let run = super::handle::this(call)?;
    let dom = call.doc.dom();
    let paragraph = dom.ancestor(run, "w:p");
    let found =
        paragraph.and_then(|paragraph| Some((paragraph, span::offset_of(dom, paragraph, run)?)));
    let Some((paragraph, base)) = found else {
        return Ok(Value::Null);
    };
    // Of a hyperlink: all its runs.
    let length = if dom.is(run, "w:r") {
        span::run_len(dom, run)
    } else {
        inline::runs(dom, run)
            .into_iter()
            .map(|run| span::run_len(dom, run))
            .sum()
    };
    let read = |index: usize| {
        call.args
            .opt_integer(index)
            .and_then(|position| usize::try_from(position).ok())
    };
    let start = read(0).unwrap_or(0).min(length);
    let end = read(1).unwrap_or(length).clamp(start, length);
    Ok(fresh(call, paragraph, base + start, base + end))
}

/// `GetRange` of a document or content.
pub fn of_content(call: &mut WordCall<'_>) -> WordResult {
    let container = super::content::container(call);
    Ok(new(call, container, 0))
}

/// `Api.CreateRange`: element, start, end.
pub fn create(call: &mut WordCall<'_>) -> WordResult {
    let container = match call.args.opt_handle(0).copied() {
        Some(WordRef::Document) => call.doc.text.body(),
        Some(
            WordRef::Content(node)
            | WordRef::Paragraph(node)
            | WordRef::Table(node)
            | WordRef::Cell(node),
        ) => node,
        _ => return Ok(Value::Null),
    };
    Ok(new(call, container, 1))
}

fn get_text(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    let options = super::options::text_options(call, 0);
    Ok(call
        .doc
        .text
        .span_text(container, start, end, &options)
        .into())
}

fn position(call: &mut WordCall<'_>, is_end: bool) -> WordResult {
    let (container, start, end) = bounds(call);
    let own = if is_end { end } else { start };
    let dom = call.doc.dom();
    let body = call.doc.text.body();
    let outer = span::paragraphs(dom, container)
        .first()
        .filter(|_| container != body)
        .and_then(|first| span::offset_of(dom, body, *first));
    Ok(match outer {
        Some(offset) => span::to_script(dom, body, offset + own, is_end),
        None => span::to_script(dom, container, own, is_end),
    }
    .into())
}

/// Adds text behind the range, or before it; it looks like the text beside it.
fn add_text(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    let text = text_arg(call, 0);
    if text.is_empty() {
        return no();
    }
    let before = call.args.opt_text(1).as_deref() == Some("before");
    let touched = span::touched(call.doc.dom(), container, start, end);
    let whole = Whole::of(call.doc.dom(), &touched);
    if !before && let WordRef::Range(container, from, to) = call.this {
        // The range grows with what is added behind it.
        let grown = (container, start, end + text.chars().count());
        call.doc.moved_ranges.insert((container, from, to), grown);
    }
    let runs = isolate(call.doc, container, start, end);
    let cut = whole.cut(call.doc.dom());
    let neighbour = if before { runs.first() } else { runs.last() };
    let tracks = call.doc.tracks();
    let Some(neighbour) = neighbour.copied() else {
        let paragraphs = span::touched(call.doc.dom(), container, start, end);
        let Some(paragraph) = paragraphs.first().copied() else {
            return no();
        };
        let base = span::offset_of(call.doc.dom(), container, paragraph).unwrap_or(0);
        let place = caret::Caret {
            paragraph,
            offset: start.saturating_sub(base),
        };
        if span::paragraph_len(call.doc.dom(), paragraph) > 1 {
            caret::type_text(call.doc.dom_mut(), place, &text, None);
        } else {
            call.doc.add_run(paragraph, &text);
        }
        return yes();
    };
    let dom = call.doc.dom_mut();
    if tracks {
        let run = inline::run_like(dom, Some(neighbour));
        inline::append_text(dom, run, &text);
        if before {
            dom.insert_before(run, neighbour)
        } else {
            dom.insert_after(run, neighbour)
        };
        return yes();
    }
    if before {
        prepend_text(dom, neighbour, &text);
    } else {
        inline::append_text(dom, neighbour, &text);
    }
    cut.rejoin(dom);
    yes()
}

fn delete(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    if call.doc.tracks() {
        for run in isolate(call.doc, container, start, end) {
            call.doc.remove_run(run);
        }
    } else {
        let touched = span::touched(call.doc.dom(), container, start, end);
        let whole = Whole::of(call.doc.dom(), &touched);
        isolate(call.doc, container, start, end);
        let cut = whole.cut(call.doc.dom());
        span::delete(call.doc.dom_mut(), container, start, end);
        cut.rejoin(call.doc.dom_mut());
    }
    yes()
}

fn paragraphs(call: &WordCall<'_>) -> Vec<NodeId> {
    let (container, start, end) = bounds(call);
    span::touched(call.doc.dom(), container, start, end)
}

fn get_paragraph(call: &mut WordCall<'_>) -> WordResult {
    let all = paragraphs(call);
    let found = call
        .args
        .opt_integer(0)
        .and_then(|index| all.get(usize::try_from(index).ok()?).copied());
    Ok(or_null(found.map(WordRef::Paragraph)))
}

fn get_all_paragraphs(call: &mut WordCall<'_>) -> WordResult {
    Ok(list(paragraphs(call).into_iter().map(WordRef::Paragraph)))
}

/// A range within this one, counted from its start.
fn get_range(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    let dom = call.doc.dom();
    let base = span::to_script(dom, container, start, false);
    let read = |index: usize| {
        let position = call
            .args
            .opt_integer(index)
            .and_then(|position| usize::try_from(position).ok())?;
        Some(span::from_script(
            dom,
            container,
            base.saturating_add(position),
        ))
    };
    let from = read(0).unwrap_or(start);
    let to = read(1).unwrap_or(end).max(from);
    Ok(fresh(call, container, from, to))
}

/// A stretch counted from the start of the story that its container is in.
fn in_story(dom: &Dom, (container, start, end): Bounds) -> Bounds {
    let story = caret::story(dom, container);
    let paragraph = span::paragraphs(dom, container).first().copied();
    let base = paragraph
        .and_then(|first| span::offset_of(dom, story, first))
        .unwrap_or(0);
    (story, base + start, base + end)
}

/// The range from the first to the last position of both, or what both have; `null` for ranges of other stories.
fn combine(call: &mut WordCall<'_>, widest: bool) -> WordResult {
    let own = bounds(call);
    let Some(given @ WordRef::Range(..)) = call.args.opt_handle(0).copied() else {
        return Ok(Value::Null);
    };
    let other = bounds_of(call.doc, given);
    let dom = call.doc.dom();
    let (own, other) = if own.0 == other.0 {
        (own, other)
    } else {
        (in_story(dom, own), in_story(dom, other))
    };
    if own.0 != other.0 {
        return Ok(Value::Null);
    }
    let (start, end) = if widest {
        (own.1.min(other.1), own.2.max(other.2))
    } else {
        (own.1.max(other.1), own.2.min(other.2))
    };
    Ok(or_null(
        (start < end || widest).then_some(WordRef::Range(own.0, start, end)),
    ))
}

fn add_bookmark(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    let Value::Text(name) = call.args.get(0) else {
        return no();
    };
    let name = name.clone();
    if name.is_empty() {
        return no();
    }
    Ok(call
        .doc
        .text
        .add_bookmark(container, start, end, &name)
        .into())
}

/// Makes a link of the range; `null` when it is empty, in several paragraphs, or in a link already.
fn add_hyperlink(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    let runs = isolate(call.doc, container, start, end);
    let dom = call.doc.dom();
    let parent = runs.first().and_then(|run| dom.parent(*run));
    let together = parent.is_some_and(|parent| dom.is(parent, "w:p"))
        && runs.iter().all(|run| dom.parent(*run) == parent);
    let Some(link) = together
        .then(|| super::hyperlink::from_arguments(call))
        .flatten()
    else {
        return Ok(Value::Null);
    };
    call.doc.text.wrap_in_link(&runs, link);
    Ok(Value::Handle(WordRef::Hyperlink(link)))
}

fn get_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let (container, start, end) = bounds(call);
    Ok(Value::Handle(WordRef::RangeTextPr(container, start, end)))
}
