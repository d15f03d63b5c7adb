//! `ApiSection`

use spindle_ooxml::word::header::Margin;
use spindle_ooxml::word::{props, section as view};

use super::editor::fault;
use super::handle::{no, or_null, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiSection",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("section".into())),
        Member::new("ToJSON", super::json::of_content),
        Member::new("SetType", set_type),
        Member::new("GetType", get_type),
        Member::new("SetPageSize", set_page_size),
        Member::new("GetPageWidth", |call| {
            Ok(view::page_size(call.doc.dom(), this(call)?).0.into())
        }),
        Member::new("GetPageHeight", |call| {
            Ok(view::page_size(call.doc.dom(), this(call)?).1.into())
        }),
        Member::new("SetPageMargins", set_page_margins),
        Member::new("SetMargins", set_page_margins),
        Member::new("GetPageMarginTop", |call| get_margin(call, "top")),
        Member::new("GetPageMarginBottom", |call| get_margin(call, "bottom")),
        Member::new("GetPageMarginLeft", |call| get_margin(call, "left")),
        Member::new("GetPageMarginRight", |call| get_margin(call, "right")),
        Member::new("SetHeaderDistance", |call| set_margin(call, "header")),
        Member::new("GetHeaderDistance", |call| get_margin(call, "header")),
        Member::new("SetFooterDistance", |call| set_margin(call, "footer")),
        Member::new("GetFooterDistance", |call| get_margin(call, "footer")),
        Member::new("SetEqualColumns", set_equal_columns),
        Member::new("SetNotEqualColumns", set_not_equal_columns),
        Member::new("GetColumnsCount", |call| {
            Ok(view::columns(call.doc.dom(), this(call)?).0.into())
        }),
        Member::new("GetColumnsWidths", |call| {
            Ok(numbers(view::columns(call.doc.dom(), this(call)?).1))
        }),
        Member::new("GetColumnsSpaces", |call| {
            Ok(numbers(view::columns(call.doc.dom(), this(call)?).2))
        }),
        Member::new("SetTitlePage", set_title_page),
        Member::new("SetStartPageNumber", set_start_page_number),
        Member::new("GetStartPageNumber", get_start_page_number),
        Member::new("GetHeader", |call| story(call, Margin::Header)),
        Member::new("GetFooter", |call| story(call, Margin::Footer)),
        Member::new("RemoveHeader", |call| remove_story(call, Margin::Header)),
        Member::new("RemoveFooter", |call| remove_story(call, Margin::Footer)),
        Member::new("GetNext", |call| neighbour(call, true)),
        Member::new("GetPrevious", |call| neighbour(call, false)),
    ],
    properties: &[],
};

fn numbers(values: Vec<i64>) -> Value<WordRef> {
    Value::List(values.into_iter().map(Into::into).collect())
}

/// A measure in twips, not negative.
fn twips(call: &WordCall<'_>, index: usize) -> Option<i64> {
    call.args
        .opt_number(index)
        .map(|value| value.clamp(0.0, 31_680.0).round() as i64)
}

fn set_type(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    let kind = call.args.opt_text(0).unwrap_or_default();
    Ok(view::set_kind(call.doc.dom_mut(), section, &kind).into())
}

fn get_type(call: &mut WordCall<'_>) -> WordResult {
    Ok(view::kind(call.doc.dom(), this(call)?).into())
}

fn set_page_size(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    let (Some(width), Some(height)) = (twips(call, 0), twips(call, 1)) else {
        return no();
    };
    view::set_page_size(call.doc.dom_mut(), section, width, height);
    yes()
}

fn set_page_margins(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    for (index, side) in ["left", "top", "right", "bottom"].into_iter().enumerate() {
        if let Some(value) = twips(call, index) {
            view::set_margin(call.doc.dom_mut(), section, side, value);
        }
    }
    yes()
}

fn get_margin(call: &mut WordCall<'_>, side: &str) -> WordResult {
    Ok(view::margin(call.doc.dom(), this(call)?, side).into())
}

