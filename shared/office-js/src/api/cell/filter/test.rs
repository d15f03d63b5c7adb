//! Which rows a filter leaves.

use std::collections::HashSet;

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::pivot::Item;
use spindle_ooxml::sheet::{CellPos, SheetId};

use super::super::CellEditor;
use super::super::editor::fault;
use super::super::pivot::item_at;
use super::{cells, columns, data_rows};
use crate::class::ApiError;

/// Rows that a filter looks at.
const MAX_ROWS: u32 = 1_048_576;

/// The end and whether per cent of a filter for the first or last values.
pub fn top(operator: &str) -> Option<(bool, bool)> {
    Some(match operator {
        "xlTop10Items" => (true, false),
        "xlTop10Percent" => (true, true),
        "xlBottom10Items" => (false, false),
        "xlBottom10Percent" => (false, true),
        _ => return None,
    })
}

/// Filters that move with time: in the API and in files (18.18.26).
const DYNAMIC: &[(&str, &str)] = &[
    ("xlFilterAboveAverage", "aboveAverage"),
    ("xlFilterBelowAverage", "belowAverage"),
    ("xlFilterToday", "today"),
    ("xlFilterYesterday", "yesterday"),
    ("xlFilterTomorrow", "tomorrow"),
    ("xlFilterThisWeek", "thisWeek"),
    ("xlFilterLastWeek", "lastWeek"),
    ("xlFilterNextWeek", "nextWeek"),
    ("xlFilterThisMonth", "thisMonth"),
    ("xlFilterLastMonth", "lastMonth"),
    ("xlFilterNextMonth", "nextMonth"),
    ("xlFilterThisQuarter", "thisQuarter"),
    ("xlFilterLastQuarter", "lastQuarter"),
    ("xlFilterNextQuarter", "nextQuarter"),
    ("xlFilterThisYear", "thisYear"),
    ("xlFilterLastYear", "lastYear"),
    ("xlFilterNextYear", "nextYear"),
    ("xlFilterYearToDate", "yearToDate"),
    ("xlFilterAllDatesInPeriodJanuary", "M1"),
    ("xlFilterAllDatesInPeriodFebruary", "M2"),
    ("xlFilterAllDatesInPeriodMarch", "M3"),
    ("xlFilterAllDatesInPeriodApril", "M4"),
    ("xlFilterAllDatesInPeriodMay", "M5"),
    ("xlFilterAllDatesInPeriodJune", "M6"),
    ("xlFilterAllDatesInPeriodJuly", "M7"),
    ("xlFilterAllDatesInPeriodAugust", "M8"),
    ("xlFilterAllDatesInPeriodSeptember", "M9"),
    ("xlFilterAllDatesInPeriodOctober", "M10"),
    ("xlFilterAllDatesInPeriodNovember", "M11"),
    ("xlFilterAllDatesInPeriodDecember", "M12"),
    ("xlFilterAllDatesInPeriodQuarter1", "Q1"),
    ("xlFilterAllDatesInPeriodQuarter2", "Q2"),
    ("xlFilterAllDatesInPeriodQuarter3", "Q3"),
    ("xlFilterAllDatesInPeriodQuarter4", "Q4"),
];

/// The file's name of a filter that moves with time.
pub fn dynamic_type(name: &str) -> Option<&'static str> {
    super::super::condition::to_file(DYNAMIC, name)
}

/// The API's name of a filter that moves with time.
pub fn dynamic_name(name: &str) -> Option<&'static str> {
    super::super::condition::to_api(DYNAMIC, name)
}

/// A text against a pattern with `*` and `?`, without regard to case.
fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == c => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .is_none_or(|rest| rest.iter().all(|c| *c == '*'))
}

/// One comparison of a custom filter.
fn passes(operator: &str, value: &str, item: &Item) -> bool {
    let text = match item {
        Item::Blank => String::new(),
        item => item.caption(),
    };
    let numbers = match (item, value.trim().parse::<f64>()) {
        (Item::Number(number), Ok(wanted)) => Some((*number, wanted)),
        _ => None,
    };
    match (operator, numbers) {
        ("equal", Some((number, wanted))) => number == wanted,
        ("notEqual", Some((number, wanted))) => number != wanted,
        ("greaterThan", Some((number, wanted))) => number > wanted,
        ("greaterThanOrEqual", Some((number, wanted))) => number >= wanted,
        ("lessThan", Some((number, wanted))) => number < wanted,
        ("lessThanOrEqual", Some((number, wanted))) => number <= wanted,
        ("equal", None) => matches(value, &text),
        ("notEqual", None) => !matches(value, &text),
        (_, None) if value.trim().parse::<f64>().is_ok() || matches!(item, Item::Number(_)) => {
            false
        }
        ("greaterThan", None) => text.to_lowercase() > value.to_lowercase(),
        ("greaterThanOrEqual", None) => text.to_lowercase() >= value.to_lowercase(),
        ("lessThan", None) => text.to_lowercase() < value.to_lowercase(),
        ("lessThanOrEqual", None) => text.to_lowercase() <= value.to_lowercase(),
        _ => true,
    }
}

