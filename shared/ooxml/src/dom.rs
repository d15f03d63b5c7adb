//! One arena of XML nodes: every part of a package is a tree in it, and detached nodes live in it too.
//!
//! Names are canonical: `w:p` is a WordprocessingML paragraph whatever prefix the file uses, and SpreadsheetML
//! main, relationships, content types and the extended and custom properties have no prefix. Nodes that were
//! parsed remember their bytes, so that what nobody touched is written as it was read.

mod attributes;
mod copy;
mod decode;
mod doctype;
mod edit;
pub mod escape;
mod limits;
mod names;
mod namespaces;
mod parse;
mod serialize;
mod walk;

use names::Names;

pub use limits::{XmlError, XmlLimits};
pub use walk::{Ancestors, Attributes, Children, Descendants};

const NONE: u32 = u32::MAX;

/// A node of one [`Dom`]. An id of another arena names no node, or a wrong one; it never panics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// The id as a number, for handles in scripts.
    #[must_use]
    pub fn index(self) -> u32 {
        self.0
    }

    /// The id with this number; see [`NodeId::index`].
    #[must_use]
    pub fn from_index(index: u32) -> Self {
        Self(index)
    }
}

/// An interned qualified name in canonical spelling. Equal names of one [`Dom`] are equal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(u32);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// An element with attributes and children.
    Element,
    /// Character data, references resolved.
    Text,
    /// A CDATA section, kept with its markup.
    CData,
    /// A comment or a processing instruction, kept with its markup.
    Raw,
}

/// Unchanged since it was parsed, with all that is below it.
const CLEAN: u8 = 1;
/// The element's own attributes declare namespaces, so that its scope is not its parent's.
const DECLARES: u8 = 2;
/// Namespace declarations of the element were changed after parsing.
const REDECLARED: u8 = 4;
/// A view's note, see [`Dom::set_mark`].
const MARKED: u8 = 8;

#[derive(Debug, Clone, Copy)]
struct Node {
    parent: u32,
    first: u32,
    last: u32,
    prev: u32,
    next: u32,
    /// Element: qualified name. Others: index in `strings`, or `NONE` when the content is the source span.
    data: u32,
    /// Element: first attribute.
    attrs: u32,
    /// Scope (inside the element) of the source; `NONE` for created nodes.
    scope: u32,
    start: u32,
    end: u32,
    kind: NodeKind,
    flags: u8,
}

/// An attribute; those of one element are a list in the order of the file.
#[derive(Debug, Clone, Copy)]
struct Attr {
    name: u32,
    /// Span of the value in the source, or (index in `strings`, `NONE`).
    start: u32,
    end: u32,
    next: u32,
}

/// The namespace declarations that one element of a source adds to those around it.
#[derive(Debug)]
struct Scope {
    source: u32,
    parent: u32,
    /// Prefix text and namespace.
    bindings: Vec<(u32, u32)>,
}

/// One parsed part.
#[derive(Debug)]
struct Source {
    text: Box<str>,
    root: u32,
    /// The bytes may be copied piece by piece (no document type declaration that pieces depend on).
    copyable: bool,
    /// The text before the root may be written again (it does not name another encoding).
    prologue: bool,
    /// The namespaces are those of ISO/IEC 29500 strict.
    strict: bool,
}

/// The arena. See the module's documentation.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
    attrs: Vec<Attr>,
    strings: Vec<Box<str>>,
    /// Bytes of all `strings` together.
    string_bytes: usize,
    scopes: Vec<Scope>,
    sources: Vec<Source>,
    names: Names,
}

impl Default for Dom {
    fn default() -> Self {
        Self::new()
    }
}

impl Dom {
    /// An arena without nodes.
    #[must_use]
    pub fn new() -> Self {
        Self {
            nodes: Vec::new(),
            attrs: Vec::new(),
            strings: Vec::new(),
            string_bytes: 0,
            scopes: Vec::new(),
            sources: Vec::new(),
            names: Names::new(),
        }
    }

