//! Which prefix means a namespace at a place of the output.

use std::borrow::Cow;

use super::{Writer, declare};
use crate::dom::NodeId;
use crate::dom::names::is_built_in;
use crate::dom::namespaces::{KNOWN, NO_NAMESPACE, XML};

impl<'d> Writer<'d> {
    /// Takes the element's own declarations into scope.
    pub(super) fn declared(&mut self, n: NodeId) {
        let dom = self.dom;
        for (key, uri) in dom.attributes(n) {
            let Some(prefix) = declared_prefix(key, uri) else {
                continue;
            };
            let ns = dom.names.find_namespace(uri).unwrap_or(NO_NAMESPACE);
            self.bindings.push((Cow::Borrowed(prefix), ns));
            self.version += 1;
        }
    }

    /// What a prefix means at this place.
    fn lookup(&self, prefix: &str) -> Option<u32> {
        let inner = self
            .bindings
            .iter()
            .rev()
            .find(|(bound, _)| *bound == prefix)
            .map(|(_, ns)| *ns);
        inner.or_else(|| {
            self.extra
                .iter()
                .find(|(bound, _)| bound == prefix)
                .map(|(_, ns)| *ns)
        })
    }

    /// A prefix that means `ns` at this place, declared when there is none: on this element (`here`) for names
    /// without prefix, else on the root.
    pub(super) fn prefix(
        &mut self,
        ns: u32,
        preferred: &'d str,
        attribute: bool,
        bindings: usize,
        here: &mut Vec<u8>,
    ) -> Cow<'d, str> {
        if is_built_in(ns) {
            return Cow::Borrowed(if ns == XML { "xml" } else { "xmlns" });
        }
        if ns == NO_NAMESPACE {
            if !attribute && self.lookup("").is_some_and(|bound| bound != NO_NAMESPACE) {
                self.bindings.push((Cow::Borrowed(""), NO_NAMESPACE));
                self.version += 1;
                declare(here, "", "");
            }
            return Cow::Borrowed("");
        }
        let usable = |prefix: &str| !(attribute && prefix.is_empty());
        if usable(preferred) && self.lookup(preferred) == Some(ns) {
            return Cow::Borrowed(preferred);
        }
        let bound = self.bindings.iter().rev().find(|(prefix, bound)| {
            *bound == ns && usable(prefix) && self.lookup(prefix) == Some(ns)
        });
        if let Some((prefix, _)) = bound {
            return prefix.clone();
        }
        let extra = self
            .extra
            .iter()
            .find(|(prefix, bound)| *bound == ns && self.lookup(prefix) == Some(ns));
        if let Some((prefix, _)) = extra {
            return Cow::Owned(prefix.clone());
        }
        let own = self.bindings.get(bindings..).unwrap_or_default();
        if preferred.is_empty() && !attribute && !own.iter().any(|(prefix, _)| prefix.is_empty()) {
            self.bindings.push((Cow::Borrowed(""), ns));
            self.version += 1;
            declare(here, "", self.dom.names.uri(ns, self.strict));
            return Cow::Borrowed("");
        }
        let free = |prefix: &str| {
            self.lookup(prefix).is_none() && !self.extra.iter().any(|(taken, _)| taken == prefix)
        };
        let prefix = if !preferred.is_empty() && free(preferred) {
            preferred.to_owned()
        } else {
            (1u32..)
                .map(|number| format!("ns{number}"))
                .find(|prefix| free(prefix))
                .unwrap_or_default()
        };
        self.extra.push((prefix.clone(), ns));
        self.version += 1;
        Cow::Owned(prefix)
    }

    /// Declares on the root the prefixes that a `Requires` attribute names and that mean nothing at this place (ECMA-376
    /// part 3, 7.6: each of them must be declared): what is copied here may have declared them further in.
    pub(super) fn require(&mut self, prefixes: &str) {
        for prefix in prefixes.split_ascii_whitespace() {
            let known = KNOWN.iter().position(|(known, ..)| *known == prefix);
            if let Some(ns) = known.and_then(|ns| u32::try_from(ns).ok())
                && self.lookup(prefix).is_none()
            {
                self.extra.push((prefix.to_owned(), ns));
                self.version += 1;
            }
        }
    }

    /// Whether every prefix of a source's scope means the same at this place.
    pub(super) fn fits(&mut self, scope: u32) -> bool {
        if (self.fitting.0, self.fitting.1) == (scope, self.version) {
            return self.fitting.2;
        }
        let fits = self.compare(scope);
        self.fitting = (scope, self.version, fits);
        fits
    }

    fn compare(&self, scope: u32) -> bool {
        let mut seen: Vec<u32> = Vec::new();
        let mut default = NO_NAMESPACE;
        let mut next = scope;
        while let Some(scope) = self.dom.scopes.get(next as usize) {
            for (prefix, ns) in scope.bindings.iter().rev() {
                if seen.contains(prefix) {
                    continue;
                }
                seen.push(*prefix);
                let text = self.dom.names.text(*prefix);
                if text.is_empty() {
                    default = *ns;
                } else if self.lookup(text) != Some(*ns) {
                    return false;
                }
            }
            next = scope.parent;
        }
        self.lookup("").unwrap_or(NO_NAMESPACE) == default
    }
}

/// The prefix that an attribute declares; `None` when it is no declaration, or one that may not be written.
pub(super) fn declared_prefix<'a>(key: &'a str, uri: &str) -> Option<&'a str> {
    let rest = key.strip_prefix("xmlns")?;
    if rest.is_empty() {
        return Some("");
    }
    rest.strip_prefix(':')
        .filter(|prefix| !matches!(*prefix, "xml" | "xmlns") && !uri.is_empty())
}
