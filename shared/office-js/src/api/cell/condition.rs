//! `ApiFormatConditions`: the conditional formats of a range.

mod bar;
mod font;
mod icons;
mod rule;
mod scale;
mod simple;

use spindle_ooxml::sheet::conditions::{Bar, Icon, Point, Rule, Stop, Test};
use spindle_ooxml::sheet::{Area, Color, SheetId};

use super::feature::{self, FeatureRef, get};
use super::handle::{answer, range};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::args::number_text;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub use bar::CLASS as BAR_CLASS;
pub use font::CLASS as FONT_CLASS;
pub use icons::{CLASS as ICONS_CLASS, CRITERION_CLASS as ICON_CLASS, IconView};
pub use rule::{BASE_CLASS, CLASS as RULE_CLASS, LOOK_CLASS};
pub use scale::{CLASS as SCALE_CLASS, CRITERION_CLASS as STOP_CLASS};
pub use simple::{AVERAGE_CLASS, TOP_CLASS, UNIQUE_CLASS};

/// Rules of one workbook.
const MAX_RULES: usize = 10_000;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiFormatConditions",
    parent: None,
    members: &[
        Member::new("Add", add),
        Member::new("AddAboveAverage", |call| {
            made(
                call,
                "aboveAverage",
                "xlAboveAverageCondition",
                "ApiAboveAverage",
                Test::Average(true, 0.0),
            )
        }),
        Member::new("AddColorScale", add_color_scale),
        Member::new("AddDatabar", |call| {
            made(call, "dataBar", "xlDataBar", "ApiDatabar", bar())
        }),
        Member::new("AddIconSetCondition", |call| {
            made(call, "iconSet", "xlIconSet", "ApiIconSetCondition", icons())
        }),
        Member::new("AddTop10", |call| {
            made(
                call,
                "top10",
                "xlTop10",
                "ApiTop10",
                Test::Top(10.0, false, false),
            )
        }),
        Member::new("AddUniqueValues", |call| {
            made(
                call,
                "uniqueValues",
                "xlUniqueValues",
                "ApiUniqueValues",
                Test::Unique(true),
            )
        }),
        Member::new("Delete", delete),
        Member::new("GetCount", get_count),
        Member::new("GetItem", get_item),
        Member::new("GetParent", get_parent),
    ],
    properties: &[get("Count", get_count), get("Parent", get_parent)],
};

/// Names of operators in the API and in files.
pub const OPERATORS: &[(&str, &str)] = &[
    ("xlBetween", "between"),
    ("xlEqual", "equal"),
    ("xlGreater", "greaterThan"),
    ("xlGreaterEqual", "greaterThanOrEqual"),
    ("xlLess", "lessThan"),
    ("xlLessEqual", "lessThanOrEqual"),
    ("xlNotBetween", "notBetween"),
    ("xlNotEqual", "notEqual"),
    ("xlContains", "containsText"),
    ("xlBeginsWith", "beginsWith"),
    ("xlEndsWith", "endsWith"),
];

/// Names of periods in the API and in files.
pub const PERIODS: &[(&str, &str)] = &[
    ("xlToday", "today"),
    ("xlYesterday", "yesterday"),
    ("xlTomorrow", "tomorrow"),
    ("xlLast7Days", "last7Days"),
    ("xlThisWeek", "thisWeek"),
    ("xlLastWeek", "lastWeek"),
    ("xlNextWeek", "nextWeek"),
    ("xlThisMonth", "thisMonth"),
    ("xlLastMonth", "lastMonth"),
    ("xlNextMonth", "nextMonth"),
];

/// Names of kinds of points in the API and in files.
pub const POINTS: &[(&str, &str)] = &[
    ("xlConditionValueNumber", "num"),
    ("xlConditionValuePercent", "percent"),
    ("xlConditionValuePercentile", "percentile"),
    ("xlConditionValueFormula", "formula"),
    ("xlConditionValueLowestValue", "min"),
    ("xlConditionValueHighestValue", "max"),
    ("xlConditionValueAutomaticMin", "autoMin"),
    ("xlConditionValueAutomaticMax", "autoMax"),
];

/// The second name where the first is this one.
pub fn to_file(names: &'static [(&str, &str)], name: &str) -> Option<&'static str> {
    names
        .iter()
        .find(|(api, _)| *api == name)
        .map(|(_, file)| *file)
}

/// The first name where the second is this one.
pub fn to_api(names: &'static [(&str, &str)], name: &str) -> Option<&'static str> {
    names
        .iter()
        .find(|(_, file)| *file == name)
        .map(|(api, _)| *api)
}

/// A kind of point that an argument names; a number where it names none.
pub fn point_kind(call: &CellCall<'_>) -> &'static str {
    let name = call.args.opt_text(0).unwrap_or_default();
    to_file(POINTS, &name).unwrap_or("num")
}

/// A value of a point as it is kept: a formula without its sign.
pub fn point_value(call: &CellCall<'_>) -> Option<String> {
    let text = call.args.opt_text(0)?;
    Some(text.strip_prefix('=').unwrap_or(&text).to_owned())
}

fn place(call: &CellCall<'_>) -> Result<(SheetId, Area), ApiError> {
    match call.this {
        CellRef::Feature(FeatureRef::Conditions(sheet, area)) => Ok((sheet, area)),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiFormatConditions".to_owned(),
        )),
    }
}

/// `ApiRange.GetFormatConditions`.
pub fn of_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = range(call)?;
    Ok(feature::answer(FeatureRef::Conditions(sheet, area)))
}

