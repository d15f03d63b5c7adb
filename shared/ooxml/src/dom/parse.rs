//! From bytes to nodes: one pass over the pull reader, namespaces resolved on the way.

mod tag;
mod text;

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::decode::decode;
use super::doctype::external_entities;
use super::escape::allowed;
use super::limits::{XmlError, XmlLimits};
use super::{CLEAN, DECLARES, Dom, NONE, NodeId, NodeKind, Scope, Source};

impl Dom {
    /// Parses a part and answers its root element.
    ///
    /// UTF-8 and UTF-16 are read. External entities are neither fetched nor expanded: a reference to one is read as
    /// nothing.
    ///
    /// # Errors
    /// [`XmlError`] with the place and the reason. The arena is then as it was before.
    pub fn parse_part<'b>(
        &mut self,
        bytes: impl Into<Cow<'b, [u8]>>,
        limits: &XmlLimits,
    ) -> Result<NodeId, XmlError> {
        let bytes = bytes.into();
        let most = limits.bytes.min(u32::MAX as usize / 2);
        if bytes.len() > most {
            return Err(XmlError::Limit {
                what: "bytes",
                limit: most,
            });
        }
        let (text, transcoded) = decode(bytes)?;
        self.parse_text(&text, Some(transcoded), limits)
            .inspect(|root| {
                if let Some(source) = self.sources.last_mut() {
                    source.root = root.0;
                    source.text = text.into_boxed_str();
                }
            })
    }

    /// Parses one literal element written with canonical prefixes, which need no declaration. White space between
    /// elements is dropped unless `xml:space` keeps it; texts put into it go through [`super::escape::escape_text`].
    ///
    /// # Errors
    /// [`XmlError`] with the place and the reason.
    pub fn try_fragment(&mut self, xml: &str) -> Result<NodeId, XmlError> {
        let limits = XmlLimits {
            bytes: 16 << 20,
            ..XmlLimits::default()
        };
        if xml.len() > limits.bytes {
            return Err(XmlError::Limit {
                what: "bytes",
                limit: limits.bytes,
            });
        }
        self.parse_text(&allowed(xml), None, &limits)
    }

    /// As [`Dom::try_fragment`], for literals that are known to be right. A literal that is not becomes an empty
    /// comment (and stops debug builds).
    pub fn fragment(&mut self, xml: &str) -> NodeId {
        match self.try_fragment(xml) {
            Ok(root) => root,
            Err(error) => {
                debug_assert!(false, "{error}: {xml}");
                let data = self.push_string("<!---->");
                self.push_node(NodeKind::Raw, data)
            }
        }
    }

    /// `source` is `None` for fragments, else whether the text was in another encoding.
    fn parse_text(
        &mut self,
        text: &str,
        source: Option<bool>,
        limits: &XmlLimits,
    ) -> Result<NodeId, XmlError> {
        let before = (
            self.nodes.len(),
            self.attrs.len(),
            self.strings.len(),
            self.scopes.len(),
            self.sources.len(),
        );
        let mut parser = Parser::new(self, text, source, limits);
        let result = parser.run();
        if result.is_err() {
            self.nodes.truncate(before.0);
            self.attrs.truncate(before.1);
            let dropped: usize = self.strings.drain(before.2..).map(|text| text.len()).sum();
            self.string_bytes -= dropped;
            self.scopes.truncate(before.3);
            self.sources.truncate(before.4);
        }
        result
    }
}

