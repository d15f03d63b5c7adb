//! Values and formulas of cells.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use spindle_calc::Value as Calc;
use spindle_ooxml::sheet::entry::{self, Entry};
use spindle_ooxml::sheet::formula::relocate;
use spindle_ooxml::sheet::{
    Area, Cached, CellPos, Change, Content, ContentView, SheetId, display, text,
};

use super::super::calculation::{self, plain};
use super::super::editor::fault;
use super::super::handle::range;
use super::super::{CellCall, CellEditor, CellRef, CellResult};
use crate::class::ApiError;
use crate::value::Value;

/// Cells whose values one call may ask for, or set.
pub(super) const MAX_CELLS: u64 = 1_048_576;
/// Bytes of text that one call may answer, or store: a text can be long and the cells many.
pub(super) const MAX_BYTES: u64 = 64 << 20;

pub fn set_value(call: &mut CellCall<'_>) -> CellResult {
    let (id, area) = range(call)?;
    let value = call.args.get(0);
    Ok(set(call.doc, id, area, value)?.into())
}

/// Sets the values of an area. A list fills every row with its items, a list of lists row by row; where they are too
/// short, cells get `#N/A`. `false` for a formula that is none.
pub fn set(
    doc: &mut CellEditor,
    id: SheetId,
    area: Area,
    value: &Value<CellRef>,
) -> Result<bool, ApiError> {
    if area.count() > MAX_CELLS {
        let message = format!(
            "{} cells are more than the {MAX_CELLS} that one call may set",
            area.count()
        );
        return Err(ApiError::Range(message));
    }
    let Value::List(items) = value else {
        let mut typing = Typing::new(Typed::read(value)?, area.count());
        for row in area.first.row..=area.last.row {
            for col in area.first.col..=area.last.col {
                if !typing.put(doc, id, CellPos::new(row, col), area.first)? {
                    return Ok(false);
                }
            }
        }
        return Ok(true);
    };
    let rows = u64::from(area.rows());
    let nested = matches!(items.first(), Some(Value::List(_)));
    // The items of one list are the same in every row, and read once.
    let mut line = if nested {
        Vec::new()
    } else {
        typings(items, area, rows)?
    };
    let mut missing = Typing::new(Typed::Error("#N/A"), area.count());
    let mut all = true;
    for (r, row) in (area.first.row..=area.last.row).enumerate() {
        if nested {
            line = match items.get(r) {
                Some(Value::List(items)) => typings(items, area, 1)?,
                _ => Vec::new(),
            };
        }
        for (c, col) in (area.first.col..=area.last.col).enumerate() {
            let cell = CellPos::new(row, col);
            all &= line
                .get_mut(c)
                .unwrap_or(&mut missing)
                .put(doc, id, cell, cell)?;
        }
    }
    Ok(all)
}

/// The items of a list that the columns of an area take, each `times` times.
fn typings(items: &[Value<CellRef>], area: Area, times: u64) -> Result<Vec<Typing<'_>>, ApiError> {
    items
        .iter()
        .take(area.cols() as usize)
        .map(|value| Ok(Typing::new(Typed::read(value)?, times)))
        .collect()
}

/// A script's value on its way into cells.
enum Typed<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    /// A day and its time, as cells count them.
    Date(f64),
    Bool(bool),
    Error(&'static str),
}

/// Days from the day 0 of dates in cells to 1970-01-01.
const UNIX_DAY: f64 = 25_569.0;

impl<'a> Typed<'a> {
    fn read(value: &'a Value<CellRef>) -> Result<Self, ApiError> {
        Ok(match value {
            Value::Text(text) => Self::Text(text.as_str().into()),
            Value::Date(time) => Self::Date(time / 86_400_000.0 + UNIX_DAY),
            Value::Number(number) if number.is_nan() => Self::Text("NaN".into()),
            Value::Number(number) if number.is_infinite() => Self::Text(
                if *number > 0.0 {
                    "Infinity"
                } else {
                    "-Infinity"
                }
                .into(),
            ),
            Value::Number(number) => Self::Number(*number),
            Value::Bool(value) => Self::Bool(*value),
            Value::Undefined | Value::Null => Self::Error("#N/A"),
            other => {
                return Err(ApiError::Type(format!(
                    "argument 1 (data) must be a string, a number, a boolean or an array of them, not {}",
                    other.type_name()
                )));
            }
        })
    }
}

/// What a value becomes in cells of one format, and the format that they have then.
struct Prepared {
    style: u32,
    kept: Kept,
}

enum Kept {
    Blank,
    Number(f64),
    Text(u32),
    Bool(bool),
    Error(&'static str),
    Formula(String),
    BadFormula,
}

/// A value that goes into many cells: it is read once for every format that it meets.
struct Typing<'a> {
    typed: Typed<'a>,
    /// Cells that it goes into.
    times: u64,
    known: HashMap<u32, Prepared>,
}

