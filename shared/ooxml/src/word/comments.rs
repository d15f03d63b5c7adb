//! Comments (`word/comments.xml`, ISO/IEC 29500-1, 17.13.4), their replies and whether they are solved
//! (`commentsExtended.xml`, [MS-DOCX] 2.5.3), and who wrote them (`people.xml`).
//!
//! A comment without a place in the text is one of the whole document. ISO/IEC 29500 has none of these; they go to parts of
//! their own, those in which other editors of this kind look for them.

mod people;

use super::side_part::SidePart;
use super::{TextDocument, inline, props, span};
use crate::OoxmlError;
use crate::dom::{Dom, NodeId};

macro_rules! wordprocessing {
    ($name:literal) => {
        concat!(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.",
            $name,
            "+xml"
        )
    };
}

const COMMENTS: SidePart = SidePart {
    file: "comments",
    relationship: "comments",
    content_type: wordprocessing!("comments"),
    xml: "<w:comments/>",
};
const EXTENDED: SidePart = SidePart {
    file: "commentsExtended",
    relationship: "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    content_type: wordprocessing!("commentsExtended"),
    xml: "<w15:commentsEx/>",
};
const OF_DOCUMENT: SidePart = SidePart {
    file: "commentsDocument",
    relationship: "http://schemas.onlyoffice.com/commentsDocument",
    content_type: wordprocessing!("comments"),
    xml: "<w:comments/>",
};
const EXTENDED_OF_DOCUMENT: SidePart = SidePart {
    file: "commentsExtendedDocument",
    relationship: "http://schemas.onlyoffice.com/commentsExtendedDocument",
    content_type: wordprocessing!("commentsExtended"),
    xml: "<w15:commentsEx/>",
};
/// The elements that mark a comment's place: start, end, and the run that refers to it.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    start: Option<NodeId>,
    end: Option<NodeId>,
    reference: Option<NodeId>,
}

fn part_id(dom: &Dom, comment: NodeId) -> Option<String> {
    let last = dom.elements(comment, "w:p").last()?;
    dom.attr(last, "w14:paraId").map(str::to_owned)
}

impl TextDocument {
    /// All comments that are no replies: those of the text in the order in which their places end, then those of the
    /// whole document.
    ///
    /// # Errors
    /// A part is broken.
    pub fn comments(&mut self) -> Result<Vec<NodeId>, OoxmlError> {
        let mut found = self.comments_in(&COMMENTS)?;
        let mut order = std::collections::HashMap::new();
        let roots = self.stories();
        let dom = self.dom();
        let ends = roots
            .iter()
            .flat_map(|root| dom.descendants(*root))
            .filter(|node| dom.is(*node, "w:commentRangeEnd"));
        for (index, end) in ends.enumerate() {
            if let Some(id) = dom.attr(end, "w:id") {
                order.insert(id.to_owned(), index);
            }
        }
        found.retain(|comment| {
            dom.attr(*comment, "w:id")
                .is_some_and(|id| order.contains_key(id))
        });
        found.sort_by_key(|comment| {
            dom.attr(*comment, "w:id")
                .and_then(|id| order.get(id))
                .copied()
        });
        let mut whole = self.comments_in(&OF_DOCUMENT)?;
        whole.reverse();
        found.extend(whole);
        Ok(found)
    }

    fn comments_in(&mut self, part: &SidePart) -> Result<Vec<NodeId>, OoxmlError> {
        let Some(root) = self.side_part(part)? else {
            return Ok(Vec::new());
        };
        let all: Vec<NodeId> = self.dom().elements(root, "w:comment").collect();
        let mut found = Vec::with_capacity(all.len());
        for comment in all {
            let entry = self.extension(comment)?;
            if entry.is_none_or(|entry| self.dom().attr(entry, "w15:paraIdParent").is_none()) {
                found.push(comment);
            }
        }
        Ok(found)
    }

    /// The roots of the parts that text stands in: the body, headers and footers.
    fn stories(&self) -> Vec<NodeId> {
        let main = self.package.main_part();
        let mut found = vec![self.body()];
        for relationship in self.package.relationships(main) {
            if relationship.is("header") || relationship.is("footer") {
                let root = relationship
                    .part
                    .as_deref()
                    .and_then(|part| self.package.parsed_root(part));
                found.extend(root);
            }
        }
        found
    }

