//! Changes of a format, and how each is written into the part.

use super::{Color, Styles};
use crate::dom::{Dom, NodeId};

/// Children of `font` in the order in which Excel writes them (the schema lets them come in any).
pub const FONT: &[&str] = &[
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
];
const BORDER: &[&str] = &[
    "start",
    "end",
    "left",
    "right",
    "top",
    "bottom",
    "diagonal",
    "vertical",
    "horizontal",
];
const XF: &[&str] = &["alignment", "protection", "extLst"];

/// One change of a format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// Bold type.
    Bold(bool),
    /// Italic type.
    Italic(bool),
    /// Struck out.
    Strikeout(bool),
    /// Underline: a value of `ST_UnderlineValues`, `none` for no line.
    Underline(&'static str),
    /// Size in hundredths of a point.
    FontSize(u32),
    /// Name of the font.
    FontName(Box<str>),
    /// Colour of the text.
    FontColor(Color),
    /// `superscript`, `subscript` or `baseline`.
    VerticalPosition(&'static str),
    /// Solid fill; `None` for no fill.
    Fill(Option<Color>),
    /// A value of `ST_HorizontalAlignment`.
    Horizontal(&'static str),
    /// A value of `ST_VerticalAlignment`.
    Vertical(&'static str),
    /// Lines break at the width of the cell.
    Wrap(bool),
    /// Rotation as the file has it: 0 to 90 up, 91 to 180 down, 255 stacked.
    Rotation(u32),
    /// 0 by context, 1 left to right, 2 right to left.
    ReadingOrder(u32),
    /// A number format's code.
    NumberFormat(Box<str>),
    /// The content was typed behind an apostrophe: it is text.
    QuotePrefix(bool),
    /// One line of the border.
    Border(BorderSide, LineStyle, Color),
    /// Everything at once: the format of a cell that was never formatted.
    Reset,
}

/// A line of a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BorderSide {
    /// The left edge.
    Left,
    /// The right edge.
    Right,
    /// The upper edge.
    Top,
    /// The lower edge.
    Bottom,
    /// From the upper left to the lower right corner.
    DiagonalDown,
    /// From the lower left to the upper right corner.
    DiagonalUp,
}

/// A value of `ST_BorderStyle`; empty for no line.
pub type LineStyle = &'static str;

impl Styles {
    /// Applies a change to a detached format.
    pub(super) fn apply(&mut self, dom: &mut Dom, xf: NodeId, change: &Change) {
        match change {
            Change::Bold(on) => self.font(dom, xf, |dom, font| flag(dom, font, "b", *on)),
            Change::Italic(on) => self.font(dom, xf, |dom, font| flag(dom, font, "i", *on)),
            Change::Strikeout(on) => self.font(dom, xf, |dom, font| flag(dom, font, "strike", *on)),
            Change::Underline(line) => self.font(dom, xf, |dom, font| match *line {
                "none" => remove(dom, font, "u"),
                "single" => {
                    let node = dom.ensure_child(font, "u", FONT);
                    dom.remove_attr(node, "val");
                }
                line => value(dom, font, "u", line),
            }),
            Change::FontSize(size) => {
                self.font(dom, xf, |dom, font| {
                    value(dom, font, "sz", &(f64::from(*size) / 100.0).to_string())
                });
            }
            Change::FontName(name) => self.font(dom, xf, |dom, font| {
                value(dom, font, "name", name);
                // These describe the old font.
                for old in ["scheme", "family", "charset"] {
                    remove(dom, font, old);
                }
            }),
            Change::FontColor(color) => self.font(dom, xf, |dom, font| {
                let node = dom.ensure_child(font, "color", FONT);
                color.write(dom, node);
            }),
            Change::VerticalPosition(position) => self.font(dom, xf, |dom, font| match *position {
                "baseline" => remove(dom, font, "vertAlign"),
                position => value(dom, font, "vertAlign", position),
            }),
            Change::Fill(color) => self.fill(dom, xf, color.as_ref()),
            Change::Horizontal(kind) => alignment(dom, xf, "horizontal", kind, "general"),
            Change::Vertical(kind) => alignment(dom, xf, "vertical", kind, "bottom"),
            Change::Wrap(on) => alignment(dom, xf, "wrapText", if *on { "1" } else { "0" }, "0"),
            Change::Rotation(angle) => alignment(dom, xf, "textRotation", &angle.to_string(), "0"),
            Change::ReadingOrder(order) => {
                alignment(dom, xf, "readingOrder", &order.to_string(), "0")
            }
            Change::NumberFormat(code) => {
                let id = self.number_format_id(dom, code);
                dom.set_attr(xf, "numFmtId", &id.to_string());
                dom.set_attr(xf, "applyNumberFormat", "1");
            }
            Change::QuotePrefix(on) => {
                if *on {
                    dom.set_attr(xf, "quotePrefix", "1");
                } else {
                    dom.remove_attr(xf, "quotePrefix");
                }
            }
            Change::Border(side, style, color) => self.border(dom, xf, *side, style, color),
            Change::Reset => {
                let keys: Vec<String> = dom.attributes(xf).map(|(key, _)| key.to_owned()).collect();
                for key in keys {
                    dom.remove_attr(xf, &key);
                }
                dom.clear(xf);
                for (key, value) in [
                    ("numFmtId", "0"),
                    ("fontId", "0"),
                    ("fillId", "0"),
                    ("borderId", "0"),
                    ("xfId", "0"),
                ] {
                    dom.set_attr(xf, key, value);
                }
            }
        }
    }

    fn font(&mut self, dom: &mut Dom, xf: NodeId, change: impl FnOnce(&mut Dom, NodeId)) {
        let old = Self::number(dom, xf, "fontId");
        let Some(old) = self.fonts.get(old).or_else(|| self.fonts.get(0)) else {
            return;
        };
        let font = dom.deep_clone(old);
        change(dom, font);
        let id = self.fonts.find_or_add(dom, font);
        dom.set_attr(xf, "fontId", &id.to_string());
        dom.set_attr(xf, "applyFont", "1");
    }

    fn fill(&mut self, dom: &mut Dom, xf: NodeId, color: Option<&Color>) {
        let id = match color {
            None => 0,
            Some(color) => {
                let fill = dom.fragment(
                    "<fill><patternFill patternType=\"solid\"><fgColor/><bgColor indexed=\"64\"/></patternFill></fill>",
                );
                if let Some(node) = dom.path(fill, &["patternFill", "fgColor"]) {
                    color.write(dom, node);
                }
                self.fills.find_or_add(dom, fill)
            }
        };
        dom.set_attr(xf, "fillId", &id.to_string());
        dom.set_attr(xf, "applyFill", "1");
    }

    fn border(&mut self, dom: &mut Dom, xf: NodeId, side: BorderSide, style: &str, color: &Color) {
        let old = Self::number(dom, xf, "borderId");
        let Some(old) = self.borders.get(old).or_else(|| self.borders.get(0)) else {
            return;
        };
        let border = dom.deep_clone(old);
        let name = match side {
            BorderSide::Left => "left",
            BorderSide::Right => "right",
            BorderSide::Top => "top",
            BorderSide::Bottom => "bottom",
            BorderSide::DiagonalDown | BorderSide::DiagonalUp => "diagonal",
        };
        let line = dom.ensure_child(border, name, BORDER);
        dom.clear(line);
        if style.is_empty() {
            dom.remove_attr(line, "style");
        } else {
            dom.set_attr(line, "style", style);
            let node = dom.element("color");
            color.write(dom, node);
            dom.append(line, node);
        }
        let diagonal = match side {
            BorderSide::DiagonalDown => Some("diagonalDown"),
            BorderSide::DiagonalUp => Some("diagonalUp"),
            _ => None,
        };
        if let Some(diagonal) = diagonal {
            if style.is_empty() {
                dom.remove_attr(border, diagonal);
            } else {
                dom.set_attr(border, diagonal, "1");
            }
        }
        let id = self.borders.find_or_add(dom, border);
        dom.set_attr(xf, "borderId", &id.to_string());
        dom.set_attr(xf, "applyBorder", "1");
    }
}

fn flag(dom: &mut Dom, font: NodeId, name: &str, on: bool) {
    if on {
        let node = dom.ensure_child(font, name, FONT);
        dom.remove_attr(node, "val");
    } else {
        remove(dom, font, name);
    }
}

fn value(dom: &mut Dom, font: NodeId, name: &str, value: &str) {
    let node = dom.ensure_child(font, name, FONT);
    dom.set_attr(node, "val", value);
}

fn remove(dom: &mut Dom, parent: NodeId, name: &str) {
    while let Some(node) = dom.child(parent, name) {
        dom.detach(node);
    }
}

/// Sets an attribute of the alignment; one that says what its absence says is taken away.
fn alignment(dom: &mut Dom, xf: NodeId, name: &str, value: &str, default: &str) {
    let node = dom.ensure_child(xf, "alignment", XF);
    if value == default {
        dom.remove_attr(node, name);
    } else {
        dom.set_attr(node, name, value);
    }
    if dom.attributes(node).next().is_none() {
        dom.detach(node);
    }
    dom.set_attr(xf, "applyAlignment", "1");
}
