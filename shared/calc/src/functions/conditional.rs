//! Functions of the cells that fulfil conditions.

use std::collections::HashMap;

use spindle_ooxml::sheet::{Area, CellPos};

use super::rounding::divided;
use super::{Answer, Function, arg, num, plain};
use crate::context::Context;
use crate::criteria::Criterion;
use crate::value::{Error, Range, Value};

pub(super) const TABLE: &[Function] = &[
    plain("AVERAGEIF", 2, 3, "rEr", |c, a| {
        let found = single(c, a)?;
        num(divided(found.iter().sum(), found.len() as f64)?)
    }),
    plain("AVERAGEIFS", 3, 255, "r*rE", |c, a| {
        let found = several(c, arg(a, 0), a.get(1..).unwrap_or_default())?;
        num(divided(found.iter().sum(), found.len() as f64)?)
    }),
    plain("COUNTIF", 2, 2, "rE", count),
    plain("COUNTIFS", 2, 254, "*rE", count),
    plain("MAXIFS", 3, 255, "r*rE", |c, a| {
        let found = several(c, arg(a, 0), a.get(1..).unwrap_or_default())?;
        num(found.into_iter().reduce(f64::max).unwrap_or(0.0))
    }),
    plain("MINIFS", 3, 255, "r*rE", |c, a| {
        let found = several(c, arg(a, 0), a.get(1..).unwrap_or_default())?;
        num(found.into_iter().reduce(f64::min).unwrap_or(0.0))
    }),
    plain("SUMIF", 2, 3, "rEr", |c, a| {
        num(single(c, a)?.iter().sum::<f64>() + 0.0)
    }),
    plain("SUMIFS", 3, 255, "r*rE", |c, a| {
        let found = several(c, arg(a, 0), a.get(1..).unwrap_or_default())?;
        num(found.iter().sum::<f64>() + 0.0)
    }),
];

fn range(value: &Value) -> Result<Range, Error> {
    match value {
        Value::Range(range) => Ok(*range),
        Value::Err(error) => Err(*error),
        _ => Err(Error::Value),
    }
}

/// The places, counted from the first cell, of the cells of a range that fulfil a condition. When empty cells do,
/// they are all those that are not among the second.
struct Found {
    places: HashMap<(u32, u32), bool>,
    blank: bool,
}

impl Found {
    fn new(c: &Context<'_>, range: Range, criterion: &Criterion) -> Self {
        let first = range.area.first;
        let mut places = HashMap::new();
        c.each(range, |cell, value| {
            let place = (cell.row - first.row, cell.col - first.col);
            places.insert(place, criterion.holds(&value));
            true
        });
        Self {
            places,
            blank: criterion.takes_blank(),
        }
    }

    fn has(&self, place: (u32, u32)) -> bool {
        self.places.get(&place).copied().unwrap_or(self.blank)
    }
}

/// The numbers of the third argument (or the first) where the first fulfils the second.
fn single(c: &Context<'_>, a: &[Value]) -> Result<Vec<f64>, Error> {
    let conditions = range(arg(a, 0))?;
    let criterion = Criterion::read(&c.first(arg(a, 1)));
    let values = match a.get(2) {
        Some(value) => range(value)?,
        None => conditions,
    };
    // The values have the shape of the conditions, whatever was given.
    let first = values.area.first;
    let last = CellPos::new(
        (first.row + conditions.area.rows() - 1).min(spindle_ooxml::sheet::MAX_ROWS - 1),
        (first.col + conditions.area.cols() - 1).min(spindle_ooxml::sheet::MAX_COLS - 1),
    );
    let found = Found::new(c, conditions, &criterion);
    numbers(
        c,
        Range {
            area: Area::new(first, last),
            ..values
        },
        &[found],
    )
}

fn numbers(c: &Context<'_>, values: Range, found: &[Found]) -> Result<Vec<f64>, Error> {
    let first = values.area.first;
    let mut numbers = Vec::new();
    let mut error = None;
    c.each(values, |cell, value| {
        let place = (cell.row - first.row, cell.col - first.col);
        if found.iter().all(|found| found.has(place)) {
            match value {
                Value::Num(number) => numbers.push(number),
                Value::Err(found) => {
                    error = Some(found);
                    return false;
                }
                _ => {}
            }
        }
        true
    });
    error.map_or(Ok(numbers), Err)
}

/// The conditions in pairs of range and criterion, each range in the shape of `shape`.
fn conditions(c: &Context<'_>, pairs: &[Value], shape: Range) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for pair in pairs.chunks(2) {
        let [cells, criterion] = pair else {
            return Err(Error::Value);
        };
        let cells = range(cells)?;
        if (cells.area.rows(), cells.area.cols()) != (shape.area.rows(), shape.area.cols()) {
            return Err(Error::Value);
        }
        found.push(Found::new(c, cells, &Criterion::read(&c.first(criterion))));
    }
    Ok(found)
}

fn several(c: &Context<'_>, values: &Value, pairs: &[Value]) -> Result<Vec<f64>, Error> {
    let values = range(values)?;
    let found = conditions(c, pairs, values)?;
    numbers(c, values, &found)
}

fn count(c: &Context<'_>, a: &[Value]) -> Answer {
    let shape = range(arg(a, 0))?;
    let found = conditions(c, a, shape)?;
    let mut count = 0_u64;
    let mut seen: Vec<(u32, u32)> = found
        .iter()
        .flat_map(|found| found.places.keys().copied())
        .collect();
    seen.sort_unstable();
    seen.dedup();
    for place in &seen {
        count += u64::from(found.iter().all(|found| found.has(*place)));
    }
    if found.iter().all(|found| found.blank) {
        count += shape.area.count() - seen.len() as u64;
    }
    num(count as f64)
}
