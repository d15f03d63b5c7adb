//! Another kind for a series of a chart that exists.

use super::build;
use super::kind::{self, Kind};
use super::{axis, order, plot_area, plots, remove, series, set_val, val};
use crate::dom::{Dom, NodeId};

fn axis_numbers(dom: &Dom, plot: NodeId) -> Vec<String> {
    dom.elements(plot, "c:axId")
        .filter_map(|axis| dom.attr(axis, "val").map(str::to_owned))
        .collect()
}

/// Takes a plot out, and the axes that no other plot stands on.
pub fn remove_plot(dom: &mut Dom, space: NodeId, plot: NodeId) {
    dom.detach(plot);
    let used: Vec<String> = plots(dom, space)
        .into_iter()
        .flat_map(|plot| axis_numbers(dom, plot))
        .collect();
    for axis in axis::all(dom, space) {
        let number = val(dom, axis, "c:axId").unwrap_or_default();
        if !used.iter().any(|used| used == number) {
            dom.detach(axis);
        }
    }
}

/// Whether plots of both kinds can stand on the same axes.
fn share_axes(one: &Kind, other: &Kind) -> bool {
    let turned = |kind: &Kind| kind.direction == "bar";
    !one.is_round()
        && !other.is_round()
        && one.is_scatter() == other.is_scatter()
        && turned(one) == turned(other)
        && (one.element == "c:radarChart") == (other.element == "c:radarChart")
}

/// Whether a plot of one kind becomes one of the other by its settings alone.
fn is_variant(one: &Kind, other: &Kind) -> bool {
    one.element == other.element
        && one.direction == other.direction
        && !one.element.is_empty()
        && !one.is_round()
}

/// A number for an axis that no axis of the chart has, nor the two after it.
fn free_number(dom: &Dom, space: NodeId) -> u32 {
    let greatest = axis::all(dom, space)
        .into_iter()
        .filter_map(|axis| val(dom, axis, "c:axId")?.parse::<u32>().ok())
        .filter(|number| *number < u32::MAX - 8)
        .max();
    greatest.unwrap_or(111_111_100).saturating_add(1)
}

/// Makes a whole plot one of another kind of the same element.
fn convert(dom: &mut Dom, plot: NodeId, from: &Kind, to: &Kind) {
    match to.element {
        "c:scatterChart" => set_val(dom, plot, "c:scatterStyle", to.grouping),
        "c:radarChart" => set_val(dom, plot, "c:radarStyle", to.grouping),
        _ => set_val(dom, plot, "c:grouping", to.grouping),
    }
    if to.element == "c:barChart" {
        let stacked = to.grouping != "clustered";
        if stacked {
            set_val(dom, plot, "c:overlap", "100");
        } else if from.grouping != "clustered" {
            remove(dom, plot, "c:overlap");
        }
    }
    let redesigned = from.markers != to.markers || from.smooth != to.smooth || to.is_scatter();
    if redesigned {
        if to.element == "c:lineChart" {
            set_val(dom, plot, "c:marker", if to.markers { "1" } else { "0" });
        }
        let all: Vec<NodeId> = dom.elements(plot, "c:ser").collect();
        for one in all {
            series::restyle(dom, one, to);
        }
    }
}

/// Puts a plot after the others, and its axes after those that there are.
fn insert_plot(dom: &mut Dom, space: NodeId, kind: &Kind, numbers: &[u32]) -> Option<NodeId> {
    let area = plot_area(dom, space)?;
    let created = dom.fragment(&build::plot(kind, "", numbers));
    match plots(dom, space).last() {
        Some(last) => dom.insert_after(created, *last),
        None => match dom.child(area, "c:layout") {
            Some(layout) => dom.insert_after(created, layout),
            None => dom.prepend(area, created),
        },
    };
    Some(created)
}