fn add_rule(call: &mut CellCall<'_>, rule: Rule) -> CellResult {
    let (_, area) = place(call)?;
    let conditions = &mut call.doc.features.conditions;
    if conditions.rules.len() >= MAX_RULES {
        return Err(ApiError::Range(format!(
            "{MAX_RULES} conditional formats are the limit"
        )));
    }
    let class = rule.class;
    let id = conditions.add(rule);
    Ok(handle(id, class, area))
}

/// The object of a rule, seen from a range.
fn handle(id: u32, class: &'static str, area: Area) -> Value<CellRef> {
    feature::answer(match class {
        "ApiIconSetCondition" => FeatureRef::Icons(IconView::new(id, area)),
        class => FeatureRef::Condition(id, class, area),
    })
}

fn made(
    call: &mut CellCall<'_>,
    kind: &'static str,
    api_type: &'static str,
    class: &'static str,
    test: Test,
) -> CellResult {
    let (sheet, area) = place(call)?;
    let mut rule = Rule::new(sheet, area, kind, api_type, test);
    rule.class = class;
    rule.has_font = !matches!(
        class,
        "ApiDatabar" | "ApiColorScale" | "ApiIconSetCondition"
    );
    add_rule(call, rule)
}

fn point(kind: &'static str, value: Option<&str>) -> Point {
    Point {
        kind,
        value: value.map(str::to_owned),
    }
}

fn bar() -> Test {
    Test::Bar(Box::new(Bar {
        points: [point("min", None), point("max", None)],
        color: Color::Rgb(0x0063_8ec6),
        colors: [None; 4],
        axis: "automatic",
        direction: "context",
        gradient: true,
        length: [0.0, 100.0],
        show_value: true,
    }))
}

fn icons() -> Test {
    Test::Icons("3TrafficLights1", icon_points(3, "percent"), false, false)
}

/// The icons of a set of so many with their usual points.
pub fn icon_points(count: usize, kind: &'static str) -> Vec<Icon> {
    (0..count)
        .map(|place| Icon {
            point: Point {
                kind,
                value: Some((100.0 * place as f64 / count as f64).round().to_string()),
            },
            or_equal: true,
            custom: None,
        })
        .collect()
}

fn scale(count: usize) -> Test {
    let stop = |point, rgb| Stop {
        point,
        color: Color::Rgb(rgb),
    };
    let mut stops = vec![
        stop(point("min", None), 0x00f8_696b),
        stop(point("max", None), 0x0063_be7b),
    ];
    if count == 3 {
        stops.insert(1, stop(point("percentile", Some("50")), 0x00ff_eb84));
    }
    Test::Scale(stops)
}

fn add_color_scale(call: &mut CellCall<'_>) -> CellResult {
    let count = match call.args.get(0) {
        Value::Undefined => 3,
        _ => call.args.opt_integer(0).unwrap_or(0),
    };
    let count = usize::try_from(count)
        .ok()
        .filter(|count| matches!(count, 2 | 3))
        .ok_or_else(|| {
            ApiError::State(
                "Invalid ColorScaleType. Must be 2 (two-color scale) or 3 (three-color scale)."
                    .to_owned(),
            )
        })?;
    made(
        call,
        "colorScale",
        "xlColorScale",
        "ApiColorScale",
        scale(count),
    )
}

/// A formula as a rule has it: a text that is neither number nor formula is quoted.
fn formula(call: &CellCall<'_>, index: usize) -> Result<String, ApiError> {
    let text = match call.args.get(index) {
        Value::Undefined => return Ok(String::new()),
        Value::Null => return Err(call.args.wrong(index, "Formula1", "a formula")),
        Value::Handle(CellRef::Range(range)) => range.area.get().name(),
        Value::Number(number) => return Ok(number_text(*number)),
        _ => call.args.opt_text(index).unwrap_or_default().into_owned(),
    };
    Ok(match text.strip_prefix('=') {
        Some(formula) => formula.to_owned(),
        None if text.is_empty() || text.trim().parse::<f64>().is_ok() => text,
        None => format!("\"{}\"", text.replace('"', "\"\"")),
    })
}

/// The formula that tests a text (18.18.12).
pub fn text_formula(operator: Option<&str>, wanted: &str, area: Area) -> String {
    let first = area.first.name();
    match operator {
        Some("beginsWith") => format!("LEFT({first},LEN({wanted}))={wanted}"),
        Some("endsWith") => format!("RIGHT({first},LEN({wanted}))={wanted}"),
        _ => format!("NOT(ISERROR(SEARCH({wanted},{first})))"),
    }
}

