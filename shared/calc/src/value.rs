//! Values of formulas (ECMA-376 Part 1, 18.17.5.2) and how they become each other.

use std::rc::Rc;

use spindle_ooxml::sheet::Area;

use crate::number;

/// An error value (ECMA-376 Part 1, 18.17.5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Error {
    /// `#NULL!`: areas that do not meet.
    Null,
    /// `#DIV/0!`: a division by zero.
    Div0,
    /// `#VALUE!`: a value of the wrong type.
    Value,
    /// `#REF!`: a reference to nothing.
    Ref,
    /// `#NAME?`: a name or function that is not known.
    Name,
    /// `#NUM!`: a number out of its range.
    Num,
    /// `#N/A`: no value available.
    Na,
    /// `#GETTING_DATA`: a value that is still on its way.
    GettingData,
}

impl Error {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Null, "#NULL!"),
        (Self::Div0, "#DIV/0!"),
        (Self::Value, "#VALUE!"),
        (Self::Ref, "#REF!"),
        (Self::Name, "#NAME?"),
        (Self::Num, "#NUM!"),
        (Self::Na, "#N/A"),
        (Self::GettingData, "#GETTING_DATA"),
    ];

    /// Its text.
    #[must_use]
    pub fn text(self) -> &'static str {
        let found = Self::ALL.iter().find(|(error, _)| *error == self);
        found.map_or("#VALUE!", |(_, text)| text)
    }

    /// The error with this text, in whatever case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let found = Self::ALL
            .iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(text));
        found.map(|(error, _)| *error)
    }

    /// The number that `ERROR.TYPE` answers.
    #[must_use]
    pub fn number(self) -> f64 {
        let index = Self::ALL.iter().position(|(error, _)| *error == self);
        index.map_or(3.0, |index| index as f64 + 1.0)
    }
}

/// Cells of one worksheet, which is known by its place in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The worksheet's place among all sheets.
    pub sheet: usize,
    /// The cells.
    pub area: Area,
}

/// A table of values, row by row; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    rows: usize,
    cols: usize,
    items: Vec<Value>,
}

/// Values of one array.
pub const MAX_ARRAY: usize = 1 << 20;

impl Array {
    /// A table with so many columns; `None` when nothing is in it, it is not a rectangle, or it is larger than
    /// [`MAX_ARRAY`].
    #[must_use]
    pub fn new(cols: usize, items: Vec<Value>) -> Option<Self> {
        let fits = cols > 0 && !items.is_empty() && items.len() <= MAX_ARRAY;
        (fits && items.len().is_multiple_of(cols)).then(|| Self {
            rows: items.len() / cols,
            cols,
            items,
        })
    }

    /// The table whose values `make` gives for every row and column.
    ///
    /// # Errors
    /// [`Error::Num`] when it would be too large, [`Error::Value`] when it would be empty.
    pub fn build(
        rows: usize,
        cols: usize,
        mut make: impl FnMut(usize, usize) -> Value,
    ) -> Result<Self, Error> {
        match rows.checked_mul(cols) {
            Some(1..=MAX_ARRAY) => {}
            Some(0) => return Err(Error::Value),
            _ => return Err(Error::Num),
        }
        let mut items = Vec::with_capacity(rows * cols);
        for row in 0..rows {
            for col in 0..cols {
                items.push(make(row, col));
            }
        }
        Ok(Self { rows, cols, items })
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns.
    #[must_use]
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// All values, row by row.
    #[must_use]
    pub fn items(&self) -> &[Value] {
        &self.items
    }

    /// The value in a row and column.
    #[must_use]
    pub fn get(&self, row: usize, col: usize) -> Option<&Value> {
        (col < self.cols).then(|| self.items.get(row * self.cols + col))?
    }

    /// The value in a row and column of a larger table: single rows, columns and values stand for all of them.
    #[must_use]
    pub fn spread(&self, row: usize, col: usize) -> Value {
        let row = if self.rows == 1 { 0 } else { row };
        let col = if self.cols == 1 { 0 } else { col };
        self.get(row, col).cloned().unwrap_or(Value::Err(Error::Na))
    }

    /// The values of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Value] {
        let start = row.saturating_mul(self.cols);
        self.items
            .get(start..start.saturating_add(self.cols))
            .unwrap_or_default()
    }

    /// Rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let items = (0..self.cols)
            .flat_map(|col| (0..self.rows).filter_map(move |row| self.get(row, col).cloned()))
            .collect();
        Self {
            rows: self.cols,
            cols: self.rows,
            items,
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An empty cell, or an argument that was left out.
    Blank,
    /// A number.
    Num(f64),
    /// A text.
    Text(Rc<str>),
    /// A truth value.
    Bool(bool),
    /// An error.
    Err(Error),
    /// Several values.
    Array(Rc<Array>),
    /// Cells.
    Range(Range),
}

impl From<f64> for Value {
    /// What is no finite number is `#NUM!`.
    fn from(number: f64) -> Self {
        if number.is_finite() {
            Self::Num(if number == 0.0 { 0.0 } else { number })
        } else {
            Self::Err(Error::Num)
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Error> for Value {
    fn from(error: Error) -> Self {
        Self::Err(error)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Num(number as f64)
    }
}

impl From<Array> for Value {
    /// A table of one value is that value.
    fn from(array: Array) -> Self {
        match array.items.as_slice() {
            [one] => one.clone(),
            _ => Self::Array(Rc::new(array)),
        }
    }
}

impl<T: Into<Value>> From<Result<T, Error>> for Value {
    fn from(result: Result<T, Error>) -> Self {
        result.map_or_else(Self::Err, Into::into)
    }
}

impl Value {
    /// The number that it is or is written as; an empty one is 0.
    ///
    /// # Errors
    /// Its error, or [`Error::Value`].
    pub fn number(&self) -> Result<f64, Error> {
        match self {
            Self::Blank => Ok(0.0),
            Self::Num(number) => Ok(*number),
            Self::Bool(value) => Ok(f64::from(u8::from(*value))),
            Self::Text(text) => number::parse(text).ok_or(Error::Value),
            Self::Err(error) => Err(*error),
            Self::Array(_) | Self::Range(_) => Err(Error::Value),
        }
    }

    /// Its text; numbers with at most 15 digits.
    ///
    /// # Errors
    /// Its error, or [`Error::Value`].
    pub fn text(&self) -> Result<Rc<str>, Error> {
        match self {
            Self::Blank => Ok("".into()),
            Self::Num(number) => Ok(number::text(*number).into()),
            Self::Bool(value) => Ok(if *value { "TRUE" } else { "FALSE" }.into()),
            Self::Text(text) => Ok(text.clone()),
            Self::Err(error) => Err(*error),
            Self::Array(_) | Self::Range(_) => Err(Error::Value),
        }
    }

    /// Its truth: numbers other than 0 are true, and so is the text `TRUE`.
    ///
    /// # Errors
    /// Its error, or [`Error::Value`].
    pub fn truth(&self) -> Result<bool, Error> {
        match self {
            Self::Blank => Ok(false),
            Self::Num(number) => Ok(*number != 0.0),
            Self::Bool(value) => Ok(*value),
            Self::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Self::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            Self::Text(_) | Self::Array(_) | Self::Range(_) => Err(Error::Value),
            Self::Err(error) => Err(*error),
        }
    }

    /// Whether nothing is there.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }

    /// Its error, if it is one.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        match self {
            Self::Err(error) => Some(*error),
            _ => None,
        }
    }
}
