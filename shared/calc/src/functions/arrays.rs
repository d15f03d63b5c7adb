//! Functions that answer and rearrange tables.

use std::cmp::Ordering;

use super::matrix::count;
use super::{Answer, Function, arg, b_or, int, n_or, plain};
use crate::context::Context;
use crate::eval::compare;
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("CHOOSECOLS", 2, 255, "a*r", |c, a| {
        let table = c.table(arg(a, 0))?;
        let places = places(c, a, table.cols())?;
        gather(table.rows(), places.len(), |row, col| {
            places.get(col).and_then(|col| table.get(row, *col))
        })
    }),
    plain("CHOOSEROWS", 2, 255, "a*r", |c, a| {
        let table = c.table(arg(a, 0))?;
        let places = places(c, a, table.rows())?;
        gather(places.len(), table.cols(), |row, col| {
            places.get(row).and_then(|row| table.get(*row, col))
        })
    }),
    plain("DROP", 2, 3, "ass", |c, a| {
        let table = c.table(arg(a, 0))?;
        let cut = |at: usize, whole: usize| -> Result<(usize, usize), Error> {
            let by = count(a, at)?;
            let left = whole.saturating_sub(by.abs() as usize);
            Ok((if by > 0.0 { whole - left } else { 0 }, left))
        };
        part(&table, cut(1, table.rows())?, cut(2, table.cols())?)
    }),
    plain("EXPAND", 2, 4, "asse", |c, a| {
        let table = c.table(arg(a, 0))?;
        let rows = n_or(a, 1, table.rows() as f64)?.max(1.0) as usize;
        let cols = n_or(a, 2, table.cols() as f64)?.max(1.0) as usize;
        if rows < table.rows() || cols < table.cols() {
            return Err(Error::Value);
        }
        let fill = a.get(3).cloned().unwrap_or(Value::Err(Error::Na));
        gather(rows, cols, |row, col| table.get(row, col).or(Some(&fill)))
    }),
    plain("FILTER", 2, 3, "aae", filter),
    plain("HSTACK", 1, 254, "*a", |c, a| stack(c, a, true)),
    plain("SORT", 1, 4, "asss", |c, a| {
        let table = c.table(arg(a, 0))?;
        let by_col = b_or(a, 3, false)?;
        let table = if by_col {
            table.transposed()
        } else {
            (*table).clone()
        };
        let at = n_or(a, 1, 1.0)?;
        let order = n_or(a, 2, 1.0)?;
        if at < 1.0 || at > table.cols() as f64 || order.abs() != 1.0 {
            return Err(Error::Value);
        }
        let keys = (0..table.rows()).map(|row| table.get(row, at as usize - 1).cloned());
        let keys: Vec<Vec<Value>> = keys.map(|key| key.into_iter().collect()).collect();
        sorted(&table, &keys, &[order < 0.0], by_col)
    }),
    plain("SORTBY", 2, 255, "aa*Sa", |c, a| {
        let table = c.table(arg(a, 0))?;
        let mut keys: Vec<Vec<Value>> = vec![Vec::new(); table.rows()];
        let mut falling = Vec::new();
        for pair in a.get(1..).unwrap_or_default().chunks(2) {
            let by = c.table(pair.first().unwrap_or(&Value::Blank))?;
            if by.items().len() != table.rows() {
                return Err(Error::Value);
            }
            for (key, item) in keys.iter_mut().zip(by.items()) {
                key.push(item.clone());
            }
            falling.push(pair.get(1).map_or(Ok(1.0), Value::number)? < 0.0);
        }
        sorted(&table, &keys, &falling, false)
    }),
    plain("TAKE", 2, 3, "ass", |c, a| {
        let table = c.table(arg(a, 0))?;
        let keep = |at: usize, whole: usize| -> Result<(usize, usize), Error> {
            if arg(a, at).is_blank() {
                return Ok((0, whole));
            }
            let by = count(a, at)?;
            let left = whole.min(by.abs() as usize);
            Ok((if by < 0.0 { whole - left } else { 0 }, left))
        };
        part(&table, keep(1, table.rows())?, keep(2, table.cols())?)
    }),
    plain("TOCOL", 1, 3, "ass", |c, a| {
        let items = line(c, a)?;
        Array::new(1, items).map(Value::from).ok_or(Error::Value)
    }),
    plain("TOROW", 1, 3, "ass", |c, a| {
        let items = line(c, a)?;
        Array::new(items.len(), items)
            .map(Value::from)
            .ok_or(Error::Value)
    }),
    plain("UNIQUE", 1, 3, "ass", unique),
    plain("VSTACK", 1, 254, "*a", |c, a| stack(c, a, false)),
    plain("WRAPCOLS", 2, 3, "ase", |c, a| wrap(c, a, true)),
    plain("WRAPROWS", 2, 3, "ase", |c, a| wrap(c, a, false)),
];

fn gather<'a>(rows: usize, cols: usize, at: impl Fn(usize, usize) -> Option<&'a Value>) -> Answer {
    Array::build(rows, cols, |row, col| {
        at(row, col).cloned().unwrap_or(Value::Blank)
    })
    .map(Value::from)
}

fn part(table: &Array, (top, rows): (usize, usize), (left, cols): (usize, usize)) -> Answer {
    gather(rows, cols, |row, col| table.get(top + row, left + col))
}

