//! `[Content_Types].xml` (ECMA-376 part 2, 7.2.3): read once, patched in place.

use std::collections::HashMap;

use super::names::{extension, key};
use crate::dom::{Dom, NodeId};

/// The name of the archive entry.
pub(super) const ENTRY: &str = "[Content_Types].xml";

#[derive(Debug)]
pub(super) struct ContentTypes {
    pub root: NodeId,
    defaults: HashMap<String, String>,
    overrides: HashMap<String, String>,
}

impl ContentTypes {
    pub fn read(dom: &Dom, root: NodeId) -> Self {
        let (mut defaults, mut overrides) = (HashMap::new(), HashMap::new());
        for node in dom.child_elements(root) {
            let Some(content_type) = dom.attr(node, "ContentType") else {
                continue;
            };
            if let Some(extension) = dom
                .attr(node, "Extension")
                .filter(|_| dom.is(node, "Default"))
            {
                defaults.insert(extension.to_ascii_lowercase(), content_type.to_owned());
            } else if let Some(part) = dom
                .attr(node, "PartName")
                .filter(|_| dom.is(node, "Override"))
            {
                overrides.insert(key(part), content_type.to_owned());
            }
        }
        Self {
            root,
            defaults,
            overrides,
        }
    }

    pub fn get(&self, part: &str) -> Option<&str> {
        let found = self
            .overrides
            .get(&key(part))
            .or_else(|| self.defaults.get(&extension(part)?));
        found.map(String::as_str)
    }

    /// The first part of an overridden content type for which `matches` holds.
    pub fn find(&self, dom: &Dom, matches: impl Fn(&str) -> bool) -> Option<String> {
        let node = dom
            .elements(self.root, "Override")
            .find(|node| dom.attr(*node, "ContentType").is_some_and(&matches))?;
        dom.attr(node, "PartName").map(str::to_owned)
    }

    /// Makes `part` be of this type.
    pub fn set(&mut self, dom: &mut Dom, part: &str, content_type: &str) {
        if self.get(part) == Some(content_type) {
            return;
        }
        self.remove(dom, part);
        if self.get(part) == Some(content_type) {
            return;
        }
        let node = dom.element_with(
            "Override",
            &[("PartName", part), ("ContentType", content_type)],
        );
        dom.append(self.root, node);
        self.overrides.insert(key(part), content_type.to_owned());
    }

    /// Makes all parts of this extension be of this type, unless there is a rule for them already.
    pub fn set_default(&mut self, dom: &mut Dom, extension: &str, content_type: &str) {
        let extension = extension.to_ascii_lowercase();
        if self.defaults.contains_key(&extension) {
            return;
        }
        let node = dom.element_with(
            "Default",
            &[("Extension", &extension), ("ContentType", content_type)],
        );
        match dom.child(self.root, "Override") {
            Some(first) => dom.insert_before(node, first),
            None => dom.append(self.root, node),
        };
        self.defaults.insert(extension, content_type.to_owned());
    }

    /// Takes the rule for one part away.
    pub fn remove(&mut self, dom: &mut Dom, part: &str) {
        let key = key(part);
        if self.overrides.remove(&key).is_none() {
            return;
        }
        let found = dom.elements(self.root, "Override").find(|node| {
            dom.attr(*node, "PartName")
                .is_some_and(|name| super::names::key(name) == key)
        });
        if let Some(node) = found {
            dom.detach(node);
        }
    }
}