    /// Number of nodes ever made; detached nodes are not given back.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether no node was made yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// About how many bytes of memory the arena takes; cheap enough to be asked after every change.
    #[must_use]
    pub fn weight(&self) -> usize {
        let sources: usize = self.sources.iter().map(|source| source.text.len()).sum();
        self.nodes.capacity() * size_of::<Node>()
            + self.attrs.capacity() * size_of::<Attr>()
            + self.strings.capacity() * size_of::<Box<str>>()
            + self.string_bytes
            + sources
    }

    /// Interns a qualified name in canonical spelling.
    pub fn name(&mut self, qualified: &str) -> Name {
        Name(self.names.text_id(qualified))
    }

    /// What the node is; `None` when there is no such node.
    #[must_use]
    pub fn kind(&self, n: NodeId) -> Option<NodeKind> {
        self.node(n).map(|node| node.kind)
    }

    /// Whether the node is an element.
    #[must_use]
    pub fn is_element(&self, n: NodeId) -> bool {
        self.kind(n) == Some(NodeKind::Element)
    }

    /// Whether the node is an element of this canonical name.
    #[must_use]
    pub fn is(&self, n: NodeId, name: &str) -> bool {
        self.name_of(n) == Some(name)
    }

    /// As [`Dom::is`], for a name that was interned before: one comparison of numbers.
    #[must_use]
    pub fn is_name(&self, n: NodeId, name: Name) -> bool {
        self.name_id(n) == Some(name)
    }

    /// The canonical name of an element.
    #[must_use]
    pub fn name_of(&self, n: NodeId) -> Option<&str> {
        let node = self.node(n).filter(|node| node.kind == NodeKind::Element)?;
        Some(self.names.qname_text(node.data))
    }

    /// The interned canonical name of an element.
    #[must_use]
    pub fn name_id(&self, n: NodeId) -> Option<Name> {
        let node = self.node(n).filter(|node| node.kind == NodeKind::Element)?;
        Some(Name(self.names.qname(node.data).text))
    }

    /// Whether the node, or anything below it, was changed since it was parsed; true for created nodes.
    #[must_use]
    pub fn is_dirty(&self, n: NodeId) -> bool {
        self.node(n).is_some_and(|node| node.flags & CLEAN == 0)
    }

    /// The bytes of its part (as UTF-8) that the node was parsed from; `None` for nodes that were made.
    #[must_use]
    pub fn source_span(&self, n: NodeId) -> Option<(usize, usize)> {
        let node = self
            .node(n)
            .filter(|node| node.scope != NONE && node.start != NONE)?;
        Some((node.start as usize, node.end as usize))
    }

    fn node(&self, n: NodeId) -> Option<&Node> {
        self.nodes.get(n.0 as usize)
    }

    fn node_mut(&mut self, n: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(n.0 as usize)
    }

    /// A span of the source that a scope belongs to.
    fn source_text(&self, scope: u32, start: u32, end: u32) -> &str {
        self.scopes
            .get(scope as usize)
            .and_then(|scope| self.sources.get(scope.source as usize))
            .and_then(|source| source.text.get(start as usize..end as usize))
            .unwrap_or_default()
    }

    fn string(&self, index: u32) -> &str {
        self.strings.get(index as usize).map_or("", |text| text)
    }

    fn push_string(&mut self, text: &str) -> u32 {
        let index = self.strings.len() as u32;
        self.string_bytes += text.len();
        self.strings.push(Box::from(text));
        index
    }

    /// The content of a node that is no element: decoded for texts, with markup for the others.
    fn content(&self, node: &Node) -> &str {
        if node.data == NONE {
            self.source_text(node.scope, node.start, node.end)
        } else {
            self.string(node.data)
        }
    }

    fn attr_value(&self, scope: u32, attr: &Attr) -> &str {
        if attr.end == NONE {
            self.string(attr.start)
        } else {
            self.source_text(scope, attr.start, attr.end)
        }
    }
}

fn some(link: u32) -> Option<NodeId> {
    (link != NONE).then_some(NodeId(link))
}
