//! Where in a sheet something other than plain cells stands: merges, comments, links, pictures.

use std::collections::BTreeMap;

use spindle_model::convert::Job;
use spindle_model::workbook::{Cell, CellComment, MAX_COLUMNS, MAX_ROWS, Range, Sheet, SheetImage};

/// Cells of one link that get it each; of larger ones the first cell alone does.
const MAX_LINKED: u64 = 1000;

/// What stands at a cell besides its value.
#[derive(Debug, Default)]
pub(super) struct Extra<'b> {
    pub(super) comments: Vec<&'b CellComment>,
    pub(super) images: Vec<(usize, &'b SheetImage)>,
    pub(super) link: Option<&'b str>,
}

/// Rows that are alike: as many as `count` from `first` on.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) first: u32,
    pub(super) count: u32,
    /// The merges that it has a part in, from left to right.
    pub(super) places: Vec<Range>,
}

/// A cell that is written: where, how often, and what of a merge it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) column: u32,
    pub(super) repeated: u32,
    pub(super) covered: bool,
    /// Columns and rows of the merge that begins here.
    pub(super) spans: Option<(u32, u32)>,
}

/// What stands where.
pub(super) struct Layout<'b> {
    extras: BTreeMap<u32, BTreeMap<u32, Extra<'b>>>,
    /// By their first row.
    merges: Vec<Range>,
    rows: u32,
}

impl<'b> Layout<'b> {
    /// Looks through the sheet.
    pub(super) fn new(sheet: &'b Sheet, job: &mut Job<'_>) -> Self {
        let mut extras: BTreeMap<u32, BTreeMap<u32, Extra<'b>>> = BTreeMap::new();
        let mut at = |row: u32, column: u32, set: &mut dyn FnMut(&mut Extra<'b>)| {
            if row < MAX_ROWS && column < MAX_COLUMNS {
                set(extras.entry(row).or_default().entry(column).or_default());
            }
        };
        for comment in &sheet.comments {
            at(comment.row, comment.column, &mut |extra| {
                extra.comments.push(comment);
            });
        }
        for (number, image) in sheet.images.iter().enumerate() {
            at(image.row, image.column, &mut |extra| {
                extra.images.push((number, image));
            });
        }
        for link in &sheet.links {
            let range = link.range;
            let rows = u64::from(range.last_row.saturating_sub(range.first_row)) + 1;
            let columns = u64::from(range.last_column.saturating_sub(range.first_column)) + 1;
            let small = rows.saturating_mul(columns) <= MAX_LINKED;
            if !small {
                job.warn(
                    "link-shortened",
                    "a link of many cells is kept at the first one only",
                );
            }
            let (last_row, last_column) = if small {
                (range.last_row, range.last_column)
            } else {
                (range.first_row, range.first_column)
            };
            for row in range.first_row..=last_row {
                for column in range.first_column..=last_column {
                    // Links of cells without text have nothing to stand on.
                    if sheet.cell(row, column).is_some() {
                        at(row, column, &mut |extra| extra.link = Some(&link.href));
                    }
                }
            }
        }
        let mut merges: Vec<Range> = sheet
            .merges
            .iter()
            .filter(|merge| {
                merge.first_row < MAX_ROWS
                    && merge.first_column < MAX_COLUMNS
                    && merge.first_row <= merge.last_row
                    && merge.first_column <= merge.last_column
            })
            .map(|merge| Range {
                last_row: merge.last_row.min(MAX_ROWS - 1),
                last_column: merge.last_column.min(MAX_COLUMNS - 1),
                ..*merge
            })
            .collect();
        merges.sort_by_key(|merge| (merge.first_row, merge.first_column));
        let last_row = |row: Option<u32>| row.map_or(0, |row| row.saturating_add(1));
        let rows = last_row(sheet.rows.last().map(|row| row.index))
            .max(last_row(extras.keys().next_back().copied()))
            .max(last_row(merges.iter().map(|merge| merge.last_row).max()))
            .min(MAX_ROWS);
        Self {
            extras,
            merges,
            rows,
        }
    }

