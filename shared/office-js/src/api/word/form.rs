//! Forms: content controls that are filled in. `ApiFormBase`, and one class for each kind.

pub mod base;
pub mod check;
pub mod combo;
pub mod complex;
pub mod create;
pub mod date;
pub mod document;
pub mod picture;
pub mod roles;
pub mod text;

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt::form::{self as view, FormKind};
use spindle_ooxml::word::sdt::{self as control, list};

use super::handle::or_null;
use super::{WordCall, WordEditor, WordRef, WordResult, sdt};
use crate::class::ApiError;
use crate::value::Value;

/// The class of a kind of form.
pub fn class(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Text => "ApiTextForm",
        FormKind::CheckBox => "ApiCheckBoxForm",
        FormKind::ComboBox => "ApiComboBoxForm",
        FormKind::Date => "ApiDateForm",
        FormKind::Picture => "ApiPictureForm",
        FormKind::Signature => "ApiSignatureForm",
        FormKind::Complex => "ApiComplexForm",
    }
}

/// The handle of a form.
pub fn handle(doc: &WordEditor, node: NodeId) -> WordRef {
    WordRef::Form(view::kind(doc.dom(), node), node)
}

fn this(call: &WordCall<'_>) -> Result<NodeId, ApiError> {
    super::handle::this(call)
}

/// A boolean argument; anything else is refused.
fn flag(call: &WordCall<'_>) -> Option<bool> {
    match call.args.get(0) {
        Value::Bool(value) => Some(*value),
        _ => None,
    }
}

/// A text argument; anything else is refused.
fn string(call: &WordCall<'_>, index: usize) -> Option<String> {
    match call.args.get(index) {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// The text that a form shows.
fn shown(doc: &WordEditor, node: NodeId) -> String {
    control::text(doc.dom(), node).replace('\r', "\r\n")
}

/// The text that was filled in; empty while a form shows its placeholder.
fn filled_text(doc: &WordEditor, node: NodeId) -> String {
    if control::shows_placeholder(doc.dom(), node) {
        String::new()
    } else {
        shown(doc, node)
    }
}

/// Whether a form is filled in.
fn is_filled(doc: &WordEditor, node: NodeId) -> bool {
    let dom = doc.dom();
    match view::kind(dom, node) {
        FormKind::CheckBox => control::checked(dom, node).unwrap_or(false),
        FormKind::Complex => {
            let parts = complex::parts(doc, node);
            !control::shows_placeholder(dom, node)
                && parts.into_iter().all(|part| is_filled(doc, part))
        }
        _ => !control::shows_placeholder(dom, node),
    }
}

/// Empties a form; one that shows its placeholder stays as it is.
fn clear(doc: &mut WordEditor, node: NodeId) {
    if control::shows_placeholder(doc.dom(), node) {
        return;
    }
    match view::kind(doc.dom(), node) {
        FormKind::CheckBox => control::set_checked(doc.dom_mut(), node, false),
        FormKind::Complex => {
            for part in complex::parts(doc, node) {
                clear(doc, part);
            }
        }
        FormKind::Picture | FormKind::Signature => {
            let size = sdt::create::picture_of(doc, node)
                .and_then(|picture| spindle_ooxml::drawing::shape::size(doc.dom(), picture))
                .unwrap_or(picture::SIZE);
            sdt::create::show_no_picture(doc, node, size.0, size.1);
        }
        FormKind::Date => {
            let dom = doc.dom_mut();
            let date = control::ensure(dom, node, "w:date");
            dom.remove_attr(date, "w:fullDate");
            sdt::empty(doc, node);
        }
        _ => sdt::empty(doc, node),
    }
}

/// The other forms of the document that a form shares its value with: those of its kind and key.
fn partners(doc: &WordEditor, node: NodeId) -> Vec<NodeId> {
    let dom = doc.dom();
    let (key, kind) = (view::key(dom, node), view::kind(dom, node));
    if key.is_empty() || view::radio_group(dom, node).is_some() {
        return Vec::new();
    }
    let mut found = control::all(dom, doc.text.body(), true);
    if !found.contains(&node) {
        return Vec::new();
    }
    found.retain(|other| {
        *other != node && view::key(dom, *other) == key && view::kind(dom, *other) == kind
    });
    found
}

/// Fills a form and those of its key with a text; `false` when its kind does not take it.
fn set_text(doc: &mut WordEditor, node: NodeId, text: &str) -> bool {
    let taken = write_text(doc, node, text);
    if taken {
        for other in partners(doc, node) {
            write_text(doc, other, text);
        }
    }
    taken
}

fn write_text(doc: &mut WordEditor, node: NodeId, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let dom = doc.dom();
    match view::kind(dom, node) {
        FormKind::Text => {
            let limit = view::limit(dom, node).unwrap_or(usize::MAX);
            let text: String = text.replace('\t', " ").chars().take(limit).collect();
            sdt::fill(doc, node, &text);
            true
        }
        FormKind::ComboBox => {
            let in_list = list::items(dom, node)
                .into_iter()
                .any(|item| list::text(dom, item) == text);
            if !in_list && !combo::is_editable(doc, node) {
                return false;
            }
            sdt::fill(doc, node, text);
            true
        }
        _ => false,
    }
}

/// `ApiShape` around a fixed form.
fn wrapper(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let frame = view::frame(call.doc.dom(), node);
    Ok(or_null(frame.map(|frame| {
        WordRef::Draw(crate::api::drawing::DrawRef::Shape(frame))
    })))
}
