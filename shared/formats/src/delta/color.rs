//! Colours as CSS writes them (CSS Color Module Level 4, sections 5 to 7).

use spindle_model::document::Color;

use crate::color_names::named;

/// The opaque colour that a text names: a keyword, `#rgb`, `#rrggbb`, `rgb()`, `rgba()`, `hsl()` or `hsla()`; `None`
/// for what lets something shine through and what is no colour.
pub(crate) fn parse(text: &str) -> Option<Color> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix('#') {
        return hex(digits);
    }
    let lower = text.to_ascii_lowercase();
    if let Some((function, rest)) = lower.split_once('(') {
        let arguments = rest.strip_suffix(')')?;
        return match function.trim_end() {
            "rgb" | "rgba" => rgb(arguments),
            "hsl" | "hsla" => hsl(arguments),
            _ => None,
        };
    }
    named(&lower)
}

fn hex(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        3 | 4 => {
            let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
            hex(&doubled)
        }
        6 => Color::from_hex(digits),
        8 => {
            let (color, alpha) = digits.split_at_checked(6)?;
            alpha
                .eq_ignore_ascii_case("ff")
                .then(|| Color::from_hex(color))?
        }
        _ => None,
    }
}

/// The arguments of a function, which commas or blanks separate; the fourth one, opacity, must be whole.
fn arguments(text: &str) -> Option<[&str; 3]> {
    let mut parts = text
        .split([',', '/', ' ', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let opaque = match parts.next() {
        None => true,
        Some(alpha) => match alpha.strip_suffix('%') {
            Some(percent) => percent.parse() == Ok(100.0_f32),
            None => alpha.parse() == Ok(1.0_f32),
        },
    };
    (opaque && parts.next().is_none()).then_some(three)
}

fn rgb(text: &str) -> Option<Color> {
    let [red, green, blue] = arguments(text)?.map(|part| {
        let value: f32 = match part.strip_suffix('%') {
            Some(percent) => percent.parse::<f32>().ok()? * 2.55,
            None => part.parse().ok()?,
        };
        byte(value)
    });
    Some(Color(red?, green?, blue?))
}

fn hsl(text: &str) -> Option<Color> {
    let [hue, saturation, lightness] = arguments(text)?;
    let hue: f32 = hue.strip_suffix("deg").unwrap_or(hue).parse().ok()?;
    let share = |text: &str| {
        let percent: f32 = text.strip_suffix('%').unwrap_or(text).parse().ok()?;
        percent
            .is_finite()
            .then(|| (percent / 100.0).clamp(0.0, 1.0))
    };
    let (saturation, lightness) = (share(saturation)?, share(lightness)?);
    if !hue.is_finite() {
        return None;
    }
    let sector = hue.rem_euclid(360.0) / 30.0;
    let spread = saturation * lightness.min(1.0 - lightness);
    let channel = |offset: f32| {
        let k = (offset + sector).rem_euclid(12.0);
        byte(255.0 * (lightness - spread * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)))
    };
    Some(Color(channel(0.0)?, channel(8.0)?, channel(4.0)?))
}

fn byte(value: f32) -> Option<u8> {
    value
        .is_finite()
        .then(|| value.round().clamp(0.0, 255.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_understood_in_every_notation() {
        let red = Some(Color(255, 0, 0));
        let cases = [
            ("red", red),
            (" RED ", red),
            ("#f00", red),
            ("#F00f", red),
            ("#ff0000", red),
            ("#ff0000FF", red),
            ("rgb(255,0,0)", red),
            ("rgb(255 0 0 / 100%)", red),
            ("RGBA(300, -5, 0, 1.0)", red),
            ("rgb(100%, 0%, 0%)", red),
            ("hsl(0, 100%, 50%)", red),
            ("hsl(360deg 100% 50%)", red),
            ("hsl(120, 100%, 25%)", Some(Color(0, 128, 0))),
            ("hsl(210, 50%, 40%)", Some(Color(51, 102, 153))),
            ("yellowgreen", Some(Color(0x9a, 0xcd, 0x32))),
            ("rgba(255,0,0,0.5)", None),
            ("#ff000080", None),
            ("transparent", None),
            ("rgb(1,2)", None),
            ("rgb(nan,0,0)", None),
            ("hsl(inf, 0%, 0%)", None),
            ("#ggg", None),
            ("#é11", None),
            ("", None),
            ("(", None),
        ];
        for (text, color) in cases {
            assert_eq!(parse(text), color, "{text}");
        }
    }
}
