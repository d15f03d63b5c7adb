//! A column of a page that is being filled.

use crate::layout::{Item, ItemKind, NodeId, Piece, height};
use spindle_model::document::Color;

/// The column that is being filled.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Where the next piece begins.
    pub(super) y: f32,
    /// Whether nothing stands in it.
    pub(super) empty: bool,
    /// Pieces of notes, to stand at its bottom.
    notes: Vec<Piece>,
    notes_height: f32,
}

/// Above the notes: space, a line, space.
const SEPARATOR: f32 = 15.0;
const LINE: Color = Color(0x8A, 0x92, 0x9E);

impl Frame {
    pub(super) fn new(x: f32, width: f32, top: f32, bottom: f32) -> Self {
        Self {
            x,
            width,
            top,
            bottom,
            y: top,
            empty: true,
            notes: Vec::new(),
            notes_height: 0.0,
        }
    }

    /// How much room is left.
    pub(super) fn room(&self) -> f32 {
        self.bottom - self.notes_height - self.y
    }

    /// How much room notes take.
    pub(super) fn notes_take(&self, notes: &[Piece]) -> f32 {
        match notes.first() {
            None => 0.0,
            Some(first) if self.notes.is_empty() => height(notes) - first.before + SEPARATOR,
            Some(_) => height(notes),
        }
    }

    /// Adds pieces of notes as far as `room` goes, and answers those that have none.
    pub(super) fn add_notes(&mut self, pieces: Vec<Piece>, room: f32) -> Vec<Piece> {
        let mut left = Vec::new();
        let mut room = room;
        for piece in pieces {
            let (before, above) = if self.notes.is_empty() {
                (0.0, SEPARATOR)
            } else {
                (piece.before, 0.0)
            };
            let takes = above + before + piece.height;
            if left.is_empty() && takes <= room + 0.01 {
                room -= takes;
                self.notes_height += takes;
                self.notes.push(Piece { before, ..piece });
            } else {
                left.push(piece);
            }
        }
        left
    }

    /// Draws the notes.
    pub(super) fn finish(&mut self, out: &mut Vec<Item>) {
        if self.notes.is_empty() {
            return;
        }
        let top = self.bottom - self.notes_height;
        out.push(Item {
            x: self.x,
            y: top + 7.0,
            node: NodeId::ARTIFACT,
            kind: ItemKind::Fill {
                width: (self.width / 3.0).min(144.0),
                height: 0.5,
                color: LINE,
            },
        });
        let mut y = top + SEPARATOR;
        for piece in std::mem::take(&mut self.notes) {
            y += piece.before;
            let height = piece.height;
            piece.draw(self.x, y, false, out);
            y += height;
        }
        self.notes_height = 0.0;
    }
}
