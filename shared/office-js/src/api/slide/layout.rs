//! `ApiLayout`

use spindle_ooxml::slide::tree;

use super::drawing::placeholder_type;
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
        Member::new("GetLayoutType", get_type),
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

/// What the type of a layout is by the placeholders beside its title, in the order of the counts in [`get_type`]: text,
/// objects, pictures, charts, tables, diagrams, media, clip art.
const BY_PLACEHOLDERS: &[(&[usize; 8], &str)] = &[
    (&[0, 0, 0, 0, 0, 0, 0, 0], "titleOnly"),
    (&[1, 0, 0, 0, 0, 0, 0, 0], "tx"),
    (&[0, 1, 0, 0, 0, 0, 0, 0], "obj"),
    (&[2, 0, 0, 0, 0, 0, 0, 0], "twoColTx"),
    (&[0, 2, 0, 0, 0, 0, 0, 0], "obj"),
    (&[1, 1, 0, 0, 0, 0, 0, 0], "objAndTx"),
    (&[1, 2, 0, 0, 0, 0, 0, 0], "twoObjAndTx"),
    (&[2, 2, 0, 0, 0, 0, 0, 0], "twoTxTwoObj"),
    (&[1, 0, 1, 0, 0, 0, 0, 0], "picTx"),
    (&[0, 0, 1, 0, 0, 0, 0, 0], "tbl"),
    (&[0, 0, 2, 0, 0, 0, 0, 0], "tbl"),
    (&[0, 0, 0, 1, 0, 0, 0, 0], "chart"),
    (&[1, 0, 0, 1, 0, 0, 0, 0], "chartAndTx"),
    (&[0, 0, 0, 0, 1, 0, 0, 0], "tbl"),
    (&[0, 0, 0, 0, 0, 1, 0, 0], "dgm"),
    (&[1, 0, 0, 0, 0, 0, 1, 0], "mediaAndTx"),
    (&[1, 0, 0, 0, 0, 0, 0, 1], "txAndClipArt"),
];

/// The type that the file says; that of a layout made empty follows from what was put on it.
fn get_type(call: &mut SlideCall<'_>) -> SlideResult {
    const KINDS: [&str; 8] = [
        "body", "object", "picture", "chart", "table", "diagram", "media", "clipArt",
    ];
    let layout = this(call)?;
    let dom = call.doc.dom();
    let said = dom.attr(layout, "type");
    if said != Some("blank") {
        return Ok(said.unwrap_or("cust").into());
    }
    let kinds: Vec<&str> = tree::drawings(dom, layout)
        .into_iter()
        .filter_map(|drawing| tree::placeholder(dom, drawing))
        .map(|ph| placeholder_type(dom, ph))
        .collect();
    let count = |kind: &str| kinds.iter().filter(|known| **known == kind).count();
    let counts = KINDS.map(count);
    let texts = count("body") + count("object") + count("subTitle");
    let kind = if count("title") + count("ctrTitle") == 0 {
        if texts > 0 { "objOnly" } else { "blank" }
    } else if count("subTitle") > 0 {
        "secHead"
    } else {
        BY_PLACEHOLDERS
            .iter()
            .find(|(wanted, _)| **wanted == counts)
            .map_or("blank", |(_, kind)| *kind)
    };
    Ok(kind.into())
}

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
