//! Where formats lie: pages of 512 bytes that say for ranges of the stream which properties they have
//! ([MS-DOC] 2.4.6.1, 2.4.6.2, 2.9.33, 2.9.175).

use std::ops::Range;

use super::bytes::{Plc, part, u8_at, u16_at, u32_at};
use super::fib::{Fib, Part};

/// Ranges of the stream and their properties, in ascending order.
pub(super) struct Formats {
    list: Vec<Place>,
}

struct Place {
    start: u32,
    end: u32,
    /// The style, for paragraphs.
    style: u16,
    /// Where in the stream of the text the properties lie.
    properties: Range<usize>,
}

const PAGE: usize = 512;

impl Formats {
    /// The formats of letters.
    pub(super) fn of_characters(fib: &Fib) -> Self {
        Self::read(fib, Part::CharacterPages, false)
    }

    /// The formats of paragraphs.
    pub(super) fn of_paragraphs(fib: &Fib) -> Self {
        Self::read(fib, Part::ParagraphPages, true)
    }

    /// The properties at a place of the stream, with the style for paragraphs.
    pub(super) fn at<'a>(&self, fib: &'a Fib, place: u32) -> (u16, &'a [u8]) {
        let found = self.find(place).filter(|found| found.start <= place);
        found.map_or((0, &[]), |found| {
            let properties = fib.word.get(found.properties.clone()).unwrap_or_default();
            (found.style, properties)
        })
    }

    /// Where the format of a place ends: the end of its range, or the start of the next one.
    pub(super) fn boundary(&self, place: u32) -> u32 {
        self.find(place).map_or(u32::MAX, |found| {
            if found.start > place {
                found.start
            } else {
                found.end
            }
        })
    }

    /// The first range that ends behind the place.
    fn find(&self, place: u32) -> Option<&Place> {
        let index = self.list.partition_point(|known| known.end <= place);
        self.list.get(index)
    }

    fn read(fib: &Fib, which: Part, paragraphs: bool) -> Self {
        let table = fib.part(which);
        let plc = Plc::new(table, if fib.old { 2 } else { 4 });
        let mut list = Vec::new();
        // No page belongs to two ranges: more entries than pages are a broken table.
        let most = fib.word.len() / PAGE;
        for index in 0..plc.len().min(most) {
            let Some(entry) = plc.element(index) else {
                break;
            };
            let number = if fib.old {
                u16_at(entry, 0).map(usize::from)
            } else {
                u32_at(entry, 0).map(|number| (number & 0x3F_FFFF) as usize)
            };
            let at = number.unwrap_or(0).saturating_mul(PAGE);
            if let Some(page) = part(&fib.word, at, PAGE) {
                read_page(page, at, paragraphs, fib.old, &mut list);
            }
        }
        // A binary search wants them in order, which broken or merged files do not keep.
        if !list.is_sorted_by_key(|place: &Place| (place.start, place.end)) {
            list.sort_by_key(|place| (place.start, place.end));
        }
        let mut reached = 0;
        list.retain(|place| {
            let fits = place.start >= reached && place.end > place.start;
            if fits {
                reached = place.end;
            }
            fits
        });
        Self { list }
    }
}

fn read_page(page: &[u8], at: usize, paragraphs: bool, old: bool, list: &mut Vec<Place>) {
    let count = usize::from(u8_at(page, PAGE - 1).unwrap_or(0));
    let size = match (paragraphs, old) {
        (false, _) => 1,
        (true, true) => 7,
        (true, false) => 13,
    };
    let offsets = count.saturating_add(1).saturating_mul(4);
    for index in 0..count {
        let position = index.saturating_mul(4);
        let (Some(start), Some(end)) = (
            u32_at(page, position),
            u32_at(page, position.saturating_add(4)),
        ) else {
            return;
        };
        let Some(word) = u8_at(page, offsets.saturating_add(index.saturating_mul(size))) else {
            return;
        };
        let (style, properties) = if word == 0 {
            (0, 0..0)
        } else {
            let offset = usize::from(word).saturating_mul(2);
            if paragraphs {
                paragraph_properties(page, offset, old).unwrap_or((0, 0..0))
            } else {
                let count = usize::from(u8_at(page, offset).unwrap_or(0));
                let start = offset.saturating_add(1);
                (0, start..start.saturating_add(count).min(PAGE))
            }
        };
        list.push(Place {
            start,
            end,
            style,
            properties: at.saturating_add(properties.start)..at.saturating_add(properties.end),
        });
    }
}

fn paragraph_properties(page: &[u8], offset: usize, old: bool) -> Option<(u16, Range<usize>)> {
    let first = usize::from(u8_at(page, offset)?);
    let (start, count) = if old {
        (offset.checked_add(1)?, first.checked_mul(2)?)
    } else if first == 0 {
        let second = usize::from(u8_at(page, offset.checked_add(1)?)?);
        (offset.checked_add(2)?, second.checked_mul(2)?)
    } else {
        (
            offset.checked_add(1)?,
            first.checked_mul(2)?.checked_sub(1)?,
        )
    };
    let style = u16_at(page, start)?;
    let end = start.checked_add(count)?.min(PAGE);
    Some((style, start.checked_add(2)?.min(end)..end))
}
