//! Rows and columns are inserted and deleted.

mod shift;

use crate::args::{Args, Axis, Range, Span};
use crate::commands::{follow, outline};
use crate::error::{CommandError, Outcome};
use crate::formula::Event;
use crate::json::{Array, Node, Object};
use crate::table::table;
use crate::workbook::Workbook;

use shift::Shift;

/// The most blocks that one command names.
const MOST_BLOCKS: usize = 1_000;

pub(super) fn insert_rows(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    let spans = spans(args, Axis::Rows)?;
    apply(workbook, args, Axis::Rows, &Shift::insert(spans))
}

pub(super) fn insert_columns(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    let spans = spans(args, Axis::Columns)?;
    apply(workbook, args, Axis::Columns, &Shift::insert(spans))
}

pub(super) fn delete_rows(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    let spans = spans(args, Axis::Rows)?;
    apply(workbook, args, Axis::Rows, &Shift::delete(spans))
}

pub(super) fn delete_columns(
    workbook: &mut Workbook,
    args: &Args<'_>,
) -> Result<Outcome, CommandError> {
    let spans = spans(args, Axis::Columns)?;
    apply(workbook, args, Axis::Columns, &Shift::delete(spans))
}

/// Which rows or columns: those of the selections, or an index and a count. They are counted as they are before the
/// command.
fn spans(args: &Args<'_>, axis: Axis) -> Result<Vec<Span>, CommandError> {
    let pick = |range: Range| match axis {
        Axis::Rows => range.rows,
        Axis::Columns => range.columns,
    };
    let selections = args.ranges("selections")?;
    let spans: Vec<Span> = match selections.as_slice() {
        [] => vec![numbered(args, axis)?],
        selections => selections.iter().copied().map(pick).collect(),
    };
    if spans.len() > MOST_BLOCKS {
        return Err(args.invalid(format!("more than {MOST_BLOCKS} selections")));
    }
    if spans.iter().any(|span| span.count == axis.most()) {
        let word = axis.word();
        return Err(args.invalid(format!(
            "all {word} of a sheet are named, it needs some of them"
        )));
    }
    Ok(spans)
}

fn numbered(args: &Args<'_>, axis: Axis) -> Result<Span, CommandError> {
    let (own, counted) = match axis {
        Axis::Rows => ("row", "rowCount"),
        Axis::Columns => ("col", "colCount"),
    };
    let given =
        |key: &str, other: &'static str| args.get(key).is_none() && args.get(other).is_some();
    let start = if given(own, "index") { "index" } else { own };
    let count = if args.get("count").is_some() {
        "count"
    } else {
        counted
    };
    let index = args.index(start, axis)?;
    let number = match args.get(count) {
        None => 1,
        Some(_) => args.integer(count)?,
    };
    args.span((start, i64::from(index)), (count, Some(number)), axis)
}

fn apply(
    workbook: &mut Workbook,
    args: &Args<'_>,
    axis: Axis,
    shift: &Shift,
) -> Result<Outcome, CommandError> {
    let key = workbook.sheet_key(args, "sheetName")?;
    let sheet = workbook.sheet_at(args, &key)?;
    // Several parts change, and any of them may be of a shape that cannot.
    let mut changed = sheet.clone();
    change(&mut changed, axis, shift).map_err(|why| args.invalid(why))?;
    *sheet = changed;
    let to = |span: Span| shift.moved(span);
    follow::all(workbook, &key, || Event::Moved { axis, to: &to });
    Ok(Outcome::Changed)
}

fn change(sheet: &mut Object, axis: Axis, shift: &Shift) -> Result<(), String> {
    let (header, sizes, count) = match axis {
        Axis::Rows => ("rowHeaderData", "rows", "rowCount"),
        Axis::Columns => ("colHeaderData", "columns", "columnCount"),
    };
    for area in ["data", header] {
        if let Some(table) = table(sheet, area)? {
            match axis {
                Axis::Rows => shift_keys(table, axis, shift)?,
                Axis::Columns => shift_columns(table, shift)?,
            }
        }
    }
    let styles = match axis {
        Axis::Rows => ["rowDataArray", "rowMetaData"],
        Axis::Columns => ["columnDataArray", "columnMetaData"],
    };
    if let Some(data) = sheet.get_mut("data").filter(|data| !data.is_null()) {
        // The table was looked into above, so this is an object.
        let data = data
            .object()
            .ok_or("`data` of the sheet is not an object")?;
        for name in styles {
            // Other shapes say nothing of single rows or columns.
            if let Some(list) = data.get_mut(name).and_then(Node::array) {
                shift_sizes(list, axis, shift)?;
            }
        }
    }
    shift_count(sheet, count, axis, shift)?;
    if let Some(sizes) = list(sheet, sizes)? {
        shift_sizes(sizes, axis, shift)?;
    }
    if let Some(spans) = list(sheet, "spans")? {
        shift_spans(spans, axis, shift)?;
    }
    if sheet
        .get(outline::member(axis))
        .is_some_and(|node| !node.is_null())
    {
        let relocated = outline::changed(sheet, axis, |runs, _| {
            runs.relocate(|span| shift.pieces(span, axis.most()));
            Ok(())
        })?;
        sheet.set(outline::member(axis), relocated);
    }
    Ok(())
}

