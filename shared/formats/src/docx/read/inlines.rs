//! What stands in a paragraph: runs and what wraps them.

use std::sync::Arc;

use spindle_model::document::{Change, ChangeKind, Inline, InlineKind, Link, TextFormat};
use spindle_ooxml::NodeId;

use super::Reading;
use super::carried::apply_to_range;
use super::line::Line;
use super::values::val;
use crate::docx::carry::{PREFIX, Tie};
use crate::docx::styles::{InlineRole, inline_role_of_name};

/// What the elements around a run say of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    pub change: Option<Arc<Change>>,
    pub link: Option<Arc<Link>>,
    pub rtl: Option<bool>,
}

impl<'p> Reading<'p> {
    /// Reads the children of a paragraph, or of what stands in one and wraps runs.
    pub(super) fn children(&mut self, node: NodeId, line: &mut Line, around: &Around) {
        let dom = self.dom;
        for child in dom.child_elements(node) {
            match dom.name_of(child).unwrap_or_default() {
                "w:r" => self.run(child, line, around),
                "w:hyperlink" => {
                    let link = self.hyperlink(child);
                    let around = Around {
                        link: link.or_else(|| around.link.clone()),
                        ..around.clone()
                    };
                    self.children(child, line, &around);
                }
                "w:ins" | "w:moveTo" => self.changed(child, line, around, ChangeKind::Inserted),
                "w:del" | "w:moveFrom" => self.changed(child, line, around, ChangeKind::Deleted),
                "w:sdt" => self.inline_sdt(child, line, around),
                "w:smartTag" | "w:customXml" => self.children(child, line, around),
                "w:dir" | "w:bdo" => {
                    let around = Around {
                        rtl: val(dom, child).map(|direction| direction == "rtl"),
                        ..around.clone()
                    };
                    self.children(child, line, &around);
                }
                "w:fldSimple" => self.simple_field(child, line, around),
                "w:bookmarkStart" => self.bookmark(child, line),
                "w:bookmarkEnd" => self.bookmark_end(child, line),
                "w:commentRangeStart" => {
                    line.bar();
                    self.open_comment(child);
                }
                "w:commentRangeEnd" => self.close_comment(child),
                "m:oMath" | "m:oMathPara" => {
                    let latex = crate::docx::math::latex(dom, child);
                    let format = self.format(None, around);
                    line.push(InlineKind::Formula(latex), &format);
                }
                "mc:AlternateContent" => {
                    if let Some(branch) = self.branch(child) {
                        self.children(branch, line, around);
                    }
                }
                "w:subDoc" => self.warn("subdocument-skipped", "a subdocument is not read"),
                _ => {}
            }
        }
    }

    fn changed(&mut self, node: NodeId, line: &mut Line, around: &Around, kind: ChangeKind) {
        let dom = self.dom;
        // What was put in and taken out again is taken out.
        let outer_deletes = around
            .change
            .as_ref()
            .is_some_and(|change| change.kind == ChangeKind::Deleted);
        let change = if outer_deletes {
            around.change.clone()
        } else {
            Some(Arc::new(Change {
                kind,
                author: dom.attr(node, "w:author").unwrap_or_default().to_owned(),
                date: dom.attr(node, "w:date").map(str::to_owned),
            }))
        };
        let around = Around {
            change,
            ..around.clone()
        };
        self.children(node, line, &around);
    }

    fn inline_sdt(&mut self, node: NodeId, line: &mut Line, around: &Around) {
        let dom = self.dom;
        let checkbox = dom
            .child(node, "w:sdtPr")
            .and_then(|properties| dom.child(properties, "w14:checkbox"));
        if let Some(checkbox) = checkbox
            && line.item
            && line.checked.is_none()
            && line
                .inlines
                .iter()
                .all(|inline| matches!(inline.kind, InlineKind::Bookmark(_)))
        {
            let checked = dom
                .child(checkbox, "w14:checked")
                .and_then(|node| dom.attr(node, "w14:val"));
            line.checked = Some(matches!(checked, Some("1" | "true" | "on")));
            line.skip_space = true;
            return;
        }
        if let Some(content) = dom.child(node, "w:sdtContent") {
            self.children(content, line, around);
        }
    }

    fn hyperlink(&mut self, node: NodeId) -> Option<Arc<Link>> {
        let dom = self.dom;
        let mut href = dom
            .attr(node, "r:id")
            .and_then(|id| self.package.relationship(self.part, id))
            .map(|relationship| relationship.target.clone())
            .unwrap_or_default();
        if let Some(anchor) = dom
            .attr(node, "w:anchor")
            .filter(|anchor| !anchor.is_empty())
        {
            href.push('#');
            href.push_str(anchor);
        }
        if href.is_empty() {
            return None;
        }
        let title = dom
            .attr(node, "w:tooltip")
            .filter(|title| !title.is_empty());
        Some(Arc::new(Link {
            href,
            title: title.map(str::to_owned),
        }))
    }

