//! Tables with their rows and cells.

use serde_json::{Value as Json, json};
use spindle_ooxml::NodeId;
use spindle_ooxml::word::{props, table as view};

use super::super::super::WordEditor;
use super::super::{Object, Reader, array, block, close, integer, object};
use super::{
    cell_properties, properties, read_cell_properties, read_properties, read_row_properties,
    row_properties,
};
use crate::class::ApiError;

/// A table.
pub fn write(doc: &WordEditor, node: NodeId) -> Object {
    let dom = doc.dom();
    let columns = dom.child(node, "w:tblGrid").map(|grid| {
        let columns = dom.elements(grid, "w:gridCol");
        let columns = columns.map(|column| {
            let w = props::number(dom, column, "w:w").unwrap_or(0);
            json!({ "w": w, "type": "gridCol" })
        });
        Json::Array(columns.collect())
    });
    let rows = view::rows(dom, node).into_iter().map(|row| {
        let cells = view::cells(dom, row).into_iter().map(|cell| {
            json!({
                "content": block::content(doc, cell),
                "tcPr": cell_properties(doc, cell),
                "id": cell.index().to_string(),
                "type": "tblCell",
            })
        });
        json!({
            "content": cells.collect::<Vec<Json>>(),
            "reviewInfo": {
                "userId": "", "author": "", "date": "", "moveType": "noMove", "prevType": -1,
            },
            "reviewType": "common",
            "trPr": row_properties(doc, row),
            "type": "tblRow",
        })
    });
    let mut out = Object::new();
    out.insert("bPresentation".to_owned(), false.into());
    out.insert("tblGrid".to_owned(), columns.unwrap_or_else(|| json!([])));
    out.insert("tblPr".to_owned(), properties(doc, node).into());
    out.insert("content".to_owned(), rows.collect::<Vec<Json>>().into());
    out.insert("changes".to_owned(), json!([]));
    out.insert("type".to_owned(), "table".into());
    out
}

/// A new table.
///
/// # Errors
/// [`ApiError::Range`] when it has more cells or columns than a table may have.
pub fn read(to: &mut Reader<'_>, given: &Object) -> Result<NodeId, ApiError> {
    let rows = array(given, "content");
    let cells: usize = rows
        .iter()
        .filter_map(Json::as_object)
        .map(|row| array(row, "content").len())
        .sum();
    let columns = array(given, "tblGrid");
    if cells > view::MAX_CELLS || columns.len() > view::MAX_COLUMNS {
        return Err(ApiError::Range(format!(
            "a table has at most {} cells and {} columns",
            view::MAX_CELLS,
            view::MAX_COLUMNS
        )));
    }
    let table = to.dom().element("w:tbl");
    if let Some(properties) = object(given, "tblPr") {
        read_properties(to, table, properties);
    }
    let dom = to.dom();
    props::container(dom, table, "w:tblPr");
    let grid = dom.element("w:tblGrid");
    for column in columns.iter().filter_map(Json::as_object) {
        let width = integer(column, "w").unwrap_or(0).max(0).to_string();
        let node = dom.element_with("w:gridCol", &[("w:w", &width)]);
        dom.append(grid, node);
    }
    dom.append(table, grid);
    for row in rows.iter().filter_map(Json::as_object) {
        let node = to.dom().element("w:tr");
        if let Some(properties) = object(row, "trPr") {
            read_row_properties(to, node, properties);
        }
        for cell in array(row, "content").iter().filter_map(Json::as_object) {
            let inner = to.dom().element("w:tc");
            if let Some(properties) = object(cell, "tcPr") {
                read_cell_properties(to, inner, properties);
            }
            match object(cell, "content") {
                Some(content) => block::read_into(to, inner, content)?,
                None => {
                    close(to.dom(), inner);
                }
            }
            to.dom().append(node, inner);
        }
        to.dom().append(table, node);
    }
    Ok(table)
}
