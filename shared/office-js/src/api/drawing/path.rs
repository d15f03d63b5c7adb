//! `ApiPath` and `ApiPathCommand`: the lines of an outline.

use spindle_ooxml::NodeId;
use spindle_ooxml::drawing::geometry as view;

use super::{Classes, DrawRef, DrawResult, DrawingHost, answer, this};
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

/// How a path is filled (ST_PathFillMode, 20.1.10.37).
const FILLS: &[&str] = &[
    "none",
    "norm",
    "lighten",
    "lightenLess",
    "darken",
    "darkenLess",
];

/// Commands by element and by the name that scripts know.
const COMMANDS: &[(&str, &str)] = &[
    ("a:moveTo", "moveTo"),
    ("a:lnTo", "lineTo"),
    ("a:quadBezTo", "bezier3"),
    ("a:cubicBezTo", "bezier4"),
    ("a:arcTo", "arcTo"),
    ("a:close", "close"),
];

impl<E: DrawingHost> Classes<E> {
    /// `ApiPath`
    pub const PATH: &'static Class<E> = &Class {
        name: "ApiPath",
        parent: None,
        members: &[
            Member::new("GetStroke", get_stroke),
            Member::new("SetStroke", set_stroke),
            Member::new("GetFill", get_fill),
            Member::new("SetFill", set_fill),
            Member::new("GetWidth", |call| extent(call, "w")),
            Member::new("SetWidth", |call| set_extent(call, "w")),
            Member::new("GetHeight", |call| extent(call, "h")),
            Member::new("SetHeight", |call| set_extent(call, "h")),
            Member::new("GetCommands", get_commands),
            Member::new("GetCommandCount", |call| Ok(commands(call)?.len().into())),
            Member::new("GetCommand", get_command),
            Member::new("MoveTo", |call| add::<E, 2>(call, "a:moveTo")),
            Member::new("LineTo", |call| add::<E, 2>(call, "a:lnTo")),
            Member::new("QuadBezTo", |call| add::<E, 4>(call, "a:quadBezTo")),
            Member::new("CubicBezTo", |call| add::<E, 6>(call, "a:cubicBezTo")),
            Member::new("ArcTo", |call| add::<E, 4>(call, "a:arcTo")),
            Member::new("Close", close),
        ],
        properties: &[],
    };

    /// `ApiPathCommand`
    pub const PATH_COMMAND: &'static Class<E> = &Class {
        name: "ApiPathCommand",
        parent: None,
        members: &[
            Member::new("GetType", get_type),
            Member::new("GetX", |call| point(call, &["a:moveTo", "a:lnTo"], 0, "x")),
            Member::new("GetY", |call| point(call, &["a:moveTo", "a:lnTo"], 0, "y")),
            Member::new("GetX0", |call| point(call, CURVES, 0, "x")),
            Member::new("GetY0", |call| point(call, CURVES, 0, "y")),
            Member::new("GetX1", |call| point(call, CURVES, 1, "x")),
            Member::new("GetY1", |call| point(call, CURVES, 1, "y")),
            Member::new("GetX2", |call| point(call, CURVES, 2, "x")),
            Member::new("GetY2", |call| point(call, CURVES, 2, "y")),
            Member::new("GetWR", |call| value(call, "wR")),
            Member::new("GetHR", |call| value(call, "hR")),
            Member::new("GetStartAngle", |call| value(call, "stAng")),
            Member::new("GetSweepAngle", |call| value(call, "swAng")),
        ],
        properties: &[],
    };
}

/// The commands with several points.
const CURVES: &[&str] = &["a:quadBezTo", "a:cubicBezTo"];

/// A coordinate or the name of a guide, given as an argument: numbers are rounded, nothing is 0.
pub(super) fn coordinate<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> String {
    match call.args.get(index) {
        Value::Number(number) => ((number + 0.5).trunc() as i64).to_string(),
        Value::Text(text) if !text.is_empty() => text.clone(),
        _ => "0".to_owned(),
    }
}

