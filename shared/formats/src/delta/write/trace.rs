//! Which piece of a document every character of its Delta comes from, so that what was edited as Delta can be put back
//! into the document.

use spindle_delta::{Attributes, Delta};
use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::{Block, Document, ListItem, ListKind};

use super::super::embeds;
use super::{Place, Writer};

/// Where what was written comes from. Places count characters and embeds.
#[derive(Debug, Default)]
pub(super) struct Trace {
    units: usize,
    paragraphs: Vec<Vec<usize>>,
    fillers: Vec<(usize, usize)>,
    cells: Vec<bool>,
}

/// What a part of a document was written as.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The text.
    pub delta: Delta,
    /// For each paragraph of the part, in reading order, where its inlines begin and, last, where it ends.
    pub paragraphs: Vec<Vec<usize>>,
    /// What stands between paragraphs, from and to: line breaks, marks of items, numbers of notes.
    pub fillers: Vec<(usize, usize)>,
    /// For each cell, in reading order, whether the document has it; others stand where a cell spans.
    pub cells: Vec<bool>,
}

impl Trace {
    pub(super) fn text(&mut self, text: &str) {
        self.units = self.units.saturating_add(text.chars().count());
    }

    pub(super) fn embed(&mut self) {
        self.units = self.units.saturating_add(1);
    }

    pub(super) fn paragraph(&mut self) {
        self.paragraphs.push(Vec::new());
    }

    /// An inline begins here, or the paragraph ends.
    pub(super) fn inline(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push(self.units);
        }
    }

    pub(super) fn cell(&mut self, is_there: bool) {
        self.cells.push(is_there);
    }
}

impl Writer<'_, '_> {
    /// Text that no paragraph says.
    pub(super) fn filler(&mut self, text: &str) -> Result<(), ConvertError> {
        if let Some(trace) = &mut self.trace {
            let end = trace.units.saturating_add(text.chars().count());
            trace.fillers.push((trace.units, end));
        }
        self.text(text, Attributes::none())
    }
}

/// Writes a document part by part, in its order.
pub(crate) struct Parts<'w, 'j> {
    writer: Writer<'w, 'j>,
    note: usize,
}

impl<'w, 'j> Parts<'w, 'j> {
    /// Begins; `image` gives the address of each picture.
    pub(crate) fn new(
        document: &'w Document,
        job: &'w mut Job<'j>,
        image: &'w mut dyn FnMut(usize) -> String,
    ) -> Self {
        let mut writer = Writer::new(document, job, image);
        writer.trace = Some(Trace::default());
        Self { writer, note: 0 }
    }

    /// A block by itself, or in a quotation.
    ///
    /// # Errors
    /// As [`super::super::write`]; so the others here.
    pub(crate) fn block(&mut self, block: &Block, quote: bool) -> Result<Part, ConvertError> {
        let place = Place {
            quote,
            ..Place::default()
        };
        self.writer.block(block, place)?;
        Ok(self.take())
    }

    /// An item of this level.
    pub(crate) fn item(
        &mut self,
        kind: ListKind,
        item: &ListItem,
        level: u8,
    ) -> Result<Part, ConvertError> {
        let place = Place {
            level: usize::from(level),
            indent: usize::from(level),
            ..Place::default()
        };
        self.writer.item(kind, item, place)?;
        Ok(self.take())
    }

    /// A block that goes on an item of this level.
    pub(crate) fn in_item(&mut self, block: &Block, level: u8) -> Result<Part, ConvertError> {
        let inner = usize::from(level).saturating_add(1);
        let place = Place {
            level: inner,
            indent: inner,
            ..Place::default()
        };
        self.writer.block(block, place)?;
        Ok(self.take())
    }

    /// The rule above the notes, where there are notes.
    pub(crate) fn rule(&mut self) -> Result<Option<Part>, ConvertError> {
        if self.writer.notes.is_empty() {
            return Ok(None);
        }
        self.writer.last_row = None;
        self.writer.embed(embeds::divider(), Attributes::none())?;
        Ok(Some(self.take()))
    }

    /// The next note, and which it is.
    pub(crate) fn note(&mut self) -> Result<Option<(usize, Part)>, ConvertError> {
        let Some(index) = self.writer.end_note(self.note)? else {
            return Ok(None);
        };
        self.note = self.note.saturating_add(1);
        Ok(Some((index, self.take())))
    }

    fn take(&mut self) -> Part {
        let trace = self.writer.trace.replace(Trace::default());
        let trace = trace.unwrap_or_default();
        Part {
            delta: std::mem::take(&mut self.writer.delta),
            paragraphs: trace.paragraphs,
            fillers: trace.fillers,
            cells: trace.cells,
        }
    }
}
