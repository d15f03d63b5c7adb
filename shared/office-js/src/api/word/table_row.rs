//! `ApiTableRow`

use spindle_ooxml::word::{table as view, table_merge};

use super::handle::{no, or_null, this, yes};
use super::table::{cells_of, count_arg, item, parent_table};
use super::{WordCall, WordEditor, WordRef, WordResult, table};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTableRow",
    parent: Some(&super::table_row_pr::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("tableRow".into())),
        Member::new("GetCellsCount", get_cells_count),
        Member::new("GetCell", get_cell),
        Member::new("GetIndex", get_index),
        Member::new("GetNext", |call| neighbour(call, true)),
        Member::new("GetPrevious", |call| neighbour(call, false)),
        Member::new("GetParentTable", parent_table),
        Member::new("AddRows", add_rows),
        Member::new("MergeCells", merge_cells),
        Member::new("Clear", table::clear_cells),
        Member::new("Remove", remove),
        Member::new("SetTextPr", table::set_text_pr),
        Member::new("SetBackgroundColor", table::set_background_color),
        Member::new("GetInternalId", super::paragraph::internal_id),
        Member::new("Search", super::search::search),
    ],
    properties: &[],
};

fn get_cells_count(call: &mut WordCall<'_>) -> WordResult {
    Ok(cells_of(call)?.len().into())
}

fn get_cell(call: &mut WordCall<'_>) -> WordResult {
    let cells = cells_of(call)?;
    Ok(Value::Handle(WordRef::Cell(item(call, 0, "Cell", &cells)?)))
}

fn get_index(call: &mut WordCall<'_>) -> WordResult {
    let row = this(call)?;
    let dom = call.doc.dom();
    let found = dom.parent(row).and_then(|table| {
        view::rows(dom, table)
            .iter()
            .position(|candidate| *candidate == row)
    });
    Ok(found.map_or(Value::Number(-1.0), Into::into))
}

fn neighbour(call: &mut WordCall<'_>, next: bool) -> WordResult {
    let row = this(call)?;
    let dom = call.doc.dom();
    let rows = dom
        .parent(row)
        .map(|table| view::rows(dom, table))
        .unwrap_or_default();
    let index = rows.iter().position(|candidate| *candidate == row);
    let found = index.and_then(|index| {
        if next {
            rows.get(index + 1)
        } else {
            rows.get(index.checked_sub(1)?)
        }
    });
    Ok(or_null(found.copied().map(WordRef::Row)))
}

fn add_rows(call: &mut WordCall<'_>) -> WordResult {
    let row = this(call)?;
    let cells = cells_of(call)?.len();
    let Some(count) = count_arg(call, 0, cells)?.filter(|_| call.args.given(0)) else {
        return parent_table(call);
    };
    let before = call.args.boolean(1, false);
    view::add_rows(call.doc.dom_mut(), row, count, before);
    parent_table(call)
}

fn merge_cells(call: &mut WordCall<'_>) -> WordResult {
    let cells = cells_of(call)?;
    Ok(or_null(
        table_merge::merge(call.doc.dom_mut(), &cells).map(WordRef::Cell),
    ))
}

fn remove(call: &mut WordCall<'_>) -> WordResult {
    let row = this(call)?;
    if call.doc.dom().parent(row).is_none() {
        return no();
    }
    view::remove_row(call.doc.dom_mut(), row);
    yes()
}
