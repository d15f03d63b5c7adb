//! Bookmarks: names for stretches of text (ISO/IEC 29500-1, 17.13.6).

use super::props::number;
use super::{TextDocument, span};
use crate::dom::{Dom, NodeId};

impl TextDocument {
    /// The starts of all bookmarks below the body; those that Word makes for itself (`_...`) are left out.
    #[must_use]
    pub fn bookmarks(&self) -> Vec<NodeId> {
        let dom = self.dom();
        let starts = dom
            .descendants(self.body())
            .filter(|node| dom.is(*node, "w:bookmarkStart"));
        starts
            .filter(|node| {
                dom.attr(*node, "w:name")
                    .is_some_and(|name| !name.starts_with('_'))
            })
            .collect()
    }

    /// The start of the bookmark with this name.
    #[must_use]
    pub fn bookmark(&self, name: &str) -> Option<NodeId> {
        self.bookmarks()
            .into_iter()
            .find(|node| self.dom().attr(*node, "w:name") == Some(name))
    }

    fn bookmark_end(&self, start: NodeId) -> Option<NodeId> {
        let dom = self.dom();
        let id = dom.attr(start, "w:id")?;
        dom.descendants(dom.root_of(start))
            .find(|node| dom.is(*node, "w:bookmarkEnd") && dom.attr(*node, "w:id") == Some(id))
    }

    /// The stretch of the body that a bookmark names.
    #[must_use]
    pub fn bookmark_span(&self, start: NodeId) -> Option<(usize, usize)> {
        let dom = self.dom();
        let from = span::offset_of(dom, self.body(), start)?;
        let to = self
            .bookmark_end(start)
            .and_then(|end| span::offset_of(dom, self.body(), end))
            .unwrap_or(from);
        Some((from, to.max(from)))
    }

    /// Names the text of a stretch; a bookmark of that name moves there. `false` when there is no text.
    pub fn add_bookmark(&mut self, container: NodeId, from: usize, to: usize, name: &str) -> bool {
        let runs = span::isolate(self.dom_mut(), container, from, to);
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            return false;
        };
        if let Some(old) = self.bookmark(name) {
            self.remove_bookmark(old);
        }
        let body = self.body();
        let dom = self.dom_mut();
        let id = free_id(dom, dom.root_of(body)).to_string();
        let start = dom.element("w:bookmarkStart");
        dom.set_attr(start, "w:id", &id);
        dom.set_attr(start, "w:name", name);
        let end = dom.element("w:bookmarkEnd");
        dom.set_attr(end, "w:id", &id);
        dom.insert_before(start, *first);
        dom.insert_after(end, *last)
    }

    /// Takes a bookmark away; its text stays.
    pub fn remove_bookmark(&mut self, start: NodeId) -> bool {
        if let Some(end) = self.bookmark_end(start) {
            self.dom_mut().detach(end);
        }
        self.dom_mut().detach(start)
    }
}

fn free_id(dom: &Dom, root: NodeId) -> i64 {
    let used = dom
        .descendants(root)
        .filter(|node| dom.is(*node, "w:bookmarkStart"))
        .filter_map(|node| number(dom, node, "w:id"));
    used.max().map_or(0, |id| id.saturating_add(1))
}
