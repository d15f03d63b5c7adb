//! What a file will hold, found out before its first part is written.

use std::collections::BTreeMap;

use spindle_model::convert::Job;
use spindle_model::workbook::{Range, Sheet, SheetImage, Workbook};
use spindle_ooxml::sheet::formula::rename_sheet;

use super::names::sheet_names;

/// Links of a sheet that Excel allows.
const MAX_LINKS: usize = 65_530;

/// What a file will hold.
#[derive(Debug)]
pub(super) struct Plan<'w> {
    pub(super) sheets: Vec<Planned<'w>>,
    /// For each sheet of the workbook what it was called and what it is called, where that differs.
    renamed: Vec<(String, String)>,
    /// For each of the workbook's pictures whether it is written.
    pub(super) media: Vec<bool>,
    /// The kinds of those.
    pub(super) media_types: Vec<&'w str>,
    pub(super) active: usize,
    workbook: &'w Workbook,
}

/// What a sheet will hold.
#[derive(Debug)]
pub(super) struct Planned<'w> {
    pub(super) sheet: &'w Sheet,
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) has_comments: bool,
    pub(super) images: Vec<&'w SheetImage>,
    pub(super) merges: Vec<Range>,
    pub(super) links: usize,
    pub(super) is_active: bool,
}

impl Planned<'_> {
    pub(super) fn has_images(&self) -> bool {
        !self.images.is_empty()
    }
}

/// A sheet for workbooks that have none, which xlsx does not allow.
static EMPTY: std::sync::LazyLock<Sheet> = std::sync::LazyLock::new(|| Sheet {
    name: "Sheet1".to_owned(),
    ..Sheet::default()
});

impl<'w> Plan<'w> {
    pub(super) fn new(workbook: &'w Workbook, job: &mut Job<'_>) -> Self {
        let mut sheets: Vec<&Sheet> = workbook.sheets.iter().collect();
        if sheets.is_empty() {
            job.warn(
                "sheet-added",
                "an empty sheet was added, for xlsx wants one at least",
            );
            sheets.push(&EMPTY);
        }
        let names = sheet_names(sheets.iter().map(|sheet| sheet.name.as_str()), job);
        let renamed = sheets
            .iter()
            .zip(&names)
            .filter(|(sheet, name)| sheet.name != **name && !sheet.name.is_empty())
            .map(|(sheet, name)| (sheet.name.clone(), name.clone()))
            .collect();
        let all_hidden = sheets.iter().all(|sheet| sheet.hidden);
        if all_hidden {
            job.warn(
                "sheet-shown",
                "the first sheet is shown, for xlsx wants one that is",
            );
        }
        let visible = |index: &usize| {
            (all_hidden && *index == 0) || sheets.get(*index).is_some_and(|sheet| !sheet.hidden)
        };
        let active = Some(workbook.active)
            .filter(visible)
            .or_else(|| (0..sheets.len()).find(visible))
            .unwrap_or(0);
        let mut media = vec![false; workbook.media.len()];
        let planned: Vec<Planned<'w>> = sheets
            .iter()
            .zip(names)
            .enumerate()
            .map(|(index, (sheet, name))| Planned {
                sheet,
                name,
                hidden: sheet.hidden && !visible(&index),
                has_comments: job.options.comments && !sheet.comments.is_empty(),
                images: images(workbook, sheet, &mut media, job),
                merges: merges(sheet, job),
                links: links(sheet, job),
                is_active: index == active,
            })
            .collect();
        let mut media_types: Vec<&str> = workbook
            .media
            .iter()
            .zip(&media)
            .filter(|(_, used)| **used)
            .map(|(media, _)| media.media_type.as_str())
            .collect();
        media_types.sort_unstable();
        media_types.dedup();
        Self {
            sheets: planned,
            renamed,
            media,
            media_types,
            active,
            workbook,
        }
    }

