//! `ApiIconSetCondition` and `ApiIconCriterion`.

use std::cell::RefCell;
use std::rc::Rc;

use spindle_ooxml::sheet::Area;
use spindle_ooxml::sheet::conditions::{Icon, IconSet, Test, find_icon};

use super::super::feature::{self, FeatureRef, both, get};
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::rule::{LOOK_CLASS, rule};
use super::{POINTS, icon_points, point_kind, point_value, to_api};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiIconSetCondition",
    parent: Some(&LOOK_CLASS),
    members: &[
        Member::new("GetFormula", |_| Ok("".into())),
        Member::new("GetIconCriteria", get_criteria),
        Member::new("GetIconSet", get_set),
        Member::new("GetPercentileValues", get_percentile),
        Member::new("GetReverseOrder", get_reverse),
        Member::new("GetShowIconOnly", get_only),
        Member::new("SetIconSet", set_set),
        Member::new("SetPercentileValues", set_percentile),
        Member::new("SetReverseOrder", set_reverse),
        Member::new("SetShowIconOnly", set_only),
    ],
    properties: &[
        get("Formula", |_| Ok("".into())),
        get("IconCriteria", get_criteria),
        both("IconSet", get_set, set_set),
        both("PercentileValues", get_percentile, set_percentile),
        both("ReverseOrder", get_reverse, set_reverse),
        both("ShowIconOnly", get_only, set_only),
    ],
};

pub static CRITERION_CLASS: Class<CellEditor> = Class {
    name: "ApiIconCriterion",
    parent: None,
    members: &[
        Member::new("GetIcon", get_icon),
        Member::new("GetIndex", get_index),
        Member::new("GetOperator", get_operator),
        Member::new("GetType", get_type),
        Member::new("GetValue", get_value),
        Member::new("SetIcon", set_icon),
        Member::new("SetOperator", set_operator),
        Member::new("SetType", set_type),
        Member::new("SetValue", set_value),
    ],
    properties: &[
        both("Icon", get_icon, set_icon),
        get("Index", get_index),
        both("Operator", get_operator, set_operator),
        both("Type", get_type, set_type),
        both("Value", get_value, set_value),
    ],
};

/// A rule of icons as one object of a script sees it. As in the original, its criteria answer what they were when
/// they were first asked for, whatever is set in the rule later; only icons follow.
#[derive(Debug, PartialEq)]
pub struct IconView {
    /// The rule's number.
    pub rule: u32,
    /// The range that it was found from.
    pub area: Area,
    criteria: RefCell<Option<(&'static str, Vec<Icon>)>>,
}

impl IconView {
    /// A new object.
    pub fn new(rule: u32, area: Area) -> Rc<Self> {
        Rc::new(Self {
            rule,
            area,
            criteria: RefCell::new(None),
        })
    }
}

fn view(call: &CellCall<'_>) -> Result<(Rc<IconView>, usize), ApiError> {
    match &call.this {
        CellRef::Feature(FeatureRef::Icons(view)) => Ok((Rc::clone(view), 0)),
        CellRef::Feature(FeatureRef::Icon(view, at)) => Ok((Rc::clone(view), *at)),
        _ => Err(ApiError::Type(
            "it was called on something that is no icon set".to_owned(),
        )),
    }
}

struct Parts<'a> {
    set: &'a mut &'static str,
    icons: &'a mut Vec<Icon>,
    reverse: &'a mut bool,
    only: &'a mut bool,
}

fn parts<'a>(call: &'a mut CellCall<'_>) -> Result<Parts<'a>, ApiError> {
    match &mut rule(call)?.test {
        Test::Icons(set, icons, reverse, only) => Ok(Parts {
            set,
            icons,
            reverse,
            only,
        }),
        _ => Err(ApiError::State(
            "the icon set is not there any more".to_owned(),
        )),
    }
}

fn get_criteria(call: &mut CellCall<'_>) -> CellResult {
    let (view, _) = view(call)?;
    if view.criteria.borrow().is_none() {
        let parts = parts(call)?;
        *view.criteria.borrow_mut() = Some((*parts.set, parts.icons.clone()));
    }
    let count = view
        .criteria
        .borrow()
        .as_ref()
        .map_or(0, |(_, icons)| icons.len());
    let handles = (0..count).map(|at| feature::answer(FeatureRef::Icon(Rc::clone(&view), at)));
    Ok(Value::List(handles.collect()))
}

fn get_set(call: &mut CellCall<'_>) -> CellResult {
    let set = IconSet::named(parts(call)?.set);
    Ok(set.map(|set| set.api).into())
}

