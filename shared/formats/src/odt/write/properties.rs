//! Formats of the model as attributes of `style:*-properties`.

use std::collections::BTreeSet;
use std::sync::Arc;

use spindle_model::document::{
    Align, Border, LineHeight, ParagraphFormat, Script, Size, TextFormat,
};

use super::super::length::{write_percent, write_points};
use super::escape::escape;

/// A step of indentation, in points.
const STEP: f32 = 36.0;

/// Attributes of `style:paragraph-properties`.
pub(super) fn paragraph(format: &ParagraphFormat) -> String {
    let mut list = Attributes::default();
    let rtl = format.rtl == Some(true);
    list.put(
        "fo:text-align",
        format.align.map(|align| text_align(align, rtl)),
    );
    let steps = format.indent.map(|steps| f32::from(steps.min(20)) * STEP);
    let start = match (format.indent_start, steps) {
        (None, None) => None,
        (start, steps) => Some(start.unwrap_or(0.0) + steps.unwrap_or(0.0)),
    };
    let (left, right) = if rtl {
        (format.indent_end, start)
    } else {
        (start, format.indent_end)
    };
    list.length("fo:margin-left", left);
    list.length("fo:margin-right", right);
    list.length(
        "fo:margin-top",
        format.space_before.map(|space| space.max(0.0)),
    );
    list.length(
        "fo:margin-bottom",
        format.space_after.map(|space| space.max(0.0)),
    );
    list.length("fo:text-indent", format.first_line);
    match format.line_height {
        Some(LineHeight::Multiple(factor)) => {
            list.put("fo:line-height", Some(&write_percent(factor)));
        }
        Some(LineHeight::Exactly(points)) => {
            list.length("fo:line-height", Some(points.max(0.0)));
        }
        Some(LineHeight::AtLeast(points)) => {
            list.length("style:line-height-at-least", Some(points.max(0.0)));
        }
        None => {}
    }
    list.switch("style:writing-mode", format.rtl, "rl-tb", "lr-tb");
    list.switch("fo:keep-with-next", format.keep_next, "always", "auto");
    list.switch("fo:keep-together", format.keep_lines, "always", "auto");
    list.switch("fo:break-before", format.page_break_before, "page", "auto");
    if let Some(color) = format.background {
        list.put("fo:background-color", Some(&color.to_string()));
    }
    list.all
}

/// Attributes of `style:text-properties`; the fonts they name are added to `fonts`.
pub(super) fn text(format: &TextFormat, fonts: &mut BTreeSet<Arc<str>>) -> String {
    let mut list = Attributes::default();
    // East Asian and complex letters have weight, posture, size and font of their own.
    for end in ["", "-asian", "-complex"] {
        let prefix = if end.is_empty() { "fo" } else { "style" };
        let name = |what: &str| format!("{prefix}:{what}{end}");
        list.switch(&name("font-weight"), format.bold, "bold", "normal");
        list.switch(&name("font-style"), format.italic, "italic", "normal");
        if let Some(size) = format.size {
            let size = match size {
                Size::Points(points) => write_points(points.max(1.0)),
                relative => write_percent(relative.points(1.0)),
            };
            list.put(&name("font-size"), Some(&size));
        }
        if let Some(font) = format.font.as_ref().filter(|font| !font.trim().is_empty()) {
            list.put(&format!("style:font-name{end}"), Some(&escape(font)));
            fonts.insert(Arc::clone(font));
        }
    }
    list.switch(
        "style:text-underline-style",
        format.underline,
        "solid",
        "none",
    );
    if format.underline == Some(true) {
        list.put("style:text-underline-width", Some("auto"));
        list.put("style:text-underline-color", Some("font-color"));
    }
    list.switch(
        "style:text-line-through-style",
        format.strike,
        "solid",
        "none",
    );
    list.put(
        "style:text-position",
        format.script.map(|script| match script {
            Script::Super => "super 58%",
            Script::Sub => "sub 58%",
        }),
    );
    list.switch("fo:font-variant", format.small_caps, "small-caps", "normal");
    list.switch("fo:text-transform", format.all_caps, "uppercase", "none");
    list.switch("text:display", format.hidden, "none", "true");
    if let Some(color) = format.color {
        list.put("fo:color", Some(&color.to_string()));
    }
    if let Some(color) = format.background {
        list.put("fo:background-color", Some(&color.to_string()));
    }
    if let Some(tag) = format.language.as_deref() {
        language(tag, &mut list);
    }
    list.all
}

/// `fo:border="0.5pt solid #000000"`; a line of width 0 is none.
pub(super) fn border(side: &str, border: Option<Border>) -> String {
    match border {
        Some(border) if border.width > 0.0 => format!(
            " fo:border-{side}=\"{} solid {}\"",
            write_points(border.width),
            border.color
        ),
        _ => format!(" fo:border-{side}=\"none\""),
    }
}

fn language(tag: &str, list: &mut Attributes) {
    let parts: Vec<&str> = tag.split('-').collect();
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if tag.len() > 35 || !parts.iter().all(|part| plain(part)) {
        return;
    }
    let (language, country) = match parts.as_slice() {
        [language] => (*language, "none"),
        [language, rest @ ..] => {
            let country = rest.iter().find(|part| part.len() == 2);
            (*language, country.copied().unwrap_or("none"))
        }
        [] => return,
    };
    list.put("fo:language", Some(language));
    list.put("fo:country", Some(country));
    if parts.len() > 2 || (parts.len() == 2 && country == "none") {
        list.put("style:rfc-language-tag", Some(tag));
    }
    if matches!(language, "zh" | "ja" | "ko") {
        list.put("style:language-asian", Some(language));
        list.put("style:country-asian", Some(country));
    }
}

fn text_align(align: Align, rtl: bool) -> &'static str {
    match align {
        Align::Left if rtl => "end",
        Align::Left => "start",
        Align::Right if rtl => "start",
        Align::Right => "end",
        Align::Center => "center",
        Align::Justify => "justify",
    }
}

/// Attributes with a space before each.
#[derive(Default)]
struct Attributes {
    all: String,
}

impl Attributes {
    fn put(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.all.push_str(&format!(" {name}=\"{value}\""));
        }
    }

    fn length(&mut self, name: &str, length: Option<f32>) {
        self.put(name, length.map(write_points).as_deref());
    }

    fn switch(&mut self, name: &str, on: Option<bool>, yes: &str, no: &str) {
        self.put(name, on.map(|on| if on { yes } else { no }));
    }
}
