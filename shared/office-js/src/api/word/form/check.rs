//! `ApiCheckBoxForm`: check boxes and radio buttons.

use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::form as view;
use spindle_ooxml::{Dom, NodeId};

use super::{base, flag, partners, string, this};
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordResult};
use crate::class::{Class, Member};

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiCheckBoxForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("checkBoxForm".into())),
        Member::new("IsChecked", is_checked),
        Member::new("GetValue", is_checked),
        Member::new("SetChecked", set_checked),
        Member::new("SetValue", set_checked),
        Member::new("IsRadioButton", |call| {
            Ok(view::radio_group(call.doc.dom(), this(call)?)
                .is_some()
                .into())
        }),
        Member::new("GetRadioGroup", |call| {
            Ok(view::radio_group(call.doc.dom(), this(call)?)
                .unwrap_or_default()
                .into())
        }),
        Member::new("SetRadioGroup", set_radio_group),
        Member::new("GetChoiceName", |call| {
            let node = this(call)?;
            Ok(choice(call.doc.dom(), node).unwrap_or_default().into())
        }),
        Member::new("SetChoiceName", set_choice_name),
        Member::new("GetGroupValue", get_group_value),
        Member::new("SetGroupValue", set_group_value),
        Member::new("GetLabel", |call| {
            Ok(control::label(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetLabel", |call| {
            let node = this(call)?;
            let text = call.args.opt_text(0).unwrap_or_default();
            control::set_label(call.doc.dom_mut(), node, &text);
            yes()
        }),
    ],
    properties: &[],
};

fn is_checked(call: &mut WordCall<'_>) -> WordResult {
    Ok(control::checked(call.doc.dom(), this(call)?)
        .unwrap_or(false)
        .into())
}

/// Puts a check box into a group of radio buttons, or out of it.
pub fn set_group(dom: &mut Dom, node: NodeId, key: Option<&str>) {
    let check = control::ensure(dom, node, "w14:checkbox");
    match key {
        Some(key) => {
            let group = dom.ensure_child(check, "w14:groupKey", &[]);
            dom.set_attr(group, "w14:val", key);
        }
        None => {
            if let Some(group) = dom.child(check, "w14:groupKey") {
                dom.detach(group);
            }
        }
    }
}

/// The name of a radio button within its group.
pub fn choice(dom: &Dom, node: NodeId) -> Option<&str> {
    view::radio_group(dom, node)?;
    view::attr(dom, node, "w:key")
}

/// The radio buttons of a form's group in the document, and the form itself.
pub fn group(doc: &WordEditor, node: NodeId) -> Vec<NodeId> {
    let dom = doc.dom();
    let Some(key) = view::radio_group(dom, node) else {
        return vec![node];
    };
    let mut found = control::all(dom, doc.text.body(), true);
    found.retain(|other| view::radio_group(dom, *other) == Some(key));
    if !found.contains(&node) {
        found.push(node);
    }
    found
}

/// Checks a box; of radio buttons only one is checked.
pub fn check(doc: &mut WordEditor, node: NodeId, on: bool) {
    if on {
        for other in group(doc, node) {
            if other != node && control::checked(doc.dom(), other) == Some(true) {
                control::set_checked(doc.dom_mut(), other, false);
            }
        }
    }
    control::set_checked(doc.dom_mut(), node, on);
    for other in partners(doc, node) {
        control::set_checked(doc.dom_mut(), other, on);
    }
}

fn set_checked(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(on) = flag(call) else { return no() };
    check(call.doc, node, on);
    yes()
}

fn set_radio_group(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(key) = string(call, 0) else {
        return no();
    };
    let key = Some(key.as_str()).filter(|key| !key.is_empty());
    set_group(call.doc.dom_mut(), node, key);
    yes()
}

fn set_choice_name(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let is_radio = view::radio_group(call.doc.dom(), node).is_some();
    let Some(name) = string(call, 0).filter(|_| is_radio) else {
        return no();
    };
    view::set_attr(call.doc.dom_mut(), node, "w:key", &name);
    yes()
}

/// The name of the radio button of a group that is checked.
pub fn group_value(doc: &WordEditor, node: NodeId) -> String {
    let dom = doc.dom();
    group(doc, node)
        .into_iter()
        .find(|other| control::checked(dom, *other) == Some(true))
        .and_then(|checked| choice(dom, checked))
        .unwrap_or_default()
        .to_owned()
}

fn get_group_value(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    if view::radio_group(call.doc.dom(), node).is_none() {
        return Ok("".into());
    }
    Ok(group_value(call.doc, node).into())
}

/// Checks the radio button of this name; a name that is not there changes nothing.
pub fn set_group_value_of(doc: &mut WordEditor, node: NodeId, name: &str) {
    let dom = doc.dom();
    let found = group(doc, node)
        .into_iter()
        .find(|other| choice(dom, *other) == Some(name));
    if let Some(found) = found {
        check(doc, found, true);
    }
}

fn set_group_value(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let is_radio = view::radio_group(call.doc.dom(), node).is_some();
    let Some(name) = string(call, 0).filter(|_| is_radio) else {
        return no();
    };
    set_group_value_of(call.doc, node, &name);
    yes()
}
