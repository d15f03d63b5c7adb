//! What is drawn: shapes, pictures, groups and frames, whatever their vocabulary.
//!
//! A drawing is named by the outermost element of its own: `w:drawing` in text (inside a group `wps:wsp` and the like),
//! `xdr:sp`, `p:sp`. Functions go on to the element inside that holds the properties.

use super::{fill, line};
use crate::dom::{Dom, NodeId};

/// Children of `a:spPr` under whatever prefix, in the schema's order (20.1.2.2.35).
pub const PROPERTIES: &[&str] = &[
    "a:xfrm",
    "a:custGeom",
    "a:prstGeom",
    "a:noFill",
    "a:solidFill",
    "a:gradFill",
    "a:blipFill",
    "a:pattFill",
    "a:grpFill",
    "a:ln",
    "a:effectLst",
    "a:effectDag",
    "a:scene3d",
    "a:sp3d",
    "a:extLst",
];

/// What scripts may lock, and the attribute of the element of locks.
pub const LOCKS: &[&str] = &[
    "noGrp",
    "noUngrp",
    "noSelect",
    "noRot",
    "noChangeAspect",
    "noMove",
    "noResize",
    "noEditPoints",
    "noAdjustHandles",
    "noChangeArrowheads",
    "noChangeShapeType",
    "noDrilldown",
    "noTextEdit",
    "noCrop",
    "txBox",
];

