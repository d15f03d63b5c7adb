//! Functions of the caller's own: formulas say which calls they need, the caller answers them, and formulas take the
//! answers. Nothing outside is called while formulas are calculated.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use spindle_ooxml::sheet::{Area, ContentView, Workbook};

use crate::calculator::{CalcError, Calculator};
use crate::context::Context;
use crate::expr::Expr;
use crate::value::{Error, Value};

/// Answers that are kept, and functions that may be there.
const MAX_ANSWERS: usize = 50_000;
/// Cells that one call may take as an argument.
const MAX_CELLS: usize = 100_000;

/// What an argument is taken as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// A text.
    Text,
    /// A truth value.
    Truth,
    /// Whatever is there; truth values are texts.
    Any,
    /// Nothing that there is: the function is an error.
    None,
}

/// An argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// What its values are.
    pub kind: Kind,
    /// Whether it is rows of values.
    pub is_table: bool,
    /// Whether it may be left out.
    pub is_optional: bool,
}

/// A function.
#[derive(Debug, Clone, PartialEq)]
pub struct Custom {
    /// Its name in capitals.
    pub name: String,
    /// What it takes.
    pub parameters: Vec<Parameter>,
}

/// A call that a formula needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The function.
    pub name: String,
    /// Its arguments: single values, and arrays where it takes rows.
    pub arguments: Vec<Value>,
    /// What tells it from other calls.
    pub key: String,
}

/// The functions, and what is known of their calls.
#[derive(Debug, Default)]
pub(crate) struct Customs {
    functions: RefCell<HashMap<String, Rc<Custom>>>,
    answers: RefCell<HashMap<String, Value>>,
    asked: RefCell<Vec<Asked>>,
    known: RefCell<HashSet<String>>,
}

impl Customs {
    pub fn is_empty(&self) -> bool {
        self.functions.borrow().is_empty()
    }

    pub fn find(&self, name: &str) -> Option<Rc<Custom>> {
        self.functions.borrow().get(name).cloned()
    }

    pub fn names(&self) -> Vec<String> {
        self.functions.borrow().keys().cloned().collect()
    }

    /// Another function of a name takes the place of the first.
    pub fn add(&self, custom: Custom) {
        let mut functions = self.functions.borrow_mut();
        if functions.len() < MAX_ANSWERS {
            let start = format!("{}(", custom.name);
            self.answers
                .borrow_mut()
                .retain(|key, _| !key.starts_with(&start));
            functions.insert(custom.name.clone(), Rc::new(custom));
        }
    }

    pub fn remove(&self, name: &str) -> bool {
        let name = name.to_uppercase();
        self.functions.borrow_mut().remove(&name).is_some()
    }

    pub fn clear(&self) -> bool {
        let had = !self.is_empty();
        self.functions.borrow_mut().clear();
        had
    }

    /// The calls that formulas asked for since the last time.
    pub fn take_asked(&self) -> Vec<Asked> {
        self.known.borrow_mut().clear();
        self.asked.take()
    }

    pub fn answer(&self, key: String, value: Value) {
        let mut answers = self.answers.borrow_mut();
        if answers.len() < MAX_ANSWERS {
            answers.insert(key, value);
        }
    }

    fn ask(&self, asked: Asked) {
        let known = self.known.borrow().len();
        if known < MAX_ANSWERS && self.known.borrow_mut().insert(asked.key.clone()) {
            self.asked.borrow_mut().push(asked);
        }
    }
}

