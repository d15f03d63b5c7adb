//! `ApiCore`: title, author and other core properties.

use super::editor::fault;
use super::{WordCall, WordEditor, WordResult};
use crate::class::{Class, Member};
use crate::value::Value;

pub static CLASS: Class<WordEditor> = Class {
    name: "ApiCore",
    parent: None,
    members: &[
        Member::new("GetClassType", |_| Ok("core".into())),
        Member::new("SetTitle", |call| set(call, "dc:title")),
        Member::new("GetTitle", |call| get(call, "dc:title")),
        Member::new("SetSubject", |call| set(call, "dc:subject")),
        Member::new("GetSubject", |call| get(call, "dc:subject")),
        Member::new("SetCreator", |call| set(call, "dc:creator")),
        Member::new("GetCreator", |call| get(call, "dc:creator")),
        Member::new("SetDescription", |call| set(call, "dc:description")),
        Member::new("GetDescription", |call| get(call, "dc:description")),
        Member::new("SetIdentifier", |call| set(call, "dc:identifier")),
        Member::new("GetIdentifier", |call| get(call, "dc:identifier")),
        Member::new("SetLanguage", |call| set(call, "dc:language")),
        Member::new("GetLanguage", |call| get(call, "dc:language")),
        Member::new("SetKeywords", |call| set(call, "cp:keywords")),
        Member::new("GetKeywords", |call| get(call, "cp:keywords")),
        Member::new("SetCategory", |call| set(call, "cp:category")),
        Member::new("GetCategory", |call| get(call, "cp:category")),
        Member::new("SetContentStatus", |call| set(call, "cp:contentStatus")),
        Member::new("GetContentStatus", |call| get(call, "cp:contentStatus")),
        Member::new("SetLastModifiedBy", |call| set(call, "cp:lastModifiedBy")),
        Member::new("GetLastModifiedBy", |call| get(call, "cp:lastModifiedBy")),
        Member::new("SetRevision", |call| set(call, "cp:revision")),
        Member::new("GetRevision", |call| get(call, "cp:revision")),
        Member::new("SetVersion", |call| set(call, "cp:version")),
        Member::new("GetVersion", |call| get(call, "cp:version")),
    ],
    properties: &[],
};

fn set(call: &mut WordCall<'_>, element: &str) -> WordResult {
    let value = call.args.opt_text(0).unwrap_or_default();
    call.doc
        .text
        .set_core_property(element, &value)
        .map_err(fault)?;
    Ok(Value::Undefined)
}

/// `null` for a property that the document does not have.
fn get(call: &mut WordCall<'_>, element: &str) -> WordResult {
    Ok(call.doc.text.core_property(element).map_err(fault)?.into())
}
