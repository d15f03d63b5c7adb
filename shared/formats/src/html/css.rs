//! The little of CSS that documents need: declarations, lengths, colours, and rules for classes.

use std::collections::HashMap;

use spindle_model::color::Color;

use crate::color_names::named;

/// Points of a CSS pixel (CSS Values 4, 6.2).
pub(crate) const POINTS_PER_PIXEL: f32 = 0.75;

/// The most rules of style sheets that are kept.
const MAX_RULES: usize = 10_000;

/// A length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    /// In points.
    Points(f32),
    /// Of the font size around it.
    Em(f32),
    /// Without a unit.
    Number(f32),
}

impl Length {
    /// In points, taking an em as twelve of them, and a bare number as pixels.
    pub(super) fn points(self) -> f32 {
        match self {
            Self::Points(points) => points,
            Self::Em(ems) => ems * 12.0,
            Self::Number(pixels) => pixels * POINTS_PER_PIXEL,
        }
    }
}

/// Reads a length.
pub(super) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+' | 'e' | 'E'))
        .unwrap_or(text.len());
    let (mut number, mut unit) = text.split_at_checked(end)?;
    // The `e` of `em` and `ex` is no exponent.
    if let Some(stripped) = number.strip_suffix(['e', 'E']) {
        number = stripped;
        unit = text.get(stripped.len()..)?;
    }
    let value: f32 = number
        .parse()
        .ok()
        .filter(|value: &f32| value.is_finite())?;
    Some(match unit.trim().to_ascii_lowercase().as_str() {
        "" => Length::Number(value),
        "pt" => Length::Points(value),
        "px" => Length::Points(value * POINTS_PER_PIXEL),
        "in" => Length::Points(value * 72.0),
        "cm" => Length::Points(value * 72.0 / 2.54),
        "mm" => Length::Points(value * 72.0 / 25.4),
        "pc" => Length::Points(value * 12.0),
        "em" | "rem" => Length::Em(value),
        "ex" | "ch" => Length::Em(value / 2.0),
        "%" => Length::Em(value / 100.0),
        _ => return None,
    })
}

/// Reads a length in points.
pub(super) fn points(text: &str) -> Option<f32> {
    length(text).map(Length::points)
}

/// Reads a colour; `None` for none and for what is none.
pub(super) fn color(text: &str) -> Option<Color> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix('#') {
        let mut digits: String = digits.chars().take(9).collect();
        if digits.len() == 3 || digits.len() == 4 {
            digits = digits.chars().take(3).flat_map(|c| [c, c]).collect();
        }
        return Color::from_hex(digits.get(..6)?);
    }
    let lower = text.to_ascii_lowercase();
    let Some((function, rest)) = lower.split_once('(') else {
        return named(&lower);
    };
    let inside = rest.split_once(')').map_or(rest, |(inside, _)| inside);
    let mut parts = inside
        .split([',', ' ', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts
        .next()
        .is_some_and(|alpha| matches!(alpha, "0" | "0%" | "0.0"))
    {
        return None;
    }
    match function.trim() {
        "rgb" | "rgba" => {
            let channel = |part: &str| -> Option<u8> {
                let value = match part.strip_suffix('%') {
                    Some(percent) => percent.parse::<f32>().ok()? * 2.55,
                    None => part.parse::<f32>().ok()?,
                };
                Some(value.round().clamp(0.0, 255.0) as u8)
            };
            Some(Color(channel(one)?, channel(two)?, channel(three)?))
        }
        "hsl" | "hsla" => {
            let hue: f32 = one.trim_end_matches("deg").parse().ok()?;
            let saturation: f32 = two.trim_end_matches('%').parse().ok()?;
            let lightness: f32 = three.trim_end_matches('%').parse().ok()?;
            Some(from_hsl(hue, saturation / 100.0, lightness / 100.0))
        }
        _ => None,
    }
}

/// CSS Color 4, 7.1.
fn from_hsl(hue: f32, saturation: f32, lightness: f32) -> Color {
    let channel = |n: f32| {
        let k = (n + hue.rem_euclid(360.0) / 30.0) % 12.0;
        let a = saturation * lightness.min(1.0 - lightness);
        let value = lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        (value * 255.0).round().clamp(0.0, 255.0) as u8
    };
    Color(channel(0.0), channel(8.0), channel(4.0))
}

/// The declarations of a style attribute or rule: properties in small letters, values as they are.
pub(super) fn declarations(text: &str) -> impl Iterator<Item = (String, &str)> {
    pieces(text, ';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let value = value.trim();
        let value = value
            .strip_suffix("!important")
            .map_or(value, str::trim_end);
        Some((property.trim().to_ascii_lowercase(), value))
    })
}

/// The first font family of a list, without its quotes and escapes.
pub(super) fn first_family(value: &str) -> Option<String> {
    let first = pieces(value, ',').next()?.trim();
    Some(string(first).unwrap_or_else(|| first.to_owned()))
}

