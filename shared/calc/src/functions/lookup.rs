//! Looking values up.

use std::cmp::Ordering;

use super::{Answer, Function, arg, b_or, int, n_or, plain};
use crate::context::Context;
use crate::criteria;
use crate::eval::compare;
use crate::value::{Array, Error, Range, Value};

pub(super) const TABLE: &[Function] = &[
    plain("HLOOKUP", 3, 4, "SrSS", |c, a| table_lookup(c, a, true)),
    plain("LOOKUP", 2, 3, "Saa", lookup),
    plain("MATCH", 2, 3, "srs", match_),
    plain("VLOOKUP", 3, 4, "SrSS", |c, a| table_lookup(c, a, false)),
    plain("XLOOKUP", 3, 6, "srress", xlookup),
    plain("XMATCH", 2, 4, "srss", xmatch),
];

/// Whether two values are of the kinds that are looked up among each other.
fn alike(a: &Value, b: &Value) -> bool {
    matches!(
        (a, b),
        (Value::Num(_), Value::Num(_))
            | (Value::Text(_), Value::Text(_))
            | (Value::Bool(_), Value::Bool(_))
    )
}

/// The place of a value that is equal; texts may be patterns.
fn exact(items: &[Value], value: &Value, patterns: bool) -> Option<usize> {
    items.iter().position(|item| equal(item, value, patterns))
}

fn equal(item: &Value, value: &Value, patterns: bool) -> bool {
    if let (Value::Text(item), Value::Text(pattern)) = (item, value)
        && patterns
        && criteria::is_pattern(pattern)
    {
        return criteria::matches(pattern, item);
    }
    alike(item, value) && compare(item, value).is_eq()
}

/// The place of the last value before the first that is beyond `value`.
fn before_beyond(items: &[Value], value: &Value, beyond: Ordering) -> Option<usize> {
    let mut found = None;
    for (index, item) in items.iter().enumerate() {
        if !alike(item, value) {
            continue;
        }
        if compare(item, value) == beyond {
            break;
        }
        found = Some(index);
    }
    found
}

/// The place of the last value that is not above `value` in a list that rises: by halving, as the original does, so
/// that lists without order give what they give there.
fn ordered(items: &[Value], value: &Value) -> Option<usize> {
    let (mut low, mut high) = (0_usize, items.len());
    while low < high {
        let mut middle = low + (high - low - 1) / 2;
        // Values of other kinds are passed over.
        let start = middle;
        while middle < high && !items.get(middle).is_some_and(|item| alike(item, value)) {
            middle += 1;
        }
        if middle == high {
            high = start;
            continue;
        }
        match items.get(middle).map(|item| compare(item, value)) {
            Some(Ordering::Greater) => high = start,
            Some(Ordering::Less) => low = middle + 1,
            // The last of equal ones.
            _ => {
                let same = items.iter().skip(middle);
                let count = same.take_while(|item| equal(item, value, false)).count();
                return Some(middle + count.max(1) - 1);
            }
        }
    }
    let found = low.checked_sub(1)?;
    (0..=found)
        .rev()
        .find(|index| items.get(*index).is_some_and(|item| alike(item, value)))
}

fn wanted(value: &Value) -> Value {
    match value {
        Value::Blank => Value::Num(0.0),
        other => other.clone(),
    }
}

fn table_lookup(c: &Context<'_>, a: &[Value], across: bool) -> Answer {
    let value = wanted(arg(a, 0));
    let table = c.table(arg(a, 1))?;
    let table = if across {
        table.transposed()
    } else {
        (*table).clone()
    };
    let at = int(a, 2)?;
    if at < 1.0 {
        return Err(Error::Value);
    }
    // Only whole columns of a sheet are cut to what is there: the number of their columns is what was written.
    let cols = match arg(a, 1) {
        Value::Range(range) if across => range.area.rows() as usize,
        Value::Range(range) => range.area.cols() as usize,
        _ => table.cols(),
    };
    if at > cols as f64 {
        return Err(Error::Ref);
    }
    let keys: Vec<Value> = (0..table.rows())
        .map(|row| table.get(row, 0).cloned().unwrap_or(Value::Blank))
        .collect();
    let row = if b_or(a, 3, true)? {
        ordered(&keys, &value)
    } else {
        exact(&keys, &value, true)
    };
    let row = row.ok_or(Error::Na)?;
    Ok(table
        .get(row, at as usize - 1)
        .cloned()
        .unwrap_or(Value::Blank))
}

