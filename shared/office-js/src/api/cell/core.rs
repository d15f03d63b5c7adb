//! `ApiCore`: the core properties (`docProps/core.xml`, ECMA-376 Part 2, clause 8).

use spindle_ooxml::NodeId;

use super::{CellCall, CellEditor, CellResult};
use crate::class::{ApiError, Class, Member};
use crate::value::Value;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

pub static CLASS: Class<CellEditor> = Class {
    name: "ApiCore",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("core".into())),
        Member::new("GetCategory", |call| get(call, "cp:category")),
        Member::new("GetContentStatus", |call| get(call, "cp:contentStatus")),
        Member::new("GetCreator", |call| get(call, "dc:creator")),
        Member::new("GetDescription", |call| get(call, "dc:description")),
        Member::new("GetIdentifier", |call| get(call, "dc:identifier")),
        Member::new("GetKeywords", |call| get(call, "cp:keywords")),
        Member::new("GetLanguage", |call| get(call, "dc:language")),
        Member::new("GetLastModifiedBy", |call| get(call, "cp:lastModifiedBy")),
        Member::new("GetRevision", |call| get(call, "cp:revision")),
        Member::new("GetSubject", |call| get(call, "dc:subject")),
        Member::new("GetTitle", |call| get(call, "dc:title")),
        Member::new("GetVersion", |call| get(call, "cp:version")),
        Member::new("SetCategory", |call| set(call, "cp:category")),
        Member::new("SetContentStatus", |call| set(call, "cp:contentStatus")),
        Member::new("SetCreator", |call| set(call, "dc:creator")),
        Member::new("SetDescription", |call| set(call, "dc:description")),
        Member::new("SetIdentifier", |call| set(call, "dc:identifier")),
        Member::new("SetKeywords", |call| set(call, "cp:keywords")),
        Member::new("SetLanguage", |call| set(call, "dc:language")),
        Member::new("SetLastModifiedBy", |call| set(call, "cp:lastModifiedBy")),
        Member::new("SetRevision", |call| set(call, "cp:revision")),
        Member::new("SetSubject", |call| set(call, "dc:subject")),
        Member::new("SetTitle", |call| set(call, "dc:title")),
        Member::new("SetVersion", |call| set(call, "cp:version")),
    ],
    properties: &[],
};

fn root(call: &mut CellCall<'_>) -> Result<NodeId, ApiError> {
    let package = &mut call.doc.book.package;
    let part = match package.related("/", "core-properties") {
        Some(part) => part,
        None => {
            let root = package.dom.fragment("<cp:coreProperties/>");
            package.add_part_tree("/docProps/core.xml", CONTENT_TYPE, root);
            package.add_relationship("/", RELATIONSHIP, "/docProps/core.xml", false);
            "/docProps/core.xml".to_owned()
        }
    };
    package
        .root(&part)
        .map_err(|error| ApiError::State(error.to_string()))
}

fn get(call: &mut CellCall<'_>, element: &str) -> CellResult {
    let root = root(call)?;
    let dom = &call.doc.book.package.dom;
    Ok(dom
        .child(root, element)
        .map(|node| dom.text(node))
        .unwrap_or_default()
        .into())
}

fn set(call: &mut CellCall<'_>, element: &str) -> CellResult {
    let value = call.args.text(0, "value")?.into_owned();
    let root = root(call)?;
    let dom = &mut call.doc.book.package.dom;
    let node = dom.ensure_child(root, element, &[]);
    dom.set_text(node, &value);
    Ok(Value::Undefined)
}
