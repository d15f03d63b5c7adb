//! `clearValues` and `clear`: ranges lose their values, or their cells.

use crate::args::{Args, Range, Span};
use crate::commands::edit_cell;
use crate::commands::paste::reach;
use crate::error::{CommandError, Outcome};
use crate::json::{Node, Object};
use crate::table::Edit;
use crate::workbook::Workbook;

pub(super) fn values(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let ranges = ranges(args)?;
    let sheet = workbook.sheet(args)?;
    cells(sheet, &ranges, edit_cell::clear).map_err(|why| args.invalid(why))?;
    Ok(Outcome::Changed)
}

pub(super) fn all(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let ranges = ranges(args)?;
    let sheet = workbook.sheet(args)?;
    let spans = spans_outside(sheet, &ranges).map_err(|why| args.invalid(why))?;
    cells(sheet, &ranges, |cell| *cell = Object::default()).map_err(|why| args.invalid(why))?;
    if let Some(spans) = spans {
        sheet.set("spans", spans);
    }
    Ok(Outcome::Changed)
}

fn ranges(args: &Args<'_>) -> Result<Vec<Range>, CommandError> {
    let ranges = args.ranges("ranges")?;
    if ranges.is_empty() {
        return Err(args.invalid("`ranges` is missing or empty"));
    }
    Ok(ranges)
}

fn cells(sheet: &mut Object, ranges: &[Range], change: impl Fn(&mut Object)) -> Result<(), String> {
    let mut edit = Edit::begin(sheet, reach(ranges.iter()))?;
    for range in ranges {
        edit.each(*range, |_, _, mut cell| {
            change(&mut cell);
            Some(cell)
        })?;
    }
    edit.commit();
    Ok(())
}

/// The spans of a sheet without those that lie within a range; nothing where none does.
fn spans_outside(sheet: &Object, ranges: &[Range]) -> Result<Option<Node>, String> {
    let Some(spans) = sheet.get("spans").filter(|spans| !spans.is_null()) else {
        return Ok(None);
    };
    let spans = spans
        .as_array()
        .ok_or("`spans` of the sheet is not a list")?;
    let mut left = spans.clone().into_owned();
    left.retain(|span| !ranges.iter().any(|range| lies_within(span, range)));
    Ok((left.len() < spans.len()).then_some(Node::Array(left)))
}

fn lies_within(span: &Node, range: &Range) -> bool {
    let within = |start: &str, count: &str, outer: Span| {
        let span = span.as_object()?;
        let start = span.get(start)?.as_integer()?;
        let end = start.saturating_add(span.get(count)?.as_integer()?);
        Some(start >= i64::from(outer.start) && end <= i64::from(outer.end()))
    };
    within("row", "rowCount", range.rows) == Some(true)
        && within("col", "colCount", range.columns) == Some(true)
}
