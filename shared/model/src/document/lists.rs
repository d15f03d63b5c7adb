//! From lines that each say their own level to nested lists: how most formats write lists.

use super::{Block, List, ListItem, ListKind};

/// What a line says of itself as an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListMark {
    /// How deep it stands; 0 is the outermost.
    pub level: u8,
    /// What stands before it. The start counts where the line begins a list.
    pub kind: ListKind,
    /// For items of a task list: whether it is done.
    pub checked: Option<bool>,
    /// Which list of the file it belongs to: lines of other lists begin a new one.
    pub list: u64,
}

/// Collects blocks, nesting those that are marked as items.
#[derive(Debug, Default)]
pub struct ListBuilder {
    blocks: Vec<Block>,
    /// The lists that are open, from the outside in; each but the first belongs to the last item of the one before.
    open: Vec<(u64, List)>,
}

impl ListBuilder {
    /// Adds a block that is no item: it ends all lists.
    pub fn push(&mut self, block: Block) {
        self.close_to(0);
        self.blocks.push(block);
    }

    /// Adds a block to the last item, where a list is open (a paragraph of an item that bears no mark of its own);
    /// elsewhere it is [`ListBuilder::push`].
    pub fn push_to_item(&mut self, block: Block) {
        match self
            .open
            .last_mut()
            .and_then(|(_, list)| list.items.last_mut())
        {
            Some(item) => item.blocks.push(block),
            None => self.push(block),
        }
    }

    /// Adds a block to the last item of that level, where one is open, ending what is nested in it; elsewhere it is
    /// [`ListBuilder::push`].
    pub fn push_to_item_at(&mut self, level: u8, block: Block) {
        self.close_to(usize::from(level).saturating_add(1));
        self.push_to_item(block);
    }

    /// Adds an item without a block of its own.
    pub fn push_bare_item(&mut self, mark: ListMark) {
        self.begin_item(mark, Vec::new());
    }

    /// Adds a block that is an item.
    pub fn push_item(&mut self, mark: ListMark, block: Block) {
        self.begin_item(mark, vec![block]);
    }

    fn begin_item(&mut self, mark: ListMark, blocks: Vec<Block>) {
        let depth = usize::from(mark.level).saturating_add(1);
        self.close_to(depth);
        if self.open.len() == depth
            && self
                .open
                .last()
                .is_some_and(|(id, list)| *id != mark.list || !same_kind(list.kind, mark.kind))
        {
            self.close_to(depth.saturating_sub(1));
        }
        while self.open.len() < depth {
            // Levels between are items without a block of their own.
            if let Some((_, outer)) = self.open.last_mut()
                && outer.items.is_empty()
            {
                outer.items.push(ListItem::default());
            }
            let innermost = self.open.len().saturating_add(1) == depth;
            let kind = if innermost {
                mark.kind
            } else {
                outer_kind(mark.kind)
            };
            self.open.push((
                mark.list,
                List {
                    kind,
                    tight: true,
                    items: Vec::new(),
                },
            ));
        }
        if let Some((_, list)) = self.open.last_mut() {
            list.items.push(ListItem {
                checked: mark.checked,
                blocks,
            });
        }
    }

    /// The blocks.
    pub fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.blocks
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some((_, list)) = self.open.pop() else {
                return;
            };
            let list = Block::List(list);
            match self.open.last_mut() {
                Some((_, outer)) => match outer.items.last_mut() {
                    Some(item) => item.blocks.push(list),
                    None => outer.items.push(ListItem {
                        checked: None,
                        blocks: vec![list],
                    }),
                },
                None => self.blocks.push(list),
            }
        }
    }
}

/// Whether lines of these kinds go into one list: how it is numbered counts, not where it starts.
fn same_kind(one: ListKind, other: ListKind) -> bool {
    match (one, other) {
        (ListKind::Bullet, ListKind::Bullet) => true,
        (ListKind::Ordered { style: one, .. }, ListKind::Ordered { style: other, .. }) => {
            one == other
        }
        _ => false,
    }
}

/// The kind of a level that nothing is said about.
fn outer_kind(kind: ListKind) -> ListKind {
    match kind {
        ListKind::Bullet => ListKind::Bullet,
        ListKind::Ordered { style, .. } => ListKind::Ordered { start: 1, style },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;

    fn line(text: &str) -> Block {
        Block::Paragraph(Paragraph::text(text))
    }

    fn bullet(level: u8) -> ListMark {
        ListMark {
            level,
            kind: ListKind::Bullet,
            checked: None,
            list: 1,
        }
    }

    fn shape(blocks: &[Block]) -> String {
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.plain_text(),
                Block::List(list) => {
                    let items: Vec<String> =
                        list.items.iter().map(|item| shape(&item.blocks)).collect();
                    format!("[{}]", items.join("|"))
                }
                _ => "?".to_owned(),
            })
            .collect()
    }

    #[test]
    fn lines_nest_by_their_levels() {
        let mut builder = ListBuilder::default();
        for (level, text) in [(0, "a"), (1, "b"), (1, "c"), (0, "d"), (2, "e"), (0, "f")] {
            builder.push_item(bullet(level), line(text));
        }
        builder.push(line("end"));
        assert_eq!(shape(&builder.finish()), "[a[b|c]|d[[e]]|f]end");
    }

    #[test]
    fn a_list_may_begin_deep_and_another_kind_begins_anew() {
        let mut builder = ListBuilder::default();
        builder.push_item(bullet(2), line("a"));
        builder.push_item(
            ListMark {
                kind: ListKind::Ordered {
                    start: 3,
                    style: crate::document::NumberStyle::Decimal,
                },
                ..bullet(0)
            },
            line("b"),
        );
        builder.push_to_item(line("more"));
        assert_eq!(shape(&builder.finish()), "[[[a]]][bmore]");
    }
}
