//! Names and values of charts with an embedded workbook, which follows them.

use spindle_ooxml::NodeId;
use spindle_ooxml::chart::{kind, series as view, workbook};

use super::{chart_space, index, label, part_of};
use crate::api::drawing::{DrawResult, DrawingHost, this};
use crate::class::{ApiError, Call};
use crate::value::Value;

/// The series given by its number as an argument.
pub fn series<E: DrawingHost>(
    call: &mut Call<'_, E>,
    argument: usize,
) -> Result<Option<NodeId>, ApiError> {
    let space = chart_space(call)?;
    let all = view::all(call.doc.dom(), space);
    Ok(index(call, argument).and_then(|index| all.get(index as usize).copied()))
}

/// Brings the embedded workbook to what the chart holds; a workbook that cannot be read stays.
fn follow<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let frame = this(call)?;
    let space = chart_space(call)?;
    let Some(part) = part_of(call.doc, frame) else {
        return Ok(true.into());
    };
    let package = call.doc.package();
    let id = package
        .dom
        .child(space, "c:externalData")
        .and_then(|data| package.dom.attr(data, "r:id"));
    let Some(book) = id.and_then(|id| package.related_by_id(&part, id)) else {
        return Ok(true.into());
    };
    let updated = package
        .part_bytes(&book)
        .and_then(|bytes| workbook::update(&bytes, &package.dom, space).ok());
    if let Some(updated) = updated {
        let content_type = package
            .content_type(&book)
            .unwrap_or(workbook::CONTENT_TYPE)
            .to_owned();
        call.doc
            .package_mut()
            .set_part(&book, &content_type, updated);
    }
    Ok(true.into())
}

/// Only what is a number replaces a value; the series does not get longer.
pub(super) fn set_values<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = series(call, 1)?;
    let (Value::List(values), Some(series)) = (call.args.get(0), found) else {
        return Ok(false.into());
    };
    let numbers: Vec<Option<f64>> = values
        .iter()
        .map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    if !view::set_values(call.doc.dom_mut(), series, &numbers) {
        return Ok(false.into());
    }
    follow(call)
}

pub(super) fn set_name<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = series(call, 1)?;
    let (Value::Text(name), Some(series)) = (call.args.get(0), found) else {
        return Ok(false.into());
    };
    view::set_name(call.doc.dom_mut(), series, name);
    follow(call)
}

/// Writes categories, or first numbers of points, into all series that have them. `false` when none was written.
fn write_across<E: DrawingHost>(call: &mut Call<'_, E>, texts: &[(u32, String)]) -> DrawResult<E> {
    let space = chart_space(call)?;
    let mut any = false;
    for series in view::all(call.doc.dom(), space) {
        let dom = call.doc.dom_mut();
        let Some((cache, _)) =
            view::categories(dom, series).and_then(|labels| view::cache(dom, labels))
        else {
            continue;
        };
        for (point, text) in texts {
            any |= view::set_point(dom, cache, *point, text);
        }
        view::settle_across(dom, series);
    }
    if any { follow(call) } else { Ok(false.into()) }
}

fn is_scatter<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<bool, ApiError> {
    let space = chart_space(call)?;
    let dom = call.doc.dom();
    Ok(spindle_ooxml::chart::plots(dom, space)
        .first()
        .and_then(|plot| kind::of_plot(dom, space, *plot))
        .is_some_and(kind::Kind::is_scatter))
}

pub(super) fn set_category<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let (Value::Text(name), Some(point)) = (call.args.get(0), index(call, 1)) else {
        return Ok(false.into());
    };
    if is_scatter(call)? {
        return Ok(false.into());
    }
    write_across(call, &[(point, name.clone())])
}

/// Only scatter charts have first numbers of points.
pub(super) fn set_across<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let scatter = is_scatter(call)?;
    let texts: Vec<(u32, String)> = match call.args.get(0) {
        Value::List(values) => (0u32..)
            .zip(values)
            .filter_map(|(point, value)| Some((point, label(value)?)))
            .collect(),
        // A text is a list of characters to the original.
        Value::Text(text) => (0u32..)
            .zip(text.chars().take(super::create::MAX_POINTS))
            .map(|(point, character)| (point, character.to_string()))
            .collect(),
        _ => return Ok(false.into()),
    };
    if !scatter || texts.is_empty() {
        return Ok(false.into());
    }
    write_across(call, &texts)
}

pub(super) fn set_format<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = series(call, 1)?;
    let (Value::Text(format), Some(series)) = (call.args.get(0), found) else {
        return Ok(false.into());
    };
    if !view::set_format(call.doc.dom_mut(), series, None, format) {
        return Ok(false.into());
    }
    follow(call)
}

pub(super) fn set_point_format<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = series(call, 1)?;
    let (Value::Text(format), Some(series), Some(point)) =
        (call.args.get(0), found, index(call, 2))
    else {
        return Ok(false.into());
    };
    let chosen = if call.args.boolean(3, false) {
        let space = chart_space(call)?;
        view::all(call.doc.dom(), space)
    } else {
        vec![series]
    };
    let mut any = false;
    for series in chosen {
        any |= view::set_format(call.doc.dom_mut(), series, Some(point), format);
    }
    Ok(any.into())
}
