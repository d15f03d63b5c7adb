//! Changing the tree. Every change marks the node and all above it, so that only they are written anew.
//!
//! Nothing here fails: an operation that makes no sense (an unknown id, a node put into itself or into a text)
//! does nothing and answers `false`.

use super::escape::allowed;
use super::names::INHERIT;
use super::{CLEAN, DECLARES, Dom, MARKED, NONE, Node, NodeId, NodeKind, some};

impl Dom {
    pub(super) fn push_node(&mut self, kind: NodeKind, data: u32) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            parent: NONE,
            first: NONE,
            last: NONE,
            prev: NONE,
            next: NONE,
            data,
            attrs: NONE,
            scope: NONE,
            start: NONE,
            end: NONE,
            kind,
            flags: 0,
        });
        id
    }

    /// A new element without parent. The name is canonical: `w:p`, `row`.
    pub fn element(&mut self, name: &str) -> NodeId {
        let data = self.names.created(name, false);
        self.push_node(NodeKind::Element, data)
    }

    /// A new element with attributes.
    pub fn element_with(&mut self, name: &str, attributes: &[(&str, &str)]) -> NodeId {
        let element = self.element(name);
        for (key, value) in attributes {
            self.set_attr(element, key, value);
        }
        element
    }

    /// A new text without parent. Characters that XML forbids are dropped.
    pub fn text_node(&mut self, text: &str) -> NodeId {
        let data = self.push_string(&allowed(text));
        self.push_node(NodeKind::Text, data)
    }

    /// Marks a node and all above it as changed.
    pub(super) fn touch(&mut self, n: NodeId) {
        let mut next = Some(n);
        while let Some(node) = next.and_then(|n| self.node_mut(n)) {
            // What is above a changed node is marked already.
            if node.flags & CLEAN == 0 {
                return;
            }
            node.flags &= !CLEAN;
            next = some(node.parent);
        }
    }

    /// Sets or takes a view's note on a node: it goes with copies, and is never written. What it means is the view's.
    pub fn set_mark(&mut self, n: NodeId, on: bool) {
        if let Some(node) = self.node_mut(n) {
            node.flags = if on {
                node.flags | MARKED
            } else {
                node.flags & !MARKED
            };
        }
    }

    /// Whether a view noted the node, see [`Dom::set_mark`].
    #[must_use]
    pub fn is_marked(&self, n: NodeId) -> bool {
        self.node(n).is_some_and(|node| node.flags & MARKED != 0)
    }

    /// Takes a node out of its parent; it keeps what is below it. `false` when it had no parent.
    pub fn detach(&mut self, n: NodeId) -> bool {
        let Some(node) = self.node(n).copied() else {
            return false;
        };
        let Some(parent) = some(node.parent) else {
            return false;
        };
        match some(node.prev).and_then(|prev| self.node_mut(prev)) {
            Some(prev) => prev.next = node.next,
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.first = node.next;
                }
            }
        }
        match some(node.next).and_then(|next| self.node_mut(next)) {
            Some(next) => next.prev = node.prev,
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.last = node.prev;
                }
            }
        }
        if let Some(node) = self.node_mut(n) {
            (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
        }
        self.touch(parent);
        true
    }

    /// Puts `child` into `parent`, before `before` or at the end. The one place where links are made.
    fn link(&mut self, parent: NodeId, child: NodeId, before: Option<NodeId>) -> bool {
        let possible = self.is_element(parent)
            && self.kind(child).is_some()
            && parent != child
            && before != Some(child)
            && (self.first_child(child).is_none()
                || !self.ancestors(parent).any(|ancestor| ancestor == child));
        if !possible {
            return false;
        }
        self.detach(child);
        let prev = match before {
            Some(before) => self.prev_sibling(before),
            None => self.last_child(parent),
        };
        if let Some(node) = self.node_mut(child) {
            node.parent = parent.0;
            node.prev = prev.map_or(NONE, |n| n.0);
            node.next = before.map_or(NONE, |n| n.0);
        }
        match prev {
            Some(prev) => {
                if let Some(prev) = self.node_mut(prev) {
                    prev.next = child.0;
                }
            }
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.first = child.0;
                }
            }
        }
        match before {
            Some(before) => {
                if let Some(before) = self.node_mut(before) {
                    before.prev = child.0;
                }
            }
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.last = child.0;
                }
            }
        }
        self.touch(parent);
        true
    }

    /// Makes `child` the last child of `parent`, taking it from where it was.
    pub fn append(&mut self, parent: NodeId, child: NodeId) -> bool {
        self.link(parent, child, None)
    }

    /// Makes `child` the first child of `parent`, taking it from where it was.
    pub fn prepend(&mut self, parent: NodeId, child: NodeId) -> bool {
        match self.first_child(parent) {
            Some(first) if first == child => true,
            first => self.link(parent, child, first),
        }
    }

    /// Puts `child` before its new sibling `before`.
    pub fn insert_before(&mut self, child: NodeId, before: NodeId) -> bool {
        match self.parent(before) {
            Some(parent) => self.link(parent, child, Some(before)),
            None => false,
        }
    }

    /// Puts `child` after its new sibling `after`.
    pub fn insert_after(&mut self, child: NodeId, after: NodeId) -> bool {
        let Some(parent) = self.parent(after) else {
            return false;
        };
        match self.next_sibling(after) {
            Some(next) if next == child => true,
            next => child != after && self.link(parent, child, next),
        }
    }

    /// Puts `new` where `old` is and takes `old` out.
    pub fn replace(&mut self, old: NodeId, new: NodeId) -> bool {
        self.insert_before(new, old) && self.detach(old)
    }

    /// Takes all children out.
    pub fn clear(&mut self, n: NodeId) {
        while let Some(child) = self.first_child(n) {
            self.detach(child);
        }
    }

    /// Replaces the children of an element by one text, or the content of a text or CDATA node (which becomes a
    /// text). Characters that XML forbids are dropped; `xml:space` is the caller's.
    pub fn set_text(&mut self, n: NodeId, text: &str) {
        let Some(node) = self.node(n).copied() else {
            return;
        };
        match node.kind {
            NodeKind::Element => {
                self.clear(n);
                if !text.is_empty() {
                    let child = self.text_node(text);
                    self.append(n, child);
                }
            }
            NodeKind::Text | NodeKind::CData => {
                let data = self.store(node.data, text);
                if let Some(node) = self.node_mut(n) {
                    node.kind = NodeKind::Text;
                    node.data = data;
                }
                self.touch(n);
            }
            NodeKind::Raw => {}
        }
    }

    /// Keeps a text, in `slot` when that is one.
    pub(super) fn store(&mut self, slot: u32, text: &str) -> u32 {
        let text = allowed(text);
        match self.strings.get_mut(slot as usize) {
            Some(old) => {
                self.string_bytes = self.string_bytes - old.len() + text.len();
                *old = Box::from(&*text);
                slot
            }
            None => self.push_string(&text),
        }
    }

    /// The child of this name; made, at its place in the schema sequence `order`, when there is none.
    ///
    /// A child whose name is not in `order` is passed over; a `name` that is not in `order` comes last.
    pub fn ensure_child(&mut self, parent: NodeId, name: &str, order: &[&str]) -> NodeId {
        if let Some(child) = self.child(parent, name) {
            return child;
        }
        let child = self.element(name);
        self.insert_ordered(parent, child, order);
        child
    }

    /// Puts an element at its place in the schema sequence `order`, after others of its name.
    pub fn insert_ordered(&mut self, parent: NodeId, child: NodeId, order: &[&str]) -> bool {
        let rank = |dom: &Self, n: NodeId| {
            let name = dom.name_of(n)?;
            order.iter().position(|known| *known == name)
        };
        let mut before = None;
        if let Some(place) = rank(self, child) {
            // From the end, where most are added.
            let mut next = self.last_child(parent);
            while let Some(sibling) = next {
                match rank(self, sibling).filter(|_| sibling != child) {
                    Some(other) if other > place => before = Some(sibling),
                    Some(_) => break,
                    None => {}
                }
                next = self.prev_sibling(sibling);
            }
        }
        self.link(parent, child, before)
    }

    /// Replaces the name of an element, keeping attributes and children.
    pub fn rename(&mut self, n: NodeId, name: &str) {
        let data = self.names.created(name, false);
        if let Some(node) = self
            .node_mut(n)
            .filter(|node| node.kind == NodeKind::Element)
        {
            node.data = data;
        }
        self.touch(n);
    }

    /// The namespace of an element; that of its parent for created names without prefix.
    pub(super) fn namespace_of(&self, n: NodeId) -> u32 {
        let mut inherited = 0;
        let mut next = Some(n);
        while let Some(node) = next.and_then(|n| self.node(n)) {
            let ns = self.names.qname(node.data).ns;
            if ns != INHERIT {
                return if inherited == 0 {
                    ns
                } else {
                    self.names.inherited(Some(ns))
                };
            }
            inherited += 1;
            next = some(node.parent);
        }
        self.names.inherited(None)
    }

    /// The scope around an element, from which its own declarations are left out.
    pub(super) fn outer_scope(&self, node: &Node) -> u32 {
        if node.flags & DECLARES != 0 {
            self.scopes
                .get(node.scope as usize)
                .map_or(NONE, |scope| scope.parent)
        } else {
            node.scope
        }
    }
}
