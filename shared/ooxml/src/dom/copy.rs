//! Copies of subtrees.

use super::{Attr, Dom, NONE, NodeId, NodeKind};

impl Dom {
    /// A copy of a subtree, without parent.
    pub fn deep_clone(&mut self, n: NodeId) -> NodeId {
        let Some(copy) = self.clone_one(n) else {
            return self.text_node("");
        };
        let (mut from, mut to) = (n, copy);
        loop {
            let next = if let Some(child) = self.first_child(from) {
                Some((child, to))
            } else {
                loop {
                    if from == n {
                        break None;
                    }
                    let Some(up) = self.parent(to) else {
                        break None;
                    };
                    if let Some(sibling) = self.next_sibling(from) {
                        break Some((sibling, up));
                    }
                    let Some(parent) = self.parent(from) else {
                        break None;
                    };
                    (from, to) = (parent, up);
                }
            };
            let Some((child, parent)) = next else {
                return copy;
            };
            let Some(made) = self.clone_one(child) else {
                return copy;
            };
            self.adopt(parent, made);
            (from, to) = (child, made);
        }
    }

    /// Appends without marking: for trees that are being made.
    pub(super) fn adopt(&mut self, parent: NodeId, child: NodeId) {
        let last = self.last_child(parent);
        if let Some(node) = self.node_mut(child) {
            node.parent = parent.0;
            node.prev = last.map_or(NONE, |n| n.0);
        }
        if let Some(last) = last.and_then(|last| self.node_mut(last)) {
            last.next = child.0;
        }
        if let Some(parent) = self.node_mut(parent) {
            if parent.first == NONE {
                parent.first = child.0;
            }
            parent.last = child.0;
        }
    }

    fn clone_one(&mut self, n: NodeId) -> Option<NodeId> {
        let node = self.node(n).copied()?;
        let data = if node.kind != NodeKind::Element && node.data != NONE {
            let text = self.string(node.data).to_owned();
            self.push_string(&text)
        } else {
            node.data
        };
        let copy = self.push_node(node.kind, data);
        if let Some(made) = self.node_mut(copy) {
            (made.scope, made.start, made.end, made.flags) =
                (node.scope, node.start, node.end, node.flags);
        }
        let (mut last, mut next) = (NONE, node.attrs);
        while let Some(attr) = self.attrs.get(next as usize).copied() {
            let start = if attr.end == NONE {
                let text = self.string(attr.start).to_owned();
                self.push_string(&text)
            } else {
                attr.start
            };
            last = self.push_attr(
                copy,
                last,
                Attr {
                    start,
                    next: NONE,
                    ..attr
                },
            );
            next = attr.next;
        }
        Some(copy)
    }
}
