//! How paragraphs look ([MS-DOC] 2.6.2), and where they stand in lists and tables.

use spindle_model::document::{Align, LineHeight, ParagraphFormat};

use super::bytes::i16_at;
use super::character::{old_shading, shading};
use super::sprm::Sprm;

/// The properties of a paragraph.
#[derive(Clone, Default)]
pub(super) struct Properties {
    /// How it looks; what only the style says is not in it.
    pub(super) format: ParagraphFormat,
    /// Index of the list, from 1; 0 or less is none.
    pub(super) list: Option<i16>,
    /// Level in the list, from 0.
    pub(super) level: Option<u8>,
    /// Numbering of Word 6 and 95: 10 is a number, 11 a bullet.
    pub(super) old_list: Option<u8>,
    /// Level of the outline, 0 to 8; 9 is text.
    pub(super) outline: Option<u8>,
    /// Whether it stands in a table.
    pub(super) in_table: bool,
    /// How deep the table is nested that it stands in.
    pub(super) depth: u32,
    /// Whether it is the mark that ends a row, in a table of the first level.
    pub(super) row_end: bool,
    /// The same in nested tables.
    pub(super) inner_row_end: bool,
    /// Whether it ends a cell of a nested table.
    pub(super) inner_cell_end: bool,
    /// The style where it is another one than the one said with the properties.
    pub(super) style: Option<u16>,
    /// Where in the stream of data further properties lie.
    pub(super) huge: Option<u32>,
}

impl Properties {
    /// Changes one property.
    pub(super) fn apply(&mut self, sprm: &Sprm<'_>) {
        let on = sprm.byte() != 0;
        let format = &mut self.format;
        match sprm.code {
            0x4600 => self.style = Some(sprm.word()),
            0x2403 => format.align = align(sprm.byte(), false),
            0x2461 => format.align = align(sprm.byte(), format.rtl == Some(true)),
            0x2405 => format.keep_lines = Some(on),
            0x2406 => format.keep_next = Some(on),
            0x2407 => format.page_break_before = Some(on),
            0x260A => self.level = Some(sprm.byte()),
            0x460B => self.list = Some(sprm.short()),
            0x25FF => self.old_list = Some(sprm.byte()),
            0x840E | 0x845D => format.indent_end = Some(sprm.points()),
            0x840F | 0x845E => format.indent_start = Some(sprm.points()),
            0x8411 | 0x8460 => format.first_line = Some(sprm.points()),
            0x4610 | 0x465F => {
                let indent = format.indent_start.unwrap_or(0.0) + sprm.points();
                format.indent_start = Some(indent.max(0.0));
            }
            0x6412 => format.line_height = line_height(sprm.value),
            0xA413 => format.space_before = Some(sprm.points()),
            0xA414 => format.space_after = Some(sprm.points()),
            0x2416 => self.in_table = on,
            0x2417 => self.row_end = on,
            0x6649 => self.depth = sprm.long(),
            0x664A => {
                let changed = self
                    .depth
                    .cast_signed()
                    .saturating_add(sprm.long().cast_signed());
                self.depth = u32::try_from(changed).unwrap_or(0);
            }
            0x244B => self.inner_cell_end = on,
            0x244C => self.inner_row_end = on,
            0x2640 => self.outline = Some(sprm.byte()),
            0x2441 => format.rtl = on.then_some(true),
            0x442D => format.background = old_shading(sprm.word()),
            0xC64D => format.background = shading(sprm.value),
            0x6645 | 0x6646 => self.huge = Some(sprm.long()),
            _ => {}
        }
    }

    /// How deep the table is nested that it stands in; 0 outside of tables.
    pub(super) fn table_depth(&self) -> usize {
        if !self.in_table && !self.row_end && self.depth == 0 {
            return 0;
        }
        usize::try_from(self.depth).unwrap_or(0).max(1)
    }
}

fn align(value: u8, mirrored: bool) -> Option<Align> {
    Some(match (value, mirrored) {
        (0, false) | (2, true) => Align::Left,
        (2, false) | (0, true) => Align::Right,
        (1, _) => Align::Center,
        (3..=5 | 7..=9, _) => Align::Justify,
        _ => return None,
    })
}

/// The height of lines: of a line of 12 points where it is a multiple, else in twentieths of a point, an exact one
/// negative ([MS-DOC] 2.9.137).
fn line_height(value: &[u8]) -> Option<LineHeight> {
    let height = i16_at(value, 0)?;
    let points = f32::from(height) / 20.0;
    Some(if i16_at(value, 2)? == 1 {
        LineHeight::Multiple(f32::from(height) / 240.0)
    } else if height < 0 {
        LineHeight::Exactly(-points)
    } else if height > 0 {
        LineHeight::AtLeast(points)
    } else {
        return None;
    })
}
