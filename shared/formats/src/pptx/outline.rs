//! Outlines of shapes: those with a name (ECMA-376 Part 1, 20.1.10.56), and those that a file draws itself (20.1.9).

use spindle_model::presentation::Segment;
use spindle_ooxml::{Dom, NodeId};

/// The part of a radius at which control points make a quarter of an ellipse.
const ROUND: f32 = 0.552_28;
/// Commands of an outline that are read.
const MOST: usize = 10_000;

/// The outline that a shape's properties say; `size` is that of the shape.
pub(super) fn of(dom: &Dom, properties: NodeId, size: (f32, f32)) -> Vec<Segment> {
    if let Some(custom) = dom.child(properties, "a:custGeom") {
        return drawn(dom, custom);
    }
    let preset = dom.child(properties, "a:prstGeom");
    let name = preset
        .and_then(|preset| dom.attr(preset, "prst"))
        .unwrap_or("rect");
    let adjusted = |name: &str, otherwise: f32| {
        let list = preset.and_then(|preset| dom.child(preset, "a:avLst"));
        let found = list.and_then(|list| {
            dom.elements(list, "a:gd")
                .find(|guide| dom.attr(*guide, "name") == Some(name))
        });
        let value = found.and_then(|guide| {
            dom.attr(guide, "fmla")?
                .strip_prefix("val ")?
                .parse::<f32>()
                .ok()
        });
        value.unwrap_or(otherwise) / 100_000.0
    };
    named(name, size, &adjusted)
}

/// How far within a shape's box its text begins, across and down, in points (the `rect` of 20.1.9.22 for those shapes
/// whose text is not in the whole box).
pub(super) fn text_inset(dom: &Dom, properties: NodeId, size: (f32, f32)) -> (f32, f32) {
    /// What is cut off of a circle's radius by the square inside it.
    const CUT: f32 = 0.292_89;
    let preset = dom.child(properties, "a:prstGeom");
    match preset.and_then(|preset| dom.attr(preset, "prst")) {
        Some("roundRect" | "flowChartAlternateProcess") => {
            let inset = size.0.min(size.1) * 0.166_67 * CUT;
            (inset, inset)
        }
        Some("ellipse" | "flowChartConnector") => (size.0 / 2.0 * CUT, size.1 / 2.0 * CUT),
        Some("diamond" | "flowChartDecision") => (size.0 / 4.0, size.1 / 4.0),
        _ => (0.0, 0.0),
    }
}

fn polygon(points: &[(f32, f32)]) -> Vec<Segment> {
    let mut outline = Vec::with_capacity(points.len() + 1);
    for (index, (x, y)) in points.iter().enumerate() {
        outline.push(if index == 0 {
            Segment::Move(*x, *y)
        } else {
            Segment::Line(*x, *y)
        });
    }
    outline.push(Segment::Close);
    outline
}

/// An ellipse in the whole box, or with straight sides between corners of these radii.
fn rounded(x: f32, y: f32) -> Vec<Segment> {
    let (kx, ky) = (x * (1.0 - ROUND), y * (1.0 - ROUND));
    vec![
        Segment::Move(x, 0.0),
        Segment::Line(1.0 - x, 0.0),
        Segment::Curve([(1.0 - kx, 0.0), (1.0, ky), (1.0, y)]),
        Segment::Line(1.0, 1.0 - y),
        Segment::Curve([(1.0, 1.0 - ky), (1.0 - kx, 1.0), (1.0 - x, 1.0)]),
        Segment::Line(x, 1.0),
        Segment::Curve([(kx, 1.0), (0.0, 1.0 - ky), (0.0, 1.0 - y)]),
        Segment::Line(0.0, y),
        Segment::Curve([(0.0, ky), (kx, 0.0), (x, 0.0)]),
        Segment::Close,
    ]
}

/// Points on an ellipse in the whole box, the first at the top.
fn star(points: usize, inner: Option<f32>) -> Vec<Segment> {
    let steps = if inner.is_some() { points * 2 } else { points };
    let corners: Vec<(f32, f32)> = (0..steps)
        .map(|step| {
            let turn = std::f32::consts::TAU * step as f32 / steps as f32;
            let radius = match inner {
                Some(inner) if step % 2 == 1 => inner,
                _ => 0.5,
            };
            (0.5 + radius * turn.sin(), 0.5 - radius * turn.cos())
        })
        .collect();
    polygon(&corners)
}

