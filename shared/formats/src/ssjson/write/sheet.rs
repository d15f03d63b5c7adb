//! One sheet around its table of cells.

use serde_json::{Map, Value, json};
use spindle_model::convert::ConvertError;
use spindle_model::workbook::{MAX_COLUMNS, MAX_ROWS, Range, Sheet};

use super::cells::Links;
use super::json::{push_number, push_text, push_value, write};
use super::{Out, style_name};
use crate::delta::data_uri;
use crate::ssjson::pixels;
use crate::ssjson::style::{self, Needs};

/// Rows and columns that a sheet has where nothing needs more.
const ROWS: u32 = 200;
const COLUMNS: u32 = 20;
/// The most cells of a sheet that links of several cells become links of.
const LINKED_CELLS: usize = 65_536;

/// The headers of rows and of columns, as the application draws them.
const HEADERS: &str = concat!(
    r#"{"rowMetaData":[],"columnMetaData":[],"defaultDataNode":{"style":{"backColor":"#,
    "\"#F7F7F7\"",
    r#","borderLeft":{"color":"#,
    "\"#DCE1E6\"",
    r#","style":1},"borderTop":{"color":"#,
    "\"#DCE1E6\"",
    r#","style":1},"borderRight":{"color":"#,
    "\"#DCE1E6\"",
    r#","style":1},"borderBottom":{"color":"#,
    "\"#DCE1E6\"",
    r#","style":1}}}}"#,
);

/// What every sheet says and none of ours differs in.
const REST: &str = concat!(
    r#","leftCellIndex":0,"topCellIndex":0,"#,
    r#""selections":{"0":{"row":0,"rowCount":1,"col":0,"colCount":1,"_typeName":"range"},"length":1},"#,
    r#""rowOutlines":{"items":[]},"columnOutlines":{"items":[]},"cellStates":{},"outlineColumnOptions":{},"#,
    r#""autoMergeRangeInfos":[]"#,
);

impl Out<'_, '_> {
    pub(super) fn sheet(&mut self, index: usize, sheet: &Sheet) -> Result<(), ConvertError> {
        write(&mut self.text, format_args!("\"sheet{index}\":{{\"name\":"));
        push_text(&mut self.text, &sheet.name);
        let active = self
            .workbook
            .active
            .min(self.workbook.sheets.len().saturating_sub(1));
        self.member("isSelected", &(index == active).into());
        if sheet.hidden {
            self.member("visible", &false.into());
        }
        self.text_member("theme", "Office2007");
        let (rows, columns) = size(sheet);
        self.member("rowCount", &rows.into());
        self.member("columnCount", &columns.into());
        if sheet.frozen_rows > 0 {
            self.member("frozenRowCount", &sheet.frozen_rows.into());
        }
        if sheet.frozen_columns > 0 {
            self.member("frozenColCount", &sheet.frozen_columns.into());
        }
        self.data(sheet)?;
        self.text.push_str(",\"rowHeaderData\":");
        self.text.push_str(HEADERS);
        self.text.push_str(",\"colHeaderData\":");
        self.text.push_str(HEADERS);
        self.sizes(sheet, columns);
        self.spans(&sheet.merges);
        self.defaults(sheet);
        self.text.push_str(REST);
        self.comments(sheet);
        self.pictures(sheet)?;
        self.names(Some(index));
        if sheet.hide_grid {
            let none = json!({ "showVerticalGridline": false, "showHorizontalGridline": false });
            self.member("gridline", &none);
        }
        if let Some(color) = sheet.tab_color {
            self.text_member("sheetTabColor", &color.to_string());
        }
        self.member("index", &index.into());
        self.text.push('}');
        self.check()
    }

    fn data(&mut self, sheet: &Sheet) -> Result<(), ConvertError> {
        self.text.push_str(",\"data\":{");
        let styled: Vec<(u32, u32)> = sheet
            .columns
            .iter()
            .filter(|columns| columns.style != 0)
            .map(|columns| (columns.first, columns.last))
            .collect();
        let links = self.links(sheet);
        self.table(sheet, &links, &styled)?;
        let rows = sheet.rows.iter().filter(|row| row.style != 0);
        self.sparse(
            "rowDataArray",
            rows.map(|row| (row.index, row.index, row.style)),
            MAX_ROWS,
            push_style,
        );
        let columns = sheet.columns.iter().filter(|columns| columns.style != 0);
        let columns = columns.map(|columns| (columns.first, columns.last, columns.style));
        self.sparse("columnDataArray", columns, size(sheet).1, push_style);
        self.text.push_str(",\"defaultDataNode\":{\"style\":");
        let style = style::json(&self.default_style(), Needs::default());
        push_value(&mut self.text, &Value::Object(style));
        self.text.push_str("}}");
        Ok(())
    }

