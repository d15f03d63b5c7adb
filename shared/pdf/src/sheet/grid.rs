//! Columns, rows, and how they are shared out to pages.

use std::ops::Range;

use spindle_model::convert::ConvertError;
use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS, Sheet};

use super::Part;

/// Width of columns that say none.
const COLUMN: f32 = 52.0;
/// A sheet that is wider than a page is made smaller if this is enough.
const SMALLEST: f32 = 0.68;
/// Rows or columns that stay in sight are said again where they leave room.
const REPEATED: f32 = 0.4;

/// Paper and the space around the cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paper {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) left: f32,
    pub(super) top: f32,
}

impl Paper {
    pub(super) fn upright() -> Self {
        Self {
            width: 595.3,
            height: 841.9,
            left: 40.0,
            top: 52.0,
        }
    }

    fn across() -> Self {
        Self {
            width: 841.9,
            height: 595.3,
            ..Self::upright()
        }
    }

    fn room(self) -> (f32, f32) {
        (self.width - 2.0 * self.left, self.height - self.top - 48.0)
    }
}

/// The columns and rows of a sheet that are used.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) paper: Paper,
    /// By what everything is made smaller.
    pub(super) scale: f32,
    /// Widths and heights as they are drawn; 0 for hidden ones.
    pub(super) widths: Vec<f32>,
    pub(super) heights: Vec<f32>,
    frozen_columns: usize,
    frozen_rows: usize,
}

impl Grid {
    /// The grid of a sheet; `None` for one without cells. `height` tells the height of a row in a scale.
    pub(super) fn new(
        sheet: &Sheet,
        pages: usize,
        height: impl Fn(u32, f32, &[f32]) -> f32,
    ) -> Result<Option<Self>, ConvertError> {
        let (mut last_row, mut last_column, mut any) = (0, 0, false);
        if let Some(used) = sheet.used() {
            (last_row, last_column, any) = (used.last_row, used.last_column, true);
        }
        for image in &sheet.images {
            last_row = last_row.max(image.row);
            last_column = last_column.max(image.column);
            any = true;
        }
        if !any {
            return Ok(None);
        }
        let last_row = last_row.min(MAX_ROWS - 1);
        let last_column = last_column.min(MAX_COLUMNS - 1);
        let mut widths = widths(sheet, last_column);
        let total: f32 = widths.iter().sum();
        let mut paper = Paper::upright();
        let mut scale = 1.0;
        if total > paper.room().0 {
            let across = Paper::across();
            if total * SMALLEST <= paper.room().0 && total > across.room().0 * 1.02 {
                scale = paper.room().0 / total;
            } else {
                paper = across;
                scale = (paper.room().0 / total).min(1.0);
            }
            if scale < SMALLEST {
                scale = 0.8;
            }
        }
        for width in &mut widths {
            *width = (*width * scale).min(paper.room().0);
        }
        let mut heights = Vec::new();
        let mut sum = 0.0;
        let most = paper.room().1 * pages as f32;
        for row in 0..=last_row {
            let height = height(row, scale, &widths).min(paper.room().1);
            sum += height;
            if sum > most {
                return Err(ConvertError::limit(format!(
                    "the sheet \"{}\" takes more than {pages} pages",
                    sheet.name
                )));
            }
            heights.push(height);
        }
        let mut grid = Self {
            paper,
            scale,
            widths,
            heights,
            frozen_columns: usize::try_from(sheet.frozen_columns).unwrap_or(0),
            frozen_rows: usize::try_from(sheet.frozen_rows).unwrap_or(0),
        };
        let share = |sizes: &[f32], count: usize| -> f32 { sizes.iter().take(count).sum() };
        if share(&grid.widths, grid.frozen_columns) > paper.room().0 * REPEATED {
            grid.frozen_columns = 0;
        }
        if share(&grid.heights, grid.frozen_rows) > paper.room().1 * REPEATED {
            grid.frozen_rows = 0;
        }
        Ok(Some(grid))
    }

