//! The document in terms of the file's own notes, comments and pictures.

use std::collections::HashMap;

use spindle_model::document::{Block, Document, ImageSource, InlineKind, Paragraph};

use super::project::project;
use crate::docx::write::StyleNames;

/// What reading the file gave, besides its blocks.
#[derive(Debug, Default)]
pub(in crate::docx) struct Base {
    /// Notes, comments, pictures, styles and metadata; no blocks.
    pub document: Document,
    /// Part names of pictures by index.
    pub media_parts: HashMap<usize, String>,
    /// Ids of notes by index.
    pub note_ids: Vec<i64>,
    /// Ids of comments by index.
    pub comment_ids: Vec<Option<i64>>,
}

/// The changed document with the indexes of the file, and what is new behind them.
#[derive(Debug, Default)]
pub(in crate::docx) struct Merged {
    /// The document.
    pub document: Document,
    /// What the file has.
    pub base: Base,
    /// Notes of the file whose content changed.
    pub changed_notes: Vec<usize>,
}

impl Merged {
    /// The styles that the file has, and those that have to be added.
    pub fn styles(&self) -> StyleNames {
        StyleNames::of_file(&self.base.document.styles, &self.document)
    }
}

/// Gives a document the indexes of the file that it came from.
pub(super) fn merge(base: Base, document: &Document) -> Merged {
    let mut merged = document.clone();
    let old = &base.document;
    let mut media = old.media.clone();
    let media_map: Vec<usize> = document
        .media
        .iter()
        .map(|one| {
            let known = media.iter().position(|known| known.bytes == one.bytes);
            known.unwrap_or_else(|| {
                media.push(one.clone());
                media.len().saturating_sub(1)
            })
        })
        .collect();
    let plain = |blocks: &[Block]| blocks.iter().map(project).collect::<Vec<Block>>();
    let old_notes: Vec<(bool, Vec<Block>)> = old
        .notes
        .iter()
        .map(|note| (note.endnote, plain(&note.blocks)))
        .collect();
    let new_notes: Vec<(bool, Vec<Block>)> = document
        .notes
        .iter()
        .map(|note| (note.endnote, plain(&note.blocks)))
        .collect();
    let note_map = pair(&old_notes, &new_notes, |old, new| old.0 == new.0);
    let mut notes = old.notes.clone();
    let mut changed_notes = Vec::new();
    let note_map: Vec<usize> = note_map
        .into_iter()
        .zip(&document.notes)
        .map(|(pair, note)| match pair {
            Some((index, same)) => {
                if !same && let Some(slot) = notes.get_mut(index) {
                    slot.clone_from(note);
                    changed_notes.push(index);
                }
                index
            }
            None => {
                notes.push(note.clone());
                notes.len().saturating_sub(1)
            }
        })
        .collect();
    let keys = |comments: &[spindle_model::document::Comment]| {
        comments
            .iter()
            .map(|comment| (comment.author.clone(), plain(&comment.blocks)))
            .collect::<Vec<_>>()
    };
    let comment_pairs = pair(&keys(&old.comments), &keys(&document.comments), |_, _| {
        false
    });
    let mut comments = old.comments.clone();
    let comment_map: Vec<usize> = comment_pairs
        .into_iter()
        .zip(&document.comments)
        .map(|(pair, comment)| match pair {
            Some((index, _)) => index,
            None => {
                comments.push(comment.clone());
                comments.len().saturating_sub(1)
            }
        })
        .collect();
    let mut renumber = |paragraph: &mut Paragraph| {
        for inline in &mut paragraph.inlines {
            match &mut inline.kind {
                InlineKind::Note(index) => {
                    *index = note_map.get(*index).copied().unwrap_or(usize::MAX);
                }
                InlineKind::Image(image) => {
                    if let ImageSource::Media(index) = &mut image.source {
                        *index = media_map.get(*index).copied().unwrap_or(usize::MAX);
                    }
                }
                _ => {}
            }
            for index in &mut inline.format.comments {
                *index = comment_map.get(*index).copied().unwrap_or(usize::MAX);
            }
        }
    };
    merged.for_each_paragraph_mut(&mut renumber);
    // The notes of the file have its indexes already; those of the document were renumbered with it.
    for (index, note) in note_map.iter().zip(&merged.notes) {
        let is_changed = changed_notes.contains(index) || *index >= old.notes.len();
        if let Some(slot) = notes.get_mut(*index).filter(|_| is_changed) {
            slot.clone_from(note);
        }
    }
    merged.media = media;
    merged.notes = notes;
    merged.comments = comments;
    let mut styles = old.styles.clone();
    for (id, style) in &document.styles {
        styles.entry(id.clone()).or_insert_with(|| style.clone());
    }
    merged.styles = styles;
    Merged {
        document: merged,
        base,
        changed_notes,
    }
}

/// For each new thing the place of the old one that it is, and whether it is the same; things at the same place that
/// `alike` allows are one that changed.
fn pair<T: PartialEq>(
    old: &[T],
    new: &[T],
    alike: impl Fn(&T, &T) -> bool,
) -> Vec<Option<(usize, bool)>> {
    let mut free: Vec<bool> = vec![true; old.len()];
    let mut pairs: Vec<Option<(usize, bool)>> = Vec::with_capacity(new.len());
    for (place, one) in new.iter().enumerate() {
        let is_free = |index: usize| free.get(index).copied().unwrap_or(false);
        let same_place = (is_free(place) && old.get(place) == Some(one)).then_some(place);
        let found = same_place.or_else(|| {
            (0..old.len()).find(|index| is_free(*index) && old.get(*index) == Some(one))
        });
        if let Some(slot) = found.and_then(|index| free.get_mut(index)) {
            *slot = false;
        }
        pairs.push(found.map(|index| (index, true)));
    }
    for (place, (slot, one)) in pairs.iter_mut().zip(new).enumerate() {
        if slot.is_some() {
            continue;
        }
        if let (Some(is_free), Some(known)) = (free.get_mut(place), old.get(place))
            && *is_free
            && alike(known, one)
        {
            *is_free = false;
            *slot = Some((place, false));
        }
    }
    pairs
}
