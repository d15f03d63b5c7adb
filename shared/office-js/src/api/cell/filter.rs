//! `ApiAutoFilter`, `ApiFilter`, and `ApiRange.SetAutoFilter` (ECMA-376 Part 1, 18.3.1.2 and 18.3.2).

mod test;

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::sheet::{Area, CellPos, SheetId};

use super::editor::fault;
use super::feature::{self, FeatureRef, get};
use super::handle::{answer, range, sheet, sheet_answer};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiAutoFilter",
    parent: None,
    members: &[
        Member::new("ApplyFilter", apply),
        Member::new("GetFilterMode", get_mode),
        Member::new("GetFilters", get_filters),
        Member::new("GetParent", get_sheet),
        Member::new("GetRange", get_range),
        Member::new("ShowAllData", show_all),
    ],
    properties: &[
        get("FilterMode", get_mode),
        get("Filters", get_filters),
        get("Parent", get_sheet),
        get("Range", get_range),
    ],
};

pub static FILTER_CLASS: Class<CellEditor> = Class {
    name: "ApiFilter",
    parent: None,
    members: &[
        Member::new("GetCriteria1", get_first),
        Member::new("GetCriteria2", get_second),
        Member::new("GetOn", |_| Ok(true.into())),
        Member::new("GetOperator", get_operator),
        Member::new("GetParent", get_parent),
    ],
    properties: &[
        get("Criteria1", get_first),
        get("Criteria2", get_second),
        get("On", |_| Ok(true.into())),
        get("Operator", get_operator),
        get("Parent", get_parent),
    ],
};

/// Comparisons as they are typed, and in files.
const COMPARISONS: &[(&str, &str)] = &[
    ("<>", "notEqual"),
    (">=", "greaterThanOrEqual"),
    ("<=", "lessThanOrEqual"),
    (">", "greaterThan"),
    ("<", "lessThan"),
    ("=", "equal"),
];
/// Criteria of one column.
const MAX_VALUES: usize = 10_000;

/// `ApiWorksheet.GetAutoFilter`.
pub fn of_sheet(call: &mut CellCall<'_>) -> CellResult {
    Ok(feature::answer(FeatureRef::AutoFilter(sheet(call)?, None)))
}

/// `ApiListObject.GetAutoFilter`: `null` when it is not shown.
pub fn of_table(call: &mut CellCall<'_>) -> CellResult {
    let CellRef::Feature(FeatureRef::Table(id, node)) = call.this else {
        return Ok(Value::Null);
    };
    Ok(match call.doc.book.package.dom.child(node, "autoFilter") {
        Some(_) => feature::answer(FeatureRef::AutoFilter(id, Some(node))),
        None => Value::Null,
    })
}

fn place(call: &CellCall<'_>) -> Result<(SheetId, Option<NodeId>), ApiError> {
    match call.this {
        CellRef::Feature(FeatureRef::AutoFilter(id, table) | FeatureRef::Filter(id, table, _)) => {
            Ok((id, table))
        }
        _ => Err(ApiError::Type(
            "it was called on something that is no filter".to_owned(),
        )),
    }
}

/// The filter's element, if there is one.
fn node(call: &mut CellCall<'_>) -> Result<Option<NodeId>, ApiError> {
    let (id, table) = place(call)?;
    let home = match table {
        Some(table) => table,
        None => call.doc.book.sheet(id).map_err(fault)?.root,
    };
    Ok(call.doc.book.package.dom.child(home, "autoFilter"))
}

fn cells(doc: &CellEditor, node: NodeId) -> Option<Area> {
    doc.book.package.dom.attr(node, "ref").and_then(Area::parse)
}

fn get_sheet(call: &mut CellCall<'_>) -> CellResult {
    Ok(sheet_answer(place(call)?.0))
}

fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let (id, _) = place(call)?;
    let node = node(call)?;
    Ok(node
        .and_then(|node| cells(call.doc, node))
        .map_or(Value::Null, |area| answer(id, area)))
}

