//! From pieces to pages: columns, breaks, notes, headers and footers.

mod fill;
mod frame;
mod running;
#[cfg(test)]
mod tests;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, PageSetup, SectionStart};

use crate::fonts::FontBook;
use crate::layout::{Item, Layout, NodeId, NodeKind, Piece, Place, Stack, Tree};
use crate::picture::Pictures;
use crate::style::Surroundings;
use fill::Filler;

/// A page with what is drawn on it. Lengths in points, from its upper left corner.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
    pub(crate) header: Vec<Item>,
    pub(crate) footer: Vec<Item>,
    /// The number that it shows.
    pub(crate) number: u32,
    /// Where headers and footers begin at the left, how wide they are, and their distances from the edges.
    text: (f32, f32),
    distances: (f32, f32),
    /// Its section, and whether it is the first page of that.
    section: usize,
    first: bool,
}

/// A document set as pages.
pub(crate) struct Pages<'d> {
    pub(crate) pages: Vec<Page>,
    pub(crate) tree: Tree,
    pub(crate) pictures: Pictures<'d>,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(width: f32, height: f32, number: u32) -> Self {
        Self {
            width,
            height,
            items: Vec::new(),
            header: Vec::new(),
            footer: Vec::new(),
            number,
            text: (0.0, width),
            distances: (0.0, 0.0),
            section: 0,
            first: false,
        }
    }
}

/// Where text stands on the pages of a section.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Body {
    width: f32,
    height: f32,
    left: f32,
    top: f32,
    bottom: f32,
    column: f32,
    columns: usize,
    /// Of the whole text between the margins.
    text: f32,
    /// Of the header from the upper edge, and of the footer from the lower.
    distances: (f32, f32),
}

/// Between columns.
const COLUMN_GAP: f32 = 24.0;
/// A column is never narrower, whatever the margins say.
const NARROWEST: f32 = 36.0;
/// Paper is between these sizes: what PDF readers show (ISO 32000-1, C.2).
const PAPER: (f32, f32) = (72.0, 14_400.0);

/// Sets a document as pages.
///
/// # Errors
/// [`spindle_model::convert::ErrorKind::Limit`] when there are more blocks or pages than allowed.
pub(crate) fn set<'d>(
    document: &'d Document,
    book: &'d FontBook<'d>,
    pictures: Pictures<'d>,
    job: &mut Job<'_>,
) -> Result<Pages<'d>, ConvertError> {
    let mut layout = Layout::new(document, book, pictures, job);
    let sections = sections(document);
    let count = sections.len();
    let mut filler = Filler::new(layout.job.limits.pages);
    for (index, (setup, blocks)) in sections.iter().enumerate() {
        let body = layout.body(setup)?;
        layout.picture_height = (body.bottom - body.top) * 0.96;
        let place = Place {
            x: 0.0,
            width: body.column,
            node: NodeId::ROOT,
            around: Surroundings::default(),
            depth: 0,
            in_list: false,
        };
        let mut stack = layout.stack();
        layout.blocks(blocks, &place, &mut stack)?;
        if index.saturating_add(1) == count {
            layout.endnotes(body.column, &mut stack)?;
            layout.comments(body.column, &mut stack)?;
        }
        filler.section(&mut layout, setup, body, stack.pieces)?;
        (layout.job.progress)(0.5 * (index.saturating_add(1)) as f32 / count as f32);
    }
    let mut pages = filler.finish(&mut layout)?;
    running::fill(&mut layout, &sections, &mut pages)?;
    Ok(Pages {
        pages,
        tree: layout.tree,
        pictures: layout.pictures,
    })
}

/// The document taken apart at its sections.
fn sections(document: &Document) -> Vec<(&PageSetup, &[Block])> {
    let mut sections = Vec::new();
    let mut setup = &document.page;
    let mut rest = document.blocks.as_slice();
    while let Some(at) = rest
        .iter()
        .position(|block| matches!(block, Block::Section(_)))
    {
        let Some((before, behind)) = rest.split_at_checked(at) else {
            break;
        };
        // A setup before any text is the first one.
        if !before.is_empty() || !sections.is_empty() {
            sections.push((setup, before));
        }
        if let Some((Block::Section(next), behind)) = behind.split_first() {
            setup = next;
            rest = behind;
        }
    }
    sections.push((setup, rest));
    sections
}

impl Layout<'_, '_, '_> {
    /// Where text stands on the pages of a section: below its header and above its footer, however high they are.
    fn body(&mut self, setup: &PageSetup) -> Result<Body, ConvertError> {
        let sane = |value: f32, otherwise: f32| {
            if value.is_finite() {
                value.clamp(PAPER.0, PAPER.1)
            } else {
                otherwise
            }
        };
        let (width, height) = (sane(setup.width, 595.3), sane(setup.height, 841.9));
        let margin = |value: f32, most: f32| {
            if value.is_finite() {
                value.clamp(0.0, most)
            } else {
                72.0_f32.min(most)
            }
        };
        let margins = setup.margins;
        let left = margin(margins.left, width - NARROWEST);
        let right = margin(margins.right, width - NARROWEST - left);
        let mut top = margin(margins.top, height * 0.45);
        let mut bottom = height - margin(margins.bottom, height * 0.45);
        let text = width - left - right;
        let distances = (
            margin(setup.header_distance, height * 0.3),
            margin(setup.footer_distance, height * 0.3),
        );
        let above = self.running_height(&setup.header, text)?;
        if above > 0.0 {
            let end = distances.0 + above + 4.0;
            top = top.max(end.min(height * 0.45));
        }
        let below = self.running_height(&setup.footer, text)?;
        if below > 0.0 {
            let start = height - distances.1 - below - 4.0;
            bottom = bottom.min(start.max(height * 0.55));
        }
        let mut columns = usize::from(setup.columns.max(1));
        let column = |columns: usize| {
            (text - COLUMN_GAP * columns.saturating_sub(1) as f32) / columns as f32
        };
        while columns > 1 && column(columns) < NARROWEST {
            columns = columns.saturating_sub(1);
        }
        Ok(Body {
            width,
            height,
            left,
            top,
            bottom,
            column: column(columns).max(NARROWEST),
            columns,
            text,
            distances,
        })
    }

    /// The comments as a list, where they are asked for.
    fn comments(&mut self, width: f32, stack: &mut Stack) -> Result<(), ConvertError> {
        let document = self.document;
        if document.comments.is_empty() {
            return Ok(());
        }
        if !self.job.options.comments {
            self.job.warn(
                "comments-left-out",
                format!(
                    "comments are not shown on the pages: {} were left out",
                    document.comments.len()
                ),
            );
            return Ok(());
        }
        self.separator(width, stack);
        let node = self.tree.add(NodeId::ROOT, NodeKind::Note);
        for (index, comment) in document.comments.iter().enumerate() {
            let mut head = format!("[{}] {}", index.saturating_add(1), comment.author);
            if let Some(date) = comment.date.as_deref().and_then(|date| date.get(..10)) {
                head.push_str(", ");
                head.push_str(date);
            }
            self.comment(&head, &comment.blocks, width, node, stack)?;
        }
        Ok(())
    }
}

/// Whether a section goes on on the page of the one before.
fn goes_on(setup: &PageSetup, before: Option<&Body>, body: &Body) -> bool {
    setup.start == SectionStart::Continuous
        && before.is_some_and(|before| before.width == body.width && before.height == body.height)
}

/// The height of pieces and the space between them, but not above the first.
fn inner_height(pieces: &[Piece]) -> f32 {
    crate::layout::height(pieces) - pieces.first().map_or(0.0, |piece| piece.before)
}
