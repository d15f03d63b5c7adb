//! Parts beside the main one that are made when they are first needed: comments, notes, people.

use super::TextDocument;
use crate::OoxmlError;
use crate::dom::NodeId;

/// What such a part is.
#[derive(Debug, Clone, Copy)]
pub struct SidePart {
    /// The part's name without folder and extension.
    pub file: &'static str,
    /// The relationship's type: its last word, or a URI.
    pub relationship: &'static str,
    /// The content type.
    pub content_type: &'static str,
    /// The part when it is new.
    pub xml: &'static str,
}

impl TextDocument {
    /// The root of the part when the document has it.
    ///
    /// # Errors
    /// The part is broken.
    pub fn side_part(&mut self, part: &SidePart) -> Result<Option<NodeId>, OoxmlError> {
        let main = self.package.main_part().to_owned();
        match self.package.related(&main, part.relationship) {
            Some(name) => self.package.root(&name).map(Some),
            None => Ok(None),
        }
    }

    /// The root of the part, which is made when it is missing.
    ///
    /// # Errors
    /// The part is broken.
    pub fn ensure_side_part(&mut self, part: &SidePart) -> Result<NodeId, OoxmlError> {
        if let Some(root) = self.side_part(part)? {
            return Ok(root);
        }
        let main = self.package.main_part().to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let direct = format!("{folder}/{}.xml", part.file);
        let name = if self.package.has_part(&direct) {
            self.package
                .free_name(&format!("{folder}/{}", part.file), ".xml")
        } else {
            direct
        };
        let root = self.package.dom.fragment(part.xml);
        self.package.add_part_tree(&name, part.content_type, root);
        self.package
            .add_relationship(&main, part.relationship, &name, false);
        Ok(root)
    }
}
