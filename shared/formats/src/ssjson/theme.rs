//! Colours of themes: `Accent 1 40` is the first accent, 40 hundredths of the way to white.

use spindle_model::workbook::Color;

use crate::delta::color;

/// The names of a theme's colours, and those of the themes of Office 2007 and of Office since 2013.
const COLORS: [(&str, u32, u32); 12] = [
    ("background 1", 0xffffff, 0xffffff),
    ("text 1", 0x000000, 0x000000),
    ("background 2", 0xeeece1, 0xe7e6e6),
    ("text 2", 0x1f497d, 0x44546a),
    ("accent 1", 0x4f81bd, 0x5b9bd5),
    ("accent 2", 0xc0504d, 0xed7d31),
    ("accent 3", 0x9bbb59, 0xa5a5a5),
    ("accent 4", 0x8064a2, 0xffc000),
    ("accent 5", 0x4bacc6, 0x4472c4),
    ("accent 6", 0xf79646, 0x70ad47),
    ("hyperlink", 0x0000ff, 0x0563c1),
    ("followed hyperlink", 0x800080, 0x954f72),
];

/// The colour that a text names, as CSS or as a theme does; `since_2013` tells which theme.
pub(super) fn color(text: &str, since_2013: bool) -> Option<Color> {
    if let Some(color) = color::parse(text) {
        return Some(color);
    }
    let lower = text.trim().to_ascii_lowercase();
    let (name, percent) = match lower.rsplit_once(' ') {
        Some((name, percent)) if COLORS.iter().any(|(known, ..)| *known == name) => {
            (name, percent.parse().unwrap_or(0.0))
        }
        _ => (lower.as_str(), 0.0),
    };
    let (_, old, new) = COLORS.iter().find(|(known, ..)| *known == name)?;
    let [_, red, green, blue] = if since_2013 { *new } else { *old }.to_be_bytes();
    let share = if f32::is_finite(percent) {
        (percent / 100.0).clamp(-1.0, 1.0)
    } else {
        0.0
    };
    let tinted = |value: u8| {
        let value = f32::from(value);
        let toward = if share < 0.0 { 0.0 } else { 255.0 };
        (value + (toward - value) * share.abs())
            .round()
            .clamp(0.0, 255.0) as u8
    };
    Some(Color(tinted(red), tinted(green), tinted(blue)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_themes_are_tinted() {
        assert_eq!(color("Accent 1", false), Some(Color(0x4f, 0x81, 0xbd)));
        assert_eq!(color("Accent 1 0", true), Some(Color(0x5b, 0x9b, 0xd5)));
        assert_eq!(color("Background 1 -50", true), Some(Color(128, 128, 128)));
        assert_eq!(color("Text 1 50", true), Some(Color(128, 128, 128)));
        assert_eq!(color("Text 1 nan", true), Some(Color(0, 0, 0)));
        assert_eq!(color("#545454", true), Some(Color(0x54, 0x54, 0x54)));
        assert_eq!(color("Accent 9", true), None);
    }
}
