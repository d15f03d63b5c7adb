//! What concerns a chart as a whole: `ApplyChartStyle`, and whether it is mirrored.

use spindle_ooxml::chart::{self as view, order, style};
use spindle_ooxml::drawing::shape;

use super::{chart_space, index};
use crate::api::drawing::{DrawResult, DrawingHost, this};
use crate::class::Call;
use crate::value::Value;

pub(super) fn apply_style<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let space = chart_space(call)?;
    let Some(number) = index(call, 0) else {
        return Ok(false.into());
    };
    Ok(style::apply(call.doc.dom_mut(), space, number).into())
}

/// Mirrors it (`flipH`, `flipV`). Frames in text have no place for it: there the chart itself says so.
pub fn set_flip<E: DrawingHost>(call: &mut Call<'_, E>, attribute: &str) -> DrawResult<E> {
    let frame = this(call)?;
    let Value::Bool(on) = *call.args.get(0) else {
        return Ok(false.into());
    };
    if shape::set_flip(call.doc.dom_mut(), frame, attribute, on) {
        return Ok(true.into());
    }
    let space = chart_space(call)?;
    let dom = call.doc.dom_mut();
    let properties = view::ensure(dom, space, "c:spPr");
    let transform = dom.ensure_child(properties, "a:xfrm", order::SHAPE);
    dom.set_attr(transform, attribute, if on { "1" } else { "0" });
    Ok(true.into())
}

pub(super) fn get_flip<E: DrawingHost>(call: &mut Call<'_, E>, attribute: &str) -> DrawResult<E> {
    let frame = this(call)?;
    let said = shape::flip(call.doc.dom(), frame, attribute);
    if said.is_some() {
        return Ok(said.into());
    }
    let space = chart_space(call)?;
    let dom = call.doc.dom();
    let said = dom
        .path(space, &["c:spPr", "a:xfrm"])
        .and_then(|transform| dom.attr(transform, attribute))
        .map(|value| matches!(value, "1" | "true"));
    Ok(match said {
        None if E::FLIPS_ARE_KNOWN => false.into(),
        other => other.into(),
    })
}
