//! Comments (ISO/IEC 29500-1, 17.13.4): each has one range, from its first text to its last.

use std::collections::HashMap;

use spindle_model::document::{Block, Document, Inline};

/// How far the ranges of comments are.
#[derive(Debug, Default)]
pub(in crate::docx) struct CommentWriter {
    /// Ids by index; a comment without one is not written.
    ids: HashMap<usize, i64>,
    /// How many texts with the comment are still to come.
    left: HashMap<usize, usize>,
    begun: HashMap<usize, bool>,
}

impl CommentWriter {
    /// For a document that is written anew.
    pub fn fresh(document: &Document) -> Self {
        let mut writer = Self::default();
        for index in 0..document.comments.len() {
            writer.ids.insert(index, index as i64);
        }
        writer.count(&document.blocks);
        writer
    }

    /// Gives a comment its id.
    pub fn set_id(&mut self, index: usize, id: i64) {
        self.ids.insert(index, id);
    }

    /// The id of a comment.
    pub fn id(&self, index: usize) -> Option<i64> {
        self.ids.get(&index).copied()
    }

    /// Counts the texts with comments in blocks that are going to be written.
    pub fn count(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.count_inlines(&paragraph.inlines),
                Block::List(list) => {
                    for item in &list.items {
                        self.count(&item.blocks);
                    }
                }
                Block::Quote(blocks) => self.count(blocks),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.count(&cell.blocks);
                    }
                }
                Block::Code(_) | Block::Divider | Block::PageBreak | Block::Section(_) => {}
            }
        }
    }

    /// As [`CommentWriter::count`], of one line.
    pub fn count_inlines(&mut self, inlines: &[Inline]) {
        for index in inlines.iter().flat_map(|inline| &inline.format.comments) {
            let left = self.left.entry(*index).or_default();
            *left = left.saturating_add(1);
        }
    }

    /// The id of the comment, when its range begins here.
    pub(super) fn begins(&mut self, index: usize) -> Option<i64> {
        let id = self.ids.get(&index).copied()?;
        let begun = self.begun.entry(index).or_default();
        (!std::mem::replace(begun, true)).then_some(id)
    }

    /// The id of the comment, when its range ends here.
    pub(super) fn ends(&mut self, index: usize) -> Option<i64> {
        let id = self.ids.get(&index).copied()?;
        let left = self.left.get_mut(&index)?;
        *left = left.saturating_sub(1);
        (*left == 0).then_some(id)
    }
}