fn set_set(call: &mut CellCall<'_>) -> CellResult {
    let Some(wanted) = IconSet::of_api(&call.args.opt_text(0).unwrap_or_default()) else {
        return Ok(false.into());
    };
    let parts = parts(call)?;
    *parts.set = wanted.name;
    *parts.icons = icon_points(wanted.icons.len(), "percent");
    Ok(true.into())
}

fn get_percentile(call: &mut CellCall<'_>) -> CellResult {
    let icons = parts(call)?.icons;
    Ok(icons
        .iter()
        .all(|icon| icon.point.kind == "percentile")
        .into())
}

fn set_percentile(call: &mut CellCall<'_>) -> CellResult {
    let Value::Bool(on) = *call.args.get(0) else {
        return Ok(false.into());
    };
    for icon in parts(call)?.icons {
        icon.point.kind = if on { "percentile" } else { "percent" };
    }
    Ok(true.into())
}

fn get_reverse(call: &mut CellCall<'_>) -> CellResult {
    Ok((*parts(call)?.reverse).into())
}

fn set_reverse(call: &mut CellCall<'_>) -> CellResult {
    let Value::Bool(on) = *call.args.get(0) else {
        return Ok(false.into());
    };
    *parts(call)?.reverse = on;
    Ok(true.into())
}

fn get_only(call: &mut CellCall<'_>) -> CellResult {
    Ok((*parts(call)?.only).into())
}

fn set_only(call: &mut CellCall<'_>) -> CellResult {
    let Value::Bool(on) = *call.args.get(0) else {
        return Ok(false.into());
    };
    *parts(call)?.only = on;
    Ok(true.into())
}

/// The criterion as its object first saw it, with the set that it was in.
fn seen(call: &CellCall<'_>) -> Result<(&'static str, Icon, usize), ApiError> {
    let (view, at) = view(call)?;
    let criteria = view.criteria.borrow();
    let found = criteria
        .as_ref()
        .and_then(|(set, icons)| Some((*set, icons.get(at)?.clone(), at)));
    found.ok_or_else(|| ApiError::State("the icon is not there any more".to_owned()))
}

fn get_index(call: &mut CellCall<'_>) -> CellResult {
    Ok((view(call)?.1 + 1).into())
}

fn get_icon(call: &mut CellCall<'_>) -> CellResult {
    let (set, icon, at) = seen(call)?;
    let (set, at) = icon.custom.unwrap_or((set, at));
    Ok(IconSet::named(set)
        .and_then(|set| set.icons.get(at).copied())
        .into())
}

fn get_operator(call: &mut CellCall<'_>) -> CellResult {
    let or_equal = seen(call)?.1.or_equal;
    Ok(if or_equal {
        "xlGreaterEqual"
    } else {
        "xlGreater"
    }
    .into())
}

fn get_type(call: &mut CellCall<'_>) -> CellResult {
    Ok(to_api(POINTS, seen(call)?.1.point.kind).into())
}

fn get_value(call: &mut CellCall<'_>) -> CellResult {
    Ok(seen(call)?.1.point.value.into())
}

fn change(call: &mut CellCall<'_>, change: impl FnOnce(&mut Icon)) -> CellResult {
    let (_, at) = view(call)?;
    if let Some(icon) = parts(call)?.icons.get_mut(at) {
        change(icon);
    }
    Ok(Value::Undefined)
}

fn set_icon(call: &mut CellCall<'_>) -> CellResult {
    let Some(found) = find_icon(&call.args.opt_text(0).unwrap_or_default()) else {
        return Ok(Value::Undefined);
    };
    let (view, at) = view(call)?;
    if let Some((_, icons)) = view.criteria.borrow_mut().as_mut()
        && let Some(icon) = icons.get_mut(at)
    {
        icon.custom = Some(found);
    }
    change(call, |icon| icon.custom = Some(found))
}

fn set_operator(call: &mut CellCall<'_>) -> CellResult {
    let or_equal = match call.args.opt_text(0).as_deref() {
        Some("xlGreater") => false,
        Some("xlGreaterEqual") => true,
        _ => return Ok(Value::Undefined),
    };
    change(call, |icon| icon.or_equal = or_equal)
}

fn set_type(call: &mut CellCall<'_>) -> CellResult {
    let kind = point_kind(call);
    change(call, |icon| icon.point.kind = kind)
}

fn set_value(call: &mut CellCall<'_>) -> CellResult {
    let value = point_value(call);
    change(call, |icon| icon.point.value = value)
}
