//! Series of a chart that exists: their names, categories, values and points.

use super::data::{
    Labels, SeriesData, Values, across_content, is_number, labels_content, name_xml, number_text,
    values_content,
};
use super::{build, ensure, kind, plots, val};
use crate::dom::{Dom, NodeId, XmlError};

fn number(dom: &Dom, node: NodeId, child: &str) -> u32 {
    val(dom, node, child)
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}

/// All series in their order.
#[must_use]
pub fn all(dom: &Dom, space: NodeId) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = plots(dom, space)
        .into_iter()
        .flat_map(|plot| dom.elements(plot, "c:ser").collect::<Vec<_>>())
        .collect();
    found.sort_by_key(|series| number(dom, *series, "c:order"));
    found
}

/// The number of a series, which its colour follows.
#[must_use]
pub fn index(dom: &Dom, series: NodeId) -> u32 {
    number(dom, series, "c:idx")
}

/// Takes a series out and closes the gap in the order. `false` for the last series of the chart, which stays.
pub fn remove(dom: &mut Dom, space: NodeId, series: NodeId) -> bool {
    if all(dom, space).len() < 2 {
        return false;
    }
    let plot = dom.parent(series);
    dom.detach(series);
    if let Some(plot) = plot.filter(|plot| dom.child(*plot, "c:ser").is_none()) {
        super::change::remove_plot(dom, space, plot);
    }
    for (order, series) in all(dom, space).into_iter().enumerate() {
        super::set_val(dom, series, "c:order", &order.to_string());
    }
    true
}

/// The child of `holder` whose `c:idx` is this: a point's format or label.
#[must_use]
pub fn numbered(dom: &Dom, holder: NodeId, name: &str, point: u32) -> Option<NodeId> {
    dom.elements(holder, name)
        .find(|node| number(dom, *node, "c:idx") == point)
}

/// Puts a point's format or label among the others of its name, by its number.
pub fn insert_numbered(dom: &mut Dom, holder: NodeId, created: NodeId, point: u32) {
    let Some(name) = dom.name_of(created).map(str::to_owned) else {
        return;
    };
    let next = dom
        .elements(holder, &name)
        .find(|node| number(dom, *node, "c:idx") > point);
    match next {
        Some(next) => dom.insert_before(created, next),
        None => {
            let order = dom
                .name_of(holder)
                .map_or(&[][..], super::order::children_of);
            dom.insert_ordered(holder, created, order)
        }
    };
}

/// The cache or the literal numbers and texts below `c:tx`, `c:cat`, `c:val` and the like, and the formula of its cells.
#[must_use]
pub fn cache(dom: &Dom, holder: NodeId) -> Option<(NodeId, Option<String>)> {
    for (reference, cache) in [("c:numRef", "c:numCache"), ("c:strRef", "c:strCache")] {
        if let Some(reference) = dom.child(holder, reference) {
            let formula = dom.child(reference, "c:f").map(|formula| dom.text(formula));
            return dom.child(reference, cache).map(|cache| (cache, formula));
        }
    }
    let literal = dom
        .child(holder, "c:numLit")
        .or_else(|| dom.child(holder, "c:strLit"));
    literal.map(|literal| (literal, None))
}

/// `c:val` or `c:yVal`.
#[must_use]
pub fn values(dom: &Dom, series: NodeId) -> Option<NodeId> {
    dom.child(series, "c:val")
        .or_else(|| dom.child(series, "c:yVal"))
}

/// `c:cat` or `c:xVal`.
#[must_use]
pub fn categories(dom: &Dom, series: NodeId) -> Option<NodeId> {
    dom.child(series, "c:cat")
        .or_else(|| dom.child(series, "c:xVal"))
}

/// How many points the series has.
#[must_use]
pub fn count(dom: &Dom, series: NodeId) -> u32 {
    let cache = values(dom, series).and_then(|values| cache(dom, values));
    cache.map_or(0, |(cache, _)| number(dom, cache, "c:ptCount"))
}

fn point_in(dom: &Dom, cache: NodeId, point: u32) -> Option<NodeId> {
    dom.elements(cache, "c:pt")
        .find(|node| dom.attr(*node, "idx").and_then(|text| text.parse().ok()) == Some(point))
}

/// The points of a cache in order: their numbers and what they hold.
#[must_use]
pub fn points(dom: &Dom, cache: NodeId) -> Vec<(u32, String)> {
    dom.elements(cache, "c:pt")
        .filter_map(|node| {
            let point = dom.attr(node, "idx")?.parse().ok()?;
            Some((point, dom.text(dom.child(node, "c:v")?)))
        })
        .collect()
}

/// Writes one point of a cache; `false` when the cache is shorter.
pub fn set_point(dom: &mut Dom, cache: NodeId, point: u32, text: &str) -> bool {
    if point >= number(dom, cache, "c:ptCount") {
        return false;
    }
    let node = match point_in(dom, cache, point) {
        Some(node) => node,
        None => {
            let created = dom.element_with("c:pt", &[("idx", &point.to_string())]);
            let later = dom.elements(cache, "c:pt").find(|node| {
                dom.attr(*node, "idx")
                    .and_then(|text| text.parse().ok())
                    .is_some_and(|at: u32| at > point)
            });
            match later {
                Some(later) => dom.insert_before(created, later),
                None => dom.append(cache, created),
            };
            created
        }
    };
    let value = dom.ensure_child(node, "c:v", &["c:v"]);
    dom.set_text(value, text);
    true
}

