//! Elements: what is in them, how they are changed, and how they are written.

use super::{CustomXml, CustomXmlError, MAX_BYTES, MAX_DEPTH, XmlNode};
use crate::dom::escape::{allowed, escape_attribute, escape_text};

/// What an element holds, in order.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Element(XmlNode),
    Text(String),
}

/// An element, or a document node, which has no name.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub parent: Option<XmlNode>,
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub content: Vec<Content>,
}

/// What a node costs beside its texts.
const NODE_BYTES: usize = size_of::<Node>() + 32;

impl CustomXml {
    fn node(&self, node: XmlNode) -> Option<&Node> {
        self.nodes.get(node.0 as usize)
    }

    fn node_mut(&mut self, node: XmlNode) -> Option<&mut Node> {
        self.nodes.get_mut(node.0 as usize)
    }

    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), CustomXmlError> {
        let total = self.bytes.saturating_add(bytes);
        if total > MAX_BYTES {
            return Err(CustomXmlError::TooLarge);
        }
        self.bytes = total;
        Ok(())
    }

    pub(super) fn new_node(&mut self, name: &str) -> Result<XmlNode, CustomXmlError> {
        self.spend(NODE_BYTES + name.len())?;
        let id = XmlNode(self.nodes.len() as u32);
        self.nodes.push(Node {
            name: name.to_owned(),
            ..Node::default()
        });
        Ok(id)
    }

    /// About how many bytes of memory the trees take.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.bytes
    }

    /// The name of an element as it is written; empty for a document node.
    #[must_use]
    pub fn name(&self, node: XmlNode) -> &str {
        self.node(node).map_or("", |node| &node.name)
    }

    /// The attributes of an element in order, namespace declarations included.
    #[must_use]
    pub fn attributes(&self, node: XmlNode) -> &[(String, String)] {
        self.node(node).map_or(&[], |node| &node.attributes)
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, node: XmlNode, name: &str) -> Option<&str> {
        let mut attributes = self.attributes(node).iter();
        attributes.find_map(|(key, value)| (key == name).then_some(value.as_str()))
    }

    /// The node that this one is in.
    #[must_use]
    pub fn parent(&self, node: XmlNode) -> Option<XmlNode> {
        self.node(node)?.parent
    }

    pub(super) fn top_of(&self, node: XmlNode) -> XmlNode {
        let mut top = node;
        while let Some(parent) = self.parent(top) {
            top = parent;
        }
        top
    }

    fn content(&self, node: XmlNode) -> &[Content] {
        self.node(node).map_or(&[], |node| &node.content)
    }

    /// The elements in a node.
    pub fn elements(&self, node: XmlNode) -> impl Iterator<Item = XmlNode> {
        self.content(node).iter().filter_map(|part| match part {
            Content::Element(element) => Some(*element),
            Content::Text(_) => None,
        })
    }

    /// The root element below a document node.
    #[must_use]
    pub fn root(&self, top: XmlNode) -> Option<XmlNode> {
        self.elements(top).next()
    }

    /// The text that stands in an element itself; spaces around it count only where it holds no elements.
    fn own_text(&self, node: XmlNode) -> String {
        let text: String = self
            .content(node)
            .iter()
            .filter_map(|part| match part {
                Content::Text(text) => Some(text.as_str()),
                Content::Element(_) => None,
            })
            .collect();
        if self.elements(node).next().is_some() {
            text.trim().to_owned()
        } else {
            text
        }
    }

    /// The text of an element as scripts read it: its own, then that of the elements in it.
    #[must_use]
    pub fn text(&self, node: XmlNode) -> String {
        let mut out = self.own_text(node);
        for element in self.elements(node) {
            out.push_str(&self.text(element));
        }
        out
    }

    /// An element as scripts read it: the elements in it first, then its own text. Of a document node, its root element.
    #[must_use]
    pub fn node_xml(&self, node: XmlNode) -> String {
        let mut out = String::new();
        self.write_for_scripts(node, &mut out);
        out
    }

    fn write_for_scripts(&self, node: XmlNode, out: &mut String) {
        let Some(found) = self.node(node) else { return };
        if found.name.is_empty() {
            if let Some(root) = self.root(node) {
                self.write_for_scripts(root, out);
            }
            return;
        }
        self.write_start(found, out);
        for element in self.elements(node) {
            self.write_for_scripts(element, out);
        }
        let text = escape_text(&self.own_text(node));
        out.push_str(&text.replace('"', "&quot;").replace('\'', "&apos;"));
        self.write_end(found, out);
    }

    /// An element as it is saved: all that is in it in its order.
    pub(super) fn write_for_file(&self, node: XmlNode, out: &mut String) {
        let Some(found) = self.node(node) else { return };
        self.write_start(found, out);
        for part in &found.content {
            match part {
                Content::Element(element) => self.write_for_file(*element, out),
                Content::Text(text) => out.push_str(&escape_text(text)),
            }
        }
        self.write_end(found, out);
    }

    fn write_start(&self, node: &Node, out: &mut String) {
        out.push('<');
        out.push_str(&node.name);
        for (name, value) in &node.attributes {
            out.push_str(&format!(" {name}=\"{}\"", escape_attribute(value)));
        }
        out.push('>');
    }

    fn write_end(&self, node: &Node, out: &mut String) {
        out.push_str("</");
        out.push_str(&node.name);
        out.push('>');
    }

    fn depth(&self, node: XmlNode) -> usize {
        std::iter::successors(Some(node), |node| self.parent(*node)).count()
    }

    fn height(&self, node: XmlNode) -> usize {
        1 + self
            .elements(node)
            .map(|element| self.height(element))
            .max()
            .unwrap_or(0)
    }

    pub(super) fn push(&mut self, node: XmlNode, part: Content) {
        if let Content::Element(child) = part
            && let Some(child) = self.node_mut(child)
        {
            child.parent = Some(node);
        }
        if let Some(node) = self.node_mut(node) {
            node.content.push(part);
        }
    }

    /// Makes an element out of a text and puts it into `parent`: before the element at `index`, or at the end.
    ///
    /// # Errors
    /// The text holds no element, is too large or nests too deep.
    pub fn insert(
        &mut self,
        parent: XmlNode,
        xml: &str,
        index: Option<usize>,
    ) -> Result<XmlNode, CustomXmlError> {
        let element = self.parse_element(xml)?;
        self.put(parent, element, index)?;
        Ok(element)
    }

    /// Puts a new empty element at the end of `parent`.
    ///
    /// # Errors
    /// There is no more room.
    pub fn add_element(&mut self, parent: XmlNode, name: &str) -> Result<XmlNode, CustomXmlError> {
        let element = self.new_node(&clean_name(name))?;
        self.put(parent, element, None)?;
        Ok(element)
    }

    fn put(
        &mut self,
        parent: XmlNode,
        element: XmlNode,
        index: Option<usize>,
    ) -> Result<(), CustomXmlError> {
        if self.depth(parent) + self.height(element) > MAX_DEPTH {
            return Err(CustomXmlError::TooDeep);
        }
        let before = index.and_then(|index| self.elements(parent).nth(index));
        let place = before.and_then(|before| self.place_of(parent, before));
        if let Some(node) = self.node_mut(element) {
            node.parent = Some(parent);
        }
        if let Some(node) = self.node_mut(parent) {
            let place = place.unwrap_or(node.content.len()).min(node.content.len());
            node.content.insert(place, Content::Element(element));
        }
        self.touch(parent);
        Ok(())
    }

    fn place_of(&self, parent: XmlNode, child: XmlNode) -> Option<usize> {
        self.content(parent)
            .iter()
            .position(|part| matches!(part, Content::Element(element) if *element == child))
    }

    /// Gives an element the name, the attributes and the content of the element in a text.
    ///
    /// # Errors
    /// The text holds no element, is too large or nests too deep.
    pub fn replace(&mut self, node: XmlNode, xml: &str) -> Result<(), CustomXmlError> {
        let new = self.parse_element(xml)?;
        let node = if self.name(node).is_empty() {
            // A document node stands for its root element.
            match self.root(node) {
                Some(root) => root,
                None => return self.put(node, new, None),
            }
        } else {
            node
        };
        if self.depth(node) + self.height(new) > MAX_DEPTH + 1 {
            return Err(CustomXmlError::TooDeep);
        }
        let Some(taken) = self.node_mut(new).map(std::mem::take) else {
            return Ok(());
        };
        for part in &taken.content {
            if let Content::Element(child) = part
                && let Some(child) = self.node_mut(*child)
            {
                child.parent = Some(node);
            }
        }
        if let Some(node) = self.node_mut(node) {
            node.name = taken.name;
            node.attributes = taken.attributes;
            node.content = taken.content;
        }
        self.touch(node);
        Ok(())
    }

    /// Takes an element out of where it is; `false` when it was in nothing.
    pub fn remove(&mut self, node: XmlNode) -> bool {
        let Some(parent) = self.parent(node) else {
            return false;
        };
        self.touch(parent);
        let place = self.place_of(parent, node);
        if let Some(parent) = self.node_mut(parent)
            && let Some(place) = place
        {
            parent.content.remove(place);
        }
        if let Some(node) = self.node_mut(node) {
            node.parent = None;
        }
        true
    }

    /// Takes all content out of a node.
    pub(super) fn clear(&mut self, node: XmlNode) {
        let children: Vec<XmlNode> = self.elements(node).collect();
        for child in children {
            if let Some(child) = self.node_mut(child) {
                child.parent = None;
            }
        }
        if let Some(node) = self.node_mut(node) {
            node.content.clear();
        }
    }

    /// Replaces the content of an element by a text.
    ///
    /// # Errors
    /// There is no more room.
    pub fn set_text(&mut self, node: XmlNode, text: &str) -> Result<(), CustomXmlError> {
        self.spend(text.len())?;
        self.touch(node);
        self.clear(node);
        if !text.is_empty() {
            self.push(node, Content::Text(allowed(text).into_owned()));
        }
        Ok(())
    }

    /// Adds an attribute, or changes it.
    ///
    /// # Errors
    /// There is no more room.
    pub fn set_attribute(
        &mut self,
        node: XmlNode,
        name: &str,
        value: &str,
    ) -> Result<(), CustomXmlError> {
        self.spend(name.len() + value.len() + 64)?;
        self.touch(node);
        let value = allowed(value).into_owned();
        let Some(found) = self.node_mut(node) else {
            return Ok(());
        };
        match found.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => found.attributes.push((clean_name(name), value)),
        }
        Ok(())
    }

    /// Takes an attribute away; `false` when there is none.
    pub fn remove_attribute(&mut self, node: XmlNode, name: &str) -> bool {
        self.touch(node);
        let Some(node) = self.node_mut(node) else {
            return false;
        };
        let before = node.attributes.len();
        node.attributes.retain(|(key, _)| key != name);
        node.attributes.len() != before
    }
}

/// A name that XML takes: what it forbids becomes `_`.
fn clean_name(name: &str) -> String {
    let begins = name
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_');
    let mut out = String::from(if begins { "" } else { "_" });
    out.extend(name.chars().map(|c| {
        if c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':') {
            c
        } else {
            '_'
        }
    }));
    out
}
