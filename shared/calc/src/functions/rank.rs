//! Order: medians, percentiles, ranks, the largest and the smallest.

use std::collections::HashMap;

use super::{Answer, Function, arg, counted, int, n, n_or, num, plain, require};
use crate::context::{Context, Counting};
use crate::value::{Array, Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("LARGE", 2, 2, "as", |c, a| {
        let numbers = sorted(c, a)?;
        num(nth(&numbers, numbers.len() as f64 + 1.0 - n(a, 1)?.ceil())?)
    }),
    plain("MEDIAN", 1, 255, "*r", |c, a| {
        let numbers = c.numbers(&counted(a), Counting::Numbers)?;
        if numbers.is_empty() {
            return Err(Error::Value);
        }
        num(median(numbers)?)
    }),
    plain("MODE", 1, 255, "*r", |c, a| {
        num(mode(&c.numbers(&counted(a), Counting::Numbers)?)?)
    }),
    plain("MODE.MULT", 1, 255, "*r", modes),
    plain("MODE.SNGL", 1, 255, "*r", |c, a| {
        num(mode(&c.numbers(&counted(a), Counting::Numbers)?)?)
    }),
    plain("PERCENTILE", 2, 2, "rs", |c, a| {
        num(percentile(&sorted(c, a)?, n(a, 1)?)?)
    }),
    plain("PERCENTILE.EXC", 2, 2, "rs", |c, a| {
        num(percentile_between(&sorted(c, a)?, n(a, 1)?)?)
    }),
    plain("PERCENTILE.INC", 2, 2, "rs", |c, a| {
        num(percentile(&sorted(c, a)?, n(a, 1)?)?)
    }),
    plain("PERCENTRANK", 2, 3, "rss", |c, a| percent_rank(c, a, false)),
    plain("PERCENTRANK.EXC", 2, 3, "rss", |c, a| {
        percent_rank(c, a, true)
    }),
    plain("PERCENTRANK.INC", 2, 3, "rss", |c, a| {
        percent_rank(c, a, false)
    }),
    plain("QUARTILE", 2, 2, "rs", |c, a| {
        num(percentile(&sorted(c, a)?, quarter(int(a, 1)?)?)?)
    }),
    plain("QUARTILE.EXC", 2, 2, "rs", |c, a| {
        num(percentile_between(&sorted(c, a)?, quarter(int(a, 1)?)?)?)
    }),
    plain("QUARTILE.INC", 2, 2, "rs", |c, a| {
        num(percentile(&sorted(c, a)?, quarter(int(a, 1)?)?)?)
    }),
    plain("RANK", 2, 3, "srs", |c, a| rank(c, a, false)),
    plain("RANK.AVG", 2, 3, "srs", |c, a| rank(c, a, true)),
    plain("RANK.EQ", 2, 3, "srs", |c, a| rank(c, a, false)),
    plain("SMALL", 2, 2, "as", |c, a| {
        num(nth(&sorted(c, a)?, n(a, 1)?.trunc())?)
    }),
    plain("TRIMMEAN", 2, 2, "rs", |c, a| {
        let (numbers, share) = (sorted(c, a)?, n(a, 1)?);
        require((0.0..1.0).contains(&share) && !numbers.is_empty())?;
        let cut = ((numbers.len() as f64 * share).floor() / 2.0).floor() as usize;
        let kept = numbers.get(cut..numbers.len() - cut).unwrap_or_default();
        num(kept.iter().sum::<f64>() / kept.len() as f64)
    }),
];

/// The numbers of the first argument in order.
fn sorted(c: &Context<'_>, a: &[Value]) -> Result<Vec<f64>, Error> {
    let mut numbers = c.numbers(a.get(..1).unwrap_or_default(), Counting::Numbers)?;
    numbers.sort_by(f64::total_cmp);
    Ok(numbers)
}

/// The number at a place that counts from 1.
pub(super) fn nth(sorted: &[f64], place: f64) -> Result<f64, Error> {
    require(place >= 1.0 && place <= sorted.len() as f64)?;
    sorted.get(place as usize - 1).copied().ok_or(Error::Num)
}

/// The middle of numbers in any order.
pub(super) fn median(mut numbers: Vec<f64>) -> Result<f64, Error> {
    numbers.sort_by(f64::total_cmp);
    between(&numbers, (numbers.len() as f64 - 1.0) / 2.0)
}

/// The number at a place that counts from 0 and may lie between two.
fn between(sorted: &[f64], place: f64) -> Result<f64, Error> {
    require(place >= 0.0)?;
    let low = place.floor();
    let at = |place: f64| sorted.get(place as usize).copied();
    let first = at(low).ok_or(Error::Num)?;
    let share = place - low;
    Ok(match at(low + 1.0) {
        Some(second) if share > 0.0 => first + share * (second - first),
        _ => first,
    })
}

