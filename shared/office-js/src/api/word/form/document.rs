//! Forms of a document as a whole: by key, by tag, and their values together.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::form::{self as view, FormKind};
use spindle_ooxml::word::sdt::list as items;

use super::{clear, complex, create, filled_text, handle, set_text, shown};
use crate::api::word::handle::{list, no, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, sdt};
use crate::value::Value;

/// All forms of the body; those inside a complex form belong to that.
fn all(doc: &WordEditor) -> Vec<NodeId> {
    let dom = doc.dom();
    let mut found = control::all(dom, doc.text.body(), true);
    let inside: std::collections::HashSet<NodeId> = found
        .iter()
        .filter(|form| view::kind(dom, **form) == FormKind::Complex)
        .flat_map(|form| complex::parts(doc, *form))
        .collect();
    found.retain(|form| !inside.contains(form));
    found
}

fn answer(doc: &WordEditor, forms: impl IntoIterator<Item = NodeId>) -> Value<WordRef> {
    list(forms.into_iter().map(|form| handle(doc, form)))
}

/// `GetAllForms`
pub fn get_all(call: &mut WordCall<'_>) -> WordResult {
    Ok(answer(call.doc, all(call.doc)))
}

/// `GetFormsByKey`
pub fn get_by_key(call: &mut WordCall<'_>) -> WordResult {
    let key = call.args.opt_text(0).unwrap_or_default();
    let dom = call.doc.dom();
    let forms = all(call.doc);
    Ok(answer(
        call.doc,
        forms
            .into_iter()
            .filter(|form| !key.is_empty() && view::key(dom, *form) == key),
    ))
}

/// `GetFormsByTag`
pub fn get_by_tag(call: &mut WordCall<'_>) -> WordResult {
    let tag = call.args.opt_text(0).unwrap_or_default();
    let dom = call.doc.dom();
    let forms = all(call.doc);
    Ok(answer(
        call.doc,
        forms.into_iter().filter(|form| {
            !tag.is_empty() && control::val(dom, *form, "w:tag") == Some(tag.as_ref())
        }),
    ))
}

/// The value of a form as `GetFormValueByKey` and `GetFormsData` tell it.
fn value(doc: &WordEditor, form: NodeId) -> Value<WordRef> {
    let dom = doc.dom();
    match view::kind(dom, form) {
        FormKind::CheckBox if view::radio_group(dom, form).is_some() => {
            super::check::group_value(doc, form).into()
        }
        FormKind::CheckBox => control::checked(dom, form).unwrap_or(false).into(),
        FormKind::Picture | FormKind::Signature => "".into(),
        FormKind::Complex if !control::shows_placeholder(dom, form) => shown(doc, form).into(),
        _ => filled_text(doc, form).into(),
    }
}

/// `GetFormValueByKey`; `null` for a key that no form has, and for a group of radio buttons without choice.
pub fn get_value_by_key(call: &mut WordCall<'_>) -> WordResult {
    let key = call.args.opt_text(0).unwrap_or_default();
    let dom = call.doc.dom();
    let found = all(call.doc)
        .into_iter()
        .find(|form| view::key(dom, *form) == key);
    Ok(match found {
        Some(form) if view::radio_group(dom, form).is_some() => {
            let choice = super::check::group_value(call.doc, form);
            if choice.is_empty() {
                Value::Null
            } else {
                choice.into()
            }
        }
        Some(form) => value(call.doc, form),
        None => Value::Null,
    })
}

fn kind_name(doc: &WordEditor, form: NodeId) -> &'static str {
    let dom = doc.dom();
    match view::kind(dom, form) {
        FormKind::Text => "text",
        FormKind::CheckBox if view::radio_group(dom, form).is_some() => "radio",
        FormKind::CheckBox => "checkBox",
        FormKind::ComboBox if super::combo::is_editable(doc, form) => "comboBox",
        FormKind::ComboBox => "dropDownList",
        FormKind::Date => "dateTime",
        FormKind::Picture => "picture",
        FormKind::Signature => "signature",
        FormKind::Complex => "complex",
    }
}