impl Context<'_> {
    /// The result of a call: what was answered; an error until something is.
    pub(crate) fn custom(&self, custom: &Custom, arguments: &[Expr]) -> Value {
        match self.arguments(custom, arguments) {
            Ok(arguments) if !self.is_waiting() => {
                let key = format!("{}({arguments:?})", custom.name);
                if let Some(value) = self.customs.answers.borrow().get(&key) {
                    return value.clone();
                }
                self.customs.ask(Asked {
                    name: custom.name.clone(),
                    arguments,
                    key,
                });
                Value::Err(Error::Value)
            }
            Ok(_) => Value::Blank,
            Err(error) => Value::Err(error),
        }
    }

    fn arguments(&self, custom: &Custom, arguments: &[Expr]) -> Result<Vec<Value>, Error> {
        if arguments.len() > custom.parameters.len() {
            return Err(Error::Value);
        }
        let mut values = Vec::with_capacity(custom.parameters.len());
        for (index, parameter) in custom.parameters.iter().enumerate() {
            let Some(argument) = arguments.get(index) else {
                if !parameter.is_optional {
                    return Err(Error::Value);
                }
                continue;
            };
            values.push(if parameter.is_table {
                let table = self.table(&self.eval(argument, true))?;
                if table.items().len() > MAX_CELLS {
                    return Err(Error::Num);
                }
                let mut items = Vec::with_capacity(table.items().len());
                for item in table.items() {
                    items.push(parameter.kind.of(item)?);
                }
                let cols = table.cols();
                let made = crate::value::Array::build(table.rows(), cols, |row, col| {
                    let item = items.get(row * cols + col);
                    item.cloned().unwrap_or(Value::Blank)
                })?;
                Value::Array(Rc::new(made))
            } else {
                let value = self.eval(argument, false);
                parameter.kind.of(&self.single(value, false))?
            });
        }
        Ok(values)
    }
}

impl Kind {
    fn of(self, value: &Value) -> Result<Value, Error> {
        if let Some(error) = value.error() {
            return Err(error);
        }
        Ok(match self {
            Self::Number => value.number()?.into(),
            Self::Text => Value::Text(value.text()?),
            Self::Truth => Value::Bool(value.truth()?),
            Self::Any => match value {
                Value::Num(number) => Value::Num(*number),
                Value::Array(array) => array.get(0, 0).cloned().unwrap_or(Value::Blank),
                other => Value::Text(other.text()?),
            },
            Self::None => return Err(Error::Value),
        })
    }
}

impl Calculator {
    /// Gives formulas a function of the caller's own.
    pub fn add_custom(&self, custom: Custom) {
        self.customs.add(custom);
        self.parsed.borrow_mut().clear();
        self.results.borrow_mut().clear();
    }

    /// Takes a function of the caller's own away; `false` when there is none. Formulas that were read keep what it
    /// answered.
    pub fn remove_custom(&self, name: &str) -> bool {
        self.customs.remove(name)
    }

    /// Takes all functions of the caller's own away; `false` when there is none.
    pub fn clear_customs(&self) -> bool {
        self.customs.clear()
    }

    /// Whether there are functions of the caller's own.
    #[must_use]
    pub fn has_customs(&self) -> bool {
        !self.customs.is_empty()
    }

    /// The calls of the caller's own functions that formulas need to be calculated. All worksheets must have been
    /// read. Each is to be answered; then there may be more.
    ///
    /// # Errors
    /// [`CalcError::TooMuch`].
    pub fn asked(&self, book: &Workbook) -> Result<Vec<Asked>, CalcError> {
        self.refresh(book);
        let names = self.customs.names();
        for id in book.sheets() {
            let Some(sheet) = book.loaded(id).filter(|sheet| sheet.grid.formulas() > 0) else {
                continue;
            };
            for (cell, view) in sheet.grid.iter(Area::sheet()) {
                if !matches!(view.content, ContentView::Formula(_)) {
                    continue;
                }
                let text = sheet.grid.formula(cell).ok().flatten().unwrap_or_default();
                if names.iter().any(|name| text.contains(name.as_str())) {
                    self.result(book, id, cell)?;
                }
            }
        }
        Ok(self.customs.take_asked())
    }

    /// Answers calls.
    pub fn answer(&self, answers: Vec<(String, Value)>) {
        for (key, value) in answers {
            self.customs.answer(key, value);
        }
        self.results.borrow_mut().clear();
    }
}
