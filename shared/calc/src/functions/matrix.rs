//! Matrices.

use super::{Answer, Function, arg, int, n, num, plain};
use crate::context::Context;
use crate::value::{Array, Error, Value};

/// Rows of a matrix that is solved.
const MAX_ROWS: usize = 500;

pub(super) const TABLE: &[Function] = &[
    plain("MDETERM", 1, 1, "a", |c, a| {
        let mut matrix = square(c, arg(a, 0))?;
        num(eliminate(&mut matrix, &mut []))
    }),
    plain("MINVERSE", 1, 1, "a", |c, a| {
        let mut matrix = square(c, arg(a, 0))?;
        let size = matrix.len();
        let mut inverse = identity(size);
        if eliminate(&mut matrix, &mut inverse) == 0.0 {
            return Err(Error::Num);
        }
        answer(&inverse)
    }),
    plain("MMULT", 2, 2, "aa", |c, a| {
        let (left, right) = (numbers(c, arg(a, 0))?, numbers(c, arg(a, 1))?);
        let width = right.first().map_or(0, Vec::len);
        if left.first().map_or(0, Vec::len) != right.len() {
            return Err(Error::Value);
        }
        if !c.spend(left.len().saturating_mul(right.len()).saturating_mul(width)) {
            return Err(Error::Num);
        }
        let product: Vec<Vec<f64>> = left
            .iter()
            .map(|row| {
                (0..width)
                    .map(|col| {
                        let pairs = row.iter().zip(&right);
                        pairs
                            .map(|(a, line)| a * line.get(col).copied().unwrap_or(0.0))
                            .sum()
                    })
                    .collect()
            })
            .collect();
        answer(&product)
    }),
    plain("MUNIT", 1, 1, "S", |_, a| {
        let size = int(a, 0)?;
        if !(1.0..=1000.0).contains(&size) {
            return Err(Error::Value);
        }
        answer(&identity(size as usize))
    }),
    plain("SEQUENCE", 1, 4, "SSSS", |_, a| {
        let (rows, cols) = (int(a, 0)?, super::n_or(a, 1, 1.0)?.trunc());
        let (start, step) = (super::n_or(a, 2, 1.0)?, super::n_or(a, 3, 1.0)?);
        if !(1.0..=1e6).contains(&rows) || !(1.0..=16384.0).contains(&cols) {
            return Err(Error::Value);
        }
        let width = cols as usize;
        Array::build(rows as usize, width, |row, col| {
            Value::from(start + (row * width + col) as f64 * step)
        })
        .map(Value::from)
    }),
    plain("RANDARRAY", 0, 5, "SSSSS", |c, a| {
        let (rows, cols) = (super::n_or(a, 0, 1.0)?, super::n_or(a, 1, 1.0)?);
        let (low, high) = (super::n_or(a, 2, 0.0)?, super::n_or(a, 3, 1.0)?);
        let whole = super::b_or(a, 4, false)?;
        if !(1.0..=1e6).contains(&rows) || !(1.0..=16384.0).contains(&cols) || low > high {
            return Err(Error::Value);
        }
        Array::build(rows as usize, cols as usize, |_, _| {
            Value::from(if whole {
                low + (c.random() * (high - low + 1.0)).floor()
            } else {
                low + c.random() * (high - low)
            })
        })
        .map(Value::from)
    }),
    plain("TRANSPOSE", 1, 1, "a", |c, a| {
        let table = c.table(arg(a, 0))?.transposed();
        // Empty cells are 0 in what formulas answer.
        Array::build(table.rows(), table.cols(), |row, col| {
            match table.get(row, col) {
                Some(Value::Blank) | None => Value::Num(0.0),
                Some(value) => value.clone(),
            }
        })
        .map(Value::from)
    }),
];

pub(super) type Matrix = Vec<Vec<f64>>;

fn identity(size: usize) -> Matrix {
    (0..size)
        .map(|row| {
            (0..size)
                .map(|col| if row == col { 1.0 } else { 0.0 })
                .collect()
        })
        .collect()
}

/// A value as a matrix of numbers.
pub(super) fn numbers(c: &Context<'_>, value: &Value) -> Result<Matrix, Error> {
    let table = c.table(value)?;
    (0..table.rows())
        .map(|row| {
            let items = table.row(row).iter();
            items
                .map(|item| match item {
                    Value::Num(number) => Ok(*number),
                    Value::Err(error) => Err(*error),
                    _ => Err(Error::Value),
                })
                .collect()
        })
        .collect()
}

fn square(c: &Context<'_>, value: &Value) -> Result<Matrix, Error> {
    let matrix = numbers(c, value)?;
    if matrix.len() > MAX_ROWS || matrix.first().map_or(0, Vec::len) != matrix.len() {
        return Err(Error::Value);
    }
    Ok(matrix)
}

pub(super) fn answer(matrix: &Matrix) -> Answer {
    let cols = matrix.first().map_or(0, Vec::len);
    let items = matrix
        .iter()
        .flatten()
        .map(|number| Value::from(*number))
        .collect();
    Array::new(cols, items).map(Value::from).ok_or(Error::Value)
}

/// Makes a square matrix the unit matrix by Gauss and Jordan, does the same to the rows beside it, and answers its
/// determinant; 0 when it cannot be done.
pub(super) fn eliminate(matrix: &mut [Vec<f64>], beside: &mut [Vec<f64>]) -> f64 {
    let size = matrix.len();
    let mut determinant = 1.0;
    for col in 0..size {
        let size_of = |row: &usize| {
            matrix
                .get(*row)
                .and_then(|line| line.get(col))
                .map_or(0.0, |x: &f64| x.abs())
        };
        let pivot = (col..size).max_by(|a, b| size_of(a).total_cmp(&size_of(b)).then(b.cmp(a)));
        let Some(pivot) = pivot.filter(|row| size_of(row) > 0.0) else {
            return 0.0;
        };
        if pivot != col {
            matrix.swap(pivot, col);
            if pivot < beside.len() {
                beside.swap(pivot, col);
            }
            determinant = -determinant;
        }
        let (Some(line), side) = (matrix.get(col).cloned(), beside.get(col).cloned()) else {
            return 0.0;
        };
        let scale = line.get(col).copied().unwrap_or(1.0);
        determinant *= scale;
        for row in 0..size {
            let share = if row == col {
                1.0 - 1.0 / scale
            } else {
                matrix
                    .get(row)
                    .and_then(|line| line.get(col))
                    .copied()
                    .unwrap_or(0.0)
                    / scale
            };
            subtract(matrix.get_mut(row), &line, share);
            if let Some(side) = &side {
                subtract(beside.get_mut(row), side, share);
            }
        }
    }
    determinant
}

fn subtract(from: Option<&mut Vec<f64>>, line: &[f64], share: f64) {
    if let Some(from) = from {
        for (x, y) in from.iter_mut().zip(line) {
            *x -= y * share;
        }
    }
}

/// The number of an argument as a count of rows or columns; negative ones count from the end.
pub(super) fn count(a: &[Value], at: usize) -> Result<f64, Error> {
    n(a, at).map(f64::trunc)
}
