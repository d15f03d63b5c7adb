//! `ApiCustomProperties`: the custom properties (`docProps/custom.xml`, ECMA-376 Part 1, 22.3).

use spindle_ooxml::NodeId;

use super::{CellCall, CellEditor, CellRef, CellResult};
use crate::args::number_text;
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
/// The format identifier that all custom properties have.
const FORMAT: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiCustomProperties",
    parent: None,
    members: &[
        Member::new("Add", add),
        Member::new("Get", get),
        Member::new("GetClassType", |_| Ok("customProperties".into())),
    ],
    properties: &[],
};

fn root(call: &mut CellCall<'_>) -> Result<Option<NodeId>, ApiError> {
    let package = &mut call.doc.book.package;
    let Some(part) = package.related("/", "custom-properties") else {
        return Ok(None);
    };
    package
        .root(&part)
        .map(Some)
        .map_err(|error| ApiError::State(error.to_string()))
}

fn add(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "name")?.into_owned();
    let (kind, text) = match call.args.get(1) {
        Value::Text(text) => ("vt:lpwstr", text.clone()),
        Value::Bool(value) => ("vt:bool", value.to_string()),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 2_147_483_648.0 => {
            ("vt:i4", number_text(*number))
        }
        Value::Number(number) if number.is_finite() => ("vt:r8", number_text(*number)),
        _ => return Ok(false.into()),
    };
    let root = match root(call)? {
        Some(root) => root,
        None => {
            let package = &mut call.doc.book.package;
            let root = package.dom.fragment(
                "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
            );
            package.add_part_tree("/docProps/custom.xml", CONTENT_TYPE, root);
            package.add_relationship("/", "custom-properties", "/docProps/custom.xml", false);
            root
        }
    };
    let dom = &mut call.doc.book.package.dom;
    let property = match find(dom, root, &name) {
        Some(property) => property,
        None => {
            let number = dom
                .elements(root, "property")
                .filter_map(|node| dom.attr(node, "pid")?.parse::<u32>().ok())
                .max()
                .map_or(2, |last| last.saturating_add(1));
            let node = dom.element_with(
                "property",
                &[
                    ("fmtid", FORMAT),
                    ("pid", &number.to_string()),
                    ("name", &name),
                ],
            );
            dom.append(root, node);
            node
        }
    };
    dom.clear(property);
    let value = dom.element(kind);
    dom.set_text(value, &text);
    dom.append(property, value);
    Ok(true.into())
}

fn find(dom: &spindle_ooxml::Dom, root: NodeId, name: &str) -> Option<NodeId> {
    dom.elements(root, "property")
        .find(|node| dom.attr(*node, "name") == Some(name))
}

fn get(call: &mut CellCall<'_>) -> CellResult {
    let name = call.args.text(0, "name")?.into_owned();
    let Some(root) = root(call)? else {
        return Ok(Value::Null);
    };
    let dom = &call.doc.book.package.dom;
    let value: Option<Value<CellRef>> = find(dom, root, &name).and_then(|property| {
        let value = dom.child_elements(property).next()?;
        let text = dom.text(value);
        Some(match dom.name_of(value)? {
            "vt:bool" => Value::Bool(text == "true" || text == "1"),
            "vt:i1" | "vt:i2" | "vt:i4" | "vt:i8" | "vt:int" | "vt:ui1" | "vt:ui2" | "vt:ui4"
            | "vt:uint" | "vt:r4" | "vt:r8" | "vt:decimal" => Value::Number(text.parse().ok()?),
            _ => Value::Text(text),
        })
    });
    Ok(value.unwrap_or(Value::Null))
}
