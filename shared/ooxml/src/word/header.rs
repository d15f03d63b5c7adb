//! Headers and footers: the parts behind a section's references (ISO/IEC 29500-1, 17.10).

use super::{TextDocument, block, order};
use crate::OoxmlError;
use crate::dom::NodeId;

/// Which story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// Above the text.
    Header,
    /// Below the text.
    Footer,
}

impl Margin {
    fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Header => (
                "w:headerReference",
                "header",
                "<w:hdr/>",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
            ),
            Self::Footer => (
                "w:footerReference",
                "footer",
                "<w:ftr/>",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
            ),
        }
    }
}

impl TextDocument {
    fn reference(&self, section: NodeId, which: Margin, kind: &str) -> Option<NodeId> {
        let dom = self.dom();
        dom.elements(section, which.words().0)
            .find(|node| dom.attr(*node, "w:type").unwrap_or("default") == kind)
    }

    /// The root of a header or footer that the section itself has; `kind` is `default`, `first` or `even`.
    ///
    /// # Errors
    /// The part is broken.
    pub fn header(
        &mut self,
        section: NodeId,
        which: Margin,
        kind: &str,
    ) -> Result<Option<NodeId>, OoxmlError> {
        let Some(reference) = self.reference(section, which, kind) else {
            return Ok(None);
        };
        let main = self.package.main_part().to_owned();
        let part = self
            .dom()
            .attr(reference, "r:id")
            .and_then(|id| self.package.related_by_id(&main, id));
        match part {
            Some(part) => self.package.root(&part).map(Some),
            None => Ok(None),
        }
    }

    /// As [`TextDocument::header`], created with one empty paragraph when it is missing.
    ///
    /// # Errors
    /// The part is there but broken.
    pub fn ensure_header(
        &mut self,
        section: NodeId,
        which: Margin,
        kind: &str,
    ) -> Result<NodeId, OoxmlError> {
        if let Some(found) = self.header(section, which, kind)? {
            return Ok(found);
        }
        self.remove_header(section, which, kind);
        let (element, stem, xml, content_type) = which.words();
        let main = self.package.main_part().to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = self.package.free_name(&format!("{folder}/{stem}"), ".xml");
        let root = self.package.dom.fragment(xml);
        block::close(&mut self.package.dom, root);
        self.package.add_part_tree(&name, content_type, root);
        let id = self.package.add_relationship(&main, stem, &name, false);
        let dom = self.dom_mut();
        let reference = dom.element(element);
        dom.set_attr(reference, "w:type", kind);
        dom.set_attr(reference, "r:id", &id);
        dom.insert_ordered(section, reference, order::SECTPR);
        Ok(root)
    }

    /// Takes the section's reference away; the story itself stays in the package. `false` when there was none.
    pub fn remove_header(&mut self, section: NodeId, which: Margin, kind: &str) -> bool {
        match self.reference(section, which, kind) {
            Some(reference) => self.dom_mut().detach(reference),
            None => false,
        }
    }
}