    fn is_of_document(&mut self, comment: NodeId) -> Result<bool, OoxmlError> {
        let root = self.side_part(&OF_DOCUMENT)?;
        Ok(root.is_some() && self.dom().parent(comment) == root)
    }

    /// The comment's `w15:commentEx`, when there is one.
    fn extension(&mut self, comment: NodeId) -> Result<Option<NodeId>, OoxmlError> {
        let part = if self.is_of_document(comment)? {
            EXTENDED_OF_DOCUMENT
        } else {
            EXTENDED
        };
        let Some(root) = self.side_part(&part)? else {
            return Ok(None);
        };
        let dom = self.dom();
        let Some(id) = part_id(dom, comment) else {
            return Ok(None);
        };
        Ok(dom
            .elements(root, "w15:commentEx")
            .find(|entry| dom.attr(*entry, "w15:paraId") == Some(&id)))
    }

    fn ensure_extension(&mut self, comment: NodeId) -> Result<NodeId, OoxmlError> {
        if let Some(entry) = self.extension(comment)? {
            return Ok(entry);
        }
        let part = if self.is_of_document(comment)? {
            EXTENDED_OF_DOCUMENT
        } else {
            EXTENDED
        };
        let root = self.ensure_side_part(&part)?;
        let id = match part_id(self.dom(), comment) {
            Some(id) => id,
            None => {
                let id = self.free_para_id()?;
                let dom = self.dom_mut();
                if let Some(last) = dom.elements(comment, "w:p").last() {
                    dom.set_attr(last, "w14:paraId", &id);
                }
                id
            }
        };
        let dom = self.dom_mut();
        let entry = dom.element("w15:commentEx");
        dom.set_attr(entry, "w15:paraId", &id);
        dom.set_attr(entry, "w15:done", "0");
        dom.append(root, entry);
        Ok(entry)
    }

    /// A paragraph id that no comment has.
    fn free_para_id(&mut self) -> Result<String, OoxmlError> {
        let mut largest = 0_u32;
        for part in [&COMMENTS, &OF_DOCUMENT] {
            let Some(root) = self.side_part(part)? else {
                continue;
            };
            let dom = self.dom();
            for paragraph in dom.descendants(root).filter(|node| dom.is(*node, "w:p")) {
                let id = dom
                    .attr(paragraph, "w14:paraId")
                    .and_then(|id| u32::from_str_radix(id, 16).ok());
                largest = largest.max(id.unwrap_or(0));
            }
        }
        Ok(format!(
            "{:08X}",
            largest.saturating_add(1).min(0x7FFF_FFFE)
        ))
    }

    fn free_comment_id(&mut self) -> Result<i64, OoxmlError> {
        let mut largest = -1;
        for part in [&COMMENTS, &OF_DOCUMENT] {
            if let Some(root) = self.side_part(part)? {
                let dom = self.dom();
                let ids = dom
                    .elements(root, "w:comment")
                    .filter_map(|comment| props::number(dom, comment, "w:id"));
                largest = ids.max().unwrap_or(-1).max(largest);
            }
        }
        Ok(largest.saturating_add(1))
    }

    fn new_comment(&mut self, text: &str, author: &str) -> Result<NodeId, OoxmlError> {
        let id = self.free_comment_id()?.to_string();
        let comment = self.dom_mut().element("w:comment");
        let dom = self.dom_mut();
        dom.set_attr(comment, "w:id", &id);
        dom.set_attr(comment, "w:author", author);
        self.set_comment_text(comment, text)?;
        Ok(comment)
    }

    /// Adds a comment on the runs and answers it; without any it is one of the whole document. The part lists the newest
    /// first, as other editors of this kind do.
    ///
    /// # Errors
    /// A part is broken.
    pub fn add_comment(
        &mut self,
        first: Option<NodeId>,
        last: Option<NodeId>,
        text: &str,
        author: &str,
    ) -> Result<NodeId, OoxmlError> {
        let comment = self.new_comment(text, author)?;
        let (Some(first), Some(last)) = (first, last) else {
            let root = self.ensure_side_part(&OF_DOCUMENT)?;
            self.dom_mut().prepend(root, comment);
            self.ensure_extension(comment)?;
            return Ok(comment);
        };
        let root = self.ensure_side_part(&COMMENTS)?;
        let dom = self.dom_mut();
        dom.prepend(root, comment);
        let id = dom.attr(comment, "w:id").unwrap_or_default().to_owned();
        mark(dom, &id, first, last);
        self.ensure_extension(comment)?;
        Ok(comment)
    }

