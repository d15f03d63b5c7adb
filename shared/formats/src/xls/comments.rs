//! Comments (MS-XLS 2.4.179): who wrote them stands in one record, what they say in another.

use std::collections::HashMap;

use spindle_model::workbook::CellComment;

use super::data::{Bytes, Records};
use super::strings::{Coding, Pieces};

/// A comment without its text.
#[derive(Debug)]
struct Note {
    comment: CellComment,
    object: u16,
}

/// The comments of a sheet while it is read.
#[derive(Debug, Default)]
pub(super) struct Comments {
    notes: Vec<Note>,
    /// The object that was there last.
    object: Option<u16>,
    texts: HashMap<u16, String>,
}

impl Comments {
    /// Takes an object (MS-XLS 2.4.181), to which a text may belong.
    pub(super) fn object_record(&mut self, body: &[u8]) {
        let mut bytes = Bytes(body);
        self.object = bytes.skip(6).and_then(|()| bytes.u16());
    }

    /// Takes the text of the object before it (MS-XLS 2.4.329).
    pub(super) fn text_record(&mut self, body: &[u8], records: &mut Records<'_>) {
        let continues = records.continues();
        let mut bytes = Bytes(body);
        let length = bytes.skip(10).and_then(|()| bytes.u16());
        let (Some(length), Some(object)) = (length, self.object.take()) else {
            return;
        };
        // The text begins in the next record, with its flags; the fonts in a later one.
        let mut units = Vec::new();
        Pieces::new(&[], continues).characters(usize::from(length), false, &mut units);
        self.texts.insert(object, String::from_utf16_lossy(&units));
    }

    /// Takes a comment.
    pub(super) fn note_record(&mut self, body: &[u8], coding: Coding) {
        let read = || {
            let mut bytes = Bytes(body);
            let row = bytes.u16()?;
            let column = bytes.u16()?;
            let flags = bytes.u16()?;
            let mut comment = CellComment {
                row: u32::from(row),
                column: u32::from(column),
                ..CellComment::default()
            };
            if coding.is_biff8 {
                let object = bytes.u16()?;
                comment.author = coding.long(&mut bytes).unwrap_or_default();
                return Some(Note { comment, object });
            }
            // In BIFF5 the text stands here, and the third number is its length.
            comment.text = coding.body(usize::from(flags), &mut bytes)?;
            Some(Note { comment, object: 0 })
        };
        let Some(note) = read() else { return };
        if !coding.is_biff8 && note.comment.row == 0xffff {
            // The last one goes on.
            if let Some(last) = self.notes.last_mut() {
                last.comment.text.push_str(&note.comment.text);
            }
            return;
        }
        self.notes.push(note);
    }

    /// The comments with their texts.
    pub(super) fn finish(self) -> Vec<CellComment> {
        let Self { notes, texts, .. } = self;
        let with_text = |mut note: Note| {
            if let Some(text) = texts.get(&note.object) {
                note.comment.text = text.replace("\r\n", "\n").replace('\r', "\n");
            }
            note.comment
        };
        notes.into_iter().map(with_text).collect()
    }
}