    /// The columns of each page from left to right.
    pub(super) fn bands(&self) -> Vec<Range<usize>> {
        shares(&self.widths, self.paper.room().0, self.frozen_columns)
    }

    /// The rows of each page from top to bottom.
    pub(super) fn chunks(&self) -> Vec<Range<usize>> {
        shares(&self.heights, self.paper.room().1, self.frozen_rows)
    }

    /// One page.
    pub(super) fn part<'s>(
        &'s self,
        sheet: &'s Sheet,
        band: &Range<usize>,
        chunk: &Range<usize>,
    ) -> Part<'s> {
        let (columns, right) = places(&self.widths, band, self.frozen_columns, self.paper.left);
        let (rows, bottom) = places(&self.heights, chunk, self.frozen_rows, self.paper.top);
        let repeated = rows
            .iter()
            .take_while(|(row, _)| usize::try_from(*row).is_ok_and(|row| row < chunk.start))
            .count();
        Part {
            sheet,
            grid: self,
            columns,
            rows,
            repeated,
            right,
            bottom,
        }
    }
}

/// Shares sizes out so that those of a page, with the frozen ones, have room in it.
fn shares(sizes: &[f32], room: f32, frozen: usize) -> Vec<Range<usize>> {
    let repeated: f32 = sizes.iter().take(frozen).sum();
    let mut shares = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for (index, size) in sizes.iter().enumerate() {
        if used + size > room + 0.1 && index > start {
            shares.push(start..index);
            start = index;
            used = if index >= frozen { repeated } else { 0.0 };
        }
        used += size;
    }
    shares.push(start..sizes.len());
    shares
}

fn places(
    sizes: &[f32],
    share: &Range<usize>,
    frozen: usize,
    start: f32,
) -> (Vec<(u32, f32)>, f32) {
    let mut at = start;
    let mut places = Vec::new();
    let repeated = 0..frozen.min(share.start);
    for index in repeated.chain(share.clone()) {
        let size = sizes.get(index).copied().unwrap_or(0.0);
        if size > 0.0 {
            places.push((u32::try_from(index).unwrap_or(u32::MAX), at));
        }
        at += size;
    }
    (places, at)
}

fn widths(sheet: &Sheet, last: u32) -> Vec<f32> {
    let sane = |width: f32| {
        if width.is_finite() {
            width.clamp(0.0, 2000.0)
        } else {
            COLUMN
        }
    };
    let usual = sheet.default_width.map_or(COLUMN, sane).max(4.0);
    let mut widths = vec![usual; usize::try_from(last).unwrap_or(0).saturating_add(1)];
    for columns in &sheet.columns {
        let first = usize::try_from(columns.first).unwrap_or(usize::MAX);
        let count = usize::try_from(columns.last.saturating_sub(columns.first)).unwrap_or(0);
        let width = if columns.hidden {
            0.0
        } else {
            columns.width.map_or(usual, sane)
        };
        for place in widths.iter_mut().skip(first).take(count.saturating_add(1)) {
            *place = width;
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_leave_room_for_what_is_frozen() {
        assert_eq!(shares(&[40.0, 40.0, 40.0], 100.0, 0), [0..2, 2..3]);
        assert_eq!(
            shares(&[40.0, 40.0, 40.0, 40.0], 100.0, 1),
            [0..2, 2..3, 3..4]
        );
        // What is wider than a page stands alone.
        assert_eq!(shares(&[10.0, 400.0, 10.0], 100.0, 0), [0..1, 1..2, 2..3]);
    }

    #[test]
    fn hidden_ones_have_no_place() {
        let (places, end) = places(&[10.0, 0.0, 20.0], &(0..3), 0, 5.0);
        assert_eq!(places, [(0, 5.0), (2, 15.0)]);
        assert_eq!(end, 35.0);
    }
}
