//! Results of a workbook's formulas: worked out when they are asked for, kept until something changes.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use spindle_ooxml::sheet::{Area, Cached, CellPos, ContentView, SheetId, Workbook};
use thiserror::Error as ThisError;

use crate::context::{Context, Home, Results, State, Taken};
use crate::custom::Customs;
use crate::expr::Expr;
use crate::functions;
use crate::parse::{self, Formula};
use crate::sheets::Sheets;
use crate::value::{Error, Value};

/// Cells and values that one calculation may look at.
const MAX_WORK: u64 = 100_000_000;
/// Formulas whose parsed form is kept.
const MAX_PARSED: usize = 50_000;

/// Functions that, called by scripts, take the first cell of a range for a single value; the others refuse cells that
/// are neither in the first row nor in the first column. There is no rule in it: it is what the original does.
const FIRST_CELLS: &[&str] = &[
    "AVERAGEIF",
    "AVERAGEIFS",
    "BIN2HEX",
    "BIN2OCT",
    "CEILING",
    "COUNTIF",
    "COUNTIFS",
    "DELTA",
    "ECMA.CEILING",
    "FLOOR",
    "INDEX",
    "LOG",
    "LOOKUP",
    "MATCH",
    "N",
    "POWER",
    "SMALL",
    "SUMIF",
    "SUMIFS",
];

/// Functions that, called by themselves, take any single cell and nothing larger where one value is wanted.
const SINGLE_CELLS: &[&str] = &[
    "ACCRINT",
    "ACCRINTM",
    "BESSELI",
    "BESSELJ",
    "BESSELK",
    "BESSELY",
    "COUPDAYBS",
    "COUPDAYS",
    "COUPDAYSNC",
    "COUPNCD",
    "COUPNUM",
    "COUPPCD",
    "EDATE",
    "EFFECT",
    "ERF",
    "FACTDOUBLE",
    "NETWORKDAYS",
    "NETWORKDAYS.INTL",
    "SERIESSUM",
    "TRUNC",
];

/// Why nothing was calculated.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum CalcError {
    /// The formulas look at too many cells.
    #[error(
        "the formulas look at more than {MAX_WORK} cells, which is the limit of one calculation"
    )]
    TooMuch,
    /// There is no such function.
    #[error("there is no function {0}")]
    NoFunction(String),
    /// Too few or too many arguments.
    #[error("Arguments count error.")]
    Count,
}

pub(crate) type Parsed = HashMap<(usize, Box<str>), Option<Rc<Expr>>>;
/// An array formula: its cells, and the first of them.
type Spill = (Area, CellPos);

/// The results of one workbook's formulas.
#[derive(Debug)]
pub struct Calculator {
    pub(crate) results: RefCell<Results>,
    pub(crate) parsed: RefCell<Parsed>,
    spills: RefCell<HashMap<usize, Rc<Vec<Spill>>>>,
    revision: Cell<u64>,
    sheets: RefCell<Vec<String>>,
    random: Cell<u64>,
    pub(crate) customs: Customs,
}

impl Default for Calculator {
    fn default() -> Self {
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seed = clock.map_or(1, |since| since.as_nanos() as u64);
        Self {
            results: RefCell::default(),
            parsed: RefCell::default(),
            spills: RefCell::default(),
            revision: Cell::new(u64::MAX),
            sheets: RefCell::default(),
            random: Cell::new(seed | 1),
            customs: Customs::default(),
        }
    }
}

impl Calculator {
    /// The result of the formula in a cell. All worksheets that formulas refer to must have been read.
    ///
    /// # Errors
    /// [`CalcError::TooMuch`].
    pub fn result(&self, book: &Workbook, id: SheetId, cell: CellPos) -> Result<Value, CalcError> {
        self.refresh(book);
        if let Some(State::Done(value)) = self.results.borrow().get(&(id, cell)) {
            return Ok(value.clone());
        }
        let sheets = self.sheets_of(book);
        let Some(index) = sheets.index(id) else {
            return Ok(Value::Err(Error::Ref));
        };
        let work = Cell::new(MAX_WORK);
        self.solve(&sheets, &work, vec![(index, cell)])?;
        match self.results.borrow().get(&(id, cell)) {
            Some(State::Done(value)) => Ok(value.clone()),
            _ => Ok(Value::Num(0.0)),
        }
    }