/// Gives the entries of a table, or of a row of it, their new keys.
fn shift_keys(table: &mut Object, axis: Axis, shift: &Shift) -> Result<(), String> {
    let mut full = false;
    table.entries.retain_mut(|entry| {
        let Some(old) = entry.index() else {
            return true;
        };
        let Some(new) = shift.to(old) else {
            return false;
        };
        full |= new >= axis.most() && old < axis.most();
        if new != old {
            entry.rename(&new.to_string());
        }
        true
    });
    match full {
        true => Err(format!(
            "cells would be pushed past the last of {} {}",
            axis.most(),
            axis.word()
        )),
        false => Ok(()),
    }
}

fn shift_columns(table: &mut Object, shift: &Shift) -> Result<(), String> {
    for row in &mut table.entries {
        if row.index().is_none() || row.value.is_null() {
            continue;
        }
        let name = &row.name;
        let cells = row
            .value
            .as_object()
            .ok_or_else(|| format!("row {name} is not an object"))?;
        if cells.entries.iter().all(|cell| {
            cell.index()
                .is_none_or(|index| shift.to(index) == Some(index))
        }) {
            continue;
        }
        let mut cells = cells.into_owned();
        shift_keys(&mut cells, Axis::Columns, shift)?;
        row.value = Node::Object(cells).closed();
    }
    Ok(())
}

fn shift_count(sheet: &mut Object, name: &str, axis: Axis, shift: &Shift) -> Result<(), String> {
    let Some(count) = sheet.get_mut(name).filter(|count| !count.is_null()) else {
        return Ok(());
    };
    let known = count
        .as_integer()
        .and_then(|known| u32::try_from(known).ok());
    let known = known.ok_or_else(|| format!("`{name}` of the sheet is not a count"))?;
    let new = shift.counted(known);
    if new > axis.most().max(known) {
        return Err(format!("the sheet would have {new} {}", axis.word()));
    }
    if new != known {
        *count = Node::raw(&new.to_string());
    }
    Ok(())
}

fn shift_sizes(sizes: &mut Array, axis: Axis, shift: &Shift) -> Result<(), String> {
    // From the end, so that what is before does not move.
    for span in shift.spans().iter().rev() {
        let (start, end) = (span.start as usize, span.end() as usize);
        match shift.inserts() {
            true => sizes.insert_nulls(start, span.count as usize),
            false => sizes.cut(start, end),
        }
    }
    match sizes.len() > axis.most() as usize {
        true => Err(format!(
            "sizes would be pushed past the last of {} {}",
            axis.most(),
            axis.word()
        )),
        false => Ok(()),
    }
}

/// Moves, widens and narrows the spans of merged cells; one that keeps only one cell goes away.
fn shift_spans(spans: &mut Array, axis: Axis, shift: &Shift) -> Result<(), String> {
    let (start_name, count_name) = match axis {
        Axis::Rows => ("row", "rowCount"),
        Axis::Columns => ("col", "colCount"),
    };
    let mut past = false;
    for node in spans.iter_mut() {
        let Some(span) = node.object() else {
            return Err("`spans` has an entry that is not an object".to_owned());
        };
        let number = |name: &str| u32::try_from(span.get(name)?.as_integer()?).ok();
        let Some((start, count)) = number(start_name).zip(number(count_name)) else {
            // A span over all rows or columns begins at -1; it stays.
            continue;
        };
        let old = Span { start, count };
        let new = shift.moved(old);
        past |= new.end() > axis.most() && old.end() <= axis.most();
        if new.start != start {
            span.set(start_name, Node::raw(&new.start.to_string()));
        }
        if new.count != count {
            span.set(count_name, Node::raw(&new.count.to_string()));
        }
    }
    if !shift.inserts() {
        spans.retain(|span| {
            let number = |name: &str| {
                span.as_object()
                    .and_then(|span| span.get(name)?.as_integer())
            };
            let (rows, columns) = (number("rowCount"), number("colCount"));
            rows != Some(0) && columns != Some(0) && (rows != Some(1) || columns != Some(1))
        });
    }
    match past {
        true => Err(format!(
            "a span would be pushed past the last of {} {}",
            axis.most(),
            axis.word()
        )),
        false => Ok(()),
    }
}

/// A list of a sheet, opened in place.
fn list<'s>(sheet: &'s mut Object, name: &str) -> Result<Option<&'s mut Array>, String> {
    let Some(node) = sheet.get_mut(name).filter(|node| !node.is_null()) else {
        return Ok(None);
    };
    node.array()
        .map(Some)
        .ok_or_else(|| format!("`{name}` of the sheet is not a list"))
}
