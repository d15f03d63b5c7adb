//! `setFrozenCount`: the first rows and columns stay where they are while the rest scrolls.

use crate::args::{Args, Axis};
use crate::error::{CommandError, Outcome};
use crate::json::Node;
use crate::workbook::Workbook;

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let count = |key: &str, axis: Axis| match args.get(key) {
        None => Ok(0),
        Some(_) => args.index(key, axis),
    };
    let rows = count("frozenRowCount", Axis::Rows)?;
    let columns = count("frozenColumnCount", Axis::Columns)?;
    let sheet = workbook.sheet(args)?;
    sheet.set("frozenRowCount", Node::raw(&rows.to_string()));
    // The control writes the short name; a workbook with both would say two things.
    sheet.remove("frozenColumnCount");
    sheet.set("frozenColCount", Node::raw(&columns.to_string()));
    Ok(Outcome::Changed)
}
