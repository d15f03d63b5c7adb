//! Marks of notes, and the parts that hold notes and comments (ISO/IEC 29500-1, 17.11 and 17.13.4).

use std::fmt::Write;

use serde_json::{Map, Value};
use spindle_model::document::{Block, TextFormat};
use spindle_ooxml::dom::escape::escape_attribute;

use super::Writing;
use super::inlines::is_date;
use crate::docx::styles::StyleKey;

impl Writing<'_> {
    /// Writes the mark of a note, and notes that it has to be written.
    pub(super) fn note(
        &mut self,
        out: &mut String,
        index: usize,
        format: &TextFormat,
        carried: &mut Map<String, Value>,
    ) {
        let Some(note) = self.document.notes.get(index) else {
            return;
        };
        if self.note_part {
            self.warn("note-in-note", "a note inside of a note is left out");
            return;
        }
        let known = self.notes.iter().find(|(known, _)| *known == index);
        let id = match known {
            Some((_, id)) => *id,
            None => {
                let [footnotes, endnotes] = &mut self.last_note;
                let last = if note.endnote { endnotes } else { footnotes };
                *last = last.saturating_add(1);
                let id = *last;
                self.notes.push((index, id));
                self.new_notes.push((index, id));
                id
            }
        };
        let (key, name) = if note.endnote {
            (StyleKey::EndnoteReference, "endnoteReference")
        } else {
            (StyleKey::FootnoteReference, "footnoteReference")
        };
        // The look of the mark is that of its style; links have theirs by the element around it.
        let own = TextFormat {
            link: None,
            style: None,
            script: None,
            ..format.clone()
        };
        self.run_properties(&own, carried);
        let style = self.styles.id(&key);
        let properties = super::properties::text_properties(&own, Some(&style));
        let _ = write!(
            out,
            "<w:r><w:rPr>{properties}</w:rPr><w:{name} w:id=\"{id}\"/></w:r>"
        );
    }

    /// The `w:footnote` or `w:endnote` elements of notes whose marks were written.
    pub(in crate::docx) fn note_elements(&mut self, endnote: bool, part: &str) -> String {
        let mut out = String::new();
        let outer = std::mem::replace(&mut self.part, part.to_owned());
        self.note_part = true;
        let (name, mark, key) = if endnote {
            ("endnote", "endnoteRef", StyleKey::EndnoteText)
        } else {
            ("footnote", "footnoteRef", StyleKey::FootnoteText)
        };
        let document = self.document;
        for (index, id) in self.new_notes.clone() {
            let Some(note) = document
                .notes
                .get(index)
                .filter(|note| note.endnote == endnote)
            else {
                continue;
            };
            let _ = write!(out, "<w:{name} w:id=\"{id}\">");
            self.marked_blocks(&mut out, &note.blocks, mark, &key);
            let _ = write!(out, "</w:{name}>");
        }
        self.note_part = false;
        self.part = outer;
        out
    }

    /// The `w:comment` element of a comment. Its own text is not commented on: ranges stand in the main text only.
    pub(in crate::docx) fn comment_element(&mut self, index: usize, id: i64, part: &str) -> String {
        let document = self.document;
        let Some(comment) = document.comments.get(index) else {
            return String::new();
        };
        let outer = std::mem::replace(&mut self.part, part.to_owned());
        let comments = std::mem::take(&mut self.comments);
        self.note_part = true;
        let mut out = format!(
            "<w:comment w:id=\"{id}\" w:author=\"{}\"",
            escape_attribute(&comment.author)
        );
        if let Some(date) = comment.date.as_deref().filter(|date| is_date(date)) {
            let _ = write!(out, " w:date=\"{}\"", escape_attribute(date));
        }
        let initials: String = comment
            .author
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(4)
            .collect();
        let _ = write!(out, " w:initials=\"{}\">", escape_attribute(&initials));
        self.marked_blocks(
            &mut out,
            &comment.blocks,
            "annotationRef",
            &StyleKey::CommentText,
        );
        out.push_str("</w:comment>");
        self.comments = comments;
        self.note_part = false;
        self.part = outer;
        out
    }

    /// Blocks whose first paragraph begins with a mark.
    fn marked_blocks(
        &mut self,
        out: &mut String,
        blocks: &[Block],
        mark: &'static str,
        key: &StyleKey,
    ) {
        let usual = self.usual.replace(key.clone());
        let first_is_paragraph = matches!(blocks.first(), Some(Block::Paragraph(_)));
        if first_is_paragraph {
            self.note_mark = Some(mark);
        }
        let start = out.len();
        self.blocks(out, blocks);
        if out.len() == start || matches!(blocks.last(), Some(Block::Table(_))) {
            let separator = self.separator();
            out.push_str(&separator);
        }
        self.note_mark = None;
        self.usual = usual;
    }
}
