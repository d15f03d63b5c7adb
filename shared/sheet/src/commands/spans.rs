//! `addSpan` and `removeSpan`: merged cells.

use crate::args::{Args, MAX_COLUMNS, MAX_ROWS, Range, Span};
use crate::error::{CommandError, Outcome};
use crate::json::{Array, Node, Object};
use crate::workbook::Workbook;

/// The most ranges of one command.
const MOST: usize = 10_000;

pub(super) fn add(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let ranges = ranges(args)?;
    let sheet = workbook.sheet(args)?;
    let mut spans = list(sheet).map_err(|why| args.invalid(why))?;
    for range in ranges {
        spans.retain(|span| !touches(span, &range));
        if range.rows.count > 1 || range.columns.count > 1 {
            spans.push(node(&range));
        }
    }
    sheet.set("spans", Node::Array(spans));
    Ok(Outcome::Changed)
}

pub(super) fn remove(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let ranges = ranges(args)?;
    let sheet = workbook.sheet(args)?;
    let mut spans = list(sheet).map_err(|why| args.invalid(why))?;
    let before = spans.len();
    spans.retain(|span| !ranges.iter().any(|range| touches(span, range)));
    if spans.len() < before {
        sheet.set("spans", Node::Array(spans));
    }
    Ok(Outcome::Changed)
}

fn ranges(args: &Args<'_>) -> Result<Vec<Range>, CommandError> {
    let ranges = args.ranges("ranges")?;
    if ranges.is_empty() {
        return Err(args.invalid("`ranges` is missing or empty"));
    }
    if ranges.len() > MOST {
        return Err(args.invalid(format!("more than {MOST} ranges")));
    }
    Ok(ranges)
}

fn list(sheet: &Object) -> Result<Array, String> {
    match sheet.get("spans").filter(|spans| !spans.is_null()) {
        None => Ok(Array::default()),
        Some(spans) => Ok(spans
            .as_array()
            .ok_or("`spans` of the sheet is not a list")?
            .into_owned()),
    }
}

fn node(range: &Range) -> Node {
    Node::raw(&format!(
        "{{\"row\":{},\"rowCount\":{},\"col\":{},\"colCount\":{}}}",
        range.rows.start, range.rows.count, range.columns.start, range.columns.count
    ))
}

/// Whether a span has a cell of a range; one that begins at -1 has all rows, or all columns.
fn touches(span: &Node, range: &Range) -> bool {
    let meets = |start: &str, count: &str, most: u32, other: Span| {
        let span = span.as_object()?;
        let start = span.get(start)?.as_integer()?;
        let (start, count) = match start {
            ..0 => (0, i64::from(most)),
            _ => (start, span.get(count)?.as_integer()?),
        };
        let end = start.saturating_add(count);
        Some(start < i64::from(other.end()) && i64::from(other.start) < end)
    };
    meets("row", "rowCount", MAX_ROWS, range.rows) == Some(true)
        && meets("col", "colCount", MAX_COLUMNS, range.columns) == Some(true)
}
