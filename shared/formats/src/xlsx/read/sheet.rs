//! Sheets: what is around the cells (ECMA-376 Part 1, 18.3.1).

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{CellLink, Columns, MAX_COLUMNS, MAX_ROWS, Range, Sheet};
use spindle_ooxml::sheet::reference::Area;

use super::cells::CellReader;
use super::package::{Package, Relations};
use super::theme::color;
use super::xml::{Tag, Xml};
use super::{Shared, comments, drawing, optional};
use crate::xlsx::geometry::points;

/// Width of a column of which nothing is said, in characters.
const USUAL_WIDTH: f32 = 9.140_625;

/// Reads a sheet with its comments and pictures. `share` is where progress starts and how much of it the sheet is.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    shared: &mut Shared,
    share: (f32, f32),
    job: &mut Job<'_>,
) -> Result<Sheet, ConvertError> {
    let relations = package.relations(part)?;
    let mut sheet = Sheet::default();
    if let Some((mut xml, likely)) = package.xml(part)? {
        let mut reader = SheetReader {
            sheet: &mut sheet,
            relations: &relations,
            shared,
            job,
        };
        reader.read(&mut xml, likely, share)?;
    }
    let comments = comments::read(package, &relations, &mut sheet, shared, job);
    optional(comments, "the comments of a sheet", job)?;
    if let Some(part) = relations.part("drawing") {
        let drawing = drawing::read(package, part, &mut sheet, shared, job);
        optional(drawing, part, job)?;
    }
    if relations.has("pivotTable") {
        job.warn(
            "pivot-tables-dropped",
            "pivot tables were dropped; their cells were kept",
        );
    }
    Ok(sheet)
}

struct SheetReader<'r, 'j> {
    sheet: &'r mut Sheet,
    relations: &'r Relations,
    shared: &'r mut Shared,
    job: &'r mut Job<'j>,
}

