//! Cell formats (ECMA-376 Part 1, 18.8).

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use spindle_model::convert::Job;
use spindle_model::document::Script;
use spindle_model::workbook::{
    BorderLine, BorderStyle, CellBorders, CellFont, CellStyle, Color, HorizontalAlign,
    VerticalAlign,
};
use spindle_ooxml::sheet::styles::builtin_code;

use super::{HEAD, MAIN};
use crate::xlsx::chars::push_attribute;
use crate::xlsx::intern::{FontKey, StyleSet};

/// Formats that Excel allows.
const MAX_FORMATS: usize = 65_490;
/// The first number of formats that files spell out.
const FIRST_CUSTOM: u32 = 164;
/// Built-in number formats that mean the same wherever the file is opened, and those that a date means to have that
/// follows the reader's country.
const BUILT_IN: [std::ops::RangeInclusive<u32>; 4] = [1..=4, 9..=22, 37..=40, 45..=49];

/// The formats of a file that is written.
#[derive(Debug, Default)]
pub(in crate::xlsx) struct Formats {
    /// For each of the workbook's styles the index of its format.
    map: Vec<u32>,
    formats: String,
    count: usize,
    fonts: Table<FontKey>,
    fills: Table<Option<Color>>,
    borders: Table<CellBorders>,
    numbers: HashMap<Arc<str>, u32>,
    number_entries: String,
    custom: u32,
}

/// Entries of a list, each once.
#[derive(Debug)]
struct Table<K> {
    entries: String,
    index: HashMap<K, u32>,
    count: u32,
}

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self {
            entries: String::new(),
            index: HashMap::new(),
            count: 0,
        }
    }
}

impl<K: std::hash::Hash + Eq> Table<K> {
    fn add(&mut self, key: K, push: impl FnOnce(&mut String)) -> u32 {
        *self.index.entry(key).or_insert_with(|| {
            push(&mut self.entries);
            self.count += 1;
            self.count - 1
        })
    }
}

impl Formats {
    pub(super) fn new(styles: &[CellStyle], job: &mut Job<'_>) -> Self {
        let mut formats = Self::default();
        // Excel takes the first two fills for these, whatever they are.
        formats.fills.add(None, |out| {
            out.push_str("<fill><patternFill patternType=\"none\"/></fill>");
        });
        formats
            .fills
            .entries
            .push_str("<fill><patternFill patternType=\"gray125\"/></fill>");
        formats.fills.count += 1;
        let default = CellStyle::default();
        let first = styles.first().unwrap_or(&default);
        formats.borders.add(CellBorders::default(), |out| {
            push_borders(out, &CellBorders::default());
        });

        let mut set = StyleSet::default();
        set.add(first.clone());
        formats.format(first, &first.font);
        for style in styles {
            let mut index = set.add(style.clone());
            if index as usize >= MAX_FORMATS {
                job.warn(
                    "formats-dropped",
                    format!("formats after the first {MAX_FORMATS} were dropped"),
                );
                index = 0;
            } else if index as usize == formats.count {
                formats.format(style, &first.font);
            }
            formats.map.push(index);
        }
        formats
    }

    /// A styles part with the default format only.
    pub(in crate::xlsx) fn bare() -> String {
        let mut progress = |_: f32| {};
        Self::new(&[], &mut Job::new(&mut progress)).part()
    }

    /// The format of a style of the workbook.
    pub(super) fn index(&self, style: u32) -> u32 {
        self.map.get(style as usize).copied().unwrap_or(0)
    }

    fn format(&mut self, style: &CellStyle, default: &CellFont) {
        // Programs want every font to have a name and a size.
        let mut font = style.font.clone();
        let name = font.name.or_else(|| default.name.clone());
        font.name = Some(name.unwrap_or_else(|| "Calibri".into()));
        font.size = font.size.or(default.size).or(Some(11.0));
        let font_id = self.fonts.add(FontKey::new(&font), |out| {
            out.push_str("<font>");
            push_font(out, &font, "name");
            out.push_str("</font>");
        });
        let fill_id = self.fills.add(style.fill, |out| {
            let hex = style.fill.unwrap_or_default().hex();
            let _ = write!(
                out,
                "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{hex}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
            );
        });
        let border_id = self.borders.add(style.borders, |out| {
            push_borders(out, &style.borders);
        });
        let number_id = style
            .number_format
            .as_ref()
            .map_or(0, |code| self.number_format(code));
        let out = &mut self.formats;
        let _ = write!(
            out,
            "<xf numFmtId=\"{number_id}\" fontId=\"{font_id}\" fillId=\"{fill_id}\" borderId=\"{border_id}\" xfId=\"0\""
        );
        for (id, attribute) in [
            (number_id, "applyNumberFormat"),
            (font_id, "applyFont"),
            (fill_id, "applyFill"),
            (border_id, "applyBorder"),
        ] {
            if id != 0 {
                let _ = write!(out, " {attribute}=\"1\"");
            }
        }
        push_inside(out, style);
        self.count += 1;
    }

    fn number_format(&mut self, code: &Arc<str>) -> u32 {
        if code.is_empty() || code.eq_ignore_ascii_case("general") {
            return 0;
        }
        if let Some(id) = self.numbers.get(code) {
            return *id;
        }
        let built_in = BUILT_IN
            .into_iter()
            .flatten()
            .find(|id| builtin_code(*id) == Some(code));
        let id = built_in.unwrap_or_else(|| {
            let id = FIRST_CUSTOM + self.custom;
            self.custom += 1;
            let _ = write!(
                self.number_entries,
                "<numFmt numFmtId=\"{id}\" formatCode=\""
            );
            push_attribute(&mut self.number_entries, code);
            self.number_entries.push_str("\"/>");
            id
        });
        self.numbers.insert(Arc::clone(code), id);
        id
    }

