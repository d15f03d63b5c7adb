//! From nodes to bytes: what is unchanged is copied from its source, the rest is written anew.
//!
//! A subtree may be copied when every prefix that is in scope in its source means the same in the output.
//! Names are written with a prefix that is bound in the output; where there is none, one is declared on the root.

mod prefix;

use std::borrow::Cow;

use prefix::declared_prefix;

use super::escape::{push_attribute, push_text};
use super::names::INHERIT;
use super::namespaces::{NO_NAMESPACE, XMLNS};
use super::{CLEAN, Dom, NONE, Node, NodeId, NodeKind, REDECLARED, Source, some};

const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl Dom {
    /// The subtree as a part: UTF-8, with XML declaration. A root that is as it was parsed gives the bytes that
    /// were parsed, with what stood before and after it.
    #[must_use]
    pub fn serialize(&self, root: NodeId) -> Vec<u8> {
        let home = self
            .node(root)
            .filter(|node| node.parent == NONE)
            .and_then(|node| {
                let source = self
                    .source_of(node.scope)
                    .filter(|source| source.root == root.0 && source.prologue)?;
                Some((
                    source.text.get(..node.start as usize)?,
                    source.text.get(node.end as usize..)?,
                ))
            });
        let capacity = self
            .node(root)
            .map_or(0, |node| node.end.saturating_sub(node.start) as usize);
        let mut writer = Writer::new(self, capacity.min(64 << 20) + 256);
        match home {
            Some((prologue, epilogue)) => {
                writer.out.extend_from_slice(prologue.as_bytes());
                writer.write(root);
                writer.out.extend_from_slice(epilogue.as_bytes());
            }
            None => {
                writer.out.extend_from_slice(DECLARATION);
                writer.write(root);
            }
        }
        writer.out
    }

    /// The subtree as a text without XML declaration; namespaces are declared on its root.
    #[must_use]
    pub fn serialize_fragment(&self, n: NodeId) -> String {
        let mut writer = Writer::new(self, 256);
        writer.write(n);
        String::from_utf8(writer.out).unwrap_or_default()
    }

    fn source_of(&self, scope: u32) -> Option<&Source> {
        let scope = self.scopes.get(scope as usize)?;
        self.sources.get(scope.source as usize)
    }
}

/// An element whose end tag is still to be written.
struct Open {
    node: NodeId,
    /// Where its name stands in the output.
    name: (usize, usize),
    /// Number of bindings outside of it.
    bindings: usize,
    scope: u32,
    ns: u32,
}

struct Writer<'d> {
    dom: &'d Dom,
    out: Vec<u8>,
    open: Vec<Open>,
    /// Declarations in scope, innermost last.
    bindings: Vec<(Cow<'d, str>, u32)>,
    /// Declarations that the root needs besides its own.
    extra: Vec<(String, u32)>,
    /// Counts changes of `bindings`.
    version: u64,
    /// The last answer of `fits`: scope, version, answer.
    fitting: (u32, u64, bool),
    strict: bool,
}

impl<'d> Writer<'d> {
    fn new(dom: &'d Dom, capacity: usize) -> Self {
        Self {
            dom,
            out: Vec::with_capacity(capacity),
            open: Vec::new(),
            bindings: Vec::new(),
            extra: Vec::new(),
            version: 0,
            fitting: (NONE, 0, false),
            strict: false,
        }
    }

    fn write(&mut self, root: NodeId) {
        let Some(node) = self.dom.node(root).copied() else {
            return;
        };
        self.strict = self
            .dom
            .source_of(node.scope)
            .is_some_and(|source| source.strict);
        let parent_ns = some(node.parent).map(|parent| self.dom.namespace_of(parent));
        let mut tag_end = None;
        let mut next = Some(root);
        while let Some(n) = next {
            let Some(node) = self.dom.node(n).copied() else {
                break;
            };
            let entered = match node.kind {
                NodeKind::Element => {
                    let (scope, ns) = match self.open.last() {
                        Some(open) => (open.scope, Some(open.ns)),
                        None => (NONE, parent_ns),
                    };
                    self.element(n, &node, scope, ns, &mut tag_end)
                }
                _ => {
                    self.content(&node);
                    false
                }
            };
            next = if entered {
                some(node.first)
            } else {
                self.advance(n, root)
            };
        }
        if let Some(tag_end) = tag_end {
            let mut declarations = Vec::new();
            for (prefix, ns) in &self.extra {
                declare(
                    &mut declarations,
                    prefix,
                    self.dom.names.uri(*ns, self.strict),
                );
            }
            self.out.splice(tag_end..tag_end, declarations);
        }
    }

    /// The next node to write after `n` is done, with the end tags on the way.
    fn advance(&mut self, n: NodeId, root: NodeId) -> Option<NodeId> {
        let mut node = n;
        loop {
            if node == root {
                return None;
            }
            if let Some(next) = self.dom.next_sibling(node) {
                return Some(next);
            }
            node = self.dom.parent(node)?;
            let open = self.open.pop().filter(|open| open.node == node)?;
            self.out.extend_from_slice(b"</");
            let (start, end) = open.name;
            self.out.extend_from_within(start..end);
            self.out.push(b'>');
            self.leave(open.bindings);
        }
    }

