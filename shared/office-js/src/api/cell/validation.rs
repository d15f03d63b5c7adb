//! `ApiValidation`: what may be typed into cells (ECMA-376 Part 1, 18.3.1.32).

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::conditions::without;
use spindle_ooxml::sheet::entry::{self, Entry};
use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::sheet::{Area, SheetId, display};

use super::condition::{to_api, to_file};
use super::editor::fault;
use super::feature::{self, FeatureRef, both, get};
use super::handle::{answer, range};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::args::number_text;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiValidation",
    parent: None,
    members: &[
        Member::new("Add", add),
        Member::new("Delete", delete),
        Member::new("GetAlertStyle", get_style),
        Member::new("GetErrorMessage", |call| get_text(call, "error")),
        Member::new("GetErrorTitle", |call| get_text(call, "errorTitle")),
        Member::new("GetFormula1", |call| get_formula(call, "formula1")),
        Member::new("GetFormula2", |call| get_formula(call, "formula2")),
        Member::new("GetIgnoreBlank", |call| get_flag(call, "allowBlank")),
        Member::new("GetInCellDropdown", |call| get_flag(call, "showDropDown")),
        Member::new("GetInputMessage", |call| get_text(call, "prompt")),
        Member::new("GetInputTitle", |call| get_text(call, "promptTitle")),
        Member::new("GetOperator", get_operator),
        Member::new("GetParent", get_parent),
        Member::new("GetShowError", |call| get_flag(call, "showErrorMessage")),
        Member::new("GetShowInput", |call| get_flag(call, "showInputMessage")),
        Member::new("GetType", get_type),
        Member::new("Modify", modify),
        Member::new("SetErrorMessage", |call| set_text(call, "error")),
        Member::new("SetErrorTitle", |call| set_text(call, "errorTitle")),
        Member::new("SetIgnoreBlank", |call| set_flag(call, "allowBlank")),
        Member::new("SetInCellDropdown", |call| set_flag(call, "showDropDown")),
        Member::new("SetInputMessage", |call| set_text(call, "prompt")),
        Member::new("SetInputTitle", |call| set_text(call, "promptTitle")),
        Member::new("SetShowError", |call| set_flag(call, "showErrorMessage")),
        Member::new("SetShowInput", |call| set_flag(call, "showInputMessage")),
    ],
    properties: &[
        get("AlertStyle", get_style),
        both(
            "ErrorMessage",
            |call| get_text(call, "error"),
            |call| set_text(call, "error"),
        ),
        both(
            "ErrorTitle",
            |call| get_text(call, "errorTitle"),
            |call| set_text(call, "errorTitle"),
        ),
        get("Formula1", |call| get_formula(call, "formula1")),
        get("Formula2", |call| get_formula(call, "formula2")),
        both(
            "IgnoreBlank",
            |call| get_flag(call, "allowBlank"),
            |call| set_flag(call, "allowBlank"),
        ),
        both(
            "InCellDropdown",
            |call| get_flag(call, "showDropDown"),
            |call| set_flag(call, "showDropDown"),
        ),
        both(
            "InputMessage",
            |call| get_text(call, "prompt"),
            |call| set_text(call, "prompt"),
        ),
        both(
            "InputTitle",
            |call| get_text(call, "promptTitle"),
            |call| set_text(call, "promptTitle"),
        ),
        get("Operator", get_operator),
        get("Parent", get_parent),
        both(
            "ShowError",
            |call| get_flag(call, "showErrorMessage"),
            |call| set_flag(call, "showErrorMessage"),
        ),
        both(
            "ShowInput",
            |call| get_flag(call, "showInputMessage"),
            |call| set_flag(call, "showInputMessage"),
        ),
        get("Type", get_type),
        get("Value", |call| get_formula(call, "formula1")),
    ],
};