fn get_mode(call: &mut CellCall<'_>) -> CellResult {
    Ok(node(call)?.is_some().into())
}

/// Columns that have a criterion.
fn columns(doc: &CellEditor, node: NodeId) -> Vec<NodeId> {
    let dom = &doc.book.package.dom;
    dom.elements(node, "filterColumn")
        .filter(|column| dom.child_elements(*column).next().is_some())
        .collect()
}

fn get_filters(call: &mut CellCall<'_>) -> CellResult {
    let (id, table) = place(call)?;
    let Some(node) = node(call)? else {
        return Ok(Value::List(Vec::new()));
    };
    let handles = columns(call.doc, node)
        .into_iter()
        .map(|column| feature::answer(FeatureRef::Filter(id, table, column)));
    Ok(Value::List(handles.collect()))
}

fn show_all(call: &mut CellCall<'_>) -> CellResult {
    let (id, _) = place(call)?;
    if let Some(node) = node(call)? {
        for column in columns(call.doc, node) {
            call.doc.book.package.dom.detach(column);
        }
        test::hide(call.doc, id, node)?;
    }
    Ok(Value::Undefined)
}

fn apply(call: &mut CellCall<'_>) -> CellResult {
    let (id, _) = place(call)?;
    if let Some(node) = node(call)? {
        test::hide(call.doc, id, node)?;
    }
    Ok(Value::Undefined)
}

fn column(call: &CellCall<'_>) -> Option<NodeId> {
    match call.this {
        CellRef::Feature(FeatureRef::Filter(_, _, column)) => Some(column),
        _ => None,
    }
}

/// The element that says what a column is filtered by.
fn criterion(call: &CellCall<'_>) -> Option<NodeId> {
    call.doc
        .book
        .package
        .dom
        .child_elements(column(call)?)
        .next()
}

fn custom(call: &CellCall<'_>, place: usize) -> Option<String> {
    let dom = &call.doc.book.package.dom;
    let node = dom.child_elements(criterion(call)?).nth(place)?;
    let operator = dom.attr(node, "operator").unwrap_or("equal");
    let sign = COMPARISONS
        .iter()
        .find(|(_, name)| *name == operator)
        .map_or("=", |(sign, _)| *sign);
    Some(format!(
        "{sign}{}",
        dom.attr(node, "val").unwrap_or_default()
    ))
}

fn get_first(call: &mut CellCall<'_>) -> CellResult {
    let Some(node) = criterion(call) else {
        return Ok(Value::Null);
    };
    let dom = &call.doc.book.package.dom;
    Ok(match dom.name_of(node) {
        Some("customFilters") => custom(call, 0).into(),
        Some("filters") => Value::List(
            dom.elements(node, "filter")
                .map(|filter| dom.attr(filter, "val").unwrap_or_default().into())
                .collect(),
        ),
        Some("top10") => dom
            .attr(node, "val")
            .and_then(|value| value.parse::<f64>().ok())
            .into(),
        Some("dynamicFilter") => {
            test::dynamic_name(dom.attr(node, "type").unwrap_or_default()).into()
        }
        _ => Value::Null,
    })
}

fn get_second(call: &mut CellCall<'_>) -> CellResult {
    let is_custom =
        criterion(call).is_some_and(|node| call.doc.book.package.dom.is(node, "customFilters"));
    Ok(custom(call, 1).filter(|_| is_custom).into())
}

