//! Functions of many numbers: sums, counts, averages, extremes, and those of filtered lists.

use super::rank;
use super::statistics::{deviations, mean, variance};
use super::{Answer, Function, arg, counted, int, num, plain};
use crate::context::{Context, Counting};
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("AGGREGATE", 3, 253, "SS*r", aggregate),
    plain("AVERAGE", 1, 255, "*r", |c, a| {
        average(c, a, Counting::Numbers)
    }),
    plain("AVERAGEA", 1, 255, "*r", |c, a| {
        average(c, a, Counting::All)
    }),
    plain("COUNT", 1, 255, "*r", count),
    plain("COUNTA", 1, 255, "*r", count_all),
    plain("COUNTBLANK", 1, 1, "r", count_blank),
    plain("MAX", 1, 255, "*r", |c, a| {
        extreme(c, &counted(a), Counting::Numbers, f64::max)
    }),
    plain("MAXA", 1, 255, "*r", |c, a| {
        extreme(c, &counted(a), Counting::All, f64::max)
    }),
    plain("MIN", 1, 255, "*r", |c, a| {
        extreme(c, &counted(a), Counting::Numbers, f64::min)
    }),
    plain("MINA", 1, 255, "*r", |c, a| {
        extreme(c, &counted(a), Counting::All, f64::min)
    }),
    plain("PRODUCT", 1, 255, "*r", |c, a| num(product(c, a)?)),
    plain("SUBTOTAL", 2, 254, "S*r", subtotal),
    plain("SUM", 1, 255, "*a", |c, a| num(sum(c, a)?)),
    plain("SUMSQ", 1, 255, "*r", |c, a| {
        let mut sum = 0.0;
        c.each_number(a, Counting::Numbers, |number| sum += number * number)?;
        num(sum)
    }),
];

fn sum(c: &Context<'_>, a: &[Value]) -> Result<f64, Error> {
    let mut sum = 0.0;
    c.each_number(a, Counting::Numbers, |number| sum += number)?;
    Ok(sum)
}

fn product(c: &Context<'_>, a: &[Value]) -> Result<f64, Error> {
    let (mut product, mut any, mut error) = (1.0, false, None);
    // Texts that are numbers count in cells too, as nowhere else.
    each(c, a, |value, inside| {
        let number = match value {
            Value::Bool(_) | Value::Blank if inside => return,
            Value::Text(text) if inside => match crate::number::parse(text) {
                Some(number) => Ok(number),
                None => return,
            },
            other => other.number(),
        };
        match number {
            Ok(number) => {
                product *= number;
                any = true;
            }
            Err(found) => error = error.or(Some(found)),
        }
    });
    match error {
        Some(error) => Err(error),
        None => Ok(if any { product } else { 0.0 }),
    }
}

fn average(c: &Context<'_>, a: &[Value], counting: Counting) -> Answer {
    let numbers = c.numbers(a, counting)?;
    num(mean(&numbers)?)
}

fn extreme(c: &Context<'_>, a: &[Value], counting: Counting, of: fn(f64, f64) -> f64) -> Answer {
    let numbers = c.numbers(a, counting)?;
    num(numbers.into_iter().reduce(of).unwrap_or(0.0))
}

/// Calls `visit` with every value of the arguments; empty cells are left out.
fn each(c: &Context<'_>, a: &[Value], mut visit: impl FnMut(&Value, bool)) {
    for value in a {
        match value {
            Value::Range(range) => c.each(*range, |_, value| {
                visit(&value, true);
                true
            }),
            Value::Array(array) => array.items().iter().for_each(|item| visit(item, true)),
            one => visit(one, false),
        }
    }
}

fn count(c: &Context<'_>, a: &[Value]) -> Answer {
    let mut count = 0_usize;
    each(c, a, |value, inside| {
        let counts = match value {
            Value::Num(_) => true,
            Value::Bool(_) | Value::Text(_) if !inside => value.number().is_ok(),
            Value::Blank => !inside,
            _ => false,
        };
        count += usize::from(counts);
    });
    Ok(count.into())
}

fn count_all(c: &Context<'_>, a: &[Value]) -> Answer {
    let mut count = 0_usize;
    each(c, a, |value, inside| {
        count += usize::from(!inside || !value.is_blank())
    });
    Ok(count.into())
}

fn count_blank(c: &Context<'_>, a: &[Value]) -> Answer {
    let Value::Range(range) = arg(a, 0) else {
        return match arg(a, 0) {
            Value::Err(error) => Err(*error),
            _ => Err(Error::Value),
        };
    };
    let mut filled = 0_u64;
    c.each(*range, |_, value| {
        filled += u64::from(!matches!(&value, Value::Text(text) if text.is_empty()));
        true
    });
    num((range.area.count() - filled) as f64)
}

/// What `SUBTOTAL` and `AGGREGATE` leave out.
#[derive(Clone, Copy)]
struct Leave {
    /// Hidden rows, whatever hides them.
    hidden: bool,
    /// Hidden rows of worksheets with a filter.
    filtered: bool,
    errors: bool,
    subtotals: bool,
}

