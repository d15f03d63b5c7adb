//! ODF's XML, pulled element by element, with every name under the prefix that the standard uses for its namespace.

use std::borrow::Cow;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use spindle_model::convert::ConvertError;

/// The start that the names of all namespaces of ODF itself have in common.
const OASIS: &str = "urn:oasis:names:tc:opendocument:xmlns:";

/// What stands between [`OASIS`] and the version, and the usual prefix.
const OASIS_NAMES: [(&str, &str); 13] = [
    ("office", "office"),
    ("text", "text"),
    ("table", "table"),
    ("style", "style"),
    ("drawing", "draw"),
    ("xsl-fo-compatible", "fo"),
    ("svg-compatible", "svg"),
    ("meta", "meta"),
    ("datastyle", "number"),
    ("manifest", "manifest"),
    ("presentation", "presentation"),
    ("chart", "chart"),
    ("form", "form"),
];

/// Namespaces of others.
const FOREIGN: [(&str, &str); 5] = [
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://www.w3.org/1998/Math/MathML", "math"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
    (
        "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "loext",
    ),
];

/// The prefix of names whose namespace is not known here.
const UNKNOWN: &str = "unknown";

/// How many prefixes are kept track of at one time.
const MOST_RENAMED: usize = 64;

/// Prefixes of the file that are not the usual ones, and the usual ones in their place.
type Renamed = Rc<Vec<(String, &'static str)>>;

/// The elements of one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    most: usize,
    renamed: Renamed,
    /// The names that held before an element declared others, and the depth of that element.
    outer: Vec<(usize, Renamed)>,
}

/// What comes next.
pub(super) enum Node<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// Text, entities resolved.
    Text(Cow<'a, str>),
    /// The innermost element ends, or the part does.
    Close,
}

/// The start of an element.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    name: Option<String>,
    renamed: Renamed,
}

