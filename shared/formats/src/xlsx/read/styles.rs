//! Cell formats (ECMA-376 Part 1, 18.8).

mod borders;
mod fills;

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Script;
use spindle_model::workbook::{
    CellBorders, CellFont, CellStyle, Color, HorizontalAlign, VerticalAlign,
};
use spindle_ooxml::sheet::styles::{Color as FileColor, builtin_code};

use super::package::Package;
use super::theme::{Palette, color};
use super::xml::{Tag, Xml};
use crate::xlsx::intern::StyleSet;

/// Fonts, fills, lines or formats of a file; Excel stops at 65,490 formats.
const MAX_ENTRIES: usize = 100_000;

/// The number formats 27 to 36 and 50 to 58 have no code in files. They are dates in Chinese, Japanese and Korean
/// editions of Excel (18.8.30); these are the Chinese ones.
const EAST_ASIAN: &[(u32, &str)] = &[
    (27, "yyyy\"年\"m\"月\""),
    (28, "m\"月\"d\"日\""),
    (29, "m\"月\"d\"日\""),
    (30, "m-d-yy"),
    (31, "yyyy\"年\"m\"月\"d\"日\""),
    (32, "h\"时\"mm\"分\""),
    (33, "h\"时\"mm\"分\"ss\"秒\""),
    (34, "上午/下午h\"时\"mm\"分\""),
    (35, "上午/下午h\"时\"mm\"分\"ss\"秒\""),
    (36, "yyyy\"年\"m\"月\""),
    (50, "yyyy\"年\"m\"月\""),
    (51, "m\"月\"d\"日\""),
    (52, "yyyy\"年\"m\"月\""),
    (53, "m\"月\"d\"日\""),
    (54, "m\"月\"d\"日\""),
    (55, "上午/下午h\"时\"mm\"分\""),
    (56, "上午/下午h\"时\"mm\"分\"ss\"秒\""),
    (57, "yyyy\"年\"m\"月\""),
    (58, "m\"月\"d\"日\""),
];

/// The formats of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The different ones; the first is that of cells that name none.
    pub(super) set: StyleSet,
    /// For each of the file's formats the index of its style.
    pub(super) map: Vec<u32>,
    pub(super) palette: Palette,
}

impl Styles {
    /// The style that a file's format is.
    pub(super) fn index(&self, format: usize) -> u32 {
        self.map.get(format).copied().unwrap_or(0)
    }

    /// Reads the styles part, or makes up the default style where there is none.
    pub(super) fn read(
        package: &mut Package<'_>,
        part: Option<&str>,
        palette: Palette,
        job: &mut Job<'_>,
    ) -> Result<Self, ConvertError> {
        let mut sheet = StyleSheet {
            palette,
            ..StyleSheet::default()
        };
        if let Some(part) = part
            && let Some((mut xml, _)) = package.xml(part)?
        {
            sheet.read(&mut xml)?;
        }
        if sheet.diagonal {
            job.warn("border-dropped", "diagonal lines in cells were dropped");
        }
        if sheet.gradient {
            job.warn(
                "fill-simplified",
                "gradients behind cells were replaced by one colour",
            );
        }
        Ok(sheet.finish())
    }
}

/// A font as files have it: its colour may be of a palette that comes at the end of the part.
#[derive(Debug, Default, Clone)]
pub(super) struct Font {
    font: CellFont,
    color: Option<FileColor>,
}

impl Font {
    /// Takes a property of `font` (18.8.22) or of a run's `rPr` (18.4.7).
    pub(super) fn set(&mut self, tag: &Tag) {
        let font = &mut self.font;
        match tag.name() {
            "name" | "rFont" => font.name = tag.get("val").map(Arc::from),
            "sz" => {
                font.size = tag
                    .number("val")
                    .filter(|size: &f32| (0.5..=1000.0).contains(size));
            }
            "b" => font.bold = tag.flag("val", true),
            "i" => font.italic = tag.flag("val", true),
            "strike" => font.strike = tag.flag("val", true),
            "u" => font.underline = tag.get("val").is_none_or(|value| value != "none"),
            "vertAlign" => {
                font.script = match tag.get("val").as_deref() {
                    Some("superscript") => Some(Script::Super),
                    Some("subscript") => Some(Script::Sub),
                    _ => None,
                };
            }
            "color" => self.color = color(tag),
            _ => {}
        }
    }

    pub(super) fn finish(self, palette: &Palette) -> CellFont {
        CellFont {
            color: self.color.and_then(|color| palette.color(color)),
            ..self.font
        }
    }
}

#[derive(Debug, Default)]
struct Format {
    font: usize,
    fill: usize,
    border: usize,
    number: u32,
    /// What is not in other lists.
    style: CellStyle,
}

#[derive(Debug, Default)]
struct StyleSheet {
    codes: HashMap<u32, Arc<str>>,
    fonts: Vec<Font>,
    fills: Vec<fills::Fill>,
    borders: Vec<borders::Borders>,
    formats: Vec<Format>,
    palette: Palette,
    diagonal: bool,
    gradient: bool,
}