fn named(
    name: &str,
    (width, height): (f32, f32),
    adjusted: &dyn Fn(&str, f32) -> f32,
) -> Vec<Segment> {
    let short = width.min(height).max(0.01);
    // A part of the shorter side, as parts of both.
    let across = |part: f32| (part * short / width.max(0.01)).clamp(0.0, 1.0);
    let down = |part: f32| (part * short / height.max(0.01)).clamp(0.0, 1.0);
    match name {
        "ellipse" | "flowChartConnector" | "donut" | "cloud" => rounded(0.5, 0.5),
        "roundRect" | "flowChartAlternateProcess" | "wedgeRoundRectCallout" => {
            let part = adjusted("adj", 16_667.0).min(0.5);
            rounded(across(part), down(part))
        }
        "flowChartTerminator" => rounded(across(0.5), down(0.5)),
        "line" | "straightConnector1" => vec![Segment::Move(0.0, 0.0), Segment::Line(1.0, 1.0)],
        "bentConnector3" => vec![
            Segment::Move(0.0, 0.0),
            Segment::Line(0.5, 0.0),
            Segment::Line(0.5, 1.0),
            Segment::Line(1.0, 1.0),
        ],
        "curvedConnector3" => vec![
            Segment::Move(0.0, 0.0),
            Segment::Curve([(0.5, 0.0), (0.5, 1.0), (1.0, 1.0)]),
        ],
        "triangle" | "flowChartExtract" => {
            polygon(&[(adjusted("adj", 50_000.0), 0.0), (1.0, 1.0), (0.0, 1.0)])
        }
        "flowChartMerge" => polygon(&[(0.0, 0.0), (1.0, 0.0), (0.5, 1.0)]),
        "rtTriangle" => polygon(&[(0.0, 0.0), (1.0, 1.0), (0.0, 1.0)]),
        "diamond" | "flowChartDecision" => {
            polygon(&[(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)])
        }
        "parallelogram" | "flowChartInputOutput" => {
            let part = across(adjusted("adj", 25_000.0));
            polygon(&[(part, 0.0), (1.0, 0.0), (1.0 - part, 1.0), (0.0, 1.0)])
        }
        "trapezoid" => {
            let part = across(adjusted("adj", 25_000.0));
            polygon(&[(part, 0.0), (1.0 - part, 0.0), (1.0, 1.0), (0.0, 1.0)])
        }
        "hexagon" | "flowChartPreparation" => {
            let part = across(adjusted("adj", 25_000.0)).min(0.5);
            polygon(&[
                (part, 0.0),
                (1.0 - part, 0.0),
                (1.0, 0.5),
                (1.0 - part, 1.0),
                (part, 1.0),
                (0.0, 0.5),
            ])
        }
        "octagon" => {
            let part = adjusted("adj", 29_289.0);
            let (x, y) = (across(part).min(0.5), down(part).min(0.5));
            polygon(&[
                (x, 0.0),
                (1.0 - x, 0.0),
                (1.0, y),
                (1.0, 1.0 - y),
                (1.0 - x, 1.0),
                (x, 1.0),
                (0.0, 1.0 - y),
                (0.0, y),
            ])
        }
        "plus" | "mathPlus" => {
            let part = adjusted("adj", 25_000.0);
            let (x, y) = (across(part).min(0.5), down(part).min(0.5));
            polygon(&[
                (x, 0.0),
                (1.0 - x, 0.0),
                (1.0 - x, y),
                (1.0, y),
                (1.0, 1.0 - y),
                (1.0 - x, 1.0 - y),
                (1.0 - x, 1.0),
                (x, 1.0),
                (x, 1.0 - y),
                (0.0, 1.0 - y),
                (0.0, y),
                (x, y),
            ])
        }
        "homePlate" => {
            let part = across(adjusted("adj", 50_000.0));
            polygon(&[
                (0.0, 0.0),
                (1.0 - part, 0.0),
                (1.0, 0.5),
                (1.0 - part, 1.0),
                (0.0, 1.0),
            ])
        }
        "chevron" => {
            let part = across(adjusted("adj", 50_000.0));
            polygon(&[
                (0.0, 0.0),
                (1.0 - part, 0.0),
                (1.0, 0.5),
                (1.0 - part, 1.0),
                (0.0, 1.0),
                (part, 0.5),
            ])
        }
        "rightArrow" | "leftArrow" | "upArrow" | "downArrow" => {
            let thick = adjusted("adj1", 50_000.0).clamp(0.0, 1.0) / 2.0;
            let upright = matches!(name, "upArrow" | "downArrow");
            let head = adjusted("adj2", 50_000.0);
            let head = if upright { down(head) } else { across(head) };
            let arrow = [
                (0.0, 0.5 - thick),
                (1.0 - head, 0.5 - thick),
                (1.0 - head, 0.0),
                (1.0, 0.5),
                (1.0 - head, 1.0),
                (1.0 - head, 0.5 + thick),
                (0.0, 0.5 + thick),
            ];
            polygon(&arrow.map(|(x, y)| match name {
                "leftArrow" => (1.0 - x, y),
                "upArrow" => (y, 1.0 - x),
                "downArrow" => (y, x),
                _ => (x, y),
            }))
        }
        "leftRightArrow" => {
            let thick = adjusted("adj1", 50_000.0).clamp(0.0, 1.0) / 2.0;
            let head = across(adjusted("adj2", 50_000.0)).min(0.5);
            polygon(&[
                (0.0, 0.5),
                (head, 0.0),
                (head, 0.5 - thick),
                (1.0 - head, 0.5 - thick),
                (1.0 - head, 0.0),
                (1.0, 0.5),
                (1.0 - head, 1.0),
                (1.0 - head, 0.5 + thick),
                (head, 0.5 + thick),
                (head, 1.0),
            ])
        }
        "pentagon" => star(5, None),
        "heptagon" => star(7, None),
        "decagon" => star(10, None),
        "dodecagon" => star(12, None),
        "star4" => star(4, Some(adjusted("adj", 12_500.0))),
        "star5" => star(5, Some(adjusted("adj", 19_098.0))),
        "star6" => star(6, Some(adjusted("adj", 28_868.0))),
        "star7" => star(7, Some(adjusted("adj", 34_601.0))),
        "star8" => star(8, Some(adjusted("adj", 37_500.0))),
        "star10" => star(10, Some(adjusted("adj", 42_533.0))),
        "star12" => star(12, Some(adjusted("adj", 37_500.0))),
        // The others are boxes with something more.
        _ => polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]),
    }
}

