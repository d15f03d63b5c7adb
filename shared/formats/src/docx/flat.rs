//! Blocks as WordprocessingML has them: one after the other, each saying its own place in lists and quotations.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use spindle_model::document::{
    Block, CodeBlock, List, ListBuilder, ListKind, ListMark, Paragraph, Style,
};

use super::styles::{Role, role_of_name};

/// One block and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flat<'d> {
    /// Where it stands.
    pub place: Place,
    /// What it is: never a list, and code is one line of it.
    pub block: Cow<'d, Block>,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// By itself.
    Plain,
    /// In a quotation, which its style says.
    Quoted,
    /// It begins an item.
    Item {
        /// What it says of itself.
        mark: ListMark,
        /// The item has no block of its own, this one is an empty stand-in.
        bare: bool,
    },
    /// It goes on an item of this level.
    InItem(u8),
    /// It is code and begins a new block of it.
    CodeStart,
}

impl<'d> Flat<'d> {
    /// A block by itself.
    pub fn plain(block: Block) -> Self {
        Self {
            place: Place::Plain,
            block: Cow::Owned(block),
        }
    }

    /// Whether both say the same at the same place; which list of the file an item is of does not count.
    pub fn same(&self, other: &Self) -> bool {
        same_place(self.place, other.place) && self.block == other.block
    }
}

/// Whether two places are the same, but for which list it is and what number it has.
pub(super) fn same_place(one: Place, other: Place) -> bool {
    match (one, other) {
        (Place::Item { mark: a, bare: x }, Place::Item { mark: b, bare: y }) => {
            a.level == b.level && a.checked == b.checked && x == y && same_kind(a.kind, b.kind)
        }
        (Place::CodeStart, Place::Plain) | (Place::Plain, Place::CodeStart) => true,
        _ => one == other,
    }
}

fn same_kind(one: ListKind, other: ListKind) -> bool {
    match (one, other) {
        (ListKind::Ordered { style: one, .. }, ListKind::Ordered { style: other, .. }) => {
            one == other
        }
        _ => one == other,
    }
}

/// Nests blocks by their places.
pub(super) fn nest<'d>(flats: impl Iterator<Item = Flat<'d>>) -> Vec<Block> {
    let mut nest = Nest::default();
    for flat in flats {
        nest.push(flat);
    }
    nest.close();
    nest.lists.finish()
}

#[derive(Default)]
struct Nest {
    lists: ListBuilder,
    quote: Vec<Block>,
    code: Option<CodeBlock>,
}

impl Nest {
    fn push(&mut self, flat: Flat<'_>) {
        let begins = flat.place == Place::CodeStart;
        let block = flat.block.into_owned();
        match (flat.place, block) {
            (Place::Plain | Place::CodeStart, Block::Code(line)) => {
                self.close_quote();
                match self
                    .code
                    .as_mut()
                    .filter(|code| !begins && code.language == line.language)
                {
                    Some(code) => {
                        code.text.push('\n');
                        code.text.push_str(&line.text);
                    }
                    None => {
                        self.close();
                        self.code = Some(line);
                    }
                }
            }
            (Place::Quoted, block) => {
                self.close_code();
                self.quote.push(block);
            }
            (Place::Item { mark, bare }, block) => {
                self.close();
                if bare {
                    self.lists.push_bare_item(mark);
                } else {
                    self.lists.push_item(mark, block);
                }
            }
            (Place::InItem(level), block) => {
                self.close();
                self.lists.push_to_item_at(level, block);
            }
            (Place::Plain | Place::CodeStart, block) => {
                self.close();
                self.lists.push(block);
            }
        }
    }

    fn close(&mut self) {
        self.close_quote();
        self.close_code();
    }

    fn close_quote(&mut self) {
        if !self.quote.is_empty() {
            let blocks = std::mem::take(&mut self.quote);
            self.lists.push(Block::Quote(blocks));
        }
    }

    fn close_code(&mut self) {
        if let Some(code) = self.code.take() {
            self.lists.push(Block::Code(code));
        }
    }
}

