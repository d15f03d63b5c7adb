//! `ApiDatabar`.

use spindle_ooxml::sheet::conditions::{Bar, Point, Test};

use super::super::feature::{both, get};
use super::super::{CellCall, CellEditor, CellResult, color};
use super::rule::{LOOK_CLASS, color_answer, rule};
use super::{POINTS, point_kind, point_value, to_api, to_file};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiDatabar",
    parent: Some(&LOOK_CLASS),
    members: &[
        Member::new("GetAxisColor", |call| get_color(call, 3)),
        Member::new("GetAxisPosition", get_axis),
        Member::new("GetBarBorderColor", |call| get_color(call, 0)),
        Member::new("GetBarColor", get_bar_color),
        Member::new("GetBarFillType", get_fill_type),
        Member::new("GetDirection", get_direction),
        Member::new("GetFormula", |_| Ok("".into())),
        Member::new("GetMaxPointType", |call| get_type(call, 1)),
        Member::new("GetMaxPointValue", |call| get_value(call, 1)),
        Member::new("GetMinPointType", |call| get_type(call, 0)),
        Member::new("GetMinPointValue", |call| get_value(call, 0)),
        Member::new("GetNegativeBarColor", |call| get_color(call, 1)),
        Member::new("GetNegativeBorderColor", |call| get_color(call, 2)),
        Member::new("GetPercentMax", |call| get_length(call, 1)),
        Member::new("GetPercentMin", |call| get_length(call, 0)),
        Member::new("GetShowValue", get_show_value),
        Member::new("SetAxisColor", |call| set_color(call, 3)),
        Member::new("SetAxisPosition", set_axis),
        Member::new("SetBarBorderColor", |call| set_color(call, 0)),
        Member::new("SetBarColor", set_bar_color),
        Member::new("SetBarFillType", set_fill_type),
        Member::new("SetDirection", set_direction),
        Member::new("SetMaxPointType", |call| set_type(call, 1)),
        Member::new("SetMaxPointValue", |call| set_value(call, 1)),
        Member::new("SetMinPointType", |call| set_type(call, 0)),
        Member::new("SetMinPointValue", |call| set_value(call, 0)),
        Member::new("SetNegativeBarColor", |call| set_color(call, 1)),
        Member::new("SetNegativeBorderColor", |call| set_color(call, 2)),
        Member::new("SetPercentMax", |call| set_length(call, 1)),
        Member::new("SetPercentMin", |call| set_length(call, 0)),
        Member::new("SetShowValue", set_show_value),
    ],
    properties: &[
        both("AxisPosition", get_axis, set_axis),
        both("BarFillType", get_fill_type, set_fill_type),
        both("Direction", get_direction, set_direction),
        get("Formula", |_| Ok("".into())),
        get("NegativeBarColor", |call| get_color(call, 1)),
        get("NegativeBorderColor", |call| get_color(call, 2)),
        both(
            "PercentMax",
            |call| get_length(call, 1),
            |call| set_length(call, 1),
        ),
        both(
            "PercentMin",
            |call| get_length(call, 0),
            |call| set_length(call, 0),
        ),
        both("ShowValue", get_show_value, set_show_value),
    ],
};

const AXES: &[(&str, &str)] = &[
    ("xlDataBarAxisAutomatic", "automatic"),
    ("xlDataBarAxisMidpoint", "middle"),
    ("xlDataBarAxisNone", "none"),
];
const DIRECTIONS: &[(&str, &str)] = &[
    ("xlContext", "context"),
    ("xlLTR", "leftToRight"),
    ("xlRTL", "rightToLeft"),
];

fn bar<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut Bar, ApiError> {
    match &mut rule(call)?.test {
        Test::Bar(bar) => Ok(bar),
        _ => Err(ApiError::State(
            "the data bar is not there any more".to_owned(),
        )),
    }
}

fn get_color(call: &mut CellCall<'_>, at: usize) -> CellResult {
    let color = bar(call)?.colors.get(at).copied().flatten();
    Ok(color.map_or(Value::Null, color_answer))
}

