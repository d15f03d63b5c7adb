//! `ApiFormatCondition`, and what all conditional formats have.

use spindle_ooxml::sheet::conditions::Rule;
use spindle_ooxml::sheet::{Area, Color};

use super::super::feature::{self, FeatureRef, both, get};
use super::super::handle::answer;
use super::super::{CellCall, CellEditor, CellRef, CellResult, color};
use super::{OPERATORS, PERIODS, formula, text_formula, text_kind, to_api, to_file};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

/// What every conditional format has. The classes below it add to it; scripts never see this name.
pub static BASE_CLASS: Class<CellEditor> = Class {
    name: "condition:Base",
    parent: None,
    members: &[
        Member::new("Delete", delete),
        Member::new("GetAppliesTo", get_applies_to),
        Member::new("GetPTCondition", |_| Ok(Value::Null)),
        Member::new("GetParent", get_parent),
        Member::new("GetPriority", get_priority),
        Member::new("GetScopeType", get_scope),
        Member::new("GetStopIfTrue", get_stop),
        Member::new("GetType", get_type),
        Member::new("ModifyAppliesToRange", modify_applies_to),
        Member::new("SetFirstPriority", set_first),
        Member::new("SetLastPriority", set_last),
        Member::new("SetPriority", set_priority),
        Member::new("SetScopeType", set_scope),
        Member::new("SetStopIfTrue", set_stop),
    ],
    properties: &[
        get("AppliesTo", get_applies_to),
        get("PTCondition", |_| Ok(Value::Null)),
        get("Parent", get_parent),
        both("Priority", get_priority, set_priority),
        both("ScopeType", get_scope, set_scope),
        both("StopIfTrue", get_stop, set_stop),
        get("Type", get_type),
    ],
};

/// What conditional formats have that change the look of cells.
pub static LOOK_CLASS: Class<CellEditor> = Class {
    name: "condition:Look",
    parent: Some(&BASE_CLASS),
    members: &[
        Member::new("GetFillColor", get_fill),
        Member::new("GetFont", get_font),
        Member::new("GetNumberFormat", get_number_format),
        Member::new("SetBorders", set_borders),
        Member::new("SetFillColor", set_fill),
        Member::new("SetNumberFormat", set_number_format),
    ],
    properties: &[
        both("FillColor", get_fill, set_fill),
        both("NumberFormat", get_number_format, set_number_format),
        get("Font", get_font),
    ],
};

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiFormatCondition",
    parent: Some(&LOOK_CLASS),
    members: &[
        Member::new("GetDateOperator", get_period),
        Member::new("GetFormula1", get_formula1),
        Member::new("GetFormula2", get_formula2),
        Member::new("GetOperator", get_operator),
        Member::new("GetText", get_text),
        Member::new("GetTextOperator", get_text_operator),
        Member::new("Modify", modify),
        Member::new("SetDateOperator", set_period),
        Member::new("SetText", set_text),
        Member::new("SetTextOperator", set_text_operator),
    ],
    properties: &[
        both("DateOperator", get_period, set_period),
        get("Formula1", get_formula1),
        get("Formula2", get_formula2),
        get("Operator", get_operator),
        both("Text", get_text, set_text),
        both("TextOperator", get_text_operator, set_text_operator),
    ],
};

/// The number of the rule and the range that it was found from.
fn seen(call: &CellCall<'_>) -> Result<(u32, Area), ApiError> {
    match &call.this {
        CellRef::Feature(
            FeatureRef::Condition(id, _, area)
            | FeatureRef::ConditionFont(id, _, area)
            | FeatureRef::ColorStop(id, _, area),
        ) => Ok((*id, *area)),
        CellRef::Feature(FeatureRef::Icons(view) | FeatureRef::Icon(view, _)) => {
            Ok((view.rule, view.area))
        }
        _ => Err(ApiError::Type(
            "it was called on something that is no conditional format".to_owned(),
        )),
    }
}

/// The rule that a member was called on.
pub fn rule<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut Rule, ApiError> {
    let (id, _) = seen(call)?;
    let found = call.doc.features.conditions.get_mut(id);
    found.ok_or_else(|| ApiError::State("the conditional format was deleted".to_owned()))
}

fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (id, _) = seen(call)?;
    call.doc.features.conditions.remove(id);
    Ok(Value::Undefined)
}

fn get_applies_to(call: &mut CellCall<'_>) -> CellResult {
    let rule = rule(call)?;
    let sheet = rule.sheet;
    let first = rule.areas.first().copied();
    Ok(first.map_or(Value::Null, |area| answer(sheet, area)))
}

fn modify_applies_to(call: &mut CellCall<'_>) -> CellResult {
    let area = match call.args.get(0) {
        Value::Handle(CellRef::Range(range)) => range.area.get(),
        _ => return Err(call.args.wrong(0, "Range", "an ApiRange")),
    };
    rule(call)?.areas = vec![area];
    Ok(Value::Undefined)
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (_, area) = seen(call)?;
    let rule = rule(call)?;
    Ok(answer(
        rule.sheet,
        rule.areas.first().copied().unwrap_or(area),
    ))
}

