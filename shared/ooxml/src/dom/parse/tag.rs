//! Start tags: attributes, declarations and the names that they make mean something.

use std::borrow::Cow;

use quick_xml::events::attributes::Attributes;

use super::{Parser, malformed};
use crate::dom::limits::{DECLARATIONS, XmlError};
use crate::dom::names::is_ncname;
use crate::dom::namespaces::{KNOWN, NO_NAMESPACE, XML};
use crate::dom::{Attr, DECLARES, NONE, NodeId, Scope};

impl<'t> Parser<'_, 't> {
    /// Reads the attributes between the element's name and the end of its tag: first the declarations, which hold
    /// for the tag itself, then names and values.
    pub(super) fn attributes(
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
            self.count()?;
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
            if self.bindings.len() >= DECLARATIONS {
                return Err(XmlError::Limit {
                    what: "namespace declarations inside each other",
                    limit: DECLARATIONS,
                });
            }
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
