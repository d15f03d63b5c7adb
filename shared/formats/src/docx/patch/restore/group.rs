//! Parts of a document and what they are in Delta.

use spindle_delta::{Content, Op};
use spindle_model::convert::{ConvertError, Job, Warnings};
use spindle_model::document::{Block, Document, Inline, ListItem, Paragraph};

use super::super::project::without_ids;
use super::format::{paragraph_format, place};
use super::line::{Edited, Line};
use super::{OLD_PICTURE, table};
use crate::delta;
use crate::delta::write::{Part, Parts};
use crate::docx::flat::{Flat, Place, flatten, same_place};

/// What a group is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The body.
    Body,
    /// The rule above the notes, which is nothing of the document.
    Rule,
    /// A note.
    Note(usize),
}

/// A part of the document.
#[derive(Debug)]
pub(super) struct Group {
    pub kind: Kind,
    /// Its blocks.
    pub flats: Vec<Flat<'static>>,
    /// What it is in Delta; nothing for ends of pages and sections.
    pub shown: Vec<Flat<'static>>,
    /// Where its lines begin and end in Delta, the one after the other.
    pub lines: Vec<(usize, usize)>,
    pub part: Part,
}

/// The parts of a document, in the order that they have in Delta.
pub(super) fn groups(
    document: &Document,
    job: &mut Job<'_>,
    next_list: &mut u64,
) -> Result<Vec<Group>, ConvertError> {
    let flats: Vec<Flat<'static>> = flatten(&document.blocks, &document.styles, false, next_list)
        .into_iter()
        .map(|flat| Flat {
            place: flat.place,
            block: std::borrow::Cow::Owned(flat.block.into_owned()),
        })
        .collect();
    let mut progress = |_: f32| {};
    let mut inner = Job::new(&mut progress);
    inner.limits = job.limits;
    inner.options = job.options.clone();
    let mut image = |index: usize| format!("{OLD_PICTURE}{index}");
    let mut parts = Parts::new(document, &mut inner, &mut image);
    let mut made: Vec<(Kind, Vec<Flat<'static>>, Part)> = Vec::new();
    let mut rest = flats.into_iter().peekable();
    let mut ends_line = false;
    while let Some(flat) = rest.next() {
        let mut own = vec![flat];
        let part = match own.first() {
            Some(Flat {
                place: Place::Item { mark, bare },
                block,
            }) => {
                let (mark, bare) = (*mark, *bare);
                let mut blocks = if bare {
                    Vec::new()
                } else {
                    vec![block.clone().into_owned()]
                };
                while let Some(next) = rest.next_if(|next| {
                    next.place == Place::InItem(mark.level) && joins(&blocks, &next.block)
                }) {
                    blocks.push(next.block.clone().into_owned());
                    own.push(next);
                }
                let item = ListItem {
                    checked: mark.checked,
                    blocks,
                };
                parts.item(mark.kind, &item, mark.level)?
            }
            Some(Flat {
                place: Place::InItem(level),
                block,
            }) => parts.in_item(block, *level)?,
            Some(flat) => parts.block(&flat.block, flat.place == Place::Quoted)?,
            None => Part::default(),
        };
        ends_line = match part.delta.ops().last() {
            Some(Op::Insert(Content::Text(text), _)) => text.as_str().ends_with('\n'),
            Some(_) => false,
            None => ends_line,
        };
        made.push((Kind::Body, own, part));
    }
    if let Some(part) = parts.rule()? {
        made.push((Kind::Rule, Vec::new(), part));
        while let Some((index, part)) = parts.note()? {
            let blocks = document
                .notes
                .get(index)
                .map(|note| note.blocks.as_slice())
                .unwrap_or_default();
            let flats = flatten(blocks, &document.styles, false, next_list)
                .into_iter()
                .map(|flat| Flat {
                    place: flat.place,
                    block: std::borrow::Cow::Owned(flat.block.into_owned()),
                });
            made.push((Kind::Note(index), flats.collect(), part));
            ends_line = true;
        }
    }
    if !ends_line {
        // A Delta ends with a line, whether the document does or not.
        let mut part = Part::default();
        part.delta = part.delta.insert("\n", spindle_delta::Attributes::none());
        made.push((Kind::Rule, Vec::new(), part));
    }
    made.into_iter()
        .map(|(kind, flats, part)| {
            let shown = delta::read(&part.delta, job)?;
            let shown = flatten(&shown.blocks, &shown.styles, false, next_list)
                .into_iter()
                .map(|flat| Flat {
                    place: flat.place,
                    block: std::borrow::Cow::Owned(without_ids(flat.block.into_owned())),
                })
                .collect();
            Ok(Group {
                kind,
                flats,
                shown,
                lines: lines(&part),
                part,
            })
        })
        .collect()
}

/// Whether a block is one line of Delta with the blocks of an item before it.
fn joins(before: &[Block], next: &Block) -> bool {
    match (before, next) {
        ([], Block::Quote(quoted)) => matches!(quoted.first(), Some(Block::Paragraph(_))),
        ([Block::Paragraph(_), ..], Block::Paragraph(next)) => next.heading.is_none(),
        _ => false,
    }
}

/// Where the lines of a part begin and end.
fn lines(part: &Part) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let (mut start, mut at) = (0usize, 0usize);
    for op in part.delta.ops() {
        let Op::Insert(content, _) = op else {
            continue;
        };
        match content {
            Content::Text(text) => {
                for character in text.as_str().chars() {
                    if character == '\n' {
                        lines.push((start, at));
                        start = at.saturating_add(1);
                    }
                    at = at.saturating_add(1);
                }
            }
            Content::Embed(_) => at = at.saturating_add(1),
        }
    }
    if start < at {
        lines.push((start, at));
    }
    lines
}

