//! `setStyle`: how cells look, and whole rows and columns.

use serde_json::{Map, Value};

use crate::args::{Args, Axis, Range, Span};
use crate::error::{CommandError, Outcome};
use crate::json::{Array, Node, Object};
use crate::table::Edit;
use crate::workbook::Workbook;

/// The most cells that one command gives a style.
const MOST_CELLS: u64 = 1_048_576;
/// What a cell takes besides its style.
const CELL_BYTES: u64 = 32;
/// The parts of a font that a style may say one by one.
const FONT_PARTS: [&str; 4] = ["fontWeight", "fontStyle", "fontSize", "fontFamily"];

/// What is laid over styles.
struct Paint<'c> {
    style: Option<&'c Map<String, Value>>,
    replaces: bool,
}

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let ranges = args.ranges("ranges")?;
    if ranges.is_empty() {
        return Err(args.invalid("`ranges` is missing or empty"));
    }
    let paint = Paint {
        style: args.object_or_null("style")?,
        replaces: args.flag(&["replace"]),
    };
    let room = spend(workbook, args, &ranges, &paint)?;
    let sheet = workbook.sheet(args)?;
    // Several parts change, and any of them may be of a shape that cannot.
    let mut changed = sheet.clone();
    for range in ranges {
        paint
            .range(&mut changed, range)
            .map_err(|why| args.invalid(why))?;
    }
    *sheet = changed;
    workbook.room = room;
    Ok(Outcome::Changed)
}

/// The axis along which a range is whole lines.
fn lines(range: &Range) -> Option<Axis> {
    if range.rows.count == Axis::Rows.most() {
        Some(Axis::Columns)
    } else if range.columns.count == Axis::Columns.most() {
        Some(Axis::Rows)
    } else {
        None
    }
}

/// What room is left once the styles are written.
fn spend(
    workbook: &Workbook,
    args: &Args<'_>,
    ranges: &[Range],
    paint: &Paint<'_>,
) -> Result<u64, CommandError> {
    let mut cells = 0_u64;
    let mut written = 0_u64;
    for range in ranges {
        let count = match lines(range) {
            // The list grows to the last of them, whatever is before.
            Some(Axis::Rows) => u64::from(range.rows.end()),
            Some(Axis::Columns) => u64::from(range.columns.end()),
            None => {
                let count =
                    u64::from(range.rows.count).saturating_mul(u64::from(range.columns.count));
                cells = cells.saturating_add(count);
                count
            }
        };
        written = written.saturating_add(count);
    }
    if cells > MOST_CELLS {
        return Err(args.invalid(format!(
            "the command would write more than {MOST_CELLS} cells"
        )));
    }
    let style = paint.style.map_or(0, |style| {
        serde_json::to_string(style).map_or(0, |text| text.len() as u64)
    });
    let bytes = written.saturating_mul(style.saturating_add(CELL_BYTES));
    workbook
        .room
        .checked_sub(bytes)
        .ok_or_else(|| args.invalid("the commands would write more than a workbook has room for"))
}

