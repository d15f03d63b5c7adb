//! Searching cells: `Find` and what follows it, `Replace`, `End`.

use spindle_calc::Value as Calc;
use spindle_ooxml::sheet::{Area, CellPos, ContentView, MAX_COLS, MAX_ROWS, SheetId};

use super::super::calculation::{self, plain};
use super::super::editor::fault;
use super::super::handle::{RangeState, answer, range};
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use super::values;
use crate::class::ApiError;
use crate::value::Value;

/// What `Find` was asked for, which `FindNext` and `FindPrevious` go on with.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    what: String,
    last: CellPos,
    formulas: bool,
    whole: bool,
    by_columns: bool,
    backwards: bool,
    match_case: bool,
}

/// The argument at `index`, or the member `key` of the only argument, which is an object.
fn given<'a>(call: &'a CellCall<'_>, index: usize, key: &str) -> &'a Value<CellRef> {
    match call.args.get(0) {
        object @ Value::Object(_) => object.get(key).unwrap_or(&Value::Undefined),
        _ => call.args.get(index),
    }
}

fn is(value: &Value<CellRef>, name: &str) -> bool {
    matches!(value, Value::Text(text) if text == name)
}

fn truthy(value: &Value<CellRef>, default: bool) -> bool {
    match value {
        Value::Bool(value) => *value,
        Value::Undefined => default,
        _ => false,
    }
}

/// A cell given as a range or by its name.
fn cell_of(value: &Value<CellRef>) -> Option<CellPos> {
    match value {
        Value::Handle(CellRef::Range(range)) => Some(range.area.get().first),
        Value::Text(name) => CellPos::parse(name),
        _ => None,
    }
}

fn state<'a>(call: &'a CellCall<'_>) -> Result<&'a RangeState, ApiError> {
    match &call.this {
        CellRef::Range(state) => Ok(state),
        _ => Err(ApiError::Type(
            "it was called on something that is not an ApiRange".to_owned(),
        )),
    }
}

pub fn find(call: &mut CellCall<'_>) -> CellResult {
    let (_, area) = range(call)?;
    let what = match given(call, 0, "What") {
        // A single argument is the object with all of them; a text is none.
        Value::Text(_) if call.args.len() == 1 && matches!(call.args.get(0), Value::Text(_)) => {
            return Ok(Value::Null);
        }
        Value::Text(text) => text.clone(),
        Value::Undefined | Value::Null => return Ok(Value::Null),
        _ => return Err(ApiError::State("Invalid parametr \"What\".".to_owned())),
    };
    if what.is_empty() {
        return Ok(Value::Null);
    }
    let after = cell_of(given(call, 1, "After")).filter(|cell| area.contains(*cell));
    let search = Search {
        what,
        last: after.unwrap_or(area.first),
        formulas: is(given(call, 2, "LookIn"), "xlFormulas"),
        whole: is(given(call, 3, "LookAt"), "xlWhole"),
        by_columns: is(given(call, 4, "SearchOrder"), "xlByColumns"),
        backwards: is(given(call, 5, "SearchDirection"), "xlPrevious"),
        match_case: truthy(given(call, 6, "MatchCase"), false),
    };
    let backwards = search.backwards;
    go(call, search, backwards)
}

pub fn find_next(call: &mut CellCall<'_>) -> CellResult {
    again(call, false)
}

pub fn find_previous(call: &mut CellCall<'_>) -> CellResult {
    again(call, true)
}

fn again(call: &mut CellCall<'_>, backwards: bool) -> CellResult {
    let (_, area) = range(call)?;
    let known = state(call)?.search.borrow().clone();
    let Some(mut search) = known else {
        return Err(ApiError::State(
            "You should use \"Find\" method before this.".to_owned(),
        ));
    };
    if let Some(after) = cell_of(call.args.get(0)).filter(|cell| area.contains(*cell)) {
        search.last = after;
    }
    go(call, search, backwards)
}

/// The text of a cell that is searched.
fn searched(
    doc: &CellEditor,
    id: SheetId,
    cell: CellPos,
    content: ContentView<'_>,
    formulas: bool,
) -> Result<String, ApiError> {
    if formulas && matches!(content, ContentView::Formula(_)) {
        let text = values::formula_text(doc, id, cell)?.unwrap_or_default();
        return Ok(format!("={text}"));
    }
    let value: Calc = calculation::value(doc, id, cell, content)?;
    Ok(plain(&value))
}

fn matches(text: &str, what: &str, whole: bool, match_case: bool) -> bool {
    if match_case {
        return if whole {
            text == what
        } else {
            text.contains(what)
        };
    }
    let (text, what) = (text.to_lowercase(), what.to_lowercase());
    if whole {
        text == what
    } else {
        text.contains(&what)
    }
}

/// The cells that hold something, in the order of the search.
fn filled(
    call: &mut CellCall<'_>,
    id: SheetId,
    area: Area,
    by_columns: bool,
) -> Result<Vec<CellPos>, ApiError> {
    call.doc.book.sheet(id).map_err(fault)?;
    calculation::load(call.doc)?;
    let sheet = call.doc.book.loaded(id);
    let mut cells: Vec<CellPos> = sheet
        .map(|sheet| {
            let cells = sheet.grid.iter(area).filter(|(_, view)| !view.is_blank());
            cells.map(|(cell, _)| cell).collect()
        })
        .unwrap_or_default();
    if by_columns {
        cells.sort_by_key(|cell| (cell.col, cell.row));
    }
    Ok(cells)
}

