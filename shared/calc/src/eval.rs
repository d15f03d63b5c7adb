//! Expressions to values.

use std::cmp::Ordering;
use std::rc::Rc;

use spindle_ooxml::sheet::{Area, CellPos};

use crate::context::{Context, Taken};
use crate::expr::{Expr, Operator};
use crate::functions::{Body, Function};
use crate::parse::{self, Names as _};
use crate::value::{Array, Error, Range, Value};

/// Levels to which names, functions and operators may nest while they are calculated.
const MAX_DEPTH: usize = 200;

impl Context<'_> {
    /// What an expression results in. `arrays`: ranges that meet operators and functions for single values count with
    /// all their cells, as in array formulas; else the cell in the formula's own row or column counts.
    pub fn eval(&self, expr: &Expr, arrays: bool) -> Value {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH || !self.spend(1) {
            return Value::Err(Error::Num);
        }
        self.depth.set(depth + 1);
        let value = self.inner(expr, arrays);
        self.depth.set(depth);
        value
    }

    fn inner(&self, expr: &Expr, arrays: bool) -> Value {
        match expr {
            Expr::Value(value) => value.clone(),
            Expr::Range(range) => Value::Range(*range),
            Expr::Table(part) => match self.sheets.table(&part.table) {
                Some(table) => part.cells(table, self.home().cell),
                None => Value::Err(Error::Ref),
            },
            Expr::Name(name) => self.name(name, arrays),
            Expr::Missing => Value::Blank,
            Expr::Unknown => Value::Err(Error::Name),
            Expr::Negate(inner) => {
                let value = self.operand(inner, arrays);
                map(&value, &|value| value.number().map(|number| -number).into())
            }
            Expr::Percent(inner) => {
                let value = self.operand(inner, arrays);
                map(&value, &|value| {
                    value.number().map(|number| number / 100.0).into()
                })
            }
            Expr::Binary(operator, left, right) => {
                let operand = |expr| match operator {
                    Operator::Join => self.joined(expr, arrays),
                    _ => self.operand(expr, arrays),
                };
                let (left, right) = (operand(left), operand(right));
                combine(&left, &right, &|left, right| apply(*operator, left, right))
            }
            Expr::Span(left, right) => match (self.eval(left, arrays), self.eval(right, arrays)) {
                (Value::Range(a), Value::Range(b)) if a.sheet == b.sheet => Value::Range(Range {
                    sheet: a.sheet,
                    area: a.area.union(b.area),
                }),
                (Value::Err(error), _) | (_, Value::Err(error)) => Value::Err(error),
                _ => Value::Err(Error::Value),
            },
            Expr::Intersection(left, right) => {
                match (self.eval(left, arrays), self.eval(right, arrays)) {
                    (Value::Range(a), Value::Range(b)) => {
                        let area = a.area.intersect(b.area).filter(|_| a.sheet == b.sheet);
                        area.map_or(Value::Err(Error::Null), |area| {
                            Value::Range(Range { area, ..a })
                        })
                    }
                    (Value::Err(error), _) | (_, Value::Err(error)) => Value::Err(error),
                    _ => Value::Err(Error::Null),
                }
            }
            Expr::Call(function, arguments) => self.call(function, arguments, arrays),
            Expr::Custom(custom, arguments) => self.custom(custom, arguments),
        }
    }

    fn name(&self, name: &str, arrays: bool) -> Value {
        let home = self.home().sheet;
        let Some(formula) = self.defined(name) else {
            return Value::Err(Error::Name);
        };
        match parse::parse(formula, home, self.sheets) {
            Some(formula) => self.eval(&formula.expr, arrays),
            None => Value::Err(Error::Name),
        }
    }

    /// A value for an operator: single, or an array.
    pub fn operand(&self, expr: &Expr, arrays: bool) -> Value {
        let value = self.eval(expr, arrays);
        self.single(value, arrays)
    }

    /// A value for the operator that joins texts: of ranges it takes the first cell, wherever the formula stands.
    fn joined(&self, expr: &Expr, arrays: bool) -> Value {
        match self.eval(expr, arrays) {
            Value::Range(range) if !arrays => self.cell(range.sheet, range.area.first),
            value => self.single(value, arrays),
        }
    }

    /// The one cell of a range that counts, or all of them as an array.
    pub fn single(&self, value: Value, arrays: bool) -> Value {
        let Value::Range(range) = value else {
            return value;
        };
        let area = range.area;
        match self.taken.get() {
            Taken::Single if !arrays && !area.is_cell() => return Value::Err(Error::Value),
            Taken::First | Taken::Single if !arrays => {
                return self.cell(range.sheet, area.first);
            }
            _ => {}
        }
        if area.is_cell() {
            let aside = area.first.row > 0 && area.first.col > 0;
            if self.home().cell.is_none() && aside {
                return Value::Err(Error::Value);
            }
            return self.cell(range.sheet, area.first);
        }
        if arrays {
            return self.table(&value).map_or_else(Value::Err, Value::Array);
        }
        self.intersected(range.sheet, area)
    }

    /// The cell of an area in the row or column of the formula.
    fn intersected(&self, sheet: usize, area: Area) -> Value {
        // A function that is called by itself stands in the first cell.
        let home = self.home().cell.unwrap_or(CellPos::new(0, 0));
        let mut at = area.first;
        if area.cols() == 1 && (area.first.row..=area.last.row).contains(&home.row) {
            at.row = home.row;
        } else if area.rows() == 1 && (area.first.col..=area.last.col).contains(&home.col) {
            at.col = home.col;
        } else {
            return Value::Err(Error::Value);
        }
        self.cell(sheet, at)
    }

    /// Calls a function with expressions as arguments.
    pub fn call(&self, function: &Function, arguments: &[Expr], arrays: bool) -> Value {
        let body = match function.body {
            Body::Lazy(body) => return body(self, arguments, arrays),
            Body::Plain(body) => body,
        };
        let mut values = Vec::with_capacity(arguments.len());
        let mut shape = (1, 1);
        let mut lifted = false;
        for (index, argument) in arguments.iter().enumerate() {
            let kind = function.kind(index);
            let forced = arrays || kind == b'a';
            let mut value = self.eval(argument, forced);
            match kind {
                b's' | b'e' | b'S' | b'E' => {
                    value = self.single(value, arrays);
                    if kind.is_ascii_lowercase() && !arrays && matches!(value, Value::Array(_)) {
                        value = self.first(&value);
                    }
                    if let Value::Array(array) = &value {
                        lifted = true;
                        shape = (shape.0.max(array.rows()), shape.1.max(array.cols()));
                    } else if kind.eq_ignore_ascii_case(&b's')
                        && let Value::Err(error) = value
                    {
                        return Value::Err(error);
                    }
                }
                _ => {}
            }
            values.push(value);
        }
        if !lifted {
            return body(self, &values).unwrap_or_else(Value::Err);
        }
        if !self.spend(shape.0.saturating_mul(shape.1)) {
            return Value::Err(Error::Num);
        }
        let made = Array::build(shape.0, shape.1, |row, col| {
            let mut single = Vec::with_capacity(values.len());
            for (index, value) in values.iter().enumerate() {
                let kind = function.kind(index);
                let value = match value {
                    Value::Array(array) if matches!(kind, b's' | b'e' | b'S' | b'E') => {
                        array.spread(row, col)
                    }
                    other => other.clone(),
                };
                if kind.eq_ignore_ascii_case(&b's')
                    && let Value::Err(error) = value
                {
                    return Value::Err(error);
                }
                single.push(value);
            }
            let value = body(self, &single).unwrap_or_else(Value::Err);
            match value {
                Value::Array(_) | Value::Range(_) => self.first(&value),
                one => one,
            }
        });
        made.map_or_else(Value::Err, |array| Value::Array(Rc::new(array)))
    }
}