fn get_type(call: &mut CellCall<'_>) -> CellResult {
    Ok(rule(call)?.api_type.into())
}

fn get_priority(call: &mut CellCall<'_>) -> CellResult {
    Ok(rule(call)?.priority.into())
}

fn set_priority(call: &mut CellCall<'_>) -> CellResult {
    let Some(wanted) = call.args.opt_integer(0).filter(|wanted| *wanted > 0) else {
        return Ok(Value::Undefined);
    };
    let (sheet, own) = {
        let rule = rule(call)?;
        (rule.sheet, rule.id)
    };
    let mut others = call.doc.features.conditions.rules.iter();
    if others.any(|other| other.sheet == sheet && other.id != own && other.priority == wanted) {
        return Err(ApiError::State(
            "Priority already exists in the worksheet.".to_owned(),
        ));
    }
    rule(call)?.priority = wanted;
    Ok(Value::Undefined)
}

/// Puts the rule before all others; those that stood before it move by one.
fn set_first(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, id, old) = {
        let rule = rule(call)?;
        (rule.sheet, rule.id, rule.priority)
    };
    for other in &mut call.doc.features.conditions.rules {
        if other.sheet == sheet && other.id != id && other.priority < old {
            other.priority = other.priority.saturating_add(1);
        }
    }
    rule(call)?.priority = 1;
    Ok(Value::Undefined)
}

fn set_last(call: &mut CellCall<'_>) -> CellResult {
    let sheet = rule(call)?.sheet;
    let last = call.doc.features.conditions.last_priority(sheet);
    let rule = rule(call)?;
    if rule.priority < last {
        rule.priority = last.saturating_add(1);
    }
    Ok(Value::Undefined)
}

fn get_scope(call: &mut CellCall<'_>) -> CellResult {
    Ok(rule(call)?.scope.into())
}

fn set_scope(call: &mut CellCall<'_>) -> CellResult {
    let scope = match call.args.get(0) {
        Value::Text(text) if text == "xlSelectionScope" => "xlSelectionScope",
        Value::Text(text) if text == "xlDataFieldScope" => "xlDataFieldScope",
        _ => return Ok(Value::Undefined),
    };
    rule(call)?.scope = scope;
    Ok(Value::Undefined)
}

fn get_stop(call: &mut CellCall<'_>) -> CellResult {
    Ok(rule(call)?.stop.into())
}

fn set_stop(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    rule(call)?.stop = on;
    Ok(Value::Undefined)
}

fn get_fill(call: &mut CellCall<'_>) -> CellResult {
    Ok(match rule(call)?.look.fill {
        Some(fill) => color_answer(fill),
        None => "No Fill".into(),
    })
}

/// A colour as the answer of a member.
pub fn color_answer(color: Color) -> Value<CellRef> {
    Value::Handle(CellRef::Color(color, 255))
}

fn set_fill(call: &mut CellCall<'_>) -> CellResult {
    if let Some(fill) = color::argument(call, 0) {
        rule(call)?.look.fill = fill;
    }
    Ok(Value::Undefined)
}

fn get_font(call: &mut CellCall<'_>) -> CellResult {
    let (_, area) = seen(call)?;
    let rule = rule(call)?;
    if !rule.has_font {
        return Ok(Value::Null);
    }
    Ok(feature::answer(FeatureRef::ConditionFont(
        rule.id, rule.class, area,
    )))
}

fn get_number_format(call: &mut CellCall<'_>) -> CellResult {
    let code = rule(call)?.look.number_format.clone();
    Ok(code.unwrap_or_else(|| "General".to_owned()).into())
}

fn set_number_format(call: &mut CellCall<'_>) -> CellResult {
    if let Some(code) = call.args.opt_text(0) {
        rule(call)?.look.number_format = Some(code.into_owned());
    }
    Ok(Value::Undefined)
}

/// Lines of borders in the API and in files; differential formats know no thick ones.
const LINES: &[(&str, &str)] = &[
    ("Thin", "thin"),
    ("Hair", "hair"),
    ("Dotted", "dotted"),
    ("Dashed", "dashed"),
    ("DashDot", "dashDot"),
    ("DashDotDot", "dashDotDot"),
    ("Double", "double"),
    ("Medium", "medium"),
    ("MediumDashed", "mediumDashed"),
    ("MediumDashDot", "mediumDashDot"),
    ("MediumDashDotDot", "mediumDashDotDot"),
    ("SlantDashDot", "slantDashDot"),
    ("Thick", "thick"),
];
const SIDES: &[(&str, &str)] = &[
    ("Left", "left"),
    ("Right", "right"),
    ("Top", "top"),
    ("Bottom", "bottom"),
];