fn get_operator(call: &mut CellCall<'_>) -> CellResult {
    let Some(node) = criterion(call) else {
        return Ok(Value::Null);
    };
    let dom = &call.doc.book.package.dom;
    let is_set = |name| matches!(dom.attr(node, name), Some("1" | "true"));
    Ok(match dom.name_of(node) {
        Some("customFilters") if is_set("and") => "xlAnd",
        Some("customFilters") => "xlOr",
        Some("filters") => "xlFilterValues",
        Some("top10") => match (dom.attr(node, "top") != Some("0"), is_set("percent")) {
            (true, false) => "xlTop10Items",
            (true, true) => "xlTop10Percent",
            (false, false) => "xlBottom10Items",
            (false, true) => "xlBottom10Percent",
        },
        Some("dynamicFilter") => "xlFilterDynamic",
        Some("colorFilter") if dom.attr(node, "cellColor") == Some("0") => "xlFilterFontColor",
        Some("colorFilter") => "xlFilterCellColor",
        _ => return Ok(Value::Null),
    }
    .into())
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (id, table) = place(call)?;
    Ok(feature::answer(FeatureRef::AutoFilter(id, table)))
}

/// `ApiRange.SetAutoFilter`. Without a field it gives the range a filter, or takes it.
pub fn set_auto_filter(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let root = call.doc.book.sheet(id).map_err(fault)?.root;
    let table = tables_at(call, id, area)?;
    let known = call
        .doc
        .book
        .package
        .dom
        .child(table.unwrap_or(root), "autoFilter");
    if !call.args.given(0) {
        match known {
            Some(node) => {
                for column in columns(call.doc, node) {
                    call.doc.book.package.dom.detach(column);
                }
                test::hide(call.doc, id, node)?;
                call.doc.book.package.dom.detach(node);
            }
            None => {
                make(call.doc, id, root, area)?;
            }
        }
        return Ok(Value::Undefined);
    }
    let bad = || ApiError::State("Error! Field range error!".to_owned());
    let own = known.and_then(|node| cells(call.doc, node)).unwrap_or(area);
    let field = match call.args.get(0) {
        Value::Number(field) if *field >= 1.0 && *field <= f64::from(own.cols()) => {
            *field as u32 - 1
        }
        _ => return Err(bad()),
    };
    let node = match known {
        Some(node) => node,
        None if !call.args.given(1) => return Ok(Value::Undefined),
        None => make(call.doc, id, root, area)?,
    };
    let number = field.to_string();
    let dom = &mut call.doc.book.package.dom;
    let old = dom
        .elements(node, "filterColumn")
        .find(|column| dom.attr(*column, "colId") == Some(number.as_str()));
    if let Some(old) = old {
        dom.detach(old);
    }
    if let Some(criterion) = new_criterion(call)? {
        let dom = &mut call.doc.book.package.dom;
        let column = dom.element_with("filterColumn", &[("colId", &number)]);
        if matches!(call.args.get(4), Value::Bool(false)) {
            dom.set_attr(column, "hiddenButton", "1");
        }
        dom.append(column, criterion);
        let after = dom.elements(node, "filterColumn").find(|other| {
            dom.attr(*other, "colId")
                .and_then(|id| id.parse::<u32>().ok())
                .is_some_and(|id| id > field)
        });
        match after {
            Some(after) => dom.insert_before(column, after),
            None => dom.append(node, column),
        };
    }
    test::hide(call.doc, id, node)?;
    Ok(Value::Undefined)
}

/// The table whose cells the range is in.
fn tables_at(call: &mut CellCall<'_>, id: SheetId, area: Area) -> Result<Option<NodeId>, ApiError> {
    for node in super::table::tables(call.doc, id)? {
        if super::table::area(call.doc, node)?.covers(area) {
            return Ok(Some(node));
        }
    }
    Ok(None)
}

fn make(doc: &mut CellEditor, id: SheetId, root: NodeId, area: Area) -> Result<NodeId, ApiError> {
    let mut area = area;
    if area.is_cell() {
        // One cell stands for all that is around it.
        let bounds = doc
            .book
            .sheet(id)
            .map_err(fault)?
            .grid
            .bounds(|view| !view.is_blank());
        area = bounds.unwrap_or(area);
    }
    let dom = &mut doc.book.package.dom;
    let node = dom.ensure_child(root, "autoFilter", ORDER);
    dom.set_attr(node, "ref", &area.name());
    Ok(node)
}

