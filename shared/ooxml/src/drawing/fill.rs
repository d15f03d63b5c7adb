//! Fills: `a:noFill`, `a:solidFill` and the others of EG_FillProperties (20.1.8).

use super::color;
use crate::dom::{Dom, NodeId, escape};

/// The elements that are fills.
pub const NAMES: &[&str] = &[
    "a:noFill",
    "a:solidFill",
    "a:gradFill",
    "a:blipFill",
    "a:pattFill",
    "a:grpFill",
];

/// The preset patterns (ST_PresetPatternVal, 20.1.10.51).
pub const PATTERNS: &[&str] = &[
    "cross",
    "dashDnDiag",
    "dashHorz",
    "dashUpDiag",
    "dashVert",
    "diagBrick",
    "diagCross",
    "divot",
    "dkDnDiag",
    "dkHorz",
    "dkUpDiag",
    "dkVert",
    "dnDiag",
    "dotDmnd",
    "dotGrid",
    "horz",
    "horzBrick",
    "lgCheck",
    "lgConfetti",
    "lgGrid",
    "ltDnDiag",
    "ltHorz",
    "ltUpDiag",
    "ltVert",
    "narHorz",
    "narVert",
    "openDmnd",
    "pct10",
    "pct20",
    "pct25",
    "pct30",
    "pct40",
    "pct5",
    "pct50",
    "pct60",
    "pct70",
    "pct75",
    "pct80",
    "pct90",
    "plaid",
    "shingle",
    "smCheck",
    "smConfetti",
    "smGrid",
    "solidDmnd",
    "sphere",
    "trellis",
    "upDiag",
    "vert",
    "wave",
    "wdDnDiag",
    "wdUpDiag",
    "weave",
    "zigZag",
];

/// No fill.
pub fn none(dom: &mut Dom) -> NodeId {
    dom.element("a:noFill")
}

/// One colour all over.
pub fn solid(dom: &mut Dom, color: NodeId) -> NodeId {
    let fill = dom.element("a:solidFill");
    color::put(dom, fill, color);
    fill
}

/// A stop of a gradient; `position` in thousandths of a percent.
pub fn stop(dom: &mut Dom, color: NodeId, position: i64) -> NodeId {
    let stop = dom.element_with("a:gs", &[("pos", &position.clamp(0, 100_000).to_string())]);
    color::put(dom, stop, color);
    stop
}

/// A gradient of stops, in a line at an angle (in 60,000ths of a degree) or, without one, from the centre outwards.
pub fn gradient(dom: &mut Dom, stops: &[NodeId], angle: Option<i64>) -> NodeId {
    let fill = dom.element("a:gradFill");
    let list = dom.element("a:gsLst");
    for stop in stops {
        let copy = dom.deep_clone(*stop);
        dom.append(list, copy);
    }
    dom.append(fill, list);
    let shade = match angle {
        Some(angle) => dom.element_with(
            "a:lin",
            &[
                ("ang", &angle.rem_euclid(21_600_000).to_string()),
                ("scaled", "1"),
            ],
        ),
        None => dom.fragment("<a:path path=\"circle\"><a:fillToRect/></a:path>"),
    };
    dom.append(fill, shade);
    fill
}

/// A pattern of two colours; an unknown name means `cross`, as in the original.
pub fn pattern(dom: &mut Dom, name: &str, background: NodeId, foreground: NodeId) -> NodeId {
    let known = PATTERNS.iter().find(|known| **known == name);
    let fill = dom.element_with("a:pattFill", &[("prst", known.unwrap_or(&"cross"))]);
    for (place, color) in [("a:fgClr", foreground), ("a:bgClr", background)] {
        let holder = dom.element(place);
        color::put(dom, holder, color);
        dom.append(fill, holder);
    }
    fill
}

/// A picture, stretched or as tiles; `embed` is its relationship, `None` when there is no image to show.
pub fn blip(dom: &mut Dom, embed: Option<&str>, tile: bool) -> NodeId {
    let embed = embed.map_or_else(String::new, |embed| {
        format!(" r:embed=\"{}\"", escape::escape_attribute(embed))
    });
    let mode = if tile {
        "<a:tile/>"
    } else {
        "<a:stretch><a:fillRect/></a:stretch>"
    };
    dom.fragment(&format!("<a:blipFill><a:blip{embed}/>{mode}</a:blipFill>"))
}

/// The fill that an element such as `wps:spPr` or `a:ln` has itself.
#[must_use]
pub fn of(dom: &Dom, holder: NodeId) -> Option<NodeId> {
    super::choice(dom, holder, NAMES)
}

/// The colour of a solid fill.
#[must_use]
pub fn solid_color(dom: &Dom, fill: NodeId) -> Option<NodeId> {
    dom.is(fill, "a:solidFill")
        .then(|| color::inside(dom, fill))
        .flatten()
}

/// Gives an element a copy of a fill in place of its own, at its place in the schema sequence `order`.
pub fn put(dom: &mut Dom, holder: NodeId, fill: NodeId, order: &[&str]) {
    let copy = dom.deep_clone(fill);
    if let Some(old) = of(dom, holder) {
        dom.detach(old);
    }
    dom.insert_ordered(holder, copy, order);
}