fn set_borders(call: &mut CellCall<'_>) -> CellResult {
    let side = to_file(SIDES, &call.args.opt_text(0).unwrap_or_default());
    let line = to_file(LINES, &call.args.opt_text(1).unwrap_or_default());
    let color = color::argument(call, 2).flatten().unwrap_or(Color::Auto);
    if let Some(side) = side {
        let borders = &mut rule(call)?.look.borders;
        borders.retain(|(known, ..)| *known != side);
        borders.extend(line.map(|line| (side, line, color)));
    }
    Ok(Value::Undefined)
}

fn get_period(call: &mut CellCall<'_>) -> CellResult {
    Ok(match rule(call)?.period {
        Some(period) => to_api(PERIODS, period).unwrap_or("").into(),
        None => Value::Null,
    })
}

fn set_period(call: &mut CellCall<'_>) -> CellResult {
    let period = to_file(PERIODS, &call.args.opt_text(0).unwrap_or_default());
    let rule = rule(call)?;
    if let (Some(period), true) = (period, rule.period.is_some()) {
        rule.period = Some(period);
    }
    Ok(Value::Undefined)
}

fn get_formula1(call: &mut CellCall<'_>) -> CellResult {
    let [formula, _] = &rule(call)?.formulas;
    Ok(formula.clone().into())
}

fn get_formula2(call: &mut CellCall<'_>) -> CellResult {
    let [_, formula] = &rule(call)?.formulas;
    Ok(formula.clone().into())
}

fn get_operator(call: &mut CellCall<'_>) -> CellResult {
    let operator = rule(call)?
        .operator
        .and_then(|operator| to_api(OPERATORS, operator));
    Ok(operator.unwrap_or("").into())
}

fn get_text(call: &mut CellCall<'_>) -> CellResult {
    Ok(rule(call)?.text.clone().unwrap_or_default().into())
}

fn is_text(rule: &Rule) -> bool {
    rule.api_type == "xlTextString"
}

fn rebuild(rule: &mut Rule) {
    if let (true, Some(text), Some(area)) = (is_text(rule), &rule.text, rule.areas.first()) {
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        rule.formulas = [text_formula(rule.operator, &quoted, *area), String::new()];
        rule.kind = text_kind(rule.operator);
    }
}

fn set_text(call: &mut CellCall<'_>) -> CellResult {
    let text = call.args.text(0, "Text")?.into_owned();
    let rule = rule(call)?;
    rule.text = Some(text);
    rebuild(rule);
    Ok(Value::Undefined)
}

fn text_only() -> ApiError {
    ApiError::State(
        "Type must be one of the text-based types: containsText, notContainsText, beginsWith, endsWith".to_owned(),
    )
}

fn get_text_operator(call: &mut CellCall<'_>) -> CellResult {
    let rule = rule(call)?;
    if !is_text(rule) {
        return Err(text_only());
    }
    let operator = rule
        .operator
        .filter(|operator| matches!(*operator, "containsText" | "beginsWith" | "endsWith"));
    Ok(operator
        .and_then(|operator| to_api(OPERATORS, operator))
        .into())
}

fn set_text_operator(call: &mut CellCall<'_>) -> CellResult {
    let operator = to_file(OPERATORS, &call.args.opt_text(0).unwrap_or_default());
    let rule = rule(call)?;
    if !is_text(rule) {
        return Err(text_only());
    }
    if operator.is_some() {
        rule.operator = operator;
        rebuild(rule);
    }
    Ok(Value::Undefined)
}

/// Other type, operator or formulas; what is not given stays.
fn modify(call: &mut CellCall<'_>) -> CellResult {
    let kind = match call.args.opt_text(0).as_deref() {
        Some("xlCellValue") => Some(("cellIs", "xlCellValue")),
        Some("xlExpression") => Some(("expression", "xlExpression")),
        _ => None,
    };
    let operator = to_file(OPERATORS, &call.args.opt_text(1).unwrap_or_default());
    let kept = |index| -> Result<Option<String>, ApiError> {
        Ok(match call.args.get(index) {
            Value::Undefined | Value::Null => None,
            Value::Text(text) => Some(text.clone()),
            Value::Handle(CellRef::Range(range)) => Some(range.area.get().name()),
            _ => Some(formula(call, index)?),
        })
    };
    let (first, second) = (kept(2)?, kept(3)?);
    let this = call.this.clone();
    let rule = rule(call)?;
    if let Some((kind, api_type)) = kind {
        (rule.kind, rule.api_type) = (kind, api_type);
    }
    if operator.is_some() {
        rule.operator = operator;
    }
    let [one, two] = &mut rule.formulas;
    if let Some(first) = first {
        *one = first;
    }
    if let Some(second) = second {
        *two = second;
    }
    Ok(Value::Handle(this))
}