/// What a CSS string says; `None` when it is none.
fn string(text: &str) -> Option<String> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inside = text.strip_prefix(quote)?.strip_suffix(quote)?;
    let mut out = String::new();
    let mut chars = inside.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut code = 0_u32;
        let mut digits = 0;
        while digits < 6
            && let Some(digit) = chars.peek().and_then(|c| c.to_digit(16))
        {
            code = code.saturating_mul(16).saturating_add(digit);
            digits += 1;
            chars.next();
        }
        if digits > 0 {
            out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            chars.next_if(|c| *c == ' ');
        } else {
            out.extend(chars.next());
        }
    }
    Some(out)
}

/// A text as a CSS string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' | '<' | '>' | '&' => {
                out.push_str(&format!("\\{:x} ", u32::from(c)));
            }
            c if c.is_control() => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// Splits at a separator that stands neither in a string nor in parentheses.
fn pieces(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let mut depth = 0_usize;
    let mut escaped = false;
    text.split(move |c: char| {
        if escaped {
            escaped = false;
            return false;
        }
        match (quote, c) {
            (_, '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth = depth.saturating_add(1),
            (None, ')') => depth = depth.saturating_sub(1),
            (None, c) => return c == separator && depth == 0,
        }
        false
    })
}

/// Rules for elements, classes, and classes of elements; other selectors are not followed.
#[derive(Default)]
pub(super) struct Sheet {
    rules: HashMap<String, String>,
}

impl Sheet {
    /// Adds the rules of a style sheet. What is in `@media` and the like is left out.
    pub(super) fn add(&mut self, text: &str) {
        let mut rest = text;
        while let Some((selectors, after)) = rest.split_once('{') {
            let selectors = without_comments(selectors);
            let selectors = selectors
                .rsplit([';', '}'])
                .next()
                .unwrap_or_default()
                .trim();
            if selectors.starts_with('@') {
                rest = skip_block(after);
                continue;
            }
            let Some((body, after)) = after.split_once('}') else {
                return;
            };
            rest = after;
            for selector in selectors.split(',') {
                let selector = selector.trim();
                let simple = !selector.is_empty()
                    && selector
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
                if simple && self.rules.len() < MAX_RULES {
                    let rule = self.rules.entry(selector.to_owned()).or_default();
                    if rule.len() < 4096 {
                        rule.push_str(body);
                        rule.push(';');
                    }
                }
            }
        }
    }

    /// Whether there are no rules.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the rules say of an element, the more special ones last.
    pub(super) fn of<'c>(&self, name: &str, classes: impl Iterator<Item = &'c str>) -> String {
        let mut all = self.rules.get(name).cloned().unwrap_or_default();
        let mut special = String::new();
        for class in classes.take(16) {
            if let Some(rule) = self.rules.get(&format!(".{class}")) {
                all.push_str(rule);
            }
            if let Some(rule) = self.rules.get(&format!("{name}.{class}")) {
                special.push_str(rule);
            }
        }
        all.push_str(&special);
        all
    }
}

/// The text behind the block that was just opened.
fn skip_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return text.get(at.saturating_add(1)..).unwrap_or_default();
        }
    }
    ""
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", "").replace("-->", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_their_units() {
        for (text, wanted) in [
            ("12pt", Length::Points(12.0)),
            ("16px", Length::Points(12.0)),
            ("1.5em", Length::Em(1.5)),
            ("150%", Length::Em(1.5)),
            ("-1in", Length::Points(-72.0)),
            ("0", Length::Number(0.0)),
        ] {
            assert_eq!(length(text), Some(wanted), "{text}");
        }
        assert_eq!(length("auto"), None);
        assert_eq!(length("12vw"), None);
    }

    #[test]
    fn colours_have_many_spellings() {
        let red = Some(Color(255, 0, 0));
        for text in [
            "red",
            "#f00",
            "#FF0000",
            "rgb(255, 0, 0)",
            "rgba(100% 0% 0% / 1)",
            "hsl(0,100%,50%)",
        ] {
            assert_eq!(color(text), red, "{text}");
        }
        assert_eq!(color("transparent"), None);
        assert_eq!(color("rgba(0,0,0,0)"), None);
    }

    #[test]
    fn strings_survive_quoting() {
        for name in ["Times New Roman", "a'b\"c\\;d", "宋体", ""] {
            assert_eq!(first_family(&quoted(name)).as_deref(), Some(name));
        }
        let all: Vec<_> = declarations("font-family:'a;b',c; COLOR : red").collect();
        assert_eq!(all.len(), 2);
        assert_eq!(
            all.last()
                .map(|(property, value)| (property.as_str(), *value)),
            Some(("color", "red"))
        );
    }

    #[test]
    fn rules_of_classes_are_found() {
        let mut sheet = Sheet::default();
        sheet.add("/* x */ .a, p.b { color: red } @media print { .a { color: blue } } p{margin:0} p > a {x:y}");
        assert_eq!(sheet.of("p", ["a"].into_iter()), "margin:0; color: red ;");
        assert_eq!(sheet.of("div", ["b"].into_iter()), "");
    }
}
