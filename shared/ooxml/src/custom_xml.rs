//! Custom XML data storage (ECMA-376 part 1, 15.2.5): parts of any XML that documents carry along and content controls
//! may be bound to, with their identifiers (15.2.6).
//!
//! The trees are kept apart from [`crate::Dom`]: their names and prefixes are the file's own and mean nothing here. A part
//! that nobody asked for is never read, and one that nobody changed keeps its bytes.

mod parse;
mod path;
mod store;
mod tree;

use thiserror::Error;

use tree::Node;

/// A node of the trees of one package: an element, or the document node above the root element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct XmlNode(u32);

/// A part, by the order in which it was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct XmlPart(u32);

/// Why custom XML is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CustomXmlError {
    /// There is no element in a text that has to hold one.
    #[error("the text holds no XML element")]
    NoElement,
    /// All parts together would take too much memory.
    #[error("custom XML parts of a document take at most {MAX_BYTES} bytes")]
    TooLarge,
    /// Elements would nest too deep.
    #[error("elements of custom XML nest at most {MAX_DEPTH} deep")]
    TooDeep,
}

/// Bytes that the trees of one package may take.
const MAX_BYTES: usize = 64 << 20;
/// How deep elements nest at most: trees are walked by recursion.
const MAX_DEPTH: usize = 256;

#[derive(Debug)]
struct Part {
    /// Its identifier with braces, as `ds:itemID` has it.
    id: String,
    /// What stands before the root element: the XML declaration with a line end, or nothing.
    declaration: String,
    /// The document node.
    top: XmlNode,
    /// The name of the part in the package, once it is there.
    name: Option<String>,
    changed: bool,
    deleted: bool,
}

/// The custom XML parts of a package.
#[derive(Debug, Default)]
pub struct CustomXml {
    parts: Vec<Part>,
    nodes: Vec<Node>,
    bytes: usize,
}

impl CustomXml {
    fn part(&self, part: XmlPart) -> Option<&Part> {
        self.parts.get(part.0 as usize)
    }

    /// The parts, in order.
    pub fn all(&self) -> impl Iterator<Item = XmlPart> {
        self.parts
            .iter()
            .zip(0u32..)
            .filter(|(part, _)| !part.deleted)
            .map(|(_, index)| XmlPart(index))
    }

    /// The part with this identifier (braces included).
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<XmlPart> {
        self.all()
            .find(|part| self.part(*part).is_some_and(|part| part.id == id))
    }

    /// The parts whose root element declares a namespace.
    #[must_use]
    pub fn by_namespace(&self, namespace: &str) -> Vec<XmlPart> {
        self.all()
            .filter(|part| self.namespaces(*part).iter().any(|name| name == namespace))
            .collect()
    }

    /// The namespaces that a part's root element declares.
    #[must_use]
    pub fn namespaces(&self, part: XmlPart) -> Vec<String> {
        let root = self.part(part).and_then(|part| self.root(part.top));
        let attributes = root.map_or(&[][..], |root| self.attributes(root));
        attributes
            .iter()
            .filter(|(name, _)| name == "xmlns" || name.starts_with("xmlns:"))
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The identifier of a part, braces included.
    #[must_use]
    pub fn id(&self, part: XmlPart) -> &str {
        self.part(part).map_or("", |part| &part.id)
    }

    /// The document node of a part.
    #[must_use]
    pub fn top(&self, part: XmlPart) -> Option<XmlNode> {
        self.part(part).map(|part| part.top)
    }

    /// Adds a part. A text without any element makes an empty part, which is not written.
    ///
    /// # Errors
    /// The text is too large or nests too deep.
    pub fn add(&mut self, xml: &str) -> Result<XmlPart, CustomXmlError> {
        let number = self.parts.len() as u32;
        let id = self.free_id(number, xml);
        self.add_known(xml, id, None)
    }

    fn add_known(
        &mut self,
        xml: &str,
        id: String,
        name: Option<String>,
    ) -> Result<XmlPart, CustomXmlError> {
        let declaration = declaration(xml);
        let top = self.parse(xml)?;
        let number = self.parts.len() as u32;
        self.parts.push(Part {
            id,
            declaration,
            top,
            changed: name.is_none(),
            name,
            deleted: false,
        });
        Ok(XmlPart(number))
    }

    /// An identifier that no other part has. It depends on the content alone, so that a script always gives the same file.
    fn free_id(&self, number: u32, xml: &str) -> String {
        let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128 ^ u128::from(number);
        for byte in xml.bytes() {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
        loop {
            // Version 8 of RFC 9562: whoever makes it says what is in it.
            let value = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
            let hex = format!("{value:032X}");
            let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
            let id = groups
                .map(|group| hex.get(group).unwrap_or_default().to_owned())
                .join("-");
            let id = format!("{{{id}}}");
            if self.by_id(&id).is_none() {
                return id;
            }
            hash = hash.wrapping_add(1 << 64);
        }
    }

    /// Takes a part away; `false` when that was done before.
    pub fn delete(&mut self, part: XmlPart) -> bool {
        let Some(part) = self
            .parts
            .get_mut(part.0 as usize)
            .filter(|part| !part.deleted)
        else {
            return false;
        };
        part.deleted = true;
        let top = part.top;
        self.clear(top);
        true
    }

    /// A part's text as scripts read it: see [`CustomXml::node_xml`].
    #[must_use]
    pub fn xml(&self, part: XmlPart) -> String {
        let Some(found) = self.part(part) else {
            return String::new();
        };
        match self.root(found.top) {
            Some(root) => format!("{}{}", found.declaration, self.node_xml(root)),
            None => String::new(),
        }
    }

    /// Notes that the part which a node is in has to be written again.
    fn touch(&mut self, node: XmlNode) {
        let top = self.top_of(node);
        if let Some(part) = self.parts.iter_mut().find(|part| part.top == top) {
            part.changed = true;
        }
    }
}

/// The XML declaration at the start of a text, with a line end; empty when there is none.
fn declaration(xml: &str) -> String {
    let text = xml.trim_start_matches('\u{feff}').trim_start();
    let end = text.strip_prefix("<?xml").and_then(|_| text.find("?>"));
    end.and_then(|end| text.get(..end + 2))
        .map(|text| format!("{text}\n"))
        .unwrap_or_default()
}
