//! What a format says.

use super::{Color, Styles};
use crate::dom::{Dom, NodeId};

/// A format in words; lengths in points.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CellFormat {
    /// Bold type.
    pub bold: bool,
    /// Italic type.
    pub italic: bool,
    /// Struck out.
    pub strikeout: bool,
    /// A value of `ST_UnderlineValues`, or `none`.
    pub underline: String,
    /// `superscript`, `subscript` or `baseline`.
    pub vertical_position: String,
    /// Size of the type in points.
    pub font_size: f64,
    /// Name of the font.
    pub font_name: String,
    /// Colour of the text.
    pub font_color: Option<Color>,
    /// Colour of a solid fill.
    pub fill: Option<Color>,
    /// Code of the number format.
    pub number_format: String,
    /// A value of `ST_HorizontalAlignment`.
    pub horizontal: String,
    /// A value of `ST_VerticalAlignment`.
    pub vertical: String,
    /// Lines break at the width of the cell.
    pub wrap: bool,
    /// Rotation as the file has it.
    pub rotation: u32,
}

impl Styles {
    /// What a cell format says.
    #[must_use]
    pub fn format(&self, dom: &Dom, format: u32) -> CellFormat {
        let Some(xf) = self.formats.get(format) else {
            return CellFormat::default();
        };
        let font = self.fonts.get(Self::number(dom, xf, "fontId"));
        let value = |name: &str| {
            font.and_then(|font| dom.child(font, name))
                .and_then(|node| dom.attr(node, "val"))
        };
        let underline = font
            .and_then(|font| dom.child(font, "u"))
            .map_or("none", |node| dom.attr(node, "val").unwrap_or("single"));
        let alignment = dom.child(xf, "alignment");
        let aligned = |name: &str| alignment.and_then(|node| dom.attr(node, name));
        CellFormat {
            bold: flag(dom, font, "b"),
            italic: flag(dom, font, "i"),
            strikeout: flag(dom, font, "strike"),
            underline: underline.to_owned(),
            vertical_position: value("vertAlign").unwrap_or("baseline").to_owned(),
            font_size: value("sz")
                .and_then(|text| text.parse().ok())
                .unwrap_or(11.0),
            font_name: value("name").unwrap_or("Calibri").to_owned(),
            font_color: font
                .and_then(|font| dom.child(font, "color"))
                .and_then(|node| Color::read(dom, node)),
            fill: self.fill_color(dom, xf),
            number_format: self.number_format(dom, format).to_owned(),
            horizontal: aligned("horizontal").unwrap_or("general").to_owned(),
            vertical: aligned("vertical").unwrap_or("bottom").to_owned(),
            wrap: aligned("wrapText").is_some_and(|text| text == "1" || text == "true"),
            rotation: aligned("textRotation")
                .and_then(|text| text.parse().ok())
                .unwrap_or(0),
        }
    }

    fn fill_color(&self, dom: &Dom, xf: NodeId) -> Option<Color> {
        let fill = self.fills.get(Self::number(dom, xf, "fillId"))?;
        let pattern = dom.child(fill, "patternFill")?;
        if matches!(dom.attr(pattern, "patternType"), None | Some("none")) {
            return None;
        }
        Color::read(dom, dom.child(pattern, "fgColor")?)
    }
}

fn flag(dom: &Dom, font: Option<NodeId>, name: &str) -> bool {
    let node = font.and_then(|font| dom.child(font, name));
    node.is_some_and(|node| !matches!(dom.attr(node, "val"), Some("0" | "false")))
}