    fn marks(&self, comment: NodeId) -> Marks {
        let dom = self.dom();
        let Some(id) = dom.attr(comment, "w:id") else {
            return Marks::default();
        };
        let mut marks = Marks::default();
        for root in self.stories() {
            for node in dom.descendants(root) {
                let place = match dom.name_of(node) {
                    Some("w:commentRangeStart") => &mut marks.start,
                    Some("w:commentRangeEnd") => &mut marks.end,
                    Some("w:commentReference") => &mut marks.reference,
                    _ => continue,
                };
                if dom.attr(node, "w:id") == Some(id) {
                    *place = Some(node);
                }
            }
        }
        marks
    }

    /// The replies to a comment, oldest first.
    ///
    /// # Errors
    /// A part is broken.
    pub fn replies(&mut self, comment: NodeId) -> Result<Vec<NodeId>, OoxmlError> {
        let dom = self.dom();
        let (Some(id), Some(root)) = (part_id(dom, comment), dom.parent(comment)) else {
            return Ok(Vec::new());
        };
        let all: Vec<NodeId> = dom.elements(root, "w:comment").collect();
        let mut found = Vec::new();
        for candidate in all {
            if let Some(entry) = self.extension(candidate)?
                && self.dom().attr(entry, "w15:paraIdParent") == Some(&id)
            {
                found.push(candidate);
            }
        }
        Ok(found)
    }

    /// Adds a reply at `position` among the replies; beyond the last it comes last.
    ///
    /// # Errors
    /// A part is broken.
    pub fn add_reply(
        &mut self,
        comment: NodeId,
        position: usize,
        text: &str,
        author: &str,
    ) -> Result<NodeId, OoxmlError> {
        let parent_entry = self.ensure_extension(comment)?;
        let parent_id = self
            .dom()
            .attr(parent_entry, "w15:paraId")
            .unwrap_or_default()
            .to_owned();
        let replies = self.replies(comment)?;
        let reply = self.new_comment(text, author)?;
        let dom = self.dom_mut();
        let before = position
            .checked_sub(1)
            .map_or(Some(&comment), |index| replies.get(index))
            .or(replies.last())
            .copied()
            .unwrap_or(comment);
        dom.insert_after(reply, before);
        let entry = self.ensure_extension(reply)?;
        self.dom_mut()
            .set_attr(entry, "w15:paraIdParent", &parent_id);
        // Readers look for a reply where the comment is.
        let marks = self.marks(comment);
        let dom = self.dom_mut();
        let id = dom.attr(reply, "w:id").unwrap_or_default().to_owned();
        for (name, place) in [
            ("w:commentRangeStart", marks.start),
            ("w:commentRangeEnd", marks.end),
            ("w:commentReference", marks.reference),
        ] {
            if let Some(place) = place {
                let node = dom.element_with(name, &[("w:id", &id)]);
                dom.insert_after(node, place);
            }
        }
        Ok(reply)
    }

    /// Takes a comment or reply out, with its marks and its replies. `false` when it is out already.
    ///
    /// # Errors
    /// A part is broken.
    pub fn remove_comment(&mut self, comment: NodeId) -> Result<bool, OoxmlError> {
        if self.dom().parent(comment).is_none() {
            return Ok(false);
        }
        let mut gone = self.replies(comment)?;
        gone.push(comment);
        for node in gone {
            let entry = self.extension(node)?;
            let marks = self.marks(node);
            let dom = self.dom_mut();
            for mark in [marks.start, marks.end, entry].into_iter().flatten() {
                dom.detach(mark);
            }
            if let Some(reference) = marks.reference {
                let run = dom.parent(reference);
                dom.detach(reference);
                if let Some(run) =
                    run.filter(|run| dom.child_elements(*run).all(|child| dom.is(child, "w:rPr")))
                {
                    dom.detach(run);
                }
            }
            dom.detach(node);
        }
        Ok(true)
    }

