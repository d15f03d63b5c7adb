//! `dragDrop`: a block is moved or copied within its sheet.

use crate::args::{Args, Axis, Range, Span};
use crate::commands::copy::{Block, Take};
use crate::commands::paste::{empty, reach};
use crate::error::{CommandError, Outcome};
use crate::table::Edit;
use crate::workbook::Workbook;

/// The bits of `CopyToOptions` for all that a cell has; the control sets them all when somebody drags.
const ALL: i64 = 0xFF;

/// Dragging that pushes other cells aside, or takes only some of a cell, is not supported.
pub(super) fn takes(args: &Args<'_>) -> bool {
    let all =
        args.get("option").is_none() || args.integer("option").is_ok_and(|bits| bits & ALL == ALL);
    !args.flag(&["insert"]) && all
}

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let from = Range {
        rows: span(args, "fromRow", "rowCount", Axis::Rows)?,
        columns: span(args, "fromColumn", "columnCount", Axis::Columns)?,
    };
    let to = (
        start(args, "toRow", Axis::Rows)?,
        start(args, "toColumn", Axis::Columns)?,
    );
    let copies = args.flag(&["copy"]);
    let invalid = |why: String| args.invalid(why);
    let mut room = workbook.room;
    let sheet = workbook.sheet(args)?;
    let block = Block::read(sheet, from, !copies).map_err(invalid)?;
    let target = block
        .at(to.0, to.1)
        .ok_or_else(|| args.invalid("what is dragged would leave the sheet"))?;
    let mut edit = Edit::begin(sheet, reach([from, target].iter())).map_err(invalid)?;
    if !copies {
        empty(&mut edit, &[from]).map_err(invalid)?;
    }
    block
        .write(&mut edit, target, to, Take::All, &mut room)
        .map_err(invalid)?;
    edit.commit();
    workbook.room = room;
    Ok(Outcome::Changed)
}

fn span(args: &Args<'_>, start: &str, count: &str, axis: Axis) -> Result<Span, CommandError> {
    let index = args.integer(start)?;
    let counted = match index {
        -1 => None,
        _ => Some(args.integer(count)?),
    };
    args.span((start, index), (count, counted), axis)
}

/// Where the block goes; whole rows or columns begin at 0.
fn start(args: &Args<'_>, key: &str, axis: Axis) -> Result<u32, CommandError> {
    match args.integer(key)? {
        -1 => Ok(0),
        _ => args.index(key, axis),
    }
}
