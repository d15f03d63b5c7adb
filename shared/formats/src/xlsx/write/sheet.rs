//! Sheets (ECMA-376 Part 1, 18.3).

pub(in crate::xlsx) mod cells;

use std::fmt::Write as _;
use std::io::Write;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS, Range, Row};
use spindle_ooxml::sheet::reference::{Area, CellPos, push_col};

use super::plan::{Plan, Planned};
use super::rels::Rels;
use super::strings::SharedStrings;
use super::styles::Formats;
use super::{HEAD, MAIN, REL};
use crate::xlsx::chars::push_attribute;
use crate::xlsx::geometry::characters;

/// Bytes that are gathered before they are packed.
const CHUNK: usize = 64 << 10;
/// Characters of an address that Excel allows.
pub(in crate::xlsx) const MAX_HREF: usize = 2079;
/// Width of a column of which nothing is said, in points.
pub(in crate::xlsx) const USUAL_WIDTH: f32 = 48.0;
/// Height of a row of which nothing is said.
const USUAL_HEIGHT: f32 = 15.0;

/// Writes one sheet.
pub(super) struct SheetWriter<'a, 'w> {
    pub(super) plan: &'a Plan<'w>,
    pub(super) planned: &'a Planned<'w>,
    pub(super) formats: &'a Formats,
    pub(super) strings: &'a mut SharedStrings<'w>,
    pub(super) rels: &'a mut Rels,
    pub(super) out: String,
    pub(super) sink: &'a mut dyn Write,
    /// Where progress starts and how much of it the sheet is.
    pub(super) share: (f32, f32),
}

/// Packs what was gathered, when it is enough or all.
pub(super) fn flush(out: &mut String, sink: &mut dyn Write, all: bool) -> Result<(), ConvertError> {
    if all || out.len() >= CHUNK {
        sink.write_all(out.as_bytes()).map_err(|error| {
            ConvertError::limit(format!("the spreadsheet cannot be written: {error}"))
        })?;
        out.clear();
    }
    Ok(())
}