const TYPES: &[(&str, &str)] = &[
    ("xlValidateInputOnly", "none"),
    ("xlValidateWholeNumber", "whole"),
    ("xlValidateDecimal", "decimal"),
    ("xlValidateList", "list"),
    ("xlValidateDate", "date"),
    ("xlValidateTime", "time"),
    ("xlValidateTextLength", "textLength"),
    ("xlValidateCustom", "custom"),
];
const STYLES: &[(&str, &str)] = &[
    ("xlValidAlertStop", "stop"),
    ("xlValidAlertWarning", "warning"),
    ("xlValidAlertInformation", "information"),
];
const OPERATORS: &[(&str, &str)] = &[
    ("xlBetween", "between"),
    ("xlEqual", "equal"),
    ("xlGreater", "greaterThan"),
    ("xlGreaterEqual", "greaterThanOrEqual"),
    ("xlLess", "lessThan"),
    ("xlLessEqual", "lessThanOrEqual"),
    ("xlNotBetween", "notBetween"),
    ("xlNotEqual", "notEqual"),
];
/// Characters that a file may have of a formula.
const MAX_FORMULA: usize = 8_192;

/// `ApiRange.GetValidation`.
pub fn of_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    Ok(feature::answer(FeatureRef::Validation(sheet, area)))
}

fn place(call: &CellCall<'_>) -> Result<(SheetId, Area), ApiError> {
    match call.this {
        CellRef::Feature(FeatureRef::Validation(sheet, area)) => Ok((sheet, area)),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiValidation".to_owned(),
        )),
    }
}

fn list(doc: &mut CellEditor, sheet: SheetId) -> Result<Vec<(NodeId, Vec<Area>)>, ApiError> {
    let root = doc.book.sheet(sheet).map_err(fault)?.root;
    let dom = &doc.book.package.dom;
    let Some(list) = dom.child(root, "dataValidations") else {
        return Ok(Vec::new());
    };
    Ok(dom
        .elements(list, "dataValidation")
        .map(|node| {
            let areas = dom.attr(node, "sqref").unwrap_or_default();
            (
                node,
                areas.split_whitespace().filter_map(Area::parse).collect(),
            )
        })
        .collect())
}

/// The validation that holds for all of the range.
fn found(call: &mut CellCall<'_>) -> Result<Option<NodeId>, ApiError> {
    let (sheet, area) = place(call)?;
    let all = list(call.doc, sheet)?;
    Ok(all
        .into_iter()
        .find(|(_, areas)| areas.iter().any(|own| own.covers(area)))
        .map(|(node, _)| node))
}

/// Takes an area out of all validations of a sheet.
fn clear(doc: &mut CellEditor, sheet: SheetId, area: Area) -> Result<(), ApiError> {
    for (node, areas) in list(doc, sheet)? {
        let rest: Vec<Area> = areas.iter().flat_map(|own| without(*own, area)).collect();
        if rest == areas {
            continue;
        }
        let dom = &mut doc.book.package.dom;
        if rest.is_empty() {
            dom.detach(node);
        } else {
            let names: Vec<String> = rest.iter().map(|area| area.name()).collect();
            dom.set_attr(node, "sqref", &names.join(" "));
        }
    }
    count(doc, sheet)
}

/// Writes how many validations there are; an empty list goes.
fn count(doc: &mut CellEditor, sheet: SheetId) -> Result<(), ApiError> {
    let root = doc.book.sheet(sheet).map_err(fault)?.root;
    let dom = &mut doc.book.package.dom;
    if let Some(list) = dom.child(root, "dataValidations") {
        match dom.elements(list, "dataValidation").count() {
            0 => {
                dom.detach(list);
            }
            count => dom.set_attr(list, "count", &count.to_string()),
        }
    }
    Ok(())
}

fn bad_formula() -> ApiError {
    ApiError::State("Provide correct formula!".to_owned())
}

