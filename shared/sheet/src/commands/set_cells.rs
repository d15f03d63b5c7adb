//! `setCells`: whole cells are put where they are said to be.

use crate::args::{Args, Axis, Span};
use crate::error::{CommandError, Outcome};
use crate::json::{Node, Object};
use crate::table::Edit;
use crate::workbook::Workbook;

pub(super) fn run(workbook: &mut Workbook, args: &Args<'_>) -> Result<Outcome, CommandError> {
    let list = args.list("cells")?;
    if list.is_empty() {
        return Err(args.invalid("`cells` is missing or empty"));
    }
    let mut cells = Vec::with_capacity(list.len());
    let (mut start, mut end) = (u32::MAX, 0);
    for value in list {
        let entry = args.within("cells", value)?;
        let row = entry.index("row", Axis::Rows)?;
        let column = entry.index("col", Axis::Columns)?;
        let cell = match entry.object_or_null("cell")? {
            None => Object::default(),
            Some(map) => Node::of(&serde_json::Value::Object(map.clone()))
                .as_object()
                .map(std::borrow::Cow::into_owned)
                .unwrap_or_default(),
        };
        start = start.min(row);
        end = end.max(row.saturating_add(1));
        cells.push((row, column, cell));
    }
    let rows = Span {
        start,
        count: end.saturating_sub(start),
    };
    let mut edit = Edit::begin(workbook.sheet(args)?, rows).map_err(|why| args.invalid(why))?;
    for (row, column, cell) in cells {
        edit.change(row, column, |place| *place = cell)
            .map_err(|why| args.invalid(why))?;
    }
    edit.commit();
    Ok(Outcome::Changed)
}