    /// The name of a bookmark that links can name.
    pub(super) fn bookmark_name(&self, node: NodeId) -> Option<&'p str> {
        let name = self.dom.attr(node, "w:name")?;
        (!name.is_empty() && name != "_GoBack" && !name.starts_with(PREFIX)).then_some(name)
    }

    fn bookmark(&mut self, node: NodeId, line: &mut Line) {
        if let Some(name) = self.bookmark_name(node) {
            // A bookmark does not come between a mark and the space after it.
            let skip = line.skip_space;
            line.push(
                InlineKind::Bookmark(name.to_owned()),
                &TextFormat::default(),
            );
            line.skip_space = skip;
            return;
        }
        let dom = self.dom;
        let parts = self.parts;
        let carried = dom
            .attr(node, "w:name")
            .and_then(|name| parts.carried.get(name));
        match carried {
            Some((Tie::Paragraph, value)) => {
                line.item |= value.get("item").is_some();
                line.carried = Some(value.clone());
            }
            Some((Tie::Range, value)) => {
                if let Some(id) = dom.attr(node, "w:id") {
                    let start = line.bar();
                    line.ranges.push((id.to_owned(), start, value.clone()));
                }
            }
            Some((Tie::Row, _)) | None => {}
        }
    }

    fn bookmark_end(&mut self, node: NodeId, line: &mut Line) {
        let Some(id) = self.dom.attr(node, "w:id") else {
            return;
        };
        if let Some(place) = line.ranges.iter().rposition(|(known, ..)| known == id) {
            let (_, start, value) = line.ranges.remove(place);
            apply_to_range(&value, line, start);
            line.bar();
        }
    }

    /// The bookmarks that stood between paragraphs.
    pub(super) fn take_waiting(&mut self) -> Vec<Inline> {
        std::mem::take(&mut self.waiting_bookmarks)
            .into_iter()
            .map(|name| Inline::new(InlineKind::Bookmark(name.to_owned()), TextFormat::default()))
            .collect()
    }

    fn comment_index(&self, node: NodeId) -> Option<usize> {
        let id = self.dom.attr(node, "w:id")?;
        self.comments_by_id.get(id).copied()
    }

    pub(super) fn open_comment(&mut self, node: NodeId) {
        if let Some(index) = self.comment_index(node)
            && !self.open_comments.contains(&index)
            && self.open_comments.len() < MOST_OPEN_COMMENTS
        {
            self.open_comments.push(index);
            self.open_comments.sort_unstable();
        }
    }

    pub(super) fn close_comment(&mut self, node: NodeId) {
        if let Some(index) = self.comment_index(node) {
            self.open_comments.retain(|open| *open != index);
        }
    }

    /// A comment on a place: it is on what stands before it.
    pub(super) fn comment_mark(&mut self, node: NodeId, line: &mut Line) {
        let Some(index) = self.comment_index(node) else {
            return;
        };
        if self.ranged_comments().contains(&index) {
            return;
        }
        if let Some(last) = line.inlines.last_mut()
            && !last.format.comments.contains(&index)
        {
            last.format.comments.push(index);
            last.format.comments.sort_unstable();
            line.bar();
        }
    }

    /// The comments that have a range, found once.
    fn ranged_comments(&mut self) -> &std::collections::HashSet<usize> {
        if self.ranged.is_none() {
            let dom = self.dom;
            let found = self
                .parts
                .root
                .into_iter()
                .flat_map(|root| dom.descendants(root))
                .filter(|node| dom.is(*node, "w:commentRangeStart"))
                .filter_map(|node| self.comment_index(node))
                .collect();
            self.ranged = Some(found);
        }
        self.ranged.get_or_insert_default()
    }

    /// The format of a run with these properties.
    pub(super) fn format(&mut self, properties: Option<NodeId>, around: &Around) -> TextFormat {
        let dom = self.dom;
        let mut format = properties
            .map(|node| super::props::text_format(dom, node, &self.theme))
            .unwrap_or_default();
        if let Some(id) = format.style.take()
            && let Some(style) = self.styles.get(&id)
        {
            format.style.clone_from(&style.id);
            if style.inline.code {
                format.code = Some(true);
            }
            format.size = format.size.or(style.inline.size);
            // What the model says by other means, and the look of links, goes without saying.
            if let Some(known) = self.styles.resolved.get(&id)
                && (inline_role_of_name(&known.name) != InlineRole::default()
                    || is_mark(&known.name))
            {
                format.style = None;
            }
        }
        format.change.clone_from(&around.change);
        format.link = self.field_link().or_else(|| around.link.clone());
        format.rtl = format.rtl.or(around.rtl);
        format.comments.clone_from(&self.open_comments);
        format
    }
}

/// Comments that may be open at one place.
const MOST_OPEN_COMMENTS: usize = 64;

/// Whether a style is that of the marks of notes and comments, which needs no saying.
fn is_mark(name: &str) -> bool {
    [
        "footnote reference",
        "endnote reference",
        "annotation reference",
    ]
    .iter()
    .any(|known| name.eq_ignore_ascii_case(known))
}
