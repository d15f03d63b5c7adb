//! Series as objects, and labels.

use spindle_ooxml::chart::label::{Shown, show_all, show_point};
use spindle_ooxml::chart::{change, kind, series as view};

use super::{chart_space, data, index, series_answer, yes};
use crate::api::drawing::{DrawResult, DrawingHost, this};
use crate::class::{ApiError, Call};
use crate::value::Value;

pub(super) fn get<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let found = data::series(call, 0)?;
    Ok(found.map_or(Value::Null, series_answer::<E>))
}

pub(super) fn get_all<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let space = chart_space(call)?;
    let all = view::all(call.doc.dom(), space);
    Ok(Value::List(
        all.into_iter().map(series_answer::<E>).collect(),
    ))
}

/// The last series stays.
pub(super) fn remove<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let space = chart_space(call)?;
    let Some(series) = data::series(call, 0)? else {
        return Ok(false.into());
    };
    Ok(view::remove(call.doc.dom_mut(), space, series).into())
}

fn shown<E: DrawingHost>(call: &Call<'_, E>, first: usize) -> Shown {
    let on = |index| call.args.boolean(first + index, false);
    Shown {
        series: on(0),
        category: on(1),
        value: on(2),
        percent: on(3),
    }
}

pub(super) fn show_labels<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let space = chart_space(call)?;
    let shown = shown(call, 0);
    show_all(call.doc.dom_mut(), space, shown);
    yes::<E>()
}

/// A series that there is not has no points to show.
pub(super) fn show_point_label<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let shown = shown(call, 2);
    let series = data::series(call, 0)?;
    if let (Some(series), Some(point)) = (series, index(call, 1)) {
        show_point(call.doc.dom_mut(), series, point, shown);
    }
    yes::<E>()
}

pub(super) fn get_type<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let series = this(call)?;
    let dom = call.doc.dom();
    let plot = dom.parent(series);
    let kind = plot.and_then(|plot| kind::of_plot(dom, dom.root_of(series), plot));
    Ok(kind.map_or("unknown", |kind| kind.name).into())
}

/// Combinations are no kinds of one series: they change nothing.
pub(super) fn change_type<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let series = this(call)?;
    let name = match call.args.get(0) {
        Value::Undefined => "undefined".into(),
        _ => call.args.opt_text(0).unwrap_or_default(),
    };
    let Some(kind) = kind::Kind::by_name(&name) else {
        if kind::COMBINATIONS.contains(&&*name) {
            return yes::<E>();
        }
        return Err(ApiError::Type(format!("Unsupported chart type \"{name}\"")));
    };
    let dom = call.doc.dom_mut();
    let space = dom.root_of(series);
    change::change(dom, space, series, kind);
    yes::<E>()
}
