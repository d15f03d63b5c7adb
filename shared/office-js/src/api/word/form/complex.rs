//! `ApiComplexForm`: a form of several forms and texts.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::inline;
use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::form::{self as view, FormKind};

use super::{base, handle, shown, this};
use crate::api::word::handle::{list, no, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, sdt};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiComplexForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("complexForm".into())),
        Member::new("GetValue", |call| Ok(shown(call.doc, this(call)?).into())),
        Member::new("Add", add),
        Member::new("ClearContent", |call| {
            let node = this(call)?;
            sdt::empty(call.doc, node);
            yes()
        }),
        Member::new("GetSubForms", |call| {
            let node = this(call)?;
            let found = parts(call.doc, node);
            Ok(list(found.into_iter().map(|part| handle(call.doc, part))))
        }),
    ],
    properties: &[],
};

/// The forms in a form.
pub fn parts(doc: &WordEditor, node: NodeId) -> Vec<NodeId> {
    let dom = doc.dom();
    control::content_of(dom, node)
        .map(|content| control::all(dom, content, true))
        .unwrap_or_default()
}

/// Adds a text or a form that is not complex itself.
fn add(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let part = match call.args.get(0) {
        Value::Undefined | Value::Null => return no(),
        Value::Handle(WordRef::Form(FormKind::Complex, _)) => return yes(),
        Value::Handle(WordRef::Form(_, part)) => view::outer(call.doc.dom(), *part),
        _ => {
            let text = call.args.opt_text(0).unwrap_or_default().into_owned();
            let dom = call.doc.dom_mut();
            let run = dom.element("w:r");
            inline::append_text(dom, run, &text);
            run
        }
    };
    let content = control::content(call.doc.dom_mut(), node);
    if !call.doc.claim(part, content)? {
        return no();
    }
    let dom = call.doc.dom_mut();
    if control::shows_placeholder(dom, node) {
        dom.clear(content);
        control::set_shows_placeholder(dom, node, false);
    }
    dom.append(content, part);
    yes()
}
