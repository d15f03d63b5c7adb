//! The kinds of charts by the names that scripts know.

use super::{plots, val};
use crate::dom::{Dom, NodeId};

/// How a kind is written: the element of its plot and what tells it from the others of the element.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name in scripts.
    pub name: &'static str,
    /// The element of the plot.
    pub element: &'static str,
    /// `c:barDir`; empty where there is none.
    pub direction: &'static str,
    /// `c:grouping`, `c:scatterStyle` or `c:radarStyle`.
    pub grouping: &'static str,
    /// Points have a sign.
    pub markers: bool,
    /// Lines between points are bent.
    pub smooth: bool,
}

const fn kind(
    name: &'static str,
    element: &'static str,
    direction: &'static str,
    grouping: &'static str,
) -> Kind {
    Kind {
        name,
        element,
        direction,
        grouping,
        markers: false,
        smooth: false,
    }
}

const fn marked(kind: Kind) -> Kind {
    Kind {
        markers: true,
        ..kind
    }
}

const fn smooth(kind: Kind) -> Kind {
    Kind {
        smooth: true,
        ..kind
    }
}

/// All kinds of one plot. Combinations are made of several plots and have names of their own.
pub static KINDS: &[Kind] = &[
    kind("bar", "c:barChart", "col", "clustered"),
    kind("barStacked", "c:barChart", "col", "stacked"),
    kind("barStackedPercent", "c:barChart", "col", "percentStacked"),
    kind("bar3D", "c:bar3DChart", "col", "clustered"),
    kind("barStacked3D", "c:bar3DChart", "col", "stacked"),
    kind(
        "barStackedPercent3D",
        "c:bar3DChart",
        "col",
        "percentStacked",
    ),
    kind(
        "barStackedPercent3DPerspective",
        "c:bar3DChart",
        "col",
        "standard",
    ),
    kind("horizontalBar", "c:barChart", "bar", "clustered"),
    kind("horizontalBarStacked", "c:barChart", "bar", "stacked"),
    kind(
        "horizontalBarStackedPercent",
        "c:barChart",
        "bar",
        "percentStacked",
    ),
    kind("horizontalBar3D", "c:bar3DChart", "bar", "clustered"),
    kind("horizontalBarStacked3D", "c:bar3DChart", "bar", "stacked"),
    kind(
        "horizontalBarStackedPercent3D",
        "c:bar3DChart",
        "bar",
        "percentStacked",
    ),
    kind("lineNormal", "c:lineChart", "", "standard"),
    kind("lineStacked", "c:lineChart", "", "stacked"),
    kind("lineStackedPercent", "c:lineChart", "", "percentStacked"),
    marked(kind("lineNormalMarker", "c:lineChart", "", "standard")),
    marked(kind("lineStackedMarker", "c:lineChart", "", "stacked")),
    marked(kind(
        "lineStackedPerMarker",
        "c:lineChart",
        "",
        "percentStacked",
    )),
    kind("line3D", "c:line3DChart", "", "standard"),
    kind("pie", "c:pieChart", "", ""),
    kind("pie3D", "c:pie3DChart", "", ""),
    kind("doughnut", "c:doughnutChart", "", ""),
    marked(kind("scatter", "c:scatterChart", "", "marker")),
    kind("scatterLine", "c:scatterChart", "", "line"),
    marked(kind(
        "scatterLineMarker",
        "c:scatterChart",
        "",
        "lineMarker",
    )),
    smooth(kind("scatterSmooth", "c:scatterChart", "", "smooth")),
    smooth(marked(kind(
        "scatterSmoothMarker",
        "c:scatterChart",
        "",
        "smoothMarker",
    ))),
    kind("stock", "c:stockChart", "", ""),
    kind("area", "c:areaChart", "", "standard"),
    kind("areaStacked", "c:areaChart", "", "stacked"),
    kind("areaStackedPercent", "c:areaChart", "", "percentStacked"),
    kind("radar", "c:radarChart", "", "marker"),
    marked(kind("radarMarker", "c:radarChart", "", "marker")),
    kind("radarFilled", "c:radarChart", "", "filled"),
];

/// The names of charts of columns and lines: on the same axes, and with the lines on axes of their own.
pub const COMBINATIONS: &[&str] = &["comboCustom", "comboBarLine", "comboBarLineSecondary"];