/// The values of the arguments without what is left out.
fn kept(c: &Context<'_>, a: &[Value], leave: Leave) -> Vec<Value> {
    let mut values = Vec::new();
    for value in a {
        match value {
            Value::Range(range) => {
                let sheet = c.sheets.cells(range.sheet);
                let rows = leave.hidden || (leave.filtered && c.sheets.is_filtered(range.sheet));
                c.each(*range, |cell, value| {
                    let hidden = rows && sheet.is_some_and(|sheet| sheet.grid.row(cell.row).hidden);
                    let nested = leave.subtotals
                        && sheet.is_some_and(|sheet| {
                            let text = sheet.grid.formula(cell).ok().flatten().unwrap_or_default();
                            text.starts_with("SUBTOTAL(") || text.contains("AGGREGATE(")
                        });
                    let error = leave.errors && value.error().is_some();
                    if !hidden && !nested && !error {
                        values.push(value);
                    }
                    true
                });
            }
            Value::Array(array) => {
                let items = array.items().iter();
                values.extend(
                    items
                        .filter(|item| !leave.errors || item.error().is_none())
                        .cloned(),
                );
            }
            one => values.push(one.clone()),
        }
    }
    values
}

/// The numbers among values that come from cells.
fn numbers_of(values: &[Value]) -> Result<Vec<f64>, Error> {
    let mut numbers = Vec::new();
    for value in values {
        match value {
            Value::Num(number) => numbers.push(*number),
            Value::Err(error) => return Err(*error),
            _ => {}
        }
    }
    Ok(numbers)
}

/// The eleven functions that both know by number, and the twelfth and thirteenth of `AGGREGATE`.
fn by_number(code: u32, values: &[Value]) -> Answer {
    match code {
        2 => {
            let count = values.iter().filter(|value| matches!(value, Value::Num(_)));
            return Ok(count.count().into());
        }
        3 => {
            return Ok(values
                .iter()
                .filter(|value| !value.is_blank())
                .count()
                .into());
        }
        _ => {}
    }
    let numbers = numbers_of(values)?;
    match code {
        1 => num(mean(&numbers)?),
        4 => num(numbers.into_iter().reduce(f64::max).unwrap_or(0.0)),
        5 => num(numbers.into_iter().reduce(f64::min).unwrap_or(0.0)),
        6 if numbers.is_empty() => num(0.0),
        6 => num(numbers.into_iter().product()),
        7 => num(variance(&numbers, 1.0)?.sqrt()),
        8 => num(variance(&numbers, 0.0)?.sqrt()),
        9 => num(numbers.into_iter().sum::<f64>() + 0.0),
        10 => num(variance(&numbers, 1.0)?),
        11 => num(deviations(&numbers)? / numbers.len() as f64),
        12 => num(rank::median(numbers)?),
        13 => num(rank::mode(&numbers)?),
        _ => Err(Error::Value),
    }
}

fn subtotal(c: &Context<'_>, a: &[Value]) -> Answer {
    let code = int(a, 0)?;
    let (code, hidden) = if code > 100.0 {
        (code - 100.0, true)
    } else {
        (code, false)
    };
    if !(1.0..=11.0).contains(&code) {
        return Err(Error::Value);
    }
    let leave = Leave {
        hidden,
        filtered: true,
        errors: false,
        subtotals: true,
    };
    let values = kept(c, a.get(1..).unwrap_or_default(), leave);
    by_number(code as u32, &values)
}

fn aggregate(c: &Context<'_>, a: &[Value]) -> Answer {
    let (code, option) = (int(a, 0)?, int(a, 1)?);
    if !(1.0..=19.0).contains(&code) || !(0.0..=7.0).contains(&option) {
        return Err(Error::Value);
    }
    let option = option as u32;
    let leave = Leave {
        hidden: matches!(option, 1 | 3 | 5 | 7),
        filtered: false,
        errors: matches!(option, 2 | 3 | 6 | 7),
        subtotals: option < 4,
    };
    let code = code as u32;
    let rest = a.get(2..).unwrap_or_default();
    if code <= 13 {
        return by_number(code, &kept(c, rest, leave));
    }
    let at = match rest.get(1) {
        Some(value) => c.first(value).number()?,
        None => return Err(Error::Value),
    };
    let values = kept(c, rest.get(..1).unwrap_or_default(), leave);
    let mut numbers = numbers_of(&values)?;
    numbers.sort_by(f64::total_cmp);
    num(match code {
        14 => rank::nth(&numbers, numbers.len() as f64 + 1.0 - at)?,
        15 => rank::nth(&numbers, at)?,
        16 => rank::percentile(&numbers, at)?,
        17 => rank::percentile(&numbers, rank::quarter(at)?)?,
        18 => rank::percentile_between(&numbers, at)?,
        _ => rank::percentile_between(&numbers, rank::quarter(at)?)?,
    })
}
