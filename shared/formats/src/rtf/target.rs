//! A text that is being put together: the body, a note, a header.

use spindle_model::document::{Block, Inline, InlineKind, ListBuilder, ListMark, Paragraph};

use crate::doc::tables::{RowShape, TableBuilder};

/// A text.
#[derive(Default)]
pub(super) struct Target {
    blocks: ListBuilder,
    tables: Vec<TableBuilder>,
    inlines: Vec<Inline>,
    /// What text boxes say that hang on the open paragraph.
    pub(super) boxes: Vec<Block>,
    /// A page broke in the open paragraph, before which there was nothing.
    after_break: bool,
    /// Whether the note stands at the end of the document.
    pub(super) endnote: bool,
    /// Which comment it is, where its range was said before.
    pub(super) comment: Option<usize>,
    /// When the comment was made, as Word packs it.
    pub(super) date: Option<u32>,
}

impl Target {
    /// Whether the open paragraph says anything.
    pub(super) fn has_inlines(&self) -> bool {
        !self.inlines.is_empty()
    }

    /// The last inline of the open paragraph.
    pub(super) fn last(&mut self) -> Option<&mut Inline> {
        self.inlines.last_mut()
    }

    /// Adds to the open paragraph; text of the same format goes to the text before it.
    pub(super) fn push(&mut self, inline: Inline) {
        if let InlineKind::Text(text) = &inline.kind
            && let Some(last) = self.inlines.last_mut()
            && let InlineKind::Text(before) = &mut last.kind
            && last.format == inline.format
        {
            before.push_str(text);
            return;
        }
        self.inlines.push(inline);
    }

    /// Ends the open paragraph. `depth` says how deep in tables it stands.
    pub(super) fn end_paragraph(&mut self, shape: Paragraph, mark: Option<ListMark>, depth: usize) {
        self.set_depth(depth);
        let inlines = std::mem::take(&mut self.inlines);
        let boxes = std::mem::take(&mut self.boxes);
        let skip = std::mem::take(&mut self.after_break) && inlines.is_empty();
        let blocks = self.open();
        if !skip {
            let paragraph = Block::Paragraph(Paragraph { inlines, ..shape });
            match mark {
                Some(mark) => blocks.push_item(mark, paragraph),
                None => blocks.push(paragraph),
            }
        }
        for block in boxes {
            blocks.push(block);
        }
    }

    /// A page breaks; within tables it does not.
    pub(super) fn page_break(&mut self) {
        if self.tables.is_empty() {
            self.blocks.push(Block::PageBreak);
            self.after_break = true;
        }
    }

    /// A block that stands in no table.
    pub(super) fn push_block(&mut self, block: Block) {
        self.set_depth(0);
        self.blocks.push(block);
    }

    /// Ends the open cell at a depth.
    pub(super) fn end_cell(&mut self, depth: usize) {
        self.set_depth(depth);
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
        }
    }

    /// Ends the open row at a depth.
    pub(super) fn end_row(&mut self, depth: usize, shape: RowShape) {
        while self.tables.len() > depth {
            self.close_table();
        }
        if self.tables.len() == depth
            && let Some(table) = self.tables.last_mut()
        {
            table.end_row(shape);
        }
    }

    /// How deep in tables text stands now.
    pub(super) fn depth(&self) -> usize {
        self.tables.len()
    }

    /// The blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.set_depth(0);
        self.blocks.finish()
    }

    fn open(&mut self) -> &mut ListBuilder {
        match self.tables.last_mut() {
            Some(table) => {
                table.fill();
                &mut table.cell
            }
            None => &mut self.blocks,
        }
    }

    fn set_depth(&mut self, depth: usize) {
        while self.tables.len() > depth {
            self.close_table();
        }
        self.tables.resize_with(depth, TableBuilder::default);
    }

    fn close_table(&mut self) {
        if let Some(table) = self.tables.pop().and_then(TableBuilder::finish) {
            self.open().push(Block::Table(table));
        }
    }
}
