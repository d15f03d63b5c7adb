//! `ApiPivotField`.

use spindle_ooxml::sheet::pivot::{
    Axis, AxisField, Item, PivotField, PivotTable, Shown, SortOrder,
};

use super::super::feature::{self, FeatureRef, both, get, strict_bool, strict_text};
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::draw::redraw;
use super::place::{Moved, relocate, take_out};
use super::{field_layout as layout, find, item, number, this};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiPivotField",
    parent: None,
    members: &[
        Member::new("AutoSort", auto_sort),
        Member::new("ClearAllFilters", |call| clear(call, true, |_| false)),
        Member::new("ClearLabelFilters", |call| {
            clear(call, false, |filter| !filter.kind.is_label())
        }),
        Member::new("ClearManualFilters", |call| clear(call, true, |_| true)),
        Member::new("ClearValueFilters", |call| {
            clear(call, false, |filter| filter.kind.is_label())
        }),
        Member::new("GetCaption", get_name),
        Member::new("GetCurrentPage", get_current_page),
        Member::new("GetDragToColumn", layout::get_drag_column),
        Member::new("GetDragToData", layout::get_drag_data),
        Member::new("GetDragToPage", layout::get_drag_page),
        Member::new("GetDragToRow", layout::get_drag_row),
        Member::new("GetIndex", get_index),
        Member::new("GetLayoutBlankLine", layout::get_blank_line),
        Member::new("GetLayoutCompactRow", layout::get_compact),
        Member::new("GetLayoutForm", layout::get_form),
        Member::new("GetLayoutPageBreak", layout::get_page_break),
        Member::new("GetLayoutSubtotalLocation", layout::get_subtotal_location),
        Member::new("GetLayoutSubtotals", layout::get_subtotals_shown),
        Member::new("GetName", get_name),
        Member::new("GetOrientation", get_orientation),
        Member::new("GetParent", get_table),
        Member::new("GetPivotFilters", get_filters),
        Member::new("GetPivotItems", item::get_items),
        Member::new("GetPosition", get_position),
        Member::new("GetRepeatLabels", layout::get_repeat),
        Member::new("GetShowAllItems", layout::get_show_all),
        Member::new("GetShowingInAxis", get_showing),
        Member::new("GetSourceName", get_source_name),
        Member::new("GetSubtotalName", layout::get_subtotal_name),
        Member::new("GetSubtotals", layout::get_subtotals),
        Member::new("GetTable", get_table),
        Member::new("GetValue", get_name),
        Member::new("Move", move_field),
        Member::new("Remove", remove),
        Member::new("SetCaption", set_name),
        Member::new("SetDragToColumn", layout::set_drag_column),
        Member::new("SetDragToData", layout::set_drag_data),
        Member::new("SetDragToPage", layout::set_drag_page),
        Member::new("SetDragToRow", layout::set_drag_row),
        Member::new("SetLayoutBlankLine", layout::set_blank_line),
        Member::new("SetLayoutCompactRow", layout::set_compact),
        Member::new("SetLayoutForm", layout::set_form),
        Member::new("SetLayoutPageBreak", layout::set_page_break),
        Member::new("SetLayoutSubtotalLocation", layout::set_subtotal_location),
        Member::new("SetLayoutSubtotals", layout::set_subtotals_shown),
        Member::new("SetName", set_name),
        Member::new("SetOrientation", move_field),
        Member::new("SetPosition", set_position),
        Member::new("SetRepeatLabels", layout::set_repeat),
        Member::new("SetShowAllItems", layout::set_show_all),
        Member::new("SetSubtotalName", layout::set_subtotal_name),
        Member::new("SetSubtotals", layout::set_subtotals),
        Member::new("SetValue", set_name),
    ],
    properties: &[
        get("AutoSortField", get_sort_field),
        get("AutoSortOrder", get_sort_order),
        both("Caption", get_name, set_name),
        get("CurrentPage", get_current_page),
        both(
            "DragToColumn",
            layout::get_drag_column,
            layout::set_drag_column,
        ),
        both("DragToData", layout::get_drag_data, layout::set_drag_data),
        both("DragToPage", layout::get_drag_page, layout::set_drag_page),
        both("DragToRow", layout::get_drag_row, layout::set_drag_row),
        get("Index", get_index),
        both(
            "LayoutBlankLine",
            layout::get_blank_line,
            layout::set_blank_line,
        ),
        both("LayoutCompactRow", layout::get_compact, layout::set_compact),
        both("LayoutForm", layout::get_form, layout::set_form),
        both(
            "LayoutPageBreak",
            layout::get_page_break,
            layout::set_page_break,
        ),
        both(
            "LayoutSubtotalLocation",
            layout::get_subtotal_location,
            layout::set_subtotal_location,
        ),
        both(
            "LayoutSubtotals",
            layout::get_subtotals_shown,
            layout::set_subtotals_shown,
        ),
        both("Name", get_name, set_name),
        both("Orientation", get_orientation, move_field),
        get("Parent", get_table),
        get("PivotFilters", get_filters),
        get("PivotItems", item::get_items),
        both("Position", get_position, set_position),
        both("RepeatLabels", layout::get_repeat, layout::set_repeat),
        both("ShowAllItems", layout::get_show_all, layout::set_show_all),
        get("ShowingInAxis", get_showing),
        get("SourceName", get_source_name),
        both(
            "SubtotalName",
            layout::get_subtotal_name,
            layout::set_subtotal_name,
        ),
        both("Subtotals", layout::get_subtotals, layout::set_subtotals),
        get("Table", get_table),
        both("Value", get_name, set_name),
    ],
};