/// Replaces values from the first on: only as many as the series has points, passing over what is no number. `false` when
/// none was replaced.
pub fn set_values(dom: &mut Dom, series: NodeId, numbers: &[Option<f64>]) -> bool {
    let Some((cache, _)) = values(dom, series).and_then(|values| cache(dom, values)) else {
        return false;
    };
    let mut any = false;
    for (point, number) in (0u32..).zip(numbers) {
        if let Some(number) = number {
            any |= set_point(dom, cache, point, &number_text(*number));
        }
    }
    any
}

/// Replaces an element of a series, or puts it at its place.
fn put(dom: &mut Dom, series: NodeId, name: &str, xml: &str) -> Result<(), XmlError> {
    let created = dom.try_fragment(xml)?;
    let place = ensure(dom, series, name);
    dom.replace(place, created);
    Ok(())
}

/// Gives the series other values, with the cells that they come from.
///
/// # Errors
/// [`XmlError`] when they are too many for a part.
pub fn put_values(dom: &mut Dom, series: NodeId, values: &Values) -> Result<(), XmlError> {
    let name = value_name(dom, series);
    put(
        dom,
        series,
        name,
        &format!("<{name}>{}</{name}>", values_content(values)),
    )
}

/// Gives the series other categories or first numbers of its points, with the cells that they come from.
///
/// # Errors
/// [`XmlError`] when they are too many for a part.
pub fn put_categories(dom: &mut Dom, series: NodeId, labels: &Labels) -> Result<(), XmlError> {
    let (name, content) = if value_name(dom, series) == "c:yVal" {
        ("c:xVal", across_content(labels))
    } else {
        ("c:cat", labels_content(labels))
    };
    put(dom, series, name, &format!("<{name}>{content}</{name}>"))
}

/// Makes the first numbers of the points numbers in the file, or texts where one of them is none.
pub fn settle_across(dom: &mut Dom, series: NodeId) {
    let across = dom.child(series, "c:xVal");
    let Some((cache, _)) = across.and_then(|across| cache(dom, across)) else {
        return;
    };
    let numbers = points(dom, cache).iter().all(|(_, text)| is_number(text));
    let reference = dom
        .parent(cache)
        .filter(|parent| !dom.is(*parent, "c:xVal"));
    let Some(reference) = reference else {
        return;
    };
    let (outer, inner) = if numbers {
        ("c:numRef", "c:numCache")
    } else {
        super::remove(dom, cache, "c:formatCode");
        ("c:strRef", "c:strCache")
    };
    dom.rename(reference, outer);
    dom.rename(cache, inner);
}

/// Gives the series another name, with the cells that it comes from.
///
/// # Errors
/// [`XmlError`] when it is too long for a part.
pub fn put_name(dom: &mut Dom, series: NodeId, name: &Labels) -> Result<(), XmlError> {
    put(dom, series, "c:tx", &name_xml(name))
}

/// `c:yVal` in scatter charts, else `c:val`.
fn value_name(dom: &Dom, series: NodeId) -> &'static str {
    let plot = dom.parent(series).and_then(|plot| dom.name_of(plot));
    if matches!(plot, Some("c:scatterChart" | "c:bubbleChart")) {
        "c:yVal"
    } else {
        "c:val"
    }
}

/// Adds a series to the last plot. Without categories of its own it has those of the first series.
///
/// # Errors
/// [`XmlError`] when it is too long for a part.
pub fn add(dom: &mut Dom, space: NodeId, data: &SeriesData) -> Result<(), XmlError> {
    let plot = plots(dom, space).last().copied();
    let Some((plot, kind)) = plot.and_then(|plot| Some((plot, kind::of_plot(dom, space, plot)?)))
    else {
        return Ok(());
    };
    let all = all(dom, space);
    let number = all
        .iter()
        .map(|series| index(dom, *series).saturating_add(1))
        .max()
        .unwrap_or(0);
    let shared = match data.categories {
        Some(_) => None,
        None => all
            .first()
            .and_then(|first| categories(dom, *first))
            .map(|labels| dom.deep_clone(labels)),
    };
    let created = dom.try_fragment(&build::series(kind, number as usize, data))?;
    super::set_val(dom, created, "c:order", &all.len().to_string());
    dom.insert_ordered(plot, created, super::order::children_of("c:barChart"));
    if let Some(shared) = shared {
        let name = if kind.is_scatter() { "c:xVal" } else { "c:cat" };
        dom.rename(shared, name);
        dom.insert_ordered(created, shared, super::order::children_of("c:ser"));
    }
    Ok(())
}

