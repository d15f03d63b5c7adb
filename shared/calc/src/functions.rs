//! The functions, a file a family; each is a row of its family's table.

mod aggregate;
mod arithmetic;
mod arrays;
mod bond;
mod complex;
mod conditional;
mod convert;
mod database;
mod date;
mod depreciation;
mod discrete;
mod distribution;
mod engineering;
mod fit;
mod forecast;
mod information;
mod interest;
mod logical;
mod lookup;
mod matrix;
mod odd_bond;
mod rank;
mod reference;
mod roman;
mod rounding;
mod special;
mod statistics;
mod tests_of_samples;
mod text;
mod text_parts;
mod trigonometry;
mod workday;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::context::Context;
use crate::expr::Expr;
use crate::value::{Error, Value};

/// What a member of a family answers.
pub(crate) type Answer = Result<Value, Error>;

/// What a function does.
#[derive(Clone, Copy)]
pub enum Body {
    /// From the values of its arguments.
    Plain(fn(&Context<'_>, &[Value]) -> Answer),
    /// From its arguments as they are written: not all of them are always calculated. The last argument says whether
    /// ranges count with all their cells.
    Lazy(fn(&Context<'_>, &[Expr], bool) -> Value),
}

/// A function.
pub struct Function {
    /// Its name in capitals.
    pub name: &'static str,
    /// The least number of arguments.
    pub least: u8,
    /// The largest number of arguments.
    pub most: u8,
    /// What it takes, a letter an argument; those behind `*` repeat. `s`: single values, errors are the result, an
    /// array makes the function answer an array where whole ranges count and else its first value counts; `e`: the
    /// same, but errors are for the function; `S` and `E`: an array always makes an array; `r`: whatever is there;
    /// `a`: the same, and operators inside work on whole ranges.
    pub params: &'static str,
    /// What it does.
    pub body: Body,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Function {
    /// What the argument at `index` is taken as.
    pub fn kind(&self, index: usize) -> u8 {
        let (fixed, cycle) = self.params.split_once('*').unwrap_or((self.params, ""));
        let at = match index.checked_sub(fixed.len()) {
            Some(beyond) if !cycle.is_empty() => fixed.len() + 1 + beyond % cycle.len(),
            _ => index,
        };
        self.params.as_bytes().get(at).copied().unwrap_or(b's')
    }
}

/// A row of a table.
pub(crate) const fn plain(
    name: &'static str,
    least: u8,
    most: u8,
    params: &'static str,
    body: fn(&Context<'_>, &[Value]) -> Answer,
) -> Function {
    Function {
        name,
        least,
        most,
        params,
        body: Body::Plain(body),
    }
}

/// A row of a table for a function that chooses among its arguments.
pub(crate) const fn lazy(
    name: &'static str,
    least: u8,
    most: u8,
    body: fn(&Context<'_>, &[Expr], bool) -> Value,
) -> Function {
    Function {
        name,
        least,
        most,
        params: "",
        body: Body::Lazy(body),
    }
}

const FAMILIES: &[&[Function]] = &[
    aggregate::TABLE,
    arithmetic::TABLE,
    arrays::TABLE,
    bond::TABLE,
    complex::TABLE,
    conditional::TABLE,
    convert::TABLE,
    database::TABLE,
    date::TABLE,
    depreciation::TABLE,
    discrete::TABLE,
    distribution::TABLE,
    engineering::TABLE,
    fit::TABLE,
    forecast::TABLE,
    information::TABLE,
    interest::TABLE,
    logical::TABLE,
    lookup::TABLE,
    matrix::TABLE,
    odd_bond::TABLE,
    rank::TABLE,
    reference::TABLE,
    roman::TABLE,
    rounding::TABLE,
    statistics::TABLE,
    text::TABLE,
    text_parts::TABLE,
    tests_of_samples::TABLE,
    trigonometry::TABLE,
    workday::TABLE,
];

/// The function of this name, which is in capitals and without prefixes.
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    static BY_NAME: OnceLock<HashMap<&'static str, &'static Function>> = OnceLock::new();
    let by_name = BY_NAME.get_or_init(|| {
        let all = FAMILIES.iter().flat_map(|family| family.iter());
        all.map(|function| (function.name, function)).collect()
    });
    by_name.get(name).copied()
}

/// A number as an answer; what is no finite number is `#NUM!`.
pub(crate) fn num(number: f64) -> Answer {
    Ok(Value::from(number))
}

/// The number of an argument; 0 when it was left out.
pub(crate) fn n(arguments: &[Value], index: usize) -> Result<f64, Error> {
    arguments.get(index).map_or(Ok(0.0), Value::number)
}

/// The number of an argument that need not be given.
pub(crate) fn n_or(arguments: &[Value], index: usize, default: f64) -> Result<f64, Error> {
    arguments.get(index).map_or(Ok(default), Value::number)
}

/// The whole number of an argument, its fraction cut off.
pub(crate) fn int(arguments: &[Value], index: usize) -> Result<f64, Error> {
    n(arguments, index).map(f64::trunc)
}

/// The text of an argument.
pub(crate) fn t(arguments: &[Value], index: usize) -> Result<Rc<str>, Error> {
    arguments.get(index).map_or(Ok("".into()), Value::text)
}

/// The truth of an argument that need not be given.
pub(crate) fn b_or(arguments: &[Value], index: usize, default: bool) -> Result<bool, Error> {
    arguments.get(index).map_or(Ok(default), Value::truth)
}

/// The argument, or an empty one.
pub(crate) fn arg(arguments: &[Value], index: usize) -> &Value {
    arguments.get(index).unwrap_or(&Value::Blank)
}

/// `#NUM!` unless something holds.
pub(crate) fn require(holds: bool) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::Num) }
}

/// The arguments without the texts that are no numbers.
pub(crate) fn counted(arguments: &[Value]) -> Vec<Value> {
    let counts = |value: &&Value| !matches!(value, Value::Text(_)) || value.number().is_ok();
    arguments.iter().filter(counts).cloned().collect()
}