/// The next cell that matches, behind the last one and then from the other end of the range.
fn go(call: &mut CellCall<'_>, mut search: Search, backwards: bool) -> CellResult {
    let (id, area) = range(call)?;
    let mut cells = filled(call, id, area, search.by_columns)?;
    let key = |cell: &CellPos| {
        if search.by_columns {
            (cell.col, cell.row)
        } else {
            (cell.row, cell.col)
        }
    };
    if backwards {
        cells.reverse();
    }
    let last = key(&search.last);
    let passed = cells
        .iter()
        .filter(|cell| {
            if backwards {
                key(cell) >= last
            } else {
                key(cell) <= last
            }
        })
        .count();
    // No more are passed than there are.
    cells.rotate_left(passed);
    let mut found = None;
    for cell in cells {
        let view = call
            .doc
            .book
            .loaded(id)
            .and_then(|sheet| sheet.grid.get(cell));
        let Some(view) = view else { continue };
        let text = searched(call.doc, id, cell, view.content, search.formulas)?;
        if matches(&text, &search.what, search.whole, search.match_case) {
            found = Some(cell);
            break;
        }
    }
    if let Some(cell) = found {
        search.last = cell;
    }
    *state(call)?.search.borrow_mut() = Some(search);
    Ok(found.map_or(Value::Null, |cell| answer(id, Area::new(cell, cell))))
}

/// `Replace(What, Replacement, LookAt, SearchOrder, SearchDirection, MatchCase, ReplaceAll)`: what cells hold as it
/// was typed, formulas too. Answers whether anything was found.
pub fn replace(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let (Value::Text(what), Value::Text(new)) =
        (given(call, 0, "What"), given(call, 1, "Replacement"))
    else {
        return Err(ApiError::State(
            "Invalid type of parametr \"What\" or \"Replacement\".".to_owned(),
        ));
    };
    let (what, new) = (what.clone(), new.clone());
    let whole = is(given(call, 2, "LookAt"), "xlWhole");
    let by_columns = is(given(call, 3, "SearchOrder"), "xlByColumns");
    let backwards = is(given(call, 4, "SearchDirection"), "xlPrevious");
    let match_case = truthy(given(call, 5, "MatchCase"), false);
    let all = truthy(given(call, 6, "ReplaceAll"), true);
    if what.is_empty() {
        return Ok(false.into());
    }
    let mut cells = filled(call, id, area, by_columns)?;
    if backwards {
        cells.reverse();
    }
    let mut any = false;
    let mut bytes = 0_u64;
    for cell in cells {
        let view = call
            .doc
            .book
            .loaded(id)
            .and_then(|sheet| sheet.grid.get(cell));
        let Some(view) = view else { continue };
        let text = searched(call.doc, id, cell, view.content, true)?;
        if !matches(&text, &what, whole, match_case) {
            continue;
        }
        let text = if whole {
            new.clone()
        } else {
            replaced(&text, &what, &new, match_case)
        };
        bytes = bytes.saturating_add(text.len() as u64);
        values::spend(bytes)?;
        values::set(call.doc, id, Area::new(cell, cell), &Value::Text(text))?;
        any = true;
        if !all {
            break;
        }
    }
    Ok(any.into())
}

/// A text with every occurrence of another one replaced.
fn replaced(text: &str, what: &str, new: &str, match_case: bool) -> String {
    let lower = text.to_lowercase();
    // Letters that change their length with their case are rare: then only the same case is found.
    if match_case || lower.len() != text.len() {
        return text.replace(what, new);
    }
    let what = what.to_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(&what) {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(new);
        from = at + what.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// `End(direction)`: the next cell that way which holds something, else the last one of the worksheet.
pub fn end(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let at = area.first;
    let (rows, cols) = match call.args.get(0) {
        Value::Text(direction) => match direction.as_str() {
            "xlDown" => (1_i64, 0_i64),
            "xlUp" => (-1, 0),
            "xlToRight" => (0, 1),
            "xlToLeft" => (0, -1),
            _ => return Ok(answer(id, Area::new(at, at))),
        },
        _ => return Ok(answer(id, Area::new(at, at))),
    };
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    let edge = CellPos::new(
        match rows {
            1 => MAX_ROWS - 1,
            -1 => 0,
            _ => at.row,
        },
        match cols {
            1 => MAX_COLS - 1,
            -1 => 0,
            _ => at.col,
        },
    );
    // The cells on the way, nearest first.
    let mut filled: Vec<CellPos> = sheet
        .grid
        .iter(Area::new(at, edge))
        .filter(|(cell, view)| *cell != at && !view.is_blank())
        .map(|(cell, _)| cell)
        .collect();
    if rows < 0 || cols < 0 {
        filled.reverse();
    }
    // The nearest one that holds something, also inside of a region: as the original has it.
    let to = filled.first().copied().unwrap_or(edge);
    Ok(answer(id, Area::new(to, to)))
}
