//! One line of Delta, put back into the paragraphs that it was written from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use spindle_model::document::{Inline, InlineKind, Paragraph, TextFormat};

use super::super::align::align;
use super::super::units::{Sign, Unit, units};
use super::format::text_format;
use super::group::is_text;

/// What was changed, by the numbers of paragraphs in reading order.
#[derive(Debug, Default)]
pub(super) struct Edited {
    /// What they say now.
    pub inlines: BTreeMap<usize, Vec<Inline>>,
    /// How the line was and is.
    pub formats: BTreeMap<usize, (Paragraph, Paragraph)>,
    /// Those whose text went into the one before.
    pub merged: BTreeSet<usize>,
}

/// Where a character of the line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Unknown,
    Filler,
    /// A paragraph of the line, an inline of it, and how far into that.
    Inline(usize, usize, usize),
}

/// A line and where it comes from.
pub(super) struct Line<'l> {
    start: usize,
    owners: Vec<Owner>,
    /// The paragraphs: number, themselves, where they begin, and how many characters each inline has.
    paragraphs: Vec<(usize, &'l Paragraph, usize, Vec<usize>)>,
}

impl<'l> Line<'l> {
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            owners: vec![Owner::Unknown; end.saturating_sub(start)],
            paragraphs: Vec::new(),
        }
    }

    /// Says that a paragraph stands in it, whose inlines begin and end there.
    pub fn add_paragraph(
        &mut self,
        number: usize,
        paragraph: &'l Paragraph,
        places: &[usize],
    ) -> Option<()> {
        let own = self.paragraphs.len();
        if places.len() != paragraph.inlines.len().saturating_add(1) {
            return None;
        }
        let mut lengths = Vec::with_capacity(paragraph.inlines.len());
        for (inline, (from, to)) in places.iter().zip(places.iter().skip(1)).enumerate() {
            lengths.push(to.saturating_sub(*from));
            for at in *from..*to {
                let slot = self.owners.get_mut(at.checked_sub(self.start)?)?;
                *slot = Owner::Inline(own, inline, at.saturating_sub(*from));
            }
        }
        let first = places.first()?.checked_sub(self.start)?;
        self.paragraphs.push((number, paragraph, first, lengths));
        Some(())
    }

    /// Says that no paragraph says what stands there.
    pub fn add_filler(&mut self, from: usize, to: usize) {
        for at in from..to {
            if let Some(slot) = at
                .checked_sub(self.start)
                .and_then(|at| self.owners.get_mut(at))
            {
                *slot = Owner::Filler;
            }
        }
    }

    /// Whether all of it is known.
    pub fn is_whole(&self) -> bool {
        !self.owners.contains(&Owner::Unknown)
    }

    /// Whether no paragraph stands in it.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Whether just one does.
    pub fn is_one(&self) -> bool {
        self.paragraphs.len() == 1
    }

    /// Notes what became of its paragraphs when the line, which was `was`, is `is`.
    pub fn edit(&self, was: &Paragraph, is: &Paragraph, edited: &mut Edited) -> Option<()> {
        let (old, new) = (units(&was.inlines), units(&is.inlines));
        if old.len() != self.owners.len() {
            return None;
        }
        let mut from = places(&old, &new);
        self.keep_whole(&mut from, &old, &new);
        let mut edit = Edit::new(self, &old);
        self.write(&mut edit, &new, &from);
        edit.flush(None);
        let (number, ..) = self.paragraphs.first()?;
        edited.formats.insert(*number, (was.clone(), is.clone()));
        for ((number, ..), (inlines, merged)) in self
            .paragraphs
            .iter()
            .zip(edit.out.into_iter().zip(edit.merged))
        {
            edited.inlines.insert(*number, inlines);
            if merged {
                edited.merged.insert(*number);
            }
        }
        Some(())
    }

    /// What a paragraph says that was parted from the line, which was `was` and is `now`; `None` when most of it comes
    /// from elsewhere. What is not seen in Delta stays in the line.
    pub fn parted(&self, was: &Paragraph, now: &Paragraph, is: &Paragraph) -> Option<Vec<Inline>> {
        let (old, new) = (units(&was.inlines), units(&is.inlines));
        if old.len() != self.owners.len() {
            return None;
        }
        let taken: BTreeSet<usize> = places(&old, &units(&now.inlines))
            .into_iter()
            .flatten()
            .collect();
        let mut from = places(&old, &new);
        for place in &mut from {
            *place = place.filter(|place| !taken.contains(place));
        }
        self.keep_whole(&mut from, &old, &new);
        if from.iter().flatten().count().saturating_mul(2) < new.len() {
            return None;
        }
        let mut edit = Edit::new(self, &old);
        edit.only_seen = true;
        self.write(&mut edit, &new, &from);
        Some(edit.out.into_iter().flatten().collect())
    }

    /// Writes a new line, of which each unit comes from that place of the old one.
    fn write(&self, edit: &mut Edit<'_, 'l>, new: &[Unit<'_>], from: &[Option<usize>]) {
        let ahead = self.ahead(from);
        let mut done = 0usize;
        // What is added is put in the place of this text. It is the same for all that is added between two that are kept.
        let mut instead = None;
        for (index, (unit, (place, (end, next)))) in
            new.iter().zip(from.iter().zip(ahead)).enumerate()
        {
            match *place {
                Some(place) => {
                    edit.kept(place, unit);
                    done = place.saturating_add(1);
                }
                None => {
                    let is_first = index
                        .checked_sub(1)
                        .is_none_or(|before| from.get(before).copied().flatten().is_some());
                    if is_first {
                        let end = end.unwrap_or(edit.old.len());
                        instead = (done..end).find(|place| self.text_at(*place).is_some());
                    }
                    edit.added(unit, instead, next);
                }
            }
        }
    }

    /// Of every place in the new line, the next old one that is kept from there on, and the next one of text.
    fn ahead(&self, from: &[Option<usize>]) -> Vec<(Option<usize>, Option<usize>)> {
        let (mut kept, mut text) = (None, None);
        let mut ahead: Vec<_> = from
            .iter()
            .rev()
            .map(|place| {
                if let Some(place) = *place {
                    kept = Some(place);
                    if self.text_at(place).is_some() {
                        text = Some(place);
                    }
                }
                (kept, text)
            })
            .collect();
        ahead.reverse();
        ahead
    }

    fn inline(&self, paragraph: usize, inline: usize) -> Option<(&'l Inline, usize)> {
        let (_, paragraph, _, lengths) = self.paragraphs.get(paragraph)?;
        Some((paragraph.inlines.get(inline)?, *lengths.get(inline)?))
    }

    /// The format of the text there.
    fn text_at(&self, place: usize) -> Option<&'l TextFormat> {
        let Owner::Inline(paragraph, inline, _) = *self.owners.get(place)? else {
            return None;
        };
        let (inline, _) = self.inline(paragraph, inline)?;
        is_text(inline).then_some(&inline.format)
    }

    /// What takes several characters and is not text stays whole or not at all.
    fn keep_whole(&self, from: &mut [Option<usize>], old: &[Unit<'_>], new: &[Unit<'_>]) {
        let mut to: Vec<Option<usize>> = vec![None; old.len()];
        for (at, place) in from.iter().enumerate() {
            if let Some(slot) = place.and_then(|place| to.get_mut(place)) {
                *slot = Some(at);
            }
        }
        let mut start = 0usize;
        while start < self.owners.len() {
            let Some(Owner::Inline(paragraph, number, _)) = self.owners.get(start).copied() else {
                start = start.saturating_add(1);
                continue;
            };
            let Some((inline, length)) = self.inline(paragraph, number) else {
                return;
            };
            let end = start.saturating_add(length.max(1));
            if !(is_text(inline) && chars(inline) == length) {
                let first = to.get(start).copied().flatten();
                let whole = (start..end).enumerate().all(|(step, place)| {
                    let at = to.get(place).copied().flatten();
                    let same = at == first.map(|first| first.saturating_add(step));
                    let format = at.and_then(|at| new.get(at)).map(|unit| unit.format);
                    at.is_some()
                        && same
                        && (length == 1 || format == old.get(place).map(|unit| unit.format))
                });
                if !whole {
                    for at in (start..end).filter_map(|place| to.get(place).copied().flatten()) {
                        if let Some(slot) = from.get_mut(at) {
                            *slot = None;
                        }
                    }
                }
            }
            start = end;
        }
    }
}

