//! Reading the tree: links, iterators, attributes, text.

use std::borrow::Cow;

use super::{Dom, NONE, NodeId, NodeKind, some};

/// The children of a node, in order. Made by [`Dom::children`].
#[derive(Debug, Clone)]
pub struct Children<'a> {
    dom: &'a Dom,
    next: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let current = self.next?;
        self.next = self.dom.next_sibling(current);
        Some(current)
    }
}

/// All nodes below a node, depth first. Made by [`Dom::descendants`].
#[derive(Debug, Clone)]
pub struct Descendants<'a> {
    dom: &'a Dom,
    root: NodeId,
    next: Option<NodeId>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let current = self.next?;
        self.next = self.dom.following(current, self.root);
        Some(current)
    }
}

/// The parents of a node, nearest first. Made by [`Dom::ancestors`].
#[derive(Debug, Clone)]
pub struct Ancestors<'a> {
    dom: &'a Dom,
    next: Option<NodeId>,
}

impl Iterator for Ancestors<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let current = self.next?;
        self.next = self.dom.parent(current);
        Some(current)
    }
}

/// The attributes of an element: canonical name and decoded value. Made by [`Dom::attributes`].
#[derive(Debug, Clone)]
pub struct Attributes<'a> {
    dom: &'a Dom,
    scope: u32,
    next: u32,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let attr = self.dom.attrs.get(self.next as usize)?;
        self.next = attr.next;
        Some((
            self.dom.names.qname_text(attr.name),
            self.dom.attr_value(self.scope, attr),
        ))
    }
}

impl Dom {
    /// The node that this one is a child of.
    #[must_use]
    pub fn parent(&self, n: NodeId) -> Option<NodeId> {
        some(self.node(n)?.parent)
    }

    /// The first child, of any kind.
    #[must_use]
    pub fn first_child(&self, n: NodeId) -> Option<NodeId> {
        some(self.node(n)?.first)
    }

    /// The last child, of any kind.
    #[must_use]
    pub fn last_child(&self, n: NodeId) -> Option<NodeId> {
        some(self.node(n)?.last)
    }

    /// The next child of the same parent, of any kind.
    #[must_use]
    pub fn next_sibling(&self, n: NodeId) -> Option<NodeId> {
        some(self.node(n)?.next)
    }

    /// The previous child of the same parent, of any kind.
    #[must_use]
    pub fn prev_sibling(&self, n: NodeId) -> Option<NodeId> {
        some(self.node(n)?.prev)
    }

    /// The topmost node above this one, or the node itself.
    #[must_use]
    pub fn root_of(&self, n: NodeId) -> NodeId {
        self.ancestors(n).last().unwrap_or(n)
    }

    /// The parents of a node, nearest first.
    #[must_use]
    pub fn ancestors(&self, n: NodeId) -> Ancestors<'_> {
        Ancestors {
            dom: self,
            next: self.parent(n),
        }
    }

    /// The nearest ancestor element of this name.
    #[must_use]
    pub fn ancestor(&self, n: NodeId, name: &str) -> Option<NodeId> {
        self.ancestors(n).find(|ancestor| self.is(*ancestor, name))
    }

    /// The children of a node, of all kinds, in order.
    #[must_use]
    pub fn children(&self, n: NodeId) -> Children<'_> {
        Children {
            dom: self,
            next: self.first_child(n),
        }
    }

    /// The children as a list that survives changes of the tree.
    #[must_use]
    pub fn child_ids(&self, n: NodeId) -> Vec<NodeId> {
        self.children(n).collect()
    }

    /// The child elements, whatever their names.
    pub fn child_elements(&self, n: NodeId) -> impl Iterator<Item = NodeId> {
        self.children(n).filter(|child| self.is_element(*child))
    }

    /// The child elements of this name.
    pub fn elements(&self, n: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        self.children(n).filter(move |child| self.is(*child, name))
    }

    /// The first child element of this name.
    #[must_use]
    pub fn child(&self, n: NodeId, name: &str) -> Option<NodeId> {
        self.elements(n, name).next()
    }

    /// The element reached by taking the first child of each name in turn.
    #[must_use]
    pub fn path(&self, n: NodeId, names: &[&str]) -> Option<NodeId> {
        names
            .iter()
            .try_fold(n, |node, name| self.child(node, name))
    }

    /// All nodes below `n` (not `n` itself), depth first.
    #[must_use]
    pub fn descendants(&self, n: NodeId) -> Descendants<'_> {
        Descendants {
            dom: self,
            root: n,
            next: self.first_child(n),
        }
    }

    /// The node after `n` in document order, within the subtree of `root`.
    pub(super) fn following(&self, n: NodeId, root: NodeId) -> Option<NodeId> {
        if let Some(child) = self.first_child(n) {
            return Some(child);
        }
        self.following_skip(n, root)
    }

    /// As [`Dom::following`], passing over what is below `n`.
    pub(super) fn following_skip(&self, n: NodeId, root: NodeId) -> Option<NodeId> {
        let mut node = n;
        loop {
            if node == root {
                return None;
            }
            if let Some(next) = self.next_sibling(node) {
                return Some(next);
            }
            node = self.parent(node)?;
        }
    }

    /// The name of an element's namespace: the transitional one for strict vocabularies, "" for none.
    #[must_use]
    pub fn namespace(&self, n: NodeId) -> Option<&str> {
        self.is_element(n)
            .then(|| self.names.uri(self.namespace_of(n), false))
    }

    /// The value of an attribute, references resolved. Attributes without namespace have no prefix.
    #[must_use]
    pub fn attr(&self, n: NodeId, name: &str) -> Option<&str> {
        self.attributes(n)
            .find_map(|(key, value)| (key == name).then_some(value))
    }

    /// All attributes of an element, namespace declarations (`xmlns:w`) included, in order.
    #[must_use]
    pub fn attributes(&self, n: NodeId) -> Attributes<'_> {
        let node = self.node(n).filter(|node| node.kind == NodeKind::Element);
        Attributes {
            dom: self,
            scope: node.map_or(NONE, |node| node.scope),
            next: node.map_or(NONE, |node| node.attrs),
        }
    }

    /// The content of one text or CDATA node; `None` for elements, comments and processing instructions.
    #[must_use]
    pub fn text_of(&self, n: NodeId) -> Option<&str> {
        let node = self.node(n)?;
        match node.kind {
            NodeKind::Text => Some(self.content(node)),
            NodeKind::CData => {
                let content = self.content(node);
                Some(
                    content
                        .strip_prefix("<![CDATA[")
                        .and_then(|rest| rest.strip_suffix("]]>"))
                        .unwrap_or(content),
                )
            }
            NodeKind::Element | NodeKind::Raw => None,
        }
    }

    /// The concatenated text of a subtree (of the node itself when it is a text).
    #[must_use]
    pub fn text(&self, n: NodeId) -> String {
        self.text_cow(n).into_owned()
    }

    /// As [`Dom::text`], borrowed when it is one piece.
    #[must_use]
    pub fn text_cow(&self, n: NodeId) -> Cow<'_, str> {
        if let Some(text) = self.text_of(n) {
            return Cow::Borrowed(text);
        }
        let mut pieces = self.descendants(n).filter_map(|node| self.text_of(node));
        let Some(first) = pieces.next() else {
            return Cow::Borrowed("");
        };
        let Some(second) = pieces.next() else {
            return Cow::Borrowed(first);
        };
        let mut out = String::from(first);
        out.push_str(second);
        out.extend(pieces);
        Cow::Owned(out)
    }
}
