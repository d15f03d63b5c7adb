//! The shared strings of a workbook (ECMA-376 Part 1, 18.4): read at a stroke, appended to, never reordered.

mod runs;

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::text::{escaped, unescaped};
use super::xml::{self, Broken};
use crate::dom::escape::push_text;

pub use runs::{Run, RunFont};

/// One text.
#[derive(Debug, Clone)]
enum Item {
    Plain(Arc<str>),
    /// Runs with formats or phonetic hints: the inside of its `si` element and its plain text.
    Rich(Box<(Box<str>, Arc<str>)>),
}

/// The table of shared strings.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    items: Vec<Item>,
    /// Plain texts and their numbers; of those read from a file only once something was added.
    index: HashMap<Arc<str>, u32>,
    indexed: bool,
    /// How many items the part has.
    written: usize,
    bytes: usize,
}

impl Strings {
    /// Number of texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// About how many bytes of memory the table takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.bytes + self.items.len() * 24 + self.index.len() * 40
    }

    /// The plain text with this number; empty for one that does not exist.
    #[must_use]
    pub fn text(&self, id: u32) -> &str {
        match self.items.get(id as usize) {
            Some(Item::Plain(text)) => text,
            Some(Item::Rich(rich)) => &rich.1,
            None => "",
        }
    }

    /// The inside of the `si` element of a text with runs; `None` for a plain one.
    #[must_use]
    pub fn rich(&self, id: u32) -> Option<&str> {
        match self.items.get(id as usize) {
            Some(Item::Rich(rich)) => Some(&rich.0),
            _ => None,
        }
    }

    /// The number of a plain text, which is added when it is new.
    pub fn add(&mut self, text: &str) -> u32 {
        if !self.indexed {
            self.indexed = true;
            for (id, item) in self.items.iter().enumerate() {
                if let Item::Plain(text) = item {
                    self.index.entry(Arc::clone(text)).or_insert(id as u32);
                }
            }
        }
        if let Some(id) = self.index.get(text) {
            return *id;
        }
        let text: Arc<str> = Arc::from(text);
        let id = self.push(Item::Plain(Arc::clone(&text)), text.len());
        self.index.insert(text, id);
        id
    }

    /// Adds a text by the inside of its `si` or `is` element, which must be well-formed.
    pub(super) fn add_inner(&mut self, inner: &str) -> Result<u32, Broken> {
        match parse_inner(inner)? {
            Parsed::Plain(text) => Ok(self.add(&text)),
            Parsed::Rich(text) => {
                let bytes = inner.len() + text.len();
                Ok(self.push(
                    Item::Rich(Box::new((inner.into(), text.into()))),
                    bytes + 32,
                ))
            }
        }
    }

    fn push(&mut self, item: Item, bytes: usize) -> u32 {
        self.bytes += bytes + 16;
        self.items.push(item);
        (self.items.len() - 1) as u32
    }

    /// Reads the part.
    pub(super) fn read(part: &str) -> Result<Self, Broken> {
        let mut strings = Self::default();
        let mut reader = Reader::from_str(part);
        let mut depth = 0_usize;
        loop {
            match reader
                .read_event()
                .map_err(|error| Broken::at(&reader, &error))?
            {
                Event::Start(tag) if depth == 1 && tag.local_name().as_ref() == "si" => {
                    let end = tag.to_end().into_owned();
                    let span = reader
                        .read_to_end(end.name())
                        .map_err(|error| Broken::at(&reader, &error))?;
                    let inner = part
                        .get(span.start as usize..span.end as usize)
                        .unwrap_or_default();
                    let (item, bytes) = match parse_inner(inner)? {
                        Parsed::Plain(text) => (Item::Plain(Arc::from(text.as_str())), text.len()),
                        Parsed::Rich(text) => {
                            let bytes = inner.len() + text.len() + 32;
                            (Item::Rich(Box::new((inner.into(), text.into()))), bytes)
                        }
                    };
                    strings.push(item, bytes);
                }
                Event::Empty(tag) if depth == 1 && tag.local_name().as_ref() == "si" => {
                    strings.push(Item::Plain(Arc::from("")), 0);
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => break,
                _ => {}
            }
        }
        strings.written = strings.items.len();
        Ok(strings)
    }

    /// Whether the part lacks texts.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.written < self.items.len()
    }

    /// The part with the texts that it lacks, `old` being what it is now; `None` for a part in which they cannot
    /// be put.
    pub(super) fn write(&mut self, old: Option<&str>) -> Option<Vec<u8>> {
        let (head, prefix, tail) = match old {
            None => (
                new_root(self.items.len()),
                String::new(),
                "</sst>".to_owned(),
            ),
            Some(old) => parts(old, self.items.len())?,
        };
        let mut out = head.into_bytes();
        for item in self.items.get(self.written..).unwrap_or_default() {
            push_tag(&mut out, "<", &prefix, "si>");
            match item {
                Item::Rich(rich) => out.extend_from_slice(rich.0.as_bytes()),
                Item::Plain(text) => {
                    let spaces = text.starts_with(char::is_whitespace)
                        || text.ends_with(char::is_whitespace)
                        || text.contains(['\n', '\t', '\r']);
                    push_tag(
                        &mut out,
                        "<",
                        &prefix,
                        if spaces {
                            "t xml:space=\"preserve\">"
                        } else {
                            "t>"
                        },
                    );
                    push_text(&mut out, &escaped(text));
                    push_tag(&mut out, "</", &prefix, "t>");
                }
            }
            push_tag(&mut out, "</", &prefix, "si>");
        }
        out.extend_from_slice(tail.as_bytes());
        self.written = self.items.len();
        Some(out)
    }
}