    /// Links by their cells. One of more cells than can be told is that of its first.
    fn links<'s>(&mut self, sheet: &'s Sheet) -> Links<'s> {
        let mut links = Links::new();
        let mut left = LINKED_CELLS;
        for link in &sheet.links {
            let Range {
                first_row,
                first_column,
                last_row,
                last_column,
            } = link.range;
            let side =
                |first: u32, last: u32| u64::from(last.saturating_sub(first)).saturating_add(1);
            let cells = side(first_row, last_row).saturating_mul(side(first_column, last_column));
            let fits = usize::try_from(cells)
                .ok()
                .and_then(|cells| left.checked_sub(cells));
            let (last_row, last_column) = match fits {
                Some(rest) => {
                    left = rest;
                    (last_row, last_column)
                }
                None => {
                    self.warn(
                        "links-cut",
                        "a link of many cells was kept in its first one",
                    );
                    (first_row, first_column)
                }
            };
            for row in first_row..=last_row {
                let columns = links.entry(row).or_default();
                for column in first_column..=last_column {
                    columns.insert(column, link.href.as_str());
                }
            }
        }
        links
    }

    /// What is said of rows and of columns: lists with null where nothing is.
    fn sizes(&mut self, sheet: &Sheet, count: u32) {
        let rows = sheet
            .rows
            .iter()
            .filter(|row| row.height.is_some() || row.hidden);
        let rows = rows.map(|row| (row.index, row.index, (row.height, row.hidden)));
        self.sparse("rows", rows, MAX_ROWS, push_size);
        let columns = sheet.columns.iter();
        let columns = columns.filter(|columns| columns.width.is_some() || columns.hidden);
        let columns =
            columns.map(|columns| (columns.first, columns.last, (columns.width, columns.hidden)));
        self.sparse("columns", columns, count, push_size);
    }

    /// A list of what is said from one index to another, null where nothing is; none where nothing is said at all.
    fn sparse<T: Copy>(
        &mut self,
        name: &str,
        said: impl Iterator<Item = (u32, u32, T)>,
        most: u32,
        push: impl Fn(&mut String, T),
    ) {
        let mut next = 0_u32;
        for (first, last, what) in said {
            let end = last.saturating_add(1).min(most);
            for index in next..end {
                if index == 0 {
                    write(&mut self.text, format_args!(",\"{name}\":["));
                } else {
                    self.text.push(',');
                }
                match index >= first {
                    true => push(&mut self.text, what),
                    false => self.text.push_str("null"),
                }
            }
            next = next.max(end);
        }
        if next > 0 {
            self.text.push(']');
        }
    }

    fn spans(&mut self, merges: &[Range]) {
        if merges.is_empty() {
            return;
        }
        self.text.push_str(",\"spans\":[");
        for (at, merge) in merges.iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let count = |first: u32, last: u32| last.saturating_sub(first).saturating_add(1);
            write(
                &mut self.text,
                format_args!(
                    "{{\"row\":{},\"rowCount\":{},\"col\":{},\"colCount\":{}}}",
                    merge.first_row,
                    count(merge.first_row, merge.last_row),
                    merge.first_column,
                    count(merge.first_column, merge.last_column),
                ),
            );
        }
        self.text.push(']');
    }

    fn defaults(&mut self, sheet: &Sheet) {
        let mut defaults = Map::new();
        defaults.insert("colHeaderRowHeight".to_owned(), 26.into());
        defaults.insert("rowHeaderColWidth".to_owned(), 51.into());
        for (name, length) in [
            ("colWidth", sheet.default_width),
            ("rowHeight", sheet.default_height),
        ] {
            if let Some(points) = length.filter(|points| points.is_finite()) {
                defaults.insert(name.to_owned(), pixels(points).into());
            }
        }
        self.member("defaults", &Value::Object(defaults));
    }

    fn comments(&mut self, sheet: &Sheet) {
        if sheet.comments.is_empty() {
            return;
        }
        let comments: Vec<Value> = sheet
            .comments
            .iter()
            .map(|comment| {
                let mut value = json!({
                    "text": comment.text,
                    "rowIndex": comment.row,
                    "colIndex": comment.column,
                });
                // The control has no authors; the name is kept for those who read the file again.
                if let Some(map) = value.as_object_mut().filter(|_| !comment.author.is_empty()) {
                    map.insert("author".to_owned(), comment.author.clone().into());
                }
                value
            })
            .collect();
        self.member("comments", &Value::Array(comments));
    }

    fn pictures(&mut self, sheet: &Sheet) -> Result<(), ConvertError> {
        if sheet.images.is_empty() {
            return Ok(());
        }
        let (rows, columns) = (Edges::rows(sheet), Edges::columns(sheet));
        self.text.push_str(",\"floatingObjects\":[");
        for (at, image) in sheet.images.iter().enumerate() {
            let Some(media) = self.workbook.media.get(image.media) else {
                continue;
            };
            if !self.text.ends_with('[') {
                self.text.push(',');
            }
            let mut object = json!({
                "typeName": "1",
                "name": format!("Picture {}", at.saturating_add(1)),
                "x": pixels(columns.at(image.column) + image.offset_x),
                "y": pixels(rows.at(image.row) + image.offset_y),
                "width": pixels(image.width),
                "height": pixels(image.height),
                "startRow": image.row,
                "startColumn": image.column,
                "startRowOffset": pixels(image.offset_y),
                "startColumnOffset": pixels(image.offset_x),
            });
            if let Some(map) = object.as_object_mut().filter(|_| !image.alt.is_empty()) {
                map.insert("alt".to_owned(), image.alt.clone().into());
            }
            push_value(&mut self.text, &object);
            // The bytes go in last: they may be many.
            self.text.pop();
            self.text.push_str(",\"src\":");
            push_text(
                &mut self.text,
                &data_uri::encode(&media.media_type, &media.bytes),
            );
            self.text.push('}');
            self.check()?;
        }
        self.text.push(']');
        Ok(())
    }

    fn warn(&mut self, code: &'static str, message: &str) {
        self.job.warn(code, message);
    }
}

