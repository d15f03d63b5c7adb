//! Outlines of shapes: `a:prstGeom` and `a:custGeom` (20.1.9).

use crate::dom::{Dom, NodeId};

/// The preset shapes: name, adjustments, and paths of the standard's definitions, one shape a line.
const PRESETS: &str = include_str!("../../data/preset-geometry.txt");

/// Children of `a:custGeom` in the schema's order.
const CUSTOM: &[&str] = &[
    "a:avLst",
    "a:gdLst",
    "a:ahLst",
    "a:cxnLst",
    "a:rect",
    "a:pathLst",
];

/// The formulas of guides (20.1.9.11) and how many operands each takes.
const FORMULAS: &[(&str, usize)] = &[
    ("*/", 3),
    ("+-", 3),
    ("+/", 3),
    ("?:", 3),
    ("abs", 1),
    ("at2", 2),
    ("cat2", 3),
    ("cos", 2),
    ("max", 2),
    ("min", 2),
    ("mod", 3),
    ("pin", 3),
    ("sat2", 3),
    ("sin", 2),
    ("sqrt", 1),
    ("tan", 2),
    ("val", 1),
];

/// The line of a preset shape behind its name.
fn definition(name: &str) -> Option<&'static str> {
    PRESETS
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(';'))
}

/// Whether a preset shape of this name exists.
#[must_use]
pub fn is_preset(name: &str) -> bool {
    definition(name).is_some()
}

/// A new preset geometry; an unknown name means a rectangle, as in the original.
pub fn preset(dom: &mut Dom, name: &str) -> NodeId {
    let name = if is_preset(name) { name } else { "rect" };
    let geometry = dom.element_with("a:prstGeom", &[("prst", name)]);
    let list = dom.element("a:avLst");
    dom.append(geometry, list);
    geometry
}

/// A new geometry without paths.
pub fn custom(dom: &mut Dom) -> NodeId {
    dom.fragment(
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"l\" t=\"t\" r=\"r\" b=\"b\"/><a:pathLst/></a:custGeom>",
    )
}

/// Whether the geometry is one of its own.
#[must_use]
pub fn is_custom(dom: &Dom, geometry: NodeId) -> bool {
    dom.is(geometry, "a:custGeom")
}

/// The geometry in shape properties.
#[must_use]
pub fn of(dom: &Dom, properties: NodeId) -> Option<NodeId> {
    super::choice(dom, properties, &["a:prstGeom", "a:custGeom"])
}

/// Gives shape properties a copy of a geometry.
pub fn put(dom: &mut Dom, properties: NodeId, geometry: NodeId) {
    let copy = dom.deep_clone(geometry);
    if let Some(old) = of(dom, properties) {
        dom.detach(old);
    }
    dom.insert_ordered(properties, copy, super::shape::PROPERTIES);
}

fn adjustment(dom: &Dom, geometry: NodeId, name: &str) -> Option<NodeId> {
    let list = dom.child(geometry, "a:avLst")?;
    dom.elements(list, "a:gd")
        .find(|guide| dom.attr(*guide, "name") == Some(name))
}

