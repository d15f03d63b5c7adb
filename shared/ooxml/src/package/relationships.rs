//! Relationships of parts (ECMA-376 part 2, 6.5): read when the package is opened, patched in place.

use std::collections::HashSet;

use super::names::{key, percent_decoded, relationships_part, relative, resolve};
use super::{Package, Part};
use crate::dom::{Dom, NodeId};

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";
const EMPTY: &str =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";

/// One relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// The identifier by which the part's tree refers to it.
    pub id: String,
    /// The type, a URI.
    pub rel_type: String,
    /// The target as it is written.
    pub target: String,
    /// The target is outside of the package (a URL).
    pub external: bool,
    /// The part that an internal target means, whether it exists or not.
    pub part: Option<String>,
}

impl Relationship {
    /// Whether the type ends in this word (`styles`, `image`), which is so in transitional and strict files.
    #[must_use]
    pub fn is(&self, type_suffix: &str) -> bool {
        self.rel_type == type_suffix
            || self
                .rel_type
                .strip_suffix(type_suffix)
                .is_some_and(|base| base.ends_with('/'))
    }
}

/// The relationships of one part.
#[derive(Debug)]
pub(super) struct Relationships {
    pub root: NodeId,
    pub list: Vec<Relationship>,
}

impl Relationships {
    pub fn read(dom: &Dom, root: NodeId, source: &str) -> Self {
        let list = dom
            .elements(root, "Relationship")
            .filter_map(|node| {
                let target = dom.attr(node, "Target")?.to_owned();
                let external = dom
                    .attr(node, "TargetMode")
                    .is_some_and(|mode| mode.eq_ignore_ascii_case("External"));
                Some(Relationship {
                    id: dom.attr(node, "Id")?.to_owned(),
                    rel_type: dom.attr(node, "Type")?.to_owned(),
                    part: (!external).then(|| resolve(source, &target)),
                    target,
                    external,
                })
            })
            .collect();
        Self { root, list }
    }
}

/// A relationship that waits for the part that will mention it.
#[derive(Debug)]
pub(super) struct Pending {
    id: String,
    rel_type: String,
    target: String,
    external: bool,
}

impl Package {
    /// The relationships of a part, in the order of the file; those of the package itself for `""` or `"/"`.
    #[must_use]
    pub fn relationships(&self, part: &str) -> &[Relationship] {
        self.relationships
            .get(&key(part))
            .map_or(&[], |relationships| &relationships.list)
    }

    /// The relationship of a part with this identifier.
    #[must_use]
    pub fn relationship(&self, part: &str, id: &str) -> Option<&Relationship> {
        self.relationships(part)
            .iter()
            .find(|relationship| relationship.id == id)
    }

    /// The existing part that `part` is related to by a type that ends in `type_suffix` (`styles`, `numbering`).
    #[must_use]
    pub fn related(&self, part: &str, type_suffix: &str) -> Option<String> {
        let mut of_type = self
            .relationships(part)
            .iter()
            .filter(|relationship| relationship.is(type_suffix));
        of_type.find_map(|relationship| self.target_part(relationship))
    }

    /// The existing part with this relationship identifier, in the package's own spelling.
    #[must_use]
    pub fn related_by_id(&self, part: &str, id: &str) -> Option<String> {
        self.relationship(part, id)
            .and_then(|relationship| self.target_part(relationship))
    }

    fn target_part(&self, relationship: &Relationship) -> Option<String> {
        let name = relationship.part.as_deref()?;
        let found = self
            .find(name)
            .or_else(|| self.find(&percent_decoded(name)?))?;
        Some(found.name.clone())
    }

    /// Relates a part (`""` or `"/"`: the package) to a target and answers the identifier, which no other
    /// relationship of the package has. A relationship that is there already is used again.
    ///
    /// `rel_type` is a URI, or its last word (`image`) for those of ECMA-376 part 1. An internal `target` is a part
    /// name (`/word/media/image1.png`); it is written relative to the part.
    pub fn add_relationship(
        &mut self,
        part: &str,
        rel_type: &str,
        target: &str,
        external: bool,
    ) -> String {
        let rel_type = self.full_type(rel_type);
        let same = self.relationships(part).iter().find(|relationship| {
            relationship.rel_type == rel_type
                && relationship.external == external
                && if external {
                    relationship.target == target
                } else {
                    relationship
                        .part
                        .as_deref()
                        .is_some_and(|part| key(part) == key(target))
                }
        });
        if let Some(same) = same {
            return same.id.clone();
        }
        let id = self.next_id();
        self.put_relationship(part, &id, &rel_type, target, external);
        id
    }

    /// Makes an identifier for a relationship of a part that is not known yet: when the package is saved, it is added
    /// to every part whose tree mentions the identifier in an attribute of the relationships namespace (`r:id`,
    /// `r:embed`) or as `o:relid`.
    pub fn pending_relationship(&mut self, rel_type: &str, target: &str, external: bool) -> String {
        let rel_type = self.full_type(rel_type);
        let same = self.pending.iter().find(|pending| {
            pending.rel_type == rel_type && pending.target == target && pending.external == external
        });
        if let Some(same) = same {
            return same.id.clone();
        }
        let id = self.next_id();
        self.pending.push(Pending {
            id: id.clone(),
            rel_type,
            target: target.to_owned(),
            external,
        });
        id
    }

    /// Target of a relationship that waits for its part, and whether it is outside of the package.
    #[must_use]
    pub fn pending_target(&self, id: &str) -> Option<(&str, bool)> {
        let found = self.pending.iter().find(|pending| pending.id == id)?;
        Some((&found.target, found.external))
    }

