//! `ApiDrawing` of presentations: where drawings are, whose place they hold, what they link to.

use spindle_ooxml::drawing::shape as view;
use spindle_ooxml::slide::{inherit, tree};
use spindle_ooxml::{Dom, NodeId};

use super::handle::{no, nothing, or_null, this, yes};
use super::sheet::{drawing_arg, name_by_number};
use super::{SlideCall, SlideEditor, SlideRef, SlideResult};
use crate::api::drawing::{Classes, DrawRef, children, kind_of};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<SlideEditor> = Class {
    name: "ApiDrawing",
    parent: Some(Classes::<SlideEditor>::DRAWING),
    members: &[
        Member::new("GetInternalId", |call| {
            Ok(this(call)?.index().to_string().into())
        }),
        Member::new("GetParent", |call| {
            let sheet = sheet_of(call)?;
            or_null(sheet.and_then(|root| sheet_ref(call.doc.dom(), root)))
        }),
        Member::new("GetParentSlide", |call| parent(call, "p:sld")),
        Member::new("GetParentLayout", |call| parent(call, "p:sldLayout")),
        Member::new("GetParentMaster", |call| parent(call, "p:sldMaster")),
        Member::new("GetPlaceholder", |call| {
            let ph = tree::placeholder(call.doc.dom(), this(call)?);
            or_null(ph.map(SlideRef::Placeholder))
        }),
        Member::new("SetPlaceholder", set_placeholder),
        Member::new("ReplacePlaceholder", replace_placeholder),
        Member::new("GetWidth", |call| side(call, false, 0)),
        Member::new("GetHeight", |call| side(call, false, 1)),
        Member::new("GetPosX", |call| side(call, true, 0)),
        Member::new("GetPosY", |call| side(call, true, 1)),
        Member::new("SetPosX", |call| {
            let x = coordinate(call, 0);
            move_to(call, Some(x), None)?;
            yes()
        }),
        Member::new("SetPosY", |call| {
            let y = coordinate(call, 0);
            move_to(call, None, Some(y))?;
            yes()
        }),
        Member::new("SetPosition", |call| {
            let (x, y) = (coordinate(call, 0), coordinate(call, 1));
            move_to(call, Some(x), Some(y))?;
            nothing()
        }),
        Member::new("SetSize", set_size),
        Member::new("Unselect", |call| {
            let drawing = this(call)?;
            call.doc.selected.retain(|selected| *selected != drawing);
            yes()
        }),
        Member::new("ToJSON", super::json::to_json),
        Member::new("GetHyperlink", get_hyperlink),
        Member::new("SetHyperlink", set_hyperlink),
    ],
    properties: &[],
};

/// The classes that add nothing to what all editors share.
const fn plain(name: &'static str, parent: &'static Class<SlideEditor>) -> Class<SlideEditor> {
    Class {
        name,
        parent: Some(parent),
        members: &[],
        properties: &[],
    }
}

pub static SHAPE: Class<SlideEditor> = plain("ApiShape", Classes::<SlideEditor>::SHAPE);
pub static IMAGE: Class<SlideEditor> = plain("ApiImage", Classes::<SlideEditor>::IMAGE);

/// Names of placeholders for scripts and in files (ST_PlaceholderType, 19.7.10).
const PLACEHOLDERS: &[(&str, &str)] = &[
    ("body", "body"),
    ("chart", "chart"),
    ("clipArt", "clipArt"),
    ("ctrTitle", "ctrTitle"),
    ("diagram", "dgm"),
    ("date", "dt"),
    ("footer", "ftr"),
    ("header", "hdr"),
    ("media", "media"),
    ("object", "obj"),
    ("picture", "pic"),
    ("sldImage", "sldImg"),
    ("sldNumber", "sldNum"),
    ("subTitle", "subTitle"),
    ("table", "tbl"),
    ("title", "title"),
];

/// The type of a placeholder as scripts name it.
pub fn placeholder_type(dom: &Dom, ph: NodeId) -> &'static str {
    let written = dom.attr(ph, "type");
    PLACEHOLDERS
        .iter()
        .find(|(_, file)| Some(*file) == written)
        .map_or("unknown", |(script, _)| script)
}

/// The type of a placeholder in files, by the name that scripts give it.
pub fn placeholder_in_file(name: &str) -> Option<&'static str> {
    PLACEHOLDERS
        .iter()
        .find(|(script, _)| *script == name)
        .map(|(_, file)| *file)
}

