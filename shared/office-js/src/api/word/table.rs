//! `ApiTable`: rows, columns and cells of a table.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::table_props::{self, Look};
use spindle_ooxml::word::{block, color as colors, props, table as view, table_merge};

use super::handle::{itself, list, no, or_null, style_arg, this, yes};
use super::paragraph::{get_pos_in_parent, internal_id};
use super::table_pr::change;
use super::{WordCall, WordEditor, WordRef, WordResult, color, text_pr};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTable",
    parent: Some(&super::table_pr::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("table".into())),
        Member::new("GetRowsCount", get_rows_count),
        Member::new("GetRow", get_row),
        Member::new("GetCell", get_cell),
        Member::new("GetAllCells", get_all_cells),
        Member::new("MergeCells", merge_cells),
        Member::new("Split", split),
        Member::new("SetStyle", set_style),
        Member::new("SetTableLook", set_table_look),
        Member::new("SetHAlign", |call| {
            let known = matches!(call.args.get(0), Value::Text(side) if matches!(side.as_str(), "left" | "center" | "right"));
            if known {
                super::table_pr::set_jc(call)
            } else {
                no()
            }
        }),
        Member::new("SetVAlign", set_v_align),
        Member::new("SetBackgroundColor", set_background_color),
        Member::new("SetTextPr", set_text_pr),
        Member::new("AddElement", add_element),
        Member::new("AddRow", add_row),
        Member::new("AddRows", |call| add_rows(call, 1)),
        Member::new("AddColumn", |call| add_columns(call, None)),
        Member::new("AddColumns", |call| add_columns(call, Some(1))),
        Member::new("RemoveRow", remove_row),
        Member::new("RemoveColumn", remove_column),
        Member::new("Clear", clear_cells),
        Member::new(
            "GetParentContentControl",
            super::sdt::common::parent_block_control,
        ),
        Member::new(
            "InsertInContentControl",
            super::sdt::document::insert_in_control,
        ),
        Member::new("Copy", copy),
        Member::new("Delete", delete),
        Member::new("ReplaceByElement", replace_by_element),
        Member::new("GetPosInParent", get_pos_in_parent),
        Member::new("GetParentTable", parent_table),
        Member::new("GetParentTableCell", parent_cell),
        Member::new("GetTables", get_tables),
        Member::new("GetInternalId", internal_id),
        Member::new("Search", super::search::search),
        Member::new("Select", super::selection::select),
        Member::new("AddComment", super::comment::add),
        Member::new("ToJSON", super::json::of_content),
        Member::new("AddCaption", super::caption::add),
        Member::new("SetPaddings", super::table_pr::set_paddings),
        Member::new("SetWrappingStyle", super::table_pr::set_wrapping_style),
        Member::new("GetRange", super::range::of_table),
        Member::new("GetParent", super::tree::get_parent),
        Member::new("GetColumnsCount", super::tree::columns_count),
        Member::new("GetColsCount", super::tree::columns_count),
    ],
    properties: &[],
};

/// The cells that a member of a table, row or cell works on.
pub fn cells_of(call: &WordCall<'_>) -> Result<Vec<NodeId>, ApiError> {
    let dom = call.doc.dom();
    let node = this(call)?;
    Ok(match call.this {
        WordRef::Row(_) => view::cells(dom, node),
        WordRef::Cell(_) => vec![node],
        _ => view::rows(dom, node)
            .into_iter()
            .flat_map(|row| view::cells(dom, row))
            .collect(),
    })
}

fn get_rows_count(call: &mut WordCall<'_>) -> WordResult {
    Ok(view::rows(call.doc.dom(), this(call)?).len().into())
}

/// The item at the index given by an argument.
pub fn item(
    call: &WordCall<'_>,
    argument: usize,
    what: &str,
    items: &[NodeId],
) -> Result<NodeId, ApiError> {
    let index = call.args.opt_integer(argument);
    let found = index.and_then(|index| items.get(usize::try_from(index).ok()?));
    found.copied().ok_or_else(|| {
        let shown = call.args.opt_text(argument).unwrap_or("undefined".into());
        ApiError::Range(format!(
            "{what} index {shown} is out of bounds [0, {}]",
            items.len().saturating_sub(1)
        ))
    })
}

fn row_arg(call: &WordCall<'_>) -> Result<NodeId, ApiError> {
    let rows = view::rows(call.doc.dom(), this(call)?);
    item(call, 0, "Row", &rows)
}

