//! An opened object.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::Scan;
use super::{Node, Text, string};
use crate::args::Span;

/// One key and its value, with every byte between the comma before and the comma after.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// White space, the key as it is spelled, white space, the colon, white space.
    head: Text,
    /// The key.
    pub(crate) name: Box<str>,
    /// The key as an index, kept because it is looked at far more often than it changes.
    index: Option<u32>,
    pub(crate) value: Node,
    /// White space.
    tail: Text,
}

impl Entry {
    fn new(name: &str, value: Node) -> Self {
        Self {
            head: Text::new(&format!("{}:", string::quoted(name))),
            name: Box::from(name),
            index: index_of(name),
            value,
            tail: Text::new(""),
        }
    }

    /// The key as an index, where it is spelled as one.
    pub(crate) fn index(&self) -> Option<u32> {
        self.index
    }

    /// Gives the entry another key; the white space around it stays.
    pub(crate) fn rename(&mut self, name: &str) {
        let head = self.head.as_str();
        let mut scan = Scan::new(head);
        scan.white();
        let start = scan.at();
        let rest = scan.string().and_then(|()| head.get(scan.at()..));
        let renamed = format!(
            "{}{}{}",
            head.get(..start).unwrap_or_default(),
            string::quoted(name),
            rest.unwrap_or(":")
        );
        self.head = Text::new(&renamed);
        self.name = Box::from(name);
        self.index = index_of(name);
    }
}

/// A key as an index: decimal, no sign, no leading zero.
fn index_of(name: &str) -> Option<u32> {
    let canonical = match name.as_bytes() {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    canonical.then(|| name.parse().ok()).flatten()
}

/// An opened object: its entries in order. Of equal keys the last one counts, as in ECMAScript.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) entries: Vec<Entry>,
    /// What stands between the braces of an object without entries.
    blank: Text,
    /// Whether all keys are indices in ascending order, none of them twice, so that one is found by halving.
    ordered: bool,
}

impl Default for Object {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            blank: Text::new(""),
            ordered: true,
        }
    }
}

impl Object {
    /// Opens the text of an object; nothing where it is not one.
    pub(crate) fn open(text: &Text) -> Option<Self> {
        let source = text.as_str();
        let mut scan = Scan::new(source);
        scan.take(b'{')?;
        let mut object = Self::default();
        let mut start = scan.at();
        loop {
            scan.white();
            if scan.peek()? == b'}' {
                object.blank = text.part(start, scan.at());
                return object.entries.is_empty().then_some(object);
            }
            let key = scan.at();
            scan.string()?;
            let name = string::decoded(source.get(key..scan.at())?);
            scan.white();
            scan.take(b':')?;
            scan.white();
            let value = scan.at();
            scan.value()?;
            let end = scan.at();
            scan.white();
            let index = index_of(&name);
            object.ordered &= object.follows(index);
            object.entries.push(Entry {
                head: text.part(start, value),
                name: name.into_boxed_str(),
                index,
                value: Node::Raw(text.part(value, end)),
                tail: text.part(end, scan.at()),
            });
            if scan.peek()? == b'}' {
                return Some(object);
            }
            scan.take(b',')?;
            start = scan.at();
        }
    }

    pub(crate) fn write(&self, out: &mut String) {
        out.push('{');
        if self.entries.is_empty() {
            out.push_str(self.blank.as_str());
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            out.push_str(entry.head.as_str());
            entry.value.write(out);
            out.push_str(entry.tail.as_str());
        }
        out.push('}');
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        let entry = self.entries.iter().rev().find(|entry| *entry.name == *name);
        entry.map(|entry| &entry.value)
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        let mut entries = self.entries.iter_mut().rev();
        let entry = entries.find(|entry| *entry.name == *name);
        entry.map(|entry| &mut entry.value)
    }

    /// Whether an index comes after all others here.
    fn follows(&self, index: Option<u32>) -> bool {
        let last = self.entries.last().map(Entry::index);
        index.is_some_and(|index| last.is_none_or(|last| last < Some(index)))
    }

