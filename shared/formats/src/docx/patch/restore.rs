//! What was edited as Delta, put back into the document that was written as Delta.
//!
//! Delta has no place for much of what a document says: styles, notes, comments, fields, bookmarks, text that tracked
//! changes took out, cells that span others. The document is therefore written as Delta once more, part by part, and
//! that is compared with what came back. Parts that came back as they were are what they were in the document; of
//! those that changed, only what was changed is taken over.

mod beside;
mod columns;
mod format;
mod group;
mod line;
mod rows;
mod table;

use spindle_model::convert::{ConvertError, Job, Warnings};
use spindle_model::document::{Block, Document, ImageSource, InlineKind, Metadata, PageSetup};

use super::align::align;
use super::compare::Numbers;
use super::project::without_ids;
use crate::delta;
use crate::docx::flat::{Flat, Place, flatten, nest};
use group::{Group, Kind};
pub(super) use table::pairs as row_pairs;

/// How the pictures of the document are called meanwhile, and those that were added to it.
const OLD_PICTURE: &str = "spindle-picture:old:";
const NEW_PICTURE: &str = "spindle-picture:new:";

/// The document `old` with the changes that `new` has against the Delta of `old`; `None` when `new` does not come from
/// a Delta.
///
/// # Errors
/// Those of writing `old` as Delta.
pub(super) fn restore(
    old: &Document,
    new: &Document,
    job: &mut Job<'_>,
) -> Result<Option<Document>, ConvertError> {
    if !is_bare(new) {
        return Ok(None);
    }
    let mut progress = |_: f32| {};
    let mut quiet = Job::new(&mut progress);
    quiet.limits = job.limits;
    let named = with_names(old, new);
    if !comes_from_delta(&named, &mut quiet)? {
        return Ok(None);
    }
    let mut next_list = 0;
    let groups = group::groups(old, &mut quiet, &mut next_list)?;
    let last_list = next_list;
    let fresh: Vec<Flat<'static>> = flatten(&named.blocks, &named.styles, false, &mut next_list)
        .into_iter()
        .map(|flat| Flat {
            place: flat.place,
            block: std::borrow::Cow::Owned(without_ids(flat.block.into_owned())),
        })
        .collect();
    let mut document = old.clone();
    Restoring {
        groups: &groups,
        fresh: &fresh,
        last_list,
        warnings: &mut job.warnings,
    }
    .run(&mut document);
    without_names(&mut document, new);
    Ok(Some(document))
}

/// Whether a document has nothing but blocks, as those have that were read from Delta.
fn is_bare(document: &Document) -> bool {
    document.styles.is_empty()
        && document.notes.is_empty()
        && document.comments.is_empty()
        && document.page == PageSetup::default()
        && document.metadata == Metadata::default()
}

/// The document with its pictures by name; those that `old` has too by the name that they have there.
fn with_names(old: &Document, new: &Document) -> Document {
    let names: Vec<String> = new
        .media
        .iter()
        .enumerate()
        .map(|(index, media)| {
            let known = old
                .media
                .iter()
                .position(|known| known.bytes == media.bytes);
            match known {
                Some(known) => format!("{OLD_PICTURE}{known}"),
                None => format!("{NEW_PICTURE}{index}"),
            }
        })
        .collect();
    let mut named = new.clone();
    named.media.clear();
    named.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let InlineKind::Image(image) = &mut inline.kind
                && let ImageSource::Media(index) = image.source
                && let Some(name) = names.get(index)
            {
                image.source = ImageSource::Url(name.clone());
            }
        }
    });
    named
}

/// Puts the pictures back.
fn without_names(document: &mut Document, new: &Document) {
    let old = document.media.len();
    document.media.extend(new.media.iter().cloned());
    let all = document.media.len();
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            let InlineKind::Image(image) = &mut inline.kind else {
                continue;
            };
            let ImageSource::Url(url) = &image.source else {
                continue;
            };
            let index = |prefix: &str| url.strip_prefix(prefix)?.parse::<usize>().ok();
            let index = index(OLD_PICTURE)
                .or_else(|| index(NEW_PICTURE).map(|index| index.saturating_add(old)));
            if let Some(index) = index.filter(|index| *index < all) {
                image.source = ImageSource::Media(index);
            }
        }
    });
    // Those that nothing shows (all of the document's own among them) are not kept twice.
    let mut used = vec![false; all];
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &paragraph.inlines {
            if let InlineKind::Image(image) = &inline.kind
                && let ImageSource::Media(index) = image.source
                && let Some(slot) = used.get_mut(index)
            {
                *slot = true;
            }
        }
    });
    let end = used
        .iter()
        .rposition(|used| *used)
        .map_or(0, |last| last.saturating_add(1));
    document.media.truncate(end.max(old));
}

/// Whether writing the document as Delta and reading that gives it again.
fn comes_from_delta(named: &Document, job: &mut Job<'_>) -> Result<bool, ConvertError> {
    let written = delta::write(named, job)?;
    Ok(delta::read(&written, job)?.blocks == named.blocks)
}

