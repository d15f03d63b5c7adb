//! Content controls: their XML, from which they are made again, and their content for readers of the JSON.

use serde_json::Value as Json;
use spindle_ooxml::NodeId;

use super::super::{WordEditor, WordRef};
use super::{Object, Reader, block, paragraph};
use crate::value::Value;

/// A content control in a paragraph or around blocks.
pub fn write(doc: &WordEditor, handle: WordRef, node: NodeId) -> Object {
    let dom = doc.dom();
    let inline = matches!(handle, WordRef::InlineSdt(_));
    let (key, kind) = if inline {
        ("content", "inlineLvlSdt")
    } else {
        ("sdtContent", "blockLvlSdt")
    };
    let mut out = Object::new();
    if let Some(content) = dom.child(node, "w:sdtContent") {
        let written = if inline {
            let runs = dom.elements(content, "w:r");
            Json::Array(
                runs.map(|run| paragraph::run(doc, run, "run").into())
                    .collect(),
            )
        } else {
            block::content(doc, content).into()
        };
        out.insert(key.to_owned(), written);
    }
    out.insert("xml".to_owned(), dom.serialize_fragment(node).into());
    out.insert("type".to_owned(), kind.into());
    out
}

/// A new content control of what [`write`] wrote. It has no id: two controls with one are not allowed.
pub fn read(to: &mut Reader<'_>, given: &Object) -> Value<WordRef> {
    let inline = super::kind(given) == "inlineLvlSdt";
    let dom = to.dom();
    let node = given
        .get("xml")
        .and_then(Json::as_str)
        .and_then(|xml| dom.try_fragment(xml).ok())
        .filter(|node| dom.is(*node, "w:sdt"));
    let Some(node) = node else {
        return Value::Null;
    };
    if let Some(id) = dom.path(node, &["w:sdtPr", "w:id"]) {
        dom.detach(id);
    }
    Value::Handle(if inline {
        WordRef::InlineSdt(node)
    } else {
        WordRef::BlockSdt(node)
    })
}