    /// The cells of the array formula that a cell belongs to, and the first of them, which has the text.
    #[must_use]
    pub fn array(&self, book: &Workbook, id: SheetId, cell: CellPos) -> Option<(Area, CellPos)> {
        self.refresh(book);
        let sheets = self.sheets_of(book);
        let index = sheets.index(id)?;
        let formula = sheets.cells(index)?.grid.get(cell)?;
        let ContentView::Formula(view) = formula.content else {
            return None;
        };
        // Only first cells say so themselves; the others have no text.
        if !view.text.is_empty() && view.array().is_none() {
            return None;
        }
        let spills = self.spills(&sheets, index);
        spills.iter().find(|(area, _)| area.contains(cell)).copied()
    }

    /// Calls a function by the name under which formulas know it. Ranges are those of worksheets by their places.
    ///
    /// # Errors
    /// [`CalcError`].
    pub fn call(
        &self,
        book: &Workbook,
        sheet: usize,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, CalcError> {
        self.refresh(book);
        let function =
            functions::find(name).ok_or_else(|| CalcError::NoFunction(name.to_owned()))?;
        let counts = usize::from(function.least)..=usize::from(function.most);
        if !counts.contains(&arguments.len()) {
            return Err(CalcError::Count);
        }
        let arguments: Vec<Expr> = arguments
            .into_iter()
            .map(|value| match value {
                Value::Range(range) => Expr::Range(range),
                other => Expr::Value(other),
            })
            .collect();
        let sheets = self.sheets_of(book);
        let work = Cell::new(MAX_WORK);
        let context = self.context(&sheets, &work, Home { sheet, cell: None });
        context.taken.set(if FIRST_CELLS.contains(&name) {
            Taken::First
        } else if SINGLE_CELLS.contains(&name) {
            Taken::Single
        } else {
            Taken::Crossing
        });
        // Every round knows the results that the one before it lacked.
        for _ in 0..10_000 {
            let value = context.call(function, &arguments, false);
            if work.get() == 0 {
                return Err(CalcError::TooMuch);
            }
            let needs = context.needs.take();
            if needs.is_empty() {
                return Ok(value);
            }
            self.solve(&sheets, &work, needs)?;
        }
        Err(CalcError::TooMuch)
    }

    /// Reads a formula without its `=` for a cell of a worksheet: its text as files have it, `None` when it is none.
    /// Tables that it names must have been read.
    #[must_use]
    pub fn accept(
        &self,
        book: &Workbook,
        id: SheetId,
        cell: CellPos,
        text: &str,
    ) -> Option<String> {
        let mut sheets = self.sheets_of(book);
        let home = sheets.index(id)?;
        sheets.home = Some((home, cell));
        let Formula { expr, text } = parse::parse(text, home, &sheets)?;
        self.refresh(book);
        self.keep(home, &text, Some(Rc::new(expr)));
        Some(text)
    }

    /// The cells of what stands between a table's brackets in formulas.
    #[must_use]
    pub fn table_cells(
        &self,
        book: &Workbook,
        table: &str,
        inner: &str,
    ) -> Option<(SheetId, Area)> {
        let sheets = self.sheets_of(book);
        let table = parse::Names::table(&sheets, table)?;
        match parse::table::read(table, inner)?.cells(table, None) {
            Value::Range(range) => Some((sheets.list.get(range.sheet)?.id, range.area)),
            _ => None,
        }
    }

    fn sheets_of<'a>(&'a self, book: &'a Workbook) -> Sheets<'a> {
        let mut sheets = Sheets::new(book);
        sheets.customs = Some(&self.customs);
        sheets
    }

    /// Forgets results when the workbook changed since they were worked out.
    pub(crate) fn refresh(&self, book: &Workbook) {
        if self.revision.replace(book.revision()) == book.revision() {
            return;
        }
        self.results.borrow_mut().clear();
        self.spills.borrow_mut().clear();
        let names: Vec<String> = book
            .sheets()
            .into_iter()
            .map(|id| book.sheet_name(id).unwrap_or_default().to_owned())
            .collect();
        if *self.sheets.borrow() != names {
            self.parsed.borrow_mut().clear();
            self.sheets.replace(names);
        }
    }

    fn context<'a>(
        &'a self,
        sheets: &'a Sheets<'a>,
        work: &'a Cell<u64>,
        home: Home,
    ) -> Context<'a> {
        Context {
            sheets,
            results: &self.results,
            customs: &self.customs,
            needs: RefCell::default(),
            work,
            home: Cell::new(home),
            taken: Cell::new(Taken::Crossing),
            depth: Cell::new(0),
            random: &self.random,
            names: OnceCell::new(),
        }
    }

    /// Works out the results of cells and of all that they need: what is needed first goes onto a stack of its own,
    /// so that long chains of formulas cost memory, not calls.
    fn solve(
        &self,
        sheets: &Sheets<'_>,
        work: &Cell<u64>,
        mut stack: Vec<(usize, CellPos)>,
    ) -> Result<(), CalcError> {
        let context = self.context(
            sheets,
            work,
            Home {
                sheet: 0,
                cell: None,
            },
        );
        let key = |(sheet, cell): (usize, CellPos)| {
            let id = sheets.list.get(sheet).map(|sheet| sheet.id);
            id.map(|id| (id, cell))
        };
        while let Some(top) = stack.last().copied() {
            let Some(top_key) = key(top) else {
                stack.pop();
                continue;
            };
            if matches!(self.results.borrow().get(&top_key), Some(State::Done(_))) {
                stack.pop();
                continue;
            }
            self.results.borrow_mut().insert(top_key, State::Open);
            let value = self.formula(&context, top);
            if work.get() == 0 {
                self.results
                    .borrow_mut()
                    .retain(|_, state| matches!(state, State::Done(_)));
                return Err(CalcError::TooMuch);
            }
            let needs = context.needs.take();
            if needs.is_empty() {
                self.results
                    .borrow_mut()
                    .insert(top_key, State::Done(value));
                stack.pop();
                continue;
            }
            for need in needs {
                let Some(need_key) = key(need) else { continue };
                let open = matches!(self.results.borrow().get(&need_key), Some(State::Open));
                if !open {
                    stack.push(need);
                    continue;
                }
                // Whatever waits for this cell is part of the circle: all of it is 0, array formulas are errors.
                let start = stack
                    .iter()
                    .position(|waiting| *waiting == need)
                    .unwrap_or(0);
                for waiting in stack.iter().skip(start) {
                    let spills = self.spills(sheets, waiting.0);
                    let value = if spills.iter().any(|(area, _)| area.contains(waiting.1)) {
                        Value::Err(Error::Num)
                    } else {
                        Value::Num(0.0)
                    };
                    if let Some(waiting) = key(*waiting) {
                        let mut results = self.results.borrow_mut();
                        if let Some(state @ State::Open) = results.get_mut(&waiting) {
                            *state = State::Done(value);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn keep(&self, home: usize, text: &str, expr: Option<Rc<Expr>>) {
        let mut parsed = self.parsed.borrow_mut();
        if parsed.len() >= MAX_PARSED {
            parsed.clear();
        }
        parsed.insert((home, text.into()), expr);
    }

    fn parsed(&self, sheets: &Sheets<'_>, home: usize, text: &str) -> Option<Rc<Expr>> {
        if let Some(known) = self.parsed.borrow().get(&(home, Box::from(text))) {
            return known.clone();
        }
        let expr = parse::parse(text, home, sheets).map(|formula| Rc::new(formula.expr));
        self.keep(home, text, expr.clone());
        expr
    }

    /// The result of one formula.
    fn formula(&self, context: &Context<'_>, (sheet, cell): (usize, CellPos)) -> Value {
        let Some(worksheet) = context.sheets.cells(sheet) else {
            return Value::Err(Error::Ref);
        };
        let Some(ContentView::Formula(view)) = worksheet.grid.get(cell).map(|view| view.content)
        else {
            return Value::Blank;
        };
        let text = match worksheet.grid.formula(cell) {
            Ok(Some(text)) => text,
            Ok(None) => String::new(),
            Err(_) => return cached(context, view.cached),
        };
        let spill = if text.is_empty() || view.attributes.contains("array") {
            let spills = self.spills(context.sheets, sheet);
            spills.iter().find(|(area, _)| area.contains(cell)).copied()
        } else {
            None
        };
        if text.is_empty() {
            return match spill {
                Some((_, master)) if master != cell => {
                    // A first cell that is done and left nothing here is part of a circle.
                    let id = context.sheets.list.get(sheet).map(|sheet| sheet.id);
                    let known = id.and_then(|id| self.results.borrow().get(&(id, master)).cloned());
                    if let Some(State::Done(value)) = known {
                        return value;
                    }
                    context.needs.borrow_mut().push((sheet, master));
                    Value::Blank
                }
                _ => cached(context, view.cached),
            };
        }
        let Some(expr) = self.parsed(context.sheets, sheet, &text) else {
            return match cached(context, view.cached) {
                Value::Blank => Value::Err(Error::Name),
                value => value,
            };
        };
        context.home.set(Home {
            sheet,
            cell: Some(cell),
        });
        let Some((area, _)) = spill else {
            return finished(context.single(context.eval(&expr, false), false));
        };
        let value = context.single(context.eval(&expr, true), true);
        if context.is_waiting() {
            return Value::Blank;
        }
        let Some(id) = context.sheets.list.get(sheet).map(|sheet| sheet.id) else {
            return Value::Blank;
        };
        let at = |row: u32, col: u32| {
            finished(match &value {
                Value::Array(array) => array.spread(
                    (row - area.first.row) as usize,
                    (col - area.first.col) as usize,
                ),
                one => one.clone(),
            })
        };
        for member in worksheet.grid.positions(area) {
            let formula = worksheet
                .grid
                .get(member)
                .is_some_and(|view| matches!(view.content, ContentView::Formula(_)));
            if formula && member != cell {
                let state = State::Done(at(member.row, member.col));
                self.results.borrow_mut().insert((id, member), state);
            }
        }
        at(cell.row, cell.col)
    }

    /// The array formulas of a worksheet.
    fn spills(&self, sheets: &Sheets<'_>, sheet: usize) -> Rc<Vec<Spill>> {
        if let Some(known) = self.spills.borrow().get(&sheet) {
            return known.clone();
        }
        let mut spills = Vec::new();
        if let Some(worksheet) = sheets.cells(sheet) {
            for (cell, view) in worksheet.grid.iter(Area::sheet()) {
                if let ContentView::Formula(formula) = view.content
                    && let Some(area) = formula.array()
                {
                    spills.push((area, cell));
                }
            }
        }
        let spills = Rc::new(spills);
        self.spills.borrow_mut().insert(sheet, spills.clone());
        spills
    }
}

/// A result as a cell shows it: single, and 0 instead of nothing.
fn finished(value: Value) -> Value {
    match value {
        Value::Blank => Value::Num(0.0),
        Value::Array(array) => finished(array.get(0, 0).cloned().unwrap_or(Value::Blank)),
        Value::Range(_) => Value::Err(Error::Value),
        one => one,
    }
}

/// The result that the file holds.
fn cached(context: &Context<'_>, cached: Cached<'_>) -> Value {
    match cached {
        Cached::None => Value::Blank,
        Cached::Number(number) => Value::Num(number),
        Cached::Text(id) => Value::Text(context.sheets.book.strings.text(id).into()),
        Cached::Plain(text) => Value::Text(text.into()),
        Cached::Bool(value) => Value::Bool(value),
        Cached::Error(text) => Value::Err(Error::parse(text).unwrap_or(Error::Value)),
    }
}
