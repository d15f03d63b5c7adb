//! Formats as CSS, classes and attributes.

use std::fmt::Write;

use spindle_model::document::{
    Align, LineHeight, Other, ParagraphFormat, Script, Size, TextFormat,
};

use super::super::css::quoted;
use super::escape::attribute;

/// The name of an alignment.
pub(crate) fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    }
}

/// Appends a declaration.
pub(super) fn declare(property: &str, value: impl std::fmt::Display, css: &mut String) {
    if !css.is_empty() {
        css.push(';');
    }
    // Writing to a string does not fail.
    let _ = write!(css, "{property}:{value}");
}

fn points(property: &str, value: Option<f32>, css: &mut String) {
    if let Some(value) = value {
        declare(property, format_args!("{value}pt"), css);
    }
}

/// Declarations of what no element says.
pub(super) fn text_css(format: &TextFormat, css: &mut String) {
    if let Some(color) = format.color {
        declare("color", color, css);
    }
    if let Some(color) = format.background {
        declare("background-color", color, css);
    }
    if let Some(font) = &format.font {
        let plain = font.starts_with(|c: char| c.is_ascii_alphabetic())
            && font.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && &**font != "inherit";
        if plain {
            declare("font-family", font, css);
        } else {
            declare("font-family", quoted(font), css);
        }
    }
    match format.size {
        Some(Size::Points(points)) => declare("font-size", format_args!("{points}pt"), css),
        Some(Size::Small) => declare("font-size", "0.75em", css),
        Some(Size::Large) => declare("font-size", "1.5em", css),
        Some(Size::Huge) => declare("font-size", "2.5em", css),
        None => {}
    }
    if format.small_caps == Some(true) {
        declare("font-variant", "small-caps", css);
    }
    if format.all_caps == Some(true) {
        declare("text-transform", "uppercase", css);
    }
    if format.bold == Some(false) {
        declare("font-weight", "normal", css);
    }
    if format.italic == Some(false) {
        declare("font-style", "normal", css);
    }
}

/// Declarations of all that a named style says of text.
pub(super) fn style_css(format: &TextFormat, css: &mut String) {
    text_css(format, css);
    if format.bold == Some(true) {
        declare("font-weight", "bold", css);
    }
    if format.italic == Some(true) {
        declare("font-style", "italic", css);
    }
    match (format.underline == Some(true), format.strike == Some(true)) {
        (true, true) => declare("text-decoration", "underline line-through", css),
        (true, false) => declare("text-decoration", "underline", css),
        (false, true) => declare("text-decoration", "line-through", css),
        (false, false) => {}
    }
    match format.script {
        Some(Script::Super) => declare("vertical-align", "super", css),
        Some(Script::Sub) => declare("vertical-align", "sub", css),
        None => {}
    }
}

/// Declarations of how a paragraph looks.
pub(super) fn paragraph_css(format: &ParagraphFormat, css: &mut String) {
    if let Some(said) = format.align {
        declare("text-align", align(said), css);
    }
    if let Some(steps) = format.indent {
        declare(
            "padding-inline-start",
            format_args!("{}em", u32::from(steps) * 3),
            css,
        );
    }
    points("margin-inline-start", format.indent_start, css);
    points("margin-inline-end", format.indent_end, css);
    points("text-indent", format.first_line, css);
    points("margin-top", format.space_before, css);
    points("margin-bottom", format.space_after, css);
    match format.line_height {
        Some(LineHeight::Multiple(times)) => declare("line-height", times, css),
        Some(LineHeight::AtLeast(points) | LineHeight::Exactly(points)) => {
            declare("line-height", format_args!("{points}pt"), css);
        }
        None => {}
    }
    if let Some(color) = format.background {
        declare("background-color", color, css);
    }
    for (property, said, yes) in [
        ("break-before", format.page_break_before, "page"),
        ("break-after", format.keep_next, "avoid"),
        ("break-inside", format.keep_lines, "avoid"),
    ] {
        if let Some(said) = said {
            declare(property, if said { yes } else { "auto" }, css);
        }
    }
}

/// The attributes of a paragraph's element.
pub(super) fn paragraph_attributes(format: &ParagraphFormat, keep_white: bool, out: &mut String) {
    if let Some(rtl) = format.rtl {
        attribute("dir", if rtl { "rtl" } else { "ltr" }, out);
    }
    let mut css = String::new();
    paragraph_css(format, &mut css);
    if keep_white {
        declare("white-space", "pre-wrap", &mut css);
    }
    if !css.is_empty() {
        attribute("style", &css, out);
    }
    if let Some(steps) = format.indent {
        attribute("data-indent", &steps.to_string(), out);
    }
    if matches!(format.line_height, Some(LineHeight::AtLeast(_))) {
        attribute("data-line-height", "at-least", out);
    }
    other(&format.other, out);
}

/// What else an editor said.
pub(super) fn other(other: &Other, out: &mut String) {
    if let Some(map) = other
        && !map.is_empty()
        && let Ok(json) = serde_json::to_string(map)
    {
        attribute("data-attributes", &json, out);
    }
}
