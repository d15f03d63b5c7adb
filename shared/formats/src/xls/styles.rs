//! Fonts and formats of cells (MS-XLS 2.4.122, 2.4.353).

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::document::Script;
use spindle_model::workbook::{
    BorderLine, BorderStyle, CellBorders, CellFont, CellStyle, Color, HorizontalAlign,
    VerticalAlign,
};

use super::codes::built_in;
use super::colors::Palette;
use super::data::Bytes;
use super::strings::Coding;

/// The format that cells of a new workbook have.
const DEFAULT_XF: u16 = 15;

/// A font as it stands in the file.
#[derive(Debug)]
struct Font {
    font: CellFont,
    color: u16,
}

/// Fonts and formats of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub(super) palette: Palette,
    fonts: Vec<Font>,
    codes: HashMap<u16, Arc<str>>,
    xfs: Vec<Vec<u8>>,
    is_biff8: bool,
    known: HashMap<u16, u32>,
    list: Vec<CellStyle>,
}

impl Styles {
    /// Takes a font.
    pub(super) fn font_record(&mut self, body: &[u8], coding: Coding) {
        let mut bytes = Bytes(body);
        let read = |bytes: &mut Bytes<'_>| {
            let height = bytes.u16()?;
            let flags = bytes.u16()?;
            let color = bytes.u16()?;
            let weight = bytes.u16()?;
            let script = bytes.u16()?;
            let underline = bytes.u8()?;
            bytes.skip(3)?;
            let name = coding.short(bytes)?;
            let font = CellFont {
                name: (!name.is_empty()).then(|| name.into()),
                size: (height > 0).then(|| f32::from(height) / 20.0),
                bold: weight >= 600,
                italic: flags & 0x02 != 0,
                underline: underline != 0,
                strike: flags & 0x08 != 0,
                script: match script {
                    1 => Some(Script::Super),
                    2 => Some(Script::Sub),
                    _ => None,
                },
                color: None,
            };
            Some(Font { font, color })
        };
        // A broken one keeps its place, for others are counted from the first.
        self.fonts.push(read(&mut bytes).unwrap_or(Font {
            font: CellFont::default(),
            color: u16::MAX,
        }));
    }

    /// Takes a number format.
    pub(super) fn format_record(&mut self, body: &[u8], coding: Coding) {
        let mut bytes = Bytes(body);
        let Some(number) = bytes.u16() else { return };
        let code = if coding.is_biff8 {
            coding.long(&mut bytes)
        } else {
            coding.short(&mut bytes)
        };
        if let Some(code) = code.filter(|code| !code.is_empty()) {
            self.codes.insert(number, code.into());
        }
    }

    /// Takes a format of cells.
    pub(super) fn xf_record(&mut self, body: &[u8], coding: Coding) {
        self.is_biff8 = coding.is_biff8;
        self.xfs.push(body.to_vec());
    }

    /// A font by its number; there is none of number 4.
    pub(super) fn font(&self, number: u16) -> Option<CellFont> {
        let at = if number > 4 { number - 1 } else { number };
        let known = self.fonts.get(usize::from(at))?;
        Some(CellFont {
            color: self.palette.color(known.color),
            ..known.font.clone()
        })
    }

    /// The index of the style that a format of cells makes.
    pub(super) fn style(&mut self, xf: u16) -> u32 {
        if self.list.is_empty() {
            let usual = if self.xfs.len() > usize::from(DEFAULT_XF) {
                DEFAULT_XF
            } else {
                0
            };
            let style = self.look(usual);
            self.list.push(style);
            self.known.insert(usual, 0);
        }
        if let Some(known) = self.known.get(&xf) {
            return *known;
        }
        let look = self.look(xf);
        let at = self.list.iter().position(|style| *style == look);
        let at = at.unwrap_or_else(|| {
            self.list.push(look);
            self.list.len().saturating_sub(1)
        });
        let at = u32::try_from(at).unwrap_or(0);
        self.known.insert(xf, at);
        at
    }

    /// The font of a style.
    pub(super) fn style_font(&self, style: u32) -> Option<&CellFont> {
        let at = usize::try_from(style).ok()?;
        self.list.get(at).map(|style| &style.font)
    }

    /// All styles that were asked for; the first is the usual one.
    pub(super) fn into_list(mut self) -> Vec<CellStyle> {
        self.style(DEFAULT_XF);
        self.list
    }

    fn look(&self, xf: u16) -> CellStyle {
        let Some(body) = self.xfs.get(usize::from(xf)) else {
            return CellStyle::default();
        };
        let read = if self.is_biff8 {
            self.biff8(Bytes(body))
        } else {
            self.biff5(Bytes(body))
        };
        read.unwrap_or_default()
    }

    fn begin(&self, bytes: &mut Bytes<'_>) -> Option<CellStyle> {
        let font = bytes.u16()?;
        let format = bytes.u16()?;
        let protection = bytes.u16()?;
        let align = bytes.u8()?;
        let code = self.codes.get(&format).cloned();
        let code = code.or_else(|| built_in(format).map(Arc::from));
        Some(CellStyle {
            font: self.font(font).unwrap_or_default(),
            number_format: code.filter(|code| !code.eq_ignore_ascii_case("general")),
            horizontal: match align & 0x07 {
                1 => HorizontalAlign::Left,
                2 => HorizontalAlign::Center,
                3 => HorizontalAlign::Right,
                4 => HorizontalAlign::Fill,
                5 | 7 => HorizontalAlign::Justify,
                6 => HorizontalAlign::CenterAcross,
                _ => HorizontalAlign::General,
            },
            vertical: match align >> 4 & 0x07 {
                0 => VerticalAlign::Top,
                1 | 3 | 4 => VerticalAlign::Middle,
                _ => VerticalAlign::Bottom,
            },
            wrap: align & 0x08 != 0,
            unlocked: protection & 1 == 0,
            ..CellStyle::default()
        })
    }

    fn biff8(&self, mut bytes: Bytes<'_>) -> Option<CellStyle> {
        let mut style = self.begin(&mut bytes)?;
        style.rotation = match bytes.u8()? {
            up @ 0..=90 => i16::from(up),
            down @ 91..=180 => 90 - i16::from(down),
            // Letters one below the other.
            _ => 0,
        };
        style.indent = bytes.u8()? & 0x0f;
        bytes.skip(1)?;
        let lines = bytes.u32()?;
        let more = bytes.u32()?;
        let fill = bytes.u16()?;
        let part = |value: u32, shift: u32, bits: u32| {
            u16::try_from(value >> shift & ((1 << bits) - 1)).unwrap_or(0)
        };
        style.borders = CellBorders {
            left: self.line(part(lines, 0, 4), part(lines, 16, 7)),
            right: self.line(part(lines, 4, 4), part(lines, 23, 7)),
            top: self.line(part(lines, 8, 4), part(more, 0, 7)),
            bottom: self.line(part(lines, 12, 4), part(more, 7, 7)),
        };
        style.fill = self.fill(part(more, 26, 6), fill & 0x7f, fill >> 7 & 0x7f);
        Some(style)
    }

    fn biff5(&self, mut bytes: Bytes<'_>) -> Option<CellStyle> {
        let mut style = self.begin(&mut bytes)?;
        style.rotation = match bytes.u8()? & 0x03 {
            2 => 90,
            3 => -90,
            _ => 0,
        };
        let colors = bytes.u16()?;
        let below = bytes.u16()?;
        let around = bytes.u16()?;
        let sides = bytes.u16()?;
        style.borders = CellBorders {
            bottom: self.line(below >> 6 & 0x07, below >> 9),
            top: self.line(around & 0x07, around >> 9),
            left: self.line(around >> 3 & 0x07, sides & 0x7f),
            right: self.line(around >> 6 & 0x07, sides >> 7 & 0x7f),
        };
        style.fill = self.fill(below & 0x3f, colors & 0x7f, colors >> 7 & 0x7f);
        Some(style)
    }

    fn line(&self, kind: u16, color: u16) -> Option<BorderLine> {
        let style = match kind {
            1 => BorderStyle::Thin,
            2 => BorderStyle::Medium,
            3 => BorderStyle::Dashed,
            4 => BorderStyle::Dotted,
            5 => BorderStyle::Thick,
            6 => BorderStyle::Double,
            7 => BorderStyle::Hair,
            8 => BorderStyle::MediumDashed,
            9 | 10 | 13 => BorderStyle::DashDot,
            11 | 12 => BorderStyle::DashDotDot,
            _ => return None,
        };
        Some(BorderLine {
            style,
            color: self.palette.color(color).unwrap_or(Color::BLACK),
        })
    }

    /// Of patterns of two colours, the one of them that there is more of.
    fn fill(&self, pattern: u16, front: u16, back: u16) -> Option<Color> {
        let color = |number: u16, system: Color| self.palette.color(number).unwrap_or(system);
        match pattern {
            0 => None,
            1 => self.palette.color(front),
            2 | 3 => Some(color(front, Color::BLACK)),
            _ => Some(color(back, Color::WHITE)),
        }
    }
}