    /// The text of a comment; its paragraphs are lines.
    #[must_use]
    pub fn comment_text(&self, comment: NodeId) -> String {
        let dom = self.dom();
        let lines = dom
            .elements(comment, "w:p")
            .map(|paragraph| inline::text(dom, paragraph, &inline::Separators::default()));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Replaces the text of a comment; line ends begin paragraphs.
    ///
    /// # Errors
    /// A part is broken.
    pub fn set_comment_text(&mut self, comment: NodeId, text: &str) -> Result<(), OoxmlError> {
        let id = match part_id(self.dom(), comment) {
            Some(id) => id,
            None => self.free_para_id()?,
        };
        let dom = self.dom_mut();
        dom.clear(comment);
        let text = text.replace("\r\n", "\n");
        for line in text.split(['\n', '\r']) {
            let paragraph = dom.element("w:p");
            let run = dom.element("w:r");
            let t = dom.element_with("w:t", &[("xml:space", "preserve")]);
            dom.set_text(t, line);
            dom.append(run, t);
            dom.append(paragraph, run);
            dom.append(comment, paragraph);
        }
        if let Some(last) = dom.elements(comment, "w:p").last() {
            dom.set_attr(last, "w14:paraId", &id);
        }
        Ok(())
    }

    /// Whether a comment is solved.
    ///
    /// # Errors
    /// A part is broken.
    pub fn comment_solved(&mut self, comment: NodeId) -> Result<bool, OoxmlError> {
        let entry = self.extension(comment)?;
        Ok(entry
            .is_some_and(|entry| matches!(self.dom().attr(entry, "w15:done"), Some("1" | "true"))))
    }

    /// Says whether a comment is solved.
    ///
    /// # Errors
    /// A part is broken.
    pub fn set_comment_solved(&mut self, comment: NodeId, solved: bool) -> Result<(), OoxmlError> {
        let entry = self.ensure_extension(comment)?;
        self.dom_mut()
            .set_attr(entry, "w15:done", if solved { "1" } else { "0" });
        Ok(())
    }

    /// What a comment is about: the container, and the stretch of it. `None` for one of the whole document.
    #[must_use]
    pub fn comment_span(&self, comment: NodeId) -> Option<(NodeId, usize, usize)> {
        let marks = self.marks(comment);
        let dom = self.dom();
        let start = marks.start?;
        let story = super::caret::story(dom, start);
        let from = span::offset_of(dom, story, start)?;
        let to = span::offset_of(dom, story, marks.end?)?;
        Some((story, from, to.max(from)))
    }
}

/// Puts the marks of a comment around elements of one or two paragraphs.
fn mark(dom: &mut Dom, id: &str, first: NodeId, last: NodeId) {
    let start = dom.element_with("w:commentRangeStart", &[("w:id", id)]);
    if dom.is(first, "w:p") {
        // Scripts of the original find a run without text before the mark at either end of a paragraph; at the start it is
        // the run that was the first.
        match inline::elements(dom, first).first().copied() {
            Some(run) if dom.is(run, "w:r") && dom.parent(run) == Some(first) => {
                if inline::own_children(dom, run).any(|child| !dom.is(child, "w:rPr")) {
                    inline::hand_over(dom, run);
                }
                dom.insert_after(start, run);
            }
            _ => {
                match dom.child(first, "w:pPr") {
                    Some(properties) => dom.insert_after(start, properties),
                    None => dom.prepend(first, start),
                };
                let run = dom.element("w:r");
                dom.insert_before(run, start);
            }
        }
    } else {
        dom.insert_before(start, first);
    }
    let end = dom.element_with("w:commentRangeEnd", &[("w:id", id)]);
    if dom.is(last, "w:p") {
        let run = dom.element("w:r");
        dom.append(last, run);
        dom.append(last, end);
    } else {
        dom.insert_after(end, last);
    }
    let run = dom.element("w:r");
    let reference = dom.element_with("w:commentReference", &[("w:id", id)]);
    dom.append(run, reference);
    dom.insert_after(run, end);
}
