//! Working days.

use super::date::weekday;
use super::{Answer, Function, arg, int, n, num, plain, require};
use crate::calendar::{LAST_DAY, date};
use crate::context::Context;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("NETWORKDAYS", 2, 3, "ssr", |c, a| between(c, a, WEEKEND, arg(a, 2))),
    plain("NETWORKDAYS.INTL", 2, 4, "sser", |c, a| {
        between(c, a, weekend(a.get(2))?, arg(a, 3))
    }),
    plain("WORKDAY", 2, 3, "ssr", |c, a| after(c, a, WEEKEND, arg(a, 2))),
    plain("WORKDAY.INTL", 2, 4, "sser", |c, a| {
        after(c, a, weekend(a.get(2))?, arg(a, 3))
    }),
];

/// Free days, Monday first.
type Week = [bool; 7];

const WEEKEND: Week = [false, false, false, false, false, true, true];

fn weekend(value: Option<&Value>) -> Result<Week, Error> {
    let mut week = [false; 7];
    match value {
        None | Some(Value::Blank) => return Ok(WEEKEND),
        Some(Value::Text(text)) => {
            if text.chars().count() != 7 || !text.chars().all(|c| matches!(c, '0' | '1')) {
                return Err(Error::Value);
            }
            for (free, c) in week.iter_mut().zip(text.chars()) {
                *free = c == '1';
            }
        }
        Some(value) => {
            let code = value.number()?.trunc();
            require((1.0..=7.0).contains(&code) || (11.0..=17.0).contains(&code))?;
            let code = code as usize;
            for (day, free) in week.iter_mut().enumerate() {
                *free = if code > 10 {
                    day == (code + 2) % 7
                } else {
                    day == (code + 4) % 7 || day == (code + 5) % 7
                };
            }
        }
    }
    Ok(week)
}

fn holidays(c: &Context<'_>, value: &Value) -> Result<Vec<i64>, Error> {
    if value.is_blank() {
        return Ok(Vec::new());
    }
    let table = c.table(value)?;
    let mut days = Vec::new();
    for item in table.items() {
        if !item.is_blank() {
            days.push(item.number()?.floor() as i64);
        }
    }
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn is_free(day: i64, week: &Week, holidays: &[i64]) -> bool {
    let place = weekday(day as f64, 1) as usize;
    week.get(place).copied().unwrap_or(false) || holidays.binary_search(&day).is_ok()
}

fn between(c: &Context<'_>, a: &[Value], week: Week, free: &Value) -> Answer {
    let (from, to) = (n(a, 0)?.floor(), n(a, 1)?.floor());
    date(from)?;
    date(to)?;
    let holidays = holidays(c, free)?;
    let (low, high) = (from.min(to) as i64, from.max(to) as i64);
    if !c.spend((high - low) as usize) {
        return Err(Error::Num);
    }
    let count = (low..=high).filter(|day| !is_free(*day, &week, &holidays)).count() as f64;
    num(if from <= to { count } else { -count })
}

fn after(c: &Context<'_>, a: &[Value], week: Week, free: &Value) -> Answer {
    let mut day = n(a, 0)?.floor() as i64;
    date(day as f64)?;
    let mut left = int(a, 1)?;
    if week.iter().all(|free| *free) {
        return Err(Error::Value);
    }
    require(left.abs() <= LAST_DAY)?;
    let holidays = holidays(c, free)?;
    let step = if left < 0.0 { -1 } else { 1 };
    while left != 0.0 {
        day += step;
        if !(0..=LAST_DAY as i64).contains(&day) || !c.spend(1) {
            return Err(Error::Num);
        }
        if !is_free(day, &week, &holidays) {
            left -= step as f64;
        }
    }
    num(day as f64)
}
