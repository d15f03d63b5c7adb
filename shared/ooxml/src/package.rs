//! The Open Packaging Conventions container (ECMA-376 part 2): parts, content types, relationships.
//!
//! Parts stay packed until they are asked for. What nobody changed is copied into the saved file as it is packed;
//! macros, signatures and whatever else is not understood are kept and never run.

mod archive;
mod content_types;
mod limits;
mod media;
mod names;
mod open;
mod relationships;
mod save;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use archive::Archive;
use content_types::ContentTypes;
use names::{key, relationships_part};
use relationships::{Pending, Relationships};

use crate::custom_xml::CustomXml;
use crate::dom::{Dom, NodeId};
use crate::error::OoxmlError;

pub use limits::PackageLimits;
pub use relationships::Relationship;

/// What the main part of a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PackageKind {
    /// WordprocessingML: a text document or its template.
    Word,
    /// SpreadsheetML: a workbook or its template.
    Sheet,
    /// PresentationML: slides, a show or their template.
    Slides,
}

#[derive(Debug, Clone)]
enum Content {
    /// Entry of the archive that was opened.
    Packed(usize),
    Bytes(Arc<Vec<u8>>),
    /// Only the tree.
    Tree,
}

#[derive(Debug)]
struct Part {
    name: String,
    content: Content,
    /// Unpacked bytes; 0 while only the tree is there.
    size: u64,
    root: Option<NodeId>,
}

impl Part {
    fn tree(name: &str, root: NodeId) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Tree,
            size: 0,
            root: Some(root),
        }
    }
}

/// A package that is open. Parts that were parsed live as trees in [`Package::dom`].
#[derive(Debug)]
pub struct Package {
    /// The arena of all parts' trees, and of detached nodes.
    pub dom: Dom,
    limits: PackageLimits,
    archive: Option<Archive>,
    parts: Vec<Part>,
    /// Places in `parts` by lower-case name.
    index: HashMap<String, usize>,
    content_types: ContentTypes,
    /// By lower-case name of the source part; "/" for the package.
    relationships: HashMap<String, Relationships>,
    pending: Vec<Pending>,
    last_id: u32,
    kind: PackageKind,
    main: String,
    strict: bool,
    /// Custom XML parts, once somebody asked for them.
    pub(crate) custom_xml: Option<Box<CustomXml>>,
    /// Bytes of media added since the package was opened.
    media_bytes: usize,
}

impl Package {
    /// How many bytes of media were added since the package was opened.
    #[must_use]
    pub fn media_bytes(&self) -> usize {
        self.media_bytes
    }

    /// What the package is.
    #[must_use]
    pub fn kind(&self) -> PackageKind {
        self.kind
    }

    /// The name of the main part: `/word/document.xml`, unless the package keeps it elsewhere.
    #[must_use]
    pub fn main_part(&self) -> &str {
        &self.main
    }

