//! Shared strings (ECMA-376 Part 1, 18.4).

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io::Write;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::RichRun;
use spindle_ooxml::sheet::text::MAX_TEXT;

use super::styles::push_font;
use super::{HEAD, MAIN, sheet};
use crate::xlsx::chars::{fitting, push_cell_text, push_space};

/// The part of a file without texts.
pub(super) const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"0\" uniqueCount=\"0\"/>";

/// The texts of all cells, equal ones once. They are borrowed: the workbook has their bytes already.
#[derive(Debug, Default)]
pub(super) struct SharedStrings<'w> {
    items: Vec<Item<'w>>,
    plain: Index,
    /// Texts with formats by the place of their runs.
    rich: HashMap<*const RichRun, u32>,
    uses: u64,
}

#[derive(Debug, Clone, Copy)]
enum Item<'w> {
    Plain(&'w str),
    Rich(&'w [RichRun]),
}

/// Finds plain texts among the items: numbers of items from 1, at the place of their hash or after it; 0 is free. A map
/// with the texts as keys takes four times the memory, which counts where a million texts differ.
#[derive(Debug, Default)]
struct Index {
    slots: Vec<u32>,
    used: usize,
    hasher: RandomState,
}

impl Index {
    /// The number of an equal text, or the new one that it is given, `next`.
    fn find_or_add(&mut self, text: &str, items: &[Item<'_>], next: u32) -> u32 {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow(items);
        }
        let mask = self.slots.len().saturating_sub(1);
        let mut at = self.hasher.hash_one(text) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            let Some(known) = slot.checked_sub(1) else {
                *slot = next + 1;
                self.used += 1;
                return next;
            };
            if matches!(items.get(known as usize), Some(Item::Plain(other)) if *other == text) {
                return known;
            }
            at = (at + 1) & mask;
        }
        next
    }

    fn grow(&mut self, items: &[Item<'_>]) {
        let size = (self.slots.len() * 2).max(1024);
        // The old ones go first, so that both are never there at once: the texts tell all.
        self.slots = Vec::new();
        self.slots.resize(size, 0);
        let mask = size - 1;
        for (number, item) in (1..).zip(items) {
            let Item::Plain(text) = item else { continue };
            let mut at = self.hasher.hash_one(text) as usize & mask;
            while let Some(slot) = self.slots.get_mut(at) {
                if *slot == 0 {
                    *slot = number;
                    break;
                }
                at = (at + 1) & mask;
            }
        }
    }
}

impl<'w> SharedStrings<'w> {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The index of a text; one that is too long for a cell is cut.
    pub(super) fn plain(&mut self, text: &'w str, job: &mut Job<'_>) -> u32 {
        let fitting = fitting(text);
        if fitting.len() < text.len() {
            too_long(job);
        }
        self.uses += 1;
        let next = self.items.len() as u32;
        let index = self.plain.find_or_add(fitting, &self.items, next);
        if index == next {
            self.items.push(Item::Plain(fitting));
        }
        index
    }

    /// The index of a text with formats.
    pub(super) fn rich(&mut self, runs: &'w [RichRun], job: &mut Job<'_>) -> u32 {
        let units: usize = runs.iter().map(|run| run.text.len()).sum();
        if units > MAX_TEXT
            && runs
                .iter()
                .map(|run| run.text.encode_utf16().count())
                .sum::<usize>()
                > MAX_TEXT
        {
            too_long(job);
        }
        self.uses += 1;
        let next = self.items.len() as u32;
        *self.rich.entry(runs.as_ptr()).or_insert_with(|| {
            self.items.push(Item::Rich(runs));
            next
        })
    }

    /// Writes the part.
    pub(super) fn write(&self, sink: &mut dyn Write) -> Result<(), ConvertError> {
        let mut out = format!(
            "{HEAD}<sst xmlns=\"{MAIN}\" count=\"{}\" uniqueCount=\"{}\">",
            self.uses,
            self.items.len()
        );
        for item in &self.items {
            out.push_str("<si>");
            match item {
                Item::Plain(text) => push_t(&mut out, text),
                Item::Rich(runs) => push_runs(&mut out, runs),
            }
            out.push_str("</si>");
            sheet::flush(&mut out, sink, false)?;
        }
        out.push_str("</sst>");
        sheet::flush(&mut out, sink, true)
    }
}

fn too_long(job: &mut Job<'_>) {
    job.warn(
        "text-cut",
        format!("a text was cut after {MAX_TEXT} characters, which is all that a cell holds"),
    );
}

/// Appends the runs of a text, as far as a cell holds them.
pub(in crate::xlsx) fn push_runs(out: &mut String, runs: &[RichRun]) {
    let mut left = MAX_TEXT;
    for run in runs {
        let fits = fitting(&run.text);
        let units = fits.encode_utf16().count();
        if units == 0 {
            continue;
        }
        if units > left {
            break;
        }
        left -= units;
        out.push_str("<r>");
        if let Some(font) = &run.font {
            out.push_str("<rPr>");
            push_font(out, font, "rFont");
            out.push_str("</rPr>");
        }
        push_t(out, fits);
        out.push_str("</r>");
    }
    if left == MAX_TEXT {
        push_t(out, "");
    }
}

/// Appends a `t` element.
pub(in crate::xlsx) fn push_t(out: &mut String, text: &str) {
    out.push_str("<t");
    push_space(out, text);
    out.push('>');
    push_cell_text(out, text);
    out.push_str("</t>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_index_however_many_there_are() {
        let texts: Vec<String> = (0..5000).map(|number| format!("text {number}")).collect();
        let mut progress = |_: f32| {};
        let mut job = Job::new(&mut progress);
        let mut strings = SharedStrings::default();
        for _ in 0..2 {
            for (index, text) in (0..).zip(&texts) {
                assert_eq!(strings.plain(text, &mut job), index);
            }
        }
        assert_eq!((strings.items.len(), strings.uses), (5000, 10_000));
    }
}