impl Paint<'_> {
    fn range(&self, sheet: &mut Object, range: Range) -> Result<(), String> {
        match lines(&range) {
            Some(Axis::Columns) => {
                self.lines(sheet, "columnDataArray", range.columns)?;
                self.own(sheet, range)
            }
            Some(Axis::Rows) => {
                self.lines(sheet, "rowDataArray", range.rows)?;
                self.own(sheet, range)
            }
            None => self.cells(sheet, range),
        }
    }

    /// Every cell of a block. One without a style of its own starts from that of its row, or else of its column.
    fn cells(&self, sheet: &mut Object, range: Range) -> Result<(), String> {
        let of_rows = styles(sheet, "rowDataArray", range.rows)?;
        let of_columns = styles(sheet, "columnDataArray", range.columns)?;
        let mut edit = Edit::begin(sheet, range.rows)?;
        for (row, of_row) in (range.rows.start..range.rows.end()).zip(&of_rows) {
            for (column, of_column) in (range.columns.start..range.columns.end()).zip(&of_columns) {
                let mut failed = None;
                edit.change(row, column, |cell| {
                    let own = cell.get("style").filter(|style| !style.is_null());
                    let base = own.or(of_row.as_ref()).or(of_column.as_ref());
                    match self.over(base) {
                        Ok(Some(style)) => cell.set("style", style),
                        Ok(None) => cell.remove("style"),
                        Err(why) => failed = Some(why),
                    }
                })?;
                if let Some(why) = failed {
                    return Err(why);
                }
            }
        }
        edit.commit();
        Ok(())
    }

    /// The cells of whole rows or columns that have a style of their own.
    fn own(&self, sheet: &mut Object, range: Range) -> Result<(), String> {
        let mut edit = Edit::begin(sheet, range.rows)?;
        let mut failed = None;
        edit.each(range, |_, _, mut cell| {
            let own = cell.get("style").filter(|style| !style.is_null())?;
            match self.over(Some(own)) {
                Ok(Some(style)) => cell.set("style", style),
                Ok(None) => cell.remove("style"),
                Err(why) => {
                    failed = Some(why);
                    return None;
                }
            }
            Some(cell)
        })?;
        if let Some(why) = failed {
            return Err(why);
        }
        edit.commit();
        Ok(())
    }

    /// What is said of rows, or of columns.
    fn lines(&self, sheet: &mut Object, member: &str, span: Span) -> Result<(), String> {
        if sheet.get("data").is_none_or(Node::is_null) {
            sheet.set("data", Node::Object(Object::default()));
        }
        let data = sheet.get_mut("data").and_then(Node::object);
        let data = data.ok_or("`data` of the sheet is not an object")?;
        let mut list = match data.get(member).filter(|list| !list.is_null()) {
            None => Array::default(),
            Some(list) => list
                .as_array()
                .ok_or_else(|| format!("`{member}` is not a list"))?
                .into_owned(),
        };
        for index in span.start..span.end() {
            let place = usize::try_from(index).ok().and_then(|at| list.reach(at));
            let info = place.ok_or_else(|| format!("`{member}` is too long"))?;
            if info.is_null() {
                *info = Node::Object(Object::default());
            }
            let info = info
                .object()
                .ok_or_else(|| format!("`{member}[{index}]` is not an object"))?;
            let base = info.get("style").filter(|style| !style.is_null());
            match self.over(base)? {
                Some(style) => info.set("style", style),
                None => info.remove("style"),
            }
        }
        data.set(member, Node::Array(list).closed());
        Ok(())
    }

    /// A style with what is set laid over it; nothing where it is taken away.
    fn over(&self, base: Option<&Node>) -> Result<Option<Node>, String> {
        let Some(style) = self.style else {
            return Ok(None);
        };
        let mut out = Object::default();
        if let Some(base) = base.filter(|_| !self.replaces) {
            if let Some(name) = base.as_text() {
                out.set("parentName", Node::of_text(&name));
            } else {
                let base = base.as_object();
                out = base
                    .ok_or("a style is neither a name nor an object")?
                    .into_owned();
            }
        }
        for (name, value) in style {
            out.set(name, Node::of(value));
        }
        if style.contains_key("font") {
            for part in FONT_PARTS.iter().filter(|part| !style.contains_key(**part)) {
                out.remove(part);
            }
        }
        Ok(Some(Node::Object(out).closed()))
    }
}

/// The styles that are said of rows or columns within a span.
fn styles(sheet: &Object, member: &str, span: Span) -> Result<Vec<Option<Node>>, String> {
    let mut out: Vec<Option<Node>> = Vec::new();
    out.resize_with(span.count as usize, || None);
    let Some(data) = sheet.get("data").filter(|data| !data.is_null()) else {
        return Ok(out);
    };
    let data = data
        .as_object()
        .ok_or("`data` of the sheet is not an object")?;
    let Some(list) = data.get(member).and_then(Node::as_array) else {
        return Ok(out);
    };
    let infos = list.iter().skip(span.start as usize);
    for (place, info) in out.iter_mut().zip(infos) {
        let info = info.as_object();
        let style = info.and_then(|info| info.get("style").cloned());
        *place = style.filter(|style| !style.is_null());
    }
    Ok(out)
}