impl<'w> SheetWriter<'_, 'w> {
    pub(super) fn write(&mut self, job: &mut Job<'_>) -> Result<(), ConvertError> {
        let _ = write!(
            self.out,
            "{HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{REL}\">"
        );
        let sheet = self.planned.sheet;
        if let Some(color) = sheet.tab_color {
            let _ = write!(
                self.out,
                "<sheetPr><tabColor rgb=\"FF{}\"/></sheetPr>",
                color.hex()
            );
        }
        if let Some(used) = sheet.used() {
            let _ = write!(self.out, "<dimension ref=\"{}\"/>", name(used));
        }
        self.view();
        self.defaults();
        self.columns();
        self.rows(job)?;
        self.merges()?;
        self.links(job)?;
        // Their relationships are added in this order once the sheet is written.
        if self.planned.has_images() {
            let id = self.rels.next_id(0);
            let _ = write!(self.out, "<drawing r:id=\"{id}\"/>");
        }
        if self.planned.has_comments {
            let id = self.rels.next_id(usize::from(self.planned.has_images()));
            let _ = write!(self.out, "<legacyDrawing r:id=\"{id}\"/>");
        }
        self.out.push_str("</worksheet>");
        flush(&mut self.out, self.sink, true)
    }

    fn view(&mut self) {
        let sheet = self.planned.sheet;
        let out = &mut self.out;
        out.push_str("<sheetViews><sheetView");
        if sheet.hide_grid {
            out.push_str(" showGridLines=\"0\"");
        }
        if self.planned.is_active {
            out.push_str(" tabSelected=\"1\"");
        }
        out.push_str(" workbookViewId=\"0\"");
        let rows = sheet.frozen_rows.min(MAX_ROWS - 1);
        let columns = sheet.frozen_columns.min(MAX_COLUMNS - 1);
        if rows == 0 && columns == 0 {
            out.push_str("/></sheetViews>");
            return;
        }
        out.push_str("><pane");
        if columns > 0 {
            let _ = write!(out, " xSplit=\"{columns}\"");
        }
        if rows > 0 {
            let _ = write!(out, " ySplit=\"{rows}\"");
        }
        let pane = match (rows > 0, columns > 0) {
            (true, true) => "bottomRight",
            (true, false) => "bottomLeft",
            _ => "topRight",
        };
        let corner = CellPos::new(rows, columns).name();
        let _ = write!(
            out,
            " topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/><selection pane=\"{pane}\"/></sheetView></sheetViews>"
        );
    }

    fn defaults(&mut self) {
        let sheet = self.planned.sheet;
        if sheet.default_width.is_none() && sheet.default_height.is_none() {
            return;
        }
        self.out.push_str("<sheetFormatPr");
        if let Some(width) = sheet.default_width {
            let _ = write!(self.out, " defaultColWidth=\"{}\"", characters(width));
        }
        let height = sheet.default_height.unwrap_or(USUAL_HEIGHT);
        let _ = write!(self.out, " defaultRowHeight=\"{height}\"");
        if height != USUAL_HEIGHT {
            self.out.push_str(" customHeight=\"1\"");
        }
        self.out.push_str("/>");
    }

    fn columns(&mut self) {
        let sheet = self.planned.sheet;
        let mut open = false;
        for columns in &sheet.columns {
            if columns.first > columns.last || columns.first >= MAX_COLUMNS {
                continue;
            }
            if !std::mem::replace(&mut open, true) {
                self.out.push_str("<cols>");
            }
            // Programs take a column without a width for one without any.
            let width = columns.width.or(sheet.default_width).unwrap_or(USUAL_WIDTH);
            let _ = write!(
                self.out,
                "<col min=\"{}\" max=\"{}\" width=\"{}\"",
                columns.first + 1,
                columns.last.min(MAX_COLUMNS - 1) + 1,
                characters(width)
            );
            let style = self.formats.index(columns.style);
            if style != 0 {
                let _ = write!(self.out, " style=\"{style}\"");
            }
            if columns.hidden {
                self.out.push_str(" hidden=\"1\"");
            }
            if columns.width.is_some() {
                self.out.push_str(" customWidth=\"1\"");
            }
            self.out.push_str("/>");
        }
        if open {
            self.out.push_str("</cols>");
        }
    }

    fn rows(&mut self, job: &mut Job<'_>) -> Result<(), ConvertError> {
        self.out.push_str("<sheetData>");
        let sheet = self.planned.sheet;
        let count = sheet.rows.len().max(1);
        for (done, row) in sheet.rows.iter().enumerate() {
            if row.index >= MAX_ROWS {
                job.warn(
                    "cells-beyond-sheet",
                    format!("rows after the {MAX_ROWS} that a sheet has were dropped"),
                );
                break;
            }
            self.row(row, job);
            if self.out.len() >= CHUNK {
                flush(&mut self.out, self.sink, false)?;
                let part = done as f32 / count as f32;
                (job.progress)(self.share.0 + part * self.share.1);
            }
        }
        self.out.push_str("</sheetData>");
        Ok(())
    }

    fn row(&mut self, row: &'w Row, job: &mut Job<'_>) {
        let _ = write!(self.out, "<row r=\"{}\"", row.index + 1);
        let style = self.formats.index(row.style);
        if style != 0 {
            let _ = write!(self.out, " s=\"{style}\" customFormat=\"1\"");
        }
        if let Some(height) = row.height.filter(|height| height.is_finite()) {
            let height = height.clamp(0.0, 409.5);
            let _ = write!(self.out, " ht=\"{height}\" customHeight=\"1\"");
        }
        if row.hidden {
            self.out.push_str(" hidden=\"1\"");
        }
        if row.cells.is_empty() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        for cell in &row.cells {
            if cell.column >= MAX_COLUMNS {
                job.warn(
                    "cells-beyond-sheet",
                    format!("columns after the {MAX_COLUMNS} that a sheet has were dropped"),
                );
                break;
            }
            self.cell(row.index, cell, job);
        }
        self.out.push_str("</row>");
    }

    fn merges(&mut self) -> Result<(), ConvertError> {
        if self.planned.merges.is_empty() {
            return Ok(());
        }
        let count = self.planned.merges.len();
        let _ = write!(self.out, "<mergeCells count=\"{count}\">");
        for range in &self.planned.merges {
            let _ = write!(self.out, "<mergeCell ref=\"{}\"/>", name(*range));
            flush(&mut self.out, self.sink, false)?;
        }
        self.out.push_str("</mergeCells>");
        Ok(())
    }

    fn links(&mut self, job: &mut Job<'_>) -> Result<(), ConvertError> {
        let mut open = false;
        let links = self.planned.sheet.links.iter().take(self.planned.links);
        for link in links {
            if link.href.is_empty() || link.href.chars().count() > MAX_HREF {
                job.warn("links-dropped", "links that are too long were dropped");
                continue;
            }
            if !std::mem::replace(&mut open, true) {
                self.out.push_str("<hyperlinks>");
            }
            let _ = write!(self.out, "<hyperlink ref=\"{}\"", name(link.range));
            let (address, place) = link
                .href
                .split_once('#')
                .map_or((link.href.as_str(), None), |(address, place)| {
                    (address, Some(place))
                });
            if !address.is_empty() {
                let id = self
                    .rels
                    .add(&format!("{REL}/hyperlink"), &uri(address), true);
                let _ = write!(self.out, " r:id=\"{id}\"");
            }
            if let Some(place) = place {
                // Inside the workbook the place is a formula.
                let renamed = address
                    .is_empty()
                    .then(|| self.plan.formula(place))
                    .flatten();
                self.out.push_str(" location=\"");
                push_attribute(&mut self.out, renamed.as_deref().unwrap_or(place));
                self.out.push('"');
            }
            self.out.push_str("/>");
            flush(&mut self.out, self.sink, false)?;
        }
        if open {
            self.out.push_str("</hyperlinks>");
        }
        Ok(())
    }
}

/// `B3` or `B3:D9`.
pub(in crate::xlsx) fn name(range: Range) -> String {
    Area::new(
        CellPos::new(
            range.first_row.min(MAX_ROWS - 1),
            range.first_column.min(MAX_COLUMNS - 1),
        ),
        CellPos::new(
            range.last_row.min(MAX_ROWS - 1),
            range.last_column.min(MAX_COLUMNS - 1),
        ),
    )
    .name()
}

/// Appends `B3`.
pub(in crate::xlsx) fn push_cell_name(out: &mut String, row: u32, column: u32) {
    push_col(out, column);
    let _ = write!(out, "{}", row + 1);
}

/// An address with the characters escaped that a URI cannot have; programs call a file damaged that has them.
pub(in crate::xlsx) fn uri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        if c <= ' '
            || c == '\u{7f}'
            || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
