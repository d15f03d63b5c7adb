//! Borders of paragraphs, tables and cells (CT_Border, ISO/IEC 29500-1, 17.18.2).

use super::color::Color;
use super::props;
use crate::dom::{Dom, NodeId};

/// One border line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Border {
    /// Whether there is a line; without one the border is written as `none`, which overrides styles.
    pub single: bool,
    /// Width in eighths of a point, 0 to 96.
    pub size: i64,
    /// Distance from the text in points, 0 to 31.
    pub space: i64,
    /// The line's colour.
    pub color: Color,
}

/// Writes a border element such as `w:top` into a container such as `w:pBdr`.
pub fn set(dom: &mut Dom, borders: NodeId, side: &str, border: Border, theme: Option<NodeId>) {
    let line = props::ensure(dom, borders, side);
    dom.set_attr(line, "w:val", if border.single { "single" } else { "none" });
    dom.set_attr(line, "w:sz", &border.size.clamp(0, 96).to_string());
    dom.set_attr(line, "w:space", &border.space.clamp(0, 31).to_string());
    border.color.write(dom, line, "w:color", theme);
}

/// Reads a border element; `None` when it is not there.
#[must_use]
pub fn get(dom: &Dom, borders: NodeId, side: &str) -> Option<Border> {
    let line = dom.child(borders, side)?;
    Some(Border {
        single: !matches!(dom.attr(line, "w:val"), None | Some("none" | "nil")),
        size: props::number(dom, line, "w:sz").unwrap_or(4),
        space: props::number(dom, line, "w:space").unwrap_or(0),
        color: Color::read(dom, line, "w:color").unwrap_or(Color::Auto),
    })
}
