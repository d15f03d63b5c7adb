//! `ApiChart` and `ApiChartSeries` of every editor.
//!
//! A chart's handle holds its frame in the document; what it shows is in a part of its own, whose tree is in the same arena.

mod create;
mod data;
mod design;
mod paint;
mod series;

use spindle_ooxml::NodeId;
use spindle_ooxml::chart::{self as view, axis, kind, text};

pub use create::{MAX_POINTS, create_chart, new_chart, own_parts};
pub use data::series as chart_series;
pub use design::set_flip as flip_chart;

use super::{Classes, DrawRef, DrawResult, DrawingHost, this};
use crate::args::number_text;
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

impl<E: DrawingHost> Classes<E> {
    /// `ApiChart`, where it has no more than what it inherits.
    pub const CHART: &'static Class<E> = &Class {
        name: "ApiChart",
        parent: Some(Self::CHART_DATA),
        members: &[],
        properties: &[],
    };

    /// What `ApiChart` inherits where charts have data of their own: in texts and on slides.
    pub const CHART_DATA: &'static Class<E> = &Class {
        name: "drawing:ChartData",
        parent: Some(Self::CHART_DESIGN),
        members: &[
            Member::new("SetSeriaValues", data::set_values),
            Member::new("SetSeriaName", data::set_name),
            Member::new("SetCategoryName", data::set_category),
            Member::new("SetXValues", data::set_across),
            Member::new("SetSeriaNumFormat", data::set_format),
            Member::new("SetDataPointNumFormat", data::set_point_format),
        ],
        properties: &[],
    };

    /// What `ApiChart` of every editor inherits.
    pub const CHART_DESIGN: &'static Class<E> = &Class {
        name: "drawing:Chart",
        parent: Some(E::DRAWING),
        members: &[
            Member::new("GetClassType", |_| Ok("chart".into())),
            Member::new("GetChartType", get_type),
            Member::new("GetTitle", get_title),
            Member::new("GetName", get_name),
            Member::new("GetSeries", series::get),
            Member::new("GetAllSeries", series::get_all),
            Member::new("RemoveSeria", series::remove),
            Member::new("Copy", create::copy),
            // Charts cannot be turned.
            Member::new("SetRotation", |_| Ok(false.into())),
            Member::new("SetFlipH", |call| design::set_flip(call, "flipH")),
            Member::new("SetFlipV", |call| design::set_flip(call, "flipV")),
            Member::new("GetFlipH", |call| design::get_flip(call, "flipH")),
            Member::new("GetFlipV", |call| design::get_flip(call, "flipV")),
            Member::new("ApplyChartStyle", design::apply_style),
            Member::new("SetTitle", |call| set_title(call, None)),
            Member::new("SetHorAxisTitle", |call| set_title(call, Some(true))),
            Member::new("SetVerAxisTitle", |call| set_title(call, Some(false))),
            Member::new("SetLegendPos", set_legend),
            Member::new("SetLegendFontSize", set_legend_size),
            Member::new("SetHorAxisLabelsFontSize", |call| {
                set_label_size(call, true)
            }),
            Member::new("SetVertAxisLabelsFontSize", |call| {
                set_label_size(call, false)
            }),
            // As they were once spelled.
            Member::new("SetHorAxisLablesFontSize", |call| {
                set_label_size(call, true)
            }),
            Member::new("SetVertAxisLablesFontSize", |call| {
                set_label_size(call, false)
            }),
            Member::new("SetHorAxisOrientation", |call| set_orientation(call, true)),
            Member::new("SetVerAxisOrientation", |call| set_orientation(call, false)),
            Member::new("SetHorAxisTickLabelPosition", |call| {
                set_label_place(call, true)
            }),
            Member::new("SetVertAxisTickLabelPosition", |call| {
                set_label_place(call, false)
            }),
            Member::new("SetHorAxisMajorTickMark", |call| {
                set_marks(call, true, "c:majorTickMark")
            }),
            Member::new("SetHorAxisMinorTickMark", |call| {
                set_marks(call, true, "c:minorTickMark")
            }),
            Member::new("SetVertAxisMajorTickMark", |call| {
                set_marks(call, false, "c:majorTickMark")
            }),
            Member::new("SetVertAxisMinorTickMark", |call| {
                set_marks(call, false, "c:minorTickMark")
            }),
            Member::new("SetMajorVerticalGridlines", |call| {
                set_grid(call, true, "c:majorGridlines")
            }),
            Member::new("SetMinorVerticalGridlines", |call| {
                set_grid(call, true, "c:minorGridlines")
            }),
            Member::new("SetMajorHorizontalGridlines", |call| {
                set_grid(call, false, "c:majorGridlines")
            }),
            Member::new("SetMinorHorizontalGridlines", |call| {
                set_grid(call, false, "c:minorGridlines")
            }),
            Member::new("SetAxieNumFormat", set_axis_format),
            Member::new("SetShowDataLabels", series::show_labels),
            Member::new("SetShowPointDataLabel", series::show_point_label),
            Member::new("Fill", |call| paint::fill(call, paint::Piece::Chart)),
            Member::new("SetOutLine", |call| {
                paint::outline(call, paint::Piece::Chart)
            }),
            Member::new("SetPlotAreaFill", |call| {
                paint::fill(call, paint::Piece::PlotArea)
            }),
            Member::new("SetPlotAreaOutLine", |call| {
                paint::outline(call, paint::Piece::PlotArea)
            }),
            Member::new("SetTitleFill", |call| {
                paint::fill(call, paint::Piece::Title)
            }),
            Member::new("SetTitleOutLine", |call| {
                paint::outline(call, paint::Piece::Title)
            }),
            Member::new("SetLegendFill", |call| {
                paint::fill(call, paint::Piece::Legend)
            }),
            Member::new("SetLegendOutLine", |call| {
                paint::outline(call, paint::Piece::Legend)
            }),
            Member::new("SetSeriesFill", |call| paint::series(call, true)),
            Member::new("SetSeriesOutLine", |call| paint::series(call, false)),
            Member::new("SetDataPointFill", |call| paint::point(call, true)),
            Member::new("SetDataPointOutLine", |call| paint::point(call, false)),
            Member::new("SetMarkerFill", |call| paint::marker(call, true)),
            Member::new("SetMarkerOutLine", |call| paint::marker(call, false)),
        ],
        properties: &[],
    };

    /// `ApiChartSeries`
    pub const CHART_SERIES: &'static Class<E> = &Class {
        name: "ApiChartSeries",
        parent: None,
        members: &[
            Member::new("GetClassType", |_| Ok("chartSeries".into())),
            Member::new("GetChartType", series::get_type),
            Member::new("ChangeChartType", series::change_type),
        ],
        properties: &[],
    };
}

