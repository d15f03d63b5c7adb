//! A tree of elements: the description is small and read as a whole.

use anyhow::{Context, Result, bail};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may stand in each other.
const MOST_DEPTH: usize = 64;

/// An element with all that is in it.
#[derive(Debug, Clone, Default)]
pub struct Element {
    /// The name as it is written.
    pub name: String,
    /// Attributes in order.
    pub attributes: Vec<(String, String)>,
    /// Child elements in order.
    pub children: Vec<Element>,
    /// The text directly inside, entities resolved.
    pub text: String,
}

impl Element {
    /// Reads a document and gives its root.
    ///
    /// # Errors
    /// When it is not well formed, has no root, or is deeper than any description.
    pub fn parse(text: &str) -> Result<Self> {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Self> = Vec::new();
        loop {
            match reader.read_event().context("the XML is not well formed")? {
                Event::Start(start) => {
                    if open.len() >= MOST_DEPTH {
                        bail!("elements stand more than {MOST_DEPTH} deep");
                    }
                    open.push(Self::started(&start)?);
                }
                Event::Empty(start) => {
                    let element = Self::started(&start)?;
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(element),
                    }
                }
                Event::End(_) => {
                    let Some(element) = open.pop() else {
                        bail!("an element ends that never started");
                    };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return Ok(element),
                    }
                }
                Event::Text(piece) => add(&mut open, &piece),
                Event::CData(piece) => add(&mut open, &piece),
                Event::GeneralRef(reference) => {
                    let reference: &str = &reference;
                    let written = format!("&{reference};");
                    let meant = quick_xml::escape::unescape(&written)
                        .with_context(|| format!("the entity {written} is not known"))?;
                    add(&mut open, &meant);
                }
                Event::Eof => bail!("the XML ends before its root element does"),
                _ => {}
            }
        }
    }

    fn started(start: &BytesStart<'_>) -> Result<Self> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.context("an attribute is not well formed")?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .context("the value of an attribute is not well formed")?;
            attributes.push((
                AsRef::<str>::as_ref(&attribute.key).to_owned(),
                value.into_owned(),
            ));
        }
        Ok(Self {
            name: AsRef::<str>::as_ref(&start.name()).to_owned(),
            attributes,
            ..Self::default()
        })
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of an attribute that is `true` or `false`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn flag(&self, name: &str) -> Result<Option<bool>> {
        match self.attribute(name).map(str::trim) {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(other) => bail!("{name}=\"{other}\" of {} is not a boolean", self.name),
        }
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_with_entities_and_cdata() {
        let root = Element::parse(
            "<?xml version=\"1.0\"?><!-- c --><a x='1 &amp; 2'><b/>t&lt;<![CDATA[<u>]]><b y=\"true\"/></a>",
        )
        .unwrap();
        assert_eq!(root.attribute("x"), Some("1 & 2"));
        assert_eq!(root.text, "t<<u>");
        assert_eq!(root.all("b").count(), 2);
        assert_eq!(root.children[1].flag("y").unwrap(), Some(true));
        assert!(root.children[1].flag("z").unwrap().is_none());
    }

    #[test]
    fn what_does_not_end_is_refused() {
        assert!(Element::parse("<a><b></b>").is_err());
        assert!(Element::parse(&"<a>".repeat(100)).is_err());
        assert!(Element::parse("<a b='x'/>").unwrap().flag("b").is_err());
    }
}