impl Group {
    /// Its blocks where each of those shown is now another one; `None` where that cannot be told.
    pub fn changed(
        &self,
        now: &[Option<&Flat<'static>>],
        warnings: &mut Warnings,
    ) -> Option<Vec<Flat<'static>>> {
        let mut blocks: Vec<Block> = self
            .flats
            .iter()
            .filter(|flat| !is_stand_in(flat))
            .map(|flat| flat.block.clone().into_owned())
            .collect();
        let paragraphs = self.paragraphs();
        if paragraphs.len() != self.part.paragraphs.len() {
            return None;
        }
        let mut edited = Edited::default();
        let mut places = self.flats.iter().map(|flat| flat.place).collect::<Vec<_>>();
        let mut line = 0usize;
        for (shown, now) in self.shown.iter().zip(now) {
            let count = match &*shown.block {
                Block::Table(table) => table.rows.iter().map(|row| row.cells.len()).sum(),
                _ => 1,
            };
            let own = self.lines.get(line..line.saturating_add(count))?;
            line = line.saturating_add(count);
            let Some(now) = now else {
                continue;
            };
            match (&*shown.block, &*now.block) {
                (Block::Paragraph(was), Block::Paragraph(is)) => {
                    let own = self.line(*own.first()?, &paragraphs)?;
                    if own.is_empty() {
                        return None;
                    }
                    own.edit(was, is, &mut edited)?;
                    if !same_place(shown.place, now.place) {
                        let [only] = places.as_mut_slice() else {
                            return None;
                        };
                        *only = place(*only, shown.place, now.place);
                    }
                }
                (Block::Table(was), Block::Table(is)) => {
                    if !same_place(shown.place, now.place) {
                        return None;
                    }
                    let [Block::Table(table)] = blocks.as_mut_slice() else {
                        return None;
                    };
                    let context = table::Context {
                        group: self,
                        lines: own,
                        paragraphs: &paragraphs,
                    };
                    table::change(table, was, is, &context, warnings)?;
                }
                _ => return None,
            }
        }
        let mut document = Document {
            blocks,
            ..Document::default()
        };
        edited.apply(&mut document);
        let mut blocks = document.blocks.into_iter();
        let mut flats = Vec::new();
        for (flat, place) in self.flats.iter().zip(places) {
            let block = if is_stand_in(flat) {
                flat.block.clone().into_owned()
            } else {
                blocks.next()?
            };
            if is_merged(&block) {
                continue;
            }
            // An item that had nothing of its own has now.
            let block = match (block, place) {
                (Block::Paragraph(mut paragraph), now)
                    if std::mem::discriminant(&flat.place) != std::mem::discriminant(&now) =>
                {
                    // What the style says of the place does not hold any more.
                    paragraph.format.style = None;
                    Block::Paragraph(paragraph)
                }
                (block, _) => block,
            };
            flats.push(Flat {
                place,
                block: std::borrow::Cow::Owned(block),
            });
        }
        Some(flats)
    }