fn get_row(call: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Handle(WordRef::Row(row_arg(call)?)))
}

fn get_cell(call: &mut WordCall<'_>) -> WordResult {
    let row = row_arg(call)?;
    let cells = view::cells(call.doc.dom(), row);
    Ok(Value::Handle(WordRef::Cell(item(call, 1, "Cell", &cells)?)))
}

fn get_all_cells(call: &mut WordCall<'_>) -> WordResult {
    Ok(list(cells_of(call)?.into_iter().map(WordRef::Cell)))
}

fn merge_cells(call: &mut WordCall<'_>) -> WordResult {
    let Value::List(given) = call.args.get(0) else {
        return Ok(Value::Null);
    };
    let cells: Vec<NodeId> = given
        .iter()
        .filter_map(|value| match value {
            Value::Handle(WordRef::Cell(node)) => Some(*node),
            _ => None,
        })
        .collect();
    let merged = if cells.len() == given.len() && cells.len() > 1 {
        table_merge::merge(call.doc.dom_mut(), &cells)
    } else {
        None
    };
    Ok(or_null(merged.map(WordRef::Cell)))
}

/// A cell of this table given as an argument.
fn cell_arg(call: &WordCall<'_>, index: usize) -> Option<NodeId> {
    let table = this(call).ok()?;
    match call.args.opt_handle(index) {
        Some(WordRef::Cell(cell)) => {
            let dom = call.doc.dom();
            (dom.parent(dom.parent(*cell)?) == Some(table)).then_some(*cell)
        }
        _ => None,
    }
}

/// A count of rows or columns to add: 1 when not given, `None` when there is no use in it. Each of them makes `cells` cells.
///
/// # Errors
/// [`ApiError::Range`] when they are more cells than one call may make.
pub fn count_arg(
    call: &WordCall<'_>,
    index: usize,
    cells: usize,
) -> Result<Option<usize>, ApiError> {
    let count = if call.args.given(index) {
        call.args.opt_integer(index)
    } else {
        Some(1)
    };
    let count = count
        .and_then(|count| usize::try_from(count).ok())
        .filter(|count| *count > 0);
    match count {
        Some(count) if count.saturating_mul(cells.max(1)) > view::MAX_CELLS => Err(
            ApiError::Range(format!("one call makes at most {} cells", view::MAX_CELLS)),
        ),
        count => Ok(count),
    }
}

/// A count of columns to add to a table; see [`count_arg`].
///
/// # Errors
/// [`ApiError::Range`] when the table would have more columns than readers take.
pub fn columns_arg(
    call: &WordCall<'_>,
    index: usize,
    table: NodeId,
) -> Result<Option<usize>, ApiError> {
    let dom = call.doc.dom();
    let rows = view::rows(dom, table);
    let widest = rows
        .iter()
        .map(|row| view::cells(dom, *row).len())
        .max()
        .unwrap_or(0);
    let count = count_arg(call, index, rows.len())?;
    match count {
        Some(count) if widest.saturating_add(count) > view::MAX_COLUMNS => Err(ApiError::Range(
            format!("a table has at most {} columns", view::MAX_COLUMNS),
        )),
        count => Ok(count),
    }
}

/// How many cells the row of a cell has.
pub fn row_len(call: &WordCall<'_>, cell: NodeId) -> usize {
    let dom = call.doc.dom();
    dom.parent(cell)
        .map_or(1, |row| view::cells(dom, row).len())
}

fn split(call: &mut WordCall<'_>) -> WordResult {
    let Some(WordRef::Cell(given)) = call.args.opt_handle(0).copied() else {
        return Ok(Value::Null);
    };
    let (Some(rows), Some(columns)) = (
        count_arg(call, 1, row_len(call, given))?,
        columns_arg(call, 2, this(call)?)?,
    ) else {
        return Ok(Value::Null);
    };
    // A cell of another table means the one that is at its place here.
    let Some(cell) = cell_arg(call, 0).or_else(|| super::tree::counterpart(call, given)) else {
        return itself(call);
    };
    view::split(call.doc.dom_mut(), cell, rows, columns);
    itself(call)
}