impl Kind {
    /// The kind with this name in scripts; a line for short is a plain one.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Kind> {
        let name = if name == "line" { "lineNormal" } else { name };
        KINDS.iter().find(|kind| kind.name == name)
    }

    /// Whether the chart is drawn in space.
    #[must_use]
    pub fn is_3d(&self) -> bool {
        self.element.ends_with("3DChart")
    }

    /// Whether values are shown as parts of a circle, without axes.
    #[must_use]
    pub fn is_round(&self) -> bool {
        matches!(
            self.element,
            "c:pieChart" | "c:pie3DChart" | "c:doughnutChart"
        )
    }

    /// Whether points have two numbers.
    #[must_use]
    pub fn is_scatter(&self) -> bool {
        self.element == "c:scatterChart"
    }

    /// Whether series are lines.
    #[must_use]
    pub fn is_line(&self) -> bool {
        matches!(
            self.element,
            "c:lineChart" | "c:line3DChart" | "c:radarChart"
        )
    }

    /// Whether values are shares of the sum of their category.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.grouping == "percentStacked"
    }
}

/// Whether the series of a plot show signs at their points.
fn has_markers(dom: &Dom, plot: NodeId) -> bool {
    dom.elements(plot, "c:ser").any(|series| {
        let symbol = dom
            .child(series, "c:marker")
            .and_then(|marker| val(dom, marker, "c:symbol"));
        match symbol {
            Some(symbol) => symbol != "none",
            // Where a series says nothing, its plot does.
            None => matches!(val(dom, plot, "c:marker"), None | Some("1" | "true")),
        }
    })
}

/// `c:scatterStyle` as scripts see it. Most programs always write `lineMarker`, and say in the series what is shown.
fn scatter_style(dom: &Dom, plot: NodeId) -> &'static str {
    let style = val(dom, plot, "c:scatterStyle");
    let first = dom.child(plot, "c:ser");
    let unpainted =
        first.is_some_and(|series| dom.path(series, &["c:spPr", "a:ln", "a:noFill"]).is_some());
    let bent = first.and_then(|series| val(dom, series, "c:smooth"));
    let marked = has_markers(dom, plot);
    match style {
        Some("marker" | "none") => "marker",
        _ if unpainted => "marker",
        _ if matches!(bent, Some("1" | "true")) => {
            if marked {
                "smoothMarker"
            } else {
                "smooth"
            }
        }
        _ if marked => "lineMarker",
        _ => "line",
    }
}

/// The kind of a plot; `None` for plots that scripts have no name for, such as bubbles and surfaces.
#[must_use]
pub fn of_plot(dom: &Dom, space: NodeId, plot: NodeId) -> Option<&'static Kind> {
    let in_space = dom.path(space, &["c:chart", "c:view3D"]).is_some();
    let element = match dom.name_of(plot)? {
        "c:area3DChart" => "c:areaChart",
        "c:ofPieChart" => "c:pieChart",
        "c:lineChart" if in_space => "c:line3DChart",
        "c:barChart" if in_space => "c:bar3DChart",
        "c:pieChart" if in_space => "c:pie3DChart",
        other => other,
    };
    let direction = val(dom, plot, "c:barDir").unwrap_or("col");
    let grouping = match element {
        "c:scatterChart" => scatter_style(dom, plot),
        "c:radarChart" => match val(dom, plot, "c:radarStyle") {
            Some("filled") => "filled",
            _ => "marker",
        },
        "c:barChart" | "c:bar3DChart" => val(dom, plot, "c:grouping").unwrap_or("clustered"),
        _ => val(dom, plot, "c:grouping").unwrap_or("standard"),
    };
    let of_element = |kind: &&Kind| {
        kind.element == element && (kind.direction.is_empty() || kind.direction == direction)
    };
    let marked = has_markers(dom, plot);
    KINDS
        .iter()
        .filter(of_element)
        .find(|kind| {
            let told_by_markers =
                matches!(element, "c:lineChart" | "c:radarChart") && grouping != "filled";
            (kind.grouping.is_empty() || kind.grouping == grouping)
                && (!told_by_markers || kind.markers == marked)
        })
        .or_else(|| KINDS.iter().find(of_element))
}

/// The numbers of the axes of a plot.
fn axes_of(dom: &Dom, plot: NodeId) -> Vec<&str> {
    dom.elements(plot, "c:axId")
        .filter_map(|axis| dom.attr(axis, "val"))
        .collect()
}

/// The name of a chart's kind in scripts: `unknown` for what they have no name for.
#[must_use]
pub fn of_chart(dom: &Dom, space: NodeId) -> &'static str {
    let plots = plots(dom, space);
    let kinds: Vec<_> = plots
        .iter()
        .map(|plot| of_plot(dom, space, *plot))
        .collect();
    match (plots.as_slice(), kinds.as_slice()) {
        ([_], [Some(kind)]) => kind.name,
        ([], _) | (_, [None]) => "unknown",
        ([first, second], [Some(one), Some(other)]) => {
            let (bars, lines) = ("bar", "lineNormal");
            // Lines that come before bars are a combination of no name.
            if one.name != bars || other.name != lines {
                "comboCustom"
            } else if axes_of(dom, *first) == axes_of(dom, *second) {
                "comboBarLine"
            } else {
                "comboBarLineSecondary"
            }
        }
        _ => "comboCustom",
    }
}
