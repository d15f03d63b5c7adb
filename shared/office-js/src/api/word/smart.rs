//! Members of `Api` that work on what is selected or on the program: `ReplaceTextSmart`, names, ids, events.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::caret::Caret;
use spindle_ooxml::word::{caret, span};

use super::handle::yes;
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::api::drawing::DrawingHost;
use crate::value::Value;

/// Texts that one call takes at most.
const MAX_TEXTS: usize = 100_000;

/// `Api.ReplaceTextSmart`: each selected paragraph takes one of the texts in place of what is selected in it; those without
/// one are emptied, and texts that are left become paragraphs behind them.
pub fn replace_text(call: &mut WordCall<'_>) -> WordResult {
    let texts: Vec<String> = match call.args.get(0) {
        Value::List(texts) => texts
            .iter()
            .take(MAX_TEXTS)
            .map(|text| match text {
                Value::Text(text) => text.clone(),
                _ => String::new(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let Some((from, to)) = call.doc.selected() else {
        return yes();
    };
    let dom = call.doc.dom();
    let story = caret::story(dom, from.paragraph);
    let paragraphs: Vec<NodeId> = span::paragraphs(dom, story)
        .into_iter()
        .skip_while(|paragraph| *paragraph != from.paragraph)
        .collect();
    let count = paragraphs
        .iter()
        .position(|paragraph| *paragraph == to.paragraph)
        .map_or(1, |index| index + 1);
    let mut last = from;
    let mut texts = texts.into_iter();
    for paragraph in paragraphs.into_iter().take(count) {
        let length = span::paragraph_len(call.doc.dom(), paragraph) - 1;
        let begin = Caret {
            paragraph,
            offset: if paragraph == from.paragraph {
                from.offset
            } else {
                0
            },
        };
        let end = Caret {
            paragraph,
            offset: if paragraph == to.paragraph {
                to.offset.min(length)
            } else {
                length
            },
        };
        let model = caret::run_before(call.doc.dom(), end).map(|(run, _)| run);
        let text = texts.next().unwrap_or_default();
        let place = caret::delete(call.doc.dom_mut(), begin, end);
        last = if text.is_empty() {
            place
        } else {
            caret::type_text(call.doc.dom_mut(), place, &text, model)
        };
    }
    for text in texts {
        let dom = call.doc.dom_mut();
        let paragraph = dom.element("w:p");
        dom.insert_after(paragraph, last.paragraph);
        let place = Caret {
            paragraph,
            offset: 0,
        };
        last = caret::type_text(dom, place, &text, None);
    }
    call.doc.move_caret(last);
    yes()
}

/// `Api.GetByInternalId`: the object of an element of the document by the text that `GetInternalId` gives.
pub fn by_internal_id(call: &mut WordCall<'_>) -> WordResult {
    let wanted = call.args.opt_text(0).unwrap_or_default();
    let Ok(index) = wanted.parse::<u32>() else {
        return Ok(Value::Null);
    };
    let dom = call.doc.dom();
    let body = call.doc.text.body();
    let node = dom.descendants(body).find(|node| node.index() == index);
    let found = match node {
        None if body.index() == index => Some(WordRef::Document),
        None => None,
        Some(node) => match dom.name_of(node) {
            Some("w:p") => Some(WordRef::Paragraph(node)),
            Some("w:tbl") => Some(WordRef::Table(node)),
            Some("w:tr") => Some(WordRef::Row(node)),
            Some("w:tc") => Some(WordRef::Content(node)),
            Some("w:r") => Some(WordRef::Run(node)),
            Some("w:hyperlink") => Some(WordRef::Hyperlink(node)),
            Some("w:drawing") => Some(WordEditor::wrap(call.doc.drawing(node))),
            _ => None,
        },
    };
    Ok(super::handle::or_null(found))
}

/// `Api.GetFullName`: a document that a script makes is in no file.
pub fn full_name(_: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Null)
}

/// `Api.attachEvent`, `Api.detachEvent`: while a script runs nothing happens that it could be told of.
pub fn event(_: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Undefined)
}
