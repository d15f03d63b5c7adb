//! A sheet as a table (ODF 1.3 part 3, 9.1): runs of equal rows and cells are written once with their number.

mod layout;

use std::fmt::Write as _;
use std::io::Write;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{Cell, MAX_COLUMNS, MAX_ROWS, Row, Sheet, Value, Workbook};
use spindle_ooxml::sheet::display;

use super::dates::{date_text, duration_text};
use super::formula::export;
use super::number_write::ValueKind;
use super::style_write::StyleNames;
use super::text_write::{paragraphs, rich};
use super::write::{href, is_built_in, name_element};
use super::xml::attribute;
use layout::{Extra, Layout, Place, Stretch};

/// Bytes that are gathered before they are packed.
const CHUNK: usize = 64 << 10;
/// How often the progress is told, in stretches of rows.
const PROGRESS_ROWS: usize = 1 << 12;

/// Writes sheets one after the other.
pub(super) struct TableWriter<'b> {
    pub(super) book: &'b Workbook,
    pub(super) styles: &'b StyleNames,
    pub(super) out: String,
    /// The content of the cell that is written, kept for its memory.
    pub(super) body: String,
    /// Where pictures lie in the package, by their index.
    pub(super) pictures: &'b [Option<String>],
}

impl TableWriter<'_> {
    /// Writes a sheet; what is gathered goes to `sink` from time to time.
    pub(super) fn sheet(
        &mut self,
        index: usize,
        sheet: &Sheet,
        sink: &mut dyn Write,
        job: &mut Job<'_>,
    ) -> Result<(), ConvertError> {
        self.out.push_str("<table:table");
        attribute("table:name", &sheet.name, &mut self.out);
        attribute("table:style-name", &format!("ta{index}"), &mut self.out);
        self.out.push('>');
        self.columns(sheet);
        let layout = Layout::new(sheet, job);
        let mut done = 0_usize;
        let mut rows = sheet.rows.iter().peekable();
        let mut any = false;
        for stretch in layout.stretches(sheet) {
            while rows.next_if(|row| row.index < stretch.first).is_some() {}
            let row = rows
                .peek()
                .filter(|row| row.index == stretch.first)
                .copied();
            self.row(sheet, &layout, &stretch, row);
            any = true;
            done = done.saturating_add(1);
            if done.is_multiple_of(PROGRESS_ROWS) {
                (job.progress)((stretch.first as f32 / layout.rows().max(1) as f32).min(1.0));
            }
            if self.out.len() > CHUNK {
                self.flush(sink)?;
            }
        }
        let rest = MAX_ROWS.saturating_sub(layout.rows());
        if let Some(height) = sheet.default_height.filter(|_| rest > 0) {
            let stretch = Stretch {
                first: layout.rows(),
                count: rest,
                places: Vec::new(),
            };
            let row = Row {
                height: Some(height),
                ..Row::default()
            };
            self.row(sheet, &layout, &stretch, Some(&row));
        } else if !any {
            self.out
                .push_str("<table:table-row><table:table-cell/></table:table-row>");
        }
        let mut names = self
            .book
            .names
            .iter()
            .filter(|name| name.sheet == Some(index) && !is_built_in(name))
            .peekable();
        if names.peek().is_some() {
            self.out.push_str("<table:named-expressions>");
            for name in names {
                name_element(self.book, name, &mut self.out);
            }
            self.out.push_str("</table:named-expressions>");
        }
        self.out.push_str("</table:table>");
        self.flush(sink)
    }

    fn flush(&mut self, sink: &mut dyn Write) -> Result<(), ConvertError> {
        sink.write_all(self.out.as_bytes())
            .map_err(|error| ConvertError::limit(format!("the file cannot be written: {error}")))?;
        self.out.clear();
        Ok(())
    }

    fn columns(&mut self, sheet: &Sheet) {
        let mut next = 0_u32;
        let mut put = |first: u32, last: u32, width: Option<f32>, hidden: bool, style: u32| {
            self.out.push_str("<table:table-column");
            let name = self.styles.column(width.or(sheet.default_width));
            attribute("table:style-name", &name, &mut self.out);
            let count = last.saturating_sub(first).saturating_add(1);
            if count > 1 {
                let _ = write!(self.out, " table:number-columns-repeated=\"{count}\"");
            }
            if hidden {
                self.out.push_str(" table:visibility=\"collapse\"");
            }
            let name = StyleNames::cell(style);
            attribute("table:default-cell-style-name", &name, &mut self.out);
            self.out.push_str("/>");
        };
        for columns in &sheet.columns {
            let first = columns.first.max(next);
            let last = columns.last.min(MAX_COLUMNS - 1);
            if first > last {
                continue;
            }
            if first > next {
                put(next, first - 1, None, false, 0);
            }
            put(first, last, columns.width, columns.hidden, columns.style);
            next = last.saturating_add(1);
        }
        let used = sheet.used().map_or(0, |used| used.last_column);
        let end = if sheet.default_width.is_some() {
            MAX_COLUMNS - 1
        } else {
            used
        };
        if next <= end && next < MAX_COLUMNS {
            put(next, end, None, false, 0);
        }
    }

    fn row(&mut self, sheet: &Sheet, layout: &Layout<'_>, stretch: &Stretch, row: Option<&Row>) {
        self.out.push_str("<table:table-row");
        let height = row.and_then(|row| row.height).or(sheet.default_height);
        attribute("table:style-name", &self.styles.row(height), &mut self.out);
        if stretch.count > 1 {
            let _ = write!(
                self.out,
                " table:number-rows-repeated=\"{}\"",
                stretch.count
            );
        }
        if row.is_some_and(|row| row.hidden) {
            self.out.push_str(" table:visibility=\"collapse\"");
        }
        let row_style = row.map_or(0, |row| row.style);
        if row_style != 0 {
            let name = StyleNames::cell(row_style);
            attribute("table:default-cell-style-name", &name, &mut self.out);
        }
        self.out.push('>');
        let mut next = 0_u32;
        let cells = row.map_or(&[][..], |row| row.cells.as_slice());
        // Nearly all rows have cells and nothing else.
        if stretch.places.is_empty() && !layout.has_extras(stretch.first) {
            for cell in cells.iter().filter(|cell| cell.column < MAX_COLUMNS) {
                self.gap(next, cell.column);
                self.cell(Some(cell), cell.column, None, None, sheet, row_style);
                next = cell.column.saturating_add(1);
            }
        } else {
            for place in layout.row(stretch, cells) {
                let column = place.column;
                self.gap(next, column);
                let extra = layout.extra(stretch.first, column);
                let at = cells.binary_search_by_key(&column, |cell| cell.column);
                let cell = at.ok().and_then(|at| cells.get(at));
                self.cell(cell, column, Some(&place), extra, sheet, row_style);
                next = column.saturating_add(place.repeated);
            }
        }
        if next == 0 {
            self.out.push_str("<table:table-cell/>");
        } else if row_style != 0 {
            self.gap(next, MAX_COLUMNS);
        }
        self.out.push_str("</table:table-row>");
    }

    /// Cells that are not there.
    fn gap(&mut self, from: u32, to: u32) {
        match to.saturating_sub(from) {
            0 => {}
            1 => self.out.push_str("<table:table-cell/>"),
            count => {
                let _ = write!(
                    self.out,
                    "<table:table-cell table:number-columns-repeated=\"{count}\"/>"
                );
            }
        }
    }

    fn cell(
        &mut self,
        cell: Option<&Cell>,
        column: u32,
        place: Option<&Place>,
        extra: Option<&Extra<'_>>,
        sheet: &Sheet,
        row_style: u32,
    ) {
        let covered = place.is_some_and(|place| place.covered);
        let element = if covered {
            "table:covered-table-cell"
        } else {
            "table:table-cell"
        };
        let _ = write!(self.out, "<{element}");
        if let Some(cell) = cell {
            // A cell that names no style has that of its row or column.
            if cell.style != layout::implied(sheet, column, row_style) {
                let name = StyleNames::cell(cell.style);
                attribute("table:style-name", &name, &mut self.out);
            }
        }
        if let Some(place) = place {
            if place.repeated > 1 {
                let count = place.repeated;
                let _ = write!(self.out, " table:number-columns-repeated=\"{count}\"");
            }
            if let Some((columns, rows)) = place.spans {
                let _ = write!(
                    self.out,
                    " table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\""
                );
            }
        }
        let mut head = std::mem::take(&mut self.out);
        let mut body = std::mem::take(&mut self.body);
        body.clear();
        if let Some(extra) = extra {
            self.extra(extra, &mut body);
        }
        if let Some(cell) = cell {
            let link = extra.and_then(|extra| extra.link);
            let link = link.map(href);
            self.value(cell, link.as_deref(), &mut head, &mut body);
        }
        self.out = head;
        if body.is_empty() {
            self.out.push_str("/>");
        } else {
            self.out.push('>');
            self.out.push_str(&body);
            let _ = write!(self.out, "</{element}>");
        }
        self.body = body;
    }

    /// Attributes and paragraphs of a value.
    fn value(&self, cell: &Cell, link: Option<&str>, head: &mut String, body: &mut String) {
        if let Some(formula) = &cell.formula {
            attribute("table:formula", &export(formula), head);
        }
        match &cell.value {
            Value::Empty => {}
            Value::Number(number) => self.number(*number, cell.style, link, head, body),
            Value::Text(text) => {
                head.push_str(" office:value-type=\"string\" calcext:value-type=\"string\"");
                paragraphs(text, link, body);
            }
            Value::Rich(runs) => {
                head.push_str(" office:value-type=\"string\" calcext:value-type=\"string\"");
                let names: Vec<String> = runs
                    .iter()
                    .map(|run| self.styles.font(run.font.as_ref()))
                    .collect();
                let runs = runs.iter().zip(&names);
                rich(
                    runs.map(|(run, name)| (name.as_str(), run.text.as_str())),
                    link,
                    body,
                );
            }
            Value::Bool(value) => {
                let _ = write!(
                    head,
                    " office:value-type=\"boolean\" office:boolean-value=\"{value}\" calcext:value-type=\"boolean\""
                );
                paragraphs(if *value { "TRUE" } else { "FALSE" }, link, body);
            }
            Value::Error(error) => {
                if cell.formula.is_none() {
                    // There are no errors without formulas.
                    attribute("table:formula", &format!("of:={}", error.name()), head);
                }
                head.push_str(
                    " office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
                );
                paragraphs(error.name(), link, body);
            }
        }
    }

    fn number(
        &self,
        number: f64,
        style: u32,
        link: Option<&str>,
        head: &mut String,
        body: &mut String,
    ) {
        let at = usize::try_from(style).unwrap_or(0);
        let kind = self.styles.kinds.get(at).copied().unwrap_or_default();
        let said = match kind {
            ValueKind::Date => date_text(number, self.book.date_1904)
                .map(|text| ("date", "office:date-value", text)),
            ValueKind::Time => {
                duration_text(number).map(|text| ("time", "office:time-value", text))
            }
            ValueKind::Percentage => Some(("percentage", "office:value", number.to_string())),
            ValueKind::Float => None,
        };
        // What cannot be said exactly as a date is a number that is shown as one.
        let (kind, name, text) = said.unwrap_or_else(|| ("float", "office:value", exact(number)));
        let _ = write!(
            head,
            " office:value-type=\"{kind}\" {name}=\"{text}\" calcext:value-type=\"{kind}\""
        );
        let code = self
            .book
            .styles
            .get(at)
            .and_then(|style| style.number_format.as_deref())
            .unwrap_or("");
        paragraphs(
            &display::number(number, code, self.book.date_1904),
            link,
            body,
        );
    }

    /// A comment and pictures.
    fn extra(&self, extra: &Extra<'_>, body: &mut String) {
        for comment in &extra.comments {
            body.push_str("<office:annotation office:display=\"false\">");
            if !comment.author.is_empty() {
                body.push_str("<dc:creator>");
                super::xml::escape(&comment.author, body);
                body.push_str("</dc:creator>");
            }
            paragraphs(&comment.text, None, body);
            body.push_str("</office:annotation>");
        }
        for (number, image) in &extra.images {
            let Some(Some(path)) = self.pictures.get(image.media) else {
                continue;
            };
            let _ = write!(
                body,
                "<draw:frame draw:z-index=\"{number}\" draw:name=\"Picture {number}\" svg:width=\"{}pt\" svg:height=\"{}pt\" svg:x=\"{}pt\" svg:y=\"{}pt\"><draw:image",
                image.width, image.height, image.offset_x, image.offset_y
            );
            attribute("xlink:href", path, body);
            body.push_str(" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/>");
            if !image.alt.is_empty() {
                body.push_str("<svg:desc>");
                super::xml::escape(&image.alt, body);
                body.push_str("</svg:desc>");
            }
            body.push_str("</draw:frame>");
        }
    }
}

/// A number with all its digits; very large and very small ones with an exponent.
fn exact(number: f64) -> String {
    let magnitude = number.abs();
    if number == 0.0 || (1e-7..1e17).contains(&magnitude) {
        number.to_string()
    } else {
        format!("{number:E}")
    }
}