fn set_color(call: &mut CellCall<'_>, at: usize) -> CellResult {
    let color = color::argument(call, 0).flatten();
    if let (Some(place), true) = (bar(call)?.colors.get_mut(at), color.is_some()) {
        *place = color;
    }
    Ok(Value::Undefined)
}

fn get_bar_color(call: &mut CellCall<'_>) -> CellResult {
    Ok(color_answer(bar(call)?.color))
}

fn set_bar_color(call: &mut CellCall<'_>) -> CellResult {
    if let Some(color) = color::argument(call, 0).flatten() {
        bar(call)?.color = color;
    }
    Ok(Value::Undefined)
}

fn get_axis(call: &mut CellCall<'_>) -> CellResult {
    Ok(to_api(AXES, bar(call)?.axis).into())
}

fn set_axis(call: &mut CellCall<'_>) -> CellResult {
    let axis = to_file(AXES, &call.args.opt_text(0).unwrap_or_default());
    if let Some(axis) = axis {
        bar(call)?.axis = axis;
    }
    Ok(axis.is_some().into())
}

fn get_direction(call: &mut CellCall<'_>) -> CellResult {
    Ok(to_api(DIRECTIONS, bar(call)?.direction).into())
}

fn set_direction(call: &mut CellCall<'_>) -> CellResult {
    let direction = to_file(DIRECTIONS, &call.args.opt_text(0).unwrap_or_default());
    if let Some(direction) = direction {
        bar(call)?.direction = direction;
    }
    Ok(direction.is_some().into())
}

fn get_fill_type(call: &mut CellCall<'_>) -> CellResult {
    let gradient = bar(call)?.gradient;
    Ok(if gradient {
        "xlDataBarFillGradient"
    } else {
        "xlDataBarFillSolid"
    }
    .into())
}

/// Anything but a gradient is solid.
fn set_fill_type(call: &mut CellCall<'_>) -> CellResult {
    let gradient = call.args.opt_text(0).as_deref() == Some("xlDataBarFillGradient");
    bar(call)?.gradient = gradient;
    Ok(true.into())
}

fn point<'a>(call: &'a mut CellCall<'_>, at: usize) -> Result<&'a mut Point, ApiError> {
    let found = bar(call)?.points.get_mut(at);
    found.ok_or_else(|| ApiError::State("the data bar has no such end".to_owned()))
}

fn get_type(call: &mut CellCall<'_>, at: usize) -> CellResult {
    Ok(to_api(POINTS, point(call, at)?.kind).into())
}

fn set_type(call: &mut CellCall<'_>, at: usize) -> CellResult {
    let kind = point_kind(call);
    point(call, at)?.kind = kind;
    Ok(Value::Undefined)
}

/// The value as text; 0 where there is none.
fn get_value(call: &mut CellCall<'_>, at: usize) -> CellResult {
    Ok(match &point(call, at)?.value {
        Some(value) => value.clone().into(),
        None => 0.0.into(),
    })
}

fn set_value(call: &mut CellCall<'_>, at: usize) -> CellResult {
    let value = point_value(call);
    point(call, at)?.value = value;
    Ok(Value::Undefined)
}

fn get_length(call: &mut CellCall<'_>, at: usize) -> CellResult {
    Ok(bar(call)?.length.get(at).copied().into())
}

fn set_length(call: &mut CellCall<'_>, at: usize) -> CellResult {
    let Value::Number(wanted) = *call.args.get(0) else {
        return Ok(false.into());
    };
    if let Some(length) = bar(call)?.length.get_mut(at) {
        *length = wanted;
    }
    Ok(true.into())
}

fn get_show_value(call: &mut CellCall<'_>) -> CellResult {
    Ok(bar(call)?.show_value.into())
}

fn set_show_value(call: &mut CellCall<'_>) -> CellResult {
    let Value::Bool(on) = *call.args.get(0) else {
        return Ok(false.into());
    };
    bar(call)?.show_value = on;
    Ok(true.into())
}
