//! `ApiBlockLvlSdt`: a content control around paragraphs and tables.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt as view;
use spindle_ooxml::word::{block, drawing, span};

use super::{common, handle};
use crate::api::drawing::DrawingHost as _;
use crate::api::word::handle::{block_arg, list, no, this, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, caption, paragraph, search};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiBlockLvlSdt",
    parent: Some(&common::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("blockLvlSdt".into())),
        Member::new("GetContent", |call| {
            Ok(Value::Handle(WordRef::Content(content(call)?)))
        }),
        Member::new("AddText", add_text),
        Member::new("AddElement", add_element),
        Member::new("Push", push),
        Member::new("GetAllParagraphs", |call| {
            let content = content(call)?;
            let found = block::all(call.doc.dom(), content, "w:p");
            Ok(list(found.into_iter().map(WordRef::Paragraph)))
        }),
        // Pages are not known before a document is laid out: a new document has one.
        Member::new("GetAllTablesOnPage", |call| {
            let content = content(call)?;
            let attached = spindle_ooxml::word::props::attached(call.doc.dom(), content);
            let first = call.args.opt_integer(0) == Some(0) && attached;
            let found = block::all(call.doc.dom(), content, "w:tbl");
            Ok(list(
                found.into_iter().filter(|_| first).map(WordRef::Table),
            ))
        }),
        Member::new("GetAllDrawingObjects", |call| {
            let content = content(call)?;
            let found = drawing::all(call.doc.dom(), content);
            Ok(list(
                found
                    .into_iter()
                    .map(|node| WordRef::Draw(call.doc.drawing(node))),
            ))
        }),
        Member::new("GetAllContentControls", |call| {
            let content = content(call)?;
            let found = view::all(call.doc.dom(), content, false);
            Ok(list(found.into_iter().map(|node| handle(call.doc, node))))
        }),
        Member::new("GetPosInParent", paragraph::get_pos_in_parent),
        Member::new("GetRange", get_range),
        Member::new("Search", search::search),
        Member::new("ReplaceByElement", replace_by_element),
        Member::new("SetTextPr", set_text_pr),
        Member::new("AddCaption", add_caption),
    ],
    properties: &[],
};

fn content(call: &mut WordCall<'_>) -> Result<NodeId, ApiError> {
    let control = this(call)?;
    Ok(view::content(call.doc.dom_mut(), control))
}

/// The content to add to, without a placeholder; `None` when it is locked.
fn open(call: &mut WordCall<'_>) -> Result<Option<NodeId>, ApiError> {
    let content = content(call)?;
    let control = this(call)?;
    if view::is_content_locked(call.doc.dom(), control) {
        return Ok(None);
    }
    if view::shows_placeholder(call.doc.dom(), control) {
        let dom = call.doc.dom_mut();
        view::set_text(dom, control, "");
        view::set_shows_placeholder(dom, control, false);
    }
    Ok(Some(content))
}

/// A new paragraph with the text at the end.
fn add_text(call: &mut WordCall<'_>) -> WordResult {
    let Some(content) = open(call)? else {
        return no();
    };
    let text = crate::api::word::paragraph::text_arg(call, 0);
    let new = call.doc.dom_mut().element("w:p");
    call.doc.add_run(new, &text);
    insert(call.doc, content, new, None);
    yes()
}

/// Puts an element before the one at a position, or at the end.
fn insert(doc: &mut WordEditor, content: NodeId, element: NodeId, position: Option<usize>) {
    let elements = block::elements(doc.dom(), content);
    let dom = doc.dom_mut();
    match position.and_then(|position| elements.get(position)) {
        Some(before) => {
            dom.insert_before(element, *before);
        }
        None => block::append(dom, content, element),
    }
}

fn place_element(call: &mut WordCall<'_>, position: Option<usize>) -> WordResult {
    let Some(element) = block_arg(call, 0) else {
        return no();
    };
    let Some(content) = open(call)? else {
        return no();
    };
    if !call.doc.claim(element, content)? {
        return no();
    }
    insert(call.doc, content, element, position);
    yes()
}

fn add_element(call: &mut WordCall<'_>) -> WordResult {
    let position = call.args.opt_integer(1);
    // Without position the element comes first; a position beyond the end adds nothing, as in the original.
    let position = match position {
        None => 0,
        Some(position) => match usize::try_from(position) {
            Ok(position) => position,
            Err(_) => return no(),
        },
    };
    let content = content(call)?;
    if position > block::count(call.doc.dom(), content) {
        return yes();
    }
    place_element(call, Some(position))
}

fn push(call: &mut WordCall<'_>) -> WordResult {
    place_element(call, None)
}

fn get_range(call: &mut WordCall<'_>) -> WordResult {
    let content = content(call)?;
    let dom = call.doc.dom();
    let read = |index: usize| {
        let position = call
            .args
            .opt_integer(index)
            .and_then(|position| usize::try_from(position).ok());
        position.map(|position| span::from_script(dom, content, position))
    };
    let start = read(0).unwrap_or(0);
    let end = read(1).unwrap_or_else(|| span::len(dom, content));
    Ok(Value::Handle(WordRef::Range(
        content,
        start.min(end),
        end.max(start),
    )))
}

fn replace_by_element(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Some(parent) = call.doc.dom().parent(control) else {
        return no();
    };
    let Some(element) = block_arg(call, 0).filter(|element| *element != control) else {
        return no();
    };
    if !call.doc.claim(element, parent)? {
        return no();
    }
    let dom = call.doc.dom_mut();
    dom.replace(control, element);
    block::close(dom, parent);
    yes()
}

/// The caption stands inside, at the last paragraph; a control that is in no place gets none.
fn add_caption(call: &mut WordCall<'_>) -> WordResult {
    let content = content(call)?;
    let dom = call.doc.dom();
    let last = dom.elements(content, "w:p").last();
    let Some(last) = last.filter(|last| spindle_ooxml::word::props::attached(dom, *last)) else {
        return no();
    };
    call.this = WordRef::Paragraph(last);
    caption::add(call)
}

fn set_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Some(WordRef::TextPr(source)) = call.args.opt_handle(0).copied() else {
        return Err(call.args.wrong(0, "textPr", "an ApiTextPr"));
    };
    super::apply_look(call.doc, control, source);
    yes()
}
