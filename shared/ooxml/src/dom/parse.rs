//! From bytes to nodes: one pass over the pull reader, namespaces resolved on the way.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};

use super::decode::decode;
use super::doctype::external_entities;
use super::escape::is_xml_char;
use super::limits::{XmlError, XmlLimits};
use super::names::is_ncname;
use super::namespaces::{KNOWN, NO_NAMESPACE, XML};
use super::{Attr, CLEAN, DECLARES, Dom, NONE, NodeId, NodeKind, Scope, Source};

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
        self.parse_text(xml, None, &limits)
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
            self.strings.truncate(before.2);
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

    /// A new node under the current one.
    fn make(
        &mut self,
        kind: NodeKind,
        data: u32,
        start: usize,
        end: usize,
    ) -> Result<NodeId, XmlError> {
        self.made += 1;
        if self.made > self.limits.nodes {
            return Err(XmlError::Limit {
                what: "nodes",
                limit: self.limits.nodes,
            });
        }
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

    /// Reads the attributes between the element's name and the end of its tag: first the declarations, which hold
    /// for the tag itself, then names and values.
    fn attributes(
        &mut self,
        id: NodeId,
        name: &'t str,
        from: usize,
        to: usize,
    ) -> Result<(), XmlError> {
        let inside = self.slice(from, to);
        let outer = self.scope;
        if inside.contains("xmlns") {
            self.declarations(id, inside, from)?;
        }
        let qname = self.element_name(name, from)?;
        let scope = self.scope;
        if let Some(node) = self.dom.node_mut(id) {
            node.data = qname;
            if self.keep {
                node.scope = scope;
                if scope != outer {
                    node.flags |= DECLARES;
                }
            }
        }
        if inside.is_empty() {
            return Ok(());
        }
        let mut last = NONE;
        for (count, attribute) in tag_attributes(inside).enumerate() {
            if count >= self.limits.attributes {
                return Err(XmlError::Limit {
                    what: "attributes of one element",
                    limit: self.limits.attributes,
                });
            }
            let (key, value, offset) = attribute.map_err(|reason| malformed(from, &reason))?;
            let name = self.attribute_name(key, from)?;
            let attr = if self.keep
                && !value
                    .bytes()
                    .any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r'))
            {
                let start = from + offset;
                Attr {
                    name,
                    start: start as u32,
                    end: (start + value.len()) as u32,
                    next: NONE,
                }
            } else {
                let decoded = self.attribute_value(value, from + offset)?;
                Attr {
                    name,
                    start: self.dom.push_string(&decoded),
                    end: NONE,
                    next: NONE,
                }
            };
            if key == "xml:space" && value == "preserve" {
                self.preserved.push(self.depth);
            }
            last = self.dom.push_attr(id, last, attr);
        }
        Ok(())
    }

    fn declarations(&mut self, id: NodeId, inside: &'t str, from: usize) -> Result<(), XmlError> {
        let mut added: Vec<(u32, u32)> = Vec::new();
        for (count, attribute) in tag_attributes(inside).enumerate() {
            if count >= self.limits.attributes {
                return Err(XmlError::Limit {
                    what: "attributes of one element",
                    limit: self.limits.attributes,
                });
            }
            let (key, value, offset) = attribute.map_err(|reason| malformed(from, &reason))?;
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            let uri = self.attribute_value(value, from + offset)?;
            if matches!(prefix, "xml" | "xmlns") || (uri.is_empty() && !prefix.is_empty()) {
                if prefix == "xml" && uri == "http://www.w3.org/XML/1998/namespace" {
                    continue;
                }
                return Err(malformed(
                    from + offset,
                    &format!("the prefix \"{prefix}\" cannot be declared so"),
                ));
            }
            let ns = self.dom.names.namespace(&uri, prefix);
            added.push((self.dom.names.text_id(prefix), ns));
            self.bindings.push((prefix, ns));
            if let Some(source) = self.dom.sources.last_mut().filter(|_| self.keep)
                && KNOWN
                    .get(ns as usize)
                    .is_some_and(|(_, _, strict)| !strict.is_empty() && *strict == uri)
            {
                source.strict = true;
            }
        }
        if !added.is_empty() {
            if self.keep {
                let scope = Scope {
                    source: (self.dom.sources.len() - 1) as u32,
                    parent: self.scope,
                    bindings: added,
                };
                self.scope = self.dom.scopes.len() as u32;
                self.dom.scopes.push(scope);
            } else {
                // A scope number of its own keeps remembered names apart.
                self.element_names.clear();
                self.attribute_names.clear();
                if let Some(node) = self.dom.node_mut(id) {
                    node.end = added.len() as u32;
                }
            }
        }
        Ok(())
    }

    fn resolve(&self, prefix: &str) -> Option<u32> {
        if prefix == "xml" {
            return Some(XML);
        }
        self.bindings
            .iter()
            .rev()
            .find(|(bound, _)| *bound == prefix)
            .map(|(_, ns)| *ns)
    }

    fn element_name(&mut self, raw: &'t str, at: usize) -> Result<u32, XmlError> {
        if let Some((scope, name)) = self.element_names.get(raw)
            && *scope == self.scope
        {
            return Ok(*name);
        }
        let (prefix, local) = split(raw, at)?;
        let name = match self.resolve(prefix) {
            Some(ns) => self.dom.names.parsed(ns, prefix, local),
            None if prefix.is_empty() && self.keep => {
                self.dom.names.parsed(NO_NAMESPACE, prefix, local)
            }
            None if !self.keep => self.dom.names.created(raw, false),
            None => return Err(undeclared(prefix, at)),
        };
        self.element_names.insert(raw, (self.scope, name));
        Ok(name)
    }

    fn attribute_name(&mut self, raw: &'t str, at: usize) -> Result<u32, XmlError> {
        if let Some((scope, name)) = self.attribute_names.get(raw)
            && *scope == self.scope
        {
            return Ok(*name);
        }
        let (prefix, local) = split(raw, at)?;
        let name = if raw == "xmlns" || prefix == "xmlns" {
            let local = if prefix.is_empty() { "" } else { local };
            self.dom.names.declaration(local)
        } else if prefix.is_empty() {
            self.dom.names.parsed(NO_NAMESPACE, "", local)
        } else {
            match self.resolve(prefix) {
                Some(ns) => self.dom.names.parsed_attribute(ns, prefix, local),
                None if !self.keep => self.dom.names.created(raw, true),
                None => return Err(undeclared(prefix, at)),
            }
        };
        self.attribute_names.insert(raw, (self.scope, name));
        Ok(name)
    }

    fn attribute_value(&self, value: &'t str, at: usize) -> Result<Cow<'t, str>, XmlError> {
        if !value
            .bytes()
            .any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r'))
        {
            return Ok(Cow::Borrowed(value));
        }
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        // Line ends and tabs are spaces unless they were written as references (XML 1.0, 3.3.3).
        while let Some(index) = rest.find(['&', '\t', '\n', '\r']) {
            let (plain, special) = rest.split_at(index);
            out.push_str(plain);
            rest = if let Some(reference) = special.strip_prefix('&') {
                let Some((name, rest)) = reference.split_once(';') else {
                    return Err(malformed(
                        at,
                        "an & in an attribute is not the start of a reference",
                    ));
                };
                if self.entities.iter().any(|entity| entity == name) {
                    return Err(malformed(at, "an attribute refers to an external entity"));
                }
                out.push_str(&self.reference(name, at)?);
                rest
            } else {
                out.push(' ');
                special
                    .strip_prefix("\r\n")
                    .or_else(|| special.get(1..))
                    .unwrap_or_default()
            };
        }
        out.push_str(rest);
        Ok(Cow::Owned(out))
    }

    /// What a reference (without `&` and `;`) stands for.
    fn reference(&self, name: &str, at: usize) -> Result<Cow<'static, str>, XmlError> {
        let fixed = match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            _ if self.entities.iter().any(|entity| entity == name) => "",
            _ => {
                let code = match name.strip_prefix("#x") {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => name
                        .strip_prefix('#')
                        .and_then(|decimal| decimal.parse().ok()),
                };
                return match code.and_then(char::from_u32).filter(|c| is_xml_char(*c)) {
                    Some(c) => Ok(Cow::Owned(c.to_string())),
                    None if name.starts_with('#') => Err(malformed(
                        at,
                        &format!("&{};  is not a character", name.escape_debug()),
                    )),
                    None => Err(malformed(
                        at,
                        &format!("the entity \"{}\" is not declared", name.escape_debug()),
                    )),
                };
            }
        };
        Ok(Cow::Borrowed(fixed))
    }

    fn characters(&mut self, start: usize, end: usize) -> Result<(), XmlError> {
        let text = self.slice(start, end);
        if text.contains('\r') {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            return self.push_decoded(&text, start);
        }
        match &mut self.pending {
            Some((_, Some(decoded))) => decoded.push_str(text),
            Some((_, None)) => {}
            None => self.pending = Some((start, None)),
        }
        Ok(())
    }

    fn push_decoded(&mut self, text: &str, start: usize) -> Result<(), XmlError> {
        if self.current.is_none() && !text.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) {
            return Err(malformed(start, "there is text outside the root element"));
        }
        let (from, mut decoded) = match self.pending.take() {
            Some((from, Some(decoded))) => (from, decoded),
            Some((from, None)) => (from, self.slice(from, start).to_owned()),
            None => (start, String::new()),
        };
        decoded.push_str(text);
        self.pending = Some((from, Some(decoded)));
        Ok(())
    }

    /// Ends the text that was being read.
    fn flush(&mut self, end: usize) -> Result<(), XmlError> {
        let Some((start, decoded)) = self.pending.take() else {
            return Ok(());
        };
        let blank = |text: &str| {
            text.bytes()
                .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        };
        let content = self.slice(start, end);
        if self.current.is_none() {
            return if blank(content) {
                Ok(())
            } else {
                Err(malformed(start, "there is text outside the root element"))
            };
        }
        if !self.keep && self.preserved.is_empty() && content.contains('\n') && blank(content) {
            return Ok(());
        }
        let data = match decoded {
            Some(decoded) => self.dom.push_string(&decoded),
            None if self.keep => NONE,
            None => self.dom.push_string(content),
        };
        self.make(NodeKind::Text, data, start, end).map(|_| ())
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

/// The attributes of a tag: name, value as written, where the value starts.
fn tag_attributes(inside: &str) -> impl Iterator<Item = Result<(&str, &str, usize), String>> {
    Attributes::new(inside, 0).map(move |attribute| {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let Cow::Borrowed(value) = attribute.value else {
            return Err("an attribute has no value of its own".to_owned());
        };
        if value.contains('<') {
            return Err("an attribute value contains <".to_owned());
        }
        let offset = (value.as_ptr() as usize).saturating_sub(inside.as_ptr() as usize);
        Ok((attribute.key.0, value, offset))
    })
}

fn malformed(offset: usize, reason: &str) -> XmlError {
    XmlError::Malformed {
        offset,
        reason: reason.to_owned(),
    }
}

fn undeclared(prefix: &str, at: usize) -> XmlError {
    malformed(at, &format!("the prefix \"{prefix}\" is not declared"))
}

/// Prefix and local name.
fn split(raw: &str, at: usize) -> Result<(&str, &str), XmlError> {
    let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
    if (prefix.is_empty() && !raw.starts_with(':') || is_ncname(prefix)) && is_ncname(local) {
        Ok((prefix, local))
    } else {
        Err(malformed(
            at,
            &format!("\"{}\" is not a name", raw.escape_debug()),
        ))
    }
}
