//! Properties of runs and paragraphs (ISO/IEC 29500-1, 17.3.1 and 17.3.2) as formats of the model.

use std::sync::Arc;

use spindle_model::document::{Align, LineHeight, ParagraphFormat, Script, Size, TextFormat};
use spindle_ooxml::{Dom, NodeId};

use super::theme::Theme;
use super::values::{color, highlight, integer, measure, on, shading, twips, val};

/// What `w:rPr` says. The style is its id as the file has it.
pub(super) fn text_format(dom: &Dom, properties: NodeId, theme: &Theme) -> TextFormat {
    let mut format = TextFormat::default();
    for node in dom.child_elements(properties) {
        let Some(name) = dom.name_of(node) else {
            continue;
        };
        match name {
            "w:rStyle" => format.style = val(dom, node).map(Arc::from),
            "w:b" => format.bold = Some(on(dom, node)),
            "w:i" => format.italic = Some(on(dom, node)),
            "w:u" => format.underline = Some(val(dom, node) != Some("none")),
            "w:strike" | "w:dstrike" => {
                format.strike = Some(on(dom, node) || format.strike == Some(true));
            }
            "w:vertAlign" => {
                format.script = match val(dom, node) {
                    Some("superscript") => Some(Script::Super),
                    Some("subscript") => Some(Script::Sub),
                    _ => None,
                }
            }
            "w:smallCaps" => format.small_caps = Some(on(dom, node)),
            "w:caps" => format.all_caps = Some(on(dom, node)),
            "w:vanish" => format.hidden = Some(on(dom, node)),
            "w:color" => {
                format.color = val(dom, node)
                    .and_then(color)
                    .or_else(|| theme.color(dom.attr(node, "w:themeColor")?));
            }
            "w:highlight" => {
                if let Some(color) = val(dom, node).and_then(highlight) {
                    format.background = Some(color);
                }
            }
            "w:shd" if format.background.is_none() => {
                format.background = shading(dom, node);
            }
            "w:rFonts" => format.font = font(dom, node, theme),
            "w:sz" => {
                format.size = val(dom, node)
                    .and_then(|size| measure(size, 2.0))
                    .filter(|size| *size > 0.0)
                    .map(Size::Points);
            }
            "w:rtl" => format.rtl = Some(on(dom, node)),
            "w:lang" => format.language = val(dom, node).map(Arc::from),
            _ => {}
        }
    }
    format
}

fn font(dom: &Dom, node: NodeId, theme: &Theme) -> Option<Arc<str>> {
    for (themed, named) in [
        ("w:asciiTheme", "w:ascii"),
        ("w:hAnsiTheme", "w:hAnsi"),
        ("w:eastAsiaTheme", "w:eastAsia"),
        ("w:cstheme", "w:cs"),
    ] {
        let font = dom
            .attr(node, themed)
            .and_then(|name| theme.font(name))
            .or_else(|| dom.attr(node, named).map(Arc::from));
        if font.is_some() {
            return font;
        }
    }
    None
}

/// What `w:pPr` says of the look of a paragraph. The style is its id as the file has it.
pub(super) fn paragraph_format(dom: &Dom, properties: NodeId) -> ParagraphFormat {
    let mut format = ParagraphFormat::default();
    let mut alignment = None;
    for node in dom.child_elements(properties) {
        let Some(name) = dom.name_of(node) else {
            continue;
        };
        match name {
            "w:pStyle" => format.style = val(dom, node).map(Arc::from),
            "w:keepNext" => format.keep_next = Some(on(dom, node)),
            "w:keepLines" => format.keep_lines = Some(on(dom, node)),
            "w:pageBreakBefore" => format.page_break_before = Some(on(dom, node)),
            "w:shd" => format.background = shading(dom, node),
            "w:bidi" => format.rtl = Some(on(dom, node)),
            "w:spacing" => spacing(dom, node, &mut format),
            "w:ind" => indentation(dom, node, &mut format),
            "w:jc" => alignment = val(dom, node),
            _ => {}
        }
    }
    // In paragraphs from right to left, Word means by "left" the side where lines begin.
    let rtl = format.rtl == Some(true);
    format.align = alignment.and_then(|alignment| match alignment {
        "left" | "start" => Some(if rtl { Align::Right } else { Align::Left }),
        "right" | "end" => Some(if rtl { Align::Left } else { Align::Right }),
        "center" => Some(Align::Center),
        "both" | "distribute" | "lowKashida" | "mediumKashida" | "highKashida"
        | "thaiDistribute" => Some(Align::Justify),
        _ => None,
    });
    format
}

fn spacing(dom: &Dom, node: NodeId, format: &mut ParagraphFormat) {
    let length = |name| dom.attr(node, name).and_then(twips);
    if !dom
        .attr(node, "w:beforeAutospacing")
        .is_some_and(|auto| matches!(auto, "1" | "true" | "on"))
    {
        format.space_before = length("w:before");
    }
    if !dom
        .attr(node, "w:afterAutospacing")
        .is_some_and(|auto| matches!(auto, "1" | "true" | "on"))
    {
        format.space_after = length("w:after");
    }
    let line = dom.attr(node, "w:line");
    format.line_height = match dom.attr(node, "w:lineRule") {
        Some("exact") => line.and_then(twips).map(LineHeight::Exactly),
        Some("atLeast") => line.and_then(twips).map(LineHeight::AtLeast),
        _ => line
            .and_then(|line| measure(line, 240.0))
            .filter(|lines| *lines > 0.0)
            .map(LineHeight::Multiple),
    };
}

fn indentation(dom: &Dom, node: NodeId, format: &mut ParagraphFormat) {
    let length = |names: [&str; 2]| {
        names
            .into_iter()
            .find_map(|name| dom.attr(node, name).and_then(twips))
    };
    format.indent_start = length(["w:start", "w:left"]);
    format.indent_end = length(["w:end", "w:right"]);
    format.first_line = match dom.attr(node, "w:hanging").and_then(twips) {
        Some(hanging) => Some(-hanging),
        None => dom.attr(node, "w:firstLine").and_then(twips),
    };
}

/// Steps of half an inch that editors indent by, where a length is just that.
pub(super) fn indent_steps(points: f32) -> Option<u8> {
    let steps = points / 36.0;
    ((1.0..=8.0).contains(&steps) && steps.fract() == 0.0).then_some(steps as u8)
}

/// Which list a paragraph is of: the id of the numbering and the level, as far as `w:numPr` says them.
pub(super) fn numbering(dom: &Dom, properties: NodeId) -> Option<(Option<i64>, Option<u8>)> {
    let node = dom.child(properties, "w:numPr")?;
    let number = |name| {
        dom.child(node, name)
            .and_then(|child| integer(val(dom, child)?))
    };
    let level = number("w:ilvl").map(|level| level.clamp(0, 8) as u8);
    Some((number("w:numId"), level))
}
