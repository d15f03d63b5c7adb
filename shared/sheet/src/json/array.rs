//! An opened list.

use super::scan::Scan;
use super::{Node, Text};

/// One value, with every byte between the comma before and the comma after.
#[derive(Debug, Clone)]
struct Item {
    head: Text,
    value: Node,
    tail: Text,
}

/// An opened list: its values in order.
#[derive(Debug, Clone)]
pub(crate) struct Array {
    items: Vec<Item>,
    /// What stands between the brackets of a list without values.
    blank: Text,
}

impl Default for Array {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            blank: Text::new(""),
        }
    }
}

impl Array {
    /// Opens the text of a list; nothing where it is not one.
    pub(crate) fn open(text: &Text) -> Option<Self> {
        let mut scan = Scan::new(text.as_str());
        scan.take(b'[')?;
        let mut array = Self::default();
        let mut start = scan.at();
        loop {
            scan.white();
            if scan.peek()? == b']' {
                array.blank = text.part(start, scan.at());
                return array.items.is_empty().then_some(array);
            }
            let value = scan.at();
            scan.value()?;
            let end = scan.at();
            scan.white();
            array.items.push(Item {
                head: text.part(start, value),
                value: Node::Raw(text.part(value, end)),
                tail: text.part(end, scan.at()),
            });
            if scan.peek()? == b']' {
                return Some(array);
            }
            scan.take(b',')?;
            start = scan.at();
        }
    }

    pub(crate) fn write(&self, out: &mut String) {
        out.push('[');
        if self.items.is_empty() {
            out.push_str(self.blank.as_str());
        }
        for (at, item) in self.items.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            out.push_str(item.head.as_str());
            item.value.write(out);
            out.push_str(item.tail.as_str());
        }
        out.push(']');
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Node> {
        self.items.iter().map(|item| &item.value)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.items.iter_mut().map(|item| &mut item.value)
    }

    pub(crate) fn push(&mut self, value: Node) {
        let blank = Text::new("");
        self.items.push(Item {
            head: blank.clone(),
            value,
            tail: blank,
        });
    }

    /// The value at a place; `null`s are added up to it where the list is shorter.
    pub(crate) fn reach(&mut self, at: usize) -> Option<&mut Node> {
        if at >= self.items.len() {
            let null = null();
            self.items.resize(at.saturating_add(1), null);
        }
        self.items.get_mut(at).map(|item| &mut item.value)
    }

    /// Puts `count` `null`s before the value at a place; nothing where the list does not reach that far.
    pub(crate) fn insert_nulls(&mut self, at: usize, count: usize) {
        if at < self.items.len() {
            self.items
                .splice(at..at, std::iter::repeat_n(null(), count));
        }
    }

    /// Takes away the values from `start` to before `end`.
    pub(crate) fn cut(&mut self, start: usize, end: usize) {
        let end = end.min(self.items.len());
        if start < end {
            self.items.drain(start..end);
        }
    }

    /// Keeps the values that `keep` says yes to.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&Node) -> bool) {
        self.items.retain(|item| keep(&item.value));
    }
}

fn null() -> Item {
    let blank = Text::new("");
    Item {
        head: blank.clone(),
        value: Node::raw("null"),
        tail: blank,
    }
}
