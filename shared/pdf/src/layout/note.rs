//! Footnotes and endnotes: numbered as they are met.

use std::collections::HashMap;
use std::rc::Rc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Document, NumberStyle, Paragraph, Script, Size, TextFormat};

use super::number::write;
use super::{Layout, NodeId, NodeKind, Piece, Place, Stack};
use crate::style::Surroundings;
use crate::text::Composed;

/// The notes that were met, in their order.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    met: Vec<Met>,
    known: HashMap<usize, usize>,
    footnotes: u32,
    endnotes: u32,
}

#[derive(Debug)]
struct Met {
    index: usize,
    endnote: bool,
    label: String,
    laid_out: bool,
}

/// Where the text of a note begins.
const INDENT: f32 = 13.0;

impl Notes {
    /// The place of a note among those met, and its label.
    pub(crate) fn meet(&mut self, index: usize, document: &Document) -> Option<(usize, String)> {
        if let Some(place) = self.known.get(&index) {
            let label = self.met.get(*place)?.label.clone();
            return Some((*place, label));
        }
        let note = document.notes.get(index)?;
        let label = if note.endnote {
            self.endnotes = self.endnotes.saturating_add(1);
            write(self.endnotes, NumberStyle::LowerRoman)
        } else {
            self.footnotes = self.footnotes.saturating_add(1);
            self.footnotes.to_string()
        };
        let place = self.met.len();
        self.known.insert(index, place);
        self.met.push(Met {
            index,
            endnote: note.endnote,
            label: label.clone(),
            laid_out: false,
        });
        Some((place, label))
    }
}

impl Layout<'_, '_, '_> {
    /// The pieces of a footnote, once; nothing for endnotes and for what was laid out already.
    ///
    /// # Errors
    /// What [`Layout::blocks`] says.
    pub(crate) fn footnote(&mut self, note: usize, width: f32) -> Result<Vec<Piece>, ConvertError> {
        match self.notes.met.get(note) {
            Some(met) if !met.endnote && !met.laid_out => {}
            _ => return Ok(Vec::new()),
        }
        let mut stack = self.stack();
        self.note(note, width, &mut stack)?;
        Ok(stack.pieces)
    }

    /// Adds the endnotes that were met to what stands at the end, and comments where they are asked for.
    ///
    /// # Errors
    /// What [`Layout::blocks`] says.
    pub(crate) fn endnotes(&mut self, width: f32, stack: &mut Stack) -> Result<(), ConvertError> {
        let mut first = true;
        let mut note = 0;
        // A note may have notes.
        while note < self.notes.met.len() {
            if self
                .notes
                .met
                .get(note)
                .is_some_and(|met| met.endnote && !met.laid_out)
            {
                if first {
                    self.separator(width, stack);
                    first = false;
                }
                self.note(note, width, stack)?;
            }
            note = note.saturating_add(1);
        }
        Ok(())
    }

    /// Adds a comment: its head and what it says.
    ///
    /// # Errors
    /// What [`Layout::blocks`] says.
    pub(crate) fn comment(
        &mut self,
        head: &str,
        blocks: &[Block],
        width: f32,
        node: NodeId,
        stack: &mut Stack,
    ) -> Result<(), ConvertError> {
        let text = TextFormat {
            size: Some(Size::Points(9.0)),
            ..TextFormat::default()
        };
        let place = Place {
            x: 0.0,
            width,
            node,
            around: Surroundings {
                text,
                tight: true,
                align: None,
            },
            depth: 1,
            in_list: true,
        };
        let mut paragraph = Paragraph::text(head);
        paragraph.format.keep_next = Some(true);
        for inline in &mut paragraph.inlines {
            inline.format.bold = Some(true);
        }
        self.blocks(&[Block::Paragraph(paragraph)], &place, stack)?;
        let inner = Place {
            x: INDENT,
            width: (width - INDENT).max(20.0),
            ..place
        };
        self.blocks(blocks, &inner, stack)
    }

    fn note(&mut self, note: usize, width: f32, stack: &mut Stack) -> Result<(), ConvertError> {
        let Some(met) = self.notes.met.get_mut(note) else {
            return Ok(());
        };
        met.laid_out = true;
        let (index, label) = (met.index, met.label.clone());
        let document = self.document;
        let Some(content) = document.notes.get(index) else {
            return Ok(());
        };
        let node = self.tree.add_later(NodeId::ROOT, NodeKind::Note);
        let text = TextFormat {
            size: Some(Size::Points(9.0)),
            ..TextFormat::default()
        };
        let place = Place {
            x: INDENT,
            width: (width - INDENT).max(20.0),
            node,
            around: Surroundings {
                text: text.clone(),
                tight: true,
                align: None,
            },
            depth: 1,
            in_list: true,
        };
        let first = stack.pieces.len();
        self.blocks(&content.blocks, &place, stack)?;
        let mark = TextFormat {
            script: Some(Script::Super),
            ..text
        };
        let style = self.styles.plain(&mark.over(&document.defaults.text));
        let mut composed = Composed::new(Rc::clone(&style));
        composed.push(&label, &style, node);
        let at_right = false;
        self.put_marker(composed, 0.0, INDENT - 3.0, at_right, stack, first);
        Ok(())
    }
}
