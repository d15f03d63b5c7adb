//! `ApiLayout`

use spindle_ooxml::slide::tree;

use super::handle::{no, or_null, place, this, yes};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult, sheet};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiLayout",
    parent: Some(&sheet::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("layout".into())),
        Member::new("GetName", |call| {
            Ok(tree::name(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetName", set_name),
        Member::new("GetLayoutType", |call| {
            let kind = call.doc.dom().attr(this(call)?, "type");
            Ok(kind.unwrap_or("cust").into())
        }),
        Member::new("GetMaster", |call| {
            let master = call.doc.deck.base(this(call)?);
            or_null(master.map(SlideRef::Master))
        }),
        Member::new("Copy", |call| {
            let layout = this(call)?;
            let copy = call.doc.deck.copy_layout(layout);
            Ok(Value::Handle(SlideRef::Layout(copy)))
        }),
        Member::new("Duplicate", duplicate),
        Member::new("MoveTo", move_to),
        Member::new("Delete", |call| {
            let layout = this(call)?;
            Ok(call.doc.deck.remove_layout(layout).into())
        }),
        Member::new("FollowMasterBackground", |call| {
            let layout = this(call)?;
            tree::set_background(call.doc.dom_mut(), layout, None);
            yes()
        }),
    ],
    properties: &[],
};

fn set_name(call: &mut SlideCall<'_>) -> SlideResult {
    let layout = this(call)?;
    let Value::Text(name) = call.args.get(0) else {
        return no();
    };
    let name = name.clone();
    Ok(tree::set_name(call.doc.dom_mut(), layout, &name).into())
}

fn duplicate(call: &mut SlideCall<'_>) -> SlideResult {
    let layout = this(call)?;
    let Some(master) = call.doc.deck.base(layout) else {
        return Ok(Value::Null);
    };
    let count = call.doc.deck.layouts(master).len();
    let index = place(call, 0, count).unwrap_or(count);
    super::master::check_layouts(call.doc, master)?;
    let copy = call.doc.deck.copy_layout(layout);
    call.doc.deck.insert_layout(master, copy, index);
    Ok(Value::Handle(SlideRef::Layout(copy)))
}

/// Without a number the layout goes to the front.
fn move_to(call: &mut SlideCall<'_>) -> SlideResult {
    let layout = this(call)?;
    let count = call
        .doc
        .deck
        .base(layout)
        .map_or(0, |master| call.doc.deck.layouts(master).len());
    let index = match call.args.get(0) {
        Value::Number(_) => place(call, 0, count),
        _ => Some(0),
    };
    let Some(index) = index else {
        return no();
    };
    Ok(call.doc.deck.move_layout(layout, index).into())
}
