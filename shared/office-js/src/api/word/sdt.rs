//! Content controls: `ApiInlineLvlSdt`, `ApiBlockLvlSdt` and what both have.

pub mod block;
pub mod common;
pub mod create;
pub mod document;
pub mod entry;
pub mod inline;
pub mod list;
mod mapping;

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt::{self as view, form, placeholder};
use spindle_ooxml::word::{color::Color, inline as runs, props};

use super::{WordCall, WordEditor, WordRef};
use crate::class::ApiError;
use crate::value::Value;

/// The handle of a `w:sdt`.
pub fn handle(doc: &WordEditor, control: NodeId) -> WordRef {
    let dom = doc.dom();
    if form::is(dom, control) {
        WordRef::Form(form::kind(dom, control), control)
    } else if view::is_around_blocks(dom, control) {
        WordRef::BlockSdt(control)
    } else {
        WordRef::InlineSdt(control)
    }
}

/// The control or form given as an argument, as it stands in a paragraph.
pub fn inline_arg(call: &WordCall<'_>, index: usize) -> Option<NodeId> {
    match call.args.opt_handle(index) {
        Some(WordRef::InlineSdt(node)) => Some(*node),
        Some(WordRef::Form(_, node)) => Some(form::outer(call.doc.dom(), *node)),
        _ => None,
    }
}

/// Refuses to nest controls deeper than readers take them.
///
/// # Errors
/// [`ApiError::Range`]
pub fn check_nesting(doc: &WordEditor, node: NodeId, place: NodeId) -> Result<(), ApiError> {
    let dom = doc.dom();
    let inner = view::nesting(dom, node);
    if inner == 0 {
        return Ok(());
    }
    let around = std::iter::once(place)
        .chain(dom.ancestors(place))
        .filter(|up| dom.is(*up, "w:sdt"))
        .count();
    if around + inner > view::MAX_NESTING {
        return Err(ApiError::Range(format!(
            "content controls can be nested {} deep",
            view::MAX_NESTING
        )));
    }
    Ok(())
}

/// A paragraph does not end with a control: an empty run follows it.
pub fn close_paragraph(doc: &mut WordEditor, paragraph: NodeId) {
    let dom = doc.dom_mut();
    let elements = runs::elements(dom, paragraph);
    let holds = |dom: &spindle_ooxml::Dom, node: NodeId| {
        dom.is(node, "w:sdt") || dom.is(node, "w:hyperlink")
    };
    if let Some(first) = elements.first().copied().filter(|node| holds(dom, *node)) {
        let run = dom.element("w:r");
        dom.insert_before(run, first);
    }
    if elements.last().is_some_and(|last| holds(dom, *last)) {
        let run = dom.element("w:r");
        dom.append(paragraph, run);
    }
}

/// The text that a control shows while it is empty.
pub fn placeholder_text(doc: &mut WordEditor, control: NodeId) -> String {
    let is_form = form::is(doc.dom(), control);
    let kind = form::kind(doc.dom(), control);
    if !(is_form && kind == form::FormKind::CheckBox)
        && let Some(text) = doc.text.placeholder(control)
    {
        return text;
    }
    match (is_form, kind) {
        (true, form::FormKind::Picture) => "Click to load image",
        (true, _) => placeholder::YOUR_TEXT,
        (false, form::FormKind::ComboBox) => placeholder::CHOOSE,
        (false, _) => placeholder::BLANK,
    }
    .to_owned()
}

/// Empties a control: it shows its placeholder.
pub fn empty(doc: &mut WordEditor, control: NodeId) {
    let text = placeholder_text(doc, control);
    doc.text.show_placeholder(control, &text);
}

/// Gives a control a text of its own.
pub fn fill(doc: &mut WordEditor, control: NodeId, text: &str) {
    let dom = doc.dom_mut();
    view::set_text(dom, control, text);
    view::set_shows_placeholder(dom, control, false);
}

/// Takes a control away, or only what makes its content one. `false` when it is in no place.
pub fn delete(doc: &mut WordEditor, control: NodeId, keep_content: bool) -> bool {
    let outer = form::outer(doc.dom(), control);
    let dom = doc.dom_mut();
    let Some(parent) = dom.parent(outer) else {
        return false;
    };
    if keep_content && let Some(content) = view::content_of(dom, control) {
        for child in dom.child_ids(content) {
            dom.insert_before(child, outer);
        }
    }
    let around_blocks = view::is_around_blocks(dom, control);
    dom.detach(outer);
    if around_blocks || dom.is(parent, "w:body") {
        spindle_ooxml::word::block::close(dom, parent);
    }
    true
}

/// A colour as the members of controls take it: nothing is black, as in the original.
pub fn color_arg(call: &WordCall<'_>) -> Color {
    super::color::argument(call, 0).unwrap_or(Color::Rgb(0, 0, 0, 255))
}

/// A colour, or `null`.
pub fn color_value(color: Option<Color>) -> Value<WordRef> {
    super::handle::or_null(color.map(WordRef::Color))
}

/// Writes the look of an `ApiTextPr` into all runs of a control, and into that of its text to come.
pub fn apply_look(doc: &mut WordEditor, control: NodeId, source: NodeId) {
    let dom = doc.dom_mut();
    let content = view::content(dom, control);
    let paragraphs = spindle_ooxml::word::block::all(dom, content, "w:p");
    let mut holders = runs::runs(dom, content);
    for paragraph in paragraphs {
        holders.extend(runs::runs(dom, paragraph));
    }
    holders.push(view::properties(dom, control));
    for holder in holders {
        props::merge_container(dom, source, holder, "w:rPr");
    }
}
