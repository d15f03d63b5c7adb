//! Fills pages with pieces.

use std::collections::VecDeque;

use spindle_model::convert::ConvertError;
use spindle_model::document::PageSetup;

use super::frame::Frame;
use super::{Body, COLUMN_GAP, Page, goes_on, inner_height};
use crate::layout::{self, Decoration, Layout, Piece, TableRow, row_piece};

/// A row of a table is divided between pages when it is higher than this part of a page.
const DIVIDED: f32 = 0.33;
/// What must have room of a divided row.
const LEAST_PART: f32 = 40.0;
/// Above a section that goes on on the same page.
const SECTION_SPACE: f32 = 8.0;

/// The pages so far, and the column that is being filled.
pub(super) struct Filler {
    pages: Vec<Page>,
    most: usize,
    body: Option<Body>,
    section: usize,
    sections: usize,
    frame: Frame,
    column: usize,
    /// Where the columns of this section begin, and how far down the page is used.
    top: f32,
    used: f32,
    /// Where columns end that are to be of one height.
    limit: Option<f32>,
    number: u32,
    /// Pieces of notes that had no room on their page.
    carried: Vec<Piece>,
    /// Pieces whose place together was found.
    chain: usize,
}

impl Filler {
    pub(super) fn new(most: usize) -> Self {
        Self {
            pages: Vec::new(),
            most,
            body: None,
            section: 0,
            sections: 0,
            frame: Frame::default(),
            column: 0,
            top: 0.0,
            used: 0.0,
            limit: None,
            number: 0,
            carried: Vec::new(),
            chain: 0,
        }
    }

    /// Sets the pieces of a section.
    pub(super) fn section(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        setup: &PageSetup,
        body: Body,
        pieces: Vec<Piece>,
    ) -> Result<(), ConvertError> {
        let goes_on = goes_on(setup, self.body.as_ref(), &body);
        if !goes_on
            && self.body.is_some()
            && setup.start == spindle_model::document::SectionStart::Continuous
        {
            layout.job.warn(
                "section-new-page",
                "a section on paper of another size begins a page",
            );
        }
        self.section = self.sections;
        self.sections = self.sections.saturating_add(1);
        self.limit = None;
        self.chain = 0;
        if goes_on {
            self.end_frame();
            self.body = Some(body);
            self.top = self.used + SECTION_SPACE;
            if body.bottom - self.top < 40.0 {
                self.start_page(layout, setup.first_number)?;
            }
        } else {
            self.end_frame();
            self.body = Some(body);
            self.start_page(layout, setup.first_number)?;
            if let Some(page) = self.pages.last_mut() {
                page.first = true;
            }
        }
        if body.columns > 1 {
            self.limit = balanced(&pieces, &body, self.top);
        }
        self.column = 0;
        self.start_frame();
        self.pieces(layout, pieces)
    }

    /// Ends the last page.
    pub(super) fn finish(
        mut self,
        layout: &mut Layout<'_, '_, '_>,
    ) -> Result<Vec<Page>, ConvertError> {
        while !self.carried.is_empty() {
            self.next_frame(layout)?;
        }
        self.end_frame();
        Ok(self.pages)
    }

    fn start_page(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        number: Option<u32>,
    ) -> Result<(), ConvertError> {
        let Some(body) = self.body else {
            return Ok(());
        };
        if self.pages.len() >= self.most {
            return Err(ConvertError::limit(format!(
                "the document has more than {} pages",
                self.most
            )));
        }
        self.number = number.unwrap_or(self.number.saturating_add(1));
        let mut page = Page::new(body.width, body.height, self.number);
        page.section = self.section;
        page.text = (body.left, body.text);
        page.distances = body.distances;
        self.pages.push(page);
        self.top = body.top;
        self.used = body.top;
        if self.pages.len().is_multiple_of(50) {
            (layout.job.progress)(0.5);
        }
        Ok(())
    }

