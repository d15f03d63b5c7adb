//! Puts back what editors kept (see [`crate::docx::carry`]).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use spindle_model::document::{
    Change, Image, ImageSource, Inline, InlineKind, LineHeight, Link, Other, Size, TextFormat,
};

use super::line::Line;
use super::paragraph::ParagraphRead;
use crate::docx::styles::Role;

fn other(value: &Value) -> Other {
    let object = value.as_object()?;
    let map: BTreeMap<String, Value> = object
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Some(Box::new(map))
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

/// What is tied to a paragraph.
pub(super) fn apply_to_paragraph(value: &Value, read: &mut ParagraphRead) {
    let is = |name: &str| value.get(name).is_some();
    read.skip = is("skip");
    read.bare = is("bare");
    read.begins = is("begins");
    if let Some(language) = text(value, "language") {
        read.role = Role::Code(Some(Arc::from(language)));
    }
    let format = &mut read.paragraph.format;
    if let Some(more) = value.get("other") {
        format.other = other(more);
    }
    if let Some(indent) = value.get("indent").and_then(Value::as_u64) {
        format.indent = u8::try_from(indent).ok();
        format.indent_start = value
            .get("indent-start")
            .and_then(Value::as_f64)
            .map(|points| points as f32);
    }
    if let Some(lines) = value.get("line-height").and_then(Value::as_f64) {
        format.line_height = Some(LineHeight::Multiple(lines as f32));
    }
    if let Some(style) = text(value, "style") {
        format.style = Some(Arc::from(style));
    }
}

/// What is tied to a part of a line: its format, or what the part stands for.
pub(super) fn apply_to_range(value: &Value, line: &mut Line, start: usize) {
    let end = line.inlines.len();
    if start >= end {
        return;
    }
    for inline in line.inlines.iter_mut().skip(start) {
        apply_to_text(value, &mut inline.format);
        if let (InlineKind::Image(image), Some(more)) = (&mut inline.kind, value.get("image")) {
            apply_to_image(more, image);
        }
    }
    let stands_for = if let Some(mention) = value.get("mention") {
        text(mention, "id")
            .zip(text(mention, "name"))
            .map(|(id, name)| InlineKind::Mention { id, name })
    } else if let Some(embed) = value.get("embed") {
        text(embed, "name")
            .map(|name| InlineKind::Embed(name, embed.get("value").cloned().unwrap_or(Value::Null)))
    } else {
        text(value, "formula").map(InlineKind::Formula)
    };
    if let Some(kind) = stands_for {
        let rest = line.inlines.split_off(start);
        if let Some(first) = rest.into_iter().next() {
            line.inlines.push(Inline::new(kind, first.format));
        }
    }
}

fn apply_to_image(value: &Value, image: &mut Image) {
    if let Some(url) = text(value, "url") {
        image.source = ImageSource::Url(url);
    }
    if let Some(title) = text(value, "title") {
        image.title = Some(title);
    }
    for (name, slot) in [("width", &mut image.width), ("height", &mut image.height)] {
        match value.get(name) {
            Some(Value::Null) => *slot = None,
            Some(number) => *slot = number.as_f64().map(|points| points as f32),
            None => {}
        }
    }
}

fn apply_to_text(value: &Value, format: &mut TextFormat) {
    if let Some(more) = value.get("other") {
        format.other = other(more);
    }
    if let Some(code) = value.get("code") {
        format.code = code.as_bool();
    }
    match value.get("size") {
        Some(Value::String(name)) => {
            format.size = match name.as_str() {
                "small" => Some(Size::Small),
                "large" => Some(Size::Large),
                "huge" => Some(Size::Huge),
                _ => format.size,
            }
        }
        Some(number) => format.size = number.as_f64().map(|points| Size::Points(points as f32)),
        None => {}
    }
    if let Some(language) = text(value, "language") {
        format.language = Some(Arc::from(language));
    }
    if let Some(font) = text(value, "font") {
        format.font = Some(Arc::from(font));
    }
    if let Some(link) = value.get("link")
        && let Some(href) = text(link, "href")
    {
        let title = text(link, "title");
        format.link = Some(Arc::new(Link { href, title }));
    }
    if let (Some(date), Some(change)) = (value.get("change-date"), &format.change) {
        let change = Change {
            date: date.as_str().map(str::to_owned),
            ..Change::clone(change)
        };
        format.change = Some(Arc::new(change));
    }
}
