//! Attributes of text and of newlines, and the formats that they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};
use spindle_delta::Attributes;
use spindle_model::document::{
    Align, Link, ListKind, NumberStyle, Other, ParagraphFormat, Script, Size, TextFormat,
};

use super::color;

/// Steps of indentation that editors know.
pub(super) const MAX_INDENT: u8 = 8;
/// The largest font size, points, as Word has it.
const MAX_SIZE: f32 = 1638.0;

/// What the newline of a line says of it.
#[derive(Default)]
pub(super) struct LineFormat<'a> {
    /// The id of the row that the line is a cell of.
    pub(super) row: Option<&'a str>,
    /// The kind of item it is.
    pub(super) list: Option<(ListKind, Option<bool>)>,
    /// Whether it is a quotation.
    pub(super) quote: bool,
    /// The level of a heading.
    pub(super) heading: Option<u8>,
    /// Steps of indentation: of an item, its level.
    pub(super) indent: u8,
    /// What is left.
    pub(super) format: ParagraphFormat,
}

/// The format of text with these attributes. What has no place in it, or a value that has none, is kept in `other`.
pub(super) fn text_format(attributes: &Attributes) -> TextFormat {
    let mut format = TextFormat::default();
    let mut other = BTreeMap::new();
    for (name, value) in attributes.iter() {
        if !set_text(&mut format, name, value) {
            other.insert(name.clone(), value.clone());
        }
    }
    format.other = boxed(other);
    format
}

fn set_text(format: &mut TextFormat, name: &str, value: &Value) -> bool {
    let flag = match name {
        "bold" => &mut format.bold,
        "italic" => &mut format.italic,
        "underline" => &mut format.underline,
        "strike" => &mut format.strike,
        "code" => &mut format.code,
        _ => return set_text_value(format, name, value),
    };
    let set = *value == Value::Bool(true);
    if set {
        *flag = Some(true);
    }
    set
}

fn set_text_value(format: &mut TextFormat, name: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    match name {
        "script" => format.script = script(text),
        "color" => format.color = color::parse(text),
        "background" => format.background = color::parse(text),
        "font" if !text.is_empty() => format.font = Some(text.into()),
        "size" => format.size = size(text),
        "link" if !text.is_empty() => {
            format.link = Some(Arc::new(Link {
                href: text.to_owned(),
                title: None,
            }));
        }
        _ => return false,
    }
    match name {
        "script" => format.script.is_some(),
        "color" => format.color.is_some(),
        "background" => format.background.is_some(),
        "size" => format.size.is_some(),
        _ => true,
    }
}

fn script(text: &str) -> Option<Script> {
    match text {
        "super" => Some(Script::Super),
        "sub" => Some(Script::Sub),
        _ => None,
    }
}

fn size(text: &str) -> Option<Size> {
    match text {
        "small" => return Some(Size::Small),
        "large" => return Some(Size::Large),
        "huge" => return Some(Size::Huge),
        _ => {}
    }
    let (number, factor) = match (text.strip_suffix("px"), text.strip_suffix("pt")) {
        (Some(pixels), _) => (pixels, 0.75),
        (_, Some(points)) => (points, 1.0),
        _ => return None,
    };
    let points = hundredths(number.trim().parse::<f64>().ok()? * factor);
    (points > 0.0 && points <= MAX_SIZE).then_some(Size::Points(points))
}

/// A length as it is written: to hundredths.
pub(super) fn hundredths(value: f64) -> f32 {
    ((value * 100.0).round() / 100.0) as f32
}

/// What a newline with these attributes says of its line. Inside of a cell, `table` was seen already.
pub(super) fn line_format(attributes: &Attributes) -> LineFormat<'_> {
    let mut line = LineFormat::default();
    let mut other = BTreeMap::new();
    for (name, value) in attributes.iter() {
        if !set_line(&mut line, name, value) {
            other.insert(name.clone(), value.clone());
        }
    }
    if line.list.is_none() {
        line.format.indent = (line.indent > 0).then_some(line.indent);
    }
    if line.format.rtl.is_none() && line.format.align == Some(Align::Left) {
        line.format.align = None;
    }
    line.format.other = boxed(other);
    line
}

