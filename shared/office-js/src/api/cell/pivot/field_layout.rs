//! How a field of a pivot table is laid out, and where it may be dragged.

use spindle_ooxml::sheet::pivot::{Function, PivotField};

use super::super::feature::{invalid, strict_text};
use super::super::{CellCall, CellResult};
use super::draw::redraw;
use super::field::{field, index, switch};
use super::number;
use crate::class::ApiError;
use crate::value::Value;

/// What a field says; `null` for the names of data fields.
fn told(call: &mut CellCall<'_>, tell: fn(&PivotField) -> bool) -> CellResult {
    match index(call)? {
        None => Ok(Value::Null),
        Some(_) => Ok(tell(field(call)?).into()),
    }
}

/// Members that read and write a truth value of the field.
macro_rules! switches {
    ($($get:ident $set:ident $name:literal $field:ident;)*) => {$(
        pub fn $get(call: &mut CellCall<'_>) -> CellResult {
            told(call, |field| field.$field)
        }

        pub fn $set(call: &mut CellCall<'_>) -> CellResult {
            switch(call, $name, |field, on| field.$field = on)
        }
    )*};
}

switches! {
    get_blank_line set_blank_line "insert" blank_line;
    get_compact set_compact "compact" compact;
    get_page_break set_page_break "insert" page_break;
    get_subtotals_shown set_subtotals_shown "show" subtotals;
    get_repeat set_repeat "repeat" repeat_labels;
    get_show_all set_show_all "show" show_all;
}

/// Members that read and write where a field may be dragged to.
macro_rules! drags {
    ($($get:ident $set:ident $index:literal $values:expr;)*) => {$(
        pub fn $get(call: &mut CellCall<'_>) -> CellResult {
            match index(call)? {
                None => Ok($values),
                Some(_) => Ok(field(call)?.drag.get($index).copied().unwrap_or(true).into()),
            }
        }

        pub fn $set(call: &mut CellCall<'_>) -> CellResult {
            switch(call, "flag", |field, on| {
                if let Some(drag) = field.drag.get_mut($index) {
                    *drag = on;
                }
            })
        }
    )*};
}

drags! {
    get_drag_row set_drag_row 0 true.into();
    get_drag_column set_drag_column 1 true.into();
    get_drag_page set_drag_page 2 false.into();
    get_drag_data set_drag_data 3 Value::Null;
}

/// One of two words as a truth value.
fn word(
    call: &mut CellCall<'_>,
    words: (&str, &str),
    set: fn(&mut PivotField, bool),
) -> CellResult {
    let id = number(call)?;
    let on = match call.args.get(0) {
        Value::Text(text) if text == words.0 => true,
        Value::Text(text) if text == words.1 => false,
        _ => {
            return Err(ApiError::State(
                "Invalid type of \"type\" or invalid value.".to_owned(),
            ));
        }
    };
    set(field(call)?, on);
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

pub fn get_form(call: &mut CellCall<'_>) -> CellResult {
    Ok(match index(call)? {
        None => Value::Null,
        Some(_) if field(call)?.outline => "Outline".into(),
        Some(_) => "Tabular".into(),
    })
}

pub fn set_form(call: &mut CellCall<'_>) -> CellResult {
    word(call, ("Outline", "Tabular"), |field, on| {
        field.outline = on;
        // A tabular field has a column of its own.
        field.compact &= on;
    })
}

pub fn get_subtotal_location(call: &mut CellCall<'_>) -> CellResult {
    Ok(match index(call)? {
        None => Value::Null,
        Some(_) if field(call)?.subtotal_top => "Top".into(),
        Some(_) => "Bottom".into(),
    })
}

pub fn set_subtotal_location(call: &mut CellCall<'_>) -> CellResult {
    word(call, ("Top", "Bottom"), |field, on| field.subtotal_top = on)
}

pub fn get_subtotal_name(call: &mut CellCall<'_>) -> CellResult {
    match index(call)? {
        None => Ok(Value::Null),
        Some(_) => Ok(field(call)?.subtotal_caption.clone().into()),
    }
}

pub fn set_subtotal_name(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let name = strict_text(call, "caption")?;
    field(call)?.subtotal_caption = Some(name);
    redraw(call.doc, id)?;
    Ok(Value::Undefined)
}

/// The order in which the original lists functions.
const LISTED: [Function; 11] = [
    Function::Sum,
    Function::Count,
    Function::Average,
    Function::Max,
    Function::Min,
    Function::Product,
    Function::CountNumbers,
    Function::StdDev,
    Function::StdDevP,
    Function::Var,
    Function::VarP,
];

pub fn get_subtotals(call: &mut CellCall<'_>) -> CellResult {
    if index(call)?.is_none() {
        return Ok(Value::Null);
    }
    let field = field(call)?;
    let entries = LISTED.iter().map(|function| {
        let on = field.functions.contains(function);
        (function.name().to_owned(), on.into())
    });
    Ok(Value::Object(entries.collect()))
}

/// The functions whose entry is true; none of them leaves all as it is.
pub fn set_subtotals(call: &mut CellCall<'_>) -> CellResult {
    let id = number(call)?;
    let options = call.args.get(0);
    if !matches!(options, Value::Object(_)) {
        return Err(invalid("subtotals"));
    }
    let wanted: Vec<Function> = LISTED
        .into_iter()
        .filter(|function| matches!(options.get(function.name()), Some(Value::Bool(true))))
        .collect();
    if !wanted.is_empty() {
        let field = field(call)?;
        field.functions = wanted;
        field.subtotals = true;
        redraw(call.doc, id)?;
    }
    Ok(Value::Undefined)
}
