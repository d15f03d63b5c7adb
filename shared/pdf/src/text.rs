//! A paragraph's text: composed of inlines, shaped to glyphs, broken into lines.

mod breaking;
mod compose;
mod formula;
mod place;
mod shape;

use std::ops::Range;
use std::rc::Rc;

use spindle_model::document::Color;

pub(crate) use breaking::{Line, Room, break_lines, widths};
pub(crate) use compose::{Composed, NoteMark};
pub(crate) use place::{LineBox, Measure, place};
pub(crate) use shape::shape;

use crate::fonts::{FaceId, Metrics, ShapedGlyph};
use crate::layout::NodeId;
use crate::style::TextStyle;

/// A character that stands for what is no text: a picture, a field.
pub(crate) const OBJECT: char = '\u{FFFC}';
/// The character that a line break is here: unlike a line feed, it does not end a paragraph for the bidirectional
/// algorithm (UAX #9).
pub(crate) const LINE_BREAK: char = '\u{2028}';
/// From one tab stop to the next, in points.
pub(crate) const TAB_STOPS: f32 = 36.0;

/// A stretch of text with one look.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    /// Where it ends, in bytes; it begins where the one before ends.
    pub(crate) end: usize,
    pub(crate) style: Rc<TextStyle>,
    pub(crate) kind: SpanKind,
    /// The element of the structure tree that it belongs to.
    pub(crate) node: NodeId,
}

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SpanKind {
    Text,
    /// A picture by its index in the document's media.
    Image {
        index: usize,
        width: f32,
        height: f32,
    },
    /// The number of the page, filled in when it is known.
    PageNumber,
    /// The number of pages, filled in when it is known.
    PageCount,
}

/// Characters that are drawn with one font in one direction.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) span: usize,
    pub(crate) face: Option<FaceId>,
    pub(crate) metrics: Metrics,
    /// The embedding level: odd ones run from right to left.
    pub(crate) level: u8,
}

/// What cannot be divided: mostly one character and its marks.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    /// Bytes of the text.
    pub(crate) text: Range<u32>,
    /// Its glyphs in [`Shaped::glyphs`].
    pub(crate) glyphs: Range<u32>,
    pub(crate) run: u32,
    /// In points; 0 for tabs, whose width the line decides.
    pub(crate) width: f32,
    pub(crate) kind: ClusterKind,
    /// Whether a line may, or must, end behind it.
    pub(crate) end: LineEnd,
}

/// What a cluster is to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClusterKind {
    Text,
    /// An ideograph or the like: a justified line may be widened behind it.
    Ideograph,
    Space,
    Tab,
    Break,
    /// A soft hyphen: seen where a line ends behind it.
    Hyphen,
    Object,
}

/// Whether a line ends behind a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineEnd {
    No,
    May,
    Must,
}

/// A paragraph ready to be broken into lines.
#[derive(Debug)]
pub(crate) struct Shaped {
    pub(crate) text: Rc<str>,
    pub(crate) spans: Vec<Span>,
    pub(crate) runs: Vec<Run>,
    /// In reading order.
    pub(crate) clusters: Vec<Cluster>,
    /// In drawing order within each run.
    pub(crate) glyphs: Vec<ShapedGlyph>,
    /// Whether the paragraph runs from right to left.
    pub(crate) rtl: bool,
    /// Notes by the byte of their marks.
    pub(crate) notes: Vec<NoteMark>,
    /// Names of places by the byte where they are.
    pub(crate) anchors: Vec<(usize, Rc<str>)>,
    /// Measures of an empty line, in points.
    pub(crate) strut: Metrics,
}

/// Glyphs of one font that stand side by side on a line.
#[derive(Debug, Clone)]
pub(crate) struct GlyphRun {
    pub(crate) face: FaceId,
    pub(crate) size: f32,
    pub(crate) color: Color,
    /// The text of the whole paragraph.
    pub(crate) text: Rc<str>,
    pub(crate) glyphs: Vec<PlacedGlyph>,
}

impl GlyphRun {
    /// The matrix (a b c d e f) that slants letters on a baseline at `y`, where the family has no italic face.
    pub(crate) const fn slant(&self, y: f32) -> [f32; 6] {
        [1.0, 0.0, -0.21, 1.0, 0.21 * y, 0.0]
    }
}

/// A glyph, in parts of the font size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedGlyph {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    /// The bytes of [`GlyphRun::text`] that it shows.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Shaped {
    /// Makes pictures that are wider than `room` as wide as that.
    pub(crate) fn shrink_pictures(&mut self, room: f32) {
        for cluster in &mut self.clusters {
            let run = usize::try_from(cluster.run).ok();
            let span = run
                .and_then(|run| self.runs.get(run))
                .and_then(|run| self.spans.get_mut(run.span));
            if let Some(span) = span
                && let SpanKind::Image { width, height, .. } = &mut span.kind
                && *width > room
            {
                *height *= room / *width;
                *width = room;
                cluster.width = room;
            }
        }
    }
}
