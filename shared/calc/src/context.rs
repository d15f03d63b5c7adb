//! What functions work with: cells, arguments as lists of numbers, the work that is left.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use spindle_ooxml::sheet::{Area, CellPos, ContentView, SheetId};

use crate::custom::Customs;
use crate::sheets::Sheets;
use crate::value::{Array, Error, Range, Value};

/// Where a formula stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// Its worksheet's place in the workbook.
    pub sheet: usize,
    /// Its cell; `None` for a function that is called by itself.
    pub cell: Option<CellPos>,
}

/// How far a formula's result is known.
#[derive(Debug, Clone)]
pub(crate) enum State {
    /// It is being calculated: whoever needs it is part of a circle.
    Open,
    /// It is this.
    Done(Value),
}

pub(crate) type Results = HashMap<(SheetId, CellPos), State>;

/// One calculation over a workbook.
pub struct Context<'a> {
    pub(crate) sheets: &'a Sheets<'a>,
    pub(crate) results: &'a RefCell<Results>,
    pub(crate) customs: &'a Customs,
    /// Cells whose results were asked for and are not known yet.
    pub(crate) needs: RefCell<Vec<(usize, CellPos)>>,
    /// Cells and values that may yet be looked at.
    pub(crate) work: &'a Cell<u64>,
    pub(crate) home: Cell<Home>,
    /// Which cell of a range counts where one value is wanted.
    pub(crate) taken: Cell<Taken>,
    pub(crate) depth: Cell<usize>,
    pub(crate) random: &'a Cell<u64>,
    pub(crate) names: OnceCell<HashMap<(String, Option<SheetId>), String>>,
}

/// Which cell of a range counts where one value is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// The one in the formula's row or column.
    Crossing,
    /// The first.
    First,
    /// The only one.
    Single,
}

/// How the values of arguments count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Only numbers in cells and arrays; texts given as arguments must be numbers.
    Numbers,
    /// Truth values as 1 and 0, texts in cells as 0.
    All,
}

