//! `ApiFormBase`: what all forms have.

use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::form::{self as view, FormKind};

use super::{clear, flag, handle, is_filled, set_text, shown, string, this, wrapper};
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, sdt};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiFormBase",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("form".into())),
        Member::new("GetFormType", get_form_type),
        Member::new("GetFormKey", |call| {
            Ok(view::key(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetFormKey", set_form_key),
        Member::new("GetTipText", |call| {
            Ok(view::attr(call.doc.dom(), this(call)?, "w:helpText")
                .unwrap_or_default()
                .into())
        }),
        Member::new("SetTipText", |call| set_attribute(call, "w:helpText")),
        Member::new("GetPlaceholderText", |call| {
            let node = this(call)?;
            Ok(sdt::placeholder_text(call.doc, node).into())
        }),
        Member::new("SetPlaceholderText", set_placeholder_text),
        Member::new("GetText", |call| Ok(shown(call.doc, this(call)?).into())),
        Member::new("GetValue", |call| Ok(shown(call.doc, this(call)?).into())),
        Member::new("SetValue", |call| {
            let node = this(call)?;
            let text = string(call, 0).unwrap_or_default();
            Ok(set_text(call.doc, node, &text).into())
        }),
        Member::new("GetTag", |call| {
            Ok(control::val(call.doc.dom(), this(call)?, "w:tag")
                .unwrap_or_default()
                .into())
        }),
        Member::new("SetTag", |call| {
            let node = this(call)?;
            let tag = call.args.opt_text(0).unwrap_or_default();
            control::set_val(call.doc.dom_mut(), node, "w:tag", &tag);
            yes()
        }),
        // A role counts once somebody filled the form in as that role: in a script nobody has.
        Member::new("GetRole", |_| Ok("".into())),
        Member::new("SetRole", |call| {
            set_attribute(call, "w:role")?;
            yes()
        }),
        Member::new("GetLock", |call| {
            let lock = control::val(call.doc.dom(), this(call)?, "w:lock");
            Ok(matches!(lock, Some("sdtLocked" | "sdtContentLocked")).into())
        }),
        Member::new("SetLock", set_lock),
        Member::new("IsRequired", |call| {
            let required = view::attr(call.doc.dom(), this(call)?, "w:required");
            Ok(matches!(required, Some("1" | "true")).into())
        }),
        Member::new("SetRequired", set_required),
        Member::new("IsFixed", |call| {
            Ok(view::frame(call.doc.dom(), this(call)?).is_some().into())
        }),
        Member::new("ToFixed", to_fixed),
        Member::new("ToInline", |call| {
            let node = this(call)?;
            Ok(view::unfix(call.doc.dom_mut(), node).into())
        }),
        Member::new("IsFilled", |call| {
            Ok(is_filled(call.doc, this(call)?).into())
        }),
        Member::new("Clear", |call| {
            let node = this(call)?;
            clear(call.doc, node);
            yes()
        }),
        Member::new("GetBorderColor", |call| get_color(call, "w:border")),
        Member::new("SetBorderColor", |call| set_color(call, "w:border")),
        Member::new("GetBackgroundColor", |call| get_color(call, "w:shd")),
        Member::new("SetBackgroundColor", |call| set_color(call, "w:shd")),
        Member::new("GetTextPr", get_text_pr),
        Member::new("SetTextPr", set_text_pr),
        Member::new("GetWrapperShape", wrapper),
        Member::new("GetInternalId", crate::api::word::paragraph::internal_id),
        Member::new("MoveCursorOutside", |_| yes()),
        Member::new("Copy", copy),
        Member::new("Delete", |call| {
            let node = this(call)?;
            let keep = call.args.boolean(0, false);
            Ok(sdt::delete(call.doc, node, keep).into())
        }),
    ],
    properties: &[],
};

fn get_form_type(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom();
    Ok(match view::kind(dom, node) {
        FormKind::Text => "textForm",
        FormKind::CheckBox if view::radio_group(dom, node).is_some() => "radioButtonForm",
        FormKind::CheckBox => "checkBoxForm",
        FormKind::ComboBox if control::property(dom, node, "w:comboBox").is_some() => {
            "comboBoxForm"
        }
        FormKind::ComboBox => "dropDownForm",
        FormKind::Date => "dateForm",
        FormKind::Picture => "pictureForm",
        FormKind::Signature => "signatureForm",
        FormKind::Complex => "complexForm",
    }
    .into())
}

/// Radio buttons are known by the key of their group.
fn set_form_key(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(key) = string(call, 0) else {
        return no();
    };
    // An empty key changes nothing.
    if !key.is_empty() {
        let dom = call.doc.dom_mut();
        if view::radio_group(dom, node).is_some() {
            super::check::set_group(dom, node, Some(&key));
        } else {
            view::set_attr(dom, node, "w:key", &key);
        }
    }
    yes()
}

fn set_attribute(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let node = this(call)?;
    let Some(text) = string(call, 0) else {
        return no();
    };
    view::set_attr(call.doc.dom_mut(), node, name, &text);
    yes()
}

/// Check boxes have no placeholder.
fn set_placeholder_text(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let is_check = view::kind(call.doc.dom(), node) == FormKind::CheckBox;
    let Some(text) = string(call, 0).filter(|text| !text.is_empty() && !is_check) else {
        return no();
    };
    if matches!(
        view::kind(call.doc.dom(), node),
        FormKind::Picture | FormKind::Signature
    ) {
        // What these show is a picture; the text is only told.
        let showing = control::shows_placeholder(call.doc.dom(), node);
        control::set_shows_placeholder(call.doc.dom_mut(), node, false);
        call.doc.text.set_placeholder(node, &text);
        control::set_shows_placeholder(call.doc.dom_mut(), node, showing);
    } else {
        call.doc.text.set_placeholder(node, &text);
    }
    yes()
}

fn set_lock(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let lock = call.args.boolean(0, false);
    let dom = call.doc.dom_mut();
    if lock {
        control::set_val(dom, node, "w:lock", "sdtLocked");
    } else {
        control::remove(dom, node, "w:lock");
    }
    yes()
}

fn set_required(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(required) = flag(call) else {
        return no();
    };
    let value = if required { "1" } else { "0" };
    view::set_attr(call.doc.dom_mut(), node, "w:required", value);
    yes()
}

/// Twips in EMU.
const TWIP: f64 = 635.0;

/// Width and height in twips; `false` when the form is fixed already.
fn to_fixed(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    if view::frame(call.doc.dom(), node).is_some() {
        return no();
    }
    let size = |index: usize| {
        let twips = call.args.opt_number(index).unwrap_or(0.0);
        (twips * TWIP).clamp(12_700.0, 27_273_042_316_900.0) as i64
    };
    let (width, height) = (size(0), size(1));
    let id = call.doc.next_drawing();
    view::fix(call.doc.dom_mut(), node, id, width, height);
    yes()
}

fn get_color(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom();
    let form = control::property(dom, node, "w:formPr");
    Ok(sdt::color_value(
        form.and_then(|form| control::color(dom, form, name)),
    ))
}

/// A fourth argument `true` is no colour.
fn set_color(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let node = this(call)?;
    let color = sdt::color_arg(call);
    let color = Some(color).filter(|color| *color != spindle_ooxml::word::color::Color::Auto);
    let theme = call.doc.text.theme();
    let dom = call.doc.dom_mut();
    let form = control::ensure(dom, node, "w:formPr");
    control::set_color(dom, form, name, color, theme);
    yes()
}

fn get_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom_mut();
    let holder = match control::model_run(dom, node) {
        Some(run) => run,
        None => control::properties(dom, node),
    };
    Ok(Value::Handle(WordRef::TextPr(holder)))
}

fn set_text_pr(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(WordRef::TextPr(source)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    sdt::apply_look(call.doc, node, source);
    yes()
}

/// The copy of a fixed form is fixed too.
fn copy(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom_mut();
    let outer = view::outer(dom, node);
    let made = dom.deep_clone(outer);
    let form = if view::is(dom, made) && !control::is_label(dom, made) {
        Some(made)
    } else {
        control::all(dom, made, true).first().copied()
    };
    Ok(form.map_or(Value::Null, |form| Value::Handle(handle(call.doc, form))))
}