/// The share of quartiles 0 to 4.
pub(super) fn quarter(number: f64) -> Result<f64, Error> {
    require((0.0..=4.0).contains(&number))?;
    Ok(number.trunc() / 4.0)
}

/// The percentile with both ends.
pub(super) fn percentile(sorted: &[f64], share: f64) -> Result<f64, Error> {
    require((0.0..=1.0).contains(&share) && !sorted.is_empty())?;
    between(sorted, share * (sorted.len() as f64 - 1.0))
}

/// The percentile without the ends.
pub(super) fn percentile_between(sorted: &[f64], share: f64) -> Result<f64, Error> {
    let count = sorted.len() as f64;
    let place = share * (count + 1.0);
    require(share > 0.0 && share < 1.0 && place >= 1.0 && place <= count)?;
    between(sorted, place - 1.0)
}

/// The most frequent number; of several the first one.
pub(super) fn mode(numbers: &[f64]) -> Result<f64, Error> {
    frequent(numbers)?.first().copied().ok_or(Error::Na)
}

/// The most frequent numbers that occur more than once, the smallest first.
fn frequent(numbers: &[f64]) -> Result<Vec<f64>, Error> {
    if numbers.is_empty() {
        return Err(Error::Value);
    }
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for number in numbers {
        *counts.entry((number + 0.0).to_bits()).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    if most < 2 {
        return Err(Error::Na);
    }
    let mut found: Vec<f64> = counts
        .into_iter()
        .filter(|(_, count)| *count == most)
        .map(|(bits, _)| f64::from_bits(bits))
        .collect();
    found.sort_by(f64::total_cmp);
    Ok(found)
}

fn modes(c: &Context<'_>, a: &[Value]) -> Answer {
    let numbers = c.numbers(a, Counting::Numbers)?;
    let mut found = frequent(&numbers)?;
    let place = |number: &f64| numbers.iter().position(|known| known == number);
    found.sort_by_key(place);
    let items: Vec<Value> = found.into_iter().map(Value::Num).collect();
    Array::new(1, items).map(Value::from).ok_or(Error::Na)
}

fn rank(c: &Context<'_>, a: &[Value], average: bool) -> Answer {
    let number = n(a, 0)?;
    let upwards = n_or(a, 2, 0.0)? != 0.0;
    let numbers = c.numbers(std::slice::from_ref(arg(a, 1)), Counting::Numbers)?;
    let equal = numbers.iter().filter(|other| **other == number).count();
    let before = numbers.iter().filter(|other| {
        if upwards {
            **other < number
        } else {
            **other > number
        }
    });
    let beyond = |other: &f64| (*other < number, *other > number);
    if equal == 0 {
        let (below, above) = numbers
            .iter()
            .map(beyond)
            .fold((false, false), |a, b| (a.0 || b.0, a.1 || b.1));
        if !below || !above {
            return Err(Error::Value);
        }
        if upwards && !average {
            return num(-1.0);
        }
    }
    // A number that is not there ranks where it would stand.
    let rank = before.count() as f64 + 1.0;
    if average {
        require(equal > 0)?;
        return num(rank + (equal as f64 - 1.0) / 2.0);
    }
    num(rank)
}

fn percent_rank(c: &Context<'_>, a: &[Value], between: bool) -> Answer {
    let numbers = sorted(c, a)?;
    let (number, digits) = (n(a, 1)?, n_or(a, 2, 3.0)?.trunc());
    require(digits >= 1.0 && !numbers.is_empty())?;
    let (first, last) = (numbers.first().copied(), numbers.last().copied());
    if first.is_none_or(|first| number < first) || last.is_none_or(|last| number > last) {
        return Err(Error::Na);
    }
    let below = numbers.iter().filter(|other| **other < number).count() as f64;
    let place = if numbers.contains(&number) {
        below
    } else {
        let low = numbers.get(below as usize - 1).copied().ok_or(Error::Na)?;
        let high = numbers.get(below as usize).copied().ok_or(Error::Na)?;
        below - 1.0 + (number - low) / (high - low)
    };
    let count = numbers.len() as f64;
    let share = match (between, count == 1.0) {
        (true, _) => (place + 1.0) / (count + 1.0),
        (false, true) => 1.0,
        (false, false) => place / (count - 1.0),
    };
    let factor = 10_f64.powi(digits.min(15.0) as i32);
    num((share * factor).floor() / factor)
}
