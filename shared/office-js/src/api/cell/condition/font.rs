//! `ApiFont` of a conditional format: what of the font its cells take.

use spindle_ooxml::sheet::conditions::FontLook;

use super::super::feature::{self, FeatureRef, both, get};
use super::super::{CellCall, CellEditor, CellRef, CellResult, color};
use super::rule::{color_answer, rule};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "condition:Font",
    parent: None,
    members: &[
        Member::new("GetBold", |call| flag(call, |font| font.bold)),
        Member::new("GetColor", get_color),
        Member::new("GetItalic", |call| flag(call, |font| font.italic)),
        Member::new("GetName", get_name),
        Member::new("GetParent", get_parent),
        Member::new("GetSize", get_size),
        Member::new("GetStrikethrough", |call| flag(call, |font| font.strike)),
        Member::new("GetSubscript", |call| script(call, "subscript")),
        Member::new("GetSuperscript", |call| script(call, "superscript")),
        Member::new("GetUnderline", get_underline),
        Member::new("SetBold", |call| {
            set_flag(call, |font, on| font.bold = Some(on))
        }),
        Member::new("SetColor", set_color),
        Member::new("SetItalic", |call| {
            set_flag(call, |font, on| font.italic = Some(on))
        }),
        Member::new("SetName", set_name),
        Member::new("SetSize", set_size),
        Member::new("SetStrikethrough", |call| {
            set_flag(call, |font, on| font.strike = Some(on))
        }),
        Member::new("SetSubscript", |call| set_script(call, "subscript")),
        Member::new("SetSuperscript", |call| set_script(call, "superscript")),
        Member::new("SetUnderline", set_underline),
    ],
    properties: &[
        both(
            "Bold",
            |call| flag(call, |font| font.bold),
            |call| set_flag(call, |font, on| font.bold = Some(on)),
        ),
        both("Color", get_color, set_color),
        both(
            "Italic",
            |call| flag(call, |font| font.italic),
            |call| set_flag(call, |font, on| font.italic = Some(on)),
        ),
        both("Name", get_name, set_name),
        get("Parent", get_parent),
        both("Size", get_size, set_size),
        both(
            "Strikethrough",
            |call| flag(call, |font| font.strike),
            |call| set_flag(call, |font, on| font.strike = Some(on)),
        ),
        both(
            "Subscript",
            |call| script(call, "subscript"),
            |call| set_script(call, "subscript"),
        ),
        both(
            "Superscript",
            |call| script(call, "superscript"),
            |call| set_script(call, "superscript"),
        ),
        both("Underline", get_underline, set_underline),
    ],
};

fn font<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut FontLook, ApiError> {
    Ok(rule(call)?.look.font.get_or_insert_default())
}

fn known(call: &mut CellCall<'_>) -> Result<Option<FontLook>, ApiError> {
    Ok(rule(call)?.look.font.clone())
}

/// What is set; `null` before anything was, and `false` for what was not set then.
fn flag(call: &mut CellCall<'_>, tell: fn(&FontLook) -> Option<bool>) -> CellResult {
    Ok(known(call)?.and_then(|font| tell(&font)).into())
}

fn set_flag(call: &mut CellCall<'_>, set: fn(&mut FontLook, bool)) -> CellResult {
    let on = call.args.boolean(0, false);
    set(font(call)?, on);
    Ok(Value::Undefined)
}

fn script(call: &mut CellCall<'_>, which: &str) -> CellResult {
    Ok(known(call)?.map(|font| font.script == Some(which)).into())
}

fn set_script(call: &mut CellCall<'_>, which: &'static str) -> CellResult {
    let on = call.args.boolean(0, false);
    let font = font(call)?;
    if on {
        font.script = Some(which);
    } else if font.script == Some(which) {
        font.script = None;
    }
    Ok(Value::Undefined)
}

fn get_color(call: &mut CellCall<'_>) -> CellResult {
    Ok(known(call)?
        .and_then(|font| font.color)
        .map_or(Value::Null, color_answer))
}

fn set_color(call: &mut CellCall<'_>) -> CellResult {
    let color = color::argument(call, 0).flatten();
    font(call)?.color = color;
    Ok(Value::Undefined)
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    Ok(known(call)?.and_then(|font| font.name).into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "FontName")?.into_owned();
    font(call)?.name = Some(name);
    Ok(Value::Undefined)
}

fn get_size(call: &mut CellCall<'_>) -> CellResult {
    Ok(known(call)?.and_then(|font| font.size).into())
}

fn set_size(call: &mut CellCall<'_>) -> CellResult {
    let size = call.args.number(0, "Size")?;
    if (1.0..=409.0).contains(&size) {
        font(call)?.size = Some(size);
    }
    Ok(Value::Undefined)
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    match &call.this {
        CellRef::Feature(FeatureRef::ConditionFont(id, class, area)) => {
            Ok(feature::answer(FeatureRef::Condition(*id, class, *area)))
        }
        _ => Ok(Value::Null),
    }
}

/// Underlines in the API and in files.
const UNDERLINES: &[(&str, &str)] = &[
    ("xlUnderlineStyleSingle", "single"),
    ("xlUnderlineStyleDouble", "double"),
    ("xlUnderlineStyleSingleAccounting", "singleAccounting"),
    ("xlUnderlineStyleDoubleAccounting", "doubleAccounting"),
];

fn get_underline(call: &mut CellCall<'_>) -> CellResult {
    let line = known(call)?.and_then(|font| font.underline);
    let name = line.and_then(|line| super::to_api(UNDERLINES, line));
    Ok(name.unwrap_or("xlUnderlineStyleNone").into())
}

fn set_underline(call: &mut CellCall<'_>) -> CellResult {
    let line = super::to_file(UNDERLINES, &call.args.opt_text(0).unwrap_or_default());
    font(call)?.underline = line;
    Ok(Value::Undefined)
}
