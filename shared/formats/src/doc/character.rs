//! How letters look ([MS-DOC] 2.6.1), and what else their properties say: pictures, symbols, tracked changes.

use std::sync::Arc;

use spindle_model::document::{Color, Script, Size, TextFormat};

use super::bytes::{u16_at, u32_at};
use super::codepage;
use super::sprm::Sprm;

/// The properties of letters.
#[derive(Clone, Default)]
pub(super) struct Character {
    /// How they look; what only the style says is not in it.
    pub(super) format: TextFormat,
    /// The font of Chinese, Japanese and Korean letters.
    pub(super) east_font: Option<Arc<str>>,
    /// Whether the letter stands for something else.
    pub(super) special: bool,
    /// Where in the stream of data a picture lies.
    pub(super) picture: Option<u32>,
    /// Whether the place in the stream of data is of a form field or embedded object, not of a picture.
    pub(super) data: bool,
    /// A letter of another font: its index, and the code.
    pub(super) symbol: Option<(u16, u16)>,
    /// Whether a tracked change put the text in or took it out: by whom, when.
    pub(super) inserted: Option<Mark>,
    /// The same for text that was taken out.
    pub(super) deleted: Option<Mark>,
    /// The character style.
    pub(super) style: Option<u16>,
}

/// Who made a tracked change, and when.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    /// Index into the authors.
    pub(super) author: u16,
    /// The date as Word packs it.
    pub(super) date: u32,
}

/// Sixteen colours by their index ([MS-DOC] 2.9.119); index 0 is the one of the surroundings.
pub(super) fn indexed_color(index: u8) -> Option<Color> {
    Some(match index {
        1 => Color::BLACK,
        2 => Color(0, 0, 255),
        3 => Color(0, 255, 255),
        4 => Color(0, 255, 0),
        5 => Color(255, 0, 255),
        6 => Color(255, 0, 0),
        7 => Color(255, 255, 0),
        8 => Color::WHITE,
        9 => Color(0, 0, 128),
        10 => Color(0, 128, 128),
        11 => Color(0, 128, 0),
        12 => Color(128, 0, 128),
        13 => Color(128, 0, 0),
        14 => Color(128, 128, 0),
        15 => Color(128, 128, 128),
        16 => Color(192, 192, 192),
        _ => return None,
    })
}

/// A colour in four bytes; none where it is the one of the surroundings.
pub(super) fn direct_color(value: u32) -> Option<Color> {
    let [red, green, blue, automatic] = value.to_le_bytes();
    (automatic == 0).then_some(Color(red, green, blue))
}

/// The colour that a shading shows: what is behind a pattern, or the pattern where it is solid ([MS-DOC] 2.9.249).
pub(super) fn shading(value: &[u8]) -> Option<Color> {
    let pattern = u16_at(value, 8)?;
    match pattern {
        0 | 0xFFFF => direct_color(u32_at(value, 4)?),
        1 => direct_color(u32_at(value, 0)?),
        _ => direct_color(u32_at(value, 4)?).or_else(|| direct_color(u32_at(value, 0)?)),
    }
}

/// The same for a shading of Word 97, in two bytes.
pub(super) fn old_shading(value: u16) -> Option<Color> {
    let [fore, back, pattern] = [value & 0x1F, value >> 5 & 0x1F, value >> 10];
    let index = if pattern == 1 { fore } else { back };
    indexed_color(u8::try_from(index).ok()?)
}

impl Character {
    /// Changes one property. `style` says what the style has, for properties that are told as a difference from it;
    /// `fonts` are the names of fonts.
    pub(super) fn apply(&mut self, sprm: &Sprm<'_>, style: &TextFormat, fonts: &[Arc<str>]) {
        let toggle = |now: Option<bool>, styled: Option<bool>| match sprm.byte() {
            0 => Some(false),
            1 => Some(true),
            0x80 => None,
            0x81 => Some(!styled.unwrap_or(false)),
            _ => now,
        };
        let on = sprm.byte() != 0;
        let font = || {
            fonts
                .get(usize::from(sprm.word()))
                .filter(|font| !font.is_empty())
                .cloned()
        };
        let format = &mut self.format;
        match sprm.code {
            0x0835 => format.bold = toggle(format.bold, style.bold),
            0x0836 => format.italic = toggle(format.italic, style.italic),
            0x0837 => format.strike = toggle(format.strike, style.strike),
            0x2A53 => format.strike = Some(on),
            0x083A => format.small_caps = toggle(format.small_caps, style.small_caps),
            0x083B => format.all_caps = toggle(format.all_caps, style.all_caps),
            0x083C => format.hidden = toggle(format.hidden, style.hidden),
            0x085A => format.rtl = on.then_some(true),
            0x2A3E => format.underline = Some(on),
            0x2A42 => format.color = indexed_color(sprm.byte()),
            0x6870 => format.color = direct_color(sprm.long()),
            0x2A0C => format.background = indexed_color(sprm.byte()),
            0x4866 => format.background = old_shading(sprm.word()).or(format.background),
            0xCA71 => format.background = shading(sprm.value).or(format.background),
            0x4A43 => format.size = Some(Size::Points(f32::from(sprm.word()) / 2.0)),
            0x2A48 => {
                format.script = match sprm.byte() {
                    1 => Some(Script::Super),
                    2 => Some(Script::Sub),
                    _ => None,
                }
            }
            0x4A4F => format.font = font().or(format.font.take()),
            0x4A50 => self.east_font = font(),
            0x4873 | 0x486D => format.language = codepage::language(sprm.word()).map(Arc::from),
            0x4A30 => self.style = Some(sprm.word()).filter(|style| *style != 10),
            0x2A33 => {
                // Back to what the style says; what the letter stands for stays.
                *format = TextFormat::default();
            }
            0x0855 => self.special = on,
            0x6A03 => {
                self.picture = Some(sprm.long());
                self.special = true;
            }
            0x0806 => self.data = on,
            0x080A | 0x0856 => self.data |= on,
            0x6A09 => {
                self.symbol = u16_at(sprm.value, 0).zip(u16_at(sprm.value, 2));
                self.special = true;
            }
            0x0801 => self.inserted = on.then(|| self.inserted.unwrap_or_default()),
            0x0800 => self.deleted = on.then(|| self.deleted.unwrap_or_default()),
            0x4804 => mark(&mut self.inserted).author = sprm.word(),
            0x6805 => mark(&mut self.inserted).date = sprm.long(),
            0x4863 => mark(&mut self.deleted).author = sprm.word(),
            0x6864 => mark(&mut self.deleted).date = sprm.long(),
            _ => {}
        }
    }
}

fn mark(mark: &mut Option<Mark>) -> &mut Mark {
    mark.get_or_insert_default()
}

/// A date as Word packs it ([MS-DOC] 2.9.70), as RFC 3339; it says no time zone, so UTC is said.
pub(super) fn date(packed: u32) -> Option<String> {
    let [minute, hour, day] = [packed & 0x3F, packed >> 6 & 0x1F, packed >> 11 & 0x1F];
    let [month, year] = [
        packed >> 16 & 0xF,
        (packed >> 20 & 0x1FF).saturating_add(1900),
    ];
    let fits = minute < 60 && hour < 24 && (1..=31).contains(&day) && (1..=12).contains(&month);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"))
}
