//! Opening a package and making an empty one.

use std::collections::HashMap;

use super::archive::{self, Entry};
use super::content_types::{self, ContentTypes};
use super::names::{key, source_of_relationships};
use super::relationships::Relationships;
use super::{Content, Package, PackageKind, PackageLimits, Part};
use crate::dom::Dom;
use crate::error::OoxmlError;

const NEW_TYPES: &str = concat!(
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
);

impl Package {
    /// A package without parts. Its main part is `/word/document.xml`, `/xl/workbook.xml` or
    /// `/ppt/presentation.xml`: the relationship to it is there, the part is to be added.
    #[must_use]
    pub fn new(kind: PackageKind) -> Self {
        let mut dom = Dom::new();
        let types = dom.fragment(NEW_TYPES);
        let content_types = ContentTypes::read(&dom, types);
        let main = match kind {
            PackageKind::Word => "/word/document.xml",
            PackageKind::Sheet => "/xl/workbook.xml",
            PackageKind::Slides => "/ppt/presentation.xml",
        };
        let mut package = Self {
            dom,
            limits: PackageLimits::default(),
            archive: None,
            parts: Vec::new(),
            index: HashMap::new(),
            content_types,
            relationships: HashMap::new(),
            pending: Vec::new(),
            last_id: 0,
            kind,
            main: main.to_owned(),
            strict: false,
            custom_xml: None,
            media_bytes: 0,
        };
        package.add_relationship("/", "officeDocument", main, false);
        package
    }

    /// Opens a package. Only content types and relationships are read; all other parts stay packed.
    ///
    /// # Errors
    /// The bytes are no package of a kind in [`PackageKind`], are encrypted, or are over a limit.
    pub fn open(bytes: impl Into<Vec<u8>>, limits: &PackageLimits) -> Result<Self, OoxmlError> {
        let (archive, entries) = archive::open(bytes.into(), limits)?;
        let mut package = Self {
            archive: Some(archive),
            limits: *limits,
            relationships: HashMap::new(),
            ..Self::new(PackageKind::Word)
        };
        package.parts.clear();
        package.index.clear();
        package.last_id = 0;
        for Entry { index, name, size } in entries {
            package.put_part(Part {
                name,
                content: Content::Packed(index),
                size,
                root: None,
            });
        }
        let types = package
            .root(content_types::ENTRY)
            .map_err(|error| match error {
                OoxmlError::Missing(_) => {
                    OoxmlError::NotOoxml("[Content_Types].xml is missing".to_owned())
                }
                other => other,
            })?;
        package.content_types = ContentTypes::read(&package.dom, types);
        package.read_relationships()?;
        package.find_main_part()?;
        Ok(package)
    }

    /// Reads all relationships. Those of a part that cannot be read are kept as bytes: only the package's own are
    /// needed to open it.
    fn read_relationships(&mut self) -> Result<(), OoxmlError> {
        let holders: Vec<(String, String)> = self
            .parts
            .iter()
            .filter_map(|part| Some((source_of_relationships(&part.name)?, part.name.clone())))
            .collect();
        for (source, name) in holders {
            let root = match self.root(&name) {
                Ok(root) => root,
                Err(error) if source == "/" => return Err(error),
                Err(_) => continue,
            };
            let relationships = Relationships::read(&self.dom, root, &source);
            for relationship in &relationships.list {
                self.note_id(&relationship.id);
            }
            self.relationships.insert(key(&source), relationships);
        }
        Ok(())
    }

    /// Takes notice of a part that was put as bytes, when it is one that the package itself understands.
    pub(super) fn reread(&mut self, name: &str) {
        if key(name) == key(content_types::ENTRY) {
            if let Ok(root) = self.root(name) {
                self.content_types = ContentTypes::read(&self.dom, root);
            }
        } else if let Some(source) = source_of_relationships(name) {
            self.relationships.remove(&key(&source));
            if let Ok(root) = self.root(name) {
                let relationships = Relationships::read(&self.dom, root, &source);
                for relationship in &relationships.list {
                    self.note_id(&relationship.id);
                }
                self.relationships.insert(key(&source), relationships);
            }
        }
    }

    fn find_main_part(&mut self) -> Result<(), OoxmlError> {
        let by_relationship = self.related("/", "officeDocument");
        let main = by_relationship.or_else(|| {
            let listed = self.content_types.find(&self.dom, |content_type| {
                kind_of(content_type).is_some() && content_type.ends_with("main+xml")
            })?;
            self.find(&listed).map(|part| part.name.clone())
        });
        let Some(main) = main else {
            return Err(OoxmlError::NotOoxml("it has no main part".to_owned()));
        };
        let content_type = self.content_type(&main).unwrap_or_default();
        if content_type.contains("sheet.binary") {
            return Err(OoxmlError::NotOoxml(
                "it is a binary workbook (xlsb)".to_owned(),
            ));
        }
        let kind = match kind_of(content_type) {
            Some(kind) => kind,
            None => self.kind_of_root(&main)?,
        };
        self.strict = self.relationships("/").iter().any(|relationship| {
            relationship.is("officeDocument")
                && relationship.rel_type.starts_with("http://purl.oclc.org/")
        });
        (self.kind, self.main) = (kind, main);
        Ok(())
    }

    /// The kind of a package whose content types do not tell.
    fn kind_of_root(&mut self, main: &str) -> Result<PackageKind, OoxmlError> {
        let root = self.root(main)?;
        match self.dom.name_of(root) {
            Some("w:document") => Ok(PackageKind::Word),
            Some("workbook") => Ok(PackageKind::Sheet),
            Some("p:presentation") => Ok(PackageKind::Slides),
            name => Err(OoxmlError::NotOoxml(format!(
                "its main part is {}",
                name.unwrap_or_default()
            ))),
        }
    }
}

/// The kind that a content type tells, macro-enabled files and templates included.
fn kind_of(content_type: &str) -> Option<PackageKind> {
    let has = |words: [&str; 2]| words.iter().any(|word| content_type.contains(word));
    if has(["wordprocessingml", "vnd.ms-word"]) {
        Some(PackageKind::Word)
    } else if has(["spreadsheetml", "vnd.ms-excel"]) {
        Some(PackageKind::Sheet)
    } else if has(["presentationml", "vnd.ms-powerpoint"]) {
        Some(PackageKind::Slides)
    } else {
        None
    }
}
