//! Functions of lists with a row of headers, and criteria in such lists.

use super::statistics::{mean, variance};
use super::{Function, arg, num, plain};
use crate::context::Context;
use crate::criteria::Criterion;
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("DAVERAGE", 3, 3, "rrr", |c, a| num(mean(&numbers(c, a)?)?)),
    plain("DCOUNT", 3, 3, "rrr", |c, a| {
        let values = values(c, a, true)?;
        Ok(values.iter().filter(|value| matches!(value, Value::Num(_))).count().into())
    }),
    plain("DCOUNTA", 3, 3, "rrr", |c, a| {
        let values = values(c, a, true)?;
        Ok(values.iter().filter(|value| !value.is_blank()).count().into())
    }),
    plain("DGET", 3, 3, "rrr", |c, a| {
        let values = values(c, a, false)?;
        match values.as_slice() {
            [] => Err(Error::Value),
            [one] => Ok(one.clone()),
            _ => Err(Error::Num),
        }
    }),
    plain("DMAX", 3, 3, "rrr", |c, a| {
        num(numbers(c, a)?.into_iter().reduce(f64::max).unwrap_or(0.0))
    }),
    plain("DMIN", 3, 3, "rrr", |c, a| {
        num(numbers(c, a)?.into_iter().reduce(f64::min).unwrap_or(0.0))
    }),
    plain("DPRODUCT", 3, 3, "rrr", |c, a| {
        let numbers = numbers(c, a)?;
        num(if numbers.is_empty() { 0.0 } else { numbers.into_iter().product() })
    }),
    plain("DSTDEV", 3, 3, "rrr", |c, a| num(variance(&numbers(c, a)?, 1.0)?.sqrt())),
    plain("DSTDEVP", 3, 3, "rrr", |c, a| num(variance(&numbers(c, a)?, 0.0)?.sqrt())),
    plain("DSUM", 3, 3, "rrr", |c, a| num(numbers(c, a)?.into_iter().sum::<f64>() + 0.0)),
    plain("DVAR", 3, 3, "rrr", |c, a| num(variance(&numbers(c, a)?, 1.0)?)),
    plain("DVARP", 3, 3, "rrr", |c, a| num(variance(&numbers(c, a)?, 0.0)?)),
];

/// The column of a list with a header, without case.
fn column(list: &Array, header: &Value) -> Option<usize> {
    let wanted = header.text().ok()?.to_lowercase();
    list.row(0)
        .iter()
        .position(|item| item.text().is_ok_and(|text| text.to_lowercase() == wanted))
}

/// The values of a field in the rows that fulfil the criteria: those of one criteria row all, of several rows any.
/// Without a field, `whole` answers the first value of each row.
fn values(c: &Context<'_>, a: &[Value], whole: bool) -> Result<Vec<Value>, Error> {
    let (list, criteria) = (c.table(arg(a, 0))?, c.table(arg(a, 2))?);
    let field = match c.first(arg(a, 1)) {
        Value::Blank if whole => None,
        Value::Err(error) => return Err(error),
        Value::Text(text) => Some(column(&list, &Value::Text(text)).ok_or(Error::Value)?),
        other => {
            let number = other.number()?.trunc();
            if !(1.0..=list.cols() as f64).contains(&number) {
                return Err(Error::Value);
            }
            Some(number as usize - 1)
        }
    };
    let mut alternatives: Vec<Vec<(Option<usize>, Criterion)>> = Vec::new();
    for row in 1..criteria.rows() {
        let mut conditions = Vec::new();
        for (header, value) in criteria.row(0).iter().zip(criteria.row(row)) {
            if let Some(criterion) = Criterion::of_database(value) {
                conditions.push((column(&list, header), criterion));
            }
        }
        alternatives.push(conditions);
    }
    let mut found = Vec::new();
    for row in 1..list.rows() {
        let fits = alternatives.iter().any(|conditions| {
            conditions.iter().all(|(at, criterion)| {
                at.and_then(|at| list.get(row, at))
                    .is_some_and(|value| criterion.holds(value))
            })
        });
        if fits {
            found.push(match field {
                Some(at) => list.get(row, at).cloned().unwrap_or(Value::Blank),
                None => Value::Num(1.0),
            });
        }
    }
    Ok(found)
}

fn numbers(c: &Context<'_>, a: &[Value]) -> Result<Vec<f64>, Error> {
    let mut numbers = Vec::new();
    for value in values(c, a, false)? {
        match value {
            Value::Num(number) => numbers.push(number),
            Value::Err(error) => return Err(error),
            _ => {}
        }
    }
    Ok(numbers)
}
