//! `ApiComboBoxForm`: combo boxes, and drop-down lists that take nothing else.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::list;

use super::{base, partners, set_text, shown, string, this};
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, sdt};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiComboBoxForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("comboBoxForm".into())),
        Member::new("GetValue", |call| Ok(shown(call.doc, this(call)?).into())),
        Member::new("SetValue", |call| {
            let node = this(call)?;
            let text = string(call, 0).unwrap_or_default();
            Ok(set_text(call.doc, node, &text).into())
        }),
        Member::new("SetText", |call| {
            let node = this(call)?;
            let text = string(call, 0).filter(|_| is_editable(call.doc, node));
            Ok(set_text(call.doc, node, &text.unwrap_or_default()).into())
        }),
        Member::new("IsEditable", |call| {
            Ok(is_editable(call.doc, this(call)?).into())
        }),
        Member::new("GetListValues", |call| {
            let node = this(call)?;
            let dom = call.doc.dom();
            let texts = list::items(dom, node)
                .into_iter()
                .map(|item| Value::from(list::text(dom, item)));
            Ok(Value::List(texts.collect()))
        }),
        Member::new("SetListValues", set_list_values),
        Member::new("SelectListValue", select_list_value),
    ],
    properties: &[],
};

/// Whether a list takes texts that are not in it.
pub fn is_editable(doc: &WordEditor, node: NodeId) -> bool {
    control::property(doc.dom(), node, "w:comboBox").is_some()
}

/// The items among values: texts, or pairs of what is shown and what is meant; without empty ones.
pub fn items(values: &[Value<WordRef>]) -> Vec<(String, String)> {
    values
        .iter()
        .filter_map(|value| match value {
            Value::Text(text) if !text.is_empty() => Some((text.clone(), text.clone())),
            Value::List(pair) => match pair.as_slice() {
                [Value::Text(shown), Value::Text(meant), ..] if !shown.is_empty() => {
                    Some((shown.clone(), meant.clone()))
                }
                [Value::Text(shown)] if !shown.is_empty() => Some((shown.clone(), shown.clone())),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn set_list_values(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Value::List(values) = call.args.get(0) else {
        return no();
    };
    let dom = call.doc.dom_mut();
    list::clear(dom, node);
    // Pairs are for new forms only.
    for value in values {
        if let Value::Text(text) = value
            && !text.is_empty()
        {
            list::add(dom, node, text, text, None);
        }
    }
    yes()
}

fn select_list_value(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let wanted = string(call, 0).unwrap_or_default();
    let dom = call.doc.dom();
    let found = list::items(dom, node)
        .into_iter()
        .any(|item| list::text(dom, item) == wanted);
    if !found || wanted.is_empty() {
        return no();
    }
    sdt::fill(call.doc, node, &wanted);
    for other in partners(call.doc, node) {
        sdt::fill(call.doc, other, &wanted);
    }
    yes()
}