/// Puts the blocks of a document together again.
struct Restoring<'r> {
    groups: &'r [Group],
    fresh: &'r [Flat<'static>],
    /// The last key of the document's own lists.
    last_list: u64,
    warnings: &'r mut Warnings,
}

/// A block of the Delta and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is not there any more.
    Gone,
    /// It is there as it was, at that place.
    Same(usize),
    /// It is there and was changed.
    Changed(usize),
}

impl Fate {
    fn place(self) -> Option<usize> {
        match self {
            Self::Gone => None,
            Self::Same(place) | Self::Changed(place) => Some(place),
        }
    }
}

impl Restoring<'_> {
    fn run(&mut self, document: &mut Document) {
        let groups = self.groups;
        let mut fates = self.fates().into_iter();
        let fates: Vec<Vec<Fate>> = groups
            .iter()
            .map(|group| fates.by_ref().take(group.shown.len()).collect())
            .collect();
        let mut out: Vec<Flat<'static>> = Vec::new();
        // Ends of sections and pages, which stay behind what was added before them.
        let mut silent: Vec<Flat<'static>> = Vec::new();
        let mut done = 0usize;
        let mut before: Option<usize> = None;
        for (index, (group, own)) in groups.iter().zip(&fates).enumerate() {
            if group.shown.is_empty() {
                silent.extend(group.flats.iter().cloned());
                continue;
            }
            let mut places = own.iter().filter_map(|fate| fate.place());
            let Some(first) = places.next() else {
                continue;
            };
            let last = places.next_back().unwrap_or(first);
            out.extend(self.added((done, first), &[before, Some(index)], &fates));
            out.append(&mut silent);
            let flats = match self.joined(index, &fates) {
                Some(flats) => flats,
                None => self.group(group, own, first, last),
            };
            match group.kind {
                Kind::Body => out.extend(flats),
                Kind::Rule => {}
                Kind::Note(index) => {
                    if own.iter().any(|fate| !matches!(fate, Fate::Same(_)))
                        && let Some(note) = document.notes.get_mut(index)
                    {
                        note.blocks = nest(flats.into_iter());
                    }
                }
            }
            done = last.saturating_add(1);
            before = Some(index);
        }
        out.extend(self.added((done, self.fresh.len()), &[before], &fates));
        out.append(&mut silent);
        join_lists(&mut out, self.last_list);
        document.blocks = nest(out.into_iter());
    }

    /// The new blocks from one place to another, which stand beside these groups: halves of paragraphs that were parted
    /// are what these were, and the others look as what is beside them.
    fn added(
        &self,
        (from, to): (usize, usize),
        beside: &[Option<usize>],
        fates: &[Vec<Fate>],
    ) -> Vec<Flat<'static>> {
        let near: Vec<(&Group, &[Fate])> = beside
            .iter()
            .filter_map(|index| {
                let index = (*index)?;
                Some((self.groups.get(index)?, fates.get(index)?.as_slice()))
            })
            .collect();
        let look = |flat: &Flat<'static>| {
            let half = near.iter().find_map(|(group, fates)| match fates {
                [Fate::Changed(place)] => beside::parted(group, self.fresh.get(*place)?, flat),
                _ => None,
            });
            half.or_else(|| near.iter().find_map(|(group, _)| beside::like(group, flat)))
                .unwrap_or_else(|| flat.clone())
        };
        let fresh = self.fresh.get(from..to).unwrap_or_default();
        fresh.iter().map(look).collect()
    }

    /// A paragraph that has something of those before it or after it, which are not there any more by themselves.
    fn joined(&mut self, index: usize, fates: &[Vec<Fate>]) -> Option<Vec<Flat<'static>>> {
        let [Fate::Changed(place)] = fates.get(index)?.as_slice() else {
            return None;
        };
        let (groups, fresh) = (self.groups, self.fresh);
        let now = fresh.get(*place)?;
        let Block::Paragraph(is) = &*now.block else {
            return None;
        };
        let is = is.plain_text();
        let was = beside::shown_text(groups.get(index)?)?;
        let gone = |index: usize| {
            let is_gone = matches!(fates.get(index)?.as_slice(), [Fate::Gone]);
            let group = groups.get(index).filter(|_| is_gone)?;
            beside::shown_text(group)
        };
        // Of those that went on one side, as far as they follow one another, the one that has most of the text there.
        let reached = |side: &mut dyn Iterator<Item = usize>, shared: fn(&str, &str) -> usize| {
            let mut best = (index, shared(&was, &is));
            for (at, text) in side.map_while(|at| Some((at, gone(at)?))) {
                let found = shared(&text, &is);
                if beside::is_enough(found) && found > best.1 {
                    best = (at, found);
                }
            }
            best.0
        };
        let from = reached(&mut (0..index).rev(), beside::shared_start);
        let to = reached(&mut (index.saturating_add(1)..), beside::shared_end);
        if from == to {
            return None;
        }
        let parts: Vec<&Group> = groups.get(from..=to)?.iter().collect();
        beside::joined(&parts)?.changed(&[Some(now)], self.warnings)
    }

    /// What became of every block of the Delta.
    fn fates(&self) -> Vec<Fate> {
        let old: Vec<&Flat<'static>> = self.groups.iter().flat_map(|group| &group.shown).collect();
        let mut numbers = Numbers::default();
        let old_numbers: Vec<usize> = old
            .iter()
            .map(|flat| numbers.number(flat.place, flat.block.clone().into_owned()))
            .collect();
        let new_numbers: Vec<usize> = self
            .fresh
            .iter()
            .map(|flat| numbers.number(flat.place, flat.block.clone().into_owned()))
            .collect();
        let mut fates = vec![Fate::Gone; old.len()];
        let (mut a, mut b) = (0usize, 0usize);
        let end = (old.len(), self.fresh.len());
        let pairs = align(&old_numbers, &new_numbers);
        for (x, y) in pairs.into_iter().chain([end]) {
            self.gap(&old, (a, x), (b, y), &mut fates);
            if let Some(slot) = fates.get_mut(x) {
                *slot = Fate::Same(y);
            }
            (a, b) = (x.saturating_add(1), y.saturating_add(1));
        }
        fates
    }

    /// Pairs what was changed.
    fn gap(
        &self,
        old: &[&Flat<'static>],
        (from, to): (usize, usize),
        (start, end): (usize, usize),
        fates: &mut [Fate],
    ) {
        let one_to_one = to.saturating_sub(from) == end.saturating_sub(start);
        let mut next = start;
        for (place, was) in old.iter().enumerate().take(to).skip(from) {
            let alike = |at: &usize| {
                self.fresh.get(*at).is_some_and(|now| {
                    if one_to_one {
                        same_kind(was, now)
                    } else {
                        super::plan::alike(was, now)
                    }
                })
            };
            let found = if one_to_one {
                let at = start.saturating_add(place.saturating_sub(from));
                Some(at).filter(|at| alike(at))
            } else {
                (next..end).find(alike)
            };
            if let Some(at) = found {
                if let Some(slot) = fates.get_mut(place) {
                    *slot = Fate::Changed(at);
                }
                next = at.saturating_add(1);
            }
        }
    }

    /// The blocks of a group of which something is there, from `first` to `last` of the new ones.
    fn group(
        &mut self,
        group: &Group,
        fates: &[Fate],
        first: usize,
        last: usize,
    ) -> Vec<Flat<'static>> {
        let whole = fates
            .iter()
            .enumerate()
            .all(|(index, fate)| fate.place() == Some(first.saturating_add(index)));
        if whole {
            if fates.iter().all(|fate| matches!(fate, Fate::Same(_))) {
                return group.flats.clone();
            }
            let changed: Vec<Option<&Flat<'static>>> = fates
                .iter()
                .map(|fate| match fate {
                    Fate::Changed(place) => self.fresh.get(*place),
                    _ => None,
                })
                .collect();
            if let Some(flats) = group.changed(&changed, self.warnings) {
                return flats;
            }
        }
        let range = first..=last;
        self.fresh.get(range).unwrap_or_default().to_vec()
    }
}

