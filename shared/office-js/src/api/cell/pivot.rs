//! `ApiPivotTable`, and the members of others that make and find pivot tables.

mod draw;
mod field;
mod field_layout;
mod find;
mod item;
mod make;
mod place;
mod value;

use spindle_ooxml::sheet::pivot::PivotTable;

use super::feature::{self, FeatureRef, both, get, strict_bool, write_only};
use super::handle::{answer, sheet_answer};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub use draw::{item_at, redraw};
pub use field::CLASS as FIELD_CLASS;
pub use item::{FILTERS_CLASS, ITEM_CLASS};
pub use make::{all, by_name, insert_existing, insert_new, of_range, of_sheet, refresh_all};
pub use value::CLASS as DATA_CLASS;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiPivotTable",
    parent: None,
    members: &[
        Member::new("AddDataField", place::add_data_field),
        Member::new("AddFields", place::add_fields),
        Member::new("ClearAllFilters", place::clear_all_filters),
        Member::new("ClearTable", place::clear_table),
        Member::new("GetColumnFields", find::column_fields),
        Member::new("GetColumnGrand", get_column_grand),
        Member::new("GetColumnRange", find::column_range),
        Member::new("GetData", find::get_data),
        Member::new("GetDataBodyRange", find::body_range),
        Member::new("GetDataFields", find::data_fields),
        Member::new("GetDescription", get_description),
        Member::new("GetDisplayFieldCaptions", get_captions),
        Member::new("GetDisplayFieldsInReportFilterArea", get_page_layout),
        Member::new("GetGrandTotalName", get_grand_name),
        Member::new("GetHiddenFields", find::hidden_fields),
        Member::new("GetName", get_name),
        Member::new("GetPageFields", find::page_fields),
        Member::new("GetParent", get_parent),
        Member::new("GetPivotData", find::get_pivot_data),
        Member::new("GetPivotFields", find::pivot_fields),
        Member::new("GetRowFields", find::row_fields),
        Member::new("GetRowGrand", get_row_grand),
        Member::new("GetRowRange", find::row_range),
        Member::new("GetSource", get_source),
        Member::new("GetStyleName", get_style),
        Member::new("GetTableRange1", find::table_range),
        Member::new("GetTableRange2", find::whole_range),
        Member::new("GetTableStyleColumnHeaders", get_column_headers),
        Member::new("GetTableStyleColumnStripes", get_column_stripes),
        Member::new("GetTableStyleRowHeaders", get_row_headers),
        Member::new("GetTableStyleRowStripes", get_row_stripes),
        Member::new("GetTitle", get_title),
        Member::new("GetVisibleFields", find::visible_fields),
        Member::new("MoveField", place::move_field),
        Member::new("PivotValueCell", find::value_cell),
        Member::new("RefreshTable", make::refresh),
        Member::new("RemoveField", place::remove_field),
        Member::new("Select", find::select),
        Member::new("SetColumnGrand", set_column_grand),
        Member::new("SetDescription", set_description),
        Member::new("SetDisplayFieldCaptions", set_captions),
        Member::new("SetDisplayFieldsInReportFilterArea", set_page_layout),
        Member::new("SetGrandTotalName", set_grand_name),
        Member::new("SetLayoutBlankLine", set_blank_line),
        Member::new("SetLayoutSubtotals", set_subtotals),
        Member::new("SetName", set_name),
        Member::new("SetRepeatAllLabels", set_repeat),
        Member::new("SetRowAxisLayout", set_row_layout),
        Member::new("SetRowGrand", set_row_grand),
        Member::new("SetSource", make::set_source),
        Member::new("SetStyleName", set_style),
        Member::new("SetSubtotalLocation", set_subtotal_location),
        Member::new("SetTableStyleColumnHeaders", set_column_headers),
        Member::new("SetTableStyleColumnStripes", set_column_stripes),
        Member::new("SetTableStyleRowHeaders", set_row_headers),
        Member::new("SetTableStyleRowStripes", set_row_stripes),
        Member::new("SetTitle", set_title),
        Member::new("ShowDetails", make::show_details),
        Member::new("Update", make::update),
    ],
    properties: &[
        get("ColumnFields", find::column_fields),
        both("ColumnGrand", get_column_grand, set_column_grand),
        get("ColumnRange", find::column_range),
        get("DataBodyRange", find::body_range),
        get("DataFields", find::data_fields),
        both("Description", get_description, set_description),
        both("DisplayFieldCaptions", get_captions, set_captions),
        both("GrandTotalName", get_grand_name, set_grand_name),
        get("HiddenFields", find::hidden_fields),
        write_only("LayoutBlankLine", set_blank_line),
        write_only("LayoutSubtotals", set_subtotals),
        both("Name", get_name, set_name),
        get("PageFields", find::page_fields),
        get("Parent", get_parent),
        write_only("RepeatAllLabels", set_repeat),
        write_only("RowAxisLayout", set_row_layout),
        get("RowFields", find::row_fields),
        both("RowGrand", get_row_grand, set_row_grand),
        get("RowRange", find::row_range),
        both(
            "ShowTableStyleColumnHeaders",
            get_column_headers,
            set_column_headers,
        ),
        both(
            "ShowTableStyleColumnStripes",
            get_column_stripes,
            set_column_stripes,
        ),
        both("ShowTableStyleRowHeaders", get_row_headers, set_row_headers),
        both("ShowTableStyleRowStripes", get_row_stripes, set_row_stripes),
        both("Source", get_source, make::set_source),
        both("StyleName", get_style, set_style),
        write_only("SubtotalLocation", set_subtotal_location),
        get("TableRange1", find::table_range),
        get("TableRange2", find::whole_range),
        both("Title", get_title, set_title),
        get("VisibleFields", find::visible_fields),
    ],
};