    /// Sets a value where its key is, or adds both at the end.
    pub(crate) fn set(&mut self, name: &str, value: Node) {
        match self.get_mut(name) {
            Some(place) => *place = value,
            None => {
                let entry = Entry::new(name, value);
                self.ordered &= self.follows(entry.index);
                self.entries.push(entry);
            }
        }
    }

    /// Sets a value where its key is, or adds both at the beginning.
    pub(crate) fn set_first(&mut self, name: &str, value: Node) {
        match self.get_mut(name) {
            Some(place) => *place = value,
            None => {
                self.entries.insert(0, Entry::new(name, value));
                self.ordered = self.entries.len() == 1 && index_of(name).is_some();
            }
        }
    }

    /// Takes a key away, however often it is there.
    pub(crate) fn remove(&mut self, name: &str) {
        self.entries.retain(|entry| *entry.name != *name);
    }

    /// The indices within a span and the places of their entries, in ascending order; of equal ones the last.
    pub(crate) fn indexed(&self, within: Span) -> Vec<(u32, usize)> {
        let before = |entry: &Entry| entry.index.is_some_and(|index| index < within.start);
        let start = match self.ordered {
            true => self.entries.partition_point(before),
            false => 0,
        };
        let entries = self.entries.iter().enumerate().skip(start);
        let indexed = entries.filter_map(|(place, entry)| Some((entry.index?, place)));
        if self.ordered {
            return indexed
                .take_while(|(index, _)| within.holds(*index))
                .collect();
        }
        let indexed = indexed.filter(|(index, _)| within.holds(*index));
        indexed.collect::<BTreeMap<_, _>>().into_iter().collect()
    }

    /// Sets, adds (`Some`) and takes away (`None`) values by index. A new index goes before the first greater one.
    pub(crate) fn merge(&mut self, changes: BTreeMap<u32, Option<Node>>) {
        let changes = match self.ordered {
            true => self.replace(changes),
            false => changes,
        };
        if !changes.is_empty() {
            self.rebuild(changes);
        }
    }

    /// Sets what is there without moving anything; gives back what cannot be done so.
    fn replace(&mut self, changes: BTreeMap<u32, Option<Node>>) -> BTreeMap<u32, Option<Node>> {
        let mut left = BTreeMap::new();
        for (index, change) in changes {
            let place = self
                .entries
                .binary_search_by_key(&Some(index), |entry| entry.index);
            match (place, change) {
                (Ok(place), Some(value)) => {
                    if let Some(entry) = self.entries.get_mut(place) {
                        entry.value = value;
                    }
                }
                (Ok(_), None) => {
                    left.insert(index, None);
                }
                (Err(place), Some(value)) if place == self.entries.len() => {
                    self.entries.push(Entry::new(&index.to_string(), value));
                }
                (Err(_), Some(value)) => {
                    left.insert(index, Some(value));
                }
                (Err(_), None) => {}
            }
        }
        left
    }

    fn rebuild(&mut self, mut changes: BTreeMap<u32, Option<Node>>) {
        let mut gone: BTreeSet<u32> = BTreeSet::new();
        // From the end, because the last of equal keys is the one that counts.
        let mut kept: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for mut entry in std::mem::take(&mut self.entries).into_iter().rev() {
            let Some(index) = entry.index else {
                kept.push(entry);
                continue;
            };
            match changes.remove(&index) {
                Some(Some(value)) => entry.value = value,
                Some(None) => {
                    gone.insert(index);
                }
                None => {}
            }
            if !gone.contains(&index) {
                kept.push(entry);
            }
        }
        let mut added = changes
            .into_iter()
            .filter_map(|(index, change)| change.map(|value| (index, value)))
            .peekable();
        for entry in kept.into_iter().rev() {
            if let Some(here) = entry.index {
                while let Some((index, value)) = added.next_if(|(index, _)| *index < here) {
                    self.entries.push(Entry::new(&index.to_string(), value));
                }
            }
            self.entries.push(entry);
        }
        self.entries
            .extend(added.map(|(index, value)| Entry::new(&index.to_string(), value)));
    }
}