/// `c:chartSpace` of a frame.
pub fn space_of<E: DrawingHost>(doc: &mut E, frame: NodeId) -> Option<NodeId> {
    let part = part_of(doc, frame)?;
    doc.package_mut().root(&part).ok()
}

/// The name of the part of a frame's chart.
fn part_of<E: DrawingHost>(doc: &E, frame: NodeId) -> Option<String> {
    let id = view::relationship_of(doc.dom(), frame)?.to_owned();
    doc.related(frame, &id)
        .filter(|(_, external)| !external)
        .map(|(part, _)| part)
}

/// `c:chartSpace` of the chart that the member was called on.
pub fn chart_space<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<NodeId, ApiError> {
    let frame = this(call)?;
    space_of(call.doc, frame)
        .ok_or_else(|| ApiError::State("the chart has no part in the file".to_owned()))
}

/// `c:chart` of the chart that the member was called on.
fn chart<E: DrawingHost>(call: &mut Call<'_, E>) -> Result<NodeId, ApiError> {
    let space = chart_space(call)?;
    Ok(view::ensure(call.doc.dom_mut(), space, "c:chart"))
}

/// The argument where it is a number of JavaScript and whole; texts are no indexes.
fn index<E: DrawingHost>(call: &Call<'_, E>, argument: usize) -> Option<u32> {
    match call.args.get(argument) {
        Value::Number(number) if number.fract() == 0.0 && (0.0..1e9).contains(number) => {
            Some(*number as u32)
        }
        _ => None,
    }
}

/// A size of letters in hundredths of a point. The original takes what scripts give for half points.
fn letter_size<E: DrawingHost>(call: &Call<'_, E>, argument: usize) -> Option<i64> {
    let size = call.args.opt_number(argument).filter(|size| *size > 0.0)?;
    Some((size.min(4_000.0) * 50.0).round() as i64)
}

fn yes<E: DrawingHost>() -> DrawResult<E> {
    Ok(true.into())
}

fn get_type<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let space = chart_space(call)?;
    Ok(kind::of_chart(call.doc.dom(), space).into())
}

fn get_title<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let chart = chart(call)?;
    Ok(text::title(call.doc.dom(), chart).into())
}

/// What was never named is called by its number, where it has one.
fn get_name<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let frame = this(call)?;
    let name =
        create::identity(call.doc.dom(), frame).and_then(|node| call.doc.dom().attr(node, "name"));
    Ok(name
        .filter(|name| !name.is_empty())
        .unwrap_or("Chart null")
        .into())
}

