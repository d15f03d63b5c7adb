//! Run properties (`w:rPr`, ISO/IEC 29500-1, 17.3.2). The functions take the `w:rPr` itself.

use super::color::Color;
use super::props::{self, ensure, number, remove, set_toggle, set_val, toggle, val};
use crate::dom::{Dom, NodeId};

/// The names that `w:highlight` takes (17.18.40).
pub const HIGHLIGHTS: &[&str] = &[
    "black",
    "blue",
    "cyan",
    "green",
    "magenta",
    "red",
    "yellow",
    "white",
    "darkBlue",
    "darkCyan",
    "darkGreen",
    "darkMagenta",
    "darkRed",
    "darkYellow",
    "darkGray",
    "lightGray",
    "none",
];

/// Writes an on/off property together with its twin for complex scripts (`w:b` and `w:bCs`).
pub fn set_switch(dom: &mut Dom, rpr: NodeId, name: &str, on: bool) {
    set_toggle(dom, rpr, name, on);
    match name {
        "w:b" => set_toggle(dom, rpr, "w:bCs", on),
        "w:i" => set_toggle(dom, rpr, "w:iCs", on),
        _ => {}
    }
}

/// Reads an on/off property.
#[must_use]
pub fn switch(dom: &Dom, rpr: NodeId, name: &str) -> Option<bool> {
    toggle(dom, rpr, name)
}

/// Single underline, or none.
pub fn set_underline(dom: &mut Dom, rpr: NodeId, on: bool) {
    set_val(dom, rpr, "w:u", if on { "single" } else { "none" });
}

/// Whether there is an underline of any kind.
#[must_use]
pub fn underline(dom: &Dom, rpr: NodeId) -> Option<bool> {
    val(dom, rpr, "w:u").map(|kind| kind != "none")
}

/// One family for all scripts; theme fonts are overridden.
pub fn set_font(dom: &mut Dom, rpr: NodeId, family: &str) {
    let fonts = ensure(dom, rpr, "w:rFonts");
    for theme in [
        "w:asciiTheme",
        "w:hAnsiTheme",
        "w:eastAsiaTheme",
        "w:cstheme",
    ] {
        dom.remove_attr(fonts, theme);
    }
    for script in ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"] {
        dom.set_attr(fonts, script, family);
    }
}

/// The family for Latin text, from the theme part where the properties name a theme font.
#[must_use]
pub fn font(dom: &Dom, rpr: NodeId, theme: Option<NodeId>) -> Option<String> {
    let fonts = dom.child(rpr, "w:rFonts")?;
    if let Some(slot) = dom.attr(fonts, "w:asciiTheme") {
        let which = if slot.starts_with("major") {
            "a:majorFont"
        } else {
            "a:minorFont"
        };
        let face = theme
            .and_then(|root| dom.path(root, &["a:themeElements", "a:fontScheme", which, "a:latin"]))
            .and_then(|latin| dom.attr(latin, "typeface"));
        if let Some(face) = face {
            return Some(face.to_owned());
        }
    }
    dom.attr(fonts, "w:ascii")
        .or_else(|| dom.attr(fonts, "w:hAnsi"))
        .map(str::to_owned)
}

/// Size in half points.
pub fn set_size(dom: &mut Dom, rpr: NodeId, half_points: i64) {
    let text = half_points.clamp(0, 3276).to_string();
    set_val(dom, rpr, "w:sz", &text);
    set_val(dom, rpr, "w:szCs", &text);
}

/// An integer property such as `w:sz` (half points), `w:spacing` (twips) or `w:position` (half points).
#[must_use]
pub fn integer(dom: &Dom, rpr: NodeId, name: &str) -> Option<i64> {
    number(dom, dom.child(rpr, name)?, "w:val")
}

/// The text's colour.
pub fn set_color(dom: &mut Dom, rpr: NodeId, color: Color, theme: Option<NodeId>) {
    let element = ensure(dom, rpr, "w:color");
    color.write(dom, element, "w:val", theme);
}

/// The text's colour.
#[must_use]
pub fn color(dom: &Dom, rpr: NodeId) -> Option<Color> {
    Color::read(dom, dom.child(rpr, "w:color")?, "w:val")
}

/// The highlight; a name that is none of [`HIGHLIGHTS`] takes it away.
pub fn set_highlight(dom: &mut Dom, rpr: NodeId, name: &str) {
    if HIGHLIGHTS.contains(&name) {
        set_val(dom, rpr, "w:highlight", name);
    } else {
        remove(dom, rpr, "w:highlight");
    }
}

/// `baseline`, `subscript` or `superscript`; `false` for anything else, which changes nothing.
pub fn set_vertical(dom: &mut Dom, rpr: NodeId, kind: &str) -> bool {
    let known = matches!(kind, "baseline" | "subscript" | "superscript");
    if known {
        set_val(dom, rpr, "w:vertAlign", kind);
    }
    known
}

/// The language of Latin text, as BCP 47 tag.
pub fn set_language(dom: &mut Dom, rpr: NodeId, tag: &str) {
    set_val(dom, rpr, "w:lang", tag);
}

/// A text property such as `w:highlight`, `w:vertAlign`, `w:lang`.
#[must_use]
pub fn text<'a>(dom: &'a Dom, rpr: NodeId, name: &str) -> Option<&'a str> {
    props::val(dom, rpr, name)
}
