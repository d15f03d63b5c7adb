//! What controls in paragraphs and around them have in common.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt as view;
use spindle_ooxml::word::span;

use crate::api::word::handle::{no, or_null, this, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, run, table};
use crate::args::number_text;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

use super::{color_arg, color_value, delete, handle, mapping, placeholder_text};

pub static CLASS: Class<WordEditor> = Class {
    name: "sdt:Control",
    parent: None,
    members: &[
        Member::new("ToJSON", super::super::json::of_control),
        Member::new("GetTag", |call| get_text(call, "w:tag")),
        Member::new("SetTag", |call| set_text(call, "w:tag")),
        Member::new("GetAlias", |call| get_text(call, "w:alias")),
        Member::new("SetAlias", |call| set_text(call, "w:alias")),
        Member::new("GetLabel", |call| get_number(call, "w:label")),
        Member::new("SetLabel", set_label),
        Member::new("GetId", |call| get_number(call, "w:id")),
        Member::new("SetId", set_id),
        Member::new("GetLock", get_lock),
        Member::new("SetLock", set_lock),
        Member::new("GetAppearance", get_appearance),
        Member::new("SetAppearance", set_appearance),
        Member::new("GetBorderColor", |call| get_color(call, "w:border")),
        Member::new("SetBorderColor", |call| set_color(call, "w:border")),
        Member::new("GetBackgroundColor", |call| get_color(call, "w:shd")),
        Member::new("SetBackgroundColor", |call| set_color(call, "w:shd")),
        Member::new("GetPlaceholderText", get_placeholder_text),
        Member::new("SetPlaceholderText", set_placeholder_text),
        Member::new("GetDataBinding", mapping::get_data_binding),
        Member::new("SetDataBinding", mapping::set_data_binding),
        Member::new("GetDataForXmlMapping", mapping::get_data),
        Member::new("UpdateFromXmlMapping", mapping::update),
        Member::new("GetDropdownList", get_dropdown_list),
        Member::new("GetInternalId", crate::api::word::paragraph::internal_id),
        Member::new("GetParentContentControl", parent_control),
        Member::new("GetParentTable", table::parent_table),
        Member::new("GetParentTableCell", table::parent_cell),
        Member::new("IsPicture", |call| {
            Ok(view::property(call.doc.dom(), this(call)?, "w:picture")
                .is_some()
                .into())
        }),
        Member::new("MoveCursorOutside", |_| yes()),
        Member::new("Select", select),
        Member::new("Delete", delete_control),
        Member::new("RemoveAllElements", remove_all_elements),
        Member::new("Copy", copy),
        Member::new("SetPicture", super::create::set_picture),
        Member::new("AddComment", add_comment),
    ],
    properties: &[],
};

fn get_text(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let control = this(call)?;
    Ok(view::val(call.doc.dom(), control, name)
        .unwrap_or_default()
        .into())
}

fn set_text(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let control = this(call)?;
    let text = call.args.opt_text(0).unwrap_or_default();
    view::set_val(call.doc.dom_mut(), control, name, &text);
    yes()
}

/// `undefined` when it is not there.
fn get_number(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let control = this(call)?;
    let found = view::val(call.doc.dom(), control, name).and_then(|text| text.parse::<f64>().ok());
    Ok(found.map_or(Value::Undefined, Value::Number))
}

fn set_label(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Value::Number(number) = *call.args.get(0) else {
        return Err(ApiError::State("Label must be a number".to_owned()));
    };
    let number = number.clamp(-2_147_483_648.0, 2_147_483_647.0).trunc();
    let text = number_text(number);
    view::set_val(call.doc.dom_mut(), control, "w:label", &text);
    yes()
}

fn set_id(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Some(number) = call.args.opt_integer(0) else {
        return no();
    };
    let number = number.clamp(-2_147_483_648, 2_147_483_647);
    view::set_val(call.doc.dom_mut(), control, "w:id", &number.to_string());
    yes()
}

const LOCKS: &[&str] = &["unlocked", "contentLocked", "sdtContentLocked", "sdtLocked"];

fn get_lock(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    Ok(view::val(call.doc.dom(), control, "w:lock")
        .unwrap_or("unlocked")
        .into())
}

fn set_lock(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let Some(lock) = call
        .args
        .opt_text(0)
        .filter(|lock| LOCKS.contains(&lock.as_ref()))
    else {
        return no();
    };
    view::set_val(call.doc.dom_mut(), control, "w:lock", &lock);
    yes()
}

