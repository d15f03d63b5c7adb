//! `ApiSort`, `ApiSortFields`, `ApiSortField`, and `ApiRange.SetSort`.

mod field;
mod rows;

use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::sheet::{Area, CellPos, Color, SheetId};
use spindle_ooxml::{Dom, NodeId};

use super::editor::fault;
use super::feature::{self, FeatureRef, both, get};
use super::handle::{answer, range};
use super::table::{area, body};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub use field::{CLASS as FIELD_CLASS, FIELDS_CLASS};

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiSort",
    parent: None,
    members: &[
        Member::new("Apply", apply),
        Member::new("GetHeader", |_| Ok("xlYes".into())),
        Member::new("GetMatchCase", get_match_case),
        Member::new("GetOrientation", |_| Ok("xlTopToBottom".into())),
        Member::new("GetParent", get_parent),
        Member::new("GetRng", get_range),
        Member::new("GetSortFields", get_fields),
        Member::new("GetSortMethod", get_method),
        Member::new("SetMatchCase", set_match_case),
        // Rows of a table can only be sorted from above: the original keeps that whatever is set.
        Member::new("SetOrientation", |_| Ok(Value::Undefined)),
        Member::new("SetSortMethod", set_method),
    ],
    properties: &[
        get("Header", |_| Ok("xlYes".into())),
        both("MatchCase", get_match_case, set_match_case),
        get("Orientation", |_| Ok("xlTopToBottom".into())),
        get("Parent", get_parent),
        get("Rng", get_range),
        get("SortFields", get_fields),
        both("SortMethod", get_method, set_method),
    ],
};

/// What one field sorts by.
#[derive(Debug, Clone)]
pub struct SortField {
    /// Names it among those of its table.
    pub id: u32,
    /// The cells of the column.
    pub key: Area,
    /// The greatest first.
    pub descending: bool,
    /// The API's word for what of the cells counts.
    pub on: String,
    /// The colour that counts.
    pub color: Option<Color>,
}

/// How a table is sorted.
#[derive(Debug, Clone)]
pub struct SortState {
    /// The root of the table.
    pub table: NodeId,
    /// The fields, the first counts first.
    pub fields: Vec<SortField>,
    match_case: bool,
    stroke: bool,
    last: u32,
}

/// `ApiListObject.GetSort`.
pub fn of_table(call: &mut CellCall<'_>) -> CellResult {
    match call.this {
        CellRef::Feature(FeatureRef::Table(sheet, node)) => {
            area(call.doc, node)?;
            Ok(feature::answer(FeatureRef::Sort(sheet, node)))
        }
        _ => Err(wrong()),
    }
}

fn wrong() -> ApiError {
    ApiError::Type("it was called on something that is no sort".to_owned())
}

fn place(call: &CellCall<'_>) -> Result<(SheetId, NodeId), ApiError> {
    match call.this {
        CellRef::Feature(
            FeatureRef::Sort(sheet, node)
            | FeatureRef::SortFields(sheet, node)
            | FeatureRef::SortField(sheet, node, _),
        ) => Ok((sheet, node)),
        _ => Err(wrong()),
    }
}

/// The state of the table that a member was called on.
fn state<'a>(call: &'a mut CellCall<'_>) -> Result<&'a mut SortState, ApiError> {
    let (_, node) = place(call)?;
    area(call.doc, node)?;
    let sorts = &mut call.doc.features.sorts;
    if !sorts.iter().any(|sort| sort.table == node) {
        sorts.push(SortState {
            table: node,
            fields: Vec::new(),
            match_case: false,
            stroke: false,
            last: 0,
        });
    }
    sorts
        .iter_mut()
        .find(|sort| sort.table == node)
        .ok_or_else(wrong)
}

fn get_parent(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    Ok(feature::answer(FeatureRef::Table(sheet, node)))
}

fn get_range(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    Ok(answer(sheet, area(call.doc, node)?))
}

fn get_fields(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    Ok(feature::answer(FeatureRef::SortFields(sheet, node)))
}

fn get_match_case(call: &mut CellCall<'_>) -> CellResult {
    Ok(state(call)?.match_case.into())
}

fn set_match_case(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    state(call)?.match_case = on;
    Ok(Value::Undefined)
}

fn get_method(call: &mut CellCall<'_>) -> CellResult {
    let stroke = state(call)?.stroke;
    Ok(if stroke { "xlStroke" } else { "xlPinYin" }.into())
}

