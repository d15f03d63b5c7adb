//! `ApiTextForm`

use spindle_ooxml::word::sdt as control;
use spindle_ooxml::word::sdt::form as view;
use spindle_ooxml::{Dom, NodeId};

use super::{base, flag, set_text, shown, string, this};
use crate::api::word::handle::{no, yes};
use crate::api::word::{WordCall, WordEditor, WordResult};
use crate::args::number_text;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTextForm",
    parent: Some(&base::CLASS),
    members: &[
        Member::new("GetClassType", |_| Ok("textForm".into())),
        Member::new("GetValue", |call| Ok(shown(call.doc, this(call)?).into())),
        Member::new("SetText", fill),
        Member::new("SetValue", fill),
        Member::new("GetCharactersLimit", |call| {
            let limit = view::limit(call.doc.dom(), this(call)?);
            Ok(limit.map_or(Value::Number(-1.0), Value::from))
        }),
        Member::new("SetCharactersLimit", set_characters_limit),
        Member::new("IsComb", |call| {
            Ok(is_comb(call.doc.dom(), this(call)?).into())
        }),
        Member::new("SetComb", set_comb),
        Member::new("SetCellWidth", set_cell_width),
        Member::new("IsMultiline", |call| is_fixed_flag(call, "w:multiLine")),
        Member::new("SetMultiline", |call| set_fixed_flag(call, "w:multiLine")),
        Member::new("IsAutoFit", |call| is_fixed_flag(call, "w:autoFit")),
        Member::new("SetAutoFit", |call| set_fixed_flag(call, "w:autoFit")),
        Member::new("GetAllowedSymbols", |call| {
            Ok(format_attr(call, "w:symbols")?.unwrap_or_default().into())
        }),
        Member::new("SetAllowedSymbols", set_allowed_symbols),
        Member::new("GetFormat", get_format),
        Member::new("SetFormat", set_format),
    ],
    properties: &[],
};

fn fill(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let text = string(call, 0).unwrap_or_default();
    Ok(set_text(call.doc, node, &text).into())
}

/// Characters that a form takes at most at all.
const MAX_LIMIT: f64 = 1_000_000.0;

/// Writes how many characters a form takes; what is not positive is any number.
pub fn write_limit(dom: &mut Dom, node: NodeId, limit: f64) {
    let limit = if limit >= 1.0 {
        limit.trunc().min(MAX_LIMIT)
    } else {
        -1.0
    };
    let property = view::text_property(dom, node, "w:maxCharacters");
    dom.set_attr(property, "w:val", &number_text(limit));
}

fn set_characters_limit(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Value::Number(limit) = *call.args.get(0) else {
        return no();
    };
    write_limit(call.doc.dom_mut(), node, limit);
    yes()
}

fn is_comb(dom: &Dom, node: NodeId) -> bool {
    view::text_property_of(dom, node, "w:comb").is_some()
}

/// The most cells that a comb has.
const MAX_CELLS: usize = 1000;
/// The cells of a comb whose form takes any number of characters.
const CELLS: f64 = 10.0;

/// Makes a form a comb of cells, or no comb.
pub fn write_comb(dom: &mut Dom, node: NodeId, on: bool) {
    if !on {
        if let Some(comb) = view::text_property_of(dom, node, "w:comb") {
            dom.detach(comb);
        }
        return;
    }
    match view::limit(dom, node) {
        None => write_limit(dom, node, CELLS),
        Some(limit) if limit > MAX_CELLS => return,
        Some(_) => {}
    }
    let comb = view::text_property(dom, node, "w:comb");
    if dom.attr(comb, "w:width").is_none() {
        dom.set_attr(comb, "w:width", "0");
        dom.set_attr(comb, "w:wRule", "auto");
    }
}

fn set_comb(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(on) = flag(call) else { return no() };
    write_comb(call.doc.dom_mut(), node, on);
    yes()
}

/// Writes the width of a comb's cells in millimetres.
pub fn write_cell_width(dom: &mut Dom, node: NodeId, width: f64) {
    let twips = (width * 1440.0 / 25.4).clamp(0.0, 31_680.0).round();
    let comb = view::text_property(dom, node, "w:comb");
    dom.set_attr(comb, "w:width", &number_text(twips));
    dom.set_attr(comb, "w:wRule", "auto");
}

/// Only combs have cells.
fn set_cell_width(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    if !is_comb(call.doc.dom(), node) {
        return no();
    }
    let width = call.args.opt_number(0).unwrap_or(0.0);
    write_cell_width(call.doc.dom_mut(), node, width);
    yes()
}

/// What counts for fixed forms only.
fn is_fixed_flag(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let node = this(call)?;
    let dom = call.doc.dom();
    let on = control::property(dom, node, "w:textFormPr")
        .is_some_and(|text| dom.attr(text, name) == Some("1"));
    Ok((on && view::frame(dom, node).is_some()).into())
}

fn set_fixed_flag(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let node = this(call)?;
    let Some(on) = flag(call).filter(|_| view::frame(call.doc.dom(), node).is_some()) else {
        return no();
    };
    let dom = call.doc.dom_mut();
    let text = control::ensure(dom, node, "w:textFormPr");
    dom.set_attr(text, name, if on { "1" } else { "0" });
    yes()
}

fn format_attr(call: &WordCall<'_>, name: &str) -> Result<Option<String>, ApiError> {
    let dom = call.doc.dom();
    let format = view::text_property_of(dom, this(call)?, "w:format");
    Ok(format
        .and_then(|format| dom.attr(format, name))
        .map(str::to_owned))
}

fn set_allowed_symbols(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let Some(symbols) = string(call, 0) else {
        return no();
    };
    let dom = call.doc.dom_mut();
    let format = view::text_property(dom, node, "w:format");
    if dom.attr(format, "w:type").is_none() {
        dom.set_attr(format, "w:type", "none");
    }
    dom.set_attr(format, "w:symbols", &symbols);
    yes()
}

const FORMATS: &[&str] = &["none", "digit", "letter", "mask", "regExp"];

fn get_format(call: &mut WordCall<'_>) -> WordResult {
    let kind = format_attr(call, "w:type")?.unwrap_or_else(|| "none".to_owned());
    let value = format_attr(call, "w:val")?;
    let mut entries = vec![("type".to_owned(), Value::from(kind))];
    entries.extend(value.map(|value| ("value".to_owned(), Value::from(value))));
    Ok(Value::Object(entries))
}

/// `type`, and for masks and regular expressions `value`.
fn set_format(call: &mut WordCall<'_>) -> WordResult {
    let node = this(call)?;
    let given = call.args.get(0);
    if !matches!(given, Value::Object(_)) {
        return no();
    }
    let text = |name: &str| match given.get(name) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let kind = text("type").filter(|kind| FORMATS.contains(&kind.as_str()));
    let kind = kind.unwrap_or_else(|| "none".to_owned());
    let value = text("value").filter(|_| matches!(kind.as_str(), "mask" | "regExp"));
    if kind == "mask" && value.is_none() {
        return Err(ApiError::Type("a mask needs a value".to_owned()));
    }
    let dom = call.doc.dom_mut();
    let format = view::text_property(dom, node, "w:format");
    dom.set_attr(format, "w:type", &kind);
    match value {
        Some(value) => dom.set_attr(format, "w:val", &value),
        None => {
            dom.remove_attr(format, "w:val");
        }
    }
    yes()
}
