//! Fonts: the shorthand of CSS (CSS Fonts Module Level 4, section 2.7), or an object with its parts.

use serde_json::Value;
use spindle_model::workbook::CellFont;

/// The family where a font must have one and the workbook says none.
pub(super) const DEFAULT_NAME: &str = "Calibri";
/// The size for the same, points.
pub(super) const DEFAULT_SIZE: f32 = 11.0;

/// Sets what a font says: the shorthand, or an object as `{"json":{"fontStyle",...}}`.
pub(super) fn set(font: &mut CellFont, value: &Value) {
    match value {
        Value::String(text) => set_shorthand(font, text),
        Value::Object(object) => {
            let parts = object
                .get("json")
                .and_then(Value::as_object)
                .unwrap_or(object);
            for (name, value) in parts {
                if value.is_string() {
                    set_part(font, name, value);
                }
            }
        }
        _ => {}
    }
}

/// Sets one part of a font; null takes weight and style back.
pub(super) fn set_part(font: &mut CellFont, name: &str, value: &Value) {
    let text = value.as_str().unwrap_or_default();
    match name {
        "fontStyle" => font.italic = is_italic(text),
        "fontWeight" => font.bold = is_bold(text),
        "fontSize" => font.size = size(text).or(font.size),
        "fontFamily" => {
            if let Some(family) = family(text) {
                font.name = Some(family.into());
            }
        }
        _ => {}
    }
}

fn set_shorthand(font: &mut CellFont, text: &str) {
    (font.bold, font.italic) = (false, false);
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let height = word.split('/').next().unwrap_or(word);
        if let Some(size) = size(height) {
            font.size = Some(size);
            if let Some(family) = family(after) {
                font.name = Some(family.into());
            }
            return;
        }
        font.bold |= is_bold(word);
        font.italic |= is_italic(word);
        rest = after.trim_start();
    }
}

fn is_italic(word: &str) -> bool {
    word.eq_ignore_ascii_case("italic") || word.eq_ignore_ascii_case("oblique")
}

fn is_bold(word: &str) -> bool {
    word.eq_ignore_ascii_case("bold")
        || word.eq_ignore_ascii_case("bolder")
        || word
            .parse()
            .is_ok_and(|weight: u16| (600..=1000).contains(&weight))
}

/// Points of a size: pixels come with fractions from sizes in points, and go back to halves of them.
fn size(text: &str) -> Option<f32> {
    let (number, factor) = match (text.strip_suffix("px"), text.strip_suffix("pt")) {
        (Some(pixels), _) => (pixels, 0.75),
        (_, Some(points)) => (points, 1.0),
        _ => return None,
    };
    let points = number.trim().parse::<f64>().ok()? * factor;
    let half = (points * 2.0).round() / 2.0;
    let points = match (points - half).abs() < 0.05 {
        true => half,
        false => (points * 100.0).round() / 100.0,
    };
    (points > 0.0 && points <= 1638.0).then_some(points as f32)
}

/// The first family of a list.
fn family(list: &str) -> Option<String> {
    let first = match list.trim_start().chars().next() {
        Some(quote @ ('"' | '\'')) => list.trim_start().split(quote).nth(1)?,
        _ => list.split(',').next()?,
    };
    let first = first.trim();
    (!first.is_empty()).then(|| first.to_owned())
}

/// The shorthand of a font.
pub(super) fn shorthand(font: &CellFont) -> String {
    let name = font.name.as_deref().unwrap_or(DEFAULT_NAME);
    let size = font.size.unwrap_or(DEFAULT_SIZE);
    let italic = if font.italic { "italic " } else { "" };
    let bold = if font.bold { "bold " } else { "" };
    let words = |name: &str| {
        let word = |word: &str| {
            word.starts_with(|letter: char| letter.is_alphabetic())
                && word
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
        };
        name.split(' ').all(word)
    };
    if words(name) {
        return format!("{italic}{bold}{size}pt {name}");
    }
    let quote = if name.contains('"') { '\'' } else { '"' };
    let name = name.replace(quote, "");
    format!("{italic}{bold}{size}pt {quote}{name}{quote}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> (Option<String>, Option<f32>, bool, bool) {
        let mut font = CellFont::default();
        set(&mut font, &value);
        (
            font.name.map(|name| name.to_string()),
            font.size,
            font.bold,
            font.italic,
        )
    }

    #[test]
    fn fonts_are_read() {
        let named = |name: &str| Some(name.to_owned());
        let cases = [
            (
                json!("normal normal 14.7px Calibri"),
                (named("Calibri"), Some(11.0), false, false),
            ),
            (
                json!("italic 700 10.5pt/1.5 'Segoe UI', Arial"),
                (named("Segoe UI"), Some(10.5), true, true),
            ),
            (
                json!("bold 12px Times New Roman, serif"),
                (named("Times New Roman"), Some(9.0), true, false),
            ),
            (
                json!({ "json": { "fontStyle": "normal", "fontWeight": "bold", "fontSize": "9pt", "fontFamily": "PingFang SC, Tahoma" } }),
                (named("PingFang SC"), Some(9.0), true, false),
            ),
            (json!("bold"), (None, None, true, false)),
            (json!("12pt \""), (None, Some(12.0), false, false)),
            (json!(""), (None, None, false, false)),
            (json!(7), (None, None, false, false)),
        ];
        for (value, font) in cases {
            assert_eq!(read(value.clone()), font, "{value}");
        }
    }

    #[test]
    fn fonts_are_written() {
        let font = |name: Option<&str>, bold| CellFont {
            name: name.map(Into::into),
            bold,
            ..CellFont::default()
        };
        assert_eq!(shorthand(&font(None, true)), "bold 11pt Calibri");
        assert_eq!(shorthand(&font(Some("微软雅黑"), false)), "11pt 微软雅黑");
        assert_eq!(
            shorthand(&font(Some("B612, \"x"), false)),
            "11pt 'B612, \"x'"
        );
    }
}
