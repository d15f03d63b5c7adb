//! What stands in a paragraph: runs, and the elements around them.

use std::fmt::Write;
use std::sync::Arc;

use spindle_model::document::{Change, ChangeKind, Inline, InlineKind, Link};
use spindle_ooxml::dom::escape::escape_attribute;

use super::Writing;
use crate::docx::carry::{PREFIX, Tie};
use crate::docx::styles::StyleKey;

/// The elements that are open around runs.
#[derive(Default)]
struct Open {
    link: Option<Arc<Link>>,
    change: Option<Arc<Change>>,
}

impl Writing<'_> {
    /// Writes a line.
    pub(in crate::docx) fn inlines(&mut self, out: &mut String, inlines: &[Inline]) {
        let mut open = Open::default();
        for inline in inlines {
            let format = &inline.format;
            for index in &format.comments {
                if let Some(id) = self.comments.begins(*index) {
                    self.close(out, &mut open);
                    let _ = write!(out, "<w:commentRangeStart w:id=\"{id}\"/>");
                }
            }
            if let InlineKind::Bookmark(name) = &inline.kind {
                self.bookmark(out, name);
            } else {
                self.around(out, &mut open, format.link.as_ref(), format.change.as_ref());
                self.tied_run(out, inline);
            }
            for index in &format.comments {
                if let Some(id) = self.comments.ends(*index) {
                    self.close(out, &mut open);
                    let style = self.styles.id(&StyleKey::CommentReference);
                    let _ = write!(
                        out,
                        "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr>\
                         <w:commentReference w:id=\"{id}\"/></w:r>"
                    );
                }
            }
        }
        self.close(out, &mut open);
    }

    fn bookmark(&mut self, out: &mut String, name: &str) {
        if name.is_empty() || name.starts_with(PREFIX) {
            return;
        }
        let id = self.id();
        let _ = write!(
            out,
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/><w:bookmarkEnd w:id=\"{id}\"/>",
            escape_attribute(name)
        );
    }

    /// A run with what it cannot say tied to it.
    fn tied_run(&mut self, out: &mut String, inline: &Inline) {
        let mut run = String::new();
        let carried = self.run(&mut run, inline);
        if run.is_empty() {
            return;
        }
        if carried.is_empty() {
            out.push_str(&run);
            return;
        }
        let name = self
            .carrier
            .add(Tie::Range, &serde_json::Value::Object(carried));
        let id = self.id();
        let _ = write!(
            out,
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{run}<w:bookmarkEnd w:id=\"{id}\"/>"
        );
    }

    /// Opens what has to be around the next run, and closes what has not.
    fn around(
        &mut self,
        out: &mut String,
        open: &mut Open,
        link: Option<&Arc<Link>>,
        change: Option<&Arc<Change>>,
    ) {
        if open.link.as_ref() != link {
            self.close(out, open);
            if let Some(link) = link {
                let start = self.link_start(link);
                out.push_str(&start);
                open.link = Some(Arc::clone(link));
            }
        }
        if open.change.as_ref() != change {
            self.close_change(out, open);
            if let Some(change) = change {
                let name = if change.kind == ChangeKind::Deleted {
                    "del"
                } else {
                    "ins"
                };
                let id = self.id();
                let _ = write!(
                    out,
                    "<w:{name} w:id=\"{id}\" w:author=\"{}\"",
                    escape_attribute(&change.author)
                );
                if let Some(date) = change.date.as_deref().filter(|date| is_date(date)) {
                    let _ = write!(out, " w:date=\"{}\"", escape_attribute(date));
                }
                out.push('>');
                open.change = Some(Arc::clone(change));
            }
        }
    }

    fn close_change(&self, out: &mut String, open: &mut Open) {
        if let Some(change) = open.change.take() {
            out.push_str(if change.kind == ChangeKind::Deleted {
                "</w:del>"
            } else {
                "</w:ins>"
            });
        }
    }

    fn close(&self, out: &mut String, open: &mut Open) {
        self.close_change(out, open);
        if open.link.take().is_some() {
            out.push_str("</w:hyperlink>");
        }
    }
}

/// Whether it looks like a time as XML Schema writes it; Word refuses files with others.
pub(super) fn is_date(text: &str) -> bool {
    let mut shape = text
        .bytes()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let start: Vec<u8> = shape.by_ref().take(19).collect();
    start == b"0000-00-00T00:00:00"
        && shape.all(|byte| matches!(byte, b'0' | b'.' | b'Z' | b'+' | b'-' | b':'))
}