fn lookup(c: &Context<'_>, a: &[Value]) -> Answer {
    let value = wanted(arg(a, 0));
    let table = c.table(arg(a, 1))?;
    let wide = table.cols() > table.rows();
    let keys: Vec<Value> = if wide {
        table.row(0).to_vec()
    } else {
        (0..table.rows())
            .map(|row| table.get(row, 0).cloned().unwrap_or(Value::Blank))
            .collect()
    };
    let found = ordered(&keys, &value).ok_or(Error::Na)?;
    match a.get(2) {
        Some(results) => {
            let results = c.table(results)?;
            results.items().get(found).cloned().ok_or(Error::Na)
        }
        None if wide => table.get(table.rows() - 1, found).cloned().ok_or(Error::Na),
        None => table.get(found, table.cols() - 1).cloned().ok_or(Error::Na),
    }
}

/// The values of a single row or column.
fn line(c: &Context<'_>, value: &Value) -> Result<Vec<Value>, Error> {
    let single = match value {
        Value::Range(range) => range.area.rows() == 1 || range.area.cols() == 1,
        Value::Array(array) => array.rows() == 1 || array.cols() == 1,
        Value::Err(error) if *error == Error::Value => return Err(Error::Na),
        Value::Err(error) => return Err(*error),
        _ => true,
    };
    if !single {
        return Err(Error::Na);
    }
    Ok(c.table(value)?.items().to_vec())
}

fn match_(c: &Context<'_>, a: &[Value]) -> Answer {
    let value = wanted(arg(a, 0));
    let items = line(c, arg(a, 1))?;
    let kind = n_or(a, 2, 1.0)?;
    let found = if kind == 0.0 {
        exact(&items, &value, true)
    } else if kind > 0.0 {
        before_beyond(&items, &value, Ordering::Greater)
    } else {
        before_beyond(&items, &value, Ordering::Less)
    };
    found.map(|found| (found + 1).into()).ok_or(Error::Na)
}

/// The place that `XMATCH` and `XLOOKUP` find.
fn find(items: &[Value], value: &Value, kind: f64, search: f64) -> Result<Option<usize>, Error> {
    let reversed = search < 0.0;
    let indices: Vec<usize> = if reversed {
        (0..items.len()).rev().collect()
    } else {
        (0..items.len()).collect()
    };
    let item = |index: &usize| items.get(*index).unwrap_or(&Value::Blank);
    let same = indices
        .iter()
        .find(|index| equal(item(index), value, kind == 2.0))
        .copied();
    if same.is_some() {
        return Ok(same);
    }
    let side = match kind as i64 {
        0 | 2 => return Ok(None),
        -1 => Ordering::Less,
        1 => Ordering::Greater,
        _ => return Err(Error::Value),
    };
    let mut best: Option<usize> = None;
    for index in indices {
        let here = item(&index);
        if !alike(here, value) || compare(here, value) != side {
            continue;
        }
        let nearer = best.is_none_or(|best| compare(here, item(&best)) == side.reverse());
        if nearer {
            best = Some(index);
        }
    }
    Ok(best)
}

fn xmatch(c: &Context<'_>, a: &[Value]) -> Answer {
    let items = line(c, arg(a, 1))?;
    let value = wanted(arg(a, 0));
    let found = find(&items, &value, n_or(a, 2, 0.0)?, n_or(a, 3, 1.0)?)?;
    found.map(|found| (found + 1).into()).ok_or(Error::Na)
}

fn xlookup(c: &Context<'_>, a: &[Value]) -> Answer {
    let items = line(c, arg(a, 1))?;
    let value = wanted(arg(a, 0));
    let results = c.table(arg(a, 2))?;
    let found = find(&items, &value, n_or(a, 4, 0.0)?, n_or(a, 5, 1.0)?)?;
    let Some(found) = found else {
        return match a.get(3) {
            Some(Value::Blank) | None => Err(Error::Na),
            Some(other) => Ok(other.clone()),
        };
    };
    let by_row = results.rows() == items.len();
    if !by_row && results.cols() != items.len() {
        return Err(Error::Value);
    }
    // Of a range the answer is a range, of which one cell may count.
    if let Value::Range(range) = arg(a, 2) {
        let mut area = range.area;
        if by_row {
            area.first.row += found as u32;
            area.last.row = area.first.row;
        } else {
            area.first.col += found as u32;
            area.last.col = area.first.col;
        }
        return Ok(Value::Range(Range { area, ..*range }));
    }
    let (cols, items) = if by_row {
        (results.cols(), results.row(found).to_vec())
    } else {
        let at = |row| results.get(row, found).cloned().unwrap_or(Value::Blank);
        (1, (0..results.rows()).map(at).collect())
    };
    Array::new(cols, items).map(Value::from).ok_or(Error::Value)
}
