//! Core properties (`docProps/core.xml`, ECMA-376 part 2, clause 8): title, author, keywords and others.

use super::TextDocument;
use crate::OoxmlError;
use crate::dom::NodeId;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

impl TextDocument {
    fn core(&mut self) -> Result<NodeId, OoxmlError> {
        let part = match self.package.related("", "core-properties") {
            Some(part) => part,
            None => {
                let root = self.package.dom.fragment("<cp:coreProperties/>");
                self.package
                    .add_part_tree("/docProps/core.xml", CONTENT_TYPE, root);
                self.package
                    .add_relationship("", RELATIONSHIP, "/docProps/core.xml", false);
                "/docProps/core.xml".to_owned()
            }
        };
        self.package.root(&part)
    }

    /// A property by its element, for example `dc:title`.
    ///
    /// # Errors
    /// The part is broken.
    pub fn core_property(&mut self, element: &str) -> Result<Option<String>, OoxmlError> {
        let root = self.core()?;
        let dom = self.dom();
        Ok(dom.child(root, element).map(|node| dom.text(node)))
    }

    /// Sets a property by its element; times (`dcterms:`) are in W3CDTF form.
    ///
    /// # Errors
    /// The part is broken.
    pub fn set_core_property(&mut self, element: &str, value: &str) -> Result<(), OoxmlError> {
        let root = self.core()?;
        let dom = self.dom_mut();
        let node = dom.ensure_child(root, element, &[]);
        dom.set_text(node, value);
        if element.starts_with("dcterms:") {
            dom.set_attr(node, "xsi:type", "dcterms:W3CDTF");
        }
        Ok(())
    }
}
