//! Core properties (ECMA-376 part 2, clause 8).

use spindle_model::document::Metadata;

use super::Reading;

impl Reading<'_> {
    /// What the document says about itself.
    pub(super) fn metadata(&self) -> Metadata {
        let Some(root) = self.parts.core else {
            return Metadata::default();
        };
        let property = |name: &str| {
            let text = self.dom.text(self.dom.child(root, name)?);
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Metadata {
            title: property("dc:title"),
            author: property("dc:creator"),
            subject: property("dc:subject"),
            keywords: property("cp:keywords"),
            language: property("dc:language"),
            created: property("dcterms:created"),
            modified: property("dcterms:modified"),
        }
    }
}