    /// Whether the package is of ISO/IEC 29500 strict.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// The names of all parts, in the order of the file; content types and relationships are no parts.
    pub fn part_names(&self) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .map(|part| part.name.as_str())
            .filter(|name| {
                names::source_of_relationships(name).is_none()
                    && key(name) != key(content_types::ENTRY)
            })
    }

    /// Whether there is such a part. Names are equal without regard to ASCII case.
    #[must_use]
    pub fn has_part(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content type of a part, by its own rule or that of its extension.
    #[must_use]
    pub fn content_type(&self, name: &str) -> Option<&str> {
        self.content_types.get(name)
    }

    /// Makes an existing part be of another content type.
    pub fn set_content_type(&mut self, name: &str, content_type: &str) {
        let name = self.spelling(name);
        self.content_types.set(&mut self.dom, &name, content_type);
    }

    /// The bytes of a part as they would be saved; `None` when there is no such part or it cannot be unpacked.
    #[must_use]
    pub fn part_bytes(&self, name: &str) -> Option<Cow<'_, [u8]>> {
        self.read_part(name).ok()
    }

    /// As [`Package::part_bytes`], with the reason.
    ///
    /// # Errors
    /// [`OoxmlError::Missing`] or [`OoxmlError::Unpack`].
    pub fn read_part(&self, name: &str) -> Result<Cow<'_, [u8]>, OoxmlError> {
        let part = self
            .find(name)
            .ok_or_else(|| OoxmlError::Missing(name.to_owned()))?;
        if let Some(root) = part.root.filter(|root| self.dom.is_dirty(*root)) {
            return Ok(Cow::Owned(self.dom.serialize(root)));
        }
        match (&part.content, &self.archive) {
            (Content::Bytes(bytes), _) => Ok(Cow::Borrowed(bytes)),
            (Content::Packed(index), Some(archive)) => {
                archive::unpack(archive, *index, part.size, &part.name).map(Cow::Owned)
            }
            _ => Ok(Cow::Owned(
                part.root
                    .map(|root| self.dom.serialize(root))
                    .unwrap_or_default(),
            )),
        }
    }

    /// The root element of an XML part, parsed on first use. The part is saved from its tree once that was changed.
    ///
    /// # Errors
    /// The part is missing, cannot be unpacked, or is not well-formed XML within the limits.
    pub fn root(&mut self, name: &str) -> Result<NodeId, OoxmlError> {
        let place = *self
            .index
            .get(&key(name))
            .ok_or_else(|| OoxmlError::Missing(name.to_owned()))?;
        if let Some(root) = self.parts.get(place).and_then(|part| part.root) {
            return Ok(root);
        }
        let bytes = self.read_part(name)?.into_owned();
        let parsed = self.dom.parse_part(bytes, &self.limits.xml);
        let root = parsed.map_err(|source| OoxmlError::Xml {
            part: name.to_owned(),
            source,
        })?;
        if let Some(part) = self.parts.get_mut(place) {
            part.root = Some(root);
        }
        Ok(root)
    }

    /// The root element of a part, when that was parsed or made already.
    #[must_use]
    pub fn parsed_root(&self, name: &str) -> Option<NodeId> {
        self.find(name)?.root
    }

    /// The name of the part whose tree has this root.
    #[must_use]
    pub fn part_with_root(&self, root: NodeId) -> Option<&str> {
        let found = self.parts.iter().find(|part| part.root == Some(root))?;
        Some(&found.name)
    }

    /// Puts a part of these bytes, in place of one of the same name. Content types and relationships that are put so
    /// are read at once; what cannot be read counts as empty.
    pub fn set_part(&mut self, name: &str, content_type: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        let name = self.spelling(name);
        if key(&name) != key(content_types::ENTRY) {
            self.content_types.set(&mut self.dom, &name, content_type);
        }
        let size = bytes.len() as u64;
        let spelled = name.clone();
        self.put_part(Part {
            name,
            content: Content::Bytes(Arc::new(bytes)),
            size,
            root: None,
        });
        self.reread(&spelled);
    }

    /// Puts a part that is saved from a tree, in place of one of the same name.
    pub fn add_part_tree(&mut self, name: &str, content_type: &str, root: NodeId) {
        let name = self.spelling(name);
        self.content_types.set(&mut self.dom, &name, content_type);
        self.put_part(Part::tree(&name, root));
    }

    /// About how many bytes of memory the trees of the package take.
    #[must_use]
    pub fn weight(&self) -> usize {
        let custom = self.custom_xml.as_ref().map_or(0, |store| store.weight());
        self.dom
            .weight()
            .saturating_add(custom)
            .saturating_add(self.media_bytes)
    }

    /// Takes a part away, with its relationships, its content type and the relationships that lead to it. `false` when
    /// there is none.
    pub fn remove_part(&mut self, name: &str) -> bool {
        let target = key(name);
        if !self.take_part(&target) {
            return false;
        }
        self.content_types.remove(&mut self.dom, &target);
        self.take_part(&key(&relationships_part(&target)));
        self.relationships.remove(&target);
        let leading: Vec<(String, String)> = self
            .relationships
            .iter()
            .flat_map(|(source, relationships)| {
                let to_it = relationships
                    .list
                    .iter()
                    .filter(|r| r.part.as_deref().is_some_and(|part| key(part) == target));
                to_it.map(|relationship| (source.clone(), relationship.id.clone()))
            })
            .collect();
        for (source, id) in leading {
            self.remove_relationship(&source, &id);
        }
        true
    }

    /// A part name made of a pattern and the first free number: `("/word/header", ".xml")`.
    #[must_use]
    pub fn free_name(&self, start: &str, end: &str) -> String {
        let mut numbered = (1u32..).map(|number| format!("{start}{number}{end}"));
        numbered
            .find(|name| !self.has_part(name))
            .unwrap_or_default()
    }

    fn find(&self, name: &str) -> Option<&Part> {
        self.parts.get(*self.index.get(&key(name))?)
    }

    /// The package's own spelling of a part name, or the name as it would be spelled.
    fn spelling(&self, name: &str) -> String {
        match self.find(name) {
            Some(part) => part.name.clone(),
            None if name.starts_with('/') => name.to_owned(),
            None => format!("/{name}"),
        }
    }

    fn put_part(&mut self, part: Part) {
        match self
            .index
            .get(&key(&part.name))
            .and_then(|place| self.parts.get_mut(*place))
        {
            Some(old) => *old = part,
            None => {
                self.index.insert(key(&part.name), self.parts.len());
                self.parts.push(part);
            }
        }
    }

    fn take_part(&mut self, target: &str) -> bool {
        let Some(place) = self
            .index
            .remove(target)
            .filter(|place| *place < self.parts.len())
        else {
            return false;
        };
        self.parts.remove(place);
        for other in self.index.values_mut().filter(|other| **other > place) {
            *other -= 1;
        }
        true
    }
}