/// A formula as files have it. Constants must suit the type.
fn formula(call: &CellCall<'_>, index: usize, kind: &str) -> Result<Option<String>, ApiError> {
    let text = match call.args.get(index) {
        Value::Undefined | Value::Null => return Ok(None),
        Value::Handle(CellRef::Range(range)) => {
            let area = range.area.get();
            let absolute = |cell: spindle_ooxml::sheet::CellPos| {
                let name = cell.name();
                let digits = name
                    .find(|c: char| c.is_ascii_digit())
                    .unwrap_or(name.len());
                let (letters, digits) = name.split_at(digits);
                format!("${letters}${digits}")
            };
            let first = absolute(area.first);
            return Ok(Some(if area.is_cell() {
                first
            } else {
                format!("{first}:{}", absolute(area.last))
            }));
        }
        Value::Number(number) => number_text(*number),
        _ => call.args.opt_text(index).unwrap_or_default().into_owned(),
    };
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > MAX_FORMULA {
        return Err(ApiError::Range(format!(
            "a formula longer than {MAX_FORMULA} characters cannot be kept"
        )));
    }
    if let Some(formula) = text.strip_prefix('=') {
        return Ok(Some(formula.to_owned()));
    }
    if kind == "list" {
        return Ok(Some(format!("\"{}\"", text.replace('"', "\"\""))));
    }
    let number = match entry::read(&text, "General") {
        Entry::Number { value, .. } => value,
        _ if matches!(kind, "none" | "custom") => return Ok(Some(text)),
        _ => return Err(bad_formula()),
    };
    let suits = match kind {
        "whole" | "textLength" => number.fract() == 0.0,
        "time" => (0.0..1.0).contains(&number),
        "date" => number >= 0.0,
        _ => true,
    };
    if suits {
        Ok(Some(number_text(number)))
    } else {
        Err(bad_formula())
    }
}

/// Makes the validation that the arguments say.
fn make(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    let text = |index| call.args.opt_text(index).unwrap_or_default();
    let Some(kind) = to_file(TYPES, &text(0)) else {
        return Ok(Value::Null);
    };
    let style = to_file(STYLES, &text(1)).unwrap_or("stop");
    let operator = to_file(OPERATORS, &text(2)).unwrap_or("between");
    let formulas = [
        ("formula1", formula(call, 3, kind)?),
        ("formula2", formula(call, 4, kind)?),
    ];
    clear(call.doc, sheet, area)?;
    let root = call.doc.book.sheet(sheet).map_err(fault)?.root;
    let dom = &mut call.doc.book.package.dom;
    let list = dom.ensure_child(root, "dataValidations", ORDER);
    let node = dom.element_with(
        "dataValidation",
        &[
            ("type", kind),
            ("errorStyle", style),
            ("operator", operator),
            ("allowBlank", "1"),
            ("showInputMessage", "1"),
            ("showErrorMessage", "1"),
            ("sqref", &area.name()),
        ],
    );
    for (name, formula) in formulas {
        if let Some(formula) = formula {
            let child = dom.element(name);
            dom.set_text(child, &formula);
            dom.append(node, child);
        }
    }
    dom.append(list, node);
    count(call.doc, sheet)?;
    Ok(Value::Handle(call.this.clone()))
}

fn add(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    let all = list(call.doc, sheet)?;
    if all
        .iter()
        .any(|(_, areas)| areas.iter().any(|own| own.intersect(area).is_some()))
    {
        return Err(ApiError::State("Validation already exists.".to_owned()));
    }
    make(call)
}

/// Another validation in the place of the old one; without a type there is none.
fn modify(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    if found(call)?.is_none() {
        return Err(ApiError::State("No ranges to modify.".to_owned()));
    }
    if !call.args.given(0) {
        clear(call.doc, sheet, area)?;
        return Ok(Value::Handle(call.this.clone()));
    }
    make(call)
}

fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    clear(call.doc, sheet, area)?;
    Ok(Value::Handle(call.this.clone()))
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    Ok(answer(sheet, area))
}