/// What the type of a text rule is for its operator.
pub fn text_kind(operator: Option<&str>) -> &'static str {
    match operator {
        Some("beginsWith") => "beginsWith",
        Some("endsWith") => "endsWith",
        _ => "containsText",
    }
}

/// Types of `Add` that have nothing but themselves: name, type in files, name that they answer, whether with a font.
const PLAIN: &[(&str, &str, &str, bool)] = &[
    (
        "xlBlanksCondition",
        "containsBlanks",
        "xlBlanksCondition",
        true,
    ),
    (
        "xlNoBlanksCondition",
        "notContainsBlanks",
        "xlNoBlanksCondition",
        true,
    ),
    (
        "xlErrorsCondition",
        "containsErrors",
        "xlErrorsCondition",
        false,
    ),
    (
        "xlNoErrorsCondition",
        "notContainsErrors",
        "xlNoErrorsCondition",
        false,
    ),
];

fn add(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    let kind = call.args.opt_text(0).unwrap_or_default();
    let operator_name = call.args.opt_text(1).unwrap_or_default();
    let operator = to_file(OPERATORS, &operator_name);
    let rule = |kind, api_type, test| Rule::new(sheet, area, kind, api_type, test);
    let mut made = match kind.as_ref() {
        "xlCellValue" => {
            let mut rule = rule("cellIs", "xlCellValue", Test::Plain);
            rule.operator = operator;
            let second = formula(call, 3)?;
            let is_pair = matches!(operator, Some("between" | "notBetween"));
            rule.formulas = [
                formula(call, 2)?,
                if is_pair { second } else { String::new() },
            ];
            rule
        }
        "xlExpression" => {
            let mut rule = rule("expression", "xlExpression", Test::Plain);
            rule.formulas = [formula(call, 2)?, String::new()];
            rule
        }
        "xlTextString" => {
            let mut rule = rule(text_kind(operator), "xlTextString", Test::Plain);
            let mut wanted = formula(call, 2)?;
            rule.operator = operator;
            let is_formula = matches!(call.args.get(2), Value::Text(text) if text.starts_with('='));
            // Texts are searched for, numbers too.
            if !is_formula && !wanted.is_empty() && !wanted.starts_with('"') {
                wanted = format!("\"{wanted}\"");
            }
            rule.text = match call.args.opt_text(2) {
                Some(text) if !is_formula => Some(text.into_owned()),
                _ => None,
            };
            let second = if is_formula {
                wanted.clone()
            } else {
                String::new()
            };
            rule.formulas = [text_formula(operator, &wanted, area), second];
            rule
        }
        "xlTimePeriod" => {
            let mut rule = rule("timePeriod", "xlTimePeriod", Test::Plain);
            rule.period = Some(to_file(PERIODS, &operator_name).unwrap_or(""));
            rule
        }
        "xlAboveAverageCondition" => rule(
            "aboveAverage",
            "xlAboveAverageCondition",
            Test::Average(true, 0.0),
        ),
        "xlTop10" => rule("top10", "xlTop10", Test::Top(10.0, false, false)),
        "xlUniqueValues" => rule("uniqueValues", "xlUniqueValues", Test::Unique(true)),
        "xlDatabar" => rule("dataBar", "xlDataBar", bar()),
        "xlColorScale" => rule("colorScale", "xlColorScale", scale(3)),
        "xlIconSets" => {
            return Err(ApiError::Type(
                "icon sets are made by AddIconSetCondition".to_owned(),
            ));
        }
        name => match PLAIN.iter().find(|(known, ..)| *known == name) {
            Some((_, kind, api_type, has_font)) => {
                let mut rule = rule(kind, api_type, Test::Plain);
                rule.has_font = *has_font;
                rule
            }
            None => return Ok(Value::Null),
        },
    };
    if matches!(
        kind.as_ref(),
        "xlDatabar" | "xlColorScale" | "xlUniqueValues"
    ) {
        made.has_font = false;
    }
    add_rule(call, made)
}

fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    call.doc.features.conditions.clear(sheet, area);
    Ok(Value::Undefined)
}

fn get_count(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    Ok(call.doc.features.conditions.at(sheet, area).len().into())
}

/// The rule at a place from 1 by priority.
fn get_item(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    let index = call
        .args
        .opt_integer(0)
        .and_then(|index| usize::try_from(index.checked_sub(1)?).ok());
    let conditions = &call.doc.features.conditions;
    let found = index.and_then(|index| conditions.at(sheet, area).get(index).copied());
    let rule = found.and_then(|id| conditions.get(id));
    Ok(rule.map_or(Value::Null, |rule| handle(rule.id, rule.class, area)))
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, area) = place(call)?;
    Ok(answer(sheet, area))
}
