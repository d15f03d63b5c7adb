//! `ApiWorksheet`.

pub mod draw;
pub mod link;
pub mod lookup;
pub mod page;

pub use draw::CLASS as DRAWING_CLASS;

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::sheet::{Area, CellPos, SheetError, SheetId, SheetState};

use super::editor::fault;
use super::handle::{active_sheet, answer, sheet};
use super::range::size;
use super::{
    CellCall, CellEditor, CellRef, CellResult, comment, feature, filter, name, pivot, protect,
    table,
};
use crate::api::package;
use crate::class::{ApiError, Class, Member, Property};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiWorksheet",
    parent: Some(&DRAWING_CLASS),
    members: &[
        Member::new("AddDefName", |call| {
            let id = sheet(call)?;
            name::add(call, Some(id))
        }),
        Member::new("Delete", delete),
        Member::new("FormatAsTable", format_as_table),
        Member::new("GetActiveCell", get_active_cell),
        Member::new("GetBottomMargin", page::get_bottom_margin),
        Member::new("GetCells", lookup::get_cells),
        Member::new("GetCols", lookup::get_cols),
        Member::new("GetCustomXmlParts", package::get_custom_xml_parts),
        Member::new("GetDefName", get_def_name),
        Member::new("GetDefNames", get_def_names),
        Member::new("GetFreezePanes", get_freeze_panes),
        Member::new("GetIndex", get_index),
        Member::new("GetLeftMargin", page::get_left_margin),
        Member::new("GetName", get_name),
        Member::new("GetPageOrientation", page::get_orientation),
        Member::new("GetPrintGridlines", page::get_print_gridlines),
        Member::new("GetPrintHeadings", page::get_print_headings),
        Member::new("GetRange", lookup::get_range),
        Member::new("GetRangeByNumber", lookup::get_range_by_number),
        Member::new("GetRightMargin", page::get_right_margin),
        Member::new("GetRows", lookup::get_rows),
        Member::new("GetSelection", get_selection),
        Member::new("GetTopMargin", page::get_top_margin),
        Member::new("GetUsedRange", lookup::get_used_range),
        Member::new("GetVisible", get_visible),
        Member::new("Move", move_sheet),
        // Nothing outside of a script is pasted: there is no clipboard, and the answer says so.
        Member::new("Paste", |_| Ok(false.into())),
        Member::new("SetActive", set_active),
        Member::new("SetBottomMargin", page::set_bottom_margin),
        Member::new("SetColumnWidth", set_column_width),
        Member::new("SetDisplayGridlines", page::set_display_gridlines),
        Member::new("SetDisplayHeadings", page::set_display_headings),
        Member::new("SetHyperlink", link::set_hyperlink),
        Member::new("SetLeftMargin", page::set_left_margin),
        Member::new("SetName", set_name),
        Member::new("SetPageOrientation", page::set_orientation),
        Member::new("SetPrintGridlines", page::set_print_gridlines),
        Member::new("SetPrintHeadings", page::set_print_headings),
        Member::new("SetRightMargin", page::set_right_margin),
        Member::new("SetRowHeight", set_row_height),
        Member::new("SetTopMargin", page::set_top_margin),
        Member::new("SetVisible", set_visible),
        Member::new("AddListObject", table::add),
        Member::new("AddProtectedRange", protect::add),
        Member::new("GetAllProtectedRanges", protect::all),
        Member::new("GetAutoFilter", filter::of_sheet),
        Member::new("GetListObjects", table::of_sheet),
        Member::new("GetProtectedRange", protect::find),
        Member::new("GetComments", comment::of_sheet),
        Member::new("GetAllPivotTables", pivot::of_sheet),
        Member::new("GetPivotByName", pivot::by_name),
        Member::new("RefreshAllPivots", pivot::refresh_all),
    ],
    properties: &[
        Property {
            name: "Active",
            get: None,
            set: Some(set_active_property),
        },
        Property {
            name: "ActiveCell",
            get: Some(get_active_cell),
            set: None,
        },
        Property {
            name: "BottomMargin",
            get: Some(page::get_bottom_margin),
            set: Some(page::set_bottom_margin),
        },
        Property {
            name: "Cells",
            get: Some(lookup::all_cells),
            set: None,
        },
        Property {
            name: "Cols",
            get: Some(lookup::all_cells),
            set: None,
        },
        Property {
            name: "DefNames",
            get: Some(get_def_names),
            set: None,
        },
        Property {
            name: "FreezePanes",
            get: Some(get_freeze_panes),
            set: None,
        },
        Property {
            name: "Index",
            get: Some(get_index),
            set: None,
        },
        Property {
            name: "LeftMargin",
            get: Some(page::get_left_margin),
            set: Some(page::set_left_margin),
        },
        Property {
            name: "Name",
            get: Some(get_name),
            set: Some(set_name),
        },
        Property {
            name: "PageOrientation",
            get: Some(page::get_orientation),
            set: Some(page::set_orientation),
        },
        Property {
            name: "PrintGridlines",
            get: Some(page::get_print_gridlines),
            set: Some(page::set_print_gridlines),
        },
        Property {
            name: "PrintHeadings",
            get: Some(page::get_print_headings),
            set: Some(page::set_print_headings),
        },
        Property {
            name: "RightMargin",
            get: Some(page::get_right_margin),
            set: Some(page::set_right_margin),
        },
        Property {
            name: "Rows",
            get: Some(lookup::all_cells),
            set: None,
        },
        Property {
            name: "Selection",
            get: Some(get_selection),
            set: None,
        },
        Property {
            name: "TopMargin",
            get: Some(page::get_top_margin),
            set: Some(page::set_top_margin),
        },
        Property {
            name: "UsedRange",
            get: Some(lookup::get_used_range),
            set: None,
        },
        Property {
            name: "Visible",
            get: Some(get_visible),
            set: Some(set_visible),
        },
        feature::get("AllProtectedRanges", protect::all),
        feature::get("AutoFilter", filter::of_sheet),
        feature::get("Comments", comment::of_sheet),
        feature::get("PivotTables", pivot::of_sheet),
    ],
};

