//! `ApiRange`.

mod array_formula;
mod edit;
pub mod find;
mod fit;
mod format;
mod place;
pub mod size;
pub mod values;

use super::{
    CellEditor, characters, comment, condition, filter, pivot, sort, validation,
};
use crate::class::{Class, Member, MemberFn, Property};

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiRange",
    parent: None,
    members: &[
        Member::new("AutoFit", fit::auto_fit),
        Member::new("Clear", edit::clear),
        Member::new("ClearContents", edit::clear_contents),
        Member::new("ClearFormats", edit::clear_formats),
        Member::new("ClearHyperlinks", edit::clear_hyperlinks),
        Member::new("Copy", edit::copy),
        Member::new("Cut", edit::cut),
        Member::new("End", find::end),
        Member::new("Find", find::find),
        Member::new("FindNext", find::find_next),
        Member::new("FindPrevious", find::find_previous),
        Member::new("GetCharacters", characters::of_range),
        Member::new("PasteSpecial", |_| Ok(false.into())),
        Member::new("Replace", find::replace),
        Member::new("Delete", edit::delete),
        Member::new("FillDown", edit::fill_down),
        Member::new("FillLeft", edit::fill_left),
        Member::new("FillRight", edit::fill_right),
        Member::new("FillUp", edit::fill_up),
        Member::new("GetAddress", place::get_address),
        Member::new("GetAreas", place::get_areas),
        Member::new("ForEach", place::for_each),
        Member::new("GetCells", place::get_cells),
        Member::new("GetCellsCount", place::get_count),
        Member::new("GetClassType", |_| Ok("range".into())),
        Member::new("GetCol", place::get_col),
        Member::new("GetCols", place::get_cols),
        Member::new("GetColumnWidth", size::get_column_width),
        Member::new("GetColumnsCount", place::get_columns_count),
        Member::new("GetCount", place::get_count),
        Member::new("GetCurrentRegion", place::get_current_region),
        Member::new("GetDefName", place::get_def_name),
        Member::new("GetEntireColumn", place::get_entire_column),
        Member::new("GetEntireRow", place::get_entire_row),
        Member::new("GetFillColor", format::get_fill_color),
        Member::new("GetFormula", values::get_formula),
        Member::new("GetFormulaArray", array_formula::get_formula_array),
        Member::new("GetHidden", size::get_hidden),
        Member::new("GetNumberFormat", format::get_number_format),
        Member::new("GetOrientation", format::get_orientation),
        Member::new("GetRange", place::get_range),
        Member::new("GetRow", place::get_row),
        Member::new("GetRowHeight", size::get_row_height),
        Member::new("GetRows", place::get_rows),
        Member::new("GetRowsCount", place::get_rows_count),
        Member::new("GetText", values::get_text),
        Member::new("GetValue", values::get_value),
        Member::new("GetValue2", values::get_value2),
        Member::new("GetWorksheet", place::get_worksheet),
        Member::new("GetWrapText", format::get_wrap_text),
        Member::new("Insert", edit::insert),
        Member::new("Merge", edit::merge),
        Member::new("Offset", place::offset),
        Member::new("Paste", edit::paste),
        Member::new("Resize", place::resize),
        Member::new("Select", edit::select),
        Member::new("SetAlignHorizontal", format::set_align_horizontal),
        Member::new("SetAlignVertical", format::set_align_vertical),
        Member::new("SetBold", format::set_bold),
        Member::new("SetBorders", format::set_borders),
        Member::new("SetColumnWidth", size::set_column_width),
        Member::new("SetFillColor", format::set_fill_color),
        Member::new("SetFontColor", format::set_font_color),
        Member::new("SetFontName", format::set_font_name),
        Member::new("SetFontSize", format::set_font_size),
        Member::new("SetFormula", values::set_value),
        Member::new("SetFormulaArray", array_formula::set_formula_array),
        Member::new("SetHidden", size::set_hidden),
        Member::new("SetItalic", format::set_italic),
        Member::new("SetNumberFormat", format::set_number_format),
        Member::new("SetOffset", place::set_offset),
        Member::new("SetOrientation", format::set_orientation),
        Member::new("SetReadingOrder", format::set_reading_order),
        Member::new("SetRowHeight", size::set_row_height),
        Member::new("SetStrikeout", format::set_strikeout),
        Member::new("SetUnderline", format::set_underline),
        Member::new("SetValue", values::set_value),
        Member::new("SetWrap", format::set_wrap),
        Member::new("UnMerge", edit::unmerge),
        Member::new("SetAutoFilter", filter::set_auto_filter),
        Member::new("SetSort", sort::set_sort),
        Member::new("AddComment", comment::add_to_range),
        Member::new("GetComment", comment::of_range),
        Member::new("GetValidation", validation::of_range),
        Member::new("GetFormatConditions", condition::of_range),
        Member::new("GetPivotTable", pivot::of_range),
    ],
    properties: &[
        get("Address", place::get_absolute_address),
        write("AlignHorizontal", format::set_align_horizontal),
        write("AlignVertical", format::set_align_vertical),
        get("Areas", place::get_areas),
        write("Bold", format::set_bold),
        get("Cells", place::itself),
        get("Characters", characters::of_range),
        get("CellsCount", place::get_count),
        get("Col", place::get_col),
        get("Cols", place::get_cols),
        both(
            "ColumnWidth",
            size::get_column_width,
            size::set_column_width,
        ),
        get("Columns", place::get_cols),
        get("ColumnsCount", place::get_columns_count),
        get("Count", place::get_count),
        get("CurrentRegion", place::get_current_region),
        get("DefName", place::get_def_name),
        get("EntireColumn", place::get_entire_column),
        get("EntireRow", place::get_entire_row),
        both("FillColor", format::get_fill_color, format::set_fill_color),
        write("FontColor", format::set_font_color),
        write("FontName", format::set_font_name),
        write("FontSize", format::set_font_size),
        both("Formula", values::get_formula, values::set_value),
        both(
            "FormulaArray",
            array_formula::get_formula_array,
            array_formula::set_formula_array,
        ),
        get("Height", size::get_height),
        both("Hidden", size::get_hidden, size::set_hidden),
        write("Italic", format::set_italic),
        get("MergeArea", place::get_merge_area),
        both(
            "NumberFormat",
            format::get_number_format,
            format::set_number_format,
        ),
        both(
            "Orientation",
            format::get_orientation,
            format::set_orientation,
        ),
        write("ReadingOrder", format::set_reading_order),
        get("Row", place::get_row),
        both("RowHeight", size::get_row_height, size::set_row_height),
        get("Rows", place::get_rows),
        get("RowsCount", place::get_rows_count),
        write("Strikeout", format::set_strikeout),
        get("Text", values::get_text),
        write("Underline", format::set_underline),
        both("Value", values::get_value, values::set_value),
        both("Value2", values::get_value2, values::set_value),
        get("Width", size::get_width),
        get("Worksheet", place::get_worksheet),
        both("WrapText", format::get_wrap_text, format::set_wrap),
        get("Comments", comment::of_range),
        get("Validation", validation::of_range),
        get("FormatConditions", condition::of_range),
        get("PivotTable", pivot::of_range),
    ],
};

const fn get(name: &'static str, get: MemberFn<CellEditor>) -> Property<CellEditor> {
    Property {
        name,
        get: Some(get),
        set: None,
    }
}

/// A property that, as in the original, can only be written.
const fn write(name: &'static str, set: MemberFn<CellEditor>) -> Property<CellEditor> {
    Property {
        name,
        get: None,
        set: Some(set),
    }
}

const fn both(
    name: &'static str,
    get: MemberFn<CellEditor>,
    set: MemberFn<CellEditor>,
) -> Property<CellEditor> {
    Property {
        name,
        get: Some(get),
        set: Some(set),
    }
}
