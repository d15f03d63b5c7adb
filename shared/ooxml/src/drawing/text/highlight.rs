//! The colours of a highlighter: the names that scripts use, as red, green and blue.

/// Names of highlights with their colours.
pub const COLORS: &[(&str, u32)] = &[
    ("black", 0x00_0000),
    ("blue", 0x00_00ff),
    ("cyan", 0x00_ffff),
    ("green", 0x00_ff00),
    ("magenta", 0xff_00ff),
    ("red", 0xff_0000),
    ("yellow", 0xff_ff00),
    ("white", 0xff_ffff),
    ("darkBlue", 0x00_008b),
    ("darkCyan", 0x00_8b8b),
    ("darkGreen", 0x00_6400),
    ("darkMagenta", 0x80_0080),
    ("darkRed", 0x8b_0000),
    ("darkYellow", 0x80_8000),
    ("darkGray", 0xa9_a9a9),
    ("lightGray", 0xd3_d3d3),
];

/// The colour of a name.
#[must_use]
pub fn color(name: &str) -> Option<u32> {
    COLORS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, color)| *color)
}

/// The name of a colour.
#[must_use]
pub fn name(rgb: u32) -> Option<&'static str> {
    COLORS
        .iter()
        .find(|(_, color)| *color == rgb)
        .map(|(name, _)| *name)
}