/// Which of a column's values a criterion leaves; what it cannot tell stays.
fn kept(doc: &CellEditor, criterion: NodeId, items: &[Item]) -> Vec<bool> {
    let dom = &doc.book.package.dom;
    let numbers: Vec<f64> = items
        .iter()
        .filter_map(|item| match item {
            Item::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    match dom.name_of(criterion) {
        Some("customFilters") => {
            let tests: Vec<(&str, &str)> = dom
                .elements(criterion, "customFilter")
                .map(|node| {
                    (
                        dom.attr(node, "operator").unwrap_or("equal"),
                        dom.attr(node, "val").unwrap_or_default(),
                    )
                })
                .collect();
            let and = matches!(dom.attr(criterion, "and"), Some("1" | "true"));
            items
                .iter()
                .map(|item| {
                    let mut results = tests
                        .iter()
                        .map(|(operator, value)| passes(operator, value, item));
                    if and {
                        results.all(|passed| passed)
                    } else {
                        results.any(|passed| passed)
                    }
                })
                .collect()
        }
        Some("filters") => {
            let wanted: HashSet<String> = dom
                .elements(criterion, "filter")
                .filter_map(|node| dom.attr(node, "val").map(str::to_lowercase))
                .collect();
            let blank = matches!(dom.attr(criterion, "blank"), Some("1" | "true"));
            items
                .iter()
                .map(|item| match item {
                    Item::Blank => blank,
                    item => wanted.contains(&item.caption().to_lowercase()),
                })
                .collect()
        }
        Some("top10") => {
            let from_top = dom.attr(criterion, "top") != Some("0");
            let count = dom
                .attr(criterion, "val")
                .and_then(|value| value.parse::<f64>().ok())
                .unwrap_or(10.0);
            let is_percent = matches!(dom.attr(criterion, "percent"), Some("1" | "true"));
            let count = if is_percent {
                (numbers.len() as f64 * count / 100.0).floor().max(1.0)
            } else {
                count
            };
            let mut ranked = numbers;
            ranked.sort_by(|a, b| {
                if from_top {
                    b.total_cmp(a)
                } else {
                    a.total_cmp(b)
                }
            });
            let last = ranked
                .get((count as usize).saturating_sub(1))
                .or(ranked.last())
                .copied();
            let within = |number: f64| {
                last.is_some_and(|last| {
                    if from_top {
                        number >= last
                    } else {
                        number <= last
                    }
                })
            };
            items
                .iter()
                .map(|item| matches!(item, Item::Number(number) if within(*number)))
                .collect()
        }
        Some("dynamicFilter") => {
            let mean = numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
            let above = match dom.attr(criterion, "type") {
                Some("aboveAverage") => true,
                Some("belowAverage") => false,
                _ => return vec![true; items.len()],
            };
            let passed = |number: f64| if above { number > mean } else { number < mean };
            items
                .iter()
                .map(|item| matches!(item, Item::Number(number) if passed(*number)))
                .collect()
        }
        _ => vec![true; items.len()],
    }
}

/// Hides the rows that the filter does not leave, and shows the others.
pub fn hide(doc: &mut CellEditor, id: SheetId, node: NodeId) -> Result<(), ApiError> {
    let Some(area) = cells(doc, node) else {
        return Ok(());
    };
    let bounds = doc
        .book
        .sheet(id)
        .map_err(fault)?
        .grid
        .bounds(|view| !view.is_blank());
    let Some(rows) = data_rows(area).and_then(|rows| rows.intersect(bounds?)) else {
        return Ok(());
    };
    if rows.rows() > MAX_ROWS {
        return Ok(());
    }
    let mut shown = vec![true; rows.rows() as usize];
    for column in columns(doc, node) {
        let dom = &doc.book.package.dom;
        let (Some(criterion), Some(number)) = (
            dom.child_elements(column).next(),
            dom.attr(column, "colId")
                .and_then(|id| id.parse::<u32>().ok()),
        ) else {
            continue;
        };
        let col = area.first.col.saturating_add(number);
        let mut items = Vec::new();
        for row in rows.first.row..=rows.last.row {
            items.push(item_at(doc, id, CellPos::new(row, col))?);
        }
        for (shown, kept) in shown.iter_mut().zip(kept(doc, criterion, &items)) {
            *shown &= kept;
        }
    }
    let loaded = doc.book.sheet_mut(id).map_err(fault)?;
    for (row, shown) in (rows.first.row..=rows.last.row).zip(shown) {
        let mut format = loaded.grid.row(row);
        if format.hidden == shown {
            format.hidden = !shown;
            loaded.grid.set_row(row, format);
        }
    }
    Ok(())
}