/// The blocks one after the other.
pub(super) fn flatten<'d>(
    blocks: &'d [Block],
    styles: &BTreeMap<Arc<str>, Style>,
    in_quote: bool,
    next_list: &mut u64,
) -> Vec<Flat<'d>> {
    let mut flatten = Flatten {
        flats: Vec::new(),
        styles,
        in_quote,
        next_list,
    };
    flatten.blocks(blocks);
    flatten.flats
}

struct Flatten<'d, 's> {
    flats: Vec<Flat<'d>>,
    styles: &'s BTreeMap<Arc<str>, Style>,
    /// Inside of a quotation, a style does not say that there is another one.
    in_quote: bool,
    next_list: &'s mut u64,
}

impl<'d> Flatten<'d, '_> {
    fn put(&mut self, place: Place, block: Cow<'d, Block>) {
        self.flats.push(Flat { place, block });
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            match block {
                Block::List(list) => {
                    let key = self.key();
                    self.list(list, 0, key);
                }
                Block::Quote(quoted)
                    if !self.in_quote && quoted.iter().all(|block| self.quotable(block)) =>
                {
                    for block in quoted {
                        self.put(Place::Quoted, Cow::Borrowed(block));
                    }
                }
                Block::Code(code) => self.code(code),
                block => self.put(Place::Plain, Cow::Borrowed(block)),
            }
        }
    }

    fn code(&mut self, code: &CodeBlock) {
        let follows = self.flats.last().is_some_and(|flat| {
            matches!(&*flat.block, Block::Code(last) if last.language == code.language)
                && matches!(flat.place, Place::Plain | Place::CodeStart)
        });
        let mut place = if follows {
            Place::CodeStart
        } else {
            Place::Plain
        };
        for line in code.text.split('\n') {
            let line = Block::Code(CodeBlock {
                language: code.language.clone(),
                text: line.to_owned(),
            });
            self.put(place, Cow::Owned(line));
            place = Place::Plain;
        }
    }

    /// Whether a style alone can say that it is quoted.
    fn quotable(&self, block: &Block) -> bool {
        let Block::Paragraph(paragraph) = block else {
            return false;
        };
        paragraph.heading.is_none()
            && paragraph.format.style.as_ref().is_none_or(|id| {
                self.styles
                    .get(id)
                    .is_some_and(|style| role_of_name(&style.name) == Role::Quote)
            })
    }

    fn key(&mut self) -> u64 {
        *self.next_list = self.next_list.saturating_add(1);
        *self.next_list
    }

    fn list(&mut self, list: &'d List, level: u8, key: u64) {
        // After an item of this level, a deeper one would be nested in that.
        let follows = self.flats.last().is_some_and(|flat| match flat.place {
            Place::Item { mark, .. } => mark.level >= level,
            Place::InItem(at) => at >= level,
            _ => false,
        });
        for (index, item) in list.items.iter().enumerate() {
            let mark = ListMark {
                level,
                kind: list.kind,
                checked: item.checked,
                list: key,
            };
            let mut rest = item.blocks.as_slice();
            let mut deep_key = None;
            match rest.split_first() {
                Some((first @ Block::Paragraph(_), others)) => {
                    self.put(Place::Item { mark, bare: false }, Cow::Borrowed(first));
                    rest = others;
                }
                // A list that begins deep: the nested one makes the levels above it.
                Some((Block::List(inner), []))
                    if index == 0 && !follows && begins_deep(list, item.checked, inner) =>
                {
                    deep_key = Some(key);
                }
                _ => self.put(
                    Place::Item { mark, bare: true },
                    Cow::Owned(Block::Paragraph(Paragraph::default())),
                ),
            }
            for block in rest {
                match block {
                    Block::List(inner) => {
                        let key = match deep_key {
                            Some(key) => key,
                            None => self.key(),
                        };
                        self.list(inner, level.saturating_add(1), key);
                    }
                    block => self.put(Place::InItem(level), Cow::Borrowed(block)),
                }
            }
        }
    }
}

/// Whether reading a nested list without an item above it makes this list around it.
fn begins_deep(outer: &List, checked: Option<bool>, inner: &List) -> bool {
    checked.is_none()
        && same_kind(outer.kind, inner.kind)
        && !matches!(outer.kind, ListKind::Ordered { start, .. } if start != 1)
}
