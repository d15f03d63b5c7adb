//! Footnotes and endnotes (`word/footnotes.xml`, `word/endnotes.xml`, ISO/IEC 29500-1, 17.11).

use super::side_part::SidePart;
use super::{TextDocument, caret, inline, props};
use crate::OoxmlError;
use crate::dom::{Dom, NodeId};

/// Which kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// At the foot of the page.
    Foot,
    /// At the end of the document.
    End,
}

/// The names of what belongs to a kind of note.
struct Names {
    part: SidePart,
    note: &'static str,
    reference: &'static str,
    number: &'static str,
    text_style: &'static str,
    reference_style: &'static str,
}

/// The two notes that every part of notes has: the lines above the first and above a continued note.
macro_rules! empty_notes {
    ($root:literal, $note:literal) => {
        concat!(
            "<w:", $root, "><w:", $note, " w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:",
            $note, "><w:", $note,
            " w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:",
            $note, "></w:", $root, ">"
        )
    };
}

impl Note {
    fn names(self) -> Names {
        match self {
            Self::Foot => Names {
                part: SidePart {
                    file: "footnotes",
                    relationship: "footnotes",
                    content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
                    xml: empty_notes!("footnotes", "footnote"),
                },
                note: "w:footnote",
                reference: "w:footnoteReference",
                number: "w:footnoteRef",
                text_style: "footnote text",
                reference_style: "footnote reference",
            },
            Self::End => Names {
                part: SidePart {
                    file: "endnotes",
                    relationship: "endnotes",
                    content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml",
                    xml: empty_notes!("endnotes", "endnote"),
                },
                note: "w:endnote",
                reference: "w:endnoteReference",
                number: "w:endnoteRef",
                text_style: "endnote text",
                reference_style: "endnote reference",
            },
        }
    }

    /// The kind of note that an element is; `None` for other elements.
    #[must_use]
    pub fn of(dom: &Dom, node: NodeId) -> Option<Self> {
        match dom.name_of(node) {
            Some("w:footnote") => Some(Self::Foot),
            Some("w:endnote") => Some(Self::End),
            _ => None,
        }
    }
}

impl TextDocument {
    /// A run that has the character style of this name.
    fn styled_run(&mut self, style: &str) -> NodeId {
        let id = self
            .style_by_name(style)
            .and_then(|style| self.style_id(style))
            .map(str::to_owned);
        let dom = self.dom_mut();
        let run = dom.element("w:r");
        if let Some(id) = id {
            let rpr = props::container(dom, run, "w:rPr");
            props::set_val(dom, rpr, "w:rStyle", &id);
        }
        run
    }

    /// Puts a note's number at a place of the body and answers the note, which has one paragraph with its number and a
    /// space.
    ///
    /// # Errors
    /// The part of notes is broken.
    pub fn add_note(&mut self, kind: Note, place: caret::Caret) -> Result<NodeId, OoxmlError> {
        let names = kind.names();
        let root = self.ensure_side_part(&names.part)?;
        let dom = self.dom();
        let used = dom
            .elements(root, names.note)
            .filter_map(|note| props::number(dom, note, "w:id"));
        let id = used.max().unwrap_or(0).max(1).saturating_add(1).to_string();
        let reference = self.styled_run(names.reference_style);
        let mark = self
            .dom_mut()
            .element_with(names.reference, &[("w:id", &id)]);
        self.dom_mut().append(reference, mark);
        caret::insert_inline(self.dom_mut(), place, reference);
        let note = self.dom_mut().element_with(names.note, &[("w:id", &id)]);
        let paragraph = self.dom_mut().element("w:p");
        let style = self
            .style_by_name(names.text_style)
            .and_then(|style| self.style_id(style))
            .map(str::to_owned);
        if let Some(style) = style {
            let dom = self.dom_mut();
            let ppr = props::container(dom, paragraph, "w:pPr");
            props::set_val(dom, ppr, "w:pStyle", &style);
        }
        let number = self.styled_run(names.reference_style);
        let dom = self.dom_mut();
        inline::append_empty(dom, number, names.number);
        dom.append(paragraph, number);
        let space = dom.element("w:r");
        inline::append_text(dom, space, " ");
        dom.append(paragraph, space);
        // Scripts of the original find an empty run here.
        let rest = dom.element("w:r");
        dom.append(paragraph, rest);
        dom.append(note, paragraph);
        // The part lists its notes in the order of the text.
        let order = self.note_references(kind);
        let next = order
            .iter()
            .skip_while(|node| **node != mark)
            .nth(1)
            .and_then(|reference| self.note_of(kind, *reference));
        let dom = self.dom_mut();
        match next {
            Some(next) => dom.insert_before(note, next),
            None => dom.append(root, note),
        };
        Ok(note)
    }

    /// The references to notes in the body, in order.
    #[must_use]
    pub fn note_references(&self, kind: Note) -> Vec<NodeId> {
        let name = kind.names().reference;
        let dom = self.dom();
        dom.descendants(self.body())
            .filter(|node| dom.is(*node, name))
            .collect()
    }

    /// The note that a reference names.
    fn note_of(&self, kind: Note, reference: NodeId) -> Option<NodeId> {
        let names = kind.names();
        let main = self.package.main_part();
        let part = self.package.related(main, names.part.relationship)?;
        let root = self.package.parsed_root(&part)?;
        let dom = self.dom();
        let id = dom.attr(reference, "w:id")?;
        dom.elements(root, names.note)
            .find(|note| dom.attr(*note, "w:id") == Some(id))
    }

    /// The notes of the body in the order of their references.
    ///
    /// # Errors
    /// The part of notes is broken.
    pub fn notes(&mut self, kind: Note) -> Result<Vec<NodeId>, OoxmlError> {
        self.side_part(&kind.names().part)?;
        let references = self.note_references(kind);
        Ok(references
            .into_iter()
            .filter_map(|reference| self.note_of(kind, reference))
            .collect())
    }

    /// The reference to a note, and its number from 1.
    #[must_use]
    pub fn reference_of(&self, note: NodeId) -> Option<(NodeId, usize)> {
        let kind = Note::of(self.dom(), note)?;
        self.note_references(kind)
            .into_iter()
            .zip(1..)
            .find(|(reference, _)| self.note_of(kind, *reference) == Some(note))
    }
}
