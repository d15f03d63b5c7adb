//! Array formulas: one formula for several cells.

use spindle_ooxml::sheet::{Cached, CellPos, Content, ContentView};

use super::super::calculation::{self, plain};
use super::super::editor::fault;
use super::super::handle::range;
use super::super::{CellCall, CellResult};
use super::values::{MAX_CELLS, formula_text, set};
use crate::class::ApiError;
use crate::value::Value;

/// The array formula that all cells of the range belong to; of a single cell without one, its value.
pub fn get_formula_array(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    call.doc.book.sheet(id).map_err(fault)?;
    let array = call.doc.calc.array(&call.doc.book, id, area.first);
    if let Some((of, first)) = array {
        if !of.covers(area) {
            return Ok(Value::Null);
        }
        let text = formula_text(call.doc, id, first)?.unwrap_or_default();
        return Ok(format!("={text}").into());
    }
    let doc = &*call.doc;
    let view = doc
        .book
        .loaded(id)
        .and_then(|sheet| sheet.grid.get(area.first));
    match view.map(|view| view.content) {
        Some(ContentView::Formula(_)) => Ok(Value::Null),
        _ if !area.is_cell() => Ok(Value::Null),
        Some(content) => Ok(plain(&calculation::value(doc, id, area.first, content)?).into()),
        None => Ok("".into()),
    }
}

/// Sets one formula for all cells of the range together; anything else is set as a value.
pub fn set_formula_array(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let typed = match call.args.get(0) {
        Value::Text(text) => text.strip_prefix('=').filter(|body| !body.is_empty()),
        _ => None,
    };
    let Some(body) = typed else {
        let value = call.args.get(0);
        set(call.doc, id, area, value)?;
        return Ok(true.into());
    };
    let Some(text) = call.doc.calc.accept(&call.doc.book, id, body) else {
        return Ok(true.into());
    };
    if area.count() > MAX_CELLS {
        return Err(ApiError::Range(format!(
            "{} cells are more than the {MAX_CELLS} that one formula may fill",
            area.count()
        )));
    }
    let attributes = format!(" t=\"array\" ref=\"{}\"", area.name());
    let book = &mut call.doc.book;
    let sheet = book.sheet_mut(id).map_err(fault)?;
    for row in area.first.row..=area.last.row {
        for col in area.first.col..=area.last.col {
            let cell = CellPos::new(row, col);
            let first = cell == area.first;
            let style = sheet.style_at(cell);
            let content = Content::Formula {
                text: if first { &text } else { "" },
                attributes: if first { &attributes } else { "" },
                cached: Cached::None,
            };
            sheet
                .grid
                .set(cell, content, style)
                .map_err(|error| fault(error.into()))?;
        }
    }
    book.touch_formulas();
    Ok(true.into())
}