/// The rows or columns that the arguments behind the first name; negative ones count from the end.
fn places(c: &Context<'_>, a: &[Value], whole: usize) -> Result<Vec<usize>, Error> {
    let mut places = Vec::new();
    for value in a.get(1..).unwrap_or_default() {
        for item in c.table(value)?.items() {
            let place = item.number()?.trunc();
            if place == 0.0 || place.abs() > whole as f64 {
                return Err(Error::Value);
            }
            places.push(if place > 0.0 {
                place as usize - 1
            } else {
                whole - place.abs() as usize
            });
        }
    }
    Ok(places)
}

fn filter(c: &Context<'_>, a: &[Value]) -> Answer {
    let (table, keep) = (c.table(arg(a, 0))?, c.table(arg(a, 1))?);
    let mut kept = Vec::new();
    for (index, item) in keep.items().iter().enumerate() {
        if item.truth()? {
            kept.push(index);
        }
    }
    if kept.is_empty() {
        return match a.get(2) {
            Some(other) => Ok(other.clone()),
            None => Err(Error::Value),
        };
    }
    if keep.cols() == 1 && keep.rows() == table.rows() {
        gather(kept.len(), table.cols(), |row, col| {
            kept.get(row).and_then(|row| table.get(*row, col))
        })
    } else if keep.rows() == 1 && keep.cols() == table.cols() {
        gather(table.rows(), kept.len(), |row, col| {
            kept.get(col).and_then(|col| table.get(row, *col))
        })
    } else {
        Err(Error::Value)
    }
}

fn stack(c: &Context<'_>, a: &[Value], beside: bool) -> Answer {
    let mut tables = Vec::new();
    for value in a {
        let table = c.table(value)?;
        tables.push(if beside {
            table.transposed()
        } else {
            (*table).clone()
        });
    }
    let width = tables.iter().map(Array::cols).max().unwrap_or(0);
    let mut items = Vec::new();
    for table in &tables {
        for row in 0..table.rows() {
            for col in 0..width {
                items.push(
                    table
                        .get(row, col)
                        .cloned()
                        .unwrap_or(Value::Err(Error::Na)),
                );
            }
            if !c.spend(width) {
                return Err(Error::Num);
            }
        }
    }
    let made = Array::new(width, items).ok_or(Error::Num)?;
    Ok(if beside { made.transposed() } else { made }.into())
}

fn sorted(table: &Array, keys: &[Vec<Value>], falling: &[bool], turned: bool) -> Answer {
    let mut order: Vec<usize> = (0..table.rows()).collect();
    let none: Vec<Value> = Vec::new();
    let key = |index: &usize| keys.get(*index).unwrap_or(&none);
    order.sort_by(|a, b| {
        let pairs = key(a).iter().zip(key(b)).zip(falling);
        pairs
            .map(|((a, b), falling)| {
                let ordering = compare(a, b);
                if *falling {
                    ordering.reverse()
                } else {
                    ordering
                }
            })
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    let items = order
        .iter()
        .flat_map(|row| table.row(*row).to_vec())
        .collect();
    let made = Array::new(table.cols(), items).ok_or(Error::Value)?;
    Ok(if turned { made.transposed() } else { made }.into())
}

/// All values in one line; `ignore` 1 leaves empty ones out, 2 errors, 3 both.
fn line(c: &Context<'_>, a: &[Value]) -> Result<Vec<Value>, Error> {
    let table = c.table(arg(a, 0))?;
    let ignore = int(a, 1)?;
    let table = if b_or(a, 2, false)? {
        table.transposed()
    } else {
        (*table).clone()
    };
    let kept = table.items().iter().filter(|item| {
        let blank = item.is_blank() && (ignore == 1.0 || ignore == 3.0);
        let error = item.error().is_some() && (ignore == 2.0 || ignore == 3.0);
        !blank && !error
    });
    Ok(kept.cloned().collect())
}

fn unique(c: &Context<'_>, a: &[Value]) -> Answer {
    let table = c.table(arg(a, 0))?;
    let (by_col, once) = (b_or(a, 1, false)?, b_or(a, 2, false)?);
    let table = if by_col {
        table.transposed()
    } else {
        (*table).clone()
    };
    let mut order: Vec<usize> = (0..table.rows()).collect();
    let ordering = |a: &usize, b: &usize| {
        let pairs = table.row(*a).iter().zip(table.row(*b));
        pairs
            .map(|(a, b)| compare(a, b))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    };
    order.sort_by(|a, b| ordering(a, b).then(a.cmp(b)));
    let mut kept: Vec<usize> = order
        .chunk_by(|a, b| ordering(a, b).is_eq())
        .filter(|group| !once || group.len() == 1)
        .filter_map(|group| group.first().copied())
        .collect();
    kept.sort_unstable();
    let items = kept
        .iter()
        .flat_map(|row| table.row(*row).to_vec())
        .collect();
    let made = Array::new(table.cols(), items).ok_or(Error::Value)?;
    Ok(if by_col { made.transposed() } else { made }.into())
}

fn wrap(c: &Context<'_>, a: &[Value], down: bool) -> Answer {
    let items = c.table(arg(a, 0))?;
    let width = int(a, 1)?;
    if width < 1.0 {
        return Err(Error::Num);
    }
    let width = (width as usize).min(items.items().len().max(1));
    let fill = a.get(2).cloned().unwrap_or(Value::Err(Error::Na));
    let lines = items.items().len().div_ceil(width);
    let made = Array::build(lines, width, |row, col| {
        items
            .items()
            .get(row * width + col)
            .unwrap_or(&fill)
            .clone()
    })?;
    Ok(if down { made.transposed() } else { made }.into())
}