fn set_margin(call: &mut WordCall<'_>, side: &str) -> WordResult {
    let section = this(call)?;
    let Some(value) = twips(call, 0) else {
        return no();
    };
    view::set_margin(call.doc.dom_mut(), section, side, value);
    yes()
}

fn set_equal_columns(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    let Some(count) = call
        .args
        .opt_integer(0)
        .filter(|count| (1..=45).contains(count))
    else {
        return no();
    };
    let space = twips(call, 1).unwrap_or(720);
    view::set_equal_columns(call.doc.dom_mut(), section, count, space);
    yes()
}

fn set_not_equal_columns(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    let read = |index: usize| -> Option<Vec<i64>> {
        let Value::List(values) = call.args.get(index) else {
            return None;
        };
        values
            .iter()
            .map(|value| match value {
                Value::Number(number) => Some(number.clamp(0.0, 31_680.0).round() as i64),
                _ => None,
            })
            .collect()
    };
    let (Some(widths), Some(spaces)) = (read(0), read(1)) else {
        return no();
    };
    if widths.is_empty() || widths.len() > 45 || spaces.len() + 1 != widths.len() {
        return no();
    }
    view::set_columns(call.doc.dom_mut(), section, &widths, &spaces);
    yes()
}

fn set_title_page(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    let on = call.args.boolean(0, false);
    let dom = call.doc.dom_mut();
    if on {
        props::set_toggle(dom, section, "w:titlePg", true);
    } else {
        props::remove(dom, section, "w:titlePg");
    }
    yes()
}

fn set_start_page_number(call: &mut WordCall<'_>) -> WordResult {
    let section = this(call)?;
    let Some(start) = call.args.opt_integer(0) else {
        return no();
    };
    view::set_start_page(
        call.doc.dom_mut(),
        section,
        Some(start).filter(|start| *start >= 0),
    );
    yes()
}

fn get_start_page_number(call: &mut WordCall<'_>) -> WordResult {
    Ok(view::start_page(call.doc.dom(), this(call)?)
        .unwrap_or(-1)
        .into())
}

/// The kind of header as files call it.
fn kind(call: &WordCall<'_>) -> Option<&'static str> {
    match call.args.opt_text(0)?.as_ref() {
        "default" => Some("default"),
        "title" => Some("first"),
        "even" => Some("even"),
        _ => None,
    }
}

/// A header or footer: the section's own, else that of the nearest earlier section that has one, else a new one if the
/// script asks for it.
fn story(call: &mut WordCall<'_>, which: Margin) -> WordResult {
    let section = this(call)?;
    let Some(kind) = kind(call) else {
        return Ok(Value::Null);
    };
    if call.args.boolean(1, false) {
        let root = call
            .doc
            .text
            .ensure_header(section, which, kind)
            .map_err(fault)?;
        return Ok(Value::Handle(WordRef::Content(root)));
    }
    let sections = call.doc.text.sections();
    let index = sections
        .iter()
        .position(|candidate| *candidate == section)
        .unwrap_or(0);
    for candidate in sections.iter().take(index + 1).rev() {
        if let Some(root) = call
            .doc
            .text
            .header(*candidate, which, kind)
            .map_err(fault)?
        {
            return Ok(Value::Handle(WordRef::Content(root)));
        }
    }
    Ok(Value::Null)
}

fn remove_story(call: &mut WordCall<'_>, which: Margin) -> WordResult {
    let section = this(call)?;
    let Some(kind) = kind(call) else { return no() };
    call.doc.text.remove_header(section, which, kind);
    yes()
}

fn neighbour(call: &mut WordCall<'_>, next: bool) -> WordResult {
    let section = this(call)?;
    let sections = call.doc.text.sections();
    let index = sections.iter().position(|candidate| *candidate == section);
    let found = index.and_then(|index| {
        if next {
            sections.get(index + 1)
        } else {
            sections.get(index.checked_sub(1)?)
        }
    });
    Ok(or_null(found.copied().map(WordRef::Section)))
}