fn set_style(call: &mut WordCall<'_>) -> WordResult {
    if !matches!(call.args.get(0), Value::Handle(WordRef::Style(_))) {
        return no();
    }
    let Some(style) = style_arg(call, 0) else {
        return no();
    };
    if call.doc.dom().attr(style, "w:type") != Some("table") {
        return no();
    }
    let Some(id) = call.doc.text.style_id(style).map(str::to_owned) else {
        return no();
    };
    change(call, "w:tblPr", |dom, tblpr| {
        props::set_val(dom, tblpr, "w:tblStyle", &id)
    })
}

fn set_table_look(call: &mut WordCall<'_>) -> WordResult {
    let flag = |index| call.args.boolean(index, false);
    let look = Look {
        first_column: flag(0),
        first_row: flag(1),
        last_column: flag(2),
        last_row: flag(3),
        row_bands: flag(4),
        column_bands: flag(5),
    };
    change(call, "w:tblPr", |dom, tblpr| {
        table_props::set_look(dom, tblpr, look)
    })
}

fn set_v_align(call: &mut WordCall<'_>) -> WordResult {
    let align = call.args.opt_text(0).unwrap_or_default();
    // Only a table that text flows around is placed up and down.
    let dom = call.doc.dom();
    let floats = dom
        .child(this(call)?, "w:tblPr")
        .is_some_and(|tblpr| dom.child(tblpr, "w:tblpPr").is_some());
    if !floats || !matches!(&*align, "top" | "center" | "bottom") {
        return no();
    }
    for cell in cells_of(call)? {
        let dom = call.doc.dom_mut();
        let tcpr = props::container(dom, cell, "w:tcPr");
        table_props::set_vertical_align(dom, tcpr, &align);
    }
    yes()
}

/// Fills the table, or the cells of a row; automatic takes the fill away.
pub fn set_background_color(call: &mut WordCall<'_>) -> WordResult {
    let fill = color::argument(call, 0).filter(|fill| *fill != colors::Color::Auto);
    let theme = call.doc.text.theme();
    if let WordRef::Table(table) = call.this {
        let dom = call.doc.dom_mut();
        let tblpr = props::container(dom, table, "w:tblPr");
        colors::set_shading(dom, tblpr, fill, theme);
        return yes();
    }
    for cell in cells_of(call)? {
        shade(call.doc, cell, fill);
    }
    yes()
}

/// Fills one cell.
pub fn shade(doc: &mut WordEditor, cell: NodeId, fill: Option<colors::Color>) {
    let theme = doc.text.theme();
    let dom = doc.dom_mut();
    let tcpr = props::container(dom, cell, "w:tcPr");
    colors::set_shading(dom, tcpr, fill, theme);
}

/// Writes text properties over those of all text in the cells.
pub fn set_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let Some(WordRef::TextPr(source)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    for cell in cells_of(call)? {
        for paragraph in block::all(call.doc.dom(), cell, "w:p") {
            for holder in text_pr::paragraph_holders(call.doc, paragraph) {
                props::merge_container(call.doc.dom_mut(), source, holder, "w:rPr");
            }
        }
    }
    yes()
}

fn add_element(call: &mut WordCall<'_>) -> WordResult {
    let Some(cell) = cell_arg(call, 0) else {
        return no();
    };
    add_to_cell(call, cell, 1)
}

/// Puts an element into a cell: position and element are arguments `from` and the next.
pub fn add_to_cell(call: &mut WordCall<'_>, cell: NodeId, from: usize) -> WordResult {
    let Some(element) = super::handle::block_arg(call, from + 1) else {
        return no();
    };
    let position = call
        .args
        .opt_integer(from)
        .and_then(|index| usize::try_from(index).ok());
    let Some(position) =
        position.filter(|position| *position <= block::count(call.doc.dom(), cell))
    else {
        // There is no such place: nothing is added, which is no failure.
        return yes();
    };
    if !call.doc.claim(element, cell)? {
        return no();
    }
    block::insert(call.doc.dom_mut(), cell, position, element);
    yes()
}

/// The row that rows are added beside, and whether before it, which an argument says: that of the cell given. Without a
/// cell of this table they come after the last one.
fn row_of_arg(call: &WordCall<'_>, before_at: usize) -> Option<(NodeId, bool)> {
    let dom = call.doc.dom();
    match cell_arg(call, 0) {
        Some(cell) => Some((dom.parent(cell)?, call.args.boolean(before_at, false))),
        None => Some((view::rows(dom, this(call).ok()?).last().copied()?, false)),
    }
}