impl Context<'_> {
    /// Where the formula stands.
    pub fn home(&self) -> Home {
        self.home.get()
    }

    /// Whether a result is asked for that is not known yet: what is calculated now will be thrown away.
    pub fn is_waiting(&self) -> bool {
        !self.needs.borrow().is_empty()
    }

    /// Takes some of the work that is left; `false` when nothing is.
    pub fn spend(&self, work: usize) -> bool {
        let left = self.work.get().checked_sub(work as u64);
        self.work.set(left.unwrap_or(0));
        left.is_some()
    }

    /// The value of a cell.
    pub fn cell(&self, sheet: usize, cell: CellPos) -> Value {
        self.spend(1);
        let Some(worksheet) = self.sheets.cells(sheet) else {
            return Value::Err(Error::Ref);
        };
        match worksheet.grid.get(cell) {
            Some(view) => self.content(sheet, cell, view.content),
            None => Value::Blank,
        }
    }

    fn content(&self, sheet: usize, cell: CellPos, content: ContentView<'_>) -> Value {
        match content {
            ContentView::Blank => Value::Blank,
            ContentView::Number(number) => Value::Num(number),
            ContentView::Text(id) => Value::Text(self.sheets.book.strings.text(id).into()),
            ContentView::Bool(value) => Value::Bool(value),
            ContentView::Error(text) => Value::Err(Error::parse(text).unwrap_or(Error::Value)),
            ContentView::Date(text) => Value::Text(text.into()),
            ContentView::Formula(_) => {
                let Some(id) = self.sheets.list.get(sheet).map(|sheet| sheet.id) else {
                    return Value::Blank;
                };
                if let Some(State::Done(value)) = self.results.borrow().get(&(id, cell)) {
                    return value.clone();
                }
                self.needs.borrow_mut().push((sheet, cell));
                Value::Blank
            }
        }
    }

    /// Calls `visit` with the cells of a range that hold something, row by row, until it answers `false`.
    pub fn each(&self, range: Range, mut visit: impl FnMut(CellPos, Value) -> bool) {
        let Some(worksheet) = self.sheets.cells(range.sheet) else {
            return;
        };
        for (cell, view) in worksheet.grid.iter(range.area) {
            if !self.spend(1) {
                return;
            }
            if view.is_blank() {
                continue;
            }
            let value = self.content(range.sheet, cell, view.content);
            if !visit(cell, value) {
                return;
            }
        }
    }

    /// A range without the rows and columns behind the last cells of its worksheet, when it is large.
    pub fn clipped(&self, range: Range) -> Range {
        if range.area.count() < 4096 {
            return range;
        }
        let bounds = self
            .sheets
            .cells(range.sheet)
            .and_then(|sheet| sheet.grid.bounds(|_| true));
        let last = bounds.map_or(CellPos::new(0, 0), |area| area.last);
        let first = range.area.first;
        let area = Area {
            first,
            last: CellPos::new(
                range.area.last.row.min(last.row).max(first.row),
                range.area.last.col.min(last.col).max(first.col),
            ),
        };
        Range { area, ..range }
    }

    /// The values of a range, an array or a single value as a table.
    ///
    /// # Errors
    /// [`Error::Num`] when there are too many; the error that the value is.
    pub fn table(&self, value: &Value) -> Result<Rc<Array>, Error> {
        match value {
            Value::Array(array) => Ok(array.clone()),
            Value::Err(error) => Err(*error),
            Value::Range(range) => self.cells(*range).map(Rc::new),
            one => Array::build(1, 1, |_, _| one.clone()).map(Rc::new),
        }
    }

    fn cells(&self, range: Range) -> Result<Array, Error> {
        let area = self.clipped(range).area;
        let (rows, cols) = (area.rows() as usize, area.cols() as usize);
        let mut values: HashMap<(u32, u32), Value> = HashMap::new();
        self.each(Range { area, ..range }, |cell, value| {
            values.insert((cell.row, cell.col), value);
            true
        });
        if !self.spend(rows.saturating_mul(cols)) {
            return Err(Error::Num);
        }
        Array::build(rows, cols, |row, col| {
            let key = (area.first.row + row as u32, area.first.col + col as u32);
            values.remove(&key).unwrap_or(Value::Blank)
        })
    }

    /// Calls `visit` with every number of the arguments, in order.
    ///
    /// # Errors
    /// The first error among them.
    pub fn each_number(
        &self,
        arguments: &[Value],
        counting: Counting,
        mut visit: impl FnMut(f64),
    ) -> Result<(), Error> {
        let inner = |value: &Value| match value {
            Value::Num(number) => Ok(Some(*number)),
            Value::Err(error) => Err(*error),
            Value::Bool(value) if counting == Counting::All => {
                Ok(Some(f64::from(u8::from(*value))))
            }
            Value::Text(_) if counting == Counting::All => Ok(Some(0.0)),
            _ => Ok(None),
        };
        for argument in arguments {
            match argument {
                Value::Range(range) => {
                    let mut error = None;
                    self.each(*range, |_, value| match inner(&value) {
                        Ok(number) => {
                            if let Some(number) = number {
                                visit(number);
                            }
                            true
                        }
                        Err(found) => {
                            error = Some(found);
                            false
                        }
                    });
                    if let Some(error) = error {
                        return Err(error);
                    }
                }
                Value::Array(array) => {
                    self.spend(array.items().len());
                    for item in array.items() {
                        if let Some(number) = inner(item)? {
                            visit(number);
                        }
                    }
                }
                one => visit(one.number()?),
            }
        }
        Ok(())
    }

    /// Every number of the arguments, in order.
    ///
    /// # Errors
    /// The first error among them.
    pub fn numbers(&self, arguments: &[Value], counting: Counting) -> Result<Vec<f64>, Error> {
        let mut numbers = Vec::new();
        self.each_number(arguments, counting, |number| numbers.push(number))?;
        Ok(numbers)
    }

    /// The single value of an argument; of several, the first one.
    pub fn first(&self, value: &Value) -> Value {
        match value {
            Value::Array(array) => array.get(0, 0).cloned().unwrap_or(Value::Blank),
            Value::Range(range) => self.cell(range.sheet, range.area.first),
            one => one.clone(),
        }
    }

    /// A number from 0 to below 1.
    pub fn random(&self) -> f64 {
        let mut state = self.random.get();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.random.set(state);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The formula that a defined name stands for.
    pub(crate) fn defined(&self, name: &str) -> Option<&str> {
        let names = self.names.get_or_init(|| {
            let all = self.sheets.book.names().into_iter();
            all.map(|name| ((name.name.to_lowercase(), name.scope), name.formula))
                .collect()
        });
        let name = name.to_lowercase();
        let scope = self
            .sheets
            .list
            .get(self.home().sheet)
            .map(|sheet| sheet.id);
        names
            .get(&(name.clone(), scope))
            .or_else(|| names.get(&(name, None)))
            .map(String::as_str)
    }
}
