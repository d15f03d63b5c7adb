//! Parts as streams of XML events.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use spindle_model::convert::ConvertError;

/// Bytes of one tag or one text. A cell holds 32,767 characters; what is far beyond that is made to fill the memory.
pub(super) const MAX_PIECE: usize = 16 << 20;

/// A part that is read event by event. An empty element comes as its start and its end.
pub(super) struct Xml<'a> {
    reader: quick_xml::Reader<BufReader<Metered<'a>>>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
    max_depth: usize,
}

/// Counts what is read, and refuses to read on for one event without end.
struct Metered<'a> {
    inner: Box<dyn Read + 'a>,
    total: u64,
    since_event: usize,
    too_long: bool,
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.since_event > MAX_PIECE {
            self.too_long = true;
            return Err(std::io::Error::other("too long"));
        }
        let count = self.inner.read(buffer)?;
        self.total = self.total.saturating_add(count as u64);
        self.since_event = self.since_event.saturating_add(count);
        Ok(count)
    }
}

impl<'a> Xml<'a> {
    /// Begins to read; `part` is what errors call it.
    pub(super) fn new(inner: impl Read + 'a, part: &str, max_depth: usize) -> Self {
        let metered = Metered {
            inner: Box::new(inner),
            total: 0,
            since_event: 0,
            too_long: false,
        };
        let mut reader =
            quick_xml::Reader::from_reader(BufReader::with_capacity(32 << 10, metered));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            part: part.to_owned(),
            depth: 0,
            max_depth,
        }
    }

    /// The next event; [`Event::Eof`] only when every element is closed.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ConvertError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().since_event = 0;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                if self.reader.get_mut().get_mut().too_long {
                    return Err(ConvertError::limit(format!(
                        "{} has a tag or text of more than {MAX_PIECE} bytes",
                        self.part
                    )));
                }
                return Err(ConvertError::damaged(format!(
                    "the XML of {} is broken at byte {}: {error}",
                    self.part,
                    self.reader.error_position()
                )));
            }
        };
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > self.max_depth {
                    return Err(ConvertError::limit(format!(
                        "the elements of {} are nested more than {} levels deep",
                        self.part, self.max_depth
                    )));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => {
                return Err(ConvertError::damaged(format!(
                    "{} ends in the middle of an element",
                    self.part
                )));
            }
            _ => {}
        }
        Ok(event)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// How many bytes were taken so far.
    pub(super) fn consumed(&mut self) -> u64 {
        self.reader.get_mut().get_mut().total
    }

    /// Skips what is left of the element that was begun last, its end included.
    pub(super) fn skip(&mut self) -> Result<(), ConvertError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the text of the element that was begun last, without that of elements inside it, and goes past its end.
    pub(super) fn text_into(&mut self, out: &mut String) -> Result<(), ConvertError> {
        let inside = self.depth;
        loop {
            let depth = self.depth;
            match self.next()? {
                Event::End(_) if depth == inside => return Ok(()),
                Event::Text(text) if depth == inside => push_normalised(out, &text),
                Event::CData(text) if depth == inside => push_normalised(out, &text),
                Event::GeneralRef(reference) if depth == inside => {
                    // Entities that a document type declares are not looked up: they are how small files grow large.
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        Ok(None) => predefined(&reference),
                        Err(_) => None,
                    };
                    out.extend(c);
                }
                _ => {}
            }
            if out.len() > MAX_PIECE {
                return Err(ConvertError::limit(format!(
                    "{} has a text of more than {MAX_PIECE} bytes",
                    self.part
                )));
            }
        }
    }

    /// The same as a new text.
    pub(super) fn text(&mut self) -> Result<String, ConvertError> {
        let mut out = String::new();
        self.text_into(&mut out)?;
        Ok(out)
    }

    /// Goes to the start of the next child of the element that is `level` deep, or `None` past that one's end. What was
    /// not read of the child before is skipped.
    pub(super) fn child(&mut self, level: usize) -> Result<Option<Tag>, ConvertError> {
        loop {
            let depth = self.depth;
            match self.next()? {
                Event::Start(tag) if depth <= level => return Ok(Some(Tag(tag.into_owned()))),
                Event::End(_) if depth <= level => return Ok(None),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}

/// A start tag of its own.
pub(super) struct Tag(BytesStart<'static>);

impl Tag {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        local(&self.0)
    }

    /// The value of an attribute without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        attribute(&self.0, name).map(Cow::into_owned)
    }

    /// The value of an attribute of that name with any prefix: `id` for `r:id`. Which prefix stands for which namespace
    /// is the file's choice.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .with_checks(false)
            .map_while(Result::ok)
            .find(|attribute| {
                let key: &str = attribute.key.as_ref();
                key.split_once(':').is_some_and(|(_, local)| local == name)
            })
            .map(|attribute| value(&attribute).into_owned())
    }

    /// An attribute that is a number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }

    /// An attribute that is true or false; `default` where it is not there.
    pub(super) fn flag(&self, name: &str, default: bool) -> bool {
        self.get(name)
            .map_or(default, |value| is_true(value.trim()))
    }
}

/// The name of a tag without prefix.
pub(super) fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    let name = tag.name().into_inner();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute by its whole name.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    tag.attributes()
        .with_checks(false)
        .map_while(Result::ok)
        .find(|attribute| {
            let key: &str = attribute.key.as_ref();
            key == name
        })
        .map(|attribute| value(&attribute))
}

/// An attribute's value; one with unknown entities as it is written.
pub(super) fn value<'t>(attribute: &Attribute<'t>) -> Cow<'t, str> {
    attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .unwrap_or_else(|_| attribute.value.clone())
}

/// `true` and `1` (`xsd:boolean`), and `on`, which old files have.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on" | "t")
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// Appends a text with line ends as XML reads them.
fn push_normalised(out: &mut String, text: &str) {
    if text.contains('\r') {
        out.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use spindle_model::convert::ErrorKind;

    use super::*;

    #[test]
    fn texts_are_taken_without_what_is_inside() {
        let xml = "<a><x:t y='1'>p&amp;q<u>no</u>&#65;<![CDATA[<]]>\r\n&nope;</x:t><b/></a>";
        let mut xml = Xml::new(xml.as_bytes(), "part", 9);
        assert_eq!(xml.child(0).unwrap().unwrap().name(), "a");
        let tag = xml.child(1).unwrap().unwrap();
        assert_eq!((tag.name(), tag.number("y")), ("t", Some(1)));
        assert_eq!(xml.text().unwrap(), "p&qA<\n");
        assert_eq!(xml.child(1).unwrap().unwrap().name(), "b");
        assert!(xml.child(1).unwrap().is_none());
    }

    #[test]
    fn what_is_broken_deep_or_endless_is_refused() {
        let kind = |text: &str| {
            let mut xml = Xml::new(text.as_bytes(), "part", 9);
            loop {
                match xml.next() {
                    Ok(Event::Eof) => return None,
                    Ok(_) => {}
                    Err(error) => return Some(error.kind),
                }
            }
        };
        assert_eq!(kind("<a/>"), None);
        assert_eq!(kind("<a>"), Some(ErrorKind::Damaged));
        assert_eq!(kind("<a></b>"), Some(ErrorKind::Damaged));
        assert_eq!(kind(&"<a>".repeat(10)), Some(ErrorKind::Limit));
        let endless = format!("<a>{}", "x".repeat(MAX_PIECE * 2));
        assert_eq!(kind(&endless), Some(ErrorKind::Limit));
    }
}