    /// The media type of one of the workbook's pictures.
    pub(super) fn media_type(&self, media: usize) -> &'w str {
        let media = self.workbook.media.get(media);
        media.map_or("", |media| media.media_type.as_str())
    }

    /// A formula with the names that sheets are given here.
    pub(super) fn formula(&self, text: &str) -> Option<String> {
        let mut changed: Option<String> = None;
        for (from, to) in &self.renamed {
            let text = changed.as_deref().unwrap_or(text);
            if let Some(renamed) = rename_sheet(text, from, to) {
                changed = Some(renamed);
            }
        }
        changed
    }
}

/// The pictures that xlsx can hold; notes which of the workbook's these are.
fn images<'w>(
    workbook: &Workbook,
    sheet: &'w Sheet,
    used: &mut [bool],
    job: &mut Job<'_>,
) -> Vec<&'w SheetImage> {
    let mut images = Vec::new();
    for image in &sheet.images {
        let known = workbook.media.get(image.media).is_some_and(|media| {
            matches!(
                media.media_type.as_str(),
                "image/png"
                    | "image/jpeg"
                    | "image/gif"
                    | "image/bmp"
                    | "image/tiff"
                    | "image/wmf"
                    | "image/emf"
            )
        });
        if !known {
            job.warn(
                "picture-dropped",
                "a picture of a kind that spreadsheet programs do not show was dropped",
            );
            continue;
        }
        if let Some(slot) = used.get_mut(image.media) {
            *slot = true;
        }
        images.push(image);
    }
    images
}

/// The merged ranges that do not overlap others.
fn merges(sheet: &Sheet, job: &mut Job<'_>) -> Vec<Range> {
    let mut all: Vec<(usize, Range)> = sheet
        .merges
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, range)| {
            let single =
                range.first_row == range.last_row && range.first_column == range.last_column;
            !single && range.first_row <= range.last_row && range.first_column <= range.last_column
        })
        .collect();
    all.sort_by_key(|(_, range)| (range.first_row, range.first_column));
    // Ranges that reach into the row that is looked at, which never overlap, by their first columns.
    let mut open: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    let mut kept = Vec::with_capacity(all.len());
    for (index, range) in all {
        let mut clash = false;
        loop {
            let before = open
                .range(..=range.last_column)
                .next_back()
                .map(|(first, (last, row))| (*first, *last, *row));
            let Some((first, last, last_row)) = before else {
                break;
            };
            if last < range.first_column {
                break;
            }
            if last_row >= range.first_row {
                clash = true;
                break;
            }
            open.remove(&first);
        }
        if clash {
            job.warn(
                "merge-dropped",
                "merged ranges that overlap others were dropped",
            );
            continue;
        }
        open.insert(range.first_column, (range.last_column, range.last_row));
        kept.push((index, range));
    }
    kept.sort_unstable_by_key(|(index, _)| *index);
    kept.into_iter().map(|(_, range)| range).collect()
}

/// How many of the sheet's links are written.
fn links(sheet: &Sheet, job: &mut Job<'_>) -> usize {
    if sheet.links.len() > MAX_LINKS {
        job.warn(
            "links-dropped",
            format!("links of a sheet after the first {MAX_LINKS} were dropped"),
        );
    }
    sheet.links.len().min(MAX_LINKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_merges_are_dropped() {
        let range = |first_row, first_column, last_row, last_column| Range {
            first_row,
            first_column,
            last_row,
            last_column,
        };
        let sheet = Sheet {
            merges: vec![
                range(0, 0, 3, 1),
                range(0, 4, 0, 5),
                range(1, 1, 1, 2),
                range(1, 2, 2, 9),
                range(2, 9, 2, 10),
                range(4, 0, 4, 20),
                range(7, 7, 7, 7),
            ],
            ..Sheet::default()
        };
        let mut progress = |_: f32| {};
        let mut job = Job::new(&mut progress);
        let kept = merges(&sheet, &mut job);
        assert_eq!(
            kept,
            [
                range(0, 0, 3, 1),
                range(0, 4, 0, 5),
                range(1, 2, 2, 9),
                range(4, 0, 4, 20)
            ]
        );
        assert_eq!(job.warnings.iter().count(), 1);
    }
}