/// The element for the criteria of the call; `None` for none.
fn new_criterion(call: &mut CellCall<'_>) -> Result<Option<NodeId>, ApiError> {
    let operator = call.args.opt_text(2).unwrap_or_default().into_owned();
    let first = call.args.get(1);
    let second = call.args.opt_text(3).map(|text| text.into_owned());
    if first.is_nothing() {
        return Ok(None);
    }
    if matches!(operator.as_str(), "xlFilterCellColor" | "xlFilterFontColor") {
        let font = operator == "xlFilterFontColor";
        return color_criterion(call, font);
    }
    let dom = &mut call.doc.book.package.dom;
    if let Value::List(values) = first {
        let mut texts: Vec<String> = values
            .iter()
            .take(MAX_VALUES)
            .filter_map(|value| match value {
                Value::Text(text) => Some(text.clone()),
                Value::Number(number) => Some(crate::args::number_text(*number)),
                _ => None,
            })
            .collect();
        if texts.len() < 3 {
            let node = dom.element("customFilters");
            for text in texts {
                let one = dom.element_with("customFilter", &[("val", &text)]);
                dom.append(node, one);
            }
            return Ok(Some(node));
        }
        texts.sort();
        let node = dom.element("filters");
        for text in texts {
            let one = dom.element_with("filter", &[("val", &text)]);
            dom.append(node, one);
        }
        return Ok(Some(node));
    }
    if let Some((top, percent)) = test::top(&operator) {
        let value = call
            .args
            .opt_number(1)
            .unwrap_or(10.0)
            .trunc()
            .clamp(1.0, 500.0)
            .to_string();
        let flag = |on| if on { "1" } else { "0" };
        return Ok(Some(dom.element_with(
            "top10",
            &[
                ("top", flag(top)),
                ("percent", flag(percent)),
                ("val", &value),
            ],
        )));
    }
    let text = match first {
        Value::Text(text) => text.clone(),
        _ => {
            return Err(call
                .args
                .wrong(1, "Criteria1", "a string or an array of them"));
        }
    };
    if operator == "xlFilterDynamic" {
        return Ok(test::dynamic_type(&text)
            .map(|kind| dom.element_with("dynamicFilter", &[("type", kind)])));
    }
    let node = dom.element("customFilters");
    if operator == "xlAnd" && second.is_some() {
        dom.set_attr(node, "and", "1");
    }
    for text in std::iter::once(text).chain(second) {
        let sign = COMPARISONS.iter().find(|(sign, _)| text.starts_with(sign));
        let (sign, name) = sign.copied().unwrap_or(("", "equal"));
        let value = text.get(sign.len()..).unwrap_or_default();
        let one = dom.element_with("customFilter", &[("val", value)]);
        if name != "equal" {
            dom.set_attr(one, "operator", name);
        }
        dom.append(node, one);
    }
    Ok(Some(node))
}

/// Cells of one colour: the file names it by a differential format.
fn color_criterion(call: &mut CellCall<'_>, font: bool) -> Result<Option<NodeId>, ApiError> {
    use spindle_ooxml::sheet::conditions::{FontLook, Look, add_look};
    let Some(color) = super::color::argument(call, 1).flatten() else {
        return Ok(None);
    };
    let look = if font {
        Look {
            font: Some(FontLook {
                color: Some(color),
                ..FontLook::default()
            }),
            ..Look::default()
        }
    } else {
        Look {
            fill: Some(color),
            ..Look::default()
        }
    };
    let Some(id) = add_look(&mut call.doc.book, &look).map_err(fault)? else {
        return Ok(None);
    };
    let dom = &mut call.doc.book.package.dom;
    let node = dom.element_with("colorFilter", &[("dxfId", &id.to_string())]);
    if font {
        dom.set_attr(node, "cellColor", "0");
    }
    Ok(Some(node))
}

/// The rows below the headers of a filter.
pub fn data_rows(area: Area) -> Option<Area> {
    let first = area.first.row + 1;
    (first <= area.last.row).then(|| Area::new(CellPos::new(first, area.first.col), area.last))
}