fn push_tag(out: &mut Vec<u8>, open: &str, prefix: &str, rest: &str) {
    out.extend_from_slice(open.as_bytes());
    out.extend_from_slice(prefix.as_bytes());
    out.extend_from_slice(rest.as_bytes());
}

fn new_root(unique: usize) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<sst xmlns=\"{}\" uniqueCount=\"{unique}\">",
        xml::MAIN
    )
}

/// What stands before and after the place for new items in an old part, and its prefix with the colon.
fn parts(old: &str, unique: usize) -> Option<(String, String, String)> {
    let mut reader = Reader::from_str(old);
    let (start, name, empty) = loop {
        let before = reader.buffer_position() as usize;
        match reader.read_event().ok()? {
            Event::Start(tag) => break (before, tag.name().as_ref().to_owned(), false),
            Event::Empty(tag) => break (before, tag.name().as_ref().to_owned(), true),
            Event::Eof => return None,
            _ => {}
        }
    };
    let prefix = name.strip_suffix("sst")?.to_owned();
    let open_end = reader.buffer_position() as usize;
    let open = old.get(start..open_end)?;
    // `count` would have to count the cells of sheets that nobody read; both are optional.
    let open = without_attribute(&without_attribute(open, " count="), " uniqueCount=");
    let open = open.trim_end_matches('>').trim_end_matches('/').trim_end();
    let head = format!("{}{open} uniqueCount=\"{unique}\">", old.get(..start)?);
    if empty {
        return Some((head, prefix, format!("</{name}>{}", old.get(open_end..)?)));
    }
    // New items go after the last one and before any extension list.
    let mut place = open_end;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                let item = tag.local_name().as_ref() == "si";
                let end = tag.to_end().into_owned();
                reader.read_to_end(end.name()).ok()?;
                if item {
                    place = reader.buffer_position() as usize;
                }
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                place = reader.buffer_position() as usize
            }
            Event::End(_) | Event::Eof => break,
            _ => {}
        }
    }
    Some((
        format!("{head}{}", old.get(open_end..place)?),
        prefix,
        old.get(place..)?.to_owned(),
    ))
}

