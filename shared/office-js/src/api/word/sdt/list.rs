//! `ApiContentControlList`: the items of a combo box or drop-down list.

use spindle_ooxml::word::sdt::list as view;

use crate::api::word::handle::{list, no, this};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiContentControlList",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("contentControlList".into())),
        Member::new("GetParent", |call| {
            let control = this(call)?;
            Ok(Value::Handle(super::handle(call.doc, control)))
        }),
        Member::new("GetElementsCount", |call| {
            Ok(view::items(call.doc.dom(), this(call)?).len().into())
        }),
        Member::new("GetAllItems", |call| {
            let control = this(call)?;
            let items = view::items(call.doc.dom(), control);
            Ok(list(
                items
                    .into_iter()
                    .map(|item| WordRef::SdtEntry(control, item)),
            ))
        }),
        Member::new("GetItem", get_item),
        Member::new("Add", add),
        Member::new("Clear", |call| {
            let control = this(call)?;
            view::clear(call.doc.dom_mut(), control);
            super::empty(call.doc, control);
            Ok(true.into())
        }),
    ],
    properties: &[],
};

fn get_item(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Some(index) = call.args.opt_integer(0) else {
        return Err(ApiError::State("Index must be a number".to_owned()));
    };
    let items = view::items(call.doc.dom(), control);
    usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index).copied())
        .map(|item| Value::Handle(WordRef::SdtEntry(control, item)))
        .ok_or_else(|| ApiError::State("Index out of list range".to_owned()))
}

/// Text, value (the text when it is not given) and place; a value that is there already is refused.
fn add(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let (Value::Text(text), value) = (call.args.get(0), call.args.get(1)) else {
        return no();
    };
    let value = match value {
        Value::Text(value) => value,
        Value::Undefined => text,
        _ => return no(),
    };
    if text.is_empty() {
        return no();
    }
    let (text, value) = (text.clone(), value.clone());
    let index = call
        .args
        .opt_integer(2)
        .and_then(|index| usize::try_from(index).ok());
    Ok(view::add(call.doc.dom_mut(), control, &text, &value, index).into())
}
