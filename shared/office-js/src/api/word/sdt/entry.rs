//! `ApiContentControlListEntry`: one item of a list.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt::list as view;
use spindle_ooxml::word::sdt::{self, text};

use super::fill;
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiContentControlListEntry",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("contentControlListEntry".into())),
        Member::new("GetParent", |call| {
            Ok(Value::Handle(WordRef::SdtList(parts(call)?.0)))
        }),
        Member::new("GetText", |call| {
            let (_, item) = parts(call)?;
            Ok(view::text(call.doc.dom(), item).into())
        }),
        Member::new("GetValue", |call| {
            let (_, item) = parts(call)?;
            Ok(view::value(call.doc.dom(), item).into())
        }),
        Member::new("GetIndex", |call| {
            Ok(index(call)?.map_or(Value::Number(-1.0), Value::from))
        }),
        Member::new("SetIndex", set_index),
        Member::new("SetText", |call| set_attribute(call, "w:displayText")),
        Member::new("SetValue", |call| set_attribute(call, "w:value")),
        Member::new("MoveUp", |call| step(call, false)),
        Member::new("MoveDown", |call| step(call, true)),
        Member::new("Select", select),
        Member::new("Delete", delete),
    ],
    properties: &[],
};

fn parts(call: &WordCall<'_>) -> Result<(NodeId, NodeId), ApiError> {
    match call.this {
        WordRef::SdtEntry(control, item) => Ok((control, item)),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiContentControlListEntry".to_owned(),
        )),
    }
}

fn index(call: &WordCall<'_>) -> Result<Option<usize>, ApiError> {
    let (control, item) = parts(call)?;
    Ok(view::index(call.doc.dom(), control, item))
}

fn set_index(call: &mut WordCall<'_>) -> WordResult {
    let (control, item) = parts(call)?;
    let Some(place) = call
        .args
        .opt_integer(0)
        .filter(|_| index(call).ok().flatten().is_some())
    else {
        return no();
    };
    // A negative place is the end.
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    view::move_to(call.doc.dom_mut(), control, item, place);
    yes()
}

fn step(call: &mut WordCall<'_>, down: bool) -> WordResult {
    let (control, item) = parts(call)?;
    let count = view::items(call.doc.dom(), control).len();
    let place = index(call)?.and_then(|index| {
        if down {
            Some(index + 1).filter(|place| *place < count)
        } else {
            index.checked_sub(1)
        }
    });
    match place {
        Some(place) => {
            view::move_to(call.doc.dom_mut(), control, item, place);
            yes()
        }
        None => no(),
    }
}

/// Texts may be there twice, values may not.
fn set_attribute(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let (control, item) = parts(call)?;
    let Value::Text(new) = call.args.get(0) else {
        return no();
    };
    let dom = call.doc.dom();
    let taken = name == "w:value"
        && view::items(dom, control)
            .into_iter()
            .any(|other| other != item && view::value(dom, other) == new);
    if new.is_empty() || taken {
        return no();
    }
    let new = new.clone();
    call.doc.dom_mut().set_attr(item, name, &new);
    // The list shows the item that was changed last.
    let shown = view::text(call.doc.dom(), item).to_owned();
    fill(call.doc, control, &shown);
    yes()
}

fn select(call: &mut WordCall<'_>) -> WordResult {
    let (control, item) = parts(call)?;
    if index(call)?.is_none() {
        return no();
    }
    let shown = view::text(call.doc.dom(), item).to_owned();
    fill(call.doc, control, &shown);
    yes()
}

/// The first item takes the place of a selected one that is deleted.
fn delete(call: &mut WordCall<'_>) -> WordResult {
    let (control, item) = parts(call)?;
    if index(call)?.is_none() {
        return no();
    }
    let dom = call.doc.dom();
    let selected =
        !sdt::shows_placeholder(dom, control) && text(dom, control) == view::text(dom, item);
    call.doc.dom_mut().detach(item);
    let dom = call.doc.dom();
    let next = view::items(dom, control)
        .first()
        .map(|first| view::text(dom, *first).to_owned());
    match next {
        Some(next) if selected => fill(call.doc, control, &next),
        None => super::empty(call.doc, control),
        _ => {}
    }
    yes()
}