/// Applies something to a value, or to each value of an array.
pub fn map(value: &Value, apply: &dyn Fn(&Value) -> Value) -> Value {
    match value {
        Value::Array(array) => Array::build(array.rows(), array.cols(), |row, col| {
            array.get(row, col).map_or(Value::Blank, apply)
        })
        .map_or_else(Value::Err, |array| Value::Array(Rc::new(array))),
        one => apply(one),
    }
}

/// Applies something to two values, or to each pair of values of arrays.
pub fn combine(left: &Value, right: &Value, apply: &dyn Fn(&Value, &Value) -> Value) -> Value {
    let shape = |value: &Value| match value {
        Value::Array(array) => Some((array.rows(), array.cols())),
        _ => None,
    };
    let at = |value: &Value, row, col| match value {
        Value::Array(array) => array.spread(row, col),
        one => one.clone(),
    };
    let (rows, cols) = match (shape(left), shape(right)) {
        (None, None) => return apply(left, right),
        (Some(shape), None) | (None, Some(shape)) => shape,
        (Some(a), Some(b)) => (a.0.max(b.0), a.1.max(b.1)),
    };
    Array::build(rows, cols, |row, col| {
        apply(&at(left, row, col), &at(right, row, col))
    })
    .map_or_else(Value::Err, |array| Value::Array(Rc::new(array)))
}

