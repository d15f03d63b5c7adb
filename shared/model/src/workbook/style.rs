//! How cells look.

use std::sync::Arc;

use super::Color;
use crate::document::Script;

/// How a cell looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CellStyle {
    /// The font.
    pub font: CellFont,
    /// Colour behind the text.
    pub fill: Option<Color>,
    /// Lines at the sides.
    pub borders: CellBorders,
    /// The number format's code in the spelling of xlsx, for example `0.00%`; `None` is `General`.
    pub number_format: Option<Arc<str>>,
    /// Where the text stands between left and right.
    pub horizontal: HorizontalAlign,
    /// Where the text stands between top and bottom.
    pub vertical: VerticalAlign,
    /// Whether long text goes on in a further line.
    pub wrap: bool,
    /// Steps of indentation.
    pub indent: u8,
    /// Degrees by which the text is turned, -90 to 90, counted against the clock.
    pub rotation: i16,
    /// Whether the cell may be changed in a protected sheet.
    pub unlocked: bool,
}

/// A font of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CellFont {
    /// The family, where it is said.
    pub name: Option<Arc<str>>,
    /// The size in points, where it is said.
    pub size: Option<f32>,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strike: bool,
    /// Above or below the line.
    pub script: Option<Script>,
    /// Colour of the letters.
    pub color: Option<Color>,
}

/// Lines at the sides of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CellBorders {
    /// Above.
    pub top: Option<BorderLine>,
    /// At the right.
    pub right: Option<BorderLine>,
    /// Below.
    pub bottom: Option<BorderLine>,
    /// At the left.
    pub left: Option<BorderLine>,
}

/// A line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BorderLine {
    /// How it is drawn.
    pub style: BorderStyle,
    /// Its colour.
    pub color: Color,
}

/// How a line is drawn; the names are those of xlsx.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BorderStyle {
    /// Thin.
    #[default]
    Thin,
    /// As thin as can be.
    Hair,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
    /// Dashes and dots.
    DashDot,
    /// Dashes and pairs of dots.
    DashDotDot,
    /// Medium.
    Medium,
    /// Medium dashes.
    MediumDashed,
    /// Thick.
    Thick,
    /// Two lines.
    Double,
}

/// Where text stands between left and right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HorizontalAlign {
    /// Text at the left, numbers at the right, the rest in the middle.
    #[default]
    General,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// At both sides.
    Justify,
    /// Over and over.
    Fill,
    /// In the middle of the cells that follow and are empty.
    CenterAcross,
}

/// Where text stands between top and bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum VerticalAlign {
    /// At the bottom.
    #[default]
    Bottom,
    /// In the middle.
    Middle,
    /// At the top.
    Top,
}
