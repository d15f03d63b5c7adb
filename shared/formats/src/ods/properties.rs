//! Properties of styles (ODF 1.3 part 3, chapter 20) applied to the look of a cell.

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::document::Script;
use spindle_model::workbook::{
    BorderLine, BorderStyle, CellFont, CellStyle, Color, HorizontalAlign, VerticalAlign,
};

use super::units::points;

/// Sets a property of the font by the name of its attribute.
pub(super) fn apply_font(
    font: &mut CellFont,
    name: &str,
    value: &str,
    faces: &HashMap<String, String>,
) {
    match name {
        "style:font-name" => {
            let family = faces.get(value).map_or(value, String::as_str);
            font.name = Some(Arc::from(family));
        }
        "fo:font-family" => font.name = Some(Arc::from(family(value))),
        "fo:font-size" => font.size = points(value).or(font.size),
        "fo:font-weight" => {
            font.bold = value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
        }
        "fo:font-style" => font.italic = matches!(value, "italic" | "oblique"),
        "style:text-underline-style" => font.underline = value != "none",
        "style:text-line-through-style" => font.strike = value != "none",
        "style:text-line-through-type" if value == "none" => font.strike = false,
        "style:text-position" => {
            let first = value.split_whitespace().next().unwrap_or("");
            let below = first == "sub" || first.starts_with('-');
            font.script = match first {
                "0%" | "" => None,
                _ if below => Some(Script::Sub),
                _ => Some(Script::Super),
            };
        }
        "fo:color" => font.color = Color::from_hex(value),
        "style:use-window-font-color" if value == "true" => font.color = None,
        _ => {}
    }
}

/// The first family of a list as CSS has it, without quotes.
pub(super) fn family(value: &str) -> &str {
    let first = value.split(',').next().unwrap_or(value);
    first.trim().trim_matches(['\'', '"'])
}

/// Sets a property of the cell by the name of its attribute; fonts apart.
pub(super) fn apply_cell(style: &mut CellStyle, name: &str, value: &str) {
    let borders = &mut style.borders;
    match name {
        "fo:background-color" => style.fill = Color::from_hex(value),
        "fo:border" => {
            let line = line(value);
            (borders.top, borders.right, borders.bottom, borders.left) = (line, line, line, line);
        }
        "fo:border-top" => borders.top = line(value),
        "fo:border-right" => borders.right = line(value),
        "fo:border-bottom" => borders.bottom = line(value),
        "fo:border-left" => borders.left = line(value),
        "fo:wrap-option" => style.wrap = value == "wrap",
        "style:vertical-align" => {
            style.vertical = match value {
                "top" => VerticalAlign::Top,
                "middle" => VerticalAlign::Middle,
                _ => VerticalAlign::Bottom,
            };
        }
        "fo:text-align" => {
            style.horizontal = match value {
                "start" | "left" => HorizontalAlign::Left,
                "center" => HorizontalAlign::Center,
                "end" | "right" => HorizontalAlign::Right,
                "justify" => HorizontalAlign::Justify,
                _ => HorizontalAlign::General,
            };
        }
        "style:repeat-content" if value == "true" => style.horizontal = HorizontalAlign::Fill,
        // Behind the others in the order of application: by the value's type, whatever was said before.
        "style:text-align-source" if value == "value-type" => {
            style.horizontal = HorizontalAlign::General;
        }
        "fo:margin-left" => {
            let steps = points(value).unwrap_or(0.0) / INDENT_POINTS;
            style.indent = steps.round().clamp(0.0, 250.0) as u8;
        }
        "style:rotation-angle" => {
            // An angle may have a unit; degrees are usual.
            let degrees: f32 = value.trim_end_matches("deg").parse().unwrap_or(0.0);
            let degrees = degrees.round().rem_euclid(360.0) as i16;
            style.rotation = match degrees {
                0..=90 => degrees,
                270..=359 => degrees - 360,
                _ => 0,
            };
        }
        "style:cell-protect" => style.unlocked = value == "none" || value == "formula-hidden",
        _ => {}
    }
}

/// Points of one step of indentation, as LibreOffice counts them.
pub(super) const INDENT_POINTS: f32 = 10.0;

/// A line: width, style and colour in any order, as CSS has it.
fn line(value: &str) -> Option<BorderLine> {
    let mut width = 0.75;
    let mut kind = "solid";
    let mut color = Color::BLACK;
    for word in value.split_whitespace() {
        if let Some(points) = points(word) {
            width = points;
        } else if let Some(known) = Color::from_hex(word) {
            color = known;
        } else {
            kind = match word {
                "thin" => "solid",
                "medium" => {
                    width = 1.76;
                    "solid"
                }
                "thick" => {
                    width = 2.5;
                    "solid"
                }
                other => other,
            };
        }
    }
    let medium = width >= 1.5;
    let style = match kind {
        "none" | "hidden" => return None,
        "double" | "double-thin" => BorderStyle::Double,
        "dotted" => BorderStyle::Dotted,
        "dashed" | "fine-dashed" if medium => BorderStyle::MediumDashed,
        "dashed" | "fine-dashed" => BorderStyle::Dashed,
        "dash-dot" => BorderStyle::DashDot,
        "dash-dot-dot" => BorderStyle::DashDotDot,
        _ if width >= 2.4 => BorderStyle::Thick,
        _ if medium => BorderStyle::Medium,
        _ if width < 0.5 => BorderStyle::Hair,
        _ => BorderStyle::Thin,
    };
    Some(BorderLine { style, color })
}

/// A line as attributes have it.
pub(super) fn line_text(line: Option<BorderLine>) -> String {
    let Some(BorderLine { style, color }) = line else {
        return "none".to_owned();
    };
    let (width, kind) = match style {
        BorderStyle::Thin => ("0.74pt", "solid"),
        BorderStyle::Hair => ("0.06pt", "solid"),
        BorderStyle::Dotted => ("0.74pt", "dotted"),
        BorderStyle::Dashed => ("0.74pt", "fine-dashed"),
        BorderStyle::DashDot => ("0.74pt", "dash-dot"),
        BorderStyle::DashDotDot => ("0.74pt", "dash-dot-dot"),
        BorderStyle::Medium => ("1.76pt", "solid"),
        BorderStyle::MediumDashed => ("1.76pt", "fine-dashed"),
        BorderStyle::Thick => ("2.49pt", "solid"),
        BorderStyle::Double => ("1.76pt", "double-thin"),
    };
    format!("{width} {kind} {color}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_written() {
        for style in [
            BorderStyle::Thin,
            BorderStyle::Hair,
            BorderStyle::Dotted,
            BorderStyle::Dashed,
            BorderStyle::DashDot,
            BorderStyle::DashDotDot,
            BorderStyle::Medium,
            BorderStyle::MediumDashed,
            BorderStyle::Thick,
            BorderStyle::Double,
        ] {
            let known = Some(BorderLine {
                style,
                color: Color(1, 2, 3),
            });
            assert_eq!(line(&line_text(known)), known);
        }
        assert_eq!(line("none"), None);
        assert_eq!(line(&line_text(None)), None);
    }

    #[test]
    fn angles_are_degrees_against_the_clock() {
        for (text, degrees) in [
            ("90", 90),
            ("270", -90),
            ("315deg", -45),
            ("180", 0),
            ("x", 0),
        ] {
            let mut style = CellStyle::default();
            apply_cell(&mut style, "style:rotation-angle", text);
            assert_eq!(style.rotation, degrees, "{text}");
        }
    }
}
