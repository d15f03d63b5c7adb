//! An opened object.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::Scan;
use super::{Node, Text, string};

/// One key and its value, with every byte between the comma before and the comma after.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// White space, the key as it is spelled, white space, the colon, white space.
    head: Text,
    /// The key.
    pub(crate) name: Box<str>,
    pub(crate) value: Node,
    /// White space.
    tail: Text,
}

impl Entry {
    fn new(name: &str, value: Node) -> Self {
        Self {
            head: Text::new(&format!("{}:", string::quoted(name))),
            name: Box::from(name),
            value,
            tail: Text::new(""),
        }
    }

    /// The key as an index, where it is spelled as one: decimal, no sign, no leading zero.
    pub(crate) fn index(&self) -> Option<u32> {
        let canonical = match self.name.as_bytes() {
            [b'0'] => true,
            [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        canonical.then(|| self.name.parse().ok()).flatten()
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
    }
}

/// An opened object: its entries in order. Of equal keys the last one counts, as in ECMAScript.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) entries: Vec<Entry>,
    /// What stands between the braces of an object without entries.
    blank: Text,
}

impl Default for Object {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            blank: Text::new(""),
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
            object.entries.push(Entry {
                head: text.part(start, value),
                name: name.into_boxed_str(),
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

    /// Sets a value where its key is, or adds both at the end.
    pub(crate) fn set(&mut self, name: &str, value: Node) {
        match self.get_mut(name) {
            Some(place) => *place = value,
            None => self.entries.push(Entry::new(name, value)),
        }
    }

    /// Sets a value where its key is, or adds both at the beginning.
    pub(crate) fn set_first(&mut self, name: &str, value: Node) {
        match self.get_mut(name) {
            Some(place) => *place = value,
            None => self.entries.insert(0, Entry::new(name, value)),
        }
    }

    /// Takes a key away, however often it is there.
    pub(crate) fn remove(&mut self, name: &str) {
        self.entries.retain(|entry| *entry.name != *name);
    }

    /// Sets, adds (`Some`) and takes away (`None`) values by index. A new index goes before the first greater one.
    pub(crate) fn merge(&mut self, mut changes: BTreeMap<u32, Option<Node>>) {
        let mut gone: BTreeSet<u32> = BTreeSet::new();
        // From the end, because the last of equal keys is the one that counts.
        let mut kept: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for mut entry in std::mem::take(&mut self.entries).into_iter().rev() {
            let Some(index) = entry.index() else {
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
        kept.reverse();
        let mut added = changes
            .into_iter()
            .filter_map(|(index, change)| change.map(|value| (index, value)))
            .peekable();
        if added.peek().is_none() {
            self.entries = kept;
            return;
        }
        for entry in kept {
            if let Some(here) = entry.index() {
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
