//! `ApiStroke`, and `Api.CreateStroke`.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::{fill, line as view};

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, argument, fill_argument, this};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiStroke`
    pub const STROKE: &'static Class<E> = &Class {
        name: "ApiStroke",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("stroke".into())),
            Member::new("ToJSON", super::json::paint_to_json),
            Member::new("GetWidth", get_width),
            Member::new("GetFill", get_fill),
            Member::new("GetDashType", get_dash_type),
        ],
        properties: &[],
    };
}

/// The line given as an argument; it is to be copied.
pub fn stroke_argument<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<NodeId> {
    match argument(call, index) {
        Some(DrawRef::Stroke(node)) => Some(node),
        _ => None,
    }
}

/// `Api.CreateStroke`: width in EMU, fill, dash.
pub(super) fn create<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let fill = fill_argument(call, 1).ok_or_else(|| call.args.wrong(1, "fill", "an ApiFill"))?;
    // A line without a fill is none, and has no width.
    let unfilled = call.doc.dom().is(fill, "a:noFill");
    let given = call.args.opt_number(0).filter(|_| !unfilled);
    let width = given.unwrap_or(0.0).round() as i64;
    let dash = call.args.opt_text(2).unwrap_or_default().into_owned();
    let line = view::create(call.doc.dom_mut(), width, fill, &dash);
    Ok(answer::<E>(DrawRef::Stroke(line)))
}

fn get_width<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let line = this(call)?;
    Ok(view::width(call.doc.dom(), line).unwrap_or(0).into())
}

fn get_fill<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let line = this(call)?;
    let fill = fill::of(call.doc.dom(), line);
    Ok(fill.map_or(Value::Null, |fill| answer::<E>(DrawRef::Fill(fill))))
}

fn get_dash_type<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let line = this(call)?;
    Ok(view::dash(call.doc.dom(), line).unwrap_or("solid").into())
}