/// What a file draws itself. Coordinates that are formulas, and arcs, are straight lines to where they can be told.
fn drawn(dom: &Dom, geometry: NodeId) -> Vec<Segment> {
    let mut outline = Vec::new();
    let paths = dom.child(geometry, "a:pathLst");
    for path in paths
        .into_iter()
        .flat_map(|paths| dom.elements(paths, "a:path"))
    {
        let length = |name: &str| {
            let value = dom
                .attr(path, name)
                .and_then(|value| value.parse::<f32>().ok());
            value.filter(|value| *value > 0.0).unwrap_or(1.0)
        };
        let (width, height) = (length("w"), length("h"));
        for command in dom.child_elements(path) {
            if outline.len() >= MOST {
                return outline;
            }
            let points: Vec<(f32, f32)> = dom
                .elements(command, "a:pt")
                .filter_map(|point| {
                    let x = dom.attr(point, "x")?.parse::<f32>().ok()?;
                    let y = dom.attr(point, "y")?.parse::<f32>().ok()?;
                    Some((x / width, y / height))
                })
                .collect();
            match (dom.name_of(command).unwrap_or_default(), points.as_slice()) {
                ("a:moveTo", [(x, y)]) => outline.push(Segment::Move(*x, *y)),
                ("a:lnTo", [(x, y)]) => outline.push(Segment::Line(*x, *y)),
                ("a:cubicBezTo", [first, second, end]) => {
                    outline.push(Segment::Curve([*first, *second, *end]));
                }
                ("a:quadBezTo", [control, end]) => {
                    // Without the point before, the control point serves for both.
                    outline.push(Segment::Curve([*control, *control, *end]));
                }
                ("a:close", _) => outline.push(Segment::Close),
                _ => {}
            }
        }
    }
    outline
}