fn same_kind(was: &Flat<'_>, now: &Flat<'_>) -> bool {
    matches!(
        (&*was.block, &*now.block),
        (Block::Paragraph(_), Block::Paragraph(_)) | (Block::Table(_), Block::Table(_))
    )
}

/// Items that were added to a list are of that list.
fn join_lists(flats: &mut [Flat<'static>], last_list: u64) {
    for forward in [true, false] {
        // For each level the list that is open there.
        let mut open: Vec<Option<spindle_model::document::ListMark>> = vec![None; 256];
        let count = flats.len();
        for step in 0..count {
            let place = if forward {
                step
            } else {
                count.saturating_sub(step).saturating_sub(1)
            };
            let Some(flat) = flats.get_mut(place) else {
                continue;
            };
            match &mut flat.place {
                Place::Item { mark, .. } => {
                    let level = usize::from(mark.level);
                    if let Some(Some(known)) = open.get(level)
                        && mark.list > last_list
                        && is_default(mark.kind)
                        && same_sort(known.kind, mark.kind)
                    {
                        mark.list = known.list;
                        mark.kind = known.kind;
                    }
                    open.iter_mut().skip(level).for_each(|slot| *slot = None);
                    if let Some(slot) = open.get_mut(level) {
                        *slot = Some(*mark);
                    }
                }
                Place::InItem(_) => {}
                _ => open.iter_mut().for_each(|slot| *slot = None),
            }
        }
    }
}

/// Whether a list is numbered as Delta numbers them.
fn is_default(kind: spindle_model::document::ListKind) -> bool {
    use spindle_model::document::{ListKind, NumberStyle};
    match kind {
        ListKind::Bullet => true,
        ListKind::Ordered { start, style } => start == 1 && style == NumberStyle::Decimal,
    }
}

fn same_sort(
    one: spindle_model::document::ListKind,
    other: spindle_model::document::ListKind,
) -> bool {
    use spindle_model::document::ListKind;
    matches!(
        (one, other),
        (ListKind::Bullet, ListKind::Bullet) | (ListKind::Ordered { .. }, ListKind::Ordered { .. })
    )
}
