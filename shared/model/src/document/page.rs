//! Pages: their size, margins, headers and footers.

use super::Block;

/// The setup of pages. Lengths in points.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSetup {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Space around the text.
    pub margins: Margins,
    /// From the top edge to the header.
    pub header_distance: f32,
    /// From the bottom edge to the footer.
    pub footer_distance: f32,
    /// Columns of text, 1 or more.
    pub columns: u8,
    /// Headers.
    pub header: HeaderFooter,
    /// Footers.
    pub footer: HeaderFooter,
    /// The number of the first page, where counting begins anew.
    pub first_number: Option<u32>,
    /// Where the section begins.
    pub start: SectionStart,
}

impl PageSetup {
    /// How wide a column of text is, in points; the space between columns is counted as text.
    pub fn column_width(&self) -> f32 {
        let text = self.width - self.margins.left - self.margins.right;
        text.max(0.0) / f32::from(self.columns.max(1))
    }
}

/// Space around the text, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Above.
    pub top: f32,
    /// At the right.
    pub right: f32,
    /// Below.
    pub bottom: f32,
    /// At the left.
    pub left: f32,
}

/// The header or footer of the pages of a section.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeaderFooter {
    /// Of all pages for which no other is there.
    pub default: Vec<Block>,
    /// Of the first page, where that differs.
    pub first: Option<Vec<Block>>,
    /// Of even pages, where that differs.
    pub even: Option<Vec<Block>>,
}

/// Where a section begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SectionStart {
    /// On a new page.
    #[default]
    NewPage,
    /// On the page where the one before ends.
    Continuous,
}

impl Default for PageSetup {
    /// A4, upright, an inch around the text.
    fn default() -> Self {
        Self {
            width: 595.3,
            height: 841.9,
            margins: Margins {
                top: 72.0,
                right: 72.0,
                bottom: 72.0,
                left: 72.0,
            },
            header_distance: 36.0,
            footer_distance: 36.0,
            columns: 1,
            header: HeaderFooter::default(),
            footer: HeaderFooter::default(),
            first_number: None,
            start: SectionStart::NewPage,
        }
    }
}
