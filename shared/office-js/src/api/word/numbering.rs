//! `ApiNumbering`: a list with its nine levels.

use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiNumbering",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("numbering".into())),
        Member::new("ToJSON", super::json::of_format),
        Member::new("GetLevel", get_level),
    ],
    properties: &[],
};

/// A level outside 0 to 8 is taken as the nearest one.
fn get_level(call: &mut WordCall<'_>) -> WordResult {
    let WordRef::Numbering(num) = call.this else {
        return Ok(Value::Null);
    };
    let level = call.args.opt_integer(0).unwrap_or(0).clamp(0, 8);
    let level = usize::try_from(level).unwrap_or(0);
    call.doc.text.ensure_level(num, level);
    Ok(Value::Handle(WordRef::Level(num, level)))
}