impl<'a> Typing<'a> {
    fn new(typed: Typed<'a>, times: u64) -> Self {
        Self {
            typed,
            times,
            known: HashMap::new(),
        }
    }

    /// Puts the value into a cell; a formula is as it would be in `home`. `false` for a formula that is none.
    fn put(
        &mut self,
        doc: &mut CellEditor,
        id: SheetId,
        cell: CellPos,
        home: CellPos,
    ) -> Result<bool, ApiError> {
        // What was given to its row or column does not reach a cell that a value makes.
        let style = doc.book.sheet(id).map_err(fault)?.own_style(cell);
        let prepared = match self.known.entry(style) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(prepare(&self.typed, self.times, doc, (id, home), style)?)
            }
        };
        let moved;
        let content = match &prepared.kept {
            Kept::Blank => Content::Blank,
            Kept::Number(number) => Content::Number(*number),
            Kept::Text(id) => Content::Text(*id),
            Kept::Bool(value) => Content::Bool(*value),
            Kept::Error(text) => Content::Error(text),
            Kept::BadFormula => return Ok(false),
            Kept::Formula(text) => {
                let rows = i64::from(cell.row) - i64::from(home.row);
                let cols = i64::from(cell.col) - i64::from(home.col);
                moved = relocate(text, rows, cols);
                Content::Formula {
                    text: &moved,
                    attributes: "",
                    cached: Cached::None,
                }
            }
        };
        let book = &mut doc.book;
        book.sheet_mut(id)
            .map_err(fault)?
            .grid
            .set(cell, content, prepared.style)
            .map_err(|error| fault(error.into()))?;
        book.touch_formulas();
        Ok(true)
    }
}

/// Reads a value for so many cells of a format.
fn prepare(
    typed: &Typed<'_>,
    times: u64,
    doc: &mut CellEditor,
    (id, home): (SheetId, CellPos),
    style: u32,
) -> Result<Prepared, ApiError> {
    let mut restyled = style;
    let kept = match typed {
        Typed::Bool(value) => Kept::Bool(*value),
        Typed::Error(text) => Kept::Error(text),
        Typed::Date(number) if number.is_nan() => Kept::Error("#NUM!"),
        Typed::Date(number) => {
            restyled = reformat(doc, style, "m/d/yyyy")?;
            Kept::Number(*number)
        }
        Typed::Number(number) => {
            if !(1e-6..1e21).contains(&number.abs()) && *number != 0.0 {
                restyled = reformat(doc, style, "0.00E+00")?;
            }
            Kept::Number(*number)
        }
        Typed::Text(typed) => {
            let book = &doc.book;
            let code = book.styles().number_format(&book.package.dom, style);
            let body = typed
                .strip_prefix('=')
                .filter(|body| !body.is_empty() && code != "@");
            if let Some(body) = body {
                calculation::load_tables(doc)?;
                let Some(text) = doc.calc.accept(&doc.book, id, home, body) else {
                    return Ok(Prepared {
                        style,
                        kept: Kept::BadFormula,
                    });
                };
                // Every cell keeps its own text.
                spend(times.saturating_mul(text.len() as u64))?;
                return Ok(Prepared {
                    style,
                    kept: Kept::Formula(text),
                });
            }
            match entry::read(typed, code) {
                Entry::Blank => Kept::Blank,
                Entry::Text(text) => Kept::Text(shared(doc, text)?),
                Entry::Quoted(text) => {
                    restyled = doc
                        .book
                        .restyle(style, &Change::QuotePrefix(true))
                        .map_err(|error| fault(error.into()))?;
                    Kept::Text(shared(doc, text)?)
                }
                Entry::Bool(value) => Kept::Bool(value),
                Entry::Error(text) => Kept::Error(text),
                Entry::Number { value, format } => {
                    if let Some(format) = format {
                        restyled = reformat(doc, style, &format)?;
                    }
                    Kept::Number(value)
                }
                Entry::Formula(_) | Entry::BadFormula => Kept::BadFormula,
            }
        }
    };
    Ok(Prepared {
        style: restyled,
        kept,
    })
}

/// Refuses a call that would make more text than one may.
pub(super) fn spend(bytes: u64) -> Result<(), ApiError> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    Err(ApiError::Range(format!(
        "the texts of the cells together are more than the {MAX_BYTES} bytes that one call may have"
    )))
}

/// The format with the number format that a spelling asks for. One that was chosen stays, except for exponents.
fn reformat(doc: &mut CellEditor, style: u32, code: &str) -> Result<u32, ApiError> {
    let book = &mut doc.book;
    if book.styles().number_format(&book.package.dom, style) != "General" && code != "0.00E+00" {
        return Ok(style);
    }
    book.restyle(style, &Change::NumberFormat(code.into()))
        .map_err(|error| fault(error.into()))
}

