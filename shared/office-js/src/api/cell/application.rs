//! Members of `Api` that are about the program rather than the workbook: locale, style of references, calculation.

use super::{CellCall, CellEditor, CellResult};
use crate::class::{ApiError, Member};
use crate::value::Value;

/// What scripts set of the program; it is no part of the file.
#[derive(Debug, Clone, Default)]
pub struct Application {
    r1c1: bool,
    locale: Option<f64>,
    /// Functions that scripts give to formulas.
    pub described: super::custom::Described,
}

/// English of the United States, the locale in which formulas and formats are read.
const LOCALE: f64 = 1033.0;

type Row = Member<CellEditor>;

pub const CREATE_NEW_HISTORY_POINT: Row =
    Member::new("CreateNewHistoryPoint", |_| Ok(false.into()));
/// A file that scripts made has no name yet.
pub const GET_FULL_NAME: Row = Member::new("GetFullName", |_| Ok(Value::Null));
pub const GET_LOCALE: Row = Member::new("GetLocale", |call| {
    Ok(call.doc.application.locale.unwrap_or(LOCALE).into())
});
pub const GET_REFERENCE_STYLE: Row = Member::new("GetReferenceStyle", get_reference_style);
/// Results are worked out whenever they are asked for.
pub const RECALCULATE: Row = Member::new("RecalculateAllFormulas", |_| Ok(Value::Undefined));
/// The file is saved by `builder.SaveFile` alone.
pub const SAVE: Row = Member::new("Save", |_| Ok(true.into()));
/// Another locale is remembered by its number; names of languages are none.
pub const SET_LOCALE: Row = Member::new("SetLocale", |call| {
    if let Value::Number(locale) = call.args.get(0) {
        call.doc.application.locale = Some(*locale);
    }
    Ok(true.into())
});
pub const SET_REFERENCE_STYLE: Row = Member::new("SetReferenceStyle", set_reference_style);
/// Nothing happens in a run that a script does not do itself: no event ever comes.
pub const ATTACH_EVENT: Row = Member::new("attachEvent", |_| Ok(Value::Undefined));
pub const DETACH_EVENT: Row = Member::new("detachEvent", |_| Ok(Value::Undefined));

pub fn get_reference_style(call: &mut CellCall<'_>) -> CellResult {
    Ok(if call.doc.application.r1c1 {
        "xlR1C1"
    } else {
        "xlA1"
    }
    .into())
}

pub fn set_reference_style(call: &mut CellCall<'_>) -> CellResult {
    call.doc.application.r1c1 = match call.args.get(0) {
        Value::Text(style) if style == "xlA1" => false,
        Value::Text(style) if style == "xlR1C1" => true,
        _ => {
            return Err(ApiError::State(
                "Invalid parameter \"ReferenceStyle\"".to_owned(),
            ));
        }
    };
    Ok(Value::Undefined)
}