/// The result of an operator for two single values.
pub fn apply(operator: Operator, left: &Value, right: &Value) -> Value {
    let orders = !matches!(
        operator,
        Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Power
    );
    // Sums take the left one for a number before they look at the right one.
    if orders && let Some(error) = left.error().or_else(|| right.error()) {
        return Value::Err(error);
    }
    let ordering = || match (left, right) {
        (Value::Num(a), Value::Num(b)) if nearly(*a, *b) => Ordering::Equal,
        _ => compare(left, right),
    };
    let numbers = || Ok((left.number()?, right.number()?));
    let result: Result<Value, Error> = match operator {
        Operator::Add => numbers().map(|(a, b)| (a + b).into()),
        Operator::Subtract => numbers().map(|(a, b)| (a - b).into()),
        Operator::Multiply => numbers().map(|(a, b)| (a * b).into()),
        Operator::Divide => numbers().and_then(|(a, b)| match b {
            0.0 => Err(Error::Div0),
            _ => Ok((a / b).into()),
        }),
        Operator::Power => numbers().and_then(|(a, b)| power(a, b)).map(Value::from),
        Operator::Join => (|| {
            let joined = [left.text()?, right.text()?].concat();
            Ok(joined.into())
        })(),
        Operator::Equal => Ok(ordering().is_eq().into()),
        Operator::NotEqual => Ok(ordering().is_ne().into()),
        Operator::Less => Ok(ordering().is_lt().into()),
        Operator::LessOrEqual => Ok(ordering().is_le().into()),
        Operator::Greater => Ok(ordering().is_gt().into()),
        Operator::GreaterOrEqual => Ok(ordering().is_ge().into()),
    };
    result.into()
}

/// Whether two numbers are the same to fifteen digits, which is all that operators see.
fn nearly(a: f64, b: f64) -> bool {
    a == b || ((a - b).abs() < a.abs() * 1e-14 && format!("{a:.14e}") == format!("{b:.14e}"))
}

/// A power; odd roots of negative numbers are negative.
///
/// # Errors
/// [`Error::Div0`] for negative powers of 0, [`Error::Num`] where there is no result.
pub fn power(base: f64, exponent: f64) -> Result<f64, Error> {
    if base == 0.0 && exponent < 0.0 {
        return Err(Error::Div0);
    }
    let result = libm::pow(base, exponent);
    if result.is_nan() && base < 0.0 {
        let root = 1.0 / exponent;
        if root.fract() == 0.0 && root % 2.0 != 0.0 {
            return Ok(-libm::pow(-base, exponent));
        }
    }
    if result.is_finite() {
        Ok(result)
    } else {
        Err(Error::Num)
    }
}

/// The order of two single values: numbers before texts before truth values; texts without case. Empty ones are
/// equal to 0, to the empty text and to false.
pub fn compare(left: &Value, right: &Value) -> Ordering {
    fn rank(value: &Value) -> u8 {
        match value {
            Value::Blank | Value::Num(_) => 0,
            Value::Text(_) => 1,
            Value::Bool(_) => 2,
            _ => 3,
        }
    }
    match (left, right) {
        (Value::Blank, Value::Blank) => Ordering::Equal,
        (Value::Blank, Value::Text(text)) if text.is_empty() => Ordering::Equal,
        (Value::Text(text), Value::Blank) if text.is_empty() => Ordering::Equal,
        (Value::Blank, Value::Text(_)) => Ordering::Less,
        (Value::Text(_), Value::Blank) => Ordering::Greater,
        (Value::Blank, Value::Bool(b)) => false.cmp(b),
        (Value::Bool(a), Value::Blank) => a.cmp(&false),
        (Value::Blank, Value::Num(b)) => 0.0_f64.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::Num(a), Value::Blank) => a.partial_cmp(&0.0).unwrap_or(Ordering::Equal),
        (Value::Num(a), Value::Num(b)) => a.partial_cmp(b).unwrap_or(Ordering::Equal),
        (Value::Text(a), Value::Text(b)) => compare_texts(a, b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => rank(left).cmp(&rank(right)),
    }
}

/// The order of two texts without case.
pub fn compare_texts(left: &str, right: &str) -> Ordering {
    if left == right {
        return Ordering::Equal;
    }
    left.to_lowercase().cmp(&right.to_lowercase())
}
