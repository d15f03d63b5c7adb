//! `Api`: the global of a script over a workbook.

use spindle_ooxml::sheet::{Workbook, display};

use super::editor::fault;
use super::handle::{active_sheet, answer, sheet_answer};
use super::{
    CellCall, CellEditor, CellRef, CellResult, application, color, comment, custom, feature,
    freeze_panes, name, pivot, settings, themes, workbook, worksheet, worksheet_function,
};
use crate::api::drawing::Classes;
use crate::api::package;
use crate::class::{ApiError, Class, Member, Property};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "Api",
    parent: Some(Classes::<CellEditor>::TEXT_API),
    members: &[
        custom::ADD_LIBRARY,
        custom::ADD_FUNCTION,
        custom::REMOVE,
        custom::CLEAR,
        Member::new("AddDefName", |call| name::add(call, None)),
        Member::new("AddSheet", add_sheet),
        color::COLOR,
        color::CREATE_COLOR_BY_NAME,
        color::CREATE_COLOR_FROM_RGB,
        Member::new("Format", format),
        Member::new("GetActiveSheet", get_active_sheet),
        Member::new("GetActiveWorkbook", |_| {
            Ok(Value::Handle(CellRef::Workbook))
        }),
        Member::new("GetCore", package::get_core),
        Member::new("GetCustomProperties", package::get_custom_properties),
        Member::new("GetDocumentInfo", package::get_document_info),
        Member::new("GetDefName", get_def_name),
        Member::new("GetDefNames", |call| {
            Ok(name::answers(name::list(&call.doc.book, None)))
        }),
        Member::new("GetFreezePanesType", freeze_panes::get_type),
        Member::new("GetRange", worksheet::lookup::get_range_of_book),
        Member::new("GetSelection", worksheet::get_selection),
        Member::new("GetSheet", get_sheet),
        Member::new("GetSheets", workbook::get_sheets),
        Member::new("GetWorksheetFunction", worksheet_function::get),
        color::HEX_COLOR,
        Member::new("Intersect", intersect),
        color::RGB,
        color::RGBA,
        Member::new("SetFreezePanesType", freeze_panes::set_type),
        color::THEME_COLOR,
        Member::new("GetMailMergeData", settings::get_mail_merge_data),
        Member::new("GetThemesColors", themes::get_names),
        Member::new("SetThemeColors", themes::set),
        Member::new("ReplaceTextSmart", settings::replace_text_smart),
        Member::new("AddComment", comment::add_to_book),
        Member::new("GetAllComments", comment::all),
        Member::new("GetCommentById", comment::by_id),
        Member::new("GetComments", comment::of_book),
        Member::new("GetAllPivotTables", pivot::all),
        Member::new("GetPivotByName", pivot::by_name),
        Member::new("InsertPivotExistingWorksheet", pivot::insert_existing),
        Member::new("InsertPivotNewWorksheet", pivot::insert_new),
        Member::new("RefreshAllPivots", pivot::refresh_all),
        application::CREATE_NEW_HISTORY_POINT,
        application::GET_FULL_NAME,
        application::GET_LOCALE,
        application::GET_REFERENCE_STYLE,
        application::RECALCULATE,
        application::SAVE,
        application::SET_LOCALE,
        application::SET_REFERENCE_STYLE,
        application::ATTACH_EVENT,
        application::DETACH_EVENT,
    ],
    properties: &[
        Property {
            name: "ActiveSheet",
            get: Some(get_active_sheet),
            set: None,
        },
        Property {
            name: "FreezePanes",
            get: Some(freeze_panes::get_type),
            set: Some(freeze_panes::set_type),
        },
        Property {
            name: "ReferenceStyle",
            get: Some(application::get_reference_style),
            set: Some(application::set_reference_style),
        },
        Property {
            name: "Selection",
            get: Some(worksheet::get_selection),
            set: None,
        },
        Property {
            name: "Sheets",
            get: Some(workbook::get_sheets),
            set: None,
        },
        feature::get("AllComments", comment::all),
        feature::get("Comments", comment::of_book),
        feature::get("PivotTables", pivot::all),
        Property {
            name: "WorksheetFunction",
            get: Some(worksheet_function::get),
            set: None,
        },
    ],
};