fn push_style(text: &mut String, style: u32) {
    text.push_str("{\"style\":\"");
    text.push_str(&style_name(style));
    text.push_str("\"}");
}

fn push_size(text: &mut String, (length, hidden): (Option<f32>, bool)) {
    text.push('{');
    if let Some(points) = length {
        text.push_str("\"size\":");
        push_number(text, pixels(points));
    }
    if hidden {
        text.push_str(if length.is_some() {
            ",\"visible\":false"
        } else {
            "\"visible\":false"
        });
    }
    text.push('}');
}

/// Where rows and columns begin: the index after each that has a size of its own, and by how much all up to there
/// differ from the default size, in points.
struct Edges {
    default: f32,
    after: Vec<(u32, f32)>,
}

impl Edges {
    fn rows(sheet: &Sheet) -> Self {
        let sizes = sheet
            .rows
            .iter()
            .map(|row| (row.index, row.index, row.height, row.hidden));
        Self::new(sheet.default_height.unwrap_or(15.0), sizes)
    }

    fn columns(sheet: &Sheet) -> Self {
        let sizes = sheet.columns.iter();
        let sizes = sizes.map(|all| (all.first, all.last, all.width, all.hidden));
        Self::new(sheet.default_width.unwrap_or(46.5), sizes)
    }

    fn new(default: f32, sizes: impl Iterator<Item = (u32, u32, Option<f32>, bool)>) -> Self {
        let mut after = Vec::new();
        let mut sum = 0.0;
        for (first, last, size, hidden) in sizes {
            let own = if hidden { 0.0 } else { size.unwrap_or(default) };
            if own != default {
                let next = last.saturating_add(1);
                sum += next.saturating_sub(first) as f32 * (own - default);
                after.push((next, sum));
            }
        }
        Self { default, after }
    }

    /// Where that row or column begins. Of columns that one setting is for, all count or none.
    fn at(&self, index: u32) -> f32 {
        let before = self.after.partition_point(|(next, _)| *next <= index);
        let sum = before.checked_sub(1).and_then(|at| self.after.get(at));
        index as f32 * self.default + sum.map_or(0.0, |(_, sum)| *sum)
    }
}

/// How many rows and columns a sheet has: all that something is said of.
fn size(sheet: &Sheet) -> (u32, u32) {
    let cells = sheet.rows.iter().filter_map(|row| row.cells.last());
    let merges = sheet
        .merges
        .iter()
        .chain(sheet.links.iter().map(|link| &link.range));
    let rows = sheet.rows.last().map(|row| row.index);
    let rows = rows
        .into_iter()
        .chain(merges.clone().map(|range| range.last_row))
        .chain(sheet.comments.iter().map(|comment| comment.row))
        .chain(sheet.images.iter().map(|image| image.row));
    let columns = cells
        .map(|cell| cell.column)
        .chain(merges.map(|range| range.last_column))
        .chain(sheet.comments.iter().map(|comment| comment.column))
        .chain(sheet.images.iter().map(|image| image.column))
        // What is said of all columns up to the last needs no more columns.
        .chain(
            sheet
                .columns
                .iter()
                .map(|columns| columns.last)
                .filter(|last| *last < 1024),
        );
    let most =
        |all: &mut dyn Iterator<Item = u32>| all.max().map_or(0, |last| last.saturating_add(1));
    let rows = most(&mut { rows }).max(sheet.frozen_rows);
    let columns = most(&mut { columns }).max(sheet.frozen_columns);
    (
        rows.clamp(ROWS, MAX_ROWS),
        columns.clamp(COLUMNS, MAX_COLUMNS),
    )
}