impl<'a> Xml<'a> {
    /// Elements of `text`, nested at most `most` deep.
    pub fn new(text: &'a str, most: usize) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            depth: 0,
            most,
            renamed: Rc::default(),
            outer: Vec::new(),
        }
    }

    /// What comes next.
    ///
    /// # Errors
    /// `Damaged` when it is not well-formed, `Limit` when it is nested too deep.
    pub fn next(&mut self) -> Result<Node<'a>, ConvertError> {
        loop {
            let event = self.reader.read_event().map_err(|error| {
                ConvertError::damaged(format!(
                    "its XML is broken at byte {}: {error}",
                    self.reader.error_position()
                ))
            })?;
            match event {
                Event::Start(start) => return self.open(start).map(Node::Open),
                Event::End(_) => {
                    if self.outer.last().is_some_and(|(at, _)| *at == self.depth)
                        && let Some((_, names)) = self.outer.pop()
                    {
                        self.renamed = names;
                    }
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Event::Text(text) => return Ok(Node::Text(text.into_inner())),
                Event::CData(data) => return Ok(Node::Text(data.into_inner())),
                Event::GeneralRef(reference) => {
                    if let Ok(Some(char)) = reference.resolve_char_ref() {
                        return Ok(Node::Text(Cow::Owned(char.to_string())));
                    }
                    // Entities of a document type are not expanded: ODF uses none, and attacks do.
                    if let Some(text) = quick_xml::escape::resolve_predefined_entity(&reference) {
                        return Ok(Node::Text(Cow::Borrowed(text)));
                    }
                }
                Event::Eof if self.depth > 0 => {
                    return Err(ConvertError::damaged("its XML ends in the middle"));
                }
                Event::Eof => return Ok(Node::Close),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// Goes behind the end of the element that was opened last.
    pub fn skip(&mut self) -> Result<(), ConvertError> {
        let until = self.depth.saturating_sub(1);
        while self.depth > until {
            self.next()?;
        }
        Ok(())
    }

    /// All text of the element that was opened last, and behind its end.
    pub fn text(&mut self) -> Result<String, ConvertError> {
        let until = self.depth.saturating_sub(1);
        let mut all = String::new();
        while self.depth > until {
            if let Node::Text(text) = self.next()? {
                all.push_str(&text);
            }
        }
        Ok(all)
    }

    /// Calls `each` with every element inside the one that was opened last, which has to go behind its end.
    pub fn children(
        &mut self,
        mut each: impl FnMut(&mut Self, Tag<'a>) -> Result<(), ConvertError>,
    ) -> Result<(), ConvertError> {
        loop {
            match self.next()? {
                Node::Open(tag) => each(self, tag)?,
                Node::Text(_) => {}
                Node::Close => return Ok(()),
            }
        }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Tag<'a>, ConvertError> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > self.most {
            return Err(ConvertError::limit(format!(
                "its elements are nested more than {} deep",
                self.most
            )));
        }
        if start.attributes_raw().contains("xmlns") {
            self.declare(&start);
        }
        let name = if self.renamed.is_empty() {
            None
        } else {
            canonical(&self.renamed, start.name().as_ref(), true)
        };
        Ok(Tag {
            start,
            name,
            renamed: Rc::clone(&self.renamed),
        })
    }

    fn declare(&mut self, start: &BytesStart<'_>) {
        let mut names = None;
        for attribute in start.attributes().with_checks(false).flatten() {
            let key: &str = attribute.key.as_ref();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let usual = usual_prefix(&attribute.value);
            let now = names.as_ref().unwrap_or(&*self.renamed);
            let said = now.iter().rev().find(|(known, _)| known == prefix);
            let meant = said.map_or(prefix, |(_, usual)| *usual);
            // An unknown namespace under a prefix of its own stays as it is; under one of ODF's it must not.
            let wanted = usual.unwrap_or(if is_usual(prefix) { UNKNOWN } else { prefix });
            if meant == wanted {
                continue;
            }
            let names = names.get_or_insert_with(|| (*self.renamed).clone());
            if names.len() >= MOST_RENAMED {
                break;
            }
            names.retain(|(known, _)| known != prefix);
            names.push((prefix.to_owned(), usual.unwrap_or(UNKNOWN)));
        }
        if let Some(names) = names {
            let outer = std::mem::replace(&mut self.renamed, Rc::new(names));
            self.outer.push((self.depth, outer));
        }
    }
}

impl Tag<'_> {
    /// The name with the usual prefix.
    pub fn name(&self) -> &str {
        match &self.name {
            Some(name) => name,
            None => self.start.name().0,
        }
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        let name = self.name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of the attribute of that name with the usual prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut found = None;
        self.attributes(&mut |key, value| {
            if key == name && found.is_none() {
                found = Some(value.to_owned());
            }
        });
        found
    }

    /// The value of an attribute as a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Calls `each` with the name and value of every attribute.
    pub fn attributes(&self, each: &mut dyn FnMut(&str, &str)) {
        for attribute in self.start.attributes().with_checks(false).flatten() {
            let key: &str = attribute.key.as_ref();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .unwrap_or_else(|_| Cow::Borrowed(&attribute.value));
            if self.renamed.is_empty() {
                each(key, &value);
            } else {
                match canonical(&self.renamed, key, false) {
                    Some(key) => each(&key, &value),
                    None => each(key, &value),
                }
            }
        }
    }
}

/// The name with the usual prefix where that is another one. Attributes without a prefix are in no namespace.
fn canonical(renamed: &[(String, &'static str)], name: &str, element: bool) -> Option<String> {
    let (prefix, local) = match name.split_once(':') {
        Some(parts) => parts,
        None if element => ("", name),
        None => return None,
    };
    let (_, usual) = renamed.iter().rev().find(|(known, _)| known == prefix)?;
    Some(format!("{usual}:{local}"))
}

fn usual_prefix(namespace: &str) -> Option<&'static str> {
    if let Some(rest) = namespace.strip_prefix(OASIS) {
        let (name, _) = rest.rsplit_once(':')?;
        let found = OASIS_NAMES.iter().find(|(known, _)| *known == name);
        return found.map(|(_, prefix)| *prefix);
    }
    let found = FOREIGN.iter().find(|(known, _)| *known == namespace);
    found.map(|(_, prefix)| *prefix)
}

fn is_usual(prefix: &str) -> bool {
    OASIS_NAMES
        .iter()
        .chain(&FOREIGN)
        .any(|(_, usual)| *usual == prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let mut xml = Xml::new(text, 10);
        let mut names = Vec::new();
        let mut depth = 0;
        loop {
            match xml.next().unwrap() {
                Node::Open(tag) => {
                    depth += 1;
                    names.push(tag.name().to_owned());
                    tag.attributes(&mut |key, value| {
                        if !key.starts_with("xmlns") {
                            names.push(format!("@{key}={value}"));
                        }
                    });
                }
                Node::Text(text) => names.push(text.into_owned()),
                Node::Close if depth == 0 => return names,
                Node::Close => depth -= 1,
            }
        }
    }

    #[test]
    fn prefixes_are_those_of_the_standard() {
        let text = r#"<o:a xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:text="urn:other"><p o:x="1" y="2"
            >&lt;&#65;</p><text:q/></o:a>"#;
        let expected = [
            "office:a",
            "text:p",
            "@office:x=1",
            "@y=2",
            "<",
            "A",
            "unknown:q",
        ];
        assert_eq!(names(text), expected);
    }

    #[test]
    fn declarations_end_with_their_element() {
        let text = r#"<r><x xmlns="http://www.w3.org/1998/Math/MathML"><mi/></x><mi/></r>"#;
        assert_eq!(names(text), ["r", "math:x", "math:mi", "mi"]);
    }

    #[test]
    fn deep_and_broken_files_are_refused() {
        let deep = "<a>".repeat(11);
        let mut xml = Xml::new(&deep, 10);
        let error = loop {
            match xml.next() {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(error.message.contains("10 deep"), "{error}");
        let mut xml = Xml::new("<a><b></a>", 10);
        assert!(xml.next().is_ok() && xml.next().is_ok() && xml.next().is_err());
    }
}
