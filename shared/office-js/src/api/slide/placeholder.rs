//! `ApiPlaceholder`

use super::drawing::{placeholder_in_file, placeholder_type};
use super::handle::{no, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiPlaceholder",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("placeholder".into())),
        Member::new("GetType", |call| {
            Ok(placeholder_type(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetType", set_type),
        Member::new("GetIndex", |call| {
            let index = call.doc.dom().attr(this(call)?, "idx");
            Ok(index.and_then(|index| index.parse::<i64>().ok()).into())
        }),
        Member::new("SetIndex", set_index),
    ],
    properties: &[],
};

/// `Api.CreatePlaceholder`: of text without a type.
pub fn create(call: &mut SlideCall<'_>) -> SlideResult {
    let kind = match call.args.get(0) {
        Value::Undefined => Some("body"),
        _ => call
            .args
            .opt_text(0)
            .and_then(|name| placeholder_in_file(&name)),
    };
    let dom = call.doc.dom_mut();
    let ph = dom.element("p:ph");
    if let Some(kind) = kind {
        dom.set_attr(ph, "type", kind);
    }
    Ok(Value::Handle(SlideRef::Placeholder(ph)))
}

/// Anything that is no type changes nothing.
fn set_type(call: &mut SlideCall<'_>) -> SlideResult {
    let ph = this(call)?;
    let kind = call
        .args
        .opt_text(0)
        .and_then(|name| placeholder_in_file(&name));
    let dom = call.doc.dom_mut();
    let Some(kind) = kind else {
        return no();
    };
    dom.set_attr(ph, "type", kind);
    yes()
}

fn set_index(call: &mut SlideCall<'_>) -> SlideResult {
    let ph = this(call)?;
    let Value::Number(index) = call.args.get(0) else {
        return no();
    };
    let index = index.clamp(0.0, 4_294_967_295.0).trunc() as i64;
    call.doc.dom_mut().set_attr(ph, "idx", &index.to_string());
    call.doc.placeholders.insert(ph);
    yes()
}