fn insert_axes(dom: &mut Dom, space: NodeId, xml: &str) {
    let wrapped = dom.fragment(&format!("<c:plotArea>{xml}</c:plotArea>"));
    for axis in dom.child_ids(wrapped) {
        let before = axis::all(dom, space)
            .last()
            .copied()
            .or_else(|| plots(dom, space).last().copied());
        if let Some(before) = before {
            dom.insert_after(axis, before);
        }
    }
}

/// Puts a series into a plot by its order.
fn insert_series(dom: &mut Dom, plot: NodeId, moved: NodeId) {
    let order_of = |dom: &Dom, node: NodeId| -> u32 {
        val(dom, node, "c:order")
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    };
    let place = order_of(dom, moved);
    let next = dom
        .elements(plot, "c:ser")
        .find(|other| order_of(dom, *other) > place);
    match next {
        Some(next) => dom.insert_before(moved, next),
        None => dom.insert_ordered(plot, moved, order::children_of("c:barChart")),
    };
}

/// Makes the whole chart one plot of this kind.
fn replace_all(dom: &mut Dom, space: NodeId, to: &Kind) {
    let all = series::all(dom, space);
    for plot in plots(dom, space) {
        remove_plot(dom, space, plot);
    }
    let first = free_number(dom, space);
    let numbers = build::axis_numbers(to, first);
    let Some(plot) = insert_plot(dom, space, to, &numbers) else {
        return;
    };
    insert_axes(dom, space, &build::axes(to, first, false));
    for one in all {
        insert_series(dom, plot, one);
        series::restyle(dom, one, to);
    }
    let Some(chart) = dom.child(space, "c:chart") else {
        return;
    };
    for name in ["c:view3D", "c:floor", "c:sideWall", "c:backWall"] {
        remove(dom, chart, name);
    }
    if to.is_3d() {
        let wrapped = dom.fragment(&format!("<c:chart>{}</c:chart>", build::space_of(to)));
        for child in dom.child_ids(wrapped) {
            dom.insert_ordered(chart, child, order::children_of("c:chart"));
        }
    }
}

/// Gives a series another kind. Plots whose kinds differ in settings only change as a whole; a kind in space, and the only
/// series of a chart, changes the whole chart; other kinds move the series to a plot of its own.
pub fn change(dom: &mut Dom, space: NodeId, one: NodeId, to: &'static Kind) {
    let Some(plot) = dom.parent(one) else {
        return;
    };
    let from = kind::of_plot(dom, space, plot);
    if from.is_some_and(|from| from.name == to.name) {
        return;
    }
    let only = plots(dom, space).len() == 1;
    if only && (to.is_3d() || dom.elements(plot, "c:ser").count() == 1) {
        replace_all(dom, space, to);
        return;
    }
    if to.is_3d() {
        // Plots in space do not stand beside flat ones.
        return;
    }
    if let Some(from) = from.filter(|from| is_variant(from, to)) {
        convert(dom, plot, from, to);
        return;
    }
    let numbers = axis_numbers(dom, plot);
    let shared = from.is_some_and(|from| share_axes(from, to));
    let fitting = plots(dom, space).into_iter().find(|other| {
        *other != plot
            && kind::of_plot(dom, space, *other).is_some_and(|kind| kind.name == to.name)
            && (!shared || axis_numbers(dom, *other) == numbers)
    });
    let target = match fitting {
        Some(fitting) => Some(fitting),
        None if to.is_round() => insert_plot(dom, space, to, &[]),
        None if shared && numbers.len() == 2 => {
            let numbers: Vec<u32> = numbers
                .iter()
                .filter_map(|number| number.parse().ok())
                .collect();
            insert_plot(dom, space, to, &numbers)
        }
        None => {
            let first = free_number(dom, space);
            let second = !axis::all(dom, space).is_empty();
            let created = insert_plot(dom, space, to, &build::axis_numbers(to, first));
            insert_axes(dom, space, &build::axes(to, first, second));
            created
        }
    };
    let Some(target) = target else {
        return;
    };
    insert_series(dom, target, one);
    series::restyle(dom, one, to);
    if dom.child(plot, "c:ser").is_none() {
        remove_plot(dom, space, plot);
    }
}
