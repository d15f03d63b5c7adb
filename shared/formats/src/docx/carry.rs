//! What editors know and WordprocessingML has no place for: kept as JSON in a custom XML part of the package
//! (ISO/IEC 29500-1, 15.2.5), and tied to the text by hidden bookmarks, which Word and others keep and do not show.

use std::collections::HashMap;

use serde_json::Value;
use spindle_ooxml::dom::escape::escape_text;
use spindle_ooxml::{NodeId, Package};

/// The namespace of the part.
pub(super) const NAMESPACE: &str = "urn:spindle:carried";

/// Bookmarks that begin so are not places to link to.
pub(super) const PREFIX: &str = "_Spindle";

/// What a bookmark ties its value to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// The paragraph that it begins.
    Paragraph,
    /// What it encloses.
    Range,
    /// The row of the table whose first cell it begins.
    Row,
}

impl Tie {
    fn letter(self) -> char {
        match self {
            Self::Paragraph => 'P',
            Self::Range => 'R',
            Self::Row => 'T',
        }
    }
}

/// The values of a package that was read.
#[derive(Debug, Default)]
pub(super) struct Carried {
    values: HashMap<u32, Value>,
}

impl Carried {
    /// Reads the part, where the package has one; what is broken in it counts as not there.
    pub fn read(package: &mut Package) -> Self {
        let Some((_, root)) = find(package) else {
            return Self::default();
        };
        let dom = &package.dom;
        let values = dom.child_elements(root).filter_map(|item| {
            let id = dom.attr(item, "id")?.parse().ok()?;
            Some((id, serde_json::from_str(&dom.text_cow(item)).ok()?))
        });
        Self {
            values: values.collect(),
        }
    }

    /// What a bookmark of this name ties to its text; `None` for the bookmarks of others.
    pub fn get(&self, bookmark: &str) -> Option<(Tie, &Value)> {
        let mut rest = bookmark.strip_prefix(PREFIX)?.chars();
        let tie = match rest.next()? {
            'P' => Tie::Paragraph,
            'R' => Tie::Range,
            'T' => Tie::Row,
            _ => return None,
        };
        Some((tie, self.values.get(&rest.as_str().parse().ok()?)?))
    }

    fn last(&self) -> u32 {
        self.values.keys().copied().max().unwrap_or(0)
    }
}

/// The part with the values and its root.
pub(super) fn find(package: &mut Package) -> Option<(String, NodeId)> {
    let main = package.main_part().to_owned();
    let parts: Vec<String> = package
        .relationships(&main)
        .iter()
        .filter(|relationship| relationship.is("customXml"))
        .filter_map(|relationship| package.related_by_id(&main, &relationship.id))
        .collect();
    parts.into_iter().find_map(|part| {
        let root = package.root(&part).ok()?;
        (package.dom.namespace(root) == Some(NAMESPACE)).then_some((part, root))
    })
}

/// The values of a package that is written.
#[derive(Debug, Default)]
pub(super) struct Carrier {
    last: u32,
    items: String,
}

impl Carrier {
    /// Goes on after the values that are there.
    pub fn after(carried: &Carried) -> Self {
        Self {
            last: carried.last(),
            items: String::new(),
        }
    }

    /// Keeps a value and answers the name of its bookmark.
    pub fn add(&mut self, tie: Tie, value: &Value) -> String {
        self.last = self.last.saturating_add(1);
        self.items.push_str(&format!(
            "<item id=\"{}\">{}</item>",
            self.last,
            escape_text(&value.to_string())
        ));
        format!("{PREFIX}{}{}", tie.letter(), self.last)
    }

    /// Puts what was kept into the package.
    pub fn finish(self, package: &mut Package) {
        if self.items.is_empty() {
            return;
        }
        let xml = format!("<carried xmlns=\"{NAMESPACE}\">{}</carried>", self.items);
        if let Some((_, root)) = find(package) {
            if let Ok(more) = package.dom.try_fragment(&xml) {
                for item in package.dom.child_ids(more) {
                    package.dom.append(root, item);
                }
            }
            return;
        }
        let main = package.main_part().to_owned();
        let part = package.free_name("/customXml/item", ".xml");
        package.set_part(&part, "application/xml", xml.into_bytes());
        package.add_relationship(&main, "customXml", &part, false);
    }
}
