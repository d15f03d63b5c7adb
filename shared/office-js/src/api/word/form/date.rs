//! `ApiDateForm`

use spindle_model::calendar::{days, from_iso_8601};
use spindle_ooxml::NodeId;
use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::dates;

use super::{base, string, this};
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordRef, WordResult, sdt};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiDateForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("dateForm".into())),
        Member::new("GetDate", get_date),
        Member::new("GetValue", get_date),
        Member::new("GetTime", |call| {
            let time = filled_date(call.doc, this(call)?);
            Ok(time.map_or(Value::Undefined, Value::from))
        }),
        Member::new("SetDate", set_date),
        Member::new("SetValue", set_date),
        Member::new("SetTime", set_time),
        Member::new("GetFormat", |call| get(call, "w:dateFormat")),
        Member::new("SetFormat", |call| set(call, "w:dateFormat", |_| true)),
        Member::new("GetLanguage", |call| get(call, "w:lid")),
        Member::new("SetLanguage", |call| set(call, "w:lid", dates::is_language)),
    ],
    properties: &[],
};

fn filled_date(doc: &WordEditor, node: NodeId) -> Option<i64> {
    if control::shows_placeholder(doc.dom(), node) {
        return None;
    }
    sdt::create::date(doc, node)
}

fn get_date(call: &mut WordCall<'_>) -> WordResult {
    let time = filled_date(call.doc, this(call)?);
    Ok(time.map_or(Value::Undefined, |time| Value::Date(time as f64)))
}

/// The time that a value of a script means; a text that is no date means now, as in the original.
pub fn time_of(value: &Value<WordRef>) -> Option<i64> {
    match value {
        Value::Date(time) if time.abs() < sdt::create::LAST_TIME => Some(*time as i64),
        Value::Text(text) => Some(parse(text).unwrap_or_else(sdt::create::now)),
        _ => None,
    }
}

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Dates as scripts write them: `2022-04-12`, `April 12, 2022`, `12 April 2022`, `4/12/2022`.
fn parse(text: &str) -> Option<i64> {
    if let Some(time) = from_iso_8601(text) {
        return Some(time);
    }
    let mut numbers = Vec::new();
    let mut month = None;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if let Ok(number) = word.parse::<i64>() {
            numbers.push(number);
        } else if let Some(name) = word.get(..3).map(str::to_ascii_lowercase) {
            let index = MONTHS.iter().position(|month| *month == name);
            month = month.or(index.and_then(|index| i64::try_from(index + 1).ok()));
        }
    }
    let (month, day, year) = match (month, numbers.as_slice()) {
        (Some(month), [day, year, ..]) => (month, *day, *year),
        (None, [month, day, year, ..]) => (*month, *day, *year),
        _ => return None,
    };
    let valid =
        (1..=12).contains(&month) && (1..=31).contains(&day) && (100..=9999).contains(&year);
    valid.then(|| days(year, month, day) * 86_400_000)
}

fn set_date(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(time) = time_of(call.args.get(0)) else {
        return no();
    };
    sdt::create::set_date(call.doc, node, time);
    yes()
}

/// Milliseconds since 1970.
fn set_time(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    match *call.args.get(0) {
        Value::Number(time) if time.abs() < sdt::create::LAST_TIME => {
            sdt::create::set_date(call.doc, node, time as i64);
            yes()
        }
        _ => no(),
    }
}

fn get(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let node = this(call)?;
    Ok(sdt::create::date_property(call.doc, node, name)
        .unwrap_or_default()
        .into())
}

fn set(call: &mut WordCall<'_>, name: &str, allowed: fn(&str) -> bool) -> WordResult {
    let node = this(call)?;
    let Some(text) = string(call, 0).filter(|text| !text.is_empty() && allowed(text)) else {
        return no();
    };
    sdt::create::set_date_property(call.doc.dom_mut(), node, name, &text);
    if filled_date(call.doc, node).is_some() {
        sdt::create::show_date(call.doc, node);
    }
    yes()
}
