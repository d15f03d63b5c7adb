//! The text of a part: where its elements are, and what of it is replaced.

use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::xlsx::chars::push_attribute;

/// An element of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element<'x> {
    /// Its name without prefix.
    pub(super) name: &'x str,
    /// Its start tag.
    pub(super) tag: Range<usize>,
    /// What is between its tags; empty at the end of the start tag where it has no end tag.
    pub(super) inside: Range<usize>,
    /// All of it.
    pub(super) all: Range<usize>,
}

impl Element<'_> {
    /// Whether it has no end tag.
    pub(super) fn is_closed(&self) -> bool {
        self.all.end == self.tag.end
    }
}

/// The elements within a part of a text that are in no other of it; `None` when the text is broken.
pub(super) fn elements(text: &str, within: Range<usize>) -> Option<Vec<Element<'_>>> {
    let inner = text.get(within.clone())?;
    let mut reader = Reader::from_str(inner);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut found: Vec<Element<'_>> = Vec::new();
    let mut depth = 0usize;
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        let (from, to) = (
            within.start.checked_add(start)?,
            within.start.checked_add(end)?,
        );
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    found.push(Element {
                        name: name(text.get(from..to)?)?,
                        tag: from..to,
                        inside: to..to,
                        all: from..to,
                    });
                }
                depth = depth.checked_add(1)?;
            }
            Event::Empty(_) if depth == 0 => found.push(Element {
                name: name(text.get(from..to)?)?,
                tag: from..to,
                inside: to..to,
                all: from..to,
            }),
            Event::End(_) => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    let last = found.last_mut()?;
                    last.inside.end = from;
                    last.all.end = to;
                }
            }
            Event::Eof => return (depth == 0).then_some(found),
            _ => {}
        }
    }
}

/// The local name of a tag.
fn name(tag: &str) -> Option<&str> {
    let tag = tag.strip_prefix('<')?;
    let end = tag.find(|c: char| c.is_whitespace() || c == '/' || c == '>')?;
    let name = tag.get(..end)?;
    Some(name.split_once(':').map_or(name, |(_, local)| local))
}

/// The prefix of a tag with its colon, or nothing.
pub(super) fn prefix(tag: &str) -> &str {
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '/' || c == '>')
        .unwrap_or(0);
    let name = tag.get(1..end).unwrap_or_default();
    name.find(':')
        .and_then(|colon| name.get(..=colon))
        .unwrap_or_default()
}

/// The attributes of a start tag, as they are spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attributes<'x> {
    list: Vec<(&'x str, std::borrow::Cow<'x, str>)>,
}

impl<'x> Attributes<'x> {
    pub(super) fn of(tag: &'x str) -> Self {
        let mut list = Vec::new();
        let start = tag.find(char::is_whitespace).unwrap_or(tag.len());
        let mut rest = tag.get(start..).unwrap_or_default();
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                break;
            };
            let inner = after.get(1..).unwrap_or_default();
            let Some((value, after)) = inner.split_once(quote) else {
                break;
            };
            list.push((name.trim(), std::borrow::Cow::Borrowed(value)));
            rest = after;
        }
        Self { list }
    }

    /// The value of an attribute, as it is spelled.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.list.iter().find(|(known, _)| *known == name)?;
        Some(&found.1)
    }

    /// The number that an attribute is.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Sets an attribute, or takes it away.
    pub(super) fn set(&mut self, name: &'static str, value: Option<&str>) {
        let place = self.list.iter().position(|(known, _)| *known == name);
        match (value, place) {
            (None, Some(place)) => {
                self.list.remove(place);
            }
            (None, None) => {}
            (Some(value), place) => {
                let mut escaped = String::new();
                push_attribute(&mut escaped, value);
                match place.and_then(|place| self.list.get_mut(place)) {
                    Some(slot) => slot.1 = escaped.into(),
                    None => self.list.push((name, escaped.into())),
                }
            }
        }
    }

    /// Appends them.
    pub(super) fn push(&self, out: &mut String) {
        for (name, value) in &self.list {
            let quote = if value.contains('"') { '\'' } else { '"' };
            let _ = write!(out, " {name}={quote}{value}{quote}");
        }
    }
}

/// What is replaced in a text.
#[derive(Debug, Default)]
pub(super) struct Edits {
    list: Vec<(Range<usize>, String)>,
}

impl Edits {
    pub(super) fn replace(&mut self, range: Range<usize>, text: String) {
        self.list.push((range, text));
    }

    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.list.push((at..at, text));
    }

    /// Forgets all within a range.
    pub(super) fn forget(&mut self, within: &Range<usize>) {
        self.list
            .retain(|(range, _)| range.start < within.start || range.end > within.end);
    }

    /// Replaces a part of what was put in the place of a range.
    pub(super) fn rewrite(&mut self, range: &Range<usize>, old: &str, new: &str) {
        let known = self.list.iter_mut().find(|(known, _)| known == range);
        if let Some((_, text)) = known {
            *text = text.replacen(old, new, 1);
        }
    }

    /// The text with all of them; those at one place in the order in which they came.
    pub(super) fn apply(mut self, text: &str) -> Option<String> {
        // What is put at a place comes before what is put in the place of what begins there.
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let more: usize = self.list.iter().map(|(_, text)| text.len()).sum();
        let mut out = String::with_capacity(text.len().saturating_add(more));
        let mut done = 0usize;
        for (range, new) in self.list {
            out.push_str(text.get(done..range.start)?);
            out.push_str(&new);
            done = range.end;
        }
        out.push_str(text.get(done..)?);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_attributes_are_found_and_changed() {
        let text = "<?xml version=\"1.0\"?><x:a b='1' c = \"&lt;\"><d/><e>f<d/></e></x:a>";
        let root = elements(text, 0..text.len()).unwrap().remove(0);
        assert_eq!((root.name, prefix(&text[root.tag.clone()])), ("a", "x:"));
        let inner = elements(text, root.inside.clone()).unwrap();
        let names: Vec<&str> = inner.iter().map(|element| element.name).collect();
        assert_eq!(names, ["d", "e"]);
        assert!(inner[0].is_closed() && !inner[1].is_closed());
        let mut attributes = Attributes::of(&text[root.tag]);
        assert_eq!(
            (attributes.number("b"), attributes.get("c")),
            (Some(1), Some("&lt;"))
        );
        attributes.set("b", None);
        attributes.set("n", Some("\""));
        let mut out = String::new();
        attributes.push(&mut out);
        assert_eq!(out, " c=\"&lt;\" n=\"&quot;\"");
        assert_eq!(elements("<a><b></a>", 0..10), None);
    }
}
