//! Sections: the setup of their pages ([MS-DOC] 2.6.4), and the headers and footers (2.3.3).

use std::ops::Range;

use spindle_model::document::{Block, Margins, PageSetup, SectionStart};

use super::bytes::{Plc, i32_at, part, u8_at, u16_at};
use super::fib::{Fib, Part, Text};
use super::sprm::{Sprm, Sprms};

/// A section.
pub(super) struct Section {
    /// The position behind it.
    pub(super) end: u32,
    /// Its pages, without headers.
    pub(super) setup: PageSetup,
    /// Whether its first page has a header of its own.
    title: bool,
    /// Where its headers lie in the text of headers: of even pages, of odd ones, the same for footers, then header and
    /// footer of the first page.
    stories: [Range<u32>; 6],
}

/// The sections; of a broken table as many as can be read.
pub(super) fn read(fib: &Fib) -> Vec<Section> {
    let plc = Plc::new(fib.part(Part::Sections), 12);
    let stories = Plc::new(fib.part(Part::Headers), 0);
    let (first, behind) = fib.range(Text::Headers);
    let position = |index: usize| {
        let at = stories.position(index).unwrap_or(0);
        first.saturating_add(at).min(behind)
    };
    let most = fib.word.len() / 4;
    (0..plc.len().min(most))
        .map_while(|index| {
            let end = plc.position(index.checked_add(1)?)?;
            let place = i32_at(plc.element(index)?, 2)?;
            let mut section = Section {
                end,
                setup: PageSetup {
                    width: 612.0,
                    height: 792.0,
                    margins: Margins {
                        top: 72.0,
                        right: 90.0,
                        bottom: 72.0,
                        left: 90.0,
                    },
                    ..PageSetup::default()
                },
                title: false,
                stories: std::array::from_fn(|story| {
                    // The first six are the lines above notes.
                    let number = index
                        .saturating_mul(6)
                        .saturating_add(story)
                        .saturating_add(6);
                    position(number)..position(number.saturating_add(1))
                }),
            };
            if let Some(list) = usize::try_from(place).ok().and_then(|at| list(fib, at)) {
                let mut restart = false;
                for sprm in Sprms::new(list, fib.old) {
                    section.apply(&sprm, &mut restart);
                }
                if !restart {
                    section.setup.first_number = None;
                } else if section.setup.first_number.is_none() {
                    section.setup.first_number = Some(1);
                }
            }
            Some(section)
        })
        .collect()
}

fn list(fib: &Fib, at: usize) -> Option<&[u8]> {
    let size = usize::from(u16_at(&fib.word, at)?);
    part(&fib.word, at.checked_add(2)?, size)
}

/// Whether even pages have headers of their own.
fn facing_pages(fib: &Fib) -> bool {
    u8_at(fib.part(Part::Document), 0).unwrap_or(0) & 1 != 0
}

/// Fills in headers and footers; `story` reads the text between two positions.
pub(super) fn fill(
    fib: &Fib,
    sections: &mut [Section],
    story: &mut dyn FnMut(u32, u32) -> Vec<Block>,
) {
    let facing = facing_pages(fib);
    let mut last: [Vec<Block>; 6] = Default::default();
    for section in sections {
        for (range, last) in section.stories.iter().zip(&mut last) {
            // One that has nothing is as in the section before; each ends with a mark that belongs to none.
            if range.end > range.start {
                *last = story(range.start, range.end.saturating_sub(1));
            }
        }
        let [
            even_header,
            header,
            even_footer,
            footer,
            first_header,
            first_footer,
        ] = last.clone();
        section.setup.header.default = header;
        section.setup.footer.default = footer;
        if facing {
            section.setup.header.even = Some(even_header);
            section.setup.footer.even = Some(even_footer);
        }
        if section.title {
            section.setup.header.first = Some(first_header);
            section.setup.footer.first = Some(first_footer);
        }
    }
}

impl Section {
    fn apply(&mut self, sprm: &Sprm<'_>, restart: &mut bool) {
        let setup = &mut self.setup;
        let length = f32::from(sprm.word()) / 20.0;
        match sprm.code {
            0x3009 if sprm.byte() == 0 => setup.start = SectionStart::Continuous,
            0x300A => self.title = sprm.byte() != 0,
            0x500B => {
                let columns = sprm.word().saturating_add(1).min(45);
                setup.columns = u8::try_from(columns).unwrap_or(1);
            }
            0x3011 => *restart = sprm.byte() != 0,
            0x501C => setup.first_number = Some(u32::from(sprm.word())),
            0x7044 => setup.first_number = Some(sprm.long().min(0x7FFF)),
            0xB017 => setup.header_distance = length,
            0xB018 => setup.footer_distance = length,
            0xB01F if length > 0.0 => setup.width = length,
            0xB020 if length > 0.0 => setup.height = length,
            0xB021 => setup.margins.left = length,
            0xB022 => setup.margins.right = length,
            // Negative ones are kept to even where the header is higher.
            0x9023 => setup.margins.top = sprm.points().abs(),
            0x9024 => setup.margins.bottom = sprm.points().abs(),
            _ => {}
        }
    }
}
