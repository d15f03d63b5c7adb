//! What stands beside the main text: footnotes, endnotes, comments, text boxes; and bookmarks.

use std::collections::BTreeMap;

use spindle_model::convert::ConvertError;
use spindle_model::document::{Block, Comment, Note};

use super::bytes::{Plc, i32_at, part, string_table, u16_at, u32_at, utf16};
use super::character;
use super::fib::{Part, Text};
use super::story::{Event, Reading, is_blank};

/// Entries of a table that are read: more than any document has.
const MOST: usize = 100_000;

impl Reading<'_, '_> {
    /// Reads everything that stands beside the main text, so that the main text can name it.
    ///
    /// # Errors
    /// `Limit` as [`Reading::story`].
    pub(super) fn read_beside(&mut self) -> Result<(), ConvertError> {
        self.bookmarks();
        self.notes(Text::Footnotes, Part::FootnoteRefs, Part::FootnoteTexts)?;
        self.notes(Text::Endnotes, Part::EndnoteRefs, Part::EndnoteTexts)?;
        self.comments()?;
        self.anchors();
        self.text_boxes()?;
        Ok(())
    }

    /// The ranges of the entries of a text.
    fn ranges(&self, text: Text, which: Part, element: usize) -> Vec<(u32, u32)> {
        let (first, behind) = self.fib.range(text);
        let plc = Plc::new(self.fib.part(which), element);
        let at = |index: usize| {
            let position = plc.position(index)?;
            Some(first.saturating_add(position).min(behind))
        };
        let mut reached = first;
        (0..plc.len().min(MOST))
            .map_while(|index| Some((at(index)?, at(index.checked_add(1)?)?)))
            .map(|(start, end)| {
                // Ranges that overlap would be read several times over.
                let start = start.max(reached);
                reached = end.max(start);
                (start, reached)
            })
            .collect()
    }

    fn notes(&mut self, text: Text, refs: Part, texts: Part) -> Result<(), ConvertError> {
        let places = Plc::new(self.fib.part(refs), 2);
        for (index, (start, end)) in self.ranges(text, texts, 0).into_iter().enumerate() {
            let Some(position) = places.position(index).filter(|_| index < places.len()) else {
                break;
            };
            let blocks = trimmed(self.story(start, end, &[])?);
            self.notes.insert(position, self.document.notes.len());
            self.document.notes.push(Note {
                endnote: text == Text::Endnotes,
                blocks,
            });
        }
        Ok(())
    }

    fn comments(&mut self) -> Result<(), ConvertError> {
        let size = if self.fib.old { 20 } else { 30 };
        let refs = Plc::new(self.fib.part(Part::CommentRefs), size);
        let authors = self.comment_authors();
        let dates = self.fib.part(Part::CommentDates);
        let ranges = self.comment_ranges();
        for (index, (start, end)) in self
            .ranges(Text::Comments, Part::CommentTexts, 0)
            .into_iter()
            .enumerate()
        {
            let (Some(position), Some(entry)) = (refs.position(index), refs.element(index)) else {
                break;
            };
            let initials = utf16(entry, 2, usize::from(u16_at(entry, 0).unwrap_or(0)).min(9));
            let author = u16_at(entry, 20).and_then(|author| authors.get(usize::from(author)));
            let date = index.checked_mul(18).and_then(|at| u32_at(dates, at));
            let blocks = trimmed(self.story(start, end, &[])?);
            let number = self.document.comments.len();
            match i32_at(entry, 26).and_then(|tag| ranges.get(&tag)) {
                Some((start, end)) if end > start => {
                    self.events.push((*start, Event::CommentStart(number)));
                    self.events.push((*end, Event::CommentEnd(number)));
                }
                _ => {
                    self.at_mark.insert(number);
                }
            }
            self.comments.insert(position, number);
            self.document.comments.push(Comment {
                author: author.cloned().unwrap_or(initials),
                date: date.and_then(character::date),
                blocks,
            });
        }
        self.events.sort_by_key(|(position, _)| *position);
        Ok(())
    }

