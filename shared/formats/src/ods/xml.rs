//! XML that is read piece by piece, within bounds of depth and size.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use spindle_model::convert::ConvertError;

/// Bytes of one tag or one run of text: a picture within a flat file is the longest of them.
const MAX_PIECE_BYTES: usize = 64 << 20;

/// What comes next in a part.
pub(super) enum Token<'b> {
    /// An element begins; one without content ends with the next token.
    Start(Element<'b>),
    /// An element ends.
    End,
    /// Text.
    Text(Cow<'b, str>),
    /// What says nothing here: comments, declarations, instructions.
    Other,
    /// The part ends.
    Eof,
}

/// The tag that begins an element.
pub(super) struct Element<'b>(BytesStart<'b>);

impl Element<'_> {
    /// Its name with the prefix, for which all programs write the same.
    pub(super) fn name(&self) -> &str {
        self.0.name().0
    }

    /// An attribute by its name with the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| unescaped(value))
    }

    /// All attributes, as they stand: [`unescaped`] makes texts of them.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        AttributePairs(attributes)
    }

    /// A number in an attribute, `least` where there is none and where it is less.
    pub(super) fn count(&self, name: &str, least: u32) -> u32 {
        self.attribute(name)
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(least)
            .max(least)
    }
}

struct AttributePairs<'a>(quick_xml::events::attributes::Attributes<'a>);

impl<'a> Iterator for AttributePairs<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // A broken attribute is passed over, the others count.
            let attribute = match self.0.next()? {
                Ok(attribute) => attribute,
                Err(_) => continue,
            };
            if let Cow::Borrowed(value) = attribute.value {
                return Some((attribute.key.0, value));
            }
        }
    }
}

/// The text that an attribute stands for.
pub(super) fn unescaped(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned)
}

/// Reads a part token by token.
pub(super) struct Pull<R: BufRead> {
    reader: Reader<Guard<R>>,
    buffer: Vec<u8>,
    depth: usize,
    max_depth: usize,
}

impl<R: BufRead> Pull<R> {
    /// Begins at the start of a part; elements may be nested so deep.
    pub(super) fn new(inner: R, max_depth: usize) -> Self {
        let mut reader = Reader::from_reader(Guard { inner, since: 0 });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            max_depth,
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Bytes that were read.
    pub(super) fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token<'_>, ConvertError> {
        self.buffer.clear();
        self.reader.get_mut().since = 0;
        let position = self.reader.buffer_position();
        let event = self
            .reader
            .read_event_into(&mut self.buffer)
            .map_err(|error| {
                ConvertError::damaged(format!("the XML is broken near byte {position}: {error}"))
            })?;
        Ok(match event {
            Event::Start(start) | Event::Empty(start) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > self.max_depth {
                    return Err(ConvertError::limit(format!(
                        "elements are nested more than {} deep",
                        self.max_depth
                    )));
                }
                Token::Start(Element(start))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Token::End
            }
            Event::Text(text) => Token::Text(text.into_inner()),
            Event::CData(text) => Token::Text(text.into_inner()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => Token::Text(Cow::Owned(c.to_string())),
                _ => Token::Text(Cow::Borrowed(match &*reference.into_inner() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "apos" => "'",
                    "quot" => "\"",
                    _ => "",
                })),
            },
            Event::Eof if self.depth > 0 => {
                return Err(ConvertError::damaged(
                    "the XML ends in the middle: the file is cut off",
                ));
            }
            Event::Eof => Token::Eof,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Token::Other,
        })
    }

    /// Passes over the rest of the element that was begun last.
    pub(super) fn skip(&mut self) -> Result<(), ConvertError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the element that was begun last, without that of its children; its first `most` bytes.
    pub(super) fn text(&mut self, most: usize) -> Result<String, ConvertError> {
        let inside = self.depth;
        let mut text = String::new();
        loop {
            match self.next()? {
                Token::Text(piece) if text.len().saturating_add(piece.len()) <= most => {
                    text.push_str(&piece);
                }
                Token::Start(_) => self.skip()?,
                Token::Eof => return Ok(text),
                _ => {}
            }
            if self.depth < inside {
                return Ok(text);
            }
        }
    }
}

/// Stops one piece from filling the memory.
struct Guard<R> {
    inner: R,
    since: usize,
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.since > MAX_PIECE_BYTES {
            return Err(std::io::Error::other("one piece of it is too large"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.since = self.since.saturating_add(count);
        self.inner.consume(count);
    }
}

/// Adds text to XML: what has a meaning in it is escaped, what must not be in it is left out.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

/// Adds an attribute.
pub(super) fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_one_by_one() {
        let xml = "<?xml version=\"1.0\"?><a x=\"1 &amp; 2\"><b/>t&lt;&#x41;<![CDATA[<]]></a>";
        let mut pull = Pull::new(xml.as_bytes(), 5);
        let mut seen = String::new();
        loop {
            match pull.next().unwrap() {
                Token::Start(element) => {
                    seen.push_str(element.name());
                    seen.push_str(&element.attribute("x").unwrap_or_default());
                }
                Token::End => seen.push('.'),
                Token::Text(text) => seen.push_str(&text),
                Token::Other => {}
                Token::Eof => break,
            }
        }
        assert_eq!(seen, "a1 & 2b.t<A<.");
    }

    #[test]
    fn depth_and_cut_parts_are_errors() {
        let mut deep = Pull::new("<a><a><a>".as_bytes(), 2);
        assert!(deep.skip().is_ok());
        let mut pull = Pull::new("<a><b>".as_bytes(), 9);
        assert!(pull.next().is_ok() && pull.next().is_ok());
        assert!(pull.next().is_err());
    }

    #[test]
    fn text_is_escaped() {
        let mut out = String::new();
        attribute("a", "<\u{1}\"&\n>", &mut out);
        assert_eq!(out, " a=\"&lt;&quot;&amp;&#10;&gt;\"");
    }
}
