//! `ApiBaseListField`, `ApiComboboxField` and `ApiListboxField`: fields whose values are chosen.

use spindle_pdf_file::Object;

use super::super::handle::{no, yes};
use super::super::{PdfCall, PdfEditor, PdfRef, PdfResult};
use super::base::{self, change, get_flag, set_flag, this};
use super::{Field, FieldKind, flag, format};
use crate::class::{Class, Member};
use crate::value::Value;

/// How many options a list may have.
const MAX_OPTIONS: usize = 10_000;

pub static CLASS: Class<PdfEditor> = Class {
    name: "ApiBaseListField",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("AddOption", add_option),
        Member::new("GetOption", |call| {
            let place = index(call, 0);
            let options = this(call)?.options();
            Ok(match place {
                Some(place) => options.get(place).map_or(Value::Null, answer),
                None => Value::Undefined,
            })
        }),
        Member::new("GetOptions", |call| {
            Ok(Value::List(
                this(call)?.options().iter().map(answer).collect(),
            ))
        }),
        Member::new("GetValueIndexes", |call| {
            Ok(Value::List(
                this(call)?.chosen().into_iter().map(Into::into).collect(),
            ))
        }),
        Member::new("IsCommitOnSelChange", |call| {
            get_flag(call, flag::COMMIT_ON_CHANGE)
        }),
        Member::new("MoveOption", |call| {
            let (from, to) = (index(call, 0), index(call, 1));
            let field = change(call)?;
            let mut options = field.options();
            if let (Some(from), Some(to)) = (from.filter(|from| *from < options.len()), to) {
                let option = options.remove(from);
                options.insert(to.min(options.len()), option);
                set_options(field, options);
            }
            yes()
        }),
        Member::new("RemoveOption", |call| {
            let place = index(call, 0);
            let field = change(call)?;
            let mut options = field.options();
            let Some(place) = place.filter(|place| *place < options.len()) else {
                return no();
            };
            options.remove(place);
            set_options(field, options);
            yes()
        }),
        Member::new("SetCommitOnSelChange", |call| {
            set_flag(call, flag::COMMIT_ON_CHANGE)
        }),
        Member::new("SetValueIndexes", set_indexes),
    ],
    properties: &[],
};

pub static COMBO_CLASS: Class<PdfEditor> = Class {
    name: "ApiComboboxField",
    parent: Some(&CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("comboboxField".into())),
        Member::new("IsEditable", |call| get_flag(call, flag::EDIT)),
        Member::new("SetEditable", |call| set_flag(call, flag::EDIT)),
        Member::new("ClearFormat", format::clear),
        Member::new("SetDateFormat", format::date),
        Member::new("SetMask", format::mask),
        Member::new("SetNumberFormat", format::number),
        Member::new("SetPercentageFormat", format::percentage),
        Member::new("SetRegularExp", format::regular),
        Member::new("SetSpecialFormat", format::special),
        Member::new("SetTimeFormat", format::time),
        Member::new("SetValidateRange", format::range),
    ],
    properties: &[],
};

pub static LISTBOX_CLASS: Class<PdfEditor> = Class {
    name: "ApiListboxField",
    parent: Some(&CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("listboxField".into())),
        Member::new("IsMultipleSelection", |call| {
            get_flag(call, flag::MULTI_SELECT)
        }),
        Member::new("SetMultipleSelection", |call| {
            set_flag(call, flag::MULTI_SELECT)
        }),
    ],
    properties: &[],
};

/// The place that is given.
fn index(call: &PdfCall<'_>, argument: usize) -> Option<usize> {
    let place = call.args.opt_number(argument)?;
    (place >= 0.0).then_some(place as usize)
}

/// An option as scripts see it: what is shown alone, or with what stands in the file.
fn answer((export, shown): &(String, String)) -> Value<PdfRef> {
    if export == shown {
        return shown.as_str().into();
    }
    Value::List(vec![shown.as_str().into(), export.as_str().into()])
}

/// Writes the options; what is chosen and no longer there is not chosen.
fn set_options(field: &mut Field, options: Vec<(String, String)>) {
    let written = options.iter().map(|(export, shown)| {
        if export == shown {
            Object::said(shown)
        } else {
            Object::Array(vec![Object::said(export), Object::said(shown)])
        }
    });
    field.dict.set("Opt", written.collect::<Vec<_>>());
    if !field.has(flag::EDIT) {
        let chosen = field.chosen();
        choose(field, &chosen);
    }
}

/// Chooses options.
fn choose(field: &mut Field, places: &[usize]) {
    let options = field.options();
    let mut places: Vec<usize> = places
        .iter()
        .copied()
        .filter(|place| *place < options.len())
        .collect();
    places.sort_unstable();
    places.dedup();
    let values: Vec<Object> = places
        .iter()
        .filter_map(|place| options.get(*place))
        .map(|(export, _)| Object::said(export))
        .collect();
    match values.as_slice() {
        [] => {
            field.dict.remove("V");
            field.dict.remove("I");
            return;
        }
        [one] => field.dict.set("V", one.clone()),
        _ => field.dict.set("V", values),
    }
    field.dict.set(
        "I",
        Object::list(places.into_iter().map(|place| place as f64)),
    );
}

fn add_option(call: &mut PdfCall<'_>) -> PdfResult {
    let option = match call.args.get(0) {
        Value::List(items) => {
            let text = |place: usize| match items.get(place) {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            };
            let Some(shown) = text(0) else { return no() };
            (text(1).unwrap_or_else(|| shown.clone()), shown)
        }
        _ => match call.args.opt_text(0) {
            Some(text) => (text.clone().into_owned(), text.into_owned()),
            None => return no(),
        },
    };
    let place = index(call, 1);
    let field = change(call)?;
    let mut options = field.options();
    if options.len() >= MAX_OPTIONS {
        return no();
    }
    let place = place.unwrap_or(options.len()).min(options.len());
    options.insert(place, option);
    set_options(field, options);
    yes()
}

/// A list of which only one is chosen takes the first.
fn set_indexes(call: &mut PdfCall<'_>) -> PdfResult {
    let Value::List(items) = call.args.get(0) else {
        return no();
    };
    let mut places: Vec<usize> = items
        .iter()
        .take(MAX_OPTIONS)
        .filter_map(|item| match item {
            Value::Number(place) if *place >= 0.0 => Some(*place as usize),
            _ => None,
        })
        .collect();
    let field = change(call)?;
    if field.kind == FieldKind::Combo {
        places.truncate(1);
    }
    choose(field, &places);
    yes()
}

/// What is no option empties a list; a combobox takes it only when it may be written into.
pub fn set_value(call: &mut PdfCall<'_>, text: &str) -> PdfResult {
    let field = change(call)?;
    let place = field
        .options()
        .iter()
        .position(|(export, _)| export == text);
    match place {
        Some(place) => choose(field, &[place]),
        None if field.kind == FieldKind::List => choose(field, &[]),
        None if field.has(flag::EDIT) => {
            field.dict.set("V", Object::said(text));
            field.dict.remove("I");
        }
        None => return no(),
    }
    yes()
}
