//! Colours as CSS writes them (CSS Color Module Level 4, sections 5 to 7).

use spindle_model::document::Color;

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
    let at = NAMES
        .binary_search_by_key(&lower.as_str(), |(name, _)| name)
        .ok()?;
    let (_, value) = NAMES.get(at)?;
    Some(of_number(*value))
}

fn of_number(value: u32) -> Color {
    let [_, red, green, blue] = value.to_be_bytes();
    Color(red, green, blue)
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

/// The keywords, in the order of the alphabet.
const NAMES: [(&str, u32); 148] = [
    ("aliceblue", 0xf0f8ff),
    ("antiquewhite", 0xfaebd7),
    ("aqua", 0x00ffff),
    ("aquamarine", 0x7fffd4),
    ("azure", 0xf0ffff),
    ("beige", 0xf5f5dc),
    ("bisque", 0xffe4c4),
    ("black", 0x000000),
    ("blanchedalmond", 0xffebcd),
    ("blue", 0x0000ff),
    ("blueviolet", 0x8a2be2),
    ("brown", 0xa52a2a),
    ("burlywood", 0xdeb887),
    ("cadetblue", 0x5f9ea0),
    ("chartreuse", 0x7fff00),
    ("chocolate", 0xd2691e),
    ("coral", 0xff7f50),
    ("cornflowerblue", 0x6495ed),
    ("cornsilk", 0xfff8dc),
    ("crimson", 0xdc143c),
    ("cyan", 0x00ffff),
    ("darkblue", 0x00008b),
    ("darkcyan", 0x008b8b),
    ("darkgoldenrod", 0xb8860b),
    ("darkgray", 0xa9a9a9),
    ("darkgreen", 0x006400),
    ("darkgrey", 0xa9a9a9),
    ("darkkhaki", 0xbdb76b),
    ("darkmagenta", 0x8b008b),
    ("darkolivegreen", 0x556b2f),
    ("darkorange", 0xff8c00),
    ("darkorchid", 0x9932cc),
    ("darkred", 0x8b0000),
    ("darksalmon", 0xe9967a),
    ("darkseagreen", 0x8fbc8f),
    ("darkslateblue", 0x483d8b),
    ("darkslategray", 0x2f4f4f),
    ("darkslategrey", 0x2f4f4f),
    ("darkturquoise", 0x00ced1),
    ("darkviolet", 0x9400d3),
    ("deeppink", 0xff1493),
    ("deepskyblue", 0x00bfff),
    ("dimgray", 0x696969),
    ("dimgrey", 0x696969),
    ("dodgerblue", 0x1e90ff),
    ("firebrick", 0xb22222),
    ("floralwhite", 0xfffaf0),
    ("forestgreen", 0x228b22),
    ("fuchsia", 0xff00ff),
    ("gainsboro", 0xdcdcdc),
    ("ghostwhite", 0xf8f8ff),
    ("gold", 0xffd700),
    ("goldenrod", 0xdaa520),
    ("gray", 0x808080),
    ("green", 0x008000),
    ("greenyellow", 0xadff2f),
    ("grey", 0x808080),
    ("honeydew", 0xf0fff0),
    ("hotpink", 0xff69b4),
    ("indianred", 0xcd5c5c),
    ("indigo", 0x4b0082),
    ("ivory", 0xfffff0),
    ("khaki", 0xf0e68c),
    ("lavender", 0xe6e6fa),
    ("lavenderblush", 0xfff0f5),
    ("lawngreen", 0x7cfc00),
    ("lemonchiffon", 0xfffacd),
    ("lightblue", 0xadd8e6),
    ("lightcoral", 0xf08080),
    ("lightcyan", 0xe0ffff),
    ("lightgoldenrodyellow", 0xfafad2),
    ("lightgray", 0xd3d3d3),
    ("lightgreen", 0x90ee90),
    ("lightgrey", 0xd3d3d3),
    ("lightpink", 0xffb6c1),
    ("lightsalmon", 0xffa07a),
    ("lightseagreen", 0x20b2aa),
    ("lightskyblue", 0x87cefa),
    ("lightslategray", 0x778899),
    ("lightslategrey", 0x778899),
    ("lightsteelblue", 0xb0c4de),
    ("lightyellow", 0xffffe0),
    ("lime", 0x00ff00),
    ("limegreen", 0x32cd32),
    ("linen", 0xfaf0e6),
    ("magenta", 0xff00ff),
    ("maroon", 0x800000),
    ("mediumaquamarine", 0x66cdaa),
    ("mediumblue", 0x0000cd),
    ("mediumorchid", 0xba55d3),
    ("mediumpurple", 0x9370db),
    ("mediumseagreen", 0x3cb371),
    ("mediumslateblue", 0x7b68ee),
    ("mediumspringgreen", 0x00fa9a),
    ("mediumturquoise", 0x48d1cc),
    ("mediumvioletred", 0xc71585),
    ("midnightblue", 0x191970),
    ("mintcream", 0xf5fffa),
    ("mistyrose", 0xffe4e1),
    ("moccasin", 0xffe4b5),
    ("navajowhite", 0xffdead),
    ("navy", 0x000080),
    ("oldlace", 0xfdf5e6),
    ("olive", 0x808000),
    ("olivedrab", 0x6b8e23),
    ("orange", 0xffa500),
    ("orangered", 0xff4500),
    ("orchid", 0xda70d6),
    ("palegoldenrod", 0xeee8aa),
    ("palegreen", 0x98fb98),
    ("paleturquoise", 0xafeeee),
    ("palevioletred", 0xdb7093),
    ("papayawhip", 0xffefd5),
    ("peachpuff", 0xffdab9),
    ("peru", 0xcd853f),
    ("pink", 0xffc0cb),
    ("plum", 0xdda0dd),
    ("powderblue", 0xb0e0e6),
    ("purple", 0x800080),
    ("rebeccapurple", 0x663399),
    ("red", 0xff0000),
    ("rosybrown", 0xbc8f8f),
    ("royalblue", 0x4169e1),
    ("saddlebrown", 0x8b4513),
    ("salmon", 0xfa8072),
    ("sandybrown", 0xf4a460),
    ("seagreen", 0x2e8b57),
    ("seashell", 0xfff5ee),
    ("sienna", 0xa0522d),
    ("silver", 0xc0c0c0),
    ("skyblue", 0x87ceeb),
    ("slateblue", 0x6a5acd),
    ("slategray", 0x708090),
    ("slategrey", 0x708090),
    ("snow", 0xfffafa),
    ("springgreen", 0x00ff7f),
    ("steelblue", 0x4682b4),
    ("tan", 0xd2b48c),
    ("teal", 0x008080),
    ("thistle", 0xd8bfd8),
    ("tomato", 0xff6347),
    ("turquoise", 0x40e0d0),
    ("violet", 0xee82ee),
    ("wheat", 0xf5deb3),
    ("white", 0xffffff),
    ("whitesmoke", 0xf5f5f5),
    ("yellow", 0xffff00),
    ("yellowgreen", 0x9acd32),
];

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
        assert!(NAMES.is_sorted_by_key(|(name, _)| name));
    }
}
