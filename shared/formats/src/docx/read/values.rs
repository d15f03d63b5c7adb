//! Values of attributes: switches, lengths, colours (ISO/IEC 29500-1, 17.18 and 22.9).

use spindle_model::document::{Border, Color};
use spindle_ooxml::{Dom, NodeId};

/// `w:val` of an element.
pub(in crate::docx) fn val(dom: &Dom, node: NodeId) -> Option<&str> {
    dom.attr(node, "w:val")
}

/// `w:val` of a child.
pub(in crate::docx) fn child_val<'d>(dom: &'d Dom, node: NodeId, name: &str) -> Option<&'d str> {
    val(dom, dom.child(node, name)?)
}

/// A switch: on by being there, unless its value says no.
pub(in crate::docx) fn on(dom: &Dom, node: NodeId) -> bool {
    !matches!(val(dom, node), Some("0" | "false" | "off" | "none"))
}

/// A whole number that some producers write with a fraction.
pub(super) fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let number: f64 = text.parse().ok()?;
        (number.abs() < 1e15).then_some(number as i64)
    })
}

/// Points from twentieths of a point, or from a number with its unit as strict files write it.
pub(super) fn twips(text: &str) -> Option<f32> {
    measure(text, 20.0)
}

/// Points from a number of which `per_point` make one, or from one with its unit.
pub(super) fn measure(text: &str, per_point: f64) -> Option<f32> {
    let text = text.trim();
    let points = match text.parse::<f64>() {
        Ok(number) => number / per_point,
        Err(_) => {
            let (number, unit) = text.split_at_checked(text.len().checked_sub(2)?)?;
            let number: f64 = number.trim().parse().ok()?;
            number
                * match unit {
                    "pt" => 1.0,
                    "pc" | "pi" => 12.0,
                    "in" => 72.0,
                    "cm" => 72.0 / 2.54,
                    "mm" => 72.0 / 25.4,
                    _ => return None,
                }
        }
    };
    (points.is_finite() && points.abs() < 1e6).then_some(points as f32)
}

/// A colour in hexadecimal digits; `None` for `auto`.
pub(super) fn color(text: &str) -> Option<Color> {
    Color::from_hex(text)
}

/// The colour behind something (`w:shd`): what is seen of the fill and of the pattern over it.
pub(super) fn shading(dom: &Dom, node: NodeId) -> Option<Color> {
    let fill = dom.attr(node, "w:fill").and_then(color);
    match val(dom, node) {
        Some("solid") => dom.attr(node, "w:color").and_then(color).or(fill),
        Some("nil") => None,
        _ => fill,
    }
}

/// A line at a side (17.3.4): eighths of a point.
pub(super) fn border(dom: &Dom, node: NodeId) -> Option<Border> {
    let color = dom
        .attr(node, "w:color")
        .and_then(color)
        .unwrap_or(Color::BLACK);
    let width = match val(dom, node)? {
        "none" | "nil" => 0.0,
        _ => dom
            .attr(node, "w:sz")
            .and_then(|size| measure(size, 8.0))
            .unwrap_or(0.5)
            .clamp(0.0, 100.0),
    };
    Some(Border { width, color })
}

/// Colours of highlighting (17.18.40).
pub(super) fn highlight(name: &str) -> Option<Color> {
    Some(match name {
        "black" => Color(0, 0, 0),
        "blue" => Color(0, 0, 255),
        "cyan" => Color(0, 255, 255),
        "darkBlue" => Color(0, 0, 139),
        "darkCyan" => Color(0, 139, 139),
        "darkGray" => Color(169, 169, 169),
        "darkGreen" => Color(0, 100, 0),
        "darkMagenta" => Color(128, 0, 128),
        "darkRed" => Color(139, 0, 0),
        "darkYellow" => Color(128, 128, 0),
        "green" => Color(0, 255, 0),
        "lightGray" => Color(211, 211, 211),
        "magenta" => Color(255, 0, 255),
        "red" => Color(255, 0, 0),
        "white" => Color(255, 255, 255),
        "yellow" => Color(255, 255, 0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units_in_strict_files() {
        assert_eq!(twips("240"), Some(12.0));
        assert_eq!(twips("1in"), Some(72.0));
        assert_eq!(twips("2.54cm"), Some(72.0));
        assert_eq!(twips("x"), None);
        assert_eq!(twips("é"), None);
        assert_eq!(integer("12.6"), Some(12));
    }
}
