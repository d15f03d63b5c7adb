//! `ApiName`: defined names.

use spindle_ooxml::sheet::formula::written;
use spindle_ooxml::sheet::workbook::DefinedName;
use spindle_ooxml::sheet::{Area, SheetId, Workbook};

use super::editor::fault;
use super::handle::{active_sheet, answer};
use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::{ApiError, Class, Member, Property};
use crate::value::Value;

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiName",
    parent: None,
    members: &[
        Member::new("Delete", delete),
        Member::new("GetName", get_name),
        Member::new("GetRefersTo", get_refers_to),
        Member::new("GetRefersToRange", get_refers_to_range),
        Member::new("SetName", set_name),
        Member::new("SetRefersTo", set_refers_to),
    ],
    properties: &[
        Property {
            name: "Name",
            get: Some(get_name),
            set: Some(set_name),
        },
        Property {
            name: "RefersTo",
            get: Some(get_refers_to),
            set: Some(set_refers_to),
        },
        Property {
            name: "RefersToRange",
            get: Some(get_refers_to_range),
            set: None,
        },
    ],
};

/// Adds a name to a sheet or the workbook; arguments are name, formula and whether it is hidden.
pub fn add(call: &mut CellCall<'_>, scope: Option<SheetId>) -> CellResult {
    let name = call.args.text(0, "sName")?;
    let formula = call.args.text(1, "sRef")?;
    let hidden = call.args.boolean(2, false);
    let formula = formula.strip_prefix('=').unwrap_or(&formula);
    if formula.trim().is_empty() {
        return Err(ApiError::State("argument 2 (sRef) is empty".to_owned()));
    }
    call.doc
        .book
        .add_name(&name, formula, scope, hidden)
        .map_err(fault)?;
    Ok(true.into())
}

/// The names of a scope; those of every scope when there is none.
pub fn list(book: &Workbook, scope: Option<SheetId>) -> Vec<DefinedName> {
    let visible = |name: &DefinedName| !name.name.starts_with("_xlnm.");
    book.names()
        .into_iter()
        .filter(|name| visible(name) && (scope.is_none() || name.scope == scope))
        .collect()
}

/// Names as the answer of a member.
pub fn answers(names: Vec<DefinedName>) -> Value<CellRef> {
    Value::List(
        names
            .into_iter()
            .map(|name| Value::Handle(CellRef::Name(name.node)))
            .collect(),
    )
}

fn this(call: &CellCall<'_>) -> Result<DefinedName, ApiError> {
    let CellRef::Name(node) = call.this else {
        return Err(ApiError::Type(
            "it was called on something that is not an ApiName".to_owned(),
        ));
    };
    let names = call.doc.book.names();
    let gone = || ApiError::State("the name was deleted".to_owned());
    names
        .into_iter()
        .find(|name| name.node == node)
        .ok_or_else(gone)
}

fn delete(call: &mut CellCall<'_>) -> CellResult {
    let name = this(call)?;
    call.doc.book.delete_name(name.node);
    Ok(true.into())
}

fn get_name(call: &mut CellCall<'_>) -> CellResult {
    if call.this == CellRef::NoName {
        return Ok(Value::Undefined);
    }
    Ok(this(call)?.name.into())
}

fn set_name(call: &mut CellCall<'_>) -> CellResult {
    let old = this(call)?;
    let name = call.args.text(0, "sName")?;
    let taken = call
        .doc
        .book
        .find_name(&name, old.scope)
        .is_some_and(|found| found.node != old.node);
    if !Workbook::is_name(&name) || taken {
        return Err(ApiError::State(format!(
            "{name:?} cannot be a defined name, or there is one of that name"
        )));
    }
    let book = &mut call.doc.book;
    book.rename_name(&old, &name).map_err(fault)?;
    book.package.dom.set_attr(old.node, "name", &name);
    book.touch_formulas();
    Ok(true.into())
}

fn get_refers_to(call: &mut CellCall<'_>) -> CellResult {
    if call.this == CellRef::NoName {
        return Ok(Value::Undefined);
    }
    Ok(written(&this(call)?.formula).into())
}

fn set_refers_to(call: &mut CellCall<'_>) -> CellResult {
    let name = this(call)?;
    let formula = call.args.text(0, "sRef")?;
    let formula = formula.strip_prefix('=').unwrap_or(&formula);
    if formula.trim().is_empty() {
        return Ok(false.into());
    }
    call.doc
        .book
        .set_name_formula(name.node, formula)
        .map_err(fault)?;
    Ok(true.into())
}

fn get_refers_to_range(call: &mut CellCall<'_>) -> CellResult {
    let name = this(call)?;
    let found = place(&call.doc.book, &name.formula);
    // Cells without a worksheet are those of the one that is shown.
    let found = match Area::parse(&name.formula) {
        Some(area) if found.is_none() => Some((active_sheet(call.doc)?, area)),
        _ => found,
    };
    Ok(found.map_or(Value::Null, |(sheet, area)| answer(sheet, area)))
}

/// The cells that a formula like `Sheet1!$A$1:$B$2` is, if it is one.
pub fn place(book: &Workbook, formula: &str) -> Option<(SheetId, Area)> {
    let (sheet, cells) = formula.rsplit_once('!')?;
    let inner = sheet
        .strip_prefix('\'')
        .and_then(|sheet| sheet.strip_suffix('\''));
    let name = inner.map_or_else(|| sheet.to_owned(), |inner| inner.replace("''", "'"));
    Some((book.find_sheet(&name)?, Area::parse(cells)?))
}
