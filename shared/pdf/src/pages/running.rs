//! Headers and footers, once all pages are there.

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, HeaderFooter, PageSetup, Size, TextFormat};

use super::Page;
use crate::layout::{Item, Layout, NodeId, Place, Stack};
use crate::style::Surroundings;

/// Fills in headers and footers.
pub(super) fn fill(
    layout: &mut Layout<'_, '_, '_>,
    sections: &[(&PageSetup, &[Block])],
    pages: &mut [Page],
) -> Result<(), ConvertError> {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    for page in pages {
        let Some((setup, _)) = sections.get(page.section) else {
            continue;
        };
        let place = (page.number, count);
        let (left, width) = page.text;
        let (above, below) = page.distances;
        let header = variant(&setup.header, page);
        if !header.is_empty() {
            let stack = layout.running(header, width, place)?;
            draw(stack, left, above, &mut page.header);
        }
        let footer = variant(&setup.footer, page);
        if !footer.is_empty() {
            let stack = layout.running(footer, width, place)?;
            let top = page.height - below - stack.height();
            draw(stack, left, top, &mut page.footer);
        }
    }
    layout.page = None;
    Ok(())
}

fn variant<'s>(running: &'s HeaderFooter, page: &Page) -> &'s [Block] {
    match running {
        HeaderFooter {
            first: Some(first), ..
        } if page.first => first,
        HeaderFooter {
            even: Some(even), ..
        } if page.number.is_multiple_of(2) => even,
        HeaderFooter { default, .. } => default,
    }
}

fn draw(stack: Stack, x: f32, top: f32, out: &mut Vec<Item>) {
    let mut y = top;
    for piece in stack.pieces {
        y += piece.before;
        let height = piece.height;
        piece.draw(x, y, false, out);
        y += height;
    }
}

impl Layout<'_, '_, '_> {
    /// The height of the highest of a section's headers, or footers.
    pub(super) fn running_height(
        &mut self,
        running: &HeaderFooter,
        width: f32,
    ) -> Result<f32, ConvertError> {
        let mut height = 0.0_f32;
        let variants = [
            Some(&running.default),
            running.first.as_ref(),
            running.even.as_ref(),
        ];
        for blocks in variants.into_iter().flatten() {
            if !blocks.is_empty() {
                height = height.max(self.running(blocks, width, (1, 1))?.height());
            }
        }
        self.page = None;
        Ok(height)
    }

    /// Lays out a header or footer for the page of that number, of so many.
    fn running(
        &mut self,
        blocks: &[Block],
        width: f32,
        page: (u32, u32),
    ) -> Result<Stack, ConvertError> {
        self.page = Some(page);
        let text = if self.document.styles.is_empty() {
            TextFormat {
                size: Some(Size::Points(9.0)),
                color: Some(spindle_model::document::Color(0x55, 0x5C, 0x68)),
                ..TextFormat::default()
            }
        } else {
            TextFormat::default()
        };
        let place = Place {
            x: 0.0,
            width: width.max(36.0),
            node: NodeId::ARTIFACT,
            around: Surroundings {
                text,
                tight: true,
                align: None,
            },
            depth: 1,
            in_list: false,
        };
        let mut stack = self.stack();
        self.blocks(blocks, &place, &mut stack)?;
        Ok(stack)
    }
}
