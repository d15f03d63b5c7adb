//! What was added beside a part of the document, or parted from it or joined with it: it looks as that part does, and
//! what Delta does not know of that part stays in it.

use std::borrow::Cow;

use spindle_model::document::{Block, Inline, InlineKind, Paragraph, TextFormat};

use super::group::{Group, Kind, is_stand_in, is_text};
use super::same_sort;
use crate::delta::write::Part;
use crate::docx::flat::{Flat, Place};

/// Text that two paragraphs must share at an end, at least, for the one to be a part of the other.
const LEAST_SHARED: usize = 3;

/// The paragraph that was added, looking as the first one of the group does; `None` where Delta shows it otherwise.
pub(super) fn like(group: &Group, added: &Flat<'static>) -> Option<Flat<'static>> {
    let (full, was) = paragraphs(group)?;
    let Block::Paragraph(is) = &*added.block else {
        return None;
    };
    let [shown] = group.shown.as_slice() else {
        return None;
    };
    if !beside(shown.place, added.place)
        || was.heading != is.heading
        || was.format != is.format
        || !looks_alike(was, is)
    {
        return None;
    }
    let pair = first_text(full)
        .zip(first_text(was))
        .filter(|(full, was)| begins_alike(full, was));
    let inlines = is
        .inlines
        .iter()
        .map(|inline| match pair {
            Some((full, was)) if is_plain(inline) && inline.format == was.format => {
                Inline::new(inline.kind.clone(), untracked(&full.format))
            }
            _ => inline.clone(),
        })
        .collect();
    let mut format = full.format.clone();
    format.page_break_before = None;
    Some(Flat {
        place: added.place,
        block: Cow::Owned(Block::Paragraph(Paragraph {
            heading: is.heading,
            inlines,
            format,
        })),
    })
}

/// The first half of a paragraph that was parted, or its second one; `now` is what the paragraph became.
pub(super) fn parted(
    group: &Group,
    now: &Flat<'static>,
    added: &Flat<'static>,
) -> Option<Flat<'static>> {
    let (_, was) = paragraphs(group)?;
    let (Block::Paragraph(now), Block::Paragraph(is)) = (&*now.block, &*added.block) else {
        return None;
    };
    if !is_half(was, is) {
        return None;
    }
    let mut flat = like(group, added)?;
    let own = group.paragraphs();
    let line = group.line(*group.lines.first()?, &own)?;
    let inlines = line.parted(was, now, is)?;
    if let Block::Paragraph(paragraph) = flat.block.to_mut() {
        paragraph.inlines = inlines;
    }
    Some(flat)
}

/// Groups of one paragraph each as one, whose line is theirs one after the other.
pub(super) fn joined(groups: &[&Group]) -> Option<Group> {
    let mut whole: Option<Flat<'static>> = None;
    let mut inlines = Vec::new();
    let mut flats = Vec::new();
    let mut part = Part::default();
    let mut length = 0usize;
    for group in groups {
        let ([shown], [(0, end)]) = (group.shown.as_slice(), group.lines.as_slice()) else {
            return None;
        };
        let (_, was) = paragraphs(group)?;
        inlines.extend(was.inlines.iter().cloned());
        whole.get_or_insert_with(|| shown.clone());
        flats.extend(group.flats.iter().cloned());
        let shifted = |at: &usize| at.saturating_add(length);
        for places in &group.part.paragraphs {
            part.paragraphs.push(places.iter().map(shifted).collect());
        }
        for (from, to) in &group.part.fillers {
            part.fillers.push((shifted(from), shifted(to)));
        }
        length = length.saturating_add(*end);
    }
    let mut whole = whole?;
    if let Block::Paragraph(paragraph) = whole.block.to_mut() {
        paragraph.inlines = inlines;
    }
    Some(Group {
        kind: Kind::Body,
        flats,
        shown: vec![whole],
        lines: vec![(0, length)],
        part,
    })
}

/// How many characters two texts have in common at their beginnings.
pub(super) fn shared_start(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(one, other)| one == other).count()
}

/// How many they have in common at their ends.
pub(super) fn shared_end(one: &str, other: &str) -> usize {
    let pairs = one.chars().rev().zip(other.chars().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

/// Whether so many characters tell that one text is a part of the other.
pub(super) fn is_enough(shared: usize) -> bool {
    shared >= LEAST_SHARED
}

/// What Delta shows of a group of one paragraph, as text.
pub(super) fn shown_text(group: &Group) -> Option<String> {
    paragraphs(group).map(|(_, was)| was.plain_text())
}

/// The first paragraph of a group of the body, and how Delta shows it.
fn paragraphs(group: &Group) -> Option<(&Paragraph, &Paragraph)> {
    let [shown] = group.shown.as_slice() else {
        return None;
    };
    let own = group.flats.iter().find(|flat| !is_stand_in(flat))?;
    match (group.kind, &*own.block, &*shown.block) {
        (Kind::Body, Block::Paragraph(full), Block::Paragraph(was)) => Some((full, was)),
        _ => None,
    }
}

/// Whether a paragraph begins with the other one or ends with it, for the most part.
fn is_half(whole: &Paragraph, half: &Paragraph) -> bool {
    let (whole, half) = (whole.plain_text(), half.plain_text());
    let shared = shared_start(&whole, &half).max(shared_end(&whole, &half));
    shared > 0 && shared.saturating_mul(2) >= half.chars().count()
}

/// Whether items are of the same sort and level, or both are none.
fn beside(one: Place, other: Place) -> bool {
    match (one, other) {
        (Place::Item { mark: one, .. }, Place::Item { mark: other, .. }) => {
            one.level == other.level && same_sort(one.kind, other.kind)
        }
        _ => one == other,
    }
}

/// Whether the style of one paragraph can be that of the other: what it says of the text is seen in that one too.
fn looks_alike(was: &Paragraph, is: &Paragraph) -> bool {
    let plain = TextFormat::default();
    let texts = |paragraph: &'_ Paragraph| -> Vec<TextFormat> {
        let texts = paragraph.inlines.iter().filter(|inline| is_text(inline));
        texts.map(|inline| inline.format.clone()).collect()
    };
    let seen = texts(was);
    seen.is_empty() || seen.contains(&plain) || texts(is).iter().all(|format| seen.contains(format))
}

fn first_text(paragraph: &Paragraph) -> Option<&Inline> {
    paragraph.inlines.iter().find(|inline| is_text(inline))
}

/// Whether one is what Delta shows of the other; there may be text that is not shown.
fn begins_alike(full: &Inline, was: &Inline) -> bool {
    match (&full.kind, &was.kind) {
        (InlineKind::Text(full), InlineKind::Text(was)) => {
            full.starts_with(was.as_str()) || was.starts_with(full.as_str())
        }
        _ => false,
    }
}

fn is_plain(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Text(_) | InlineKind::LineBreak)
}

/// The format without what is said of that text only.
fn untracked(format: &TextFormat) -> TextFormat {
    TextFormat {
        hidden: None,
        change: None,
        comments: Vec::new(),
        ..format.clone()
    }
}