/// An attribute of the validation; `None` without one, or when the attribute is not there.
fn attribute(call: &mut CellCall<'_>, name: &str) -> Result<Option<String>, ApiError> {
    let node = found(call)?;
    let dom = &call.doc.book.package.dom;
    Ok(node.and_then(|node| dom.attr(node, name).map(str::to_owned)))
}

fn named(call: &mut CellCall<'_>, name: &str, names: &'static [(&str, &str)]) -> CellResult {
    let value = attribute(call, name)?;
    let first = names.first().map_or("", |(api, _)| *api);
    Ok(value
        .map_or(Some(first), |value| to_api(names, &value))
        .unwrap_or("")
        .into())
}

fn get_type(call: &mut CellCall<'_>) -> CellResult {
    named(call, "type", TYPES)
}

fn get_style(call: &mut CellCall<'_>) -> CellResult {
    named(call, "errorStyle", STYLES)
}

fn get_operator(call: &mut CellCall<'_>) -> CellResult {
    named(call, "operator", OPERATORS)
}

fn get_text(call: &mut CellCall<'_>, name: &str) -> CellResult {
    Ok(attribute(call, name)?.unwrap_or_default().into())
}

/// The formula as it is typed: dates and times as such, lists without quotes, others behind `=`.
fn get_formula(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let Some(node) = found(call)? else {
        return Ok("".into());
    };
    let dom = &call.doc.book.package.dom;
    let kind = dom.attr(node, "type").unwrap_or("none");
    let text = dom
        .child(node, name)
        .map(|node| dom.text(node))
        .unwrap_or_default();
    if text.is_empty() {
        return Ok("".into());
    }
    if let Some(quoted) = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    {
        return Ok(quoted.replace("\"\"", "\"").into());
    }
    let is_1904 = call.doc.book.is_1904();
    Ok(match text.parse::<f64>() {
        Ok(number) if kind == "date" => display::number(number, "m/d/yyyy", is_1904).into(),
        Ok(number) if kind == "time" => display::number(number, "h:mm:ss AM/PM", is_1904).into(),
        Ok(_) => text.into(),
        Err(_) => format!("={text}").into(),
    })
}

/// A switch. The file's `showDropDown` hides the arrow.
fn get_flag(call: &mut CellCall<'_>, name: &str) -> CellResult {
    if found(call)?.is_none() {
        return Ok(true.into());
    }
    let on = matches!(attribute(call, name)?.as_deref(), Some("1" | "true"));
    Ok((on != (name == "showDropDown")).into())
}

/// The validation to be changed: of the very range, split off when it reaches further.
fn own(call: &mut CellCall<'_>) -> Result<NodeId, ApiError> {
    let (sheet, area) = place(call)?;
    let node =
        found(call)?.ok_or_else(|| ApiError::Type("the range has no validation".to_owned()))?;
    if call.doc.book.package.dom.attr(node, "sqref") == Some(area.name().as_str()) {
        return Ok(node);
    }
    let dom = &mut call.doc.book.package.dom;
    let copy = dom.deep_clone(node);
    clear(call.doc, sheet, area)?;
    let root = call.doc.book.sheet(sheet).map_err(fault)?.root;
    let dom = &mut call.doc.book.package.dom;
    let list = dom.ensure_child(root, "dataValidations", ORDER);
    dom.set_attr(copy, "sqref", &area.name());
    dom.append(list, copy);
    count(call.doc, sheet)?;
    Ok(copy)
}

fn set_flag(call: &mut CellCall<'_>, name: &str) -> CellResult {
    let on = call.args.boolean(0, false) != (name == "showDropDown");
    let node = own(call)?;
    call.doc
        .book
        .package
        .dom
        .set_attr(node, name, if on { "1" } else { "0" });
    Ok(Value::Undefined)
}

fn set_text(call: &mut CellCall<'_>, name: &str) -> CellResult {
    // Without a text there is none.
    let text = call.args.opt_text(0).unwrap_or_default().into_owned();
    let node = own(call)?;
    call.doc.book.package.dom.set_attr(node, name, &text);
    Ok(Value::Undefined)
}
