//! Designs of charts that are chosen by number.

use super::format::{set_fill, set_line};
use super::{axis, build, kind, label, plot_area, plots, remove, series, set_val, text};
use crate::dom::{Dom, NodeId};
use crate::drawing::fill;

/// All designs; the head of the file says what its columns are.
const DESIGNS: &str = include_str!("../../data/chart-styles.txt");

/// The family of kinds that have the same designs.
fn family(kind: &str) -> &str {
    match kind {
        "barStackedPercent3DPerspective" | "horizontalBar3D" => "bar3D",
        "barStackedPercent3D" | "horizontalBarStacked3D" | "horizontalBarStackedPercent3D" => {
            "barStacked3D"
        }
        "horizontalBarStackedPercent" => "horizontalBarStacked",
        "radarMarker" => "radar",
        "line3D" => "line3D",
        _ if kind.starts_with("line") => "lineNormal",
        _ if kind.starts_with("scatter") => "scatter",
        _ if kind.starts_with("area") => "area",
        _ if kind.starts_with("combo") => "comboBarLine",
        _ => kind,
    }
}

/// The columns of a design after its family and number.
fn design(kind: &str, number: u32) -> Option<Vec<&'static str>> {
    let family = family(kind);
    DESIGNS.lines().find_map(|line| {
        let rest = line.strip_prefix(family)?.strip_prefix(' ')?;
        let (found, columns) = rest.split_once(' ')?;
        (found.parse() == Ok(number)).then(|| columns.split(' ').collect())
    })
}

/// A fill by its name, for the series with this number. `None` where the design leaves what there is.
fn fill_named(dom: &mut Dom, name: &str, number: usize) -> Option<NodeId> {
    if name == "no" {
        return Some(fill::none(dom));
    }
    let xml = DESIGNS.lines().find_map(|line| {
        line.strip_prefix('=')?
            .strip_prefix(name)?
            .strip_prefix(' ')
    })?;
    let accent = format!("accent{}", number % 6 + 1);
    dom.try_fragment(&xml.replace("ACCENT", &accent)).ok()
}

/// A line as the file says it: `no`, or a fill and a width.
fn line_named(dom: &mut Dom, column: &str, number: usize) -> Option<NodeId> {
    let (name, width) = column.split_once('@').unwrap_or((column, ""));
    let paint = fill_named(dom, name, number)?;
    let line = dom.element("a:ln");
    if !width.is_empty() {
        dom.set_attr(line, "w", width);
    }
    dom.append(line, paint);
    Some(line)
}

fn paint(dom: &mut Dom, piece: NodeId, fill: &str, line: &str, number: usize) {
    if let Some(fill) = fill_named(dom, fill, number) {
        set_fill(dom, piece, fill);
    }
    if let Some(line) = line_named(dom, line, number) {
        set_line(dom, piece, line);
    }
}

fn set_axis(dom: &mut Dom, axis: NodeId, column: &str) {
    let mut parts = column.split(',');
    let (flags, line, grid) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or("-"),
        parts.next().unwrap_or("-"),
    );
    if flags == "-" {
        return;
    }
    set_val(
        dom,
        axis,
        "c:delete",
        if flags.contains('d') { "1" } else { "0" },
    );
    paint(dom, axis, "-", line, 0);
    for (flag, name) in [('M', "c:majorGridlines"), ('m', "c:minorGridlines")] {
        if !flags.contains(flag) {
            remove(dom, axis, name);
            continue;
        }
        let drawn = line_named(dom, grid, 0).unwrap_or_else(|| dom.fragment(build::FAINT));
        axis::set_grid(dom, axis, name, Some(drawn));
    }
}

fn set_labels(dom: &mut Dom, space: NodeId, column: &str) {
    let (switches, place) = column.split_once(',').unwrap_or((column, ""));
    let on = |index| switches.as_bytes().get(index) == Some(&b'1');
    let shown = label::Shown {
        value: on(0),
        percent: on(1),
        category: on(2),
        series: false,
    };
    label::show_all(dom, space, shown);
    for plot in plots(dom, space) {
        let holders: Vec<NodeId> = std::iter::once(plot)
            .chain(dom.elements(plot, "c:ser"))
            .collect();
        for labels in holders
            .into_iter()
            .filter_map(|holder| dom.child(holder, "c:dLbls"))
            .collect::<Vec<_>>()
        {
            if place.is_empty() || !dom.is(plot, "c:barChart") && !dom.is(plot, "c:pieChart") {
                remove(dom, labels, "c:dLblPos");
            } else {
                set_val(dom, labels, "c:dLblPos", place);
            }
        }
    }
}