/// The title of the chart, or of its horizontal or vertical axis. An empty text takes it away.
fn set_title<E: DrawingHost>(call: &mut Call<'_, E>, horizontal: Option<bool>) -> DrawResult<E> {
    let space = chart_space(call)?;
    let holder = match horizontal {
        Some(horizontal) => axis::of_direction(call.doc.dom(), space, horizontal),
        None => Some(chart(call)?),
    };
    let Some(holder) = holder else {
        return yes::<E>();
    };
    let letters = text::Letters {
        size: letter_size(call, 1),
        bold: match call.args.get(2) {
            Value::Bool(bold) => Some(*bold),
            _ => None,
        },
    };
    match call.args.get(0) {
        Value::Text(title) if !title.is_empty() => {
            text::set_title(call.doc.dom_mut(), holder, title, letters)
        }
        _ => {
            view::remove(call.doc.dom_mut(), holder, "c:title");
        }
    }
    yes::<E>()
}

fn set_legend<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let chart = chart(call)?;
    let Value::Text(place) = call.args.get(0) else {
        return Ok(false.into());
    };
    Ok(text::set_legend(call.doc.dom_mut(), chart, place).into())
}

fn set_legend_size<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let chart = chart(call)?;
    let legend = call.doc.dom().child(chart, "c:legend");
    if let (Some(legend), Some(size)) = (legend, letter_size(call, 0)) {
        text::set_size(call.doc.dom_mut(), legend, size);
    }
    yes::<E>()
}

/// Changes the horizontal or vertical axis; charts without axes stay as they are.
fn with_axis<E: DrawingHost>(
    call: &mut Call<'_, E>,
    horizontal: bool,
    change: impl FnOnce(&mut Call<'_, E>, NodeId),
) -> DrawResult<E> {
    let space = chart_space(call)?;
    if let Some(axis) = axis::of_direction(call.doc.dom(), space, horizontal) {
        change(call, axis);
    }
    yes::<E>()
}

fn set_label_size<E: DrawingHost>(call: &mut Call<'_, E>, horizontal: bool) -> DrawResult<E> {
    with_axis(call, horizontal, |call, axis| {
        if let Some(size) = letter_size(call, 0) {
            text::set_size(call.doc.dom_mut(), axis, size);
        }
    })
}

fn set_orientation<E: DrawingHost>(call: &mut Call<'_, E>, horizontal: bool) -> DrawResult<E> {
    with_axis(call, horizontal, |call, axis| {
        let ascending = call.args.boolean(0, false);
        axis::set_ascending(call.doc.dom_mut(), axis, ascending);
    })
}

fn set_label_place<E: DrawingHost>(call: &mut Call<'_, E>, horizontal: bool) -> DrawResult<E> {
    with_axis(call, horizontal, |call, axis| {
        let place = call.args.opt_text(0).unwrap_or_default();
        axis::set_label_place(call.doc.dom_mut(), axis, &place);
    })
}

fn set_marks<E: DrawingHost>(
    call: &mut Call<'_, E>,
    horizontal: bool,
    marks: &str,
) -> DrawResult<E> {
    with_axis(call, horizontal, |call, axis| {
        let value = call.args.opt_text(0).unwrap_or_default();
        axis::set_marks(call.doc.dom_mut(), axis, marks, &value);
    })
}

/// Vertical lines of a grid stand on the horizontal axis.
fn set_grid<E: DrawingHost>(call: &mut Call<'_, E>, vertical: bool, grid: &str) -> DrawResult<E> {
    with_axis(call, vertical, |call, axis| {
        let line = super::stroke_argument(call, 0);
        axis::set_grid(call.doc.dom_mut(), axis, grid, line);
    })
}

fn set_axis_format<E: DrawingHost>(call: &mut Call<'_, E>) -> DrawResult<E> {
    let space = chart_space(call)?;
    let side = call.args.opt_text(1).unwrap_or_default();
    let (Some(axis), Some(format)) = (
        axis::at_side(call.doc.dom(), space, &side),
        call.args.opt_text(0),
    ) else {
        return Ok(false.into());
    };
    Ok(axis::set_format(call.doc.dom_mut(), axis, &format).into())
}

/// A text of a chart given by a script: numbers are written out.
fn label<R>(value: &Value<R>) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(number) => Some(number_text(*number)),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A series as the answer of a member.
fn series_answer<E: DrawingHost>(series: NodeId) -> Value<E::Ref> {
    Value::Handle(E::wrap(DrawRef::ChartSeries(series)))
}
