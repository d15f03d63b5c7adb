//! The structure of the document, for readers that do not see the pages (ISO 32000-1, 14.8).

use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{
    Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// An element of the structure tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// What is no content: lines, backgrounds, what is said again on every page.
    pub(crate) const ARTIFACT: Self = Self(0);
    /// The whole document.
    pub(crate) const ROOT: Self = Self(1);

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an element is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NodeKind {
    Document,
    Paragraph,
    Heading(u8, String),
    List {
        ordered: Option<ListNumbering>,
    },
    Item,
    Label,
    Body,
    Quote,
    Code,
    Table,
    Row,
    /// A cell: whether it is a header, and the columns and rows that it takes.
    Cell(bool, u32, u32),
    /// A picture and what it shows.
    Figure(String),
    /// A formula and its source.
    Formula(String),
    Link,
    Note,
}

struct Element {
    kind: NodeKind,
    parent: NodeId,
    attached: bool,
    children: Vec<Child>,
}

enum Child {
    Content(Identifier),
    Element(NodeId),
}

/// The elements, as they come to be.
pub(crate) struct Tree {
    elements: Vec<Element>,
}

impl Tree {
    pub(crate) fn new() -> Self {
        let root = |kind| Element {
            kind,
            parent: NodeId::ARTIFACT,
            attached: true,
            children: Vec::new(),
        };
        Self {
            elements: vec![root(NodeKind::Document), root(NodeKind::Document)],
        }
    }

    /// Adds an element behind what its parent has so far.
    pub(crate) fn add(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        let id = self.add_later(parent, kind);
        self.attach(id);
        id
    }

    /// Adds an element that takes its place when its first content is drawn. Artifacts have no elements.
    pub(crate) fn add_later(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        if parent == NodeId::ARTIFACT {
            return parent;
        }
        let Ok(id) = u32::try_from(self.elements.len()) else {
            return parent;
        };
        self.elements.push(Element {
            kind,
            parent,
            attached: false,
            children: Vec::new(),
        });
        NodeId(id)
    }

    fn attach(&mut self, id: NodeId) {
        let mut id = id;
        // Up to the first that has its place.
        while let Some(element) = self.elements.get_mut(id.index()) {
            if element.attached {
                return;
            }
            element.attached = true;
            let parent = element.parent;
            if let Some(parent) = self.elements.get_mut(parent.index()) {
                parent.children.push(Child::Element(id));
            }
            id = parent;
        }
    }

    /// Adds drawn content to an element.
    pub(crate) fn content(&mut self, id: NodeId, content: Identifier) {
        self.attach(id);
        if let Some(element) = self.elements.get_mut(id.index()) {
            element.children.push(Child::Content(content));
        }
    }

    /// The text that stands for an element's content: what a picture shows.
    pub(crate) fn is_figure(&self, id: NodeId) -> bool {
        self.elements
            .get(id.index())
            .is_some_and(|element| matches!(element.kind, NodeKind::Figure(_)))
    }

    /// The tree as it is written.
    pub(crate) fn finish(mut self) -> TagTree {
        let mut groups: Vec<Option<TagGroup>> = self
            .elements
            .iter()
            .map(|element| tag(&element.kind).map(TagGroup::new))
            .collect();
        let mut tree = TagTree::new();
        // Children have larger numbers than their parents: from the end, each is whole when its parent takes it.
        for index in (1..self.elements.len()).rev() {
            let children = self
                .elements
                .get_mut(index)
                .map(|element| std::mem::take(&mut element.children))
                .unwrap_or_default();
            let nodes: Vec<Node> = children
                .into_iter()
                .filter_map(|child| match child {
                    Child::Content(identifier) => Some(Node::Leaf(identifier)),
                    Child::Element(id) => groups
                        .get_mut(id.index())
                        .and_then(Option::take)
                        .map(Node::Group),
                })
                .collect();
            if index == NodeId::ROOT.index() {
                tree.children = nodes;
            } else if let Some(Some(group)) = groups.get_mut(index) {
                group.children = nodes;
            }
        }
        tree
    }
}

fn tag(kind: &NodeKind) -> Option<TagKind> {
    let span = |count: u32| NonZeroU32::new(count).filter(|count| count.get() > 1);
    Some(match kind {
        NodeKind::Document => return None,
        NodeKind::Paragraph => Tag::P.into(),
        NodeKind::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        NodeKind::List { ordered } => Tag::L(ordered.unwrap_or(ListNumbering::Disc)).into(),
        NodeKind::Item => Tag::LI.into(),
        NodeKind::Label => Tag::Lbl.into(),
        NodeKind::Body => Tag::LBody.into(),
        NodeKind::Quote => Tag::BlockQuote.into(),
        NodeKind::Code => Tag::Code.into(),
        NodeKind::Table => Tag::Table.into(),
        NodeKind::Row => Tag::TR.into(),
        NodeKind::Cell(true, columns, rows) => Tag::TH(TableHeaderScope::Column)
            .with_col_span(span(*columns))
            .with_row_span(span(*rows))
            .into(),
        NodeKind::Cell(false, columns, rows) => Tag::TD
            .with_col_span(span(*columns))
            .with_row_span(span(*rows))
            .into(),
        NodeKind::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
        NodeKind::Formula(alt) => Tag::Formula(Some(alt.clone())).into(),
        NodeKind::Link => Tag::Link.into(),
        NodeKind::Note => Tag::Note.into(),
    })
}
