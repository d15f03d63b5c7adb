//! Workbooks as tables, one for each sheet.

use std::collections::{HashMap, HashSet};

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Script;
use spindle_model::workbook::{
    Cell, CellFont, CellStyle, HorizontalAlign, Range, Sheet, Value, VerticalAlign, Workbook,
};
use spindle_ooxml::sheet::display;

use super::super::links::is_safe;
use super::escape::{attribute, text};
use super::page::{STYLE, bounded};
use super::style::declare;

/// A page with a table for each sheet that is shown.
pub(crate) fn workbook(workbook: &Workbook, job: &mut Job<'_>) -> Result<String, ConvertError> {
    let mut out = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = &workbook.metadata.language {
        attribute("lang", language, &mut out);
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    let title = workbook
        .metadata
        .title
        .as_ref()
        .or(job.options.title.as_ref());
    text(title.map_or("", String::as_str), &mut out);
    out.push_str("</title>\n<style data-default>\n");
    out.push_str(STYLE);
    out.push_str("body{max-width:none}\n</style>\n");
    let classes = classes(workbook, &mut out);
    out.push_str("</head>\n<body>\n");
    let all = workbook.sheets.len().max(1) as f32;
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        if job.options.sheet.map_or(sheet.hidden, |only| only != at) {
            continue;
        }
        Writing {
            workbook,
            sheet,
            classes: &classes,
            out: &mut out,
            most: job.limits.output_bytes,
        }
        .sheet();
        (job.progress)(at as f32 / all);
        if out.len() > job.limits.output_bytes {
            break;
        }
    }
    out.push_str("</body>\n</html>\n");
    bounded(out, job)
}

/// A class for each style that cells have, so that cells need not repeat it.
fn classes(workbook: &Workbook, out: &mut String) -> Vec<Option<String>> {
    let mut rules = String::new();
    let mut known: HashMap<String, String> = HashMap::new();
    let classes = workbook
        .styles
        .iter()
        .map(|style| {
            let css = css(style);
            if css.is_empty() {
                return None;
            }
            let number = known.len();
            let class = known.entry(css.clone()).or_insert_with(|| {
                let class = format!("c{number}");
                rules.push_str(&format!("td.{class}{{{}}}\n", css.replace('<', "\\3c ")));
                class
            });
            Some(class.clone())
        })
        .collect();
    if !rules.is_empty() {
        out.push_str("<style>\n");
        out.push_str(&rules);
        out.push_str("</style>\n");
    }
    classes
}

fn css(style: &CellStyle) -> String {
    let mut css = String::new();
    font_css(&style.font, &mut css);
    if let Some(fill) = style.fill {
        declare("background-color", fill, &mut css);
    }
    let horizontal = match style.horizontal {
        HorizontalAlign::General | HorizontalAlign::Fill => "",
        HorizontalAlign::Left => "left",
        HorizontalAlign::Center | HorizontalAlign::CenterAcross => "center",
        HorizontalAlign::Right => "right",
        HorizontalAlign::Justify => "justify",
    };
    if !horizontal.is_empty() {
        declare("text-align", horizontal, &mut css);
    }
    match style.vertical {
        VerticalAlign::Bottom => {}
        VerticalAlign::Middle => declare("vertical-align", "middle", &mut css),
        VerticalAlign::Top => declare("vertical-align", "top", &mut css),
    }
    if style.indent > 0 {
        declare(
            "padding-inline-start",
            format_args!("{}em", style.indent),
            &mut css,
        );
    }
    css
}

fn font_css(font: &CellFont, css: &mut String) {
    if font.bold {
        declare("font-weight", "bold", css);
    }
    if font.italic {
        declare("font-style", "italic", css);
    }
    match (font.underline, font.strike) {
        (true, true) => declare("text-decoration", "underline line-through", css),
        (true, false) => declare("text-decoration", "underline", css),
        (false, true) => declare("text-decoration", "line-through", css),
        (false, false) => {}
    }
    if let Some(color) = font.color {
        declare("color", color, css);
    }
    if let Some(name) = &font.name {
        declare("font-family", super::super::css::quoted(name), css);
    }
    if let Some(size) = font.size {
        declare("font-size", format_args!("{size}pt"), css);
    }
}

struct Writing<'w> {
    workbook: &'w Workbook,
    sheet: &'w Sheet,
    classes: &'w [Option<String>],
    out: &'w mut String,
    most: usize,
}

