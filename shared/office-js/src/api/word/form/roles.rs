//! `ApiFormRoles`: who fills in which form.

use spindle_ooxml::NodeId;
use spindle_ooxml::word::settings_custom;

use super::string;
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiFormRoles",
    parent: None,
    members: &[
        Member::new("Add", add),
        Member::new("GetAllRoles", |call| {
            let names = all(call.doc).into_iter().map(|(name, _)| name.into());
            Ok(Value::List(names.collect()))
        }),
        Member::new("GetCount", |call| Ok(all(call.doc).len().into())),
        Member::new("HaveRole", |call| Ok(position(call).is_some().into())),
        Member::new("GetRoleColor", get_role_color),
        Member::new("SetRoleColor", set_role_color),
        Member::new("MoveUp", |call| step(call, false)),
        Member::new("MoveDown", |call| step(call, true)),
        Member::new("Remove", remove),
    ],
    properties: &[],
};

type Rgb = (u8, u8, u8);

/// The role that every document has, and its colour.
const ANYONE: (&str, Rgb) = ("Anyone", (255, 239, 191));
/// The colour of a role that was given none.
const OTHERS: Rgb = (254, 248, 229);
/// Roles that a document has at most.
const MAX_ROLES: usize = 1000;

fn all(doc: &mut WordEditor) -> Vec<(String, Rgb)> {
    let Some(root) = settings_custom::roles(&mut doc.text) else {
        return vec![(ANYONE.0.to_owned(), ANYONE.1)];
    };
    let dom = doc.dom();
    dom.elements(root, "w:role")
        .map(|role| {
            let color = dom.attr(role, "w:color");
            let color = color.and_then(spindle_ooxml::word::color::parse_hex);
            (
                dom.attr(role, "w:name").unwrap_or_default().to_owned(),
                color.unwrap_or(OTHERS),
            )
        })
        .collect()
}

fn store(doc: &mut WordEditor, roles: &[(String, Rgb)]) {
    let root: NodeId = settings_custom::ensure_roles(&mut doc.text);
    let dom = doc.dom_mut();
    dom.clear(root);
    for (name, (r, g, b)) in roles {
        let hex = format!("{r:02X}{g:02X}{b:02X}");
        let role = dom.element_with("w:role", &[("w:name", name), ("w:color", &hex)]);
        dom.append(root, role);
    }
}

fn position(call: &mut WordCall<'_>) -> Option<usize> {
    let name = string(call, 0)?;
    all(call.doc).iter().position(|(other, _)| *other == name)
}

/// A colour: hexadecimal digits, or an object with red, green and blue. Anything else is black.
fn color_of(value: &Value<crate::api::word::WordRef>) -> Rgb {
    let part = |name: &str| match value.get(name) {
        Some(Value::Number(number)) => number.clamp(0.0, 255.0) as u8,
        _ => 0,
    };
    match value {
        Value::Text(text) => spindle_ooxml::word::color::parse_hex(text).unwrap_or((0, 0, 0)),
        _ => (part("r"), part("g"), part("b")),
    }
}

/// A name that is there already is refused.
fn add(call: &mut WordCall<'_>) -> WordResult {
    let Some(name) = string(call, 0).filter(|name| !name.is_empty()) else {
        return no();
    };
    let mut roles = all(call.doc);
    if roles.len() >= MAX_ROLES || roles.iter().any(|(other, _)| *other == name) {
        return no();
    }
    let color = call.args.get(1).get("color").map_or(OTHERS, color_of);
    roles.push((name, color));
    store(call.doc, &roles);
    yes()
}

fn get_role_color(call: &mut WordCall<'_>) -> WordResult {
    let found = position(call).and_then(|place| all(call.doc).get(place).cloned());
    let Some((_, (r, g, b))) = found else {
        return Ok(Value::Null);
    };
    let part = |name: &str, value: u8| (name.to_owned(), Value::Number(f64::from(value)));
    Ok(Value::Object(vec![
        part("r", r),
        part("g", g),
        part("b", b),
    ]))
}

fn set_role_color(call: &mut WordCall<'_>) -> WordResult {
    let Some(place) = position(call) else {
        return no();
    };
    let color = color_of(call.args.get(1));
    let mut roles = all(call.doc);
    if let Some(role) = roles.get_mut(place) {
        role.1 = color;
    }
    store(call.doc, &roles);
    yes()
}

fn step(call: &mut WordCall<'_>, down: bool) -> WordResult {
    let mut roles = all(call.doc);
    let moved = position(call).and_then(|place| {
        let other = if down {
            Some(place + 1).filter(|other| *other < roles.len())
        } else {
            place.checked_sub(1)
        };
        other.map(|other| (place, other))
    });
    let Some((place, other)) = moved else {
        return no();
    };
    roles.swap(place, other);
    store(call.doc, &roles);
    yes()
}

/// The forms of a role that is removed go to the one named second.
fn remove(call: &mut WordCall<'_>) -> WordResult {
    let Some(place) = position(call) else {
        return no();
    };
    let mut roles = all(call.doc);
    let (name, _) = roles.remove(place);
    store(call.doc, &roles);
    let heir = string(call, 1);
    let body = call.doc.text.body();
    let dom = call.doc.dom_mut();
    for form in spindle_ooxml::word::sdt::all(dom, body, true) {
        let properties = spindle_ooxml::word::sdt::ensure(dom, form, "w:formPr");
        if dom.attr(properties, "w:role") == Some(name.as_str()) {
            match &heir {
                Some(heir) => dom.set_attr(properties, "w:role", heir),
                None => {
                    dom.remove_attr(properties, "w:role");
                }
            }
        }
    }
    yes()
}
