//! One sheet: its records from its BOF to its EOF (MS-XLS 2.1.7.20.5).

mod cells;
mod formulas;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Columns, Range, Sheet};

use super::comments::Comments;
use super::data::{Bytes, Record, Records, id};
use super::formula::Context;
use super::globals::Shared;
use super::links::link;
use cells::Cells;
use formulas::Formulas;

/// Points of a digit of the usual font and of the room beside it, at 96 pixels to the inch.
const DIGIT_PIXELS: f32 = 7.0;
const PIXEL: f32 = 0.75;

/// Reads the sheet that begins at `records`, up to its end.
pub(super) fn read(
    mut records: Records<'_>,
    mut sheet: Sheet,
    context: &Context<'_>,
    shared: &mut Shared,
    job: &mut Job<'_>,
) -> Result<(Sheet, usize), ConvertError> {
    let begin = records.left();
    let mut reader = SheetReader {
        cells: Cells::default(),
        formulas: Formulas::default(),
        comments: Comments::default(),
        frozen: false,
        pane: (0, 0),
    };
    let mut nested = 0_usize;
    let mut ended = false;
    while let Some(record) = records.next() {
        match record.id {
            // Charts within the sheet are whole streams of their own.
            id::BOF => {
                nested = nested.saturating_add(1);
                if nested == 2 {
                    job.warn(
                        "chart-dropped",
                        format!("a chart in {} is left out", sheet.name),
                    );
                }
            }
            id::EOF if nested <= 1 => {
                ended = true;
                break;
            }
            id::EOF => nested = nested.saturating_sub(1),
            _ if nested > 1 => {}
            _ => reader.record(record, &mut records, &mut sheet, context, shared, job)?,
        }
    }
    if !ended {
        job.warn(
            "sheet-cut-off",
            format!("{} ends in the middle: the file is cut off", sheet.name),
        );
    }
    let used = begin.saturating_sub(records.left());
    reader.finish(&mut sheet, context, job);
    Ok((sheet, used))
}

struct SheetReader<'s> {
    cells: Cells,
    formulas: Formulas<'s>,
    comments: Comments,
    frozen: bool,
    /// Where the panes are split: rows, columns.
    pane: (u16, u16),
}

impl<'s> SheetReader<'s> {
    fn record(
        &mut self,
        record: Record<'s>,
        records: &mut Records<'s>,
        sheet: &mut Sheet,
        context: &Context<'_>,
        shared: &mut Shared,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        let body = record.body;
        let coding = context.coding;
        match record.id {
            id::NOTE => self.comments.note_record(body, coding),
            id::OBJECT => self.comments.object_record(body),
            id::TEXT_OBJECT => self.comments.text_record(body, records),
            id::HYPERLINK => sheet.links.extend(link(body)),
            id::MERGED_CELLS => {
                merges(body, sheet);
            }
            id::COLUMN_INFO => {
                columns(body, sheet, shared);
            }
            id::DEFAULT_COLUMN_WIDTH if sheet.default_width.is_none() => {
                sheet.default_width = Bytes(body)
                    .u16()
                    .map(|digits| (f32::from(digits) * DIGIT_PIXELS + 5.0) * PIXEL);
            }
            id::STANDARD_WIDTH => {
                sheet.default_width = Bytes(body).u16().map(width);
            }
            id::DEFAULT_ROW_HEIGHT => {
                let mut bytes = Bytes(body);
                if let (Some(flags), Some(height)) = (bytes.u16(), bytes.u16())
                    && flags & 1 != 0
                {
                    sheet.default_height = Some(f32::from(height) / 20.0);
                }
            }
            id::WINDOW2 => {
                let flags = Bytes(body).u16().unwrap_or(0x02);
                self.frozen = flags & 0x08 != 0;
                sheet.hide_grid = flags & 0x02 == 0;
            }
            id::PANE => {
                let mut bytes = Bytes(body);
                if let (Some(columns), Some(rows)) = (bytes.u16(), bytes.u16()) {
                    self.pane = (rows, columns);
                }
            }
            id::SHEET_EXT => {
                let mut bytes = Bytes(body);
                let color = bytes.skip(16).and_then(|()| bytes.u32());
                let color = color.and_then(|color| u16::try_from(color & 0x7f).ok());
                // 127 stands for none.
                sheet.tab_color = color
                    .filter(|color| *color >= 8)
                    .and_then(|color| shared.styles.palette.color(color));
            }
            id::SHARED_FORMULA => self.formulas.shared_record(body),
            id::ARRAY => self.formulas.array_record(body),
            _ => {
                self.cells
                    .record(record, records, &mut self.formulas, coding, shared, job)?;
            }
        }
        Ok(())
    }

    fn finish(self, sheet: &mut Sheet, context: &Context<'_>, job: &mut Job<'_>) {
        sheet.rows = self.cells.finish();
        let lost = self.formulas.finish(&mut sheet.rows, context);
        if lost > 0 {
            job.warn(
                "formula-dropped",
                format!(
                    "{lost} formulas in {} cannot be read; what they came to is kept",
                    sheet.name
                ),
            );
        }
        sheet.comments = self.comments.finish();
        if self.frozen {
            (sheet.frozen_rows, sheet.frozen_columns) =
                (u32::from(self.pane.0), u32::from(self.pane.1));
        }
        sheet.columns.sort_by_key(|columns| columns.first);
        let mut next = 0_u32;
        sheet.columns.retain(|columns| {
            let apart = columns.first >= next && columns.first <= columns.last;
            if apart {
                next = columns.last.saturating_add(1);
            }
            apart
        });
    }
}

/// A width in 256ths of a digit as points: whole pixels, as the program draws them.
fn width(units: u16) -> f32 {
    (f32::from(units) / 256.0 * DIGIT_PIXELS).round() * PIXEL
}

fn columns(body: &[u8], sheet: &mut Sheet, shared: &mut Shared) -> Option<()> {
    let mut bytes = Bytes(body);
    let (first, last) = (bytes.u16()?, bytes.u16()?);
    let units = bytes.u16()?;
    let xf = bytes.u16()?;
    let flags = bytes.u16()?;
    // Some programs say one column more than there are.
    let last = last.min(255);
    if first > last {
        return None;
    }
    sheet.columns.push(Columns {
        first: u32::from(first),
        last: u32::from(last),
        width: (units > 0).then(|| width(units)),
        hidden: flags & 1 != 0,
        style: shared.styles.style(xf),
    });
    Some(())
}

fn merges(body: &[u8], sheet: &mut Sheet) -> Option<()> {
    let mut bytes = Bytes(body);
    let count = bytes.u16()?;
    for _ in 0..count {
        let (first_row, last_row) = (bytes.u16()?, bytes.u16()?);
        let (first_column, last_column) = (bytes.u16()?, bytes.u16()?);
        if first_row > last_row || first_column > last_column {
            continue;
        }
        sheet.merges.push(Range {
            first_row: u32::from(first_row),
            first_column: u32::from(first_column),
            last_row: u32::from(last_row),
            last_column: u32::from(last_column),
        });
    }
    Some(())
}