    /// How many rows are written.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// Whether something but cells stands in that row.
    pub(super) fn has_extras(&self, row: u32) -> bool {
        !self.extras.is_empty() && self.extras.contains_key(&row)
    }

    /// What stands there.
    pub(super) fn extra(&self, row: u32, column: u32) -> Option<&Extra<'b>> {
        self.extras.get(&row)?.get(&column)
    }

    /// The stretches of rows that are alike, from the first to the last row.
    pub(super) fn stretches(&self, sheet: &Sheet) -> impl Iterator<Item = Stretch> + use<'_, 'b> {
        let mut starts: Vec<u32> = vec![0];
        for row in sheet.rows.iter().map(|row| row.index) {
            starts.extend([row, row.saturating_add(1)]);
        }
        for row in self.extras.keys() {
            starts.extend([*row, row.saturating_add(1)]);
        }
        for merge in &self.merges {
            starts.extend([
                merge.first_row,
                merge.first_row.saturating_add(1),
                merge.last_row.saturating_add(1),
            ]);
        }
        starts.retain(|row| *row < self.rows);
        starts.sort_unstable();
        starts.dedup();
        let mut starts = starts.into_iter().peekable();
        let mut merges = self.merges.iter().peekable();
        let mut open: Vec<Range> = Vec::new();
        let end = self.rows;
        std::iter::from_fn(move || {
            let first = starts.next().filter(|first| *first < end)?;
            let until = starts.peek().copied().unwrap_or(end);
            open.retain(|merge| merge.last_row >= first);
            while let Some(merge) = merges.next_if(|merge| merge.first_row <= first) {
                // Merges that overlap are no merges; the first one counts.
                let apart = |known: &Range| {
                    known.last_column < merge.first_column || merge.last_column < known.first_column
                };
                if open.iter().all(apart) {
                    let at = open.partition_point(|known| known.first_column < merge.first_column);
                    open.insert(at, *merge);
                }
            }
            Some(Stretch {
                first,
                count: until.saturating_sub(first),
                places: open.clone(),
            })
        })
    }

    /// The cells of a row in their order, merges and extras among them.
    pub(super) fn row(&self, stretch: &Stretch, cells: &[Cell]) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let single = |column: u32, covered: bool| Place {
            column,
            repeated: 1,
            covered,
            spans: None,
        };
        let mut columns: Vec<u32> = cells.iter().map(|cell| cell.column).collect();
        if let Some(extras) = self.extras.get(&stretch.first) {
            columns.extend(extras.keys());
            columns.sort_unstable();
            columns.dedup();
        }
        let mut columns = columns
            .into_iter()
            .filter(|column| *column < MAX_COLUMNS)
            .peekable();
        for merge in &stretch.places {
            while let Some(column) = columns.next_if(|column| *column < merge.first_column) {
                places.push(single(column, false));
            }
            let mut next = merge.first_column;
            if merge.first_row == stretch.first {
                columns.next_if_eq(&next);
                places.push(Place {
                    spans: Some((
                        merge.last_column - merge.first_column + 1,
                        merge.last_row - merge.first_row + 1,
                    )),
                    ..single(next, false)
                });
                next += 1;
            }
            // Covered cells keep their looks, for the lines around the merge are theirs.
            while let Some(column) = columns.next_if(|column| *column <= merge.last_column) {
                if column > next {
                    places.push(Place {
                        repeated: column - next,
                        ..single(next, true)
                    });
                }
                places.push(single(column, true));
                next = column + 1;
            }
            if next <= merge.last_column {
                places.push(Place {
                    repeated: merge.last_column - next + 1,
                    ..single(next, true)
                });
            }
        }
        places.extend(columns.map(|column| single(column, false)));
        places
    }
}

/// The style of cells in that column that are not there.
pub(super) fn implied(sheet: &Sheet, column: u32, row_style: u32) -> u32 {
    if row_style != 0 {
        return row_style;
    }
    let at = sheet
        .columns
        .partition_point(|columns| columns.last < column);
    sheet
        .columns
        .get(at)
        .filter(|columns| columns.first <= column)
        .map_or(0, |columns| columns.style)
}