    fn start_frame(&mut self) {
        let Some(body) = self.body else { return };
        let x = body.left + (body.column + COLUMN_GAP) * self.column as f32;
        let bottom = self.limit.unwrap_or(body.bottom).min(body.bottom);
        self.frame = Frame::new(x, body.column, self.top, bottom);
        let carried = std::mem::take(&mut self.carried);
        if !carried.is_empty() {
            // Text goes on beside the notes of the page before, however long they are.
            let room = (self.frame.room() * 0.7).max(0.0);
            let first = carried.first().map_or(0.0, |piece| piece.height + 30.0);
            self.carried = self.frame.add_notes(carried, room.max(first));
        }
    }

    fn end_frame(&mut self) {
        self.used = self.used.max(self.frame.y);
        if let Some(page) = self.pages.last_mut() {
            self.frame.finish(&mut page.items);
        }
    }

    fn next_frame(&mut self, layout: &mut Layout<'_, '_, '_>) -> Result<(), ConvertError> {
        self.end_frame();
        self.column = self.column.saturating_add(1);
        if self.body.is_none_or(|body| self.column >= body.columns) {
            self.column = 0;
            self.limit = None;
            self.start_page(layout, None)?;
        }
        self.start_frame();
        Ok(())
    }

    fn pieces(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        pieces: Vec<Piece>,
    ) -> Result<(), ConvertError> {
        let mut queue: VecDeque<Piece> = pieces.into();
        while let Some(piece) = queue.pop_front() {
            if piece.break_before {
                self.chain = 0;
                self.break_page(layout)?;
            }
            if self.chain == 0 {
                self.chain = self.find_place(layout, &piece, &queue)?;
            }
            self.chain = self.chain.saturating_sub(1);
            self.place(layout, piece, &mut queue)?;
        }
        Ok(())
    }

    fn break_page(&mut self, layout: &mut Layout<'_, '_, '_>) -> Result<(), ConvertError> {
        if self.frame.empty && self.column == 0 && self.frame.y == self.frame.top {
            return Ok(());
        }
        self.column = usize::MAX - 1;
        self.next_frame(layout)
    }

    /// Begins a new column where the pieces that belong together have no room in this one but would have in the next;
    /// answers how many they are.
    fn find_place(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        first: &Piece,
        rest: &VecDeque<Piece>,
    ) -> Result<usize, ConvertError> {
        if !first.keep {
            return Ok(1);
        }
        let full = self.body.map_or(f32::MAX, |body| body.bottom - body.top);
        let mut height = first.height + if self.frame.empty { 0.0 } else { first.before };
        let mut count = 1_usize;
        let mut noted = !first.notes.is_empty();
        for piece in rest {
            let takes = match &piece.body {
                // A row that can be divided needs room for its beginning only.
                layout::Body::Row(_) if !piece.keep && piece.height > full * DIVIDED => LEAST_PART,
                _ => piece.height,
            };
            height += piece.before + takes;
            noted |= !piece.notes.is_empty();
            count = count.saturating_add(1);
            if !piece.keep || height > full {
                break;
            }
        }
        let notes = if noted { 24.0 } else { 0.0 };
        let fits_elsewhere = height + notes <= full;
        if height + notes > self.frame.room() + 0.01 && !self.frame.empty && fits_elsewhere {
            self.next_frame(layout)?;
        }
        Ok(if fits_elsewhere { count } else { 1 })
    }

    fn place(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        mut piece: Piece,
        queue: &mut VecDeque<Piece>,
    ) -> Result<(), ConvertError> {
        let notes = self.notes_of(layout, &piece)?;
        let mut moved = false;
        // At most two turns: in this column, and in a fresh one, where the piece is drawn in any case.
        loop {
            let before = if self.frame.empty { 0.0 } else { piece.before };
            let notes_height = self.frame.notes_take(&notes);
            let room = self.frame.room();
            if before + piece.height + notes_height <= room + 0.05 {
                self.draw(piece, before, notes, notes_height + 0.1);
                return Ok(());
            }
            let last = moved || self.frame.empty;
            let body_height = self.body.map_or(0.0, |body| body.bottom - body.top);
            let header = match piece.body {
                layout::Body::Row(row) => {
                    let available = room - before - notes_height.min(room * 0.5);
                    let high = piece.height > body_height * DIVIDED;
                    if last || (high && available > LEAST_PART) {
                        match (*row).clone().split(available) {
                            Some(parts) => {
                                let looks = (before, piece.decorations);
                                return self.divide(layout, parts, looks, queue, notes);
                            }
                            None if last => {
                                let row = row_piece(*row, 0.0, piece.decorations);
                                self.draw(row, before, notes, room);
                                return Ok(());
                            }
                            None => {}
                        }
                    }
                    let header = row.header.clone();
                    piece.body = layout::Body::Row(row);
                    header
                }
                body if last => {
                    // The line stands here with as much of its notes as has room.
                    self.draw(Piece { body, ..piece }, before, notes, room);
                    return Ok(());
                }
                body => {
                    piece.body = body;
                    None
                }
            };
            moved = true;
            self.next_frame(layout)?;
            self.repeat(header.as_deref());
        }
    }