/// The name of an element without its prefix.
#[must_use]
pub fn local(dom: &Dom, node: NodeId) -> &str {
    let name = dom.name_of(node).unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

/// The first child of this name under whatever prefix.
#[must_use]
pub fn child(dom: &Dom, node: NodeId, name: &str) -> Option<NodeId> {
    dom.child_elements(node)
        .find(|child| local(dom, *child) == name)
}

/// `wp:inline` or `wp:anchor` of a drawing in text.
#[must_use]
pub fn frame(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    if !dom.is(drawing, "w:drawing") {
        return None;
    }
    dom.child_elements(drawing)
        .find(|child| dom.is(*child, "wp:inline") || dom.is(*child, "wp:anchor"))
}

/// The element that is drawn: what a drawing in text has inside its frame, otherwise the element itself.
#[must_use]
pub fn object(dom: &Dom, drawing: NodeId) -> NodeId {
    let inner = frame(dom, drawing)
        .and_then(|frame| dom.path(frame, &["a:graphic", "a:graphicData"]))
        .and_then(|data| dom.child_elements(data).next());
    inner.unwrap_or(drawing)
}

/// The shape properties: `spPr` or `grpSpPr`.
#[must_use]
pub fn properties(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    let object = object(dom, drawing);
    child(dom, object, "spPr").or_else(|| child(dom, object, "grpSpPr"))
}

/// The transform with place, size, rotation and flips.
#[must_use]
pub fn transform(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    match properties(dom, drawing) {
        Some(properties) => dom.child(properties, "a:xfrm"),
        None => child(dom, object(dom, drawing), "xfrm"),
    }
}

/// The transform, made when there is none; `None` for what has no place for one.
pub fn ensure_transform(dom: &mut Dom, drawing: NodeId) -> Option<NodeId> {
    if let Some(found) = transform(dom, drawing) {
        return Some(found);
    }
    let properties = properties(dom, drawing)?;
    let made = dom.fragment("<a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></a:xfrm>");
    dom.insert_ordered(properties, made, PROPERTIES);
    Some(made)
}

fn number(dom: &Dom, node: NodeId, name: &str) -> Option<i64> {
    dom.attr(node, name)?.trim().parse().ok()
}

fn pair(dom: &Dom, node: Option<NodeId>, names: [&str; 2]) -> Option<(i64, i64)> {
    let [first, second] = names;
    Some((number(dom, node?, first)?, number(dom, node?, second)?))
}

/// Width and height in EMU.
#[must_use]
pub fn size(dom: &Dom, drawing: NodeId) -> Option<(i64, i64)> {
    let framed = frame(dom, drawing).and_then(|frame| dom.child(frame, "wp:extent"));
    pair(dom, framed, ["cx", "cy"]).or_else(|| {
        let inner = transform(dom, drawing).and_then(|xfrm| dom.child(xfrm, "a:ext"));
        pair(dom, inner, ["cx", "cy"])
    })
}

/// Sets width and height in EMU.
pub fn set_size(dom: &mut Dom, drawing: NodeId, width: i64, height: i64) {
    let framed = frame(dom, drawing).and_then(|frame| dom.child(frame, "wp:extent"));
    let inner = ensure_transform(dom, drawing)
        .map(|xfrm| dom.ensure_child(xfrm, "a:ext", &["a:off", "a:ext"]));
    for node in [framed, inner].into_iter().flatten() {
        dom.set_attr(node, "cx", &width.max(0).to_string());
        dom.set_attr(node, "cy", &height.max(0).to_string());
    }
}

/// The place in EMU that the transform says.
#[must_use]
pub fn position(dom: &Dom, drawing: NodeId) -> Option<(i64, i64)> {
    let offset = transform(dom, drawing).and_then(|xfrm| dom.child(xfrm, "a:off"));
    pair(dom, offset, ["x", "y"])
}

/// Sets the place in EMU.
pub fn set_position(dom: &mut Dom, drawing: NodeId, x: i64, y: i64) {
    let Some(xfrm) = ensure_transform(dom, drawing) else {
        return;
    };
    let offset = dom.ensure_child(xfrm, "a:off", &["a:off", "a:ext"]);
    dom.set_attr(offset, "x", &x.to_string());
    dom.set_attr(offset, "y", &y.to_string());
}

/// Rotation in degrees clockwise.
#[must_use]
pub fn rotation(dom: &Dom, drawing: NodeId) -> f64 {
    let found = transform(dom, drawing).and_then(|xfrm| number(dom, xfrm, "rot"));
    found.unwrap_or(0) as f64 / 60_000.0
}

/// Sets the rotation in degrees clockwise; `false` for what cannot turn.
pub fn set_rotation(dom: &mut Dom, drawing: NodeId, degrees: f64) -> bool {
    let Some(xfrm) = ensure_transform(dom, drawing) else {
        return false;
    };
    let value = (degrees.clamp(-35_000.0, 35_000.0) * 60_000.0).round() as i64;
    dom.set_attr(xfrm, "rot", &value.to_string());
    true
}

/// Whether it is mirrored (`flipH`, `flipV`); `None` when the transform does not say.
#[must_use]
pub fn flip(dom: &Dom, drawing: NodeId, attribute: &str) -> Option<bool> {
    let value = dom.attr(transform(dom, drawing)?, attribute)?;
    Some(matches!(value, "1" | "true"))
}

/// Mirrors it (`flipH`, `flipV`) or not; `false` for what cannot be mirrored.
pub fn set_flip(dom: &mut Dom, drawing: NodeId, attribute: &str, on: bool) -> bool {
    let Some(xfrm) = ensure_transform(dom, drawing) else {
        return false;
    };
    dom.set_attr(xfrm, attribute, if on { "1" } else { "0" });
    true
}

/// The non-visual properties of the element that is drawn: `cNvPr`.
#[must_use]
pub fn inner_identity(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    let object = object(dom, drawing);
    child(dom, object, "cNvPr").or_else(|| {
        dom.child_elements(object)
            .filter(|node| local(dom, *node).starts_with("nv"))
            .find_map(|node| child(dom, node, "cNvPr"))
    })
}

/// The element with number, name and texts for those who do not see: `wp:docPr` in text, `cNvPr` elsewhere.
#[must_use]
pub fn identity(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    match frame(dom, drawing) {
        Some(frame) => dom.child(frame, "wp:docPr"),
        None => inner_identity(dom, drawing),
    }
}

/// The number of the drawing.
#[must_use]
pub fn id(dom: &Dom, drawing: NodeId) -> Option<i64> {
    number(dom, identity(dom, drawing)?, "id")
}

/// Gives the drawing another number, as a copy needs it.
pub fn set_id(dom: &mut Dom, drawing: NodeId, id: u32) {
    for node in [identity(dom, drawing), inner_identity(dom, drawing)]
        .into_iter()
        .flatten()
    {
        dom.set_attr(node, "id", &id.to_string());
    }
}

/// A text of the drawing: `name`, `title` or `descr`.
#[must_use]
pub fn label<'a>(dom: &'a Dom, drawing: NodeId, attribute: &str) -> Option<&'a str> {
    dom.attr(identity(dom, drawing)?, attribute)
}

/// Sets a text of the drawing; `false` when it has no place for one.
pub fn set_label(dom: &mut Dom, drawing: NodeId, attribute: &str, text: &str) -> bool {
    match identity(dom, drawing) {
        Some(node) => {
            dom.set_attr(node, attribute, text);
            true
        }
        None => false,
    }
}

/// The element whose child holds the locks, and the name of that child.
fn lock_holder(dom: &Dom, drawing: NodeId) -> Option<(NodeId, &'static str)> {
    const KINDS: &[(&str, &str)] = &[
        ("cNvSpPr", "a:spLocks"),
        ("cNvPicPr", "a:picLocks"),
        ("cNvGrpSpPr", "a:grpSpLocks"),
        ("cNvCxnSpPr", "a:cxnSpLocks"),
        ("cNvGraphicFramePr", "a:graphicFrameLocks"),
    ];
    let object = object(dom, drawing);
    let inside = dom
        .child_elements(object)
        .filter(|node| local(dom, *node).starts_with("nv"));
    std::iter::once(object)
        .chain(inside)
        .chain(frame(dom, drawing))
        .find_map(|place| {
            KINDS
                .iter()
                .find_map(|(holder, locks)| Some((child(dom, place, holder)?, *locks)))
        })
}