/// Puts the paragraphs of a line together.
struct Edit<'e, 'l> {
    line: &'e Line<'l>,
    old: &'e [Unit<'e>],
    out: Vec<Vec<Inline>>,
    merged: Vec<bool>,
    /// The paragraph that is written.
    current: usize,
    /// The next inline that may have to be kept without being seen.
    pending: (usize, usize),
    /// Whether what is not seen in Delta is left out.
    only_seen: bool,
    /// The format of the text before: as it is in the document, and as Delta shows it.
    last: Option<(TextFormat, TextFormat)>,
}

impl<'e, 'l> Edit<'e, 'l> {
    fn new(line: &'e Line<'l>, old: &'e [Unit<'e>]) -> Self {
        let count = line.paragraphs.len();
        Self {
            line,
            old,
            out: vec![Vec::new(); count],
            merged: (0..count).map(|number| number > 0).collect(),
            current: 0,
            pending: (0, 0),
            only_seen: false,
            last: None,
        }
    }

    /// Keeps what is not seen in Delta before that inline: bookmarks, hidden text.
    fn flush(&mut self, before: Option<(usize, usize)>) {
        loop {
            let (paragraph, inline) = self.pending;
            if before.is_some_and(|before| self.pending >= before) {
                return;
            }
            let Some((_, content, _, lengths)) = self.line.paragraphs.get(paragraph) else {
                return;
            };
            match content.inlines.get(inline) {
                Some(kept) => {
                    if lengths.get(inline) == Some(&0) && !self.only_seen {
                        self.push(kept.clone());
                    }
                    self.pending = (paragraph, inline.saturating_add(1));
                }
                None => self.pending = (paragraph.saturating_add(1), 0),
            }
        }
    }

    /// A character that was there before.
    fn kept(&mut self, place: usize, unit: &Unit<'_>) {
        let Some(old) = self.old.get(place) else {
            return;
        };
        match self.line.owners.get(place) {
            Some(Owner::Inline(paragraph, number, offset)) => {
                self.flush(Some((*paragraph, *number)));
                let Some((inline, length)) = self.line.inline(*paragraph, *number) else {
                    return;
                };
                let format = text_format(&inline.format, old.format, unit.format);
                if let (InlineKind::Text(text), true) = (&inline.kind, chars(inline) == length) {
                    let character = text.chars().nth(*offset).map(String::from);
                    let kind = InlineKind::Text(character.unwrap_or_default());
                    self.push(Inline::new(kind, format));
                    self.last = Some((inline.format.clone(), old.format.clone()));
                } else if *offset == 0 {
                    self.push(Inline::new(inline.kind.clone(), format));
                }
            }
            Some(Owner::Filler) if old.sign == Sign::Other(&InlineKind::LineBreak) => {
                let mut after = self.line.paragraphs.iter().enumerate();
                let next = after.find(|(_, (_, _, first, _))| *first > place);
                if let Some((next, _)) = next {
                    self.flush(Some((next, 0)));
                    self.current = next;
                    self.last = None;
                    if let Some(merged) = self.merged.get_mut(next) {
                        *merged = false;
                    }
                }
            }
            _ => {}
        }
    }

    /// A character that was added: `instead` of text that went, or before text at `next`.
    fn added(&mut self, unit: &Unit<'_>, instead: Option<usize>, next: Option<usize>) {
        let kind = match unit.sign {
            Sign::Char(character) => InlineKind::Text(character.to_string()),
            Sign::Other(kind) => kind.clone(),
        };
        let is_plain = matches!(kind, InlineKind::Text(_) | InlineKind::LineBreak);
        if let Some(Owner::Inline(paragraph, inline, _)) =
            instead.and_then(|place| self.line.owners.get(place).copied())
        {
            self.flush(Some((paragraph, inline)));
        }
        let last = self.last.clone().filter(|_| instead.is_none());
        let known = last.or_else(|| {
            let place = instead.or(next).or_else(|| {
                (0..self.old.len()).find(|place| self.line.text_at(*place).is_some())
            })?;
            let old = self.old.get(place)?;
            Some((self.line.text_at(place)?.clone(), old.format.clone()))
        });
        let after = instead.or(next).and_then(|place| self.line.text_at(place));
        let format = match known.filter(|_| is_plain) {
            Some((full, was)) => TextFormat {
                // Nobody tracked this, unless it is amid what was put in.
                change: full
                    .change
                    .clone()
                    .filter(|change| after.and_then(|after| after.change.as_ref()) == Some(change)),
                ..text_format(&full, &was, unit.format)
            },
            None => unit.format.clone(),
        };
        self.push(Inline::new(kind, format));
    }

    fn push(&mut self, inline: Inline) {
        let Some(out) = self.out.get_mut(self.current) else {
            return;
        };
        if let (InlineKind::Text(text), Some(last)) = (&inline.kind, out.last_mut())
            && last.format == inline.format
            && let InlineKind::Text(before) = &mut last.kind
        {
            before.push_str(text);
            return;
        }
        out.push(inline);
    }
}