/// The value of an adjustment: the geometry's own, or the preset shape's.
#[must_use]
pub fn adjust_value(dom: &Dom, geometry: NodeId, name: &str) -> Option<i64> {
    if let Some(guide) = adjustment(dom, geometry, name) {
        return dom.attr(guide, "fmla")?.strip_prefix("val ")?.parse().ok();
    }
    let defaults = definition(dom.attr(geometry, "prst")?)?.split(';').next()?;
    defaults
        .split(' ')
        .find_map(|item| item.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

/// Sets an adjustment.
pub fn set_adjust_value(dom: &mut Dom, geometry: NodeId, name: &str, value: i64) {
    let guide = match adjustment(dom, geometry, name) {
        Some(guide) => guide,
        None => {
            let list = dom.ensure_child(geometry, "a:avLst", CUSTOM);
            let guide = dom.element_with("a:gd", &[("name", name)]);
            dom.append(list, guide);
            guide
        }
    };
    dom.set_attr(guide, "fmla", &format!("val {value}"));
}

/// Adds a guide to a custom geometry; `false` for a formula that does not exist.
pub fn add_guide(
    dom: &mut Dom,
    geometry: NodeId,
    name: &str,
    formula: &str,
    operands: [&str; 3],
) -> bool {
    let Some((_, count)) = FORMULAS.iter().find(|(known, _)| *known == formula) else {
        return false;
    };
    let mut text = formula.to_owned();
    for operand in operands.into_iter().take(*count) {
        text.push(' ');
        text.push_str(if operand.is_empty() { "0" } else { operand });
    }
    let list = dom.ensure_child(geometry, "a:gdLst", CUSTOM);
    let guide = dom.element_with("a:gd", &[("name", name), ("fmla", &text)]);
    dom.append(list, guide);
    true
}

/// Adds a place where connectors end: angle and place.
pub fn add_connection(dom: &mut Dom, geometry: NodeId, angle: &str, x: &str, y: &str) {
    let list = dom.ensure_child(geometry, "a:cxnLst", CUSTOM);
    let connection = dom.element_with("a:cxn", &[("ang", angle)]);
    let place = dom.element_with("a:pos", &[("x", x), ("y", y)]);
    dom.append(connection, place);
    dom.append(list, connection);
}

/// Sets the rectangle of the text: left, top, right, bottom.
pub fn set_text_rect(dom: &mut Dom, geometry: NodeId, sides: [&str; 4]) {
    let rect = dom.ensure_child(geometry, "a:rect", CUSTOM);
    for (name, value) in ["l", "t", "r", "b"].into_iter().zip(sides) {
        dom.set_attr(rect, name, value);
    }
}

/// Adds a path to a custom geometry.
pub fn add_path(dom: &mut Dom, geometry: NodeId) -> NodeId {
    let list = dom.ensure_child(geometry, "a:pathLst", CUSTOM);
    let path = dom.element("a:path");
    dom.append(list, path);
    path
}

/// How many paths there are.
#[must_use]
pub fn path_count(dom: &Dom, geometry: NodeId) -> usize {
    if let Some(name) = dom.attr(geometry, "prst") {
        return definition(name).map_or(0, |line| line.split(';').skip(1).count());
    }
    dom.child(geometry, "a:pathLst")
        .map_or(0, |list| dom.elements(list, "a:path").count())
}

/// The path at `index`: the custom geometry's own, or a new element that is the preset shape's.
pub fn path(dom: &mut Dom, geometry: NodeId, index: usize) -> Option<NodeId> {
    if let Some(name) = dom.attr(geometry, "prst") {
        let text = definition(name)?.split(';').skip(1).nth(index)?;
        return Some(preset_path(dom, text));
    }
    let list = dom.child(geometry, "a:pathLst")?;
    dom.elements(list, "a:path").nth(index)
}

/// A path of the preset shapes' list: `w h fill stroke,M x y,L x y,…`.
fn preset_path(dom: &mut Dom, text: &str) -> NodeId {
    let path = dom.element("a:path");
    let mut pieces = text.split(',');
    let head: Vec<&str> = pieces.next().unwrap_or_default().split(' ').collect();
    for (name, value) in ["w", "h", "fill", "stroke"].into_iter().zip(head) {
        dom.set_attr(path, name, value);
    }
    for piece in pieces {
        let mut words = piece.split(' ');
        let element = match words.next() {
            Some("M") => "a:moveTo",
            Some("L") => "a:lnTo",
            Some("Q") => "a:quadBezTo",
            Some("C") => "a:cubicBezTo",
            Some("A") => "a:arcTo",
            _ => "a:close",
        };
        let operands: Vec<&str> = words.collect();
        add_command(dom, path, element, &operands);
    }
    path
}

/// Adds a command (`a:moveTo`, `a:arcTo` and others) to a path: coordinates in pairs, or the four values of an arc.
pub fn add_command(dom: &mut Dom, path: NodeId, element: &str, operands: &[&str]) {
    let command = dom.element(element);
    if element == "a:arcTo" {
        for (name, value) in ["wR", "hR", "stAng", "swAng"].into_iter().zip(operands) {
            dom.set_attr(command, name, value);
        }
    } else {
        for place in operands.chunks(2) {
            if let [x, y] = place {
                let point = dom.element_with("a:pt", &[("x", x), ("y", y)]);
                dom.append(command, point);
            }
        }
    }
    dom.append(path, command);
}