/// Whether the element of locks knows an attribute (20.1.2.2.19 and the others of its kind).
fn known_lock(locks: &str, name: &str) -> bool {
    match name {
        "noGrp" | "noSelect" | "noChangeAspect" | "noMove" | "noResize" => true,
        "noUngrp" => locks == "a:grpSpLocks",
        "noDrilldown" => locks == "a:graphicFrameLocks",
        "noRot" => locks != "a:graphicFrameLocks",
        "noTextEdit" => locks == "a:spLocks",
        "noCrop" => locks == "a:picLocks",
        "txBox" => false,
        _ => matches!(locks, "a:spLocks" | "a:picLocks" | "a:cxnSpLocks"),
    }
}

/// Whether something is locked.
#[must_use]
pub fn lock(dom: &Dom, drawing: NodeId, name: &str) -> bool {
    let Some((holder, locks)) = lock_holder(dom, drawing) else {
        return false;
    };
    let place = if name == "txBox" {
        Some(holder)
    } else {
        dom.child(holder, locks)
    };
    place.is_some_and(|place| matches!(dom.attr(place, name), Some("1" | "true")))
}

/// Locks something or not; a lock that this kind of drawing does not know is not kept.
pub fn set_lock(dom: &mut Dom, drawing: NodeId, name: &str, on: bool) {
    let Some((holder, locks)) = lock_holder(dom, drawing) else {
        return;
    };
    let value = if on { "1" } else { "0" };
    if name == "txBox" && locks == "a:spLocks" {
        dom.set_attr(holder, name, value);
    } else if known_lock(locks, name) {
        let place = match dom.child(holder, locks) {
            Some(place) => place,
            None => {
                let made = dom.element(locks);
                dom.prepend(holder, made);
                made
            }
        };
        dom.set_attr(place, name, value);
    }
}

/// Gives a drawing a copy of a fill; `false` for what cannot be filled.
pub fn set_fill(dom: &mut Dom, drawing: NodeId, paint: NodeId) -> bool {
    match properties(dom, drawing) {
        Some(properties) => {
            fill::put(dom, properties, paint, PROPERTIES);
            true
        }
        None => false,
    }
}

/// Gives a drawing a copy of a line; `false` for what has no outline.
pub fn set_line(dom: &mut Dom, drawing: NodeId, stroke: NodeId) -> bool {
    let Some(properties) = properties(dom, drawing).filter(|node| local(dom, *node) == "spPr")
    else {
        return false;
    };
    if let Some(old) = dom.child(properties, "a:ln") {
        dom.detach(old);
    }
    let copy = dom.deep_clone(stroke);
    dom.insert_ordered(properties, copy, PROPERTIES);
    true
}

/// A reference of the drawing's style: `a:fillRef`, `a:lnRef`; `None` when it refers to nothing.
fn style_reference(dom: &Dom, drawing: NodeId, name: &str) -> Option<(usize, NodeId)> {
    let style = child(dom, object(dom, drawing), "style")?;
    let reference = dom.child(style, name)?;
    let index = usize::try_from(number(dom, reference, "idx")?).ok()?;
    (index > 0).then_some((index, reference))
}

/// The fill: the drawing's own, that of its style as a new element, or none where there is no style either.
pub fn fill_of(dom: &mut Dom, drawing: NodeId) -> Option<NodeId> {
    let properties = properties(dom, drawing)?;
    if let Some(own) = fill::of(dom, properties) {
        return Some(own);
    }
    if child(dom, object(dom, drawing), "style").is_none() && local(dom, properties) == "spPr" {
        return Some(fill::none(dom));
    }
    let (_, reference) = style_reference(dom, drawing, "a:fillRef")?;
    let color = super::color::inside(dom, reference)?;
    Some(fill::solid(dom, color))
}

/// The line: the drawing's own, or that of its style in the theme with this root as a new element.
pub fn line_of(dom: &mut Dom, drawing: NodeId, theme: Option<NodeId>) -> Option<NodeId> {
    let properties = properties(dom, drawing)?;
    if let Some(own) = dom.child(properties, "a:ln") {
        return Some(own);
    }
    let (index, reference) = style_reference(dom, drawing, "a:lnRef")?;
    let color = super::color::inside(dom, reference)?;
    let list = theme
        .and_then(|theme| dom.path(theme, &["a:themeElements", "a:fmtScheme", "a:lnStyleLst"]));
    let width = list
        .and_then(|list| dom.elements(list, "a:ln").nth(index - 1))
        .and_then(|line| line::width(dom, line));
    let paint = fill::solid(dom, color);
    Some(line::create(dom, width.unwrap_or(9_525), paint, "solid"))
}

/// `bodyPr`: how text stands in the shape.
#[must_use]
pub fn body_properties(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    let object = object(dom, drawing);
    let holder = child(dom, object, "txBody").unwrap_or(object);
    child(dom, holder, "bodyPr")
}
