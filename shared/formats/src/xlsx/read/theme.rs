//! The theme's colours (ECMA-376 Part 1, 20.1.6.2) and the palette of old.

use spindle_model::convert::ConvertError;
use spindle_model::workbook::Color;
use spindle_ooxml::sheet::styles::{Color as FileColor, INDEXED, tinted};

use super::package::Package;
use super::xml::Tag;

/// The elements of a colour scheme in the order in which formats number them (18.8.3): the first two pairs are the
/// other way round than in the scheme.
const SLOTS: [&str; 12] = [
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
];

/// What colours stand for.
#[derive(Debug)]
pub(super) struct Palette {
    theme: [u32; 12],
    /// Whether the dark text colour is the system's, as in almost every file.
    system_text: bool,
    /// The palette of old, where the file has its own.
    pub(super) indexed: Vec<u32>,
}

impl Default for Palette {
    /// The colours of the "Office" theme, for files that have none.
    fn default() -> Self {
        Self {
            theme: [
                0xff_ffff, 0x00_0000, 0xee_ece1, 0x1f_497d, 0x4f_81bd, 0xc0_504d, 0x9b_bb59,
                0x80_64a2, 0x4b_acc6, 0xf7_9646, 0x00_00ff, 0x80_0080,
            ],
            system_text: true,
            indexed: Vec::new(),
        }
    }
}

impl Palette {
    /// Reads the theme part.
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, ConvertError> {
        let mut palette = Self::default();
        let Some((mut xml, _)) = package.xml(part)? else {
            return Ok(palette);
        };
        while xml.child(0)?.is_some() {
            while let Some(tag) = xml.child(1)? {
                if tag.name() != "themeElements" {
                    continue;
                }
                while let Some(tag) = xml.child(2)? {
                    if tag.name() != "clrScheme" {
                        continue;
                    }
                    while let Some(slot) = xml.child(3)? {
                        let at = SLOTS.iter().position(|name| *name == slot.name());
                        while let Some(color) = xml.child(4)? {
                            palette.set(at, &color);
                        }
                    }
                }
            }
        }
        Ok(palette)
    }

    fn set(&mut self, at: Option<usize>, color: &Tag) {
        let system = color.name() == "sysClr";
        let hex = color.get(if system { "lastClr" } else { "val" });
        let rgb = hex.and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        if let (Some(at), Some(rgb)) = (at, rgb)
            && let Some(slot) = self.theme.get_mut(at)
        {
            *slot = rgb & 0xff_ffff;
            if at == 1 {
                self.system_text = system;
            }
        }
    }

    /// The colour that a file means; `None` for the one that the system gives to texts and lines.
    pub(super) fn color(&self, color: FileColor) -> Option<Color> {
        let rgb = match color {
            FileColor::Rgb(rgb) => rgb,
            FileColor::Theme { index: 1, tint: 0 } if self.system_text => return None,
            FileColor::Theme { index, tint } => {
                tinted(self.theme.get(usize::from(index)).copied()?, tint)
            }
            FileColor::Indexed(index) => {
                let index = usize::from(index);
                // The first eight are there twice.
                let usual = INDEXED.get(index.checked_sub(8).unwrap_or(index));
                self.indexed.get(index).or(usual).copied()?
            }
            FileColor::Auto => return None,
        };
        let [_, red, green, blue] = rgb.to_be_bytes();
        Some(Color(red, green, blue))
    }
}

/// Reads an element of type `CT_Color` (18.8.3).
pub(super) fn color(tag: &Tag) -> Option<FileColor> {
    if let Some(rgb) = tag.get("rgb") {
        let digits = rgb.get(rgb.len().checked_sub(6)?..)?;
        return u32::from_str_radix(digits, 16).ok().map(FileColor::Rgb);
    }
    if let Some(index) = tag.number("theme") {
        let tint: f64 = tag.number("tint").unwrap_or(0.0);
        let tint = (tint.clamp(-1.0, 1.0) * 1000.0).round() as i16;
        return Some(FileColor::Theme { index, tint });
    }
    match tag.number::<u8>("indexed") {
        Some(64 | 65) => Some(FileColor::Auto),
        Some(index) => Some(FileColor::Indexed(index)),
        None => tag.get("auto").map(|_| FileColor::Auto),
    }
}