/// The name of the series, when it has one.
#[must_use]
pub fn name(dom: &Dom, series: NodeId) -> Option<String> {
    let text = dom.child(series, "c:tx")?;
    match cache(dom, text) {
        Some((cache, _)) => points(dom, cache).into_iter().next().map(|(_, text)| text),
        None => dom.child(text, "c:v").map(|value| dom.text(value)),
    }
}

/// Renames the series.
pub fn set_name(dom: &mut Dom, series: NodeId, name: &str) {
    let text = ensure(dom, series, "c:tx");
    if let Some((cache, _)) = cache(dom, text) {
        super::set_val_first(dom, cache, "c:ptCount", "1");
        set_point(dom, cache, 0, name);
        return;
    }
    dom.clear(text);
    let value = dom.element("c:v");
    dom.set_text(value, name);
    dom.append(text, value);
}

/// Sets the number format of all values (`None`), or of one point.
pub fn set_format(dom: &mut Dom, series: NodeId, point: Option<u32>, format: &str) -> bool {
    let Some((cache, _)) = values(dom, series).and_then(|values| cache(dom, values)) else {
        return false;
    };
    match point {
        Some(point) => match point_in(dom, cache, point) {
            Some(node) => dom.set_attr(node, "formatCode", format),
            None => return false,
        },
        None => {
            let code = dom.ensure_child(
                cache,
                "c:formatCode",
                &["c:formatCode", "c:ptCount", "c:pt"],
            );
            dom.set_text(code, format);
            let points: Vec<NodeId> = dom.elements(cache, "c:pt").collect();
            for point in points {
                dom.remove_attr(point, "formatCode");
            }
        }
    }
    true
}

/// `c:dPt` of a point, made when the point has none.
pub fn point(dom: &mut Dom, series: NodeId, point: u32) -> NodeId {
    if let Some(found) = numbered(dom, series, "c:dPt", point) {
        return found;
    }
    let created = dom.fragment(&format!("<c:dPt><c:idx val=\"{point}\"/></c:dPt>"));
    // What the series says of itself does not hold for a point that has its own format.
    for name in ["c:invertIfNegative", "c:marker", "c:spPr"] {
        if let Some(copy) = dom.child(series, name).map(|own| dom.deep_clone(own)) {
            let place = ensure(dom, created, name);
            dom.replace(place, copy);
        }
    }
    insert_numbered(dom, series, created, point);
    created
}

/// `c:marker` of a series or point, made as the kind of the plot has it when there is none.
pub fn marker(dom: &mut Dom, holder: NodeId) -> NodeId {
    match dom.child(holder, "c:marker") {
        Some(marker) => marker,
        None => ensure(dom, holder, "c:marker"),
    }
}

/// Whether the series can have signs at its points.
#[must_use]
pub fn has_markers(dom: &Dom, series: NodeId) -> bool {
    matches!(
        dom.parent(series).and_then(|plot| dom.name_of(plot)),
        Some("c:lineChart" | "c:line3DChart" | "c:scatterChart" | "c:radarChart" | "c:stockChart")
    )
}

/// Redesigns a series for the kind of the plot that it is in now.
pub(super) fn restyle(dom: &mut Dom, series: NodeId, kind: &kind::Kind) {
    let number = index(dom, series) as usize;
    for name in [
        "c:spPr",
        "c:marker",
        "c:smooth",
        "c:invertIfNegative",
        "c:dPt",
        "c:explosion",
        "c:shape",
    ] {
        while super::remove(dom, series, name) {}
    }
    if kind.is_round() {
        let points = count(dom, series);
        for point in 0..points.min(1_000) {
            let created = dom.fragment(&build::slice(point as usize));
            insert_numbered(dom, series, created, point);
        }
    } else {
        let shape = dom.fragment(&build::series_shape(kind, number));
        dom.insert_ordered(series, shape, super::order::children_of("c:ser"));
    }
    let marker = build::marker(kind, number);
    if !marker.is_empty() {
        let marker = dom.fragment(&marker);
        dom.insert_ordered(series, marker, super::order::children_of("c:ser"));
    }
    if matches!(kind.element, "c:barChart" | "c:bar3DChart") {
        super::set_val(dom, series, "c:invertIfNegative", "0");
    }
    if matches!(
        kind.element,
        "c:lineChart" | "c:scatterChart" | "c:stockChart" | "c:line3DChart"
    ) {
        super::set_val(dom, series, "c:smooth", if kind.smooth { "1" } else { "0" });
    }
    let renames = if kind.is_scatter() {
        [("c:cat", "c:xVal"), ("c:val", "c:yVal")]
    } else {
        [("c:xVal", "c:cat"), ("c:yVal", "c:val")]
    };
    for (from, to) in renames {
        if let Some(node) = dom.child(series, from) {
            dom.rename(node, to);
        }
    }
    if let Some(labels) = dom.child(series, "c:dLbls") {
        // Where labels may stand depends on the kind.
        super::remove(dom, labels, "c:dLblPos");
        if !kind.is_round() {
            super::remove(dom, labels, "c:showLeaderLines");
            super::remove(dom, labels, "c:leaderLines");
        }
    }
}
