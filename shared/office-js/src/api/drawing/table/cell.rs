//! `ApiTableCell` on slides.

use spindle_ooxml::drawing::fill;
use spindle_ooxml::drawing::table::cell as view;

use super::shading;
use crate::api::drawing::{
    Classes, DrawRef, DrawResult, DrawingHost, answer, fill_argument, text, this,
};
use crate::class::{Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiTableCell`
    pub const TABLE_CELL: &'static Class<E> = &Class {
        name: "ApiTableCell",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("tableCell".into())),
            Member::new("AddText", |call| {
                let body = body(call)?;
                text::content::add_text_to(call, body)
            }),
            Member::new("GetContent", |call| {
                Ok(answer::<E>(DrawRef::Content(body(call)?)))
            }),
            Member::new("GetText", |call| {
                let body = body(call)?;
                text::content::get_text_of(call, body)
            }),
            Member::new("SetCellBorderBottom", |call| set_border(call, "a:lnB")),
            Member::new("SetCellBorderLeft", |call| set_border(call, "a:lnL")),
            Member::new("SetCellBorderRight", |call| set_border(call, "a:lnR")),
            Member::new("SetCellBorderTop", |call| set_border(call, "a:lnT")),
            Member::new("SetCellMarginBottom", |call| set_margin(call, "marB")),
            Member::new("SetCellMarginLeft", |call| set_margin(call, "marL")),
            Member::new("SetCellMarginRight", |call| set_margin(call, "marR")),
            Member::new("SetCellMarginTop", |call| set_margin(call, "marT")),
            Member::new("SetShd", set_shd),
            Member::new("SetText", |call| {
                let body = body(call)?;
                text::content::set_text_of(call, body)
            }),
            Member::new("SetTextDirection", |call| {
                set_word(
                    call,
                    "vert",
                    &[("lrtb", "horz"), ("tbrl", "eaVert"), ("btlr", "vert270")],
                )
            }),
            Member::new("SetVerticalAlign", |call| {
                set_word(
                    call,
                    "anchor",
                    &[("top", "t"), ("center", "ctr"), ("bottom", "b")],
                )
            }),
        ],
        properties: &[],
    };
}

/// The text of the cell.
fn body<E: DrawingHost>(
    call: &mut Call<'_, E>,
) -> Result<spindle_ooxml::NodeId, crate::class::ApiError> {
    let cell = this(call)?;
    Ok(view::body(call.doc.dom_mut(), cell))
}

/// Kind, width in millimetres, fill. Without the last the original fails, whatever its documentation says.
fn set_border<E: DrawingHost>(call: &mut Call<'_, E>, side: &str) -> DrawResult<E> {
    let cell = this(call)?;
    if !call.args.given(2) {
        return Err(call.args.wrong(2, "oApiFill", "an ApiFill"));
    }
    let width = call.args.opt_number(1).unwrap_or(0.0) * 36_000.0;
    let fill = if call.args.opt_text(0).as_deref() == Some("none") {
        Some(fill::none(call.doc.dom_mut()))
    } else {
        fill_argument(call, 2)
    };
    view::set_border(call.doc.dom_mut(), cell, side, width.round() as i64, fill);
    Ok(Value::Undefined)
}

/// A margin in twips; nothing means that of the table.
fn set_margin<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> DrawResult<E> {
    let cell = this(call)?;
    let margin = match call.args.get(0) {
        Value::Null | Value::Undefined => None,
        _ => match call.args.opt_integer(0) {
            Some(twips) => Some(twips.clamp(0, 3_381_000).saturating_mul(635).to_string()),
            None => return Ok(Value::Undefined),
        },
    };
    view::set_property(call.doc.dom_mut(), cell, name, margin.as_deref());
    Ok(Value::Undefined)
}

/// An attribute by the script's word for its value; `false` for an unknown one.
fn set_word<E: DrawingHost>(
    call: &mut Call<'_, E>,
    name: &str,
    words: &[(&str, &str)],
) -> DrawResult<E> {
    let cell = this(call)?;
    let given = call.args.opt_text(0).unwrap_or_default();
    let Some((_, value)) = words.iter().find(|(known, _)| *known == given) else {
        return Ok(false.into());
    };
    view::set_property(call.doc.dom_mut(), cell, name, Some(value));
    Ok(Value::Undefined)
}

fn set_shd<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let cell = this(call)?;
    if let Some(fill) = shading(call) {
        view::set_fill(call.doc.dom_mut(), cell, fill);
    }
    Ok(Value::Undefined)
}
