//! `fill`: the cells of a block are repeated over a range.

use serde_json::Value;

use crate::args::Args;
use crate::commands::copy::{Block, Take};
use crate::commands::paste::reach;
use crate::error::{CommandError, Outcome};
use crate::table::Edit;
use crate::workbook::Workbook;

/// `AutoFillType.copyCells` of the control. A series, a growth or a list of days is not supported.
pub(super) fn takes(args: &Args<'_>) -> bool {
    match args.get("autoFillType") {
        Some(Value::String(name)) => name == "copyCells",
        Some(_) => args.integer("autoFillType") == Ok(0),
        None => false,
    }
}

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let start = args.range("startRange")?;
    let range = args.range("fillRange")?;
    let invalid = |why: String| args.invalid(why);
    let mut room = workbook.room;
    let sheet = workbook.sheet(args)?;
    let block = Block::read(sheet, start, false).map_err(invalid)?;
    let mut edit = Edit::begin(sheet, reach([range].iter())).map_err(invalid)?;
    let anchor = (start.rows.start, start.columns.start);
    block
        .write(&mut edit, range, anchor, Take::All, &mut room)
        .map_err(invalid)?;
    edit.commit();
    workbook.room = room;
    Ok(Outcome::Changed)
}