    /// The names of those who commented: texts one after the other.
    fn comment_authors(&self) -> Vec<String> {
        let table = self.fib.part(Part::CommentAuthors);
        let mut names = Vec::new();
        let mut at = 0_usize;
        while let Some(count) = u16_at(table, at).map(usize::from) {
            names.push(utf16(table, at.saturating_add(2), count));
            at = at.saturating_add(2).saturating_add(count.saturating_mul(2));
        }
        names
    }

    /// The ranges of text that comments are about, by the tag that comments name.
    fn comment_ranges(&self) -> BTreeMap<i32, (u32, u32)> {
        let starts = Plc::new(self.fib.part(Part::CommentStarts), 4);
        let ends = Plc::new(self.fib.part(Part::CommentEnds), 0);
        string_table(self.fib.part(Part::CommentMarks))
            .iter()
            .take(MOST)
            .enumerate()
            .filter_map(|(index, (_, extra))| {
                let end = usize::from(u16_at(starts.element(index)?, 0)?);
                Some((
                    i32_at(extra, 2)?,
                    (starts.position(index)?, ends.position(end)?),
                ))
            })
            .collect()
    }

    fn bookmarks(&mut self) {
        let starts = Plc::new(self.fib.part(Part::BookmarkStarts), 4);
        let names = string_table(self.fib.part(Part::BookmarkNames));
        for (index, (name, _)) in names.into_iter().enumerate() {
            // Where the cursor was last is of no use to links.
            if name != "_GoBack"
                && let Some(position) = starts.position(index)
            {
                self.events.push((position, Event::Bookmark(name)));
            }
        }
        self.events.sort_by_key(|(position, _)| *position);
    }

    fn anchors(&mut self) {
        let plc = Plc::new(self.fib.part(Part::ShapeAnchors), 26);
        for index in 0..plc.len().min(MOST) {
            let (Some(position), Some(entry)) = (plc.position(index), plc.element(index)) else {
                return;
            };
            let side = |at: usize| i32_at(entry, at).unwrap_or(0);
            let width = side(12).saturating_sub(side(4)) as f32 / 20.0;
            let height = side(16).saturating_sub(side(8)) as f32 / 20.0;
            let shape = u32_at(entry, 0).unwrap_or(0);
            self.anchors.insert(position, (shape, width, height));
        }
    }

    fn text_boxes(&mut self) -> Result<(), ConvertError> {
        let plc = Plc::new(self.fib.part(Part::TextBoxes), 22);
        for (index, (start, end)) in self
            .ranges(Text::Boxes, Part::TextBoxes, 22)
            .into_iter()
            .enumerate()
        {
            let shape = plc
                .element(index)
                .and_then(|entry| u32_at(part(entry, 14, 4)?, 0));
            let blocks = trimmed(self.story(start, end, &[])?);
            if let Some(shape) = shape.filter(|_| !blocks.is_empty()) {
                self.boxes.entry(shape).or_default().extend(blocks);
            }
        }
        Ok(())
    }

    /// What text boxes say that hang on nothing, for the end of the document.
    pub(super) fn left_boxes(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.boxes)
            .into_values()
            .flatten()
            .collect()
    }
}

/// Without empty paragraphs at the end: marks that only end the text; and without the blank after a note's mark.
fn trimmed(mut blocks: Vec<Block>) -> Vec<Block> {
    while matches!(blocks.last(), Some(Block::Paragraph(paragraph)) if is_blank(&paragraph.inlines))
    {
        blocks.pop();
    }
    if let Some(Block::Paragraph(paragraph)) = blocks.first_mut()
        && let Some(first) = paragraph.inlines.first_mut()
        && let spindle_model::document::InlineKind::Text(text) = &mut first.kind
        && text.starts_with([' ', '\t'])
    {
        *text = text.trim_start_matches([' ', '\t']).to_owned();
        if text.is_empty() {
            paragraph.inlines.remove(0);
        }
    }
    blocks
}