fn get_appearance(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let dom = call.doc.dom();
    let found = view::property(dom, control, "w15:appearance")
        .and_then(|node| dom.attr(node, "w15:val"))
        .unwrap_or("boundingBox");
    Ok(found.into())
}

/// Anything but `hidden` is a bounding box.
fn set_appearance(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let look = match call.args.opt_text(0).as_deref() {
        Some("hidden") => "hidden",
        _ => "boundingBox",
    };
    let dom = call.doc.dom_mut();
    let node = view::ensure(dom, control, "w15:appearance");
    dom.set_attr(node, "w15:val", look);
    Ok(Value::Undefined)
}

fn get_color(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let control = this(call)?;
    let dom = call.doc.dom();
    let properties = dom.child(control, "w:sdtPr");
    Ok(color_value(
        properties.and_then(|properties| view::color(dom, properties, name)),
    ))
}

fn set_color(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let control = this(call)?;
    let color = color_arg(call);
    let theme = call.doc.text.theme();
    let dom = call.doc.dom_mut();
    let properties = view::properties(dom, control);
    view::set_color(dom, properties, name, Some(color), theme);
    yes()
}

fn get_placeholder_text(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    Ok(placeholder_text(call.doc, control).into())
}

/// Only texts that are not empty count.
fn set_placeholder_text(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    match call.args.get(0) {
        Value::Text(text) if !text.is_empty() => {
            let text = text.clone();
            if view::property(call.doc.dom(), control, "w14:checkbox").is_some() {
                return no();
            }
            call.doc.text.set_placeholder(control, &text);
            // What is empty shows it at once.
            let content = view::content(call.doc.dom_mut(), control);
            if span::len(call.doc.dom(), content) <= 1
                && call
                    .doc
                    .dom()
                    .descendants(content)
                    .all(|node| !call.doc.dom().is(node, "w:t"))
            {
                call.doc.text.show_placeholder(control, &text);
            }
            yes()
        }
        _ => no(),
    }
}

fn get_dropdown_list(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::list::of(call.doc.dom(), control).is_none() {
        return Err(ApiError::State(
            "Not a drop down content control".to_owned(),
        ));
    }
    Ok(Value::Handle(WordRef::SdtList(control)))
}

/// The comment is on all that the control holds.
fn add_comment(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let content = view::content(call.doc.dom_mut(), control);
    let dom = call.doc.dom();
    call.this = if view::is_around_blocks(dom, control) {
        let length = span::len(dom, content);
        WordRef::Range(content, 0, length.saturating_sub(1))
    } else {
        let (paragraph, start, length) = super::inline::place(dom, content);
        WordRef::Range(paragraph, start, start + length)
    };
    crate::api::word::comment::add(call)
}

/// The control that an element is in; `null` when it is in none.
pub fn parent_control(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let found = around(call, node, false);
    Ok(or_null(found.map(|control| handle(call.doc, control))))
}

/// What is in no document yet is in no control either.
fn around(call: &WordCall<'_>, node: NodeId, around_blocks: bool) -> Option<NodeId> {
    let dom = call.doc.dom();
    view::around(dom, node, around_blocks)
        .filter(|control| spindle_ooxml::word::props::attached(dom, *control))
}

/// The control around paragraphs that an element is in; `null` when it is in none.
pub fn parent_block_control(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let found = around(call, node, true);
    Ok(or_null(found.map(WordRef::BlockSdt)))
}

fn select(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    call.doc.current_control = Some(control);
    yes()
}

/// A control that is locked stays.
fn delete_control(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let locked = matches!(
        view::val(call.doc.dom(), control, "w:lock"),
        Some("sdtLocked" | "sdtContentLocked")
    );
    let keep = call.args.boolean(0, false);
    Ok((!locked && delete(call.doc, control, keep)).into())
}

fn remove_all_elements(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    if view::is_content_locked(call.doc.dom(), control) {
        return no();
    }
    super::empty(call.doc, control);
    yes()
}

fn copy(call: &mut WordCall<'_>) -> WordResult {
    let control = this(call)?;
    let made = call.doc.dom_mut().deep_clone(control);
    Ok(Value::Handle(handle(call.doc, made)))
}

/// The element that a run-like object is in; see [`parent_control`].
pub fn parent_paragraph(call: &mut WordCall<'_>) -> WordResult {
    run::parent_paragraph(call)
}

/// The control of an object that has to be of a kind.
pub fn of_kind(call: &WordCall<'_>, name: &str, otherwise: &str) -> Result<NodeId, ApiError> {
    let control = this(call)?;
    match view::property(call.doc.dom(), control, name) {
        Some(_) => Ok(control),
        None => Err(ApiError::State(otherwise.to_owned())),
    }
}
