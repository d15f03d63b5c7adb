//! A tolerant reader: what is not XML is passed over, what is open at the end is closed.

use super::tree::Content;
use super::{CustomXml, CustomXmlError, MAX_DEPTH, XmlNode};
use crate::dom::escape::allowed;

impl CustomXml {
    /// Reads a text into a new document node.
    pub(super) fn parse(&mut self, xml: &str) -> Result<XmlNode, CustomXmlError> {
        let top = self.new_node("")?;
        let mut open = vec![top];
        let mut rest = xml;
        while !rest.is_empty() {
            let (text, tail) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            self.add_text(&open, &unescaped(text))?;
            let Some(end) = markup_end(tail) else { break };
            let (markup, tail) = tail.split_at_checked(end).unwrap_or((tail, ""));
            rest = tail;
            if let Some(data) = markup.strip_prefix("<![CDATA[") {
                self.add_text(&open, data.strip_suffix("]]>").unwrap_or(data))?;
            } else if markup.starts_with("</") {
                if open.len() > 1 {
                    open.pop();
                }
            } else if !markup.starts_with("<!") && !markup.starts_with("<?") {
                // Only one root element counts.
                if open.len() == 1 && self.root(top).is_some() {
                    break;
                }
                self.start(&mut open, markup)?;
            }
        }
        Ok(top)
    }

    /// Reads the first element of a text.
    pub(super) fn parse_element(&mut self, xml: &str) -> Result<XmlNode, CustomXmlError> {
        let top = self.parse(xml)?;
        let root = self.root(top).ok_or(CustomXmlError::NoElement)?;
        self.remove(root);
        Ok(root)
    }

    fn add_text(&mut self, open: &[XmlNode], text: &str) -> Result<(), CustomXmlError> {
        if let (Some(node), false, true) = (open.last(), text.is_empty(), open.len() > 1) {
            self.spend(text.len() + 32)?;
            self.push(*node, Content::Text(allowed(text).into_owned()));
        }
        Ok(())
    }

    fn start(&mut self, open: &mut Vec<XmlNode>, markup: &str) -> Result<(), CustomXmlError> {
        let inner = markup.trim_start_matches('<').trim_end_matches('>');
        let (inner, empty) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let name_end = inner.find(char::is_whitespace).unwrap_or(inner.len());
        let (name, mut rest) = inner.split_at_checked(name_end).unwrap_or((inner, ""));
        if !is_name(name) {
            return Ok(());
        }
        if open.len() > MAX_DEPTH {
            return Err(CustomXmlError::TooDeep);
        }
        let node = self.new_node(name)?;
        while let Some((key, tail)) = rest.split_once('=') {
            let tail = tail.trim_start();
            let Some(quote) = tail.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                break;
            };
            let Some((value, tail)) = tail.get(1..).and_then(|tail| tail.split_once(quote)) else {
                break;
            };
            let key = key.trim();
            if is_name(key) && self.attribute(node, key).is_none() {
                self.set_attribute(node, key, &unescaped(value))?;
            }
            rest = tail;
        }
        if let Some(parent) = open.last() {
            self.push(*parent, Content::Element(node));
        }
        if !empty {
            open.push(node);
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_')
        && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// The length of the tag, comment, section or instruction that a text starts with; `None` when it does not end.
fn markup_end(text: &str) -> Option<usize> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = text.strip_prefix(start) {
            return Some(start.len() + inside.find(end)? + end.len());
        }
    }
    let mut quote = None;
    for (index, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(index + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// A text with the references of XML and to characters resolved; others are kept as they are.
fn unescaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after
            .split_once(';')
            .and_then(|(name, tail)| Some((reference(name)?, tail)));
        match found {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}
