//! Tables that grow, shrink and go.

use std::collections::{HashMap, HashSet};

use spindle_ooxml::NodeId;
use spindle_ooxml::sheet::formula::{Shift, ShiftKind, quoted_sheet};
use spindle_ooxml::sheet::pivot::Item;
use spindle_ooxml::sheet::{Area, CellPos, MAX_ROWS};

use super::super::editor::fault;
use super::super::feature;
use super::super::pivot::item_at;
use super::super::range::place::address;
use super::super::range::values;
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::column::{add_node, free_name, nodes, set_total};
use super::part::{area, has_header, has_totals, set_area, show_filter, this};
use crate::class::ApiError;
use crate::value::Value;

/// Columns that a table may have.
const MAX_COLUMNS: u32 = 2_048;

fn row_of(area: Area, row: u32) -> Area {
    Area::new(
        CellPos::new(row, area.first.col),
        CellPos::new(row, area.last.col),
    )
}

/// Whether cells hold anything.
fn is_blank(call: &mut CellCall<'_>, cells: Area) -> Result<bool, ApiError> {
    let (sheet, _) = this(call)?;
    let loaded = call.doc.book.sheet(sheet).map_err(fault)?;
    Ok(loaded.grid.iter(cells).all(|(_, view)| view.is_blank()))
}

/// A row of totals: a label in the first column, the sum of the last one.
pub fn set_totals_shown(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    let (sheet, table) = this(call)?;
    if on == has_totals(call.doc, table) {
        return Ok(Value::Undefined);
    }
    let old = area(call.doc, table)?;
    if !on {
        let totals = row_of(old, old.last.row);
        call.doc.book.clear(sheet, totals).map_err(fault)?;
        call.doc
            .book
            .package
            .dom
            .remove_attr(table, "totalsRowCount");
        set_area(
            call.doc,
            table,
            Area::new(old.first, CellPos::new(old.last.row - 1, old.last.col)),
        );
        return Ok(Value::Undefined);
    }
    if old.last.row + 1 >= MAX_ROWS {
        return Ok(Value::Undefined);
    }
    let totals = row_of(old, old.last.row + 1);
    if !is_blank(call, totals)? {
        feature::shift(
            call.doc,
            sheet,
            Shift {
                at: totals,
                kind: ShiftKind::Down,
            },
        )?;
    }
    let dom = &mut call.doc.book.package.dom;
    dom.set_attr(table, "totalsRowCount", "1");
    set_area(
        call.doc,
        table,
        Area::new(old.first, CellPos::new(old.last.row + 1, old.last.col)),
    );
    let columns = nodes(call.doc, table);
    for (place, node) in columns.iter().enumerate() {
        let Ok(at) = u32::try_from(place) else { break };
        let known = call
            .doc
            .book
            .package
            .dom
            .attr(*node, "totalsRowFunction")
            .map(str::to_owned);
        let is_new = columns.iter().all(|node| {
            let dom = &call.doc.book.package.dom;
            dom.attr(*node, "totalsRowFunction").is_none()
        });
        let function = match known {
            Some(function) => function,
            None if is_new && place + 1 == columns.len() && place > 0 => "sum".to_owned(),
            None => continue,
        };
        set_total(call, table, *node, at, &function)?;
    }
    if let Some(first) = columns.first() {
        let dom = &mut call.doc.book.package.dom;
        if dom.attr(*first, "totalsRowFunction").is_none() {
            dom.set_attr(*first, "totalsRowLabel", "Summary");
            let cell = Area::new(totals.first, totals.first);
            values::set(call.doc, sheet, cell, &Value::Text("Summary".to_owned()))?;
        }
    }
    Ok(Value::Undefined)
}

/// The row of headers: cleared when it goes, written anew when it comes.
pub fn set_headers_shown(call: &mut CellCall<'_>) -> CellResult {
    let on = call.args.boolean(0, false);
    let (sheet, table) = this(call)?;
    if on == has_header(call.doc, table) {
        return Ok(Value::Undefined);
    }
    let old = area(call.doc, table)?;
    if !on {
        call.doc
            .book
            .clear(sheet, row_of(old, old.first.row))
            .map_err(fault)?;
        call.doc
            .book
            .package
            .dom
            .set_attr(table, "headerRowCount", "0");
        show_filter(call.doc, table, false)?;
        set_area(
            call.doc,
            table,
            Area::new(CellPos::new(old.first.row + 1, old.first.col), old.last),
        );
        return Ok(Value::Undefined);
    }
    let Some(row) = old.first.row.checked_sub(1) else {
        return Ok(Value::Undefined);
    };
    call.doc
        .book
        .package
        .dom
        .remove_attr(table, "headerRowCount");
    set_area(
        call.doc,
        table,
        Area::new(CellPos::new(row, old.first.col), old.last),
    );
    show_filter(call.doc, table, true)?;
    let dom = &call.doc.book.package.dom;
    let names: Vec<Value<CellRef>> = nodes(call.doc, table)
        .into_iter()
        .map(|node| dom.attr(node, "name").unwrap_or_default().into())
        .collect();
    values::set(call.doc, sheet, row_of(old, row), &Value::List(names))?;
    Ok(Value::Undefined)
}

