//! Formats as properties, in the order of the schema (ISO/IEC 29500-1, annex A).

use std::fmt::Write;

use spindle_model::document::{Align, LineHeight, ParagraphFormat, Script, Size, TextFormat};
use spindle_ooxml::dom::escape::escape_attribute;

/// Twentieths of a point.
pub(super) fn twips(points: f32) -> i64 {
    (f64::from(points) * 20.0).round().clamp(-1e7, 1e7) as i64
}

fn switch(xml: &mut String, name: &str, value: Option<bool>) {
    match value {
        Some(true) => {
            let _ = write!(xml, "<w:{name}/>");
        }
        Some(false) => {
            let _ = write!(xml, "<w:{name} w:val=\"0\"/>");
        }
        None => {}
    }
}

/// What stands in `w:rPr` for a format, with a character style. What it cannot say is the caller's.
pub(super) fn text_properties(format: &TextFormat, style: Option<&str>) -> String {
    let mut xml = String::new();
    if let Some(style) = style {
        let _ = write!(xml, "<w:rStyle w:val=\"{}\"/>", escape_attribute(style));
    }
    if let Some(font) = format.font.as_deref().filter(|font| !font.is_empty()) {
        let font = escape_attribute(font);
        let _ = write!(
            xml,
            "<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>"
        );
    }
    switch(&mut xml, "b", format.bold);
    switch(&mut xml, "bCs", format.bold);
    switch(&mut xml, "i", format.italic);
    switch(&mut xml, "iCs", format.italic);
    switch(&mut xml, "caps", format.all_caps);
    switch(&mut xml, "smallCaps", format.small_caps);
    switch(&mut xml, "strike", format.strike);
    switch(&mut xml, "vanish", format.hidden);
    if let Some(color) = format.color {
        let _ = write!(xml, "<w:color w:val=\"{}\"/>", color.hex());
    }
    if let Some(Size::Points(points)) = format.size {
        let size = half_points(points);
        let _ = write!(xml, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    }
    match format.underline {
        Some(true) => xml.push_str("<w:u w:val=\"single\"/>"),
        Some(false) => xml.push_str("<w:u w:val=\"none\"/>"),
        None => {}
    }
    if let Some(color) = format.background {
        let _ = write!(
            xml,
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
            color.hex()
        );
    }
    match format.script {
        Some(Script::Super) => xml.push_str("<w:vertAlign w:val=\"superscript\"/>"),
        Some(Script::Sub) => xml.push_str("<w:vertAlign w:val=\"subscript\"/>"),
        None => {}
    }
    switch(&mut xml, "rtl", format.rtl);
    if let Some(language) = format.language.as_deref().filter(|tag| is_language(tag)) {
        let _ = write!(xml, "<w:lang w:val=\"{language}\"/>");
    }
    xml
}

/// The size that Word can say: half points, 1 to 1638 points.
pub(super) fn half_points(points: f32) -> i64 {
    (f64::from(points) * 2.0).round().clamp(2.0, 3276.0) as i64
}

/// Whether it is a language tag by its letters.
pub(super) fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// What stands in `w:pPr` for a format, from `w:keepNext` to `w:jc`, with what the numbering says in its place.
pub(super) fn paragraph_properties(format: &ParagraphFormat, numbering: &str) -> String {
    let mut xml = String::new();
    switch(&mut xml, "keepNext", format.keep_next);
    switch(&mut xml, "keepLines", format.keep_lines);
    switch(&mut xml, "pageBreakBefore", format.page_break_before);
    xml.push_str(numbering);
    if let Some(color) = format.background {
        let _ = write!(
            xml,
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
            color.hex()
        );
    }
    switch(&mut xml, "bidi", format.rtl);
    spacing(&mut xml, format);
    indentation(&mut xml, format, numbering.is_empty());
    let rtl = format.rtl == Some(true);
    let alignment = match format.align {
        // In paragraphs from right to left, "left" is the side where lines begin.
        Some(Align::Left) => Some(if rtl { "right" } else { "left" }),
        Some(Align::Right) => Some(if rtl { "left" } else { "right" }),
        Some(Align::Center) => Some("center"),
        Some(Align::Justify) => Some("both"),
        None => None,
    };
    if let Some(alignment) = alignment {
        let _ = write!(xml, "<w:jc w:val=\"{alignment}\"/>");
    }
    xml
}

fn spacing(xml: &mut String, format: &ParagraphFormat) {
    let mut attributes = String::new();
    for (name, value) in [
        ("before", format.space_before),
        ("after", format.space_after),
    ] {
        if let Some(points) = value {
            let _ = write!(attributes, " w:{name}=\"{}\"", twips(points).max(0));
        }
    }
    match format.line_height {
        Some(LineHeight::Multiple(lines)) => {
            let _ = write!(
                attributes,
                " w:line=\"{}\" w:lineRule=\"auto\"",
                line_units(lines)
            );
        }
        Some(LineHeight::AtLeast(points)) => {
            let _ = write!(
                attributes,
                " w:line=\"{}\" w:lineRule=\"atLeast\"",
                twips(points)
            );
        }
        Some(LineHeight::Exactly(points)) => {
            let _ = write!(
                attributes,
                " w:line=\"{}\" w:lineRule=\"exact\"",
                twips(points)
            );
        }
        None => {}
    }
    if !attributes.is_empty() {
        let _ = write!(xml, "<w:spacing{attributes}/>");
    }
}

/// 240ths of a line.
pub(super) fn line_units(lines: f32) -> i64 {
    (f64::from(lines) * 240.0).round().clamp(1.0, 31_680.0) as i64
}

fn indentation(xml: &mut String, format: &ParagraphFormat, steps: bool) {
    let mut attributes = String::new();
    let steps = format
        .indent
        .filter(|_| steps)
        .map(|steps| f32::from(steps) * 36.0);
    let start = match (steps, format.indent_start) {
        (None, None) => None,
        (steps, start) => Some(steps.unwrap_or(0.0) + start.unwrap_or(0.0)),
    };
    for (name, value) in [("left", start), ("right", format.indent_end)] {
        if let Some(points) = value {
            let _ = write!(attributes, " w:{name}=\"{}\"", twips(points));
        }
    }
    match format.first_line.map(twips) {
        Some(first) if first < 0 => {
            let _ = write!(attributes, " w:hanging=\"{}\"", first.saturating_neg());
        }
        Some(first) => {
            let _ = write!(attributes, " w:firstLine=\"{first}\"");
        }
        None => {}
    }
    if !attributes.is_empty() {
        let _ = write!(xml, "<w:ind{attributes}/>");
    }
}