impl Writing<'_> {
    fn sheet(&mut self) {
        self.out.push_str("<h2>");
        text(&self.sheet.name, self.out);
        self.out.push_str("</h2>\n");
        let Some(used) = self.sheet.used() else {
            return;
        };
        let (starts, covered) = merged(&self.sheet.merges, used);
        self.out.push_str("<table>\n<tbody>\n");
        let mut next = 0_u32;
        for row in self.sheet.rows.iter().filter(|row| !row.cells.is_empty()) {
            // Rows between that hold nothing, so that all stays in its place.
            for _ in next..row.index.min(next.saturating_add(1_000)) {
                self.out.push_str("<tr><td></td></tr>\n");
            }
            next = row.index.saturating_add(1);
            if row.hidden {
                continue;
            }
            self.out.push_str("<tr>");
            let last = row.cells.last().map_or(0, |cell| cell.column);
            let mut cells = row.cells.iter().peekable();
            let mut column = 0;
            while column <= last.max(used.last_column.min(255)) {
                let cell = cells.next_if(|cell| cell.column == column);
                if !covered.contains(&(row.index, column)) {
                    let link = link(self.sheet, row.index, column);
                    self.cell(cell, starts.get(&(row.index, column)), link);
                }
                column = column.saturating_add(1);
            }
            self.out.push_str("</tr>\n");
            if self.out.len() > self.most {
                return;
            }
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn cell(&mut self, cell: Option<&Cell>, merge: Option<&Range>, link: Option<&str>) {
        self.out.push_str("<td");
        if let Some(merge) = merge {
            let columns = merge
                .last_column
                .saturating_sub(merge.first_column)
                .saturating_add(1);
            let rows = merge
                .last_row
                .saturating_sub(merge.first_row)
                .saturating_add(1);
            if columns > 1 {
                attribute("colspan", &columns.to_string(), self.out);
            }
            if rows > 1 {
                attribute("rowspan", &rows.to_string(), self.out);
            }
        }
        let Some(cell) = cell else {
            self.out.push_str("></td>");
            return;
        };
        if let Some(Some(class)) = self.classes.get(cell.style as usize) {
            attribute("class", class, self.out);
        }
        let style = self.workbook.styles.get(cell.style as usize);
        let right = matches!(cell.value, Value::Number(_))
            && style.is_none_or(|style| style.horizontal == HorizontalAlign::General);
        if right {
            attribute("style", "text-align:right", self.out);
        }
        self.out.push('>');
        if let Some(link) = link {
            self.out.push_str("<a");
            attribute("href", link, self.out);
            self.out.push('>');
        }
        if let Value::Rich(runs) = &cell.value {
            for run in runs.iter() {
                let mut css = String::new();
                if let Some(font) = &run.font {
                    font_css(font, &mut css);
                    match font.script {
                        Some(Script::Super) => declare("vertical-align", "super", &mut css),
                        Some(Script::Sub) => declare("vertical-align", "sub", &mut css),
                        None => {}
                    }
                }
                if css.is_empty() {
                    lines(&run.text, self.out);
                } else {
                    self.out.push_str("<span");
                    attribute("style", &css, self.out);
                    self.out.push('>');
                    lines(&run.text, self.out);
                    self.out.push_str("</span>");
                }
            }
        } else {
            lines(&shown(self.workbook, cell), self.out);
        }
        if link.is_some() {
            self.out.push_str("</a>");
        }
        self.out.push_str("</td>");
    }
}

/// What a cell shows.
pub(crate) fn shown(workbook: &Workbook, cell: &Cell) -> String {
    let code = workbook
        .styles
        .get(cell.style as usize)
        .and_then(|style| style.number_format.as_deref())
        .unwrap_or("General");
    match &cell.value {
        Value::Empty => String::new(),
        Value::Number(number) => display::number(*number, code, workbook.date_1904),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Error(error) => error.name().to_owned(),
        value => value
            .text()
            .map(|said| display::text(&said, code))
            .unwrap_or_default(),
    }
}

fn lines(said: &str, out: &mut String) {
    for (at, line) in said.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<br>");
        }
        text(line, out);
    }
}

/// Row and column of a cell.
type Place = (u32, u32);

/// Where merged cells begin, and which cells they cover; within the used range alone, however large they are.
fn merged(merges: &[Range], used: Range) -> (HashMap<Place, Range>, HashSet<Place>) {
    let mut starts = HashMap::new();
    let mut covered = HashSet::new();
    for merge in merges {
        let merge = Range {
            last_row: merge.last_row.min(used.last_row),
            last_column: merge.last_column.min(used.last_column),
            ..*merge
        };
        if merge.last_row < merge.first_row || merge.last_column < merge.first_column {
            continue;
        }
        starts.insert((merge.first_row, merge.first_column), merge);
        for row in merge.first_row..=merge.last_row {
            for column in merge.first_column..=merge.last_column {
                if covered.len() > 1_000_000 {
                    return (starts, covered);
                }
                if (row, column) != (merge.first_row, merge.first_column) {
                    covered.insert((row, column));
                }
            }
        }
    }
    (starts, covered)
}

/// Where a cell leads, when it may lead there.
fn link(sheet: &Sheet, row: u32, column: u32) -> Option<&str> {
    sheet
        .links
        .iter()
        .find(|link| {
            (link.range.first_row..=link.range.last_row).contains(&row)
                && (link.range.first_column..=link.range.last_column).contains(&column)
        })
        .map(|link| link.href.as_str())
        .filter(|href| is_safe(href))
}
