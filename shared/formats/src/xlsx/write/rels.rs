//! Relationships (ECMA-376 Part 2, 6.5).

use super::{HEAD, REL};
use crate::xlsx::chars::push_attribute;

/// The relationships of a part that is written.
#[derive(Debug, Default)]
pub(super) struct Rels {
    entries: String,
    count: usize,
}

impl Rels {
    /// Adds one to a part, by the last word of its type; answers its identifier.
    pub(super) fn add_part(&mut self, kind: &str, target: &str) -> String {
        self.add(&format!("{REL}/{kind}"), target, false)
    }

    /// Adds one by its whole type; answers its identifier.
    pub(super) fn add(&mut self, kind: &str, target: &str, external: bool) -> String {
        self.count += 1;
        let id = format!("rId{}", self.count);
        self.entries.push_str("<Relationship Id=\"");
        self.entries.push_str(&id);
        self.entries.push_str("\" Type=\"");
        self.entries.push_str(kind);
        self.entries.push_str("\" Target=\"");
        push_attribute(&mut self.entries, target);
        if external {
            self.entries.push_str("\" TargetMode=\"External");
        }
        self.entries.push_str("\"/>");
        id
    }

    /// The identifier that the next one will have.
    pub(super) fn next_id(&self, further: usize) -> String {
        format!("rId{}", self.count + 1 + further)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The part.
    pub(super) fn finish(&self) -> String {
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
            self.entries
        )
    }
}
