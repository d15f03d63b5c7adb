//! `ApiDrawing`: what all drawings of all editors can do.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::shape as view;

use super::{Classes, DrawRef, DrawResult, DrawingHost, fill_argument, stroke_argument, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

/// The longest length that files can say, in EMU (ST_PositiveCoordinate, 20.1.10.42).
const MAX_LENGTH: f64 = 27_273_042_316_900.0;

impl<E: DrawingHost> Classes<E> {
    /// What `ApiDrawing` of every editor inherits.
    pub const DRAWING: &'static Class<E> = &Class {
        name: "drawing:Drawing",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("drawing".into())),
            Member::new("SetSize", set_size),
            Member::new("GetWidth", |call| Ok(size(call)?.0.into())),
            Member::new("GetHeight", |call| Ok(size(call)?.1.into())),
            Member::new("SetName", set_name),
            Member::new("GetName", get_name),
            Member::new("SetRotation", set_rotation),
            Member::new("GetRotation", get_rotation),
            Member::new("SetFlipH", |call| set_flip(call, "flipH")),
            Member::new("SetFlipV", |call| set_flip(call, "flipV")),
            Member::new("GetFlipH", |call| get_flip(call, "flipH")),
            Member::new("GetFlipV", |call| get_flip(call, "flipV")),
            Member::new("SetLockValue", set_lock),
            Member::new("GetLockValue", get_lock),
            Member::new("Fill", set_fill),
            Member::new("SetOutLine", set_line),
            Member::new("Select", select),
            Member::new("Unselect", unselect),
            Member::new("ToJSON", super::json::drawing_to_json),
            Member::new("Copy", copy),
            Member::new("Delete", delete),
        ],
        properties: &[],
    };

    /// `ApiSmartArt`
    pub const SMART_ART: &'static Class<E> = &Class {
        name: "ApiSmartArt",
        parent: Some(E::DRAWING),
        members: &[Member::new("GetClassType", |_| Ok("smartArt".into()))],
        properties: &[],
    };

    /// What `ApiImage` of every editor inherits.
    pub const IMAGE: &'static Class<E> = &Class {
        name: "drawing:Image",
        parent: Some(E::DRAWING),
        members: &[Member::new("GetClassType", |_| Ok("image".into()))],
        properties: &[],
    };
}

/// The drawing that the member was called on.
pub fn drawing<E: DrawingHost>(call: &Call<'_, E>) -> Result<NodeId, ApiError> {
    this(call)
}

/// A length in EMU given as an argument, not negative.
pub fn length<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<i64> {
    call.args
        .opt_number(index)
        .map(|value| value.clamp(0.0, MAX_LENGTH).round() as i64)
}

fn size<E: DrawingHost>(call: &Call<'_, E>) -> Result<(i64, i64), ApiError> {
    let node = drawing(call)?;
    let (width, height) = view::size(call.doc.dom(), node).unwrap_or((0, 0));
    let on_side = E::SIZE_AS_TURNED
        && (45.0..135.0).contains(&view::rotation(call.doc.dom(), node).rem_euclid(180.0));
    Ok(if on_side {
        (height, width)
    } else {
        (width, height)
    })
}

/// Sets width and height; what is no number counts as nothing.
pub fn set_size<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let (width, height) = (length(call, 0).unwrap_or(0), length(call, 1).unwrap_or(0));
    view::set_size(call.doc.dom_mut(), node, width, height);
    call.doc.moved(node);
    Ok(true.into())
}

/// An empty name, or none, changes nothing.
fn set_name<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(text) = call.args.opt_text(0).filter(|text| !text.is_empty()) else {
        return Ok(false.into());
    };
    Ok(view::set_label(call.doc.dom_mut(), node, "name", &text).into())
}

fn get_name<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = view::label(call.doc.dom(), drawing(call)?, "name");
    Ok(name.unwrap_or_default().into())
}

fn set_rotation<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let degrees = call.args.opt_number(0).unwrap_or(0.0);
    let degrees = if E::TURNS_BEYOND_A_CIRCLE {
        degrees
    } else {
        degrees.rem_euclid(360.0)
    };
    let turned = view::set_rotation(call.doc.dom_mut(), node, degrees);
    Ok(turned.into())
}