    /// Draws the upper part of a divided row; the lower one comes first in the next column.
    fn divide(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        (upper, lower): (TableRow, TableRow),
        (before, decorations): (f32, Vec<Decoration>),
        queue: &mut VecDeque<Piece>,
        notes: Vec<Piece>,
    ) -> Result<(), ConvertError> {
        let header = lower.header.clone();
        queue.push_front(row_piece(lower, 0.0, decorations.clone()));
        if self.chain > 0 {
            self.chain = self.chain.saturating_add(1);
        }
        let room = self.frame.room();
        self.draw(row_piece(upper, 0.0, decorations), before, notes, room);
        self.next_frame(layout)?;
        self.repeat(header.as_deref());
        Ok(())
    }

    /// Draws the header rows of a table again, where they leave room.
    fn repeat(&mut self, header: Option<&Vec<Piece>>) {
        let Some(header) = header else { return };
        let height = layout::height(header);
        if height > self.frame.room() * 0.4 {
            return;
        }
        for piece in header {
            let before = piece.before;
            self.draw(piece.clone(), before, Vec::new(), 0.0);
        }
    }

    /// The pieces of the notes whose marks are in a piece, where they were not set before.
    fn notes_of(
        &mut self,
        layout: &mut Layout<'_, '_, '_>,
        piece: &Piece,
    ) -> Result<Vec<Piece>, ConvertError> {
        let mut pieces = Vec::new();
        for note in piece.all_notes() {
            pieces.extend(layout.footnote(note, self.frame.width)?);
        }
        Ok(pieces)
    }

    fn draw(&mut self, piece: Piece, before: f32, notes: Vec<Piece>, notes_room: f32) {
        let at_top = self.frame.empty;
        let y = self.frame.y + before;
        self.frame.y = y + piece.height;
        self.frame.empty = false;
        if let Some(page) = self.pages.last_mut() {
            piece.draw(self.frame.x, y, at_top, &mut page.items);
        }
        if !notes.is_empty() {
            let room = notes_room.min(self.frame.room() + 0.1);
            let left = self.frame.add_notes(notes, room);
            self.carried.extend(left);
        }
    }
}

/// Where columns end so that they are of about one height; `None` when the section fills the page anyway.
fn balanced(pieces: &[Piece], body: &Body, top: f32) -> Option<f32> {
    let total = layout::height(pieces);
    let columns = body.columns as f32;
    if total > (body.bottom - top) * columns * 0.97 || pieces.iter().any(|piece| piece.break_before)
    {
        return None;
    }
    let mut height = total / columns;
    while top + height < body.bottom {
        let mut used = 0.0;
        let mut column = 1_usize;
        let mut at = 0;
        while let Some(rest) = pieces.get(at..).filter(|rest| !rest.is_empty()) {
            let count = rest
                .iter()
                .position(|piece| !piece.keep)
                .map_or(rest.len(), |last| last.saturating_add(1));
            let chain = rest.get(..count).unwrap_or_default();
            let takes = layout::height(chain);
            if used > 0.0 && used + takes > height {
                column = column.saturating_add(1);
                used = inner_height(chain);
            } else {
                used += takes;
            }
            at = at.saturating_add(count.max(1));
        }
        if column <= body.columns {
            return Some(top + height + 1.0);
        }
        height += 6.0;
    }
    None
}