    fn leave(&mut self, bindings: usize) {
        if self.bindings.len() > bindings {
            self.bindings.truncate(bindings);
            self.version += 1;
        }
    }

    /// Texts, CDATA sections, comments, processing instructions.
    fn content(&mut self, node: &Node) {
        let copied = node.flags & CLEAN != 0
            && self
                .dom
                .source_of(node.scope)
                .is_some_and(|source| source.copyable);
        if copied {
            self.out.extend_from_slice(
                self.dom
                    .source_text(node.scope, node.start, node.end)
                    .as_bytes(),
            );
        } else if node.kind == NodeKind::Text {
            push_text(&mut self.out, self.dom.content(node));
        } else {
            self.out
                .extend_from_slice(self.dom.content(node).as_bytes());
        }
    }

    /// Writes an element or its start tag; whether its children are to be written.
    fn element(
        &mut self,
        n: NodeId,
        node: &Node,
        scope: u32,
        parent_ns: Option<u32>,
        tag_end: &mut Option<usize>,
    ) -> bool {
        let outer = self.dom.outer_scope(node);
        let around = if outer != NONE && (outer == scope || self.fits(outer)) {
            outer
        } else {
            scope
        };
        if node.flags & CLEAN != 0
            && around == outer
            && self
                .dom
                .source_of(node.scope)
                .is_some_and(|source| source.copyable)
        {
            self.out.extend_from_slice(
                self.dom
                    .source_text(node.scope, node.start, node.end)
                    .as_bytes(),
            );
            return false;
        }
        let bindings = self.bindings.len();
        self.declared(n);
        let qname = self.dom.names.qname(node.data);
        let ns = if qname.ns == INHERIT {
            self.dom.names.inherited(parent_ns)
        } else {
            qname.ns
        };
        let (preferred, local) = split(self.dom.names.text(qname.text));
        let own = self.bindings.len();
        let mut here = Vec::new();
        let prefix = self.prefix(ns, preferred, false, bindings, &mut here);
        self.out.push(b'<');
        let start = self.out.len();
        push_name(&mut self.out, &prefix, local);
        let name = (start, self.out.len());
        self.attributes(n, bindings, &mut here);
        self.out.extend_from_slice(&here);
        tag_end.get_or_insert(self.out.len());
        if node.first == NONE {
            self.out.extend_from_slice(b"/>");
            self.leave(bindings);
            return false;
        }
        self.out.push(b'>');
        let unchanged = self.bindings.len() == own && node.flags & REDECLARED == 0;
        let inside = match (node.scope, unchanged) {
            (NONE, true) if own == bindings => around,
            (source, true) if around == outer => source,
            _ => NONE,
        };
        self.open.push(Open {
            node: n,
            name,
            bindings,
            scope: inside,
            ns,
        });
        true
    }

    fn attributes(&mut self, n: NodeId, bindings: usize, here: &mut Vec<u8>) {
        let dom = self.dom;
        let Some(node) = dom.node(n) else { return };
        let mut seen: Vec<(u32, &str)> = Vec::new();
        let mut next = node.attrs;
        while let Some(attr) = dom.attrs.get(next as usize) {
            next = attr.next;
            let qname = dom.names.qname(attr.name);
            let text = dom.names.text(qname.text);
            let value = dom.attr_value(node.scope, attr);
            if qname.ns == XMLNS {
                if declared_prefix(text, value).is_none() {
                    continue;
                }
                self.out.push(b' ');
                self.out.extend_from_slice(text.as_bytes());
            } else if qname.ns == NO_NAMESPACE {
                if text == "Requires" {
                    self.require(value);
                }
                self.out.push(b' ');
                self.out.extend_from_slice(text.as_bytes());
            } else {
                let (preferred, local) = split(text);
                // Two prefixes of one vocabulary could name one attribute twice.
                if seen.contains(&(qname.ns, local)) {
                    continue;
                }
                seen.push((qname.ns, local));
                let prefix = self.prefix(qname.ns, preferred, true, bindings, here);
                self.out.push(b' ');
                push_name(&mut self.out, &prefix, local);
            }
            self.out.extend_from_slice(b"=\"");
            push_attribute(&mut self.out, value);
            self.out.push(b'"');
        }
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn push_name(out: &mut Vec<u8>, prefix: &str, local: &str) {
    if !prefix.is_empty() {
        out.extend_from_slice(prefix.as_bytes());
        out.push(b':');
    }
    out.extend_from_slice(local.as_bytes());
}

fn declare(out: &mut Vec<u8>, prefix: &str, uri: &str) {
    out.extend_from_slice(if prefix.is_empty() {
        b" xmlns"
    } else {
        b" xmlns:"
    });
    out.extend_from_slice(prefix.as_bytes());
    out.extend_from_slice(b"=\"");
    push_attribute(out, uri);
    out.push(b'"');
}
