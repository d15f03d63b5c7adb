//! What a character is, as far as choosing a font for it and shaping it need to know. Ranges are those of the Unicode
//! blocks.

use harfrust::{Script, script};

use super::Family;

/// The script that a character sets for the text it stands in; `None` where it takes the script of its neighbours.
pub(super) fn script_of(character: char) -> Option<Script> {
    let script = match u32::from(character) {
        0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x2B8 => {
            script::LATIN
        }
        0x1E00..=0x1EFF | 0xFB00..=0xFB06 => script::LATIN,
        0x370..=0x3FF | 0x1F00..=0x1FFF => script::GREEK,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => script::CYRILLIC,
        0x530..=0x58F => script::ARMENIAN,
        0x590..=0x5FF | 0xFB1D..=0xFB4F => script::HEBREW,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE => {
            script::ARABIC
        }
        0x900..=0x97F => script::DEVANAGARI,
        0xE00..=0xE7F => script::THAI,
        0x10A0..=0x10FF => script::GEORGIAN,
        0x1100..=0x11FF | 0xAC00..=0xD7FF => script::HANGUL,
        0x3041..=0x309F => script::HIRAGANA,
        0x30A0..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => script::KATAKANA,
        0x3100..=0x312F => script::BOPOMOFO,
        0x2E80..=0x2FDF | 0x3005 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => {
            script::HAN
        }
        0x2_0000..=0x3_FFFF => script::HAN,
        _ => return None,
    };
    Some(script)
}

/// Whether the font of ideographs is asked first: no other here has these characters in their full width.
pub(crate) fn is_ideographic(character: char) -> bool {
    matches!(
        u32::from(character),
        0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF
    )
}

/// Punctuation that is as wide as an ideograph among ideographs and narrow elsewhere (UAX #11, "ambiguous").
pub(crate) fn leans_on_ideographs(character: char) -> bool {
    matches!(
        character,
        '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2014}' | '\u{2026}' | '\u{B7}'
    )
}

/// Whether a character only changes or joins the one before it, and so must come from the same font.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(
        u32::from(character),
        0x300..=0x36F
            | 0x483..=0x489
            | 0x591..=0x5BD
            | 0x5BF
            | 0x5C1..=0x5C2
            | 0x5C4..=0x5C5
            | 0x610..=0x61A
            | 0x64B..=0x65F
            | 0x670
            | 0x6D6..=0x6DC
            | 0x1AB0..=0x1AFF
            | 0x1DC0..=0x1DFF
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x206F
            | 0x20D0..=0x20FF
            | 0x3099..=0x309A
            | 0xFE00..=0xFE0F
            | 0xFE20..=0xFE2F
            | 0xFEFF
            | 0x1_F3FB..=0x1_F3FF
    ) || character == '\u{AD}'
}

/// The families that may have a character, the likeliest first. The one that the text asks for was tried before.
pub(super) fn candidates(character: char) -> &'static [Family] {
    use Family::{AllArabic, Arabic, Arimo, Ideographs, Symbols, Symbols2, Tinos};
    match u32::from(character) {
        0..=0x5FF => &[Arimo, Tinos],
        0x600..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE => &[Arabic, AllArabic],
        0x1E00..=0x1FFF => &[Arimo],
        0x2000..=0x206F => &[Arimo, Ideographs],
        0x2070..=0x214F => &[Arimo, Ideographs, Symbols],
        0x2150..=0x245F => &[Arimo, Symbols2, Symbols, Ideographs],
        0x2460..=0x24FF => &[Ideographs, Symbols],
        0x2500..=0x259F => &[Arimo, Ideographs],
        0x25A0..=0x2BFF => &[Arimo, Symbols2, Symbols, Ideographs],
        0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF => &[Ideographs],
        0xE000..=0xF8FF => &[Symbols2],
        0x1_F000..=0x1_FBFF => &[Symbols2, Symbols],
        0x2_0000..=0x3_FFFF => &[Ideographs],
        _ => &[Arimo, Tinos],
    }
}

/// The Unicode character for one of the private ones that Word writes for fonts of symbols (Symbol, Wingdings), for
/// those that bullets and boxes are made of.
pub(crate) fn symbol_character(character: char) -> Option<char> {
    let symbol = match u32::from(character) {
        0xF0B7 | 0xF06C | 0xF09F => '•',
        0xF0A7 | 0xF06E => '▪',
        0xF06F | 0xF0A8 | 0xF071 | 0xF072 => '☐',
        0xF0FC => '✓',
        0xF0FE => '☑',
        0xF0FD | 0xF078 => '☒',
        0xF0FB => '✗',
        0xF0D8 => '➢',
        0xF0E0 | 0xF0AE => '→',
        0xF076 => '❖',
        0xF075 => '◆',
        0xF02D => '–',
        0xF0B0 => '°',
        0xF0B1 => '±',
        0xF0B4 => '×',
        0xF0A3 => '≤',
        0xF0B3 => '≥',
        0xF0B9 => '≠',
        _ => return None,
    };
    Some(symbol)
}