fn set_series(dom: &mut Dom, space: NodeId, fill: &str, line: &str) {
    for one in series::all(dom, space) {
        let number = series::index(dom, one) as usize;
        let plot = dom
            .parent(one)
            .and_then(|plot| kind::of_plot(dom, space, plot));
        if plot.is_some_and(kind::Kind::is_round) {
            let points: Vec<NodeId> = dom.elements(one, "c:dPt").collect();
            for (point, node) in points.into_iter().enumerate() {
                paint(dom, node, fill, line, point);
            }
        } else if plot.is_some_and(|kind| !kind.is_scatter() && kind.element != "c:stockChart") {
            // The line of a combination keeps being one.
            let line = if plot.is_some_and(kind::Kind::is_line) && line == "no" {
                "-"
            } else {
                line
            };
            paint(dom, one, fill, line, number);
        }
    }
}

/// Colours the letters of titles, axes, legend and labels.
fn set_letters(dom: &mut Dom, space: NodeId, column: &str) {
    let Some(paint) = fill_named(dom, column, 0) else {
        return;
    };
    let letters: Vec<NodeId> = dom
        .descendants(space)
        .filter(|node| {
            dom.is(*node, "a:defRPr") && !dom.ancestors(*node).any(|up| dom.is(up, "c:dLbls"))
        })
        .collect();
    for properties in letters {
        fill::put(dom, properties, paint, LETTERS);
    }
}

/// Children of `a:defRPr` (CT_TextCharacterProperties, 21.1.2.3.2) as far as a fill comes before or after them.
const LETTERS: &[&str] = &[
    "a:ln",
    "a:noFill",
    "a:solidFill",
    "a:gradFill",
    "a:blipFill",
    "a:pattFill",
    "a:grpFill",
    "a:effectLst",
    "a:effectDag",
    "a:highlight",
    "a:uLnTx",
    "a:uLn",
    "a:uFillTx",
    "a:uFill",
    "a:latin",
    "a:ea",
    "a:cs",
    "a:sym",
    "a:hlinkClick",
    "a:hlinkMouseOver",
    "a:rtl",
    "a:extLst",
];

/// Gives a chart the design of its kind with this number, from 0. `false` when there is none.
pub fn apply(dom: &mut Dom, space: NodeId, number: u32) -> bool {
    let Some(columns) = design(kind::of_chart(dom, space), number) else {
        return false;
    };
    let [
        legend,
        gap,
        overlap,
        first,
        second,
        labels,
        fill,
        line,
        area,
        edge,
        plot_fill,
        letters,
    ] = *columns
    else {
        return false;
    };
    if let Some(chart) = dom.child(space, "c:chart") {
        let place = match legend {
            "l" => "left",
            "t" => "top",
            "r" => "right",
            "none" => "none",
            _ => "bottom",
        };
        text::set_legend(dom, chart, place);
    }
    for plot in plots(dom, space) {
        let bars = dom.is(plot, "c:barChart");
        for (name, value, has) in [
            ("c:gapWidth", gap, bars || dom.is(plot, "c:bar3DChart")),
            ("c:overlap", overlap, bars),
        ] {
            match value {
                "-" => {
                    remove(dom, plot, name);
                }
                _ if has => set_val(dom, plot, name, value),
                _ => {}
            }
        }
    }
    for (axis, column) in axis::all(dom, space).into_iter().zip([first, second]) {
        set_axis(dom, axis, column);
    }
    if labels != "-" {
        set_labels(dom, space, labels);
    }
    set_series(dom, space, fill, line);
    paint(dom, space, area, edge, 0);
    if let Some(area) = plot_area(dom, space) {
        paint(dom, area, plot_fill, "-", 0);
    }
    set_letters(dom, space, letters);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_design_is_well_formed() {
        let mut dom = Dom::new();
        let mut designs = 0;
        for line in DESIGNS.lines().filter(|line| !line.starts_with('#')) {
            if let Some(named) = line.strip_prefix('=') {
                let (_, xml) = named.split_once(' ').expect("a fill has a name");
                assert!(dom.try_fragment(xml).is_ok(), "{xml}");
                continue;
            }
            assert_eq!(line.split(' ').count(), 14, "{line}");
            for column in line.split([' ', ',']).skip(2) {
                let (name, _) = column.split_once('@').unwrap_or((column, ""));
                if name.len() > 1 && name.starts_with('f') {
                    assert!(fill_named(&mut dom, name, 0).is_some(), "{column}");
                }
            }
            designs += 1;
        }
        assert!(designs > 200);
    }

    #[test]
    fn every_kind_has_designs() {
        for kind in kind::KINDS
            .iter()
            .map(|kind| kind.name)
            .chain(kind::COMBINATIONS.iter().copied())
        {
            assert!(design(kind, 0).is_some(), "{kind}");
            assert!(design(kind, 16).is_none(), "{kind}");
        }
    }
}
