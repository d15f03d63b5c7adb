//! Lists (ODF 1.3 part 3, 5.3).

use std::collections::HashMap;
use std::sync::Arc;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, InlineKind, List, ListItem, ListKind};

use super::lines::Flow;
use super::read::Reading;
use super::xml::{Tag, Xml};

/// A list whose items are being read.
#[derive(Debug, Default)]
pub(super) struct OpenList {
    /// Its list style: its own, that of the list around it, or that of its first paragraph.
    pub style: Option<Arc<str>>,
    /// Whether there is space between its paragraphs.
    pub spaced: bool,
    /// Whether it goes on with the numbers of the list before it.
    continues: bool,
}

/// The last numbers of lists, for those that go on.
#[derive(Debug, Default)]
pub(super) struct ListNumbers {
    by_style: HashMap<(Option<Arc<str>>, usize), u32>,
    by_id: HashMap<String, u32>,
}

/// Items up to one that says its own number.
#[derive(Debug, Default)]
struct Run {
    start: Option<u32>,
    items: Vec<ListItem>,
}

impl Reading<'_, '_> {
    /// `text:list`, behind its end.
    pub fn list(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        flow: &mut Flow,
    ) -> Result<(), ConvertError> {
        self.count_block()?;
        let level = self.lists.len();
        let around = self.lists.last();
        let style = tag.get("text:style-name").map(Arc::from);
        let goes_on = tag.get("text:continue-numbering").as_deref() == Some("true");
        let continued = tag.get("text:continue-list");
        let open = OpenList {
            style: style.or_else(|| around.and_then(|list| list.style.clone())),
            spaced: false,
            continues: goes_on || continued.is_some() || around.is_some_and(|list| list.continues),
        };
        let continues = open.continues;
        self.lists.push(open);
        self.nesting = self.nesting.saturating_add(1);
        let runs = self.runs(xml, flow);
        self.nesting = self.nesting.saturating_sub(1);
        let open = self.lists.pop().unwrap_or_default();
        let runs = runs?;

        let said = open.style.as_deref();
        let said = said.and_then(|name| self.styles.list(self.part, name));
        let kind = said.map(|style| style.kind(level)).unwrap_or_default();
        let key = (open.style.clone(), level);
        let before = continued
            .and_then(|id| self.numbers.by_id.get(&id).copied())
            .or_else(|| self.numbers.by_style.get(&key).copied())
            .filter(|_| continues);
        let mut last = before;
        for (index, run) in runs.into_iter().enumerate() {
            let kind = match kind {
                ListKind::Bullet => ListKind::Bullet,
                ListKind::Ordered { start, style } => {
                    let on = last
                        .map(|last| last.saturating_add(1))
                        .filter(|_| index == 0);
                    let start = run.start.or(on).unwrap_or(start);
                    ListKind::Ordered { start, style }
                }
            };
            if let ListKind::Ordered { start, .. } = kind {
                let count = u32::try_from(run.items.len()).unwrap_or(u32::MAX);
                last = Some(start.saturating_add(count).saturating_sub(1));
            }
            let list = List {
                kind,
                tight: !open.spaced,
                items: run.items.into_iter().map(|item| task(item, kind)).collect(),
            };
            let joins = index == 0 && continues && run.start.is_none() && before.is_some();
            add(list, joins || kind == ListKind::Bullet && continues, flow);
        }
        if let Some(last) = last {
            self.numbers.by_style.insert(key, last);
            if let Some(id) = tag.get("xml:id") {
                self.numbers.by_id.insert(id, last);
            }
        }
        Ok(())
    }

