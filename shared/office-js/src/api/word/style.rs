//! `ApiStyle`

use spindle_ooxml::NodeId;
use spindle_ooxml::word::{props, styles};

use super::handle::{itself, no, style_arg, this, yes};
use super::{WordCall, WordEditor, WordRef, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiStyle",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("style".into())),
        Member::new("ToJSON", super::json::of_format),
        Member::new("GetName", get_name),
        Member::new("SetName", set_name),
        Member::new("GetType", get_type),
        Member::new("SetBasedOn", set_based_on),
        Member::new("GetTextPr", |call| {
            Ok(Value::Handle(WordRef::TextPr(this(call)?)))
        }),
        Member::new("GetParaPr", get_para_pr),
        Member::new("GetTablePr", |call| of_table(call, WordRef::TablePr)),
        Member::new("GetTableRowPr", |call| of_table(call, WordRef::RowPr)),
        Member::new("GetTableCellPr", |call| of_table(call, WordRef::CellPr)),
        Member::new("GetConditionalTableStyle", get_conditional_table_style),
        Member::new("SetConditionalTableStyle", set_conditional_table_style),
        Member::new("SetTextPr", |call| take(call, "w:rPr")),
        Member::new("SetParaPr", |call| take(call, "w:pPr")),
        Member::new("SetTablePr", |call| take(call, "w:tblPr")),
        Member::new("SetTableRowPr", |call| take(call, "w:trPr")),
        Member::new("SetTableCellPr", |call| take(call, "w:tcPr")),
    ],
    properties: &[],
};

fn get_name(call: &mut WordCall<'_>) -> WordResult {
    Ok(call.doc.text.style_name(this(call)?).into())
}

fn set_name(call: &mut WordCall<'_>) -> WordResult {
    let style = this(call)?;
    let Value::Text(name) = call.args.get(0) else {
        return no();
    };
    let name = styles::file_name(name);
    if !name.is_empty() {
        props::set_val(call.doc.dom_mut(), style, "w:name", &name);
    }
    yes()
}

fn kind(call: &WordCall<'_>, style: NodeId) -> String {
    call.doc
        .dom()
        .attr(style, "w:type")
        .unwrap_or("paragraph")
        .to_owned()
}

fn get_type(call: &mut WordCall<'_>) -> WordResult {
    let kind = kind(call, this(call)?);
    Ok(super::document::style_type(&kind).into())
}

/// A style can only be based on one of its own type, and not on itself.
fn set_based_on(call: &mut WordCall<'_>) -> WordResult {
    let style = this(call)?;
    let Some(base) = style_arg(call, 0).filter(|base| *base != style) else {
        return no();
    };
    if kind(call, base) != kind(call, style) {
        return no();
    }
    let Some(id) = call.doc.text.style_id(base).map(str::to_owned) else {
        return no();
    };
    props::set_val(call.doc.dom_mut(), style, "w:basedOn", &id);
    yes()
}

fn get_para_pr(call: &mut WordCall<'_>) -> WordResult {
    Ok(Value::Handle(WordRef::ParaPr(this(call)?)))
}

fn of_table(call: &mut WordCall<'_>, wrap: fn(NodeId) -> WordRef) -> WordResult {
    let style = this(call)?;
    if kind(call, style) != "table" {
        return Ok(Value::Null);
    }
    Ok(Value::Handle(wrap(style)))
}

/// Names of the parts of a table for scripts and in files (17.18.89).
pub const PARTS: &[(&str, &str)] = &[
    ("wholeTable", "wholeTable"),
    ("firstRow", "firstRow"),
    ("lastRow", "lastRow"),
    ("firstColumn", "firstCol"),
    ("lastColumn", "lastCol"),
    ("bandedColumn", "band1Vert"),
    ("bandedColumnEven", "band2Vert"),
    ("bandedRow", "band1Horz"),
    ("bandedRowEven", "band2Horz"),
    ("topRightCell", "neCell"),
    ("topLeftCell", "nwCell"),
    ("bottomRightCell", "seCell"),
    ("bottomLeftCell", "swCell"),
    // Names of before.
    ("topRow", "firstRow"),
    ("bottomRow", "lastRow"),
];

/// The format of a part of tables; an unknown name means the whole table. `null` for styles of other types.
fn get_conditional_table_style(call: &mut WordCall<'_>) -> WordResult {
    let style = this(call)?;
    if kind(call, style) != "table" {
        return Ok(Value::Null);
    }
    let name = call.args.opt_text(0).unwrap_or("wholeTable".into());
    let part = PARTS
        .iter()
        .find(|(script, _)| *script == name)
        .map_or("wholeTable", |(_, file)| file);
    if part == "wholeTable" {
        return Ok(Value::Handle(WordRef::WholeTable(style)));
    }
    Ok(Value::Handle(WordRef::TableStylePr(conditional(
        call.doc, style, part,
    ))))
}

/// Takes over the format of a part of tables from another style or from `Api.CreateTableStylePr`.
fn set_conditional_table_style(call: &mut WordCall<'_>) -> WordResult {
    let style = this(call)?;
    let Some(WordRef::TableStylePr(source)) = call.args.opt_handle(0).copied() else {
        return no();
    };
    if kind(call, style) != "table" {
        return no();
    }
    let part = call
        .doc
        .dom()
        .attr(source, "w:type")
        .unwrap_or("wholeTable")
        .to_owned();
    let place = conditional(call.doc, style, &part);
    if place != source {
        let copy = call.doc.dom_mut().deep_clone(source);
        call.doc.dom_mut().replace(place, copy);
    }
    itself(call)
}

/// The `w:tblStylePr` of a part, created when it is missing.
pub fn conditional(doc: &mut WordEditor, style: NodeId, part: &str) -> NodeId {
    let dom = doc.dom_mut();
    let found = dom
        .elements(style, "w:tblStylePr")
        .find(|node| dom.attr(*node, "w:type") == Some(part));
    found.unwrap_or_else(|| {
        let created = dom.element("w:tblStylePr");
        dom.set_attr(created, "w:type", part);
        dom.insert_ordered(style, created, spindle_ooxml::word::order::STYLE);
        created
    })
}

/// Takes over the properties of a given property object.
pub fn take(call: &mut WordCall<'_>, name: &str) -> WordResult {
    let target = this(call)?;
    let source = match (name, call.args.opt_handle(0).copied()) {
        ("w:rPr", Some(WordRef::TextPr(node)))
        | ("w:pPr", Some(WordRef::ParaPr(node)))
        | ("w:tblPr", Some(WordRef::TablePr(node)))
        | ("w:trPr", Some(WordRef::RowPr(node)))
        | ("w:tcPr", Some(WordRef::CellPr(node))) => node,
        _ => return no(),
    };
    if source != target {
        props::copy_container(call.doc.dom_mut(), source, target, name);
    }
    itself(call)
}
