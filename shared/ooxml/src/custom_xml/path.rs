//! Paths to elements: the part of XPath 1.0 that the Office API understands.
//!
//! Steps are names (prefixes are not looked at) or `*`, after `/` or `//`, each with a position in brackets if wanted.
//! A last step `@name` leads to the elements that have the attribute. Any other predicate finds nothing.

use super::{CustomXml, XmlNode, XmlPart};

impl CustomXml {
    /// The elements that a path leads to from the top of a part; the document node itself for an empty one.
    #[must_use]
    pub fn evaluate(&self, part: XmlPart, path: &str) -> Vec<XmlNode> {
        let Some(top) = self.top(part) else {
            return Vec::new();
        };
        let mut found = vec![top];
        let mut deep = false;
        for (index, step) in path.trim().split('/').enumerate() {
            let step = step.trim();
            if step.is_empty() {
                // The first one is before the slash that a path begins with; another one is within `//`.
                deep = index > 0;
                continue;
            }
            found = self.step(&found, step, deep);
            deep = false;
            if found.is_empty() {
                break;
            }
        }
        found
    }

    fn step(&self, from: &[XmlNode], step: &str, deep: bool) -> Vec<XmlNode> {
        if let Some(name) = step.strip_prefix('@') {
            let has = |node: &&XmlNode| self.attribute(**node, name).is_some();
            return from.iter().filter(has).copied().collect();
        }
        let (name, position) = match step.split_once('[') {
            None => (step, None),
            Some((name, predicate)) => {
                let digits = predicate.trim_start();
                let end = digits.find(|c: char| !c.is_ascii_digit());
                let digits = digits.get(..end.unwrap_or(digits.len())).unwrap_or("");
                match digits.parse::<usize>() {
                    Ok(position) => (name.trim(), Some(position)),
                    Err(_) => return Vec::new(),
                }
            }
        };
        let mut found = Vec::new();
        for node in from {
            let mut of_node = Vec::new();
            self.matching(*node, name, deep, &mut of_node);
            match position {
                None => found.append(&mut of_node),
                Some(position) => found.extend(
                    position
                        .checked_sub(1)
                        .and_then(|place| of_node.get(place))
                        .copied(),
                ),
            }
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|node| seen.insert(*node));
        found
    }

    fn matching(&self, node: XmlNode, name: &str, deep: bool, found: &mut Vec<XmlNode>) {
        for element in self.elements(node) {
            if name == "*" || local(self.name(element)) == local(name) {
                found.push(element);
            }
            if deep {
                self.matching(element, name, true, found);
            }
        }
    }

    /// The path to an element from the top of its part; a position is written where siblings have the same name.
    #[must_use]
    pub fn path_of(&self, node: XmlNode) -> String {
        let mut steps = Vec::new();
        let mut current = node;
        while !self.name(current).is_empty() {
            let name = self.name(current);
            let mut step = format!("/{name}");
            if let Some(parent) = self.parent(current) {
                let same: Vec<XmlNode> = self
                    .elements(parent)
                    .filter(|element| self.name(*element) == name)
                    .collect();
                let place = same.iter().position(|element| *element == current);
                if let (Some(place), true) = (place, same.len() > 1) {
                    step.push_str(&format!("[{}]", place + 1));
                }
            }
            steps.push(step);
            match self.parent(current) {
                Some(parent) => current = parent,
                None => break,
            }
        }
        steps.reverse();
        steps.concat()
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