fn set_method(call: &mut CellCall<'_>) -> CellResult {
    match call.args.opt_text(0).as_deref() {
        Some("xlStroke") => state(call)?.stroke = true,
        Some("xlPinYin") => state(call)?.stroke = false,
        _ => {}
    }
    Ok(Value::Undefined)
}

/// Writes what was sorted by what (18.3.1.92).
fn note(
    dom: &mut Dom,
    parent: NodeId,
    order: &[&str],
    cells: Area,
    fields: &[(Area, bool)],
    flags: &[(&str, bool)],
) {
    let node = dom.ensure_child(parent, "sortState", order);
    dom.clear(node);
    for (name, on) in flags {
        if *on {
            dom.set_attr(node, name, "1");
        } else {
            dom.remove_attr(node, name);
        }
    }
    dom.set_attr(node, "ref", &cells.name());
    for (key, descending) in fields {
        let condition = dom.element_with("sortCondition", &[("ref", &key.name())]);
        if *descending {
            dom.set_attr(condition, "descending", "1");
        }
        dom.append(node, condition);
    }
}

/// Sorts the rows of the table by its fields.
pub(super) fn apply(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, node) = place(call)?;
    let cells = body(call.doc, node)?;
    let (keys, match_case) = {
        let state = state(call)?;
        let keys: Vec<(Area, bool)> = state
            .fields
            .iter()
            // What is sorted by colours or icons keeps its order by values.
            .filter(|field| field.on == "xlSortOnValues")
            .filter_map(|field| {
                let column = Area::new(
                    CellPos::new(cells.first.row, field.key.first.col),
                    CellPos::new(cells.last.row, field.key.first.col),
                );
                Some((column.intersect(cells)?, field.descending))
            })
            .collect();
        (keys, state.match_case)
    };
    if keys.is_empty() {
        return Ok(Value::Undefined);
    }
    rows::sort(call.doc, sheet, cells, &keys, match_case, false)?;
    let dom = &mut call.doc.book.package.dom;
    let order = &[
        "autoFilter",
        "sortState",
        "tableColumns",
        "tableStyleInfo",
        "extLst",
    ];
    note(
        dom,
        node,
        order,
        cells,
        &keys,
        &[("caseSensitive", match_case)],
    );
    Ok(Value::Undefined)
}

/// `ApiRange.SetSort`: up to three keys, each a range or its name, with their orders.
pub fn set_sort(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, cells) = range(call)?;
    let header = call.args.opt_text(6).as_deref() == Some("xlYes");
    let by_rows = call.args.opt_text(7).as_deref() == Some("xlSortRows");
    let mut cells = cells;
    // Whole columns and rows end where the sheet does.
    let bounds = call
        .doc
        .book
        .sheet(sheet)
        .map_err(fault)?
        .grid
        .bounds(|view| !view.is_blank());
    let Some(inside) = bounds.and_then(|bounds| bounds.intersect(cells)) else {
        return Ok(Value::Undefined);
    };
    cells = inside;
    if header {
        let first = if by_rows {
            CellPos::new(cells.first.row, cells.first.col + 1)
        } else {
            CellPos::new(cells.first.row + 1, cells.first.col)
        };
        if first.row > cells.last.row || first.col > cells.last.col {
            return Ok(Value::Undefined);
        }
        cells = Area::new(first, cells.last);
    }
    let mut keys = Vec::new();
    for index in [0, 2, 4] {
        let key = match call.args.get(index) {
            Value::Handle(CellRef::Range(range)) => Some(range.area.get()),
            Value::Text(text) => Area::parse(text.rsplit('!').next().unwrap_or(text)),
            _ => None,
        };
        let Some(key) = key else { continue };
        let descending = call.args.opt_text(index + 1).as_deref() == Some("xlDescending");
        let line = if by_rows {
            Area::new(
                CellPos::new(key.first.row, cells.first.col),
                CellPos::new(key.first.row, cells.last.col),
            )
        } else {
            Area::new(
                CellPos::new(cells.first.row, key.first.col),
                CellPos::new(cells.last.row, key.first.col),
            )
        };
        keys.extend(line.intersect(cells).map(|line| (line, descending)));
    }
    if keys.is_empty() {
        return Ok(Value::Undefined);
    }
    rows::sort(call.doc, sheet, cells, &keys, false, by_rows)?;
    let root = call.doc.book.sheet(sheet).map_err(fault)?.root;
    let dom = &mut call.doc.book.package.dom;
    note(dom, root, ORDER, cells, &keys, &[("columnSort", by_rows)]);
    Ok(Value::Undefined)
}
