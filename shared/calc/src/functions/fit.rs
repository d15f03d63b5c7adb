//! Lines and exponential curves through points.

use super::matrix::{Matrix, eliminate};
use super::{Answer, Function, arg, b_or, plain};
use crate::context::Context;
use crate::elementary;
use crate::value::{Array, Error, Value};

/// Known values, and variables that explain them.
const MAX_POINTS: usize = 100_000;
const MAX_VARIABLES: usize = 64;

pub(super) const TABLE: &[Function] = &[
    plain("GROWTH", 1, 4, "aaaS", |c, a| predict(c, a, true)),
    plain("LINEST", 1, 4, "aass", |c, a| statistics(c, a, false)),
    plain("LOGEST", 1, 4, "aass", |c, a| statistics(c, a, true)),
    plain("TREND", 1, 4, "aaaS", |c, a| predict(c, a, false)),
];

/// Known values, and for each of them a row of variables.
struct Points {
    y: Vec<f64>,
    x: Matrix,
    /// The variables are rows of their argument, not columns.
    across: bool,
}

fn number(value: &Value) -> Result<f64, Error> {
    match value {
        Value::Num(number) => Ok(*number),
        Value::Err(error) => Err(*error),
        _ => Err(Error::Value),
    }
}

fn given(a: &[Value], at: usize) -> Option<&Value> {
    a.get(at).filter(|value| !value.is_blank())
}

/// The variables of a table as rows, a point each.
fn variables(table: &Array, across: bool) -> Result<Matrix, Error> {
    let table = if across {
        table.transposed()
    } else {
        table.clone()
    };
    (0..table.rows())
        .map(|row| table.row(row).iter().map(number).collect())
        .collect()
}

fn points(c: &Context<'_>, a: &[Value], logarithms: bool) -> Result<Points, Error> {
    let known = c.table(arg(a, 0))?;
    let mut y = known
        .items()
        .iter()
        .map(number)
        .collect::<Result<Vec<_>, _>>()?;
    if y.len() > MAX_POINTS {
        return Err(Error::Num);
    }
    if logarithms {
        for value in &mut y {
            if *value <= 0.0 {
                return Err(Error::Num);
            }
            *value = libm::log(*value);
        }
    }
    let across = known.rows() == 1 && known.cols() > 1;
    let x = match given(a, 1) {
        None => (1..=y.len()).map(|index| vec![index as f64]).collect(),
        Some(value) => {
            let table = c.table(value)?;
            if table.items().len() == y.len() {
                table
                    .items()
                    .iter()
                    .map(|item| number(item).map(|x| vec![x]))
                    .collect::<Result<_, _>>()?
            } else {
                variables(&table, across)?
            }
        }
    };
    let width = x.first().map_or(0, Vec::len);
    if x.len() != y.len() || width > MAX_VARIABLES {
        return Err(Error::Ref);
    }
    Ok(Points { y, x, across })
}

/// A line (or plane) through points.
struct Fit {
    /// The slope of each variable.
    slopes: Vec<f64>,
    start: f64,
    /// The diagonal of the inverse of the normal equations: of the variables, and of the start.
    spread: Vec<f64>,
    start_spread: f64,
    rest: f64,
    explained: f64,
    freedom: f64,
}