fn without_attribute(tag: &str, start: &str) -> String {
    let Some((before, after)) = tag.split_once(start) else {
        return tag.to_owned();
    };
    let Some(quote) = after.chars().next() else {
        return tag.to_owned();
    };
    match after.get(1..).and_then(|value| value.split_once(quote)) {
        Some((_, rest)) => format!("{before}{rest}"),
        None => tag.to_owned(),
    }
}

enum Parsed {
    Plain(String),
    Rich(String),
}

/// Reads the inside of an `si`: runs and phonetic hints make it a rich one; hints are no part of its text.
fn parse_inner(inner: &str) -> Result<Parsed, Broken> {
    let mut reader = Reader::from_str(inner);
    let mut text = String::new();
    let mut rich = false;
    let mut texts = 0;
    let mut phonetic = false;
    loop {
        match reader
            .read_event()
            .map_err(|error| Broken::at(&reader, &error))?
        {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => {
                    let name = tag.to_end().into_owned();
                    let run = xml::text_until(&mut reader, name.name())?;
                    if !phonetic {
                        text.push_str(&unescaped(&run));
                    }
                    texts += 1;
                }
                "rPh" => {
                    rich = true;
                    phonetic = true;
                }
                _ => rich = true,
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "t" => texts += 1,
            Event::Empty(_) => rich = true,
            Event::End(tag) if tag.local_name().as_ref() == "rPh" => phonetic = false,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(if rich || texts > 1 {
        Parsed::Rich(text)
    } else {
        Parsed::Plain(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_once_and_written_behind_the_old_ones() {
        let part = "<?xml version=\"1.0\"?><x:sst xmlns:x=\"m\" count=\"9\" uniqueCount=\"3\"><x:si><x:t>a &amp; b</x:t></x:si>\
            <x:si><x:r><x:rPr><x:b/></x:rPr><x:t>bo</x:t></x:r><x:r><x:t>ld</x:t></x:r><x:rPh sb=\"0\" eb=\"1\"><x:t>no</x:t></x:rPh></x:si>\
            <x:si/><x:extLst/></x:sst>";
        let mut strings = Strings::read(part).unwrap();
        assert_eq!(
            [
                strings.text(0),
                strings.text(1),
                strings.text(2),
                strings.text(3)
            ],
            ["a & b", "bold", "", ""]
        );
        assert!(strings.rich(1).unwrap().starts_with("<x:r>"));
        assert!(!strings.is_changed());
        assert_eq!(strings.add("a & b"), 0);
        assert_eq!(strings.add("bold"), 3, "a rich text is not the plain one");
        assert_eq!(strings.add(" _x0041_\u{1}"), 4);
        assert!(strings.is_changed());
        let written = String::from_utf8(strings.write(Some(part)).unwrap()).unwrap();
        assert!(!strings.is_changed());
        assert!(
            written.contains("uniqueCount=\"5\"") && !written.contains("count=\"9\""),
            "{written}"
        );
        assert!(
            written.contains("<x:rPh sb=\"0\" eb=\"1\">")
                && written.contains("<x:extLst/></x:sst>"),
            "{written}"
        );
        let again = Strings::read(&written).unwrap();
        assert_eq!(again.text(4), " _x0041_\u{1}");
        assert_eq!(again.len(), 5);
    }

    #[test]
    fn a_new_part_is_whole() {
        let mut strings = Strings::default();
        strings.add("x<y");
        let written = String::from_utf8(strings.write(None).unwrap()).unwrap();
        assert!(
            written.ends_with("<si><t>x&lt;y</t></si></sst>"),
            "{written}"
        );
        let written = strings.add("z");
        assert_eq!(written, 1);
        let text = String::from_utf8(strings.write(Some("<sst xmlns=\"m\"/>")).unwrap()).unwrap();
        assert_eq!(
            text,
            "<sst xmlns=\"m\" uniqueCount=\"2\"><si><t>z</t></si></sst>"
        );
    }
}
