//! `resizeColumn`, `resizeRow`, and the fitting that only a client can do.

use serde_json::Value;

use crate::args::{Args, Axis, MAX_ROWS, Span};
use crate::error::{CommandError, Outcome};
use crate::json::{Array, Node, Object};
use crate::workbook::Workbook;

/// What the text of one size takes.
const SIZE_BYTES: u64 = 16;
/// The largest width or height, pixels.
const MOST: f64 = 65_535.0;

pub(super) fn columns(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    // The documentation of the control says `rowHeader`, its examples say `isRowHeader`.
    let member = match args.flag(&["rowHeader", "isRowHeader"]) {
        true => "rowHeaderColInfos",
        false => "columns",
    };
    resize(workbook, args, Axis::Columns, member)
}

pub(super) fn rows(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let member = match args.flag(&["columnHeader", "isColHeader", "isColumnHeader"]) {
        true => "colHeaderRowInfos",
        false => "rows",
    };
    resize(workbook, args, Axis::Rows, member)
}

pub(super) fn auto_fit(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    workbook.sheet_key(args, "sheetName")?;
    Ok(Outcome::Recorded)
}

fn resize(
    workbook: &mut Workbook,
    args: &Args<'_>,
    axis: Axis,
    member: &str,
) -> Result<Outcome, CommandError> {
    let spans = match axis {
        Axis::Columns => args.spans("columns", ("firstCol", "lastCol", "col"), axis)?,
        Axis::Rows => args.spans("rows", ("firstRow", "lastRow", "row"), axis)?,
    };
    let key = match args.get("size") {
        Some(_) => "size",
        None => "value",
    };
    let size = args
        .get(key)
        .ok_or_else(|| args.invalid("`size` is missing"))?;
    let number = args.number(key)?;
    if !(0.0..=MOST).contains(&number) {
        return Err(args.invalid(format!(
            "`{key}` is {number}, which is not from 0 to {MOST} pixels"
        )));
    }
    let room = spend(workbook, args, &spans)?;
    change(workbook, args, member, &spans, |info| {
        info.set("size", Node::of(size));
    })?;
    workbook.room = room;
    Ok(Outcome::Changed)
}

pub(super) fn rows_visible(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    let spans = args.spans("rows", ("firstRow", "lastRow", "row"), Axis::Rows)?;
    visible(workbook, args, "rows", &spans)
}

pub(super) fn columns_visible(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    let spans = args.spans("columns", ("firstCol", "lastCol", "col"), Axis::Columns)?;
    visible(workbook, args, "columns", &spans)
}

fn visible(
    workbook: &mut Workbook,
    args: &Args<'_>,
    member: &str,
    spans: &[Span],
) -> Result<Outcome, CommandError> {
    let visible = args
        .get("visible")
        .and_then(Value::as_bool)
        .ok_or_else(|| args.invalid("`visible` is neither true nor false"))?;
    let room = spend(workbook, args, spans)?;
    change(workbook, args, member, spans, |info| match visible {
        true => info.remove("visible"),
        false => info.set("visible", Node::raw("false")),
    })?;
    workbook.room = room;
    Ok(Outcome::Changed)
}

/// What room is left once so many rows or columns are written.
fn spend(workbook: &Workbook, args: &Args<'_>, spans: &[Span]) -> Result<u64, CommandError> {
    let total = spans
        .iter()
        .fold(0_u32, |total, span| total.saturating_add(span.count));
    if total > MAX_ROWS {
        return Err(args.invalid("more rows or columns are named than a sheet has"));
    }
    // The list grows to the last of them, whatever is before.
    let last = spans.iter().map(|span| span.end()).max().unwrap_or(0);
    let written = u64::from(total.max(last)).saturating_mul(SIZE_BYTES);
    workbook
        .room
        .checked_sub(written)
        .ok_or_else(|| args.invalid("the commands would write more than a workbook has room for"))
}

/// Changes what is said of rows or columns.
fn change(
    workbook: &mut Workbook,
    args: &Args<'_>,
    member: &str,
    spans: &[Span],
    change: impl Fn(&mut Object),
) -> Result<(), CommandError> {
    let sheet = workbook.sheet(args)?;
    let mut infos = list(sheet, member).map_err(|why| args.invalid(why))?;
    for span in spans {
        for index in span.start..span.end() {
            let info = info(&mut infos, index)
                .ok_or_else(|| args.invalid(format!("`{member}[{index}]` is not an object")))?;
            change(info);
        }
    }
    sheet.set(member, Node::Array(infos).closed());
    Ok(())
}

/// A copy of a list of a sheet, empty where it is not there.
fn list(sheet: &Object, member: &str) -> Result<Array, String> {
    match sheet.get(member).filter(|node| !node.is_null()) {
        None => Ok(Array::default()),
        Some(node) => {
            let list = node
                .as_array()
                .ok_or_else(|| format!("`{member}` is not a list"))?;
            Ok(list.into_owned())
        }
    }
}

fn info(infos: &mut Array, index: u32) -> Option<&mut Object> {
    let info = infos.reach(usize::try_from(index).ok()?)?;
    if info.is_null() {
        *info = Node::Object(Object::default());
    }
    info.object()
}