    /// Takes a relationship away; `false` when there is none with this identifier.
    pub fn remove_relationship(&mut self, part: &str, id: &str) -> bool {
        let Some(relationships) = self.relationships.get_mut(&key(part)) else {
            return false;
        };
        let before = relationships.list.len();
        relationships
            .list
            .retain(|relationship| relationship.id != id);
        let found = self
            .dom
            .elements(relationships.root, "Relationship")
            .find(|node| self.dom.attr(*node, "Id") == Some(id));
        if let Some(node) = found {
            self.dom.detach(node);
        }
        relationships.list.len() != before
    }

    fn full_type(&self, rel_type: &str) -> String {
        if rel_type.contains(':') {
            rel_type.to_owned()
        } else {
            format!(
                "{}{rel_type}",
                if self.strict { STRICT } else { TRANSITIONAL }
            )
        }
    }

    fn next_id(&mut self) -> String {
        self.last_id += 1;
        format!("rId{}", self.last_id)
    }

    /// Notes the number of an identifier that the package uses.
    pub(super) fn note_id(&mut self, id: &str) {
        let number = id
            .get(..3)
            .filter(|head| head.eq_ignore_ascii_case("rid"))
            .and_then(|_| id.get(3..)?.parse().ok());
        self.last_id = self
            .last_id
            .max(number.filter(|number| *number < u32::MAX / 2).unwrap_or(0));
    }

    fn put_relationship(
        &mut self,
        part: &str,
        id: &str,
        rel_type: &str,
        target: &str,
        external: bool,
    ) {
        let source = if part.is_empty() { "/" } else { part };
        if !self.relationships.contains_key(&key(source)) {
            let root = self.dom.fragment(EMPTY);
            let spelled = self
                .find(source)
                .map_or_else(|| source.to_owned(), |part| part.name.clone());
            let name = relationships_part(&spelled);
            self.put_part(Part::tree(&name, root));
            self.content_types
                .set_default(&mut self.dom, "rels", CONTENT_TYPE);
            self.relationships.insert(
                key(source),
                Relationships {
                    root,
                    list: Vec::new(),
                },
            );
        }
        let Some(relationships) = self.relationships.get_mut(&key(source)) else {
            return;
        };
        let target = if external || !target.starts_with('/') {
            target.to_owned()
        } else {
            relative(source, target)
        };
        let node = self.dom.element_with(
            "Relationship",
            &[("Id", id), ("Type", rel_type), ("Target", &target)],
        );
        if external {
            self.dom.set_attr(node, "TargetMode", "External");
        }
        self.dom.append(relationships.root, node);
        relationships.list.push(Relationship {
            id: id.to_owned(),
            rel_type: rel_type.to_owned(),
            part: (!external).then(|| resolve(source, &target)),
            target,
            external,
        });
    }

    /// Gives every changed part the pending relationships that it mentions.
    pub(super) fn place_pending(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let waiting: HashSet<&str> = self
            .pending
            .iter()
            .map(|pending| pending.id.as_str())
            .collect();
        let mut wanted: Vec<(String, String)> = Vec::new();
        for part in &self.parts {
            let Some(root) = part.root.filter(|root| self.dom.is_dirty(*root)) else {
                continue;
            };
            let mut mentioned: HashSet<&str> = HashSet::new();
            for node in std::iter::once(root).chain(self.dom.descendants(root)) {
                for (name, value) in self.dom.attributes(node) {
                    if (name.starts_with("r:") || name == "o:relid") && waiting.contains(value) {
                        mentioned.insert(value);
                    }
                }
            }
            // In the order in which they were made, so that the same script gives the same bytes.
            let of_part = self
                .pending
                .iter()
                .filter(|pending| mentioned.contains(pending.id.as_str()));
            wanted.extend(of_part.map(|pending| (part.name.clone(), pending.id.clone())));
        }
        for (part, id) in wanted {
            if self.relationship(&part, &id).is_some() {
                continue;
            }
            let Some(pending) = self.pending.iter().find(|pending| pending.id == id) else {
                continue;
            };
            let (rel_type, target, external) = (
                pending.rel_type.clone(),
                pending.target.clone(),
                pending.external,
            );
            self.put_relationship(&part, &id, &rel_type, &target, external);
        }
    }

    /// Takes relationships away that lead to a part which is not there, unless the part that has them mentions them:
    /// those stand for something in it (a picture that was lost). Strict readers refuse a package for either kind,
    /// and templates in wide use have the first (a `webSettings` that nobody wrote).
    pub(super) fn drop_dangling(&mut self) {
        let is_dangling = |one: &&Relationship| !one.external && self.target_part(one).is_none();
        let dangling: Vec<(String, Vec<String>)> = self
            .relationships
            .iter()
            .map(|(source, relationships)| {
                let ids = relationships.list.iter().filter(is_dangling);
                (source.clone(), ids.map(|one| one.id.clone()).collect())
            })
            .filter(|(_, ids): &(_, Vec<_>)| !ids.is_empty())
            .collect();
        for (source, mut ids) in dangling {
            if self.has_part(&source) {
                let Ok(root) = self.root(&source) else {
                    continue;
                };
                for node in std::iter::once(root).chain(self.dom.descendants(root)) {
                    for (_, value) in self.dom.attributes(node) {
                        ids.retain(|id| id != value);
                    }
                }
            }
            for id in ids {
                self.remove_relationship(&source, &id);
            }
        }
    }
}