/// The number of the table that a member was called on, or that its object belongs to.
pub fn number(call: &CellCall<'_>) -> Result<u32, ApiError> {
    match &call.this {
        CellRef::Feature(
            FeatureRef::Pivot(id)
            | FeatureRef::PivotField(id, _)
            | FeatureRef::PivotData(id, _)
            | FeatureRef::PivotItem(id, ..)
            | FeatureRef::PivotFilters(id, _),
        ) => Ok(*id),
        _ => Err(ApiError::Type(
            "it was called on something that is not of a pivot table".to_owned(),
        )),
    }
}

fn gone() -> ApiError {
    ApiError::State("the pivot table is not there any more".to_owned())
}

/// The table of this number.
pub fn table(doc: &mut CellEditor, id: u32) -> Result<&mut PivotTable, ApiError> {
    let index = usize::try_from(id).map_err(|_| gone())?;
    doc.features.pivots.get_mut(index).ok_or_else(gone)
}

/// The table that a member was called on.
pub fn this<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut PivotTable, ApiError> {
    let id = number(call)?;
    table(call.doc, id)
}

/// Changes the table and shows it anew.
fn change(call: &mut CellCall<'_>, change: impl FnOnce(&mut PivotTable)) -> CellResult {
    let id = number(call)?;
    change(table(call.doc, id)?);
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

/// Members that read and write a truth value of the table.
macro_rules! flags {
    ($($get:ident $set:ident $name:literal $field:ident;)*) => {$(
        fn $get(call: &mut CellCall<'_>) -> CellResult {
            Ok(this(call)?.$field.into())
        }

        fn $set(call: &mut CellCall<'_>) -> CellResult {
            let on = strict_bool(call, $name)?;
            change(call, |table| table.$field = on)
        }
    )*};
}
/// Members that read and write one of the style's switches.
macro_rules! shows {
    ($($get:ident $set:ident $index:literal;)*) => {$(
        fn $get(call: &mut CellCall<'_>) -> CellResult {
            Ok(this(call)?.style_shows.get($index).copied().unwrap_or(false).into())
        }

        fn $set(call: &mut CellCall<'_>) -> CellResult {
            let on = strict_bool(call, "show")?;
            if let Some(shown) = this(call)?.style_shows.get_mut($index) {
                *shown = on;
            }
            Ok(Value::Undefined)
        }
    )*};
}

/// Members that read and write a text of the table.
macro_rules! texts {
    ($($get:ident $set:ident $field:ident;)*) => {$(
        fn $get(call: &mut CellCall<'_>) -> CellResult {
            Ok(this(call)?.$field.clone().into())
        }

        fn $set(call: &mut CellCall<'_>) -> CellResult {
            let text = call.args.text(0, "text")?.into_owned();
            this(call)?.$field = text;
            Ok(Value::Undefined)
        }
    )*};
}

flags! {
    get_row_grand set_row_grand "show" row_grand;
    get_column_grand set_column_grand "show" column_grand;
    get_captions set_captions "show" captions;
}

shows! {
    get_row_headers set_row_headers 0;
    get_column_headers set_column_headers 1;
    get_row_stripes set_row_stripes 2;
    get_column_stripes set_column_stripes 3;
}

texts! {
    get_title set_title title;
    get_description set_description description;
    get_style set_style style;
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    Ok(this(call)?.name.clone().into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let name = feature::strict_text(call, "name")?;
    this(call)?.name = name;
    Ok(Value::Undefined)
}

fn get_grand_name(call: &mut CellCall<'_>) -> CellResult {
    Ok(this(call)?.grand_label().into())
}

fn set_grand_name(call: &mut CellCall<'_>) -> CellResult {
    let name = feature::strict_text(call, "name")?;
    change(call, |table| table.grand_name = Some(name))
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    Ok(sheet_answer(this(call)?.sheet))
}

fn get_source(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = this(call)?.source;
    Ok(answer(sheet, area))
}

fn set_blank_line(call: &mut CellCall<'_>) -> CellResult {
    let on = strict_bool(call, "insert")?;
    change(call, |table| {
        for field in &mut table.fields {
            field.blank_line = on;
        }
    })
}

fn set_subtotals(call: &mut CellCall<'_>) -> CellResult {
    let on = strict_bool(call, "show")?;
    change(call, |table| {
        for field in &mut table.fields {
            field.subtotals = on;
        }
    })
}

fn set_repeat(call: &mut CellCall<'_>) -> CellResult {
    let on = strict_bool(call, "repeat")?;
    change(call, |table| {
        for field in &mut table.fields {
            field.repeat_labels = on;
        }
    })
}

fn bad_type() -> ApiError {
    ApiError::State("Invalid type of \"type\" or invalid value.".to_owned())
}

/// `Outline` or `Tabular` for all fields, and for the first of them whether it is compact.
fn set_row_layout(call: &mut CellCall<'_>) -> CellResult {
    let outline = match call.args.get(0) {
        Value::Text(text) if text == "Outline" => true,
        Value::Text(text) if text == "Tabular" => false,
        _ => return Err(bad_type()),
    };
    let compact = call.args.boolean(1, true);
    change(call, |table| {
        table.compact = compact;
        for field in &mut table.fields {
            field.outline = outline;
            field.compact = compact;
        }
    })
}

fn set_subtotal_location(call: &mut CellCall<'_>) -> CellResult {
    let (shown, top) = match call.args.get(0) {
        Value::Text(text) if text == "Top" => (true, true),
        Value::Text(text) if text == "Bottom" => (true, false),
        Value::Text(text) if text == "Hidden" => (false, true),
        _ => return Err(bad_type()),
    };
    change(call, |table| {
        for field in &mut table.fields {
            field.subtotals = shown;
            if shown {
                field.subtotal_top = top;
            }
        }
    })
}

fn get_page_layout(call: &mut CellCall<'_>) -> CellResult {
    let table = this(call)?;
    let kind = if table.page_over {
        "OverThenDown"
    } else {
        "DownThenOver"
    };
    Ok(Value::Object(vec![
        ("Type".to_owned(), kind.into()),
        ("ReportFilterFields".to_owned(), table.page_wrap.into()),
    ]))
}

fn set_page_layout(call: &mut CellCall<'_>) -> CellResult {
    let over = match call.args.get(0) {
        Value::Text(text) if text == "OverThenDown" => true,
        Value::Text(text) if text == "DownThenOver" => false,
        _ => return Err(bad_type()),
    };
    let wrap = call.args.index(1, "fields")?;
    if wrap > 255 {
        return Err(feature::invalid("fields"));
    }
    change(call, |table| {
        table.page_over = over;
        table.page_wrap = wrap;
    })
}
