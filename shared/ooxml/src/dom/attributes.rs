//! Changing attributes.

use super::namespaces::XMLNS;
use super::{Attr, Dom, NONE, NodeId, NodeKind, REDECLARED};

impl Dom {
    /// Sets an attribute; a new one comes last. Characters that XML forbids are dropped from the value.
    pub fn set_attr(&mut self, n: NodeId, name: &str, value: &str) {
        let Some(node) = self
            .node(n)
            .filter(|node| node.kind == NodeKind::Element)
            .copied()
        else {
            return;
        };
        let (mut last, mut next) = (NONE, node.attrs);
        while let Some(attr) = self.attrs.get(next as usize).copied() {
            if self.names.qname_text(attr.name) == name {
                if self.attr_value(node.scope, &attr) == value {
                    return;
                }
                let slot = if attr.end == NONE { attr.start } else { NONE };
                let start = self.store(slot, value);
                if let Some(attr) = self.attrs.get_mut(next as usize) {
                    (attr.start, attr.end) = (start, NONE);
                }
                self.redeclared(n, attr.name, value);
                self.touch(n);
                return;
            }
            (last, next) = (next, attr.next);
        }
        let name = self.names.created(name, true);
        let start = self.store(NONE, value);
        self.push_attr(
            n,
            last,
            Attr {
                name,
                start,
                end: NONE,
                next: NONE,
            },
        );
        self.redeclared(n, name, value);
        self.touch(n);
    }

    /// Links a new attribute after `last` (or as the first).
    pub(super) fn push_attr(&mut self, n: NodeId, last: u32, attr: Attr) -> u32 {
        let index = self.attrs.len() as u32;
        self.attrs.push(attr);
        match self.attrs.get_mut(last as usize) {
            Some(last) => last.next = index,
            None => {
                if let Some(node) = self.node_mut(n) {
                    node.attrs = index;
                }
            }
        }
        index
    }

    /// Takes an attribute away; `false` when there is none of this name.
    pub fn remove_attr(&mut self, n: NodeId, name: &str) -> bool {
        let Some(node) = self.node(n).filter(|node| node.kind == NodeKind::Element) else {
            return false;
        };
        let (mut last, mut next) = (NONE, node.attrs);
        while let Some(attr) = self.attrs.get(next as usize).copied() {
            if self.names.qname_text(attr.name) == name {
                match self.attrs.get_mut(last as usize) {
                    Some(last) => last.next = attr.next,
                    None => {
                        if let Some(node) = self.node_mut(n) {
                            node.attrs = attr.next;
                        }
                    }
                }
                self.redeclared(n, attr.name, "");
                self.touch(n);
                return true;
            }
            (last, next) = (next, attr.next);
        }
        false
    }

    /// Notes that a changed attribute was a namespace declaration.
    fn redeclared(&mut self, n: NodeId, name: u32, value: &str) {
        if self.names.qname(name).ns != XMLNS {
            return;
        }
        let prefix = self
            .names
            .qname_text(name)
            .strip_prefix("xmlns:")
            .unwrap_or_default()
            .to_owned();
        self.names.namespace(value, &prefix);
        if let Some(node) = self.node_mut(n) {
            node.flags |= REDECLARED;
        }
    }
}