fn add_row(call: &mut WordCall<'_>) -> WordResult {
    let Some((row, before)) = row_of_arg(call, 1) else {
        return Ok(Value::Null);
    };
    Ok(or_null(
        view::add_rows(call.doc.dom_mut(), row, 1, before).map(WordRef::Row),
    ))
}

fn add_rows(call: &mut WordCall<'_>, count_at: usize) -> WordResult {
    let row = row_of_arg(call, count_at + 1);
    let cells = row.map_or(1, |(row, _)| view::cells(call.doc.dom(), row).len());
    let count = count_arg(call, count_at, cells)?.filter(|_| call.args.given(count_at));
    let (Some((row, before)), Some(count)) = (row, count) else {
        return itself(call);
    };
    view::add_rows(call.doc.dom_mut(), row, count, before);
    itself(call)
}

/// Adds one column (`AddColumn(cell, before)`) or as many as the argument `count_at` says.
fn add_columns(call: &mut WordCall<'_>, count_at: Option<usize>) -> WordResult {
    let table = this(call)?;
    let last = || {
        view::rows(call.doc.dom(), table)
            .first()
            .and_then(|row| view::cells(call.doc.dom(), *row).last().copied())
    };
    // Beyond the last argument nothing is given: one column.
    let count = columns_arg(call, count_at.unwrap_or(usize::MAX), table)?
        .filter(|_| count_at.is_none_or(|at| call.args.given(at)));
    let given = cell_arg(call, 0);
    let cell = given.or_else(last);
    let before = given.is_some() && call.args.boolean(count_at.unwrap_or(0) + 1, false);
    if let (Some(cell), Some(count)) = (cell, count) {
        view::add_columns(call.doc.dom_mut(), table, cell, count, before);
    } else if count_at.is_none() {
        return no();
    }
    if count_at.is_none() {
        yes()
    } else {
        itself(call)
    }
}

fn not_here() -> ApiError {
    ApiError::Type("there is no such cell in the table".to_owned())
}

fn remove_row(call: &mut WordCall<'_>) -> WordResult {
    let Some(row) = cell_arg(call, 0).and_then(|cell| call.doc.dom().parent(cell)) else {
        return Err(not_here());
    };
    view::remove_row(call.doc.dom_mut(), row);
    yes()
}

fn remove_column(call: &mut WordCall<'_>) -> WordResult {
    let table = this(call)?;
    let Some(cell) = cell_arg(call, 0) else {
        return Err(not_here());
    };
    view::remove_column(call.doc.dom_mut(), table, cell);
    yes()
}

/// Empties all cells of a table, row or cell.
pub fn clear_cells(call: &mut WordCall<'_>) -> WordResult {
    for cell in cells_of(call)? {
        block::clear(call.doc.dom_mut(), cell);
    }
    yes()
}

fn copy(call: &mut WordCall<'_>) -> WordResult {
    let table = this(call)?;
    Ok(Value::Handle(WordRef::Table(
        call.doc.dom_mut().deep_clone(table),
    )))
}

fn delete(call: &mut WordCall<'_>) -> WordResult {
    let table = this(call)?;
    if call.doc.dom().parent(table).is_none() {
        return no();
    }
    view::remove_table(call.doc.dom_mut(), table);
    yes()
}

fn replace_by_element(call: &mut WordCall<'_>) -> WordResult {
    let table = this(call)?;
    let Some(element) = super::handle::block_arg(call, 0).filter(|element| *element != table)
    else {
        return no();
    };
    let Some(parent) = call.doc.dom().parent(table) else {
        return no();
    };
    if !call.doc.claim(element, parent)? {
        return no();
    }
    call.doc.dom_mut().replace(table, element);
    block::close(call.doc.dom_mut(), parent);
    yes()
}

/// The table that an element is in.
pub fn parent_table(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    Ok(or_null(
        call.doc.dom().ancestor(node, "w:tbl").map(WordRef::Table),
    ))
}

/// The cell that an element is in.
pub fn parent_cell(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    Ok(or_null(
        call.doc.dom().ancestor(node, "w:tc").map(WordRef::Cell),
    ))
}

fn get_tables(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let found = block::all(dom, this(call)?, "w:tbl");
    Ok(list(found.into_iter().map(WordRef::Table)))
}