/// The original keeps radians: degrees come back as their product.
fn get_rotation<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    use std::f64::consts::PI;
    let degrees = view::rotation(call.doc.dom(), drawing(call)?);
    Ok((degrees * PI / 180.0 * 180.0 / PI).into())
}

fn set_flip<E: DrawingHost>(call: &mut Call<'_, E>, attribute: &str) -> DrawResult<E> {
    let node = drawing(call)?;
    let Value::Bool(on) = *call.args.get(0) else {
        return Ok(false.into());
    };
    Ok(view::set_flip(call.doc.dom_mut(), node, attribute, on).into())
}

fn get_flip<E: DrawingHost>(call: &mut Call<'_, E>, attribute: &str) -> DrawResult<E> {
    let said = view::flip(call.doc.dom(), drawing(call)?, attribute);
    Ok(match said {
        None if E::FLIPS_ARE_KNOWN => false.into(),
        other => other.into(),
    })
}

fn set_lock<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let name = call.args.opt_text(0).unwrap_or_default();
    if !view::LOCKS.contains(&&*name) {
        return Ok(false.into());
    }
    let on = call.args.boolean(1, false);
    view::set_lock(call.doc.dom_mut(), node, &name, on);
    Ok(true.into())
}

fn get_lock<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let name = call.args.opt_text(0).unwrap_or_default();
    Ok(view::lock(call.doc.dom(), drawing(call)?, &name).into())
}

/// Fills what was drawn; without a fill nothing happens.
pub(super) fn set_fill<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(fill) = fill_argument(call, 0) else {
        return Ok(false.into());
    };
    Ok(view::set_fill(call.doc.dom_mut(), node, fill).into())
}

/// Gives it an outline; without one nothing happens.
pub(super) fn set_line<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(line) = stroke_argument(call, 0) else {
        return Ok(false.into());
    };
    if matches!(E::draw_ref(&call.this), Some(DrawRef::Group(_))) {
        // A group has no line of its own: what is in it has.
        for child in super::group::children(call.doc, node) {
            view::set_line(call.doc.dom_mut(), child, line);
        }
        return Ok(true.into());
    }
    Ok(view::set_line(call.doc.dom_mut(), node, line).into())
}

/// Selects the drawing, alone unless the argument is `false`.
pub fn select<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let replace = call.args.boolean(0, true);
    let selection = call.doc.selection();
    if replace {
        selection.clear();
    }
    if !selection.contains(&node) {
        selection.push(node);
    }
    Ok(true.into())
}

fn unselect<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let selection = call.doc.selection();
    let before = selection.len();
    selection.retain(|selected| *selected != node);
    Ok((selection.len() < before).into())
}

/// A copy that is in no document yet, with numbers of its own.
fn copy<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let copied = duplicate(call.doc, node);
    let reference = match E::draw_ref(&call.this) {
        Some(DrawRef::Drawing(_)) => DrawRef::Drawing(copied),
        _ => call.doc.drawing(copied),
    };
    Ok(Value::Handle(E::wrap(reference)))
}

/// A copy of a drawing that is in no document yet, with numbers of its own.
pub fn duplicate<E: DrawingHost>(doc: &mut E, node: NodeId) -> NodeId {
    let whole = doc.whole(node);
    doc.loosen(whole);
    // Where the drawing stands in what is copied with it.
    let dom = doc.dom();
    let place = std::iter::once(whole)
        .chain(dom.descendants(whole))
        .position(|candidate| candidate == node)
        .unwrap_or(0);
    let copied = doc.dom_mut().deep_clone(whole);
    let dom = doc.dom();
    let all: Vec<NodeId> = std::iter::once(copied)
        .chain(dom.descendants(copied))
        .collect();
    let identities: Vec<NodeId> = all
        .iter()
        .copied()
        .filter(|node| matches!(view::local(dom, *node), "cNvPr" | "docPr"))
        .collect();
    for identity in identities {
        let id = doc.next_drawing_id().to_string();
        doc.dom_mut().set_attr(identity, "id", &id);
    }
    super::chart::own_parts(doc, whole, copied);
    all.get(place).copied().unwrap_or(copied)
}

fn delete<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    Ok(call.doc.remove(node).into())
}