fn object(entries: Vec<(&str, Value<WordRef>)>) -> Value<WordRef> {
    Value::Object(
        entries
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// What a kind of form tells beside its value.
fn details(doc: &WordEditor, form: NodeId) -> Vec<(&'static str, Value<WordRef>)> {
    let dom = doc.dom();
    match view::kind(dom, form) {
        FormKind::ComboBox => {
            let options = items::items(dom, form).into_iter().map(|item| {
                object(vec![
                    ("value", items::value(dom, item).into()),
                    ("label", items::text(dom, item).into()),
                ])
            });
            vec![("options", Value::List(options.collect()))]
        }
        FormKind::CheckBox if view::radio_group(dom, form).is_some() => {
            let options = super::check::group(doc, form).into_iter().map(|button| {
                let name = super::check::choice(dom, button).unwrap_or_default();
                object(vec![
                    ("value", name.into()),
                    ("label", control::label(dom, button).into()),
                ])
            });
            vec![("options", Value::List(options.collect()))]
        }
        FormKind::CheckBox => vec![
            (
                "options",
                Value::List(vec![Value::Bool(true), Value::Bool(false)]),
            ),
            ("label", control::label(dom, form).into()),
        ],
        FormKind::Date => {
            let read = |name: &str| {
                sdt::create::date_property(doc, form, name)
                    .unwrap_or_default()
                    .into()
            };
            vec![("format", read("w:dateFormat")), ("lang", read("w:lid"))]
        }
        _ => Vec::new(),
    }
}

/// `GetFormsData`: key, tag, value, type and role of every form; a group of radio buttons is one, and so
/// are forms that share a key.
pub fn get_data(call: &mut WordCall<'_>) -> WordResult {
    let dom = call.doc.dom();
    let mut known = std::collections::HashSet::new();
    let mut data = Vec::new();
    for form in all(call.doc) {
        let group = view::radio_group(dom, form);
        let key = group.unwrap_or_else(|| view::key(dom, form));
        let names = (key.to_owned(), group.is_some(), kind_name(call.doc, form));
        if !key.is_empty() && !known.insert(names) {
            continue;
        }
        let tag = control::val(dom, form, "w:tag").unwrap_or_default();
        let mut entries = vec![
            ("key", view::key(dom, form).into()),
            ("tag", tag.into()),
            ("value", value(call.doc, form)),
            ("type", kind_name(call.doc, form).into()),
            ("role", "".into()),
        ];
        entries.extend(details(call.doc, form));
        data.push(object(entries));
    }
    Ok(Value::List(data))
}

/// `SetFormsData`: objects with `key` and `value`; what a form does not take is passed over.
pub fn set_data(call: &mut WordCall<'_>) -> WordResult {
    let Value::List(data) = call.args.get(0) else {
        return no();
    };
    let forms = all(call.doc);
    for entry in data {
        let (Some(Value::Text(key)), Some(new)) = (entry.get("key"), entry.get("value")) else {
            continue;
        };
        let dom = call.doc.dom();
        let with_key: Vec<NodeId> = forms
            .iter()
            .copied()
            .filter(|form| view::key(dom, *form) == key)
            .collect();
        for form in with_key {
            fill(call.doc, form, new);
        }
    }
    yes()
}

fn fill(doc: &mut WordEditor, form: NodeId, new: &Value<WordRef>) {
    match (view::kind(doc.dom(), form), new) {
        (FormKind::CheckBox, Value::Bool(on)) => super::check::check(doc, form, *on),
        (FormKind::CheckBox, Value::Text(name)) => {
            super::check::set_group_value_of(doc, form, name);
        }
        (FormKind::Date, Value::Text(text)) if !text.is_empty() => sdt::fill(doc, form, text),
        (FormKind::Date, Value::Date(_)) => clear(doc, form),
        (_, Value::Text(text)) if text.is_empty() => clear(doc, form),
        (_, Value::Text(text)) => {
            set_text(doc, form, text);
        }
        _ => {}
    }
}

/// `ClearAllFields`
pub fn clear_all(call: &mut WordCall<'_>) -> WordResult {
    for form in all(call.doc) {
        clear(call.doc, form);
    }
    yes()
}

/// `InsertTextForm`: a text form where the cursor of a script stands.
pub fn insert_text_form(call: &mut WordCall<'_>) -> WordResult {
    let answer = sdt::create::at_cursor(call, create::create_text)?;
    let given = sdt::create::option_text(call.args.get(0), "placeholder");
    if let (Value::Handle(WordRef::Form(_, form)), None) = (&answer, given) {
        sdt::empty(call.doc, *form);
    }
    Ok(answer)
}
