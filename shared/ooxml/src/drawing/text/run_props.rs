//! Properties of text: `a:rPr` and its likes, `a:defRPr` and `a:endParaRPr` (21.1.2.3.9). The functions take that element.

use super::highlight;
use crate::dom::{Dom, NodeId};
use crate::drawing::{color, fill};

/// Children of `a:rPr` in the schema's order.
pub const ORDER: &[&str] = &[
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

/// An attribute that is `on` for yes and `off` for no; other values belong to its neighbour property.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    name: &'static str,
    on: &'static str,
    off: &'static str,
}

/// All capitals.
pub const CAPS: Choice = choice("cap", "all", "none");
/// Small capitals.
pub const SMALL_CAPS: Choice = choice("cap", "small", "none");
/// One line through.
pub const STRIKE: Choice = choice("strike", "sngStrike", "noStrike");
/// Two lines through.
pub const DOUBLE_STRIKE: Choice = choice("strike", "dblStrike", "noStrike");
/// Bold.
pub const BOLD: Choice = choice("b", "1", "0");
/// Italic.
pub const ITALIC: Choice = choice("i", "1", "0");
/// A line below.
pub const UNDERLINE: Choice = choice("u", "sng", "none");

const fn choice(name: &'static str, on: &'static str, off: &'static str) -> Choice {
    Choice { name, on, off }
}

impl Choice {
    /// Whether the property is on, when it is said.
    #[must_use]
    pub fn get(self, dom: &Dom, rpr: NodeId) -> Option<bool> {
        let value = dom.attr(rpr, self.name)?;
        match self.name {
            "b" | "i" => Some(matches!(value, "1" | "true" | "on")),
            // There are many kinds of underline.
            "u" => Some(value != self.off),
            _ if value == self.on => Some(true),
            _ => (value == self.off).then_some(false),
        }
    }

    /// Switches the property, or leaves it to what the text inherits.
    pub fn set(self, dom: &mut Dom, rpr: NodeId, on: Option<bool>) {
        match on {
            Some(true) => dom.set_attr(rpr, self.name, self.on),
            // The neighbour stays: no small capitals does not mean no capitals.
            Some(false) => {
                let neighbour = dom
                    .attr(rpr, self.name)
                    .is_some_and(|value| value != self.on && value != self.off);
                if !neighbour || self.name == "u" {
                    dom.set_attr(rpr, self.name, self.off);
                }
            }
            None => {
                dom.remove_attr(rpr, self.name);
            }
        }
    }
}

/// A number of an attribute, divided.
fn number(dom: &Dom, rpr: NodeId, name: &str, unit: f64) -> Option<f64> {
    Some(dom.attr(rpr, name)?.parse::<f64>().ok()? / unit)
}

/// The size in half points.
#[must_use]
pub fn size(dom: &Dom, rpr: NodeId) -> Option<f64> {
    number(dom, rpr, "sz", 50.0)
}

/// Sets the size in half points; files take 1 to 4000 points (ST_TextFontSize, 20.1.10.72).
pub fn set_size(dom: &mut Dom, rpr: NodeId, half_points: f64) {
    let size = (half_points * 50.0).round().clamp(100.0, 400_000.0);
    dom.set_attr(rpr, "sz", &size.to_string());
}

/// The space between characters in twips.
#[must_use]
pub fn spacing(dom: &Dom, rpr: NodeId) -> Option<f64> {
    number(dom, rpr, "spc", 5.0)
}

/// Sets the space between characters in twips (ST_TextPoint, 20.1.10.74).
pub fn set_spacing(dom: &mut Dom, rpr: NodeId, twips: f64) {
    let spacing = (super::para_props::whole_twips(twips) * 5.0)
        .round()
        .clamp(-400_000.0, 400_000.0);
    dom.set_attr(rpr, "spc", &spacing.to_string());
}

/// The font of Latin text.
#[must_use]
pub fn font(dom: &Dom, rpr: NodeId) -> Option<&str> {
    dom.attr(dom.child(rpr, "a:latin")?, "typeface")
}

/// The fonts that the properties name, each once.
#[must_use]
pub fn fonts(dom: &Dom, rpr: NodeId) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for place in ["a:latin", "a:ea", "a:cs"] {
        let name = dom
            .child(rpr, place)
            .and_then(|font| dom.attr(font, "typeface"));
        if let Some(name) = name.filter(|name| !found.iter().any(|known| known == name)) {
            found.push(name.to_owned());
        }
    }
    found
}

