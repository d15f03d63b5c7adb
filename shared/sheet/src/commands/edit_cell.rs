//! `editCell`: one cell gets a value or a formula.

use serde_json::Value;

use crate::args::{Args, Axis, Span};
use crate::error::{CommandError, Outcome};
use crate::json::{Node, Object};
use crate::table::Edit;
use crate::workbook::Workbook;

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let row = args.index("row", Axis::Rows)?;
    let column = args.index("col", Axis::Columns)?;
    let value = args
        .given("newValue")
        .ok_or_else(|| args.invalid("`newValue` is missing"))?;
    let rows = Span {
        start: row,
        count: 1,
    };
    let mut edit = Edit::begin(workbook.sheet(args)?, rows).map_err(|why| args.invalid(why))?;
    edit.change(row, column, |cell| set(cell, value))
        .map_err(|why| args.invalid(why))?;
    edit.commit();
    Ok(Outcome::Changed)
}

/// Gives a cell what somebody typed into it. Its style and everything else of it stay.
pub(super) fn set(cell: &mut Object, value: &Value) {
    let formula = value.as_str().and_then(|text| text.strip_prefix('='));
    match (value, formula) {
        (Value::Null, _) => clear(cell),
        (Value::String(text), _) if text.is_empty() => clear(cell),
        (_, Some(formula)) if !formula.is_empty() => {
            // The value that the old formula gave is no longer true, and nothing here computes the new one.
            cell.remove("value");
            cell.set("formula", Node::of_text(formula));
        }
        _ => {
            cell.remove("formula");
            cell.set_first("value", Node::of(value));
        }
    }
}

/// Takes the value and the formula of a cell away.
pub(super) fn clear(cell: &mut Object) {
    cell.remove("value");
    cell.remove("formula");
}
