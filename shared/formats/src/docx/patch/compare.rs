//! Which blocks of two rows are the same, as numbers.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use spindle_model::document::Block;

use super::project::{project, without_ids};
use crate::docx::flat::{Flat, Place, same_place};

/// Gives equal blocks equal numbers.
#[derive(Default)]
pub(super) struct Numbers {
    /// Blocks that have a number, by a hash of what is cheap to hash.
    known: HashMap<u64, Vec<(Place, Block, usize)>>,
    last: usize,
}

impl Numbers {
    fn find(&self, key: u64, place: Place, block: &Block) -> Option<usize> {
        self.known
            .get(&key)?
            .iter()
            .find_map(|(at, known, number)| {
                (same_place(*at, place) && known == block).then_some(*number)
            })
    }

    /// The number of a block at its place.
    pub(super) fn number(&mut self, place: Place, block: Block) -> usize {
        let key = hash(place, &block);
        if let Some(number) = self.find(key, place, &block) {
            return number;
        }
        self.last = self.last.saturating_add(1);
        self.known
            .entry(key)
            .or_default()
            .push((place, block, self.last));
        self.last
    }
}

/// The numbers of both rows. Where the new one went through an editor that does not know all of the model, what it
/// cannot have kept does not count.
pub(super) fn numbers(old: &[&Flat<'_>], new: &[Flat<'_>]) -> (Vec<usize>, Vec<usize>) {
    let mut exact = Numbers::default();
    let old_numbers: Vec<usize> = old
        .iter()
        .map(|flat| exact.number(flat.place, flat.block.clone().into_owned()))
        .collect();
    let known = exact.last;
    let new_numbers: Vec<usize> = new
        .iter()
        .map(|flat| exact.number(flat.place, flat.block.clone().into_owned()))
        .collect();
    if new_numbers.iter().all(|number| *number <= known) {
        return (old_numbers, new_numbers);
    }
    let mut projected = Numbers::default();
    let old_projected: Vec<usize> = old
        .iter()
        .map(|flat| projected.number(flat.place, without_ids(project(&flat.block))))
        .collect();
    let known_projected = projected.last;
    let mut found = false;
    let new_projected: Vec<usize> = new
        .iter()
        .zip(&new_numbers)
        .map(|(flat, number)| {
            let plain = project(&flat.block);
            let is_plain = plain == *flat.block;
            let projected = projected.number(flat.place, without_ids(plain));
            if *number > known && is_plain && projected <= known_projected {
                found = true;
            }
            projected
        })
        .collect();
    if found {
        (old_projected, new_projected)
    } else {
        (old_numbers, new_numbers)
    }
}

/// Whether a new block may stand for an old one that has its number.
pub(super) fn interchangeable(old: &Flat<'_>, new: &Flat<'_>) -> bool {
    old.same(new) || project(&new.block) == *new.block
}

fn hash(place: Place, block: &Block) -> u64 {
    let mut hasher = DefaultHasher::new();
    if let Place::Item { mark, .. } = place {
        mark.level.hash(&mut hasher);
    }
    match block {
        Block::Paragraph(paragraph) => {
            1u8.hash(&mut hasher);
            paragraph.plain_text().hash(&mut hasher);
        }
        Block::Code(code) => {
            2u8.hash(&mut hasher);
            code.text.hash(&mut hasher);
        }
        Block::Table(table) => {
            3u8.hash(&mut hasher);
            table.rows.len().hash(&mut hasher);
        }
        Block::Divider => 4u8.hash(&mut hasher),
        Block::PageBreak => 5u8.hash(&mut hasher),
        Block::Quote(_) => 6u8.hash(&mut hasher),
        Block::List(_) | Block::Section(_) => 7u8.hash(&mut hasher),
    }
    hasher.finish()
}