/// For each new unit the place of the old one that it is.
fn places(old: &[Unit<'_>], new: &[Unit<'_>]) -> Vec<Option<usize>> {
    let mut signs = Signs::default();
    let old_numbers: Vec<usize> = old.iter().map(|unit| signs.number(unit.sign)).collect();
    let new_numbers: Vec<usize> = new.iter().map(|unit| signs.number(unit.sign)).collect();
    let mut from: Vec<Option<usize>> = vec![None; new.len()];
    for (a, b) in align(&old_numbers, &new_numbers) {
        if let Some(slot) = from.get_mut(b) {
            *slot = Some(a);
        }
    }
    from
}

fn chars(inline: &Inline) -> usize {
    match &inline.kind {
        InlineKind::Text(text) => text.chars().count(),
        _ => 1,
    }
}

/// Gives equal signs equal numbers.
#[derive(Default)]
struct Signs<'u> {
    characters: HashMap<char, usize>,
    embeds: Vec<&'u InlineKind>,
}

impl<'u> Signs<'u> {
    fn number(&mut self, sign: Sign<'u>) -> usize {
        match sign {
            Sign::Char(character) => {
                let next = self.characters.len().saturating_mul(2);
                *self.characters.entry(character).or_insert(next)
            }
            Sign::Other(kind) => {
                let known = self.embeds.iter().position(|known| *known == kind);
                let index = known.unwrap_or_else(|| {
                    self.embeds.push(kind);
                    self.embeds.len().saturating_sub(1)
                });
                index.saturating_mul(2).saturating_add(1)
            }
        }
    }
}
