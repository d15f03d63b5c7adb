//! Results of formulas: worked out when a changed workbook is saved, for all who read files and do not calculate.

use std::cell::OnceCell;
use std::sync::Arc;

use spindle_calc::{CalcError, Calculator, Error, Value as Outcome};
use spindle_model::convert::Limits;
use spindle_model::workbook::{Cell, CellError, Value, Workbook};
use spindle_ooxml::sheet::{self, CellPos, ContentView, SheetLimits};

/// Workbooks with more formulas are left to whoever opens them: the file says that they are to be calculated.
const MOST_FORMULAS: usize = 100_000;
/// Numbers that are as near to each other, relatively, are the same result, worked out in another order.
const NEAR: f64 = 1e-12;

/// The workbook with the results of its formulas, where any of them is another one than `workbook` says. `before` and
/// `after` are the file without and with its changes: a result counts where it is new or not what it was, so that those
/// of other programs stay where nothing they depend on has changed. What is not known here (a function, another file)
/// keeps its last result.
pub(super) fn worked_out(
    before: &[u8],
    after: &[u8],
    workbook: &Workbook,
    limits: &Limits,
) -> Option<Workbook> {
    let rows = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    let cells = rows.flat_map(|row| &row.cells);
    let formulas = cells.filter(|cell| cell.formula.is_some()).count();
    if !(1..=MOST_FORMULAS).contains(&formulas) {
        return None;
    }
    let new = Book::open(after, limits)?;
    // Read when a result differs from what is known of it.
    let old = OnceCell::new();
    let mut now = workbook.clone();
    let mut differs = false;
    for sheet in &mut now.sheets {
        for row in &mut sheet.rows {
            for cell in row.cells.iter_mut().filter(|cell| cell.formula.is_some()) {
                let at = CellPos::new(row.index, cell.column);
                // A calculation that is too much is nobody's fault: what was known of the results stays.
                let result = new.result(&sheet.name, at).ok()?;
                let Some(value) = result.and_then(|result| known(result, cell)) else {
                    continue;
                };
                if is_same(&cell.value, &value) {
                    continue;
                }
                let old = old.get_or_init(|| Book::open(before, limits)).as_ref()?;
                let was = old.result(&sheet.name, at).ok().flatten();
                let was = was.and_then(|was| known(was, cell));
                if cell.value == Value::Empty || !was.is_some_and(|was| is_same(&was, &value)) {
                    cell.value = value;
                    differs = true;
                }
            }
        }
    }
    differs.then_some(now)
}

/// A workbook that is calculated.
struct Book {
    book: sheet::Workbook,
    calculator: Calculator,
}

impl Book {
    fn open(bytes: &[u8], limits: &Limits) -> Option<Self> {
        let package = super::open(bytes, limits).ok()?;
        let mut book = sheet::Workbook::open(package, SheetLimits::default()).ok()?;
        for id in book.sheets() {
            // What is no worksheet has no cells either.
            let _ = book.sheet(id);
        }
        Some(Self {
            book,
            calculator: Calculator::default(),
        })
    }

    /// What the formula in a cell comes to; `None` where there is no such cell.
    fn result(&self, sheet: &str, at: CellPos) -> Result<Option<Outcome>, CalcError> {
        let Some(id) = self.book.find_sheet(sheet) else {
            return Ok(None);
        };
        let loaded = self.book.loaded(id).and_then(|sheet| sheet.grid.get(at));
        match loaded.map(|view| view.content) {
            Some(ContentView::Formula(_)) => self.calculator.result(&self.book, id, at).map(Some),
            _ => Ok(None),
        }
    }
}

/// A result as files have it; `None` where it is none that is sure.
fn known(result: Outcome, cell: &Cell) -> Option<Value> {
    Some(match result {
        Outcome::Blank => Value::Number(0.0),
        Outcome::Num(number) => Value::Number(number),
        Outcome::Text(text) => Value::Text(Arc::from(&*text)),
        Outcome::Bool(value) => Value::Bool(value),
        // A name may be a function of other programs, a reference one to another file.
        Outcome::Err(Error::Name) => return None,
        Outcome::Err(Error::Ref) if !cell.formula.as_deref()?.contains("#REF!") => return None,
        Outcome::Err(error) => Value::Error(CellError::from_name(error.text())?),
        Outcome::Array(array) => return known(array.get(0, 0)?.clone(), cell),
        Outcome::Range(_) => return None,
    })
}

fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            (one - other).abs() <= NEAR * one.abs().max(other.abs())
        }
        (Value::Empty, Value::Text(text)) => text.is_empty(),
        _ => one == other,
    }
}