    fn runs(&mut self, xml: &mut Xml<'_>, flow: &mut Flow) -> Result<Vec<Run>, ConvertError> {
        let mut runs: Vec<Run> = Vec::new();
        xml.children(|xml, tag| match tag.name() {
            "text:list-item" => {
                let start = tag.number("text:start-value");
                let item = self.item(xml)?;
                match runs.last_mut() {
                    Some(run) if start.is_none() => run.items.push(item),
                    _ => runs.push(Run {
                        start,
                        items: vec![item],
                    }),
                }
                if let Some(list) = self.lists.last_mut() {
                    // Only what comes first in the list goes on with what was before it.
                    list.continues = false;
                }
                Ok(())
            }
            "text:list-header" => {
                // It has no number: it belongs to the item before it, or stands before the list.
                let mut item = self.item(xml)?;
                match runs.last_mut().and_then(|run| run.items.last_mut()) {
                    Some(last) => last.blocks.append(&mut item.blocks),
                    None => flow.extend(item.blocks),
                }
                Ok(())
            }
            _ => xml.skip(),
        })?;
        Ok(runs)
    }

    fn item(&mut self, xml: &mut Xml<'_>) -> Result<ListItem, ConvertError> {
        let mut inner = Flow::default();
        self.blocks(xml, &mut inner)?;
        Ok(ListItem {
            checked: None,
            blocks: inner.finish(),
        })
    }
}

/// Adds a list: to the one before it where it goes on with that, as its paragraphs where they are numbered headings.
fn add(list: List, joins: bool, flow: &mut Flow) {
    if !list.items.is_empty() && list.items.iter().all(only_headings) {
        flow.extend(list.items.into_iter().flat_map(headings));
        return;
    }
    match flow.last_mut() {
        Some(Block::List(before)) if joins && same_kind(before.kind, list.kind) => {
            before.tight &= list.tight;
            for item in list.items {
                join_item(before, item);
            }
        }
        _ => flow.push(Block::List(list)),
    }
}

/// An item that only holds a list that is deeper belongs to the item before it.
fn join_item(list: &mut List, mut item: ListItem) {
    match (list.items.last_mut(), item.blocks.as_slice()) {
        (Some(last), [Block::List(_)]) => last.blocks.append(&mut item.blocks),
        _ => list.items.push(item),
    }
}

fn same_kind(one: ListKind, other: ListKind) -> bool {
    match (one, other) {
        (ListKind::Bullet, ListKind::Bullet) => true,
        (ListKind::Ordered { style: one, .. }, ListKind::Ordered { style: other, .. }) => {
            one == other
        }
        _ => false,
    }
}

/// Numbered headings come as lists of nothing else.
fn only_headings(item: &ListItem) -> bool {
    !item.blocks.is_empty()
        && item.blocks.iter().all(|block| match block {
            Block::Paragraph(paragraph) => paragraph.heading.is_some(),
            Block::List(list) => !list.items.is_empty() && list.items.iter().all(only_headings),
            _ => false,
        })
}

fn headings(item: ListItem) -> Vec<Block> {
    let mut all = Vec::new();
    for block in item.blocks {
        match block {
            Block::List(list) => all.extend(list.items.into_iter().flat_map(headings)),
            block => all.push(block),
        }
    }
    all
}

/// A box before the text of an item makes it one of a task list.
fn task(mut item: ListItem, kind: ListKind) -> ListItem {
    if kind != ListKind::Bullet {
        return item;
    }
    let Some(Block::Paragraph(paragraph)) = item.blocks.first_mut() else {
        return item;
    };
    let Some(first) = paragraph.inlines.first_mut() else {
        return item;
    };
    let InlineKind::Text(text) = &mut first.kind else {
        return item;
    };
    let mut chars = text.chars();
    let checked = match chars.next() {
        Some('☐') => false,
        Some('☑' | '☒') => true,
        _ => return item,
    };
    let rest = chars.as_str();
    let rest = rest
        .strip_prefix([' ', '\t', '\u{a0}'])
        .unwrap_or(rest)
        .to_owned();
    if rest.is_empty() {
        paragraph.inlines.remove(0);
    } else {
        *text = rest;
    }
    item.checked = Some(checked);
    item
}
