//! `ApiTableStylePr`: the format of one part of the tables of a style.

use super::handle::this;
use super::style::{PARTS, take};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiTableStylePr",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("tableStylePr".into())),
        Member::new("ToJSON", super::json::of_format),
        Member::new("GetType", get_type),
        Member::new("GetTextPr", |call| {
            Ok(Value::Handle(WordRef::TextPr(this(call)?)))
        }),
        Member::new("GetParaPr", |call| {
            Ok(Value::Handle(WordRef::ParaPr(this(call)?)))
        }),
        Member::new("GetTablePr", |call| {
            Ok(Value::Handle(WordRef::TablePr(this(call)?)))
        }),
        Member::new("GetTableRowPr", |call| {
            Ok(Value::Handle(WordRef::RowPr(this(call)?)))
        }),
        Member::new("GetTableCellPr", |call| {
            Ok(Value::Handle(WordRef::CellPr(this(call)?)))
        }),
        Member::new("SetTextPr", |call| take(call, "w:rPr")),
        Member::new("SetParaPr", |call| take(call, "w:pPr")),
        Member::new("SetTablePr", |call| take(call, "w:tblPr")),
        Member::new("SetTableRowPr", |call| take(call, "w:trPr")),
        Member::new("SetTableCellPr", |call| take(call, "w:tcPr")),
    ],
    properties: &[],
};

fn get_type(call: &mut WordCall<'_>) -> WordResult {
    let part = call
        .doc
        .dom()
        .attr(this(call)?, "w:type")
        .unwrap_or_default();
    Ok(PARTS
        .iter()
        .find(|(_, file)| *file == part)
        .map_or("wholeTable", |(script, _)| script)
        .into())
}

/// `Api.CreateTableStylePr`: the format of a part, not in a style yet.
pub fn create(call: &mut WordCall<'_>) -> WordResult {
    let name = call.args.opt_text(0).unwrap_or("wholeTable".into());
    let part = PARTS
        .iter()
        .find(|(script, _)| *script == name)
        .map_or("wholeTable", |(_, file)| *file);
    let node = call.doc.dom_mut().element("w:tblStylePr");
    call.doc.dom_mut().set_attr(node, "w:type", part);
    Ok(Value::Handle(WordRef::TableStylePr(node)))
}
