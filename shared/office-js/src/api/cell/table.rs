//! `ApiListObject`: tables of a worksheet (ECMA-376 Part 1, 18.5).

mod column;
mod part;
mod row;
mod shape;

use spindle_ooxml::sheet::formula::{Shift, ShiftKind};
use spindle_ooxml::sheet::{Area, CellPos, MAX_ROWS, SheetId, Workbook};

use super::editor::fault;
use super::feature::{self, FeatureRef, both, get};
use super::handle::{sheet, sheet_answer};
use super::{CellCall, CellEditor, CellRef, CellResult, filter, sort, worksheet};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

pub use column::CLASS as COLUMN_CLASS;
pub use part::{area, body, tables};
pub use row::CLASS as ROW_CLASS;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiListObject",
    parent: None,
    members: &[
        Member::new("AddListColumn", column::add),
        Member::new("AddListRow", row::add),
        Member::new("Delete", shape::delete),
        Member::new("GetActive", get_active),
        Member::new("GetAlternativeText", |call| part::get_alt(call, "altText")),
        Member::new("GetAutoFilter", filter::of_table),
        // A comment and a summary are one and the same in the original.
        Member::new("GetComment", |call| part::get_alt(call, "altTextSummary")),
        Member::new("GetDataBodyRange", part::get_body),
        Member::new("GetDisplayName", |call| part::get_text(call, "displayName")),
        Member::new("GetHeaderRowRange", part::get_header),
        Member::new("GetListColumns", column::all),
        Member::new("GetListRows", row::all),
        Member::new("GetName", |call| part::get_text(call, "displayName")),
        Member::new("GetParent", |call| Ok(sheet_answer(part::this(call)?.0))),
        Member::new("GetRange", part::get_range),
        Member::new("GetShowAutoFilter", part::get_filter_shown),
        Member::new("GetShowAutoFilterDropDown", part::get_arrows),
        Member::new("GetShowHeaders", part::get_headers_shown),
        Member::new("GetShowTableStyleColumnStripes", |call| {
            part::get_style_flag(call, "showColumnStripes")
        }),
        Member::new("GetShowTableStyleFirstColumn", |call| {
            part::get_style_flag(call, "showFirstColumn")
        }),
        Member::new("GetShowTableStyleLastColumn", |call| {
            part::get_style_flag(call, "showLastColumn")
        }),
        Member::new("GetShowTableStyleRowStripes", |call| {
            part::get_style_flag(call, "showRowStripes")
        }),
        Member::new("GetShowTotals", part::get_totals_shown),
        Member::new("GetSort", sort::of_table),
        Member::new("GetSourceType", |_| Ok("xlSrcRange".into())),
        Member::new("GetSummary", |call| part::get_alt(call, "altTextSummary")),
        Member::new("GetTableStyle", part::get_style),
        Member::new("GetTotalsRowRange", part::get_totals),
        Member::new("Resize", shape::resize),
        Member::new("SetAlternativeText", |call| part::set_alt(call, "altText")),
        Member::new("SetComment", |call| part::set_alt(call, "altTextSummary")),
        Member::new("SetDisplayName", set_name),
        Member::new("SetName", set_name),
        Member::new("SetShowAutoFilter", part::set_filter_shown),
        Member::new("SetShowAutoFilterDropDown", part::set_arrows),
        Member::new("SetShowHeaders", shape::set_headers_shown),
        Member::new("SetShowTableStyleColumnStripes", |call| {
            part::set_style_flag(call, "showColumnStripes")
        }),
        Member::new("SetShowTableStyleFirstColumn", |call| {
            part::set_style_flag(call, "showFirstColumn")
        }),
        Member::new("SetShowTableStyleLastColumn", |call| {
            part::set_style_flag(call, "showLastColumn")
        }),
        Member::new("SetShowTableStyleRowStripes", |call| {
            part::set_style_flag(call, "showRowStripes")
        }),
        Member::new("SetShowTotals", shape::set_totals_shown),
        Member::new("SetSummary", |call| part::set_alt(call, "altTextSummary")),
        Member::new("SetTableStyle", part::set_style),
        Member::new("Unlist", shape::unlist),
    ],
    properties: &[
        get("Active", get_active),
        both(
            "AlternativeText",
            |call| part::get_alt(call, "altText"),
            |call| part::set_alt(call, "altText"),
        ),
        get("AutoFilter", filter::of_table),
        both(
            "Comment",
            |call| part::get_alt(call, "altTextSummary"),
            |call| part::set_alt(call, "altTextSummary"),
        ),
        get("DataBodyRange", part::get_body),
        both(
            "DisplayName",
            |call| part::get_text(call, "displayName"),
            set_name,
        ),
        get("HeaderRowRange", part::get_header),
        both("Name", |call| part::get_text(call, "displayName"), set_name),
        get("Parent", |call| Ok(sheet_answer(part::this(call)?.0))),
        get("Range", part::get_range),
        both(
            "ShowAutoFilter",
            part::get_filter_shown,
            part::set_filter_shown,
        ),
        both("ShowAutoFilterDropDown", part::get_arrows, part::set_arrows),
        both(
            "ShowHeaders",
            part::get_headers_shown,
            shape::set_headers_shown,
        ),
        both(
            "ShowTableStyleColumnStripes",
            |call| part::get_style_flag(call, "showColumnStripes"),
            |call| part::set_style_flag(call, "showColumnStripes"),
        ),
        both(
            "ShowTableStyleFirstColumn",
            |call| part::get_style_flag(call, "showFirstColumn"),
            |call| part::set_style_flag(call, "showFirstColumn"),
        ),
        both(
            "ShowTableStyleLastColumn",
            |call| part::get_style_flag(call, "showLastColumn"),
            |call| part::set_style_flag(call, "showLastColumn"),
        ),
        both(
            "ShowTableStyleRowStripes",
            |call| part::get_style_flag(call, "showRowStripes"),
            |call| part::set_style_flag(call, "showRowStripes"),
        ),
        both(
            "ShowTotals",
            part::get_totals_shown,
            shape::set_totals_shown,
        ),
        get("Sort", sort::of_table),
        get("SourceType", |_| Ok("xlSrcRange".into())),
        both(
            "Summary",
            |call| part::get_alt(call, "altTextSummary"),
            |call| part::set_alt(call, "altTextSummary"),
        ),
        both("TableStyle", part::get_style, part::set_style),
        get("TotalsRowRange", part::get_totals),
    ],
};

