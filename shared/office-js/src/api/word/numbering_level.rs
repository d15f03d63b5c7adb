//! `ApiNumberingLevel`

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{numbering as view, props, run_props};

use super::handle::{no, style_arg, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiNumberingLevel",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("numberingLevel".into())),
        Member::new("GetNumbering", get_numbering),
        Member::new("GetLevelIndex", get_level_index),
        Member::new("GetTextPr", |call| {
            Ok(Value::Handle(WordRef::TextPr(element(call)?)))
        }),
        Member::new("GetParaPr", |call| {
            Ok(Value::Handle(WordRef::ParaPr(element(call)?)))
        }),
        Member::new("SetTemplateType", set_template_type),
        Member::new("SetCustomType", set_custom_type),
        Member::new("SetStart", set_start),
        Member::new("SetRestart", set_restart),
        Member::new("SetSuff", set_suff),
        Member::new("LinkWithStyle", link_with_style),
    ],
    properties: &[],
};

/// The `w:lvl` behind the object.
fn element(call: &mut WordCall<'_>) -> Result<NodeId, ApiError> {
    let found = match call.this {
        WordRef::Level(num, level) => call.doc.text.ensure_level(num, level),
        _ => None,
    };
    found.ok_or_else(|| ApiError::State("the document has no such numbering any more".to_owned()))
}

fn get_numbering(call: &mut WordCall<'_>) -> WordResult {
    Ok(match call.this {
        WordRef::Level(num, _) => Value::Handle(WordRef::Numbering(num)),
        _ => Value::Null,
    })
}

fn index(call: &WordCall<'_>) -> usize {
    match call.this {
        WordRef::Level(_, level) => level,
        _ => 0,
    }
}

fn get_level_index(call: &mut WordCall<'_>) -> WordResult {
    Ok(index(call).into())
}

fn set_template_type(call: &mut WordCall<'_>) -> WordResult {
    let number = index(call) + 1;
    let kind = call.args.opt_text(0).unwrap_or_default();
    let symbol = call.args.opt_text(1).unwrap_or_default();
    let (format, text, align) = match &*kind {
        "none" => ("none", String::new(), "left"),
        "bullet" => ("bullet", symbol.into_owned(), "left"),
        "1)" => ("decimal", format!("%{number})"), "left"),
        "1." => ("decimal", format!("%{number}."), "left"),
        "I." => ("upperRoman", format!("%{number}."), "right"),
        "A." => ("upperLetter", format!("%{number}."), "left"),
        "a)" => ("lowerLetter", format!("%{number})"), "left"),
        "a." => ("lowerLetter", format!("%{number}."), "left"),
        "i." => ("lowerRoman", format!("%{number}."), "right"),
        _ => return no(),
    };
    let level = element(call)?;
    let dom = call.doc.dom_mut();
    view::set_format(dom, level, format, &text, align);
    if format != "bullet"
        && let Some(rpr) = dom.child(level, "w:rPr")
    {
        props::remove(dom, rpr, "w:rFonts");
    }
    yes()
}

/// The text names levels from `%0`, or from `%1`: `%1` is the number of the first level, as in the original.
fn set_custom_type(call: &mut WordCall<'_>) -> WordResult {
    let format = match call.args.opt_text(0).as_deref() {
        Some(
            format @ ("none" | "bullet" | "decimal" | "lowerRoman" | "upperRoman" | "lowerLetter"
            | "upperLetter" | "decimalZero"),
        ) => format.to_owned(),
        _ => return no(),
    };
    let text = call.args.opt_text(1).unwrap_or_default();
    let align = match call.args.opt_text(2).as_deref() {
        Some("right") => "right",
        Some("center") => "center",
        _ => "left",
    };
    let level = element(call)?;
    let dom = call.doc.dom_mut();
    view::set_format(dom, level, &format, &text, align);
    if format != "bullet"
        && let Some(rpr) = dom.child(level, "w:rPr")
        && run_props::font(dom, rpr, None)
            .is_some_and(|font| matches!(font.as_str(), "Symbol" | "Wingdings"))
    {
        props::remove(dom, rpr, "w:rFonts");
    }
    yes()
}

fn set_start(call: &mut WordCall<'_>) -> WordResult {
    let Some(start) = call.args.opt_integer(0).filter(|start| *start >= 0) else {
        return no();
    };
    let level = element(call)?;
    view::set_start(call.doc.dom_mut(), level, start);
    yes()
}

fn set_restart(call: &mut WordCall<'_>) -> WordResult {
    let restart = call.args.boolean(0, false);
    let level = element(call)?;
    view::set_restart(call.doc.dom_mut(), level, restart);
    yes()
}

fn set_suff(call: &mut WordCall<'_>) -> WordResult {
    let suffix = match call.args.opt_text(0).as_deref() {
        Some("space") => "space",
        Some("tab") => "tab",
        Some("none") => "nothing",
        _ => return no(),
    };
    let level = element(call)?;
    view::set_suffix(call.doc.dom_mut(), level, suffix);
    yes()
}

/// Paragraphs of the style get this level, and the level says so.
fn link_with_style(call: &mut WordCall<'_>) -> WordResult {
    let Some(style) = style_arg(call, 0) else {
        return no();
    };
    let (level, number) = (element(call)?, index(call));
    let WordRef::Level(num, _) = call.this else {
        return no();
    };
    let Some(id) = call.doc.text.style_id(style).map(str::to_owned) else {
        return no();
    };
    let dom = call.doc.dom_mut();
    props::set_val(dom, level, "w:pStyle", &id);
    let ppr = props::container(dom, style, "w:pPr");
    spindle_ooxml::word::para_props::set_numbering(dom, ppr, Some((num, number)));
    yes()
}
