//! The tree that HTML is parsed into: an arena, so that neither building nor dropping it recurses.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

mod sink;

pub(super) use sink::parse;

/// A node's place in the arena.
pub(super) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;
/// The document itself.
pub(super) const ROOT: Id = 0;

/// What a node is.
enum Kind {
    /// The document, or what nothing is kept of.
    Other,
    /// Text.
    Text(StrTendril),
    /// A comment; writers of Markdown say ids of rows in one.
    Comment(StrTendril),
    /// An element.
    Element(QualName, Vec<Attribute>),
}

struct Node {
    kind: Kind,
    parent: Id,
    first: Id,
    last: Id,
    before: Id,
    after: Id,
    depth: u32,
}

struct Nodes {
    list: Vec<Node>,
    /// The name of what is no element.
    nameless: QualName,
}

/// A parsed document.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Whether tags were left out because they were nested too deep or there were too many of them.
    pub(super) flattened: bool,
}

impl Tree {
    /// The element's local name; empty for what is no element.
    pub(super) fn name(&self, id: Id) -> &str {
        match self.node(id).map(|node| &node.kind) {
            Some(Kind::Element(name, _)) => &name.local,
            _ => "",
        }
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a comment.
    pub(super) fn comment(&self, id: Id) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Comment(text) => Some(text),
            _ => None,
        }
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, id: Id, name: &str) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Element(_, attributes) => attributes
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| &*attribute.value),
            _ => None,
        }
    }

    /// Whether the attribute `class` has that name in it.
    pub(super) fn has_class(&self, id: Id, class: &str) -> bool {
        self.classes(id).any(|name| name == class)
    }

    /// The names in the attribute `class`.
    pub(super) fn classes(&self, id: Id) -> impl Iterator<Item = &str> {
        self.attr(id, "class")
            .unwrap_or_default()
            .split_ascii_whitespace()
    }

    /// The rest behind `prefix` of the first class that begins with it.
    pub(super) fn class_after(&self, id: Id, prefix: &str) -> Option<&str> {
        self.classes(id).find_map(|name| name.strip_prefix(prefix))
    }

    /// The nodes in a node.
    pub(super) fn children(&self, id: Id) -> Children<'_> {
        Children {
            tree: self,
            next: self.node(id).map_or(NONE, |node| node.first),
        }
    }

    /// The element around a node.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.node(id)
            .map(|node| node.parent)
            .filter(|parent| *parent != NONE)
    }

    /// All nodes below a node in their order, without recursion.
    pub(super) fn below(&self, id: Id) -> Below<'_> {
        Below {
            tree: self,
            top: id,
            at: id,
        }
    }

    /// All text below a node.
    pub(super) fn all_text(&self, id: Id) -> String {
        let mut all = String::new();
        for node in self.below(id) {
            if let Some(text) = self.text(node) {
                all.push_str(text);
            } else if self.name(node) == "br" {
                all.push('\n');
            }
        }
        all
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id as usize)
    }
}

/// The nodes in a node.
pub(super) struct Children<'t> {
    tree: &'t Tree,
    next: Id,
}

impl Iterator for Children<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let id = self.next;
        self.next = self.tree.node(id)?.after;
        Some(id)
    }
}

/// All nodes below a node.
pub(super) struct Below<'t> {
    tree: &'t Tree,
    top: Id,
    at: Id,
}

impl Iterator for Below<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        let mut node = self.tree.node(self.at)?;
        if node.first != NONE {
            self.at = node.first;
            return Some(self.at);
        }
        while self.at != self.top {
            if node.after != NONE {
                self.at = node.after;
                return Some(self.at);
            }
            self.at = node.parent;
            node = self.tree.node(self.at)?;
        }
        self.at = NONE;
        None
    }
}

impl Node {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            parent: NONE,
            first: NONE,
            last: NONE,
            before: NONE,
            after: NONE,
            depth: 0,
        }
    }
}

impl Nodes {
    fn new() -> Self {
        Self {
            list: vec![Node::new(Kind::Other)],
            nameless: QualName::new(None, ns!(), LocalName::from("")),
        }
    }

    fn get(&mut self, id: Id) -> Option<&mut Node> {
        self.list.get_mut(id as usize)
    }

    fn add(&mut self, kind: Kind) -> Id {
        let id = Id::try_from(self.list.len()).unwrap_or(NONE);
        self.list.push(Node::new(kind));
        id
    }

    fn detach(&mut self, id: Id) {
        let Some(node) = self.get(id) else { return };
        let (parent, before, after) = (node.parent, node.before, node.after);
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
        match self.get(before) {
            Some(node) => node.after = after,
            None => {
                if let Some(parent) = self.get(parent) {
                    parent.first = after;
                }
            }
        }
        match self.get(after) {
            Some(node) => node.before = before,
            None => {
                if let Some(parent) = self.get(parent) {
                    parent.last = before;
                }
            }
        }
    }

    fn append(&mut self, parent: Id, id: Id) {
        self.detach(id);
        let Some(around) = self.get(parent) else {
            return;
        };
        let last = std::mem::replace(&mut around.last, id);
        let depth = around.depth.saturating_add(1);
        if last == NONE {
            around.first = id;
        } else if let Some(last) = self.get(last) {
            last.after = id;
        }
        if let Some(node) = self.get(id) {
            node.parent = parent;
            node.before = last;
            node.depth = depth;
        }
    }

    fn insert_before(&mut self, sibling: Id, id: Id) {
        self.detach(id);
        let Some(node) = self.get(sibling) else {
            return;
        };
        let before = std::mem::replace(&mut node.before, id);
        let (parent, depth) = (node.parent, node.depth);
        match self.get(before) {
            Some(before) => before.after = id,
            None => {
                if let Some(parent) = self.get(parent) {
                    parent.first = id;
                }
            }
        }
        if let Some(node) = self.get(id) {
            (node.parent, node.before, node.after) = (parent, before, sibling);
            node.depth = depth;
        }
    }

    /// Appends to a text node; whether it is one.
    fn extend(&mut self, id: Id, more: &StrTendril) -> bool {
        match self.get(id).map(|node| &mut node.kind) {
            Some(Kind::Text(text)) => {
                text.push_tendril(more);
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use spindle_model::convert::Limits;

    use super::*;

    #[test]
    fn deep_nesting_is_flattened_and_keeps_its_text() {
        let html = format!("{}x{}y", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tree = parse(&html, &Limits::default());
        assert!(tree.flattened);
        assert_eq!(tree.all_text(ROOT), "xy");
    }

    #[test]
    fn formatting_elements_do_not_multiply_without_end() {
        let open: String = (0..400).map(|i| format!("<b id=x{i}>")).collect();
        let html = format!("<p>{open}{}", "<p>a".repeat(20_000));
        let limits = Limits {
            blocks: 10_000,
            ..Limits::default()
        };
        let tree = parse(&html, &limits);
        assert!(tree.nodes.len() < 200_000, "{} nodes", tree.nodes.len());
        assert_eq!(tree.all_text(ROOT).len(), 20_000);
    }
}