impl StyleSheet {
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while xml.child(0)?.is_some() {
            while let Some(section) = xml.child(1)? {
                match section.name() {
                    "numFmts" => self.number_formats(xml)?,
                    "fonts" => self.fonts(xml)?,
                    "fills" => self.fills(xml)?,
                    "borders" => self.borders(xml)?,
                    "cellXfs" => self.formats(xml)?,
                    "colors" => self.colors(xml)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn number_formats(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode")) {
                room(self.codes.len())?;
                self.codes.insert(id, code.into());
            }
        }
        Ok(())
    }

    fn fonts(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while xml.child(2)?.is_some() {
            let mut font = Font::default();
            while let Some(tag) = xml.child(3)? {
                font.set(&tag);
            }
            room(self.fonts.len())?;
            self.fonts.push(font);
        }
        Ok(())
    }

    fn fills(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while xml.child(2)?.is_some() {
            let fill = fills::Fill::read(xml)?;
            self.gradient |= fill.is_gradient();
            room(self.fills.len())?;
            self.fills.push(fill);
        }
        Ok(())
    }

    fn borders(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while xml.child(2)?.is_some() {
            let borders = borders::Borders::read(xml)?;
            self.diagonal |= borders.diagonal;
            room(self.borders.len())?;
            self.borders.push(borders);
        }
        Ok(())
    }

    fn formats(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            let mut format = Format {
                font: tag.number("fontId").unwrap_or(0),
                fill: tag.number("fillId").unwrap_or(0),
                border: tag.number("borderId").unwrap_or(0),
                number: tag.number("numFmtId").unwrap_or(0),
                style: CellStyle::default(),
            };
            while let Some(tag) = xml.child(3)? {
                match tag.name() {
                    "alignment" => align(&tag, &mut format.style),
                    "protection" => format.style.unlocked = !tag.flag("locked", true),
                    _ => {}
                }
            }
            room(self.formats.len())?;
            self.formats.push(format);
        }
        Ok(())
    }

    /// The palette of old, where the file has its own (18.8.27).
    fn colors(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            if tag.name() != "indexedColors" {
                continue;
            }
            while let Some(tag) = xml.child(3)? {
                let rgb = match color(&tag) {
                    Some(FileColor::Rgb(rgb)) => rgb & 0xff_ffff,
                    _ => 0,
                };
                room(self.palette.indexed.len())?;
                self.palette.indexed.push(rgb);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Styles {
        let palette = self.palette;
        let codes = &mut self.codes;
        let fonts: Vec<CellFont> = self
            .fonts
            .into_iter()
            .map(|font| font.finish(&palette))
            .collect();
        let fills: Vec<Option<Color>> =
            self.fills.iter().map(|fill| fill.color(&palette)).collect();
        let borders: Vec<CellBorders> = self
            .borders
            .iter()
            .map(|borders| borders.finish(&palette))
            .collect();
        let mut set = StyleSet::default();
        let map: Vec<u32> = self
            .formats
            .into_iter()
            .map(|format| {
                set.add(CellStyle {
                    font: fonts.get(format.font).cloned().unwrap_or_default(),
                    fill: fills.get(format.fill).copied().flatten(),
                    borders: borders.get(format.border).copied().unwrap_or_default(),
                    number_format: code(codes, format.number),
                    ..format.style
                })
            })
            .collect();
        if set.styles.is_empty() {
            set.add(CellStyle::default());
        }
        Styles { set, map, palette }
    }
}

/// The code of a number format, each one kept once.
fn code(codes: &mut HashMap<u32, Arc<str>>, id: u32) -> Option<Arc<str>> {
    if let Some(code) = codes.get(&id) {
        let general = code.is_empty() || code.eq_ignore_ascii_case("general");
        return (!general).then(|| Arc::clone(code));
    }
    if id == 0 {
        return None;
    }
    let east_asian = || {
        EAST_ASIAN
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, code)| *code)
    };
    let code: Arc<str> = builtin_code(id).or_else(east_asian)?.into();
    codes.insert(id, Arc::clone(&code));
    Some(code)
}

/// Reads `alignment` (18.8.1).
fn align(tag: &Tag, style: &mut CellStyle) {
    style.horizontal = match tag.get("horizontal").as_deref() {
        Some("left") => HorizontalAlign::Left,
        Some("center") => HorizontalAlign::Center,
        Some("right") => HorizontalAlign::Right,
        Some("justify" | "distributed") => HorizontalAlign::Justify,
        Some("fill") => HorizontalAlign::Fill,
        Some("centerContinuous") => HorizontalAlign::CenterAcross,
        _ => HorizontalAlign::General,
    };
    style.vertical = match tag.get("vertical").as_deref() {
        Some("top" | "justify") => VerticalAlign::Top,
        Some("center" | "distributed") => VerticalAlign::Middle,
        _ => VerticalAlign::Bottom,
    };
    style.wrap = tag.flag("wrapText", false);
    style.indent = tag.number("indent").unwrap_or(0);
    // Above 90 it is turned with the clock; 255 means letters below each other.
    style.rotation = match tag.number::<i16>("textRotation") {
        Some(turn @ 0..=90) => turn,
        Some(turn @ 91..=180) => 90 - turn,
        _ => 0,
    };
}

fn room(entries: usize) -> Result<(), ConvertError> {
    if entries < MAX_ENTRIES {
        return Ok(());
    }
    Err(ConvertError::limit(format!(
        "the workbook has more than {MAX_ENTRIES} formats"
    )))
}
