//! `ApiTableCell`

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{color as colors, props, table as view};

use super::handle::{no, or_null, this, yes};
use super::table::{self, add_to_cell, columns_arg, count_arg, parent_table, row_len, shade};
use super::{WordCall, WordEditor, WordRef, WordResult, color, content};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTableCell",
    parent: Some(&super::table_cell_pr::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("tableCell".into())),
        Member::new("GetContent", |call| {
            Ok(Value::Handle(WordRef::Content(this(call)?)))
        }),
        Member::new("AddText", |call| {
            let cell = this(call)?;
            content::add_text_to(call, cell)
        }),
        Member::new("SetText", |call| {
            let cell = this(call)?;
            content::set_text_of(call, cell)
        }),
        Member::new("GetText", get_text),
        Member::new("AddElement", |call| {
            let cell = this(call)?;
            add_to_cell(call, cell, 0)
        }),
        Member::new("Clear", table::clear_cells),
        Member::new("GetIndex", get_index),
        Member::new("GetRowIndex", get_row_index),
        Member::new("GetParentRow", |call| {
            let cell = this(call)?;
            Ok(or_null(row_of(call, cell).map(WordRef::Row)))
        }),
        Member::new("GetParentTable", parent_table),
        Member::new("GetNext", |call| neighbour(call, true)),
        Member::new("GetPrevious", |call| neighbour(call, false)),
        Member::new("AddRows", add_rows),
        Member::new("AddColumns", add_columns),
        Member::new("RemoveRow", remove_row),
        Member::new("RemoveColumn", remove_column),
        Member::new("Split", split),
        Member::new("SetBackgroundColor", table::set_background_color),
        Member::new("GetBackgroundColor", get_background_color),
        Member::new("SetColumnBackgroundColor", set_column_background_color),
        Member::new("SetTextPr", table::set_text_pr),
        Member::new("SetCellPr", set_cell_pr),
        Member::new("GetInternalId", super::paragraph::internal_id),
        Member::new("Search", super::search::search),
    ],
    properties: &[],
};

fn row_of(call: &WordCall<'_>, cell: NodeId) -> Option<NodeId> {
    call.doc
        .dom()
        .parent(cell)
        .filter(|row| call.doc.dom().is(*row, "w:tr"))
}

fn table_of(call: &WordCall<'_>, cell: NodeId) -> Option<NodeId> {
    call.doc.dom().parent(row_of(call, cell)?)
}

fn get_text(call: &mut WordCall<'_>) -> WordResult {
    let options = super::options::text_options(call, 0);
    Ok(call.doc.text.text(this(call)?, &options).into())
}

fn get_index(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let cells = row_of(call, cell)
        .map(|row| view::cells(call.doc.dom(), row))
        .unwrap_or_default();
    Ok(cells
        .iter()
        .position(|candidate| *candidate == cell)
        .map_or(Value::Number(-1.0), Into::into))
}

fn get_row_index(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let row = row_of(call, cell);
    let rows = table_of(call, cell)
        .map(|table| view::rows(call.doc.dom(), table))
        .unwrap_or_default();
    Ok(rows
        .iter()
        .position(|candidate| Some(*candidate) == row)
        .map_or(Value::Number(-1.0), Into::into))
}

/// The next or previous cell of the row, then of the rows around it.
fn neighbour(call: &mut WordCall<'_>, next: bool) -> WordResult {
    let cell = this(call)?;
    let dom = call.doc.dom();
    let cells = dom
        .parent(cell)
        .map(|row| view::cells(dom, row))
        .unwrap_or_default();
    let index = cells.iter().position(|candidate| *candidate == cell);
    let found = index.and_then(|index| {
        if next {
            cells.get(index + 1)
        } else {
            cells.get(index.checked_sub(1)?)
        }
    });
    Ok(or_null(found.copied().map(WordRef::Cell)))
}

fn add_rows(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let count = count_arg(call, 0, row_len(call, cell))?.filter(|_| call.args.given(0));
    let (Some(row), Some(count)) = (row_of(call, cell), count) else {
        return parent_table(call);
    };
    let before = call.args.boolean(1, false);
    view::add_rows(call.doc.dom_mut(), row, count, before);
    parent_table(call)
}

fn add_columns(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let Some(owner) = table_of(call, cell) else {
        return Ok(Value::Null);
    };
    let Some(count) = columns_arg(call, 0, owner)?.filter(|_| call.args.given(0)) else {
        return parent_table(call);
    };
    let before = call.args.boolean(1, false);
    view::add_columns(call.doc.dom_mut(), owner, cell, count, before);
    parent_table(call)
}

fn remove_row(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let Some(row) = row_of(call, cell) else {
        return no();
    };
    view::remove_row(call.doc.dom_mut(), row);
    yes()
}

fn remove_column(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let Some(owner) = table_of(call, cell) else {
        return no();
    };
    view::remove_column(call.doc.dom_mut(), owner, cell);
    yes()
}

fn split(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let Some(owner) = table_of(call, cell) else {
        return Ok(Value::Null);
    };
    let counts = (
        count_arg(call, 0, row_len(call, cell))?,
        columns_arg(call, 1, owner)?,
    );
    let (Some(rows), Some(columns)) = counts else {
        return Ok(Value::Null);
    };
    view::split(call.doc.dom_mut(), cell, rows, columns);
    parent_table(call)
}

fn get_background_color(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let found = dom
        .child(this(call)?, "w:tcPr")
        .and_then(|tcpr| colors::shading(dom, tcpr));
    Ok(or_null(found.map(WordRef::Color)))
}

/// Fills all cells of the column that this cell begins in.
fn set_column_background_color(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let fill = color::argument(call, 0).filter(|fill| *fill != colors::Color::Auto);
    let dom = call.doc.dom();
    let column = view::column_of(dom, cell);
    let rows = table_of(call, cell)
        .map(|table| view::rows(dom, table))
        .unwrap_or_default();
    let cells: Vec<NodeId> = rows
        .into_iter()
        .filter_map(|row| view::cell_at(dom, row, column))
        .collect();
    for cell in cells {
        shade(call.doc, cell, fill);
    }
    yes()
}

/// Writes the given properties over the cell's own.
fn set_cell_pr(call: &mut WordCall<'_>) -> WordResult {
    let cell = this(call)?;
    let Some(WordRef::CellPr(source)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    props::merge_container(call.doc.dom_mut(), source, cell, "w:tcPr");
    yes()
}
