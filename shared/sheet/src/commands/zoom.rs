//! `zoom`: how large the sheet is shown.

use crate::args::Args;
use crate::error::{CommandError, Outcome};
use crate::json::Node;
use crate::workbook::Workbook;

/// The control shows a sheet from a tenth of its size to four times it.
const FACTORS: std::ops::RangeInclusive<f64> = 0.1..=4.0;

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let factor = args.number("zoomFactor")?;
    if !FACTORS.contains(&factor) {
        return Err(args.invalid(format!(
            "`zoomFactor` is {factor}, which is not from 0.1 to 4"
        )));
    }
    let node = args.get("zoomFactor").map(Node::of);
    let sheet = workbook.sheet(args)?;
    if let Some(node) = node {
        sheet.set("zoomFactor", node);
    }
    Ok(Outcome::Changed)
}
