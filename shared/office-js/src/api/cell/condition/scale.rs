//! `ApiColorScale` and `ApiColorScaleCriterion`.

use spindle_ooxml::sheet::conditions::{Stop, Test};

use super::super::feature::{self, FeatureRef, both, get};
use super::super::{CellCall, CellEditor, CellRef, CellResult, color};
use super::rule::{BASE_CLASS, color_answer, rule};
use super::{POINTS, point_kind, point_value, to_api};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiColorScale",
    parent: Some(&BASE_CLASS),
    members: &[Member::new("GetColorScaleCriteria", get_criteria)],
    properties: &[get("ColorScaleCriteria", get_criteria)],
};

pub static CRITERION_CLASS: Class<CellEditor> = Class {
    name: "ApiColorScaleCriterion",
    parent: None,
    members: &[
        Member::new("GetColor", get_color),
        Member::new("GetIndex", get_index),
        Member::new("GetType", get_type),
        Member::new("GetValue", get_value),
        Member::new("SetColor", set_color),
        Member::new("SetType", set_type),
        Member::new("SetValue", set_value),
    ],
    properties: &[
        both("Color", get_color, set_color),
        get("Index", get_index),
        both("Type", get_type, set_type),
        both("Value", get_value, set_value),
    ],
};

fn get_criteria(call: &mut CellCall<'_>) -> CellResult {
    let area = match call.this {
        CellRef::Feature(FeatureRef::Condition(_, _, area)) => area,
        _ => return Ok(Value::Null),
    };
    let rule = rule(call)?;
    let Test::Scale(stops) = &rule.test else {
        return Ok(Value::Null);
    };
    let handles =
        (0..stops.len()).map(|at| feature::answer(FeatureRef::ColorStop(rule.id, at, area)));
    Ok(Value::List(handles.collect()))
}

fn index(call: &CellCall<'_>) -> usize {
    match call.this {
        CellRef::Feature(FeatureRef::ColorStop(_, at, _)) => at,
        _ => 0,
    }
}

fn stop<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut Stop, ApiError> {
    let at = index(call);
    let found = match &mut rule(call)?.test {
        Test::Scale(stops) => stops.get_mut(at),
        _ => None,
    };
    found.ok_or_else(|| ApiError::State("the colour scale is not there any more".to_owned()))
}

fn get_index(call: &mut CellCall<'_>) -> CellResult {
    Ok(index(call).into())
}

fn get_color(call: &mut CellCall<'_>) -> CellResult {
    Ok(color_answer(stop(call)?.color))
}

fn set_color(call: &mut CellCall<'_>) -> CellResult {
    if let Some(color) = color::argument(call, 0).flatten() {
        stop(call)?.color = color;
    }
    Ok(Value::Undefined)
}

fn get_type(call: &mut CellCall<'_>) -> CellResult {
    Ok(to_api(POINTS, stop(call)?.point.kind).into())
}

fn set_type(call: &mut CellCall<'_>) -> CellResult {
    let kind = point_kind(call);
    stop(call)?.point.kind = kind;
    Ok(Value::Undefined)
}

fn get_value(call: &mut CellCall<'_>) -> CellResult {
    Ok(stop(call)?.point.value.clone().into())
}

fn set_value(call: &mut CellCall<'_>) -> CellResult {
    let value = point_value(call);
    stop(call)?.point.value = value;
    Ok(Value::Undefined)
}