/// The root of the slide, layout or master that a drawing is on; for one that is nowhere yet the slide that the script
/// looks at, as in the original.
fn sheet_of(call: &SlideCall<'_>) -> Result<Option<NodeId>, crate::class::ApiError> {
    let dom = call.doc.dom();
    let root = dom.root_of(this(call)?);
    if tree::shape_tree(dom, root).is_some() {
        return Ok(Some(root));
    }
    Ok(call.doc.current_slide())
}

fn sheet_ref(dom: &Dom, root: NodeId) -> Option<SlideRef> {
    match dom.name_of(root) {
        Some("p:sld") => Some(SlideRef::Slide(root)),
        Some("p:sldLayout") => Some(SlideRef::Layout(root)),
        Some("p:sldMaster") => Some(SlideRef::Master(root)),
        _ => None,
    }
}

fn parent(call: &mut SlideCall<'_>, name: &str) -> SlideResult {
    let sheet = sheet_of(call)?;
    let dom = call.doc.dom();
    let found = sheet.filter(|root| dom.is(*root, name));
    or_null(found.and_then(|root| sheet_ref(dom, root)))
}

/// Lengths come back as the product of what the original keeps: millimetres.
fn millimetres(emu: i64) -> f64 {
    emu as f64 / 36_000.0 * 36_000.0
}

/// Width, height or place; a placeholder without its own has that of the layout or master.
fn side(call: &mut SlideCall<'_>, place: bool, index: usize) -> SlideResult {
    let drawing = this(call)?;
    let dom = call.doc.dom();
    let read = |node: NodeId| {
        if place {
            view::position(dom, node)
        } else {
            view::size(dom, node)
        }
    };
    let found = read(drawing).or_else(|| {
        inherit::chain(&call.doc.deck, drawing)
            .into_iter()
            .find_map(read)
    });
    let (first, second) = found.unwrap_or((0, 0));
    let value = if index == 0 { first } else { second };
    let exact = millimetres(value);
    if !place && matches!(call.this, SlideRef::Draw(DrawRef::Group(_))) {
        let around = around(call, drawing, index);
        if (around - exact).abs() < 0.5 {
            return Ok(Value::Number(around));
        }
    }
    Ok(Value::Number(exact))
}

/// The width or height around the drawings of a group, with the last digits that the original's millimetres leave.
fn around(call: &SlideCall<'_>, group: NodeId, index: usize) -> f64 {
    let dom = call.doc.dom();
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for child in children(call.doc, group) {
        let (x, y) = view::position(dom, child).unwrap_or((0, 0));
        let (width, height) = view::size(dom, child).unwrap_or((0, 0));
        let (from, length) = if index == 0 { (x, width) } else { (y, height) };
        let from = from as f64 / 36_000.0;
        low = low.min(from);
        high = high.max(from + length as f64 / 36_000.0);
    }
    (high - low) * 36_000.0
}

/// A coordinate in EMU; what is no number counts as nothing.
fn coordinate(call: &SlideCall<'_>, index: usize) -> i64 {
    const LIMIT: f64 = 27_273_042_316_900.0;
    let given = call.args.opt_number(index).unwrap_or(0.0);
    given.clamp(-LIMIT, LIMIT).trunc() as i64
}

/// Gives a placeholder that has none its own transform, as the layout or master has it.
fn own_transform(call: &mut SlideCall<'_>, drawing: NodeId) {
    if view::transform(call.doc.dom(), drawing).is_some() {
        return;
    }
    let chain = inherit::chain(&call.doc.deck, drawing);
    let dom = call.doc.dom();
    let place = chain.iter().find_map(|node| view::position(dom, *node));
    let size = chain.iter().find_map(|node| view::size(dom, *node));
    let dom = call.doc.dom_mut();
    if let Some((width, height)) = size {
        view::set_size(dom, drawing, width, height);
    }
    if let Some((x, y)) = place {
        view::set_position(dom, drawing, x, y);
    }
}

fn move_to(
    call: &mut SlideCall<'_>,
    x: Option<i64>,
    y: Option<i64>,
) -> Result<(), crate::class::ApiError> {
    let drawing = this(call)?;
    own_transform(call, drawing);
    let dom = call.doc.dom_mut();
    let (old_x, old_y) = view::position(dom, drawing).unwrap_or((0, 0));
    view::set_position(dom, drawing, x.unwrap_or(old_x), y.unwrap_or(old_y));
    Ok(())
}