/// The number of the field that a member was called on; `None` for the names of data fields.
pub fn index(call: &mut CellCall<'_>) -> Result<Option<usize>, ApiError> {
    match call.this {
        CellRef::Feature(FeatureRef::PivotField(_, index)) => Ok(index),
        CellRef::Feature(
            FeatureRef::PivotItem(_, index, _) | FeatureRef::PivotFilters(_, index),
        ) => Ok(Some(index)),
        CellRef::Feature(FeatureRef::PivotData(_, data)) => {
            let found = this(call)?.data.iter().find(|there| there.id == data);
            found
                .map(|data| Some(data.field))
                .ok_or_else(|| ApiError::State("the data field was removed".to_owned()))
        }
        _ => Err(ApiError::Type(
            "it was called on something that is no field".to_owned(),
        )),
    }
}

/// The number of the field; an error for the names of data fields, which are none of the source.
pub fn real(call: &mut CellCall<'_>) -> Result<usize, ApiError> {
    index(call)?.ok_or_else(|| ApiError::State("It is not possible for this field.".to_owned()))
}

/// The field that a member was called on.
pub fn field<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut PivotField, ApiError> {
    let at = real(call)?;
    let gone = || ApiError::State("the field is not there any more".to_owned());
    this(call)?.fields.get_mut(at).ok_or_else(gone)
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    match index(call)? {
        None => Ok("Values".into()),
        Some(_) => Ok(field(call)?.name().to_owned().into()),
    }
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let name = strict_text(call, "name")?;
    field(call)?.caption = Some(name);
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

fn get_source_name(call: &mut CellCall<'_>) -> CellResult {
    match index(call)? {
        None => Ok("".into()),
        Some(_) => Ok(field(call)?.source_name.clone().into()),
    }
}

fn get_index(call: &mut CellCall<'_>) -> CellResult {
    Ok(index(call)?.map_or((-1.0).into(), |index| (index + 1).into()))
}

fn get_table(call: &mut CellCall<'_>) -> CellResult {
    Ok(feature::answer(FeatureRef::Pivot(number(call)?)))
}

fn get_filters(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let field = real(call)?;
    Ok(feature::answer(FeatureRef::PivotFilters(id, field)))
}

/// The axis and the place that a field is at.
fn placed(table: &PivotTable, index: Option<usize>) -> Option<(Axis, usize)> {
    match index {
        Some(field) => table.place(field),
        None => {
            let at = |axis: &[AxisField]| axis.iter().position(|entry| *entry == AxisField::Values);
            let on_rows = at(&table.rows).map(|place| (Axis::Rows, place));
            on_rows.or_else(|| at(&table.columns).map(|place| (Axis::Columns, place)))
        }
    }
}

fn get_orientation(call: &mut CellCall<'_>) -> CellResult {
    let index = index(call)?;
    let table = this(call)?;
    Ok(match placed(table, index) {
        Some((Axis::Rows, _)) => "Rows",
        Some((Axis::Columns, _)) => "Columns",
        Some((Axis::Pages, _)) => "Filters",
        None if index.is_some_and(|field| !find::is_hidden(table, field)) => "Values",
        None => "Hidden",
    }
    .into())
}

fn get_position(call: &mut CellCall<'_>) -> CellResult {
    let index = index(call)?;
    match placed(this(call)?, index) {
        Some((_, place)) => Ok((place + 1).into()),
        None => Err(ApiError::State(
            "The field is hidden.\nIf you need to get the position of the data field then use ApiPivotDataField.GetPosition."
                .to_owned(),
        )),
    }
}

fn set_position(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let wanted = call.args.index(0, "position")?;
    let index = index(call)?;
    let table = this(call)?;
    let (axis, from) =
        placed(table, index).ok_or_else(|| ApiError::State("The field is hidden.".to_owned()))?;
    let to = wanted.checked_sub(1).filter(|to| *to != from);
    let bad = || ApiError::State("Invalid position (out of range or the same).".to_owned());
    let to = to.ok_or_else(bad)?;
    let count = match axis {
        Axis::Rows => table.rows.len(),
        Axis::Columns => table.columns.len(),
        Axis::Pages => table.pages.len(),
    };
    if to >= count {
        return Err(bad());
    }
    match index {
        Some(field) => table.put(field, axis, Some(to)),
        None => {
            let list = if axis == Axis::Rows {
                &mut table.rows
            } else {
                &mut table.columns
            };
            list.retain(|entry| *entry != AxisField::Values);
            list.insert(to.min(list.len()), AxisField::Values);
        }
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

fn get_showing(call: &mut CellCall<'_>) -> CellResult {
    let index = index(call)?;
    let table = this(call)?;
    Ok(index
        .is_none_or(|field| !find::is_hidden(table, field))
        .into())
}

fn move_field(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let moved = index(call)?.map_or(Moved::Values, Moved::Field);
    relocate(call, id, moved, 0)
}

fn remove(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    match index(call)? {
        Some(field) => take_out(this(call)?, field),
        None => {
            let table = this(call)?;
            table.data.clear();
            table.balance_values();
        }
    }
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

/// The items in an order: by themselves, or by a data field.
fn auto_sort(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let order = match call.args.get(0) {
        Value::Text(text) if text == "xlAscending" => SortOrder::Ascending,
        Value::Text(text) if text == "xlDescending" => SortOrder::Descending,
        _ => SortOrder::Manual,
    };
    let by = call.args.get(1);
    let data = find::data_identified(this(call)?, by).filter(|_| matches!(by, Value::Text(_)));
    let field = field(call)?;
    if order == SortOrder::Manual {
        // What has no order any more stands as it last did by itself.
        field.sort_items(field.sort == SortOrder::Descending);
    } else if data.is_none() {
        field.sort_items(order == SortOrder::Descending);
    }
    field.sort = order;
    field.sort_by = data;
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

fn get_sort_order(call: &mut CellCall<'_>) -> CellResult {
    Ok(match field(call)?.sort {
        SortOrder::Manual => "xlManual",
        SortOrder::Ascending => "xlAscending",
        SortOrder::Descending => "xlDescending",
    }
    .into())
}

fn get_sort_field(call: &mut CellCall<'_>) -> CellResult {
    let field = field(call)?;
    let own = match field.sort {
        SortOrder::Manual => String::new(),
        _ => field.name().to_owned(),
    };
    let by = field.sort_by;
    let data = by.and_then(|by| this(call).ok()?.data.get(by).map(|data| data.name.clone()));
    Ok(data.unwrap_or(own).into())
}

fn clear(
    call: &mut CellCall<'_>,
    manual: bool,
    keep: impl Fn(&spindle_ooxml::sheet::pivot::Filter) -> bool,
) -> CellResult {
    let id = number(call)?;
    let field = field(call)?;
    if manual {
        field.hidden.clear();
    }
    field.filters.retain(keep);
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

fn page_only() -> ApiError {
    ApiError::State("It is not possible from this field.".to_owned())
}

/// What a filter above the table shows.
fn get_current_page(call: &mut CellCall<'_>) -> CellResult {
    let Some(field) = index(call)? else {
        return Ok(Value::Null);
    };
    let table = this(call)?;
    if !table.pages.contains(&field) {
        return Err(page_only());
    }
    Ok(match table.page_value(field) {
        Shown::Item(Item::Number(number), _) => number.into(),
        Shown::Item(item, _) => item.caption().into(),
        Shown::Text(text) => text.into(),
        _ => Value::Null,
    })
}

/// Reads a truth value and changes the field by it.
pub fn switch(call: &mut CellCall<'_>, name: &str, set: fn(&mut PivotField, bool)) -> CellResult {
    let id = number(call)?;
    let on = strict_bool(call, name)?;
    set(field(call)?, on);
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}