/// `ApiWorksheet.GetListObjects`.
pub fn of_sheet(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let found = tables(call.doc, id)?;
    Ok(Value::List(
        found
            .into_iter()
            .map(|node| feature::answer(FeatureRef::Table(id, node)))
            .collect(),
    ))
}

/// `ApiWorksheet.AddListObject`. Without headers there, a row of them is put above.
pub fn add(call: &mut CellCall<'_>) -> CellResult {
    let id = sheet(call)?;
    let source = match call.args.get(1) {
        Value::Handle(CellRef::Range(range)) => Some(range.area.get()),
        Value::Text(text) => Area::parse(text.rsplit('!').next().unwrap_or(text)),
        _ => None,
    };
    let mut area =
        source.ok_or_else(|| call.args.wrong(1, "sSource", "a range such as \"A1:C5\""))?;
    let style = match call.args.get(5) {
        Value::Text(style) if !style.is_empty() => style.clone(),
        _ => "TableStyleLight9".to_owned(),
    };
    let before = tables(call.doc, id)?;
    // Cells of a table stand for it.
    for known in &before {
        if self::area(call.doc, *known)?.covers(area) {
            return Ok(feature::answer(FeatureRef::Table(id, *known)));
        }
    }
    if taken(call.doc, id, area)? {
        return Ok(Value::Null);
    }
    if call.args.opt_text(3).as_deref() == Some("xlNo") {
        if area.last.row + 1 >= MAX_ROWS {
            return Ok(Value::Null);
        }
        let at = Area::new(area.first, CellPos::new(area.first.row, area.last.col));
        feature::shift(
            call.doc,
            id,
            Shift {
                at,
                kind: ShiftKind::Down,
            },
        )?;
        area = Area::new(area.first, CellPos::new(area.last.row + 1, area.last.col));
    }
    call.doc.book.add_table(id, area, &style).map_err(fault)?;
    let made = tables(call.doc, id)?
        .into_iter()
        .find(|node| !before.contains(node));
    let Some(node) = made else {
        return Ok(Value::Null);
    };
    // Numbers of tables that went are not given again.
    let dom = &mut call.doc.book.package.dom;
    let number = dom
        .attr(node, "displayName")
        .and_then(|name| name.strip_prefix("Table")?.parse::<u32>().ok())
        .unwrap_or(0);
    let number = number.max(call.doc.features.last_table.saturating_add(1));
    call.doc.features.last_table = number;
    for name in ["name", "displayName"] {
        dom.set_attr(node, name, &format!("Table{number}"));
    }
    Ok(feature::answer(FeatureRef::Table(id, node)))
}

fn taken(doc: &mut CellEditor, id: SheetId, area: Area) -> Result<bool, ApiError> {
    let all = doc.book.tables(id).map_err(fault)?;
    Ok(all.iter().any(|table| table.intersect(area).is_some()))
}

/// Whether the active cell is in the table.
fn get_active(call: &mut CellCall<'_>) -> CellResult {
    let (id, node) = part::this(call)?;
    let cell = worksheet::active_cell(call.doc, id)?;
    Ok(area(call.doc, node)?.contains(cell).into())
}

/// Another name; one that formulas cannot have, or that is taken, changes nothing.
fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let (_, own) = part::this(call)?;
    let name = call.args.text(0, "name")?.into_owned();
    if !Workbook::is_name(&name) {
        return Ok(Value::Undefined);
    }
    for id in call.doc.book.sheets() {
        if call.doc.book.sheet_part(id).is_err() {
            continue;
        }
        for node in tables(call.doc, id)? {
            let known = call
                .doc
                .book
                .package
                .dom
                .attr(node, "displayName")
                .unwrap_or_default();
            if node != own && known.eq_ignore_ascii_case(&name) {
                return Ok(Value::Undefined);
            }
        }
    }
    let dom = &mut call.doc.book.package.dom;
    let old = dom.attr(own, "displayName").unwrap_or_default().to_owned();
    dom.set_attr(own, "name", &name);
    dom.set_attr(own, "displayName", &name);
    call.doc.book.rename_table(&old, &name).map_err(fault)?;
    Ok(Value::Undefined)
}
