//! Fills and lines of the pieces of a chart.

use spindle_ooxml::NodeId;
use spindle_ooxml::chart::{self as view, format, kind, series as series_view};

use super::{chart_space, data, index};
use crate::api::drawing::{DrawResult, DrawingHost, fill_argument, stroke_argument};
use crate::class::{ApiError, Call};

/// A piece of a chart that can be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// All of it.
    Chart,
    /// What is between the axes.
    PlotArea,
    /// Its title.
    Title,
    /// Its legend.
    Legend,
}

/// The element of a piece; titles and legends may not be there.
fn piece<E: DrawingHost>(call: &mut Call<'_, E>, piece: Piece) -> Result<Option<NodeId>, ApiError> {
    let space = chart_space(call)?;
    let dom = call.doc.dom();
    Ok(match piece {
        Piece::Chart => Some(space),
        Piece::PlotArea => view::plot_area(dom, space),
        Piece::Title => dom.path(space, &["c:chart", "c:title"]),
        Piece::Legend => dom.path(space, &["c:chart", "c:legend"]),
    })
}

pub(super) fn fill<E: DrawingHost>(call: &mut Call<'_, E>, which: Piece) -> DrawResult<E> {
    let found = piece(call, which)?;
    let (Some(piece), Some(fill)) = (found, fill_argument(call, 0)) else {
        return Ok(false.into());
    };
    format::set_fill(call.doc.dom_mut(), piece, fill);
    Ok(true.into())
}

pub(super) fn outline<E: DrawingHost>(call: &mut Call<'_, E>, which: Piece) -> DrawResult<E> {
    let found = piece(call, which)?;
    let (Some(piece), Some(line)) = (found, stroke_argument(call, 0)) else {
        return Ok(false.into());
    };
    format::set_line(call.doc.dom_mut(), piece, line);
    Ok(true.into())
}

/// The fill or line given as argument 0.
fn paint<E: DrawingHost>(call: &Call<'_, E>, filled: bool) -> Option<NodeId> {
    if filled {
        fill_argument(call, 0)
    } else {
        stroke_argument(call, 0)
    }
}

fn apply<E: DrawingHost>(call: &mut Call<'_, E>, piece: NodeId, paint: NodeId, filled: bool) {
    let dom = call.doc.dom_mut();
    if filled {
        format::set_fill(dom, piece, paint);
    } else {
        format::set_line(dom, piece, paint);
    }
}

/// One series by its number, or all of them.
fn chosen<E: DrawingHost>(call: &mut Call<'_, E>, all: usize) -> Result<Vec<NodeId>, ApiError> {
    if call.args.boolean(all, false) {
        let space = chart_space(call)?;
        return Ok(series_view::all(call.doc.dom(), space));
    }
    Ok(data::series(call, 1)?.into_iter().collect())
}

/// A series: its fill or line, number, whether all are meant. Slices that have their own look are painted too.
pub(super) fn series<E: DrawingHost>(call: &mut Call<'_, E>, filled: bool) -> DrawResult<E> {
    let mut chosen = chosen(call, 2)?;
    let Some(paint) = paint(call, filled) else {
        return Ok(false.into());
    };
    if filled {
        // Lines have nothing that could be filled.
        let dom = call.doc.dom();
        chosen.retain(|series| {
            let plot = dom.parent(*series).and_then(|plot| dom.name_of(plot));
            !matches!(
                plot,
                Some("c:lineChart" | "c:scatterChart" | "c:stockChart")
            )
        });
    }
    for series in &chosen {
        let dom = call.doc.dom();
        let points: Vec<NodeId> = dom.elements(*series, "c:dPt").collect();
        for piece in std::iter::once(*series).chain(points) {
            apply(call, piece, paint, filled);
        }
    }
    Ok((!chosen.is_empty()).into())
}

/// A point: fill or line, series, point, whether the point of all series is meant.
pub(super) fn point<E: DrawingHost>(call: &mut Call<'_, E>, filled: bool) -> DrawResult<E> {
    let chosen = chosen(call, 3)?;
    let Some(paint) = paint(call, filled) else {
        return Ok(false.into());
    };
    if !call.args.given(2) {
        // The original answers so, and paints no point.
        return Ok((!chosen.is_empty()).into());
    }
    let Some(number) = index(call, 2) else {
        return Ok(false.into());
    };
    let mut any = false;
    for series in chosen {
        if number >= series_view::count(call.doc.dom(), series) {
            continue;
        }
        let point = series_view::point(call.doc.dom_mut(), series, number);
        apply(call, point, paint, filled);
        any = true;
    }
    Ok(any.into())
}

/// A sign: fill or line, series, point, whether the signs of all points of the series are meant.
pub(super) fn marker<E: DrawingHost>(call: &mut Call<'_, E>, filled: bool) -> DrawResult<E> {
    let found = data::series(call, 1)?;
    let (Some(series), Some(paint)) = (found, paint(call, filled)) else {
        return Ok(false.into());
    };
    let dom = call.doc.dom();
    if call.args.boolean(3, false) {
        let plot = dom
            .parent(series)
            .and_then(|plot| kind::of_plot(dom, dom.root_of(series), plot));
        if plot.is_none() || !series_view::has_markers(dom, series) {
            return Ok(false.into());
        }
        let points: Vec<NodeId> = dom.elements(series, "c:dPt").collect();
        for holder in std::iter::once(series).chain(points) {
            let marker = series_view::marker(call.doc.dom_mut(), holder);
            apply(call, marker, paint, filled);
        }
        return Ok(true.into());
    }
    let Some(number) = index(call, 2).filter(|number| *number < series_view::count(dom, series))
    else {
        return Ok(false.into());
    };
    let point = series_view::point(call.doc.dom_mut(), series, number);
    let marker = series_view::marker(call.doc.dom_mut(), point);
    apply(call, marker, paint, filled);
    Ok(true.into())
}
