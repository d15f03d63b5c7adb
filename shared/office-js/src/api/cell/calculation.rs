//! Results of formulas: in answers to scripts, and in the file that is saved.

use spindle_calc::{Error, Value as Calc};
use spindle_ooxml::sheet::{Area, Cached, CellPos, ContentView, SheetId};

use super::editor::fault;
use super::{CellEditor, CellResult};
use crate::class::ApiError;
use crate::value::Value;

/// Reads all worksheets, for formulas may refer to each of them.
pub fn load(doc: &mut CellEditor) -> Result<(), ApiError> {
    for id in doc.book.sheets() {
        if doc.book.sheet_part(id).is_ok() {
            doc.book.sheet(id).map_err(fault)?;
        }
    }
    load_tables(doc)
}

/// Reads the tables of all worksheets, which formulas may name.
pub fn load_tables(doc: &mut CellEditor) -> Result<(), ApiError> {
    for id in doc.book.sheets() {
        if doc.book.sheet_part(id).is_ok() {
            doc.book.tables(id).map_err(fault)?;
        }
    }
    Ok(())
}

/// What a cell holds, or what its formula results in. The worksheets have been read.
pub fn value(
    doc: &CellEditor,
    id: SheetId,
    cell: CellPos,
    content: ContentView<'_>,
) -> Result<Calc, ApiError> {
    let book = &doc.book;
    let shared = |text: u32| Calc::from(book.strings.text(text));
    Ok(match content {
        ContentView::Blank => Calc::Blank,
        ContentView::Number(number) => Calc::Num(number),
        ContentView::Text(text) => shared(text),
        ContentView::Bool(value) => Calc::Bool(value),
        ContentView::Error(text) => error(text),
        ContentView::Date(text) => text.into(),
        // What a file holds as a result counts until anything is changed.
        ContentView::Formula(formula) if !book.is_touched() && formula.cached != Cached::None => {
            match formula.cached {
                Cached::Number(number) => Calc::Num(number),
                Cached::Text(text) => shared(text),
                Cached::Plain(text) => text.into(),
                Cached::Bool(value) => Calc::Bool(value),
                Cached::Error(text) => error(text),
                Cached::None => Calc::Blank,
            }
        }
        ContentView::Formula(_) => doc
            .calc
            .result(book, id, cell)
            .map_err(|error| ApiError::Range(error.to_string()))?,
    })
}

fn error(text: &str) -> Calc {
    Error::parse(text).map_or_else(|| text.into(), Calc::Err)
}

/// A result as scripts get it: several values as rows, of cells the first one.
pub fn answer(value: Calc, doc: &CellEditor) -> CellResult {
    Ok(match value {
        Calc::Blank => "".into(),
        Calc::Num(number) => number.into(),
        Calc::Text(text) => (&*text).into(),
        Calc::Bool(value) => value.into(),
        Calc::Err(error) => error.text().into(),
        Calc::Array(array) => {
            let mut rows = Vec::new();
            for row in 0..array.rows() {
                let row: Result<Vec<_>, _> = array
                    .row(row)
                    .iter()
                    .map(|item| answer(item.clone(), doc))
                    .collect();
                rows.push(Value::List(row?));
            }
            Value::List(rows)
        }
        Calc::Range(range) => {
            let Some(id) = doc.book.sheets().get(range.sheet).copied() else {
                return Ok("".into());
            };
            let cell = range.area.first;
            let view = doc.book.loaded(id).and_then(|sheet| sheet.grid.get(cell));
            match view {
                Some(view) => answer(self::value(doc, id, cell, view.content)?, doc)?,
                None => "".into(),
            }
        }
    })
}

/// The text of a value without a format.
pub fn plain(value: &Calc) -> String {
    match value {
        Calc::Num(number) => crate::args::number_text(*number),
        Calc::Err(error) => error.text().to_owned(),
        other => other
            .text()
            .map(|text| text.to_string())
            .unwrap_or_default(),
    }
}

/// Puts the results of all formulas beside them, so that whoever reads the file has them.
pub fn keep_results(doc: &mut CellEditor) -> Result<(), ApiError> {
    if !doc.book.is_touched() {
        return Ok(());
    }
    load(doc)?;
    for id in doc.book.sheets() {
        let Some(sheet) = doc
            .book
            .loaded(id)
            .filter(|sheet| sheet.grid.formulas() > 0)
        else {
            continue;
        };
        let mut results = Vec::new();
        for (cell, view) in sheet.grid.iter(Area::sheet()) {
            if let ContentView::Formula(formula) = view.content {
                let value = value(doc, id, cell, view.content)?;
                if !is_kept(doc, formula.cached, &value) {
                    results.push((cell, value));
                }
            }
        }
        let cached = results.iter().map(|(cell, value)| {
            let cached = match value {
                Calc::Num(number) => Cached::Number(*number),
                Calc::Text(text) => Cached::Plain(text),
                Calc::Bool(value) => Cached::Bool(*value),
                Calc::Err(error) => Cached::Error(error.text()),
                _ => Cached::None,
            };
            (*cell, cached)
        });
        doc.book.set_results(id, cached);
    }
    Ok(())
}

/// Whether the file has a result already.
fn is_kept(doc: &CellEditor, cached: Cached<'_>, value: &Calc) -> bool {
    match (cached, value) {
        (Cached::Number(known), Calc::Num(number)) => known == *number,
        (Cached::Plain(known), Calc::Text(text)) => *known == **text,
        (Cached::Text(known), Calc::Text(text)) => *doc.book.strings.text(known) == **text,
        (Cached::Bool(known), Calc::Bool(value)) => known == *value,
        (Cached::Error(known), Calc::Err(error)) => known == error.text(),
        _ => false,
    }
}

/// The text that a cell holds or that its formula gives; nothing for an empty one.
pub fn text_at(doc: &mut CellEditor, id: SheetId, cell: CellPos) -> Result<String, ApiError> {
    doc.book.sheet(id).map_err(fault)?;
    load(doc)?;
    let doc = &*doc;
    let view = doc.book.loaded(id).and_then(|sheet| sheet.grid.get(cell));
    Ok(match view {
        Some(view) => plain(&value(doc, id, cell, view.content)?),
        None => String::new(),
    })
}