    /// The paragraphs of its blocks, in reading order.
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let mut document = Document {
            blocks: self
                .flats
                .iter()
                .filter(|flat| !is_stand_in(flat))
                .map(|flat| flat.block.clone().into_owned())
                .collect(),
            ..Document::default()
        };
        let mut paragraphs = Vec::new();
        document.for_each_paragraph_mut(&mut |paragraph| paragraphs.push(paragraph.clone()));
        paragraphs
    }

    /// A line, with where everything in it comes from; `None` when something comes from elsewhere than a paragraph.
    pub fn line<'l>(
        &'l self,
        (start, end): (usize, usize),
        paragraphs: &'l [Paragraph],
    ) -> Option<Line<'l>> {
        let mut line = Line::new(start, end);
        for (number, (places, paragraph)) in self.part.paragraphs.iter().zip(paragraphs).enumerate()
        {
            let first = *places.first()?;
            if (start..=end).contains(&first) {
                line.add_paragraph(number, paragraph, places)?;
            }
        }
        for (from, to) in &self.part.fillers {
            line.add_filler(*from, *to);
        }
        line.is_whole().then_some(line)
    }
}

/// An item without a block of its own has an empty one, which Delta has not.
pub(super) fn is_stand_in(flat: &Flat<'_>) -> bool {
    matches!(flat.place, Place::Item { bare: true, .. })
}

/// The heading of paragraphs whose text went into the one before.
const MERGED: u8 = u8::MAX;

fn is_merged(block: &Block) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.heading == Some(MERGED))
}

impl Edited {
    /// Gives the paragraphs of a document, counted in reading order, what they say now.
    pub fn apply(&self, document: &mut Document) {
        let mut number = 0usize;
        document.for_each_paragraph_mut(&mut |paragraph| {
            if let Some(inlines) = self.inlines.get(&number) {
                paragraph.inlines.clone_from(inlines);
            }
            if let Some((was, is)) = self.formats.get(&number) {
                paragraph_format(paragraph, was, is);
            }
            if self.merged.contains(&number) {
                paragraph.heading = Some(MERGED);
            }
            number = number.saturating_add(1);
        });
        let depth = 0;
        for block in &mut document.blocks {
            prune(block, depth);
        }
    }
}

/// Takes paragraphs that went into the one before out of what is within a block.
fn prune(block: &mut Block, depth: usize) {
    if depth > 64 {
        return;
    }
    let depth = depth.saturating_add(1);
    let list = |blocks: &mut Vec<Block>| {
        blocks.retain(|block| !is_merged(block));
        for block in blocks {
            prune(block, depth);
        }
    };
    match block {
        Block::List(items) => items
            .items
            .iter_mut()
            .for_each(|item| list(&mut item.blocks)),
        Block::Quote(blocks) => list(blocks),
        Block::Table(table) => table
            .rows
            .iter_mut()
            .flat_map(|row| &mut row.cells)
            .for_each(|cell| list(&mut cell.blocks)),
        _ => {}
    }
}

/// The blocks of one cell or item, nested.
pub(super) fn single(blocks: &[Block]) -> Option<Flat<'static>> {
    let mut key = 0;
    let flats = flatten(blocks, &std::collections::BTreeMap::new(), false, &mut key);
    let [only] = flats.as_slice() else {
        return None;
    };
    Some(Flat {
        place: only.place,
        block: std::borrow::Cow::Owned(only.block.clone().into_owned()),
    })
}

/// Whether an inline stands in a line of Delta as its own text.
pub(super) fn is_text(inline: &Inline) -> bool {
    matches!(inline.kind, spindle_model::document::InlineKind::Text(_))
}