fn set_size(call: &mut SlideCall<'_>) -> SlideResult {
    let drawing = this(call)?;
    own_transform(call, drawing);
    let (width, height) = (coordinate(call, 0).max(0), coordinate(call, 1).max(0));
    view::set_size(call.doc.dom_mut(), drawing, width, height);
    yes()
}

/// The number after the largest that scripts gave to placeholders of the drawing's sheet.
fn next_index(call: &SlideCall<'_>) -> Result<u32, crate::class::ApiError> {
    let Some(sheet) = sheet_of(call)? else {
        return Ok(1);
    };
    let dom = call.doc.dom();
    let given = tree::drawings(dom, sheet)
        .into_iter()
        .filter_map(|drawing| tree::placeholder(dom, drawing))
        .filter(|ph| call.doc.placeholders.contains(ph))
        .filter_map(|ph| dom.attr(ph, "idx")?.parse::<u32>().ok());
    Ok(given.max().map_or(1, |last| last.saturating_add(1)))
}

/// A placeholder without a number gets the next one.
fn set_placeholder(call: &mut SlideCall<'_>) -> SlideResult {
    let drawing = this(call)?;
    let Some(SlideRef::Placeholder(ph)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    let next = next_index(call)?;
    let dom = call.doc.dom_mut();
    let copy = dom.deep_clone(ph);
    if dom.attr(copy, "idx").is_none() {
        dom.set_attr(copy, "idx", &next.to_string());
    }
    call.doc.placeholders.insert(copy);
    Ok(tree::set_placeholder(call.doc.dom_mut(), drawing, copy).into())
}

/// Puts a drawing where this placeholder is, which goes: the drawing is the placeholder then, in its place and size.
fn replace_placeholder(call: &mut SlideCall<'_>) -> SlideResult {
    let old = this(call)?;
    let Some(drawing) = drawing_arg(call, 0) else {
        return no();
    };
    call.doc.deck.loosen(drawing);
    let dom = call.doc.dom_mut();
    let Some(ph) = tree::placeholder(dom, old) else {
        return no();
    };
    if drawing == old || dom.parent(old).is_none() {
        return no();
    }
    let root = dom.root_of(old);
    let copy = dom.deep_clone(ph);
    if matches!(kind_of(dom, drawing), DrawRef::Shape(_)) {
        // A shape takes the looks of the placeholder.
        if let Some(properties) = view::properties(dom, drawing) {
            dom.clear(properties);
        }
    }
    let whole = tree::outermost(dom, drawing);
    dom.detach(whole);
    tree::renumber(dom, root, drawing);
    name_by_number(dom, drawing);
    let place = tree::outermost(dom, old);
    dom.replace(place, drawing);
    tree::set_placeholder(dom, drawing, copy);
    yes()
}

/// The element that holds the link of a drawing.
fn identity(call: &SlideCall<'_>) -> Result<Option<NodeId>, crate::class::ApiError> {
    Ok(tree::properties(call.doc.dom(), this(call)?))
}

fn get_hyperlink(call: &mut SlideCall<'_>) -> SlideResult {
    let dom = call.doc.dom();
    let link = identity(call)?.and_then(|identity| dom.child(identity, "a:hlinkClick"));
    or_null(link.map(|link| SlideRef::Draw(DrawRef::Hyperlink(link))))
}

/// Anything that is no link takes the link away.
fn set_hyperlink(call: &mut SlideCall<'_>) -> SlideResult {
    // Only shapes and pictures can be links.
    let linkable = matches!(
        call.this,
        SlideRef::Draw(DrawRef::Shape(_) | DrawRef::Image(_))
    );
    let Some(identity) = identity(call)?.filter(|_| linkable) else {
        return no();
    };
    let link = match call.args.opt_handle(0) {
        Some(SlideRef::Draw(DrawRef::Hyperlink(link))) => Some(*link),
        _ => None,
    };
    let dom = call.doc.dom_mut();
    if let Some(old) = dom.child(identity, "a:hlinkClick") {
        dom.detach(old);
    }
    if let Some(link) = link {
        let copy = call.doc.deck.copy_tree(link);
        call.doc.dom_mut().prepend(identity, copy);
    }
    yes()
}
