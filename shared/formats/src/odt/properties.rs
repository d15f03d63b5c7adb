//! Formatting properties (ODF 1.3 part 3, 16.27): attributes of `style:*-properties` as formats of the model.

use std::sync::Arc;

use spindle_model::document::{
    Align, Border, Borders, Color, LineHeight, ParagraphFormat, Script, Size, TextFormat,
    VerticalAlign,
};

use super::length::{percent, points};
use super::style::Fonts;
use super::xml::Tag;

/// What a style says of text.
#[derive(Debug, Clone, Default)]
pub(super) struct TextProperties {
    /// What the model has a place for.
    pub format: TextFormat,
    /// A size that is a part of the size around it.
    pub relative_size: Option<f32>,
}

/// What a style says of paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphProperties {
    /// What the model has a place for; page breaks before are in `break_before`.
    pub format: ParagraphFormat,
    /// Whether a page begins before it.
    pub break_before: Option<bool>,
    /// Whether a page begins after it.
    pub break_after: Option<bool>,
    /// The number of the page that begins before it.
    pub page_number: Option<u32>,
}

/// What a style says of a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellProperties {
    /// Colour behind it.
    pub background: Option<Color>,
    /// Its lines.
    pub borders: Borders,
    /// Where its text stands.
    pub vertical_align: Option<VerticalAlign>,
}

/// `style:text-properties`.
pub(super) fn text(tag: &Tag<'_>, fonts: &Fonts) -> TextProperties {
    let mut properties = TextProperties::default();
    let (mut language, mut country, mut script) = (None, None, None);
    let mut tagged = None;
    let (mut family, mut named) = (None, None);
    tag.attributes(&mut |key, value| {
        let format = &mut properties.format;
        match key {
            "fo:font-weight" => format.bold = Some(is_bold(value)),
            "fo:font-style" => format.italic = Some(value != "normal"),
            "style:text-underline-style" => format.underline = Some(value != "none"),
            "style:text-line-through-style" | "style:text-line-through-type" => {
                format.strike = Some(value != "none");
            }
            "style:text-position" => format.script = script_of(value),
            "fo:font-variant" => format.small_caps = Some(value == "small-caps"),
            "fo:text-transform" => format.all_caps = Some(value == "uppercase"),
            "text:display" => format.hidden = Some(value == "none"),
            "fo:color" => format.color = Color::from_hex(value),
            "fo:background-color" => format.background = Color::from_hex(value),
            "fo:font-size" => match points(value) {
                Some(size) if size > 0.0 => format.size = Some(Size::Points(size)),
                _ => properties.relative_size = percent(value).filter(|factor| *factor > 0.0),
            },
            "style:font-name" => named = fonts.get(value).cloned(),
            "fo:font-family" => family = font_family(value),
            "fo:language" => language = Some(value.to_owned()),
            "fo:country" => country = Some(value.to_owned()),
            "fo:script" => script = Some(value.to_owned()),
            "style:rfc-language-tag" => tagged = Some(value.to_owned()),
            _ => {}
        }
    });
    properties.format.font = named.or(family);
    properties.format.language = tagged
        .or_else(|| language_tag(language, script, country))
        .map(Arc::from);
    properties
}

/// `style:paragraph-properties`.
pub(super) fn paragraph(tag: &Tag<'_>) -> ParagraphProperties {
    let mut properties = ParagraphProperties::default();
    let (mut left, mut right, mut align) = (None, None, None);
    tag.attributes(&mut |key, value| {
        let format = &mut properties.format;
        match key {
            "fo:margin" => {
                let all = points(value);
                left = left.or(all);
                right = right.or(all);
                format.space_before = format.space_before.or(all);
                format.space_after = format.space_after.or(all);
            }
            "fo:margin-left" => left = points(value),
            "fo:margin-right" => right = points(value),
            "fo:margin-top" => format.space_before = points(value),
            "fo:margin-bottom" => format.space_after = points(value),
            "fo:text-indent" => format.first_line = points(value),
            "fo:text-align" => align = Some(value.to_owned()),
            "fo:line-height" => {
                format.line_height = match points(value) {
                    Some(length) => Some(LineHeight::Exactly(length)),
                    None => percent(value).map(LineHeight::Multiple),
                }
                .filter(|_| !value.starts_with('-'));
            }
            "style:line-height-at-least" => {
                format.line_height = points(value).map(LineHeight::AtLeast);
            }
            "style:writing-mode" => format.rtl = right_to_left(value),
            "fo:keep-with-next" => format.keep_next = Some(value == "always"),
            "fo:keep-together" => format.keep_lines = Some(value == "always"),
            "fo:background-color" => format.background = Color::from_hex(value),
            "fo:break-before" => properties.break_before = Some(value == "page"),
            "fo:break-after" => properties.break_after = Some(value == "page"),
            "style:page-number" => {
                properties.page_number = value.parse().ok().filter(|number| *number > 0);
            }
            _ => {}
        }
    });
    let format = &mut properties.format;
    let rtl = format.rtl == Some(true);
    (format.indent_start, format.indent_end) = if rtl { (right, left) } else { (left, right) };
    format.align = match align.as_deref() {
        Some("left") => Some(Align::Left),
        Some("right") => Some(Align::Right),
        Some("start") => Some(if rtl { Align::Right } else { Align::Left }),
        Some("end") => Some(if rtl { Align::Left } else { Align::Right }),
        Some("center") => Some(Align::Center),
        Some("justify") => Some(Align::Justify),
        _ => None,
    };
    properties
}