fn get_stroke<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let said = call.doc.dom().attr(this(call)?, "stroke");
    Ok((!matches!(said, Some("0" | "false"))).into())
}

/// What is no boolean changes nothing.
fn set_stroke<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    if let Value::Bool(on) = *call.args.get(0) {
        let value = if on { "1" } else { "0" };
        call.doc.dom_mut().set_attr(node, "stroke", value);
    }
    Ok(Value::Undefined)
}

fn get_fill<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    Ok(call
        .doc
        .dom()
        .attr(this(call)?, "fill")
        .unwrap_or("norm")
        .into())
}

fn set_fill<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let node = this(call)?;
    let name = call.args.opt_text(0).unwrap_or_default();
    if FILLS.contains(&&*name) {
        call.doc.dom_mut().set_attr(node, "fill", &name);
    }
    Ok(Value::Undefined)
}

fn extent<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> DrawResult<E> {
    let said = call.doc.dom().attr(this(call)?, name);
    let value: Option<i64> = said.and_then(|text| text.parse().ok());
    Ok(value.unwrap_or(0).into())
}

fn set_extent<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> DrawResult<E> {
    let node = this(call)?;
    if let Value::Number(number) = *call.args.get(0) {
        let value = number.clamp(0.0, 27_273_042_316_900.0).round() as i64;
        call.doc.dom_mut().set_attr(node, name, &value.to_string());
    }
    Ok(Value::Undefined)
}

fn commands<E: DrawingHost>(call: &Call<'_, E>) -> Result<Vec<NodeId>, ApiError> {
    Ok(call.doc.dom().child_elements(this(call)?).collect())
}

fn get_commands<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let commands = commands(call)?.into_iter();
    Ok(Value::List(
        commands
            .map(|command| answer::<E>(DrawRef::PathCommand(command)))
            .collect(),
    ))
}

fn get_command<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index).ok());
    let found = match index {
        Some(index) => commands(call)?.get(index).copied(),
        None => None,
    };
    Ok(found.map_or(Value::Null, |command| {
        answer::<E>(DrawRef::PathCommand(command))
    }))
}

fn add<E: DrawingHost, const N: usize>(call: &mut Call<'_, E>, element: &str) -> DrawResult<E> {
    let node = this(call)?;
    let operands: [String; N] = std::array::from_fn(|index| coordinate(call, index));
    let operands = operands.each_ref().map(String::as_str);
    view::add_command(call.doc.dom_mut(), node, element, &operands);
    Ok(Value::Undefined)
}

/// What was not begun is not closed.
fn close<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    if commands(call)?.is_empty() {
        return Ok(Value::Undefined);
    }
    add::<E, 0>(call, "a:close")
}

fn get_type<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let element = call.doc.dom().name_of(this(call)?);
    let found = COMMANDS.iter().find(|(name, _)| Some(*name) == element);
    Ok(found.map(|(_, name)| *name).into())
}

/// A coordinate of a command of one of these kinds; `null` for the others.
fn point<E: DrawingHost>(
    call: &mut Call<'_, E>,
    kinds: &[&str],
    index: usize,
    name: &str,
) -> DrawResult<E> {
    let node = this(call)?;
    let dom = call.doc.dom();
    if !dom.name_of(node).is_some_and(|name| kinds.contains(&name)) {
        return Ok(Value::Null);
    }
    let point = dom.elements(node, "a:pt").nth(index);
    Ok(point.and_then(|point| dom.attr(point, name)).into())
}

/// A value of an arc. Angles that begin with a digit are names of guides, which the original marks.
fn value<E: DrawingHost>(call: &mut Call<'_, E>, name: &str) -> DrawResult<E> {
    let Some(text) = call.doc.dom().attr(this(call)?, name) else {
        return Ok(Value::Null);
    };
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.parse::<i64>().is_err() {
        return Ok(format!("_{text}").into());
    }
    Ok(text.into())
}