/// Other cells for the table: columns come and go at its right.
pub fn resize(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let wanted = match call.args.get(0) {
        Value::Handle(CellRef::Range(range)) => Some(range.area.get()),
        Value::Text(text) => Area::parse(text.rsplit('!').next().unwrap_or(text)),
        _ => None,
    };
    let wanted = wanted.ok_or_else(|| call.args.wrong(0, "Range", "a range"))?;
    if wanted.cols() > MAX_COLUMNS || wanted.rows() < 2 {
        return Ok(Value::Undefined);
    }
    let own = area(call.doc, table)?;
    let others = call.doc.book.tables(sheet).map_err(fault)?;
    if others
        .iter()
        .any(|other| *other != own && other.intersect(wanted).is_some())
    {
        return Ok(Value::Undefined);
    }
    let columns = nodes(call.doc, table);
    let count = usize::try_from(wanted.cols()).unwrap_or(usize::MAX);
    for gone in columns.iter().skip(count) {
        call.doc.book.package.dom.detach(*gone);
    }
    for _ in columns.len()..count {
        let name = free_name(call.doc, table);
        add_node(call.doc, table, &name, None);
    }
    set_area(call.doc, table, wanted);
    rename(call, wanted)?;
    Ok(Value::Undefined)
}

/// Takes the names of columns from the cells of the header, or writes them where those are empty.
fn rename(call: &mut CellCall<'_>, wanted: Area) -> Result<(), ApiError> {
    let (sheet, table) = this(call)?;
    let columns = nodes(call.doc, table);
    let dom = &mut call.doc.book.package.dom;
    if let Some(list) = dom.child(table, "tableColumns") {
        dom.set_attr(list, "count", &columns.len().to_string());
    }
    if !has_header(call.doc, table) {
        return Ok(());
    }
    let mut seen = HashSet::new();
    for (node, col) in columns.into_iter().zip(wanted.first.col..=wanted.last.col) {
        let cell = CellPos::new(wanted.first.row, col);
        let shown = match item_at(call.doc, sheet, cell)? {
            Item::Blank => String::new(),
            item => item.caption(),
        };
        let name = if shown.is_empty() || !seen.insert(shown.to_lowercase()) {
            let name = free_name(call.doc, table);
            seen.insert(name.to_lowercase());
            values::set(
                call.doc,
                sheet,
                Area::new(cell, cell),
                &Value::Text(name.clone()),
            )?;
            name
        } else {
            shown
        };
        call.doc.book.package.dom.set_attr(node, "name", &name);
    }
    Ok(())
}

/// Puts cells into formulas in the place of the table's columns.
fn name_cells(doc: &mut CellEditor, table: NodeId) -> Result<(), ApiError> {
    let dom = &doc.book.package.dom;
    let name = dom
        .attr(table, "displayName")
        .unwrap_or_default()
        .to_owned();
    let mut parts = Vec::new();
    doc.book
        .replace_table(&name, |part| {
            parts.push(part.to_owned());
            None
        })
        .map_err(fault)?;
    let cells: HashMap<String, String> = parts
        .into_iter()
        .filter_map(|part| {
            let inner = part.strip_prefix('[')?.strip_suffix(']')?;
            let (sheet, area) = doc.calc.table_cells(&doc.book, &name, inner)?;
            let sheet = quoted_sheet(doc.book.sheet_name(sheet).ok()?);
            let cells = format!("{sheet}!{}", address(area, true, true));
            Some((part, cells))
        })
        .collect();
    doc.book
        .replace_table(&name, |part| cells.get(part).cloned())
        .map_err(fault)
}

/// The cells stay, the table goes.
pub fn unlist(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    name_cells(call.doc, table)?;
    let part = call.doc.book.sheet_part(sheet).map_err(fault)?.to_owned();
    let relations: Vec<(String, String)> = call
        .doc
        .book
        .package
        .relationships(&part)
        .iter()
        .filter(|relation| relation.is("table"))
        .filter_map(|relation| Some((relation.id.clone(), relation.part.clone()?)))
        .collect();
    let root = call.doc.book.sheet_mut(sheet).map_err(fault)?.root;
    for (id, target) in relations {
        if call.doc.book.package.parsed_root(&target) != Some(table) {
            continue;
        }
        let package = &mut call.doc.book.package;
        package.remove_part(&target);
        package.remove_relationship(&part, &id);
        let dom = &mut package.dom;
        if let Some(list) = dom.child(root, "tableParts") {
            let gone = dom
                .elements(list, "tablePart")
                .find(|node| dom.attr(*node, "r:id") == Some(id.as_str()));
            if let Some(gone) = gone {
                dom.detach(gone);
            }
            match dom.elements(list, "tablePart").count() {
                0 => {
                    dom.detach(list);
                }
                count => dom.set_attr(list, "count", &count.to_string()),
            }
        }
    }
    Ok(Value::Undefined)
}

/// The table goes with what its cells hold.
pub fn delete(call: &mut CellCall<'_>) -> CellResult {
    let (sheet, table) = this(call)?;
    let cells = area(call.doc, table)?;
    unlist(call)?;
    call.doc.book.clear(sheet, cells).map_err(fault)?;
    Ok(true.into())
}
