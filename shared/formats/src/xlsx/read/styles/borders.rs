//! Lines at the sides of cells (ECMA-376 Part 1, 18.8.4).

use spindle_model::convert::ConvertError;
use spindle_model::workbook::{BorderLine, BorderStyle, CellBorders, Color};
use spindle_ooxml::sheet::styles::Color as FileColor;

use crate::xlsx::read::theme::{Palette, color};
use crate::xlsx::read::xml::Xml;

/// A line whose colour may be of a palette that comes later.
type Line = Option<(BorderStyle, Option<FileColor>)>;

/// The lines of a format.
#[derive(Debug, Default)]
pub(super) struct Borders {
    /// Above, right, below, left.
    lines: [Line; 4],
    /// Whether there is a line across the cell.
    pub(super) diagonal: bool,
}

impl Borders {
    /// Reads the inside of `border`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ConvertError> {
        let mut borders = Self::default();
        while let Some(tag) = xml.child(3)? {
            let style = tag.get("style").as_deref().and_then(style);
            let side = match tag.name() {
                "top" => 0,
                "right" | "end" => 1,
                "bottom" => 2,
                "left" | "start" => 3,
                name => {
                    borders.diagonal |= name == "diagonal" && style.is_some();
                    continue;
                }
            };
            let mut line_color = None;
            while let Some(tag) = xml.child(4)? {
                if tag.name() == "color" {
                    line_color = color(&tag);
                }
            }
            if let Some(line) = borders.lines.get_mut(side) {
                *line = style.map(|style| (style, line_color));
            }
        }
        Ok(borders)
    }

    pub(super) fn finish(&self, palette: &Palette) -> CellBorders {
        let [top, right, bottom, left] = self.lines.map(|line| {
            line.map(|(style, color)| BorderLine {
                style,
                color: color
                    .and_then(|color| palette.color(color))
                    .unwrap_or(Color::BLACK),
            })
        });
        CellBorders {
            top,
            right,
            bottom,
            left,
        }
    }
}

/// How a line is drawn (18.18.3).
fn style(name: &str) -> Option<BorderStyle> {
    Some(match name {
        "thin" => BorderStyle::Thin,
        "hair" => BorderStyle::Hair,
        "dotted" => BorderStyle::Dotted,
        "dashed" => BorderStyle::Dashed,
        "dashDot" => BorderStyle::DashDot,
        "dashDotDot" => BorderStyle::DashDotDot,
        "medium" => BorderStyle::Medium,
        "mediumDashed" | "mediumDashDot" | "mediumDashDotDot" | "slantDashDot" => {
            BorderStyle::MediumDashed
        }
        "thick" => BorderStyle::Thick,
        "double" => BorderStyle::Double,
        _ => return None,
    })
}
