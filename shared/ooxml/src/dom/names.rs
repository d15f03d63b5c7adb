//! Interned texts, namespaces and qualified names.

use std::collections::HashMap;

use super::namespaces::{KNOWN, NO_NAMESPACE, SPREADSHEETML, XML, XMLNS};

/// The namespace of a created name without prefix: that of the element it is put into.
pub(crate) const INHERIT: u32 = u32::MAX;

/// A qualified name: canonical text and the namespace it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct QName {
    /// Index of the canonical text ("w:p").
    pub text: u32,
    /// Index of the namespace, or [`INHERIT`].
    pub ns: u32,
}

/// The interner of one [`super::Dom`].
#[derive(Debug)]
pub(crate) struct Names {
    texts: Vec<Box<str>>,
    text_ids: HashMap<Box<str>, u32>,
    qnames: Vec<QName>,
    qname_ids: HashMap<QName, u32>,
    /// Namespaces beyond [`KNOWN`]: name and the prefix first seen with it.
    foreign: Vec<(Box<str>, Box<str>)>,
    namespace_ids: HashMap<Box<str>, u32>,
    prefix_ids: HashMap<Box<str>, u32>,
}

impl Names {
    pub fn new() -> Self {
        let mut namespace_ids = HashMap::new();
        let mut prefix_ids = HashMap::new();
        for (index, (prefix, transitional, strict)) in (0u32..).zip(KNOWN) {
            namespace_ids.insert(Box::from(*transitional), index);
            if !strict.is_empty() {
                namespace_ids.insert(Box::from(*strict), index);
            }
            if !prefix.is_empty() {
                prefix_ids.insert(Box::from(*prefix), index);
            }
        }
        Self {
            texts: Vec::new(),
            text_ids: HashMap::new(),
            qnames: Vec::new(),
            qname_ids: HashMap::new(),
            foreign: Vec::new(),
            namespace_ids,
            prefix_ids,
        }
    }

    /// Interns a text as it is.
    pub fn text_id(&mut self, text: &str) -> u32 {
        if let Some(id) = self.text_ids.get(text) {
            return *id;
        }
        let id = self.texts.len() as u32;
        self.texts.push(Box::from(text));
        self.text_ids.insert(Box::from(text), id);
        id
    }

    pub fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", |text| text)
    }

    fn qname_id(&mut self, qname: QName) -> u32 {
        if let Some(id) = self.qname_ids.get(&qname) {
            return *id;
        }
        let id = self.qnames.len() as u32;
        self.qnames.push(qname);
        self.qname_ids.insert(qname, id);
        id
    }

    pub fn qname(&self, id: u32) -> QName {
        self.qnames.get(id as usize).copied().unwrap_or(QName {
            text: u32::MAX,
            ns: NO_NAMESPACE,
        })
    }

    /// The canonical text of a qualified name.
    pub fn qname_text(&self, id: u32) -> &str {
        self.text(self.qname(id).text)
    }

    /// Interns a namespace by its name; `prefix` is what a file calls it.
    pub fn namespace(&mut self, uri: &str, prefix: &str) -> u32 {
        if let Some(id) = self.namespace_ids.get(uri) {
            return *id;
        }
        let id = (KNOWN.len() + self.foreign.len()) as u32;
        self.foreign.push((Box::from(uri), Box::from(prefix)));
        self.namespace_ids.insert(Box::from(uri), id);
        if !prefix.is_empty() && !self.prefix_ids.contains_key(prefix) {
            self.prefix_ids.insert(Box::from(prefix), id);
        }
        id
    }

    /// The namespace with this name, when it is known already.
    pub fn find_namespace(&self, uri: &str) -> Option<u32> {
        self.namespace_ids.get(uri).copied()
    }

    /// The name of a namespace; strict where there is one and it is asked for.
    pub fn uri(&self, ns: u32, strict: bool) -> &str {
        match KNOWN.get(ns as usize) {
            Some((_, _, uri)) if strict && !uri.is_empty() => uri,
            Some((_, uri, _)) => uri,
            None => self
                .foreign
                .get((ns as usize).wrapping_sub(KNOWN.len()))
                .map_or("", |(uri, _)| uri),
        }
    }

    /// The qualified name of a parsed element or attribute: `prefix` is the file's own.
    pub fn parsed(&mut self, ns: u32, prefix: &str, local: &str) -> u32 {
        let prefix = KNOWN
            .get(ns as usize)
            .map_or(prefix, |(canonical, _, _)| canonical);
        let text = if prefix.is_empty() {
            self.text_id(local)
        } else {
            self.text_id(&format!("{prefix}:{local}"))
        };
        self.qname_id(QName { text, ns })
    }

    /// As [`Names::parsed`], for an attribute in a namespace: it always has a prefix.
    pub fn parsed_attribute(&mut self, ns: u32, prefix: &str, local: &str) -> u32 {
        let canonical = KNOWN
            .get(ns as usize)
            .map_or("", |(canonical, _, _)| canonical);
        let prefix = if canonical.is_empty() {
            prefix
        } else {
            canonical
        };
        let text = self.text_id(&format!("{prefix}:{local}"));
        self.qname_id(QName { text, ns })
    }

    /// The name of a namespace declaration.
    pub fn declaration(&mut self, prefix: &str) -> u32 {
        let text = if prefix.is_empty() {
            self.text_id("xmlns")
        } else {
            self.text_id(&format!("xmlns:{prefix}"))
        };
        self.qname_id(QName { text, ns: XMLNS })
    }

    /// The qualified name that code means by a canonical text.
    pub fn created(&mut self, qualified: &str, attribute: bool) -> u32 {
        let clean;
        let qualified = if is_qname(qualified) {
            qualified
        } else {
            clean = repaired(qualified);
            &clean
        };
        let ns = match qualified.split_once(':') {
            _ if qualified == "xmlns" && attribute => XMLNS,
            None if attribute => NO_NAMESPACE,
            None => INHERIT,
            Some((prefix, _)) => match self.prefix_ids.get(prefix) {
                Some(ns) => *ns,
                None => {
                    let (uri, prefix) = (format!("urn:undeclared:{prefix}"), prefix.to_owned());
                    self.namespace(&uri, &prefix)
                }
            },
        };
        let text = self.text_id(qualified);
        self.qname_id(QName { text, ns })
    }

    /// The namespace that an unprefixed created name gets inside a parent of namespace `parent`.
    pub fn inherited(&self, parent: Option<u32>) -> u32 {
        match parent {
            Some(ns)
                if ns != NO_NAMESPACE
                    && !matches!(KNOWN.get(ns as usize), Some((prefix, _, _)) if !prefix.is_empty()) =>
            {
                ns
            }
            _ => SPREADSHEETML,
        }
    }
}

/// Whether the namespace never needs a declaration.
pub(crate) fn is_built_in(ns: u32) -> bool {
    ns == XML || ns == XMLNS
}

/// NameStartChar of XML 1.0, 2.3, without the colon.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

pub(crate) fn is_ncname(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_char)
}

fn is_qname(name: &str) -> bool {
    match name.split_once(':') {
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
        None => is_ncname(name),
    }
}

/// A name made of the allowed characters of another: what a script may have put together.
fn repaired(name: &str) -> String {
    let mut out: String = name
        .chars()
        .map(|c| if is_name_char(c) { c } else { '_' })
        .collect();
    if !out.starts_with(is_name_start) {
        out.insert(0, '_');
    }
    out
}