/// Children of `sheetView` in the schema's order.
const VIEW: &[&str] = &["pane", "selection", "pivotSelection", "extLst"];

/// The first view of a worksheet, made when there is none.
pub fn view(doc: &mut CellEditor, id: SheetId) -> Result<NodeId, ApiError> {
    let root = doc.book.sheet(id).map_err(fault)?.root;
    let dom = &mut doc.book.package.dom;
    let views = dom.ensure_child(root, "sheetViews", ORDER);
    if let Some(view) = dom.child(views, "sheetView") {
        return Ok(view);
    }
    let view = dom.element_with("sheetView", &[("workbookViewId", "0")]);
    dom.append(views, view);
    Ok(view)
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    Ok(call.doc.book.sheet_name(id).map_err(fault)?.into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let name = call.args.text(0, "sName")?;
    match call.doc.book.rename_sheet(id, &name) {
        // A name that files cannot have changes nothing.
        Ok(()) | Err(SheetError::SheetName { .. }) => Ok(Value::Undefined),
        Err(error) => Err(fault(error)),
    }
}

fn get_index(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    Ok(call.doc.book.sheet_index(id).map_err(fault)?.into())
}

fn delete(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    match call.doc.book.delete_sheet(id) {
        Err(SheetError::LastSheet) => Ok(false.into()),
        done => done.map(|()| true.into()).map_err(fault),
    }
}

fn set_active(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    call.doc.book.set_active_sheet(id).map_err(fault)?;
    Ok(true.into())
}

fn set_active_property(call: &mut CellCall<'_>) -> CellResult {
    if call.args.boolean(0, false) {
        set_active(call)
    } else {
        Ok(Value::Undefined)
    }
}

fn get_visible(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let state = call.doc.book.sheet_state(id).map_err(fault)?;
    Ok((state == SheetState::Visible).into())
}

fn set_visible(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let state = if call.args.boolean(0, false) {
        SheetState::Visible
    } else {
        SheetState::Hidden
    };
    match call.doc.book.set_sheet_state(id, state) {
        // The last one that is seen stays so.
        Ok(()) | Err(SheetError::LastSheet) => Ok(true.into()),
        Err(error) => Err(fault(error)),
    }
}

fn move_sheet(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let target = |index| match call.args.get(index) {
        Value::Handle(CellRef::Sheet(other)) => Some(*other),
        _ => None,
    };
    let (before, after) = (target(0), target(1));
    let book = &mut call.doc.book;
    let from = book.sheet_index(id).map_err(fault)?;
    // The place counts without the sheet itself.
    let place = |index: usize| if index > from { index - 1 } else { index };
    let to = match (before, after) {
        (Some(before), _) => place(book.sheet_index(before).map_err(fault)?),
        (None, Some(after)) if after == id => from,
        (None, Some(after)) => place(book.sheet_index(after).map_err(fault)?) + 1,
        (None, None) => {
            return Err(ApiError::Type(
                "argument 1 (before) or 2 (after) must be an ApiWorksheet".to_owned(),
            ));
        }
    };
    book.move_sheet(id, to).map_err(fault)?;
    Ok(Value::Undefined)
}

fn set_column_width(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let col = lookup::column(call, 0, "nColumn")?;
    let width = call.args.number(1, "nWidth")?;
    size::set_width(call.doc, id, (col, col), width, call.args.boolean(2, false))?;
    Ok(true.into())
}

fn set_row_height(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let row = lookup::row(call, 0, "nRow")?;
    let height = call.args.number(1, "nHeight")?;
    size::set_height(call.doc, id, (row, row), height)?;
    Ok(true.into())
}

/// Makes a table of cells, in the style that the original takes.
fn format_as_table(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let area = lookup::area(call, 0)
        .ok_or_else(|| ApiError::State("Incorrect \"sRange\" or it is empty.".to_owned()))?;
    call.doc
        .book
        .add_table(id, area, "TableStyleLight9")
        .map_err(fault)?;
    Ok(true.into())
}

fn get_def_name(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let wanted = call.args.opt_text(0).unwrap_or_default();
    let book = &call.doc.book;
    let found = book
        .find_name(&wanted, Some(id))
        .or_else(|| book.find_name(&wanted, None));
    Ok(found.map_or(Value::Null, |found| {
        Value::Handle(CellRef::Name(found.node))
    }))
}

fn get_def_names(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    Ok(name::answers(name::list(&call.doc.book, Some(id))))
}

fn get_freeze_panes(call: &mut CellCall<'_>) -> CellResult {
    Ok(Value::Handle(CellRef::FreezePanes(sheet(call)?)))
}

/// The active cell of a sheet.
pub fn active_cell(doc: &mut CellEditor, id: SheetId) -> Result<CellPos, ApiError> {
    let view = view(doc, id)?;
    let dom = &doc.book.package.dom;
    let last = dom.elements(view, "selection").last();
    let name = last.and_then(|selection| dom.attr(selection, "activeCell"));
    Ok(name.and_then(CellPos::parse).unwrap_or(CellPos::new(0, 0)))
}

fn get_active_cell(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let cell = active_cell(call.doc, id)?;
    Ok(answer(id, Area::new(cell, cell)))
}

/// The selected cells of the sheet, or of the active one.
pub fn get_selection(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    Ok(answer(id, selected(call.doc, id)?))
}

/// The selected cells of a sheet.
pub fn selected(doc: &mut CellEditor, id: SheetId) -> Result<Area, ApiError> {
    let view = view(doc, id)?;
    let dom = &doc.book.package.dom;
    let selection = dom.elements(view, "selection").last();
    let areas = selection.and_then(|selection| dom.attr(selection, "sqref"));
    let area = areas
        .and_then(|areas| areas.split_whitespace().next())
        .and_then(Area::parse);
    Ok(area.unwrap_or(Area::cell(0, 0)))
}

/// Selects cells of a sheet and shows it.
pub fn select(doc: &mut CellEditor, id: SheetId, area: Area) -> Result<(), ApiError> {
    let view = view(doc, id)?;
    let dom = &mut doc.book.package.dom;
    let last = dom.elements(view, "selection").last();
    let selection = last.unwrap_or_else(|| dom.ensure_child(view, "selection", VIEW));
    dom.set_attr(selection, "activeCell", &area.first.name());
    dom.remove_attr(selection, "activeCellId");
    dom.set_attr(selection, "sqref", &area.name());
    if active_sheet(doc)? != id {
        doc.book.set_active_sheet(id).map_err(fault)?;
    }
    Ok(())
}