/// One font for all scripts.
pub fn set_font(dom: &mut Dom, rpr: NodeId, name: &str) {
    for place in ["a:latin", "a:ea", "a:cs"] {
        let font = dom.ensure_child(rpr, place, ORDER);
        for hint in ["panose", "pitchFamily", "charset"] {
            dom.remove_attr(font, hint);
        }
        dom.set_attr(font, "typeface", name);
    }
}

/// The language of the text.
pub fn set_language(dom: &mut Dom, rpr: NodeId, tag: &str) {
    dom.set_attr(rpr, "lang", tag);
}

/// How far the text stands above the line, in thousandths of a percent of its size.
pub fn set_baseline(dom: &mut Dom, rpr: NodeId, baseline: i64) {
    dom.set_attr(
        rpr,
        "baseline",
        &baseline.clamp(-400_000, 400_000).to_string(),
    );
}

/// `baseline`, `subscript` or `superscript`; `false` for anything else, which changes nothing.
pub fn set_vertical(dom: &mut Dom, rpr: NodeId, kind: &str) -> bool {
    let baseline = match kind {
        "baseline" => 0,
        "superscript" => 30_000,
        "subscript" => -25_000,
        _ => return false,
    };
    set_baseline(dom, rpr, baseline);
    true
}

/// `baseline`, `subscript` or `superscript`, when it is said.
#[must_use]
pub fn vertical(dom: &Dom, rpr: NodeId) -> Option<&'static str> {
    let baseline = number(dom, rpr, "baseline", 1.0)?;
    Some(if baseline > 0.0 {
        "superscript"
    } else if baseline < 0.0 {
        "subscript"
    } else {
        "baseline"
    })
}

/// The name of the highlight.
#[must_use]
pub fn highlight(dom: &Dom, rpr: NodeId) -> Option<&'static str> {
    let holder = dom.child(rpr, "a:highlight")?;
    highlight::name(color::base(dom, color::inside(dom, holder)?, None)?)
}

/// Highlights the text; `none` takes the highlight away, any other name that is no colour changes nothing.
pub fn set_highlight(dom: &mut Dom, rpr: NodeId, name: &str) {
    let color = highlight::color(name);
    if color.is_none() && name != "none" {
        return;
    }
    if let Some(old) = dom.child(rpr, "a:highlight") {
        dom.detach(old);
    }
    if let Some(rgb) = color {
        let holder = dom.ensure_child(rpr, "a:highlight", ORDER);
        let color = color::rgb(dom, rgb);
        dom.append(holder, color);
    }
}

/// What the letters are filled with.
#[must_use]
pub fn text_fill(dom: &Dom, rpr: NodeId) -> Option<NodeId> {
    fill::of(dom, rpr)
}

/// Fills the letters with a copy of a fill.
pub fn set_fill(dom: &mut Dom, rpr: NodeId, paint: NodeId) {
    fill::put(dom, rpr, paint, ORDER);
}

/// Draws the outlines of the letters with a copy of a line.
pub fn set_line(dom: &mut Dom, rpr: NodeId, line: NodeId) {
    let copy = dom.deep_clone(line);
    put(dom, rpr, copy, "a:ln");
}

/// Makes a link of the text: `id` is the relationship of its address. The answer is the link.
pub fn set_link(dom: &mut Dom, rpr: NodeId, id: &str, tip: &str) -> NodeId {
    let link = dom.element_with("a:hlinkClick", &[("r:id", id)]);
    if !tip.is_empty() {
        dom.set_attr(link, "tooltip", tip);
    }
    put(dom, rpr, link, "a:hlinkClick");
    link
}

/// Puts a child in place of the one of its kind.
fn put(dom: &mut Dom, rpr: NodeId, child: NodeId, name: &str) {
    if let Some(old) = dom.child(rpr, name) {
        dom.detach(old);
    }
    dom.insert_ordered(rpr, child, ORDER);
}

/// Writes everything that `from` says over what `to` says.
pub fn merge(dom: &mut Dom, from: NodeId, to: NodeId) {
    if from == to {
        return;
    }
    let attributes: Vec<(String, String)> = dom
        .attributes(from)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for (name, value) in attributes {
        dom.set_attr(to, &name, &value);
    }
    for child in dom.child_ids(from) {
        let Some(name) = dom.name_of(child).map(str::to_owned) else {
            continue;
        };
        if fill::NAMES.contains(&name.as_str()) {
            fill::put(dom, to, child, ORDER);
        } else {
            let copy = dom.deep_clone(child);
            put(dom, to, copy, &name);
        }
    }
}
