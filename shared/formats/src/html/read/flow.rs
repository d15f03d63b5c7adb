//! The line that is being read, and the blocks before it.

use spindle_model::document::{
    Block, Inline, InlineKind, ListBuilder, ListMark, Paragraph, TextFormat,
};

use super::{Context, White};

/// What stands at the end of the line.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Edge {
    /// Nothing: white space is dropped.
    #[default]
    Start,
    /// A space that goes away when the line ends.
    Space,
    /// Something to be seen.
    Text,
}

/// Blocks, and the line that will be the next.
#[derive(Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    line: Vec<Inline>,
    edge: Edge,
    /// Lines that say their own level.
    lines: Option<ListBuilder>,
    /// The level of the heading that one is in.
    pub(super) heading: Option<u8>,
    /// For items: the state of their box.
    pub(super) checked: Option<bool>,
    /// Whether the line is a paragraph even when nothing is in it.
    kept: bool,
    /// Blocks that went into `lines`.
    in_lines: usize,
}

impl Flow {
    /// Adds text, its white space collapsed where the context says so.
    pub(super) fn text(&mut self, text: &str, context: &Context) {
        if context.white == White::Collapse && !text.contains(collapsible) && !text.is_empty() {
            self.append(text, &context.text);
            self.edge = Edge::Text;
            return;
        }
        let mut run = String::new();
        for c in text.chars() {
            match c {
                '\n' if context.white != White::Collapse => {
                    self.append(&run, &context.text);
                    run.clear();
                    self.push_inline(Inline::new(InlineKind::LineBreak, context.text.clone()));
                    self.edge = Edge::Start;
                    if context.white == White::Keep {
                        self.edge = Edge::Text;
                    }
                }
                '\0' => {}
                c if collapsible(c) && context.white != White::Keep => {
                    if self.edge == Edge::Text {
                        run.push(' ');
                        self.edge = Edge::Space;
                    }
                }
                c => {
                    run.push(c);
                    self.edge = Edge::Text;
                }
            }
        }
        self.append(&run, &context.text);
    }

    fn append(&mut self, run: &str, format: &TextFormat) {
        if run.is_empty() {
            return;
        }
        if let Some(Inline {
            kind: InlineKind::Text(text),
            format: known,
        }) = self.line.last_mut()
            && known == format
        {
            text.push_str(run);
        } else {
            self.line.push(Inline::new(
                InlineKind::Text(run.to_owned()),
                format.clone(),
            ));
        }
    }

    /// Adds what is no text and takes room in the line.
    pub(super) fn push_visible(&mut self, inline: Inline) {
        self.line.push(inline);
        self.edge = Edge::Text;
    }

    /// Adds what takes no room.
    pub(super) fn push_inline(&mut self, inline: Inline) {
        self.line.push(inline);
    }

    /// Ends the line within the paragraph.
    pub(super) fn line_break(&mut self, format: &TextFormat) {
        self.drop_space();
        self.line
            .push(Inline::new(InlineKind::LineBreak, format.clone()));
        self.edge = Edge::Start;
    }

    /// Whether something was read since the block began.
    pub(super) fn is_blank(&self) -> bool {
        self.blocks.is_empty()
            && self
                .line
                .iter()
                .all(|inline| matches!(inline.kind, InlineKind::Bookmark(_)))
    }

    /// The line is a paragraph even when nothing is in it.
    pub(super) fn keep_line(&mut self) {
        if self.line.is_empty() {
            self.kept = true;
        }
    }

    /// Takes out a no-break space that is all there is in the line.
    pub(super) fn empty_if_blank(&mut self) {
        let blank = !self.line.is_empty()
            && self.line.iter().all(|inline| match &inline.kind {
                InlineKind::Text(text) => text.chars().all(|c| c == '\u{a0}'),
                _ => false,
            });
        if blank {
            self.line.clear();
            self.kept = true;
        }
    }

    /// How many blocks there are.
    pub(super) fn count(&self) -> usize {
        self.blocks.len().saturating_add(self.in_lines)
    }

    /// Adds a block.
    pub(super) fn push(&mut self, block: Block) {
        self.close_lines();
        self.blocks.push(block);
    }

    /// Adds a block that is an item and says its own level.
    pub(super) fn push_item(&mut self, mark: ListMark, block: Block) {
        self.in_lines = self.in_lines.saturating_add(1);
        self.lines.get_or_insert_default().push_item(mark, block);
    }

    fn close_lines(&mut self) {
        if let Some(lines) = self.lines.take() {
            self.blocks.append(&mut lines.finish());
            self.in_lines = 0;
        }
    }

    /// Makes a paragraph of the line, if there is one.
    pub(super) fn flush(&mut self, context: &Context) {
        if let Some(paragraph) = self.take_line(context) {
            self.push(Block::Paragraph(paragraph));
        }
    }

    /// The line as a paragraph.
    pub(super) fn take_line(&mut self, context: &Context) -> Option<Paragraph> {
        self.drop_space();
        self.edge = Edge::Start;
        let mut inlines = std::mem::take(&mut self.line);
        let kept = std::mem::take(&mut self.kept);
        // A break at the end of a block shows nothing; alone, it makes the line that it ends.
        let ends = matches!(
            inlines.last(),
            Some(Inline {
                kind: InlineKind::LineBreak,
                ..
            })
        );
        if ends {
            inlines.pop();
        } else if inlines.is_empty() && !kept {
            return None;
        }
        Some(Paragraph {
            heading: self.heading,
            inlines,
            format: context.block.clone(),
        })
    }

    /// All blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_lines();
        self.blocks
    }

    fn drop_space(&mut self) {
        if self.edge != Edge::Space {
            return;
        }
        self.edge = Edge::Text;
        let last =
            self.line
                .iter_mut()
                .enumerate()
                .rev()
                .find_map(|(at, inline)| match &mut inline.kind {
                    InlineKind::Text(text) => Some((at, text)),
                    _ => None,
                });
        if let Some((at, text)) = last {
            text.pop();
            if text.is_empty() {
                self.line.remove(at);
            }
        }
    }
}

/// White space as HTML counts it.
pub(super) fn collapsible(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\0')
}
