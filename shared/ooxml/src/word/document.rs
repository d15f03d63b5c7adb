//! An open text document: its package and the roots of the parts that are worked on.

use std::collections::HashMap;

use super::{block, props, template};
use crate::dom::{Dom, NodeId};
use crate::{OoxmlError, Package, PackageKind, PackageLimits};

const STYLES_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const SETTINGS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml";
const NUMBERING_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";

/// An open text document. Handles to its parts are [`NodeId`]s in its package's [`Dom`].
#[derive(Debug)]
pub struct TextDocument {
    /// The package that everything lives in.
    pub package: Package,
    body: NodeId,
    styles: Option<NodeId>,
    numbering: Option<NodeId>,
    theme: Option<NodeId>,
    settings: Option<NodeId>,
    /// Addresses of hyperlinks whose part is not known before the document is saved, by relationship id.
    pub(super) links: HashMap<String, String>,
}

impl TextDocument {
    /// A new, empty document.
    ///
    /// # Errors
    /// Only when a template is broken.
    pub fn create() -> Result<Self, OoxmlError> {
        Self::from_package(template::new_document())
    }

    /// Opens a file's bytes.
    ///
    /// # Errors
    /// [`OoxmlError`] in words: no package, not a text document, broken, encrypted, over a limit.
    pub fn open(bytes: Vec<u8>, limits: &PackageLimits) -> Result<Self, OoxmlError> {
        Self::from_package(Package::open(bytes, limits)?)
    }

    /// Works on an open package.
    ///
    /// # Errors
    /// [`OoxmlError`] when it holds no text document or a part that is needed is broken.
    pub fn from_package(mut package: Package) -> Result<Self, OoxmlError> {
        if package.kind() != PackageKind::Word {
            return Err(OoxmlError::NotOoxml("it holds no text document".to_owned()));
        }
        let main = package.main_part().to_owned();
        let root = package.root(&main)?;
        let Some(body) = package.dom.child(root, "w:body") else {
            return Err(OoxmlError::NotOoxml(
                "its main part has no w:body".to_owned(),
            ));
        };
        let mut load = |kind: &str| -> Result<Option<NodeId>, OoxmlError> {
            match package.related(&main, kind) {
                Some(part) => package.root(&part).map(Some),
                None => Ok(None),
            }
        };
        let styles = load("styles")?;
        let numbering = load("numbering")?;
        // A document without readable theme still has its own colours and fonts.
        let theme = load("theme").unwrap_or(None);
        let mut document = Self {
            package,
            body,
            styles,
            numbering,
            theme,
            settings: None,
            links: HashMap::new(),
        };
        if document.styles.is_none() {
            let root = document.new_part("styles", STYLES_TYPE, template::EMPTY_STYLES);
            document.styles = Some(root);
        }
        block::close_if_empty(&mut document.package.dom, body);
        Ok(document)
    }

    /// Adds a part related to the main part and answers its root.
    pub(super) fn new_part(&mut self, kind: &str, content_type: &str, xml: &str) -> NodeId {
        let main = self.package.main_part().to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let direct = format!("{folder}/{kind}.xml");
        let name = if self.package.has_part(&direct) {
            self.package.free_name(&format!("{folder}/{kind}"), ".xml")
        } else {
            direct
        };
        let root = self.package.dom.fragment(xml);
        self.package.add_part_tree(&name, content_type, root);
        self.package.add_relationship(&main, kind, &name, false);
        root
    }

    /// The arena.
    #[must_use]
    pub fn dom(&self) -> &Dom {
        &self.package.dom
    }

    /// The arena, to change.
    pub fn dom_mut(&mut self) -> &mut Dom {
        &mut self.package.dom
    }

    /// `w:body`.
    #[must_use]
    pub fn body(&self) -> NodeId {
        self.body
    }

    /// `w:styles`; `None` only when the part is there but could not be made.
    #[must_use]
    pub fn styles_root(&self) -> Option<NodeId> {
        self.styles
    }

    /// `w:numbering`, when the document has lists.
    #[must_use]
    pub fn numbering_root(&self) -> Option<NodeId> {
        self.numbering
    }

    /// `w:numbering`, created when it is missing.
    pub fn ensure_numbering(&mut self) -> NodeId {
        match self.numbering {
            Some(root) => root,
            None => {
                let root = self.new_part("numbering", NUMBERING_TYPE, "<w:numbering/>");
                self.numbering = Some(root);
                root
            }
        }
    }

    /// `a:theme`, when the document has one.
    #[must_use]
    pub fn theme(&self) -> Option<NodeId> {
        self.theme
    }

    /// `w:settings`, created when it is missing.
    ///
    /// # Errors
    /// The part is there but broken.
    pub fn settings(&mut self) -> Result<NodeId, OoxmlError> {
        if let Some(root) = self.settings {
            return Ok(root);
        }
        let main = self.package.main_part().to_owned();
        let root = match self.package.related(&main, "settings") {
            Some(part) => self.package.root(&part)?,
            None => self.new_part("settings", SETTINGS_TYPE, "<w:settings/>"),
        };
        self.settings = Some(root);
        Ok(root)
    }

    /// Lets pages have other headers and footers on even pages, or not.
    ///
    /// # Errors
    /// The settings are broken.
    pub fn set_even_and_odd(&mut self, on: bool) -> Result<(), OoxmlError> {
        let settings = self.settings()?;
        if on {
            props::set_toggle(self.dom_mut(), settings, "w:evenAndOddHeaders", true);
        } else {
            props::remove(self.dom_mut(), settings, "w:evenAndOddHeaders");
        }
        Ok(())
    }

    /// Puts an image into the package and answers the relationship id that `r:embed` is to name, in whatever part the
    /// drawing ends up.
    pub fn add_image(&mut self, bytes: &[u8], extension: &str) -> String {
        let part = self.package.add_media(bytes, extension);
        self.package.pending_relationship("image", &part, false)
    }

    /// About how many bytes of memory the document takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.package.weight()
    }

    /// Writes the package as it is now.
    ///
    /// # Errors
    /// A part that is copied from the opened file is broken there.
    pub fn save(&mut self) -> Result<Vec<u8>, OoxmlError> {
        self.package.save()
    }
}

#[cfg(test)]
mod tests {
    use super::TextDocument;

    #[test]
    fn an_image_weighs_once() {
        let mut document = TextDocument::create().expect("the template opens");
        document.add_image(&[7; 50_000], "png");
        let once = document.weight();
        document.add_image(&[7; 50_000], "png");
        assert!(document.weight() < once + 10_000);
        document.add_image(&[8; 50_000], "png");
        assert!(document.weight() >= once + 50_000);
    }
}
