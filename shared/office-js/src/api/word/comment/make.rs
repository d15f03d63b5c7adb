//! The members that make comments: on objects, on what is selected, on the document.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::text::TextOptions;
use spindle_ooxml::word::{block, caret, inline, props, span};

use super::super::editor::fault;
use super::super::{WordCall, WordRef, WordResult, range};
use super::{sign, words};
use crate::value::Value;

/// The elements at the ends of what a comment is about, and its text.
type Place = (NodeId, NodeId, String);

/// What a comment on an object is about; `None` when that is not in the document.
fn place(call: &mut WordCall<'_>, target: WordRef) -> Option<Place> {
    let options = TextOptions::default();
    let doc = &mut *call.doc;
    match target {
        WordRef::Paragraph(node) => {
            let quote = doc.text.paragraph_text(node, &options);
            props::attached(doc.dom(), node).then_some((node, node, quote))
        }
        WordRef::Run(node) => {
            let quote = inline::text(doc.dom(), node, &options.inline);
            let inside = doc.dom().ancestor(node, "w:p").is_some();
            if !inside || !props::attached(doc.dom(), node) {
                return None;
            }
            // A run that is commented by itself hands its text over.
            let heir = if call.this == target {
                inline::hand_over(doc.dom_mut(), node)
            } else {
                node
            };
            Some((heir, heir, quote))
        }
        WordRef::Table(node) => {
            let all = block::all(doc.dom(), node, "w:p");
            let quote = doc.text.text(node, &options);
            let (first, last) = (*all.first()?, *all.last()?);
            props::attached(doc.dom(), node).then_some((first, last, quote))
        }
        WordRef::Range(container, start, end) => {
            if !props::attached(doc.dom(), container) {
                return None;
            }
            let quote = doc.text.span_text(container, start, end, &options);
            let runs = range::isolate(doc, container, start, end);
            match (runs.first(), runs.last()) {
                (Some(first), Some(last)) => Some((*first, *last, quote)),
                _ => {
                    let touched = span::touched(doc.dom(), container, start, end);
                    let (first, last) = (*touched.first()?, *touched.last()?);
                    Some((first, last, quote))
                }
            }
        }
        _ => None,
    }
}

fn comment_at(
    call: &mut WordCall<'_>,
    place: Option<Place>,
    words: (String, String, Value<WordRef>),
) -> WordResult {
    let (text, author, user) = words;
    let (first, last, quote) = match place {
        Some((first, last, quote)) => (Some(first), Some(last), Some(quote)),
        None => (None, None, None),
    };
    let comment = call
        .doc
        .text
        .add_comment(first, last, &text, &author)
        .map_err(fault)?;
    sign(call.doc, comment, user, quote)?;
    Ok(Value::Handle(WordRef::Comment(comment)))
}

/// `AddComment` of a paragraph, run, range or table: text, author, user id.
pub fn add(call: &mut WordCall<'_>) -> WordResult {
    let Some(words) = words(call, 0) else {
        return Ok(Value::Null);
    };
    let target = match call.this {
        WordRef::Range(..) => {
            let (container, start, end) = range::bounds(call);
            WordRef::Range(container, start, end)
        }
        other => other,
    };
    let Some(place) = place(call, target) else {
        return Ok(Value::Null);
    };
    // Notes have no comments.
    if props::in_note(call.doc.dom(), place.0) {
        return Ok(Value::Null);
    }
    let answer = comment_at(call, Some(place), words)?;
    end_with_run(call, target);
    Ok(answer)
}

/// Scripts find a run at the end of a paragraph, also behind a comment.
fn end_with_run(call: &mut WordCall<'_>, target: WordRef) {
    let dom = call.doc.dom_mut();
    let paragraph = target.node().and_then(|node| {
        if dom.is(node, "w:p") {
            Some(node)
        } else {
            dom.ancestor(node, "w:p")
        }
    });
    let Some(paragraph) = paragraph else { return };
    let last = inline::elements(dom, paragraph).last().copied();
    if last.is_some_and(|last| dom.is(last, "w:commentRangeEnd")) {
        let run = dom.element("w:r");
        dom.append(paragraph, run);
    }
}

/// `ApiDocument.AddComment`: on what is selected, or on the word at the cursor; where there is none, on the document.
pub fn add_to_document(call: &mut WordCall<'_>) -> WordResult {
    let Some(words) = words(call, 0) else {
        return Ok(Value::Null);
    };
    let stretch = match call.doc.selected() {
        Some(ends) => Some(ends),
        None => {
            let here = call.doc.caret();
            let letters = caret::letters(call.doc.dom(), here.paragraph);
            caret::word(&letters, here.offset).map(|(start, end)| {
                let at = |offset| caret::Caret { offset, ..here };
                (at(start), at(end))
            })
        }
    };
    let target = stretch.and_then(|(from, to)| {
        let dom = call.doc.dom();
        let story = caret::story(dom, from.paragraph);
        let start = span::offset_of(dom, story, from.paragraph)? + from.offset;
        let end = span::offset_of(dom, story, to.paragraph)? + to.offset;
        Some(WordRef::Range(story, start, end))
    });
    let place = target.and_then(|target| place(call, target));
    comment_at(call, place, words)
}

/// The text from one run of a paragraph to another.
fn text_between(call: &WordCall<'_>, first: NodeId, last: NodeId) -> String {
    let dom = call.doc.dom();
    let runs = dom
        .ancestor(first, "w:p")
        .map_or_else(Vec::new, |paragraph| inline::runs(dom, paragraph));
    let separators = inline::Separators::default();
    let from = runs.iter().position(|run| *run == first).unwrap_or(0);
    let to = runs.iter().position(|run| *run == last).unwrap_or(from);
    runs.iter()
        .take(to + 1)
        .skip(from)
        .map(|run| inline::text(dom, *run, &separators))
        .collect()
}

/// `Api.AddComment`: what it is about (an object, or runs of one paragraph), text, author, user id.
pub fn create(call: &mut WordCall<'_>) -> WordResult {
    let Some(words) = words(call, 1) else {
        return Ok(Value::Null);
    };
    let place = match call.args.get(0) {
        Value::Handle(WordRef::Document) => return comment_at(call, None, words),
        Value::Handle(target) => place(call, *target),
        Value::List(runs) => {
            let mut places = Vec::new();
            for run in runs {
                let Value::Handle(run @ WordRef::Run(_)) = run else {
                    return Ok(Value::Null);
                };
                places.extend(place(call, *run));
            }
            match (places.first(), places.last()) {
                (Some((first, ..)), Some((_, last, _))) => {
                    let quote = text_between(call, *first, *last);
                    Some((*first, *last, quote))
                }
                _ => None,
            }
        }
        _ => None,
    };
    match place {
        Some(place) => comment_at(call, Some(place), words),
        None => Ok(Value::Null),
    }
}