/// `style:table-cell-properties`.
pub(super) fn cell(tag: &Tag<'_>) -> CellProperties {
    let mut properties = CellProperties::default();
    let mut all = None;
    tag.attributes(&mut |key, value| match key {
        "fo:background-color" => properties.background = Color::from_hex(value),
        "fo:border" => all = border(value),
        "fo:border-top" => properties.borders.top = border(value),
        "fo:border-right" => properties.borders.right = border(value),
        "fo:border-bottom" => properties.borders.bottom = border(value),
        "fo:border-left" => properties.borders.left = border(value),
        "style:vertical-align" => {
            properties.vertical_align = match value {
                "top" => Some(VerticalAlign::Top),
                "middle" => Some(VerticalAlign::Middle),
                "bottom" => Some(VerticalAlign::Bottom),
                _ => None,
            };
        }
        _ => {}
    });
    let borders = &mut properties.borders;
    for side in [
        &mut borders.top,
        &mut borders.right,
        &mut borders.bottom,
        &mut borders.left,
    ] {
        *side = side.or(all);
    }
    properties
}

/// `0.5pt solid #000000`; `none` is a line of width 0.
fn border(text: &str) -> Option<Border> {
    let mut line = Border {
        width: 0.75,
        color: Color::BLACK,
    };
    for part in text.split_whitespace() {
        if matches!(part, "none" | "hidden") {
            line.width = 0.0;
            return Some(line);
        }
        if let Some(color) = Color::from_hex(part) {
            line.color = color;
        } else if let Some(width) = points(part) {
            line.width = width.max(0.0);
        }
    }
    Some(line)
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// `super 58%`, `sub 58%`, or how far above the line: `33% 58%`.
fn script_of(position: &str) -> Option<Script> {
    let first = position.split_whitespace().next()?;
    match first {
        "super" => Some(Script::Super),
        "sub" => Some(Script::Sub),
        raised => match percent(raised)? {
            up if up > 0.0 => Some(Script::Super),
            down if down < 0.0 => Some(Script::Sub),
            _ => None,
        },
    }
}

fn right_to_left(mode: &str) -> Option<bool> {
    match mode {
        "rl-tb" | "rl" => Some(true),
        "lr-tb" | "lr" => Some(false),
        _ => None,
    }
}

/// The first family of a list of them, without quotation marks.
pub(super) fn font_family(list: &str) -> Option<Arc<str>> {
    let first = list.split(',').next()?.trim();
    let name = first.trim_matches(['\'', '"']).trim();
    (!name.is_empty()).then(|| Arc::from(name))
}

fn language_tag(
    language: Option<String>,
    script: Option<String>,
    country: Option<String>,
) -> Option<String> {
    let said = |part: &String| !part.is_empty() && part != "none" && part != "zxx";
    let mut tag = language.filter(said)?;
    for part in [script, country].into_iter().flatten().filter(said) {
        tag.push('-');
        tag.push_str(&part);
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_have_a_width_and_a_colour() {
        let line = border("0.05cm solid #ff0000").unwrap();
        assert_eq!(line.color, Color(255, 0, 0));
        assert!((line.width - 1.417).abs() < 0.001);
        assert_eq!(border("none").unwrap().width, 0.0);
    }

    #[test]
    fn positions_and_languages() {
        assert_eq!(script_of("-33% 58%"), Some(Script::Sub));
        assert_eq!(script_of("0% 100%"), None);
        let tag = language_tag(Some("zh".into()), Some("Hant".into()), Some("TW".into()));
        assert_eq!(tag.as_deref(), Some("zh-Hant-TW"));
        assert_eq!(language_tag(Some("zxx".into()), None, None), None);
        assert_eq!(
            font_family("'Noto Serif', serif").as_deref(),
            Some("Noto Serif")
        );
    }
}
