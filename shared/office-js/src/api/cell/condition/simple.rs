//! `ApiTop10`, `ApiAboveAverage` and `ApiUniqueValues`.

use spindle_ooxml::sheet::conditions::Test;

use super::super::feature::both;
use super::super::{CellCall, CellEditor, CellResult};
use super::rule::{LOOK_CLASS, rule};
use crate::class::{Class, Member};
use crate::value::Value;

pub static TOP_CLASS: Class<CellEditor> = Class {
    name: "ApiTop10",
    parent: Some(&LOOK_CLASS),
    members: &[
        Member::new("GetPercent", get_percent),
        Member::new("GetRank", get_rank),
        Member::new("GetTopBottom", get_top),
        Member::new("SetPercent", set_percent),
        Member::new("SetRank", set_rank),
        Member::new("SetTopBottom", set_top),
    ],
    properties: &[
        both("Percent", get_percent, set_percent),
        both("Rank", get_rank, set_rank),
        both("TopBottom", get_top, set_top),
    ],
};

pub static AVERAGE_CLASS: Class<CellEditor> = Class {
    name: "ApiAboveAverage",
    parent: Some(&LOOK_CLASS),
    members: &[
        Member::new("GetAboveBelow", get_above),
        Member::new("GetNumStdDev", get_deviation),
        Member::new("SetAboveBelow", set_above),
        Member::new("SetNumStdDev", set_deviation),
    ],
    properties: &[
        both("AboveBelow", get_above, set_above),
        both("NumStdDev", get_deviation, set_deviation),
    ],
};

pub static UNIQUE_CLASS: Class<CellEditor> = Class {
    name: "ApiUniqueValues",
    parent: Some(&LOOK_CLASS),
    members: &[
        Member::new("GetDupeUnique", get_unique),
        Member::new("SetDupeUnique", set_unique),
    ],
    properties: &[both("DupeUnique", get_unique, set_unique)],
};

fn get_percent(call: &mut CellCall<'_>) -> CellResult {
    Ok(matches!(rule(call)?.test, Test::Top(_, true, _)).into())
}

fn set_percent(call: &mut CellCall<'_>) -> CellResult {
    if let Value::Bool(on) = *call.args.get(0)
        && let Test::Top(_, percent, _) = &mut rule(call)?.test
    {
        *percent = on;
    }
    Ok(Value::Undefined)
}

fn get_rank(call: &mut CellCall<'_>) -> CellResult {
    Ok(match rule(call)?.test {
        Test::Top(rank, ..) => rank.into(),
        _ => Value::Null,
    })
}

/// 0 and what is no number is the usual 10.
fn set_rank(call: &mut CellCall<'_>) -> CellResult {
    let wanted = match call.args.get(0) {
        Value::Number(number) if *number != 0.0 && number.is_finite() => *number,
        _ => 10.0,
    };
    if let Test::Top(rank, ..) = &mut rule(call)?.test {
        *rank = wanted;
    }
    Ok(Value::Undefined)
}

fn get_top(call: &mut CellCall<'_>) -> CellResult {
    let bottom = matches!(rule(call)?.test, Test::Top(_, _, true));
    Ok(if bottom {
        "xlTop10Bottom"
    } else {
        "xlTop10Top"
    }
    .into())
}

fn set_top(call: &mut CellCall<'_>) -> CellResult {
    let wanted = match call.args.opt_text(0).as_deref() {
        Some("xlTop10Bottom") => true,
        Some("xlTop10Top") => false,
        _ => return Ok(Value::Undefined),
    };
    if let Test::Top(_, _, bottom) = &mut rule(call)?.test {
        *bottom = wanted;
    }
    Ok(Value::Undefined)
}

fn get_above(call: &mut CellCall<'_>) -> CellResult {
    Ok(matches!(rule(call)?.test, Test::Average(true, _)).into())
}

fn set_above(call: &mut CellCall<'_>) -> CellResult {
    let wanted = matches!(call.args.get(0), Value::Bool(true));
    if let Test::Average(above, _) = &mut rule(call)?.test {
        *above = wanted;
    }
    Ok(Value::Undefined)
}

fn get_deviation(call: &mut CellCall<'_>) -> CellResult {
    Ok(match rule(call)?.test {
        Test::Average(_, deviation) => deviation.into(),
        _ => Value::Null,
    })
}

fn set_deviation(call: &mut CellCall<'_>) -> CellResult {
    if let Some(wanted) = call.args.opt_number(0)
        && let Test::Average(_, deviation) = &mut rule(call)?.test
    {
        *deviation = wanted;
    }
    Ok(Value::Undefined)
}

fn get_unique(call: &mut CellCall<'_>) -> CellResult {
    let unique = matches!(rule(call)?.test, Test::Unique(true));
    Ok(if unique { "xlUnique" } else { "xlDuplicate" }.into())
}

fn set_unique(call: &mut CellCall<'_>) -> CellResult {
    let wanted = match call.args.opt_text(0).as_deref() {
        Some("xlUnique") => true,
        Some("xlDuplicate") => false,
        _ => return Ok(Value::Undefined),
    };
    let rule = rule(call)?;
    rule.test = Test::Unique(wanted);
    rule.kind = if wanted {
        "uniqueValues"
    } else {
        "duplicateValues"
    };
    Ok(Value::Undefined)
}
