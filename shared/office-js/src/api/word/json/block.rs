//! The content of documents, cells, headers and notes.

use serde_json::{Value as Json, json};
use spindle_ooxml::NodeId;
use spindle_ooxml::word::block as view;

use super::super::{WordEditor, WordRef, WordResult};
use super::{Object, Reader, array, close, kind, paragraph, table};
use crate::class::ApiError;
use crate::value::Value;

/// The paragraphs, tables and controls of a container.
pub fn elements(doc: &WordEditor, container: NodeId) -> Json {
    let dom = doc.dom();
    let written = view::elements(dom, container)
        .into_iter()
        .map(|node| match dom.name_of(node) {
            Some("w:p") => paragraph::write(doc, node).into(),
            Some("w:tbl") => table::write(doc, node).into(),
            _ => json!({ "type": "xml", "xml": dom.serialize_fragment(node) }),
        });
    Json::Array(written.collect())
}

/// A content.
pub fn content(doc: &WordEditor, container: NodeId) -> Object {
    let mut out = Object::new();
    out.insert("bPresentation".to_owned(), false.into());
    out.insert("content".to_owned(), elements(doc, container));
    out.insert("type".to_owned(), "docContent".into());
    out
}

/// The elements that JSON lists, new and in no place.
fn read_elements(to: &mut Reader<'_>, given: &Object) -> Result<Vec<NodeId>, ApiError> {
    let mut found = Vec::new();
    for piece in array(given, "content").iter().filter_map(Json::as_object) {
        match kind(piece) {
            "paragraph" => found.push(paragraph::read(to, piece)),
            "table" => found.push(table::read(to, piece)?),
            "xml" => {
                let dom = to.dom();
                let node = piece
                    .get("xml")
                    .and_then(Json::as_str)
                    .and_then(|xml| dom.try_fragment(xml).ok());
                found.extend(node.filter(|node| dom.is(*node, "w:sdt")));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Puts the elements that JSON lists into a container, which ends with a paragraph then.
pub fn read_into(to: &mut Reader<'_>, container: NodeId, given: &Object) -> Result<(), ApiError> {
    for element in read_elements(to, given)? {
        view::append(to.dom(), container, element);
    }
    close(to.dom(), container);
    Ok(())
}

/// A content of its own.
pub fn read_content(to: &mut Reader<'_>, given: &Object) -> Result<NodeId, ApiError> {
    let container = to.dom().element("w:txbxContent");
    read_into(to, container, given)?;
    Ok(container)
}

/// The elements of a document, as a list.
pub fn read_document(to: &mut Reader<'_>, given: &Object) -> WordResult {
    let elements = read_elements(to, given)?;
    let handles = elements
        .into_iter()
        .map(|node| Value::Handle(to.doc.block(node)));
    Ok(Value::<WordRef>::List(handles.collect()))
}