impl SheetReader<'_, '_> {
    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        likely: u64,
        share: (f32, f32),
    ) -> Result<(), ConvertError> {
        while xml.child(0)?.is_some() {
            while let Some(tag) = xml.child(1)? {
                match tag.name() {
                    "sheetData" => {
                        let reader = CellReader::new(self.shared, self.job, likely, share);
                        let rows = reader.read(xml)?;
                        // Only broken files have more than one.
                        if self.sheet.rows.is_empty() {
                            self.sheet.rows = rows;
                        }
                    }
                    "sheetPr" => self.properties(xml)?,
                    "sheetViews" => self.view(xml)?,
                    "sheetFormatPr" => self.defaults(&tag),
                    "cols" => self.columns(xml)?,
                    "mergeCells" => self.merges(xml)?,
                    "hyperlinks" => self.links(xml)?,
                    name => self.dropped(name),
                }
            }
        }
        Ok(())
    }

    fn properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            if tag.name() == "tabColor" {
                let color = color(&tag);
                self.sheet.tab_color =
                    color.and_then(|color| self.shared.styles.palette.color(color));
            }
        }
        Ok(())
    }

    fn view(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        let mut first = true;
        while let Some(view) = xml.child(2)? {
            // Further ones are other windows of the same sheet.
            if !std::mem::take(&mut first) {
                continue;
            }
            self.sheet.hide_grid = !view.flag("showGridLines", true);
            while let Some(pane) = xml.child(3)? {
                let frozen = pane
                    .get("state")
                    .is_some_and(|state| state.starts_with("frozen"));
                if pane.name() == "pane" && frozen {
                    let count = |name: &str, max: u32| {
                        pane.number::<f64>(name)
                            .map_or(0, |count| count.clamp(0.0, f64::from(max - 1)) as u32)
                    };
                    self.sheet.frozen_columns = count("xSplit", MAX_COLUMNS);
                    self.sheet.frozen_rows = count("ySplit", MAX_ROWS);
                }
            }
        }
        Ok(())
    }

    fn defaults(&mut self, tag: &Tag) {
        let width: Option<f32> = tag.number("defaultColWidth").or_else(|| {
            // Without the room at the sides of the text, and in steps of eight pixels.
            let base: f32 = tag.number("baseColWidth")?;
            (base != 8.0).then(|| ((base * 7.0 + 5.0) / 8.0).ceil() * 8.0 / 7.0)
        });
        self.sheet.default_width = width
            .filter(|width| width.is_finite() && *width >= 0.0)
            .map(points);
        self.sheet.default_height = tag
            .number("defaultRowHeight")
            .filter(|height: &f32| (0.0..=10_000.0).contains(height));
        if tag.flag("zeroHeight", false) {
            self.job.warn(
                "hidden-rows-shown",
                "rows that are hidden because nothing is said of them are shown",
            );
        }
    }

    fn columns(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        let mut list: Vec<Columns> = Vec::new();
        while let Some(tag) = xml.child(2)? {
            let (Some(first), Some(last)) = (tag.number::<u32>("min"), tag.number::<u32>("max"))
            else {
                continue;
            };
            let (Some(first), Some(last)) = (first.checked_sub(1), last.checked_sub(1)) else {
                continue;
            };
            if first >= MAX_COLUMNS || last < first {
                continue;
            }
            let style: usize = tag.number("style").unwrap_or(0);
            let width: Option<f32> = tag.number("width");
            // Files name a width also where it is the usual one.
            let usual = self.sheet.default_width.unwrap_or(points(USUAL_WIDTH));
            let custom = tag.flag("customWidth", false);
            let columns = Columns {
                first,
                last: last.min(MAX_COLUMNS - 1),
                width: width
                    .filter(|width| width.is_finite() && *width >= 0.0)
                    .map(points)
                    .filter(|width| custom || *width != usual),
                hidden: tag.flag("hidden", false),
                style: self.shared.styles.index(style),
            };
            if list.len() < MAX_COLUMNS as usize {
                list.push(columns);
            }
        }
        list.sort_by_key(|columns| columns.first);
        // Of what overlaps the first one counts.
        let mut next = 0;
        for mut columns in list {
            columns.first = columns.first.max(next);
            if columns.first <= columns.last {
                next = columns.last + 1;
                self.sheet.columns.push(columns);
            }
        }
        Ok(())
    }

    fn merges(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            let Some(range) = tag.get("ref").as_deref().and_then(range) else {
                continue;
            };
            let single =
                range.first_row == range.last_row && range.first_column == range.last_column;
            if !single && self.room("merged ranges", self.sheet.merges.len())? {
                self.sheet.merges.push(range);
            }
        }
        Ok(())
    }

    fn links(&mut self, xml: &mut Xml<'_>) -> Result<(), ConvertError> {
        while let Some(tag) = xml.child(2)? {
            let Some(range) = tag.get("ref").as_deref().and_then(range) else {
                continue;
            };
            let mut href = tag
                .prefixed("id")
                .and_then(|id| self.relations.get(&id))
                .map(|relation| relation.target.clone())
                .unwrap_or_default();
            if let Some(location) = tag.get("location").filter(|location| !location.is_empty()) {
                href.push('#');
                href.push_str(location.strip_prefix('#').unwrap_or(&location));
            }
            if !href.is_empty() && self.room("links", self.sheet.links.len())? {
                self.sheet.links.push(CellLink { range, href });
            }
        }
        Ok(())
    }

    /// Whether there may be one more of a kind of things.
    fn room(&self, what: &str, count: usize) -> Result<bool, ConvertError> {
        if count < self.job.limits.cells {
            return Ok(true);
        }
        Err(ConvertError::limit(format!(
            "a sheet has more than {} {what}",
            self.job.limits.cells
        )))
    }

    /// Warns about an element that the model has no place for.
    fn dropped(&mut self, name: &str) {
        let (code, what) = match name {
            "conditionalFormatting" => (
                "conditional-formats-dropped",
                "formats that depend on values were dropped",
            ),
            "dataValidations" => (
                "validations-dropped",
                "rules for what may be entered were dropped",
            ),
            "autoFilter" => (
                "filters-dropped",
                "filters were dropped; rows that they hide stay hidden",
            ),
            "tableParts" => ("tables-dropped", "tables were kept as usual cells"),
            "sheetProtection" => ("protection-dropped", "the protection of sheets was dropped"),
            "headerFooter" => (
                "headers-dropped",
                "headers and footers of printed pages were dropped",
            ),
            "oleObjects" | "controls" => ("objects-dropped", "embedded objects were dropped"),
            "picture" => (
                "background-dropped",
                "pictures behind whole sheets were dropped",
            ),
            _ => return,
        };
        self.job.warn(code, what);
    }
}

/// Reads `B3:D9`, `B3`, `B:D`.
pub(in crate::xlsx) fn range(text: &str) -> Option<Range> {
    let area = Area::parse(text.trim())?;
    Some(Range {
        first_row: area.first.row,
        first_column: area.first.col,
        last_row: area.last.row,
        last_column: area.last.col,
    })
}
