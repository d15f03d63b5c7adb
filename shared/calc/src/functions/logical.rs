//! Truth values and choices.

use super::{Answer, Function, lazy, plain};
use crate::context::Context;
use crate::eval::{combine, compare};
use crate::expr::Expr;
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("AND", 1, 255, "*r", |c, a| fold(c, a, |a, b| a && b)),
    plain("FALSE", 0, 0, "", |_, _| Ok(false.into())),
    lazy("IF", 1, 3, if_),
    lazy("IFERROR", 2, 2, |c, a, arrays| {
        replace(c, a, arrays, |value| value.error().is_some())
    }),
    lazy("IFNA", 2, 2, |c, a, arrays| {
        replace(c, a, arrays, |value| value.error() == Some(Error::Na))
    }),
    lazy("IFS", 2, 254, ifs),
    plain("NOT", 1, 1, "s", |_, a| {
        super::arg(a, 0).truth().map(|value| Value::Bool(!value))
    }),
    plain("OR", 1, 255, "*r", or),
    lazy("SWITCH", 3, 255, switch),
    plain("TRUE", 0, 0, "", |_, _| Ok(true.into())),
    plain("XOR", 1, 255, "*r", |c, a| fold(c, a, |a, b| a != b)),
];

/// The truth values among the arguments; texts that are none do not count.
fn truths(c: &Context<'_>, a: &[Value]) -> Result<Vec<bool>, Error> {
    let mut found = Vec::new();
    let inner = |value: &Value, found: &mut Vec<bool>| match value {
        Value::Num(number) => {
            found.push(*number != 0.0);
            Ok(())
        }
        Value::Bool(value) => {
            found.push(*value);
            Ok(())
        }
        Value::Err(error) => Err(*error),
        _ => Ok(()),
    };
    for value in a {
        match value {
            Value::Range(range) => {
                let mut error = None;
                c.each(*range, |_, value| match inner(&value, &mut found) {
                    Ok(()) => true,
                    Err(stop) => {
                        error = Some(stop);
                        false
                    }
                });
                if let Some(error) = error {
                    return Err(error);
                }
            }
            Value::Array(array) => {
                for item in array.items() {
                    inner(item, &mut found)?;
                }
            }
            Value::Text(_) => found.extend(value.truth().ok()),
            one => found.push(one.truth()?),
        }
    }
    if found.is_empty() {
        return Err(Error::Value);
    }
    Ok(found)
}

fn fold(c: &Context<'_>, a: &[Value], of: fn(bool, bool) -> bool) -> Answer {
    let all = truths(c, a)?;
    Ok(all.into_iter().reduce(of).unwrap_or(false).into())
}

/// Errors behind a true value do not count.
fn or(c: &Context<'_>, a: &[Value]) -> Answer {
    for value in a {
        if let Ok(found) = truths(c, std::slice::from_ref(value))
            && found.contains(&true)
        {
            return Ok(true.into());
        }
    }
    fold(c, a, |a, b| a || b)
}

fn if_(c: &Context<'_>, a: &[Expr], arrays: bool) -> Value {
    let [condition, branches @ ..] = a else {
        return Value::Err(Error::Value);
    };
    let condition = match c.eval(condition, arrays) {
        // Called by itself, it does not look into cells.
        Value::Range(_) if c.home().cell.is_none() => Value::Err(Error::Value),
        value => c.single(value, arrays),
    };
    let condition = if arrays {
        condition
    } else {
        c.first(&condition)
    };
    if c.is_waiting() {
        return Value::Blank;
    }
    let branch = |truth: bool| match branches.get(usize::from(!truth)) {
        Some(Expr::Missing) => Value::Num(0.0),
        Some(expr) => c.eval(expr, arrays),
        None => Value::Bool(truth),
    };
    let Value::Array(conditions) = &condition else {
        return condition.truth().map_or_else(Value::Err, branch);
    };
    let (yes, no) = (c.single(branch(true), true), c.single(branch(false), true));
    let shape = |value: &Value| match value {
        Value::Array(array) => (array.rows(), array.cols()),
        _ => (1, 1),
    };
    let rows = conditions.rows().max(shape(&yes).0).max(shape(&no).0);
    let cols = conditions.cols().max(shape(&yes).1).max(shape(&no).1);
    let at = |value: &Value, row, col| match value {
        Value::Array(array) => array.spread(row, col),
        one => one.clone(),
    };
    Array::build(rows, cols, |row, col| {
        match conditions.spread(row, col).truth() {
            Ok(true) => at(&yes, row, col),
            Ok(false) => at(&no, row, col),
            Err(error) => Value::Err(error),
        }
    })
    .map_or_else(Value::Err, |array| Value::Array(array.into()))
}

fn replace(c: &Context<'_>, a: &[Expr], arrays: bool, is_bad: fn(&Value) -> bool) -> Value {
    let [value, other] = a else {
        return Value::Err(Error::Value);
    };
    let value = c.operand(value, arrays);
    if c.is_waiting() {
        return Value::Blank;
    }
    match &value {
        Value::Array(_) => {
            let other = c.operand(other, true);
            combine(&value, &other, &|value, other| {
                if is_bad(value) { other } else { value }.clone()
            })
        }
        one if is_bad(one) => c.operand(other, arrays),
        _ => value,
    }
}

fn ifs(c: &Context<'_>, a: &[Expr], arrays: bool) -> Value {
    for pair in a.chunks(2) {
        let [condition, value] = pair else {
            return Value::Err(Error::Na);
        };
        let condition = c.first(&c.operand(condition, arrays));
        if c.is_waiting() {
            return Value::Blank;
        }
        match condition.truth() {
            Ok(true) => return c.eval(value, arrays),
            Ok(false) => {}
            Err(error) => return Value::Err(error),
        }
    }
    Value::Err(Error::Na)
}

fn switch(c: &Context<'_>, a: &[Expr], arrays: bool) -> Value {
    let [value, pairs @ ..] = a else {
        return Value::Err(Error::Value);
    };
    let value = c.first(&c.operand(value, arrays));
    if let Value::Err(error) = value {
        return Value::Err(error);
    }
    for pair in pairs.chunks(2) {
        let [case, result] = pair else {
            return pair
                .first()
                .map_or(Value::Err(Error::Na), |other| c.eval(other, arrays));
        };
        let case = c.first(&c.operand(case, arrays));
        if c.is_waiting() {
            return Value::Blank;
        }
        let same = std::mem::discriminant(&case) == std::mem::discriminant(&value);
        if same && compare(&case, &value).is_eq() {
            return c.eval(result, arrays);
        }
    }
    Value::Err(Error::Na)
}
