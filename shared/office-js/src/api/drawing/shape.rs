//! `ApiShape`: outline, paint and text of a shape.

use spindle_ooxml::drawing::{geometry, shape as view};

use super::object::{drawing, set_fill, set_line};
use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, argument};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// What `ApiShape` of every editor inherits.
    pub const SHAPE: &'static Class<E> = &Class {
        name: "drawing:Shape",
        parent: Some(E::DRAWING),
        members: &[
            Member::new("GetClassType", |_| Ok("shape".into())),
            Member::new("GetContent", get_content),
            Member::new("GetDocContent", get_content),
            Member::new("SetVerticalTextAlign", set_vertical_text_align),
            Member::new("SetPaddings", set_paddings),
            Member::new("GetGeometry", get_geometry),
            Member::new("SetGeometry", set_geometry),
            Member::new("SetFill", set_fill),
            Member::new("GetFill", get_fill),
            Member::new("SetLine", set_line),
            Member::new("GetLine", get_line),
        ],
        properties: &[],
    };
}

/// The text of the shape; `null` for what has none.
pub fn get_content<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    Ok(call.doc.content(node).map_or(Value::Null, Value::Handle))
}

fn set_vertical_text_align<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let anchor = match call.args.opt_text(0).as_deref() {
        Some("top") => "t",
        Some("center") => "ctr",
        Some("bottom") => "b",
        _ => return Ok(false.into()),
    };
    let Some(body) = call.doc.body_properties(node) else {
        return Ok(false.into());
    };
    call.doc.dom_mut().set_attr(body, "anchor", anchor);
    Ok(true.into())
}

/// Sets the distance of the text from left, top, right and bottom, in EMU. What is no number stays as it is.
fn set_paddings<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(body) = call.doc.body_properties(node) else {
        return Ok(false.into());
    };
    for (index, name) in ["lIns", "tIns", "rIns", "bIns"].into_iter().enumerate() {
        let given = call
            .args
            .opt_number(index)
            .map(|value| value.clamp(-2_147_483_648.0, 2_147_483_647.0).round() as i64);
        if let Some(value) = given {
            call.doc.dom_mut().set_attr(body, name, &value.to_string());
        }
    }
    Ok(true.into())
}

fn get_geometry<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let dom = call.doc.dom();
    let found = view::properties(dom, node).and_then(|properties| geometry::of(dom, properties));
    Ok(found.map_or(Value::Null, |found| answer::<E>(DrawRef::Geometry(found))))
}

fn set_geometry<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let Some(DrawRef::Geometry(outline)) = argument(call, 0) else {
        return Ok(false.into());
    };
    let Some(properties) = view::properties(call.doc.dom(), node) else {
        return Ok(false.into());
    };
    geometry::put(call.doc.dom_mut(), properties, outline);
    Ok(true.into())
}

fn get_fill<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let fill = view::fill_of(call.doc.dom_mut(), node);
    Ok(fill.map_or(Value::Null, |fill| answer::<E>(DrawRef::Fill(fill))))
}

fn get_line<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = drawing(call)?;
    let theme = call.doc.theme();
    let line = view::line_of(call.doc.dom_mut(), node, theme);
    Ok(line.map_or(Value::Null, |line| answer::<E>(DrawRef::Stroke(line))))
}