fn fit(points: &Points, constant: bool) -> Result<Fit, Error> {
    let count = points.y.len() as f64;
    let width = points.x.first().map_or(0, Vec::len);
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        if constant {
            values.sum::<f64>() / count
        } else {
            0.0
        }
    };
    let middle_y = mean(&mut points.y.iter().copied());
    let middles: Vec<f64> = (0..width)
        .map(|col| mean(&mut points.x.iter().filter_map(|row| row.get(col).copied())))
        .collect();
    let centred: Matrix = points
        .x
        .iter()
        .map(|row| {
            row.iter()
                .zip(&middles)
                .map(|(x, middle)| x - middle)
                .collect()
        })
        .collect();
    let mut normal: Matrix = vec![vec![0.0; width]; width];
    let mut right: Vec<f64> = vec![0.0; width];
    for (row, y) in centred.iter().zip(&points.y) {
        for ((line, value), x) in normal.iter_mut().zip(&mut right).zip(row) {
            for (cell, other) in line.iter_mut().zip(row) {
                *cell += x * other;
            }
            *value += x * (y - middle_y);
        }
    }
    let alone = normal.first().and_then(|line| line.first()).copied();
    let mut inverse: Matrix = (0..width)
        .map(|row| {
            (0..width)
                .map(|col| if row == col { 1.0 } else { 0.0 })
                .collect()
        })
        .collect();
    if eliminate(&mut normal, &mut inverse) == 0.0 {
        // Variables that say nothing have no slope.
        inverse = vec![vec![0.0; width]; width];
    }
    let slopes: Vec<f64> = match (alone, right.as_slice()) {
        // One division keeps more digits than an inverse and a product.
        (Some(square), [product]) if square != 0.0 => vec![product / square],
        _ => inverse
            .iter()
            .map(|line| line.iter().zip(&right).map(|(a, b)| a * b).sum())
            .collect(),
    };
    let lean: f64 = slopes
        .iter()
        .zip(&middles)
        .map(|(slope, middle)| slope * middle)
        .sum();
    let start = middle_y - lean;
    let start = if constant { start } else { 0.0 };
    let (mut rest, mut explained) = (0.0, 0.0);
    for (row, y) in points.x.iter().zip(&points.y) {
        let at: f64 = start
            + row
                .iter()
                .zip(&slopes)
                .map(|(x, slope)| x * slope)
                .sum::<f64>();
        rest += (y - at) * (y - at);
        explained += (at - middle_y) * (at - middle_y);
    }
    let spread = (0..width)
        .map(|at| {
            inverse
                .get(at)
                .and_then(|line| line.get(at))
                .copied()
                .unwrap_or(0.0)
        })
        .collect();
    let mut start_spread = if constant { 1.0 / count } else { 0.0 };
    if constant {
        for (line, a) in inverse.iter().zip(&middles) {
            start_spread += line
                .iter()
                .zip(&middles)
                .map(|(v, b)| v * a * b)
                .sum::<f64>();
        }
    }
    Ok(Fit {
        slopes,
        start,
        spread,
        start_spread,
        rest,
        explained,
        freedom: count - width as f64 - if constant { 1.0 } else { 0.0 },
    })
}

fn statistics(c: &Context<'_>, a: &[Value], logarithms: bool) -> Answer {
    let points = points(c, a, logarithms)?;
    let constant = b_or(a, 2, true)?;
    let fit = fit(&points, constant)?;
    let shown = |x: f64| if logarithms { elementary::exp(x) } else { x };
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut first: Vec<Value> = fit.slopes.iter().rev().map(|x| shown(*x).into()).collect();
    first.push(shown(fit.start).into());
    let width = first.len();
    rows.push(first);
    if b_or(a, 3, false)? {
        let error = (fit.rest / fit.freedom).sqrt();
        let mut second: Vec<Value> = fit
            .spread
            .iter()
            .rev()
            .map(|x| (error * x.sqrt()).into())
            .collect();
        second.push(if constant {
            (error * fit.start_spread.sqrt()).into()
        } else {
            Value::Err(Error::Na)
        });
        let variables = fit.slopes.len() as f64;
        let ratio = fit.explained / (fit.explained + fit.rest);
        let f = fit.explained / variables / (fit.rest / fit.freedom);
        let pair = |a: f64, b: f64| {
            let mut row: Vec<Value> = vec![a.into(), b.into()];
            row.resize(width.max(2), Value::Err(Error::Na));
            row
        };
        rows.push(second);
        rows.push(pair(ratio, error));
        rows.push(pair(f, fit.freedom));
        rows.push(pair(fit.explained, fit.rest));
    }
    let items = rows.into_iter().flatten().collect();
    Array::new(width, items)
        .map(Value::from)
        .ok_or(Error::Value)
}

fn predict(c: &Context<'_>, a: &[Value], logarithms: bool) -> Answer {
    let points = points(c, a, logarithms)?;
    let fit = fit(&points, b_or(a, 3, true)?)?;
    let value = |row: &[f64]| {
        let at: f64 = fit.start
            + row
                .iter()
                .zip(&fit.slopes)
                .map(|(x, slope)| x * slope)
                .sum::<f64>();
        Value::from(if logarithms { elementary::exp(at) } else { at })
    };
    let (rows, cols, wanted) = match given(a, 2) {
        None => {
            let count = points.x.len();
            let (rows, cols) = if points.across {
                (1, count)
            } else {
                (count, 1)
            };
            (rows, cols, points.x.clone())
        }
        Some(new) => {
            let table = c.table(new)?;
            if fit.slopes.len() == 1 {
                let wanted = table
                    .items()
                    .iter()
                    .map(|item| number(item).map(|x| vec![x]));
                (
                    table.rows(),
                    table.cols(),
                    wanted.collect::<Result<_, _>>()?,
                )
            } else {
                let wanted = variables(&table, points.across)?;
                let count = wanted.len();
                let (rows, cols) = if points.across {
                    (1, count)
                } else {
                    (count, 1)
                };
                (rows, cols, wanted)
            }
        }
    };
    Array::build(rows, cols, |row, col| {
        wanted
            .get(row * cols + col)
            .map_or(Value::Blank, |row| value(row))
    })
    .map(Value::from)
}