fn get_active_sheet(call: &mut CellCall<'_>) -> CellResult {
    Ok(sheet_answer(active_sheet(call.doc)?))
}

fn add_sheet(call: &mut CellCall<'_>) -> CellResult {
    let name = match call.args.get(0) {
        Value::Undefined | Value::Null => String::new(),
        _ => call.args.text(0, "sName")?.into_owned(),
    };
    // What cannot be a name stands for none.
    let name = if Workbook::is_sheet_name(&name) {
        name
    } else {
        call.doc.book.free_sheet_name()
    };
    if call.doc.book.find_sheet(&name).is_some() {
        return Err(ApiError::State(
            "Worksheet with such a name already exists.".to_owned(),
        ));
    }
    let active = call.doc.book.active_sheet();
    let place = active.and_then(|active| call.doc.book.sheet_index(active).ok());
    let id = call.doc.book.add_sheet(&name).map_err(fault)?;
    worksheet::page::margins_of_new(call.doc, id)?;
    // It comes after the sheet that is shown, and is shown then.
    if let Some(place) = place {
        call.doc.book.move_sheet(id, place + 1).map_err(fault)?;
    }
    call.doc.book.set_active_sheet(id).map_err(fault)?;
    Ok(sheet_answer(id))
}

fn get_sheet(call: &mut CellCall<'_>) -> CellResult {
    let book = &call.doc.book;
    let sheets = book
        .sheets()
        .into_iter()
        .filter(|id| book.sheet_part(*id).is_ok());
    let found = match call.args.get(0) {
        Value::Number(index) if *index >= 0.0 => sheets.into_iter().nth(*index as usize),
        // Names are compared with their case, as the original does.
        Value::Text(name) => sheets
            .into_iter()
            .find(|id| book.sheet_name(*id).is_ok_and(|known| known == name)),
        _ => None,
    };
    Ok(found.map_or(Value::Null, sheet_answer))
}

fn get_def_name(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "defName")?;
    let book = &call.doc.book;
    let active = book.active_sheet();
    let found = active
        .and_then(|sheet| book.find_name(&name, Some(sheet)))
        .or_else(|| book.find_name(&name, None));
    match found {
        Some(found) => Ok(Value::Handle(CellRef::Name(found.node))),
        None => Err(ApiError::State(format!(
            "Defined name does not exist: {name}"
        ))),
    }
}

fn intersect(call: &mut CellCall<'_>) -> CellResult {
    let ranges = [(0, "Range1"), (1, "Range2")].map(|(index, name)| match call.args.get(index) {
        Value::Handle(CellRef::Range(range)) => Ok((range.sheet, range.area.get())),
        _ => Err(call.args.wrong(index, name, "an ApiRange")),
    });
    let [first, second] = ranges;
    let ((one, a), (other, b)) = (first?, second?);
    match a.intersect(b).filter(|_| one == other) {
        Some(area) => Ok(answer(one, area)),
        None => Err(ApiError::State("Ranges do not intersect.".to_owned())),
    }
}

/// A typed value in a number format.
fn format(call: &mut CellCall<'_>) -> CellResult {
    use spindle_ooxml::sheet::entry::{self, Entry};
    let text = call.args.text(0, "expression")?;
    // Without a format numbers are nothing, texts are what they are.
    let code = call.args.opt_text(1).unwrap_or("\"\"".into());
    let is_1904 = call.doc.book.is_1904();
    Ok(match entry::read(&text, "General") {
        Entry::Number { value, .. } => display::number(value, &code, is_1904).into(),
        Entry::Formula(_) | Entry::BadFormula | Entry::Blank | Entry::Bool(_) | Entry::Error(_) => {
            text.into_owned().into()
        }
        Entry::Text(text) | Entry::Quoted(text) => display::text(text, &code).into(),
    })
}