struct Parser<'d, 't> {
    dom: &'d mut Dom,
    text: &'t str,
    limits: &'t XmlLimits,
    /// Nodes keep their place in the source.
    keep: bool,
    /// Position of the reader's first byte in the text.
    base: usize,
    current: Option<NodeId>,
    root: Option<NodeId>,
    depth: usize,
    made: usize,
    scope: u32,
    /// Declarations in scope: prefix and namespace, innermost last.
    bindings: Vec<(&'t str, u32)>,
    element_names: HashMap<&'t str, (u32, u32)>,
    attribute_names: HashMap<&'t str, (u32, u32)>,
    /// The text being read: where it starts, what it says when that is not the source itself.
    pending: Option<(usize, Option<String>)>,
    entities: Vec<String>,
    /// Depths of elements with `xml:space="preserve"`.
    preserved: Vec<usize>,
}

impl<'d, 't> Parser<'d, 't> {
    fn new(dom: &'d mut Dom, text: &'t str, source: Option<bool>, limits: &'t XmlLimits) -> Self {
        let scope = dom.scopes.len() as u32;
        if let Some(transcoded) = source {
            dom.scopes.push(Scope {
                source: dom.sources.len() as u32,
                parent: NONE,
                bindings: Vec::new(),
            });
            dom.sources.push(Source {
                text: Box::default(),
                root: NONE,
                copyable: true,
                prologue: !transcoded,
                strict: false,
            });
        }
        Self {
            dom,
            text,
            limits,
            keep: source.is_some(),
            base: 0,
            current: None,
            root: None,
            depth: 0,
            made: 0,
            scope: if source.is_some() { scope } else { NONE },
            bindings: Vec::new(),
            element_names: HashMap::new(),
            attribute_names: HashMap::new(),
            pending: None,
            entities: Vec::new(),
            preserved: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<NodeId, XmlError> {
        let text = self.text;
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        self.base = text.len() - body.len();
        let mut reader = Reader::from_str(body);
        reader.config_mut().check_comments = true;
        loop {
            let start = self.base + reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| {
                malformed(
                    self.base + reader.error_position() as usize,
                    &error.to_string(),
                )
            })?;
            let end = self.base + reader.buffer_position() as usize;
            match event {
                Event::Start(tag) => self.open(&tag, start, end, false)?,
                Event::Empty(tag) => self.open(&tag, start, end, true)?,
                Event::End(_) => self.close(start, end)?,
                Event::Text(_) => self.characters(start, end)?,
                Event::GeneralRef(reference) => {
                    let value = self.reference(&reference, start)?;
                    self.push_decoded(&value, start)?;
                }
                Event::CData(_) => self.markup(NodeKind::CData, start, end)?,
                Event::Comment(_) | Event::PI(_) => self.markup(NodeKind::Raw, start, end)?,
                Event::DocType(doctype) => {
                    self.flush(start)?;
                    if self.root.is_some() || !self.keep {
                        return Err(malformed(
                            start,
                            "the document type declaration is misplaced",
                        ));
                    }
                    self.entities = external_entities(&doctype)?;
                    if let Some(source) = self.dom.sources.last_mut() {
                        (source.copyable, source.prologue) = (false, false);
                    }
                }
                Event::Decl(_) if start == self.base => {}
                Event::Decl(_) => {
                    return Err(malformed(start, "the XML declaration is not at the start"));
                }
                Event::Eof => {
                    self.flush(text.len())?;
                    break;
                }
            }
        }
        match self.root {
            Some(_) if self.current.is_some() => {
                Err(malformed(text.len(), "the text ends inside an element"))
            }
            Some(root) => Ok(root),
            None => Err(XmlError::Empty),
        }
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Counts a node or an attribute, before it is made.
    fn count(&mut self) -> Result<(), XmlError> {
        self.made += 1;
        if self.made > self.limits.nodes {
            return Err(XmlError::Limit {
                what: "nodes",
                limit: self.limits.nodes,
            });
        }
        Ok(())
    }

    /// A new node under the current one.
    fn make(
        &mut self,
        kind: NodeKind,
        data: u32,
        start: usize,
        end: usize,
    ) -> Result<NodeId, XmlError> {
        self.count()?;
        let id = self.dom.push_node(kind, data);
        if self.keep
            && let Some(node) = self.dom.node_mut(id)
        {
            (node.start, node.end) = (start as u32, end as u32);
            (node.scope, node.flags) = (self.scope, CLEAN);
        }
        if let Some(parent) = self.current {
            self.dom.adopt(parent, id);
        }
        Ok(id)
    }

    fn open(
        &mut self,
        tag: &BytesStart<'_>,
        start: usize,
        end: usize,
        empty: bool,
    ) -> Result<(), XmlError> {
        self.flush(start)?;
        if self.current.is_none() && self.root.is_some() {
            return Err(malformed(start, "there is more than one root element"));
        }
        if self.depth >= self.limits.depth {
            return Err(XmlError::Limit {
                what: "levels of elements",
                limit: self.limits.depth,
            });
        }
        self.depth += 1;
        let id = self.make(NodeKind::Element, NONE, start, end)?;
        let tag_end = end.saturating_sub(if empty { 2 } else { 1 });
        let name_start = start + 1;
        let name_end = name_start + tag.name().0.len();
        let name = self.slice(name_start, name_end);
        self.attributes(id, name, name_end, tag_end)?;
        self.root.get_or_insert(id);
        self.current = Some(id);
        if empty { self.close(end, end) } else { Ok(()) }
    }

    fn markup(&mut self, kind: NodeKind, start: usize, end: usize) -> Result<(), XmlError> {
        self.flush(start)?;
        if self.current.is_none() {
            return if kind == NodeKind::CData {
                Err(malformed(start, "there is text outside the root element"))
            } else {
                Ok(())
            };
        }
        let data = if self.keep {
            NONE
        } else {
            self.dom.push_string(self.slice(start, end))
        };
        self.make(kind, data, start, end).map(|_| ())
    }

    fn close(&mut self, start: usize, end: usize) -> Result<(), XmlError> {
        self.flush(start)?;
        let Some(id) = self.current else {
            return Err(malformed(start, "an end tag has no start tag"));
        };
        if self.preserved.last() == Some(&self.depth) {
            self.preserved.pop();
        }
        self.depth -= 1;
        let Some(node) = self.dom.node_mut(id) else {
            return Ok(());
        };
        let parent = node.parent;
        if self.keep {
            node.end = end as u32;
            if node.flags & DECLARES != 0
                && let Some(scope) = self.dom.scopes.get(self.scope as usize)
            {
                self.bindings
                    .truncate(self.bindings.len().saturating_sub(scope.bindings.len()));
                self.scope = scope.parent;
            }
        } else if node.end != NONE {
            let declared = node.end as usize;
            node.end = NONE;
            self.bindings
                .truncate(self.bindings.len().saturating_sub(declared));
            self.element_names.clear();
            self.attribute_names.clear();
        }
        self.current = super::some(parent);
        Ok(())
    }
}

fn malformed(offset: usize, reason: &str) -> XmlError {
    XmlError::Malformed {
        offset,
        reason: reason.to_owned(),
    }
}