fn shared(doc: &mut CellEditor, value: &str) -> Result<u32, ApiError> {
    if !text::fits(value) {
        return Err(ApiError::Range(format!(
            "a cell holds at most {} characters",
            text::MAX_TEXT
        )));
    }
    Ok(doc.book.strings.add(value))
}

/// A cell that is asked about.
struct Seen<'a> {
    id: SheetId,
    cell: CellPos,
    content: ContentView<'a>,
    style: u32,
}

/// One value for one cell, else an array of rows.
fn each(
    call: &mut CellCall<'_>,
    read: impl Fn(&CellEditor, &Seen<'_>) -> Result<Value<CellRef>, ApiError>,
) -> CellResult {
    let (id, area) = range(call)?;
    if area.count() > MAX_CELLS {
        let message = format!(
            "{} cells are more than the {MAX_CELLS} that one call may ask for",
            area.count()
        );
        return Err(ApiError::Range(message));
    }
    // Read now, so that the workbook is not borrowed below.
    let sheet = call.doc.book.sheet(id).map_err(fault)?;
    if sheet.grid.formulas() > 0 {
        calculation::load(call.doc)?;
    }
    let doc = &*call.doc;
    let Some(sheet) = doc.book.loaded(id) else {
        return Err(fault(spindle_ooxml::sheet::SheetError::NoSheet));
    };
    let bytes = Cell::new(0_u64);
    let charge = |more: usize| {
        bytes.set(bytes.get().saturating_add(more as u64));
        spend(bytes.get())
    };
    let one = |row, col| {
        let cell = CellPos::new(row, col);
        let (content, style) = match sheet.grid.get(cell) {
            Some(view) => (view.content, view.style),
            None => (ContentView::Blank, sheet.default_style(cell)),
        };
        let value = read(
            doc,
            &Seen {
                id,
                cell,
                content,
                style,
            },
        )?;
        if let Value::Text(text) = &value {
            charge(text.len())?;
        }
        Ok(value)
    };
    if area.is_cell() {
        return one(area.first.row, area.first.col);
    }
    let mut rows = Vec::new();
    for row in area.first.row..=area.last.row {
        let line: Result<Vec<_>, _> = (area.first.col..=area.last.col)
            .map(|col| one(row, col))
            .collect();
        rows.push(Value::List(line?));
    }
    Ok(Value::List(rows))
}

impl Seen<'_> {
    fn value(&self, doc: &CellEditor) -> Result<Calc, ApiError> {
        calculation::value(doc, self.id, self.cell, self.content)
    }
}

/// Numbers and booleans as such, all else as text.
pub fn get_value(call: &mut CellCall<'_>) -> CellResult {
    each(call, |doc, seen| calculation::answer(seen.value(doc)?, doc))
}

/// Values as text, without a format.
pub fn get_value2(call: &mut CellCall<'_>) -> CellResult {
    each(call, |doc, seen| Ok(plain(&seen.value(doc)?).into()))
}

/// A value as a cell shows it.
pub(super) fn shown(doc: &CellEditor, value: &Calc, style: u32) -> String {
    let book = &doc.book;
    let code = book.styles().number_format(&book.package.dom, style);
    match value {
        Calc::Num(number) => display::number(*number, code, book.is_1904()),
        Calc::Text(text) => display::text(text, code),
        other => plain(other),
    }
}

/// Values as cells show them.
pub fn get_text(call: &mut CellCall<'_>) -> CellResult {
    each(call, |doc, seen| {
        Ok(shown(doc, &seen.value(doc)?, seen.style).into())
    })
}

/// The formula of a cell without `=`; members of an array formula have that of its first cell.
pub(super) fn formula_text(
    doc: &CellEditor,
    id: SheetId,
    cell: CellPos,
) -> Result<Option<String>, ApiError> {
    let text = |cell| match doc.book.loaded(id) {
        Some(sheet) => sheet
            .grid
            .formula(cell)
            .map_err(|error| ApiError::State(error.to_string())),
        None => Ok(None),
    };
    match text(cell)? {
        Some(own) if own.is_empty() => match doc.calc.array(&doc.book, id, cell) {
            Some((_, first)) => text(first),
            None => Ok(Some(own)),
        },
        own => Ok(own),
    }
}

/// Formulas with `=`, values as text.
pub fn get_formula(call: &mut CellCall<'_>) -> CellResult {
    each(call, |doc, seen| {
        Ok(match seen.content {
            ContentView::Formula(_) => {
                let text = formula_text(doc, seen.id, seen.cell)?.unwrap_or_default();
                format!("={text}").into()
            }
            _ => plain(&seen.value(doc)?).into(),
        })
    })
}
