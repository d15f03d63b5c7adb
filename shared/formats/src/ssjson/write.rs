//! Writing: everything straight into one text, whose room is reserved at once.

mod cells;
mod json;
mod sheet;

use serde_json::{Map, Value, json};
use spindle_model::convert::{ConvertError, Job};
use spindle_model::workbook::{CellStyle, DefinedName, Sheet, Workbook};

use super::style::{self, Needs};
use json::{push_text, push_value};

/// What a workbook says before its sheets: the version of the control, its options, and the looks of the application
/// around it.
const HEAD: &str = concat!(
    r#"{"version":"14.0.1","scrollbarMaxAlign":true,"highlightInvalidData":true,"allowExtendPasteRange":true,"#,
    r#""copyPasteHeaderOptions":0,"scrollByPixel":true,"customList":[],"borderColor":"#,
    "\"#DCE1E6\"",
    r#","borderWidth":0,"foreColor":"#,
    "\"#545454\"",
    r#","vAlign":1,"headerBackColor":"#,
    "\"#F7F7F7\"",
    r#","selectionBorderColor":"#,
    "\"#3CB48C\"",
    r#","colWidth":106,"colHeaderRowHeight":26,"rowHeight":26,"rowHeaderColWidth":51,"frozenlineColor":"#,
    "\"#ccc\"",
);

/// What it says after them.
const TAIL: &str = r#","sdkVersion":"1.1.8","_v":1}"#;

/// The text that is written, and what must be known on the way.
struct Out<'w, 'j> {
    workbook: &'w Workbook,
    job: &'w mut Job<'j>,
    text: String,
    /// Whether the number format of each style shows dates.
    dates: Vec<bool>,
    /// Cells written, and all there are.
    done: usize,
    total: usize,
}

pub(super) fn workbook(workbook: &Workbook, job: &mut Job<'_>) -> Result<String, ConvertError> {
    let (bytes, total) = cells::estimate(workbook);
    let limit = job.limits.output_bytes;
    if cells::least(workbook) > limit {
        return Err(too_large(limit));
    }
    let date = |style: &CellStyle| {
        let format = style.number_format.as_deref();
        format.is_some_and(super::dates::is_date)
    };
    let mut out = Out {
        workbook,
        job,
        text: String::with_capacity(bytes.min(limit)),
        dates: workbook.styles.iter().map(date).collect(),
        done: 0,
        total: total.max(1),
    };
    out.text.push_str(HEAD);
    out.named_styles();
    out.text.push_str(",\"sheetCount\":");
    out.text.push_str(&workbook.sheets.len().max(1).to_string());
    if workbook.active > 0 && workbook.active < workbook.sheets.len() {
        out.text.push_str(",\"activeSheetIndex\":");
        out.text.push_str(&workbook.active.to_string());
    }
    out.names(None);
    out.text.push_str(",\"sheets\":{");
    if workbook.sheets.is_empty() {
        let sheet = Sheet {
            name: "Sheet1".to_owned(),
            ..Sheet::default()
        };
        out.sheet(0, &sheet)?;
    }
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if index > 0 {
            out.text.push(',');
        }
        out.sheet(index, sheet)?;
    }
    out.text.push('}');
    out.text.push_str(TAIL);
    out.check()?;
    (out.job.progress)(1.0);
    Ok(out.text)
}

fn too_large(limit: usize) -> ConvertError {
    ConvertError::limit(format!(
        "the workbook would take more than the {limit} bytes allowed"
    ))
}

/// The name of a style.
fn style_name(index: u32) -> String {
    format!("s{index}")
}

impl Out<'_, '_> {
    fn check(&self) -> Result<(), ConvertError> {
        match self.text.len() > self.job.limits.output_bytes {
            true => Err(too_large(self.job.limits.output_bytes)),
            false => Ok(()),
        }
    }

    fn default_style(&self) -> CellStyle {
        self.workbook.styles.first().cloned().unwrap_or_default()
    }

    /// The styles that something has, by their names. Each says all that the default style, or that of a row or a
    /// column, would otherwise let show through.
    fn named_styles(&mut self) {
        let workbook = self.workbook;
        let mut used = vec![false; workbook.styles.len()];
        let mut needs = Needs::default();
        needs.add(&self.default_style());
        let mut mark = |style: u32| {
            if let Some(used) = used.get_mut(style as usize) {
                *used = true;
            }
        };
        for sheet in &workbook.sheets {
            let rows = sheet.rows.iter().map(|row| row.style);
            let columns = sheet.columns.iter().map(|columns| columns.style);
            for style in rows.chain(columns) {
                mark(style);
                if let Some(style) = workbook.styles.get(style as usize) {
                    needs.add(style);
                }
            }
            for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
                mark(cell.style);
            }
        }
        self.text.push_str(",\"namedStyles\":[");
        let mut first = true;
        for ((index, style), used) in (0_u32..).zip(&workbook.styles).zip(used) {
            if !used {
                continue;
            }
            if !std::mem::take(&mut first) {
                self.text.push(',');
            }
            let mut map = Map::new();
            map.insert("name".to_owned(), style_name(index).into());
            map.extend(style::json(style, needs));
            push_value(&mut self.text, &Value::Object(map));
        }
        self.text.push(']');
        let filled =
            |style: &CellStyle| style.horizontal == spindle_model::workbook::HorizontalAlign::Fill;
        if workbook.styles.iter().any(filled) {
            self.job.warn(
                "alignment-dropped",
                "text that fills its cell over and over is aligned as usual",
            );
        }
    }

    /// The names that hold in a sheet, or in all.
    fn names(&mut self, sheet: Option<usize>) {
        let names: Vec<&DefinedName> = self
            .workbook
            .names
            .iter()
            .filter(|name| name.sheet == sheet)
            .collect();
        if names.is_empty() {
            return;
        }
        self.text.push_str(",\"names\":[");
        for (at, name) in names.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let name = json!({ "name": name.name, "formula": name.formula, "row": 0, "col": 0 });
            push_value(&mut self.text, &name);
        }
        self.text.push(']');
    }

    /// A member that is a text.
    fn text_member(&mut self, name: &str, value: &str) {
        self.text.push(',');
        push_text(&mut self.text, name);
        self.text.push(':');
        push_text(&mut self.text, value);
    }

    /// A member of any kind.
    fn member(&mut self, name: &str, value: &Value) {
        self.text.push(',');
        push_text(&mut self.text, name);
        self.text.push(':');
        push_value(&mut self.text, value);
    }
}