    /// The styles part.
    pub(super) fn part(&self) -> String {
        let mut out = format!("{HEAD}<styleSheet xmlns=\"{MAIN}\">");
        if self.custom > 0 {
            let _ = write!(
                out,
                "<numFmts count=\"{}\">{}</numFmts>",
                self.custom, self.number_entries
            );
        }
        let mut list = |name: &str, count: usize, entries: &str| {
            let _ = write!(out, "<{name} count=\"{count}\">{entries}</{name}>");
        };
        list("fonts", self.fonts.count as usize, &self.fonts.entries);
        list("fills", self.fills.count as usize, &self.fills.entries);
        list(
            "borders",
            self.borders.count as usize,
            &self.borders.entries,
        );
        list(
            "cellStyleXfs",
            1,
            "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>",
        );
        list("cellXfs", self.count, &self.formats);
        list(
            "cellStyles",
            1,
            "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>",
        );
        out.push_str("<dxfs count=\"0\"/></styleSheet>");
        out
    }
}

/// Appends what a font consists of; `name` is the element of its family: `name` (18.8.22) or `rFont` (18.4.7).
pub(super) fn push_font(out: &mut String, font: &CellFont, name: &str) {
    for (set, element) in [
        (font.bold, "<b/>"),
        (font.italic, "<i/>"),
        (font.strike, "<strike/>"),
        (font.underline, "<u/>"),
    ] {
        if set {
            out.push_str(element);
        }
    }
    match font.script {
        Some(Script::Super) => out.push_str("<vertAlign val=\"superscript\"/>"),
        Some(Script::Sub) => out.push_str("<vertAlign val=\"subscript\"/>"),
        None => {}
    }
    if let Some(size) = font.size.filter(|size| size.is_finite()) {
        let _ = write!(out, "<sz val=\"{}\"/>", size.clamp(1.0, 409.0));
    }
    if let Some(color) = font.color {
        let _ = write!(out, "<color rgb=\"FF{}\"/>", color.hex());
    }
    if let Some(family) = &font.name {
        let _ = write!(out, "<{name} val=\"");
        push_attribute(out, family);
        out.push_str("\"/>");
    }
}

/// Appends the end of a format's start tag and what is inside.
fn push_inside(out: &mut String, style: &CellStyle) {
    let mut align = String::new();
    let horizontal = match style.horizontal {
        HorizontalAlign::General => None,
        HorizontalAlign::Left => Some("left"),
        HorizontalAlign::Center => Some("center"),
        HorizontalAlign::Right => Some("right"),
        HorizontalAlign::Justify => Some("justify"),
        HorizontalAlign::Fill => Some("fill"),
        HorizontalAlign::CenterAcross => Some("centerContinuous"),
    };
    let vertical = match style.vertical {
        VerticalAlign::Bottom => None,
        VerticalAlign::Middle => Some("center"),
        VerticalAlign::Top => Some("top"),
    };
    for (name, value) in [("horizontal", horizontal), ("vertical", vertical)] {
        if let Some(value) = value {
            let _ = write!(align, " {name}=\"{value}\"");
        }
    }
    // Turned with the clock it counts on from 90.
    let turn = match style.rotation.clamp(-90, 90) {
        turn @ 0.. => turn,
        turn => 90 - turn,
    };
    if turn != 0 {
        let _ = write!(align, " textRotation=\"{turn}\"");
    }
    if style.wrap {
        align.push_str(" wrapText=\"1\"");
    }
    if style.indent != 0 {
        let _ = write!(align, " indent=\"{}\"", style.indent.min(250));
    }
    if align.is_empty() && !style.unlocked {
        out.push_str("/>");
        return;
    }
    if !align.is_empty() {
        out.push_str(" applyAlignment=\"1\"");
    }
    if style.unlocked {
        out.push_str(" applyProtection=\"1\"");
    }
    out.push('>');
    if !align.is_empty() {
        let _ = write!(out, "<alignment{align}/>");
    }
    if style.unlocked {
        out.push_str("<protection locked=\"0\"/>");
    }
    out.push_str("</xf>");
}

fn push_borders(out: &mut String, borders: &CellBorders) {
    out.push_str("<border>");
    for (side, line) in [
        ("left", borders.left),
        ("right", borders.right),
        ("top", borders.top),
        ("bottom", borders.bottom),
    ] {
        push_line(out, side, line);
    }
    out.push_str("<diagonal/></border>");
}

fn push_line(out: &mut String, side: &str, line: Option<BorderLine>) {
    let Some(line) = line else {
        let _ = write!(out, "<{side}/>");
        return;
    };
    let style = line_name(line.style);
    let hex = line.color.hex();
    let _ = write!(
        out,
        "<{side} style=\"{style}\"><color rgb=\"FF{hex}\"/></{side}>"
    );
}

/// What a way to draw lines is called (18.18.3).
pub(in crate::xlsx) fn line_name(style: BorderStyle) -> &'static str {
    match style {
        BorderStyle::Thin => "thin",
        BorderStyle::Hair => "hair",
        BorderStyle::Dotted => "dotted",
        BorderStyle::Dashed => "dashed",
        BorderStyle::DashDot => "dashDot",
        BorderStyle::DashDotDot => "dashDotDot",
        BorderStyle::Medium => "medium",
        BorderStyle::MediumDashed => "mediumDashed",
        BorderStyle::Thick => "thick",
        BorderStyle::Double => "double",
    }
}