fn set_line<'a>(line: &mut LineFormat<'a>, name: &str, value: &'a Value) -> bool {
    let number = || match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) if text.len() == 1 => text.parse().ok(),
        _ => None,
    };
    match name {
        "header" => {
            line.heading = number()
                .and_then(|level| u8::try_from(level).ok())
                .filter(|level| (1..=6).contains(level));
            line.heading.is_some()
        }
        "indent" => {
            line.indent = number()
                .and_then(|steps| u8::try_from(steps).ok())
                .filter(|steps| *steps <= MAX_INDENT)
                .unwrap_or(0);
            line.indent > 0
        }
        "blockquote" => {
            line.quote = *value == Value::Bool(true);
            line.quote
        }
        "list" => {
            line.list = value.as_str().and_then(list);
            line.list.is_some()
        }
        "table" => {
            line.row = value.as_str().filter(|id| !id.is_empty());
            line.row.is_some()
        }
        "align" => {
            line.format.align = value.as_str().and_then(align);
            line.format.align.is_some()
        }
        "direction" => {
            line.format.rtl = (value.as_str() == Some("rtl")).then_some(true);
            line.format.rtl.is_some()
        }
        _ => false,
    }
}

fn list(text: &str) -> Option<(ListKind, Option<bool>)> {
    let ordered = ListKind::Ordered {
        start: 1,
        style: NumberStyle::Decimal,
    };
    match text {
        "ordered" => Some((ordered, None)),
        "bullet" => Some((ListKind::Bullet, None)),
        "checked" => Some((ListKind::Bullet, Some(true))),
        "unchecked" => Some((ListKind::Bullet, Some(false))),
        _ => None,
    }
}

fn align(text: &str) -> Option<Align> {
    match text {
        "left" => Some(Align::Left),
        "center" => Some(Align::Center),
        "right" => Some(Align::Right),
        "justify" => Some(Align::Justify),
        _ => None,
    }
}

fn boxed(other: BTreeMap<String, Value>) -> Other {
    (!other.is_empty()).then(|| Box::new(other))
}

/// The attributes of text with this format.
pub(super) fn text_attributes(format: &TextFormat) -> Map<String, Value> {
    let mut map = Map::new();
    let flags = [
        ("bold", format.bold),
        ("italic", format.italic),
        ("underline", format.underline),
        ("strike", format.strike),
        ("code", format.code),
    ];
    for (name, flag) in flags {
        if flag == Some(true) {
            map.insert(name.to_owned(), Value::Bool(true));
        }
    }
    let mut text = |name: &str, value: String| {
        map.insert(name.to_owned(), Value::String(value));
    };
    match format.script {
        Some(Script::Super) => text("script", "super".to_owned()),
        Some(Script::Sub) => text("script", "sub".to_owned()),
        None => {}
    }
    if let Some(color) = format.color {
        text("color", color.to_string());
    }
    if let Some(color) = format.background {
        text("background", color.to_string());
    }
    if let Some(font) = &format.font {
        text("font", font.to_string());
    }
    match format.size {
        Some(Size::Small) => text("size", "small".to_owned()),
        Some(Size::Large) => text("size", "large".to_owned()),
        Some(Size::Huge) => text("size", "huge".to_owned()),
        Some(Size::Points(points)) if points > 0.0 && points <= MAX_SIZE => {
            text("size", format!("{}pt", hundredths(f64::from(points))));
        }
        Some(Size::Points(_)) | None => {}
    }
    if let Some(link) = &format.link
        && !link.href.is_empty()
    {
        text("link", link.href.clone());
    }
    add_other(&mut map, &format.other);
    map
}

/// The attributes of a newline whose paragraph has this heading and format; `indent` is what the line as a whole is
/// indented by.
pub(super) fn line_attributes(
    heading: Option<u8>,
    format: &ParagraphFormat,
    indent: u8,
) -> Map<String, Value> {
    let mut map = Map::new();
    if let Some(level) = heading {
        map.insert("header".to_owned(), level.clamp(1, 6).into());
    }
    if indent > 0 {
        map.insert("indent".to_owned(), indent.min(MAX_INDENT).into());
    }
    let rtl = format.rtl == Some(true);
    let align = match format.align {
        Some(Align::Left) if rtl => Some("left"),
        Some(Align::Left) | None => None,
        Some(Align::Center) => Some("center"),
        Some(Align::Right) => Some("right"),
        Some(Align::Justify) => Some("justify"),
    };
    if let Some(align) = align {
        map.insert("align".to_owned(), align.into());
    }
    if rtl {
        map.insert("direction".to_owned(), "rtl".into());
    }
    add_other(&mut map, &format.other);
    map
}

/// Adds what else was said, where the format itself has not said it.
pub(super) fn add_other(map: &mut Map<String, Value>, other: &Other) {
    for (name, value) in other.iter().flat_map(|other| other.iter()) {
        if !value.is_null() && !map.contains_key(name) {
            map.insert(name.clone(), value.clone());
        }
    }
}
