//! Array formulas: one formula for several cells.

use spindle_ooxml::sheet::{Cached, CellPos, Content, ContentView, SheetId};

use super::super::calculation::{self, plain};
use super::super::editor::fault;
use super::super::handle::range;
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::values::{MAX_CELLS, formula_text, set};
use crate::args::number_text;
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
    let formatted = formatted(call.doc, id, area.first)?;
    let doc = &*call.doc;
    let view = doc
        .book
        .loaded(id)
        .and_then(|sheet| sheet.grid.get(area.first));
    match view.map(|view| view.content) {
        Some(ContentView::Formula(_)) => Ok(Value::Null),
        _ if !area.is_cell() => Ok(Value::Null),
        Some(ContentView::Number(_)) if formatted => Ok(Value::Null),
        Some(content) => Ok(plain(&calculation::value(doc, id, area.first, content)?).into()),
        None => Ok("".into()),
    }
}

/// Whether a cell has a number format of its own: its value is not what was typed.
fn formatted(doc: &mut CellEditor, id: SheetId, cell: CellPos) -> Result<bool, ApiError> {
    let style = doc.book.sheet(id).map_err(fault)?.style_at(cell);
    let book = &doc.book;
    Ok(book.styles().number_format(&book.package.dom, style) != "General")
}

/// The items of a list with commas between them, those of inner lists too.
fn joined_text(items: &[Value<CellRef>], depth: u32) -> String {
    let texts = items.iter().map(|item| match item {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number_text(*number),
        Value::Bool(value) => value.to_string(),
        Value::List(items) if depth < 8 => joined_text(items, depth + 1),
        _ => String::new(),
    });
    texts.collect::<Vec<_>>().join(",")
}

/// Sets one formula for all cells of the range together; anything else is set as a value.
pub fn set_formula_array(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let typed = match call.args.get(0) {
        Value::Text(text) => text.strip_prefix('=').filter(|body| !body.is_empty()),
        _ => None,
    };
    let Some(body) = typed else {
        let joined;
        let value = match call.args.get(0) {
            // A list is one text here, as JavaScript writes it.
            Value::List(items) => {
                joined = Value::Text(joined_text(items, 0));
                &joined
            }
            value => value,
        };
        set(call.doc, id, area, value)?;
        return Ok(true.into());
    };
    calculation::load_tables(call.doc)?;
    let doc = &*call.doc;
    let Some(text) = doc.calc.accept(&doc.book, id, area.first, body) else {
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
            let style = sheet.own_style(cell);
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
