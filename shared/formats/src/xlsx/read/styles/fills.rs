//! What is behind cells (ECMA-376 Part 1, 18.8.20 to 18.8.32).

use spindle_model::convert::ConvertError;
use spindle_model::workbook::Color;
use spindle_ooxml::sheet::styles::Color as FileColor;

use crate::xlsx::read::theme::{Palette, color};
use crate::xlsx::read::xml::Xml;

/// A fill.
#[derive(Debug, Default)]
pub(super) enum Fill {
    /// Nothing.
    #[default]
    None,
    /// A pattern: how many percent of it are in the first colour, and what is seen between.
    Pattern(u32, Option<FileColor>, Option<FileColor>),
    /// A gradient, by its first and its last colour.
    Gradient(Option<FileColor>, Option<FileColor>),
}

impl Fill {
    /// Reads the inside of `fill`.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ConvertError> {
        let mut fill = Self::None;
        while let Some(tag) = xml.child(3)? {
            match tag.name() {
                "patternFill" => {
                    let percent = tag
                        .get("patternType")
                        .map_or(0, |pattern| percent(&pattern));
                    let (mut front, mut back) = (None, None);
                    while let Some(tag) = xml.child(4)? {
                        match tag.name() {
                            "fgColor" => front = color(&tag),
                            "bgColor" => back = color(&tag),
                            _ => {}
                        }
                    }
                    if percent > 0 {
                        fill = Self::Pattern(percent, front, back);
                    }
                }
                "gradientFill" => {
                    let (mut first, mut last) = (None, None);
                    while xml.child(4)?.is_some() {
                        while let Some(tag) = xml.child(5)? {
                            last = color(&tag);
                            first = first.or(last);
                        }
                    }
                    fill = Self::Gradient(first, last);
                }
                _ => {}
            }
        }
        Ok(fill)
    }

    pub(super) fn is_gradient(&self) -> bool {
        matches!(self, Self::Gradient(..))
    }

    /// The one colour that comes nearest.
    pub(super) fn color(&self, palette: &Palette) -> Option<Color> {
        let find = |color: Option<FileColor>| color.and_then(|color| palette.color(color));
        match *self {
            Self::None => None,
            // A solid fill of the text colour, which is how files spell a theme's black.
            Self::Pattern(100, front, _) => {
                let black = matches!(front, Some(FileColor::Theme { .. })).then_some(Color::BLACK);
                find(front).or(black)
            }
            Self::Pattern(percent, front, back) => {
                let front = find(front).unwrap_or(Color::BLACK);
                Some(mixed(front, find(back).unwrap_or(Color::WHITE), percent))
            }
            Self::Gradient(first, last) => {
                let first = find(first).unwrap_or(Color::WHITE);
                Some(mixed(first, find(last).unwrap_or(first), 50))
            }
        }
    }
}

/// How much of a pattern (18.18.55) is in its first colour.
fn percent(pattern: &str) -> u32 {
    match pattern {
        "solid" => 100,
        "darkGray" => 75,
        "mediumGray" | "darkGrid" | "darkHorizontal" | "darkVertical" | "darkDown" | "darkUp" => 50,
        "darkTrellis" => 75,
        "lightGray" | "lightHorizontal" | "lightVertical" | "lightDown" | "lightUp" => 25,
        "lightGrid" | "lightTrellis" => 38,
        "gray125" => 13,
        "gray0625" => 6,
        _ => 0,
    }
}

fn mixed(front: Color, back: Color, percent: u32) -> Color {
    let mix = |front: u8, back: u8| {
        let sum = u32::from(front) * percent + u32::from(back) * (100 - percent.min(100));
        (sum / 100).min(255) as u8
    };
    Color(
        mix(front.0, back.0),
        mix(front.1, back.1),
        mix(front.2, back.2),
    )
}
